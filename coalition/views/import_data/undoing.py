"""Undoing an import: what would go and what would stay is shown first."""

from collections.abc import Sequence

import streamlit as st

from coalition import clock
from coalition.database import reading
from coalition.imports.undo import UndoPreview, UndoRefused, undo, undo_preview
from coalition.imports.undo_facts import Dependent, Stays
from coalition.locale import in_a_row
from coalition.shell.context import Page
from coalition.shell.words import counted, day_words, instant_text, md, t, t_filled, tn
from coalition.views.import_data.foot import foot
from coalition.views.import_data.uploads import forget_ticks
from coalition.vocabulary.nouns import NOUNS

DEPENDENTS_SHOWN = 12
_ASKED = "undo asked about"  # in the session: key of the button


def undo_button(batches: Sequence[int], *, key: str, label: str | None = None) -> None:
    """A button that asks before it undoes batches: `draw_undo` with the same key draws the question."""
    told = tn(len(batches), "Undo this import", "Deletes everything that was imported from these files")
    st.button(label or t("Undo"), key=key, icon=":material/undo:", help=told, on_click=_ask_about, args=(key,))


def _ask_about(key: str) -> None:
    st.session_state[_ASKED] = key


def is_asked() -> bool:
    """Whether the question is open: may something be undone?"""
    return _ASKED in st.session_state


def draw_undo(page: Page, batches: Sequence[int], file: str, *, key: str) -> bool:
    """What undoing would do, with the button that does it, once `undo_button` was pressed. Returns whether it was done.

    It stands at the foot of the window: below the button it would be out of sight where that stands low.
    """
    if st.session_state.get(_ASKED) != key or not batches:
        return False
    with reading(page.engine) as session:
        preview = undo_preview(session, *batches)
    with foot():
        with st.container(key=f"asked undo {key}"):
            st.markdown(f"## {t('Undo import of {file}?', file=md(file))}")
            _draw_what(preview)
        return _draw_sure(page, batches, preview, key)


def _draw_what(preview: UndoPreview) -> None:
    for sentence in preview.refused:
        st.error(md(t_filled(sentence)))
    if not preview.refused:
        _draw_preview(preview)


def _draw_sure(page: Page, batches: Sequence[int], preview: UndoPreview, key: str) -> bool:
    with st.container(horizontal=True):
        sure = not preview.refused and st.button(t("Undo import"), type="primary", key=f"sure {key}")
        if preview.waits_for_merge and st.button(t("Saved name matches"), icon=":material/arrow_forward:", key=f"merges {key}"):
            del st.session_state[_ASKED]
            st.session_state["directory tabs"] = t("Saved name matches")
            st.switch_page("pages/directory.py")
        if st.button(t("Cancel") if not preview.refused else t("Close"), key=f"cancel {key}"):
            del st.session_state[_ASKED]
            st.rerun()
    shown = st.session_state.get(f"shown {key}", preview)
    st.session_state[f"shown {key}"] = preview
    if sure and shown != preview:
        st.warning(t("Data changed. Check the numbers again."))
        return False
    return sure and _undo(page, batches)


def _draw_preview(preview: UndoPreview) -> None:
    going = counted({NOUNS[table]: count for table, count in preview.rows.items()})
    says = (
        t("These will be removed, or set back to earlier values: {what}", what=md(going))
        if going
        else t("Nothing from this file is left.")
    )
    st.markdown(says)
    if preview.depends:
        st.markdown(f"**{t('What uses this data')}**")
        st.markdown("\n".join(f"- {_uses_text(found)}" for found in preview.depends[:DEPENDENTS_SHOWN]))
        more = len(preview.depends) - DEPENDENTS_SHOWN
        if more > 0:
            st.caption(t("and {n} more", n=more))
    if preview.kept:
        st.markdown(f"**{t('What stays as it is now')}**")
        st.markdown("\n".join(f"- {md(stays_text(told))}" for told in preview.kept))


def stays_text(told: Stays) -> str:
    """One sentence of what stays and why, in the language of the session, with the names as they are stored."""
    what = counted({NOUNS[told.table]: told.count})
    if told.names:
        names = in_a_row([day_words(name) if told.table == "meeting" else name for name in told.names])
        if more := told.count - len(told.names):
            names = f"{names} {t('and {n} more', n=f'{more:,}')}"
        what = t("{what} ({names})", what=what, names=names)
    return t(told.pattern, what=what)


def _uses_text(found: Dependent) -> str:
    """`april.csv, 18 Apr 2026: 3 organizations, 12 people`, safe for markdown."""
    what = md(counted({NOUNS[table]: count for table, count in found.uses.items()}))
    if found.committed_at is None:
        return t("Entered or corrected by hand: {what}", what=what)
    return f"**{md(found.file)}**, {instant_text(found.committed_at)}: {what}"


def _undo(page: Page, batches: Sequence[int]) -> bool:
    try:
        undo(page.engine, *batches, now=clock.now())
    except UndoRefused as refused:
        st.error(md(" ".join(map(t_filled, refused.sentences))))
        return False
    del st.session_state[_ASKED]
    forget_ticks()
    return True
