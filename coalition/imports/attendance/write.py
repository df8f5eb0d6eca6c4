"""What a confirmed plan does to the attendances themselves: rows added, changed, removed, in the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.meetings import MeetingMatch
from coalition.imports.attendance.stored import StoredRow
from coalition.imports.bulk import insert_columns, json_ready
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.pauses import without_pauses
from coalition.imports.plan import Recorder
from coalition.imports.reading import Entries
from coalition.models import Attendance


def add_attendances(
    session: Session, batch_id: int, entries: Entries, diff: Diff, meetings: MeetingMatch, organizations: OrganizationMatch
) -> None:
    """Insert the new ones in the order of the file; meetings, people and organizations must have their ids."""
    meeting_ids, people_ids = meetings.ids, [*diff.people.ids, None]  # the last place, NOBODY: nobody
    organization_ids = [*organizations.ids, None]
    of_new = diff.of_new
    with without_pauses():
        meeting = of_new(entries.meeting)
        columns: dict[str, Sequence[Any]] = {
            "meeting_id": list(map(meeting_ids.__getitem__, meeting)),
            "person_id": list(map(people_ids.__getitem__, of_new(diff.person))),
            "organization_id": list(map(organization_ids.__getitem__, of_new(diff.organization))),
            "state": of_new(entries.state),
            "minutes": of_new(entries.minutes),
            "name_as_written": of_new(entries.name),
            "organization_as_written": of_new(entries.organization),
            "line": [lines[0] for lines in of_new(entries.lines)],
            "batch_id": [batch_id] * len(meeting),
        }
        insert_columns(session, "attendance", columns)


def change_attendances(session: Session, record: Recorder, diff: Diff, organizations: OrganizationMatch) -> None:
    """Write what is different now, and note what was there."""
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row, values in diff.changes.values():
        after = {k: organizations.ids[v] if k == "organization_id" else v for k, v in values.items()}
        record.updated("attendance", row.row_id, {name: getattr(row, name) for name in after}, after)
        changed.setdefault(tuple(after), []).append({"row": row.row_id, **{f"new_{k}": v for k, v in after.items()}})
    for names, parameters in changed.items():
        statement = update(Attendance.__table__).where(col(Attendance.id) == bindparam("row"))  # type: ignore[attr-defined]
        session.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), parameters)


def remove_attendances(session: Session, record: Recorder, rows: Sequence[StoredRow]) -> None:
    """Delete those that were ticked, and note all of each."""
    table = Attendance.__table__  # type: ignore[attr-defined]
    for part in chunks([row.row_id for row in rows]):
        for stored in session.execute(select(table).where(table.c.id.in_(part))).mappings().all():
            record.deleted("attendance", stored["id"], json_ready(dict(stored)))
        session.execute(delete(table).where(table.c.id.in_(part)))
