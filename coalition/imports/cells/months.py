"""Months without a day, days without a year, in all languages; the year that titles tell. No day is ever made up."""

import re
from collections.abc import Sequence
from functools import lru_cache

from coalition.imports.cells.datewords import (
    A_DAY,
    A_MONTH,
    AFTER_YEAR,
    GAP,
    MONTH_SIGN,
    MONTHS_BY_LANGUAGE,
    bare,
    find_written,
    number_of,
    western,
    with_signs,
)
from coalition.imports.cells.text import norm_text
from coalition.imports.lexicon import any_of, words

_ENGLISH = tuple(min(names, key=len).capitalize() for names in MONTHS_BY_LANGUAGE["en"])
# A year of two digits is none that could be a day: May 69, May '26.
_YEAR = r"(\d{4}|(?<=['’])\d{2}|(?:3[2-9]|[4-9]\d))(?!\d|[:.]\d)"
_YEAR_THEN_MONTH = re.compile(rf"(?<!\d)(\d{{4}}){AFTER_YEAR}{A_MONTH}(?!\s*\d)", re.IGNORECASE)
_PERHAPS_WITH_YEAR = re.compile(rf"{A_MONTH}(?:{GAP}['’]?{_YEAR})?", re.IGNORECASE)
_HEAD = re.compile(
    rf"{A_MONTH}(?:{GAP}['’]?\d{{2,4}})?|\d{{4}}{AFTER_YEAR}{A_MONTH}"
    r"|(?:0?[1-9]|1[0-2])\s?[/.\-]\s?\d{4}|\d{4}\s?[/.\-]\s?(?:0?[1-9]|1[0-2])",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(rf"{A_DAY}{GAP}{A_MONTH}|{A_MONTH}[\s\-/.,_]*{A_DAY}", re.IGNORECASE)
_LONGEST = 40


def month_alone(text: str) -> int:
    """1 to 12 of a cell that holds a month and nothing else, by name or number; 0: it does not."""
    cell = western(text)
    if cell.isdecimal():
        return int(cell) if 1 <= int(cell) <= len(_ENGLISH) else 0
    found = re.fullmatch(A_MONTH, with_signs(cell))
    return number_of(found[1]) if found else 0


def months_told(text: str) -> tuple[tuple[str, str], ...]:
    """(month in English, year as written) of a text that names a month with its year and no day, or several months; else ().

    'Attendance - March 2026' -> ('Mar', '2026'); 'Mai 69' -> ('May', '69'); 'May 26', '14 May 2026' -> ().
    'May / June 2026' -> ('May', '2026'), ('Jun', '2026'); 'December 2025 - January 2026' each with its own year. Of months
    that are not known to follow each other in their years all are given with an empty year: none of them is that of a day.
    """
    if find_written(text) is not None:
        return ()
    cell = with_signs(bare(text))
    named = list(_PERHAPS_WITH_YEAR.finditer(cell))
    months, years = [number_of(found[1]) for found in named], [found[2] or "" for found in named]
    if len(set(months)) > 1:
        first, last = months[0], months[-1]
        year = years[0] or (years[-1] if first < last else "")
        follows = last - first == 1 if year == years[-1] else (first, last) == (len(_ENGLISH), 1)
        known = len(months) == 2 and year and years[-1] and follows
        years = [year, years[-1]] if known else [""] * len(months)
        return tuple((_ENGLISH[month - 1], year) for month, year in zip(months, years, strict=True))
    if year := next(filter(None, years), ""):
        return ((_ENGLISH[months[0] - 1], year),)
    found = _YEAR_THEN_MONTH.search(cell)
    return ((_ENGLISH[number_of(found[2]) - 1], found[1]),) if found else ()


@lru_cache(maxsize=512)
def is_month(text: str) -> bool:
    """Whether a header is a month, with its year or without, and says no day: "May 2026", "05/2026"."""
    return 0 < len(text) <= _LONGEST and _HEAD.fullmatch(with_signs(bare(text)).strip()) is not None


@lru_cache(maxsize=512)
def is_day_of_year(text: str) -> bool:
    """Whether a header is a day without its year: "6 Feb", "14 de mayo"."""
    return 0 < len(text) <= _LONGEST and _DAY_AND_MONTH.fullmatch(with_signs(bare(text)).strip()) is not None


def with_year(cell: str, year: str) -> str:
    """A day without its year with the year told elsewhere; another cell, or where no year is told, as it is."""
    if not year or not is_day_of_year(cell):
        return cell
    return f"{year}-{norm_text(cell)}" if re.search(f"[{MONTH_SIGN}]", cell) else f"{cell} {year}"


# --- the year that titles tell ---------------------------------------------------------------------------------------------
# A title also holds years that are none of its meetings: of a law, an order, the founding. No day is given one of those.


_Y = r"(?:20|25)\d\d(?!\d)"
_ANY_YEAR = re.compile(rf"(?<!\d){_Y}")
_ERA = rf"(?:\s*{any_of('years.era', whole=False)})?\s*"
_NO = any_of("years.number", whole=False)
_OF_A_MEETING = "".join(rf"(?<!{word} )" for word in words("years.numbered"))
_OF_SOMETHING_ELSE = re.compile(
    rf"{any_of('years.law')}.*?(?<!\d){_Y}(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.act')}[,\s]*(?:{any_of('years.of')}\s+|\(?{_NO}\.?\s*\d+\)?[,\s]*)?{_ERA}\(?{_Y}\)?(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.founded')}\.?(?:\s+{any_of('years.in')})?{_ERA}\(?{_Y}"
    rf"|(?:{any_of('years.document')}|{_OF_A_MEETING}\b{_NO}\.)[^\d]*\d+\s*/\s*{_Y}"
    rf"|(?<![\d/.\-])(?:1[3-9]|[2-9]\d|\d{{3,}})\s*/\s*{_Y}",
    re.IGNORECASE,
)
_TWO = re.compile(
    rf"(?<![\d/.\-])((?:20|25)\d\d)\s*(?:[/\-–—&]|{any_of('years.to', whole=False)})\s*((?:20|25)\d\d|\d\d)(?!\s*[/.\-]?\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(rf"{any_of('years.fiscal')}\s*{_ERA}({_Y})")
_SEVERAL = 3


def years_in(texts: Sequence[str]) -> set[int]:
    """The years of the meetings that titles speak of; none where they tell two in a row, or a fiscal year."""
    written = list(map(western, texts))
    if any(map(tells_two_years, written)):
        return set()
    return {int(found) for text in written for found in _ANY_YEAR.findall(_OF_SOMETHING_ELSE.sub(" ", text))}


def titles_of_year(texts: Sequence[str], year: int) -> tuple[str, ...]:
    """The titles as if each told this year, and no other: somebody said so."""
    told = (f"{_ANY_YEAR.sub(' ', western(text))} {year}" for text in texts)
    return tuple(str(year) if tells_two_years(text) else text for text in told)


def tells_two_years(text: str) -> bool:
    """Whether a title tells two years in a row, or a fiscal year: its days may be of either."""
    return bool(_FISCAL.search(text)) or any((int(a) + 1) % 100 == int(b) % 100 for a, b in _TWO.findall(text))


def one_year_holds(months: Sequence[int]) -> bool:
    """Whether months in their order, rising or the newest first, are of one year: none begins among them."""
    return list(months) in (sorted(months), sorted(months, reverse=True))


def month_of(cell: str) -> int:
    """The month of a day without a year, or of a month alone in words; 0: it is neither."""
    if is_day_of_year(cell):
        found = find_written(with_year(cell, "2000"))
        return found.month if found else 0
    return month_alone(cell) if any(map(str.isalpha, cell)) else 0


def with_years(cells: Sequence[str], year: str) -> tuple[str, ...] | None:
    """A row of days and months with the year that titles tell; None: nothing tells it, or a new year begins among them.

    'Nov', '8 Oct' of 2025 -> 'Nov 2025', '8 Oct 2025'. Among months a word that is one too is one: 'set' in Portuguese.
    """
    months = {i: month for i, cell in enumerate(cells) if cell and (month := month_of(cell))}
    if len(months) >= _SEVERAL:
        sure = ((i, months_told(f"{cell} 2000")) for i, cell in enumerate(cells) if cell and i not in months)
        months = dict(sorted({**months, **{i: _ENGLISH.index(told[0][0]) + 1 for i, told in sure if len(told) == 1}}.items()))
    if not months:
        return tuple(cells)
    if not year or not one_year_holds(list(months.values())):
        return None
    return tuple(
        cell if i not in months else with_year(cell, year) if is_day_of_year(cell) else f"{cell} {year}"
        for i, cell in enumerate(cells)
    )
