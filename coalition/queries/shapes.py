"""How areas are drawn: the coalition's own boundaries and squares, else the shipped ones."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.defaults import known_shapes
from coalition.geometry.outlines import Outline
from coalition.geometry.squares import Square, placed
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


def area_codes(session: Session) -> set[str]:
    """The codes of all stored areas."""
    return set(session.execute(select(col(Area.pcode))).scalars())
