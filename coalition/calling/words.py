"""What is asked for, what is known of an organization, and the reasons: the words of "whom do we call?"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from coalition.vocabulary import AgeBand, ReferralReason, Sex

QUICK_DAYS = 1
"""A median time to accept of at most so many days is quick: an urgent referral wants an answer within a day (Primero)."""

YEARS = {
    AgeBand.A0_11: (0, 11),
    AgeBand.A12_14: (12, 14),
    AgeBand.A15_17: (15, 17),
    AgeBand.A18_24: (18, 24),
    AgeBand.A25_UP: (25, 200),
}
"""First and last year of each age band."""

ORDER = (
    (
        "Last in the list, the very last first: organizations that (1) cannot serve this person, "
        "(2) are in an area later confirmed to have no provider, (3) declined this case, (4) are "
        "hard to reach for this person by member decision, (5) have no free place."
    ),
    "Then by place: this area, the whole province, the whole country, the other districts of the "
    "province, the provinces nearby.",
    "If urgent: those that usually accept within a day first, then those with no earlier referrals, then slower ones.",
    "Those confirmed recently first, then those out of date.",
    ("By age and sex: all served, part served, not given. Within each of these, by language: spoken, not given, not spoken."),
    "Those with free places first, then those that have not reported.",
    "First those that accepted more of their referrals (half is assumed where there were none), then those that accept faster.",
    "Those that attended more of the last meetings first, then by newest confirmation, distance and name.",
)


class Place(StrEnum):
    """Where the help is, seen from where it is needed; in the order of calling."""

    HERE = "here"  # the area itself; for a province also its districts
    PROVINCE = "province"  # the whole province of the district that was asked about
    COUNTRY = "country"  # the whole country
    DISTRICT = "district"  # another district of the same province
    NEXT = "next"  # one of the next provinces
    FAR = "far"  # farther away


SERVES_HERE = frozenset({Place.HERE, Place.PROVINCE, Place.COUNTRY})
"""Where a service is for the area that is asked about."""


class Fit(StrEnum):
    """Whether the person is one of those a service is for; in the order of calling."""

    FITS = "fits"
    PARTLY = "partly"  # a part of the age band
    NOT_TOLD = "not_told"
    NO = "no"


class ReasonKind(StrEnum):
    """What a reason is about; coalition.answers.calling has the sentences."""

    PLACE = "place"
    CONFIRMED = "confirmed"
    FREE = "free"
    AGE = "age"
    SEX = "sex"
    ONLY = "only"  # whom it is for, where nobody asked for an age or sex
    ELIGIBILITY = "eligibility"
    LANGUAGE = "language"
    ACCEPTED = "accepted"
    SPEED = "speed"
    ATTENDED = "attended"
    NOBODY = "nobody"  # confirmed since: there is nobody
    VERDICT = "verdict"  # what the members agreed
    DECLINED = "declined"  # they said no to this very case


class Tone(StrEnum):
    """Whether a reason speaks for the call, against it, or neither."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


@dataclass(frozen=True)
class Reason:
    """One fact about an organization: its kind, how it speaks, and its values (numbers, dates, names as stored)."""

    kind: ReasonKind
    tone: Tone
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What is asked for; None: not told.

    Attributes:
        area_id, province_id: where; the province of a district, or the province itself.
        country_id: its country, where a service is stated for a whole country; None: none is.
        age, sex: of the person who needs help.
        language: ISO 639-1 code.
        is_urgent: whether quick acceptance weighs more.
        declined: {organization: (day, why)} of those who said no to the case that is asked for.
    """

    area_id: int
    province_id: int
    age: AgeBand | None = None
    sex: Sex | None = None
    language: str | None = None
    is_urgent: bool = False
    declined: dict[int, tuple[date, ReferralReason | None]] = field(default_factory=dict)
    country_id: int | None = None


@dataclass(frozen=True)
class Record:
    """How an organization answered referrals for this service type.

    Attributes:
        accepted, declined, running: referrals.
        late: of those running, the ones that wait longer than QUICK_DAYS; before, no answer is due [referrals].
        median_days: the day by which half are accepted [days]; None: fewer than half are.
    """

    accepted: int = 0
    declined: int = 0
    running: int = 0
    late: int = 0
    median_days: int | None = None

    @property
    def answered(self) -> int:
        """Accepted or declined [referrals]."""
        return self.accepted + self.declined

    @property
    def share(self) -> float:
        """Share accepted, drawn to a half the fewer were answered (rule of succession), so that 1 of 1 is no certainty."""
        return (self.accepted + 1) / (self.answered + 2)


@dataclass(frozen=True)
class Meetings:
    """The last recorded meetings, and who could come to them.

    Attributes:
        days: when they were held.
        listed: {organization: (day, whether it came) of those that list it}.
        since: {organization: first day of its membership}; who is no member is left out.
    """

    days: Sequence[date] = ()
    listed: Mapping[int, Sequence[tuple[date, bool]]] = field(default_factory=dict)
    since: Mapping[int, date] = field(default_factory=dict)

    def came(self, organization_id: int) -> int:
        """How many of the last meetings it came to [meetings]."""
        return sum(is_there for _, is_there in self.listed.get(organization_id, ()))

    def could_come(self, organization_id: int) -> int:
        """How many of the last meetings were held since it became a member, or was listed first [meetings]."""
        first = min((day for day, _ in self.listed.get(organization_id, ())), default=date.max)
        return sum(day >= min(first, self.since.get(organization_id, date.max)) for day in self.days)


@dataclass(frozen=True)
class Provider:
    """One organization that may be called.

    Attributes:
        place, fit: where and whether.
        is_full: it had no free place on the day of its statement.
        row: the statement that speaks best for it, a row of frames.CALL_SERVICES.
        record: its answers to referrals.
        reasons: the facts, as they are read.
        rank: what the order is made of; the smaller is called first.
        is_denied: it was confirmed since that there is nobody in its area.
        is_barred: the members agreed that whoever is asked about does not get this help here.
        has_declined: it said no to the case that is asked for.
        further: its other statements nearby, rows of frames.CALL_SERVICES.
    """

    organization_id: int
    organization: str
    place: Place
    fit: Fit
    is_full: bool
    row: dict[str, Any]
    record: Record
    reasons: tuple[Reason, ...]
    rank: tuple[Any, ...]
    further: tuple[dict[str, Any], ...] = ()
    is_denied: bool = False
    is_barred: bool = False
    has_declined: bool = False

    @property
    def can_be_called(self) -> bool:
        """Nothing known speaks against a call."""
        return self.fit is not Fit.NO and not (self.is_full or self.is_denied or self.is_barred or self.has_declined)

    @property
    def asks_if_it_fits(self) -> bool:
        """Only a call tells whether it is for this person: by words that the product cannot read, or in another language."""
        return self.fit is not Fit.NO and any(reason.values.get("asks") for reason in self.reasons)
