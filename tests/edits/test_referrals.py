"""A need sent, answered, ended and taken back, and what the refusals say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.access.checks import check
from coalition.database import reading, writing
from coalition.edits import cases, referrals
from coalition.edits.consent import note_consent
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.models import CaseConsent, Membership, Referral
from coalition.summaries import faults
from coalition.vocabulary import AgeBand, ConsentAnswer, ConsentScope, ReferralPurpose, ReferralReason, ReferralState, Urgency
from tests.builders import stored
from tests.support.referrals import (
    CLINIC,
    DAY,
    HOLDER,
    HOUSE,
    T0,
    TODAY,
    coalition_with_a_case,
    later,
    moved,
    referral,
    sent,
    time_line,
)


def test_a_need_is_sent_by_the_holder_with_its_clock_and_its_first_step(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine, note="  She speaks Shan. ", by="Kanya")
    row = referral(engine, number)
    assert (row["referring_organization_id"], row["state"], row["sent_on"], row["sent_at"]) == (HOLDER, "sent", TODAY, T0)
    assert row["due_at"] == T0 + timedelta(hours=3)
    (step,) = time_line(engine, number)
    assert (step["state"], step["organization_id"], step["by"], step["note"], step["at"], step["happened_on"]) == (
        *("sent", HOLDER, "Kanya", "She speaks Shan.", T0, TODAY),
    )


def test_who_accepts_has_acknowledged_at_that_instant(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    moved(engine, number, "accepted", 90, note="Come today.")
    row = referral(engine, number)
    assert (row["state"], row["acknowledged_minutes"], row["accepted_minutes"], row["accepted_on"]) == (
        "accepted",
        90,
        90,
        TODAY,
    )
    steps = [(step["state"], step["organization_id"], step["note"]) for step in time_line(engine, number)]
    assert steps == [("sent", HOLDER, None), ("acknowledged", HOUSE, None), ("accepted", HOUSE, "Come today.")]


@pytest.mark.both_engines
def test_a_whole_way_keeps_who_and_when_of_each_step_and_each_is_taken_back_exactly(engine: Engine) -> None:
    coalition_with_a_case(engine)
    pictures, number = [stored(engine)], sent(engine)
    for minutes, state in enumerate(("acknowledged", "accepted", "in_progress", "done"), start=1):
        pictures.append(stored(engine))
        moved(engine, number, state, minutes)
    assert (referral(engine, number)["closed_on"], len(time_line(engine, number))) == (TODAY, 5)
    for minutes, before in zip(range(4, -1, -1), reversed(pictures), strict=True):
        undo_edit(engine, later(minutes), at=later(10 + 4 - minutes))
        assert stored(engine) == before
        with reading(engine) as session:
            assert faults(session) == []


@pytest.mark.both_engines
def test_a_step_is_not_taken_back_once_another_followed(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    moved(engine, number, "acknowledged", 1)
    moved(engine, number, "accepted", 2)
    after = stored(engine)
    for edit in (T0, later(1)):
        with pytest.raises(EditRefused, match="Cannot undo"):
            undo_edit(engine, edit, at=later(5))
    assert stored(engine) == after


def test_sending_is_not_taken_back_once_the_other_side_wrote_a_note(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)
    referrals.note_referral(engine, number, note="We call at noon.", organization_id=HOUSE, today=TODAY, at=later(1))
    with pytest.raises(EditRefused, match="Cannot undo"):
        undo_edit(engine, T0, at=later(5))
    undo_edit(engine, later(1), at=later(6))
    undo_edit(engine, T0, at=later(7))
    assert "referral" not in stored(engine)


@pytest.mark.parametrize(
    ("way", "to", "why"),
    [
        (["accepted"], "declined", "Accepted. Not started yet"),
        (["accepted"], "accepted", "Accepted. Not started yet"),
        (["acknowledged"], "sent", "Acknowledged. Waiting for a decision"),
        (["in_progress"], "acknowledged", "In progress"),
        (["done"], "revoked", "Done on 2026-11-25"),
    ],
)
def test_a_step_that_does_not_follow_is_refused_with_where_it_stands_and_what_can_come(
    sqlite_engine: Engine, way: list[str], to: str, why: str
) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    for minutes, state in enumerate(way, start=1):
        moved(sqlite_engine, number, state, minutes)
    before = stored(sqlite_engine)
    reason = {"declined": ReferralReason.NO_CAPACITY, "revoked": ReferralReason.MISTAKE}.get(to)
    with pytest.raises(EditRefused, match=why):
        moved(sqlite_engine, number, to, 5, reason=reason)
    assert stored(sqlite_engine) == before


def test_who_says_done_at_once_has_taken_every_step_between(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    moved(sqlite_engine, number, "done", 5)
    assert [step["state"] for step in time_line(sqlite_engine, number)] == [
        *("sent", "acknowledged", "accepted", "in_progress", "done"),
    ]
    assert referral(sqlite_engine, number)["accepted_minutes"] == 5


def test_an_end_without_help_asks_for_a_reason_that_fits(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    with pytest.raises(EditRefused, match="why it is declined"):
        moved(sqlite_engine, number, "declined", 1)
    with pytest.raises(EditRefused, match="does not fit"):
        moved(sqlite_engine, number, "declined", 1, reason=ReferralReason.MOVED_AWAY)
    with pytest.raises(EditRefused, match="does not fit"):
        moved(sqlite_engine, number, "accepted", 1, reason=ReferralReason.OTHER)
    moved(sqlite_engine, number, "declined", 2, reason=ReferralReason.NO_CAPACITY)
    row = referral(sqlite_engine, number)
    assert (row["reason"], row["closed_on"], row["acknowledged_minutes"], row["accepted_minutes"]) == (
        *("no_capacity", TODAY, 2, None),
    )


def test_a_declined_need_is_sent_again_and_two_members_may_be_asked_at_once(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    first = sent(sqlite_engine)
    sent(sqlite_engine, referred_organization_id=CLINIC, at=later(1))
    with pytest.raises(EditRefused, match="Already sent to Sai Lom House on 2026-11-25"):
        sent(sqlite_engine, at=later(2))
    moved(sqlite_engine, first, "declined", 3, reason=ReferralReason.NO_CAPACITY)
    sent(sqlite_engine, at=later(4))
    assert [row["state"] for row in stored(sqlite_engine)["referral"]] == ["declined", "sent", "sent"]


@pytest.mark.both_engines
def test_a_decline_is_not_taken_back_once_the_need_was_sent_to_the_same_member_again(engine: Engine) -> None:
    coalition_with_a_case(engine)
    moved(engine, sent(engine), "declined", 1, reason=ReferralReason.NO_CAPACITY)
    sent(engine, at=later(2))
    after = stored(engine)
    with pytest.raises(EditRefused, match="has been referred to Sai Lom House again in the meantime"):
        undo_edit(engine, later(1), at=later(3))
    assert stored(engine) == after
    undo_edit(engine, later(2), at=later(4))
    undo_edit(engine, later(1), at=later(5))
    assert referral(engine, 1)["state"] == "sent"


@pytest.mark.both_engines
def test_members_that_are_made_one_keep_their_referrals_and_a_step_is_still_taken_back(engine: Engine) -> None:
    coalition_with_a_case(engine)
    first = sent(engine)
    sent(engine, referred_organization_id=CLINIC, at=later(1))
    apart = stored(engine)
    merge(engine, Merged.ORGANIZATION, stays=HOUSE, goes=CLINIC, at=later(2))
    assert {row["referred_organization_id"] for row in stored(engine)["referral"]} == {HOUSE}
    before = stored(engine)
    moved(engine, first, "accepted", 3)
    undo_edit(engine, later(3), at=later(4))  # the need runs twice now, and did before this step
    assert stored(engine) == before
    undo_edit(engine, later(2), at=later(5))
    assert stored(engine) == apart


def test_the_sender_revokes_and_the_note_says_why(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    moved(sqlite_engine, number, "revoked", 1, reason=ReferralReason.NO_ANSWER, note="We ask the clinic.")
    step = time_line(sqlite_engine, number)[-1]
    assert (step["organization_id"], step["reason"], step["note"]) == (HOLDER, "no_answer", "We ask the clinic.")
    assert referral(sqlite_engine, number)["acknowledged_on"] is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [(None, "No consent recorded"), (ConsentAnswer.REFUSED, "Consent refused"), (ConsentAnswer.WITHDRAWN, "Consent withdrawn")],
)
def test_without_consent_nothing_is_sent_to_another_organization(
    sqlite_engine: Engine, answer: ConsentAnswer | None, why: str
) -> None:
    coalition_with_a_case(sqlite_engine, answer=answer)
    with pytest.raises(EditRefused, match=why):
        sent(sqlite_engine)
    with pytest.raises(EditRefused, match=why):  # a member that never had the case cannot send it to itself
        sent(sqlite_engine, referring_organization_id=HOUSE)
    assert "referral" not in stored(sqlite_engine)
    sent(sqlite_engine, referred_organization_id=HOLDER)  # inside one organization nothing is shared


def test_consent_for_all_members_lets_nothing_go_to_another_organization_and_check_finds_what_did(
    sqlite_engine: Engine,
) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    assert check(sqlite_engine).problems == []
    with writing(sqlite_engine) as session:
        membership = session.scalars(select(Membership).where(col(Membership.organization_id) == HOUSE)).one()
        membership.to_on = TODAY - timedelta(days=1)
    with pytest.raises(EditRefused, match="not a member"):
        moved(sqlite_engine, number, "accepted", 1)
    (told,) = check(sqlite_engine).problems
    assert told == "case K7M3-9QX2-R: the referral of 2026-11-25 runs to an organization that its consent is not for."
    moved(sqlite_engine, number, "revoked", 2, reason=ReferralReason.NO_CONSENT)
    assert check(sqlite_engine).problems == []
    with pytest.raises(EditRefused, match="not a member"):
        sent(sqlite_engine, at=later(3))
    told_by_name: dict[str, Any] = {"scope": ConsentScope.NAMED, "organization_ids": [HOUSE], "decided_on": TODAY}
    note_consent(sqlite_engine, 1, answer=ConsentAnswer.GIVEN, **told_by_name, today=TODAY, at=later(4))
    sent(sqlite_engine, at=later(5))


def test_nobody_accepts_a_case_whose_consent_was_withdrawn_since_it_was_sent(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    with writing(sqlite_engine) as session:
        session.add(CaseConsent(case_id=1, answer=ConsentAnswer.WITHDRAWN, decided_on=TODAY, noted_at=T0))
    with pytest.raises(EditRefused, match="Consent withdrawn"):
        moved(sqlite_engine, number, "accepted", 1)
    moved(sqlite_engine, number, "acknowledged", 1)
    moved(sqlite_engine, number, "revoked", 2, reason=ReferralReason.NO_CONSENT)


def test_nobody_accepts_a_case_that_consent_does_not_cover_any_more(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine, answer=None)
    given: dict[str, Any] = {"answer": ConsentAnswer.GIVEN, "decided_on": TODAY, "today": TODAY}
    note_consent(sqlite_engine, 1, **given, at=later(-1))
    number = sent(sqlite_engine)
    note_consent(sqlite_engine, 1, **given, scope=ConsentScope.NAMED, organization_ids=[CLINIC], at=later(1))
    with pytest.raises(EditRefused, match="does not cover this organization"):
        moved(sqlite_engine, number, "accepted", 2)
    undo_edit(sqlite_engine, later(1), at=later(3))
    undo_edit(sqlite_engine, later(-1), at=later(4))
    with pytest.raises(EditRefused, match="No consent recorded"):
        moved(sqlite_engine, number, "accepted", 5)
    with writing(sqlite_engine) as session:  # what a file told without an answer was sent before we knew of it
        session.get_one(Referral, number).sent_at = None
    moved(sqlite_engine, number, "accepted", 6)


def test_a_decision_made_for_a_child_counts_for_no_adult(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine, answer=ConsentAnswer.FOR_CHILD, age_band=AgeBand.A25_UP)
    with pytest.raises(EditRefused, match="only for a child"):
        sent(sqlite_engine)


def test_a_closed_case_a_closed_need_and_a_member_that_is_gone_are_refused(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    cases.close_need(sqlite_engine, 1, closed_on=TODAY, today=TODAY, at=T0)
    with pytest.raises(EditRefused, match="This need is closed"):
        sent(sqlite_engine)
    with pytest.raises(EditRefused, match="no longer exists"):
        sent(sqlite_engine, need_id=2, referred_organization_id=99)
    cases.close_case(sqlite_engine, 1, closed_on=TODAY, today=TODAY, at=later(1))
    with pytest.raises(EditRefused, match="This case is closed"):
        sent(sqlite_engine, need_id=2)


@pytest.mark.both_engines
def test_a_need_that_is_not_noted_yet_is_noted_with_its_referral_and_taken_back_with_it(engine: Engine) -> None:
    coalition_with_a_case(engine)
    before = stored(engine)
    told: dict[str, Any] = {"referred_organization_id": CLINIC, "urgency": Urgency.SOON, "purpose": ReferralPurpose.OTHER}
    with pytest.raises(EditRefused, match="no longer exists"):
        referrals.refer_case(engine, case_id=9, service_type_id=1, area_id=1, today=TODAY, at=T0, **told)
    cases.close_need(engine, 2, closed_on=TODAY - timedelta(days=1), today=TODAY, at=T0)
    closed = stored(engine)
    number = referrals.refer_case(engine, case_id=1, service_type_id=2, area_id=1, today=TODAY, at=later(1), **told)
    assert referral(engine, number)["need_id"] not in (1, 2)
    undo_edit(engine, later(1), at=later(2))
    assert stored(engine) == closed
    undo_edit(engine, T0, at=later(3))
    assert stored(engine) == before
    number = referrals.refer_case(engine, case_id=1, service_type_id=1, area_id=1, today=TODAY, at=later(4), **told)
    assert referral(engine, number)["need_id"] == 1


def test_a_note_is_one_line_without_anything_that_tells_who_somebody_is(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    for note, why in (
        ("call 081-234-5678", "phone"),
        ("  ", "what the other organization should know"),
        ("a\nb", "line break"),
    ):
        with pytest.raises(EditRefused, match=why):
            referrals.note_referral(sqlite_engine, number, note=note, today=TODAY, at=later(1))
    with pytest.raises(EditRefused, match="phone"):
        moved(sqlite_engine, number, "accepted", 1, note="call 081-234-5678")
    told: dict[str, Any] = {"note": "We help.", "organization_id": CLINIC, "today": TODAY, "at": later(1)}
    with pytest.raises(EditRefused, match="neither sent nor received"):
        referrals.note_referral(sqlite_engine, number, **told)
    assert len(time_line(sqlite_engine, number)) == 1


def test_a_clock_that_was_set_back_is_refused_by_day_and_by_instant(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    number = sent(sqlite_engine)
    for told in ({"at": later(-1)}, {"at": later(1), "today": TODAY - timedelta(days=1)}):
        with pytest.raises(EditRefused, match="computer clock is wrong"):
            referrals.move_referral(sqlite_engine, number, ReferralState.ACCEPTED, **({"today": TODAY} | told))  # type: ignore[arg-type]
    moved(sqlite_engine, number, "accepted", 0)
    assert referral(sqlite_engine, number)["accepted_minutes"] == 0


def test_a_clock_behind_the_days_that_a_file_told_is_refused(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    with writing(sqlite_engine) as session:
        told: dict[str, Any] = {"need_id": 1, "referring_organization_id": HOLDER, "referred_organization_id": HOUSE}
        session.add(Referral(sent_on=DAY, acknowledged_on=TODAY, state=ReferralState.ACKNOWLEDGED, **told))
    with pytest.raises(EditRefused, match="computer clock is wrong"):
        moved(sqlite_engine, 1, "accepted", 1, today=TODAY - timedelta(days=1))
    moved(sqlite_engine, 1, "accepted", 1)


def test_of_a_referral_that_tells_days_only_whole_days_are_counted(sqlite_engine: Engine) -> None:
    coalition_with_a_case(sqlite_engine)
    with writing(sqlite_engine) as session:
        told: dict[str, Any] = {"need_id": 1, "referring_organization_id": HOLDER, "referred_organization_id": HOUSE}
        session.add(Referral(id=7, sent_on=DAY, **told))
    moved(sqlite_engine, 7, "accepted", 1)
    assert referral(sqlite_engine, 7)["accepted_minutes"] == (TODAY - DAY).days * 1440


@pytest.mark.both_engines
def test_of_two_people_who_answer_at_once_the_second_is_told(engine: Engine) -> None:
    coalition_with_a_case(engine)
    number = sent(engine)

    def answered(state: str) -> str:
        reason = ReferralReason.NO_CAPACITY if state == "declined" else None
        try:
            moved(engine, number, state, 1, reason=reason)
        except EditRefused as refused:
            return str(refused)
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(answered, ["accepted", "declined"]), reverse=True)
    assert told[0] == "saved"
    assert told[1] in {"Accepted. Not started yet.", "Declined on 2026-11-25. You can refer again."}
    assert referral(engine, number)["state"] in {"accepted", "declined"}
    assert len(time_line(engine, number)) == 3


def test_every_state_says_where_it_stands() -> None:
    assert set(referrals.STANDS) == set(ReferralState)
