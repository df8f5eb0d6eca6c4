"""The reading of a table whose header and columns a format knows: the best of the ways that keep to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.read.answer import reading_of
from coalition.imports.read.candidates import under_header
from coalition.imports.read.choose import weighed
from coalition.imports.read.extract import extract
from coalition.imports.read.sheet import Cell, sheet_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.recount import recounted


def read_known(
    grid: Grid, file: str, choices: Choices, today: date, *, header: int, columns: Mapping[int, str], apart: Mapping[int, str]
) -> Reading | None:
    """Read a grid under a header that is known, with what a format knows better.

    Args:
        header: row of the grid that is the header.
        columns: {column: one of `reading.FIELDS`} that the format is sure of; "ignore": not used.
        apart: {row of the grid: issue code} of rows that are no data of this table ("section", "note", ...); they are told.

    Returns:
        None when nothing under the header could be read.
    """
    given = replace(choices, header_line=grid.lines[header], columns={**columns, **(choices.columns or {})})
    sheet = sheet_of(grid, file, today, None, given)
    rows = [[Cell("", grid.lines[at], 0)] if at in apart else row for at, row in enumerate(sheet.rows)]
    told = tuple((grid.lines[at], code, next(filter(None, grid.rows[at]), "")) for at, code in apart.items() if at > header)
    ways = weighed(under_header(replace(sheet, rows=rows, told=told), header))
    if not ways:
        return None
    sign = _sign(set(columns.values()), set(ways[0].columns))
    way = next((way for way in ways if way.sign == sign), ways[0])
    way.result = extract(way)
    return recounted(reading_of(way, grid, file, choices.date), grid, header + 1)


def _sign(said: set[str], held: set[str]) -> str:
    """What says that somebody came, by the fields a format is sure of and what the columns hold; empty: the cells decide."""
    if "attended" in said:
        return "column"
    if {"joined", "left"} & said or {"leave", "minutes"} & held:
        return "joined"
    return "listed" if "timestamp" in said else ""
