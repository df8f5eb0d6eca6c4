"""What the members of the fictional coalition agreed about cells: met, barrier and gap, one overtaken by a newer fact."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from coalition.demo.actions import ids_by
from coalition.demo.write import meeting_dates
from coalition.models import Area, Meeting, ServiceType, Verdict
from coalition.vocabulary import Group, Judgement


@dataclass(frozen=True)
class Agreed:
    """One invented verdict.

    Attributes:
        ago: agreed so many meetings before the last (0: at the last).
        judgement, kind, area: what was agreed about which cell, as codes.
        groups: for whom; empty: for everybody.
        reason: why, in one line.
    """

    ago: int
    judgement: Judgement
    kind: str
    area: str
    groups: tuple[Group, ...] = ()
    reason: str | None = None


VERDICTS = (
    Agreed(4, Judgement.BARRIER, "A10", "TH50", (Group.LANGUAGE,), "The circle meets in Thai only"),
    Agreed(1, Judgement.GAP, "A1", "TH55", (), "No bed in the whole province"),
    Agreed(0, Judgement.BARRIER, "I5", "TH57", (Group.MALE, Group.A15_17), "Neither house takes boys over 14"),
    Agreed(0, Judgement.BARRIER, "A9", "TH57", (Group.DISTANCE,), "Nobody travels to the hill villages in the rain"),
    Agreed(0, Judgement.GAP, "I7", "TH58", (Group.LANGUAGE,), "Nobody speaks Shan at night"),
    Agreed(0, Judgement.MET, "P2", "TH57", (), "Every school has a place left"),
    Agreed(0, Judgement.MET, "A10", "TH50", (), "The second circle meets in Akha"),
)
"""What was agreed, the oldest first. What was agreed on A9 in Chiang Rai is contradicted by a file of three days later."""


def add_verdicts(session: Session, today: date) -> None:
    """Store the verdicts. Each hangs on a meeting of the demo, and so goes with it."""
    dates = meeting_dates(today)
    meetings = ids_by(session, Meeting.held_on, Meeting.id)
    areas, kinds = ids_by(session, Area.pcode, Area.id), ids_by(session, ServiceType.code, ServiceType.id)
    for agreed in VERDICTS:
        on = dates[-1 - agreed.ago]
        if on not in meetings:
            continue
        session.add(
            Verdict(
                meeting_id=meetings[on],
                area_id=areas[agreed.area],
                service_type_id=kinds[agreed.kind],
                judgement=agreed.judgement,
                decided_on=on,
                group=";".join(group.value for group in agreed.groups) or None,
                reason=agreed.reason,
                decided_by="Demo",
            )
        )
