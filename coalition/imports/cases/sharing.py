"""What a row of a list of shared cases says of a referral and of consent to share, and the organizations that are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from coalition.guard import refused
from coalition.imports.cases.columns import (
    CONSENT,
    CONSENTS,
    INCOMING_ON,
    INCOMING_WHY,
    OUTGOING_ON,
    OUTGOING_WHY,
    REFERRALS,
    REFERRED,
    REFERRING,
)
from coalition.imports.issues import RowRefused, issue
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Option, Question
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

OF_REFERRAL = (REFERRING, INCOMING_ON, INCOMING_WHY, REFERRED, OUTGOING_ON, OUTGOING_WHY, *REFERRALS)
OF_CONSENT = (CONSENT, *CONSENTS)


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


def referral_of(said: Mapping[str, Any]) -> Sent | None:
    """The referral of a row, given {field: value} of its filled cells; None: none. RowRefused: something does not go together.

    Who holds the case sends where nobody else is told, and receives what only came in.
    """
    if said.keys().isdisjoint(OF_REFERRAL):
        return None
    for one, other in ((INCOMING_ON, OUTGOING_ON), (INCOMING_WHY, OUTGOING_WHY)):
        if one in said and other in said and said[one] != said[other]:
            raise RowRefused("case_two_referrals", one, other=other)
    holder = said.get("holder_organization")
    referred = said.get(REFERRED, holder if REFERRING in said else None)
    sent_on = said.get(OUTGOING_ON) or said.get(INCOMING_ON)
    if referred is None:
        raise RowRefused("case_missing", REFERRED)
    if sent_on is None:
        raise RowRefused("case_missing", OUTGOING_ON)
    sent = Sent(
        referring=said.get(REFERRING, holder),
        referred=referred,
        sent_on=sent_on,
        state=said.get("referral_state", ReferralState.SENT),
        urgency=said.get("urgency", Urgency.ROUTINE),
        purpose=said.get(OUTGOING_WHY) or said.get(INCOMING_WHY) or ReferralPurpose.ADDITIONAL_SERVICES,
        acknowledged_on=said.get("acknowledged_on"),
        accepted_on=said.get("accepted_on"),
        closed_on=said.get("referral_closed_on"),
        reason=said.get("referral_reason"),
    )
    _fits(sent)
    return sent


_DAYS = ((OUTGOING_ON, "sent_on"), ("acknowledged_on",) * 2, ("accepted_on",) * 2, ("referral_closed_on", "closed_on"))


def _fits(sent: Sent) -> None:
    """The days rise, and go together with the state."""
    earlier, last = OUTGOING_ON, sent.sent_on
    for column, name in _DAYS:
        day = getattr(sent, name)
        if day is not None:
            if day < last:
                raise RowRefused("case_order", column, earlier=earlier, later=column)
            earlier, last = column, day
    if sent.state in RUNNING:
        never = ["referral_closed_on"] if sent.closed_on else []
        never += ["acknowledged_on"] if sent.acknowledged_on and sent.state is ReferralState.SENT else []
        if bool(sent.accepted_on) is (sent.state in (ReferralState.SENT, ReferralState.ACKNOWLEDGED)):
            never.append("accepted_on")
        if never:
            raise RowRefused("case_referral_state", never[0])
    if sent.reason is not None and sent.reason not in REASONS.get(sent.state, ()):
        raise RowRefused("case_referral_state", "referral_reason")


def consent_of_row(said: Mapping[str, Any]) -> Decided | None:
    """What a row says was decided, given {field: value} of its filled cells; None: nothing. RowRefused: as `referral_of`.

    A checkbox that is not ticked is no refusal, unless a day is told.
    """
    answer, ticked, on = said.get("consent_answer"), said.get(CONSENT), said.get("consent_on")
    shares = answer in (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD)
    if answer is not None and ticked is not None and ticked is not shares:
        raise RowRefused("case_columns_differ", CONSENT, other="consent_answer")
    if answer is None and (ticked or on is not None):
        if ticked is None:
            raise RowRefused("case_missing", "consent_answer")
        answer = ConsentAnswer.GIVEN if ticked else ConsentAnswer.REFUSED
    if answer is None:
        return None
    if on is None:
        raise RowRefused("case_missing", "consent_on")
    if answer in (ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN):
        return Decided(answer, on)
    named = said.get("consent_organizations") or frozenset()
    scope = said.get("consent_scope") or (ConsentScope.NAMED if named else ConsentScope.ALL_MEMBERS)
    if scope is ConsentScope.NAMED and not named:
        raise RowRefused("case_missing", "consent_organizations")
    if scope is ConsentScope.ALL_MEMBERS and named:
        raise RowRefused("case_columns_differ", "consent_scope", other="consent_organizations")
    by = said.get("consent_decided_by") if answer is ConsentAnswer.FOR_CHILD else None
    return Decided(answer, on, scope, named, said.get("consent_withheld", frozenset()), by)


# --- the organizations that share ------------------------------------------------------------------------------------------
# The text of a cell that is refused is neither kept nor repeated, and what is no organization may be somebody's name: the
# question tells the rows and how many, not the names. What could tell who somebody is becomes no organization.


KEY, ADD, REFUSE = "new_organizations", "add", "refuse"
_LONGEST = 200  # characters


@dataclass
class Named:
    """Who may be named.

    Attributes:
        stored: {key: id}.
        adds: whether organizations that are not stored are to be added.
        new: {key: (number that stands for it until it has an id, name as first written)}; the numbers are below zero.
        unknown: keys that are not stored and could be organizations; they are not shown.
    """

    stored: Mapping[str, int]
    adds: bool = False
    new: dict[str, tuple[int, str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def all_of(self, text: str) -> frozenset[int] | None:
        """Names between semicolons; one that holds some is found as a whole, if in one way only. None: one is not found."""
        parts = [part for part in text.split(";") if part.strip()]
        found: set[int] = set()
        while parts:
            keys = {n: organization_key(";".join(parts[:n])) for n in range(len(parts), 0, -1)}
            fitting = [(n, self.stored[key]) for n, key in keys.items() if key in self.stored]
            if not fitting and (one := self.find(parts[0].strip())) is not None:
                fitting = [(1, one)]
            if len(fitting) != 1:
                return None
            found.add(fitting[0][1])
            parts = parts[fitting[0][0] :]
        return frozenset(found)

    def find(self, text: str) -> int | None:
        """The organization of that name, where it is added the number that stands for it; None: neither."""
        key = organization_key(text)
        if (stored := self.stored.get(key)) is not None:
            return stored
        name = " ".join(text.split())
        if not key or len(name) > _LONGEST or refused(name):
            return None
        self.unknown.add(key)
        return self.new.setdefault(key, (-1 - len(self.new), name))[0] if self.adds else None

    def question(self, lines: Sequence[int]) -> Question:
        """Whether those that are not stored are to be added; nothing is added unasked."""
        told = issue("new_case_organizations", count=f"{len(self.unknown):,}")
        options = (Option(REFUSE, "Leave their rows out"), Option(ADD, "Add them as they are written"))
        return Question(KEY, told.code, told.why, options, tuple(lines))


def with_ids(told: Any, ids: Mapping[int, int]) -> Any:
    """Anything that is told of a case, with ids in place of the numbers that stood for organizations, however deep."""
    if isinstance(told, int):
        return ids.get(told, told)
    if isinstance(told, dict):
        return {name: with_ids(value, ids) for name, value in told.items()}
    if isinstance(told, list | tuple | frozenset):
        return type(told)(with_ids(one, ids) for one in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{part.name: with_ids(getattr(told, part.name), ids) for part in fields(told)})
    return told
