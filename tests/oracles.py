"""Slow, obvious answers: plain loops over plain rows, written from docs/glossary.md and not from the queries."""

from datetime import date, timedelta
from typing import Any

from coalition.vocabulary import CellState
from tests.support.small_world import World


def active_services(world: World, on: date) -> list[dict[str, Any]]:
    """The statements in force and active on a date: of equal dates the later written one."""
    latest: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in world.services:
        if row["assured_on"] > on:
            continue
        key = (row["organization"], row["type"], row["area"])
        if key not in latest or row["assured_on"] >= latest[key]["assured_on"]:
            latest[key] = row
    active = []
    for row in latest.values():
        started = row.get("starts_on") is None or row["starts_on"] <= on
        running = row.get("ends_on") is None or row["ends_on"] >= on
        if row.get("is_offered", True) and started and running:
            active.append(row)
    return active


def nobody_in(world: World, on: date, fresh_from: date, area: str, kind: str) -> bool:
    """Exactly this area: freshly checked, and no fresh service of exactly this area assured on or after the check."""
    here = [c["confirmed_on"] for c in world.checks if (c["area"], c["type"]) == (area, kind) and c["confirmed_on"] <= on]
    if not here or max(here) < fresh_from:
        return False
    for row in active_services(world, on):
        if (row["area"], row["type"]) == (area, kind) and row["assured_on"] >= fresh_from and row["assured_on"] >= max(here):
            return False
    return True


def cell(world: World, on: date, fresh_days: int, area: str, kind: str) -> dict[str, Any]:
    """One cell of the matrix, as `coverage --json` prints it, without names."""
    fresh_from = on - timedelta(days=fresh_days)
    districts = [pcode for pcode, parent in world.areas.items() if parent == area]
    inside = [area, *districts]
    active = [row for row in active_services(world, on) if row["area"] in inside and row["type"] == kind]
    fresh = [
        row for row in active if row["assured_on"] >= fresh_from and not nobody_in(world, on, fresh_from, row["area"], kind)
    ]
    checks = [c["confirmed_on"] for c in world.checks if c["area"] in inside and c["type"] == kind and c["confirmed_on"] <= on]
    nobody = nobody_in(world, on, fresh_from, area, kind) or (
        bool(districts) and all(nobody_in(world, on, fresh_from, district, kind) for district in districts)
    )
    needs = [
        need
        for need in world.needs
        if need["area"] in inside
        and need["type"] == kind
        and need["opened_on"] <= on
        and (need.get("closed_on") is None or need["closed_on"] > on)
    ]
    unmet = [need for need in needs if not any(is_accepted(referral, on) for referral in need.get("referrals", []))]
    places = [row["capacity"] for row in fresh if row.get("capacity") is not None]
    free = [row["capacity_available"] for row in fresh if row.get("capacity_available") is not None]
    dates = [row["assured_on"] for row in fresh] or [row["assured_on"] for row in active] + checks  # what the state rests on
    known = bool(world.needs)
    return {
        "state": _state(world, on, fresh_from, area, kind, fresh, nobody, checks, free),
        "organizations": len({row["organization"] for row in active}),
        "caseload": len({need["case"] for need in needs}) if known else None,
        "unmet_need": len({need["case"] for need in unmet}) if known else None,
        "capacity": sum(places) if places else None,
        "capacity_available": sum(free) if free else None,
        "assured_on": max(dates).isoformat() if dates else None,
    }


def is_accepted(referral: dict[str, Any], on: date) -> bool:
    """Whether a referral stands accepted on a date: accepted by then, after it was sent, and not ended without help since."""
    accepted, closed = referral.get("accepted_on"), referral.get("closed_on")
    if accepted is None or accepted > on or accepted < referral["sent_on"]:
        return False
    if referral.get("state") not in ("declined", "revoked", "closed_without_service"):
        return True
    return closed is not None and closed > on


def _state(
    world: World,
    on: date,
    fresh_from: date,
    area: str,
    kind: str,
    fresh: list[dict[str, Any]],
    nobody: bool,
    checks: list[date],
    free: list[int],
) -> CellState:
    verdicts = [v for v in world.verdicts if (v["area"], v["type"]) == (area, kind) and v["decided_on"] <= on]
    if verdicts:
        last = max(enumerate(verdicts), key=lambda pair: (pair[1]["decided_on"], pair[0]))[1]
        newer = any(row["assured_on"] > last["decided_on"] for row in fresh)
        newer = newer or (nobody and max(checks) >= last["decided_on"])
        is_fresh = last["decided_on"] >= fresh_from
        if last["judgement"] == "barrier" and is_fresh and not newer:
            return CellState.BARRIER
        if last["judgement"] == "gap" and is_fresh and not any(row["assured_on"] > last["decided_on"] for row in fresh):
            return CellState.BARRIER if last.get("group") and fresh else CellState.NONE
    if not fresh:
        return CellState.NONE if nobody else CellState.UNKNOWN
    if free and sum(free) == 0:
        return CellState.FULL
    return CellState.FRAGILE if len({row["organization"] for row in fresh}) == 1 else CellState.COVERED


def province_wide(world: World, on: date, fresh_days: int, area: str, kind: str) -> int:
    """Fresh organizations that state their service for the whole province of a district; 0 for a province itself."""
    above, fresh_from = world.areas[area], on - timedelta(days=fresh_days)
    if above is None or nobody_in(world, on, fresh_from, above, kind):
        return 0
    stated = [row for row in active_services(world, on) if (row["area"], row["type"]) == (above, kind)]
    return len({row["organization"] for row in stated if row["assured_on"] >= fresh_from})
