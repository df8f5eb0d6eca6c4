"""What was decided about sharing cases across organizations: of each case the newest decision by (day, id) counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import CONSENTS, RUNNING_REFERRALS
from coalition.models import (
    CaseConsent,
    CaseNeed,
    ConsentOrganization,
    Organization,
    Referral,
    ServiceType,
    SharedCase,
)
from coalition.queries.members import members_on
from coalition.referring.consent import NOT_A_MEMBER, NOT_NAMED, Consent, refusal
from coalition.referring.steps import RUNNING
from coalition.vocabulary import WithheldField

_NEWEST_FIRST = (col(CaseConsent.decided_on).desc(), col(CaseConsent.id).desc())
_TOLD = tuple(
    col(getattr(CaseConsent, name))
    for name in (
        *("id", "case_id", "answer", "decided_on", "scope", "decided_by", "reason"),
        *("withheld", "noted_at", "noted_by"),
    )
)
_IN_ONE = 5_000  # cases named in one statement: under the limits of SQLite (32,766) and PostgreSQL (65,535)


def consent_of(session: Session, case_id: int) -> Consent | None:
    """What counts for a case; None: nobody has noted an answer."""
    return consents_of(session, [case_id]).get(case_id)


def consents_of(session: Session, case_ids: Sequence[int] | None = None) -> dict[int, Consent]:
    """{case: what counts for it}, in one statement (one for each 5,000 cases named).

    Args:
        session: reads.
        case_ids: the cases asked about; None: all. A case without any answer is not in the result.
    """
    if case_ids is None:
        return _newest(session)
    found: dict[int, Consent] = {}
    for start in range(0, len(case_ids), _IN_ONE):
        found |= _newest(session, col(CaseConsent.case_id).in_(case_ids[start : start + _IN_ONE]))
    return found


def _newest(session: Session, *where: ColumnElement[bool]) -> dict[int, Consent]:
    place = func.row_number().over(partition_by=col(CaseConsent.case_id), order_by=_NEWEST_FIRST).label("place")
    ranked = select(col(CaseConsent.id).label("id"), place).where(*where).subquery()
    query = (
        select(*_TOLD, col(ConsentOrganization.organization_id))
        .join(ranked, ranked.c.id == col(CaseConsent.id))
        .outerjoin(ConsentOrganization, col(ConsentOrganization.consent_id) == col(CaseConsent.id))
        .where(ranked.c.place == 1)
        .order_by(col(CaseConsent.id))
    )
    rows: dict[int, tuple[Any, set[int]]] = {}
    for row in session.execute(query):
        named = rows.setdefault(row.case_id, (row, set()))[1]
        if row.organization_id is not None:
            named.add(row.organization_id)
    return {case_id: _consent(row, named) for case_id, (row, named) in rows.items()}


def _consent(row: Any, named: set[int]) -> Consent:
    return Consent(
        answer=row.answer,
        decided_on=row.decided_on,
        scope=row.scope,
        organization_ids=frozenset(named),
        decided_by=row.decided_by,
        reason=row.reason,
        withheld=frozenset(WithheldField(name) for name in row.withheld),
    )


def consent_history(session: Session, case_id: int) -> pd.DataFrame:
    """CONSENTS of a case, the one that counts first."""
    names: dict[int, list[str]] = {}
    told = (
        select(col(ConsentOrganization.consent_id), col(Organization.name))
        .join(Organization, col(Organization.id) == col(ConsentOrganization.organization_id))
        .join(CaseConsent, col(CaseConsent.id) == col(ConsentOrganization.consent_id))
        .where(col(CaseConsent.case_id) == case_id)
        .order_by(col(Organization.name))
    )
    for consent_id, name in session.execute(told):
        names.setdefault(consent_id, []).append(name)
    rows = session.execute(select(*_TOLD).where(col(CaseConsent.case_id) == case_id).order_by(*_NEWEST_FIRST))
    return CONSENTS.from_rows(_lines(rows, names))


def _lines(rows: Any, names: dict[int, list[str]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (
            row.id,
            row.answer.value,
            row.decided_on,
            row.scope.value,
            "; ".join(names.get(row.id, [])) or None,
            row.decided_by.value if row.decided_by else None,
            row.reason,
            ";".join(row.withheld) or None,
            row.noted_at,
            row.noted_by,
        )


def uncovered(session: Session, *, on: date) -> list[tuple[str, date]]:
    """(code of the case, day of sending) of each referral that runs to an organization its consent is not for."""
    running = (
        select(col(SharedCase.id), col(SharedCase.code), col(SharedCase.age_band), col(SharedCase.holder_organization_id))
        .add_columns(col(Referral.referred_organization_id), col(Referral.sent_on))
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id))
        .where(col(Referral.state).in_(RUNNING))
        .order_by(col(Referral.id))
    )
    rows = session.execute(running).all()
    consents, members = consents_of(session, list({row[0] for row in rows})), members_on(session, on=on)
    return [
        (code, sent_on)
        for case_id, code, age_band, holder, referred, sent_on in rows
        if refusal(consents.get(case_id), referring=holder, referred=referred, age_band=age_band, members=members)
        in (NOT_NAMED, NOT_A_MEMBER)
    ]


def running_frame(session: Session, case_id: int) -> pd.DataFrame:
    """RUNNING_REFERRALS of a case: what somebody has still to do something about, the oldest first."""
    sender, receiver = aliased(Organization), aliased(Organization)
    query = (
        select(
            col(Referral.id),
            col(Referral.referring_organization_id),
            col(sender.name),
            col(Referral.referred_organization_id),
            col(receiver.name),
            col(ServiceType.code),
            col(ServiceType.name),
            col(ServiceType.name_local),
            col(Referral.state),
            col(Referral.sent_on),
        )
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(receiver, col(receiver.id) == col(Referral.referred_organization_id))
        .outerjoin(sender, col(sender.id) == col(Referral.referring_organization_id))
        .where(col(CaseNeed.case_id) == case_id, col(Referral.state).in_(RUNNING))
        .order_by(col(Referral.sent_on), col(Referral.id))
    )
    return RUNNING_REFERRALS.from_rows(session.execute(query))
