"""How far the data had come when it was shown: what goes with an edit, so that nobody writes over what he has not seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.models import Change, ImportBatch
from coalition.vocabulary import BatchState


@dataclass(frozen=True)
class Seen:
    """What was stored when something was shown.

    One process writes at a time, so numbers of changes and of files rise in the order in which they were kept: whatever has a
    greater one came later. Taking a file back notes no changes of its own, so the files that were taken back are told apart.
    Where a backup is restored the numbers fall back and are given a second time: the instants tell that (`was_replaced`).

    Attributes:
        change: number of the newest change by hand or by a file; 0: there was none.
        batch: number of the newest file; 0: there was none.
        undone: files that were taken back by then.
        changed_at, committed_at: instants of that change and of that file; None: there was none.
    """

    change: int = 0
    batch: int = 0
    undone: frozenset[int] = frozenset()
    changed_at: datetime | None = None
    committed_at: datetime | None = None


def seen_now(session: Session) -> Seen:
    """How far the data has come in this session."""
    change = session.execute(select(col(Change.id), col(Change.at)).order_by(col(Change.id).desc()).limit(1)).first()
    batch = session.execute(
        select(col(ImportBatch.id), col(ImportBatch.committed_at)).order_by(col(ImportBatch.id).desc()).limit(1)
    ).first()
    return Seen(
        change=change[0] if change else 0,
        batch=batch[0] if batch else 0,
        undone=undone_files(session) if batch else frozenset(),
        changed_at=change[1] if change else None,
        committed_at=batch[1] if batch else None,
    )


def was_replaced(session: Session, seen: Seen) -> bool:
    """Whether what was seen is no past of what is stored now: a backup was restored, or the demo taken out.

    The newest change and the newest file of then are not there any more, or their numbers were given to others.
    """
    if seen.change:
        found = session.scalars(select(col(Change.at)).where(col(Change.id) == seen.change)).first()
        if found != seen.changed_at:
            return True
    if seen.batch:
        query = select(col(ImportBatch.committed_at)).where(col(ImportBatch.id) == seen.batch)
        return session.scalars(query).first() != seen.committed_at or bool(seen.undone - undone_files(session))
    return False


def undone_files(session: Session) -> frozenset[int]:
    """Numbers of the files that were taken back."""
    undone = select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)
    return frozenset(number for number in session.scalars(undone) if number is not None)
