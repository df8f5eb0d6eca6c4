"""Shared cases, their needs and referrals as one list with the field names of HTCDS 2.0, which `import` reads back.

One row for each referral, each need that was sent to nobody, each case that needs nothing. Fields of the standard first, then
our own columns, which keep what the standard has no words for, so that nothing coded is lost on the way there and back. A
person is described by nobody: there is no `prs_` field, no free text, no time of day. Which field maps how: docs/htcds.md.
Source: HTCDS 2.0 (Liberty Shared, CC BY 4.0): field names and values.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.access.files import csv_rows, write_new
from coalition.database import reading
from coalition.formula_cells import harmless
from coalition.imports.cases import columns as htcds
from coalition.imports.cases.columns import HTCDS
from coalition.models import Area, CaseNeed, Organization, Referral, ServiceType, SharedCase
from coalition.queries.consent import consents_of
from coalition.referring.consent import Consent
from coalition.vocabulary import ConsentAnswer, WithheldField


def htcds_csv(session: Session) -> bytes:
    """The list as CSV, UTF-8 with a mark at its start, as spreadsheets want it."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(HTCDS)
    for row in _rows(session):
        out.writerow([_cell(row.get(name)) for name in HTCDS])
    return text.getvalue().encode("utf-8-sig")


def htcds_file(engine: Engine) -> bytes:
    """The list as `htcds_csv` makes it; for a download, made when it is pressed."""
    with reading(engine) as session:
        return htcds_csv(session)


def write_htcds(engine: Engine, path: Path) -> int:
    """Write the list into a new file; the number of its rows below the header.

    Raises:
        FileUnfit: there is such a file already, or it cannot be written.
    """
    data = htcds_file(engine)
    write_new(path, data)
    return csv_rows(data) - 1


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else harmless(str(value))


def _rows(session: Session) -> Iterator[dict[str, Any]]:
    consents = consents_of(session)
    names = {row.id: row.name for row in session.execute(select(col(Organization.id), col(Organization.name)))}
    for case, area, need, kind, need_area, referral, sector in session.execute(_query()):
        row = {**_of_case(case, area, names), **_of_consent(consents.get(case.id), names)}
        if need is not None:
            row |= {htcds.PLAN_TYPE: htcds.PLAN_OF.get(kind, ""), "need": kind, "need_area": need_area}
            row |= {"need_opened_on": need.opened_on, "need_closed_on": need.closed_on}
        if referral is not None:
            row |= {htcds.ORGANIZATION_TYPE: htcds.TYPE_OF.get(sector or "", ""), **_of_referral(referral, names)}
        yield row


def _query() -> Any:
    here, there = aliased(Area), aliased(Area)
    referred = aliased(Organization)
    columns = (SharedCase, here.pcode, CaseNeed, ServiceType.code, there.pcode, Referral, referred.sector)
    return (
        select(*columns)  # type: ignore[call-overload]
        .outerjoin(here, col(here.id) == col(SharedCase.area_id))
        .outerjoin(CaseNeed, col(CaseNeed.case_id) == col(SharedCase.id))
        .outerjoin(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .outerjoin(there, col(there.id) == col(CaseNeed.area_id))
        .outerjoin(Referral, col(Referral.need_id) == col(CaseNeed.id))
        .outerjoin(referred, col(referred.id) == col(Referral.referred_organization_id))
        .order_by(col(SharedCase.id), col(CaseNeed.id), col(Referral.id))
    )


def _of_case(case: SharedCase, area: str | None, names: dict[int, str]) -> dict[str, Any]:
    return {
        htcds.STATUS: htcds.htcds_value(htcds.STATUS, case.trafficking_status),
        htcds.DECIDER: htcds.htcds_value(htcds.DECIDER, case.status_decided_by),
        htcds.EXPLOITATION: htcds.htcds_value(htcds.EXPLOITATION, case.exploitation),
        htcds.CASE_STATUS: "Active" if case.closed_on is None else "Closed",
        "case_code": case.code,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "area": area,
        "sex": case.sex,
        "age_band": case.age_band,
        "exploitation": case.exploitation,
        "holder_organization": names.get(case.holder_organization_id or 0),
    }


def _of_referral(referral: Referral, names: dict[int, str]) -> dict[str, Any]:
    """Seen from both sides: what went out from the one on a day came in to the other on the same day, for the same reason."""
    why = htcds.htcds_value(htcds.OUTGOING_WHY, referral.purpose)
    return {
        htcds.REFERRING: names.get(referral.referring_organization_id or 0),
        htcds.INCOMING_ON: referral.sent_on,
        htcds.INCOMING_WHY: why,
        htcds.REFERRED: names[referral.referred_organization_id],
        htcds.OUTGOING_ON: referral.sent_on,
        htcds.OUTGOING_WHY: why,
        "referral_state": referral.state,
        "urgency": referral.urgency,
        "acknowledged_on": referral.acknowledged_on,
        "accepted_on": referral.accepted_on,
        "referral_closed_on": referral.closed_on,
        "referral_reason": referral.reason,
    }


def _of_consent(consent: Consent | None, names: dict[int, str]) -> dict[str, Any]:
    """The newest decision. Why so is free text, and stays at home."""
    if consent is None:
        return {}
    shares = consent.answer in (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD)
    return {
        htcds.CONSENT: "TRUE" if shares else "FALSE",
        "consent_answer": consent.answer,
        "consent_on": consent.decided_on,
        "consent_scope": consent.scope,
        "consent_organizations": ";".join(sorted(names[one] for one in consent.organization_ids)),
        "consent_withheld": ";".join(one.value for one in WithheldField if one in consent.withheld),
        "consent_decided_by": consent.decided_by,
    }
