"""Service gaps. The matrix with its gaps, one cell with what stands behind it, and the JSON of the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.answers.needs import Audience, NeedCounts, need_counts, with_published
from coalition.calling.said import Full, said_full
from coalition.coverage import rule_of
from coalition.frames import records
from coalition.queries import behind
from coalition.queries import coverage as queries
from coalition.queries.behind import AskedCell
from coalition.queries.cell import nobody_above, nobody_around
from coalition.queries.directory import recent_people
from coalition.queries.publishing import Published
from coalition.settings import Settings
from coalition.vocabulary import STATES, CellState


@dataclass(frozen=True)
class CoveragePicture:
    """The coverage matrix of one level on one date.

    Attributes:
        on: the date.
        level: 1 provinces, 2 districts.
        fresh_days: days for which a confirmation counts.
        areas: frames.AREAS in scope of that level, by name: the columns of the matrix.
        types: frames.SERVICE_TYPES shown: the rows.
        cells: frames.CELLS, every area x every service type.
        gaps: frames.CELLS, the cells with too little help, worst first.
        unknown: frames.CELLS, the cells nobody can say anything about, most unmet need first.
        ranked_gaps, ranked_unknown: the rows of `cells` that these two are, in order. They are laid out when somebody looks:
            together they are all cells but the good ones, and a screen shows a few.
        counts: number of cells in each state.
        has_needs: whether counts of needs are shown; False: need is unknown everywhere.
        needs_reason: why not: answers.needs.NOT_SHOWN (the audience must not see them) or NOT_SHARED; None: they are shown.
        provinces: frames.AREAS in scope of level 1, whatever `within` is: what the view can be narrowed to.
        levels: the levels that have an area in scope.
        published: of a room the publication its counts of needs stand in, as `unmet_need`; None: there is none, or exact
            counts are shown.
        around: {(area, service type): the newest note that there is nobody in an area around it}; it decides nothing about the
            cell (docs/decisions/0049).
    """

    on: date
    level: int
    fresh_days: int
    areas: pd.DataFrame
    types: pd.DataFrame
    cells: pd.DataFrame
    ranked_gaps: Any
    ranked_unknown: Any
    counts: dict[CellState, int]
    has_needs: bool
    needs_reason: str | None
    provinces: pd.DataFrame
    levels: list[int]
    published: Published | None
    around: dict[tuple[int, int], dict[str, Any]]

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """frames.CELLS, worst first."""
        return self.cells.take(self.ranked_gaps)

    @property
    def decided(self) -> int:
        """How many cells are none or barrier because the members agreed so [cells]."""
        state, said = self.cells["state"], self.cells["judgement"]
        made = [(state == made.value) & said.isin(traits.judgements) for made, traits in STATES.items()]
        return int(np.logical_or.reduce(made).sum())

    @cached_property
    def unreported(self) -> pd.DataFrame:
        """frames.CELLS of `gaps` where, while needs are counted at all, none is registered: no score ranks them, and yet they
        are not the least. The heaviest state first."""
        is_unreported = ~(self.gaps["unmet_need"] > 0).fillna(False)
        return self.gaps[is_unreported & self.has_needs]

    @cached_property
    def unknown(self) -> pd.DataFrame:
        """frames.CELLS, most unmet need first."""
        return self.cells.take(self.ranked_unknown)


def coverage_picture(
    session: Session,
    *,
    settings: Settings,
    on: date,
    level: int,
    within: str | None = None,
    pillar: str | None = None,
    audience: Audience = "coordinator",
    without: Sequence[int] = (),
) -> CoveragePicture:
    """The coverage matrix on a date.

    Args:
        session: reads.
        settings: scope and fresh_days.
        on: the date of the picture: nothing stated later is looked at.
        level: 1 for provinces, 2 for districts.
        within: P-code; only this area and the districts inside it. None: the whole scope.
        pillar: a value of vocabulary.Pillar, or "other"; None: all service types.
        audience: who sees it; "room": counts of needs as published, else not shown.
        without: organizations whose services are left out: what if they were not there?
    """
    scope: dict[str, Any] = {"scope": settings.scope, "with_needs": audience == "coordinator"}
    in_scope = queries.areas_frame(session, **scope)
    shown = queries.areas_frame(session, **scope, within=within) if within else in_scope
    areas = shown[shown["level"] == level]
    types = coverage.of_pillar(queries.service_types_frame(session), pillar)
    needs = need_counts(session, audience=audience, on=on, level=level)
    found = _cells(session, areas, types, needs=needs, settings=settings, on=on, level=level, without=without)
    cells = with_published(found, needs)
    return CoveragePicture(
        on=on,
        level=level,
        fresh_days=settings.fresh_days,
        areas=areas,
        types=types,
        cells=cells,
        ranked_gaps=coverage.ranked_gaps(cells),
        ranked_unknown=coverage.ranked_unknown(cells),
        counts=coverage.counts_by_state(cells),
        has_needs=bool(cells["unmet_need"].notna().any()),
        needs_reason=needs.reason,
        provinces=in_scope[in_scope["level"] == 1],
        levels=sorted({int(found) for found in in_scope["level"]}),
        published=needs.published,
        around=_around(session, areas, on=on, fresh_from=on - timedelta(days=settings.fresh_days), level=level),
    )


def _around(
    session: Session, areas: pd.DataFrame, *, on: date, fresh_from: date, level: int
) -> dict[tuple[int, int], dict[str, Any]]:
    """`CoveragePicture.around`."""
    countries = queries.country_of_areas(session)
    if level == 1 and not countries:
        return {}
    inside: dict[Any, list[int]] = {}
    for own, above in zip(areas["id"].tolist(), areas["parent_id"].tolist(), strict=True):
        for around in {above, countries.get(own)}:
            inside.setdefault(around, []).append(own)
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for note in nobody_above(session, on=on, fresh_from=fresh_from, level=level):
        for own in inside.get(note["area_id"], ()):
            found.setdefault((own, note["service_type_id"]), note)
    return found


def _cells(
    session: Session,
    areas: pd.DataFrame,
    types: pd.DataFrame,
    *,
    needs: NeedCounts,
    settings: Settings,
    on: date,
    level: int,
    without: Sequence[int] = (),
) -> pd.DataFrame:
    """frames.CELLS of these areas (all of that level) and service types."""
    fresh_days = settings.fresh_days
    day: dict[str, Any] = {"on": on, "fresh_days": fresh_days, "level": level, "without": without}
    countries = queries.country_of_areas(session)
    if len(areas) == 1:  # one cell or one column: nothing else is counted
        around = [int(found) for found in areas["parent_id"].dropna()]  # for what is offered in the whole province
        around += [country for area, country in countries.items() if area == areas["id"].iloc[0]]
        day |= {"areas": [int(areas["id"].iloc[0]), *around], "kinds": types["id"].tolist()}
    services = queries.services_by_cell_frame(session, **day)
    return coverage.cells_frame(
        areas,
        types,
        services=services,
        checks=queries.checks_by_cell_frame(session, **day),
        needs=needs.frame,
        verdicts=queries.verdicts_by_cell_frame(session, on=on),
        districts=queries.districts_per_province(session) if level == 1 else {},
        wide=services if level == 2 else None,
        countries=countries,
        pillars=settings.pillar_order,
        on=on,
        fresh_days=fresh_days,
    )


def coverage_json(picture: CoveragePicture) -> dict[str, Any]:
    """The stable JSON of `python -m coalition coverage --json`: every area in scope x every active service type."""
    cells = [
        {
            "area": row["pcode"],
            "service_type": row["code"],
            "state": row["state"],
            "organizations": row["organizations"],
            "service_type_name": row["service_type"],
            "caseload": row["caseload"],
            "unmet_need": row["unmet_need"],
            "capacity": row["capacity"],
            "capacity_available": row["capacity_available"],
            "assured_on": None if row["assured_on"] is None else row["assured_on"].isoformat(),
        }
        for row in records(picture.cells)
    ]
    return {"on": picture.on.isoformat(), "level": picture.level, "cells": cells}


@dataclass(frozen=True)
class CellDetail:
    """What stands behind one cell.

    Attributes:
        cell: the row of frames.CELLS as plain values.
        rule: the sentence that says why the cell is in its state, with `{days}` to fill in (rule_of).
        fresh_from: first day on which a confirmation still counts.
        services: rows of frames.CELL_SERVICES_SHOWN that count for the cell, fresh and not, and those about the whole province
            of a district last.
        checks: rows of frames.CELL_CHECKS_SHOWN of the cell, in the same order.
        nobody_around: of a cell that is not known, the note about an area around it (queries.cell.nobody_around); None: none.
        needs: caseload, unmet_need [people], oldest_on, referred [needs]; None: nobody has shared a case.
        is_contradicted: a barrier or gap that the members agreed on meets a newer fact: both are shown.
    """

    cell: dict[str, Any]
    rule: str
    fresh_from: date
    services: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    nobody_around: dict[str, Any] | None
    needs: dict[str, Any] | None
    is_contradicted: bool

    @property
    def full(self) -> Full | None:
        """Who said last that there is no free place: whoever else is named may be called nevertheless. None: it is not full."""
        own = [row for row in self.services if not row["is_wide"]]
        return said_full(own, fresh_from=self.fresh_from) if self.cell["state"] == CellState.FULL.value else None


def cell_detail(session: Session, *, settings: Settings, on: date, area: str, service_type: str) -> CellDetail | None:
    """One cell with the organizations, needs, checks and dates behind it; None: there is no such area or service type.

    Args:
        session: reads.
        settings: fresh_days.
        on: the date of the picture.
        area: P-code of a province or district, in scope or not.
        service_type: code of an active service type.
    """
    found = behind.asked_cell(session, area=area, service_type=service_type)
    if found is None:
        return None
    services = behind.services_behind(session, found, on=on)
    checks = behind.checks_behind(session, found, on=on)
    needs = behind.needs_behind(session, found, on=on)
    row = _row(session, found, settings, on, needs=needs, is_served=bool(services), is_asked=bool(checks))
    fresh_from, province = on - timedelta(days=settings.fresh_days), found.area["parent_id"]
    country = queries.country_of_areas(session).get(found.area["id"], 0)
    came = _came_lately(session, services, on)
    for service in services:
        service["is_fresh"] = service["assured_on"] >= fresh_from
        service["is_wide"] = service["area_id"] in {province, country}
        service["is_country"] = service["area_id"] == country
        service["came_lately"] = None if service["contact"] else came.get(service["organization_id"])
    for check in checks:
        check["is_wide"] = check["area_id"] in {province, country}
    asked: dict[str, Any] = {"area_id": found.area["id"], "service_type_id": found.kind["id"]}
    is_asked_around = row["state"] == CellState.UNKNOWN and any(map(_is_wide, checks))
    return CellDetail(
        cell=row,
        rule=rule_of(CellState(row["state"]), row["judgement"]),
        fresh_from=fresh_from,
        services=sorted(services, key=_is_wide),
        checks=sorted(checks, key=_is_wide),
        nobody_around=nobody_around(session, on=on, fresh_from=fresh_from, **asked) if is_asked_around else None,
        needs=needs,
        is_contradicted=coverage.is_contradicted(CellState(row["state"]), row["judgement"]),
    )


_is_wide = itemgetter("is_wide")


def _row(
    session: Session,
    found: AskedCell,
    settings: Settings,
    on: date,
    *,
    needs: dict[str, Any] | None,
    is_served: bool,
    is_asked: bool,
) -> dict[str, Any]:
    """The row of frames.CELLS of one cell, as in the matrix. is_served, is_asked: a service, a check is there to be counted."""
    area, level, province = found.area["id"], found.area["level"], found.area["parent_id"]
    asked: dict[str, Any] = {"on": on, "fresh_days": settings.fresh_days, "level": level, "kind": found.kind["id"]}
    country = queries.country_of_areas(session).get(area)
    own = [one for one in (area, None if level == 1 else province, country) if one is not None]
    served = queries.services_of_cells(session, areas=own, asked=is_asked, **asked) if is_served else {}
    return coverage.one_cell(
        found.area,
        found.kind,
        services=served.get(area, {}),
        wide=served.get(province, {}).get("fresh_organizations", 0) if level == 2 else 0,
        country_wide=served.get(country, {}).get("fresh_organizations", 0) if country else 0,
        checks=queries.checks_of_cell(session, area=area, **asked) if is_asked else {},
        needs=needs,
        verdict=behind.newest_verdict(session, found, on=on),
        inside=sum(inner["level"] == 2 for inner in found.inside) if level == 1 else 0,
        on=on,
        fresh_days=settings.fresh_days,
    )


def _came_lately(session: Session, services: list[dict[str, Any]], on: date) -> dict[int, str]:
    """For organizations without a focal point: name, role, phone and e-mail of the person who came last for them."""
    wanted = sorted({row["organization_id"] for row in services if row["contact"] is None})
    people = recent_people(session, on=on, organization_ids=wanted, last=1) if wanted else []
    return {
        person["organization_id"]: ", ".join(person[name] for name in ("name", "role", "phone", "email") if person[name])
        for person in people
    }
