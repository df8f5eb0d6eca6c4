"""How referrals fared: every figure of the page as a slow, obvious count finds it, on both engines."""

import random
from dataclasses import asdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.answers.referral_flow import ReferralFlow, referral_flow
from coalition.database import reading, writing
from coalition.frames import records
from coalition.referring.times import Waits
from coalition.vocabulary import ReferralState, Urgency
from tests.support import referral_world as world
from tests.support.examples import examples
from tests.support.referral_world import NOW, TODAY, Row

YEAR_AGO = TODAY - timedelta(days=364)


def asked(session: Session, **more: Any) -> ReferralFlow:
    return referral_flow(session, **({"since": YEAR_AGO, "until": TODAY, "on": TODAY, "now": NOW} | more))


def counted(rows: list[Row]) -> dict[str, int]:
    states = [str(row["state"]) for row in rows]
    outcomes = [world.outcome(row) for row in rows]
    return {
        "sent": len(rows),
        "acknowledged": sum(world.is_answered(row) for row in rows),
        "accepted": outcomes.count("accepted"),
        "helping": states.count("in_progress") + states.count("done"),
        "declined": states.count("declined"),
        "closed": states.count("closed_without_service"),
        "revoked": states.count("revoked"),
        "waiting": outcomes.count("waiting"),
    }


def as_plain(found: Waits) -> Any:
    return [one and (one.minutes, one.is_more) for one in (found.median, found.ninth)], found.taken, found.running


def waits_of(rows: list[Row], step: str) -> Any:
    taken, running = world.step_times(rows, step)
    shares = [world.reached(taken, running, share) for share in (Fraction(1, 2), Fraction(9, 10))]
    return shares, len(taken), len(running)


def compare(found: ReferralFlow, rows: list[Row]) -> int:
    """Hold every figure against the rows; the number of referrals that were counted."""
    funnel = counted(rows)
    assert asdict(found.funnel) == funnel
    assert as_plain(found.answered) == waits_of(rows, "answered")
    assert as_plain(found.accepted) == waits_of(rows, "accepted")
    yes_or_no = funnel["accepted"] + funnel["declined"]
    assert found.acceptance_rate == (funnel["accepted"] / yes_or_no if yes_or_no else None)
    assert found.declined_rate == (funnel["declined"] / funnel["acknowledged"] if funnel["acknowledged"] else None)
    assert found.overdue == sum(map(world.is_overdue, rows))
    assert found.running == sum(row["state"] in ("accepted", "in_progress") for row in rows)
    assert found.silent == sum(map(world.is_silent, rows))
    assert {(r["state"], r["reason"]): r["referrals"] for r in records(found.reasons)} == world.reasons(rows)
    compare_groups(found, rows)
    return found.funnel.sent


def compare_groups(found: ReferralFlow, rows: list[Row]) -> None:
    pairs = [(row["sender_id"], row["receiver_id"]) for row in records(found.pairs)]
    assert [row["referrals"] for row in records(found.pairs)] == sorted(found.pairs["referrals"].tolist(), reverse=True)
    assert found.pairs_in_all == len(pairs)
    keys = {
        "kind": lambda row: row["kind"],
        "area": lambda row: world.PROVINCE[row["area"]],
        "receiver": lambda row: row["receiver"],
        "pair": lambda row: pairs.index((row["sender"] or 0, row["receiver"])),
    }
    for by, key in keys.items():
        groups = world.grouped(rows, key)
        assert set(found.times[by]) == set(groups)
        told = {row.pop("group"): row for row in records(found.by[by])}
        for group, own in groups.items():
            assert as_plain(found.times[by][group].answered) == waits_of(own, "answered"), (by, group)
            assert as_plain(found.times[by][group].accepted) == waits_of(own, "accepted"), (by, group)
            assert told[group] == {name: counted(own)[name] for name in ("sent", "accepted", "declined", "waiting")}
    assert found.by["pair"]["sent"].sum() == found.pairs["referrals"].sum() == len(rows)


def in_period(rows: list[Row], since: date = YEAR_AGO) -> list[Row]:
    return [row for row in rows if since <= row["sent_on"] <= TODAY]


def test_every_figure_is_as_counted_by_hand_in_random_histories(sqlite_engine: Engine) -> None:
    held = outside = 0
    for seed in range(examples(30)):
        rows = world.random_referrals(random.Random(seed))
        with writing(sqlite_engine) as session:
            world.store(session, rows)
        with reading(sqlite_engine) as session:
            own = in_period(rows)
            assert compare(asked(session), own) == len(own)
        held, outside = held + len(own), outside + len(rows) - len(own)
    assert held > examples(400)
    assert outside > 0, "the period left nothing out"


@pytest.mark.both_engines
def test_the_filters_leave_exactly_their_own_on_both_engines(engine: Engine) -> None:
    for seed in range(6):
        rows = world.random_referrals(random.Random(1000 + seed), most=80)
        with writing(engine) as session:
            world.store(session, rows)
        with reading(engine) as session:
            assert compare(asked(session), in_period(rows)) == len(in_period(rows))
            since = TODAY - timedelta(days=90)
            own = [row for row in in_period(rows, since) if 2 in (row["sender"], row["receiver"])]
            assert compare(asked(session, since=since, organization_id=2), own) == len(own)
            kinds = [row for row in in_period(rows) if row["kind"] in (1, 3)]
            assert compare(asked(session, service_type_ids=(1, 3)), kinds) == len(kinds) < len(rows)
            both = [row for row in kinds if 1 in (row["sender"], row["receiver"])]
            assert compare(asked(session, service_type_ids=(1, 3), organization_id=1), both) == len(both)
            assert compare(asked(session, service_type_ids=()), []) == 0


@pytest.mark.both_engines
def test_the_busiest_pairs_are_told_and_the_others_counted(engine: Engine, monkeypatch: Any) -> None:
    monkeypatch.setattr("coalition.answers.referral_flow.BUSIEST", 3)
    rows = world.random_referrals(random.Random(5), most=400)
    with writing(engine) as session:
        world.store(session, rows)
    with reading(engine) as session:
        found = asked(session)
    pairs = world.grouped(in_period(rows), lambda row: (row["sender"], row["receiver"]))
    assert found.pairs_in_all == len(pairs) > 3
    assert found.pairs["referrals"].tolist() == sorted((len(own) for own in pairs.values()), reverse=True)[:3]
    assert found.by["pair"]["sent"].tolist() == found.pairs["referrals"].tolist()


@pytest.mark.both_engines
def test_where_only_days_are_told_silence_begins_on_the_fourteenth_and_overdue_after_the_day_it_is_due(engine: Engine) -> None:
    told: Row = {"sent_at": None, "due_at": None, "steps": [], "area": 1, "kind": 1, "sender": 1, "receiver": 2, "reason": None}
    told |= {"urgency": Urgency.SOON, "answered": None, "accepted": None, "accepted_on": None}

    def day(ago: int) -> date:
        return TODAY - timedelta(days=ago)

    accepted = [{"state": ReferralState.ACCEPTED, "sent_on": day(30), "accepted_on": day(ago)} for ago in (13, 14, 15)]
    sent = [{"state": ReferralState.SENT, "sent_on": day(ago)} for ago in (0, 1, 2)]
    rows = [{"id": number, **told, **one} for number, one in enumerate([*accepted, *sent], start=1)]
    with writing(engine) as session:
        world.store(session, rows)
    with reading(engine) as session:
        found = asked(session)
    assert (found.silent, found.running, found.overdue) == (2, 3, 1)
    compare(found, rows)
