"""Planning and keeping a list of services or of shared cases, as the page and the terminal do."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel

from coalition.database import reading
from coalition.imports.cases.plan import CasesPlan, plan_cases
from coalition.imports.commit import commit
from coalition.imports.plan import Answers, with_safe_answers
from coalition.imports.reading import Choices
from coalition.imports.saved_answers import with_earlier
from coalition.imports.services.plan import ServicesPlan, plan_services

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def sheet(*rows: Sequence[object]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8")


def services(
    engine: Engine, data: bytes, name: str = "services.csv", *, today: date = TODAY, on: date | None = TODAY, **answers: str
) -> ServicesPlan:
    """The plan of a list of services; `answers` by key, a colon written as two underscores; else the safe ones are taken.

    `on`: the day of rows that tell none, as somebody said.
    """
    with reading(engine) as session:
        plan = partial(plan_services, session, data, name, today=today, choices=Choices(date=on))
        return with_safe_answers(lambda told: plan(answers=before(session, data, told)), given(answers))


def cases(engine: Engine, data: bytes, name: str = "cases.csv", *, today: date = TODAY, **answers: str) -> CasesPlan:
    """The plan of a list of shared cases."""
    with reading(engine) as session:
        plan = partial(plan_cases, session, data, name, today=today)
        return with_safe_answers(lambda told: plan(answers=before(session, data, told)), given(answers))


def before(session: Session, data: bytes, answers: Answers) -> Answers:
    return with_earlier(session, sha256(data).hexdigest(), answers)


def given(answers: dict[str, str]) -> Answers:
    return Answers({key.replace("__", ":"): value for key, value in answers.items()})


def keep(engine: Engine, plan: ServicesPlan | CasesPlan) -> int:
    """Confirm a plan; the number of its batch."""
    kept = commit(engine, plan, now=NOW)
    assert kept.batch_id is not None
    return kept.batch_id


def stored(engine: Engine, model: type[SQLModel]) -> list[dict[str, Any]]:
    """All rows of a table, in the order of their ids."""
    table: Any = model.__table__  # type: ignore[attr-defined]
    with reading(engine) as session:
        return [dict(row) for row in session.execute(select(table).order_by(table.c.id)).mappings()]


def codes(plan: ServicesPlan | CasesPlan) -> list[tuple[int | None, str]]:
    """(row, code) of every problem, in the order of the rows."""
    return sorted((i.line, i.code) for i in plan.issues if i.code != "full_list_later")
