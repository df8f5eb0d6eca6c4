"""The referrals of the demo keep the rules that the dashboard holds people to."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.guard import findings
from coalition.queries.consent import consents_of
from coalition.queries.members import members_on
from coalition.referring.consent import refusal
from coalition.referring.steps import ANSWER_WITHIN, NEXT, REASONS
from coalition.vocabulary import AgeBand, ReferralState, Urgency
from tests.builders import stored
from tests.support.demo import load_demo

TODAY = date(2026, 11, 25)


@pytest.fixture
def tables(sqlite_engine: Engine) -> dict[str, list[dict[str, Any]]]:
    load_demo(sqlite_engine)
    return stored(sqlite_engine)


def test_every_referral_went_a_legal_way_in_the_order_of_time_and_none_in_the_future(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    lines: dict[int, list[dict[str, Any]]] = {}
    for step in tables["referral_step"]:
        lines.setdefault(step["referral_id"], []).append(step)
    for row in tables["referral"]:
        line = lines[row["id"]]
        states = [ReferralState(step["state"]) for step in line]
        assert states[0] is ReferralState.SENT
        assert all(after in NEXT[before] for before, after in pairwise(states))
        assert row["state"] == states[-1]
        assert [step["at"] for step in line] == sorted(step["at"] for step in line)
        assert line[-1]["at"] < datetime.combine(TODAY, time(17), UTC)
        assert row["due_at"] == row["sent_at"] + ANSWER_WITHIN[Urgency(row["urgency"])]
        assert (row["reason"] is not None) == (states[-1] in REASONS)
        assert [step["reason"] for step in line][-1] == row["reason"]
        assert (row["closed_on"] is not None) == (not NEXT[states[-1]])


def test_nothing_that_still_runs_was_noted_today_so_that_the_next_step_can_be_taken_at_any_hour(
    tables: dict[str, list[dict[str, Any]]],
) -> None:
    running = {row["id"] for row in tables["referral"] if row["closed_on"] is None}
    assert len(running) == 14
    last = max(step["at"] for step in tables["referral_step"] if step["referral_id"] in running)
    assert last.date() <= TODAY - timedelta(days=1)


def test_a_case_is_sent_with_consent_only_and_no_note_tells_who_somebody_is(
    sqlite_engine: Engine, tables: dict[str, list[dict[str, Any]]]
) -> None:
    cases = {row["id"]: row for row in tables["shared_case"]}
    needs = {row["id"]: cases[row["case_id"]] for row in tables["case_need"]}
    with reading(sqlite_engine) as session:
        consents, members = consents_of(session), members_on(session, on=TODAY)
    for row in tables["referral"]:
        case = needs[row["need_id"]]
        told = {"referring": case["holder_organization_id"], "referred": row["referred_organization_id"], "members": members}
        assert refusal(consents.get(case["id"]), age_band=AgeBand(case["age_band"]), **told) is None
    assert not [step["note"] for step in tables["referral_step"] if step["note"] and findings(step["note"])]
