"""The words of `words.toml`, ready to ask. No word of any language stands in the Python of this package."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from coalition.imports.cells.headers import is_nickname, is_signature, match, polarity
from coalition.imports.cells.presence import mark_of as known_mark
from coalition.imports.lexicon import numbered

_DATA = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_MEMO = 50_000
_WHOLE = 2.0

PRESENT = frozenset({"present", "late"})
"""States of a mark that count as having been there."""

MONTHS = {
    word: number
    for section in ("months.names", "months.dotted")
    for months in numbered(section).values()
    for number, words in enumerate(months, 1)
    for word in words
}
MONTH_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))

ROLE_OF_FIELD = {
    "name": "name", "first_name": "first", "last_name": "last", "organization": "organization", "role": "role",
    "email": "email", "phone": "phone", "sector": "sector", "date": "date", "meeting": "date", "title": "title",
    "place": "place", "start": "clock", "attended": "mark", "minutes": "minutes", "joined": "moment",
    "timestamp": "moment", "left": "leave",
}  # fmt: skip
"""Field of a header that today's lists know -> what the column holds here."""


@lru_cache(_MEMO)
def plain(text: str) -> str:
    """Words only, lower case: "firstName" and "First-Name:" are both "first name"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    apart = apart.replace("_", " ") if len(apart) > 1 and not apart.startswith("_") else apart
    return re.sub(r"[^\w#%]+", " ", apart).strip().casefold()


_ROLES = {plain(word): role for role, words in _DATA["headers"].items() for word in words}
CROSS, TICK = (frozenset(_DATA["marks"].pop(key)) for key in ("cross", "tick"))
_MARKS: dict[str, str] = {}
for _state, _words in _DATA["marks"].items():
    for _word in _words:
        _MARKS.setdefault(_word.casefold(), _state)
_GROUPS = {group: frozenset(map(plain, words)) for group, words in _DATA["words"].items()}
_GROUPS["weekdays"] = frozenset(plain(word) for days in numbered("weekdays.names").values() for day in days for word in day)
_UNSPACED = {group: tuple(word for word in words if not word.isascii()) for group, words in _DATA["words"].items()}
LEGEND: Mapping[str, list[str]] = _DATA["legend"]


@lru_cache(_MEMO)
def role_of(header: str) -> tuple[str | None, float]:
    """What a column of this header holds, and how sure it is (0 to 1): by the phrase, a part of it, then the known lists."""
    words = plain(header)
    if not words:
        return None, 0.0
    if words in _ROLES:
        return _ROLES[words], 1.0
    if _names_both(header):
        return "both", 1.0
    parts = [_ROLES[plain(part)] for part in re.split(r"[/(:?\n]", header) if plain(part) in _ROLES]
    if parts and parts[0] != "number":
        return parts[0], 0.9
    found = match(header)
    role = ROLE_OF_FIELD.get(found.field or "")
    if role is None and is_nickname(header):
        return "name", 0.8
    return (role, min(found.strength / 2, 1.0)) if role else (parts[0], 0.9) if parts else (None, 0.0)


def heads_marks(header: str) -> bool:
    """Whether a header says that its column tells who was there."""
    return role_of(header)[0] == "mark" or match(header).field == "attended" or is_signature(header)


def surely_heads_marks(header: str) -> bool:
    """Whether the whole header is a word for who was there: what its cells say is asked, if nobody knows it."""
    found = match(header)
    return found.field == "attended" and found.strength >= _WHOLE and polarity(header) == "present"


def _names_both(header: str) -> bool:
    """Whether a header is that of organizations and people in one column: "Organisation / Name"."""
    first, *others = (match(part.strip()).field for part in re.split(r"[/|&+\n]", header) if part.strip())
    return first == "organization" and "name" in others


def mark_of(text: str, legend: Mapping[str, str] | None = None) -> str | None:
    """What a cell says of one person: present, late, absent, excused, holiday, left, invited; None: it is no mark."""
    said = legend.get(re.sub(r"\s+", " ", text.strip()).casefold()) if legend else None
    return said or _mark(text)


@lru_cache(_MEMO)
def _mark(text: str) -> str | None:
    key = re.sub(r"\s+", " ", text.strip()).casefold()
    if not key:
        return None
    told = _MARKS.get(key) or _MARKS.get(re.split(r"\s*[(:]|\s-\s", key)[0]) or known_mark(text)
    return "invited" if told == "registered" else told


@lru_cache(_MEMO)
def says(text: str, group: str) -> bool:
    """Whether one of the words of a group stands in a text."""
    words = f" {plain(text)} "
    return any(f" {word} " in words for word in _GROUPS[group]) or any(word in text for word in _UNSPACED[group])


@lru_cache(_MEMO)
def is_word(text: str, group: str) -> bool:
    """Whether a text is one of the words of a group and nothing else."""
    return plain(text) in _GROUPS[group]
