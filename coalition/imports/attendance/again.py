"""The same list again, and nothing written since: what is stored need not be fetched to know that it lies there just so.

With a batch that added every entry of its file, to meetings of which nobody was listed before, a digest of these entries and
the data version it left behind are kept. Where both are still the same, what is stored is what that batch wrote: each entry is
unchanged, nobody learns anything, nobody is missing. Meetings and organizations are matched as ever, since answers may differ
and their notices are told each time; so is everything as soon as anything was written, by whomever.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import compress
from json import dumps
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.people import NOBODY, People
from coalition.imports.attendance.stored import Spellings
from coalition.imports.plan import Fate
from coalition.imports.reading import Entries
from coalition.models import Attendance, ImportBatch, Person
from coalition.vocabulary import BatchState

JUST_AS_READ = "just_as_read"
"""In the summary of a batch: the digest of its entries, and what a plan of the same file has to say of its people."""

_MANY = 500  # people who share their name with another one of the file: with more of them nothing is kept


@dataclass(frozen=True)
class Again:
    """What the plan of the same list says.

    Attributes:
        diff: every entry unchanged; whose it is stored as is not filled in.
        people: how many people were there.
        same_names: names that stand for two people of the file, in the order of their notices.
    """

    diff: Diff
    people: int
    same_names: list[str]


def to_keep(
    session: Session,
    entries: Entries,
    spelled: Spellings,
    diff: Diff,
    meeting_ids: Sequence[int | None],
    same_names: Sequence[int],
) -> dict[str, Any] | None:
    """What is kept with a batch, once it is written; None: not all of its file lies there as it was read.

    Args:
        meeting_ids: of each meeting of the file; people have their ids too.
        same_names: refs of the people whose names are told in notices.
    """
    if not diff.all_are_alone() or len(same_names) > _MANY:
        return None
    if len({(name, organization) for name, organization, _ in spelled.written}) < len(spelled.written):
        return None  # one name with two addresses: the person decides, not what is written
    there = set(compress(diff.person, map("present".__eq__, entries.state))) - {NOBODY}
    return {
        "digest": _digest(session, entries, spelled, meeting_ids),
        "people": len(there),
        "same_names": [diff.people.ids[ref] for ref in same_names],
    }


def known_again(
    session: Session,
    content_hash: str,
    version: int,
    entries: Entries,
    spelled: Spellings,
    meeting_ids: Sequence[int | None],
    organization: list[int],
) -> Again | None:
    """What is known of the entries of a file (none of them waiting) without fetching what is stored; None: look.

    Args:
        version: the data version of the session. In a transaction that writes it says nothing yet.
        organization: the ref of each entry's, or NOBODY.
    """
    if session.get_bind().get_execution_options().get("coalition_writes"):
        return None
    query = (
        select(col(ImportBatch.id), col(ImportBatch.summary))
        .where(col(ImportBatch.content_hash) == content_hash, col(ImportBatch.state) == BatchState.COMMITTED)
        .order_by(col(ImportBatch.id).desc())
    )
    batch = session.execute(query.limit(1)).first()
    kept: dict[str, Any] = batch.summary.get(JUST_AS_READ, {}) if batch else {}
    if not batch or kept.get("data_version") != version:
        return None
    if kept["digest"] != _digest(session, entries, spelled, meeting_ids):
        return None
    stored = select(func.min(col(Attendance.id)), func.max(col(Attendance.id)), func.count(col(Attendance.id)))
    first, last, count = session.execute(stored.where(col(Attendance.batch_id) == batch.id)).one()
    if not count == len(entries) == last - first + 1:
        return None
    unchanged = Diff(People(), [], organization, [Fate.UNCHANGED] * count, listed=list(range(first, last + 1)))
    unchanged.is_new = [False] * count
    return Again(unchanged, kept["people"], _names(session, kept["same_names"]))


def _names(session: Session, person_ids: Sequence[int]) -> list[str]:
    query = select(col(Person.id), col(Person.name)).where(col(Person.id).in_(person_ids))
    names = {row.id: row.name for row in session.execute(query)} if person_ids else {}
    return [names[row_id] for row_id in person_ids]


def _digest(session: Session, entries: Entries, spelled: Spellings, meeting_ids: Sequence[int | None]) -> str:
    """SHA-256 (hex) of all of the entries that is compared with what is stored, and of the meetings they are stored at.

    A migration does not raise the data version, so the revision of the schema is in it. Which row an entry stands in is not:
    that is told from the file.
    """
    rows = (entries.phone, entries.role, entries.minutes)
    parts = [
        str(session.scalar(text("SELECT version_num FROM alembic_version"))).encode(),
        dumps(meeting_ids).encode(),
        array("i", entries.meeting).tobytes(),
        dumps(spelled.written).encode(),
        array("i", spelled.of_entry).tobytes(),
        ",".join(entries.state).encode(),
        *(dumps(values).encode() if values.count(None) < len(values) else b"" for values in rows),
    ]
    found = sha256()
    for part in parts:
        found.update(b"%d\n" % len(part))
        found.update(part)
    return found.hexdigest()
