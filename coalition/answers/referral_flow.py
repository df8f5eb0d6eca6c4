"""Referral results. How many come to which step, how long it takes, who sends to whom, why some end without help."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition.frames import REFERRAL_GROUPS, REFERRAL_REASONS, records
from coalition.queries import referral_flow as queries
from coalition.queries.present import organization_names
from coalition.queries.referral_flow import Asked
from coalition.referring.times import Waits, waits, waits_by_group
from coalition.vocabulary import ReferralState as State

BUSIEST = 60
"""So many pairs of sender and receiver are told; what is beyond them is counted."""


@dataclass(frozen=True)
class Funnel:
    """How many referrals came how far, and where the others ended [referrals]; as they stand now.

    Those accepted and not begun, `helping`, `declined`, `closed`, `revoked` and `waiting` together are `sent`.

    Attributes:
        sent: all of them.
        acknowledged: the receiver has said something: acknowledged it, or more.
        accepted: came to be accepted, whatever came later.
        helping: in progress or done.
        declined, closed, revoked: ended without help, after whatever step.
        waiting: sent or acknowledged: nobody has said yes or no.
    """

    sent: int
    acknowledged: int
    accepted: int
    helping: int
    declined: int
    closed: int
    revoked: int
    waiting: int


@dataclass(frozen=True)
class GroupTimes:
    """Times of one service type, province, receiver or pair."""

    answered: Waits
    accepted: Waits


@dataclass(frozen=True)
class ReferralFlow:
    """How the referrals sent in a time fared.

    Attributes:
        since, until: first and last day of sending.
        funnel: counts by step.
        answered, accepted: times to the first answer and to acceptance.
        acceptance_rate: accepted / (accepted + declined); None: nobody has said yes or no.
        declined_rate: declined / acknowledged; None: none is.
        running: accepted and not ended [referrals].
        silent: of these, without a step or a note for 14 days.
        overdue: neither accepted nor declined, and due before now.
        by: {"kind", "area", "receiver" or "pair": REFERRAL_GROUPS, the most sent first}.
        times: {"kind", "area", "receiver" or "pair": {group: its times}}.
        pairs: REFERRAL_PAIRS, the busiest first, at most BUSIEST; a group of "pair" is a place in it.
        pairs_in_all: how many pairs there are.
        reasons: REFERRAL_REASONS, by state, the most frequent first.
        kinds: {service type: (code, name, local name)}.
        areas: {province: (name, local name)}.
        members: {organization: name}.
    """

    since: date
    until: date
    funnel: Funnel
    answered: Waits
    accepted: Waits
    acceptance_rate: float | None
    declined_rate: float | None
    running: int
    silent: int
    overdue: int
    by: dict[str, pd.DataFrame]
    times: dict[str, dict[int, GroupTimes]]
    pairs: pd.DataFrame
    pairs_in_all: int
    reasons: pd.DataFrame
    kinds: dict[int, tuple[str, str, str | None]]
    areas: dict[int, tuple[str, str | None]]
    members: dict[int, str]


def referral_flow(
    session: Session,
    *,
    since: date,
    until: date,
    on: date,
    now: datetime,
    organization_id: int | None = None,
    service_type_ids: tuple[int, ...] | None = None,
) -> ReferralFlow:
    """How the referrals sent in a time fared, as they stand now.

    Args:
        session: reads.
        since, until: first and last day of sending.
        on: today, for those of which only the day of sending is told.
        now: the instant until which open ones have waited, with time zone.
        organization_id: only those it sent or received.
        service_type_ids: only these service types; None: all.
    """
    asked = Asked(since, until, on, now, organization_id, service_type_ids)
    ends, fates = queries.referral_fates(session, asked)
    pairs, pair_fates = queries.referral_pairs(session, asked, most=BUSIEST)
    late = queries.late_counts(session, asked)
    kinds, areas = queries.group_names(session)
    funnel = _funnel(ends)
    parts = fates | pair_fates
    return ReferralFlow(
        since=since,
        until=until,
        funnel=funnel,
        answered=_all_waits(parts["kind"]["answered"]),
        accepted=_all_waits(parts["kind"]["accepted"]),
        acceptance_rate=_share(funnel.accepted, funnel.accepted + funnel.declined),
        declined_rate=_share(funnel.declined, funnel.acknowledged),
        **late,
        by={by: _groups(steps["accepted"]) for by, steps in parts.items()},
        times={by: _times(**steps) for by, steps in parts.items()},
        pairs=pairs,
        pairs_in_all=len(pairs) if len(pairs) < BUSIEST else queries.pairs_count(session, asked),
        reasons=_reasons(ends),
        kinds=kinds,
        areas=areas,
        members=organization_names(session),
    )


def _funnel(ends: pd.DataFrame) -> Funnel:
    rows = records(ends)

    def count(*states: State) -> int:
        return sum(row["referrals"] for row in rows if row["state"] in states)

    return Funnel(
        sent=sum(row["referrals"] for row in rows),
        acknowledged=sum(row["referrals"] for row in rows if row["is_answered"]),
        accepted=sum(row["referrals"] for row in rows if row["outcome"] == "accepted"),
        helping=count(State.IN_PROGRESS, State.DONE),
        declined=count(State.DECLINED),
        closed=count(State.CLOSED_WITHOUT_SERVICE),
        revoked=count(State.REVOKED),
        waiting=sum(row["referrals"] for row in rows if row["outcome"] == "waiting"),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _steps(waits: pd.DataFrame) -> list[tuple[int, int, int]]:
    """(group, wait, referrals) of those that are part of the time to a step."""
    found = waits[waits["wait"].notna()]
    return list(zip(*(found[name].tolist() for name in ("group", "wait", "referrals")), strict=True))


def _all_waits(rows: pd.DataFrame) -> Waits:
    """The waits of all groups together."""
    return waits_by_group((0, wait, count) for _, wait, count in _steps(rows)).get(0, waits({}, {}))


def _times(*, answered: pd.DataFrame, accepted: pd.DataFrame) -> dict[int, GroupTimes]:
    first, yes = waits_by_group(_steps(answered)), waits_by_group(_steps(accepted))
    none = waits({}, {})
    return {int(group): GroupTimes(first.get(group, none), yes.get(group, none)) for group in set(accepted["group"].tolist())}


def _groups(accepted: pd.DataFrame) -> pd.DataFrame:
    """REFERRAL_GROUPS, the most sent first."""
    found: dict[int, dict[str, Any]] = {}
    for group, outcome, count in zip(*(accepted[name].tolist() for name in ("group", "outcome", "referrals")), strict=True):
        row = found.setdefault(group, {"sent": 0, "accepted": 0, "declined": 0, "waiting": 0})
        row["sent"] += count
        if outcome in row:
            row[outcome] += count
    ordered = sorted(found.items(), key=lambda item: (-item[1]["sent"], item[0]))
    names = ("sent", "accepted", "declined", "waiting")
    return REFERRAL_GROUPS.from_rows((group, *(row[name] for name in names)) for group, row in ordered)


def _reasons(ends: pd.DataFrame) -> pd.DataFrame:
    """REFERRAL_REASONS, by state, the most frequent first."""
    order = [State.DECLINED.value, State.CLOSED_WITHOUT_SERVICE.value, State.REVOKED.value]
    found: dict[tuple[str, str | None], int] = {}
    for row in records(ends):
        if row["state"] in order:
            key = (row["state"], row["reason"])
            found[key] = found.get(key, 0) + row["referrals"]
    ordered = sorted(found.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1] or "~"))
    return REFERRAL_REASONS.from_rows((state, reason, count) for (state, reason), count in ordered)
