"""The minutes as they were closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.models import MinutesVersion


@dataclass(frozen=True)
class Version:
    """Minutes that were closed: `said` as `answers.minutes.as_stored` gave it."""

    number: int
    closed_at: datetime
    closed_by: str | None
    said: dict[str, Any]


def versions(session: Session, *, meeting_id: int) -> list[Version]:
    """The versions of the minutes of a meeting, the newest first."""
    found = select(MinutesVersion).where(col(MinutesVersion.meeting_id) == meeting_id)
    rows = session.scalars(found.order_by(col(MinutesVersion.number).desc()))
    return [Version(row.number, row.closed_at, row.closed_by, row.said) for row in rows]
