"""What is done with the bytes of a file, in a process of its own (`coalition.imports.pool`)."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from coalition.database import connect, reading
from coalition.imports.commit import Committed, commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Choices, Reading
from coalition.imports.source_lines import Lines, lines_as_written

Tell = Callable[[str], object]


def plan_job(
    tell: Tell,
    *,
    url: str,
    data: bytes,
    name: str,
    today: date,
    answers: Answers,
    choices: Choices,
    reading_known: Reading | None = None,
) -> tuple[Plan, Reading | None]:
    """Read a file and compare it with what is stored (`dispatch.plan_and_reading`)."""
    tell("Reading the rows and comparing them with what is stored")
    with reading(connect(url)) as session:
        return plan_and_reading(session, data, name, today=today, answers=answers, choices=choices, reading=reading_known)


def lines_job(
    _tell: Tell,
    data: bytes,
    wanted: Collection[int],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Lines:
    """Some rows of a file as they stand in it (`source_lines.lines_as_written`)."""
    return lines_as_written(data, wanted, encoding=encoding, delimiter=delimiter, sheet=sheet)


def commit_job(tell: Tell, *, url: str, plan: Plan, by: str | None, now: datetime) -> Committed:
    """Commit a plan (`commit.commit`)."""
    tell("Writing")
    return commit(connect(url), plan, by=by, now=now)
