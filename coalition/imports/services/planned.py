"""What a list of services would do, and writing exactly that: areas, kinds of help and organizations first, all in bulk."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.database import reserve_ids
from coalition.imports.bulk import insert_columns
from coalition.imports.issues import RowIssue
from coalition.imports.lookups import Help, Place
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate, PlanRow, Question, Recorder
from coalition.imports.services.full_list import FullList
from coalition.imports.services.read import Statement
from coalition.imports.services.values import NOBODY, NOT_KNOWN
from coalition.summaries import keep_summaries
from coalition.vocabulary import BatchKind


@dataclass(slots=True)
class Entry:
    """One row of the file and its fate. `cell`: (ref of the organization, code of the kind of help, P-code)."""

    line: int
    fate: Fate
    why: str = ""
    statement: Statement | None = None
    cell: tuple[int, str, str] | None = None


@dataclass
class ServicesPlan:
    """What one list of services would do (a `plan.Plan`).

    Attributes:
        entries: one per row of the file, in its order.
        full: what follows from "yes, this is the full list"; empty until answered so.
        places, helps: everything known and to be added, by P-code and code.
        stored_too, checks_too: ids of stored statements, and of confirmations that there is nobody, that the file makes too.
        new_areas, new_helps, new_organizations: what is added to the lists; kept apart, as writing fills in the ids.
    """

    file: str
    content_hash: str
    data_version: int
    kind: BatchKind = BatchKind.SERVICES
    format: str = "unknown"
    header: tuple[str, ...] = ()  # for the file of refused rows
    questions: list[Question] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    refused: str | None = None
    decisions: dict[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    entries: list[Entry] = field(default_factory=list)
    full: FullList = field(default_factory=FullList)
    organizations: OrganizationMatch = field(default_factory=OrganizationMatch)
    places: dict[str, Place] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)
    new_areas: list[Place] = field(default_factory=list)
    new_helps: list[Help] = field(default_factory=list)
    new_organizations: int = 0
    stored_too: list[int] = field(default_factory=list)
    checks_too: list[int] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows}; services no longer there are counted beside the rows of the file."""
        counted = Counter(entry.fate.value for entry in self.entries)
        if self.full.gone:
            counted[Fate.GONE.value] = len(self.full.gone)
        return dict(counted)

    def totals(self) -> dict[str, int]:
        """{what: how many would be added}; zeros are left out."""
        numbers = {
            "services": len(self.to_write()),
            "organizations": self.new_organizations,
            "areas": len(self.new_areas),
            "kinds of help": len(self.new_helps),
            "services no longer there": len(self.full.gone),
            "confirmations that there is nobody": len(self.nobody()),
            "squares nobody was asked about": sum(
                e.fate is Fate.NEW and e.statement is not None and e.statement.says == NOT_KNOWN for e in self.entries
            ),
            "organizations whose sector is now known": len(self.organizations.told),
            "other spellings": len(self.organizations.aliases),
        }
        return {what: number for what, number in numbers.items() if number}

    def to_write(self) -> list[Entry]:
        """The rows that become statements."""
        return [e for e in self.entries if e.fate in (Fate.NEW, Fate.CHANGED) and not (e.statement and e.statement.says)]

    def nobody(self) -> dict[tuple[str, str, date], str | None]:
        """{(P-code, code, day): who said it} of the confirmations that there is nobody, of rows and of the full list."""
        told = {
            (e.cell[2], e.cell[1], e.statement.assured_on): e.statement.assured_by
            for e in self.entries
            if e.fate is Fate.NEW and e.cell and e.statement and e.statement.says == NOBODY
        }
        return {(pcode, code, self.full.on): None for pcode, code in self.full.nobody if self.full.on} | told

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop of the plan in the order of the file; what is no longer there stands at the end."""
        count = len(self.entries)
        shown = [PlanRow((e.line,), e.fate, self._what(e), e.why) for e in self.entries[start:stop]]
        begin, end = max(start - count, 0), None if stop is None else max(stop - count, 0)
        gone = self.full.gone[begin:end]
        return shown + [PlanRow((), Fate.GONE, self._name(g.help, g.area, g.organization), self.full.why) for g in gone]

    def listed(self) -> dict[str, list[int]]:
        """{table: ids of stored rows that the file lists too}: they stay when the file that brought them is undone."""
        return {"service": self.stored_too} | ({"coverage_check": self.checks_too} if self.checks_too else {})

    def changes_anything(self) -> bool:
        """False: committing would change nothing."""
        return not self.refused and bool(self.totals())

    def write(self, session: Session, record: Recorder) -> None:
        """Write exactly what was shown, inside the caller's transaction."""
        with keep_summaries(session, batches=[record.batch_id]):
            _write(self, session, record)

    def _what(self, entry: Entry) -> str:
        if entry.statement is None:
            return ""
        if entry.cell is None:
            s = entry.statement
            return f"{s.organization or s.says}: {s.help.name or s.help.code}, {s.area.name}"
        ref, code, pcode = entry.cell
        if entry.statement.says:
            return self._name(code, pcode, entry.statement.says)
        return self._name(code, pcode, self.organizations.names[ref])

    def _name(self, code: str, pcode: str, organization: str) -> str:
        return f"{organization}: {self.helps[code].name}, {self.places[pcode].name}"


def _write(plan: ServicesPlan, session: Session, record: Recorder) -> None:
    """Write exactly what the plan shows, inside the caller's transaction."""
    areas = {pcode: place.id for pcode, place in plan.places.items() if place.id is not None}
    helps = {code: known.id for code, known in plan.helps.items() if known.id is not None}
    areas |= add_areas(session, record, plan.new_areas, areas)
    helps |= add_helps(session, record, plan.new_helps)
    plan.organizations.write(session, record)
    entries = plan.to_write()
    organizations = plan.organizations.ids
    cells = [(organizations[e.cell[0]], helps[e.cell[1]], areas[e.cell[2]]) for e in entries if e.cell]
    gone = [(g.organization_id, helps[g.help], areas[g.area]) for g in plan.full.gone]
    _add_services(plan, session, record, entries, [*cells, *gone])
    nobody = plan.nobody()
    insert_columns(
        session,
        "coverage_check",
        {
            "area_id": [areas[pcode] for pcode, _, _ in nobody],
            "service_type_id": [helps[code] for _, code, _ in nobody],
            "confirmed_on": [on for _, _, on in nobody],
            "confirmed_by": list(nobody.values()),
            "batch_id": [record.batch_id] * len(nobody),
        },
    )


def add_areas(session: Session, record: Recorder, new: Iterable[Place], known: dict[str, int]) -> dict[str, int]:
    """Add areas, provinces before their districts; {P-code: id} of the added ones. `known`: ids of stored provinces."""
    ids: dict[str, int] = {}
    for level in (1, 2):
        places = [place for place in new if place.level == level]
        if not places:
            continue
        first = reserve_ids(session, "area", len(places))
        ids |= {place.pcode: first + n for n, place in enumerate(places)}
        names = ("pcode", "level", "country", "name", "name_local", "aliases", "iso_3166_2", "latitude", "longitude")
        columns: dict[str, list[Any]] = {name: [getattr(place, name) for place in places] for name in names}
        columns["id"] = [ids[place.pcode] for place in places]
        columns["parent_id"] = [(ids | known).get(place.parent or "") for place in places]
        columns["batch_id"] = [record.batch_id] * len(places)
        insert_columns(session, "area", columns)
    return ids


def add_helps(session: Session, record: Recorder, new: list[Help]) -> dict[str, int]:
    """Add kinds of help; {code: id}."""
    first = reserve_ids(session, "service_type", len(new)) if new else 0
    ids = {known.code: first + n for n, known in enumerate(new)}
    insert_columns(
        session,
        "service_type",
        {
            "id": list(ids.values()),
            "code": list(ids),
            "pillar": [known.pillar.value if known.pillar else None for known in new],
            "name": [known.name for known in new],
            "name_local": [known.name_local for known in new],
            "source": [known.source for known in new],
            "is_active": [True] * len(new),
            "batch_id": [record.batch_id] * len(new),
        },
    )
    return ids


def _add_services(
    plan: ServicesPlan,
    session: Session,
    record: Recorder,
    entries: "list[Entry]",
    cells: list[tuple[int | None, int, int]],
) -> None:
    """The rows of the file in their order, then what the full list contradicts."""
    statements = [e.statement for e in entries if e.statement]
    gone = plan.full.gone

    def column(of: Callable[[Any], Any], otherwise: Any = None) -> list[Any]:
        return [of(s) for s in statements] + [otherwise] * len(gone)

    insert_columns(
        session,
        "service",
        {
            "organization_id": [cell[0] for cell in cells],
            "service_type_id": [cell[1] for cell in cells],
            "area_id": [cell[2] for cell in cells],
            "is_offered": column(lambda s: s.is_offered, False),
            "starts_on": column(lambda s: s.starts_on),
            "ends_on": column(lambda s: s.ends_on),
            "capacity": column(lambda s: s.capacity),
            "capacity_available": column(lambda s: s.capacity_available),
            "assured_on": column(lambda s: s.assured_on, plan.full.on),
            "assured_by": column(lambda s: s.assured_by),
            "eligibility": column(lambda s: s.eligibility),
            "languages": column(lambda s: s.languages),
            "minimum_age": column(lambda s: s.minimum_age),
            "maximum_age": column(lambda s: s.maximum_age),
            "serves_sex": column(lambda s: s.serves_sex.value if s.serves_sex else None),
            "organization_as_written": column(lambda s: s.organization),
            "recorded_at": [record.at] * len(cells),
            "line": column(lambda s: s.line),
            "batch_id": [record.batch_id] * len(cells),
        },
    )
