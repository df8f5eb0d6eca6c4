"""How organizations answered referrals: accepted of answered, and the time it took, those that still wait counted."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from coalition.calling.words import QUICK_DAYS, Record


def records_by_organization(referrals: pd.DataFrame) -> dict[int, Record]:
    """{organization: its record} of CALL_REFERRALS."""
    told: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for number, outcome, days, count in zip(
        *(referrals[name].tolist() for name in ("organization_id", "outcome", "days", "referrals")), strict=True
    ):
        told[number].append((outcome, days, count))
    return {number: _record(found) for number, found in told.items()}


def _record(found: list[tuple[str, int, int]]) -> Record:
    sums = {name: sum(count for outcome, _, count in found if outcome == name) for name in ("accepted", "declined", "running")}
    late = sum(count for outcome, days, count in found if outcome == "running" and days > QUICK_DAYS)
    return Record(**sums, late=late, median_days=median_days([(d, n, o == "accepted") for o, d, n in found if o != "declined"]))


def median_days(waits: Sequence[tuple[int, int, bool]]) -> int | None:
    """The day by which half are accepted; one that still waits counts as waiting at least so long (Kaplan and Meier 1958).

    Args:
        waits: (days, referrals, whether they were accepted then); not accepted: they still wait after so many days.

    Returns:
        Days; None: on no day yet are half accepted.
    """
    at_risk = sum(count for _, count, _ in waits)
    waiting = 1.0
    for day in sorted({days for days, _, _ in waits}):
        accepted = sum(count for days, count, done in waits if days == day and done)
        waiting *= 1 - accepted / at_risk
        if waiting <= 0.5:
            return day
        at_risk -= sum(count for days, count, _ in waits if days == day)
    return None
