"""What of one case goes on a hand-over sheet, read for one need and one receiver; nothing else of the case is read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.models import Area, CaseNeed, Organization, Referral, ServiceType, SharedCase
from coalition.vocabulary import AgeBand, Exploitation, Sex, TraffickingStatus, Urgency


@dataclass(frozen=True)
class NeedRead:
    """One need of a case with the coded fields of the case, names in English and in the local language (None: not told)."""

    case_id: int
    code: str
    sex: Sex
    age_band: AgeBand
    exploitation: Exploitation
    trafficking_status: TraffickingStatus
    holder_id: int | None
    holder: str | None
    kind: str
    kind_name: str
    kind_name_local: str | None
    place: str
    place_local: str | None
    is_district: bool
    province: str | None
    province_local: str | None


def need_read(session: Session, *, need_id: int) -> NeedRead | None:
    """What a hand-over sheet tells of a need; None: there is no such need."""
    above, holder = aliased(Area), aliased(Organization)
    coded = ("id", "code", "sex", "age_band", "exploitation", "trafficking_status", "holder_organization_id")
    found: Any = (
        select(
            *(col(getattr(SharedCase, name)) for name in coded),
            col(holder.name),
            *(col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)),
            *(col(Area.name), col(Area.name_local), col(Area.level) == 2, col(above.name), col(above.name_local)),
        )
        .select_from(CaseNeed)
        .join(SharedCase, col(SharedCase.id) == col(CaseNeed.case_id))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .outerjoin(above, col(above.id) == col(Area.parent_id))
        .outerjoin(holder, col(holder.id) == col(SharedCase.holder_organization_id))
        .where(col(CaseNeed.id) == need_id)
    )
    row = session.execute(found).first()
    return NeedRead(*row) if row else None


@dataclass(frozen=True)
class LastSent:
    """The last referral of a need to a receiver: how urgent it was, and who sent it (None: not told)."""

    urgency: Urgency
    sender_id: int | None
    sender: str | None


def last_sent(session: Session, *, need_id: int, organization_id: int, on: date) -> LastSent | None:
    """The last referral of a need to a receiver by a date; None: it was not sent there."""
    found = (
        select(col(Referral.urgency), col(Referral.referring_organization_id), col(Organization.name))
        .outerjoin(Organization, col(Organization.id) == col(Referral.referring_organization_id))
        .where(
            col(Referral.need_id) == need_id,
            col(Referral.referred_organization_id) == organization_id,
            col(Referral.sent_on) <= on,
        )
        .order_by(col(Referral.sent_on).desc(), col(Referral.id).desc())
        .limit(1)
    )
    row = session.execute(found).first()
    return LastSent(*row) if row else None
