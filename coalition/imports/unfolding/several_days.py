"""One cell with the days somebody was there: "14 May, 21 May 2026" under "Dates attended". A row for each of them.

A day takes the month and the year it does not have from those beside it. A range, as "5-6 October 2017", is one meeting of two
days, and so are days that follow each other where the header does not say that they were attended.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from coalition.imports.cells.reader import Grid
from coalition.imports.cells.table import distinct
from coalition.imports.sheets.headers import match

_ATTENDED = re.compile(
    r"\b(?:dates|days|attend\w*|present|joined|fechas|dates de présence|jours|datas|tage|tanggal hadir)\b|เข้าร่วม|ที่มา",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s*[,;&+]\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+)?|\s+(?:and|und|et|y|e)\s+|\s*และ(?:วันที่)?\s*"
    r"|(?<=[/.-]\d{4})\s+(?=\d)|(?<=[/.-]\d\d)\s+(?=\d)",  # one below the other in the cell
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
_WORD = r"[^\W\d](?:[^\W\d]|[.\u0e31-\u0e4e])*+"
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?P<month>{_WORD}))?(?:\s*(?P<year>\d{{4}}|\d{{2}}))?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"(?P<month>{_WORD})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<year>\d{{4}}))?", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_MOST_DAYS = 60

IsDate = Callable[[str], date | None]


def with_days_apart(grid: Grid, header: int, read: IsDate) -> Grid | None:
    """The grid with a row for each day of such a cell, all with the line of their row; None: no cell names several days.

    Args:
        read: the day that a text tells; None: it is no whole date.
    """
    at = next((i for i, cell in enumerate(grid.rows[header]) if match(cell).field == "date" or _ATTENDED.search(cell)), None)
    if at is None or match(grid.rows[header][at]).field in {"name", "organization", "email", "role"}:
        return None
    attended = _ATTENDED.search(grid.rows[header][at]) is not None
    below = distinct(grid.rows[header + 1 :], at)
    days = {cell: found for cell in below if _APART.search(cell) and (found := _days(cell, read, attended=attended))}
    if not days:
        return None
    rows, lines = list(grid.rows[: header + 1]), list(grid.lines[: header + 1])
    for row, line in zip(grid.rows[header + 1 :], grid.lines[header + 1 :], strict=True):
        several = days.get(row[at], ()) if at < len(row) else ()
        rows += [[*row[:at], day, *row[at + 1 :]] for day in several] or [row]
        lines += [line] * max(1, len(several))
    return replace(grid, rows=rows, lines=lines)


def _days(cell: str, read: IsDate, *, attended: bool) -> tuple[str, ...]:
    """The days of a cell, each written whole; (): it is not plainly several days."""
    texts = _written_whole(_APART.split(cell.strip(" ,;")))
    found = [read(text) for text in texts]
    days = [day for day in found if day is not None]
    if not 2 <= len(texts) <= _MOST_DAYS or len(days) < len(texts) or len(set(days)) < len(days):
        return ()
    if not attended and (max(days) - min(days)).days < len(days):
        return ()
    return tuple(texts)


def _written_whole(parts: Sequence[str]) -> list[str]:
    """Each part with the month and the year of its neighbours; []: one of them is no day."""
    days: list[list[str]] = []  # (day, month, year), or (whole date,)
    for part in parts:
        found = _DAY_FIRST.fullmatch(part) or _MONTH_FIRST.fullmatch(part)
        if _WHOLE.fullmatch(part):
            days.append([part])
        elif _YEAR.fullmatch(part) and days and len(days[-1]) > 1 and not days[-1][2]:
            days[-1][2] = part  # "May 14, 2026"
        elif found:
            days.append([found["day"], found["month"] or "", found["year"] or ""])
        else:
            return []
    for near in (days[::-1], days):
        for before, one in pairwise(near):
            if len(before) == len(one) > 1:
                one[1:] = [own or other for own, other in zip(one[1:], before[1:], strict=True)]
    return [" ".join(filter(None, day)) for day in days]
