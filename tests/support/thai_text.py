"""Thai as it comes out of a PDF, against what went in."""

import io
import re
from itertools import product
from typing import Any

from pypdf import PdfReader

_THAI_WORD = re.compile("[\u0e00-\u0e7f]+")

SYLLABLES = [
    consonant + marks
    for consonant in "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    for marks in [
        *map("".join, product(["", *"ัิีึืุู็"], ["", *"่้๊๋"])),
        *[tone + "ำ" for tone in ["", *"่้๊๋"]],
        *("์", "ิ์", "ุ์", "ํ", "ฺ"),
    ]
    if marks
]
"""Each consonant with all that may stand on it."""


def text_of(made: bytes) -> str:
    """What somebody takes out of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def strange_words(made: bytes, told: Any) -> set[str]:
    """Thai words that a PDF gives and that what it tells (a template's data) has not: doubled syllables, for one."""
    texts = "|".join(re.sub(r"\s", "", text) for text in texts_in(told))
    words = _THAI_WORD.findall(text_of(made))
    assert words
    return {word for word in words if word not in texts}


def texts_in(told: Any) -> list[str]:
    """Every text of a template's data."""
    if isinstance(told, dict | list):
        return [text for one in (told.values() if isinstance(told, dict) else told) for text in texts_in(one)]
    return [told] if isinstance(told, str) else []
