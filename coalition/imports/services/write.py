"""Writing a plan of services: new areas, kinds of help and organizations first, then the statements, all in bulk."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from coalition.database import reserve_ids
from coalition.imports.bulk import insert_columns
from coalition.imports.lookups import Help, Place
from coalition.imports.plan import Recorder

if TYPE_CHECKING:
    from coalition.imports.services.plan import Entry, ServicesPlan


def write(plan: "ServicesPlan", session: Session, record: Recorder) -> None:
    """Write exactly what the plan shows, inside the caller's transaction."""
    areas = {pcode: place.id for pcode, place in plan.places.items() if place.id is not None}
    helps = {code: known.id for code, known in plan.helps.items() if known.id is not None}
    areas |= add_areas(session, record, plan.new_areas, areas)
    helps |= add_helps(session, record, plan.new_helps)
    plan.organizations.write(session, record)
    entries = plan.to_write()
    organizations = plan.organizations.ids
    cells = [(organizations[e.cell[0]], helps[e.cell[1]], areas[e.cell[2]]) for e in entries if e.cell]
    gone = [(g.organization_id, helps[g.help], areas[g.area]) for g in plan.full.gone]
    _add_services(plan, session, record, entries, [*cells, *gone])
    nobody = plan.full.nobody
    insert_columns(
        session,
        "coverage_check",
        {
            "area_id": [areas[pcode] for pcode, _ in nobody],
            "service_type_id": [helps[code] for _, code in nobody],
            "confirmed_on": [plan.full.on] * len(nobody),
            "batch_id": [record.batch_id] * len(nobody),
        },
    )


def add_areas(session: Session, record: Recorder, new: Iterable[Place], known: dict[str, int]) -> dict[str, int]:
    """Add areas, provinces before their districts; {P-code: id} of the added ones. `known`: ids of stored provinces."""
    ids: dict[str, int] = {}
    for level in (1, 2):
        places = [place for place in new if place.level == level]
        if not places:
            continue
        first = reserve_ids(session, "area", len(places))
        ids |= {place.pcode: first + n for n, place in enumerate(places)}
        names = ("pcode", "level", "country", "name", "name_local", "aliases", "iso_3166_2", "latitude", "longitude")
        columns: dict[str, list[Any]] = {name: [getattr(place, name) for place in places] for name in names}
        columns["id"] = [ids[place.pcode] for place in places]
        columns["parent_id"] = [(ids | known).get(place.parent or "") for place in places]
        columns["batch_id"] = [record.batch_id] * len(places)
        insert_columns(session, "area", columns)
    return ids


def add_helps(session: Session, record: Recorder, new: list[Help]) -> dict[str, int]:
    """Add kinds of help; {code: id}."""
    first = reserve_ids(session, "service_type", len(new)) if new else 0
    ids = {known.code: first + n for n, known in enumerate(new)}
    insert_columns(
        session,
        "service_type",
        {
            "id": list(ids.values()),
            "code": list(ids),
            "pillar": [known.pillar.value if known.pillar else None for known in new],
            "name": [known.name for known in new],
            "name_local": [known.name_local for known in new],
            "source": [known.source for known in new],
            "is_active": [True] * len(new),
            "batch_id": [record.batch_id] * len(new),
        },
    )
    return ids


def _add_services(
    plan: "ServicesPlan",
    session: Session,
    record: Recorder,
    entries: "list[Entry]",
    cells: list[tuple[int | None, int, int]],
) -> None:
    """The rows of the file in their order, then what the full list contradicts."""
    statements = [e.statement for e in entries if e.statement]
    gone = plan.full.gone

    def column(of: Callable[[Any], Any], otherwise: Any = None) -> list[Any]:
        return [of(s) for s in statements] + [otherwise] * len(gone)

    insert_columns(
        session,
        "service",
        {
            "organization_id": [cell[0] for cell in cells],
            "service_type_id": [cell[1] for cell in cells],
            "area_id": [cell[2] for cell in cells],
            "is_offered": column(lambda s: s.is_offered, False),
            "starts_on": column(lambda s: s.starts_on),
            "ends_on": column(lambda s: s.ends_on),
            "capacity": column(lambda s: s.capacity),
            "capacity_available": column(lambda s: s.capacity_available),
            "assured_on": column(lambda s: s.assured_on, plan.full.on),
            "assured_by": column(lambda s: s.assured_by),
            "eligibility": column(lambda s: s.eligibility),
            "languages": column(lambda s: s.languages),
            "organization_as_written": column(lambda s: s.organization),
            "recorded_at": [record.at] * len(cells),
            "line": column(lambda s: s.line),
            "batch_id": [record.batch_id] * len(cells),
        },
    )
