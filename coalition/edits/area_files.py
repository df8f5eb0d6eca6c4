"""Another country in one step: its lists of areas and their boundaries, read, checked and stored together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine

from coalition.database import connect, reading
from coalition.edits.area_lists import AreasRead, areas_of, tables_of
from coalition.edits.areas import add_areas
from coalition.edits.cod_ab import Columns
from coalition.edits.conflicts import FITS_NO_MORE, EditConflict, as_seen
from coalition.edits.refused import EditRefused
from coalition.geometry.geojson import BoundariesRead, BoundariesRefused, properties_of, read_boundaries
from coalition.geometry.outlines import Outline
from coalition.imports.cells.reader import FileRefused, Grid
from coalition.imports.commit import Tell
from coalition.queries.ledger import told_country
from coalition.queries.seen import Seen
from coalition.queries.shapes import area_codes

T = TypeVar("T")


@dataclass(frozen=True)
class AreasBrought:
    """What files brought.

    Attributes:
        counts: {"added", "changed", "drawn": areas}.
        country: ISO 3166-1 alpha-2 code of the coalition's country, where this made it that; None: it is as before.
        boundaries: what was read of each file of boundaries.
        problems: a sentence for each row, value or feature that was left out.
    """

    counts: dict[str, int]
    country: str | None
    boundaries: list[BoundariesRead]
    problems: list[str]


def bring_areas(
    engine: Engine,
    *files: bytes,
    names: Sequence[str] = (),
    country: str | None = None,
    attribution: str | None = None,
    by: str | None = None,
    at: datetime | None = None,
) -> AreasBrought:
    """Store lists of areas and boundaries of areas; all of them or nothing.

    Args:
        files: the bytes of each, in any order: a CSV or a workbook (`area_lists.read_areas`), or GeoJSON
            (`geojson.read_boundaries`), which is a list too where it names its areas as COD-AB does.
        names: of the files, for what is said of one that cannot be used.
        country: ISO 3166-1 alpha-2 code: kept with the areas, and that of the coalition from now on; None: as the list says,
            else as the coalition has told.
        attribution: source and licence of the boundaries, shown below the map; None: none is asked for.
        by: who did it; None: not told.
        at: the instant of the edit, with time zone; None: now.

    Raises:
        FileRefused, BoundariesRefused, EditRefused: a file cannot be used; the message says why.
    """
    country = (country or "").strip().upper() or None
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise EditRefused(
            "Write the country as a code of two letters, such as KH for Cambodia, not {country}.", country=country
        )
    with reading(engine) as session:
        told, stored = told_country(session), area_codes(session)
    called = dict(zip(files, names, strict=False))
    tables = [
        (called.get(data, ""), table) for data in dict.fromkeys(files) for table in _named(called.get(data), _tables, data)
    ]
    of_file = [name for name, _ in tables] if len(called) > 1 else []
    read = areas_of([table for _, table in tables], country or told, of_file)
    country = _country(country, told, read) if read.areas else country
    of_list = country or told
    codes = stored | {area.pcode for area in read.areas}
    outlines = [_named(called.get(data), read_boundaries, data, codes) for data in dict.fromkeys(files) if _is_json(data)]
    counts = add_areas(
        engine,
        [replace(area, country=of_list) for area in read.areas],
        lines=read.lines,
        squares=read.squares,
        outlines=_together(outlines) or None,
        attribution=(attribution or "").strip() or None,
        country=country,
        by=by,
        at=at,
    )
    return AreasBrought(counts, country, outlines, [*read.problems, *(text for one in outlines for text in one.problems)])


def _together(read: Sequence[BoundariesRead]) -> dict[str, Outline]:
    """The boundaries of all files.

    Raises:
        EditRefused: two files draw an area otherwise.
    """
    found: dict[str, Outline] = {}
    for one in read:
        for code, outline in one.outlines.items():
            if found.setdefault(code, outline) != outline:
                raise EditRefused("Two files have different boundaries of {code}. Choose one of them.", code=code)
    return found


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _named(name: str | None, read: Callable[..., T], *arguments: object) -> T:
    """What a function reads of a file; where it cannot be used, the file is named."""
    try:
        return read(*arguments)
    except FileRefused as refused:
        why = refused.issue.why
        raise refused if name is None else EditRefused("{file}: {reason}", file=name, reason=why) from refused
    except BoundariesRefused as refused:
        raise refused if name is None else EditRefused("{file}: {reason}", file=name, reason=str(refused)) from refused


def _tables(data: bytes) -> list[Grid]:
    return _properties(data) if _is_json(data) else tables_of(data)


def _properties(data: bytes) -> list[Grid]:
    """The properties of boundaries as a table, where they name areas as COD-AB does; else none."""
    told = properties_of(data)
    names = list(dict.fromkeys(name for one in told for name in one))
    if not Columns(names).levels:
        return []
    rows = [names, *([one.get(name, "") for name in names] for one in told)]
    return [Grid(rows, list(range(len(rows))), "utf-8", "")]


def _country(asked: str | None, told: str, read: AreasRead) -> str | None:
    """The country that the coalition gets with a list; None: it has told it already.

    Raises:
        EditRefused: nobody says it, or the list says another than the coalition has, or several.
    """
    if len(read.countries) > 1:
        countries = ", ".join(sorted(read.countries))
        raise EditRefused(
            "These areas belong to several countries: {countries}. Import one country at a time.", countries=countries
        )
    listed = next(iter(read.countries), "")
    if asked or (listed and not told):
        return asked or listed
    if not told:
        raise EditRefused("Say which country this list is for, in two letters such as KH.")
    if listed and listed != told:
        raise EditRefused(
            "This list is for {listed}, but the coalition's country is {told}. Write {listed} as the country to change it.",
            listed=listed,
            told=told,
        )
    return None


def areas_job(
    tell: Tell, url: str, *files: bytes, names: Sequence[str], country: str, attribution: str | None, seen: Seen | None
) -> AreasBrought:
    """As `bring_areas`, in a process of its own (`workers.pool`)."""
    tell("Reading the files")
    try:
        with as_seen(seen):
            return bring_areas(connect(url), *files, names=names, country=country, attribution=attribution)
    except EditConflict as problem:
        raise EditRefused(FITS_NO_MORE) from problem
