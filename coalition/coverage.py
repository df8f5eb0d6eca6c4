"""Where help is missing: the state of each cell (service type x area) and the ranking of gaps. Pure: frames in, frames out.

Definitions: docs/glossary.md, Coverage. Presence counts distinct organizations (OCHA 3W operational presence); a verdict of
the members follows the gap analysis of the Jordan SGBV working group.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from coalition.frames import CELL_CHANGES, CELLS
from coalition.grid import Grid, Laid, maybe
from coalition.schema import DATE, TEXT
from coalition.vocabulary import STATES, CellState, Judgement, Pillar

OTHER_PILLAR = "other"
PILLAR_ORDER: tuple[str, ...] = (*(pillar.value for pillar in Pillar), OTHER_PILLAR)


def pillar_order(chosen: Sequence[str]) -> tuple[str, ...]:
    """All pillars, `other` included: those a coalition has put in an order (`Settings.pillar_order`), then the rest."""
    return tuple(dict.fromkeys((*chosen, *PILLAR_ORDER)))


_OF_AREAS = {"area_id": "id", "pcode": "pcode", "area": "name", "area_local": "name_local", "parent_id": "parent_id"}
_OF_KINDS = {"service_type_id": "id", "code": "code", "service_type": "name", "service_type_local": "name_local"}
"""Column of CELLS -> column of AREAS or SERVICE_TYPES."""

_STATE: Any = pd.Series([state.value for state in STATES], dtype=TEXT).array  # in the order in which `_decided` looks
_WEIGHT = np.array([traits.weight for traits in STATES.values()])


_DECIDING = frozenset().union(*(traits.judgements for traits in STATES.values()))  # verdicts that make a state


def rule_of(state: CellState, judgement: str | None) -> str:
    """The sentence that says why a cell is in its state, `{days}` to be filled in after translation.

    Args:
        state: of the cell.
        judgement: the newest fresh verdict about it, contradicted or not; None: none. A gap that is contradicted leaves
            the cell with help, so a cell without any is so by the gap.
    """
    traits = STATES[state]
    return traits.rule_by_gap or traits.rule if judgement == Judgement.GAP.value else traits.rule


def is_contradicted(state: CellState, judgement: str | None) -> bool:
    """Whether a newer fact contradicts the verdict in force: the state is not what the verdict would make it.

    Args:
        state: of the cell.
        judgement: the newest fresh verdict about it; None: none. `met` makes no state, so this does not tell.
    """
    return judgement in _DECIDING and judgement not in STATES[state].judgements


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
    countries: dict[int, int] | None = None,
    pillars: Sequence[str] = (),
    on: date,
    fresh_days: int,
) -> pd.DataFrame:
    """Every area x every service type, with its state and numbers on a date.

    Args:
        areas: AREAS of one level, in the order to be shown.
        types: SERVICE_TYPES.
        services, checks, needs, verdicts: the frames of `queries.coverage` for that level and date. needs None: unknown.
        districts: {province id: number of districts stored in it}.
        wide: SERVICES_BY_CELL whose rows of provinces mark the districts inside; None: nothing to mark.
        countries: {id of an area: id of its country}, where `services` may hold rows of countries; None, or without an area:
            nothing is stated for its whole country.
        pillars: their order (`Settings.pillar_order`); empty: as usual.
        on: the date of the picture.
        fresh_days: days for which a confirmation counts.

    Returns:
        CELLS, service types in the order of pillars and codes, areas in the given order. Areas or kinds without any row
        in the other frames are `unknown`, with zero organizations and, if cases are shared at all, zero need.
    """
    kinds = _in_order(types, pillars)
    grid = Grid(areas["id"], kinds["id"])
    served = grid.of(services)
    facts = _facts(grid, served, checks, verdicts, on - timedelta(days=fresh_days))
    inside = np.tile(np.array([districts.get(area, 0) for area in areas["id"].tolist()], dtype="int64"), len(kinds))
    needed = None if needs is None else grid.of(needs)
    caseload, unmet = (needed.counts(n, 0) if needed else np.full(grid.size, -1) for n in ("caseload", "unmet_need"))
    told = _judged(facts, inside, unmet)
    columns = _names(areas, kinds) | {
        "state": _STATE.take(told["state"]),
        "organizations": served.whole("organizations"),
        "fresh_organizations": facts["fresh"],
        "province_wide": _around(areas["parent_id"], kinds, wide),
        "country_wide": _around(areas["id"].map(countries or {}), kinds, services if countries else None),
        "caseload": maybe(caseload),
        "unmet_need": maybe(unmet),
        "capacity": maybe(served.counts("capacity")),
        "capacity_available": maybe(facts["free"]),
        "assured_on": told["assured_on"],
        **{name: verdicts[name].array.take(facts["verdict"], allow_fill=True) for name in ("judgement", "group", "reason")},
        "decided_on": facts["decided_on"],
        "weight": told["weight"],
        "score": pd.arrays.FloatingArray(told["score"], unmet < 0),
    }
    return pd.DataFrame({name: columns[name] for name in CELLS.columns}, copy=False)


def worst_frame(cells: pd.DataFrame) -> pd.DataFrame:
    """CELLS, for each area the one that stands worst (`WORST_FIRST`); of equals that with more unmet need, then the first."""
    rank = {state.value: traits.rank for state, traits in STATES.items()}
    keys = pd.DataFrame({"rank": cells["state"].map(rank), "need": -cells["unmet_need"].fillna(0).astype("int64")})
    order = keys.sort_values(["rank", "need"], kind="stable").index
    return cells.loc[order].drop_duplicates("pcode").sort_index()


def _names(areas: pd.DataFrame, kinds: pd.DataFrame) -> dict[str, Any]:
    """What the area and the service type of each cell are called."""
    area, kind = np.tile(np.arange(len(areas)), len(kinds)), np.repeat(np.arange(len(kinds)), len(areas))
    told = {name: areas[column].array.take(area) for name, column in _OF_AREAS.items()}
    told |= {name: kinds[column].array.take(kind) for name, column in _OF_KINDS.items()}
    return told | {"pillar": kinds["pillar"].fillna(OTHER_PILLAR).array.take(kind)}


def _facts(grid: Grid, served: Laid, checks: pd.DataFrame, verdicts: pd.DataFrame, fresh_from: date) -> dict[str, Any]:
    """What the state of each cell is decided by, as arrays; `verdict` is the place of its fresh verdict, -1: none."""
    asked, agreed = grid.of(checks), grid.of(verdicts)
    verdict, decided_on = agreed.lay(np.arange(len(verdicts)), -1), agreed.days("decided_on")
    is_stale = ~(decided_on >= np.datetime64(fresh_from))
    verdict[is_stale], decided_on[is_stale] = -1, np.datetime64("NaT")
    said = {
        "is_barrier": (verdicts["judgement"] == Judgement.BARRIER.value).to_numpy("bool"),
        "is_gap": (verdicts["judgement"] == Judgement.GAP.value).to_numpy("bool"),
        "is_for_some": verdicts["group"].notna().to_numpy("bool"),
    }
    return {name: np.append(values, False)[verdict] for name, values in said.items()} | {
        "verdict": verdict,
        "decided_on": decided_on,
        "fresh": served.whole("fresh_organizations"),
        "free": served.counts("capacity_available"),
        "served_on": served.days("assured_on"),
        "fresh_on": served.days("fresh_on"),
        "checked_on": asked.days("checked_on"),
        "is_nobody": asked.lay(checks["is_nobody"].to_numpy("bool"), False),
        "districts_nobody": asked.whole("districts_nobody"),
    }


def _judged(facts: dict[str, Any], inside: Any, unmet: Any) -> dict[str, Any]:
    """What follows from the facts about each cell, as arrays: `state` (its place in _STATE), `assured_on`, `weight`, `score`.

    The one way to it, for the whole matrix and for a cell alone. inside: the number of districts in the area; unmet: -1 where
    need is unknown (the score means nothing there).
    """
    state = _decided(facts, inside)
    either = np.fmax(facts["served_on"], facts["checked_on"])
    assured_on = np.where((facts["fresh"] == 0) | np.isnat(facts["fresh_on"]), either, facts["fresh_on"])
    weight = _WEIGHT[state]
    return {"state": state, "assured_on": assured_on, "weight": weight, "score": np.maximum(unmet, 0) * weight}


def one_cell(
    area: dict[str, Any],
    kind: dict[str, Any],
    *,
    services: dict[str, Any],
    wide: int,
    country_wide: int = 0,
    checks: dict[str, Any],
    needs: dict[str, Any] | None,
    verdict: dict[str, Any],
    inside: int,
    on: date,
    fresh_days: int,
) -> dict[str, Any]:
    """The row of CELLS of one cell as plain values: what `cells_frame` gives for it, from facts about this cell only.

    Args:
        area, kind: a row of AREAS and of SERVICE_TYPES.
        services, checks: its row of SERVICES_BY_CELL and CHECKS_BY_CELL; empty: there is none.
        wide, country_wide: fresh organizations that cover the whole province of a district, and the whole country.
        needs: caseload and unmet_need [people]; None: nobody has shared a case.
        verdict: the newest one about it, a row of VERDICTS_BY_CELL; empty: none.
        inside: the number of districts in the area.
        on, fresh_days: as for `cells_frame`.
    """
    agreed = verdict if verdict and verdict["decided_on"] >= on - timedelta(days=fresh_days) else {}
    unmet = None if needs is None else needs["unmet_need"]
    facts = _facts_of_one(services, checks, agreed)
    told = {name: values.item() for name, values in _judged(facts, np.array([inside]), np.array([unmet or 0])).items()}
    columns = {
        **{name: area[column] for name, column in _OF_AREAS.items()},
        **{name: kind[column] for name, column in _OF_KINDS.items()},
        "pillar": kind["pillar"] or OTHER_PILLAR,
        "state": _STATE[told["state"]],
        "organizations": services.get("organizations", 0),
        "fresh_organizations": services.get("fresh_organizations", 0),
        "province_wide": wide,
        "country_wide": country_wide,
        "caseload": None if needs is None else needs["caseload"],
        "unmet_need": unmet,
        "capacity": services.get("capacity"),
        "capacity_available": services.get("capacity_available"),
        "assured_on": told["assured_on"],
        **{name: agreed.get(name) for name in ("judgement", "decided_on", "group", "reason")},
        "weight": told["weight"],
        "score": None if unmet is None else told["score"],
    }
    return {name: columns[name] for name in CELLS.columns}


def _facts_of_one(services: dict[str, Any], checks: dict[str, Any], agreed: dict[str, Any]) -> dict[str, Any]:
    """As `_facts`, of one cell; agreed: its fresh verdict, empty: none."""
    free = services.get("capacity_available")
    facts = {
        "is_barrier": agreed.get("judgement") == Judgement.BARRIER.value,
        "is_gap": agreed.get("judgement") == Judgement.GAP.value,
        "is_for_some": agreed.get("group") is not None,
        "fresh": services.get("fresh_organizations", 0),
        "free": -1 if free is None else free,
        "is_nobody": bool(checks.get("is_nobody", False)),
        "districts_nobody": checks.get("districts_nobody", 0),
    }
    days = {"decided_on": agreed.get("decided_on"), "served_on": services.get("assured_on")}
    days |= {"fresh_on": services.get("fresh_on"), "checked_on": checks.get("checked_on")}
    return {name: np.array([value]) for name, value in facts.items()} | {
        name: np.array([day], dtype="datetime64[D]") for name, day in days.items()
    }


def states_of(frame: pd.DataFrame, districts: dict[int, int]) -> "pd.Series[str]":
    """The state of each row: the first of `vocabulary.STATES` whose rule holds.

    Args:
        frame: rows with the columns of SERVICES_BY_CELL, CHECKS_BY_CELL and VERDICTS_BY_CELL; stale verdicts are missing.
        districts: {province id: number of districts stored in it}.
    """
    facts = {
        "is_barrier": (frame["judgement"] == Judgement.BARRIER.value).fillna(False).to_numpy("bool"),
        "is_gap": (frame["judgement"] == Judgement.GAP.value).fillna(False).to_numpy("bool"),
        "is_for_some": frame["group"].notna().to_numpy("bool"),
        "fresh": frame["fresh_organizations"].to_numpy("int64"),
        "free": frame["capacity_available"].astype("Int64").to_numpy("int64", na_value=-1),
        "is_nobody": frame["is_nobody"].astype("boolean").fillna(False).to_numpy("bool"),
        "districts_nobody": frame["districts_nobody"].to_numpy("int64"),
    } | {name: frame[name].to_numpy(DATE) for name in ("decided_on", "fresh_on", "checked_on")}
    inside = frame["area_id"].map(districts).fillna(0).to_numpy("int64")
    return pd.Series(_STATE.take(_decided(facts, inside)), index=frame.index, dtype=TEXT)


def _decided(facts: dict[str, Any], inside: Any) -> Any:
    """The place in _STATE of the state of each cell. `inside`: the number of districts in its area."""
    fresh, decided_on = facts["fresh"], facts["decided_on"]
    nobody = facts["is_nobody"] | ((inside > 0) & (facts["districts_nobody"] >= inside))
    newer_service = facts["fresh_on"] > decided_on  # False where either is missing
    gap = facts["is_gap"] & ~newer_service
    for_some = gap & facts["is_for_some"] & (fresh > 0)
    barrier = facts["is_barrier"] & ~newer_service & ~(nobody & (facts["checked_on"] >= decided_on))
    holds = {
        CellState.BARRIER: barrier | for_some,
        CellState.NONE: gap | ((fresh == 0) & nobody),
        CellState.UNKNOWN: fresh == 0,
        CellState.FULL: facts["free"] == 0,
        CellState.FRAGILE: fresh == 1,
        CellState.COVERED: np.full(fresh.shape, True),
    }
    return np.select([holds[state] for state in STATES], range(len(STATES)))


def _in_order(types: pd.DataFrame, pillars: Sequence[str]) -> pd.DataFrame:
    """Service types by pillar, then by code as people count: P2 before P10."""
    rank = {pillar: number for number, pillar in enumerate(pillar_order(pillars))}
    keys = [
        (
            rank.get(pillar, len(rank)),
            [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", code)],
        )
        for pillar, code in zip(types["pillar"].fillna(OTHER_PILLAR), types["code"], strict=True)
    ]
    return types.iloc[sorted(range(len(types)), key=keys.__getitem__)]


def _around(around: pd.Series, kinds: pd.DataFrame, wide: pd.DataFrame | None) -> Any:
    """Fresh organizations that cover what lies around each area: its province, its country; zero where nothing does."""
    if wide is None:
        return np.zeros(len(around) * len(kinds), dtype="int64")
    above = around.fillna(0).to_numpy("int64")
    provinces, place = np.unique(above, return_inverse=True)
    laid = Grid(pd.Series(provinces), kinds["id"]).of(wide).whole("fresh_organizations")
    return laid.reshape(len(kinds), len(provinces))[:, place].ravel()


def ranked_gaps(cells: pd.DataFrame) -> Any:
    """The cells worth talking about, worst first: rows of CELLS but the unknown ones and those covered with no open need.

    Ranked by score (unmet need x weight); cells whose need is unknown come after those and are ranked by weight alone.
    Among equals the heavier state, the larger caseload, then the order of the matrix.
    """
    score, load = _measure(cells, "score"), _measure(cells, "caseload")
    left_out = _is(cells, CellState.UNKNOWN) | (_is(cells, CellState.COVERED) & ~(score > 0))
    return _sorted(~left_out, score, cells["weight"].to_numpy(), load)


def ranked_unknown(cells: pd.DataFrame) -> Any:
    """The rows of CELLS nobody can say anything about, those with the most unmet need first: whom to ask next."""
    return _sorted(_is(cells, CellState.UNKNOWN), _measure(cells, "unmet_need"), _measure(cells, "organizations"))


def _is(cells: pd.DataFrame, state: CellState) -> Any:
    return (cells["state"].array == state.value).to_numpy("bool")


def _measure(cells: pd.DataFrame, name: str) -> Any:
    """A column as numbers, -1 where it is missing: after every number there is."""
    return cells[name].to_numpy("float64", na_value=-1.0)


def _sorted(picked: Any, *greatest_first: Any) -> Any:
    """The rows of the picked cells, by these numbers; equal ones in the order of the matrix."""
    at = np.flatnonzero(picked)
    order = np.lexsort([-numbers[at] for numbers in reversed(greatest_first)])
    return at[order]


def counts_by_state(cells: pd.DataFrame) -> dict[CellState, int]:
    """How many cells are in each state; all states are there, with 0."""
    places, found = cells["state"].factorize()
    counted = dict(zip(found, np.bincount(places).tolist(), strict=True))
    return {state: counted.get(state.value, 0) for state in CellState}


def changes_between(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The cells whose state differs between two pictures of the same matrix (CELL_CHANGES), in the order of the matrix.

    kind: `opened` (now one or more organizations, none or nobody asked before), `closed` (one or more before; now nobody,
    barrier or full), `fragile` (now only one, two or more before), `silent` (now unknown), `learned` (nobody asked before, now
    known that there is nobody, a barrier or no free place: nothing was lost), `second` (now two or more, one before), `still`
    (no help before or now, in another state). A cell that stands in only one of the pictures counts as unknown in the other.
    """
    keys = ["pcode", "code"]
    earlier = before[[*keys, "state"]].rename(columns={"state": "before"})
    both = after.rename(columns={"state": "after"}).merge(earlier, on=keys, how="left")
    both["before"] = both["before"].fillna(CellState.UNKNOWN.value)
    both = both[both["before"] != both["after"]]
    kinds = [_kind_of_change(CellState(b), CellState(a)) for b, a in zip(both["before"], both["after"], strict=True)]
    return CELL_CHANGES.from_columns({**{name: both[name] for name in CELL_CHANGES.columns if name != "kind"}, "kind": kinds})


def _kind_of_change(before: CellState, after: CellState) -> str:
    was, now = STATES[before].help, STATES[after].help
    if now is None:
        return "silent"
    if now == 0:
        return "closed" if was else "learned" if was is None else "still"
    if not was:
        return "opened"
    return "fragile" if now < was else "second"


def of_pillar(types: pd.DataFrame, pillar: str | None) -> pd.DataFrame:
    """SERVICE_TYPES of one pillar (`other`: those without one); None: all."""
    return types if pillar is None else types[types["pillar"].fillna(OTHER_PILLAR) == pillar]


def pages_of(areas: Iterable[str], size: int) -> list[list[str]]:
    """Areas cut into parts that fit a screen, of nearly equal length, in order."""
    listed = list(areas)
    parts = max(1, -(-len(listed) // size))
    edges = [round(number * len(listed) / parts) for number in range(parts + 1)]
    return [listed[start:stop] for start, stop in pairwise(edges)]
