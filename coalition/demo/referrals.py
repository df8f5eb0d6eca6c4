"""How the members of the fictional coalition answered when a need was sent to them: accepted, declined, still waiting.

Only needs that are closed were accepted, so that the gaps of the demo stay what its files make them.
"""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session, col

from coalition.demo.cast import MEMBERS, PROVINCES
from coalition.demo.write import SEED
from coalition.keeping import keeping
from coalition.models import Area, CaseNeed, Organization, Referral, ServiceType, SharedCase
from coalition.vocabulary import ReferralState, Urgency

_ANSWERS = {
    "steady": (0.9, 0, 2),
    "often": (0.7, 1, 6),
    "seldom": (0.5, 3, 15),
    "lapsed": (0.3, 5, 25),
    "slipping": (0.6, 2, 8),
}
"""Habit of a member -> chance that it accepts, and within which days it answers."""

_OTHERS = (0.7, 1, 5)
_WAITING = 12
"""So many open needs have been sent to somebody who has not answered yet."""


def add_referrals(session: Session, today: date) -> None:
    """Refer needs of the demo's cases to members that offer the kind of help in the province; the same for the same day."""
    dice = random.Random(SEED + 4)
    organizations = {row.name: row.id for row in session.execute(select(col(Organization.name), col(Organization.id)))}
    offers: dict[tuple[str, str], list[Any]] = {}
    for member in MEMBERS:
        for code, areas in member.offers.items():
            for province in dict.fromkeys(area[:4] for area in areas.split()):
                if member.name in organizations:
                    offers.setdefault((code, province), []).append(member)
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
    ).all()
    rows: list[dict[str, Any]] = []
    cases: set[int] = set()
    waiting = 0
    for need_id, case_id, opened, closed, code, pcode, holder in found:
        members = offers.get((code, pcode[:4]), [])
        if not members or (closed is None and waiting >= _WAITING):
            continue
        waiting += closed is None
        told = _one(dice, dice.choice(members), opened, closed, today)
        who = {"need_id": need_id, "referring_organization_id": holder, "referred_organization_id": organizations[told[0]]}
        rows.append({**who, "urgency": dice.choice(list(Urgency)), **told[1]})
        cases.add(int(case_id))
    if rows:
        with keeping(session, cases=cases):
            session.execute(insert(Referral), rows)


def _one(dice: random.Random, member: Any, opened: date, closed: date | None, today: date) -> tuple[str, dict[str, Any]]:
    """(name of the member, how its referral went)."""
    chance, least, most = _ANSWERS.get(member.habit, _OTHERS)
    days = dice.randint(least, most)
    blank: dict[str, Any] = {"acknowledged_on": None, "accepted_on": None, "closed_on": None}
    if closed is None:
        return member.name, {**blank, "sent_on": max(opened, today - timedelta(days=days + 4)), "state": ReferralState.SENT}
    answered = min(opened + timedelta(days=days), closed)
    dates = {**blank, "sent_on": opened, "acknowledged_on": answered}
    if dice.random() < chance:
        return member.name, {**dates, "accepted_on": answered, "closed_on": closed, "state": ReferralState.DONE}
    return member.name, {**dates, "closed_on": answered, "state": ReferralState.DECLINED}
