"""Another country in one step: its list of areas and its boundaries, read, checked and stored together."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from coalition.database import connect, reading
from coalition.edits.area_lists import AreasRead, read_areas
from coalition.edits.areas import add_areas
from coalition.edits.conflicts import FITS_NO_MORE, EditConflict, as_seen
from coalition.edits.refused import EditRefused
from coalition.geometry.geojson import BoundariesRead, read_boundaries
from coalition.imports.jobs import Tell
from coalition.queries.ledger import told_country
from coalition.queries.seen import Seen
from coalition.queries.shapes import area_codes


@dataclass(frozen=True)
class AreasBrought:
    """What two files brought.

    Attributes:
        counts: {"added", "changed", "drawn": areas}.
        boundaries: what was read from the second file; None: there was none.
        problems: a sentence for each row, value or feature that was left out.
    """

    counts: dict[str, int]
    boundaries: BoundariesRead | None
    problems: list[str]


def bring_areas(
    engine: Engine,
    areas: bytes | None,
    boundaries: bytes | None = None,
    *,
    country: str | None = None,
    attribution: str | None = None,
    by: str | None = None,
    at: datetime | None = None,
) -> AreasBrought:
    """Store a list of areas, boundaries of areas, or both; all of it or nothing.

    Args:
        areas: the bytes of the CSV (`area_lists.read_areas`); None: the areas are stored already.
        boundaries: the bytes of a GeoJSON file (`geojson.read_boundaries`); None: no boundaries.
        country: ISO 3166-1 alpha-2 code: kept with the areas, and that of the coalition from now on; None: the coalition has
            told its country, or there are boundaries only.
        attribution: source and licence of the boundaries, shown below the map; None: none is asked for.
        by: who did it; None: not told.
        at: the instant of the edit, with time zone; None: now.

    Raises:
        FileRefused, BoundariesRefused, EditRefused: a file cannot be used; the message says why.
    """
    country = (country or "").strip().upper() or None
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise EditRefused("A country is two letters, such as KH for Cambodia; not {country}.", country=country)
    with reading(engine) as session:
        of_list = country or told_country(session)
    if areas is not None and not of_list:
        raise EditRefused("Say of which country this list is, in two letters such as KH.")
    read = read_areas(areas, of_list or "") if areas is not None else AreasRead()
    drawn = None
    if boundaries is not None:
        with reading(engine) as session:
            stored = area_codes(session)
        drawn = read_boundaries(boundaries, stored | {area.pcode for area in read.areas})
    counts = add_areas(
        engine,
        read.areas,
        lines=read.lines,
        squares=read.squares,
        outlines=drawn.outlines if drawn else None,
        attribution=(attribution or "").strip() or None,
        country=country,
        by=by,
        at=at,
    )
    return AreasBrought(counts, drawn, [*read.problems, *(drawn.problems if drawn else [])])


def areas_job(
    tell: Tell,
    url: str,
    areas: bytes | None,
    boundaries: bytes | None,
    *,
    country: str,
    attribution: str | None,
    seen: Seen | None,
) -> AreasBrought:
    """As `bring_areas`, in a process of its own (`workers.pool`)."""
    tell("Reading the files")
    try:
        with as_seen(seen):
            return bring_areas(connect(url), areas, boundaries, country=country, attribution=attribution)
    except EditConflict as problem:
        raise EditRefused(FITS_NO_MORE) from problem
