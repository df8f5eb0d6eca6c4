"""The list of service types: which are in use, and new ones."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition import clock
from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, update_row
from coalition.imports.matching.keys import organization_key
from coalition.models import ServiceType
from coalition.vocabulary import Pillar


def set_active(engine: Engine, active: dict[int, bool], *, by: str | None = None, at: datetime | None = None) -> int:
    """Take service types into use or out of it ({id: in use}); what is stored about them stays. Returns how many changed."""
    at = at or clock.now()
    with writing(engine) as session, apart():
        return sum(update_row(session, ServiceType, row_id, by=by, at=at, is_active=on) for row_id, on in active.items())


def add_kind(
    engine: Engine,
    *,
    code: str,
    name: str,
    pillar: Pillar | None,
    name_local: str | None = None,
    by: str | None = None,
    at: datetime | None = None,
) -> int:
    """Add a service type. Returns its id.

    Raises:
        EditRefused: without code or name, or the code or the name is taken, in either language and any spelling of it.
    """
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise EditRefused("A service type needs a code and a name.")
    with writing(engine) as session:
        if session.execute(select(col(ServiceType.id)).where(col(ServiceType.code) == code)).first():
            raise EditRefused("The code {code} is already in use.", code=code)
        _refuse_namesake(session, name, (name_local or "").strip())
        return create_row(
            session,
            ServiceType,
            by=by,
            at=at or clock.now(),
            code=code,
            name=name,
            name_local=(name_local or "").strip() or None,
            pillar=pillar,
            is_active=True,
        )


def _refuse_namesake(session: Session, *names: str) -> None:
    """A file that tells a service type by its name could not tell which of two is meant."""
    wanted = {organization_key(name): name for name in names if name}
    for code, *known in session.execute(
        select(*(col(c) for c in (ServiceType.code, ServiceType.name, ServiceType.name_local)))
    ):
        for key in {organization_key(name) for name in known if name} & wanted.keys():
            raise EditRefused(
                "The name {name} is already used by the service type {code}. Choose another name.", name=wanted[key], code=code
            )
