"""How the members of the fictional coalition answered when a need was sent to them: accepted, declined, still waiting.

Only needs that are closed were accepted, so that the gaps of the demo stay what its files make them.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session, col

from coalition.database import reserve_ids
from coalition.demo.cast import MEMBERS, PROVINCES
from coalition.demo.write import SEED
from coalition.models import Area, CaseNeed, Organization, Referral, ReferralStep, ServiceType, SharedCase
from coalition.referring.steps import BY_SENDER, due_at
from coalition.summaries import keep_summaries
from coalition.vocabulary import ReferralReason, ReferralState, Urgency

_ANSWERS = {
    "steady": (0.9, 0, 2),
    "often": (0.7, 1, 6),
    "seldom": (0.5, 3, 15),
    "lapsed": (0.3, 5, 25),
    "slipping": (0.6, 2, 8),
}
"""Habit of a member -> chance that it accepts, and within which days it answers."""

_OTHERS = (0.7, 1, 5)
_SENT_AGO = (1, 1, 1, 2, 2, 2, 3, 5, 4, 6, 9, 12)
"""Days since an open need was sent to somebody who has not answered yet, one after the other."""

_WANTED = (*(Urgency.ROUTINE,) * 5, Urgency.SOON, Urgency.ROUTINE, Urgency.URGENT)
"""How soon the first of them want an answer; the others as the dice fall."""

_SEEN = (1, 4, 9)
"""Which of them are acknowledged at least."""

_TAKEN_ON = (20, 4)
"""Days since two further open needs were accepted: of the first nothing was heard since."""

_ASKED_BEFORE = {4: (12, ReferralReason.NO_CAPACITY), 8: (16, ReferralReason.NOT_ELIGIBLE)}
"""Which of those that wait were sent to somebody else before: {which: (days before today, why that member declined)}."""

_REASONS = (
    *(ReferralReason.NO_CAPACITY,) * 5,
    *(ReferralReason.NOT_ELIGIBLE, ReferralReason.AREA_NOT_SERVED, ReferralReason.INFORMATION_MISSING) * 2,
    *(ReferralReason.OUTSIDE_SCOPE, ReferralReason.UNSAFE),
)
_SAID = {
    ReferralState.SENT: ("Speaks Shan and some Thai.", "Wants to stay near the school.", "Please say whom we may call."),
    ReferralState.ACCEPTED: (
        "A place is free from Monday.",
        "Please bring the papers you have.",
        "We meet at the ward office.",
    ),
    ReferralState.DECLINED: ("A place may be free next month.", "Please ask again with the age."),
}


@dataclass
class _Story:
    """One referral and its steps, each with its instant: (state, instant, reason)."""

    values: dict[str, Any]
    steps: list[tuple[ReferralState, datetime, ReferralReason | None]] = field(default_factory=list)


def add_referrals(session: Session, today: date) -> None:
    """Refer needs of the demo's cases to members that offer the service type in the province; the same for the same day."""
    dice, clock = random.Random(SEED + 4), random.Random(SEED + 5)
    organizations = {row.name: row.id for row in session.execute(select(col(Organization.name), col(Organization.id)))}
    offers: dict[tuple[str, str], list[Any]] = {}
    for member in MEMBERS:
        for code, areas in member.offers.items():
            for province in dict.fromkeys(area[:4] for area in areas.split()):
                if member.name in organizations:
                    offers.setdefault((code, province), []).append(member)
    stories: list[_Story] = []
    cases: set[int] = set()
    waiting = 0
    for need_id, case_id, opened, closed, code, pcode, holder in _needs(session):
        members = offers.get((code, pcode[:4]), [])
        if not members or (closed is None and waiting >= len(_SENT_AGO) + len(_TAKEN_ON)):
            continue
        further = closed is None and waiting >= len(_SENT_AGO)  # the dice fall for all others as they always did
        member = members[0] if further else dice.choice(members)
        dates = None if further else _dates(dice, member, opened, closed)
        who = {"need_id": need_id, "referring_organization_id": holder, "referred_organization_id": organizations[member.name]}
        who["urgency"] = Urgency.ROUTINE if further else dice.choice(list(Urgency))
        if further:
            stories.append(_taken_on(clock, who, waiting - len(_SENT_AGO), opened, today))
        elif dates is not None:
            stories.append(_answered(clock, who, *dates))
        else:
            others = [organizations[one.name] for one in members if one is not member]
            stories += _asked_before(clock, who, waiting, others, opened, today)
            stories.append(_waiting(clock, who, waiting, opened, today))
        waiting += closed is None
        cases.add(int(case_id))
    _store(session, stories, cases, clock)


def _needs(session: Session) -> list[Any]:
    found = session.execute(
        select(
            *(col(CaseNeed.id), col(CaseNeed.case_id), col(CaseNeed.opened_on), col(CaseNeed.closed_on)),
            *(col(ServiceType.code), col(Area.pcode), col(SharedCase.holder_organization_id)),
        )
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id))
        .where(col(Area.pcode).in_([*PROVINCES, "TH5709"]), col(CaseNeed.batch_id).is_not(None))
        .order_by(col(CaseNeed.id))
    )
    return list(found)


def _dates(dice: random.Random, member: Any, opened: date, closed: date | None) -> tuple[date, date, date, bool] | None:
    """(sent, answered, ended, whether it was accepted) of a need that is closed; None: of one that still waits."""
    chance, least, most = _ANSWERS.get(member.habit, _OTHERS)
    days = dice.randint(least, most)
    if closed is None:
        return None
    return opened, min(opened + timedelta(days=days), closed), closed, dice.random() < chance


def _at(day: date, hour: int, minutes: int) -> datetime:
    """An instant of the working day there (7 hours before UTC)."""
    return datetime.combine(day, time(hour), UTC) + timedelta(minutes=minutes)


def _waiting(clock: random.Random, who: dict[str, Any], number: int, opened: date, today: date) -> _Story:
    """An open need that nobody has taken on yet."""
    sent = _at(max(opened, today - timedelta(days=_SENT_AGO[number])), 2, clock.randrange(300))
    if number < len(_WANTED):
        who["urgency"] = _WANTED[number]
    story = _Story({**_blank(who, sent)}, [(ReferralState.SENT, sent, None)])
    if number in _SEEN:
        _acknowledge(story, sent, sent + timedelta(minutes=clock.randrange(20, 170)))
        story.values["state"] = ReferralState.ACKNOWLEDGED
    return story


def _asked_before(
    clock: random.Random, who: dict[str, Any], number: int, others: list[Any], opened: date, today: date
) -> list[_Story]:
    """The member that was asked first, and declined."""
    if number not in _ASKED_BEFORE or not others:
        return []
    ago, reason = _ASKED_BEFORE[number]
    sent_on = max(opened, today - timedelta(days=ago))
    story = _answered(clock, {**who, "referred_organization_id": others[0]}, sent_on, sent_on + timedelta(days=1), today, False)
    story.values["reason"] = reason
    story.steps[-1] = (*story.steps[-1][:2], reason)
    return [story]


def _taken_on(clock: random.Random, who: dict[str, Any], number: int, opened: date, today: date) -> _Story:
    """An open need that somebody has accepted, and perhaps begun."""
    sent_on = max(opened, today - timedelta(days=_TAKEN_ON[number] + 1))
    story = _answered(clock, who, sent_on, sent_on + timedelta(days=1), today, True)
    story.steps = story.steps[: 3 + number]  # sent, acknowledged, accepted; in progress
    story.values |= {"state": story.steps[-1][0], "closed_on": None}
    return story


def _answered(
    clock: random.Random, who: dict[str, Any], sent_on: date, answered_on: date, closed_on: date, is_accepted: bool
) -> _Story:
    """A need that is closed: accepted and done, or declined."""
    sent = _at(sent_on, 2, clock.randrange(60))
    seen = _at(answered_on, 3, clock.randrange(120))
    answered = seen + timedelta(minutes=clock.randrange(180))
    story = _Story(_blank(who, sent), [(ReferralState.SENT, sent, None)])
    _acknowledge(story, sent, seen)
    if is_accepted:
        ended = max(_at(closed_on, 8, clock.randrange(60)), answered)
        begun = answered + (ended - answered) / 10
        minutes = int((answered - sent).total_seconds() // 60)
        story.values |= {"accepted_on": answered_on, "accepted_minutes": minutes, "state": ReferralState.DONE}
        story.values["closed_on"] = closed_on
        for state, at in zip(_WAY, (answered, begun, ended), strict=True):
            story.steps.append((state, at, None))
    else:
        reason = clock.choice(_REASONS)
        story.values |= {"closed_on": answered_on, "state": ReferralState.DECLINED, "reason": reason}
        story.steps.append((ReferralState.DECLINED, answered, reason))
    return story


_WAY = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)


def _blank(who: dict[str, Any], sent: datetime) -> dict[str, Any]:
    names = ("acknowledged_on", "accepted_on", "closed_on", "acknowledged_minutes", "accepted_minutes", "reason")
    due = {"sent_on": sent.date(), "sent_at": sent, "due_at": due_at(sent, who["urgency"])}
    return {**who, **dict.fromkeys(names), **due, "state": ReferralState.SENT}


def _acknowledge(story: _Story, sent: datetime, at: datetime) -> None:
    minutes = int((at - sent).total_seconds() // 60)
    story.values |= {"acknowledged_on": at.date(), "acknowledged_minutes": minutes}
    story.steps.append((ReferralState.ACKNOWLEDGED, at, None))


def _store(session: Session, stories: list[_Story], cases: set[int], clock: random.Random) -> None:
    if not stories:
        return
    first = reserve_ids(session, "referral", len(stories))
    steps: list[dict[str, Any]] = []
    for number, story in enumerate(stories, start=first):
        story.values["id"] = number
        for state, at, reason in story.steps:
            side = "referring_organization_id" if state in BY_SENDER else "referred_organization_id"
            told = {"referral_id": number, "at": at, "happened_on": at.date(), "state": state, "reason": reason}
            note = clock.choice(_SAID[state]) if state in _SAID and clock.random() < 0.3 else None
            steps.append({**told, "organization_id": story.values[side], "note": note})
    with keep_summaries(session, cases=cases):
        session.execute(insert(Referral), [story.values for story in stories])
        session.execute(insert(ReferralStep), steps)
