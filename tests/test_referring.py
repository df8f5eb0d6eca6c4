"""Steps, consent and readiness: rules without a database."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from coalition.referring.consent import CHILDREN, NOT_A_MEMBER, Consent, refusal, told
from coalition.referring.readiness import Item, readiness
from coalition.referring.steps import ANSWER_WITHIN, NEXT, REASONS, RUNNING, due_at, path
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    ItemAges,
    ItemKnowledge,
    ReferralReason,
    ReferralState,
    Urgency,
    WithheldField,
)

DAY = date(2026, 11, 25)
HERE, THERE, ELSEWHERE = 1, 2, 3


def test_every_state_stands_in_the_table_and_an_end_has_no_next() -> None:
    assert set(NEXT) == set(ReferralState)
    assert set(RUNNING) == {
        ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED, ReferralState.IN_PROGRESS,
    }  # fmt: skip


def test_who_accepts_has_acknowledged() -> None:
    assert path(ReferralState.SENT, ReferralState.ACCEPTED) == (ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED)


def test_nothing_leads_out_of_an_end_and_nothing_leads_back() -> None:
    order = list(ReferralState)
    for now, to in product(order, order):
        if not NEXT[now] or to is ReferralState.SENT:
            assert path(now, to) == ()


def test_an_accepted_referral_is_not_declined_any_more() -> None:
    assert path(ReferralState.ACCEPTED, ReferralState.DECLINED) == ()


def test_the_sender_may_revoke_at_any_time_before_the_end() -> None:
    assert all(path(state, ReferralState.REVOKED) == (ReferralState.REVOKED,) for state in RUNNING)


def test_each_end_without_help_asks_for_a_reason_and_every_reason_is_used() -> None:
    assert {reason for reasons in REASONS.values() for reason in reasons} == set(ReferralReason)
    assert all(reasons[-1] is ReferralReason.OTHER for reasons in REASONS.values())


@pytest.mark.parametrize(("urgency", "hours"), [("immediate", 1), ("urgent", 3), ("soon", 24), ("routine", 72)])
def test_an_answer_is_due_by_the_urgency(urgency: str, hours: int) -> None:
    sent = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert due_at(sent, Urgency(urgency)) == sent + timedelta(hours=hours)
    assert set(ANSWER_WITHIN) == set(Urgency)


def given(**told: object) -> Consent:
    values: dict[str, object] = {"answer": ConsentAnswer.GIVEN, "decided_on": DAY, **told}
    return Consent(**values)  # type: ignore[arg-type]


def asked(consent: Consent | None, age: AgeBand = AgeBand.A25_UP) -> str | None:
    return refusal(consent, referring=HERE, referred=THERE, age_band=age, members={HERE, THERE})


def test_without_consent_a_case_stays_with_its_holder() -> None:
    assert "No consent recorded" in (asked(None) or "")
    assert refusal(None, referring=HERE, referred=HERE, age_band=AgeBand.A25_UP, members=()) is None


@pytest.mark.parametrize("answer", [ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN])
def test_a_case_whose_consent_is_refused_or_withdrawn_is_never_shared(answer: ConsentAnswer) -> None:
    assert "only counted" in (asked(given(answer=answer)) or "")


def test_consent_for_named_organizations_holds_for_no_other() -> None:
    named = given(scope=ConsentScope.NAMED, organization_ids=frozenset({THERE}))
    assert asked(named) is None
    told: dict[str, Any] = {"referring": HERE, "age_band": AgeBand.A25_UP}
    assert refusal(named, **told, referred=ELSEWHERE, members={ELSEWHERE}) is not None
    assert refusal(named, **told, referred=THERE, members=()) is None  # named, so it need not be a member


def test_consent_for_all_members_holds_for_no_other_organization() -> None:
    told: dict[str, Any] = {"referring": HERE, "referred": THERE, "age_band": AgeBand.A25_UP}
    assert refusal(given(), **told, members={THERE}) is None
    assert refusal(given(), **told, members={HERE}) == NOT_A_MEMBER


@pytest.mark.parametrize("age", list(AgeBand))
def test_somebody_else_decides_for_a_child_only_and_says_who_and_why(age: AgeBand) -> None:
    decided = given(answer=ConsentAnswer.FOR_CHILD, decided_by=ConsentDecider.TEAM, reason="In danger at home")
    assert (asked(decided, age) is None) == (age in CHILDREN)
    untold = given(answer=ConsentAnswer.FOR_CHILD, decided_by=ConsentDecider.TEAM, reason=" ")
    assert asked(untold, age) is not None


def test_what_is_withheld_is_not_told() -> None:
    consent = given(withheld=frozenset({WithheldField.SEX}))
    assert told(list(WithheldField), consent) == [one for one in WithheldField if one is not WithheldField.SEX]
    assert told(list(WithheldField), None) == list(WithheldField)


def test_readiness_names_what_is_missing_and_what_is_withheld() -> None:
    items = [Item(f"C2-{n}") for n in range(1, 7)] + [Item("C2-7", is_required=False)]
    states = {"C2-1": ItemKnowledge.KNOWN, "C2-2": ItemKnowledge.WITHHELD, "C2-7": ItemKnowledge.KNOWN}
    found = readiness(items, states, AgeBand.UNKNOWN)
    assert (found.known, found.required) == (1, 6)
    assert found.missing == ("C2-3", "C2-4", "C2-5", "C2-6")
    assert found.withheld == ("C2-2",)
    assert found.optional_known == ("C2-7",)
    assert not found.is_ready


def test_means_are_asked_about_adults_only_and_about_those_whose_age_is_not_known() -> None:
    items = [Item("C1-1"), Item("C1-2", ages=ItemAges.ADULTS), Item("own", ages=ItemAges.CHILDREN)]
    required = {age: readiness(items, {}, age).missing for age in AgeBand}
    assert required[AgeBand.A12_14] == ("C1-1", "own")
    assert required[AgeBand.A18_24] == ("C1-1", "C1-2")
    assert required[AgeBand.UNKNOWN] == ("C1-1", "C1-2", "own")
