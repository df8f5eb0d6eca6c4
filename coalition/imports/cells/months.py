"""Months without a day, days without a year, in all languages; the year that titles tell. No day is ever made up."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coalition.imports.cells.datewords import (
    A_MONTH,
    AFTER_YEAR,
    GAP,
    MONTHS_BY_LANGUAGE,
    bare,
    number_of,
    scan,
    western,
    with_signs,
)
from coalition.imports.lexicon import any_of, words

ENGLISH = tuple(min(names, key=len).capitalize() for names in MONTHS_BY_LANGUAGE["en"])
# A year of two digits is none that could be a day: May 69, May '26.
_YEAR = r"(\d{4}|(?<=['’])\d{2}|(?:3[2-9]|[4-9]\d))(?!\d|[:.]\d)"
_PERHAPS_WITH_YEAR = re.compile(
    rf"(?<!\d)((?:19|2[05])\d\d){AFTER_YEAR}{A_MONTH}(?!\s*\d)|{A_MONTH}(?:{GAP}['’]?{_YEAR})?", re.IGNORECASE
)
_HEAD = re.compile(
    rf"{A_MONTH}(?:{GAP}['’]?\d{{2,4}})?|\d{{4}}{AFTER_YEAR}{A_MONTH}"
    r"|(?:0?[1-9]|1[0-2])\s?[/.\-]\s?\d{4}|\d{4}\s?[/.\-]\s?(?:0?[1-9]|1[0-2])",
    re.IGNORECASE,
)
_LONGEST, _LAST_DAY = 40, 31


class Partial(NamedTuple):
    """A day whose year a text does not say."""

    month: int
    day: int


def day_without_year(text: str, order: str = "DMY") -> Partial | None:
    """The day without a year of which a text speaks; None: none. "14/5" stands alone, in `order` where both would do."""
    written = scan(text)
    if written is None or written.year:
        return None  # with a year it is of no calendar, or the day of something else
    ways = [Partial(written.month, written.day), Partial(written.day, written.month)][: 1 + written.open]
    if order == "MDY":
        ways.reverse()
    return next((way for way in ways if 1 <= way.month <= len(ENGLISH) and 1 <= way.day <= _LAST_DAY), None)


def month_alone(text: str, *, words: bool = False) -> int:
    """1 to 12 of a cell that holds a month and nothing else, by name or number; 0: it does not. `words`: as `with_signs`."""
    cell = western(text)
    if cell.isdecimal():
        return int(cell) if 1 <= int(cell) <= len(ENGLISH) else 0
    found = re.fullmatch(A_MONTH, with_signs(cell, words=words))
    return number_of(found[1]) if found else 0


def months_told(text: str) -> tuple[tuple[str, str], ...]:
    """(month in English, year as written) of a text that names a month with its year and no day, or several months; else ().

    'Attendance - March 2026' -> ('Mar', '2026'); 'Mai 69' -> ('May', '69'); 'May 26', '14 May 2026' -> ().
    'May / June 2026' -> ('May', '2026'), ('Jun', '2026'); 'December 2025 - January 2026' each with its own year. Of months
    that are not known to follow each other in their years all are given with an empty year: none of them is that of a day.
    """
    if (written := scan(text)) and written.year:
        return ()
    cell = with_signs(bare(text))
    named = list(_PERHAPS_WITH_YEAR.finditer(cell))
    months, years = [number_of(found[2] or found[3]) for found in named], [found[1] or found[4] or "" for found in named]
    if len(set(months)) > 1:
        first, last = months[0], months[-1]
        year = years[0] or (years[-1] if first < last else "")
        follows = last - first == 1 if year == years[-1] else (first, last) == (len(ENGLISH), 1)
        known = len(months) == 2 and year and years[-1] and follows
        years = [year, years[-1]] if known else [""] * len(months)
        return tuple((ENGLISH[month - 1], year) for month, year in zip(months, years, strict=True))
    year = next(filter(None, years), "")
    return ((ENGLISH[months[0] - 1], year),) if year else ()


def is_month(text: str) -> bool:
    """Whether a header is a month, with its year or without, and says no day: "May 2026", "05/2026"."""
    return 0 < len(text) <= _LONGEST and _HEAD.fullmatch(with_signs(bare(text)).strip()) is not None


def with_year(cell: str, year: str) -> str:
    """A day without its year, or a month alone, with the year told elsewhere, if any is; a whole day as it is."""
    written, day = scan(cell), day_without_year(cell)
    if written is None or day is None:
        return cell if written and written.year else f"{cell} {year}".rstrip()
    if written.open:
        return f"{written.day}/{written.month}/{year}".rstrip("/")
    return f"{day.day} {ENGLISH[day.month - 1]} {year}".rstrip()


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


def _months_in(cells: Sequence[str], order: str, *, words: bool) -> dict[int, int]:
    """{index: its month} of the cells that are a day without a year, in numbers as `order` has it, or a month in words."""
    months: dict[int, int] = {}
    for i, cell in enumerate(cells):
        if day_without_year(cell) and (written := scan(cell)):
            months[i] = written.day if written.open and order == "MDY" else written.month
        elif not cell.isdecimal() and (month := month_alone(cell, words=words)):
            months[i] = month
    return months


def with_years(cells: Sequence[str], year: str) -> tuple[str, ...]:
    """A row of days and months with the year that titles tell, if any does and no new year begins among them.

    'Nov', '8 Oct' of 2025 -> 'Nov 2025', '8 Oct 2025'. Among months a word that is one too is one: 'set' in Portuguese.
    """
    several = len(_months_in(cells, "DMY", words=False)) >= _SEVERAL
    ways = [_months_in(cells, order, words=several) for order in ("DMY", "MDY")]
    rows = [list(months.values()) for months in ways]
    if not any(max(row, default=0) <= len(ENGLISH) and one_year_holds(row) for row in rows):
        year = ""
    return tuple(with_year(cell, year) if i in ways[0] else cell for i, cell in enumerate(cells))
