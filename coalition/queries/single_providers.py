"""Which organization a cell rests on alone, and what the organizations are called."""

import pandas as pd
from sqlalchemy import exists, select
from sqlmodel import Session, col

from coalition.models import Organization, ServiceSpan
from coalition.queries.tally import sole_frame as sole_frame  # counted with the cells of the matrix


def offering_frame(session: Session) -> pd.DataFrame:
    """Columns id and name of every organization that has ever stated a service, by name."""
    states = exists().where(col(ServiceSpan.organization_id) == col(Organization.id))
    rows = session.execute(select(col(Organization.id), col(Organization.name)).where(states).order_by(col(Organization.name)))
    return pd.DataFrame([tuple(row) for row in rows], columns=["id", "name"])
