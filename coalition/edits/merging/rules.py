"""When two rows would say the same thing of the one that stays, and what the one row says that is kept of them.

Rules that a table's UNIQUE constraints tell are read from them; what a constraint cannot tell stands here by table.
"""

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Index, Table, UniqueConstraint

from coalition.edits.merging.steps import Row
from coalition.imports.matching.keys import person_key
from coalition.vocabulary import COUNTS_FIRST, AttendanceState

NUMBERED: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("checklist", "organization_id"): ("version", ("code", "exploitation")),
    ("meeting_note", "meeting_id"): ("position", ("kind",)),
    ("minutes_version", "meeting_id"): ("number", ()),
}
"""(table, its column that points to the entry) -> the column that counts its rows, and those it counts apart for."""

_OF_ITS_ORIGIN = {"id", "batch_id", "line", "name_as_written", "organization_as_written", "recorded_at"}


def keys(table: Table, row: Row) -> Iterator[Hashable]:
    """What a row says, in a form that is equal for rows that say the same; one for each way in which they can."""
    special = _SAME.get(table.name)
    if special is not None:
        yield from special(row)
    for names in unique_columns(table):
        values = tuple(row[name] for name in names)
        if None not in values:
            yield (*names, *values)


def unique_columns(table: Table) -> list[list[str]]:
    """The columns of each UNIQUE rule without a condition; those with one stand in this module (`conditional`)."""
    rules: list[Any] = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    rules += [index for index in table.indexes if index.unique and not conditional(index)]
    return sorted([column.name for column in rule.columns] for rule in rules)


def conditional(index: Index) -> bool:
    """Whether a UNIQUE index holds for some rows only."""
    return index.dialect_options["sqlite"]["where"] is not None


def blended(table: Table, stays: Row, goes: Row) -> Row:
    """The columns of the row that stays which change when another that says the same is taken into it."""
    if table.name == "attendance":
        return _attendance(stays, goes)
    return filled(table, stays, goes)


def filled(table: Table, stays: Row, goes: Row) -> Row:
    """What the row that goes tells, and the one that stays does not."""
    names = [column.name for column in table.columns if column.name not in _OF_ITS_ORIGIN]
    return {name: goes[name] for name in names if stays[name] is None and goes[name] is not None}


def differing(table: Table, stays: Row, goes: Row) -> Row:
    """What both tell, and tell differently: the one that stays is right."""
    names = [column.name for column in table.columns if column.name not in {*_OF_ITS_ORIGIN, "name_key"}]
    return {name: goes[name] for name in names if None not in (stays[name], goes[name]) and stays[name] != goes[name]}


# --- by table -------------------------------------------------------------------------------------------------------


def _attendance(stays: Row, goes: Row) -> Row:
    """Present wins over excused, excused over absent; of the minutes the larger number."""
    there = min(stays, goes, key=lambda row: COUNTS_FIRST.index(AttendanceState(row["state"])))
    other = goes if there is stays else stays
    told = [row["minutes"] for row in (stays, goes) if row["minutes"] is not None]
    organization = there["organization_id"]  # represented by whoever was there
    wanted = {
        "state": there["state"],
        "minutes": max(told, default=None),
        "organization_id": other["organization_id"] if organization is None else organization,
        "is_remote": there["is_remote"],
    }
    return {name: value for name, value in wanted.items() if stays[name] != value}


def _same_attendance(row: Row) -> Iterator[Hashable]:
    """An organization without a named person is listed once at a meeting."""
    if row["person_id"] is None:
        yield ("organization at a meeting", row["meeting_id"], row["organization_id"])


def _same_service(row: Row) -> Iterator[Hashable]:
    """A statement that says exactly the same of the same day."""
    apart = {*_OF_ITS_ORIGIN, "assured_by"}
    yield tuple((name, value) for name, value in sorted(row.items()) if name not in apart)


def _same_note(row: Row) -> Iterator[Hashable]:
    """A line of a meeting that says the same of the same; its place among the others says nothing."""
    apart = {*_OF_ITS_ORIGIN, "position"}
    yield tuple((name, value) for name, value in sorted(row.items()) if name not in apart)


def _same_contact(row: Row) -> Iterator[Hashable]:
    """A focal point with the same name, number and address."""
    number = "".join(c for c in row["phone"] or "" if c.isdigit())
    yield (row["organization_id"], person_key(row["name"]), number, (row["email"] or "").casefold())


def _same_person_alias(row: Row) -> Iterator[Hashable]:
    yield (row["person_id"], row["name_key"], row["organization_id"], row["email"])


_SAME: dict[str, Callable[[Row], Iterator[Hashable]]] = {
    "attendance": _same_attendance,
    "service": _same_service,
    "contact": _same_contact,
    "person_alias": _same_person_alias,
    "meeting_note": _same_note,
}


# --- memberships ----------------------------------------------------------------------------------------------------


def overlapping(rows: list[Row]) -> Iterator[list[Row]]:
    """Memberships that share days, together; those that share none are left out."""
    together: list[Row] = []
    last = date.min
    for row in sorted(rows, key=lambda row: (row["from_on"], row["id"])):
        if together and row["from_on"] <= last:
            together.append(row)
            last = max(last, row["to_on"] or date.max)
            continue
        if len(together) > 1:
            yield together
        together, last = [row], row["to_on"] or date.max
    if len(together) > 1:
        yield together


def united(rows: list[Row]) -> Row:
    """From the first of all days to the last; no last day where one has none; a vote where one has it."""
    ends = [row["to_on"] for row in rows]
    return {
        "from_on": min(row["from_on"] for row in rows),
        "to_on": None if None in ends else max(ends),
        "is_voting": any(row["is_voting"] for row in rows),
    }
