"""Keeping a plan: one transaction that writes exactly what was shown, with the batch, its problems and its changes."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import data_version, writing
from coalition.imports.plan import Plan
from coalition.imports.record import Columns, Record
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
    """Write a plan as one batch, all of it or nothing.

    Args:
        plan: made from the same database; not planned again here.
        by: who confirmed it; None: not known.
        now: the instant, UTC.

    Raises:
        PlanOutdated: something was saved since the plan was made. Nothing is written.
        QuestionsOpen: a question is open, and its rows are not held back. Nothing is written.
    """
    if plan.refused or not plan.changes_anything():
        return Committed(None)
    if open_now := [question for question in plan.questions if question.key in plan.open and not question.holds_rows]:
        raise QuestionsOpen(" ".join(question.text for question in open_now))
    with writing(engine) as session:
        if data_version(session) != plan.data_version:
            raise PlanOutdated(OUTDATED)
        batch = _new_batch(session, plan, by, now)
        assert batch.id is not None  # the database gave it one
        record = Record(session, batch.id, now, by)
        plan.write(record)
        record.save()
        _save_issues(record, plan)
    return Committed(record.batch_id, plan.totals())


def _new_batch(session: Session, plan: Plan, by: str | None, now: datetime) -> ImportBatch:
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
            "totals": plan.totals(),
            "decisions": dict(plan.decisions),
            "header": list(plan.header),  # for the refused rows, should somebody want them later
            "meeting": plan.meeting_cell(),
            RELIES_ON: {name: _runs(ids) for name, ids in plan.listed().items()},
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


def _save_issues(record: Record, plan: Plan) -> None:
    keeps_text = plan.kind is not BatchKind.CASES  # what somebody typed about a case is not kept anywhere
    columns: Columns = {
        "line": [issue.line for issue in plan.issues],
        "code": [issue.code for issue in plan.issues],
        "why": [issue.why for issue in plan.issues],
        "raw": [one_line(issue.raw) if keeps_text and issue.raw else None for issue in plan.issues],
    }
    record.add("import_issue", columns)


def one_line(cells: tuple[str, ...]) -> str:
    """Cells as one row of CSV, without the line end: how a row as written is kept."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)  # a break within a cell is put in quotation marks only where it is one of a line end
    return text.getvalue().removesuffix("\r\n")
