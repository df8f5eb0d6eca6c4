"""Whom to call, of a list of services or a directory: each once, and what of it is not stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.matching.keys import person_key
from coalition.imports.services.package import FocalPoint
from coalition.imports.services.read import Statement
from coalition.imports.services.values import tells_nothing
from coalition.models import Contact

_REACHED = ("phone", "email")


def whom_to_call(statements: Iterable[Statement], refs: Mapping[str, int], names: Sequence[str]) -> list[FocalPoint]:
    """Those of a list; a number beside which no name stands is that of the organization, unless a row names one.

    Args:
        statements: the rows.
        refs: {name of an organization as written: its place in `names`}.
        names: of the organizations.
    """
    told = [(s.organization, *map(_told, (s.contact, s.telephone, s.email.lower()))) for s in statements if s.organization]
    reached = {(refs.get(who, who), _digits(phone), email) for who, name, phone, email in told if name}
    found = [
        FocalPoint(who, name or (names[refs[who]] if who in refs else who), phone=phone, email=email)
        for who, name, phone, email in told
        if name or ((phone or email) and (refs.get(who, who), _digits(phone), email) not in reached)
    ]
    return list(dict.fromkeys(found))


def _told(cell: str) -> str:
    return "" if tells_nothing(cell) else cell


def _digits(phone: str) -> str:
    return "".join(filter(str.isdecimal, phone))


def each_once(found: Iterable[FocalPoint], refs: Mapping[str, int]) -> list[FocalPoint]:
    """What several rows tell of one of a name at an organization, together; two numbers or two addresses stay two."""
    of_a_name: dict[tuple[int, str], list[FocalPoint]] = defaultdict(list)
    for one in found:
        same = of_a_name[refs[one.organization], person_key(one.name)]
        at = next((at for at, other in enumerate(same) if _agree(one, other)), len(same))
        same[at : at + 1] = [replace(one, **_all_told(same[at], one)) if at < len(same) else one]
    return [one for same in of_a_name.values() for one in same]


def _agree(one: FocalPoint, other: FocalPoint) -> bool:
    pairs = (_digits(one.phone), _digits(other.phone)), (one.email, other.email)
    return all(mine == theirs or not (mine and theirs) for mine, theirs in pairs)


def _all_told(first: FocalPoint, second: FocalPoint) -> dict[str, str]:
    """What either tells; where both do, the first one."""
    names = ("organization", "name", "role", *_REACHED, "languages")
    return {name: getattr(first, name) or getattr(second, name) for name in names}


@dataclass(frozen=True, slots=True)
class Filled:
    """A stored focal point that lacks what the file tells of it: `values` of its columns."""

    id: int
    values: dict[str, str]


def not_stored(
    session: Session, found: Iterable[FocalPoint], ids: dict[str, int | None]
) -> tuple[list[FocalPoint], list[tuple[FocalPoint, Filled]]]:
    """Those of which no focal point of that name is stored at the organization, and those whose number or address it lacks.

    Args:
        ids: {name of an organization as written: its id; None: it is new}.
    """
    wanted = {row_id for row_id in ids.values() if row_id is not None}
    reached = (col(getattr(Contact, name)) for name in _REACHED)
    query = select(col(Contact.organization_id), col(Contact.name), col(Contact.id), *reached).order_by(col(Contact.id))
    first: dict[tuple[int, str], int] = {}
    told: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row_id, name, contact_id, *values in rows_in(session, query, col(Contact.organization_id), wanted):
        key = (row_id, person_key(name))
        first.setdefault(key, contact_id)
        told[key].update(column for column, value in zip(_REACHED, values, strict=True) if value)
    new, filled = [], []
    for one in (one for one in found if one.organization in ids):
        who = (ids[one.organization] or 0, person_key(one.name))
        if who not in first:
            new.append(one)
        elif values := {name: text for name in _REACHED if (text := getattr(one, name)) and name not in told[who]}:
            filled.append((one, Filled(first[who], values)))
            told[who].update(values)
    return new, filled
