"""What a row of a list of shared cases says of a referral, and of consent to share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coalition.imports.cases.htcds import CONSENT, INCOMING_ON, INCOMING_WHY, OUTGOING_ON, OUTGOING_WHY, REFERRED, REFERRING
from coalition.imports.cases.told import Refused
from coalition.referring.steps import REASONS, RUNNING
from coalition.vocabulary import (
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    ReferralPurpose,
    ReferralReason,
    ReferralState,
    Urgency,
    WithheldField,
)

DAY_MINUTES = 24 * 60  # a file tells days only: a duration is whole days

OF_REFERRAL = (
    *(REFERRING, INCOMING_ON, INCOMING_WHY, REFERRED, OUTGOING_ON, OUTGOING_WHY),
    *("referral_state", "urgency", "acknowledged_on", "accepted_on", "referral_closed_on", "referral_reason"),
)
OF_CONSENT = (
    *(CONSENT, "consent_answer", "consent_on", "consent_scope", "consent_organizations", "consent_withheld"),
    "consent_decided_by",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral as a file tells it. `key` names it: who sent it to whom, and when."""

    referring: int | None
    referred: int
    sent_on: date
    state: ReferralState = ReferralState.SENT
    urgency: Urgency = Urgency.ROUTINE
    purpose: ReferralPurpose = ReferralPurpose.ADDITIONAL_SERVICES
    acknowledged_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    reason: ReferralReason | None = None

    @property
    def key(self) -> tuple[int | None, int, date]:
        """Of the same need, the n-th with this key in the file is the n-th with it that is stored."""
        return (self.referring, self.referred, self.sent_on)

    def minutes(self, day: date | None) -> int | None:
        """From sending to a day [minutes]; None: that day is not told."""
        return (day - self.sent_on).days * DAY_MINUTES if day else None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a file tells of consent. Why so for a child is free text and in no file: until it is noted, the case is a count."""

    answer: ConsentAnswer
    decided_on: date
    scope: ConsentScope = ConsentScope.ALL_MEMBERS
    organization_ids: frozenset[int] = frozenset()
    withheld: frozenset[WithheldField] = frozenset()
    decided_by: ConsentDecider | None = None

    def __str__(self) -> str:
        """The same text in every process, as the key of a case needs it: a set has another order in each."""
        named, withheld = sorted(self.organization_ids), sorted(self.withheld)
        parts = (self.answer, self.decided_on, self.scope, *named, *withheld, self.decided_by or "")
        return ";".join(str(part) for part in parts)


def referral_of(told: dict[str, Any], holder: int | None) -> Sent | None:
    """The referral of a row; None: it tells none.

    Args:
        told: values of `OF_REFERRAL`, None where the cell is empty.
        holder: who holds the case; sends where nobody else is told, and receives what only came in.

    Raises:
        Refused: something is missing, or does not go together.
    """
    if all(value is None for value in told.values()):
        return None
    _same(told, INCOMING_ON, OUTGOING_ON)
    _same(told, INCOMING_WHY, OUTGOING_WHY)
    came_in = told[REFERRED] is None and told[REFERRING] is not None
    referred = holder if came_in else told[REFERRED]
    sent_on = told[OUTGOING_ON] or told[INCOMING_ON]
    if referred is None:
        raise Refused("case_missing", REFERRED)
    if sent_on is None:
        raise Refused("case_missing", OUTGOING_ON)
    sent = Sent(
        referring=told[REFERRING] if told[REFERRING] is not None else holder,
        referred=referred,
        sent_on=sent_on,
        state=told["referral_state"] or ReferralState.SENT,
        urgency=told["urgency"] or Urgency.ROUTINE,
        purpose=told[OUTGOING_WHY] or told[INCOMING_WHY] or ReferralPurpose.ADDITIONAL_SERVICES,
        acknowledged_on=told["acknowledged_on"],
        accepted_on=told["accepted_on"],
        closed_on=told["referral_closed_on"],
        reason=told["referral_reason"],
    )
    _fits(sent)
    return sent


def _same(told: dict[str, Any], one: str, other: str) -> None:
    if told[one] is not None and told[other] is not None and told[one] != told[other]:
        raise Refused("case_two_referrals", one, other=other)


_DAYS = ((OUTGOING_ON, "sent_on"), ("acknowledged_on",) * 2, ("accepted_on",) * 2, ("referral_closed_on", "closed_on"))


def _fits(sent: Sent) -> None:
    """The days rise, and go together with the state."""
    earlier, last = OUTGOING_ON, sent.sent_on
    for column, name in _DAYS:
        day = getattr(sent, name)
        if day is not None:
            if day < last:
                raise Refused("case_order", column, earlier=earlier, later=column)
            earlier, last = column, day
    if sent.state in RUNNING:
        later = {ReferralState.SENT: ("acknowledged_on", "accepted_on"), ReferralState.ACKNOWLEDGED: ("accepted_on",)}
        if sent.closed_on is not None:
            raise Refused("case_referral_state", "referral_closed_on")
        for name in later.get(sent.state, ()):
            if getattr(sent, name) is not None:
                raise Refused("case_referral_state", name)
        if sent.state in (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS) and sent.accepted_on is None:
            raise Refused("case_referral_state", "accepted_on")
    if sent.reason is not None and sent.reason not in REASONS.get(sent.state, ()):
        raise Refused("case_referral_state", "referral_reason")


def consent_of_row(told: dict[str, Any]) -> Decided | None:
    """What a row says was decided; None: nothing. A checkbox that is not ticked is no refusal, unless a day is told.

    Args:
        told: values of `OF_CONSENT`, None where the cell is empty.

    Raises:
        Refused: there is no day, or no organization where they are named, or two columns contradict each other.
    """
    answer, ticked, on = told["consent_answer"], told[CONSENT], told["consent_on"]
    shares = answer in (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD)
    if answer is not None and ticked is not None and ticked is not shares:
        raise Refused("case_columns_differ", CONSENT, other="consent_answer")
    if answer is None and (ticked or on is not None):
        if ticked is None:
            raise Refused("case_missing", "consent_answer")
        answer = ConsentAnswer.GIVEN if ticked else ConsentAnswer.REFUSED
    if answer is None:
        return None
    if on is None:
        raise Refused("case_missing", "consent_on")
    if answer in (ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN):
        return Decided(answer, on)
    named = told["consent_organizations"] or frozenset()
    scope = told["consent_scope"] or (ConsentScope.NAMED if named else ConsentScope.ALL_MEMBERS)
    if scope is ConsentScope.NAMED and not named:
        raise Refused("case_missing", "consent_organizations")
    if scope is ConsentScope.ALL_MEMBERS and named:
        raise Refused("case_columns_differ", "consent_scope", other="consent_organizations")
    by = told["consent_decided_by"] if answer is ConsentAnswer.FOR_CHILD else None
    return Decided(answer, on, scope, named, told["consent_withheld"] or frozenset(), by)
