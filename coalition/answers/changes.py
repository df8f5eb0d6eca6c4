"""What changed between two meetings, and which facts are behind it?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.answers.coverage import coverage_picture
from coalition.changes import facts_frame
from coalition.frames import records
from coalition.queries.changes import stated_frame
from coalition.queries.participation import recent_meetings_frame
from coalition.settings import Settings

KIND_WORDS = {
    "closed": "Services lost",
    "fragile": "Down to one provider",
    "silent": "No longer confirmed",
    "opened": "Services gained",
    "learned": "Now known",
    "second": "A second provider",
    "still": "Still no help",
}
"""What each kind of change is called, on the screen and in the terminal."""


@dataclass(frozen=True)
class Changes:
    """What is different between two dates.

    Attributes:
        start, end: the dates, the earlier first.
        level: 1 provinces, 2 districts.
        cells: frames.CELL_CHANGES.
        facts: frames.FACTS behind them; a cell may have none, where no single statement tells.
        verdicts: frames.CELLS of the changed cells about which the members agreed: for whom and why stand there.
        compared: cells of the matrix that were compared [cells].
        fresh_days: days for which a confirmation counts.
    """

    start: date
    end: date
    level: int
    cells: pd.DataFrame
    facts: pd.DataFrame
    verdicts: pd.DataFrame
    compared: int
    fresh_days: int


def changes(session: Session, *, settings: Settings, start: date, end: date, level: int) -> Changes:
    """The cells whose state differs between two dates, with the facts behind.

    Args:
        session: reads.
        settings: scope and fresh_days.
        start, end: the dates to compare; given the wrong way round they are turned.
        level: 1 for provinces, 2 for districts.
    """
    start, end = min(start, end), max(start, end)
    before = coverage_picture(session, settings=settings, on=start, level=level)
    after = coverage_picture(session, settings=settings, on=end, level=level)
    changed = coverage.changes_between(before.cells, after.cells)
    behind = after.cells.merge(changed[["pcode", "code"]], on=["pcode", "code"])
    asked = {
        "area_ids": sorted({int(area) for area in behind["area_id"]}),
        "service_type_ids": sorted({int(kind) for kind in behind["service_type_id"]}),
    }
    facts = facts_frame(
        changed,
        stated_frame(session, on=start, **asked),
        stated_frame(session, on=end, **asked),
        cells=behind,
        start=start,
        end=end,
        fresh_days=settings.fresh_days,
    )
    agreed = behind[behind["judgement"].notna()]
    return Changes(start, end, level, changed, facts, agreed, len(after.cells), settings.fresh_days)


def meeting_days(session: Session, *, on: date) -> dict[date, str | None]:
    """{day of a meeting: its title, None: not told} on or before a date, newest first; of several on a day the latest."""
    days: dict[date, str | None] = {}
    for row in records(recent_meetings_frame(session, on=on)):
        days.setdefault(row["held_on"], row["title"])
    return days


def changes_json(found: Changes) -> dict[str, Any]:
    """The answer as plain JSON values, stable for scripts; null: not known."""
    facts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(found.facts):
        told = {key: row[key] for key in ("fact", "organization", "who", "judgement", "places")}
        facts.setdefault((row["pcode"], row["code"]), []).append({"day": row["day"].isoformat(), **told})
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "level": found.level,
        "cells": [
            {"area": row["pcode"], "service_type": row["code"], "kind": row["kind"], "before": row["before"]}
            | {"after": row["after"], "facts": facts.get((row["pcode"], row["code"]), [])}
            for row in records(found.cells)
        ],
    }
