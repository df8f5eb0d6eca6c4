"""Which other entry one may be the same as: the likeliest first, each with the reason. Reads only; a person decides."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlmodel import Session, col

from coalition.finding.alike_people import names_alike
from coalition.imports.matching.likeness import Likeness
from coalition.imports.organizations import stored_names
from coalition.models import Person

_MOST = 8


@dataclass(frozen=True)
class MaybeSame:
    """Another entry that may be the same; `reason`: an English clause, to be translated."""

    id: int
    name: str
    reason: str


def likely_organizations(session: Session, *, organization_id: int) -> list[MaybeSame]:
    """Organizations whose name or confirmed spelling is like one of this organization; none where it is gone."""
    own = next((known for row_id, known in stored_names(session) if row_id == organization_id), None)
    return [] if own is None else organizations_like(session, names=[own.name, *own.also], but=organization_id)


def organizations_like(session: Session, *, names: list[str], but: int | None = None) -> list[MaybeSame]:
    """Organizations whose name or confirmed spelling is like one of these names, all `but` one."""
    likeness = Likeness()
    ids: dict[str, int] = {}
    for row_id, known in stored_names(session):
        if row_id != but:
            ids[known.value] = row_id
            likeness.add(known)
    likely = [found for name in likeness.best(names) for found in name]
    best: dict[int, MaybeSame] = {}
    for found in sorted(likely, key=lambda found: -found.score):
        row_id = ids[found.known.value]
        best.setdefault(row_id, MaybeSame(row_id, found.known.name, found.reason))
    return list(best.values())[:_MOST]


def likely_people(session: Session, *, person_id: int) -> list[MaybeSame]:
    """People with the same name, address or telephone number, and those of the same organization with a name much alike."""
    own = session.get(Person, person_id)
    if own is None:
        return []
    same = [col(Person.name_key) == own.name_key]
    same += [col(Person.email) == own.email] if own.email else []
    same += [col(Person.phone) == own.phone] if own.phone else []
    same += [col(Person.organization_id) == own.organization_id] if own.organization_id is not None else []
    found = []
    for other in session.scalars(select(Person).where(or_(*same), col(Person.id) != person_id)):
        score, reason = _likeness(own, other)
        if reason:
            found.append((score, other.name, MaybeSame(other.id or 0, other.name, reason)))
    found.sort(key=lambda one: (-one[0], one[1], one[2].id))
    return [maybe for *_, maybe in found[:_MOST]]


def _likeness(own: Person, other: Person) -> tuple[float, str]:
    if own.email and own.email == other.email:
        return 4, "the same email address"
    if own.name_key == other.name_key:
        return 3, "the same name"
    if own.phone and own.phone == other.phone:
        return 2, "the same telephone number"
    return names_alike(own.name_key, other.name_key)
