"""What leaves a meeting, a command each: `answers` has the facts, `papers` makes the bytes."""

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
def minutes(out: Out, meeting: MeetingOn = None, lang: Language = "en") -> None:
    """Write the minutes of a meeting as PDF: the version that was closed, or a draft where they were corrected since."""
    from coalition.access.files import write_new
    from coalition.answers.agenda import facts_before
    from coalition.answers.minutes import minutes as minutes_of
    from coalition.database import reading
    from coalition.papers.minutes import minutes_pdf, with_agenda_in
    from coalition.queries.ledger import settings

    with reading(open_database()) as session:
        chosen, held = settings(session), meeting_day(session, meeting).meeting
        found = minutes_of(session, settings=chosen, meeting_id=held["id"]) if held else None
        before = facts_before(session, settings=chosen, held_on=held["held_on"]) if held else None
    if held is None or found is None or before is None:
        raise Trouble("No meeting has been held yet.")
    closed = found.versions[0] if found.is_closed else None
    version, closed_on = (closed.number, closed.at.astimezone().date()) if closed else (None, None)
    said = with_agenda_in(found.minutes, before, language(lang))
    write_new(out, minutes_pdf(said, chosen, language(lang), version=version, closed_on=closed_on))
    say(f"{out}: meeting of {held['held_on']}, " + (f"version {closed.number}." if closed else "a draft."))


@app.command()
def agenda(
    out: Out,
    meeting: Annotated[
        str | None, typer.Option("--meeting", help="The day of the meeting; else the next that is known.")
    ] = None,
    lang: Language = "en",
) -> None:
    """Write the agenda of a coming meeting as PDF: as it was kept, else drafted from what is open. No count of cases."""
    from coalition.access.files import write_new
    from coalition.answers.agenda import agenda_facts
    from coalition.database import reading
    from coalition.papers.agenda import AgendaDay, agenda_pdf, drafted, told_in
    from coalition.queries.ledger import settings

    code = language(lang)
    with reading(open_database()) as session:
        chosen = settings(session)
        facts = agenda_facts(session, settings=chosen, today=today(), held_on=day(meeting) if meeting else None)
    lines = told_in([line for _, line in facts.kept], facts, code) or drafted(facts, code)
    when = AgendaDay(facts.held_on, facts.start, facts.place)
    write_new(out, agenda_pdf(lines, chosen, code, when, on=facts.today))
    say(
        f"{out}: "
        + ("as kept" if facts.kept else "a draft")
        + (f", for {facts.held_on}." if facts.held_on else ", no day is known.")
    )


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
