"""The closed lists of the domain, each value with its English label.

Only lists that the code itself decides on stand here. What a coalition may extend (areas, service types, organizations)
is data in tables. Labels are English source strings: screens pass them through the catalogue (`coalition.locale`).
"""

from datetime import date
from enum import StrEnum

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days that a person may ask about; no reckoning with days and years before and after leaves the calendar."""


class Pillar(StrEnum):
    """Where in the path of a case a service type belongs. Source: UN TIP Protocol art. 6 and 9; Thai Act B.E. 2551 s.33."""

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
    """Whether a listed person was there. Excused is neither present nor absent."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


COUNTS_FIRST = (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT)
"""Of several entries about the same at one meeting the first of these counts."""


class NoteKind(StrEnum):
    """What a line is that is noted while a meeting is recorded."""

    AGENDA = "agenda"
    DECISION = "decision"
    ACTION = "action"
    KEPT = "kept"
    LEARNED = "learned"


class ResourceKind(StrEnum):
    """What a shared resource is."""

    POLICY = "policy"
    PROTOCOL = "protocol"
    TRAINING = "training"
    CONTACTS = "contacts"
    LAW = "law"
    FORM = "form"
    OTHER = "other"


class FileType(StrEnum):
    """Type of a shared file, told by its content; the value is how its name ends."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PNG = "png"
    JPEG = "jpg"
    CSV = "csv"
    TXT = "txt"


class QuorumRule(StrEnum):
    """How many of the members who may vote must be there, by the rule of the coalition."""

    MORE_THAN_HALF = "more_than_half"
    HALF = "half"
    TWO_THIRDS = "two_thirds"
    ONE_THIRD = "one_third"
    NUMBER = "number"


class CellState(StrEnum):
    """State of one service type in one area on a date, in the order of legends; how it is decided: `states.STATES`."""

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


class Hours(StrEnum):
    """When a service can be reached, where it is one of these; any other hours are kept as written."""

    DAY_AND_NIGHT = "day_and_night"
    OFFICE_HOURS = "office_hours"


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


class StatusDecider(StrEnum):
    """Who decided the trafficking status. Source: HTCDS 2.0, trafficking status decision-making organization."""

    POLICE = "police"
    NGO = "ngo"
    COURT = "court_or_prosecution"
    GOVERNMENT = "government"
    OTHER = "other"
    UNKNOWN = "unknown"


class ReferralReason(StrEnum):
    """Why a referral was declined, closed without service or revoked; which fits which: `coalition.referrals.REASONS`."""

    NO_CAPACITY = "no_capacity"
    OUTSIDE_SCOPE = "outside_scope"
    NOT_ELIGIBLE = "not_eligible"
    AREA_NOT_SERVED = "area_not_served"
    INFORMATION_MISSING = "information_missing"
    NO_CONSENT = "no_consent"
    UNSAFE = "unsafe"
    PERSON_DECLINED = "person_declined"
    LOST_CONTACT = "lost_contact"
    MOVED_AWAY = "moved_away"
    HELPED_ELSEWHERE = "helped_elsewhere"
    NO_LONGER_NEEDED = "no_longer_needed"
    NO_ANSWER = "no_answer"
    MISTAKE = "mistake"
    OTHER = "other"


class ReferralPurpose(StrEnum):
    """Why a need is sent to another member. Source: HTCDS 2.0, reason for outgoing referral."""

    ADDITIONAL_SERVICES = "additional_services_required"
    RELOCATION = "migration_or_change_of_location"
    OTHER = "other"


class ConsentAnswer(StrEnum):
    """What was decided about sharing a case with other members. Source: Thai PDPA s.26; GBVIMS sample protocol."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FOR_CHILD = "decided_for_child"


class ConsentScope(StrEnum):
    """With whom a case may be shared."""

    ALL_MEMBERS = "all_members"
    NAMED = "named_organizations"


class ConsentDecider(StrEnum):
    """Who decided that a child is referred without own consent. An office, never a person."""

    GUARDIAN = "guardian"
    PROTECTION_OFFICER = "child_protection_officer"
    TEAM = "multidisciplinary_team"
    COURT = "court"


class WithheldField(StrEnum):
    """What of a case is not told to the receiver of a referral."""

    SEX = "sex"
    AGE_BAND = "age_band"
    EXPLOITATION = "exploitation"
    TRAFFICKING_STATUS = "trafficking_status"
    DISTRICT = "district"


class ItemAges(StrEnum):
    """For whom a checklist item counts: means of trafficking, for example, matter for adults only (Act B.E. 2551 s.6)."""

    EVERYBODY = "everybody"
    ADULTS = "adults"
    CHILDREN = "children"


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
