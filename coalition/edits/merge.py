"""Two organizations, people or meetings that are one: what that would change in numbers, and doing it in one transaction.

Everything that points to the one that goes points to the one that stays, whatever the table; a name becomes a confirmed
spelling, so that the next file with it needs no question. One edit (`coalition.edits.undo.undo_edit` takes it back).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Table
from sqlmodel import Session, SQLModel

from coalition.database import writing
from coalition.edits.conflicts import changed_since
from coalition.edits.merging import rules
from coalition.edits.merging.absorb import absorb
from coalition.edits.merging.both import OnBoth, on_both
from coalition.edits.merging.steps import Row, Steps
from coalition.edits.record import EditRefused, create_row, json_ready, table_of
from coalition.frames import records
from coalition.imports.attendance.memberships import settle
from coalition.models import ForgottenDecision, Meeting, Organization, OrganizationAlias, Person, PersonAlias
from coalition.queries.decided import called, keys_of, merges
from coalition.queries.learned import apart_frame


class Merged(StrEnum):
    """What can be made one: the table it stands in."""

    ORGANIZATION = "organization"
    PERSON = "person"
    MEETING = "meeting"


_MODELS: dict[Merged, type[SQLModel]] = {Merged.ORGANIZATION: Organization, Merged.PERSON: Person, Merged.MEETING: Meeting}


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do.

    Attributes:
        stays, goes: the two names.
        moved: {table: rows that would belong to the one that stays}; zeros are left out.
        united: {table: rows that say what one of the other says, and become one with it}; zeros are left out.
        filled: {column: value} that only the one that goes tells.
        differing: {column: value} of the one that goes which is not taken over: the other value stays.
        people: names of people listed for both organizations, who become one.
        apart: pairs of names of the two that a person said are two organizations; that is forgotten with the merge.
        both: who is on the lists of both meetings, in the order of the list that stays.
    """

    stays: str
    goes: str
    moved: dict[str, int] = field(default_factory=dict)
    united: dict[str, int] = field(default_factory=dict)
    filled: dict[str, Any] = field(default_factory=dict)
    differing: dict[str, Any] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    both: tuple[OnBoth, ...] = ()


def merge_preview(session: Session, kind: Merged, *, stays: int, goes: int) -> MergePreview:
    """What making two entries one would do; reads only.

    Raises:
        EditRefused: it is the same entry twice, one of them is not there any more, or they are meetings of two days.
    """
    return _worked_out(session, kind, stays, goes)[0]


def merge(
    engine: Engine,
    kind: Merged,
    *,
    stays: int,
    goes: int,
    seen: MergePreview | None = None,
    by: str | None = None,
    at: datetime,
) -> None:
    """Make two entries one, in one transaction.

    Args:
        engine: the database.
        kind: what they are.
        stays, goes: their ids.
        seen: what was shown before it was confirmed; None: nothing was.
        by: who says that they are the same.
        at: the instant of the edit.

    Raises:
        EditRefused: as `merge_preview`, or it would no longer do what was shown. Nothing is changed then.
    """
    with writing(engine) as session:
        preview, steps, gone = _worked_out(session, kind, stays, goes)
        touched: dict[str, tuple[Table, set[int]]] = {}
        for step in steps.done:
            touched.setdefault(step.table.name, (step.table, set()))[1].add(step.row_id)
        if (seen is not None and preview != seen) or any(changed_since(session, *rows) for rows in touched.values()):
            raise EditRefused("Data changed. Check the numbers again.")
        steps.write(by, at)
        if kind is Merged.MEETING:
            settle(session, at.date())
            return
        _keep_the_name(session, kind, stays, gone, by, at)
        for one, other in preview.apart:
            told = {"name_key": one, "other_key": other, "forgotten_at": at, "forgotten_by": by}
            create_row(session, ForgottenDecision, by=by, at=at, **told)


def _worked_out(session: Session, kind: Merged, stays: int, goes: int) -> tuple[MergePreview, Steps, Row]:
    table, steps = table_of(_MODELS[kind]), Steps(session)
    if stays == goes:
        raise EditRefused("You chose the same entry twice. Choose another one.")
    one, other = _present(session, steps, table, stays), _present(session, steps, table, goes)
    if kind is Merged.MEETING and one["held_on"] != other["held_on"]:
        raise EditRefused("The two meetings are on different days. Correct the date of one of them first.")
    both = on_both(steps, stays, goes) if kind is Merged.MEETING else ()
    pairs = list(_listed_for_both(steps, stays, goes)) if kind is Merged.ORGANIZATION else []
    _free_names(steps, kind, one, other)
    absorb(steps, table, stays, goes)
    filled = rules.filled(table, one, other)
    if filled or kind is Merged.MEETING:  # it has no spelling that would say which one took it in
        steps.change(table, one, **filled)
    for kept, gone in pairs:
        _unite(steps, kept, gone)
    names = tuple(sorted(gone["name"] for _, gone in pairs))
    apart = _said_apart(session, stays, goes) if kind is Merged.ORGANIZATION else ()
    counts = _preview_counts(steps, table, one, other, filled)
    return MergePreview(**counts, people=names, apart=apart, both=both), steps, other


def _present(session: Session, steps: Steps, table: Table, row_id: int) -> Row:
    row = steps.row(table, row_id)
    if row is not None:
        return row
    done = next((m for m in merges(session) if m.kind == table.name and m.row_id == row_id), None)
    if done is not None:
        raise EditRefused("{gone} has been merged with {kept} already.", gone=done.gone, kept=done.kept)
    raise EditRefused("This entry no longer exists, because somebody else removed it.")


def _preview_counts(steps: Steps, table: Table, one: Row, other: Row, filled: Row) -> dict[str, Any]:
    """The numbers: each row once, whatever happens to it."""
    removed = {(step.table.name, step.row_id) for step in steps.done if step.after is None}
    touched = {(step.table.name, step.row_id): step for step in steps.done if step.after}
    own = {(table.name, one["id"]), (table.name, other["id"])}
    moved = Counter(name for name, row_id in touched.keys() - removed - own if _points(touched[name, row_id].after))
    united = Counter(name for name, _ in removed - own)
    differing = {name: value for name, value in rules.differing(table, one, other).items() if name != "name"}
    return {
        "stays": called(one),
        "goes": called(other),
        "moved": dict(sorted(moved.items())),
        "united": dict(sorted(united.items())),
        "filled": {name: json_ready(value) for name, value in filled.items()},
        "differing": {name: json_ready(value) for name, value in differing.items()},
    }


def _points(values: Row | None) -> bool:
    return any(name.endswith("_id") for name in values or {})


# --- people of both organizations -----------------------------------------------------------------------------------


def _listed_for_both(steps: Steps, stays: int, goes: int) -> Iterator[tuple[Row, Row]]:
    """(who stays, who goes): the same name once in each, and not two addresses. A file could not tell them apart."""
    people = table_of(Person)
    mine, theirs = (steps.rows(people, "organization_id", row_id) for row_id in (stays, goes))
    times = Counter(person["name_key"] for person in [*mine, *theirs])
    by_key = {person["name_key"]: person for person in mine}
    for person in theirs:
        same = by_key.get(person["name_key"])
        if same and times[person["name_key"]] == 2 and len({same["email"], person["email"]} - {None}) < 2:
            yield same, person


def _unite(steps: Steps, kept: Row, gone: Row) -> None:
    people = table_of(Person)
    filled = rules.filled(people, kept, gone)
    absorb(steps, people, kept["id"], gone["id"])
    if filled:
        steps.change(people, kept, **filled)


def _said_apart(session: Session, stays: int, goes: int) -> tuple[tuple[str, str], ...]:
    mine, theirs = keys_of(session, stays), keys_of(session, goes)
    pairs = records(apart_frame(session, organization_id=stays))
    told = [(pair["key"], pair["other_key"]) for pair in pairs]
    return tuple((a, b) for a, b in told if (a in mine and b in theirs) or (a in theirs and b in mine))


# --- names ----------------------------------------------------------------------------------------------------------


def _free_names(steps: Steps, kind: Merged, one: Row, other: Row) -> None:
    """A spelling that is a name of either would be in the way of what is kept of the one that goes."""
    if kind is Merged.ORGANIZATION:
        aliases = table_of(OrganizationAlias)
        for row in [*steps.rows(aliases, "organization_id", one["id"]), *steps.rows(aliases, "organization_id", other["id"])]:
            if row["alias_key"] in (one["name_key"], other["name_key"]):
                steps.remove(aliases, row)


def _keep_the_name(session: Session, kind: Merged, stays: int, gone: Row, by: str | None, at: datetime) -> None:
    told = {"confirmed_at": at, "confirmed_by": by}
    if kind is Merged.ORGANIZATION:
        names = {"alias": gone["name"], "alias_key": gone["name_key"]}
        create_row(session, OrganizationAlias, by=by, at=at, organization_id=stays, **names, **told)
    else:
        names = {name: gone[name] for name in ("name", "name_key", "organization_id", "email")}
        create_row(session, PersonAlias, by=by, at=at, person_id=stays, **names, **told)
