"""What an undo leaves in place and why, and which later files use what one file brought: facts, told before it is undone."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Table, func, null, select
from sqlmodel import Session, col

from coalition.bulk import pointers, table_of
from coalition.database import rows_in
from coalition.models import Attendance, ImportBatch, OrganizationAlias
from coalition.vocabulary import BatchState
from coalition.vocabulary.nouns import NOUNS

RELIES_ON = "relies_on"
"""In the summary of a batch: {table: first and last ids of runs of rows that its file lists and that were stored just so}."""

_OF_A_RUN = 2

NAMED = 5
"""Rows named one by one before the rest is counted."""

_NAME_COLUMNS = ("name", "code", "title", "held_on", "name_as_written", "alias")


class Reason(StrEnum):
    """Why something is not as it was before the file."""

    CORRECTED = "corrected"  # somebody changed what the file had brought
    LISTED = "listed"  # a later file in force says the same
    REFERRED_TO = "referred to"
    CHANGED = "changed"  # a value the file wrote was written over since
    HOMELESS = "homeless"  # the file removed it, and what it belonged to is gone


SENTENCES = {
    Reason.CORRECTED: (
        "{what} stays, because it was corrected in the meantime.",
        "{what} stay, because they were corrected in the meantime.",
    ),
    Reason.LISTED: (
        "{what} stays, because a later file lists it too.",
        "{what} stay, because a later file lists them too.",
    ),
    Reason.REFERRED_TO: (
        "{what} stays, because another entry refers to it.",
        "{what} stay, because other entries refer to them.",
    ),
    Reason.CHANGED: (
        "{what} stays as it is, because it was changed again in the meantime.",
        "{what} stay as they are, because they were changed again in the meantime.",
    ),
    Reason.HOMELESS: (
        "{what} cannot be restored, because the entry it belonged to was removed.",
        "{what} cannot be restored, because the entry they belonged to was removed.",
    ),
}
"""For one, and for several; `what` is how many of what, with their names: '2 organizations (Alpha, Beta)'."""


@dataclass(frozen=True)
class Stays:
    """Rows of one table that stay (or do not come back) for one reason.

    Attributes:
        names: of the first `NAMED` of them, as stored; empty where such rows have no name.
    """

    why: Reason
    table: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """What they are called, in the plural."""
        return NOUNS[self.table]

    @property
    def pattern(self) -> str:
        """The English sentence with its place for `what`."""
        return SENTENCES[self.why][self.count != 1]

    def sentence(self) -> str:
        """In English, as it is kept with the undone import."""
        noun = _one(self.noun) if self.count == 1 else self.noun
        more = self.count - len(self.names)
        names = ", ".join(self.names) + (f" and {more:,} more" if more else "")
        return self.pattern.format(what=f"{self.count:,} {noun}" + (f" ({names})" if self.names else ""))


def _one(plural: str) -> str:
    """'kind of help' from 'service types'."""
    return re.sub(r"\bpeople\b|s\b", lambda found: "person" if found[0] == "people" else "", plural, count=1)


def stays(session: Session, table: Table, why: Reason, row_ids: Collection[int]) -> Stays:
    """The rows as a person knows them: by their name, their title, their day, or only by their number."""
    columns = [table.c[name] for name in _NAME_COLUMNS if name in table.c]
    if not columns:
        return Stays(why, table.name, len(row_ids))
    rows = session.execute(select(*columns).where(table.c.id.in_(sorted(row_ids)[:NAMED])).order_by(table.c.id))
    names = tuple(next((str(value) for value in row if value is not None), "?") for row in rows)
    return Stays(why, table.name, len(row_ids), names)


# --- who uses it ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dependent:
    """A file that uses what another one brought.

    Attributes:
        batch_id: None: what was entered or corrected by hand.
        file: its name; empty where it is a hand.
        committed_at: when it was imported; None for a hand.
        uses: {table: how many rows of the other file it uses}.
    """

    batch_id: int | None
    file: str
    committed_at: datetime | None
    uses: dict[str, int]


def runs(ids: Iterable[int]) -> list[list[int]]:
    """Ids as runs [first, last], ascending: a list of thousands that were stored together is one run."""
    found: list[list[int]] = []
    for row_id in sorted(ids):
        if found and row_id == found[-1][1] + 1:
            found[-1][1] = row_id
        else:
            found.append([row_id, row_id])
    return found


def listed_too(session: Session, batches: Sequence[int]) -> dict[str, dict[int, int]]:
    """{table: {row that one of these batches created: a later file in force that lists it, or whose match rests on it}}."""
    found: dict[str, dict[int, int]] = {}
    query = select(col(ImportBatch.id), col(ImportBatch.summary)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    for batch_id, summary in session.execute(query.order_by(col(ImportBatch.id))):
        if batch_id in batches:
            continue
        for name, listed in (summary.get(RELIES_ON) or {}).items():
            table = table_of(name)
            for first, last in (run for run in listed if len(run) == _OF_A_RUN):
                rows = select(table.c.id).where(table.c.id.between(first, last), table.c.batch_id.in_(batches))
                for row_id in session.scalars(rows):
                    found.setdefault(name, {})[row_id] = batch_id
    found["organization_alias"] = _spellings_in_use(session, batches)
    return found


def _spellings_in_use(session: Session, batches: Sequence[int]) -> dict[int, int]:
    """{spelling that one of these batches confirmed: a file in force that writes an organization so}."""
    query = (
        select(col(OrganizationAlias.id), func.max(col(Attendance.batch_id)))
        .join(
            Attendance,
            (col(Attendance.organization_id) == col(OrganizationAlias.organization_id))
            & (col(Attendance.organization_as_written) == col(OrganizationAlias.alias)),
        )
        .where(
            col(OrganizationAlias.batch_id).in_(batches),
            col(Attendance.batch_id).is_not(None),
            col(Attendance.batch_id).not_in(batches),
        )
        .group_by(col(OrganizationAlias.id))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def dependents(
    session: Session,
    batch_id: int,
    kept: Mapping[str, Collection[int]],
    corrected: Mapping[str, Mapping[int, set[int | None]]],
    listed: Mapping[str, Mapping[int, int]],
) -> list[Dependent]:
    """Who uses the rows that stay of a batch, files in their order, then what was done by hand.

    Args:
        kept: {table: its own rows that stay}. corrected, listed: who changed them since, and which file lists them too.
    """
    uses: dict[int | None, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    undone = set(session.scalars(select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)))
    for name, own in kept.items():
        for row_id in own:
            by = corrected.get(name, {}).get(row_id, set())
            other = listed.get(name, {}).get(row_id)
            for who in by if other is None else {*by, other}:
                uses[who][name].add(row_id)
        for who, row_id in _referring(session, table_of(name), own):
            if who != batch_id and who not in undone:
                uses[who][name].add(row_id)
    told = _files(session, [who for who in uses if who is not None])
    counted = {who: {name: len(rows) for name, rows in sorted(by_table.items())} for who, by_table in uses.items()}
    found = [Dependent(who, *told[who], counted[who]) for who in sorted(who for who in uses if who is not None)]
    return found + ([Dependent(None, "", None, counted[None])] if None in uses else [])


def _referring(session: Session, table: Table, rows: Collection[int]) -> Iterator[tuple[int | None, int]]:
    """(batch, row of the table that one of its rows points to); a row without a batch was made by hand."""
    for child, pointer in pointers(table):
        batch = child.c.batch_id if "batch_id" in child.c else null()
        pairs = rows_in(session, select(batch, pointer).distinct(), pointer, rows)
        yield from ((who, row_id) for who, row_id in pairs)


def _files(session: Session, batches: Sequence[int]) -> dict[int, tuple[str, datetime]]:
    query = select(col(ImportBatch.id), col(ImportBatch.file_name), col(ImportBatch.committed_at))
    return {row_id: (name, at) for row_id, name, at in rows_in(session, query, col(ImportBatch.id), batches)}
