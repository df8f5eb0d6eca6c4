"""The columns of a list of shared cases: coded fields, and nothing else; ours, and those of HTCDS 2.0 (CC BY 4.0).

What stands in a cell is never repeated in a sentence and never kept: it might be a name. Field names and values of the Human
Trafficking Case Data Standard are those of the standard. Which map exactly, which lose detail (an own column beside them keeps
it) and which are not accepted at all: docs/htcds.md. No `prs_` field is among them: a person is described by nobody here.
"""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from coalition.imports.services.columns import all_of, column_letter, header_key
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    Exploitation,
    ReferralPurpose,
    ReferralReason,
    ReferralState,
    Sector,
    Sex,
    StatusDecider,
    TraffickingStatus,
    Urgency,
    WithheldField,
)

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
_KINDS: dict[str, type[StrEnum]] = {
    STATUS: TraffickingStatus, DECIDER: StatusDecider, EXPLOITATION: Exploitation, OUTGOING_WHY: ReferralPurpose,
}  # fmt: skip
VALUES: dict[str, dict[str, StrEnum]] = {
    field: {theirs: kind(ours) for theirs, ours in _DATA["values"][field].items()} for field, kind in _KINDS.items()
}
"""Field -> {value of the standard: ours}."""
VALUES[INCOMING_WHY] = VALUES[OUTGOING_WHY]

OWN_OF = {STATUS: "trafficking_status", DECIDER: "status_decided_by", EXPLOITATION: "exploitation"}
"""Field -> our column that says the same, or says it finer."""

CASE_OPEN = {"Active": True, "FollowUp": True, "Closed": False, "ClosedReferred": False}
TICKED = {"TRUE": True, "FALSE": False}
PLAN_TYPES, ORGANIZATION_TYPES = tuple(_DATA["plan_types"]), tuple(_DATA["organization_types"])
_PLAN_OF: dict[str, str] = {code: name for name, codes in _DATA["plan_types"].items() for code in codes}
_TYPE_OF: dict[str, str] = {sector: name for name, sectors in _DATA["organization_types"].items() for sector in sectors}
_COARSE: dict[Exploitation, str] = {Exploitation(ours): theirs for ours, theirs in _DATA["coarse"].items()}

_HEADER = re.compile(_DATA["fields"], re.IGNORECASE)
REFUSED = frozenset(f"{prefix}_{name}" for prefix, names in _DATA["refused"].items() for name in names.split())
"""Fields of the standard that are refused and may be named in the refusal: their names say nothing about anybody."""


def htcds_value(field: str, ours: StrEnum) -> str:
    """The value of the standard for one of ours; empty where it has none (not known)."""
    if field == EXPLOITATION and ours in _COARSE:
        return _COARSE[Exploitation(ours)]
    return next((theirs for theirs, own in VALUES[field].items() if own == ours), "")


def says_the_same(field: str, theirs: StrEnum, ours: StrEnum) -> bool:
    """Whether our value, which may be finer, says what theirs says."""
    coarse = _COARSE.get(Exploitation(ours)) if field == EXPLOITATION else None
    return theirs == (VALUES[field][coarse] if coarse else ours)


def plan_type(code: str) -> str:
    """`spl_Type` of a kind of help; empty where the standard has none that fits."""
    return _PLAN_OF.get(code, "")


def organization_type(sector: Sector | None) -> str:
    """`org_Type` of a sector; empty where it is not told or has no match."""
    return _TYPE_OF.get(sector, "") if sector else ""


# --- our columns, and theirs ----------------------------------------------------------------------------------------------


_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
COLUMNS = tuple(_WORDS["columns"])
"""The columns of the template, in order."""

REFERRALS = ("referral_state", "urgency", "acknowledged_on", "accepted_on", "referral_closed_on", "referral_reason")
"""Beside the fields of HTCDS: how a referral stands. Who sent it where, when and what for stands in those."""

CONSENTS = (
    *("consent_answer", "consent_on", "consent_scope", "consent_organizations", "consent_withheld"),
    "consent_decided_by",
)
"""Beside `con_Consent`: what exactly was decided. Why so is free text about a person, and in no file."""

_KEPT_BESIDE = (
    *("case_code", "opened_on", "closed_on", "area", "sex", "age_band", "exploitation", "holder_organization"),
    *("need", "need_area", "need_opened_on", "need_closed_on"),
)
HTCDS = (*FIELDS, *_KEPT_BESIDE, *REFERRALS, *CONSENTS)
"""The columns of the list with the field names of the standard, in order; ours keep what it has no words for."""

DATES = (
    *("opened_on", "closed_on", "need_opened_on", "need_closed_on", INCOMING_ON, OUTGOING_ON),
    *("acknowledged_on", "accepted_on", "referral_closed_on", "consent_on"),
)
LISTS: dict[str, type[StrEnum]] = {
    "sex": Sex,
    "age_band": AgeBand,
    "exploitation": Exploitation,
    "trafficking_status": TraffickingStatus,
    "status_decided_by": StatusDecider,
}
"""Field of a case -> closed list; its values are what may stand in the column, and an empty cell is 'unknown'."""

MORE_LISTS: dict[str, type[StrEnum]] = {
    "referral_state": ReferralState,
    "urgency": Urgency,
    "referral_reason": ReferralReason,
    "consent_answer": ConsentAnswer,
    "consent_scope": ConsentScope,
    "consent_decided_by": ConsentDecider,
}
"""The same of a referral and of consent."""

CHOICES = {CASE_STATUS: CASE_OPEN, CONSENT: TICKED}
ORGANIZATIONS = ("holder_organization", REFERRING, REFERRED)

ALLOWED = {
    **{name: ", ".join(kind) for name, kind in (LISTS | MORE_LISTS).items()},
    **{name: ", ".join(values) for name, values in (VALUES | CHOICES).items()},
    **dict.fromkeys(DATES, "a date such as 2026-11-25"),
    **dict.fromkeys(ORGANIZATIONS, "the name of an organization in the directory, or nothing"),
    PLAN_TYPE: ", ".join(PLAN_TYPES),
    ORGANIZATION_TYPE: ", ".join(ORGANIZATION_TYPES),
    "case_code": "a case code of this coalition, or nothing for a new case",
    "area": "the area code (P-code) or the name of a province or district",
    "need_area": "the area code (P-code) or the name of a province or district",
    "need": "the code or the name of a service type in the list",
    "consent_organizations": "names of organizations in the directory, separated by ;",
    "consent_withheld": "; ".join(WithheldField),
}
"""Field -> what may stand in it, for the sentence beside a refused row."""

SEEN_ROWS = 30
"""A header stands in the first rows, or nowhere."""

_FIELD_OF = {word: field for field, words in _WORDS["columns"].items() for word in all_of(words)}
_FIELD_OF |= {header_key(name): name for name in (*REFERRALS, *CONSENTS, *FIELDS)}
_LONGEST_NAME = 60  # letters of a header; what is longer is a sentence
_SURE = 3  # columns that only such a list has, so that another list with a column "case" is not taken for one
_OWN = {"case_code", "opened_on", "age_band", "exploitation", "trafficking_status", "need", "need_area", "need_opened_on"}
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
