"""Whole names that are nobody's: what meeting programs show for who gave no name, and offices that lists write for one.

Compared whole and never in part: Ana Gast, Guest beside a first name and Somchai Headman are people.
"""

import re
import unicodedata

from coalition.imports.lexicon import any_of, words

_MARK = re.compile("[\u0300-\u036f]")
_SIGNS = re.compile(r"[\s\-_]+")
_NUMBER = re.compile(r"\s*[(#]?\s*\d{1,4}\)?$")


def plain_words(text: str) -> str:
    """A text in small letters without accents, hyphens and the number behind it: "Zoom-Benutzer (2)" -> "zoom benutzer"."""
    low = text.lower().replace("\u0131", "i")
    if not low.isascii():
        low = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))
    return _NUMBER.sub("", _SIGNS.sub(" ", low)).strip(" .")


NOBODY = frozenset(map(plain_words, words("nobody.shown")))
"""What stands for a name that nobody gave."""
OFFICES = frozenset(map(plain_words, words("nobody.offices")))
"""Offices without who holds them."""
OWNED_DEVICE = re.compile(
    rf"{any_of('devices.owned', whole=False)}\s+{any_of('devices.of', whole=False)}\s+\S.*|{any_of('devices.elided')}[’']\S.*"
)
"""A device with whose it is, as of `plain_words`: "galaxy de lurdes", "handy von ulla"."""

_SEX = rf"{any_of('heads.sexes', whole=False)}\s*[:=]?\s*\d{{1,4}}"
_COUNTED = re.compile(
    rf"{_SEX}(?:\s*[,/;&+\-]?\s*(?:{any_of('heads.and')}\s+)?{_SEX})*|\d{{1,4}}\s*{any_of('heads.young', whole=False)}",
    re.IGNORECASE,
)


def counts_heads(text: str) -> bool:
    """Whether a text with a digit counts people by sex or age: "Male 9 / Female 10", "4 children"."""
    return _COUNTED.fullmatch(text) is not None
