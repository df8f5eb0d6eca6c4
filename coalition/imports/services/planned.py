"""What a list of services would do, and writing exactly that; before it what is stored about its service types and areas."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.lists import CellPlan
from coalition.imports.lookups import Help, Place
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate, PlanRow, Record, as_stored
from coalition.imports.reading import Reading
from coalition.imports.services.package import FocalPoint
from coalition.imports.services.read import Statement
from coalition.imports.services.values import NOBODY, NOT_KNOWN, SAID, Said
from coalition.models import CoverageCheck, ImportBatch, Organization, Service
from coalition.summaries import keep_summaries
from coalition.vocabulary import BatchKind

Cell = tuple[int, str, str]  # ref of the organization, code of the kind of help, P-code

_said = attrgetter(*SAID)
_OF_A_CELL = ("organization_id", "service_type_id", "area_id")


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored statement; `content_hash` of the file that brought it, None: made by hand."""

    id: int
    assured_on: date
    said: Said
    content_hash: str | None


StoredCell = tuple[int, int, int]  # ids of the organization, the kind of help and the area
StoredCells = dict[StoredCell, list[Stored]]  # the newest last


def stored_statements(session: Session, helps: Iterable[Help], areas: Iterable[Place]) -> StoredCells:
    """The statements of these kinds of help in these areas; those without an id have none."""
    help_ids = sorted({h.id for h in helps if h.id is not None})
    area_ids = {a.id for a in areas if a.id is not None}
    found: StoredCells = {}
    of_service = ("id", *_OF_A_CELL, "assured_on", *SAID)
    query = (
        select(*(col(getattr(Service, name)) for name in of_service), col(ImportBatch.content_hash))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(Service.batch_id))
        .where(col(Service.service_type_id).in_(help_ids))
        .order_by(col(Service.assured_on), col(Service.id))
    )
    for row in rows_in(session, query, col(Service.area_id), area_ids):
        found.setdefault(tuple(row[1:4]), []).append(Stored(row[0], row[4], Said(*row[5:-1]), row[-1]))
    return found


Checks = dict[tuple[int | str | None, int | str | None, date], int]  # {(area, kind of help, day): row stored, or of the file}


def stored_checks(session: Session) -> Checks:
    """The stored confirmations that there is nobody, by ids of area and kind of help."""
    columns = (CoverageCheck.area_id, CoverageCheck.service_type_id, CoverageCheck.confirmed_on, CoverageCheck.id)
    return {(area, kind, on): row for area, kind, on, row in session.execute(select(*(col(c) for c in columns)))}


Statements = list[tuple[Cell, Statement]]  # of every row
Filled = tuple[int, dict[str, str]]  # a stored focal point, and {column: what it lacks}


_REACHED = ("name", "role", "phone", "email", "languages")


@dataclass(frozen=True)
class Entry(PlanRow):
    """One row that says something of a cell."""

    statement: Statement = field(kw_only=True)
    cell: Cell = field(kw_only=True)


_OF_A_SERVICE = (*_OF_A_CELL, *SAID, "assured_on", "assured_by", "organization_as_written", "line")


@dataclass
class ServicesPlan(CellPlan):
    """What one list of services would do."""

    kind: BatchKind = BatchKind.SERVICES
    full_on: date | None = None  # the day as of which somebody called it the full list
    empty: list[tuple[str, str]] = field(default_factory=list)  # (P-code, code) of the cells in which it then has nobody
    gone: list[StoredCell] = field(default_factory=list)  # those of the services that it then contradicts
    organizations: OrganizationMatch = field(default_factory=OrganizationMatch)
    listed: dict[str, list[int]] = field(default_factory=lambda: {"service": []})
    # (ref of the organization, who to call there) to be added
    focal_points: list[tuple[int, FocalPoint]] = field(default_factory=list)
    called: list[Filled] = field(default_factory=list)  # stored ones that lack what it tells of them
    read: Reading | None = None  # where its columns were found; None: it could not be read at all

    def numbers(self) -> dict[str, int]:
        """{what: how many would be added}."""
        return {
            "services": len(self.to_write()),
            "organizations": len(self.organizations.new()),
            "areas": len(self.new_areas),
            "service types": len(self.new_helps),
            "services no longer there": len(self.gone),
            "confirmations that there is no provider": len(self.nobody()),
            "not asked yet": sum(e.fate is Fate.NEW and e.statement.says == NOT_KNOWN for e in self.taken()),
            "organizations whose sector is now known": len(self.organizations.sectors_learned()),
            "other spellings": len(self.organizations.aliases),
            "focal points": len(self.focal_points) + len(self.called),
        }

    def taken(self) -> list[Entry]:
        """The rows that say something of a cell."""
        return [entry for entry in self.entries if isinstance(entry, Entry)]

    def to_write(self) -> list[Entry]:
        """The rows that become statements."""
        return [e for e in self.taken() if e.fate in (Fate.NEW, Fate.CHANGED) and not e.statement.says]

    def nobody(self) -> dict[tuple[str, str, date], str | None]:
        """{(P-code, code, day): who said it} of the confirmations that there is nobody, of rows and of the full list."""
        told = {
            (e.cell[2], e.cell[1], e.statement.assured_on): e.statement.assured_by
            for e in self.taken()
            if e.fate is Fate.NEW and e.statement.says == NOBODY
        }
        return {(pcode, code, self.full_on): None for pcode, code in self.empty if self.full_on} | told

    def write(self, record: Record) -> None:
        """Write exactly what was shown: areas, kinds of help and organizations first."""
        with keep_summaries(record.session, batches=[record.batch_id]):
            areas, helps = self.add_lists(record)
            ids, ended = self.organizations.write(record), _said(Said(is_offered=False))
            told: list[tuple[Any, ...]] = [
                (ids[ref], helps[code], areas[pcode], *_said(s.said), s.assured_on, s.assured_by, s.organization, s.line)
                for (ref, code, pcode), s in ((entry.cell, entry.statement) for entry in self.to_write())
            ]
            told += [(*cell, *ended, self.full_on, None, None, None) for cell in self.gone]  # that the full list contradicts
            columns = dict(zip(_OF_A_SERVICE, map(as_stored, zip(*told, strict=True)), strict=False))
            record.add("service", columns | {"recorded_at": [record.at] * len(told)})
            nobody = (
                {"area_id": areas[pcode], "service_type_id": helps[code], "confirmed_on": on, "confirmed_by": by}
                for (pcode, code, on), by in self.nobody().items()
            )
            record.add_rows("coverage_check", nobody)
            called = ((ids[ref], {name: getattr(one, name) or None for name in _REACHED}) for ref, one in self.focal_points)
            record.add_rows("contact", ({"organization_id": of, **values} for of, values in called))
            record.change("contact", self.called)

    def take(self, s: Statement, cell: Cell, fate: Fate, why: str = "") -> Fate:
        """Take a row that says something of a cell."""
        ref, code, pcode = cell
        named = self.named(s.says or self.organizations.names[ref], code, pcode)
        self.entries.append(Entry((s.line,), fate, why=why, statement=s, cell=cell, **named))
        return fate

    def named(self, who: str, code: str, pcode: str) -> dict[str, str]:
        """Who helps with what, and where, in words: `what` of a row, and `local`, with local names."""
        kind, place = self.helps[code], self.places[pcode]
        local = f"{who}: {kind.name_local or kind.name}, {place.name_local or place.name}"
        return {"what": f"{who}: {kind.name}, {place.name}", "local": local}

    # --- what follows when a list is the full one for its areas and kinds of help on a date: nobody else, and who is gone

    def take_as_full(self, session: Session, told: Statements, on: date) -> None:
        """Compare what the file states, as the full list of a date, with what is stored."""
        self.full_on = on
        codes, pcodes = list(dict.fromkeys(code for (_, code, _), _ in told)), list(dict.fromkeys(cell[2] for cell, _ in told))
        self.empty = self._empty_cells(session, codes, told, on)
        helps, places, organizations = self.helps, self.places, self.organizations.ids
        listed = {(organizations[ref], helps[code].id, places[pcode].id) for (ref, code, pcode), _ in told}
        names = {row.id: row.name for row in session.execute(select(col(Organization.id), col(Organization.name)))}
        code_of, pcode_of = {helps[code].id: code for code in codes}, {places[pcode].id: pcode for pcode in pcodes}
        stored = stored_statements(session, map(helps.__getitem__, codes), map(places.__getitem__, pcodes))
        for cell, statements in stored.items():
            before = [s for s in statements if s.assured_on <= on]
            if cell not in listed and before and before[-1].said.is_offered_on(on):
                self.gone.append(cell)
                named = self.named(names[cell[0]], code_of[cell[1]], pcode_of[cell[2]])
                self.entries.append(PlanRow((), Fate.GONE, why=f"Not in the full list of {on}.", **named))

    def _empty_cells(self, session: Session, codes: list[str], told: Statements, on: date) -> list[tuple[str, str]]:
        """Cells of the file's areas, at the level most of its rows have, in which it names nobody active on the date."""
        places = self.places
        level = Counter(places[pcode].level for (_, _, pcode), _ in told).most_common(1)[0][0]
        if not level:
            return []  # nobody asks whether a whole country has nobody
        pcodes = dict.fromkeys(pcode for (_, _, pcode), _ in told if places[pcode].level == level)
        filled = {(pcode, code) for (_, code, pcode), s in told if s.said.is_offered_on(on)}
        country_wide = {code for pcode, code in filled if not places[pcode].level}
        within = {(places[pcode].parent_pcode, code) for pcode, code in filled}  # a district's service is its province's too
        named, checked = filled | within, stored_checks(session)
        return [
            (pcode, code)
            for pcode in pcodes
            for code in codes
            if code not in country_wide
            and (pcode, code) not in named
            and (places[pcode].parent_pcode, code) not in filled
            and (places[pcode].id, self.helps[code].id, on) not in checked
        ]
