"""The history of one cell: the state it had on each day, and the facts behind each change. Pure: frames in, frames out.

The state of a day is decided by `coverage.states_of`, the same function that decides the matrix; here only the days are found
on which something may change, and what is counted on them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from coalition.coverage import states_of
from coalition.frames import records
from coalition.frames.history import CELL_FACTS, CELL_SPANS
from coalition.vocabulary import CellState, FactKind

_NEVER = np.datetime64("9999-12-31", "D")
_LONG_AGO = np.datetime64("0001-01-01", "D")
_MISSING = np.datetime64("NaT", "D")
_DAY = np.timedelta64(1, "D")
Days = np.ndarray[Any, Any]


@dataclass(frozen=True)
class CellRecord:
    """Everything that was stated about one cell up to a date.

    Attributes:
        area_id: the area of the cell.
        inside: the districts that count for it; empty for a district.
        statements: frames.history.CELL_STATEMENTS of all these areas, in order of (assured_on, id).
        checks: frames.CELL_CHECKS of all these areas.
        verdicts: frames.history.CELL_VERDICTS of exactly this area.
    """

    area_id: int
    inside: tuple[int, ...]
    statements: pd.DataFrame
    checks: pd.DataFrame
    verdicts: pd.DataFrame


@dataclass(frozen=True)
class CellHistory:
    """The days of a cell.

    Attributes:
        spans: frames.history.CELL_SPANS without holes, from the first fact to the date; empty: nothing was ever stated.
        facts: frames.history.CELL_FACTS, newest first.
    """

    spans: pd.DataFrame
    facts: pd.DataFrame


def history_of(record: CellRecord, *, on: date, fresh_days: int) -> CellHistory:
    """The states a cell had from its first fact to a date, and the fact behind each.

    Args:
        record: what was stated, not after the date.
        on: the date; what runs out later is not told.
        fresh_days: days for which a confirmation, a check and a verdict count.
    """
    facts = [
        fact
        for fact in (
            *_service_facts(record, fresh_days),
            *_check_facts(record, fresh_days),
            *_verdict_facts(record, fresh_days),
        )
        if fact["on"] <= np.datetime64(on, "D")
    ]
    days = np.unique(np.array([fact["on"] for fact in facts], dtype="datetime64[D]"))
    if not len(days):
        return CellHistory(CELL_SPANS.empty(), CELL_FACTS.empty())
    counted = _counted(record, days, fresh_days)
    states = states_of(counted, {record.area_id: len(record.inside)}).to_numpy(dtype=object)
    return CellHistory(_spans(days, states, counted["fresh_organizations"].to_numpy()), _facts_frame(facts, days, states))


# --- what is counted on each day --------------------------------------------------------------------------------------


def _counted(record: CellRecord, days: Days, fresh_days: int) -> pd.DataFrame:
    """One row per day with the columns `coverage.states_of` reads."""
    since = days - fresh_days * _DAY
    services = _in_force(record.statements)
    active = (services.from_day <= days[:, None]) & (days[:, None] < services.until_day)
    newest, holds = {}, {}
    for area in (record.area_id, *record.inside):
        newest[area] = _newest(_days(record.checks.loc[record.checks["area_id"] == area, "confirmed_on"]), days)
        contradicted = active & (services.area == area) & (services.assured >= newest[area][:, None])
        holds[area] = (newest[area] >= since) & ~contradicted.any(axis=1)
    fresh = active & (services.assured >= since[:, None])
    for area, is_nobody in holds.items():
        fresh &= ~(is_nobody[:, None] & (services.area == area))
    verdict = _newest_verdict(record.verdicts, days, since)
    return pd.DataFrame(
        {
            "area_id": record.area_id,
            "fresh_organizations": _organizations(fresh, services.organization),
            "fresh_on": _latest(fresh, services.assured),
            "capacity_available": _free(fresh, record.statements),
            "checked_on": _stamps(np.max(np.stack([*newest.values()]), axis=0)),
            "is_nobody": holds[record.area_id],
            "districts_nobody": np.sum([holds[area] for area in record.inside], axis=0) if record.inside else 0,
            **verdict,
        }
    )


@dataclass(frozen=True)
class _InForce:
    from_day: Days  # first day in force
    until_day: Days  # first day no longer in force; not after from_day: never
    assured: Days
    area: Days
    organization: Days


def _in_force(statements: pd.DataFrame) -> _InForce:
    """On which days each statement is in force: active, and the newest of its organization and area (in order of time)."""
    assured, starts, ends = (_days(statements[name]) for name in ("assured_on", "starts_on", "ends_on"))
    following = statements.groupby(["organization_id", "area_id"])["assured_on"].shift(-1)
    until = np.minimum(_filled(ends + _DAY, _NEVER), _filled(_days(following), _NEVER))
    offered = statements["is_offered"].to_numpy(dtype=bool)
    return _InForce(
        np.maximum(assured, _filled(starts, _LONG_AGO)),
        np.where(offered, until, _LONG_AGO),
        assured,
        statements["area_id"].to_numpy(),
        statements["organization_id"].to_numpy(),
    )


def _organizations(fresh: Days, organization: Days) -> Days:
    """Distinct organizations with a fresh service, day by day."""
    if not fresh.shape[1]:
        return np.zeros(len(fresh), dtype="int64")
    order = np.argsort(organization, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(organization[order]) != 0])
    return np.asarray(np.logical_or.reduceat(fresh[:, order], starts, axis=1).sum(axis=1))


def _latest(fresh: Days, assured: Days) -> "pd.Series[pd.Timestamp]":
    """The newest confirmation of a fresh service, day by day; missing: none is fresh."""
    if not fresh.shape[1]:
        return _stamps(np.full(len(fresh), _LONG_AGO))
    return _stamps(np.max(np.where(fresh, assured, _LONG_AGO), axis=1))


def _free(fresh: Days, statements: pd.DataFrame) -> "pd.Series[int]":
    """Free places that fresh services report, day by day; missing: none reports any."""
    told = fresh & statements["capacity_available"].notna().to_numpy()
    total = told @ statements["capacity_available"].fillna(0).to_numpy(dtype="int64")
    return pd.Series(total, dtype="Int64").where(pd.Series(told.any(axis=1)))


def _newest_verdict(verdicts: pd.DataFrame, days: Days, since: Days) -> dict[str, Any]:
    """The newest verdict of each day, of two of one day the later row; missing where it is stale or there is none."""
    ordered = verdicts.sort_values(["decided_on", "id"], kind="stable")
    decided = _days(ordered["decided_on"])
    last = np.searchsorted(decided, days, side="right") - 1
    known = (last >= 0) & (np.r_[decided, _MISSING][last] >= since)
    chosen = ordered.reset_index(drop=True).reindex(np.where(known, last, -1)).reset_index(drop=True)
    return {name: chosen[name] for name in ("judgement", "decided_on", "group")}


def _newest(dates: Days, days: Days) -> Days:
    """Of each day the newest of these dates that is not after it; long ago where there is none."""
    ordered = np.r_[np.sort(dates), _LONG_AGO]
    return np.asarray(ordered[np.searchsorted(ordered[:-1], days, side="right") - 1])


def _days(column: "pd.Series[Any]") -> Days:
    return column.to_numpy(dtype="datetime64[D]")


def _filled(days: Days, missing: np.datetime64) -> Days:
    return np.where(np.isnat(days), missing, days)


def _stamps(days: Days) -> "pd.Series[pd.Timestamp]":
    return pd.Series(np.where(days == _LONG_AGO, _MISSING, days)).astype("datetime64[us]")


# --- the facts --------------------------------------------------------------------------------------------------------


def _service_facts(record: CellRecord, fresh_days: int) -> list[dict[str, Any]]:
    """Confirmed, started, put off, ended, and a confirmation that ran out while the service was in force."""
    force, facts = _in_force(record.statements), []
    free_before = record.statements.groupby(["organization_id", "area_id"])["capacity_available"].shift(1)
    is_newer = record.statements.groupby(["organization_id", "area_id"]).cumcount() > 0
    rows = records(record.statements.assign(free_before=free_before, is_newer=is_newer))
    for row, first, until, assured in zip(rows, force.from_day, force.until_day, force.assured, strict=True):
        about = {name: row[name] for name in ("organization", "area", "area_local")}
        places = {"free": row["capacity_available"], "free_before": row["free_before"]}
        if row["is_offered"] and row["is_newer"] and first > assured:  # what was in force is so no longer
            facts.append({"on": assured, "kind": FactKind.POSTPONED, **about})
            if until <= first:
                continue
        if until <= first:  # stated to have ended, or corrected on the same day
            facts.append(
                {"on": assured, "kind": FactKind.CONFIRMED if row["is_offered"] else FactKind.ENDED, **about, **places}
            )
            continue
        facts.append({"on": first, "kind": FactKind.STARTED if first > assured else FactKind.CONFIRMED, **about, **places})
        ends = np.datetime64(row["ends_on"], "D") + _DAY if row["ends_on"] else _NEVER
        if until == ends and until < _NEVER:
            facts.append({"on": until, "kind": FactKind.ENDED, **about})
        stale = assured + (fresh_days + 1) * _DAY
        if first < stale < until:
            facts.append({"on": stale, "kind": FactKind.STALE, "since_on": assured, **about})
    return facts


def _check_facts(record: CellRecord, fresh_days: int) -> list[dict[str, Any]]:
    """Asked and found nobody; and the newest such answer of an area that became too old."""
    facts = []
    for _, checks in record.checks.sort_values(["confirmed_on", "id"]).groupby("area_id"):
        days = [*_days(checks["confirmed_on"]), _NEVER]
        for row, asked, following in zip(records(checks), days, days[1:], strict=False):
            about = {"area": row["area"], "area_local": row["area_local"], "by": row["confirmed_by"]}
            facts.append({"on": asked, "kind": FactKind.NOBODY, **about})
            stale = asked + (fresh_days + 1) * _DAY
            if stale < following:
                facts.append({"on": stale, "kind": FactKind.NOBODY_STALE, "since_on": asked, **about})
    return facts


def _verdict_facts(record: CellRecord, fresh_days: int) -> list[dict[str, Any]]:
    """Agreed by the members; and the newest verdict that became too old."""
    ordered = record.verdicts.sort_values(["decided_on", "id"], kind="stable")
    facts, days = [], [*_days(ordered["decided_on"]), _NEVER]
    for row, decided, following in zip(records(ordered), days, days[1:], strict=False):
        about = {name: row[name] for name in ("judgement", "group", "reason")} | {"by": row["decided_by"]}
        facts.append({"on": decided, "kind": FactKind.VERDICT, **about})
        stale = decided + (fresh_days + 1) * _DAY
        if stale < following:
            facts.append({"on": stale, "kind": FactKind.VERDICT_STALE, "since_on": decided, **about})
    return facts


def _facts_frame(facts: list[dict[str, Any]], days: Days, states: Days) -> pd.DataFrame:
    """CELL_FACTS, newest first, each with the state before and after its day."""
    before = np.r_[[CellState.UNKNOWN.value], states[:-1]]
    place = {day: number for number, day in enumerate(days)}
    rows = []
    for fact in sorted(facts, key=lambda fact: fact["on"], reverse=True):
        number = place[fact["on"]]
        told = {"before": before[number], "after": states[number], "is_change": bool(before[number] != states[number])}
        rows.append({**fact, "kind": fact["kind"].value, **told})
    return CELL_FACTS.from_rows([[row.get(name) for name in CELL_FACTS.columns] for row in rows])


def _spans(days: Days, states: Days, organizations: Days) -> pd.DataFrame:
    """CELL_SPANS: neighbors with the same state and number made one."""
    first = np.r_[True, (states[1:] != states[:-1]) | (organizations[1:] != organizations[:-1])]
    starts = days[first]
    return CELL_SPANS.from_columns(
        {
            "from_on": starts,
            "to_on": np.r_[starts[1:] - _DAY, [_MISSING]],
            "state": states[first],
            "fresh_organizations": organizations[first],
        }
    )
