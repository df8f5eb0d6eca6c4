"""What a hand has corrected of a list since its file came: the very same file, uploaded again, does not take it back."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.models import Change, ImportBatch
from coalition.vocabulary import BatchState, ChangeAction

_TABLE = "attendance"


def same_bytes(session: Session, content_hash: str) -> set[int]:
    """The batches in force that brought a file with these bytes (SHA-256, hex)."""
    query = select(col(ImportBatch.id)).where(
        col(ImportBatch.content_hash) == content_hash, col(ImportBatch.state) == BatchState.COMMITTED
    )
    return {row_id for row_id in session.scalars(query) if row_id is not None}


def corrected(session: Session, row_ids: Sequence[int]) -> dict[int, set[str]]:
    """{row of a list: columns whose value a hand wrote last}; rows without any are left out."""
    last: dict[tuple[int, str], bool] = {}
    query = select(col(Change.row_id), col(Change.batch_id), col(Change.after)).where(
        col(Change.table_name) == _TABLE, col(Change.action) == ChangeAction.UPDATED
    )
    for part in chunks(row_ids):
        for row_id, batch_id, after in session.execute(query.where(col(Change.row_id).in_(part)).order_by(col(Change.id))):
            last.update({(row_id, column): batch_id is None for column in after or {}})
    found: dict[int, set[str]] = {}
    for (row_id, column), by_hand in last.items():
        if by_hand:
            found.setdefault(row_id, set()).add(column)
    return found


def taken_off(session: Session, batches: Collection[int]) -> set[tuple[Any, ...]]:
    """(meeting, name, organization as written) of rows of these batches that a hand has taken off their list."""
    query = select(col(Change.before)).where(
        col(Change.table_name) == _TABLE, col(Change.action) == ChangeAction.DELETED, col(Change.batch_id).is_(None)
    )
    rows = [before for before in session.scalars(query) if before and before.get("batch_id") in batches]
    return {(row["meeting_id"], row.get("name_as_written"), row.get("organization_as_written")) for row in rows}
