"""What is done with the bytes of a file, in a process of its own (`coalition.workers.pool`)."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from coalition.database import connect
from coalition.imports.commit import Committed, commit
from coalition.imports.plan import Plan
from coalition.imports.several import File, Planned, ShownPlan, commit_several, plan_several
from coalition.imports.source_lines import Lines, lines_as_written

Tell = Callable[[str], object]


def plan_job(tell: Tell, *, url: str, files: Sequence[File], today: date, now: datetime) -> list[Planned]:
    """Read files and compare them with what is stored (`several.plan_several`)."""
    tell("Reading and comparing the rows")
    return plan_several(connect(url), files, today=today, now=now)


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


def commit_several_job(
    tell: Tell, *, url: str, files: Sequence[File], shown_plans: Sequence[ShownPlan], today: date, now: datetime
) -> list[Committed]:
    """Commit files together (`several.commit_several`)."""
    tell("Writing")
    return commit_several(connect(url), files, shown_plans, today=today, now=now)
