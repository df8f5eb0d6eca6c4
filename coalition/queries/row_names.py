"""What a person calls a row, whatever its table: for sentences that must name what a number points to."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

_NAMES = ("name", "title", "what", "question", "code", "pcode")


def row_name(session: Session, *, table: str, row_id: int) -> tuple[str, str | None] | date | None:
    """The name of a row and its local one; the day of a meeting; None: it is not there, or has no name of its own."""
    kept = SQLModel.metadata.tables[table]
    row: Any = session.execute(select(kept).where(kept.c.id == row_id)).mappings().first()
    if row is None:
        return None
    if table == "meeting":
        day: date = row["held_on"]
        return day
    name = next((str(row[column]) for column in _NAMES if row.get(column)), None)
    return None if name is None else (name, row.get("name_local"))
