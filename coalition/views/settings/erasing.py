"""Words taken out of everything, such as the name of a survivor in a note; a person of the directory is erased there."""

from datetime import datetime

import streamlit as st

from coalition.edits.erasing.words import LONGEST, Gone, Place, erase_words, words_preview
from coalition.edits.record import EditRefused
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.save import make, refusal
from coalition.shell.words import counted, date_text, md, t, tn
from coalition.vocabulary.nouns import NOUNS

_TOLD, _WORDS = "words erased told", "erase words"
_MOST = 50
"""Places that are listed; the others are counted."""


def draw_erasing_words(page: Page) -> None:
    """Type the words; see where they stand; take them out once somebody has ticked that it is wanted."""
    _tell_done()
    st.caption(t("A name was typed into a note by mistake? Undo leaves it in the history. Here it is removed from everywhere."))
    words = st.text_input(t("Words to erase"), key=_WORDS, max_chars=LONGEST).strip()
    if words:
        _draw_found(page, words)
    page_link("pages/directory.py", t("To erase all data about a person in the directory, open People."))


def _draw_found(page: Page, words: str) -> None:
    try:
        seen = words_preview(page.engine, words)
    except EditRefused as refused:
        st.error(refusal(refused))
        return
    for warning in _warnings(seen):
        st.warning(warning)
    if not seen.places:
        st.info(t("These words are nowhere in the data."))
        return
    st.markdown(tn(len(seen.places), "These words are in 1 entry:", "These words are in {n} entries:"))
    st.markdown("\n".join(f"- {_line(place, words)}" for place in seen.places[:_MOST]))
    if more := len(seen.places) - _MOST if len(seen.places) > _MOST else 0:
        st.caption(t("and {n} more", n=more))
    st.warning(
        t("This cannot be undone. Older backups, shared files and the files you imported are not searched. Delete old backups.")
    )
    is_wanted = st.checkbox(t("Replace these words everywhere with “[erased]”"), key=f"erase wanted {words}")
    if st.button(t("Erase permanently"), type="primary", disabled=not is_wanted, key="erase the words"):
        make(page, _done, erase_words, words)


def _line(place: Place, words: str) -> str:
    page = t(NOUNS[place.table]) if place.table in NOUNS else t("history")
    where = f"{page} ({t('history')})" if place.is_history and place.table in NOUNS else page
    day = date_text(place.on) if place.on else t("no date")
    return f"{where}, {day}: {place.before}**{md(words)}**{place.after}"  # what is beside them is masked


def _warnings(seen: Gone) -> list[str]:
    told = []
    if seen.left:
        rows = counted({NOUNS[name]: n for name, n in seen.left.items()})
        told.append(t("These words stay where they are a name in use: {rows}. Change it there.", rows=rows))
    if seen.copies:
        files = md(", ".join(seen.copies))
        told.append(t("Copies in the folder of the database still contain these words: {files}. Delete them.", files=files))
    return told


def _done(done: Gone, _at: datetime) -> None:
    """Nothing that was kept for quick answers may hold the words either."""
    st.cache_data.clear()
    st.session_state.pop(_WORDS, None)
    st.session_state[_TOLD] = done


def _tell_done() -> None:
    done: Gone | None = st.session_state.pop(_TOLD, None)
    if done is None:
        return
    st.success(tn(len(done.places), "Erased in 1 entry.", "Erased in {n} entries."), icon=":material/check:")
    if not done.is_compact:
        st.warning(
            t(
                "The data file is in use, so it could not be made smaller. (For the "
                "technician: run `python -m coalition compact` later.)"
            )
        )
    for warning in _warnings(done):
        st.warning(warning)
