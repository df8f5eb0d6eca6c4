"""The closed lists of the domain, each value with its English label.

Only lists that the code itself decides on stand here. What a coalition may extend (areas, kinds of help, organizations)
is data in tables. Labels are English source strings: screens pass them through the catalogue (`coalition.locale`).
"""

from datetime import date
from enum import StrEnum

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days that a person may ask about; no reckoning with days and years before and after leaves the calendar."""


class Pillar(StrEnum):
    """Where in the path of a case a kind of help belongs. Source: UN TIP Protocol art. 6 and 9; Thai Act B.E. 2551 s.33."""

    PREVENTION = "prevention"
    INTERVENTION = "intervention"
    AFTERCARE = "aftercare"


class Sector(StrEnum):
    """What kind of member an organization is."""

    NGO = "ngo"
    GOVERNMENT = "government"
    POLICE = "police"
    JUSTICE = "justice"
    HEALTH = "health"
    INTERNATIONAL = "international"
    PRIVATE = "private"
    OTHER = "other"


class AttendanceState(StrEnum):
    """Whether a listed person was there. Excused is not present."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class CellState(StrEnum):
    """State of one service type in one area on a date: the first that holds, in this order (docs/glossary.md, Coverage)."""

    UNKNOWN = "unknown"
    NONE = "none"
    BARRIER = "barrier"
    FULL = "full"
    FRAGILE = "fragile"
    COVERED = "covered"


class Judgement(StrEnum):
    """What the members agreed in the room about one cell. Source: Jordan SGBV working group, gap analysis."""

    MET = "met"
    BARRIER = "barrier"
    GAP = "gap"


class FactKind(StrEnum):
    """What can change the state of a cell from one day to the next."""

    CONFIRMED = "confirmed"
    STARTED = "started"
    ENDED = "ended"
    POSTPONED = "postponed"
    STALE = "stale"
    NOBODY = "nobody"
    NOBODY_STALE = "nobody_stale"
    VERDICT = "verdict"
    VERDICT_STALE = "verdict_stale"


class Group(StrEnum):
    """For whom a verdict stands, where not for everybody: by sex, age, status, language, distance."""

    FEMALE = "women_and_girls"
    MALE = "men_and_boys"
    OTHER_SEX = "other_sex"
    A0_11 = "age_0_11"
    A12_14 = "age_12_14"
    A15_17 = "age_15_17"
    A18_24 = "age_18_24"
    A25_UP = "age_25_up"
    STATUS = "status"
    LANGUAGE = "language"
    DISTANCE = "distance"


class Sex(StrEnum):
    """Sex of the person a shared case concerns, as the holder reports it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """Age in bands only: a shared case never holds a birth date."""

    A0_11 = "0-11"
    A12_14 = "12-14"
    A15_17 = "15-17"
    A18_24 = "18-24"
    A25_UP = "25+"
    UNKNOWN = "unknown"


class Exploitation(StrEnum):
    """Type of exploitation. Source: HTCDS 2.0, type of exploitation."""

    SEXUAL = "sexual_exploitation"
    LABOUR = "forced_labour"
    DOMESTIC = "domestic_servitude"
    BEGGING = "forced_begging"
    MARRIAGE = "forced_marriage"
    CRIMINAL = "forced_criminality"
    ONLINE = "online_sexual_exploitation"
    REMOVAL = "organ_removal"
    OTHER = "other"
    UNKNOWN = "unknown"


class CaseStatus(StrEnum):
    """Where a shared case stands with the coalition."""

    OPEN = "open"
    CLOSED = "closed"


class TraffickingStatus(StrEnum):
    """Whether somebody with the power to do so has identified the person as trafficked. Source: HTCDS 2.0."""

    PRESUMED = "presumed"
    IDENTIFIED = "identified"
    NOT_TRAFFICKED = "not_trafficked"
    UNKNOWN = "unknown"


class Urgency(StrEnum):
    """How soon a referral wants an answer: 1 hour, 3 hours, 1 day, 3 days. Source: Primero."""

    IMMEDIATE = "immediate"
    URGENT = "urgent"
    SOON = "soon"
    ROUTINE = "routine"


class ReferralState(StrEnum):
    """Where a referral stands (docs/glossary.md, Referrals)."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED_WITHOUT_SERVICE = "closed_without_service"
    REVOKED = "revoked"


class ItemKnowledge(StrEnum):
    """What a case knows of one checklist item. Withheld: known, and not shared, for want of consent."""

    KNOWN = "known"
    MISSING = "missing"
    WITHHELD = "withheld"


class ActionState(StrEnum):
    """Whether what somebody promised is done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class BatchKind(StrEnum):
    """What an uploaded file holds."""

    ATTENDANCE = "attendance"
    SERVICES = "services"
    CASES = "cases"


class BatchState(StrEnum):
    """Whether what a file brought is still in force."""

    COMMITTED = "committed"
    UNDONE = "undone"


class ChangeAction(StrEnum):
    """What happened to one stored row."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


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
    CellState: {
        CellState.UNKNOWN: "Not known",
        CellState.NONE: "Nobody",
        CellState.BARRIER: "Barrier",
        CellState.FULL: "Full",
        CellState.FRAGILE: "Only one",
        CellState.COVERED: "Covered",
    },
    Judgement: {
        Judgement.MET: "Met",
        Judgement.BARRIER: "Barrier",
        Judgement.GAP: "Gap",
    },
    FactKind: {
        FactKind.CONFIRMED: "Confirmed",
        FactKind.STARTED: "Started",
        FactKind.ENDED: "Ended",
        FactKind.POSTPONED: "Begins later",
        FactKind.STALE: "Confirmation ran out",
        FactKind.NOBODY: "Nobody",
        FactKind.NOBODY_STALE: "Asked too long ago",
        FactKind.VERDICT: "Agreed",
        FactKind.VERDICT_STALE: "Agreed too long ago",
    },
    Group: {
        Group.FEMALE: "Women and girls",
        Group.MALE: "Men and boys",
        Group.OTHER_SEX: "People of another sex or gender",
        Group.A0_11: "Children up to 11",
        Group.A12_14: "Children of 12 to 14",
        Group.A15_17: "Young people of 15 to 17",
        Group.A18_24: "Young adults of 18 to 24",
        Group.A25_UP: "Adults of 25 and over",
        Group.STATUS: "People without papers",
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
        ReferralState.CLOSED_WITHOUT_SERVICE: "Closed without service",
        ReferralState.REVOKED: "Revoked",
    },
    ItemKnowledge: {
        ItemKnowledge.KNOWN: "Known",
        ItemKnowledge.MISSING: "Missing",
        ItemKnowledge.WITHHELD: "Withheld",
    },
    ActionState: {
        ActionState.OPEN: "Open",
        ActionState.DONE: "Done",
        ActionState.DROPPED: "Dropped",
    },
    BatchKind: {
        BatchKind.ATTENDANCE: "Attendance",
        BatchKind.SERVICES: "Services",
        BatchKind.CASES: "Shared cases",
    },
    BatchState: {
        BatchState.COMMITTED: "Imported",
        BatchState.UNDONE: "Undone",
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
