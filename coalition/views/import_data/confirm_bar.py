"""The foot of the window while a file is open: what would be kept, what is still open, and the button that keeps it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.shell.words import md, t, tn
from coalition.views.import_data.duplicate_notice import apart_text
from coalition.views.import_data.foot import foot
from coalition.views.import_data.questions import option_text
from coalition.views.import_data.uploads import Upload


def confirm_bar(upload: Upload, said: str, *, changes: bool, keys: bool) -> tuple[bool, DeltaGenerator]:
    """Draw it. Returns whether the button was pressed, and the bar, for what is to be said of it.

    Args:
        said: what the file says, in a sentence.
        changes: whether confirming now would change anything.
        keys: whether Ctrl+Enter presses it too; only one button of a page may have it.
    """
    ready = changes and not upload.blocking()
    bar = foot().container(horizontal=True, wrap=False, vertical_alignment="center", key=upload.key("bar"))
    with bar:
        told = open_text(upload) or apart_text(upload)
        st.markdown(f"**{md(said)}**" + (f"  \n:small[{told}]" if told else ""), width="stretch")
        pressed = st.button(
            t("Confirm"),
            type="primary",
            key=upload.key("confirm"),
            icon=":material/check:",
            disabled=not ready,
            shortcut="Mod+Enter" if keys and ready else None,
        )
    return pressed, bar


def open_text(upload: Upload) -> str:
    """What is still open and what confirming now would do about it, safe for markdown; empty: nothing is open."""
    if first := len(upload.blocking()):
        return tn(first, "1 question first: its answer changes what is kept.", "{n} questions first.")
    waiting = upload.open_questions()
    answers = dict.fromkeys(option_text(question.options[0]) for question in waiting)
    if not waiting:
        return ""
    return tn(
        len(waiting),
        "1 question is open. If you confirm now: {answer}.",
        "{n} questions are open. If you confirm now, for each: {answer}.",
        answer=md(" / ".join(answers)),
    )
