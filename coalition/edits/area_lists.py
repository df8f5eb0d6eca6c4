"""Lists of provinces and districts of any country: our own template, or what a country publishes (`cod_ab`).

As CSV, as a workbook, or as the properties of boundaries (GeoJSON).
"""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from coalition.defaults import KnownArea
from coalition.edits.cod_ab import Columns
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.issues import issue
from coalition.imports.workbook import is_workbook, read_workbook

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
    "code": "pcode",
    "parent_pcode": "parent",
    "province": "parent",
    "name": "name_en",
    "english_name": "name_en",
    "local_name": "name_local",
    "other_names": "aliases",
    "lat": "latitude",
    "lon": "longitude",
    "row": "tile_row",
    "col": "tile_column",
}
"""Headers of other lists, the shipped one among them: what each is here."""

_HEADER_WITHIN = 40
_MOST_TILES = 200
_WRITTEN = ("pcode", "parent", "name_en", "name_local", "aliases")
_LONGEST_NAME = 200
_LONGEST = {"pcode": 40, "aliases": 2_000}
"""Characters; the longest name of a place in the world has 168."""
_HIDDEN = {"Cc", "Cf", "Zl", "Zp"}


@dataclass
class AreasRead:
    """The areas of one file, provinces first.

    Attributes:
        areas: what can be stored.
        squares: {code: (row, column)} of the areas that have a square in the grid; the others are placed by their points.
        problems: a sentence for each row that was left out, and for each value that was.
        lines: {code: its row, with its file where there are several}.
        countries: that the list itself names, two letters each.
    """

    areas: list[KnownArea] = field(default_factory=list)
    squares: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict, repr=False)
    countries: set[str] = field(default_factory=set)


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
    """Read the areas of one list: `areas_of` its tables."""
    return areas_of(tables_of(data), country)


def areas_of(tables: Sequence[Grid], country: str, files: Sequence[str] = ()) -> AreasRead:
    """Read the areas of one or several tables, in any order: what one of them does not tell of an area another may.

    Args:
        tables: the cells of each (`tables_of`).
        files: the name of the file of each, for what is said of a row; left out: there is one.
        country: ISO 3166-1 alpha-2 code, kept with every area; empty: the list says it, or whoever stores it refuses it.
    """
    read = AreasRead()
    taken: dict[str, KnownArea] = {}
    for number, grid in enumerate(tables):
        if (header := _header(grid)) is not None:
            _take_table(read, taken, grid, header, country, f" ({files[number]})" if files else "")
    read.areas = list(taken.values())
    _take_names_of_provinces(read)
    _check_parents(read)
    read.areas.sort(key=lambda area: area.level)
    return read


def tables_of(data: bytes) -> list[Grid]:
    """The cells of a list: of a CSV, or of each visible sheet of a workbook.

    Raises:
        FileRefused: it is no text and no workbook, or no table has the columns of the template (pcode, level, name_en) or of
            COD-AB; it says which lack.
    """
    if is_workbook(data):
        tables = [sheet.grid for sheet in read_workbook(data)]
    else:
        tables = [read_grid(data, header_score=lambda row: float(len(_columns(row)) + len(Columns(row).codes)))]
    if all(_header(grid) is None for grid in tables):
        raise FileRefused(issue("area_columns", columns=", ".join(_lacking([row for grid in tables for row in grid.rows]))))
    return tables


def _header(grid: Grid) -> int | None:
    """The row of the header: that of the template, or one that names code and name of a level."""
    rows = enumerate(grid.rows[:_HEADER_WITHIN])
    return next((i for i, row in rows if set(_NEEDED) <= set(_columns(row)) or Columns(row).levels), None)


def _take_table(read: AreasRead, taken: dict[str, KnownArea], grid: Grid, header: int, country: str, file: str) -> None:
    at, published = _columns(grid.rows[header]), Columns(grid.rows[header])
    is_template, before = set(_NEEDED) <= set(at), set(taken)
    for line, cells in zip(grid.lines[header + 1 :], grid.rows[header + 1 :], strict=True):
        place = f"{line}{file}"
        if (bad := grid.bad.get(line)) is not None:
            read.problems.append(f"Row {place}: {bad.told(line).why}")
        elif is_template and any(cells):
            told = {name: cells[index] if index < len(cells) else "" for name, index in at.items()}
            _take(read, taken, place, told, country, may_repeat=before)
        elif any(cells) and not any(cell.startswith("#") for cell in cells):  # a row of HXL tags
            read.countries |= published.country(cells)
            for told in published.areas(cells):  # every district repeats its province
                _take(read, taken, place, told, country, may_repeat=taken)


def _lacking(rows: Sequence[list[str]]) -> list[str]:
    """The columns that the row most like a header lacks, as the template calls them."""
    nearest = max((_columns(row) for row in rows), key=len, default={})
    return [name for name in _NEEDED if name not in nearest]


def _columns(row: list[str]) -> dict[str, int]:
    written = {"_".join(cell.replace("_", " ").casefold().split()): index for index, cell in enumerate(row)}
    also = {meant: written[name] for name, meant in _ALSO.items() if name in written}
    return also | {name: index for name, index in written.items() if name in COLUMNS}


def _take(
    read: AreasRead,
    taken: dict[str, KnownArea],
    place: str,
    cells: dict[str, str],
    country: str,
    *,
    may_repeat: Collection[str],
) -> None:
    """Keep the area of a row; of one that stands there already (`may_repeat`: under its own name) what was not told yet."""
    missing = [name for name in _NEEDED if not cells[name]]
    before = taken.get(cells["pcode"])
    if missing:
        read.problems.append(f"Row {place}: the column {missing[0]} is empty.")
    elif cells["level"] not in {"1", "2"}:
        read.problems.append(f"Row {place}: the level must be 1 (province) or 2 (district).")
    elif before and not (before.pcode in may_repeat and _is_same(before, cells)):
        read.problems.append(f"Row {place}: the code {cells['pcode']} appears twice.")
    elif (odd := next((name for name in _WRITTEN if _is_no_name(cells.get(name, ""), name)), None)) is not None:
        most = _LONGEST.get(odd, _LONGEST_NAME)
        read.problems.append(f"Row {place}: the column {odd} is longer than {most} characters or has hidden characters.")
    else:
        area = _area(read, place, cells, country)
        read.lines.setdefault(area.pcode, place)
        taken[area.pcode] = _completed(before, area) if before else area
        _take_square(read, place, cells)


def _area(read: AreasRead, place: str, cells: dict[str, str], country: str) -> KnownArea:
    north, east = _number(read, place, cells, "latitude", 90), _number(read, place, cells, "longitude", 180)
    is_point = north is not None and east is not None
    return KnownArea(
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


def _is_same(area: KnownArea, cells: dict[str, str]) -> bool:
    parent = cells.get("parent") or area.parent_pcode
    told = (cells["name_en"], cells["level"], parent)
    return told == (area.name, str(area.level), area.parent_pcode or parent)


def _completed(area: KnownArea, other: KnownArea) -> KnownArea:
    """An area with what only another row of it tells."""
    point = area if area.latitude is not None else other
    return replace(
        area,
        parent_pcode=area.parent_pcode or other.parent_pcode,
        name_local=area.name_local or other.name_local,
        aliases=area.aliases or other.aliases,
        latitude=point.latitude,
        longitude=point.longitude,
    )


def _is_no_name(text: str, column: str) -> bool:
    """Whether a text is too long to be shown, or holds signs that turn the words around them or break the line."""
    return len(text) > _LONGEST.get(column, _LONGEST_NAME) or any(unicodedata.category(sign) in _HIDDEN for sign in text)


def _number(read: AreasRead, place: str, cells: dict[str, str], column: str, most: int) -> float | None:
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
    read.problems.append(f"Row {place}: {column} is left out, because it must be a number between -{most} and {most}.")
    return None


def _take_square(read: AreasRead, place: str, cells: dict[str, str]) -> None:
    row, column = cells.get("tile_row", ""), cells.get("tile_column", "")
    if not row and not column:
        return
    if row.isascii() and row.isdigit() and column.isascii() and column.isdigit() and max(int(row), int(column)) < _MOST_TILES:
        read.squares.setdefault(cells["pcode"], (int(row), int(column)))
    else:
        read.problems.append(
            f"Row {place}: its tile is left out, because tile_row and tile_column must be whole numbers from 0 upwards."
        )


def _take_names_of_provinces(read: AreasRead) -> None:
    """Where the column of the province holds its name, the code of the one province of this name in the list."""
    names = Counter(area.name.casefold() for area in read.areas if area.level == 1)
    codes = {area.name.casefold(): area.pcode for area in read.areas if area.level == 1 and names[area.name.casefold()] == 1}
    read.areas = [
        replace(area, parent_pcode=codes[area.parent_pcode.casefold()])
        if area.level == 2 and area.parent_pcode and area.parent_pcode.casefold() in codes
        else area
        for area in read.areas
    ]


def _check_parents(read: AreasRead) -> None:
    """A district without a province would be shown nowhere: it is left out."""
    alone = {area.pcode: area for area in read.areas if area.level == 2 and not area.parent_pcode}
    read.areas = [area for area in read.areas if area.pcode not in alone]
    for pcode, area in alone.items():
        read.squares.pop(pcode, None)
        read.problems.append(f'Row {read.lines[pcode]}, {area.name}: write the code of its province in the column "parent".')
