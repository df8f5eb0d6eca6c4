"""The fields of HTCDS 2.0 (Human Trafficking Case Data Standard, CC BY 4.0) that a list of shared cases may hold.

Field names and values are those of the standard. Which map exactly, which lose detail (an own column beside them keeps it) and
which are not accepted at all: docs/htcds.md. No `prs_` field is among them: a person is described by nobody here.
"""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from coalition.vocabulary import Exploitation, ReferralPurpose, Sector, StatusDecider, TraffickingStatus

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
CONSENTS = {"TRUE": True, "FALSE": False}
PLAN_TYPES, ORGANIZATION_TYPES = tuple(_DATA["plan_types"]), tuple(_DATA["organization_types"])
_PLAN_OF: dict[str, str] = {code: name for name, codes in _DATA["plan_types"].items() for code in codes}
_TYPE_OF: dict[str, str] = {sector: name for name, sectors in _DATA["organization_types"].items() for sector in sectors}
_COARSE: dict[Exploitation, str] = {Exploitation(ours): theirs for ours, theirs in _DATA["coarse"].items()}

_HEADER = re.compile(_DATA["fields"], re.IGNORECASE)
REFUSED = frozenset(f"{prefix}_{name}" for prefix, names in _DATA["refused"].items() for name in names.split())
"""Fields of the standard that are refused and may be named in the refusal: their names say nothing about anybody."""


def is_field(header: str) -> bool:
    """Whether a header is written as the standard writes its fields: then this is a list of cases, whatever else it holds."""
    return _HEADER.fullmatch(header.strip()) is not None


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
