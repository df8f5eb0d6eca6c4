"""The page about how referrals fare, without a browser."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition.database import writing
from coalition.referring.times import DAY, HOUR, Reached, waits
from coalition.views.referral_flow.figures import months_before, reached_text, span, waits_text
from coalition.vocabulary import ReferralReason, ReferralState, Urgency
from tests.support import referral_world as world
from tests.support.filled import rows_shown
from tests.support.referral_world import NOW, Row

Dashboard = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _at_the_instant_of_the_histories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition.views.referral_flow.figures.moment", lambda: NOW)


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info, at.subheader) for part in kind)


def row(number: int, state: str = "sent", **told: Any) -> Row:
    days = told.pop("days", 20)
    sent_at = NOW - timedelta(days=days, hours=1)
    usual = {
        "id": number, "kind": 1, "area": 2, "urgency": Urgency.SOON, "sender": 1, "receiver": 2, "accepted_on": None,
        "sent_on": sent_at.date(), "sent_at": sent_at, "due_at": sent_at + timedelta(days=1),
        "state": ReferralState(state), "reason": None, "answered": None, "accepted": None, "steps": [],
    }  # fmt: skip
    return usual | told


def stored(engine: Engine, *rows: Row) -> None:
    with writing(engine) as session:
        world.store(session, list(rows))


def some(engine: Engine) -> None:
    told = {"answered": 2 * HOUR, "accepted": 2 * DAY}
    stored(
        engine,
        row(1, "done", **told, kind=2),
        row(2, "in_progress", answered=HOUR, accepted=30 * HOUR),
        row(3, "declined", answered=3 * HOUR, reason=ReferralReason.NO_CAPACITY, sender=3),
        row(4, days=5),
        row(5, "done", **told, days=500),
    )


def test_the_page_says_first_how_many_were_accepted_how_soon_and_how_many_wait(engine: Engine, dashboard: Dashboard) -> None:
    some(engine)
    told = words(dashboard("referral_flow"))
    assert "Of **4** referrals sent in the last 12 months, **2** were accepted: within 30 hours, 2 days. " in told
    assert "**1** awaiting an answer, **1** of them overdue." in told
    assert "Exact counts. Do not show on a shared screen." in told
    assert "**Declined: 1**" in told
    assert "**67%** of those answered" in told


def test_the_filters_stand_in_the_address(engine: Engine, dashboard: Dashboard) -> None:
    some(engine)
    assert "Of **5** referrals sent so far, **3**" in words(dashboard("referral_flow", months="0"))
    assert "Of **3** referrals sent in the last 12 months, **1** was accepted" in words(dashboard("referral_flow", type="K1"))
    none = words(dashboard("referral_flow", organization="3"))
    assert "The **1** referral sent in the last 12 months has not been accepted. None awaiting an answer." in none


def test_the_tables_say_who_how_many_and_how_soon(engine: Engine, dashboard: Dashboard) -> None:
    some(engine)
    provinces, pairs = (rows_shown(dashboard("referral_flow", by=by)) for by in ("area", "pair"))
    assert provinces[0]["Province"] == "Area 1"
    assert (provinces[0]["Sent"], provinces[0]["Waiting"], provinces[0]["Acknowledged: half of them within"]) == (
        "4",
        "1",
        "2 hours",
    )
    assert [(pair["Sent by"], pair["Sent to"], pair["Sent"]) for pair in pairs] == [("O1", "O2", "3"), ("O3", "O2", "1")]
    assert pairs[1]["Accepted: half of them within"] == "?"


def test_a_table_tells_how_soon_each_receiver_accepts(engine: Engine, dashboard: Dashboard) -> None:
    some(engine)
    receivers = rows_shown(dashboard("referral_flow", by="receiver"))
    assert [(one["Sent to"], one["Sent"], one["Waiting"]) for one in receivers] == [("O2", "4", "1")]
    assert receivers[0]["Acknowledged: half of them within"] == "2 hours"


def test_nothing_sent_is_said_with_a_way_on(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, row(1, days=700))
    assert "No matching referrals in the last 12 months" in words(dashboard("referral_flow"))


def test_none_accepted_is_said(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, row(1), row(2, "revoked", reason=ReferralReason.MISTAKE))
    told = words(dashboard("referral_flow"))
    assert "Of **2** referrals sent in the last 12 months, **none** has been accepted." in told
    assert "**0%**" not in told
    assert "No referral ended" not in told


def test_accepted_at_a_time_nobody_knows_is_not_taken_for_slow(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, row(1, "done"), row(2, "accepted"), row(3))
    told = words(dashboard("referral_flow"))
    assert "**2** were accepted. **1** awaiting" in told
    assert "The time is known for 0 of 2 accepted referrals." in told


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "90 minutes"),
        (180, "3 hours"),
        (1440, "1 day"),
        (4320, "3 days"),
    ],
)
def test_a_time_is_told_as_people_say_it(minutes: int, told: str) -> None:
    assert span(minutes) == told


def test_what_is_not_reached_yet_takes_more_than_the_longest_time_seen() -> None:
    slow = waits({2 * DAY: 5}, {9 * DAY: 15})
    assert waits_text(slow, 5) == "fewer than half of them within 9 days"
    assert reached_text(Reached(9 * DAY, is_more=True), slow, 5) == "> 9 days"
    assert waits_text(waits({}, {}), 0) == "no time is known yet"


def test_the_last_months_begin_the_day_after_the_same_day_or_the_last_of_a_short_month() -> None:
    assert months_before(date(2026, 11, 25), 12) == date(2025, 11, 26)
    assert months_before(date(2026, 5, 31), 3) == date(2026, 3, 1)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 16)
