"""What is stored about the kinds of help and areas of a file: services, and confirmations that there is nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.lookups import Help, Place
from coalition.imports.services.read import Statement
from coalition.models import CoverageCheck, ImportBatch, Service
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
    area_ids = sorted({a.id for a in areas if a.id is not None})
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
    for part in chunks(area_ids):
        for row in session.execute(query.where(col(Service.area_id).in_(part))):
            stored = Stored(row[0], row[4], tuple(row[5:15]), row[15])
            found.setdefault((row[1], row[2], row[3]), []).append(stored)
    return found


Checks = dict[tuple[int | str | None, int | str | None, date], int]
"""{(area, kind of help, day): row of the table, or of the file}."""


def stored_checks(session: Session) -> Checks:
    """The stored confirmations that there is nobody, by ids of area and kind of help."""
    columns = (CoverageCheck.area_id, CoverageCheck.service_type_id, CoverageCheck.confirmed_on, CoverageCheck.id)
    return {(area, kind, on): row for area, kind, on, row in session.execute(select(*(col(c) for c in columns)))}
