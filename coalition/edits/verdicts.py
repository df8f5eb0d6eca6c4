"""What the members agree about a cell in the room: met, barrier or gap, for whom and why; undone by `edits.undo`.

A verdict is never overwritten: a new one is a new row, and the newest counts (docs/decisions/0014-what-a-verdict-decides.md).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.record import EditRefused, create_row, delete_row
from coalition.edits.screen import TextRefused, screened
from coalition.models import Area, Meeting, ServiceType, Verdict
from coalition.vocabulary import Group, Judgement

LONGEST_GROUP = 40
"""Characters of a group in free words: it stands in a line with others."""


def record_verdict(
    engine: Engine,
    *,
    area: str,
    service_type: str,
    judgement: Judgement,
    groups: Sequence[Group] = (),
    group_words: str = "",
    reason: str = "",
    decided_on: date,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int | Literal[False]:
    """Note what the members agreed on a day about one cell; it hangs on the meeting of that day, where one is stored.

    Args:
        engine: the database.
        area: P-code.
        service_type: code of the service type.
        judgement: met, barrier or gap.
        groups: for whom it stands; none, and no words: for everybody.
        group_words: a group that is not in the list, in a few words.
        reason: why, in one line; for a barrier either this or a group must be told.
        decided_on: the day.
        today: no later day is taken.
        by: who notes it; None: not told.
        at: the instant of the edit, UTC.

    Returns:
        The id of the verdict; False when it was the last word on this cell on that day already.

    Raises:
        EditRefused: a line is refused, a barrier is told without for whom or why, the day has not come, or there is no such
            area or service type.
    """
    group = group_text(groups, group_words, about=engine)
    why = screened(reason, "reason", about=engine) if reason.strip() else None
    if judgement is Judgement.BARRIER and not (group or why):
        raise EditRefused("Say for whom it is hard to reach, or why.")
    if decided_on > today:
        raise EditRefused("Date is in the future.")
    with writing(engine) as session:
        values = {**_cell(session, area, service_type), "decided_on": decided_on}
        told = {"judgement": judgement, "group": group, "reason": why}
        last = session.scalars(
            select(Verdict)
            .where(*(col(getattr(Verdict, name)) == value for name, value in values.items()))
            .order_by(col(Verdict.id).desc())
            .limit(1)
        ).first()
        if last is not None and all(getattr(last, name) == value for name, value in told.items()):
            return False
        meeting = {"meeting_id": meeting_of(session, decided_on), "decided_by": by}
        return create_row(session, Verdict, by=by, at=at, **values, **told, **meeting)


def withdraw_verdict(engine: Engine, verdict_id: int, *, by: str | None = None, at: datetime) -> None:
    """Take back a verdict that was noted by mistake; what it said stays in the history of changes.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        delete_row(session, Verdict, verdict_id, by=by, at=at)


def meeting_of(session: Session, day: date) -> int | None:
    """The meeting of a day; of several the one entered last; None: none is stored."""
    return session.scalars(
        select(col(Meeting.id)).where(col(Meeting.held_on) == day).order_by(col(Meeting.id).desc()).limit(1)
    ).first()


def group_text(groups: Sequence[Group], words: str, *, about: Engine) -> str | None:
    """For whom a verdict stands, as it is stored: values of the list in its order, then free words, separated by `;`.

    Raises:
        EditRefused: the words are too long or no plain line.
    """
    free = screened(words.replace(";", ","), "group", about=about) if words.strip() else ""
    if len(free) > LONGEST_GROUP:
        message = "Name the group in at most {most} characters. Write more in the reason."
        raise TextRefused(message, field="group", most=LONGEST_GROUP)
    return ";".join([*(member.value for member in Group if member in groups), *([free] if free else [])]) or None


def _cell(session: Session, area: str, service_type: str) -> dict[str, int]:
    area_id = session.scalars(select(col(Area.id)).where(col(Area.pcode) == area)).first()
    type_id = session.scalars(select(col(ServiceType.id)).where(col(ServiceType.code) == service_type)).first()
    if area_id is None or type_id is None:
        raise EditRefused("This area or service type is no longer in the lists.")
    return {"area_id": area_id, "service_type_id": type_id}
