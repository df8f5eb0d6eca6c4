"""The list of areas of a country that is not shipped, and how they are drawn, added by a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition import clock
from coalition.database import reserve_ids, writing
from coalition.defaults import KnownArea
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, create_rows, update_row
from coalition.edits.settings import store
from coalition.geometry.outlines import Outline
from coalition.models import Area, AreaShape
from coalition.summaries import placing


def add_areas(
    engine: Engine,
    areas: list[KnownArea],
    *,
    lines: Mapping[str, str] | None = None,
    squares: Mapping[str, tuple[int, int]] | None = None,
    outlines: Mapping[str, Outline] | None = None,
    attribution: str | None = None,
    country: str | None = None,
    by: str | None = None,
    at: datetime | None = None,
) -> dict[str, int]:
    """Add areas, correct those whose code is stored, and keep how they are drawn; in one transaction.

    Args:
        areas: provinces before their districts (`area_lists.read_areas`); may be empty.
        lines: {code: its row in the file}, for what is said about it; left out: rows are counted in `areas`.
        squares: {code: (row, column)} in the grid of squares; other squares stay as they are.
        outlines: {code: coordinates of a MultiPolygon} (`geojson.read_boundaries`); others stay as they are.
        attribution: what must stand below a map of these outlines; None: nothing.
        country: becomes that of the coalition; None: it stays what it is.
        by: who did it; None: not told.
        at: the instant of the edit, with time zone; None: now.

    Returns:
        {"added": areas, "changed": areas, "drawn": areas whose square or outline was kept or changed}.

    Raises:
        EditRefused: a district names a province that is neither in the list nor stored, or an area that is no province;
            a province that still has districts would become one; or a square or an outline names an area that is not
            stored. Nothing is written.
    """
    at = at or clock.now()
    with writing(engine) as session, apart(), placing(session):
        stored = {row.pcode: row for row in session.execute(select(*(col(getattr(Area, n)) for n in _TREE)))}
        ids = {pcode: row.id for pcode, row in stored.items()}
        _refuse_broken_tree(areas, stored, lines or {area.pcode: str(row) for row, area in enumerate(areas, start=1)})
        new = [area for area in areas if area.pcode not in ids]
        if new:
            first = reserve_ids(session, "area", len(new))
            ids |= {area.pcode: first + number for number, area in enumerate(new)}
        told = [{"id": ids[a.pcode], "pcode": a.pcode, "country": a.country, **_values(a, ids)} for a in new]
        create_rows(session, Area, [row | {"aliases": row["aliases"] or ""} for row in told], by=by, at=at)
        changed = 0
        for area in areas:
            if area.pcode in stored:  # what the list does not tell deletes nothing, but a province lies in no other
                values = {name: value for name, value in _values(area, ids).items() if value is not None}
                above = {"parent_id": None} if area.level == 1 else {}
                changed += update_row(session, Area, ids[area.pcode], by=by, at=at, **values, **above)
        shapes: dict[str, dict[str, object]] = {}
        for pcode, (row, column) in (squares or {}).items():
            shapes.setdefault(pcode, {}).update(tile_row=row, tile_column=column)
        for pcode, outline in (outlines or {}).items():
            shapes.setdefault(pcode, {}).update(outline=outline, attribution=attribution)
        drawn = _draw(session, shapes, ids, by, at)
        if country is not None:
            store(session, {"country": country}, by, at)
        return {"added": len(new), "changed": changed, "drawn": drawn}


_TREE = ("id", "pcode", "level", "parent_id", "name")


def _refuse_broken_tree(areas: Sequence[KnownArea], stored: Mapping[str, Any], lines: Mapping[str, str]) -> None:
    """With the list, every district that it touches must lie in a province."""
    listed = {area.pcode: area for area in areas}
    level = {pcode: row.level for pcode, row in stored.items()} | {area.pcode: area.level for area in areas}
    for area in areas:
        if area.level != 2:
            continue
        told = {"row": lines.get(area.pcode, "0"), "name": area.name, "code": area.parent_pcode}
        if area.parent_pcode not in level:
            raise EditRefused(
                "Row {row}, {name}: no province with the code {code} was found, neither in this list nor in the dashboard.",
                **told,
            )
        if area.parent_pcode == area.pcode:
            raise EditRefused(
                "Row {row}, {name}: a district cannot be its own province. Write the code of its province.", **told
            )
        if level[area.parent_pcode] != 1:
            raise EditRefused("Row {row}, {name}: {code} is a district. Write the code of its province instead.", **told)
    pcodes = {row.id: pcode for pcode, row in stored.items()}
    for pcode, row in stored.items():
        above = listed.get(pcodes.get(row.parent_id, ""))
        if row.level == 2 and pcode not in listed and above is not None and above.level == 2:
            raise EditRefused(
                "Row {row}, {name}: cannot be changed from a province to a district, because "
                "it still contains the district {district}. Add its districts to the list too.",
                row=lines.get(above.pcode, "0"),
                name=above.name,
                district=row.name,
            )


def _values(area: KnownArea, ids: Mapping[str, int]) -> dict[str, Any]:
    parent = ids[area.parent_pcode or ""] if area.level == 2 else None
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
