"""The list of kinds of help: which are in use, and new ones."""

from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import writing
from coalition.edits.record import EditRefused, create_row, now, update_row
from coalition.models import ServiceType
from coalition.vocabulary import Pillar


def set_active(engine: Engine, active: dict[int, bool], *, by: str | None = None) -> int:
    """Take kinds of help into use or out of it ({id: in use}); what is stored about them stays. Returns how many changed."""
    at = now()
    with writing(engine) as session:
        return sum(update_row(session, ServiceType, row_id, by=by, at=at, is_active=on) for row_id, on in active.items())


def add_kind(
    engine: Engine, *, code: str, name: str, pillar: Pillar | None, name_local: str | None = None, by: str | None = None
) -> int:
    """Add a kind of help. Returns its id.

    Raises:
        EditRefused: without code or name, or the code is taken.
    """
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise EditRefused("A kind of help needs a code and a name.")
    with writing(engine) as session:
        if session.execute(select(col(ServiceType.id)).where(col(ServiceType.code) == code)).first():
            raise EditRefused("The code {code} is taken.", code=code)
        return create_row(
            session,
            ServiceType,
            by=by,
            at=now(),
            code=code,
            name=name,
            name_local=(name_local or "").strip() or None,
            pillar=pillar,
            is_active=True,
        )
