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
    with st.container(horizontal=True, gap="small"):
        for code, spoken in own_language_first().items():
            said = f"{label}: {spoken}" if label else t("PDF: {language}", language=spoken)
            download(said, partial(make, code), f"{name}-{code}.pdf", "application/pdf")


def own_language_first() -> dict[str, str]:
    """{code: its own name} of the languages of papers, that of the session first."""
    return {code: LANGUAGES[code] for code in sorted(LANGUAGES, key=lambda code: code != language())}
