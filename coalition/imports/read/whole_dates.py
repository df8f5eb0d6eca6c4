"""Dates written in three columns: day, month and year."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coalition.imports.cells.headers import fold, match
from coalition.imports.cells.months import month_in_english
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import table

_PARTS = {part: frozenset(map(fold, texts)) for part, texts in table("date_parts").items()}
"""Headers of the columns that make one date together."""
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{2}|\d{4}")
_SAMPLE = 200
_MOST = 0.8


def with_whole_dates(grid: Grid, header: int) -> Grid:
    """The grid with a further column "Date" where day, month and year stand in columns of their own; else as it is.

    Args:
        header: row of the grid that is the header.
    """
    columns = _part_columns(grid.rows[header])
    if columns is None or any(match(cell).field == "date" and fold(cell) not in _PARTS["day"] for cell in grid.rows[header]):
        return grid
    below = [tuple(row[at] if at < len(row) else "" for at in columns) for row in grid.rows[header + 1 :]]
    dates = _written_out(below)
    filled = [parts for parts in below[:_SAMPLE] if any(parts)]
    if not filled or sum(map(bool, dates[:_SAMPLE])) < _MOST * len(filled):
        return grid
    width = max(map(len, grid.rows[header:]))
    rows = [list(row) for row in grid.rows]
    for row, text in zip(rows[header:], ["Date", *dates], strict=True):
        if text:
            row.extend([""] * (width - len(row)))
            row.append(text)
    return replace(grid, rows=rows)


def _part_columns(header: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of day, month and year; None: one of them is missing, or stands there twice."""
    found = {part: [i for i, cell in enumerate(header) if fold(cell) in words] for part, words in _PARTS.items()}
    if any(len(columns) != 1 for columns in found.values()):
        return None
    return found["day"][0], found["month"][0], found["year"][0]


def _written_out(below: Sequence[tuple[str, ...]]) -> list[str]:
    """The date of each row in words, "" where there is none; a month or year left out is that of the row above."""
    dates: list[str] = []
    above = {"month": "", "year": ""}
    for day, month, year in below:
        above = {"month": month or above["month"], "year": year or above["year"]}
        number = day.translate(THAI_DIGITS)
        name = month_in_english(above["month"])
        told = above["year"].translate(THAI_DIGITS)
        whole = _DAY.fullmatch(number) and _YEAR.fullmatch(told) and name
        dates.append(f"{number} {name} {told}" if whole else "")
    return dates
