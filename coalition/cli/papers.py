"""`brief`, `workbook`, `slides`, `calendar`: what leaves a meeting. `answers` has the facts, `papers` makes the bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.common import Trouble, day, open_database, say, today
from coalition.locale import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from coalition.answers.meeting_files import MeetingFiles
    from coalition.answers.paper_day import PaperDay

app = typer.Typer()
MeetingOn = Annotated[str | None, typer.Option("--meeting", help="The day of the meeting, YYYY-MM-DD; else the newest.")]
Language = Annotated[str, typer.Option("--lang", help="Language: th or en.")]
Out = Annotated[Path, typer.Option("--out", help="The new file.")]


@app.command()
def brief(out: Out, meeting: MeetingOn = None, lang: Language = "en") -> None:
    """Write the brief of a meeting, two pages as PDF for members and authorities. Counts of cases as published."""
    from coalition.access.files import write_new
    from coalition.answers.brief import brief as brief_of
    from coalition.database import reading
    from coalition.papers.brief import brief_pdf
    from coalition.queries.ledger import settings

    with reading(open_database()) as session:
        facts = brief_of(session, settings=settings(session), day=meeting_day(session, meeting))
    write_new(out, brief_pdf(facts, language(lang)))
    say(f"{out}: as of {facts.day.on}.")


@app.command()
def workbook(out: Out, meeting: MeetingOn = None, lang: Language = "en") -> None:
    """Write the lists of a meeting as .xlsx, a sheet for each question. Counts of cases as published; nobody is named."""
    from coalition.papers.workbook import workbook as made

    _write(out, lambda facts: made(facts, language(lang)), meeting)


@app.command()
def slides(out: Out, meeting: MeetingOn = None, lang: Language = "en") -> None:
    """Write the slides of a meeting as .pptx, with charts that can be edited. Counts of cases as published; nobody is named."""
    from coalition.papers.slides import slides as made

    _write(out, lambda facts: made(facts.brief, language(lang)), meeting)


@app.command()
def calendar(out: Out, meeting: MeetingOn = None, lang: Language = "en") -> None:
    """Write the meetings that are set and what is due until when as iCalendar (.ics)."""
    from coalition.clock import now
    from coalition.papers.ahead import calendar_file

    _write(out, lambda facts: calendar_file(facts, language(lang), written_at=now()), meeting)


def _write(out: Path, made: "Callable[[MeetingFiles], bytes]", meeting: str | None) -> None:
    from coalition.access.files import write_new
    from coalition.answers.meeting_files import meeting_files
    from coalition.database import reading
    from coalition.queries.ledger import settings

    with reading(open_database()) as session:
        facts = meeting_files(session, settings=settings(session), day=meeting_day(session, meeting))
    write_new(out, made(facts))
    say(f"{out}: as of {facts.brief.day.on}.")


def meeting_day(session: "Session", meeting: str | None) -> "PaperDay":
    """The meeting of a day; None: the newest.

    Raises:
        Trouble: it is no day, or no meeting was held on it.
    """
    from coalition.answers.paper_day import paper_day

    found = paper_day(session, today=today(), meeting_on=day(meeting) if meeting else None)
    if found is None:
        raise Trouble(f"No meeting was held on {meeting}.")
    return found


def language(code: str) -> str:
    """A language of the papers by its code.

    Raises:
        Trouble: there is none.
    """
    if code not in LANGUAGES:
        raise Trouble(f"There is no language '{code}'; there are {', '.join(sorted(LANGUAGES))}.")
    return code
