"""The one year that the titles of a matrix tell its days; of two in a row ("2025/26") or a fiscal year none is given.

A title also holds years that are none of its meetings: of a law, an order, the founding. No day is given one of those.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from coalition.imports.cells.datewords import find_written, western
from coalition.imports.cells.months import is_day_of_year, month_in_english, with_year
from coalition.imports.lexicon import any_of

_Y = r"(?:20|25)\d\d(?!\d)"
_YEAR = re.compile(rf"(?<!\d){_Y}")
_ERA = rf"(?:\s*{any_of('years.era', whole=False)})?\s*"
_OF_SOMETHING_ELSE = re.compile(
    rf"{any_of('years.law')}.*?(?<!\d){_Y}(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.act')}[,\s]*(?:{any_of('years.of')}\s+|\(?no\.?\s*\d+\)?[,\s]*)?{_ERA}\(?{_Y}\)?(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.founded')}\.?(?:\s+{any_of('years.in')})?{_ERA}\(?{_Y}"
    rf"|(?:{any_of('years.document')}|(?<!meeting )\bno\.)[^\d]*\d+\s*/\s*{_Y}"
    rf"|(?<![\d/.\-])(?:1[3-9]|[2-9]\d|\d{{3,}})\s*/\s*{_Y}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"{any_of('years.meeting')}\s*\d+\s*/\s*{_Y}", re.IGNORECASE)
"""The number of a meeting within its year: of an earlier one perhaps, so that a year that stands alone is surer."""
_TWO = re.compile(
    rf"(?<![\d/.\-])((?:20|25)\d\d)\s*(?:[/\-–—&]|{any_of('years.to', whole=False)})\s*((?:20|25)\d\d|\d\d)(?!\s*[/.\-]?\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(rf"{any_of('years.fiscal')}\s*{_ERA}({_Y})")
_HALF_A_YEAR = 6
_SEVERAL = 3


def years_in(texts: Sequence[str]) -> set[int]:
    """The years of the meetings that titles speak of; none where they tell two in a row, or a fiscal year."""
    written = list(map(western, texts))
    if any(map(tells_two_years, written)):
        return set()
    plain = [_OF_SOMETHING_ELSE.sub(" ", text) for text in written]
    alone = {int(found) for text in plain for found in _YEAR.findall(_NUMBERED.sub(" ", text))}
    return alone or {int(found) for text in plain for found in _YEAR.findall(text)}


def tells_two_years(text: str) -> bool:
    """Whether a title tells two years in a row, or a fiscal year: its days may be of either."""
    return bool(_FISCAL.search(text)) or any((int(a) + 1) % 100 == int(b) % 100 for a, b in _TWO.findall(text))


def one_year_holds(months: Sequence[int]) -> bool:
    """Whether months in their order, rising or the newest first, are of one year: none begins among them."""
    falls = sum(b < a for a, b in pairwise(months))
    newest_first = falls * 2 > sum(a != b for a, b in pairwise(months))
    return not _turns(months[::-1] if newest_first else months)


def _turns(months: Sequence[int]) -> bool:
    """Whether a new year begins within months in their order, and not only two of them were exchanged."""
    falls = [number for number, (a, b) in enumerate(pairwise(months), 1) if b < a]
    if any(months[number - 1] - months[number] >= _HALF_A_YEAR for number in falls):
        return True
    return len(falls) == 1 and len(months) >= _SEVERAL and max(months[falls[0] :]) < min(months[: falls[0]])


def month_of(cell: str) -> int:
    """The month of a day without a year, or of a month alone in words; 0: it is neither."""
    if is_day_of_year(cell):
        found = find_written(with_year(cell, "2000"))
    elif any(map(str.isalpha, cell)) and (month := month_in_english(cell)):
        found = find_written(f"1 {month} 2000")
    else:
        return 0
    return 0 if found is None or found.open else found.month


def with_years(cells: Sequence[str], year: str) -> tuple[str, ...] | None:
    """A row of days and months with the year that titles tell; None: nothing tells it, or a new year begins among them.

    'Nov', '8 Oct' of 2025 -> 'Nov 2025', '8 Oct 2025'.
    """
    months = {i: month for i, cell in enumerate(cells) if cell and (month := month_of(cell))}
    if not months:
        return tuple(cells)
    if not year or not one_year_holds(list(months.values())):
        return None
    return tuple(
        cell if i not in months else with_year(cell, year) if is_day_of_year(cell) else f"{cell} {year}"
        for i, cell in enumerate(cells)
    )
