"""What the people behind the demo's cases decided about sharing: most agreed, some refused, some were not asked yet.

A case that was referred has consent from before it was sent, so that the demo keeps the rule it shows.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from coalition.demo.write import SEED
from coalition.models import CaseConsent, CaseNeed, ConsentOrganization, Referral, SharedCase
from coalition.referring.consent import CHILDREN
from coalition.vocabulary import ConsentAnswer, ConsentDecider, ConsentScope, WithheldField

_REASON = "Too young to weigh what sharing would mean; a place to stay cannot wait."
_NOBODY_ASKED, _REFUSED, _WITHDRAWN = 0.35, 0.5, 0.55
"""Of the cases that were not referred: shares, each up to the next; above the last the person agreed."""
_NAMED, _WITHHELD = 0.2, 0.3


def add_consents(session: Session, today: date) -> None:
    """Note an answer for most cases that files brought; the same for the same day. After the referrals."""
    dice = random.Random(SEED + 5)
    sent = func.min(col(Referral.sent_on))
    found = session.execute(
        select(col(SharedCase.id), col(SharedCase.opened_on), col(SharedCase.closed_on), col(SharedCase.age_band), sent)
        .outerjoin(CaseNeed, col(CaseNeed.case_id) == col(SharedCase.id))
        .outerjoin(Referral, col(Referral.need_id) == col(CaseNeed.id))
        .where(col(SharedCase.batch_id).is_not(None))
        .group_by(col(SharedCase.id))
        .order_by(col(SharedCase.id))
    ).all()
    child = next((row[0] for row in found if row[2] is None and row[3] in CHILDREN and row[4] is None), None)
    receivers = _receivers(session)
    rows: list[dict[str, Any]] = []
    named: list[tuple[int, int]] = []
    for case_id, opened, _, _, sent_on in found:
        chance = dice.random()
        withheld = [dice.choice(list(WithheldField)).value] if dice.random() < _WITHHELD else []
        is_named = bool(receivers.get(case_id)) and dice.random() < _NAMED
        agreed = {"case_id": case_id, "answer": ConsentAnswer.GIVEN, "decided_on": opened, "withheld": withheld}
        if sent_on is not None:
            scope = ConsentScope.NAMED if is_named else ConsentScope.ALL_MEMBERS
            rows.append(agreed | {"decided_on": min(opened, sent_on), "scope": scope})
            named += [(case_id, one) for one in receivers[case_id]] if is_named else []
        elif case_id == child:
            for_child = {"answer": ConsentAnswer.FOR_CHILD, "decided_by": ConsentDecider.TEAM, "reason": _REASON}
            rows.append(agreed | for_child | {"withheld": []})
        elif chance > _NOBODY_ASKED:
            rows += _unsent(chance, agreed, today)
    if rows:
        _write(session, rows, named)


def _unsent(chance: float, agreed: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """The answers of a case that was sent to nobody."""
    if chance < _REFUSED:
        return [agreed | {"answer": ConsentAnswer.REFUSED, "withheld": []}]
    if chance < _WITHDRAWN:
        later = min(today, agreed["decided_on"] + timedelta(days=9))
        return [agreed, agreed | {"answer": ConsentAnswer.WITHDRAWN, "decided_on": later, "withheld": []}]
    return [agreed]


def _receivers(session: Session) -> dict[int, list[int]]:
    """{case: organizations it was sent to}."""
    found: dict[int, list[int]] = {}
    query = (
        select(col(CaseNeed.case_id), col(Referral.referred_organization_id))
        .join(Referral, col(Referral.need_id) == col(CaseNeed.id))
        .distinct()
        .order_by(col(CaseNeed.case_id), col(Referral.referred_organization_id))
    )
    for case_id, organization_id in session.execute(query):
        found.setdefault(case_id, []).append(organization_id)
    return found


def _write(session: Session, rows: list[dict[str, Any]], named: list[tuple[int, int]]) -> None:
    blank = {"scope": ConsentScope.ALL_MEMBERS, "decided_by": None, "reason": None}
    noted = [
        {**blank, **row, "noted_at": datetime.combine(row["decided_on"], time(3), UTC), "noted_by": "Demo"} for row in rows
    ]
    session.execute(insert(CaseConsent), noted)
    if named:
        query = select(col(CaseConsent.case_id), col(CaseConsent.id)).where(col(CaseConsent.scope) == ConsentScope.NAMED)
        ids = {row.case_id: row.id for row in session.execute(query)}
        told = [{"consent_id": ids[case_id], "organization_id": one} for case_id, one in named if case_id in ids]
        session.execute(insert(ConsentOrganization), told)
