"""Words of the overview."""

from datetime import date

from coalition.answers.overview import Overview
from coalition.shell.words import date_text, md, t
from coalition.views.participation.words import excused_sentence


def meeting_sentence(found: Overview) -> str:
    """The last meeting in a sentence, ready for a markdown context."""
    meeting = found.meeting
    if meeting is None:
        return t("No meetings yet.")
    day, title = date_text(meeting["held_on"]), f" ({md(meeting['title'])})" if meeting["title"] else ""
    if meeting["expected"] is None:
        told = t("Last meeting {day}{title}: attendance not recorded.", day=day, title=title)
    elif not meeting["expected"]:
        told = t("Last meeting {day}{title}: no member had to attend.", day=day, title=title)
    else:
        told = t(
            "Last meeting {day}{title}: **{present} of {expected}** members attended.",
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
