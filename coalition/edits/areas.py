"""The list of areas of a country that is not shipped, added by a person."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.defaults import KnownArea
from coalition.edits.record import EditRefused, create_row, now, update_row
from coalition.models import Area


def add_areas(engine: Engine, areas: list[KnownArea], *, by: str | None = None) -> dict[str, int]:
    """Add areas, and correct the names of those whose code is stored; in one transaction.

    Args:
        areas: provinces before their districts (`imports.areas.read_areas`).
        by: who did it; None: not told.

    Returns:
        {"added": n, "changed": n}.

    Raises:
        EditRefused: a district names a province that is neither in the list nor stored. Nothing is written.
    """
    counts = {"added": 0, "changed": 0}
    at = now()
    with writing(engine) as session:
        ids = {row.pcode: row.id for row in session.execute(select(col(Area.pcode), col(Area.id)))}
        for area in areas:
            values = _values(area, ids)
            stored = ids.get(area.pcode)
            if stored is None:
                ids[area.pcode] = create_row(session, Area, by=by, at=at, pcode=area.pcode, country=area.country, **values)
                counts["added"] += 1
            else:
                counts["changed"] += _correct(session, stored, values, by, at)
    return counts


def _values(area: KnownArea, ids: dict[str, int]) -> dict[str, object]:
    parent = None
    if area.level == 2:
        if area.parent_pcode not in ids:
            raise EditRefused(
                "{name}: its province {code} is neither in this list nor stored.", name=area.name, code=area.parent_pcode
            )
        parent = ids[area.parent_pcode]
    return {"level": area.level, "parent_id": parent, "name": area.name, "name_local": area.name_local}


def _correct(session: Session, row_id: int, values: dict[str, object], by: str | None, at: datetime) -> int:
    told = {name: value for name, value in values.items() if value is not None}  # an empty name_local deletes nothing
    return int(update_row(session, Area, row_id, by=by, at=at, **told))
