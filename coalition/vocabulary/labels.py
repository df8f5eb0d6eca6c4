"""English labels of the closed lists, for the catalogue to translate."""

from collections.abc import Callable
from enum import StrEnum

from coalition.vocabulary.lists import (
    ActionState,
    AgeBand,
    AttendanceState,
    BatchKind,
    BatchState,
    CaseStatus,
    CellState,
    ChangeAction,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    Exploitation,
    FactKind,
    FileType,
    Group,
    Hours,
    ItemAges,
    ItemKnowledge,
    Judgement,
    NoteKind,
    Pillar,
    QuorumRule,
    ReferralPurpose,
    ReferralReason,
    ReferralState,
    ResourceKind,
    Sector,
    Sex,
    StatusDecider,
    TraffickingStatus,
    Urgency,
    WithheldField,
)
from coalition.vocabulary.states import STATES

LABELS: dict[type[StrEnum], dict[str, str]] = {
    Pillar: {
        Pillar.PREVENTION: "Prevention",
        Pillar.INTERVENTION: "Intervention",
        Pillar.AFTERCARE: "Aftercare",
    },
    Sector: {
        Sector.NGO: "NGO",
        Sector.GOVERNMENT: "Government",
        Sector.POLICE: "Police",
        Sector.JUSTICE: "Justice",
        Sector.HEALTH: "Health",
        Sector.INTERNATIONAL: "International organization",
        Sector.PRIVATE: "Private sector",
        Sector.OTHER: "Other",
    },
    AttendanceState: {
        AttendanceState.PRESENT: "Present",
        AttendanceState.ABSENT: "Absent",
        AttendanceState.EXCUSED: "Excused",
    },
    NoteKind: {
        NoteKind.AGENDA: "Agenda",
        NoteKind.DECISION: "Decision",
        NoteKind.ACTION: "Action",
        NoteKind.KEPT: "Done as agreed",
        NoteKind.LEARNED: "Learned",
    },
    ResourceKind: {
        ResourceKind.POLICY: "Policy",
        ResourceKind.PROTOCOL: "Protocol",
        ResourceKind.TRAINING: "Training",
        ResourceKind.CONTACTS: "Contact list",
        ResourceKind.LAW: "Law",
        ResourceKind.FORM: "Form",
        ResourceKind.OTHER: "Other",
    },
    FileType: {
        FileType.PDF: "PDF",
        FileType.DOCX: "Word",
        FileType.XLSX: "Excel",
        FileType.PPTX: "PowerPoint",
        FileType.PNG: "PNG picture",
        FileType.JPEG: "JPEG picture",
        FileType.CSV: "CSV",
        FileType.TXT: "Text",
    },
    QuorumRule: {
        QuorumRule.MORE_THAN_HALF: "more than half",
        QuorumRule.HALF: "at least half",
        QuorumRule.TWO_THIRDS: "at least two thirds",
        QuorumRule.ONE_THIRD: "at least one third",
        QuorumRule.NUMBER: "a fixed number",
    },
    CellState: {state: traits.label for state, traits in STATES.items()},
    Judgement: {
        Judgement.MET: "Need met",
        Judgement.BARRIER: "Hard to reach",
        Judgement.GAP: "Gap",
    },
    FactKind: {
        FactKind.CONFIRMED: "Confirmed",
        FactKind.STARTED: "Started",
        FactKind.ENDED: "Ended",
        FactKind.POSTPONED: "Will start later",
        FactKind.STALE: "Confirmation out of date",
        FactKind.NOBODY: "No provider",
        FactKind.NOBODY_STALE: "Answer out of date",
        FactKind.VERDICT: "Agreed",
        FactKind.VERDICT_STALE: "Decision out of date",
    },
    Group: {
        Group.FEMALE: "Women and girls",
        Group.MALE: "Men and boys",
        Group.OTHER_SEX: "People of another sex or gender",
        Group.A0_11: "Children up to 11",
        Group.A12_14: "Children aged 12 to 14",
        Group.A15_17: "Young people aged 15 to 17",
        Group.A18_24: "Young adults aged 18 to 24",
        Group.A25_UP: "Adults aged 25 and over",
        Group.STATUS: "People without identity papers",
        Group.LANGUAGE: "People who speak another language",
        Group.DISTANCE: "People who live far away",
    },
    Sex: {
        Sex.FEMALE: "Female",
        Sex.MALE: "Male",
        Sex.OTHER: "Other",
        Sex.UNKNOWN: "Not known",
    },
    AgeBand: {
        AgeBand.A0_11: "0 to 11",
        AgeBand.A12_14: "12 to 14",
        AgeBand.A15_17: "15 to 17",
        AgeBand.A18_24: "18 to 24",
        AgeBand.A25_UP: "25 and over",
        AgeBand.UNKNOWN: "Not known",
    },
    Exploitation: {
        Exploitation.SEXUAL: "Sexual exploitation",
        Exploitation.LABOUR: "Forced labor",
        Exploitation.DOMESTIC: "Domestic servitude",
        Exploitation.BEGGING: "Forced begging",
        Exploitation.MARRIAGE: "Forced marriage",
        Exploitation.CRIMINAL: "Forced criminality",
        Exploitation.ONLINE: "Online sexual exploitation",
        Exploitation.REMOVAL: "Organ removal",
        Exploitation.OTHER: "Other",
        Exploitation.UNKNOWN: "Not known",
    },
    CaseStatus: {
        CaseStatus.OPEN: "Open",
        CaseStatus.CLOSED: "Closed",
    },
    TraffickingStatus: {
        TraffickingStatus.PRESUMED: "Presumed",
        TraffickingStatus.IDENTIFIED: "Identified",
        TraffickingStatus.NOT_TRAFFICKED: "Not trafficked",
        TraffickingStatus.UNKNOWN: "Not known",
    },
    Hours: {
        Hours.DAY_AND_NIGHT: "Day and night",
        Hours.OFFICE_HOURS: "Office hours",
    },
    Urgency: {
        Urgency.IMMEDIATE: "Within 1 hour",
        Urgency.URGENT: "Within 3 hours",
        Urgency.SOON: "Within 1 day",
        Urgency.ROUTINE: "Within 3 days",
    },
    ReferralState: {
        ReferralState.SENT: "Sent",
        ReferralState.ACKNOWLEDGED: "Acknowledged",
        ReferralState.ACCEPTED: "Accepted",
        ReferralState.DECLINED: "Declined",
        ReferralState.IN_PROGRESS: "In progress",
        ReferralState.DONE: "Done",
        ReferralState.CLOSED_WITHOUT_SERVICE: "Closed, no service",
        ReferralState.REVOKED: "Withdrawn",
    },
    StatusDecider: {
        StatusDecider.POLICE: "Police",
        StatusDecider.NGO: "NGO",
        StatusDecider.COURT: "Court or prosecution",
        StatusDecider.GOVERNMENT: "Another government office",
        StatusDecider.OTHER: "Other",
        StatusDecider.UNKNOWN: "Not known",
    },
    ReferralReason: {
        ReferralReason.NO_CAPACITY: "No place free",
        ReferralReason.OUTSIDE_SCOPE: "Outside what we do",
        ReferralReason.NOT_ELIGIBLE: "Not for this person's age, sex or status",
        ReferralReason.AREA_NOT_SERVED: "We do not work in this area",
        ReferralReason.INFORMATION_MISSING: "Too little is known yet",
        ReferralReason.NO_CONSENT: "No consent",
        ReferralReason.UNSAFE: "Not safe here",
        ReferralReason.PERSON_DECLINED: "The person declined",
        ReferralReason.LOST_CONTACT: "Contact was lost",
        ReferralReason.MOVED_AWAY: "Moved away",
        ReferralReason.HELPED_ELSEWHERE: "Helped elsewhere",
        ReferralReason.NO_LONGER_NEEDED: "No longer needed",
        ReferralReason.NO_ANSWER: "No answer came",
        ReferralReason.MISTAKE: "Sent by mistake",
        ReferralReason.OTHER: "Other",
    },
    ReferralPurpose: {
        ReferralPurpose.ADDITIONAL_SERVICES: "Further help is needed",
        ReferralPurpose.RELOCATION: "The person moves to another place",
        ReferralPurpose.OTHER: "Other",
    },
    ConsentAnswer: {
        ConsentAnswer.GIVEN: "Consent given",
        ConsentAnswer.REFUSED: "Consent refused",
        ConsentAnswer.WITHDRAWN: "Consent withdrawn",
        ConsentAnswer.FOR_CHILD: "Decided for a child, without the child's own consent",
    },
    ConsentScope: {
        ConsentScope.ALL_MEMBERS: "With all members",
        ConsentScope.NAMED: "With named organizations only",
    },
    ConsentDecider: {
        ConsentDecider.GUARDIAN: "Guardian",
        ConsentDecider.PROTECTION_OFFICER: "Child protection officer",
        ConsentDecider.TEAM: "Multidisciplinary team",
        ConsentDecider.COURT: "Court",
    },
    WithheldField: {
        WithheldField.SEX: "Sex",
        WithheldField.AGE_BAND: "Age",
        WithheldField.EXPLOITATION: "Type of exploitation",
        WithheldField.TRAFFICKING_STATUS: "Victim status",
        WithheldField.DISTRICT: "District (only the province is shared)",
    },
    ItemAges: {
        ItemAges.EVERYBODY: "Everybody",
        ItemAges.ADULTS: "Adults only",
        ItemAges.CHILDREN: "Children only",
    },
    ItemKnowledge: {
        ItemKnowledge.KNOWN: "Known",
        ItemKnowledge.MISSING: "Missing",
        ItemKnowledge.WITHHELD: "Withheld",
    },
    ActionState: {
        ActionState.OPEN: "Not done yet",
        ActionState.DONE: "Done",
        ActionState.DROPPED: "Canceled",
    },
    BatchKind: {
        BatchKind.ATTENDANCE: "Attendance",
        BatchKind.SERVICES: "Services",
        BatchKind.CASES: "Shared cases",
    },
    BatchState: {
        BatchState.COMMITTED: "Imported",
        BatchState.UNDONE: "Import undone",
    },
    ChangeAction: {
        ChangeAction.CREATED: "Added",
        ChangeAction.UPDATED: "Changed",
        ChangeAction.DELETED: "Removed",
    },
}
"""English labels, list by list: a value such as `unknown` stands in several lists. A test checks that none is missing."""


def label(member: StrEnum) -> str:
    """English label of a list value, for the catalogue to translate."""
    return LABELS[type(member)][member]


def choices(kind: type[StrEnum]) -> dict[str, str]:
    """{stored value: English label} of one list, in its own order."""
    return {member.value: label(member) for member in kind}


def hours_words(told: str | None, say: Callable[[Hours], str] = label) -> str:
    """When a service can be reached: `Day and night`, or as it was written; empty: not told."""
    known = next((one for one in Hours if one.value == told), None)
    return say(known) if known else told or ""
