"""The parts of the guide as they stand in docs/guide, in the language of the screen: texts, and pictures between them."""

import re
from pathlib import Path

import streamlit as st

from coalition.database import ROOT
from coalition.shell.words import language

FOLDER = ROOT / "docs" / "guide"
PARTS = ("first_hour", "evening", "meeting")
"""Files of each language, and what the address says of them; the first is shown at first."""

_PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)]+)\)$", re.MULTILINE)


def draw_part(name: str) -> None:
    """One part; where a language has none of its own, in English."""
    file = file_of(name if name in PARTS else PARTS[0], language())
    _, _, text = file.read_text(encoding="utf-8").partition("\n")  # its title is that of the tab
    words, *pictures = _PICTURE.split(text)
    st.markdown(words)
    for alt, path, after in zip(pictures[::3], pictures[1::3], pictures[2::3], strict=True):
        st.image(picture_of(file.parent / path, is_dark=st.context.theme.type == "dark"), alt=alt)
        st.markdown(after)


def picture_of(light: Path, *, is_dark: bool) -> Path:
    """The picture in the theme of the visitor: beside the light one, under its name and `.dark`."""
    dark = light.with_suffix(f".dark{light.suffix}")
    return dark if is_dark and dark.exists() else light


def file_of(name: str, code: str) -> Path:
    """The file of a part in a language; where there is none, the English one."""
    own = FOLDER / code / f"{name}.md"
    return own if own.exists() else FOLDER / "en" / f"{name}.md"
