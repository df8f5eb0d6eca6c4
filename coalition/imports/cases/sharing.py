"""What the cells of a list of shared cases say: values, referrals, consent to share; and the organizations they name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from coalition.guard import refused
from coalition.imports.cases.columns import CHOICES, CONSENTS, DATES, LISTS, MORE_LISTS, ORGANIZATIONS, REFERRALS
from coalition.imports.cases.htcds import (
    CONSENT,
    INCOMING_ON,
    INCOMING_WHY,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    OUTGOING_ON,
    OUTGOING_WHY,
    PLAN_TYPE,
    PLAN_TYPES,
    REFERRED,
    REFERRING,
    VALUES,
)
from coalition.imports.cells.dates import ColumnDates
from coalition.imports.issues import RowRefused, issue
from coalition.imports.lookups import Helps, Places
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Option, Question
from coalition.referring.steps import REASONS, RUNNING
from coalition.vocabulary import (
    LABELS,
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


def referral_of(told: dict[str, Any], holder: int | None) -> Sent | None:
    """The referral of a row; None: it tells none.

    Args:
        told: values of `OF_REFERRAL`, None where the cell is empty.
        holder: who holds the case; sends where nobody else is told, and receives what only came in.

    Raises:
        RowRefused: something is missing, or does not go together.
    """
    if all(value is None for value in told.values()):
        return None
    _same(told, INCOMING_ON, OUTGOING_ON)
    _same(told, INCOMING_WHY, OUTGOING_WHY)
    came_in = told[REFERRED] is None and told[REFERRING] is not None
    referred = holder if came_in else told[REFERRED]
    sent_on = told[OUTGOING_ON] or told[INCOMING_ON]
    if referred is None:
        raise RowRefused("case_missing", REFERRED)
    if sent_on is None:
        raise RowRefused("case_missing", OUTGOING_ON)
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
        raise RowRefused("case_two_referrals", one, other=other)


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
        later = {ReferralState.SENT: ("acknowledged_on", "accepted_on"), ReferralState.ACKNOWLEDGED: ("accepted_on",)}
        if sent.closed_on is not None:
            raise RowRefused("case_referral_state", "referral_closed_on")
        for name in later.get(sent.state, ()):
            if getattr(sent, name) is not None:
                raise RowRefused("case_referral_state", name)
        if sent.state in (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS) and sent.accepted_on is None:
            raise RowRefused("case_referral_state", "accepted_on")
    if sent.reason is not None and sent.reason not in REASONS.get(sent.state, ()):
        raise RowRefused("case_referral_state", "referral_reason")


def consent_of_row(told: dict[str, Any]) -> Decided | None:
    """What a row says was decided; None: nothing. A checkbox that is not ticked is no refusal, unless a day is told.

    Args:
        told: values of `OF_CONSENT`, None where the cell is empty.

    Raises:
        RowRefused: there is no day, or no organization where they are named, or two columns contradict each other.
    """
    answer, ticked, on = told["consent_answer"], told[CONSENT], told["consent_on"]
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
    named = told["consent_organizations"] or frozenset()
    scope = told["consent_scope"] or (ConsentScope.NAMED if named else ConsentScope.ALL_MEMBERS)
    if scope is ConsentScope.NAMED and not named:
        raise RowRefused("case_missing", "consent_organizations")
    if scope is ConsentScope.ALL_MEMBERS and named:
        raise RowRefused("case_columns_differ", "consent_scope", other="consent_organizations")
    by = told["consent_decided_by"] if answer is ConsentAnswer.FOR_CHILD else None
    return Decided(answer, on, scope, named, told["consent_withheld"] or frozenset(), by)


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

    def known(self, text: str) -> int | None:
        """The stored organization of that name; None: there is none."""
        return self.stored.get(organization_key(text))

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


# --- what the cells say, each distinct text of a column looked up once ------------------------------------------------------


NOTHING = {"", "-", "–", "?"}


class Bad(StrEnum):
    """What stands in place of a value that cannot be taken: the code of why."""

    VALUE = "case_value"
    FUTURE = "case_future"


def columns_of(rows: Sequence[list[str]], columns: dict[str, int]) -> dict[str, list[str]]:
    """{field: its cells}; a cell that says nothing is ""."""
    cells = list(zip_longest(*rows, fillvalue=""))
    return {
        name: ["" if cell in NOTHING else cell for cell in cells[at]] if at < len(cells) else [""] * len(rows)
        for name, at in columns.items()
    }


class Cells:
    """The columns of a file as values. Looked up by distinct text: a list of a hundred thousand rows names few areas.

    Attributes:
        values: {field: value of each row}; None: the cell is empty, `Bad`: it cannot be taken.
    """

    def __init__(
        self,
        texts: dict[str, list[str]],
        places: Places,
        helps: Helps,
        organizations: Named,
        dates: ColumnDates,
        today: date,
    ) -> None:
        self.places, self.helps, self.organizations, self.dates, self.today = places, helps, organizations, dates, today
        self.values: dict[str, Sequence[Any]] = {}
        types = {one: one for one in (*PLAN_TYPES, *ORGANIZATION_TYPES)}
        looks: dict[str, Callable[[str], Any]] = {
            **dict.fromkeys(DATES, self._day),
            **dict.fromkeys(ORGANIZATIONS, self._organization),
            **dict.fromkeys(("area", "need_area"), self._area),
            **{name: _among(_named(kind)) for name, kind in (LISTS | MORE_LISTS).items()},
            **{name: _among(values) for name, values in (VALUES | CHOICES).items()},
            **dict.fromkeys((PLAN_TYPE, ORGANIZATION_TYPE), _among(types)),
            "need": lambda text: self.helps.find("", text) or Bad.VALUE,
            "consent_organizations": self._organizations,
            "consent_withheld": _withheld,
        }
        for name, cells in texts.items():
            if look := looks.get(name):
                known = {text: look(text) if text else None for text in set(cells)}
                self.values[name] = [known[text] for text in cells]

    def _day(self, text: str) -> date | Bad:
        day = self.dates.values.get(text)
        return Bad.VALUE if day is None else Bad.FUTURE if day > self.today else day

    def _area(self, text: str) -> Any:
        found = self.places.find(text)
        return found[0] if len(found) == 1 else Bad.VALUE

    def _organization(self, text: str) -> int | Bad:
        found = self.organizations.find(text)
        return Bad.VALUE if found is None else found

    def _organizations(self, text: str) -> frozenset[int] | Bad:
        """Names between semicolons; a name that holds some is found as a whole, where it can be read in one way only."""
        parts = [part for part in text.split(";") if part.strip()]
        found: set[int] = set()
        while parts:
            read = {n: self.organizations.known(";".join(parts[:n]).strip()) for n in range(len(parts), 0, -1)}
            fitting = [(n, one) for n, one in read.items() if one is not None]
            if not fitting and (one := self.organizations.find(parts[0].strip())) is not None:
                fitting = [(1, one)]
            if len(fitting) != 1:
                return Bad.VALUE
            found.add(fitting[0][1])
            parts = parts[fitting[0][0] :]
        return frozenset(found)


def _named(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """{value or label: value} of a closed list."""
    labels = LABELS[kind]
    return {name: one for one in reversed(kind) for name in (one.value, labels[one], one.value.replace("_", " "))}


def _among(values: Mapping[str, Any]) -> Callable[[str], Any]:
    names = {name.casefold(): value for name, value in values.items()}
    return lambda text: names.get(text.strip().casefold(), Bad.VALUE)


def _withheld(text: str) -> frozenset[WithheldField] | Bad:
    try:
        return frozenset(WithheldField(name.strip().casefold()) for name in text.split(";") if name.strip())
    except ValueError:
        return Bad.VALUE
