"""Under which other names and addresses people are known, since a person said that two entries are one."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.models import PersonAlias

Face = tuple[str, int | None, str | None]
"""How files know somebody: name key, id of the organization, address in lower case."""


def known_as(session: Session, keys: Sequence[str]) -> set[int]:
    """Ids of the people who are known under one of these name keys, and have another name now."""
    if session.execute(select(col(PersonAlias.id)).limit(1)).first() is None:
        return set()
    found: set[int] = set()
    for part in chunks(keys):
        found.update(session.scalars(select(col(PersonAlias.person_id)).where(col(PersonAlias.name_key).in_(part))))
    return found


def faces(session: Session, people: dict[int, Face]) -> Iterator[tuple[int, Face]]:
    """(person, face) of every other combination of names and addresses under which these people are known.

    Args:
        people: {id: how the person is stored}.
    """
    others: dict[int, list[Face]] = {}
    columns = (col(PersonAlias.person_id), col(PersonAlias.name_key), col(PersonAlias.organization_id), col(PersonAlias.email))
    if session.execute(select(col(PersonAlias.id)).limit(1)).first() is None:
        return
    for part in chunks(sorted(people)):
        for person_id, *face in session.execute(select(*columns).where(col(PersonAlias.person_id).in_(part))):
            others.setdefault(person_id, []).append((face[0], face[1], face[2]))
    for person_id, known in others.items():
        stored = people[person_id]
        yield from ((person_id, face) for face in _combined([stored, *known]) if face != stored)


def _combined(known: Iterable[Face]) -> Iterator[Face]:
    names = dict.fromkeys(key for key, _, _ in known)
    places = dict.fromkeys((organization_id, email) for _, organization_id, email in known)
    return ((key, organization_id, email) for key in names for organization_id, email in places)
