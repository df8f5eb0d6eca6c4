"""Keeping plans: one transaction that writes exactly what was shown, with the batch, its problems and its changes.

Several files are kept as one, all or none. They name the same people, organizations and meetings; planned one by one against
what is stored, each would announce them as new. So each is planned in a transaction in which those before it are written, which
is then taken back. To keep them the same is done once more, compared with what was shown, and left standing.

A file with an open question is planned and not written: those after it do not see it, as they will not if it is left behind.
"""

import csv
import io
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from coalition import fault
from coalition.database import DatabaseUnreachable, connect, data_version, reading, together, writing
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers, Plan, Record, is_ready, row_of
from coalition.imports.reading import Choices, Reading
from coalition.models import ImportBatch
from coalition.vocabulary import BatchKind, BatchState

RELIES_ON = "relies_on"
"""In the summary of a batch: {table: first and last ids of runs of rows that its file lists and that were stored just so}."""
OUTDATED = "Data changed. Check the preview again."


class PlanOutdated(Exception):
    """What is stored has changed since the plan was made; make it again and show it before committing."""


class QuestionsOpen(Exception):
    """A question that decides what is stored was not answered: nobody's silence is stored as a decision."""


@dataclass(frozen=True)
class Committed:
    """What was kept. `batch_id` is None when there was nothing to keep: then no batch was written."""

    batch_id: int | None
    totals: dict[str, int] = field(default_factory=dict)


def commit(engine: Engine, plan: Plan, *, by: str | None = None, now: datetime) -> Committed:
    """Write a plan that was made from the same database as one batch, all of it or nothing. `by`: who confirmed it.

    PlanOutdated: something was saved since it was made. QuestionsOpen: a question is open, and its rows are not held back.
    """
    totals = {} if plan.refused else plan.totals()
    if not totals:
        return Committed(None)
    if open_now := [question for question in plan.questions if question.key in plan.open and not question.holds_rows]:
        raise QuestionsOpen(" ".join(question.text for question in open_now))
    with writing(engine) as session:
        if data_version(session) != plan.data_version:
            raise PlanOutdated(OUTDATED)
        batch = _new_batch(session, plan, totals, by, now)
        assert batch.id is not None  # the database gave it one
        record = Record(session, batch.id, now, by)
        plan.write(record)
        record.save()
        keeps_text = plan.kind is not BatchKind.CASES  # what somebody typed about a case is not kept anywhere
        raw = (one_line(told.raw) if keeps_text and told.raw else None for told in plan.issues)
        told = (row_of(one, ("line", "code", "why")) for one in plan.issues)
        record.add_rows("import_issue", (row | {"raw": cells} for row, cells in zip(told, raw, strict=True)))
    return Committed(record.batch_id, totals)


def _new_batch(session: Session, plan: Plan, totals: dict[str, int], by: str | None, now: datetime) -> ImportBatch:
    batch = ImportBatch(
        kind=plan.kind,
        state=BatchState.COMMITTED,
        file_name=plan.file,
        content_hash=plan.content_hash,
        format=plan.format,
        committed_at=now,
        committed_by=by,
        summary={
            "counts": plan.counts(),
            "totals": totals,
            "decisions": dict(plan.decisions),
            "header": list(plan.header),  # for the refused rows, should somebody want them later
            "carried": plan.carried,
            RELIES_ON: {name: _runs(ids) for name, ids in plan.listed.items()},
        },
    )
    session.add(batch)
    session.flush()
    return batch


def _runs(ids: Iterable[int]) -> list[list[int]]:
    """Ids as runs [first, last], ascending: a list of thousands that were stored together is one run."""
    found: list[list[int]] = []
    for row_id in sorted(ids):
        if found and row_id == found[-1][1] + 1:
            found[-1][1] = row_id
        else:
            found.append([row_id, row_id])
    return found


def one_line(cells: tuple[str, ...]) -> str:
    """Cells as one row of CSV, without the line end: how a row as written is kept."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)  # a break within a cell is put in quotation marks only where it is one of a line end
    return text.getvalue().removesuffix("\r\n")


# --- several files as one --------------------------------------------------------------------------------------------------


ShownPlan = tuple[Any, ...]  # what must be the same for a plan to be the one that was shown (`shown`)


@dataclass(frozen=True)
class File:
    """One of the files, as uploaded, what was given so far, and how it was `read` with these choices; None: not yet."""

    data: bytes
    name: str
    answers: Answers
    choices: Choices
    read: Reading | None = None


@dataclass(frozen=True)
class Planned:
    """What became of one file: its plan (None: the program failed at it; the log says where) and how it was read."""

    plan: Plan | None
    read: Reading | None = None


def plan_several(engine: Engine, files: Sequence[File], *, today: date, now: datetime) -> list[Planned]:
    """The plans of one or more files in their order. Nothing is written. One at which the program fails stops no other."""
    if len(files) == 1:
        return [_planned(engine, files[0], today)]
    found: list[Planned] = []
    with _on_trial(engine):
        for number, file in enumerate(files):
            planned = _planned(engine, file, today)
            if planned.plan is not None and is_ready(planned.plan) and number + 1 < len(files):
                commit(engine, planned.plan, now=now)
            found.append(planned)
    return found


def commit_several(
    engine: Engine, files: Sequence[File], shown_plans: Sequence[ShownPlan], *, today: date, now: datetime
) -> list[Committed]:
    """Write all of the files, each as a batch of its own, or none of them. `shown_plans`: of each what was shown.

    PlanOutdated: one of them would not do that any more, because something was saved since.
    """
    done = []
    with together(engine):
        for file, expected in zip(files, shown_plans, strict=True):
            plan, _ = _plan_and_reading(engine, file, today)
            if shown(plan) != expected:
                raise PlanOutdated(OUTDATED)
            done.append(commit(engine, plan, now=now))
    return done


def shown(plan: Plan) -> ShownPlan:
    """What a plan announces: it is the same when the plan is made once more and nothing was saved since."""
    return plan.content_hash, plan.data_version, plan.counts(), plan.totals(), plan.decisions, plan.open


def kept_after_all(engine: Engine, content_hashes: Sequence[str], now: datetime) -> dict[str, Committed]:
    """{SHA-256 of a file: what is stored of it} by the confirmation of that very instant; files it did not store are left out.

    For a confirmation whose answer never came: the process may have ended before it wrote, or right after.
    """
    query = select(col(ImportBatch.content_hash), col(ImportBatch.id), col(ImportBatch.summary)).where(
        col(ImportBatch.content_hash).in_(content_hashes),
        col(ImportBatch.committed_at) == now,
        col(ImportBatch.state) == BatchState.COMMITTED,
    )
    with reading(engine) as session:
        return {digest: Committed(row_id, summary.get("totals", {})) for digest, row_id, summary in session.execute(query)}


def _planned(engine: Engine, file: File, today: date) -> Planned:
    try:
        return Planned(*_plan_and_reading(engine, file, today))
    except (DatabaseUnreachable, SQLAlchemyError):
        raise
    except Exception as problem:
        logging.getLogger(__name__).error("A file could not be planned: %s", fault.told(problem))
        return Planned(None)


def _plan_and_reading(engine: Engine, file: File, today: date) -> tuple[Plan, Reading | None]:
    with reading(engine) as session:
        return plan_and_reading(
            session, file.data, file.name, today=today, answers=file.answers, choices=file.choices, reading=file.read
        )


class _Over(Exception):
    """The trial is over: what was written in it is taken back."""


@contextmanager
def _on_trial(engine: Engine) -> Iterator[None]:
    """A transaction whose writes are seen inside, and by nobody else, and are taken back at its end."""
    with suppress(_Over), together(engine):
        yield
        raise _Over


# --- in a process of its own -----------------------------------------------------------------------------------------------


Tell = Callable[[str], object]


def plan_job(tell: Tell, *, url: str, files: Sequence[File], today: date, now: datetime) -> list[Planned]:
    """Read files and compare them with what is stored (`plan_several`)."""
    tell("Reading and comparing the rows")
    return plan_several(connect(url), files, today=today, now=now)


def commit_several_job(
    tell: Tell, *, url: str, files: Sequence[File], shown_plans: Sequence[ShownPlan], today: date, now: datetime
) -> list[Committed]:
    """Commit files together (`commit_several`)."""
    tell("Saving the data")
    return commit_several(connect(url), files, shown_plans, today=today, now=now)
