"""Learned at this meeting: short lines, each with what was shown where something was."""

import streamlit as st

from coalition.edits import resources as edits
from coalition.edits.screen import LONGEST
from coalition.queries.resources import learned, resource_names
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, form_of, required_text, save_button
from coalition.shell.order import organization_names
from coalition.shell.save import edit, edit_text
from coalition.shell.widgets import side_by_side
from coalition.shell.words import md, name_of, t


def draw_lessons(page: Page, meeting_id: int) -> None:
    """What was learned, where anything was noted; and the form that notes something."""
    lessons = ask(page, learned, meeting_id=meeting_id)
    if lessons:
        st.markdown(f"**{t('What we learned')}**")
    for lesson in lessons:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            by = f" ({md(lesson.organization)})" if lesson.organization else ""
            st.markdown(f"- {md(lesson.what)}{by}", width="content")
            if lesson.resource_id and lesson.title:
                title = md(name_of(lesson.title, lesson.title_local))
                page_link("pages/resources.py", title, resource=str(lesson.resource_id))
            if st.button(t("Remove"), key=f"take out lesson {lesson.id}", type="tertiary"):
                edit(page, t("Removed."), edits.remove_learned, lesson.id)
    with st.expander(t("Note what we learned"), icon=":material/lightbulb:"):
        _draw_form(page, meeting_id)


def _draw_form(page: Page, meeting_id: int) -> None:
    form = form_of(page, f"lesson {meeting_id}", f"{meeting_id} lesson", None)
    what = required_text(st.container(), t("What we learned, in one line"), form.key(f"{meeting_id} lesson"), longest=LONGEST)
    under = {"what": st.container()}
    left, right = side_by_side(2, 280)
    shown = {number: name_of(title, local) for number, title, local in ask(page, resource_names)}
    members = organization_names(page)
    resource = choose(left, t("Using this resource"), shown, form.key(f"{meeting_id} lesson resource"), hint=t("None"))
    who = choose(right, t("Told by"), members, form.key(f"{meeting_id} lesson by"), hint=t("Not given"))
    if save_button(t("Note it"), "note lesson", write={t("what we learned"): what}, icon=":material/add:"):
        told = {"what": what, "resource_id": resource, "organization_id": who}
        edit_text(under, form, t("Noted."), edits.note_learned, meeting_id, **told)
