"""How far the data had come when it was shown: what goes with an edit, so that nobody writes over what he has not seen."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.models import Change, ImportBatch
from coalition.vocabulary import BatchState


@dataclass(frozen=True)
class Seen:
    """What was stored when something was shown.

    One process writes at a time, so numbers of changes and of files rise in the order in which they were kept: whatever has a
    greater one came later. Taking a file back notes no changes of its own, so the files that were taken back are told apart.

    Attributes:
        change: number of the newest change by hand or by a file; 0: there was none.
        batch: number of the newest file; 0: there was none.
        undone: files that were taken back by then.
    """

    change: int = 0
    batch: int = 0
    undone: frozenset[int] = frozenset()


def seen_now(session: Session) -> Seen:
    """How far the data has come in this session."""
    newest = select(select(func.max(col(Change.id))).scalar_subquery(), select(func.max(col(ImportBatch.id))).scalar_subquery())
    change, batch = session.execute(newest).one()
    return Seen(change or 0, batch or 0, undone_files(session) if batch else frozenset())


def undone_files(session: Session) -> frozenset[int]:
    """Numbers of the files that were taken back."""
    undone = select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)
    return frozenset(number for number in session.scalars(undone) if number is not None)
