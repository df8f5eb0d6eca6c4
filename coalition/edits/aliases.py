"""Other spellings and names that files are recognized by: added, and forgotten, by hand. One verb each, one transaction each.

What is forgotten is asked again with the next file, and with the same file once more. Every verb takes `at`, the instant of
the edit (with time zone), and `by`, who makes it (None: not told).
"""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import writing
from coalition.edits.meetings import known_organization
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row
from coalition.imports.matching.keys import organization_key
from coalition.models import ForgottenDecision, Organization, OrganizationAlias, PersonAlias
from coalition.queries.decided import OF_A_HEADER


def add_spelling(engine: Engine, organization_id: int, spelling: str, *, by: str | None = None, at: datetime) -> int:
    """Let files find an organization under another spelling too; returns its id.

    Raises:
        EditRefused: it has no letter, or it is a name or spelling already, of this organization or of another.
    """
    key = organization_key(spelling)
    if not key:
        raise EditRefused("Enter the other name.")
    with writing(engine) as session:
        stored_row(session, Organization, organization_id)
        found = known_organization(session, key)
        if found == organization_id:
            raise EditRefused("This name is already known.")
        if found is not None:
            name = stored_row(session, Organization, found)["name"]
            raise EditRefused(
                "This is already a name of {name}. If both are the same organization, merge them below.", name=name
            )
        told = {"alias": spelling.strip(), "alias_key": key, "confirmed_at": at, "confirmed_by": by}
        return create_row(session, OrganizationAlias, by=by, at=at, organization_id=organization_id, **told)


def forget_spelling(engine: Engine, alias_id: int, *, by: str | None = None, at: datetime) -> None:
    """Forget a confirmed spelling, and what files were answered about it: the next file with it asks again.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        key = stored_row(session, OrganizationAlias, alias_id)["alias_key"]
        delete_row(session, OrganizationAlias, alias_id, by=by, at=at)
        _forget(session, key, None, by, at)


def forget_name(engine: Engine, alias_id: int, *, by: str | None = None, at: datetime) -> None:
    """Forget another name or address of a person: the next file with it makes an entry of its own.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        delete_row(session, PersonAlias, alias_id, by=by, at=at)


def forget_apart(engine: Engine, key: str, other_key: str, *, by: str | None = None, at: datetime) -> None:
    """Forget that two names were said to be two organizations: a file may propose again that they are one.

    Args:
        engine: the database.
        key, other_key: `matching.organization_key` of the two names.
        by: who does it.
        at: the instant of the edit.
    """
    with writing(engine) as session:
        _forget(session, key, other_key, by, at)


def forget_correction(engine: Engine, key: str, *, by: str | None = None, at: datetime) -> None:
    """Forget how files with a header were corrected: the next one is read as it is found.

    Args:
        engine: the database.
        key: of the header (`queries.decided.Correction`).
        by: who does it.
        at: the instant of the edit.
    """
    with writing(engine) as session:
        _forget(session, OF_A_HEADER + key, None, by, at)


def _forget(session: Session, key: str, other_key: str | None, by: str | None, at: datetime) -> None:
    told = {"name_key": key, "other_key": other_key, "forgotten_at": at, "forgotten_by": by}
    create_row(session, ForgottenDecision, by=by, at=at, **told)
