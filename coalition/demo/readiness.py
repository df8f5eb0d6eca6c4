"""What some cases of the fictional coalition know of the facts a receiver needs, and what its members settled beforehand."""

import random
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.demo.actions import ids_by
from coalition.demo.write import SEED, meeting_dates
from coalition.models import (
    Area,
    CaseItemState,
    CaseNeed,
    Checklist,
    ChecklistItem,
    Meeting,
    Organization,
    ProtocolAnswer,
    ServiceType,
    SharedCase,
)
from coalition.vocabulary import ItemKnowledge

_CASES = 8
_KNOWN, _WITHHELD = 0.6, 0.7
"""Shares of the facts, each up to the next; above the last a fact is missing, and no row says so."""

_SETTLED = (
    ("C10-1", None, "Call the anti-trafficking unit first, the hotline where it does not answer within an hour",
     "Anti-Trafficking Police Unit 5 (demo)"),
    ("C10-2", "TH57", "The welfare office calls a shelter of this list, day and night", "Welfare Office East (demo)"),
)  # fmt: skip
"""Question, area (None: everywhere), what was agreed at the last meeting, whom to call. All invented."""


def add_readiness(session: Session, today: date) -> None:
    """Say what a few open cases know, and settle two questions. All of it hangs on rows of the demo, and so goes with it."""
    _add_states(session, today)
    _add_settled(session, today)


def _add_states(session: Session, today: date) -> None:
    dice = random.Random(SEED + 7)
    items = session.execute(
        select(col(ChecklistItem.id), col(Checklist.kinds))
        .join(Checklist, col(Checklist.id) == col(ChecklistItem.checklist_id))
        .where(col(Checklist.version) == 1, col(Checklist.organization_id).is_(None), col(Checklist.kinds).is_not(None))
        .order_by(col(ChecklistItem.id))
    )
    listed: dict[str, list[int]] = {}
    for number, told in items:
        for kind in told.split(";"):
            listed.setdefault(kind, []).append(number)
    needs = session.execute(
        select(col(SharedCase.id), col(ServiceType.code))
        .join(CaseNeed, col(CaseNeed.case_id) == col(SharedCase.id))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .where(
            col(SharedCase.batch_id).is_not(None),
            col(SharedCase.closed_on).is_(None),
            col(CaseNeed.closed_on).is_(None),
            col(ServiceType.code).in_(listed),
        )
        .order_by(col(SharedCase.id), col(CaseNeed.id))
    )
    kinds: dict[int, str] = {}
    for case_id, kind in needs:
        kinds.setdefault(case_id, kind)
    longest_first = sorted(kinds.items(), key=lambda one: (-len(listed[one[1]]), one[0]))
    for case_id, kind in longest_first[:_CASES]:
        for item_id in listed[kind]:
            share = dice.random()
            if share < _WITHHELD:
                state = ItemKnowledge.KNOWN if share < _KNOWN else ItemKnowledge.WITHHELD
                day = today - timedelta(days=dice.randrange(1, 20))
                session.add(CaseItemState(case_id=case_id, item_id=item_id, state=state, stated_on=day))


def _add_settled(session: Session, today: date) -> None:
    last = meeting_dates(today)[-1]
    meetings, members = ids_by(session, Meeting.held_on, Meeting.id), ids_by(session, Organization.name, Organization.id)
    areas = ids_by(session, Area.pcode, Area.id)
    for key, area, answer, name in _SETTLED:
        if last in meetings and name in members:
            place = areas[area] if area else None
            settled = ProtocolAnswer(key=key, area_id=place, answer=answer, organization_id=members[name], settled_on=last)
            settled.meeting_id = meetings[last]
            session.add(settled)
