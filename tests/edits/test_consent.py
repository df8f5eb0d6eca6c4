"""Consent is noted and never overwritten, refused in sentences, and a slip is taken back without a trace in what counts."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.database import reading, writing
from coalition.edits.cases import change_case
from coalition.edits.consent import note_consent
from coalition.edits.directory import add_organization
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.queries.consent import consent_of, running_frame
from coalition.referring.consent import Consent
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    Exploitation,
    ReferralState,
    Sex,
    StatusDecider,
    TraffickingStatus,
    WithheldField,
)
from tests.support.importing import TODAY, stored

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)
SECRET = "Miss Ploykaew 081-234-5678"


@pytest.fixture
def case_id(engine: Engine) -> int:
    return add_case(engine, AgeBand.A18_24)


def add_case(engine: Engine, age_band: AgeBand, code: str = "AAAA-BBBB-C") -> int:
    with writing(engine) as session:
        row = m.SharedCase(code=code, opened_on=date(2026, 10, 1), age_band=age_band)
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def note(engine: Engine, case_id: int, answer: ConsentAnswer = ConsentAnswer.GIVEN, at: datetime = AT, **more: Any) -> int:
    told: dict[str, Any] = {"decided_on": date(2026, 11, 12), "today": TODAY, "by": "Kanya", **more}
    return note_consent(engine, case_id, answer=answer, at=at, **told)


def counts(engine: Engine, case_id: int) -> Consent | None:
    with reading(engine) as session:
        return consent_of(session, case_id)


def test_consent_keeps_its_day_scope_and_what_is_withheld_and_who_noted_it(engine: Engine, case_id: int) -> None:
    haven = add_organization(engine, name="Haven", at=AT - timedelta(minutes=1))
    told: dict[str, Any] = {
        "scope": ConsentScope.NAMED,
        "organization_ids": [haven],
        "withheld": [WithheldField.DISTRICT, WithheldField.SEX],
    }
    consent_id = note(engine, case_id, **told)
    (row,) = stored(engine, m.CaseConsent)
    assert (row["id"], row["noted_by"], row["noted_at"], row["withheld"]) == (consent_id, "Kanya", AT, ["sex", "district"])
    assert counts(engine, case_id) == Consent(
        ConsentAnswer.GIVEN,
        date(2026, 11, 12),
        ConsentScope.NAMED,
        frozenset({haven}),
        withheld=frozenset({WithheldField.SEX, WithheldField.DISTRICT}),
    )


def test_a_withdrawal_is_a_new_row_and_undoing_it_lets_the_consent_before_it_count_again(engine: Engine, case_id: int) -> None:
    note(engine, case_id)
    before = [stored(engine, model) for model in (m.CaseConsent, m.ConsentOrganization)]
    note(engine, case_id, ConsentAnswer.WITHDRAWN, LATER, decided_on=TODAY, withheld=[WithheldField.SEX])
    assert len(stored(engine, m.CaseConsent)) == 2
    assert counts(engine, case_id) == Consent(ConsentAnswer.WITHDRAWN, TODAY)
    undo_edit(engine, LATER, at=LATER + timedelta(minutes=1))
    assert [stored(engine, model) for model in (m.CaseConsent, m.ConsentOrganization)] == before


@pytest.mark.both_engines
def test_undoing_consent_for_named_organizations_leaves_nothing_of_it(engine: Engine, case_id: int) -> None:
    members = [add_organization(engine, name=name, at=AT - timedelta(minutes=n)) for n, name in enumerate("AB", 1)]
    note(engine, case_id, at=LATER, scope=ConsentScope.NAMED, organization_ids=members)
    undo_edit(engine, LATER, at=LATER + timedelta(minutes=1))
    assert not stored(engine, m.CaseConsent)
    assert not stored(engine, m.ConsentOrganization)
    assert counts(engine, case_id) is None


def test_the_same_answer_twice_is_noted_once(engine: Engine, case_id: int) -> None:
    assert note(engine, case_id)
    assert note(engine, case_id, at=LATER) is False
    assert len(stored(engine, m.CaseConsent)) == 1


def test_for_a_child_somebody_else_may_decide_if_it_is_told_who_and_why(engine: Engine) -> None:
    child = add_case(engine, AgeBand.A12_14)
    who: dict[str, Any] = {"decided_by": ConsentDecider.TEAM, "reason": " Too young to weigh it "}
    note(engine, child, ConsentAnswer.FOR_CHILD, **who)
    found = counts(engine, child)
    assert found is not None
    assert (found.decided_by, found.reason) == (ConsentDecider.TEAM, "Too young to weigh it")


@pytest.mark.parametrize("age", [AgeBand.A18_24, AgeBand.A25_UP, AgeBand.UNKNOWN])
def test_nobody_else_decides_for_an_adult_or_where_the_age_is_not_known(engine: Engine, age: AgeBand) -> None:
    adult = add_case(engine, age)
    with pytest.raises(EditRefused, match="only for a child"):
        note(engine, adult, ConsentAnswer.FOR_CHILD, decided_by=ConsentDecider.COURT, reason="ordered")
    assert not stored(engine, m.CaseConsent)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"decided_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"decided_on": date(1026, 11, 12)}, "1026 is too early"),
        ({"scope": ConsentScope.NAMED}, "at least one organization"),
        ({"scope": ConsentScope.NAMED, "organization_ids": [99]}, "no longer in the directory"),
        ({"withheld": ["name"]}, "not in the list"),
        ({"reason": "one\nline more"}, "one plain line"),
        ({"case_id": 99}, "no longer exists"),
        ({"answer": ConsentAnswer.FOR_CHILD, "reason": "too young"}, "who decided for the child"),
        ({"answer": ConsentAnswer.FOR_CHILD, "decided_by": ConsentDecider.COURT}, "who decided for the child"),
        ({"answer": ConsentAnswer.FOR_CHILD, "decided_by": ConsentDecider.COURT, "reason": "  "}, "who decided for the child"),
    ],
)
def test_consent_that_cannot_be_kept_is_refused_with_the_reason(engine: Engine, told: dict[str, Any], why: str) -> None:
    child = add_case(engine, AgeBand.A12_14)
    with pytest.raises(EditRefused, match=why):
        note(engine, **({"case_id": child} | told))
    assert not stored(engine, m.CaseConsent)


def test_a_reason_that_tells_who_somebody_is_is_nowhere_kept_or_repeated(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    child = add_case(engine, AgeBand.A0_11)
    with caplog.at_level(logging.DEBUG), pytest.raises(EditRefused) as refused:
        note(engine, child, ConsentAnswer.FOR_CHILD, decided_by=ConsentDecider.GUARDIAN, reason=SECRET)
    told = f"{caplog.text} {refused.value} {refused.value.values} {stored(engine, m.CaseConsent)} {stored(engine, m.Change)}"
    assert not [word for word in SECRET.split() if word in told]


@pytest.mark.both_engines
def test_a_withdrawal_may_be_noted_while_referrals_run_and_these_are_named(engine: Engine, case_id: int) -> None:
    with writing(engine) as session:
        organizations = [m.Organization(name=name, name_key=name.lower()) for name in ("Holder", "Haven")]
        area, kind = m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"), m.ServiceType(code="A1", name="Shelter")
        session.add_all([*organizations, area, kind])
        session.flush()
        told: dict[str, Any] = {"case_id": case_id, "service_type_id": kind.id, "area_id": area.id}
        need = m.CaseNeed(**told, opened_on=date(2026, 10, 1))
        session.add(need)
        session.flush()
        sent: dict[str, Any] = {"need_id": need.id, "referring_organization_id": organizations[0].id}
        sent |= {"referred_organization_id": organizations[1].id, "sent_on": date(2026, 11, 1)}
        session.add_all([m.Referral(**sent), m.Referral(**sent, state=ReferralState.DONE)])
    note(engine, case_id, ConsentAnswer.WITHDRAWN)
    with reading(engine) as session:
        (row,) = records(running_frame(session, case_id))
    assert (row["referring"], row["referred"], row["code"], row["state"]) == ("Holder", "Haven", "A1", "sent")


@pytest.mark.both_engines
def test_what_is_coded_of_a_case_is_corrected_and_the_correction_taken_back(engine: Engine, case_id: int) -> None:
    before = stored(engine, m.SharedCase)
    told: dict[str, Any] = {
        "sex": Sex.FEMALE,
        "age_band": AgeBand.A15_17,
        "exploitation": Exploitation.BEGGING,
        "trafficking_status": TraffickingStatus.IDENTIFIED,
        "status_decided_by": StatusDecider.POLICE,
        "area_id": None,
        "holder_organization_id": None,
    }
    assert change_case(engine, case_id, at=LATER, **told)
    (row,) = stored(engine, m.SharedCase)
    assert {name: row[name] for name in told} == told
    assert not change_case(engine, case_id, at=LATER + timedelta(minutes=1), **told)
    undo_edit(engine, LATER, at=LATER + timedelta(minutes=2))
    assert stored(engine, m.SharedCase) == before
    with pytest.raises(EditRefused, match="no longer exists"):
        change_case(engine, 99, at=LATER, **told)


@pytest.mark.both_engines
def test_two_named_organizations_that_become_one_stay_named_once_and_come_apart_again(engine: Engine, case_id: int) -> None:
    one, other = (
        add_organization(engine, name=name, at=AT - timedelta(minutes=n)) for n, name in enumerate(("Haven", "Hafen"), 1)
    )
    note(engine, case_id, scope=ConsentScope.NAMED, organization_ids=[one, other])
    before = stored(engine, m.ConsentOrganization)
    merge(engine, Merged.ORGANIZATION, stays=one, goes=other, at=LATER)
    found = counts(engine, case_id)
    assert found is not None
    assert found.organization_ids == {one}
    undo_edit(engine, LATER, at=LATER + timedelta(minutes=1))
    assert stored(engine, m.ConsentOrganization) == before
