"""What was said at a meeting, who was there, and what was agreed? As plain values, so that it can be kept as a version."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from coalition.answers.participation import participation_picture, who_came
from coalition.frames import records
from coalition.locale.order import sort_key
from coalition.minutes import Decided, Minutes, Promise, Taught, There, from_stored
from coalition.models import ERASED
from coalition.queries import meetings as queries
from coalition.queries.actions import actions_frame
from coalition.queries.agenda import coming_on
from coalition.queries.minutes import versions
from coalition.queries.resources import learned
from coalition.settings import Settings
from coalition.vocabulary import ActionState, AttendanceState, NoteKind


@dataclass(frozen=True)
class Closed:
    """Minutes that were closed: which version, when (UTC), by whom (None: not told), and what they say."""

    number: int
    at: datetime
    by: str | None
    minutes: Minutes


@dataclass(frozen=True)
class Record:
    """The minutes as the record has them now, and the versions that were closed.

    Attributes:
        minutes: of now.
        notes: {kind of line: (row, line)}, which a person may correct.
        versions: the newest first.
    """

    minutes: Minutes
    notes: dict[NoteKind, list[tuple[int, str]]]
    versions: list[Closed]

    @property
    def is_closed(self) -> bool:
        """Whether nothing was corrected since the newest version; when the members meet next is no correction."""
        return bool(self.versions) and replace(self.versions[0].minutes, next_on=None) == replace(self.minutes, next_on=None)


def minutes(session: Session, *, settings: Settings, meeting_id: int) -> Record | None:
    """The minutes of a meeting; None: it is not there (any more)."""
    meeting = next(iter(records(queries.meeting_frame(session, meeting_id=meeting_id))), None)
    if meeting is None:
        return None
    noted = queries.notes(session, meeting_id=meeting_id)
    decided = [one for one in noted if one.kind is NoteKind.DECISION]
    taught = learned(session, meeting_id=meeting_id)
    notes = {kind: [(one.id, one.what) for one in noted if one.kind is kind] for kind in (NoteKind.AGENDA, NoteKind.DECISION)}
    notes[NoteKind.LEARNED] = [(one.id, one.what) for one in taught]
    closed = versions(session, meeting_id=meeting_id)
    following = coming_on(session, after=meeting["held_on"])
    return Record(
        minutes=Minutes(
            coalition=settings.coalition_name,
            held_on=meeting["held_on"].isoformat(),
            title=meeting["title"],
            place=meeting["place"],
            start=meeting["start"],
            **_people(session, meeting),
            quorum=_quorum(session, settings, meeting),
            agenda=tuple(what for _, what in notes[NoteKind.AGENDA]),
            decisions=tuple(one.what for one in decided),
            about=tuple((place, *one.about) for place, one in enumerate(decided) if one.about),
            agreed=_agreed(session, meeting_id),
            **_promises(session, meeting),
            learned=tuple(Taught(one.what, one.organization, _title(one.title, one.title_local)) for one in taught),
            next_on=following.isoformat() if following else None,
        ),
        notes=notes,
        versions=[Closed(one.number, one.closed_at, one.closed_by, from_stored(one.said)) for one in closed],
    )


def _title(english: str | None, local: str | None) -> tuple[str, str | None] | None:
    return (english, local) if english else None


def _people(session: Session, meeting: dict[str, Any]) -> dict[str, Any]:
    """Who was there, was excused and was missing; nobody is missing where it is not recorded who came."""
    listed = records(queries.attendance_list_frame(session, meeting_id=meeting["id"]))
    present, excused = (
        [row for row in listed if row["state"] == state] for state in (AttendanceState.PRESENT, AttendanceState.EXCUSED)
    )
    if not meeting["is_recorded"]:
        return {"present": _there(present), "excused": _there(excused)}
    came = who_came(session, meeting_id=meeting["id"])
    written = {row["organization_as_written"] for row in present if not row["organization"]}
    told = {"present": _there(present, {*came.guests, *written}), "excused": _there(excused)}
    return told | {"missing": tuple(came.absent), "expected": came.expected, "here": came.present}


def _quorum(session: Session, settings: Settings, meeting: dict[str, Any]) -> tuple[int, int, str] | None:
    """As it was on the day, by the rule of now; of several meetings of a day of the last one only."""
    picture = participation_picture(session, settings=settings, on=meeting["held_on"])
    found = picture.quorum
    if found is None or picture.newest is None or picture.newest["id"] != meeting["id"]:
        return None
    return found.present, found.needed_active, found.rule


def _there(rows: list[dict[str, Any]], guests: Collection[str | None] = ()) -> tuple[There, ...]:
    """By organization, those without one last; `guests`: names of organizations."""
    found: dict[str | None, list[str]] = {}
    for row in rows:
        people = found.setdefault(row["organization"] or row["organization_as_written"], [])
        if row["name"] and row["name"] != ERASED:
            people.append(row["name"])
    ordered = sorted(found.items(), key=lambda pair: (pair[0] is None, sort_key(pair[0] or "")))
    return tuple(There(name, tuple(people), name is not None and name in guests) for name, people in ordered)


def _agreed(session: Session, meeting_id: int) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            row["said"],
            (row["service_type"], row["service_type_local"]),
            (row["area"], row["area_local"]),
            row["group"],
            row["reason"],
        )
        for row in records(queries.decisions_frame(session, meeting_id=meeting_id))
        if row["kind"] != "action"
    )


def _promises(session: Session, meeting: dict[str, Any]) -> dict[str, Any]:
    """What was promised there, and what was promised before and kept by its day."""
    on, meeting_id = meeting["held_on"], meeting["id"]
    rows = records(actions_frame(session, on=date.max, meeting_id=meeting_id))
    kept = [
        row
        for row in rows
        if row["closed_as"] == ActionState.DONE and row["closed_on"] == on and row["meeting_id"] != meeting_id
    ]
    return {
        "promised": tuple(_promise(row) for row in rows if row["meeting_id"] == meeting_id),
        "kept": tuple(_promise(row) for row in kept),
    }


def _promise(row: dict[str, Any]) -> Promise:
    who = ", ".join(filter(None, [row["organization"], row["person"] if row["person"] != ERASED else None]))
    return Promise(row["what"], who or None, row["due_on"].isoformat() if row["due_on"] else None)
