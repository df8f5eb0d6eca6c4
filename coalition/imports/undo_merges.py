"""Entries that were made one since: a file whose rows were taken into others, or took others in, waits for them."""

from sqlalchemy import Table, select
from sqlmodel import Session, col

from coalition.imports.bulk import table_of
from coalition.models import Change
from coalition.queries.decided import merges
from coalition.vocabulary import ChangeAction


def merges_in_the_way(session: Session, batch_id: int) -> list[str]:
    """Sentences: merges in force that removed rows of this file, or let a row of it stand for a row of another file.

    Rows that a merge only pointed elsewhere are still this file's own: they go with it.
    """
    found = []
    for merge in merges(session):
        query = select(Change).where(col(Change.at) == merge.at, col(Change.batch_id).is_(None))
        changes = list(session.scalars(query))
        removed = {(change.table_name, change.row_id) for change in changes if change.action is ChangeAction.DELETED}
        if any(_ties(session, change, batch_id, removed) for change in changes):
            found.append(
                f"'{merge.gone}' was merged with '{merge.kept}' since, and rows of this file with it. "
                "Take that back first, on the directory page under 'Names we have learned'."
            )
    return found


def _ties(session: Session, change: Change, batch_id: int, removed: set[tuple[str, int]]) -> bool:
    table = table_of(change.table_name)
    if change.action is ChangeAction.DELETED:
        return (change.before or {}).get("batch_id") == batch_id or _changed_by(session, change, batch_id)
    if change.action is not ChangeAction.UPDATED or "batch_id" not in table.c or _only_points(table, change, removed):
        return False
    owner = session.scalar(select(table.c.batch_id).where(table.c.id == change.row_id))
    return owner == batch_id


def _only_points(table: Table, change: Change, removed: set[tuple[str, int]]) -> bool:
    """Whether it only pointed to a row that the merge removed: what took over something stands for a removed row too."""
    told = {key.parent.name: key.column.table.name for key in table.foreign_keys}
    before = change.before or {}
    return bool(change.after) and all((told.get(name), before.get(name)) in removed for name in change.after or {})


def _changed_by(session: Session, change: Change, batch_id: int) -> bool:
    same = (col(Change.table_name) == change.table_name, col(Change.row_id) == change.row_id)
    return session.scalar(select(col(Change.id)).where(*same, col(Change.batch_id) == batch_id).limit(1)) is not None
