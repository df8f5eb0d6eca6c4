"""One row takes in another of its table, with everything that points to it; found from the tables: none is forgotten."""

from typing import Any

from sqlalchemy import Table

from coalition.bulk import pointers
from coalition.edits.merging import rules
from coalition.edits.merging.steps import Row, Steps


def absorb(steps: Steps, table: Table, stays: int, goes: int) -> None:
    """Point everything to the row that stays, settle what then says the same twice, and remove the row that goes.

    Columns of the row that stays are not touched: that is the caller's to decide.
    """
    for child, pointer in pointers(table):
        column = pointer.name
        if child.name == "membership":
            _unite_memberships(steps, child, column, stays, goes)
        if (child.name, column) in rules.NUMBERED:
            _make_room(steps, child, column, stays, goes)
        _move(steps, child, column, stays, goes)
    gone = steps.row(table, goes)
    if gone is not None:
        steps.remove(table, gone)


def _move(steps: Steps, child: Table, column: str, stays: int, goes: int) -> None:
    said = {key: row["id"] for row in steps.rows(child, column, stays) for key in rules.keys(child, row)}
    for row in steps.rows(child, column, goes):
        moved = {**row, column: stays}
        same = next((said[key] for key in rules.keys(child, moved) if key in said), None)
        if same is None:
            steps.change(child, row, **{column: stays})
        else:
            _take_in(steps, child, same, moved)


def _take_in(steps: Steps, table: Table, stays: int, row: Row) -> None:
    """A row that says what another says already: that one takes over what only this one tells."""
    absorb(steps, table, stays, row["id"])
    kept = steps.row(table, stays)
    if kept is not None:
        steps.change(table, kept, **rules.blended(table, kept, row))


def _make_room(steps: Steps, table: Table, column: str, stays: int, goes: int) -> None:
    """Let the numbers of a row that goes stand before those of the one that stays, which go on counting."""
    number, apart = rules.NUMBERED[table.name, column]
    newest: dict[tuple[Any, ...], int] = {}
    for row in steps.rows(table, column, goes):
        variant = tuple(row[name] for name in apart)
        newest[variant] = max(newest.get(variant, 0), row[number] or 0)
    for row in sorted(steps.rows(table, column, stays), key=lambda row: -(row[number] or 0)):  # the last first: no two alike
        earlier = newest.get(tuple(row[name] for name in apart))
        if earlier and row[number] is not None:
            steps.change(table, row, **{number: row[number] + earlier})


def _unite_memberships(steps: Steps, table: Table, column: str, stays: int, goes: int) -> None:
    rows = [*steps.rows(table, column, stays), *steps.rows(table, column, goes)]
    for together in rules.overlapping(rows):
        if all(row[column] == stays for row in together):
            continue  # shared days that were there before are not this merge's to settle
        kept = next((row for row in together if row[column] == stays), together[0])
        values = {name: value for name, value in rules.united(together).items() if kept[name] != value}
        for row in together:
            if row is not kept:
                absorb(steps, table, kept["id"], row["id"])
        steps.change(table, kept, **values)
