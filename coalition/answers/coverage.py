"""Where is help missing? The matrix with its gaps, one cell with what stands behind it, and the JSON of the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.answers.needs import Audience, NeedCounts, need_counts
from coalition.coverage import rule_of
from coalition.frames import records
from coalition.queries import cell as cell_queries
from coalition.queries import coverage as queries
from coalition.queries.directory import recent_people_frame
from coalition.settings import Settings
from coalition.vocabulary import CellState


@dataclass(frozen=True)
class CoveragePicture:
    """The coverage matrix of one level on one date.

    Attributes:
        on: the date.
        level: 1 provinces, 2 districts.
        fresh_days: days for which a confirmation counts.
        areas: frames.AREAS in scope of that level, by name: the columns of the matrix.
        types: frames.SERVICE_TYPES shown: the rows.
        cells: frames.CELLS, every area x every kind of help.
        gaps: frames.CELLS, the cells with too little help, worst first.
        unknown: frames.CELLS, the cells nobody can say anything about, most unmet need first.
        counts: number of cells in each state.
        has_needs: whether counts of needs are shown; False: need is unknown everywhere.
        needs_reason: why not: answers.needs.NOT_SHOWN (the audience must not see them) or NOT_SHARED; None: they are shown.
        provinces: frames.AREAS in scope of level 1, whatever `within` is: what the view can be narrowed to.
        levels: the levels that have an area in scope.
    """

    on: date
    level: int
    fresh_days: int
    areas: pd.DataFrame
    types: pd.DataFrame
    cells: pd.DataFrame
    gaps: pd.DataFrame
    unknown: pd.DataFrame
    counts: dict[CellState, int]
    has_needs: bool
    needs_reason: str | None
    provinces: pd.DataFrame
    levels: list[int]


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
        pillar: a value of vocabulary.Pillar, or "other"; None: all kinds of help.
        audience: who sees it; "room": counts of needs as published, else not shown.
        without: organizations whose services are left out: what if they were not there?
    """
    in_scope = queries.areas_frame(session, scope=settings.scope)
    shown = queries.areas_frame(session, scope=settings.scope, within=within) if within else in_scope
    areas = shown[shown["level"] == level]
    types = coverage.of_pillar(queries.service_types_frame(session), pillar)
    needs = need_counts(session, audience=audience, on=on, level=level)
    cells = _cells(session, areas, types, needs=needs, settings=settings, on=on, level=level, without=without)
    return CoveragePicture(
        on=on,
        level=level,
        fresh_days=settings.fresh_days,
        areas=areas,
        types=types,
        cells=cells,
        gaps=coverage.gaps_frame(cells),
        unknown=coverage.unknown_frame(cells),
        counts=coverage.counts_by_state(cells),
        has_needs=bool(cells["unmet_need"].notna().any()),
        needs_reason=needs.reason,
        provinces=in_scope[in_scope["level"] == 1],
        levels=sorted({int(found) for found in in_scope["level"]}),
    )


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
    """frames.CELLS of these areas (all of that level) and kinds of help."""
    fresh_days = settings.fresh_days
    day: dict[str, Any] = {"on": on, "fresh_days": fresh_days, "level": level, "without": without}
    if len(areas) == 1:  # one cell or one column: nothing else is counted
        around = [int(found) for found in areas["parent_id"].dropna()]  # for what is offered in the whole province
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
        on=on,
        fresh_days=fresh_days,
    )


def coverage_json(picture: CoveragePicture) -> dict[str, Any]:
    """The stable JSON of `python -m coalition coverage --json`: every area in scope x every active kind of help."""
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
        services: frames.CELL_SERVICES that count for the cell, fresh and not, with columns `is_fresh`, `is_wide` (the
            statement is about the whole province of a district: shown, not counted) and `came_lately` (whom to call where
            no focal point is named: who came last for the organization; missing: nobody did).
        checks: frames.CELL_CHECKS of the cell, those about the whole province of a district last.
        needs: caseload, unmet_need [people], oldest_on, referred [needs]; None: nobody has shared a case.
        is_contradicted: a barrier or gap that the members agreed on meets a newer fact: both are shown.
    """

    cell: dict[str, Any]
    rule: str
    fresh_from: date
    services: pd.DataFrame
    checks: pd.DataFrame
    needs: dict[str, Any] | None
    is_contradicted: bool


def cell_detail(session: Session, *, settings: Settings, on: date, area: str, service_type: str) -> CellDetail | None:
    """One cell with the organizations, needs, checks and dates behind it; None: there is no such area or kind of help.

    Args:
        session: reads.
        settings: fresh_days.
        on: the date of the picture.
        area: P-code of a province or district, in scope or not.
        service_type: code of an active kind of help.
    """
    every = queries.service_types_frame(session)
    types = every[every["code"] == service_type]
    areas = queries.areas_frame(session, scope=[area], within=area)
    own = areas[areas["pcode"] == area]
    if own.empty or types.empty:
        return None
    area_id, type_id = int(own["id"].iloc[0]), int(types["id"].iloc[0])
    level = int(own["level"].iloc[0])
    needs = need_counts(session, audience="coordinator", on=on, level=level, areas=[area_id], kinds=[type_id])
    row = records(_cells(session, own, types, needs=needs, settings=settings, on=on, level=level))[0]
    counted, province = cell_queries.cell_areas(session, area_id=area_id)
    looked_at = [*counted, *([province] if province is not None else [])]
    fresh_from = on - timedelta(days=settings.fresh_days)
    behind = cell_queries.cell_services_frame(session, on=on, area_ids=looked_at, service_type_id=type_id)
    behind["is_fresh"] = behind["assured_on"] >= pd.Timestamp(fresh_from)
    behind["is_wide"] = behind["area_id"] == (province or -1)
    behind["came_lately"] = _came_lately(session, behind, on)
    checks = cell_queries.cell_checks_frame(session, on=on, area_ids=looked_at, service_type_id=type_id)
    return CellDetail(
        cell=row,
        rule=rule_of(CellState(row["state"]), row["judgement"]),
        fresh_from=fresh_from,
        services=behind.sort_values("is_wide", kind="stable"),
        checks=checks.assign(is_wide=checks["area_id"] == (province or -1)).sort_values("is_wide", kind="stable"),
        needs=cell_queries.cell_needs(session, on=on, area_ids=counted, service_type_id=type_id),
        is_contradicted=coverage.is_contradicted(CellState(row["state"]), row["judgement"]),
    )


def _came_lately(session: Session, services: pd.DataFrame, on: date) -> "pd.Series[str]":
    """For organizations without a focal point: name, role, phone and e-mail of the person who came last for them."""
    wanted = services.loc[services["contact"].isna(), "organization_id"].unique().tolist()
    people = recent_people_frame(session, on=on, organization_ids=wanted, last=1) if wanted else None
    told: dict[int, str] = {}
    for person in records(people) if people is not None else []:
        parts = (person["name"], person["role"], person["phone"], person["email"])
        told[person["organization_id"]] = ", ".join(part for part in parts if part)
    return services["organization_id"].map(told).astype("string").where(services["contact"].isna())
