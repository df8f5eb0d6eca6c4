"""What a merge would change, row by row: worked out from reads alone, shown first, then written as it was worked out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlmodel import Session

from coalition.database import chunks
from coalition.edits.record import json_ready
from coalition.models import Change
from coalition.summaries import keep_summaries
from coalition.vocabulary import ChangeAction

Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One row changed (`before` and `after`: the changed columns; both empty: it now stands for a removed one too), or
    removed (`after` None, `before`: all its columns)."""

    table: Table
    row_id: int
    before: Row
    after: Row | None


@dataclass
class Steps:
    """The steps so far, and the rows as they would be after them."""

    session: Session
    done: list[Step] = field(default_factory=list)
    _now: dict[tuple[str, int], Row | None] = field(default_factory=dict)  # None: removed

    def rows(self, table: Table, column: str, value: int) -> list[Row]:
        """The rows whose column holds the value, in order of their id, as they would be now."""
        stored = self.session.execute(select(table).where(table.c[column] == value).order_by(table.c.id)).mappings()
        rows: dict[int, Row | None] = {row["id"]: dict(row) for row in stored.all()}
        rows |= {row_id: row for (name, row_id), row in self._now.items() if name == table.name}
        return [row for _, row in sorted(rows.items()) if row is not None and row[column] == value]

    def row(self, table: Table, row_id: int) -> Row | None:
        """One row as it would be now; None: not there."""
        if (table.name, row_id) in self._now:
            return self._now[table.name, row_id]
        row = self.session.execute(select(table).where(table.c.id == row_id)).mappings().first()
        return None if row is None else dict(row)

    def change(self, table: Table, row: Row, **values: Any) -> None:
        """Set columns of a row; none given: note that it stands for a removed one too."""
        before = {name: row[name] for name in values}
        self.done.append(Step(table, row["id"], before, dict(values)))
        self._now[table.name, row["id"]] = {**row, **values}

    def remove(self, table: Table, row: Row) -> None:
        """Remove a row to which nothing points any more."""
        self.done.append(Step(table, row["id"], dict(row), None))
        self._now[table.name, row["id"]] = None

    def write(self, by: str | None, at: datetime) -> None:
        """Write all steps in their order, and note each, in the caller's transaction."""
        ids: dict[str, set[int]] = {}
        for step in self.done:
            ids.setdefault(step.table.name, set()).add(step.row_id)
        with keep_summaries(self.session, ids=ids):
            self._write(by, at)

    def _write(self, by: str | None, at: datetime) -> None:
        for table, values, steps in self._alike():
            ids = [step.row_id for step in steps]
            for part in chunks(ids):
                if values is None:
                    self.session.execute(delete(table).where(table.c.id.in_(part)))
                elif values:
                    self.session.execute(update(table).where(table.c.id.in_(part)).values(**values))
            self.session.execute(insert(Change), [_noted(step, by, at) for step in steps])

    def _alike(self) -> Iterator[tuple[Table, Row | None, list[Step]]]:
        """Neighbouring steps that do the same to rows of the same table."""
        for _, group in groupby(self.done, key=lambda step: (step.table.name, repr(step.after))):
            steps = list(group)
            yield steps[0].table, steps[0].after, steps


def _noted(step: Step, by: str | None, at: datetime) -> Row:
    removed = step.after is None
    return {
        "at": at,
        "by": by,
        "batch_id": None,
        "table_name": step.table.name,
        "row_id": step.row_id,
        "action": ChangeAction.DELETED if removed else ChangeAction.UPDATED,
        "before": {name: json_ready(value) for name, value in step.before.items()},
        "after": None if step.after is None else {name: json_ready(value) for name, value in step.after.items()},
    }
