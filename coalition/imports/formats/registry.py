"""Every format that is read, in one place. A new one is a module beside this file and a line here."""

from coalition.imports.formats.absence_marks import ABSENCE_MARKS
from coalition.imports.formats.big_blue_button import BIG_BLUE_BUTTON
from coalition.imports.formats.blackboard import BLACKBOARD
from coalition.imports.formats.check_in_list import CHECK_IN_LIST
from coalition.imports.formats.civicrm import CIVICRM
from coalition.imports.formats.event_espresso import EVENT_ESPRESSO
from coalition.imports.formats.eventbrite import EVENTBRITE
from coalition.imports.formats.form import TOP_ROWS, Described, Format, SheetKind, Top
from coalition.imports.formats.google_forms import GOOGLE_FORMS
from coalition.imports.formats.headed_list import HEADED_LIST
from coalition.imports.formats.indico import INDICO
from coalition.imports.formats.invitation import INVITATION
from coalition.imports.formats.luma import LUMA
from coalition.imports.formats.meet import GOOGLE_MEET
from coalition.imports.formats.meet_attendance_list import MEET_ATTENDANCE_LIST
from coalition.imports.formats.meet_gm_attendance import GM_ATTENDANCE
from coalition.imports.formats.meet_trackr import TRACKR
from coalition.imports.formats.meeting_rows import MEETING_ROWS
from coalition.imports.formats.ms_forms import MS_FORMS
from coalition.imports.formats.other_lists import OTHER_LISTS
from coalition.imports.formats.pretix import PRETIX
from coalition.imports.formats.registration_list import REGISTRATIONS
from coalition.imports.formats.sheet_kinds import LONG, MATRIX, SIGN_IN
from coalition.imports.formats.survey_monkey import SURVEY_MONKEY
from coalition.imports.formats.teams_events import EVENTS, LIVE
from coalition.imports.formats.teams_sections import SECTIONS
from coalition.imports.formats.teams_summary import SUMMARY
from coalition.imports.formats.thai_check_in import THAI_CHECK_IN
from coalition.imports.formats.tito import TITO
from coalition.imports.formats.transposed import TRANSPOSED
from coalition.imports.formats.web_forms import WEB_FORMS
from coalition.imports.formats.webex import WEBEX
from coalition.imports.formats.zoom import ZOOM
from coalition.imports.formats.zoom_account import ACCOUNT
from coalition.imports.formats.zoom_webinar import WEBINAR

PROGRAMS: tuple[Format, ...] = (
    ZOOM,
    WEBINAR,
    ACCOUNT,
    SECTIONS,
    SUMMARY,
    EVENTS,
    LIVE,
    WEBEX,
    GOOGLE_MEET,
    MEET_ATTENDANCE_LIST,
    GM_ATTENDANCE,
    TRACKR,
    BIG_BLUE_BUTTON,
    BLACKBOARD,
    EVENTBRITE,
    PRETIX,
    INDICO,
    CIVICRM,
    LUMA,
    TITO,
    EVENT_ESPRESSO,
    GOOGLE_FORMS,
    MS_FORMS,
    SURVEY_MONKEY,
    WEB_FORMS,
    THAI_CHECK_IN,
    HEADED_LIST,
    MEETING_ROWS,
    INVITATION,
    OTHER_LISTS,
    ABSENCE_MARKS,
    CHECK_IN_LIST,
    REGISTRATIONS,
    TRANSPOSED,
)
"""Exports of programs, told by their content; the highest score wins, the earlier of equals."""

SHEETS: tuple[SheetKind, ...] = (MATRIX, LONG, SIGN_IN)
"""Lists people lay out themselves; the highest score wins, the earlier of equals."""


def every_format() -> tuple[Described, ...]:
    """All of them, programs first, for the page that says what can be read."""
    return (*PROGRAMS, *SHEETS)


def likely_programs(rows: Top) -> list[Format]:
    """The programs whose export this may be, the likeliest first.

    Args:
        rows: the first rows of the file; more than `TOP_ROWS` are not looked at.
    """
    top = rows[:TOP_ROWS]
    scored = [(known.score(top), -place, known) for place, known in enumerate(PROGRAMS)]
    return [known for score, _, known in sorted(scored, key=lambda found: found[:2], reverse=True) if score > 0]
