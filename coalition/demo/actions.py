"""What the members of the fictional coalition promised at their last meetings: done, open, overdue, dropped."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.demo.write import meeting_dates
from coalition.models import ActionItem, Area, Meeting, Organization, Person, ServiceType
from coalition.vocabulary import ActionState


@dataclass(frozen=True)
class Promise:
    """One invented promise.

    Attributes:
        ago: promised so many meetings before the last (0: at the last).
        organization, person: who; the person may be empty.
        what: the line.
        due: days after the meeting.
        ended: days after the meeting on which it was done or dropped; None: open.
        state, note: how it ended.
        kind, area: the gap it answers, as codes; empty: free.
    """

    ago: int
    organization: str
    person: str
    what: str
    due: int
    ended: int | None = None
    state: ActionState = ActionState.OPEN
    note: str | None = None
    kind: str = ""
    area: str = ""


_DONE, _DROPPED = ActionState.DONE, ActionState.DROPPED

PROMISES = (
    Promise(5, "Fah Mai Network", "Suchada Moonfah", "Send the poster texts to all members", 21, 19, _DONE),
    Promise(
        4,
        "Northern Hotline Circle",
        "Jirapa Somboon",
        "Print the list of night numbers for police stations",
        28,
        27,
        _DONE,
        "Handed over in eight provinces.",
    ),
    Promise(4, "Wang River Families", "", "Find a second family for emergency nights", 56, kind="I5", area="TH52"),
    Promise(
        3,
        "Safe Roads North",
        "Kittisak Yana",
        "Ask the bus company for a poster place",
        30,
        34,
        _DROPPED,
        "The company has closed its northern line.",
    ),
    Promise(3, "Three Rivers Initiative", "Marisa Chanta", "Visit the two job brokers in Nan", 45, kind="P3", area="TH55"),
    Promise(
        2,
        "Ping Valley Counseling",
        "Sirikanya Thongdee",
        "Train two counselors for Lampang",
        35,
        33,
        _DONE,
        "Two people started.",
        kind="A2",
        area="TH52",
    ),
    Promise(2, "Welfare Office South (demo)", "มาลี สุขใจ", "Say who answers calls at night", 28),
    Promise(1, "Lanna Children's Desk", "Wilaiporn Saetang", "Write down how a child is interviewed once only", 70),
    Promise(1, "Hilltribe Voices", "Arun Laoyang", "Find an Akha interpreter for Phayao", 30, kind="I7", area="TH56"),
    Promise(
        0,
        "Rim Kok Foundation",
        "Tomas Berger",
        "Ask the foster families in Phrae for two places",
        14,
        6,
        _DONE,
        "Both families said no for this year.",
        kind="A1",
        area="TH54",
    ),
    Promise(
        0,
        "Green Tea Enterprise",
        "Somsak Prasert",
        "Offer four jobs in Phayao",
        14,
        1,
        _DONE,
        "Four places from the first of the month.",
        kind="A5",
        area="TH56",
    ),
    Promise(0, "Welfare Office East (demo)", "", "Name the officer for age assessments", 15),
    Promise(0, "Mekong Bridge Legal Aid", "Daniel Okafor", "Draft the agreement on sharing of cases", 30),
)
"""What was promised, the oldest first."""


def add_promises(session: Session, today: date) -> None:
    """Store the promises. Each hangs on a meeting and a member of the demo, and so goes with them."""
    dates = meeting_dates(today)
    meetings, members = ids_by(session, Meeting.held_on, Meeting.id), ids_by(session, Organization.name, Organization.id)
    people = ids_by(session, Person.name, Person.id)
    areas, kinds = ids_by(session, Area.pcode, Area.id), ids_by(session, ServiceType.code, ServiceType.id)
    for promise in PROMISES:
        on = dates[-1 - promise.ago]
        if on not in meetings or promise.organization not in members:
            continue
        ended = None if promise.ended is None else min(on + timedelta(days=promise.ended), today)
        session.add(
            ActionItem(
                meeting_id=meetings[on],
                organization_id=members[promise.organization],
                person_id=people.get(promise.person),
                what=promise.what,
                opened_on=on,
                due_on=on + timedelta(days=promise.due),
                state=promise.state,
                done_on=ended,
                note=promise.note,
                service_type_id=kinds.get(promise.kind),
                area_id=areas.get(promise.area),
            )
        )


def ids_by(session: Session, known: Any, number: Any) -> dict[Any, int]:
    """{what a row is known by: its id}."""
    return {row[0]: row[1] for row in session.execute(select(col(known), col(number)))}
