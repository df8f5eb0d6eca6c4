"""The one door through which a plan writes: whatever goes through it can be taken back (`undo`).

Rows that are added carry the number of the import. Of rows that were there before, what they held is kept (`change`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from coalition.bulk import insert_columns, json_ready, table_of
from coalition.database import chunks, reserve_ids
from coalition.models import Change
from coalition.vocabulary import ChangeAction

Columns = dict[str, Sequence[Any]]
"""{column: one value for each row}, as `bulk.insert_columns` takes them."""


def columns_of(rows: Sequence[Any], *names: str) -> Columns:
    """Columns that are called like the attributes of the rows; values of closed lists as they are stored."""
    values = {name: [getattr(row, name) for row in rows] for name in names}
    return {name: [one.value if isinstance(one, StrEnum) else one for one in column] for name, column in values.items()}


@dataclass
class Record:
    """What one import writes.

    Attributes:
        session: inside the transaction of the import.
        batch_id: its number.
        at: the instant of the confirmation, UTC.
        by: who confirmed; None: not known.
    """

    session: Session
    batch_id: int
    at: datetime
    by: str | None
    _changes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Insert rows given as columns of equal length, those of the import among them."""
        count = len(next(iter(columns.values()), ()))
        insert_columns(self.session, table, {**columns, "batch_id": [self.batch_id] * count})

    def add_numbered(self, table: str, columns: Mapping[str, Sequence[Any]]) -> range:
        """As `add`, for rows that others of the same import point to; returns their ids."""
        count = len(next(iter(columns.values()), ()))
        ids = self.reserve(table, count)
        self.add(table, {"id": list(ids), **columns})
        return ids

    def reserve(self, table: str, count: int) -> range:
        """Ids for so many new rows."""
        first = reserve_ids(self.session, table, count) if count else 0
        return range(first, first + count)

    def change(self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Give columns of a stored row other values, and keep what they held."""
        t = table_of(table)
        self.session.execute(update(t).where(t.c.id == row_id).values(**after))
        self.updated(table, row_id, json_ready(before), json_ready(after))

    def remove(self, table: str, row_ids: Iterable[int]) -> None:
        """Delete stored rows, and keep all of each."""
        t = table_of(table)
        for part in chunks(list(row_ids)):
            for stored in self.session.execute(select(t).where(t.c.id.in_(part))).mappings().all():
                self.updated(table, stored["id"], json_ready(dict(stored)), None)
            self.session.execute(delete(t).where(t.c.id.in_(part)))

    def updated(self, table: str, row_id: int, before: dict[str, object], after: dict[str, object] | None) -> None:
        """Keep what columns held that were given other values elsewhere (JSON-ready: dates as text); None: the row is gone."""
        action = ChangeAction.UPDATED if after is not None else ChangeAction.DELETED
        told = {"at": self.at, "by": self.by, "batch_id": self.batch_id, "table_name": table, "row_id": row_id}
        self._changes.append({**told, "action": action, "before": before, "after": after})

    def save(self) -> None:
        """Write what was noted of rows that were there before."""
        if self._changes:
            self.session.execute(insert(Change), self._changes)
