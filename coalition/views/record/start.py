"""Before a meeting is recorded: go on with one that is, or start one."""

from datetime import date
from typing import Any

import streamlit as st

from coalition.database import reading
from coalition.edits import recording as edits
from coalition.edits.meetings import same_meetings
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.save import edit_text
from coalition.shell.words import date_text, t
from coalition.views.meetings.meetings import meeting_day, meeting_fields
from coalition.views.meetings.progress import draw_in_progress


def draw_start(page: Page) -> None:
    """The day is today until another is chosen, and the title is written by whoever starts; one click starts."""
    draw_in_progress(page)
    held_on = meeting_day("record", held_on=page.today)
    draw_stored_already(page, held_on)
    with st.form("start meeting", border=False):
        values = meeting_fields("record", held_on=held_on)
        started = st.form_submit_button(t("Start the meeting record"), type="primary")
    if started:
        edit_text({}, page, _begun, edits.start_meeting, today=page.today, **values)
    if held_on > page.today:
        page_link("pages/meeting_kit.py", t("Prepare the agenda in Papers"))


def draw_stored_already(page: Page, held_on: date) -> None:
    """Links to the meetings of that day that are stored: the same meeting would count twice."""
    with reading(page.engine) as session:
        known = same_meetings(session, held_on=held_on)
    if known:
        st.warning(t("There is already a meeting on that day. This one will be a second meeting."))
    for meeting_id in known:
        told = t("Stored already: the meeting of {day}", day=date_text(held_on))
        page_link("pages/meetings.py", told, meeting=str(meeting_id))


def _begun(draft_id: Any) -> str:
    """Goes to the new draft."""
    st.query_params["draft"] = str(draft_id)
    return t("The meeting has started. It will be included in the figures once it is finished.")
