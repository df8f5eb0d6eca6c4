"""Who is on the lists of two meetings that are one, and what each list says of them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from coalition.database import rows_in
from coalition.edits.merging import rules
from coalition.edits.merging.steps import Row, Steps
from coalition.edits.record import table_of
from coalition.models import Attendance, Organization, Person
from coalition.vocabulary import AttendanceState


@dataclass(frozen=True)
class Listed:
    """What a list says of somebody: the state, and the organization of that day (None: not told)."""

    state: AttendanceState
    organization: str | None


@dataclass(frozen=True)
class OnBoth:
    """Somebody on both lists: `name` of the person (None: an organization without a named person), and what is kept."""

    name: str | None
    stays: Listed
    goes: Listed
    kept: Listed


def on_both(steps: Steps, stays: int, goes: int) -> tuple[OnBoth, ...]:
    """Who is on the lists of both meetings, in the order of the list that stays."""
    table = table_of(Attendance)
    theirs = {
        key: row for row in steps.rows(table, "meeting_id", goes) for key in rules.keys(table, {**row, "meeting_id": stays})
    }
    pairs = []
    for row in steps.rows(table, "meeting_id", stays):
        other = next((theirs[key] for key in rules.keys(table, row) if key in theirs), None)
        if other is not None:
            pairs.append((row, other, {**row, **rules.blended(table, row, other)}))
    people = _names(steps, Person, {row["person_id"] for row, _, _ in pairs})
    organizations = _names(steps, Organization, {row["organization_id"] for three in pairs for row in three})

    def listed(row: Row) -> Listed:
        return Listed(AttendanceState(row["state"]), organizations.get(row["organization_id"]))

    return tuple(OnBoth(people.get(own["person_id"]), listed(own), listed(other), listed(kept)) for own, other, kept in pairs)


def _names(steps: Steps, model: type[Person] | type[Organization], ids: set[int | None]) -> dict[int | None, str]:
    query = select(col(model.id), col(model.name))
    return dict(rows_in(steps.session, query, col(model.id), sorted(ids - {None})))
