"""The list of areas of a country that is not shipped, and how they are drawn, added by a person."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.defaults import KnownArea
from coalition.edits.record import EditRefused, create_row, now, update_row
from coalition.geometry.outlines import Outline
from coalition.models import Area, AreaShape


def add_areas(
    engine: Engine,
    areas: list[KnownArea],
    *,
    squares: Mapping[str, tuple[int, int]] | None = None,
    outlines: Mapping[str, Outline] | None = None,
    attribution: str | None = None,
    by: str | None = None,
) -> dict[str, int]:
    """Add areas, correct those whose code is stored, and keep how they are drawn; in one transaction.

    Args:
        areas: provinces before their districts (`imports.areas.read_areas`); may be empty.
        squares: {code: (row, column)} in the grid of squares; other squares stay as they are.
        outlines: {code: coordinates of a MultiPolygon} (`imports.boundaries.read_boundaries`); others stay as they are.
        attribution: what must stand below a map of these outlines; None: nothing.
        by: who did it; None: not told.

    Returns:
        {"added": areas, "changed": areas, "drawn": areas whose square or outline was kept or changed}.

    Raises:
        EditRefused: a district names a province that is neither in the list nor stored, or a square or an outline names
            an area that is not. Nothing is written.
    """
    counts = {"added": 0, "changed": 0, "drawn": 0}
    at = now()
    with writing(engine) as session:
        ids = {row.pcode: row.id for row in session.execute(select(col(Area.pcode), col(Area.id)))}
        for area in areas:
            values = {name: value for name, value in _values(area, ids).items() if value is not None}
            stored = ids.get(area.pcode)
            if stored is None:
                ids[area.pcode] = create_row(session, Area, by=by, at=at, pcode=area.pcode, country=area.country, **values)
                counts["added"] += 1
            else:  # what the list does not tell deletes nothing
                counts["changed"] += int(update_row(session, Area, stored, by=by, at=at, **values))
        shapes: dict[str, dict[str, object]] = {}
        for pcode, (row, column) in (squares or {}).items():
            shapes.setdefault(pcode, {}).update(tile_row=row, tile_column=column)
        for pcode, outline in (outlines or {}).items():
            shapes.setdefault(pcode, {}).update(outline=outline, attribution=attribution)
        counts["drawn"] = _draw(session, shapes, ids, by, at)
    return counts


def _values(area: KnownArea, ids: dict[str, int]) -> dict[str, object]:
    parent = None
    if area.level == 2:
        if area.parent_pcode not in ids:
            raise EditRefused(
                "{name}: its province {code} is neither in this list nor stored.", name=area.name, code=area.parent_pcode
            )
        parent = ids[area.parent_pcode]
    told = {"name_local": area.name_local, "aliases": area.aliases or None}
    point = {"latitude": area.latitude, "longitude": area.longitude}
    return {"level": area.level, "parent_id": parent, "name": area.name, **told, **point}


def _draw(
    session: Session, shapes: Mapping[str, dict[str, object]], ids: Mapping[str, int], by: str | None, at: datetime
) -> int:
    """Keep squares and outlines; how many areas are drawn otherwise than before."""
    stored = {row.area_id: row.id for row in session.execute(select(col(AreaShape.area_id), col(AreaShape.id)))}
    changed = 0
    for pcode, values in shapes.items():
        if pcode not in ids:
            raise EditRefused("No area with the code {code} is stored.", code=pcode)
        if ids[pcode] in stored:
            changed += int(update_row(session, AreaShape, stored[ids[pcode]], by=by, at=at, **values))
        else:
            create_row(session, AreaShape, by=by, at=at, area_id=ids[pcode], **values)
            changed += 1
    return changed
