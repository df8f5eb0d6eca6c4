"""The columns of a list of shared cases: coded fields, and nothing else; ours, and those of HTCDS 2.0 (CC BY 4.0).

What stands in a cell is never repeated in a sentence and never kept: it might be a name. Field names and values of the Human
Trafficking Case Data Standard are those of the standard. Which map exactly, which lose detail (an own column beside them keeps
it) and which are not accepted at all: docs/htcds.md. No `prs_` field is among them: a person is described by nobody here.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from coalition import vocabulary as v
from coalition.imports.issues import RowRefused
from coalition.imports.services.columns import all_of, column_letter, header_key
from coalition.referring.steps import REASONS, RUNNING

# --- the standard ----------------------------------------------------------------------------------------------------------


STATUS, DECIDER, EXPLOITATION = "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "vic_TypeOfExploitation"
CASE_STATUS, ORGANIZATION_TYPE, PLAN_TYPE, CONSENT = "cas_Status", "org_Type", "spl_Type", "con_Consent"
REFERRING, INCOMING_ON, INCOMING_WHY = "cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReasonForIncomingReferral"
REFERRED, OUTGOING_ON, OUTGOING_WHY = "cas_ReferredOrganisation", "cas_OutgoingReferralDate", "cas_ReasonForOutgoingReferral"

FIELDS = (
    STATUS, DECIDER, EXPLOITATION, CASE_STATUS, REFERRING, INCOMING_ON, INCOMING_WHY, REFERRED, OUTGOING_ON, OUTGOING_WHY,
    PLAN_TYPE, ORGANIZATION_TYPE, CONSENT,
)  # fmt: skip
"""All fields of the standard that are written and read; every other one is refused by its column."""

_DATA = tomllib.loads((Path(__file__).parent / "htcds.toml").read_text(encoding="utf-8"))
VALUES: dict[str, dict[str, StrEnum]] = {
    field: {theirs: getattr(v, kind)(ours) for theirs, ours in _DATA["values"][field].items()}
    for field, kind in _DATA["kinds"].items()
}
"""Field -> {value of the standard: ours}."""
VALUES[INCOMING_WHY] = VALUES[OUTGOING_WHY]

OWN_OF = {STATUS: "trafficking_status", DECIDER: "status_decided_by", EXPLOITATION: "exploitation"}
"""Field -> our column that says the same, or says it finer."""

CHOICES: dict[str, dict[str, Any]] = _DATA["choices"] | {
    PLAN_TYPE: {name: name for name in _DATA["plan_types"]},
    ORGANIZATION_TYPE: {name: name for name in _DATA["organization_types"]},
}
"""The same of what is read and not kept: whether the case is open, a box is ticked."""
PLAN_OF: dict[str, str] = {code: name for name, codes in _DATA["plan_types"].items() for code in codes}
TYPE_OF: dict[str, str] = {sector: name for name, sectors in _DATA["organization_types"].items() for sector in sectors}
"""{kind of help: `spl_Type`} and {sector: `org_Type`}, of those that have one that fits."""
_COARSE: dict[v.Exploitation, str] = {v.Exploitation(ours): theirs for ours, theirs in _DATA["coarse"].items()}

_HEADER = re.compile(_DATA["fields"], re.IGNORECASE)
REFUSED = frozenset(f"{prefix}_{name}" for prefix, names in _DATA["refused"].items() for name in names.split())
"""Fields of the standard that are refused and may be named in the refusal: their names say nothing about anybody."""


def htcds_value(field: str, ours: StrEnum) -> str:
    """The value of the standard for one of ours; empty where it has none (not known)."""
    if field == EXPLOITATION and ours in _COARSE:
        return _COARSE[v.Exploitation(ours)]
    return next((theirs for theirs, own in VALUES[field].items() if own == ours), "")


def says_the_same(field: str, theirs: StrEnum, ours: StrEnum) -> bool:
    """Whether our value, which may be finer, says what theirs says."""
    coarse = _COARSE.get(v.Exploitation(ours)) if field == EXPLOITATION else None
    return theirs == (VALUES[field][coarse] if coarse else ours)


# --- our columns, and theirs ----------------------------------------------------------------------------------------------


_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
COLUMNS = tuple(_WORDS["columns"])  # the columns of the template, in order

_BESIDE, REFERRALS, CONSENTS, DATES, ORGANIZATIONS = (
    tuple(_WORDS["fields"][name]) for name in ("beside", "referral", "consent", "dates", "organizations")
)
HTCDS = (*FIELDS, *_BESIDE, *REFERRALS, *CONSENTS)
"""The columns of the list with the field names of the standard, in order; ours keep what it has no words for."""

LISTS, MORE_LISTS = ({field: getattr(v, kind) for field, kind in _WORDS[name].items()} for name in ("lists", "more_lists"))
"""Field of a case, of a referral or consent -> closed list; its values may stand in the column, an empty cell is 'unknown'."""

ALLOWED = {
    **{name: ", ".join(kind) for name, kind in (LISTS | MORE_LISTS).items()},
    **{name: ", ".join(values) for name, values in (VALUES | CHOICES).items()},
    **{name: allowed for of, allowed in _WORDS["allowed"].items() for name in _WORDS["fields"].get(of, [of])},
    "consent_withheld": "; ".join(v.WithheldField),
}
"""Field -> what may stand in it, for the sentence beside a refused row."""

SEEN_ROWS = 30  # a header stands in the first rows, or nowhere

_FIELD_OF = {word: field for field, words in _WORDS["columns"].items() for word in all_of(words)}
_FIELD_OF |= {header_key(name): name for name in (*REFERRALS, *CONSENTS, *FIELDS)}
_LONGEST_NAME = 60  # letters of a header; what is longer is a sentence
_SURE = 3  # columns that only such a list has, so that another list with a column "case" is not taken for one
_OWN = frozenset(_WORDS["fields"]["own"])
_OF_MEETINGS = frozenset(_WORDS["known_by"]["meetings"])
_TELLING, _PERSONAL, _NAMEABLE = (
    re.compile(_WORDS["known_by"][name], re.IGNORECASE) for name in ("telling", "personal", "nameable")
)


def _field(cell: str) -> str | None:
    """The field a header names; Salesforce writes `__c` behind those of the standard."""
    return _FIELD_OF.get(header_key(cell.strip().removesuffix("__c")))


def fields_of(header: list[str]) -> tuple[dict[str, int], list[int]]:
    """({field: column index}, indices of the columns that are not accepted) of a header row."""
    columns: dict[str, int] = {}
    others: list[int] = []
    for index, cell in enumerate(header):
        field = _field(cell)
        if field and field not in columns:
            columns[field] = index
        elif cell.strip():
            others.append(index)
    return columns, others


def is_case_header(header: list[str]) -> bool:
    """Whether a row is the header of a list of shared cases, also one with columns that are not accepted.

    A list about survivors must never be taken for one of attendees, or their names would be kept: so any list counts whose
    columns speak of survivors and of a person's case, even if few of them are ours.
    """
    fields, others = fields_of(header)
    if any(_HEADER.fullmatch(cell.strip()) for cell in header):  # written as the standard writes its fields
        return True  # also where it holds names only: they must not be read as those of attendees
    own = len(_OWN & fields.keys())
    cells = [cell for cell in header if cell.strip() and len(cell) <= _LONGEST_NAME]
    personal = sum(bool(_PERSONAL.search(cell.replace("_", " ")) or _TELLING.search(cell)) for cell in cells)
    told = {header_key(header[index]) for index in others}
    return (
        own >= _SURE
        or (any(map(_TELLING.search, cells)) and personal >= _SURE)
        or (own >= _SURE - 1 and not told & _OF_MEETINGS)
    )


def told_columns(header: list[str]) -> str:
    """The columns that are not accepted, by the letter the spreadsheet shows; by name only where that is a plain word.

    Without a header the first row of cases stands in its place, and nothing of it may be repeated.
    """
    told = []
    for index in fields_of(header)[1]:
        cell = header[index].strip()
        is_plain = _field(cell) or cell in REFUSED or _NAMEABLE.fullmatch(cell)
        told.append(f"{column_letter(index)} ({cell})" if is_plain else column_letter(index))
    return ", ".join(told)


def header_score(row: list[str]) -> float:
    """How much a row looks like the header of a list of shared cases: 0 (not at all) to 1."""
    filled = [cell for cell in row if cell.strip()]
    return len(fields_of(row)[0]) / len(filled) if filled else 0.0


# --- what a row says of a referral, and of consent to share ------------------------------------------------------------------


_DAY_MINUTES = 24 * 60  # a file tells days only: a duration is whole days

OF_REFERRAL = (REFERRING, INCOMING_ON, INCOMING_WHY, REFERRED, OUTGOING_ON, OUTGOING_WHY, *REFERRALS)
OF_CONSENT = (CONSENT, *CONSENTS)


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral as a file tells it. `key` names it: who sent it to whom, and when."""

    referring: int | None
    referred: int
    sent_on: date
    state: v.ReferralState = v.ReferralState.SENT
    urgency: v.Urgency = v.Urgency.ROUTINE
    purpose: v.ReferralPurpose = v.ReferralPurpose.ADDITIONAL_SERVICES
    acknowledged_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    reason: v.ReferralReason | None = None

    @property
    def key(self) -> tuple[int | None, int, date]:
        """Of the same need, the n-th with this key in the file is the n-th with it that is stored."""
        return (self.referring, self.referred, self.sent_on)

    def minutes(self, day: date | None) -> int | None:
        """From sending to a day [minutes]; None: that day is not told."""
        return (day - self.sent_on).days * _DAY_MINUTES if day else None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a file tells of consent. Why so for a child is free text and in no file: until it is noted, the case is a count."""

    answer: v.ConsentAnswer
    decided_on: date
    scope: v.ConsentScope = v.ConsentScope.ALL_MEMBERS
    organization_ids: frozenset[int] = frozenset()
    withheld: frozenset[v.WithheldField] = frozenset()
    decided_by: v.ConsentDecider | None = None

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
    told = {name: said[field] for field, name in _SENT.items() if field in said}
    if referred is None:
        raise RowRefused("case_missing", REFERRED)
    if "sent_on" not in told:
        raise RowRefused("case_missing", OUTGOING_ON)
    sent = Sent(said.get(REFERRING, holder), referred, **told)
    _fits(sent)
    return sent


_SENT: dict[str, str] = _WORDS["sent"]  # {column: field of `Sent`}
_DAYS = ("acknowledged_on", "accepted_on", "referral_closed_on")  # in the order in which they come


def _fits(sent: Sent) -> None:
    """The days rise, and go together with the state."""
    earlier, last = OUTGOING_ON, sent.sent_on
    for column in _DAYS:
        day = getattr(sent, _SENT[column])
        if day is not None:
            if day < last:
                raise RowRefused("case_order", column, earlier=earlier, later=column)
            earlier, last = column, day
    if sent.state in RUNNING:
        never = ["referral_closed_on"] if sent.closed_on else []
        never += ["acknowledged_on"] if sent.acknowledged_on and sent.state is v.ReferralState.SENT else []
        if bool(sent.accepted_on) is (sent.state in (v.ReferralState.SENT, v.ReferralState.ACKNOWLEDGED)):
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
    shares = answer in (v.ConsentAnswer.GIVEN, v.ConsentAnswer.FOR_CHILD)
    if answer is not None and ticked is not None and ticked is not shares:
        raise RowRefused("case_columns_differ", CONSENT, other="consent_answer")
    if answer is None and (ticked or on is not None):
        if ticked is None:
            raise RowRefused("case_missing", "consent_answer")
        answer = v.ConsentAnswer.GIVEN if ticked else v.ConsentAnswer.REFUSED
    if answer is None:
        return None
    if on is None:
        raise RowRefused("case_missing", "consent_on")
    if answer in (v.ConsentAnswer.REFUSED, v.ConsentAnswer.WITHDRAWN):
        return Decided(answer, on)
    named = said.get("consent_organizations") or frozenset()
    scope = said.get("consent_scope") or (v.ConsentScope.NAMED if named else v.ConsentScope.ALL_MEMBERS)
    if scope is v.ConsentScope.NAMED and not named:
        raise RowRefused("case_missing", "consent_organizations")
    if scope is v.ConsentScope.ALL_MEMBERS and named:
        raise RowRefused("case_columns_differ", "consent_scope", other="consent_organizations")
    by = said.get("consent_decided_by") if answer is v.ConsentAnswer.FOR_CHILD else None
    return Decided(answer, on, scope, named, said.get("consent_withheld", frozenset()), by)
