"""A list of provinces and districts of any country, as CSV: code, level, province, names; where told, points and squares."""

import csv
import io
from dataclasses import dataclass, field

from coalition.defaults import KnownArea
from coalition.imports.cells.reader import FileRefused, read_grid
from coalition.imports.issues import issue

COLUMNS = (
    "pcode",
    "level",
    "parent",
    "name_en",
    "name_local",
    "aliases",
    "latitude",
    "longitude",
    "tile_row",
    "tile_column",
)
_NEEDED = ("pcode", "level", "name_en")
_ALSO = {
    "parent_pcode": "parent",
    "name": "name_en",
    "lat": "latitude",
    "lon": "longitude",
    "row": "tile_row",
    "col": "tile_column",
}
"""Headers of other lists, the shipped one among them: what each is here."""

_MOST_TILES = 200


@dataclass
class AreasRead:
    """The areas of one file, provinces first.

    Attributes:
        areas: what can be stored.
        squares: {code: (row, column)} of the areas that have a square in the grid; the others are placed by their points.
        problems: a sentence for each row that was left out, and for each value that was.
        seen: codes.
    """

    areas: list[KnownArea] = field(default_factory=list)
    squares: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set, repr=False)


def areas_template() -> bytes:
    """The list to fill in, with two example rows: UTF-8 with a byte order mark, so that Excel opens it rightly."""
    text = io.StringIO()
    rows = [
        COLUMNS,
        ("XX01", "1", "", "Name of a province", "", "other spelling;another one", "18.79", "98.98", "0", "0"),
        ("XX0101", "2", "XX01", "Name of a district in it", "", "", "", "", "", ""),
    ]
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def read_areas(data: bytes, country: str) -> AreasRead:
    """Read a list of areas.

    Args:
        data: the bytes of the CSV.
        country: ISO 3166-1 alpha-2 code, kept with every area.

    Raises:
        FileRefused: it is no text, or the columns pcode, level and name_en are not there.
    """
    grid = read_grid(data, header_score=lambda row: float(len(_columns(row))))
    header = next((i for i, row in enumerate(grid.rows) if set(_NEEDED) <= set(_columns(row))), None)
    if header is None:
        raise FileRefused(issue("no_header"))
    at = _columns(grid.rows[header])
    read = AreasRead()
    for line, cells in zip(grid.lines[header + 1 :], grid.rows[header + 1 :], strict=True):
        if any(cells):
            _take(read, line, {name: cells[index] if index < len(cells) else "" for name, index in at.items()}, country)
    _check_parents(read)
    read.areas.sort(key=lambda area: area.level)
    return read


def _columns(row: list[str]) -> dict[str, int]:
    written = {cell.strip().casefold(): index for index, cell in enumerate(row)}
    also = {meant: written[name] for name, meant in _ALSO.items() if name in written}
    return also | {name: index for name, index in written.items() if name in COLUMNS}


def _take(read: AreasRead, line: int, cells: dict[str, str], country: str) -> None:
    missing = [name for name in _NEEDED if not cells[name]]
    if missing:
        read.problems.append(f"Row {line}: the column {missing[0]} is empty.")
    elif cells["level"] not in {"1", "2"}:
        read.problems.append(f"Row {line}: the level must be 1 (province) or 2 (district).")
    elif cells["pcode"] in read.seen:
        read.problems.append(f"Row {line}: the code {cells['pcode']} stands there twice.")
    else:
        read.seen.add(cells["pcode"])
        north, east = _number(read, line, cells, "latitude", 90), _number(read, line, cells, "longitude", 180)
        is_point = north is not None and east is not None
        _take_square(read, line, cells)
        read.areas.append(
            KnownArea(
                pcode=cells["pcode"],
                level=int(cells["level"]),
                parent_pcode=cells.get("parent") or None,
                country=country,
                name=cells["name_en"],
                name_local=cells.get("name_local") or None,
                aliases=cells.get("aliases", ""),
                iso_3166_2=None,
                latitude=north if is_point else None,
                longitude=east if is_point else None,
            )
        )


def _number(read: AreasRead, line: int, cells: dict[str, str], column: str, most: int) -> float | None:
    """Degrees between -most and most; None: not told, or not understood, which is told."""
    written = cells.get(column, "")
    if not written:
        return None
    try:
        number = float(written)
    except ValueError:
        number = float("nan")
    if -most <= number <= most:
        return number
    read.problems.append(f"Row {line}: the {column} is left out; it must be a number between -{most} and {most}.")
    return None


def _take_square(read: AreasRead, line: int, cells: dict[str, str]) -> None:
    row, column = cells.get("tile_row", ""), cells.get("tile_column", "")
    if not row and not column:
        return
    if row.isascii() and row.isdigit() and column.isascii() and column.isdigit() and max(int(row), int(column)) < _MOST_TILES:
        read.squares[cells["pcode"]] = (int(row), int(column))
    else:
        read.problems.append(f"Row {line}: its square is left out; tile_row and tile_column must be whole numbers from 0 on.")


def _check_parents(read: AreasRead) -> None:
    """A district without a province would be shown nowhere: it is left out."""
    for area in [a for a in read.areas if a.level == 2 and not a.parent_pcode]:
        read.areas.remove(area)
        read.squares.pop(area.pcode, None)
        read.problems.append(f"{area.name}: a district needs the code of its province in the column parent.")
