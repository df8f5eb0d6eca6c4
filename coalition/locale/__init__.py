"""Every visible word: an English source string is the key, the catalogue `th.csv` holds its Thai. Knows no screen.

The catalogue is a CSV (english, thai, confidence) so that a coordinator can correct it in a spreadsheet. A string that is
not in it is shown in English.
"""

import csv
import re
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = {"en": "English", "th": "ไทย"}
"""The languages of the screens: code as in the address (?lang=th), and its own name."""

CATALOGUE = Path(__file__).parent / "th.csv"
_THAI_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_ENGLISH_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SENTENCE_END = re.compile(r"(?<=[.?!]) |; ")
_OUR_WORDS = {"order", "first", "second", "what", "why", "reason", "weekday", "before", "after"}
"""Placeholders that are filled with words of ours, never from a file: the words are translated too."""

_TOO_SHORT = 3  # letters: 'Training on referral' is not the sentence '{meetings} on {date}'
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def catalogue(language: str) -> dict[str, str]:
    """{English source string: its translation}; empty for English and for a language without a catalogue."""
    if language != "th":
        return {}
    with CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        return {row["english"]: row["thai"] for row in csv.DictReader(file)}


def translate(text: str, language: str, /, **values: object) -> str:
    """An English source string in `language`, its `{placeholders}` filled from `values` after translation."""
    found = catalogue(language).get(text, text)
    return found.format(**values) if values else found


def plural(count: int, one: str, many: str) -> str:
    """The text for a count: `one` for exactly one, else `many`; where it is shown, both are source strings of the catalogue."""
    return one if count == 1 else many


def placeholders(text: str) -> set[str]:
    """Names of the `{placeholders}` of a source string; a translation must have the same."""
    return set(_PLACEHOLDER.findall(text))


@lru_cache(maxsize=4096)
def translate_filled(text: str, language: str) -> str:
    """A sentence whose placeholders are filled already, such as the reason of a refused row.

    It is found by the source string it was made from; what was filled in stays as it is. Several sentences in a row are
    translated one by one. Unknown sentences stay English.
    """
    if language not in LANGUAGES or not catalogue(language):
        return text
    for end in _SENTENCE_END.finditer(text):
        first = _one_filled(text[: end.start()], language)
        if first is not None:
            return f"{first}{end[0]}{translate_filled(text[end.end() :], language)}"
    return _one_filled(text, language) or text


def _one_filled(text: str, language: str) -> str | None:
    if text in catalogue(language):
        return catalogue(language)[text]
    for pattern, translation in _patterns(language):
        if found := pattern.fullmatch(text):
            return translation.format(**{name: _value(name, said, language) for name, said in found.groupdict().items()})
    return None


def _value(name: str, said: str, language: str) -> str:
    """What was filled in: data stays as it is, our own words are translated."""
    return translate_filled(said, language) if name in _OUR_WORDS else said


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Catalogue rows with placeholders, those with most fixed text first: the most exact match wins."""
    fixed = {english: _PLACEHOLDER.sub("", english) for english in catalogue(language) if placeholders(english)}
    filled = [english for english, rest in fixed.items() if sum(map(str.isalpha, rest)) >= _TOO_SHORT]
    filled.sort(key=lambda english: -len(fixed[english]))
    return [(re.compile(_pattern(english), re.DOTALL), catalogue(language)[english]) for english in filled]


def _pattern(english: str) -> str:
    seen: set[str] = set()
    parts = re.split(r"\{(\w+)\}", english)
    pattern = re.escape(parts[0])
    for name, fixed in zip(parts[1::2], parts[2::2], strict=True):
        any_text = r"[\d,.]+" if name == "n" else ".+?"  # a count: "{n} here" is no end of "No organization is written here"
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>{any_text})"
        pattern += re.escape(fixed)
        seen.add(name)
    return pattern


def date_text(day: date, language: str) -> str:
    """A date as people write it: `5 Mar 2026`, in Thai `5 มี.ค. 2569` (Buddhist era)."""
    if language == "th":
        return f"{day.day} {_THAI_MONTHS[day.month - 1]} {day.year + 543}"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
