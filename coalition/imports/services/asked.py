"""Rows without an organization: asked, and there is nobody; or nobody asked, which adds at most the area and kind of help."""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.imports.lookups import Help, Place
from coalition.imports.plan import Fate
from coalition.imports.services.planned import Entry, ServicesPlan
from coalition.imports.services.read import Statement
from coalition.imports.services.values import NOBODY
from coalition.models import CoverageCheck

_NO_ORGANIZATION = -1
Checks = dict[tuple[int | str | None, int | str | None, date], int]
"""{(area, kind of help, day): row of the table, or of the file}."""


def stored_checks(session: Session) -> Checks:
    """The stored confirmations that there is nobody, by ids of area and kind of help."""
    columns = (CoverageCheck.area_id, CoverageCheck.service_type_id, CoverageCheck.confirmed_on, CoverageCheck.id)
    return {(area, kind, on): row for area, kind, on, row in session.execute(select(*(col(c) for c in columns)))}


def judge_asked(plan: ServicesPlan, statement: Statement, kind: Help, place: Place, checks: Checks) -> Entry:
    """The fate of such a row; `checks` learns it, so that a later row of the file is found to say the same."""
    entry = Entry(statement.line, Fate.NEW, "", statement, (_NO_ORGANIZATION, kind.code, place.pcode))
    if statement.says != NOBODY:
        entry.fate = Fate.NEW if kind.id is None or place.id is None else Fate.UNCHANGED
        return entry
    stored = checks.get((place.id, kind.id, statement.assured_on))
    in_file = (place.pcode, kind.code, statement.assured_on)
    if stored is not None:
        entry.fate = Fate.UNCHANGED
        plan.checks_too.append(stored)
    elif in_file in checks:
        entry.fate, entry.why = Fate.MERGED, f"The same as row {checks[in_file]}."
    checks.setdefault(in_file, statement.line)
    return entry
