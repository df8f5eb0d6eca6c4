"""When a referral counts as accepted (docs/glossary.md, Referrals): the same rule as in `coalition.summaries`."""

from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import col

from coalition.models import Referral
from coalition.vocabulary import ReferralState

UNHELPED = (ReferralState.DECLINED, ReferralState.REVOKED, ReferralState.CLOSED_WITHOUT_SERVICE)
"""States in which a referral ends without help; `done` is none of them."""


def ended_by(on: Any) -> ColumnElement[bool]:
    """Whether a referral had ended without help by a date; one without a closing day counts as ended from the first day."""
    closed = or_(col(Referral.closed_on).is_(None), col(Referral.closed_on) <= on)
    return and_(col(Referral.state).in_(UNHELPED), closed)


def accepted_by(on: Any) -> ColumnElement[bool]:
    """Whether a referral stands accepted on a date: by then, not before it was sent, and not ended without help since."""
    dated = and_(col(Referral.accepted_on) <= on, col(Referral.accepted_on) >= col(Referral.sent_on))
    return and_(dated, not_(ended_by(on)))
