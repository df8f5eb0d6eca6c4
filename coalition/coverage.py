"""Where help is missing: the state of each cell (kind of help x area) and the ranking of gaps. Pure: frames in, frames out.

Definitions: docs/glossary.md, Coverage. Presence counts distinct organizations (OCHA 3W operational presence); a verdict of
the members follows the gap analysis of the Jordan SGBV working group.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from coalition.frames import CELL_CHANGES, CELLS
from coalition.vocabulary import CellState, Judgement, Pillar

WEIGHTS: dict[CellState, float] = {
    CellState.NONE: 1.0,
    CellState.FULL: 0.8,
    CellState.BARRIER: 0.8,
    CellState.FRAGILE: 0.5,
    CellState.COVERED: 0.2,
    CellState.UNKNOWN: 0.0,
}
"""Weight of a state in the gap score. Unknown has none: unknown cells are ranked apart, never among the measured ones."""

OTHER_PILLAR = "other"
PILLAR_ORDER: tuple[str, ...] = (*(pillar.value for pillar in Pillar), OTHER_PILLAR)
_HELPED = {CellState.FRAGILE, CellState.COVERED}


WORST_FIRST: tuple[CellState, ...] = (
    CellState.NONE,
    CellState.BARRIER,
    CellState.FULL,
    CellState.FRAGILE,
    CellState.UNKNOWN,
    CellState.COVERED,
)
"""Which cell stands for an area where only one can be shown. Unknown comes before covered: it never passes for good."""

RULES: dict[CellState, str] = {
    CellState.BARRIER: "The members agreed on a barrier, and no newer confirmation contradicts it.",
    CellState.NONE: "In the last {days} days it was confirmed that there is nobody, and no help was confirmed since.",
    CellState.UNKNOWN: "In the last {days} days nobody has confirmed a service, nor that there is none.",
    CellState.FULL: "Free places are reported, and all reported are 0.",
    CellState.FRAGILE: "Exactly one organization was confirmed within the last {days} days.",
    CellState.COVERED: "Two or more organizations were confirmed within the last {days} days.",
}
"""Why a cell is in its state, as a sentence to translate: the first that holds, in this order."""

GAP_RULES: dict[CellState, str] = {
    CellState.BARRIER: "The members agreed on a gap for one group; others are helped, and no help was confirmed since.",
    CellState.NONE: "The members agreed on a gap, and no help was confirmed since.",
}
"""The same where the verdict `gap` decides (docs/decisions/0014-what-a-verdict-decides.md)."""


def rule_of(state: CellState, judgement: str | None) -> str:
    """The sentence that says why a cell is in its state, `{days}` to be filled in after translation.

    Args:
        state: of the cell.
        judgement: the newest fresh verdict about it, contradicted or not; None: none. A gap that is contradicted leaves
            the cell with help, so a cell without any is so by the gap.
    """
    return GAP_RULES.get(state, RULES[state]) if judgement == Judgement.GAP.value else RULES[state]


def cells_frame(
    areas: pd.DataFrame,
    types: pd.DataFrame,
    *,
    services: pd.DataFrame,
    checks: pd.DataFrame,
    needs: pd.DataFrame | None,
    verdicts: pd.DataFrame,
    districts: dict[int, int],
    wide: pd.DataFrame | None = None,
    on: date,
    fresh_days: int,
) -> pd.DataFrame:
    """Every area x every kind of help, with its state and numbers on a date.

    Args:
        areas: AREAS of one level, in the order to be shown.
        types: SERVICE_TYPES.
        services, checks, needs, verdicts: the frames of `queries.coverage` for that level and date. needs None: unknown.
        districts: {province id: number of districts stored in it}.
        wide: SERVICES_BY_CELL whose rows of provinces mark the districts inside; None: nothing to mark.
        on: the date of the picture.
        fresh_days: days for which a confirmation counts.

    Returns:
        CELLS, kinds of help in the order of pillars and codes, areas in the given order. Areas or kinds without any row
        in the other frames are `unknown`, with zero organizations and, if cases are shared at all, zero need.
    """
    frame = _grid(areas, _in_order(types))
    keys = ["area_id", "service_type_id"]
    frame = frame.merge(services, on=keys, how="left").merge(checks, on=keys, how="left").merge(verdicts, on=keys, how="left")
    for count in ("organizations", "fresh_organizations", "districts_nobody"):
        frame[count] = frame[count].fillna(0).astype("int64")
    frame["province_wide"] = _province_wide(frame, wide)
    if needs is None:
        frame["caseload"], frame["unmet_need"] = (
            pd.array([pd.NA] * len(frame), "Int64"),
            pd.array([pd.NA] * len(frame), "Int64"),
        )
    else:
        frame = frame.merge(needs, on=keys, how="left")
        frame[["caseload", "unmet_need"]] = frame[["caseload", "unmet_need"]].fillna(0).astype("Int64")
    stale = ~(frame["decided_on"] >= pd.Timestamp(on - timedelta(days=fresh_days)))
    frame.loc[stale, ["judgement", "decided_on", "group", "reason"]] = [None, pd.NaT, None, None]
    frame["state"] = states_of(frame, districts)
    frame["assured_on"] = _newest_confirmation(frame)
    frame["weight"] = frame["state"].map({state.value: weight for state, weight in WEIGHTS.items()}).astype("float64")
    frame["score"] = frame["unmet_need"].astype("Float64") * frame["weight"]
    return frame[list(CELLS.columns)].astype({name: column.dtype for name, column in CELLS.columns.items()})


def worst_frame(cells: pd.DataFrame) -> pd.DataFrame:
    """CELLS, for each area the one that stands worst (WORST_FIRST); of equals that with more unmet need, then the first."""
    rank = {state.value: number for number, state in enumerate(WORST_FIRST)}
    keys = pd.DataFrame({"rank": cells["state"].map(rank), "need": -cells["unmet_need"].fillna(0).astype("int64")})
    order = keys.sort_values(["rank", "need"], kind="stable").index
    return cells.loc[order].drop_duplicates("pcode").sort_index()


def _grid(areas: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """All pairs of a kind of help and an area."""
    left = types.rename(columns={"id": "service_type_id", "name": "service_type", "name_local": "service_type_local"})
    left["pillar"] = left["pillar"].fillna(OTHER_PILLAR)
    right = areas.rename(columns={"id": "area_id", "name": "area", "name_local": "area_local"}).drop(columns="level")
    return left.merge(right, how="cross")


def _in_order(types: pd.DataFrame) -> pd.DataFrame:
    """Kinds of help by pillar, then by code as people count: P2 before P10."""
    rank = {pillar: number for number, pillar in enumerate(PILLAR_ORDER)}
    keys = [
        (rank.get(pillar, len(rank)), [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", code)])
        for pillar, code in zip(types["pillar"].fillna(OTHER_PILLAR), types["code"], strict=True)
    ]
    return types.iloc[sorted(range(len(types)), key=keys.__getitem__)]


def _province_wide(frame: pd.DataFrame, wide: pd.DataFrame | None) -> "pd.Series[int]":
    """Fresh organizations that cover the province of each district; zero for provinces themselves."""
    if wide is None or wide.empty:
        return pd.Series(0, index=frame.index, dtype="int64")
    above = wide.set_index(["area_id", "service_type_id"])["fresh_organizations"]
    wanted = pd.MultiIndex.from_arrays([frame["parent_id"].fillna(-1).astype("int64"), frame["service_type_id"]])
    return pd.Series(above.reindex(wanted).fillna(0).astype("int64").to_numpy(), index=frame.index)


def _newest_confirmation(frame: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """The newest confirmation behind the state of each row: of a service where somebody helps, else of either kind."""
    either = frame[["assured_on", "checked_on"]].max(axis=1)
    return either.where((frame["fresh_organizations"] == 0) | frame["fresh_on"].isna(), frame["fresh_on"])


def states_of(frame: pd.DataFrame, districts: dict[int, int]) -> "pd.Series[str]":
    """The state of each row: the first of RULES that holds, the verdict `gap` read as GAP_RULES say.

    Args:
        frame: rows with the columns of SERVICES_BY_CELL, CHECKS_BY_CELL and VERDICTS_BY_CELL; stale verdicts are missing.
        districts: {province id: number of districts stored in it}.
    """
    inside = frame["area_id"].map(districts).fillna(0).astype("int64")
    all_districts = (inside > 0) & (frame["districts_nobody"] >= inside)
    nobody = frame["is_nobody"].fillna(False).astype("bool") | all_districts
    newer_service = (frame["fresh_on"] > frame["decided_on"]).fillna(False)
    newer_check = nobody & (frame["checked_on"] >= frame["decided_on"]).fillna(False)
    fresh = frame["fresh_organizations"]
    gap = (frame["judgement"] == Judgement.GAP.value).fillna(False) & ~newer_service
    for_some = gap & frame["group"].notna() & (fresh > 0)
    barrier = (frame["judgement"] == Judgement.BARRIER.value).fillna(False) & ~newer_service & ~newer_check
    conditions = [
        (barrier | for_some).astype("bool"),
        gap.astype("bool") | ((fresh == 0) & nobody),
        fresh == 0,
        (frame["capacity_available"] == 0).fillna(False).astype("bool"),
        fresh == 1,
    ]
    states = [CellState.BARRIER, CellState.NONE, CellState.UNKNOWN, CellState.FULL, CellState.FRAGILE]
    chosen = np.select([np.asarray(c, dtype=bool) for c in conditions], [s.value for s in states], CellState.COVERED.value)
    return pd.Series(chosen, index=frame.index, dtype="string")


def gaps_frame(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells worth talking about, worst first: CELLS without the unknown ones and those that are covered with no open need.

    Ranked by score (unmet need x weight); cells whose need is unknown come after those and are ranked by weight alone.
    Among equals the heavier state, the larger caseload, then the order of the matrix.
    """
    known = cells[cells["state"] != CellState.UNKNOWN.value]
    worth = known[(known["state"] != CellState.COVERED.value) | (known["score"].fillna(0) > 0)]
    order = worth.assign(_score=worth["score"].fillna(-1), _load=worth["caseload"].fillna(-1))
    return order.sort_values(["_score", "weight", "_load"], ascending=False, kind="stable")[list(CELLS.columns)]


def unknown_frame(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells nobody can say anything about, those with the most unmet need first (CELLS): whom to ask next."""
    unknown = cells[cells["state"] == CellState.UNKNOWN.value]
    order = unknown.assign(_need=unknown["unmet_need"].fillna(-1), _stale=unknown["organizations"])
    return order.sort_values(["_need", "_stale"], ascending=False, kind="stable")[list(CELLS.columns)]


def counts_by_state(cells: pd.DataFrame) -> dict[CellState, int]:
    """How many cells are in each state; all states are there, with 0."""
    counted = cells["state"].value_counts()
    return {state: int(counted.get(state.value, 0)) for state in CellState}


def changes_between(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The cells whose state differs between two pictures of the same matrix (CELL_CHANGES), in the order of the matrix.

    kind: `opened` (now one or more organizations, none or nobody asked before), `closed` (one or more before; now nobody,
    barrier or full), `fragile` (now only one, two or more before), `silent` (now unknown), `learned` (nobody asked before, now
    known that there is nobody, a barrier or no free place: nothing was lost), `other`. A cell that stands in only one of the
    pictures counts as unknown in the other.
    """
    keys = ["pcode", "code"]
    earlier = before[[*keys, "state"]].rename(columns={"state": "before"})
    both = after.rename(columns={"state": "after"}).merge(earlier, on=keys, how="left")
    both["before"] = both["before"].fillna(CellState.UNKNOWN.value)
    both = both[both["before"] != both["after"]]
    kinds = [_kind_of_change(CellState(b), CellState(a)) for b, a in zip(both["before"], both["after"], strict=True)]
    return CELL_CHANGES.from_columns({**{name: both[name] for name in CELL_CHANGES.columns if name != "kind"}, "kind": kinds})


def _kind_of_change(before: CellState, after: CellState) -> str:
    if after == CellState.UNKNOWN:
        return "silent"
    if after not in _HELPED:
        return "closed" if before in _HELPED else "learned" if before == CellState.UNKNOWN else "other"
    if before not in _HELPED:
        return "opened"
    return "fragile" if after == CellState.FRAGILE else "other"


def of_pillar(types: pd.DataFrame, pillar: str | None) -> pd.DataFrame:
    """SERVICE_TYPES of one pillar (`other`: those without one); None: all."""
    return types if pillar is None else types[types["pillar"].fillna(OTHER_PILLAR) == pillar]


def pages_of(areas: Iterable[str], size: int) -> list[list[str]]:
    """Areas cut into parts that fit a screen, of nearly equal length, in order."""
    listed = list(areas)
    parts = max(1, -(-len(listed) // size))
    edges = [round(number * len(listed) / parts) for number in range(parts + 1)]
    return [listed[start:stop] for start, stop in pairwise(edges)]
