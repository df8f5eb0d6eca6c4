"""The minutes of a meeting: what is noted of it corrected line by line, until somebody closes them; then a version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import col

from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.lines import Shown, lines_of, save_lines
from coalition.edits.record import EditRefused, create_row, stored_row
from coalition.models import Meeting, MeetingNote, MinutesVersion
from coalition.vocabulary import NoteKind

NOTED = (NoteKind.AGENDA, NoteKind.DECISION, NoteKind.LEARNED)
"""What stands as lines in the minutes; promises are action items."""


def save_notes(
    engine: Engine,
    meeting_id: int,
    texts: Mapping[NoteKind, str],
    *,
    shown: Mapping[NoteKind, Shown],
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct what is noted of a meeting. Returns whether anything changed.

    Args:
        engine: the database.
        meeting_id: the meeting.
        texts: {one of NOTED: a line for each note}; what is left out stays.
        shown: the same as it was stored when the form was drawn; other lines stay.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: the meeting is not there any more.
        TextRefused: a line cannot be kept; its field is the value of the kind. Nothing is changed then.
    """
    lines = {kind: lines_of(text, kind.value, about=engine) for kind, text in texts.items()}
    with writing(engine) as session, apart():
        stored_row(session, Meeting, meeting_id)
        changed = [
            save_lines(session, MeetingNote, shown[kind], said, by=by, at=at, meeting_id=meeting_id, kind=kind)
            for kind, said in lines.items()
        ]
        return any(changed)


def close_minutes(
    engine: Engine, meeting_id: int, *, number: int, said: Mapping[str, Any], by: str | None = None, at: datetime
) -> int:
    """Keep the minutes as they were shown, as a version that stays; returns its number.

    Args:
        engine: the database.
        meeting_id: the meeting.
        number: which version it becomes: the one after the newest that was shown.
        said: all that they say, as plain JSON values.
        by: who closes them.
        at: the instant of the edit.

    Raises:
        EditRefused: the meeting is not there any more, or somebody else has closed this version since.
    """
    with writing(engine) as session:
        stored_row(session, Meeting, meeting_id)
        newest = session.scalar(
            select(func.max(col(MinutesVersion.number))).where(col(MinutesVersion.meeting_id) == meeting_id)
        )
        if number != (newest or 0) + 1:
            raise EditRefused(
                "Somebody else closed version {number} meanwhile. Read it before you close another.", number=newest
            )
        values = {"meeting_id": meeting_id, "number": number, "said": dict(said), "closed_at": at, "closed_by": by}
        create_row(session, MinutesVersion, by=by, at=at, **values)
    return number
