"""The days of a meeting as a calendar: meetings that are set, and what is due until when."""

from datetime import datetime

from coalition.answers.actions import OPEN
from coalition.answers.calendar import Day, calendar, uid_of
from coalition.answers.meeting_files import MeetingFiles
from coalition.frames import records
from coalition.papers.words import Words


def calendar_file(found: MeetingFiles, language: str, *, written_at: datetime) -> bytes:
    """An iCalendar file; a day that stands in an earlier file too takes its place there.

    Args:
        found: from `answers.meeting_files`.
        language: code of one of `locale.LANGUAGES`.
        written_at: when the file is made, with time zone.
    """
    words, settings = Words(language, found.brief.settings.level_names), found.brief.settings
    days = _meetings(found, words) + _due(found, words)
    return calendar(days, name=settings.coalition_name or words.t("Meetings and due dates"), written_at=written_at)


def _meetings(found: MeetingFiles, words: Words) -> list[Day]:
    """Meetings that are stored; and the coming one, of which there may be nothing but the day of its agenda."""
    coalition, coming, title = found.brief.settings.coalition_name, found.brief.day.next_on, words.t("Meeting of the coalition")
    days = [
        Day(
            uid=uid_of("meeting", row["id"], coalition),
            on=row["held_on"],
            summary=" ".join(filter(None, [row["start"], words.written(row["title"]) or title])),
            description=words.written(row["place"]),
        )
        for row in found.ahead
    ]
    if coming and coming not in {day.on for day in days}:
        days.insert(0, Day(uid=uid_of("day", coming.toordinal(), coalition), on=coming, summary=title))
    return days


def _due(found: MeetingFiles, words: Words) -> list[Day]:
    t, coalition = words.t, found.brief.settings.coalition_name
    return [
        Day(
            uid=uid_of("action", row["id"], coalition),
            on=row["due_on"],
            summary=t(
                "Due: {what} ({who})",
                what=words.written(row["what"]),
                who=row["organization"] or t("Not given"),
            ),
        )
        for row in records(found.brief.board.items)
        if row["status"] in OPEN and row["due_on"]
    ]
