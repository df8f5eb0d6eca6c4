"""Which referrals wait, on whom, and what happened to one: counted and cut in SQL; the many that ended cost nothing."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from math import ceil
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import REFERABLE, REFERRAL_STEPS, REFERRALS
from coalition.models import Area, CaseNeed, Organization, Referral, ReferralStep, ServiceType, SharedCase
from coalition.queries.ready import fetched, plain
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


_UNANSWERED = (ReferralState.SENT, ReferralState.ACKNOWLEDGED)
_ACCEPTED = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS)
_RUNS: Any = text(f"referral.state IN ({', '.join(repr(state.value) for state in RUNNING)})")
"""As the partial index says it, word for word: with other words SQLite does not use it."""


def days_to_answer(within: timedelta) -> int:
    """Days after that of sending on which an answer is due, where only the day is told: a part of a day is a day."""
    return ceil(within / timedelta(days=1))


def _moments(now: datetime, on: date) -> dict[str, Any]:
    """What the rules below are told: an instant and its day, and the days and instants counted back from them."""
    days = {days_to_answer(within) for within in ANSWER_WITHIN.values()}
    sent_before = {f"sent_before_{number}": on - timedelta(days=number) for number in days}
    return {"now": now, "heard_after": now - NO_FEEDBACK_AFTER, "accepted_until": on - NO_FEEDBACK_AFTER, **sent_before}


def _overdue() -> ColumnElement[bool]:
    late_by_day = [
        and_(col(Referral.urgency) == urgency, col(Referral.sent_on) < bindparam(f"sent_before_{days_to_answer(within)}"))
        for urgency, within in ANSWER_WITHIN.items()
    ]
    return or_(col(Referral.due_at) < bindparam("now"), and_(col(Referral.due_at).is_(None), or_(*late_by_day)))


def _silent() -> ColumnElement[bool]:
    since = exists().where(col(ReferralStep.referral_id) == col(Referral.id), col(ReferralStep.at) > bindparam("heard_after"))
    return and_(col(Referral.accepted_on) <= bindparam("accepted_until"), ~since)


def _standing(*, of_one: bool = False) -> ColumnElement[str]:
    """How a referral stands, by the first rule that holds; wants the values of `_moments`, and `member` if it is `of_one`."""
    unanswered, late = col(Referral.state).in_(_UNANSWERED), _overdue()
    here = col(Referral.referred_organization_id) == bindparam("member")
    rules: dict[Standing, Any] = {
        Standing.OVERDUE_HERE: and_(unanswered, here, late),
        Standing.OVERDUE: and_(unanswered, late),
        Standing.TO_ANSWER: and_(unanswered, here),
        Standing.WAITING: unanswered,
        Standing.NO_FEEDBACK: and_(col(Referral.state).in_(_ACCEPTED), _silent()),
        Standing.UNDER_WAY: col(Referral.state).in_(_ACCEPTED),
    }
    asked = {one: what for one, what in rules.items() if of_one or one not in _OF_ONE}
    return case(*((what, one.value) for one, what in asked.items()), else_=Standing.ENDED.value)


def _touches(*, of_one: bool) -> list[ColumnElement[bool]]:
    sides = (Referral.referred_organization_id, Referral.referring_organization_id)
    return [or_(*(col(side) == bindparam("member") for side in sides))] if of_one else []


def _member(organization_id: int | None) -> dict[str, int]:
    return {} if organization_id is None else {"member": organization_id}


def running_referrals(
    session: Session, *, now: datetime, on: date, organization_id: int | None = None, most: int = SHOWN
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Rows of REFERRALS that run, the most urgent first, at most so many of each standing; and how many of each there are.

    Args:
        session: reads.
        now: the instant at which they stand, with time zone.
        on: its day, for referrals that tell days only.
        organization_id: only those it sent or received; None: all of the coalition.
        most: rows of each standing.
    """
    own = _member(organization_id)
    rows = fetched(session, _running(of_one=bool(own)), most=most, **_moments(now, on), **own)
    counts = {standing: total for total, standing, *_ in rows if total}
    return plain(REFERRALS, [row[1:] for row in rows if not row[0]]), counts


@cache
def _running(*, of_one: bool) -> Select[Any]:
    """The referrals shown, and beside them a row without one for each standing, with how many there are."""
    told = select(col(Referral.id), col(Referral.due_at), col(Referral.sent_on), _standing(of_one=of_one).label("standing"))
    # Kept, or the engine would ask twice for each whether something was heard of it lately.
    found = told.where(_RUNS, *_touches(of_one=of_one)).cte("found").prefix_with("MATERIALIZED")
    # The counts are rows beside them: joined, they would be counted anew for each standing.
    counted = select(literal(0).label("id"), found.c.standing, func.count().label("total")).group_by(found.c.standing)
    tops = [
        select(found.c.id, found.c.standing, literal(0))
        .where(found.c.standing == one.value)
        .order_by(*_soonest(found.c))
        .limit(bindparam("most", type_=Integer))
        for one in Standing
        if one is not Standing.ENDED and (of_one or one not in _OF_ONE)
    ]  # a sort that keeps so many: numbering all of them would sort them all
    shown = union_all(counted, *(select(top.subquery()) for top in tops)).cte("shown")
    return _select_listed(shown.c.total, shown.c.standing, listed=shown).order_by(*_soonest(Referral))


def _soonest(of: Any) -> list[Any]:
    """What is due first stands first, and behind it what tells days only."""
    return [case((of.due_at.is_(None), 1), else_=0), of.due_at, of.sent_on, of.id]


def ended_referrals(
    session: Session, *, on: date, organization_id: int | None = None, most: int = SHOWN
) -> list[dict[str, Any]]:
    """Rows of REFERRALS that ended lately (`CLOSED_LATELY`), at most so many, the newest first."""
    own = _member(organization_id)
    values = {"after": on - CLOSED_LATELY, "on": on, "most": most}
    return plain(REFERRALS, fetched(session, _ended(of_one=bool(own)), **values, **own))


@cache
def _ended(*, of_one: bool) -> Select[Any]:
    newest = (col(Referral.closed_on).desc(), col(Referral.id).desc())
    lately = (col(Referral.closed_on) > bindparam("after"), col(Referral.closed_on) <= bindparam("on"))
    found = select(col(Referral.id)).where(*lately, *_touches(of_one=of_one)).order_by(*newest)
    # Cut before anything is joined: else the cards of all that ended lately would be put together, and sorted.
    listed = found.limit(bindparam("most", type_=Integer)).subquery("listed")
    return _select_listed(literal(Standing.ENDED.value), listed=listed).order_by(*newest)


def referrals_frame(
    session: Session, *, now: datetime, on: date, case_id: int | None = None, referral_id: int | None = None
) -> pd.DataFrame:
    """REFERRALS of one case, or one referral: however they stand, the newest first."""
    newest = (col(Referral.sent_on).desc(), col(Referral.id).desc())
    query = _select_listed(_standing()).order_by(*newest)
    query = query.where(col(Referral.id) == referral_id) if case_id is None else query.where(col(CaseNeed.case_id) == case_id)
    return REFERRALS.from_rows(session.execute(query, _moments(now, on)))


def _select_listed(*first: Any, listed: FromClause | None = None) -> Select[Any]:
    """What a board tells of each referral behind the columns given; `listed`: only of these ids, nothing of an id that is 0."""
    sender, receiver = aliased(Organization), aliased(Organization)
    last_at = select(func.max(col(ReferralStep.at))).where(col(ReferralStep.referral_id) == col(Referral.id))
    columns = (
        *(col(Referral.id), _in_case(), col(SharedCase.id), col(SharedCase.code), col(CaseNeed.id), col(CaseNeed.closed_on)),
        *(col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)),
        *(col(Area.pcode), col(Area.name), col(Area.name_local)),
        *(col(Referral.referring_organization_id), col(sender.name)),
        *(col(Referral.referred_organization_id), col(receiver.name)),
        *(col(Referral.state), col(Referral.reason), col(Referral.urgency), col(Referral.purpose)),
        *(col(Referral.sent_on), col(Referral.sent_at), col(Referral.due_at)),
        *(col(Referral.accepted_on), col(Referral.closed_on), last_at.correlate(Referral).scalar_subquery()),
    )
    is_listed = listed is not None
    query: Select[Any] = select(*first, *columns).select_from(Referral if listed is None else listed)
    if listed is not None:
        query = query.outerjoin(Referral, col(Referral.id) == listed.c.id)
    return (
        query.join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id), isouter=is_listed)
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id), isouter=is_listed)
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id), isouter=is_listed)
        .join(Area, col(Area.id) == col(CaseNeed.area_id), isouter=is_listed)
        .join(receiver, col(receiver.id) == col(Referral.referred_organization_id), isouter=is_listed)
        .outerjoin(sender, col(sender.id) == col(Referral.referring_organization_id))
    )


def _in_case() -> Any:
    """Which of the referrals of its case it is."""
    other, need = aliased(Referral), aliased(CaseNeed)
    earlier = select(func.count()).select_from(other).join(need, col(need.id) == col(other.need_id))
    earlier = earlier.where(col(need.case_id) == col(SharedCase.id), col(other.id) <= col(Referral.id))
    return earlier.correlate(SharedCase, Referral).scalar_subquery()


def referral_of_case(session: Session, *, code: str, in_case: int) -> int | None:
    """Id of a referral by the code of its case and which of its referrals it is; None: there is none."""
    own = select(col(Referral.id)).join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
    own = own.join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id)).where(col(SharedCase.code) == code)
    return session.scalar(own.order_by(col(Referral.id)).offset(in_case - 1).limit(1))


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


def overdue_referrals(session: Session, *, now: datetime, on: date) -> int:
    """How many were not answered in time at an instant [referrals], today or earlier: what was answered since waited then.

    Args:
        session: reads.
        now: the instant, with time zone.
        on: its day, for what tells days only: a step of that day had been taken.
    """
    accepted, ended = col(Referral.accepted_on), col(Referral.closed_on)
    runs = (_RUNS, or_(col(Referral.state).in_(_UNANSWERED), accepted > on))
    ended_since = (
        ended > on,
        col(Referral.state).not_in(RUNNING),
        or_(accepted.is_(None), accepted > on),
    )  # apart: each has its index
    counts = (select(func.count()).select_from(Referral).where(*waited, _overdue()) for waited in (runs, ended_since))
    return sum(int(session.execute(count, _moments(now, on)).scalar_one()) for count in counts)


def referable_frame(
    session: Session, *, on: date, service_type: str, pcode: str, also: int | None = None, most: int = REFERABLE_SHOWN
) -> pd.DataFrame:
    """REFERABLE cases open on a date: those with an open need of this kind in the area first, the newest first.

    A need in a district counts for its province, and one in a province for each of its districts.

    Args:
        session: reads.
        on: the date.
        service_type: code of the service type.
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
