"""What hangs on a line of a meeting: who told it and what was shown, or the cell that was decided about; as columns."""

from typing import Any

from sqlmodel import Session

from coalition.edits.record import EditRefused, stored_row
from coalition.models import Area, Organization, Resource, ServiceType

Row = dict[str, Any]


def told_of_learned(session: Session, organization_id: int | None, resource_id: int | None) -> Row:
    """Who told what was learned and what was shown, as columns.

    Raises:
        EditRefused: the organization or the resource is not there any more.
    """
    for model, row_id in ((Organization, organization_id), (Resource, resource_id)):
        if row_id is not None:
            stored_row(session, model, row_id)
    return {"organization_id": organization_id, "resource_id": resource_id}


def told_of_cell(session: Session, area_id: int | None, service_type_id: int | None) -> Row:
    """The cell that a decision is about, as columns; both None: about none.

    Raises:
        EditRefused: only one of the two is told, or it is not there any more.
    """
    if (area_id is None) is not (service_type_id is None):
        raise EditRefused("Choose the service type and the area, or neither.")
    for model, row_id in ((Area, area_id), (ServiceType, service_type_id)):
        if row_id is not None:
            stored_row(session, model, row_id)
    return {"area_id": area_id, "service_type_id": service_type_id}
