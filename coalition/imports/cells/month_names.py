"""Names and abbreviations of the months as lists write them, language by language, and the digits written beside them.

No name is of two months: a name that two languages use for two stands in the lexicon for one of them only.
"""

import re
import unicodedata

from coalition.imports.lexicon import any_of, numbered, words

MONTHS_BY_LANGUAGE = numbered("months.names")
"""{language: names of each of the twelve months}."""
_DOTTED_MONTHS = numbered("months.dotted")
"""Thai and Lao, written with dots or without."""
_ALSO_WORDS = frozenset(words("month_words.also_words"))
_BEFORE_YEAR = r"(?=\.?(?:[\-/]\d\d|[\s\-/.]*(?:de\s+)?(?:19|2[05])\d\d(?!\d)))"
_LETTER = r"\u0e01-\u0e5ba-z\u00e0-\u024f\u0370-\u052f\u0e80-\u0eff\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
_MARK = re.compile("[\u0300-\u036f]")


WEEKDAY = re.compile(
    rf"\b(?:{'|'.join(name for days in numbered('weekdays.names').values() for names in days for name in names)}"
    rf"|{any_of('date_words.weekday_too', whole=False)})\b[.,]*(?:\s*{any_of('date_words.article', whole=False)}\b)?(?=\s*\d)",
    re.IGNORECASE,
)
"""Weekdays right before a date."""

_NO_REGULAR = "".join(f"(?<!{word})" for word in words("date_words.regular"))
AROUND = re.compile(
    rf"{any_of('date_words.around')}|{_NO_REGULAR}{any_of('date_words.month')}|{_NO_REGULAR}{any_of('date_words.year')}(?=\s*\d)"
    rf"|{any_of('date_words.before_number')}(?=\s*\d)|{any_of('date_words.before_month')}(?=\s*[^\W\d_])"
    rf"|(?<=\d)\s?{any_of('date_words.after_number', whole=False)}"
)
"""The words for day, month and year around a date, of languages that are written with other letters than Latin ones."""

_ZEROS = "\u0e50\u0ed0\u17e0\u1040\u0966\u09e6\u0660\u06f0\uff10"
DIGITS = str.maketrans({chr(ord(zero) + number): str(number) for zero in _ZEROS for number in range(10)})
"""Thai, Lao, Khmer, Burmese, Devanagari, Bengali, Arabic, Persian and full-width digits to Western ones."""


def plain_month(name: str) -> str:
    """A month name in small letters without dots, blanks, accents and Turkish dots."""
    low = re.sub(r"[.\s]", "", name).lower().replace("\u0131", "i")
    return unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))


_NAMED = {
    spelling: number
    for months in MONTHS_BY_LANGUAGE.values()
    for number, names in enumerate(months, 1)
    for name in names
    for spelling in (name, plain_month(name))
}
_DOTTED = {name: number for months in _DOTTED_MONTHS.values() for number, names in enumerate(months, 1) for name in names}
MONTH = {plain_month(name): number for name, number in (_NAMED | _DOTTED).items()}
"""{plain name: 1 to 12}."""


def _any_of(names: list[str]) -> str:
    """Patterns of the names by first letter, the longest first: a third of the time of one list."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        # Small letters as programs make them of a Turkish capital I have a dot more.
        by_first.setdefault(name[0], []).append(name[1:].replace("i", "i\u0307?"))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())


_DOTS = "|".join(rf"{name[:-1]}\.?\s?{name[-1]}" for name in _DOTTED)
_WORDS = "|".join(name + _BEFORE_YEAR for name in _ALSO_WORDS)
ONE_MONTH = (
    rf"(?<![{_LETTER}])({_any_of([name for name in _NAMED if name not in _ALSO_WORDS])}|{_DOTS}|{_WORDS})\.?(?![{_LETTER}])"
)
"""Pattern of one month name, its first group; to be used without regard to case."""
