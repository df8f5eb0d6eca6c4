"""Which referrals wait, on whom, and what happened to one: counted and cut in SQL; the many that ended cost nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from math import ceil
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, exists, func, literal, or_, select, text, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import REFERABLE, REFERRAL_STEPS, REFERRALS
from coalition.models import Area, CaseNeed, Organization, Referral, ReferralStep, ServiceType, SharedCase
from coalition.referring.steps import ANSWER_WITHIN, RUNNING
from coalition.vocabulary import ReferralState

NO_FEEDBACK_AFTER = timedelta(days=14)
"""After so long without a step or a note an accepted referral stands as one without feedback."""

CLOSED_LATELY = timedelta(days=30)
"""Those that ended so lately are shown, the newest first; an index of its own finds them."""

REFERABLE_SHOWN = 200
"""So many cases are offered to be sent; any other is sent from its own page."""

SHOWN = 50
"""So many rows of each standing are read; how many there are is counted."""


class Standing(StrEnum):
    """How a referral stands at an instant, the first that holds."""

    ENDED = "ended"
    OVERDUE_HERE = "overdue_here"  # the organization asked about must answer, and its time is over
    OVERDUE = "overdue"  # not answered, and its time is over
    TO_ANSWER = "to_answer"  # the organization asked about must answer
    WAITING = "waiting"  # somebody must answer
    NO_FEEDBACK = "no_feedback"  # accepted, and nothing was heard since
    UNDER_WAY = "under_way"  # accepted


_OF_ONE = (Standing.OVERDUE_HERE, Standing.TO_ANSWER)
"""Standings there are only where the board is that of one member."""


@dataclass(frozen=True)
class ReferralCounts:
    """How many referrals wait for an answer, how many of these too long, have no feedback, were accepted since a day."""

    waiting: int
    overdue: int
    no_feedback: int
    accepted: int


_UNANSWERED = (ReferralState.SENT, ReferralState.ACKNOWLEDGED)
_ACCEPTED = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS)
_RUNS: Any = text(f"referral.state IN ({', '.join(repr(state.value) for state in RUNNING)})")
"""As the partial index says it, word for word: with other words SQLite does not use it."""


def days_to_answer(within: timedelta) -> int:
    """Days after that of sending on which an answer is due, where only the day is told: a part of a day is a day."""
    return ceil(within / timedelta(days=1))


def _overdue(now: datetime, on: date) -> ColumnElement[bool]:
    late_by_day = [
        and_(col(Referral.urgency) == urgency, col(Referral.sent_on) < on - timedelta(days=days_to_answer(within)))
        for urgency, within in ANSWER_WITHIN.items()
    ]
    return or_(col(Referral.due_at) < now, and_(col(Referral.due_at).is_(None), or_(*late_by_day)))


def _silent(now: datetime, on: date) -> ColumnElement[bool]:
    since = exists().where(col(ReferralStep.referral_id) == col(Referral.id), col(ReferralStep.at) > now - NO_FEEDBACK_AFTER)
    return and_(col(Referral.accepted_on) <= on - NO_FEEDBACK_AFTER, ~since)


def _standing(now: datetime, on: date, organization_id: int | None) -> ColumnElement[str]:
    unanswered, late = col(Referral.state).in_(_UNANSWERED), _overdue(now, on)
    here = col(Referral.referred_organization_id) == organization_id
    rules: dict[Standing, Any] = {
        Standing.OVERDUE_HERE: and_(unanswered, here, late),
        Standing.OVERDUE: and_(unanswered, late),
        Standing.TO_ANSWER: and_(unanswered, here),
        Standing.WAITING: unanswered,
        Standing.NO_FEEDBACK: and_(col(Referral.state).in_(_ACCEPTED), _silent(now, on)),
        Standing.UNDER_WAY: col(Referral.state).in_(_ACCEPTED),
    }
    asked = {one: what for one, what in rules.items() if organization_id is not None or one not in _OF_ONE}
    return case(*((what, one.value) for one, what in asked.items()), else_=Standing.ENDED.value)


def _touches(organization_id: int | None) -> list[ColumnElement[bool]]:
    sides = (Referral.referred_organization_id, Referral.referring_organization_id)
    return [] if organization_id is None else [or_(*(col(side) == organization_id for side in sides))]


def running_frame(
    session: Session, *, now: datetime, on: date, organization_id: int | None = None, most: int = SHOWN
) -> pd.DataFrame:
    """REFERRALS that run, the most urgent `most` of each standing, with how many there are of it.

    Args:
        session: reads.
        now: the instant at which they stand, with time zone.
        on: its day, for referrals that tell days only.
        organization_id: only those it sent or received; None: all of the coalition.
        most: rows of each standing.
    """
    standing = _standing(now, on, organization_id).label("standing")
    told = select(col(Referral.id), col(Referral.due_at), col(Referral.sent_on), standing)
    # Kept, or the engine would ask twice for each whether something was heard of it lately.
    found = told.where(_RUNS, *_touches(organization_id)).cte("found").prefix_with("MATERIALIZED")
    soonest = (case((found.c.due_at.is_(None), 1), else_=0), found.c.due_at, found.c.sent_on, found.c.id)
    counted = select(literal(0).label("id"), found.c.standing, func.count().label("total")).group_by(found.c.standing)
    tops = [
        select(found.c.id, found.c.standing, literal(0)).where(found.c.standing == one.value).order_by(*soonest).limit(most)
        for one in Standing
        if one is not Standing.ENDED and (organization_id is not None or one not in _OF_ONE)
    ]  # a sort that keeps so many: numbering all of them would sort them all
    # The counts are rows beside them: joined, they would be counted anew for each standing.
    shown = session.execute(union_all(counted, *(select(top.subquery()) for top in tops))).all()
    total = {standing: count for number, standing, count in shown if not number}
    totals = {number: (standing, total[standing]) for number, standing, _ in shown if number}
    rows = session.execute(_running_cards(), {"ids": list(totals)})
    return REFERRALS.from_rows((*totals[row.id], *row[2:]) for row in rows)


@cache
def _running_cards() -> Any:
    """Built once: two of these statements took as long to put together as the database takes for them."""
    due = (case((col(Referral.due_at).is_(None), 1), else_=0), col(Referral.due_at), col(Referral.sent_on), col(Referral.id))
    return _told(literal(""), literal(0)).where(col(Referral.id).in_(bindparam("ids", expanding=True))).order_by(*due)


def ended_frame(session: Session, *, on: date, organization_id: int | None = None, most: int = SHOWN) -> pd.DataFrame:
    """REFERRALS that ended lately (`CLOSED_LATELY`), at most so many, the newest first; `total` is 0."""
    values = {"after": on - CLOSED_LATELY, "on": on, "most": most}
    own = {} if organization_id is None else {"member": organization_id}
    return REFERRALS.from_rows(session.execute(_ended_cards(of_one=bool(own)), values | own))


@cache
def _ended_cards(*, of_one: bool) -> Any:
    closed_on = col(Referral.closed_on)
    query = _told(literal(Standing.ENDED.value), literal(0)).where(closed_on > bindparam("after"), closed_on <= bindparam("on"))
    if of_one:
        sides = (Referral.referred_organization_id, Referral.referring_organization_id)
        query = query.where(or_(*(col(side) == bindparam("member") for side in sides)))
    return query.order_by(closed_on.desc(), col(Referral.id).desc()).limit(bindparam("most", type_=Integer))


def referrals_frame(
    session: Session, *, now: datetime, on: date, case_id: int | None = None, referral_id: int | None = None
) -> pd.DataFrame:
    """REFERRALS of one case, or one referral: however they stand, the newest first."""
    newest = (col(Referral.sent_on).desc(), col(Referral.id).desc())
    query = _told(_standing(now, on, None), literal(0)).order_by(*newest)
    query = query.where(col(Referral.id) == referral_id) if case_id is None else query.where(col(CaseNeed.case_id) == case_id)
    return REFERRALS.from_rows(session.execute(query))


def _told(standing: Any, total: Any) -> Any:
    sender, receiver = aliased(Organization), aliased(Organization)
    last_at = select(func.max(col(ReferralStep.at))).where(col(ReferralStep.referral_id) == col(Referral.id))
    return (
        select(
            *(standing, total, col(Referral.id).label("id"), col(SharedCase.id), col(SharedCase.code)),
            *(col(CaseNeed.id), col(CaseNeed.closed_on)),
            *(col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)),
            *(col(Area.pcode), col(Area.name), col(Area.name_local)),
            *(col(Referral.referring_organization_id), col(sender.name)),
            *(col(Referral.referred_organization_id), col(receiver.name)),
            *(col(Referral.state), col(Referral.reason), col(Referral.urgency), col(Referral.purpose)),
            *(col(Referral.sent_on), col(Referral.sent_at), col(Referral.due_at)),
            *(col(Referral.accepted_on), col(Referral.closed_on)),
            last_at.correlate(Referral).scalar_subquery(),
        )
        .select_from(Referral)
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .join(receiver, col(receiver.id) == col(Referral.referred_organization_id))
        .outerjoin(sender, col(sender.id) == col(Referral.referring_organization_id))
    )


def steps_frame(session: Session, *, referral_id: int) -> pd.DataFrame:
    """REFERRAL_STEPS of one referral, oldest first."""
    step = ReferralStep
    query = (
        select(
            *(col(step.id), col(step.at), col(step.happened_on), col(step.state), col(Organization.name), col(step.by)),
            *(col(step.reason), col(step.note)),
        )
        .outerjoin(Organization, col(Organization.id) == col(step.organization_id))
        .where(col(step.referral_id) == referral_id)
        .order_by(col(step.at), col(step.id))
    )
    return REFERRAL_STEPS.from_rows(session.execute(query))


def referral_counts(session: Session, *, now: datetime, on: date, since: date | None) -> ReferralCounts:
    """How many wait, and how many were accepted after a day (None: ever) [referrals]."""
    standing = _standing(now, on, None).label("standing")
    running = select(standing).where(_RUNS).subquery()
    counted = session.execute(select(running.c.standing, func.count()).group_by(running.c.standing))
    told: dict[str, int] = {row[0]: int(row[1]) for row in counted}
    accepted = select(func.count()).where(col(Referral.accepted_on) <= on)
    if since is not None:
        accepted = accepted.where(col(Referral.accepted_on) > since)
    late = int(told.get(Standing.OVERDUE.value, 0))
    return ReferralCounts(
        waiting=late + int(told.get(Standing.WAITING.value, 0)),
        overdue=late,
        no_feedback=int(told.get(Standing.NO_FEEDBACK.value, 0)),
        accepted=int(session.execute(accepted).scalar_one()),
    )


def referable_frame(
    session: Session, *, on: date, service_type: str, pcode: str, also: int | None = None, most: int = REFERABLE_SHOWN
) -> pd.DataFrame:
    """REFERABLE cases open on a date: those with an open need of this kind in the area first, the newest first.

    A need in a district counts for its province, and one in a province for each of its districts.

    Args:
        session: reads.
        on: the date.
        service_type: code of the kind of help.
        pcode: of the province or district.
        also: a case that stands in the list whatever else does, first.
        most: rows of the list.
    """
    need_open = and_(col(CaseNeed.opened_on) <= on, or_(col(CaseNeed.closed_on).is_(None), col(CaseNeed.closed_on) > on))
    wanted = (
        select(col(CaseNeed.case_id).label("case_id"), func.min(col(CaseNeed.id)).label("need_id"))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .where(need_open, col(ServiceType.code) == service_type, _meets(session, pcode))
        .group_by(col(CaseNeed.case_id))
        .subquery()
    )
    need = aliased(CaseNeed)
    runs = select(func.count()).where(col(Referral.need_id) == wanted.c.need_id, col(Referral.state).in_(RUNNING))
    first = case((col(SharedCase.id) == (also or 0), 0), (wanted.c.need_id.is_not(None), 1), else_=2)
    query = (
        select(
            *(col(SharedCase.id), col(SharedCase.code), func.coalesce(col(need.opened_on), col(SharedCase.opened_on))),
            *(wanted.c.need_id, col(SharedCase.holder_organization_id), col(Organization.name), col(SharedCase.age_band)),
            runs.correlate(wanted).scalar_subquery(),
        )
        .select_from(SharedCase)
        .outerjoin(wanted, wanted.c.case_id == col(SharedCase.id))
        .outerjoin(need, col(need.id) == wanted.c.need_id)
        .outerjoin(Organization, col(Organization.id) == col(SharedCase.holder_organization_id))
        .where(
            col(SharedCase.opened_on) <= on,
            or_(col(SharedCase.closed_on).is_(None), col(SharedCase.closed_on) > on),
        )
        .order_by(first, col(SharedCase.opened_on).desc(), col(SharedCase.id).desc())
    )
    return REFERABLE.from_rows(session.execute(query.limit(most)))


def _meets(session: Session, pcode: str) -> ColumnElement[bool]:
    """Whether an area is the one named, a district inside it, or the province around it."""
    own = session.execute(select(col(Area.id), col(Area.parent_id)).where(col(Area.pcode) == pcode)).first()
    if own is None:
        return literal(1) == 0
    return or_(col(Area.id) == own[0], col(Area.parent_id) == own[0], col(Area.id) == (own[1] or own[0]))
