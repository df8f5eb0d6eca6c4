"""One shared resource: what it is, the way to it, what was learned with it; corrected and retired here."""

from functools import partial
from pathlib import Path

import streamlit as st

from coalition import shared_files
from coalition.edits import resources as edits
from coalition.edits.resources import host_of
from coalition.queries.resources import Shared, learned, one_resource
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.save import edit
from coalition.shell.widgets import download
from coalition.shell.words import date_text, label_of, md, t, tongue_names
from coalition.views.resources.form import change_form
from coalition.views.resources.words import about_words, file_name, other_title, size_words, title_of


def draw_one(page: Page, resource_id: int) -> None:
    """What is said of it, the way to it, then the forms."""
    shared: Shared | None = ask(page, one_resource, resource_id=resource_id)
    _back()
    if shared is None:
        st.warning(t("This resource no longer exists."))
        return
    page = page.naming(title_of(shared))
    st.markdown(f"## {md(title_of(shared))}")
    facts = [other_title(shared), label_of(shared.kind), _tongues(shared)]
    st.caption(" · ".join(md(fact) for fact in facts if fact))
    if shared.retired_on:
        st.warning(t("No longer used since {day}: do not use it.", day=date_text(shared.retired_on)), icon=":material/archive:")
    if shared.note:
        st.markdown(md(shared.note))
    _draw_way(page, shared)
    st.markdown(f"**{t('For')}**: {md(about_words(shared) or t('no service type in particular, everywhere'))}")
    _draw_origin(shared)
    _draw_lessons(page, shared)
    with st.expander(t("Change it, or replace it with a newer one"), icon=":material/edit:"):
        change_form(page, shared)
    _draw_retire(page, shared)


def _back() -> None:
    """To the list as it was searched."""
    asked = {name: st.query_params[name] for name in ("words", "kind", "type", "area") if name in st.query_params}
    page_link("pages/resources.py", t("All resources"), **asked)


def _tongues(shared: Shared) -> str:
    codes = (shared.languages or "").split(";") if shared.languages else []
    names = tongue_names(codes)
    return ", ".join(names.get(code, code) for code in codes)


def _draw_way(page: Page, shared: Shared) -> None:
    """Its file, or its address: the one place of the house from which something that somebody typed leads out of it.

    The address is read before it is followed: its host on the button, all of it below (docs/decisions/0042).
    """
    if shared.file_type and shared.file_hash:
        folder = shared_files.folder_of(page.engine.url)
        if not shared_files.is_kept(folder, shared.file_hash):
            st.error(t("The file is not in its folder. Add it again below, or restore a backup that has it."))
            return
        size = size_words(shared.file_size) if shared.file_size else ""
        label = t("Download ({kind})", kind=", ".join(filter(None, [label_of(shared.file_type), size])))
        made = partial(_bytes, folder, shared.file_hash)
        download(label, made, file_name(shared), "application/octet-stream", key=f"download resource {shared.id}")
    if shared.link:
        if host := host_of(shared.link):
            st.link_button(t("Open {host}", host=md(host)), shared.link, icon=":material/open_in_new:")
        st.code(shared.link, language=None, wrap_lines=True)


def _bytes(folder: Path, name: str) -> bytes:
    """The file as it was kept; nothing where it was changed or removed in this moment."""
    return shared_files.read(folder, name) or b""


def _draw_origin(shared: Shared) -> None:
    by = md(shared.organization) if shared.organization else t("name not given")
    st.markdown(f"**{t('Shared by')}**: {by}, {date_text(shared.shared_on)}")
    if shared.meeting_id and shared.held_on:
        label = t("Open the meeting of {day}", day=date_text(shared.held_on))
        page_link("pages/meetings.py", label, meeting=str(shared.meeting_id))


def _draw_lessons(page: Page, shared: Shared) -> None:
    """What was learned with it, the newest first."""
    lessons = ask(page, learned, resource_id=shared.id)
    if lessons:
        st.markdown(f"**{t('What we learned from using it')}**")
    for lesson in reversed(lessons):
        day = date_text(lesson.held_on) if lesson.held_on else ""
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"- {md(lesson.what)}", width="content")
            page_link("pages/meetings.py", day, meeting=str(lesson.meeting_id))


def _draw_retire(page: Page, shared: Shared) -> None:
    if shared.retired_on:
        if st.button(t("Use it again"), key="use resource", icon=":material/undo:"):
            edit(page, t("In use again."), edits.use_again, shared.id)
    elif st.button(t("Stop using it"), key="retire resource", icon=":material/archive:"):
        edit(page, t("No longer used. Searches will not find it any more."), edits.retire_resource, shared.id, today=page.today)
