"""Who does what where as one HXL file (a 3W list), which `import` reads back to the same picture.

A header, right under it the row of tags, then one row per statement: of every service, of every confirmation that there is
nobody, and one row "not known" for an area or a service type about which nothing is stated, so that the matrix is whole.
Earlier statements are in the file too, so that the picture of every past date comes back. Left out, as they are no services:
verdicts of the members, shared cases and their needs, focal points, the settings, service types that are not shown.
Tags: docs/glossary.md, Who does what where as a file. Source: HXL standard 1.1; OCHA 3W.
"""

import csv
import io
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.access.files import csv_rows, write_new
from coalition.database import reading
from coalition.formula_cells import harmless
from coalition.frames import records
from coalition.imports.services.columns import HXL_COLUMNS
from coalition.imports.services.values import NOBODY, NOT_KNOWN, WHOLE_COUNTRY
from coalition.models import Area, CoverageCheck, Organization, Service
from coalition.queries.coverage import areas_frame, country_of_areas, service_types_frame
from coalition.queries.ledger import settings
from coalition.vocabulary import Pillar, Sector, hours_words, label

_OF_A_SERVICE = (
    "starts_on", "ends_on", "assured_on", "is_offered", "capacity", "capacity_available", "assured_by", "eligibility",
    "languages", "minimum_age", "maximum_age", "serves_sex", "hours",
)  # fmt: skip


def hxl_csv(session: Session, *, scope: list[str]) -> bytes:
    """The list as CSV, UTF-8 with a mark at its start, as spreadsheets want it.

    Args:
        session: reads.
        scope: P-codes of the areas the coalition looks at; empty: all areas about which something is stored.
    """
    areas = _areas(session, scope)
    kinds = {row["id"]: row for row in records(service_types_frame(session))}
    services, checks = _services(session, areas, kinds), _checks(session, areas, kinds)
    named = {(row[0], row[1]) for row in [*services, *checks]}
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow([header for header, _ in HXL_COLUMNS])
    out.writerow([tag for _, tag in HXL_COLUMNS])
    for area, kind, *rest in [*services, *checks, *_not_known(areas, kinds, named)]:
        who, stated = rest[:2], rest[2:]
        out.writerow([_cell(value) for value in (*who, *_what(kinds[kind]), *areas[area], *stated)])
    return text.getvalue().encode("utf-8-sig")


def hxl_file(engine: Engine) -> bytes:
    """The list as `hxl_csv` makes it, of the areas this coalition looks at; for a download, made when it is pressed."""
    with reading(engine) as session:
        return hxl_csv(session, scope=settings(session).scope)


def write_hxl(engine: Engine, path: Path) -> int:
    """Write the list into a new file; the number of its rows below the tags.

    Raises:
        FileUnfit: there is such a file already, or it cannot be written.
    """
    data = hxl_file(engine)
    write_new(path, data)
    return csv_rows(data) - 2


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _what(kind: dict[str, Any]) -> tuple[str, str, str]:
    return (label(Pillar(kind["pillar"])) if kind["pillar"] else "", kind["code"], kind["name"])


_Named = tuple[str, str, str, str, str]
"""Country, name and code of the province, name and code of the district."""


def _areas(session: Session, scope: list[str]) -> dict[int, _Named]:
    """{id: its names}: the matrix, with all districts of each province in it, as a province in which all districts have
    nobody has nobody; and the countries for which a service is stated."""
    shown = areas_frame(session, scope=scope)["id"].tolist()
    around = set(country_of_areas(session).values())
    above = aliased(Area)
    columns = (Area.id, Area.level, Area.country, Area.name, Area.pcode)
    found = (
        select(*(col(c) for c in columns), col(above.name), col(above.pcode))
        .outerjoin(above, col(above.id) == col(Area.parent_id))
        .where(or_(col(Area.id).in_(shown), col(Area.parent_id).in_(shown), col(Area.id).in_(around)))
        .order_by(col(Area.level), col(Area.pcode))
    )
    return {row[0]: _named(row[1], *row[2:]) for row in session.execute(found)}


def _named(level: int, country: str, name: str, code: str, above: str | None, code_above: str | None) -> _Named:
    """One area as the columns of the list say it."""
    if level == 0:
        return country, WHOLE_COUNTRY, "", "", ""
    return (country, name, code, "", "") if level == 1 else (country, above or "", code_above or "", name, code)


def _services(session: Session, areas: dict[int, Any], kinds: dict[int, Any]) -> list[tuple[Any, ...]]:
    """Every statement that was ever in force, the earliest first: of several of one day the last."""
    each = (Service.organization_id, Service.service_type_id, Service.area_id, Service.assured_on)
    rank = func.row_number().over(partition_by=[col(c) for c in each], order_by=col(Service.id).desc()).label("rank")
    newest = select(col(Service.id), rank).subquery()
    found = (
        select(
            col(Service.area_id),
            col(Service.service_type_id),
            col(Organization.name),
            col(Organization.sector),
            *(col(getattr(Service, name)) for name in _OF_A_SERVICE),
        )
        .join(newest, newest.c.id == col(Service.id))
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .where(newest.c.rank == 1)
        .order_by(col(Service.assured_on), col(Service.id))
    )
    rows = []
    for area, kind, name, sector, starts, ends, assured, is_offered, *rest, hours in session.execute(found):
        if area in areas and kind in kinds:
            status = "active" if is_offered else "ended"
            who = (area, kind, name, label(Sector(sector)) if sector else "")
            rows.append((*who, starts, ends, assured, status, *rest, hours_words(hours)))
    return rows


def _checks(session: Session, areas: dict[int, Any], kinds: dict[int, Any]) -> list[tuple[Any, ...]]:
    columns = (CoverageCheck.area_id, CoverageCheck.service_type_id, CoverageCheck.confirmed_on, CoverageCheck.confirmed_by)
    found = select(*(col(c) for c in columns)).order_by(col(CoverageCheck.confirmed_on), col(CoverageCheck.id))
    return [
        (area, kind, "", "", "", "", on, NOBODY, "", "", by, *[""] * 6)
        for area, kind, on, by in session.execute(found)
        if area in areas and kind in kinds
    ]


def _not_known(areas: dict[int, Any], kinds: dict[int, Any], named: set[tuple[int, int]]) -> list[tuple[Any, ...]]:
    """One row for each area and each service type that no statement names; nothing is stated about the cell it names."""
    listed = [area for area, told in areas.items() if told[1] != WHOLE_COUNTRY]
    if not listed or not kinds:
        return []
    told_areas, told_kinds = {area for area, _ in named}, {kind for _, kind in named}
    cells = [(area, next(iter(kinds))) for area in listed if area not in told_areas]
    cells += [(listed[0], kind) for kind in kinds if kind not in told_kinds]
    return [(area, kind, "", "", "", "", "", NOT_KNOWN, *[""] * 9) for area, kind in dict.fromkeys(cells)]
