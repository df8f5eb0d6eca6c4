"""What was decided about sharing a case with other organizations: noted, never overwritten; undone by `edits.undo`.

A new decision is a new row, and the newest by day counts (docs/glossary.md, Consent). A refusal or a withdrawal may be noted
while referrals run: they are revoked one by one by whoever sent them (`queries.consent.running_frame` names them).
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.cases import not_later
from coalition.edits.record import EditRefused, create_row, stored_row
from coalition.edits.screen import screened
from coalition.models import CaseConsent, ConsentOrganization, Organization, SharedCase
from coalition.queries.consent import consent_of
from coalition.referring.consent import Consent, child_problem
from coalition.vocabulary import AgeBand, ConsentAnswer, ConsentDecider, ConsentScope, WithheldField

NOBODY_NAMED = "Choose at least one organization, or all members."


def note_consent(
    engine: Engine,
    case_id: int,
    *,
    answer: ConsentAnswer,
    decided_on: date,
    scope: ConsentScope = ConsentScope.ALL_MEMBERS,
    organization_ids: Collection[int] = (),
    decided_by: ConsentDecider | None = None,
    reason: str | None = None,
    withheld: Collection[WithheldField] = (),
    today: date,
    by: str | None = None,
    at: datetime,
) -> int | Literal[False]:
    """Note what was decided about sharing a case.

    Args:
        engine: the database.
        case_id: the case.
        answer: given, refused, withdrawn, or decided for a child.
        decided_on: the day.
        scope: with all members, or with named organizations; of a refusal or a withdrawal nothing is kept: it is for all.
        organization_ids: the named ones.
        decided_by: who decided for a child: an office, never a person; kept for a child only.
        reason: why so, in one line; for a child it must be told.
        withheld: what is not told to any receiver.
        today: no later day is taken.
        by: who notes it; None: not told.
        at: the instant of the edit, UTC.

    Returns:
        The id of the row; False when exactly this counts already.

    Raises:
        EditRefused: the day has not come or is before 1900, the case or an organization is gone, nobody is named, it is no
            child or it is not told who decided and why, the reason is refused, or something unknown is to be withheld.
    """
    not_later(decided_on, today)
    shares = answer in (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD)
    is_named = shares and scope is ConsentScope.NAMED
    told = Consent(
        answer=ConsentAnswer(answer),
        decided_on=decided_on,
        scope=scope if shares else ConsentScope.ALL_MEMBERS,
        organization_ids=frozenset(organization_ids) if is_named else frozenset(),
        decided_by=decided_by if answer is ConsentAnswer.FOR_CHILD else None,
        reason=screened(reason, "reason", about=engine) if reason and reason.strip() else None,
        withheld=_known(withheld) if shares else frozenset(),
    )
    if is_named and not organization_ids:
        raise EditRefused(NOBODY_NAMED)
    with writing(engine) as session:
        age_band = AgeBand(stored_row(session, SharedCase, case_id)["age_band"])
        if answer is ConsentAnswer.FOR_CHILD and (problem := child_problem(told, age_band)):
            raise EditRefused(problem)
        _all_there(session, told.organization_ids)
        if consent_of(session, case_id) == told:
            return False
        return _write(session, case_id, told, by, at)


def _write(session: Session, case_id: int, told: Consent, by: str | None, at: datetime) -> int:
    consent_id = create_row(
        session,
        CaseConsent,
        by=by,
        at=at,
        case_id=case_id,
        answer=told.answer,
        decided_on=told.decided_on,
        scope=told.scope,
        decided_by=told.decided_by,
        reason=told.reason,
        withheld=[one.value for one in WithheldField if one in told.withheld],
        noted_at=at,
        noted_by=by,
    )
    for organization_id in sorted(told.organization_ids):
        create_row(session, ConsentOrganization, by=by, at=at, consent_id=consent_id, organization_id=organization_id)
    return consent_id


def _known(withheld: Collection[str]) -> frozenset[WithheldField]:
    known = {one.value: one for one in WithheldField}
    if not set(withheld) <= known.keys():
        raise EditRefused("One of the facts to withhold is not in the list.")
    return frozenset(known[one] for one in withheld)


def _all_there(session: Session, organization_ids: frozenset[int]) -> None:
    there = session.scalars(select(col(Organization.id)).where(col(Organization.id).in_(organization_ids))).all()
    if len(there) < len(organization_ids):
        raise EditRefused("One of these organizations is no longer in the directory.")
