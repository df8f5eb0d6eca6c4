"""A typed name -> the key under which it is stored and looked up, and the sector a cell names.

The same key is the same organization. What else may be the same, and what is only proposed, is beside it in this package.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain

from coalition.imports.matching.lexicon import table
from coalition.vocabulary import Sector

_LONGEST_KEY = 300

_GLUE = {".", "'", "’", "\u2018", "`", "\u0e2f"}  # "D.S.I." is "DSI", "O'Neill" is "ONeill"
_MARKS = {
    code: (None if chr(code) in _GLUE or unicodedata.category(chr(code)) == "Cf" else " ")
    for code in chain(range(0x20000), range(0xE0000, 0xE1000))  # the planes that hold any; all would take 0.3 s to look at
    if chr(code) in _GLUE or unicodedata.category(chr(code)) in {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Cf"}
}
_POINT = re.compile(r"(?<=\d)\.(?=\d)")  # "Area 1.5" is not "Area 15"
BESIDE_THAI = re.compile(r"(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")


def person_key(name: str) -> str:
    """The name in one spelling: composed, without case, punctuation as blanks, blanks single, nothing invisible."""
    if name.isascii() and name.replace(" ", "").isalnum():  # nothing to compose or to leave out
        return _bounded(" ".join(name.lower().split()))
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    folded = _POINT.sub(" ", folded)
    bare = unicodedata.normalize("NFC", folded.translate(_MARKS))  # a mark left out may have parted a letter from its accent
    return _bounded(" ".join(bare.split()))


def _bounded(key: str) -> str:
    """A key that fits into an index of either engine: a cell with a whole page of text is told apart by its hash."""
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 17]} {sha256(key.encode()).hexdigest()[:16]}"


def organization_key(name: str) -> str:
    """As `person_key`, and blanks beside Thai letters, which carry no meaning, are left out. Never drops a word."""
    return BESIDE_THAI.sub("", person_key(name))


def text_key(text: str | None) -> str | None:
    """Titles and places of meetings for comparison; None where there is nothing to compare."""
    return organization_key(text) or None if text else None


# --- sector ---------------------------------------------------------------------------------------------------------


def sector_of(text: str | None) -> Sector | None:
    """The sector a cell or group heading names; None: not recognised, so not told."""
    key = f" {person_key(text)} " if text else ""
    sectors = table("sectors")
    if any(word in key for word in sectors["nongovernmental"]):
        return Sector.NGO
    return next((sector for sector in _IN_ORDER if any(_names(word, key) for word in sectors[sector])), None)


_IN_ORDER = (
    Sector.POLICE, Sector.JUSTICE, Sector.HEALTH, Sector.INTERNATIONAL, Sector.NGO, Sector.GOVERNMENT, Sector.PRIVATE,
    Sector.OTHER,
)  # fmt: skip
"""A cell that names several is of the first."""


def _names(word: str, key: str) -> bool:
    if word in table("sectors")["alone"]:
        return key.strip() == word
    return word in key if word[0] >= "\u0e00" else f" {word} " in key


def first_by_key(names: Iterable[str]) -> dict[str, str]:
    """{organization key: the first spelling of it}, in order; names without a letter are left out."""
    found: dict[str, str] = {}
    for name in names:
        if key := organization_key(name):
            found.setdefault(key, name)
    return found
