"""What follows when a list is the full one for its areas and kinds of help on a date: nobody else, and who is gone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.imports.lookups import Help, Place
from coalition.imports.services.read import Statement
from coalition.imports.services.stored import Stored, stored_statements
from coalition.models import CoverageCheck, Organization


@dataclass(frozen=True, slots=True)
class Gone:
    """A service stored earlier that the full list does not name."""

    organization_id: int
    organization: str
    help: str
    area: str


@dataclass
class FullList:
    """What a full list adds on its date.

    Attributes:
        on: the date; None: the list was not called full.
        nobody: (P-code, code) of cells in which nobody offers the kind of help.
        gone: services that are contradicted.
        why: the sentence beside each of them.
    """

    on: date | None = None
    nobody: list[tuple[str, str]] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    why: str = ""


Statements = list[tuple[tuple[int, str, str], Statement]]
"""((ref of the organization, code, P-code), statement) of every row."""


def find_full_list(
    session: Session,
    places: dict[str, Place],
    helps: dict[str, Help],
    organizations: list[int | None],
    told: Statements,
    on: date,
) -> FullList:
    """Compare a full list with what is stored.

    Args:
        places, helps: by P-code and code.
        organizations: stored id by ref; None: new with this file.
        told: what the file states.
        on: the date of the list.
    """
    full = FullList(on, why=f"Not in the full list of {on.isoformat()}.")
    codes = list(dict.fromkeys(cell[1] for cell, _ in told))
    pcodes = list(dict.fromkeys(cell[2] for cell, _ in told))
    full.nobody = _empty_cells(session, places, helps, codes, told, on)
    named = {(organizations[ref], helps[code].id, places[pcode].id) for (ref, code, pcode), _ in told}
    names = {row.id: row.name for row in session.execute(select(col(Organization.id), col(Organization.name)))}
    code_of = {helps[code].id: code for code in codes}
    pcode_of = {places[pcode].id: pcode for pcode in pcodes}
    stored = stored_statements(session, (helps[code] for code in codes), (places[pcode] for pcode in pcodes))
    for cell, statements in stored.items():
        if cell not in named and _is_active(statements, on):
            full.gone.append(Gone(cell[0], names[cell[0]], code_of[cell[1]], pcode_of[cell[2]]))
    return full


def _is_active(statements: list[Stored], on: date) -> bool:
    """Whether the statement in force on the date says that the service is offered then."""
    before = [s for s in statements if s.assured_on <= on]
    if not before:
        return False
    offered, starts, ends, *_ = before[-1].content
    return offered and (starts is None or starts <= on) and (ends is None or ends >= on)


def _empty_cells(
    session: Session, places: dict[str, Place], helps: dict[str, Help], codes: list[str], told: Statements, on: date
) -> list[tuple[str, str]]:
    """Cells of the file's areas, at the level most of its rows have, in which it names nobody active on the date."""
    level = Counter(places[pcode].level for (_, _, pcode), _ in told).most_common(1)[0][0]
    pcodes = dict.fromkeys(pcode for (_, _, pcode), _ in told if places[pcode].level == level)
    filled: set[tuple[str | None, str]] = set()
    province_wide: set[tuple[str | None, str]] = set()
    for (_, code, pcode), s in told:
        if s.is_offered and (s.starts_on is None or s.starts_on <= on) and (s.ends_on is None or s.ends_on >= on):
            filled |= {(pcode, code), (places[pcode].parent, code)}  # a district's service is its province's too
            province_wide |= {(pcode, code)} if places[pcode].level == 1 else set()
    query = select(col(CoverageCheck.area_id), col(CoverageCheck.service_type_id))
    checked = {tuple(row) for row in session.execute(query.where(col(CoverageCheck.confirmed_on) == on))}
    return [
        (pcode, code)
        for pcode in pcodes
        for code in codes
        if (pcode, code) not in filled
        and (places[pcode].parent, code) not in province_wide
        and (places[pcode].id, helps[code].id) not in checked
    ]
