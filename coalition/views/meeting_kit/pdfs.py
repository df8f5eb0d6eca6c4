"""A paper to save, in each language."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from coalition.locale import LANGUAGES
from coalition.shell.widgets import download
from coalition.shell.words import language, t


def draw_pdfs(make: Callable[[str], bytes], name: str, *, label: str = "") -> None:
    """A button for each language, that of the session first; the paper is made when it is pressed.

    Args:
        make: the paper in a language, by its code; picklable, without the session.
        name: of the file, without language and ending.
        label: before the language, translated; empty: "PDF".
    """
    codes = sorted(LANGUAGES, key=lambda code: code != language())
    with st.container(horizontal=True, gap="small"):
        for code in codes:
            said = f"{label}: {LANGUAGES[code]}" if label else t("PDF: {language}", language=LANGUAGES[code])
            download(said, partial(make, code), f"{name}-{code}.pdf", "application/pdf")
