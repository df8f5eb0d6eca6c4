"""What rests on one organization, has it come lately, and what falls without it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.answers.coverage import coverage_picture
from coalition.answers.participation import participation_picture
from coalition.frames import records
from coalition.queries import single_providers as queries
from coalition.settings import Settings
from coalition.single_providers import falls_frame, resting_frame, single_providers_frame
from coalition.vocabulary import CellState


@dataclass(frozen=True)
class SingleProviders:
    """The cells of one level that rest on one organization.

    Attributes:
        on, level: the date; 1 provinces, 2 districts.
        levels: the levels that have an area in scope.
        cells: cells of the matrix [cells].
        known: those of them about which something is known [cells].
        resting: frames.RESTING.
        points: frames.SINGLE_POINTS, the greatest danger first.
        organizations: {id: name} of all that state services: who can be left out.
        without: those of them that are left out.
        falls: frames.FALLS without them; empty when nobody is left out.
        lapsed_after: missed expected meetings in a row after which a member is lapsed.
        fresh_days: days for which a confirmation counts.
        has_needs: whether counts of needs are known.
    """

    on: date
    level: int
    levels: list[int]
    cells: int
    known: int
    resting: pd.DataFrame
    points: pd.DataFrame
    organizations: dict[int, str]
    without: list[int]
    falls: pd.DataFrame
    lapsed_after: int
    fresh_days: int
    has_needs: bool


def single_providers(
    session: Session, *, settings: Settings, on: date, level: int, without: Sequence[int] = ()
) -> SingleProviders:
    """What rests on one organization on a date.

    Args:
        session: reads.
        settings: scope, fresh_days and the numbers of participation.
        on: the date.
        level: 1 for provinces, 2 for districts.
        without: organizations whose services are left out, to see which cells fall; unknown ids are ignored.
    """
    picture = coverage_picture(session, settings=settings, on=on, level=level)
    sole = queries.sole_frame(session, on=on, fresh_days=settings.fresh_days, level=level)
    members = participation_picture(session, settings=settings, on=on)
    names = {row["id"]: row["name"] for row in records(queries.offering_frame(session))}
    resting = resting_frame(picture.cells, sole)
    gone = [organization for organization in dict.fromkeys(without) if organization in names]
    # the same picture once more: with nobody left out it is compared with itself, and nothing falls
    rest = coverage_picture(session, settings=settings, on=on, level=level, without=gone) if gone else picture
    return SingleProviders(
        on=on,
        level=level,
        levels=picture.levels,
        cells=len(picture.cells),
        known=len(picture.cells) - picture.counts[CellState.UNKNOWN],
        resting=resting,
        points=single_providers_frame(resting, names, members.members),
        organizations=names,
        without=gone,
        falls=falls_frame(picture.cells, rest.cells),
        lapsed_after=members.lapsed_after,
        fresh_days=settings.fresh_days,
        has_needs=picture.has_needs,
    )


def single_providers_json(found: SingleProviders) -> dict[str, Any]:
    """The answer as plain JSON values, stable for scripts; null: not known."""
    resting: dict[int, list[dict[str, Any]]] = {}
    for row in records(found.resting):
        cell = {"area": row["pcode"], "service_type": row["code"], "state": row["state"]}
        resting.setdefault(row["organization_id"], []).append(cell)
    return {
        "on": found.on.isoformat(),
        "level": found.level,
        "organizations": [
            {key: row[key] for key in ("organization", "drift", "missed", "is_excused", "unmet_need")}
            | {
                "last_present_on": row["last_present_on"] and row["last_present_on"].isoformat(),
                "cells": resting[row["organization_id"]],
            }
            for row in records(found.points)
        ],
        "without": [found.organizations[organization] for organization in found.without],
        "falls": [
            {"area": row["pcode"], "service_type": row["code"], "before": row["before"], "after": row["after"]}
            for row in records(found.falls[found.falls["is_fall"]])
        ],
    }
