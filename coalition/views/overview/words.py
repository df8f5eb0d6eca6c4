"""Words of the overview."""

from datetime import date

from coalition.answers.overview import Overview
from coalition.shell.words import date_text, md, t
from coalition.views.participation.words import excused_sentence


def meeting_sentence(found: Overview) -> str:
    """The last meeting in a sentence, ready for a markdown context."""
    meeting = found.meeting
    if meeting is None:
        return t("No meeting is stored yet.")
    day, title = date_text(meeting["held_on"]), f" ({md(meeting['title'])})" if meeting["title"] else ""
    if meeting["expected"] is None:
        told = t("The last meeting was on {day}{title}; it is not recorded who came.", day=day, title=title)
    elif not meeting["expected"]:
        told = t("The last meeting was on {day}{title}; no organization was expected.", day=day, title=title)
    else:
        told = t(
            "The last meeting was on {day}{title}: **{present} of {expected}** expected members came.",
            day=day,
            title=title,
            present=meeting["present"],
            expected=meeting["expected"],
        )
        told = " ".join(filter(None, [told, excused_sentence(meeting)]))
    return told


def short_day(day: date, today: date) -> str:
    """A day, its year left out where it is that of today: `12 Nov`."""
    told = date_text(day)
    return told.rpartition(" ")[0] if day.year == today.year else told
