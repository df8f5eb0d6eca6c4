"""How referrals fared: counts by where they stand, by how long they took, by who sent them to whom."""

from coalition.schema import COUNT, TEXT, Column, Schema

_REFERRALS = "referrals"

REFERRAL_ENDS = Schema(
    "referral_ends",
    state=Column(TEXT, "value of vocabulary.ReferralState, as it stands now"),
    reason=Column(TEXT, "value of vocabulary.ReferralReason; missing: none is told"),
    is_answered=Column("int64", "1: a first answer came; 0: not"),
    outcome=Column(TEXT, "accepted (also if it ended later), declined, waiting or ended (without an answer)"),
    referrals=Column("int64", "of these", _REFERRALS),
)
REFERRAL_WAITS = Schema(
    "referral_waits",
    group=Column("int64", "row of `service_type`, row of `area` (a province), or place in REFERRAL_PAIRS"),
    outcome=Column(TEXT, "of the wait until accepted: as in REFERRAL_ENDS; missing: of that until answered"),
    wait=Column(COUNT, "to the step; below 0: waits still (referring.times.running_code); missing: no part of it", "minutes"),
    referrals=Column("int64", "of these", _REFERRALS),
)
REFERRAL_PAIRS = Schema(
    "referral_pairs",
    sender_id=Column("int64", "row of `organization`; 0: not told"),
    sender=Column(TEXT, "its name; missing: not told"),
    receiver_id=Column("int64", "row of `organization`"),
    receiver=Column(TEXT, "its name"),
    referrals=Column("int64", "sent by the one to the other", _REFERRALS),
)
REFERRAL_GROUPS = Schema(
    "referral_groups",
    group=Column("int64", "row of `service_type`, row of `area` (a province), or place in REFERRAL_PAIRS"),
    sent=Column("int64", "all of the group", _REFERRALS),
    accepted=Column("int64", "came to be accepted, whatever came later", _REFERRALS),
    declined=Column("int64", "declined", _REFERRALS),
    waiting=Column("int64", "neither accepted nor declined nor ended", _REFERRALS),
)
REFERRAL_REASONS = Schema(
    "referral_reasons",
    state=Column(TEXT, "declined, closed_without_service or revoked"),
    reason=Column(TEXT, "value of vocabulary.ReferralReason; missing: none is told"),
    referrals=Column("int64", "ended so for it", _REFERRALS),
)
