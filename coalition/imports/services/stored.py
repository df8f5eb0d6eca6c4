"""What is stored about the kinds of help and areas of a file: services, and confirmations that there is nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.lookups import Help, Place
from coalition.imports.services.read import Statement
from coalition.models import CoverageCheck, ImportBatch, Organization, Service
from coalition.vocabulary import Sex

Cell = tuple[int, int, int]
"""Ids of organization, kind of help and area."""

Content = tuple[
    bool, date | None, date | None, int | None, int | None, str | None, str | None, int | None, int | None, Sex | None
]
"""Offered, first day, last day, places, places free, eligibility, languages, youngest, oldest and only sex helped: what a
statement says beside its date."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored statement; `content_hash` of the file that brought it, None: made by hand."""

    id: int
    assured_on: date
    content: Content
    content_hash: str | None


def content_of(statement: Statement) -> Content:
    """What a row says beside its date, as it would be stored."""
    s = statement
    told = (s.is_offered, s.starts_on, s.ends_on, s.capacity, s.capacity_available, s.eligibility, s.languages)
    return (*told, s.minimum_age, s.maximum_age, s.serves_sex)


def stored_statements(session: Session, helps: Iterable[Help], areas: Iterable[Place]) -> dict[Cell, list[Stored]]:
    """{cell: statements, the newest last} of these kinds of help in these areas; those without an id have none."""
    help_ids = sorted({h.id for h in helps if h.id is not None})
    area_ids = {a.id for a in areas if a.id is not None}
    found: dict[Cell, list[Stored]] = {}
    columns = (
        Service.id, Service.organization_id, Service.service_type_id, Service.area_id, Service.assured_on,
        Service.is_offered, Service.starts_on, Service.ends_on, Service.capacity, Service.capacity_available,
        Service.eligibility, Service.languages, Service.minimum_age, Service.maximum_age, Service.serves_sex,
        ImportBatch.content_hash,
    )  # fmt: skip
    query = (
        select(*(col(c) for c in columns))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(Service.batch_id))
        .where(col(Service.service_type_id).in_(help_ids))
        .order_by(col(Service.assured_on), col(Service.id))
    )
    for row in rows_in(session, query, col(Service.area_id), area_ids):
        stored = Stored(row[0], row[4], tuple(row[5:15]), row[15])
        found.setdefault((row[1], row[2], row[3]), []).append(stored)
    return found


Checks = dict[tuple[int | str | None, int | str | None, date], int]
"""{(area, kind of help, day): row of the table, or of the file}."""


def stored_checks(session: Session) -> Checks:
    """The stored confirmations that there is nobody, by ids of area and kind of help."""
    columns = (CoverageCheck.area_id, CoverageCheck.service_type_id, CoverageCheck.confirmed_on, CoverageCheck.id)
    return {(area, kind, on): row for area, kind, on, row in session.execute(select(*(col(c) for c in columns)))}


# --- what follows when a list is the full one for its areas and kinds of help on a date: nobody else, and who is gone -----


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
    if not level:
        return []  # nobody asks whether a whole country has nobody
    pcodes = dict.fromkeys(pcode for (_, _, pcode), _ in told if places[pcode].level == level)
    filled: set[tuple[str | None, str]] = set()
    province_wide: set[tuple[str | None, str]] = set()
    country_wide: set[str] = set()
    for (_, code, pcode), s in told:
        if s.is_offered and (s.starts_on is None or s.starts_on <= on) and (s.ends_on is None or s.ends_on >= on):
            filled |= {(pcode, code), (places[pcode].parent, code)}  # a district's service is its province's too
            province_wide |= {(pcode, code)} if places[pcode].level == 1 else set()
            country_wide |= set() if places[pcode].level else {code}
    query = select(col(CoverageCheck.area_id), col(CoverageCheck.service_type_id))
    checked = {tuple(row) for row in session.execute(query.where(col(CoverageCheck.confirmed_on) == on))}
    return [
        (pcode, code)
        for pcode in pcodes
        for code in codes
        if code not in country_wide
        and (pcode, code) not in filled
        and (places[pcode].parent, code) not in province_wide
        and (places[pcode].id, helps[code].id) not in checked
    ]
