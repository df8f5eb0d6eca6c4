"""Bringing the fictional coalition in, and taking it out again in one step."""

import random
import tempfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, delete, or_, select
from sqlmodel import Session, SQLModel, col

from coalition import clock
from coalition.access.shared import forget_unused_files
from coalition.database import reading, together, writing
from coalition.defaults import load_defaults
from coalition.demo.actions import add_promises
from coalition.demo.cast import MEMBERS, PROVINCES
from coalition.demo.consents import add_consents
from coalition.demo.readiness import add_readiness
from coalition.demo.referrals import add_referrals
from coalition.demo.resources import add_resources
from coalition.demo.verdicts import add_verdicts
from coalition.demo.write import FULL_LIST_FILE, SEED, write_demo
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers, Plan, with_safe_answers
from coalition.imports.reading import Reading
from coalition.models import SUMMARIES, Change, Contact, ImportBatch, ImportIssue, Organization, Setting
from coalition.shared_files import folder_of
from coalition.summaries import keep_summaries

_SETTINGS = {"coalition_name": "Northern Coalition (demo)", "country": "TH", "scope": sorted(PROVINCES)}
_KEY = "demo"  # the row of `setting` that remembers the files and what the settings were before
_BY = "Demo"  # who confirmed its imports
_LEDGER = {"import_batch", "import_issue", "change", "setting"}


def is_demo(session: Session) -> bool:
    """Whether the fictional coalition is loaded."""
    return session.get(Setting, _KEY) is not None


def load_demo(engine: Engine, today: date, progress: Callable[[float, str], None] | None = None) -> list[int]:
    """Write the files, import each as a coordinator would, add focal points, promises and referrals; returns the batches.

    All of it or nothing. One that an earlier version broke off is taken out first.

    Args:
        engine: a migrated database; what it holds already stays.
        today: the day from which all dates count back.
        progress: told the share done (0..1) and the file at work.
    """
    with reading(engine) as session:
        started = session.get(Setting, _KEY)
    if started is not None:
        if started.value["is_complete"]:
            return []
        remove_demo(engine)
    with together(engine), tempfile.TemporaryDirectory() as folder:
        return _load(engine, Path(folder), today, progress)


def _load(engine: Engine, folder: Path, today: date, progress: Callable[[float, str], None] | None) -> list[int]:
    paths = write_demo(folder, today)
    hashes = [sha256(path.read_bytes()).hexdigest() for path in paths]
    with writing(engine) as session:
        if is_demo(session):
            return []
        load_defaults(session, "TH")
        before = _set(session, _SETTINGS)
        session.add(Setting(key=_KEY, value={"hashes": hashes, "before": before, "is_complete": False}))
    for index, path in enumerate(paths):
        if progress:
            progress(index / len(paths), path.name)
        commit(engine, _plan(engine, path, today), by=_BY, now=clock.now())
    with writing(engine) as session:
        row = session.get_one(Setting, _KEY)
        batches = _batches(session, row.value)
        _add_contacts(session, batches[0])
        add_promises(session, today)
        add_verdicts(session, today)
        add_referrals(session, today)
        add_consents(session, today)
        add_readiness(session, today)
        add_resources(session, today, folder_of(engine.url))
        row.value = {**row.value, "is_complete": True}
    return batches


def _batches(session: Session, remembered: dict[str, Any]) -> list[int]:
    """The batches of the demo: known by the bytes of their files, so that none is forgotten when loading is broken off."""
    mine = (col(ImportBatch.content_hash).in_(remembered["hashes"]), col(ImportBatch.committed_by) == _BY)
    return [int(n) for n in session.scalars(select(col(ImportBatch.id)).where(*mine).order_by(col(ImportBatch.id))) if n]


def _plan(engine: Engine, path: Path, today: date) -> Plan:
    data, read = path.read_bytes(), list[Reading | None]([None])
    answers = Answers({"full_list": "yes"} if path.name == FULL_LIST_FILE else {})

    def plan(given: Answers) -> Plan:
        found, read[0] = plan_and_reading(session, data, path.name, answers=given, today=today, reading=read[0])
        return found

    with reading(engine) as session:
        return with_safe_answers(plan, answers)


def _set(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """Store settings; returns what they were (None: not stored)."""
    before = {}
    for key, value in values.items():
        row = session.get(Setting, key)
        before[key] = row.value if row else None
        if row is None:
            session.add(Setting(key=key, value=value))
        else:
            row.value = value
    session.flush()
    return before


def _add_contacts(session: Session, batch_id: int) -> None:
    """A focal point for four members in five: "whom do we call" must show what a missing one looks like."""
    dice = random.Random(SEED + 2)
    ids = {row.name: row.id for row in session.execute(select(col(Organization.name), col(Organization.id)))}
    for number, member in enumerate(MEMBERS):
        if member.name not in ids or dice.random() < 0.2:
            continue
        languages = "th;en" if member.people[0].isascii() else "th"
        session.add(
            Contact(
                organization_id=ids[member.name],
                name=member.people[0],
                phone=f"053-000-{100 + number}",
                email=f"contact{number}@member.example",
                languages=languages,
                batch_id=batch_id,
            )
        )


# --- taking it out again ----------------------------------------------------------------------------------------------


def remove_demo(engine: Engine) -> list[str]:
    """Delete every row of the demo and whatever was typed in by hand about them, in one transaction.

    Rows that a real file refers to stay; returns one sentence for each kind of row that stayed.
    """
    with writing(engine) as session:
        row = session.get(Setting, _KEY)
        if row is None:
            return []
        batches = _batches(session, row.value)
        every = [table for table in SQLModel.metadata.sorted_tables if table.name not in _LEDGER | SUMMARIES]
        tables = [table for table in every if "id" in table.c]  # published counts go with their publication
        doomed, kept = _doomed(session, tables, batches)
        with keep_summaries(session, ids=doomed):
            for table in reversed(tables):
                for chunk in _chunks(doomed[table.name]):
                    session.execute(delete(table).where(table.c.id.in_(chunk)))
                    session.execute(delete(Change).where(col(Change.table_name) == table.name, col(Change.row_id).in_(chunk)))
        if not kept:
            for batch_table, column in (
                (ImportIssue, ImportIssue.batch_id),
                (Change, Change.batch_id),
                (ImportBatch, ImportBatch.id),
            ):
                session.execute(delete(batch_table).where(col(column).in_(batches)))
        _restore(session, row.value["before"])
        session.delete(row)
    forget_unused_files(engine)
    return [f"{count} rows of '{name}' stay, because one of your own files uses them." for name, count in sorted(kept.items())]


def _restore(session: Session, before: dict[str, Any]) -> None:
    for key, value in before.items():
        stored = session.get(Setting, key)
        if stored is None:
            continue
        if value is None:
            session.delete(stored)
        else:
            stored.value = value


def _doomed(session: Session, tables: list[Table], batches: list[int]) -> tuple[dict[str, set[int]], dict[str, int]]:
    """Ids to delete per table, and how many demo rows must stay per table."""
    doomed: dict[str, set[int]] = {}
    for table in tables:  # parents first: what was typed by hand about a demo row goes with it
        conditions = [table.c.batch_id.in_(batches)] if "batch_id" in table.c else []
        by_hand = [table.c.batch_id.is_(None)] if "batch_id" in table.c else []
        ids = set(session.execute(select(table.c.id).where(or_(*conditions))).scalars()) if conditions else set()
        for key in table.foreign_keys:
            parent = key.column.table.name
            for chunk in _chunks(doomed.get(parent, set())):
                ids |= set(session.execute(select(table.c.id).where(key.parent.in_(chunk), *by_hand)).scalars())
        doomed[table.name] = ids
    kept: dict[str, int] = {}
    for table in reversed(tables):  # children first: what a real row refers to stays
        for key in table.foreign_keys:
            parent = key.column.table.name
            if not doomed.get(parent):
                continue
            rows = session.execute(select(table.c.id, key.parent).where(key.parent.is_not(None)))
            needed = {target for row_id, target in rows if row_id not in doomed[table.name]} & doomed[parent]
            if needed:
                doomed[parent] -= needed
                kept[parent] = kept.get(parent, 0) + len(needed)
    return doomed, kept


def _chunks(ids: set[int], size: int = 500) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]
