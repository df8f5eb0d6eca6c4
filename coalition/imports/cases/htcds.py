"""The fields of HTCDS 2.0 (Human Trafficking Case Data Standard, CC BY 4.0) that a list of shared cases may hold.

Field names and values are those of the standard. Which map exactly, which lose detail (an own column beside them keeps it) and
which are not accepted at all: docs/htcds.md. No `prs_` field is among them: a person is described by nobody here.
"""

import re
from enum import StrEnum

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

_STATUS = {
    "PossibleVictimOfTrafficking": TraffickingStatus.PRESUMED,
    "ActualVictimOfTrafficking": TraffickingStatus.IDENTIFIED,
    "NotAVictimOfTrafficking": TraffickingStatus.NOT_TRAFFICKED,
}
_DECIDER = {
    "Police": StatusDecider.POLICE,
    "NGO": StatusDecider.NGO,
    "CourtOrProsecution": StatusDecider.COURT,
    "NonPoliceGovernmentalOrganization": StatusDecider.GOVERNMENT,
    "Other": StatusDecider.OTHER,
}
_EXPLOITATION = {
    "ForcedLabour": Exploitation.LABOUR,
    "SexualExploitation": Exploitation.SEXUAL,
    "ForcedMarriage": Exploitation.MARRIAGE,
    "Servitude": Exploitation.DOMESTIC,
    "OrganRemoval": Exploitation.REMOVAL,
    "ForcedBegging": Exploitation.BEGGING,
    "ChildLabour": Exploitation.LABOUR,
    "ForcedMilitaryByNonStateActors": Exploitation.OTHER,
    "ForcedAdoption": Exploitation.OTHER,
    "Surrogacy": Exploitation.OTHER,
    "Other": Exploitation.OTHER,
}
_WHY = {
    "AdditionalServicesRequired": ReferralPurpose.ADDITIONAL_SERVICES,
    "MigrationOrChangeOfLocation": ReferralPurpose.RELOCATION,
    "Other": ReferralPurpose.OTHER,
}
VALUES: dict[str, dict[str, StrEnum]] = {
    STATUS: dict(_STATUS),
    DECIDER: dict(_DECIDER),
    EXPLOITATION: dict(_EXPLOITATION),
    INCOMING_WHY: dict(_WHY),
    OUTGOING_WHY: dict(_WHY),
}
"""Field -> {value of the standard: ours}."""

OWN_OF = {STATUS: "trafficking_status", DECIDER: "status_decided_by", EXPLOITATION: "exploitation"}
"""Field -> our column that says the same, or says it finer."""

CASE_OPEN = {"Active": True, "FollowUp": True, "Closed": False, "ClosedReferred": False}
CONSENTS = {"TRUE": True, "FALSE": False}
PLAN_TYPES = (
    "Education", "Financial", "Health", "LabourExploitationRehabilitation", "Legal", "Livelihood", "RightsBasedTraining",
    "SexualExploitationRehabilitation", "SocialCare",
)  # fmt: skip
_PLAN_OF = {
    "P2": "Education", "P3": "Livelihood", "P4": "Legal", "P7": "SocialCare", "I5": "SocialCare", "I6": "Health", "I9": "Legal",
    "I10": "Legal", "I11": "Legal", "A1": "SocialCare", "A2": "Health", "A3": "Health", "A4": "Education", "A5": "Livelihood",
    "A6": "Financial", "A7": "SocialCare", "A8": "SocialCare", "A9": "SocialCare", "A10": "SocialCare",
}  # fmt: skip
_TYPE_OF = {
    Sector.NGO: "NGO",
    Sector.INTERNATIONAL: "NGO",
    Sector.POLICE: "LawEnforcement",
    Sector.JUSTICE: "LegalService",
    Sector.HEALTH: "HealthServiceOrganisation",
    Sector.GOVERNMENT: "CentralGovernmentOrganisation",
    Sector.PRIVATE: "CorporateBusiness",
}
ORGANIZATION_TYPES = (
    *("NGO", "LawEnforcement", "HealthServiceOrganisation", "CentralGovernmentOrganisation", "LocalGovernmentOrganisation"),
    *("ImmigrationService", "LegalService", "CorporateBusiness", "SchoolOrCollege"),
)
_COARSE = {Exploitation.CRIMINAL: "Other", Exploitation.ONLINE: "SexualExploitation"}

_HEADER = re.compile(r"(prs|vic|hte|cas|cco|spl)_[a-z_]+|con_consent(__c)?|per_role[a-z_]*", re.IGNORECASE)
_REFUSED = {
    "prs": "Salutation FirstName MiddleName SecondName Birthdate Gender Deceased MaritalStatus NumberOfChildren PrimaryLanguage"
    " SecondaryLanguage HighestLevelOfEducation Citizenship IdentityNumber Title Email HomePhone MobilePhone MailingCity"
    " MailingCountry MailingState MailingStreet MailingPostalCode MailingLongitude MailingLatitude",
    "hte": "Longitude Latitude City Country State Street PostalCode Date Type Description",
    "cas": "ReasonForCaseClosure CaseOwner ReferringPrimaryCaseWorker IncomingReferralDetails ReferredPrimaryCaseWorker"
    " OutgoingReferralDetails",
    "cco": "CaseComment",
    "per": "RoleInProcess RoleDetails",
    "vic": "Vulnerabilities DetailsOfVulnerabilities AgeWhenTrafficked MethodsOfControl",
}
REFUSED = frozenset(f"{prefix}_{name}" for prefix, names in _REFUSED.items() for name in names.split())
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
