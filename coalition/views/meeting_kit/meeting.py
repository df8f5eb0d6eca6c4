"""Which meeting the papers are about."""

from datetime import date

from sqlmodel import Session

from coalition.answers.changes import meeting_days
from coalition.answers.paper_day import PaperDay, paper_day
from coalition.shell.address import pick
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import date_text, t


def choose_meeting(page: Page) -> PaperDay:
    """The meeting that is chosen, the newest at first; without any, what is known today."""
    days = ask(page, meeting_days, on=page.today)
    chosen = None
    if days:
        names = {day.isoformat(): " · ".join(filter(None, [date_text(day), title])) for day, title in days.items()}
        chosen = date.fromisoformat(pick("meeting", t("Meeting"), names, next(iter(names))))
    found: PaperDay = ask(page, _day, today=page.today, meeting_on=chosen)
    return found


def _day(session: Session, *, today: date, meeting_on: date | None) -> PaperDay:
    """As `paper_day`; the newest where the chosen meeting was removed since the list was read."""
    found = paper_day(session, today=today, meeting_on=meeting_on) or paper_day(session, today=today)
    return found or PaperDay(today, None, None, None)
