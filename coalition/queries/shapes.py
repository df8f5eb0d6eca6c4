"""How areas are drawn: the coalition's own boundaries and squares, else the shipped ones."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.defaults import known_areas, known_shapes
from coalition.geometry.outlines import Outline
from coalition.geometry.squares import Square, placed
from coalition.geometry.touching import touching
from coalition.models import Area, AreaShape


@dataclass(frozen=True)
class Shapes:
    """How the areas of a view are drawn.

    Attributes:
        outlines: {P-code: coordinates of a MultiPolygon}; an area without a boundary is left out.
        squares: {P-code: (row, column)}, for every area asked about.
        attributions: what must stand below the map, each once.
    """

    outlines: dict[str, Outline]
    squares: dict[str, Square]
    attributions: list[str]


def shapes(session: Session, *, pcodes: list[str]) -> Shapes:
    """Outlines and squares of some areas.

    Args:
        session: reads.
        pcodes: the areas, in the order of their names; a code that is not stored gets a square behind the others.
    """
    found = session.execute(
        select(
            col(Area.pcode),
            col(Area.country),
            col(Area.latitude),
            col(Area.longitude),
            col(AreaShape.outline),
            col(AreaShape.tile_row),
            col(AreaShape.tile_column),
            col(AreaShape.attribution),
        )
        .outerjoin(AreaShape, col(AreaShape.area_id) == col(Area.id))
        .where(col(Area.pcode).in_(pcodes))
    ).all()
    outlines: dict[str, Outline] = {}
    given: dict[str, Square | None] = {}
    sources: set[str] = set()
    for row in found:
        shipped = known_shapes(row.country).get(row.pcode)
        own = None if row.tile_row is None or row.tile_column is None else (row.tile_row, row.tile_column)
        given[row.pcode] = own or (shipped.square if shipped else None)
        outline, source = (
            (row.outline, row.attribution) if row.outline or shipped is None else (shipped.outline, shipped.attribution)
        )
        if outline:
            outlines[row.pcode] = outline
            sources |= {source} if source else set()
    points = {
        row.pcode: None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude) for row in found
    }
    return Shapes(outlines, placed(pcodes, given=given, points=points), sorted(sources))


def provinces_touching(session: Session, *, province_id: int) -> set[int]:
    """The provinces of the same country that share a border with one; empty: no such border is known."""
    own = aliased(Area)
    found = session.execute(
        select(col(Area.id), col(Area.pcode), col(Area.country), col(AreaShape.outline))
        .join(own, col(own.country) == col(Area.country))
        .outerjoin(AreaShape, col(AreaShape.area_id) == col(Area.id))
        .where(col(own.id) == province_id, col(Area.level) == 1)
    ).all()
    ids = {row.pcode: int(row.id) for row in found}
    asked = next((row.pcode for row in found if row.id == province_id), None)
    if not any(row.outline for row in found):
        touched = _touching_as_shipped(found[0].country) if found else {}
    else:
        shipped = known_shapes(found[0].country)
        drawn = {row.pcode: row.outline or (shipped[row.pcode].outline if row.pcode in shipped else None) for row in found}
        touched = touching({pcode: outline for pcode, outline in drawn.items() if outline})
    return {ids[pcode] for pcode in touched.get(asked or "", ()) if pcode in ids}


@cache
def _touching_as_shipped(country: str) -> dict[str, set[str]]:
    """Found once: no coalition draws the provinces of its country anew while it asks whom to call."""
    levels = {area.pcode: area.level for area in known_areas(country)}
    shipped = known_shapes(country).items()
    return touching({pcode: shape.outline for pcode, shape in shipped if shape.outline and levels.get(pcode) == 1})


def area_codes(session: Session) -> set[str]:
    """The codes of all stored areas."""
    return set(session.execute(select(col(Area.pcode))).scalars())
