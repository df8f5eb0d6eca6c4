"""One meeting: its facts, what is noted of it, its list."""

from datetime import date
from typing import Any

import streamlit as st

from coalition.answers.participation import meeting_list
from coalition.edits import meetings as edits
from coalition.edits.merge import Merged
from coalition.frames import records
from coalition.queries import meetings as queries
from coalition.shell import Page, ask, date_text, md, page_link, t
from coalition.shell.forms import form_of
from coalition.shell.save import edit
from coalition.views.directory.merge import same_as
from coalition.views.meetings.meetings import (
    add_person_form,
    correct_list,
    decisions,
    meeting_day,
    meeting_fields,
    people_words,
)
from coalition.views.meetings.progress import draw_in_progress
from coalition.views.resources.lessons import draw_lessons


def draw_one(page: Page, meeting_id: int) -> None:
    """One meeting: facts, what is noted of it, list; everything can be corrected."""
    found = records(ask(page, queries.meeting_frame, meeting_id=meeting_id))
    if not found:
        st.warning(t("This meeting no longer exists."))
        draw_in_progress(page)  # what was finished too early, and is taken back, goes on there
        page_link("pages/meetings.py", t("All meetings"))
        return
    page_link("pages/meetings.py", t("All meetings"))
    meeting = found[0]
    page = page.naming(" · ".join(filter(None, [date_text(meeting["held_on"]), meeting["title"]])))
    st.markdown(f"## {date_text(meeting['held_on'])} · {md(meeting['title'] or t('Meeting'))}")
    facts = [meeting["start"], meeting["place"]]
    st.caption(" · ".join(md(fact) for fact in facts if fact) or t("No place or time given."))
    page_link("pages/meeting_kit.py", t("Papers of this meeting"), meeting=meeting["held_on"].isoformat())
    decisions(page, meeting_id)
    draw_lessons(page, meeting_id)
    has_list = correct_list(page, meeting_id)
    with st.expander(t("Add a person to the list"), icon=":material/person_add:", expanded=not has_list):
        add_person_form(page, meeting_id)
    with st.expander(t("Change the date, title, place or start time"), icon=":material/edit:"):
        form = form_of(page, f"meeting {meeting_id}", f"{meeting_id} title", meeting)
        held_on = meeting_day(f"{meeting_id}", form.key, held_on=form.shown["held_on"])
        with st.form("change meeting", border=False):
            known = {key: form.shown[key] or "" for key in ("title", "place", "start")}
            values = meeting_fields(f"{meeting_id}", form.key, held_on=held_on, **known)
            saved = st.form_submit_button(t("Save"))
        if saved:
            edit(form, t("Saved."), edits.change_meeting, meeting_id, **values)
    _same_meeting(page, meeting_id, meeting["held_on"])
    with st.expander(t("Delete this meeting"), icon=":material/delete:"):
        st.markdown(t("This also deletes its attendance. Decisions and actions stay. You can undo this."))
        if st.button(t("Delete the meeting and its attendance list"), key="delete meeting"):
            edit(page, t("Meeting deleted."), edits.delete_meeting, meeting_id)


def _same_meeting(page: Page, meeting_id: int, held_on: date) -> None:
    """Where another meeting is stored on this day: whether the two are one, because two lists came in."""
    of_day = {row["id"]: _name(row) for row in records(ask(page, meeting_list, on=held_on, since=held_on))}
    own = of_day.pop(meeting_id, "")
    if of_day:
        same_as(page, Merged.MEETING, (meeting_id, own), of_day)


def _name(row: dict[str, Any]) -> str:
    told = [row["title"] or t("Meeting"), row["start"], row["place"]]
    return " · ".join([*filter(None, told), t("Attendance not recorded.") if row["people"] is None else people_words(row)])
