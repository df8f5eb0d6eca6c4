"""Shared cases entered and corrected by hand: coded fields only, one verb each, one transaction each.

Every verb takes `at`, the instant of the edit (with time zone), and `by`, who makes it (None: not told).
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.codes import new_code
from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, stored_row, update_row
from coalition.models import CaseNeed, SharedCase
from coalition.vocabulary import AgeBand, Exploitation, Sex, StatusDecider, TraffickingStatus


def add_case(
    engine: Engine,
    *,
    opened_on: date,
    area_id: int | None = None,
    sex: Sex = Sex.UNKNOWN,
    age_band: AgeBand = AgeBand.UNKNOWN,
    exploitation: Exploitation = Exploitation.UNKNOWN,
    trafficking_status: TraffickingStatus = TraffickingStatus.UNKNOWN,
    status_decided_by: StatusDecider = StatusDecider.UNKNOWN,
    holder_organization_id: int | None = None,
    needs: Sequence[int] = (),
    today: date,
    by: str | None = None,
    at: datetime,
) -> str:
    """Add a case under a new code; returns the code.

    Args:
        engine: the database.
        opened_on: since when it is shared.
        area_id: its province or district; None: not told.
        sex, age_band, exploitation, trafficking_status, status_decided_by: coded fields.
        holder_organization_id: who holds it; None: not told.
        needs: service types it needs from that day on, in its area.
        today: no later day is taken.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: the day has not come yet or is before 1900, or there are needs and no area.
    """
    not_later(opened_on, today)
    if needs and area_id is None:
        raise EditRefused("Choose the area where help is needed.")
    with writing(engine) as session:
        code = _free_code(session)
        case_id = create_row(
            session,
            SharedCase,
            by=by,
            at=at,
            code=code,
            opened_on=opened_on,
            area_id=area_id,
            sex=sex,
            age_band=age_band,
            exploitation=exploitation,
            trafficking_status=trafficking_status,
            status_decided_by=status_decided_by,
            holder_organization_id=holder_organization_id,
        )
        for service_type_id in dict.fromkeys(needs):
            values = {"case_id": case_id, "service_type_id": service_type_id, "area_id": area_id, "opened_on": opened_on}
            create_row(session, CaseNeed, by=by, at=at, **values)
        return code


def _free_code(session: Session) -> str:
    while session.scalar(select(col(SharedCase.id)).where(col(SharedCase.code) == (code := new_code()))) is not None:
        pass
    return code


def change_case(
    engine: Engine,
    case_id: int,
    *,
    sex: Sex,
    age_band: AgeBand,
    exploitation: Exploitation,
    trafficking_status: TraffickingStatus,
    status_decided_by: StatusDecider,
    area_id: int | None,
    holder_organization_id: int | None,
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct what is coded of a case, all of it as it shall stand; needs keep their own areas.

    Returns:
        Whether anything changed.

    Raises:
        EditRefused: the case is gone.
    """
    with writing(engine) as session, apart():
        return update_row(
            session,
            SharedCase,
            case_id,
            by=by,
            at=at,
            sex=sex,
            age_band=age_band,
            exploitation=exploitation,
            trafficking_status=trafficking_status,
            status_decided_by=status_decided_by,
            area_id=area_id,
            holder_organization_id=holder_organization_id,
        )


def add_need(
    engine: Engine,
    case_id: int,
    *,
    service_type_id: int,
    area_id: int,
    opened_on: date,
    today: date,
    by: str | None = None,
    at: datetime,
) -> None:
    """Add a service type that a case needs in an area.

    Raises:
        EditRefused: the case is closed or gone, the day has not come yet or is before 1900, or the same need is open already.
    """
    not_later(opened_on, today)
    with writing(engine) as session:
        if stored_row(session, SharedCase, case_id)["closed_on"] is not None:
            raise EditRefused("This case is closed. Reopen it first.")
        same = select(CaseNeed).where(
            col(CaseNeed.case_id) == case_id,
            col(CaseNeed.service_type_id) == service_type_id,
            col(CaseNeed.area_id) == area_id,
        )
        if any(need.closed_on is None or need.opened_on == opened_on for need in session.scalars(same)):
            raise EditRefused("This need already exists.")
        values = {"case_id": case_id, "service_type_id": service_type_id, "area_id": area_id, "opened_on": opened_on}
        create_row(session, CaseNeed, by=by, at=at, **values)


def close_need(engine: Engine, need_id: int, *, closed_on: date, today: date, by: str | None = None, at: datetime) -> bool:
    """Say from which day on the help is no longer needed. Returns whether anything changed.

    Raises:
        EditRefused: the need is gone, or the day lies before it was opened or has not come yet.
    """
    not_later(closed_on, today)
    with writing(engine) as session:
        _not_before(closed_on, stored_row(session, CaseNeed, need_id)["opened_on"])
        return update_row(session, CaseNeed, need_id, by=by, at=at, closed_on=closed_on)


def reopen_need(engine: Engine, need_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Say that the help is still needed. Returns whether anything changed.

    Raises:
        EditRefused: the need is gone, or its case is closed.
    """
    with writing(engine) as session:
        case = stored_row(session, SharedCase, stored_row(session, CaseNeed, need_id)["case_id"])
        if case["closed_on"] is not None:
            raise EditRefused("This case is closed. Reopen it first.")
        return update_row(session, CaseNeed, need_id, by=by, at=at, closed_on=None)


def close_case(engine: Engine, case_id: int, *, closed_on: date, today: date, by: str | None = None, at: datetime) -> bool:
    """Close a case and, on the same day, the needs still open: nobody waits for them any more.

    Returns:
        Whether anything changed.

    Raises:
        EditRefused: the case is gone, or the day lies before it (or an open need) was opened, or has not come yet.
    """
    not_later(closed_on, today)
    with writing(engine) as session:
        _not_before(closed_on, stored_row(session, SharedCase, case_id)["opened_on"])
        for need in _open_needs(session, case_id):
            _not_before(closed_on, need.opened_on)
            update_row(session, CaseNeed, need.id or 0, by=by, at=at, closed_on=closed_on)
        return update_row(session, SharedCase, case_id, by=by, at=at, closed_on=closed_on)


def reopen_case(engine: Engine, case_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Open a case again, with the needs that were closed on the same day. Returns whether anything changed.

    Raises:
        EditRefused: the case is gone.
    """
    with writing(engine) as session:
        closed_on = stored_row(session, SharedCase, case_id)["closed_on"]
        if closed_on is None:
            return False
        same_day = (col(CaseNeed.case_id) == case_id, col(CaseNeed.closed_on) == closed_on)
        for need_id in session.scalars(select(col(CaseNeed.id)).where(*same_day)).all():
            update_row(session, CaseNeed, need_id or 0, by=by, at=at, closed_on=None)
        return update_row(session, SharedCase, case_id, by=by, at=at, closed_on=None)


def _open_needs(session: Session, case_id: int) -> Sequence[CaseNeed]:
    return session.scalars(select(CaseNeed).where(col(CaseNeed.case_id) == case_id, col(CaseNeed.closed_on).is_(None))).all()


_FIRST_YEAR = 1900
"""Of a need, as in the files that are read. Years below 100 are a slip, and the summaries hold them for months."""


def not_later(day: date, today: date) -> None:
    """Refuse a day after `today`, or before 1900."""
    if day > today:
        raise EditRefused("Date is in the future.")
    if day.year < _FIRST_YEAR:
        raise EditRefused("The year {year} is too early. Check the date.", year=day.year)


def _not_before(day: date, opened_on: date) -> None:
    if day < opened_on:
        raise EditRefused("The date is before {opened}, the day it was opened.", opened=opened_on.isoformat())
