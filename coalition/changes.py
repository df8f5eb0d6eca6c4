"""Why a cell is different from before: what was confirmed, ended, grew old, asked or agreed. Pure: frames in, frames out.

Two pictures of the same matrix are compared by `coverage.changes_between`; here the facts behind each change are found by
comparing what was last stated before either date, statement by statement. Definitions: docs/glossary.md, Change.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from coalition.frames import FACTS, records
from coalition.vocabulary import STATES, CellState, Judgement

KINDS = ("closed", "fragile", "silent", "opened", "learned", "second", "still")
"""The kinds of change in the order in which a meeting hears them: first what needs somebody to act."""


class Fact(StrEnum):
    """What happened between the dates, or what a day took away."""

    CONFIRMED = "confirmed"  # a service was confirmed, that was not known or no longer fresh before
    STARTED = "started"  # its first day came
    ENDED = "ended"  # somebody stated that it has ended
    LAST_DAY = "last_day"  # its last day has passed
    POSTPONED = "postponed"  # it was in force, and somebody stated that it begins later
    STALE = "stale"  # nobody has confirmed it for so long that it no longer counts
    PLACES = "places"  # another number of free places is reported
    NOBODY = "nobody"  # asked, and there was nobody
    NOBODY_STALE = "nobody_stale"  # that answer is too old to count
    AGREED = "agreed"  # the members agreed on a verdict
    VERDICT_STALE = "verdict_stale"  # their verdict is too old to count


def facts_frame(
    changes: pd.DataFrame,
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    cells: pd.DataFrame,
    start: date,
    end: date,
    fresh_days: int,
) -> pd.DataFrame:
    """FACTS behind each changed cell, cell by cell in the order of `changes`, the oldest first.

    Args:
        changes: frames.CELL_CHANGES.
        before, after: STATED, the newest statements not after `start` and `end`.
        cells: frames.CELLS that name the ids of the changed cells.
        start, end: the two dates.
        fresh_days: days for which a confirmation counts.
    """
    fresh = timedelta(days=fresh_days)
    earlier = {_key(row): row for row in records(before)}
    stated: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in records(after):
        row["fact"] = _fact(earlier.get(_key(row)), row, start, end, fresh)
        for area in {row["area_id"], row["parent_id"]} - {None}:
            stated.setdefault((area, row["service_type_id"]), []).append(row)
    wanted = changes[["pcode", "code", "before", "after"]].merge(
        cells[["pcode", "code", "area_id", "service_type_id"]], on=["pcode", "code"]
    )
    rows = [
        (cell["pcode"], cell["code"], *fact)
        for cell in records(wanted)
        for fact in _facts_of(cell, stated.get((cell["area_id"], cell["service_type_id"]), []), end, fresh)
    ]
    return FACTS.from_rows(rows)


def _facts_of(cell: dict[str, Any], stated: list[dict[str, Any]], end: date, fresh: timedelta) -> list[tuple[Any, ...]]:
    """What is told of one changed cell, the oldest first."""
    told = []
    for row in stated:
        fact = row["fact"]
        if fact is None and _decides(row, cell, end, fresh):
            fact = (Fact.AGREED, row["day"])
        if fact is not None and _bears_on(row, cell, stated):
            extra = (row["said"] if row["source"] == "verdict" else None, _places(row, fact[0]))
            told.append((*fact, row["organization"], row["who"], *extra))
    return sorted(told, key=lambda fact: fact[1])


def _bears_on(row: dict[str, Any], cell: dict[str, Any], stated: list[dict[str, Any]]) -> bool:
    """Whether a statement counts for this cell, which may be that of the province around it.

    A verdict is about exactly its area. That there is nobody in a district says something of its province only where it
    takes away a service stated for that district, or where the province is `none`, as all its districts are.
    """
    if row["source"] == "service" or row["area_id"] == cell["area_id"]:
        return True
    if row["source"] == "verdict":
        return False
    taken = any(
        other["source"] == "service" and other["area_id"] == row["area_id"] and other["day"] < row["day"] for other in stated
    )
    return taken or CellState.NONE in (cell["before"], cell["after"])


def _decides(row: dict[str, Any], cell: dict[str, Any], end: date, fresh: timedelta) -> bool:
    """An older verdict that decides the state again, since what contradicted it is gone."""
    if row["source"] != "verdict" or row["day"] < end - fresh:
        return False
    return Judgement(row["said"]) in STATES[CellState(cell["after"])].judgements


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["source"], row["area_id"], row["service_type_id"], row["organization_id"])


def _places(row: dict[str, Any], fact: Fact) -> int | None:
    told: int | None = row["capacity_available"]
    return told if fact in (Fact.PLACES, Fact.CONFIRMED) else None


def _fact(
    old: dict[str, Any] | None, new: dict[str, Any], start: date, end: date, fresh: timedelta
) -> tuple[Fact, date] | None:
    """What became of one statement, with the day; None: nothing that bears on a cell."""
    old_after = fresh + timedelta(days=1)  # the first day on which it no longer counts
    is_new = old is None or new["day"] > start
    grew_old = new["day"] < end - fresh
    if new["source"] != "service":
        said, stale = (Fact.NOBODY, Fact.NOBODY_STALE) if new["source"] == "check" else (Fact.AGREED, Fact.VERDICT_STALE)
        counted = new["day"] >= start - fresh
        return (said, new["day"]) if is_new else (stale, new["day"] + old_after) if counted and grew_old else None
    was, now = old is not None and _is_active(old, start), _is_active(new, end)
    counted = was and old is not None and old["day"] >= start - fresh
    if not now:
        if not was:
            return None
        return _gone(new, end)
    if grew_old:
        return (Fact.STALE, new["day"] + old_after) if counted else None
    if not counted:
        return (Fact.CONFIRMED, new["day"]) if is_new else (Fact.STARTED, new["starts_on"] or new["day"])
    if old is not None and is_new and old["capacity_available"] != new["capacity_available"]:
        return (Fact.PLACES, new["day"])
    return (Fact.CONFIRMED, new["day"]) if is_new else None


def _gone(new: dict[str, Any], end: date) -> tuple[Fact, date]:
    """Why a service that was in force is so no longer."""
    if new["said"] == "ended":
        return Fact.ENDED, new["day"]
    if new["starts_on"] and new["starts_on"] > end:
        return Fact.POSTPONED, new["day"]
    return Fact.LAST_DAY, new["ends_on"] or new["day"]


def _is_active(row: dict[str, Any], on: date) -> bool:
    is_open: bool = (row["starts_on"] is None or row["starts_on"] <= on) and (row["ends_on"] is None or row["ends_on"] >= on)
    return is_open and bool(row["said"] == "offered")


def by_kind(changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """CELL_CHANGES by kind, in the order of KINDS; kinds without a cell are left out."""
    grouped = {kind: changes[changes["kind"] == kind] for kind in KINDS}
    return {kind: frame for kind, frame in grouped.items() if not frame.empty}
