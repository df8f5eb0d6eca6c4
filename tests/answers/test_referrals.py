"""The boards of referrals: who waits on whom, how long, in which words; held against a slow count."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlmodel import col

from coalition.answers import referrals as answers
from coalition.answers.referrals import Standing, due_words, next_steps, one_referral, referral_board
from coalition.database import reading, writing
from coalition.edits import referrals
from coalition.edits.referrals import CLOCK_BACK, REASON_UNFIT, STANDS, WHY
from coalition.frames import records
from coalition.locale import catalogue
from coalition.models import Referral, ReferralStep, SharedCase
from coalition.queries.referral_boards import overdue_referrals, referable_frame, referral_of_case, referrals_frame
from coalition.referring.steps import ANSWER_WITHIN, RUNNING
from coalition.vocabulary import ReferralReason, ReferralState, Urgency
from tests.builders import stored
from tests.support.referrals import CLINIC, HOLDER, HOUSE, T0, TODAY, coalition_with_a_case, later, moved, sent

HOUR, DAY = 60, 24 * 60


def plain(text: str, **values: object) -> str:
    return text.format(**values)


def standings(engine: Engine, minutes: float = 0, organization: int | None = None) -> dict[int, Standing]:
    """{referral: how it stands} so many minutes after T0."""
    at = later(minutes)
    with reading(engine) as session:
        board = referral_board(session, now=at, on=at.date(), organization_id=organization)
    return {row["id"]: Standing(row["standing"]) for row in [*board.rows, *board.ended]}


@pytest.mark.both_engines
def test_a_need_waits_on_its_receiver_until_its_clock_runs_out(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)  # within 3 hours
    assert standings(engine, 179) == {number: Standing.WAITING}
    assert standings(engine, 179, HOUSE) == {number: Standing.TO_ANSWER}
    assert standings(engine, 179, HOLDER) == {number: Standing.WAITING}
    assert standings(engine, 179, CLINIC) == {}
    assert standings(engine, 181) == {number: Standing.OVERDUE}
    assert standings(engine, 181, HOUSE) == {number: Standing.OVERDUE_HERE}


def test_one_who_only_acknowledged_still_owes_an_answer(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    moved(sqlite_engine, number, "acknowledged", 1)
    assert standings(sqlite_engine, 181) == {number: Standing.OVERDUE}


def test_after_fourteen_days_without_a_step_or_a_note_there_is_no_feedback(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    moved(engine, number, "accepted", HOUR)
    assert standings(engine, HOUR + 14 * DAY - 1) == {number: Standing.UNDER_WAY}
    assert standings(engine, HOUR + 14 * DAY) == {number: Standing.NO_FEEDBACK}
    referrals.note_referral(engine, number, note="All is well.", today=TODAY, at=later(2 * HOUR))
    assert standings(engine, HOUR + 14 * DAY) == {number: Standing.UNDER_WAY}
    assert standings(engine, 2 * HOUR + 14 * DAY) == {number: Standing.NO_FEEDBACK}


@pytest.mark.both_engines
def test_what_ended_is_shown_for_thirty_days(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    moved(engine, number, "declined", 5, reason=ReferralReason.NO_CAPACITY)
    assert standings(engine, 29 * DAY) == {number: Standing.ENDED}
    assert standings(engine, 30 * DAY) == {}


def test_where_only_the_day_of_sending_is_told_a_part_of_a_day_is_a_day(engine: Engine) -> None:
    coalition_with_a_case(engine)
    told: dict[str, Any] = {"need_id": 1, "referring_organization_id": HOLDER, "referred_organization_id": HOUSE}
    with writing(engine) as session:
        for urgency in Urgency:
            session.add(Referral(urgency=urgency, sent_on=TODAY, **told))
            session.flush()

    def late(days: int) -> int:
        return sum(standing is Standing.OVERDUE for standing in standings(engine, days * DAY).values())

    assert [late(days) for days in range(5)] == [0, 0, 3, 3, 4]


def test_the_counts_of_the_board_hold_against_a_slow_count_and_rows_are_cut_where_counts_are_not(engine: Engine) -> None:
    many_referrals(engine, seed=3)
    for minutes in (0, 2 * DAY, 15 * DAY):
        for organization in (None, HOLDER, HOUSE, CLINIC):
            with reading(engine) as session:
                at = later(minutes)
                board = referral_board(session, now=at, on=at.date(), organization_id=organization, most=3)
            slow = slow_counts(engine, later(minutes), organization)
            assert board.counts == slow
            shown = Counter(row["standing"] for row in board.rows)
            assert all(shown[standing] == min(3, count) for standing, count in slow.items())


@pytest.mark.both_engines
def test_what_was_too_late_on_an_earlier_day_is_counted_as_it_stood_then(engine: Engine) -> None:
    many_referrals(engine, seed=3)
    rows = stored(engine)["referral"]
    found = {}
    for days in (-20, -3, 0, 2, 15):
        at = later(days * DAY)
        with reading(engine) as session:
            found[days] = overdue_referrals(session, now=at, on=at.date())
        assert found[days] == sum(was_late(row, at) for row in rows)
    assert found[0] > 0
    assert found[0] != found[-3], "what was answered since had waited then"


def was_late(row: dict[str, Any], at: datetime) -> bool:
    """Slowly: sent, not answered and not ended by the day, and its time was over."""
    answered = row["state"] not in ("sent", "acknowledged") and row["accepted_on"] is None and row["closed_on"] is None
    ended = any(row[day] and row[day] <= at.date() for day in ("accepted_on", "closed_on"))
    if answered or ended or row["sent_on"] > at.date():
        return False
    days = {"routine": 3}.get(row["urgency"], 1)
    return bool(row["due_at"] < at if row["due_at"] else row["sent_on"] + timedelta(days=days) < at.date())


@pytest.mark.both_engines
def test_the_board_shows_the_most_urgent_of_each_standing_first_and_tells_of_each_what_its_case_tells(engine: Engine) -> None:
    many_referrals(engine, seed=5)
    with reading(engine) as session:
        board = referral_board(session, now=T0, on=T0.date(), most=4)
        told = records(referrals_frame(session, now=T0, on=T0.date(), case_id=1))

    def urgency(row: dict[str, Any]) -> tuple[Any, ...]:
        return row["due_at"] is None, row["due_at"] or T0, row["sent_on"], row["id"]

    running = [[row for row in told if row["standing"] == standing] for standing in answers.RUNS]
    shown = [row for own in running for row in sorted(own, key=urgency)[:4]]
    assert board.rows == sorted(shown, key=urgency)
    ended = [row for row in told if row["closed_on"] is not None]
    assert board.ended == sorted(ended, key=lambda row: (row["closed_on"], row["id"]), reverse=True)[:4]
    assert {row["standing"] for row in board.rows} == {"overdue", "waiting", "no_feedback", "under_way"}


def many_referrals(engine: Engine, seed: int) -> None:
    """Eighty referrals in any state, some of which tell days only."""
    coalition_with_a_case(engine)
    dice = random.Random(seed)
    with writing(engine) as session:
        for _ in range(80):
            at = T0 - timedelta(minutes=dice.randrange(20 * DAY))
            state, urgency = dice.choice(list(ReferralState)), dice.choice(list(Urgency))
            accepted = state in (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)
            is_told = dice.random() < 0.7
            row = Referral(
                need_id=dice.choice([1, 2]),
                referring_organization_id=dice.choice([HOLDER, HOUSE, None]),
                referred_organization_id=dice.choice([HOUSE, CLINIC]),
                state=state,
                urgency=urgency,
                sent_on=at.date(),
                sent_at=at if is_told else None,
                due_at=at + ANSWER_WITHIN[urgency] if is_told else None,
                accepted_on=at.date() if accepted else None,
                closed_on=None if state in RUNNING else at.date(),
            )
            session.add(row)
            session.flush()
            if is_told:
                session.add(ReferralStep(referral_id=row.id or 0, at=at, happened_on=at.date(), state=state))


def slow_counts(engine: Engine, now: datetime, organization: int | None) -> dict[Standing, int]:
    tables = stored(engine)
    counts = dict.fromkeys(answers.RUNS, 0)
    for row in tables["referral"]:
        here = row["referred_organization_id"] == organization
        if row["closed_on"] or (organization and not here and row["referring_organization_id"] != organization):
            continue
        if row["state"] in ("accepted", "in_progress"):
            steps = [step["at"] for step in tables["referral_step"] if step["referral_id"] == row["id"]]
            told = max(steps) <= now - timedelta(days=14) if steps else True
            silent = told and row["accepted_on"] <= now.date() - timedelta(days=14)
            counts[Standing.NO_FEEDBACK if silent else Standing.UNDER_WAY] += 1
            continue
        days = {"routine": 3}.get(row["urgency"], 1)
        late = row["due_at"] < now if row["due_at"] else row["sent_on"] + timedelta(days=days) < now.date()
        if late:
            counts[Standing.OVERDUE_HERE if here and organization else Standing.OVERDUE] += 1
        else:
            counts[Standing.TO_ANSWER if here and organization else Standing.WAITING] += 1
    return counts


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-30, "due in 30 minutes"), (0, "due now"), (5, "5 minutes late"), (-60, "due in 1 hour"), (90, "1 hour late"),
        (-150, "due in 2 hours"), (47 * HOUR, "47 hours late"), (48 * HOUR, "2 days late"), (3 * DAY, "3 days late"),
    ],
)  # fmt: skip
def test_the_time_is_said_as_people_say_it(minutes: int, said: str) -> None:
    row = {"standing": Standing.WAITING, "due_at": T0}
    assert due_words(row, T0 + timedelta(minutes=minutes), plain, date.isoformat) == said


def test_how_it_ended_and_since_when_nothing_was_heard_is_said_in_words() -> None:
    ended = {"standing": Standing.ENDED, "state": "declined", "closed_on": TODAY}
    assert due_words(ended, T0, plain, date.isoformat) == "declined on 2026-11-25"
    silent = {"standing": Standing.NO_FEEDBACK, "last_at": T0 - timedelta(days=20)}
    assert due_words(silent, T0, plain, date.isoformat) == "no update for 20 days"
    by_day = {"standing": Standing.UNDER_WAY, "last_at": None, "accepted_on": TODAY - timedelta(days=1)}
    assert due_words(by_day, T0, plain, date.isoformat) == "updated 1 day ago"
    no_day = {"standing": Standing.UNDER_WAY, "last_at": None, "accepted_on": None, "sent_on": TODAY - timedelta(days=3)}
    assert due_words(no_day, T0, plain, date.isoformat) == "updated 3 days ago"


@pytest.mark.both_engines
def test_an_address_names_a_referral_by_the_code_of_its_case_and_its_place_in_it(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    with reading(engine) as session:
        (code,) = session.scalars(select(col(SharedCase.code)))
        assert [referral_of_case(session, code=code, in_case=place) for place in (1, 2)] == [number, None]


@pytest.mark.both_engines
def test_one_referral_tells_its_time_line_with_who_when_why_and_the_note(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    moved(engine, number, "declined", 5, reason=ReferralReason.NO_CAPACITY, note="Ask in May.", by="Kanya")
    with reading(engine) as session:
        found = one_referral(session, now=later(6), on=TODAY, referral_id=number)
        assert one_referral(session, now=later(6), on=TODAY, referral_id=99) is None
    assert found is not None
    told = [(step["state"], step["organization"], step["by"], step["reason"], step["note"]) for step in found.steps]
    assert told == [
        ("sent", "Lanna House", None, None, None),
        ("acknowledged", "Sai Lom House", "Kanya", None, None),
        ("declined", "Sai Lom House", "Kanya", "no_capacity", "Ask in May."),
    ]
    assert found.row["last_at"] == datetime(2026, 11, 25, 2, 5, tzinfo=UTC)


def test_the_steps_offered_begin_with_what_is_wanted_and_leave_out_leaps() -> None:
    assert [str(step) for step in next_steps("sent")] == ["accepted", "acknowledged", "declined", "revoked"]
    assert [str(step) for step in next_steps("accepted")] == ["in_progress", "done", "closed_without_service", "revoked"]
    assert next_steps("done") == []


@pytest.mark.both_engines
def test_cases_that_wait_for_the_help_stand_first_and_those_without_the_need_behind(engine: Engine) -> None:
    coalition_with_a_case(engine)
    with writing(engine) as session:
        session.execute(text("INSERT INTO shared_case (code, opened_on, sex, age_band, exploitation, trafficking_status, "
                             "status_decided_by) SELECT 'X', '2026-11-20', sex, age_band, exploitation, trafficking_status, "
                             "status_decided_by FROM shared_case"))  # fmt: skip
    sent(engine)
    with reading(engine) as session:
        rows = records(referable_frame(session, on=TODAY, service_type="A1", pcode="TH57"))
        other = records(referable_frame(session, on=TODAY, service_type="A1", pcode="TH57", also=2))
    assert [(row["case_code"], row["need_id"], row["running"]) for row in rows] == [("K7M3-9QX2-R", 1, 1), ("X", None, 0)]
    assert other[0]["case_code"] == "X"


def test_every_sentence_about_a_referral_has_its_thai() -> None:
    said = [*answers.SENTENCES, *STANDS.values(), *WHY.values(), REASON_UNFIT, CLOCK_BACK]
    assert not [sentence for sentence in said if sentence not in catalogue("th")]
