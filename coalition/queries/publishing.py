"""Counts for the room: the cases behind a publication, summed up by the database, and what was published."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, extract, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.disclosure import NeedKey, Query
from coalition.models import Area, CaseNeed, Publication, PublishedCount, Referral, ServiceType, SharedCase
from coalition.queries.referrals import accepted_by
from coalition.vocabulary import CaseStatus

WAITING = "waiting:"
NOT_TOLD, NO_PILLAR = "-", "other"


@dataclass(frozen=True)
class Published:
    """One publication with its figures.

    Attributes:
        id: its id.
        published_at: when; through_on: cases shared until then.
        through_case_id: the last case that could be counted.
        base: figures are multiples of it.
        reason: why again although there were few new cases; None: there were enough.
        asked: how many counts could be asked for.
        is_withdrawn: whether it was taken back.
        cases: figures by filters.
        waiting: figures of people who wait for help.
    """

    id: int
    published_at: datetime
    through_on: date
    through_case_id: int
    base: int
    reason: str | None
    asked: int
    is_withdrawn: bool
    cases: dict[Query, int]
    waiting: dict[NeedKey, int]


def every_publication(session: Session) -> list[Published]:
    """All publications, withdrawn ones too, the oldest first."""
    return _published(session, select(Publication).order_by(col(Publication.id)))


def newest_publication(session: Session) -> Published | None:
    """The newest that stands; None: nothing is published."""
    stands = select(Publication).where(col(Publication.withdrawn_at).is_(None)).order_by(col(Publication.id).desc()).limit(1)
    return next(iter(_published(session, stands)), None)


def _published(session: Session, asked: Any) -> list[Published]:
    rows = session.scalars(asked).all()
    figures: dict[int, dict[str, int]] = {row.id: {} for row in rows}
    told = select(col(PublishedCount.publication_id), col(PublishedCount.question), col(PublishedCount.shown))
    for number, question, shown in session.execute(told.where(col(PublishedCount.publication_id).in_(list(figures)))):
        figures[number][question] = shown
    return [
        Published(
            id=row.id,
            published_at=row.published_at,
            through_on=row.through_on,
            through_case_id=row.through_case_id,
            base=row.base,
            reason=row.reason,
            asked=row.asked,
            is_withdrawn=row.withdrawn_at is not None,
            cases={query_of(key): n for key, n in figures[row.id].items() if not key.startswith(WAITING)},
            waiting={need_of(key): n for key, n in figures[row.id].items() if key.startswith(WAITING)},
        )
        for row in rows
    ]


def text_of(asked: Query | NeedKey) -> str:
    """How a question is stored: "area=TH57&status=open", "waiting:TH57&aftercare&A1". An "&" of a code is written "%26"."""
    if isinstance(asked, NeedKey):
        return WAITING + "&".join(_kept(part) for part in asked if part is not None)
    return "&".join(f"{name}={_kept(value)}" for name, value in asked)


def query_of(text: str) -> Query:
    """The filters of a stored question about cases."""
    return tuple((part.partition("=")[0], _read(part.partition("=")[2])) for part in text.split("&") if part)


def need_of(text: str) -> NeedKey:
    """What a stored question about waiting people asks."""
    area, pillar, *kind = map(_read, text.removeprefix(WAITING).split("&"))
    return NeedKey(area, pillar, kind[0] if kind else None)


def _kept(value: str) -> str:
    return value.replace("%", "%25").replace("&", "%26")


def _read(value: str) -> str:
    return value.replace("%26", "&").replace("%25", "%")


# --- what is counted ------------------------------------------------------------------------------------------------


def last_case_id(session: Session) -> int:
    """The greatest id of a shared case; 0: there is none."""
    return int(session.scalar(select(func.max(col(SharedCase.id)))) or 0)


def cases_after(session: Session, *, case_id: int, on: date) -> int:
    """Cases stored after one and shared until a day [cases]."""
    asked = select(func.count()).where(col(SharedCase.id) > case_id, col(SharedCase.opened_on) <= on)
    return int(session.scalar(asked) or 0)


def province_codes(session: Session) -> list[str]:
    """P-codes of all provinces, whatever is stored about them, and what stands for none."""
    return [NOT_TOLD, *session.scalars(select(col(Area.pcode)).where(col(Area.level) == 1).order_by(col(Area.pcode)))]


def pillar_of_kinds(session: Session) -> dict[str, str]:
    """{code of an active service type: its pillar}."""
    rows = session.execute(select(col(ServiceType.code), col(ServiceType.pillar)).where(col(ServiceType.is_active)))
    return {code: pillar.value if pillar else NO_PILLAR for code, pillar in rows}


def case_cells(session: Session, *, on: date, through: int, quarters: list[str]) -> dict[tuple[str, ...], int]:
    """Cases by quarter, province, exploitation, sex, age band and status on a day: only cells that hold one [cases].

    Args:
        session: reads.
        on: cases shared later are left out; the status is that of this day.
        through: cases stored after this id are left out.
        quarters: the quarters told apart, the first of them for all that is earlier.
    """
    year, month = extract("year", col(SharedCase.opened_on)), extract("month", col(SharedCase.opened_on))
    status = case((_is_open(SharedCase, on), CaseStatus.OPEN.value), else_=CaseStatus.CLOSED.value)
    province, join = _province(SharedCase.area_id)
    keys = [year, month, province, col(SharedCase.exploitation), col(SharedCase.sex), col(SharedCase.age_band), status]
    counted = join(select(*keys, func.count()).select_from(SharedCase)).where(*_counted(on, through))
    rows = session.execute(counted.group_by(*keys))
    found: dict[tuple[str, ...], int] = {}
    for own_year, own_month, area, kind, sex, age, state, count in rows:
        quarter = f"{int(own_year)}Q{(int(own_month) - 1) // 3 + 1}"
        cell = (quarter if quarter in quarters else quarters[0], area or NOT_TOLD, kind.value, sex.value, age.value, state)
        found[cell] = found.get(cell, 0) + count
    return found


def waiting_counts(session: Session, *, on: date, through: int) -> dict[NeedKey, int]:
    """People with an open need and no accepted referral for it, by province and service type, and by province and pillar."""
    province, join = _province(CaseNeed.area_id)
    accepted = exists().where(col(Referral.need_id) == col(CaseNeed.id), accepted_by(on))
    needs = (
        join(
            select(province.label("area"), col(CaseNeed.case_id), col(ServiceType.code), col(ServiceType.pillar)).select_from(
                CaseNeed
            )
        )
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id))
        .where(*_counted(on, through), col(CaseNeed.opened_on) <= on, _is_open(CaseNeed, on), ~accepted)
        .where(col(ServiceType.is_active), province.is_not(None))
        .subquery()
    )
    people = func.count(func.distinct(needs.c.case_id))
    by_kind = select(needs.c.area, needs.c.pillar, needs.c.code, people).group_by(needs.c.area, needs.c.pillar, needs.c.code)
    by_pillar = select(needs.c.area, needs.c.pillar, literal(None), people).group_by(needs.c.area, needs.c.pillar)
    rows = [*session.execute(by_kind), *session.execute(by_pillar)]
    return {NeedKey(area, pillar.value if pillar else NO_PILLAR, kind): count for area, pillar, kind, count in rows}


def _counted(on: date, through: int) -> tuple[ColumnElement[bool], ...]:
    return (col(SharedCase.opened_on) <= on, col(SharedCase.id) <= through)


def _is_open(model: type[SharedCase] | type[CaseNeed], on: date) -> ColumnElement[bool]:
    return or_(col(model.closed_on).is_(None), col(model.closed_on) > on)


def _province(area_id: Any) -> tuple[ColumnElement[Any], Any]:
    """The P-code of the province of an area, and how a statement comes by it."""
    own, around = aliased(Area), aliased(Area)
    is_province = col(own.level) == 1
    code = case((is_province, col(own.pcode)), else_=col(around.pcode))

    def join(statement: Any) -> Any:
        named = statement.outerjoin(own, col(own.id) == area_id)
        return named.outerjoin(around, and_(~is_province, col(around.id) == col(own.parent_id)))

    return code, join
