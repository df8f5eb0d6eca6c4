"""Needs sent to members, their steps, and the cases that can be sent."""

from coalition.schema import COUNT, DATE, INSTANT, TEXT, Column, Schema

REFERRALS = Schema(
    "referrals",
    standing=Column(TEXT, "value of queries.referral_boards.Standing"),
    id=Column("int64", "row of the table `referral`"),
    in_case=Column("int64", "which of the referrals of its case, in the order of sending: 1 is the first"),
    case_id=Column("int64", "row of the table `shared_case`"),
    case_code=Column(TEXT, "random, without meaning"),
    need_id=Column("int64", "row of the table `case_need`"),
    need_closed_on=Column(DATE, "missing: still needed"),
    code=Column(TEXT, "code of the service type"),
    service_type=Column(TEXT, "its English name"),
    service_type_local=Column(TEXT, "its local name; missing: not told"),
    pcode=Column(TEXT, "where it is needed"),
    area=Column(TEXT, "English name"),
    area_local=Column(TEXT, "local name; missing: not told"),
    referring_id=Column(COUNT, "who sent it; missing: not told"),
    referring=Column(TEXT, "its name"),
    referred_id=Column("int64", "who received it"),
    referred=Column(TEXT, "its name"),
    state=Column(TEXT, "value of vocabulary.ReferralState"),
    reason=Column(TEXT, "value of vocabulary.ReferralReason; missing: not ended without service, or not told"),
    urgency=Column(TEXT, "value of vocabulary.Urgency"),
    purpose=Column(TEXT, "value of vocabulary.ReferralPurpose"),
    sent_on=Column(DATE, "the day it was sent"),
    sent_at=Column(INSTANT, "the instant; missing: only the day is told"),
    due_at=Column(INSTANT, "when the first answer is due; missing: as sent_at"),
    accepted_on=Column(DATE, "missing: not accepted"),
    closed_on=Column(DATE, "the day it ended; missing: it runs"),
    last_at=Column(INSTANT, "the last step or note; missing: only days are told"),
)
"""Needs sent to members, as they stand."""

REFERRAL_STEPS = Schema(
    "referral_steps",
    id=Column("int64", "row of the table `referral_step`"),
    at=Column(INSTANT, "the instant"),
    happened_on=Column(DATE, "the day, as the people there count it"),
    state=Column(TEXT, "value of vocabulary.ReferralState it came to; missing: a note only"),
    organization=Column(TEXT, "which side; missing: not told"),
    by=Column(TEXT, "who noted it; missing: not told"),
    reason=Column(TEXT, "value of vocabulary.ReferralReason; missing: none was asked for"),
    note=Column(TEXT, "to the other side, in one line; missing: none"),
)
"""The time line of one referral, oldest first."""

REFERABLE = Schema(
    "referable",
    case_id=Column("int64", "row of the table `shared_case`"),
    case_code=Column(TEXT, "random, without meaning"),
    opened_on=Column(DATE, "since when the need is open, else the case"),
    need_id=Column(
        COUNT, "its open need of this service type, there or in the area around or inside; missing: none is noted yet"
    ),
    holder_id=Column(COUNT, "who holds the case; missing: not told"),
    holder=Column(TEXT, "its name"),
    age_band=Column(TEXT, "value of vocabulary.AgeBand"),
    running=Column("int64", "referrals of this need that run", "referrals"),
)
"""Open cases that may be sent for one service type in one area: those that wait for it first."""
