"""What the members of the fictional coalition shared, and what they learned. No address leads anywhere."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session

from coalition import shared_files
from coalition.demo.actions import ids_by
from coalition.demo.write import meeting_dates
from coalition.models import Area, Meeting, MeetingNote, Organization, Resource, ResourceArea, ResourceServiceType, ServiceType
from coalition.vocabulary import FileType, NoteKind, ResourceKind


@dataclass(frozen=True)
class Given:
    """Something that was shared.

    Attributes:
        ago: shared so many meetings before the last.
        organization: by whom.
        title, local: as it is called.
        kind: what it is.
        types, areas: codes of what it is about.
        note: what it is for.
        place: the end of its address; empty: it is a file.
        text: what stands in the file.
        learned: what was learned with it.
        retired: whether it is not to be used any more.
    """

    ago: int
    organization: str
    title: str
    local: str
    kind: ResourceKind
    types: tuple[str, ...]
    note: str = ""
    areas: tuple[str, ...] = ()
    place: str = ""
    text: str = ""
    learned: str = ""
    retired: bool = field(default=False)


_NIGHT = """Who answers at night (invented, for the demo)

Hotline: ask for the shift leader. Say the province first.
Shelters: call the member that *Find a service* names, then its neighbor.
Never send a name, a photograph or an address by messenger.
"""

GIVEN = (
    Given(
        6,
        "Mekong Bridge Legal Aid",
        "Anti-Trafficking Act B.E. 2551: what a victim can ask for",
        "พ.ร.บ. ป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. 2551: สิทธิที่ผู้เสียหายขอได้",
        ResourceKind.LAW,
        ("I9", "I10", "A6"),
        "Sections 33 to 37 in plain words, two pages",
        place="law/act-in-plain-words",
        learned="Help under section 33 does not wait for the end of a case",
    ),
    Given(
        3,
        "Lanna Children's Desk",
        "Hearing a child once: steps for the interview",
        "สอบปากคำเด็กเพียงครั้งเดียว: ขั้นตอนการสัมภาษณ์",
        ResourceKind.PROTOCOL,
        ("I3", "I9"),
        "Who sits in the room, who asks, what is recorded",
        areas=("TH57",),
        place="steps/hearing-a-child",
        learned="One recorded interview spares the child the second",
    ),
    Given(
        2,
        "Ping Valley Counseling",
        "Trauma-informed care for new counselors",
        "การดูแลที่เข้าใจบาดแผลทางใจ สำหรับผู้ให้คำปรึกษาใหม่",
        ResourceKind.TRAINING,
        ("A2", "I5"),
        "Slides of two afternoons",
        place="training/trauma-informed-care",
        learned="Ask before you close the door of the room",
    ),
    Given(
        1,
        "Northern Hotline Circle",
        "Night numbers: who answers when",
        "หมายเลขกลางคืน: ใครรับสายเวลาใด",
        ResourceKind.CONTACTS,
        ("I1", "I5"),
        text=_NIGHT,
    ),
    Given(
        1,
        "Rim Kok Foundation",
        "House rules of an emergency shelter",
        "ระเบียบของบ้านพักฉุกเฉิน",
        ResourceKind.POLICY,
        ("I5", "A1"),
        "To start your own from",
        areas=("TH57", "TH56"),
        place="policies/house-rules",
    ),
    Given(
        0,
        "Hilltribe Voices",
        "Working with an interpreter: a page to print",
        "ทำงานกับล่าม: หนึ่งหน้าสำหรับพิมพ์",
        ResourceKind.FORM,
        ("I7",),
        place="forms/interpreter",
        learned="The interpreter sits beside the person and not beside the officer",
    ),
    Given(
        8,
        "Northern Hotline Circle",
        "Night numbers of last year",
        "หมายเลขกลางคืนของปีที่แล้ว",
        ResourceKind.CONTACTS,
        ("I1",),
        place="numbers/last-year",
        retired=True,
    ),
)
"""What was shared, in no order."""


def add_resources(session: Session, today: date, folder: Path) -> None:
    """Store them. Each hangs on a meeting and a member of the demo, and so goes with them; `folder`: of the files."""
    dates = meeting_dates(today)
    meetings, members = ids_by(session, Meeting.held_on, Meeting.id), ids_by(session, Organization.name, Organization.id)
    areas, kinds = ids_by(session, Area.pcode, Area.id), ids_by(session, ServiceType.code, ServiceType.id)
    for given in GIVEN:
        on = dates[-1 - given.ago]
        if on not in meetings or given.organization not in members:
            continue
        data = given.text.encode()
        row = Resource(
            title=given.title,
            title_local=given.local,
            kind=given.kind,
            link=f"https://shared.example/{given.place}" if given.place else None,
            file_hash=shared_files.keep(folder, data) if data else None,
            file_type=FileType.TXT if data else None,
            file_size=len(data) or None,
            languages="en;th",
            note=given.note or None,
            organization_id=members[given.organization],
            meeting_id=meetings[on],
            shared_on=on,
            retired_on=dates[-1] if given.retired else None,
        )
        session.add(row)
        session.flush()
        number = row.id or 0
        session.add_all(ResourceServiceType(resource_id=number, service_type_id=kinds[code]) for code in given.types)
        session.add_all(ResourceArea(resource_id=number, area_id=areas[code]) for code in given.areas)
        if given.learned:
            told = {"organization_id": members[given.organization], "resource_id": number}
            session.add(MeetingNote(meeting_id=meetings[on], kind=NoteKind.LEARNED, what=given.learned, **told))
