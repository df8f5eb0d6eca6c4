"""The year that the titles of a matrix tell its days: one, two in a row ("2025/26"), or the fiscal year of Thai offices.

A title also holds years that are none of its meetings: of a law, an order, the founding. No day is given one of those.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coalition.imports.cells.datewords import find_written, western
from coalition.imports.cells.months import is_day_of_year, month_in_english, with_year

_Y = r"(?:20|25)\d\d(?!\d)"
_YEAR = re.compile(rf"(?<!\d){_Y}")
_ERA = r"(?:\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|b\.?\s?e\.?|a\.?d\.?))?\s*"
_OF_SOMETHING_ELSE = re.compile(
    rf"(?:พ\.?\s?ร\.?\s?[บกฎ]\.?|พระราช(?:บัญญัติ|กำหนด|กฤษฎีกา)|ประมวลกฎหมาย|กฎกระทรวง|ระเบียบ).*?(?<!\d){_Y}(?:\s*\(\d{{4}}\))?"
    rf"|\b(?:act|law|decree|ordinance|protocol|convention)\b[,\s]*(?:of\s+|\(?no\.?\s*\d+\)?[,\s]*)?{_ERA}\(?{_Y}\)?(?:\s*\(\d{{4}}\))?"
    rf"|\b(?:founded|established|formed|since|est|estd|incorporated|copyright)\b\.?(?:\s+in)?{_ERA}\(?{_Y}"
    rf"|(?:ก่อตั้ง|จัดตั้ง|ตั้งแต่|แต่งตั้ง)(?:ขึ้น)?(?:เมื่อ|ใน)?\s*(?:ปี)?{_ERA}{_Y}"
    rf"|(?:คำสั่ง|ประกาศ|หนังสือ|เลขที่|\border\b|(?<!meeting )\bno\.|\bref\b)[^\d]*\d+\s*/\s*{_Y}"
    rf"|(?<![\d/.\-])(?:1[3-9]|[2-9]\d|\d{{3,}})\s*/\s*{_Y}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?:ครั้งที่|\bmeeting(?: no\.?)?)\s*\d+\s*/\s*{_Y}", re.IGNORECASE)
"""The number of a meeting within its year: of an earlier one perhaps, so that a year that stands alone is surer."""
_TWO = re.compile(
    r"(?<![\d/.\-])((?:20|25)\d\d)\s*(?:[/\-–—]|to|and|&|ถึง|และ)\s*((?:20|25)\d\d|\d\d)(?!\s*[/.\-]?\d)", re.IGNORECASE
)
_FISCAL = re.compile(rf"(?:ปีงบ(?:ประมาณ|ฯ)?|งบประมาณ(?:ปี)?)\s*{_ERA}({_Y})")
_FISCAL_FROM = 10
"""October: the fiscal year 2569 begins in October 2568."""
_HALF_A_YEAR = 6
_SEVERAL = 3


@dataclass(frozen=True)
class TitleYears:
    """The year the titles tell, as written; `last`: the second of two in a row. `fiscal`: it begins in October before."""

    first: str = ""
    last: str = ""
    fiscal: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether every day has the same year."""
        return not self.last and not self.fiscal


def years_in(texts: Sequence[str]) -> set[int]:
    """The years of the meetings that titles speak of; none where they tell two in a row, or a fiscal year."""
    if two_years(texts) is not None:
        return set()
    plain = [_OF_SOMETHING_ELSE.sub(" ", western(text)) for text in texts]
    alone = {int(found) for text in plain for found in _YEAR.findall(_NUMBERED.sub(" ", text))}
    return alone or {int(found) for text in plain for found in _YEAR.findall(text)}


def two_years(texts: Sequence[str]) -> TitleYears | None:
    """The fiscal year, or the two years in a row, that titles tell; None: none, or several."""
    found = set[TitleYears]()
    for text in map(western, texts):
        for first, last in _TWO.findall(text):
            if int(first) % 100 + 1 == int(last) % 100 and len(set(map(int, (first, last)))) == len("yy"):
                found.add(TitleYears(first, str(int(first) + 1)))
        if not _TWO.search(text) and (fiscal := _FISCAL.search(text)):
            found.add(TitleYears(fiscal[1], fiscal=True))
    return found.pop() if len(found) == 1 else None


def years_of(months: Sequence[int], told: TitleYears) -> list[str] | None:
    """The year of each of the months of the columns of a matrix, in their order; None: it is not told.

    Months that fall once in a row of rising ones go on in the next year. Where the title tells one year only it is that of
    either part, and none is given.
    """
    if not told.first or not months:
        return None
    falls = [number for number, (a, b) in enumerate(pairwise(months), 1) if b < a]
    if len(falls) * 2 > sum(a != b for a, b in pairwise(months)):  # the newest first
        turned = years_of(months[::-1], told) if any(a < b for a, b in pairwise(months)) or told.fiscal else None
        whole = [told.first] * len(months) if told.is_plain and turned is None and not _turns(months[::-1]) else None
        return turned[::-1] if turned else whole
    if told.fiscal:
        years = [str(int(told.first) - (month >= _FISCAL_FROM)) for month in months]
        return years if all(a <= b for a, b in pairwise(years)) else None
    if told.is_plain:
        return None if _turns(months) else [told.first] * len(months)
    if len(falls) != 1 or not _turns(months):
        return [told.first] * len(months) if not falls and max(months) >= _FISCAL_FROM else None
    return [told.first if number < falls[0] else told.last for number in range(len(months))]


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


def with_years(cells: Sequence[str], told: TitleYears) -> tuple[str, ...] | None:
    """A row of days and months with the years that titles tell; None: nothing tells them.

    'Nov', '8 Jan' of 2025/26 -> 'Nov 2025', '8 Jan 2026'.
    """
    months = {i: month for i, cell in enumerate(cells) if cell and (month := month_of(cell))}
    if not months:
        return tuple(cells)
    years = years_of(list(months.values()), told)
    if years is None:
        return None
    of = dict(zip(months, years, strict=True))
    return tuple(
        cell if i not in of else with_year(cell, of[i]) if is_day_of_year(cell) else f"{cell} {of[i]}"
        for i, cell in enumerate(cells)
    )
