"""A header that stands in several rows: days below months, dates above names, days under a title's month, parts of a name.

What belongs to one column is written together, so that every matrix has its dates in its header.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.imports.cells.datewords import find_written
from coalition.imports.cells.months import month_and_year, months_and_years
from coalition.imports.lexicon import any_of
from coalition.imports.sheets.headers import is_header_word, match
from coalition.imports.sheets.title_years import one_year_holds, with_years

Row = Sequence[str]
_DAY = re.compile(
    rf"(?:{any_of('date_words.weekday', whole=False)}\.?,?\s*|{any_of('date_words.weekday_short')}\S{{0,3}}\.\s*)?"
    r"(\d{1,2})(?:st|nd|rd|th)?\.?",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"(\d{1,2}([/.])\d{1,2})\.?")
_OWN_YEAR = re.compile(r"\d{2,4}\s*$")
_LONGEST_MONTH = 30
_DAYS_IN_ROW = 20
"""So many numbers from 1 on, without a gap, are the days of a month; fewer are numbers of meetings."""
_LAST_DAY = 31
_LAST_MONTH = 12
_LEAST = 2


@dataclass(frozen=True)
class HeaderTexts:
    """The header of a matrix written together; `below`: the row under it that belongs to it is taken.

    `year`: that of its days that have none of their own; empty: nothing tells it, or a new year begins among them.
    """

    cells: tuple[str, ...]
    below: bool = False
    year: str = ""


def whole_header(
    rows: Sequence[Row], header: int, is_date: Callable[[str], bool], year: str, titles: Sequence[str]
) -> HeaderTexts:
    """The header with what stands above or below it.

    Args:
        rows: the rows of the file. header: the row taken for the header.
        is_date: tells whether a cell is, or holds, a date.
        year: the one year the titles or the file's name tell; empty: none.
        titles: the texts above the table, then the name of the file.
    """
    found = _whole_header(rows, header, is_date, year, titles)
    found = replace(found, cells=_with_words_above(found.cells, rows[header - 1] if header else ()))
    return found if with_years(found.cells, year) is None else replace(found, year=year)


def _whole_header(
    rows: Sequence[Row], header: int, is_date: Callable[[str], bool], year: str, titles: Sequence[str]
) -> HeaderTexts:
    first = tuple(rows[header])
    under = rows[header + 1] if header + 1 < len(rows) else ()
    if headers_below(first, under):
        wide = _padded(first, max(len(first), len(under)))
        return HeaderTexts(_with(wide, _joined(wide, under), len(first)), below=True)
    if sum(map(is_date, first)) >= 2:
        return HeaderTexts(first)
    own = len(first)
    width = max(len(rows[at]) for at in range(max(0, header - 2), min(header + 2, len(rows))))
    first += ("",) * (width - len(first))
    above = [_padded(rows[at], width) for at in (header - 1, header - 2) if at >= 0]
    below = _padded(rows[header + 1], width) if header + 1 < len(rows) else ()
    for row in above:
        days = with_years(row, year) or row
        dates = {i: cell for i, cell in enumerate(days) if cell and _is_free(first[i]) and is_date(cell)}
        if len(dates) >= 2:
            return HeaderTexts(_with(first, dates, own))
    days = with_years(below, year) or below
    dates = {i: cell for i, cell in enumerate(days) if cell and is_date(cell)}
    if len(dates) >= 2 and len(dates) == sum(map(bool, below)) and all(_is_free(first[i]) for i in dates):
        return HeaderTexts(_with(first, dates, own), below=True)
    for months in above:
        if dates := _days_under(with_years(months, year) or months, first):
            return HeaderTexts(_with(first, dates, own))
    if below and (dates := _days_under(with_years(first, year) or first, below)) and len(dates) == sum(map(bool, below)):
        return HeaderTexts(_with(first, dates, own), below=True)
    return HeaderTexts(_with(first, _days_of_title(first, titles) or _with_year(first, year), own))


def words_above(cells: Row, above: Row) -> dict[int, str]:
    """{column: header} of a row of headers above a header that has none there; {}: the row above is none.

    "Organization" over nothing, beside "Name" over "First" and "Last".
    """
    words = {i: cell for i, cell in enumerate(above) if is_header_word(cell)}
    if len(words) < _LEAST or len(words) * 2 <= sum(map(bool, above)):
        return {}
    return {i: cell for i, cell in words.items() if i >= len(cells) or not cells[i]}


def _with_words_above(cells: tuple[str, ...], above: Row) -> tuple[str, ...]:
    return _with(_padded(cells, len(above)), words_above(cells, above), len(cells))


def headers_below(first: Row, below: Row) -> bool:
    """Whether a row under the header is headers too: parts of groups that stand above, or the same in another language."""
    parts = {i: cell for i, cell in enumerate(below) if cell}
    if len(parts) < _LEAST or not all(map(is_header_word, parts.values())):
        return False
    above = {i: first[i] if i < len(first) else "" for i in parts}
    if not all(above.values()):
        return True
    return all(match(cell).field == match(above[i]).field and cell != above[i] for i, cell in parts.items())


def _joined(first: Row, below: Row) -> dict[int, str]:
    """{column: header} of the parts below groups: "Organization" over "Name" is no column of people."""
    out: dict[int, str] = {}
    group = ""
    for i, cell in enumerate(below):
        group = first[i] or group
        if not cell or match(cell).field == match(first[i]).field:
            continue
        whole = f"{group} {cell}"
        out[i] = whole if is_header_word(whole) else cell
    return out


def _padded(row: Row, width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _with(first: tuple[str, ...], dates: dict[int, str], width: int) -> tuple[str, ...]:
    whole = [dates.get(i, cell) for i, cell in enumerate(first)]
    while len(whole) > width and not whole[-1]:
        whole.pop()
    return tuple(whole)


def _is_free(cell: str) -> bool:
    """Whether a cell of the header says nothing that is read: "Meeting 3", "Notes 3", or nothing."""
    return match(cell).field in {None, "title", "ignore"}


def _day(cell: str) -> int | None:
    found = _DAY.fullmatch(cell)
    return int(found[1]) if found and 1 <= int(found[1]) <= _LAST_DAY else None


def _month_in(cell: str) -> str:
    """The month a cell over days names, with its year; empty: it names none, or has no year."""
    if not cell or len(cell) > _LONGEST_MONTH or _DAY.fullmatch(cell) or months_and_years(cell):
        return ""
    if found := month_and_year(cell):
        return " ".join(found)
    return cell if _OWN_YEAR.search(cell) and find_written(f"1 {cell}") else ""


def _days_under(months: Row, days: Row) -> dict[int, str]:
    """{column: date} of the days that stand under months; a month is written once over its days, as in a merged cell."""
    dates: dict[int, str] = {}
    month = ""
    for i, cell in enumerate(days):
        above = months[i] if i < len(months) else ""
        if above:
            month = _month_in(above)
        if month and (day := _day(cell)) is not None:
            dates[i] = f"{day} {month}"
    return dates if len(dates) >= 2 else {}


def _days_of_title(first: tuple[str, ...], titles: Sequence[str]) -> dict[int, str]:
    """{column: date} of a header of days, where a title tells the month: "Attendance - March 2026".

    Of two months in a row, "May / June 2026", the second begins where the days begin again; of more none is known.
    """
    days = {i: day for i, cell in enumerate(first) if (day := _day(cell)) is not None}
    numbers = list(days.values())
    counted = numbers == list(range(1, len(numbers) + 1)) and len(numbers) < _DAYS_IN_ROW
    if len(numbers) < 2 or counted:
        return {}
    several = [months for title in titles if (months := months_and_years(title))]
    told = several[:1] or [(one,) for title in titles if (one := month_and_year(title))]
    if len(set(told)) != 1 or not all(year for _, year in told[0]):
        return {}
    falls = [number for number, (a, b) in enumerate(pairwise(numbers), 1) if b <= a]
    if len(told[0]) != len(falls) + 1 and (several or len(set(numbers)) < len(numbers)):
        return {}
    parts = [sum(number >= fall for fall in falls) for number in range(len(numbers))] if several else [0] * len(numbers)
    return {i: " ".join((str(day), *told[0][part])) for (i, day), part in zip(days.items(), parts, strict=True)}


def _with_year(first: tuple[str, ...], year: str) -> dict[int, str]:
    """{column: date} of a header of days and months in numbers, where a title tells the year: 8/1, 22/1."""
    found = {i: sign for i, cell in enumerate(first) if (sign := _DAY_AND_MONTH.fullmatch(cell))}
    numbers = [tuple(map(int, re.split(r"[/.]", sign[1]))) for sign in found.values()]
    if len(found) < 2 or not year:
        return {}
    day_first = [pair[1] for pair in numbers]
    month_first = [pair[0] for pair in numbers]
    readings = [months for months in (day_first, month_first) if max(months) <= _LAST_MONTH]
    readings.sort(key=lambda months: sum(a > b for a, b in pairwise(months)))
    if not readings or not one_year_holds(readings[0]):
        return {}
    return {i: f"{sign[1]}{sign[2]}{year}" for i, sign in found.items()}
