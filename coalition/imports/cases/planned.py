"""What a list of shared cases would do, and writing exactly that: areas and kinds of help first, then cases and needs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from coalition.codes import new_code
from coalition.database import reserve_ids
from coalition.imports.bulk import insert_columns, json_ready, table_of
from coalition.imports.issues import RowIssue
from coalition.imports.lookups import Help, Place
from coalition.imports.plan import PlanRow, Question, Recorder
from coalition.imports.services.planned import add_areas, add_helps
from coalition.keeping import keeping
from coalition.models import Area, CaseNeed, ServiceType, SharedCase
from coalition.vocabulary import AgeBand, BatchKind, Exploitation, Sex, TraffickingStatus

NeedKey = tuple[str, str, date]
"""(code of the kind of help, P-code, opened on)."""


@dataclass
class CaseChange:
    """One case of the file: a new one (`id` None) or a stored one with what changes.

    Attributes:
        told: columns of the case to write; of a stored case only those that change.
        before: their values so far, of a stored case.
        area: P-code; None: not told, or not changed.
        needs: {need: closed on} to be added.
        closed: {id of a stored need: (closed on so far, closed on)}.
    """

    code: str | None
    id: int | None = None
    import_key: str | None = None
    told: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    area: str | None = None
    needs: dict[NeedKey, date | None] = field(default_factory=dict)
    closed: dict[int, tuple[date | None, date]] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Whether a stored case stays as it is."""
        return self.id is not None and not (self.told or self.area or self.needs or self.closed)


@dataclass
class CasesPlan:
    """What one list of shared cases would do (a `plan.Plan`). `entries`: one PlanRow per row of the file."""

    file: str
    content_hash: str
    data_version: int
    kind: BatchKind = BatchKind.CASES
    format: str = "cases_template"
    questions: list[Question] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    refused: str | None = None
    decisions: dict[str, str] = field(default_factory=dict)
    entries: list[PlanRow] = field(default_factory=list)
    cases: list[CaseChange] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)
    new_areas: list[Place] = field(default_factory=list)
    new_helps: list[Help] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}."""
        return dict(Counter(entry.fate.value for entry in self.entries))

    def totals(self) -> dict[str, int]:
        """{what: how many would be added or changed}; zeros are left out."""
        numbers = {
            "shared cases": sum(case.id is None for case in self.cases),
            "changed cases": sum(case.id is not None for case in self.cases),
            "needs": sum(len(case.needs) for case in self.cases),
            "areas": len(self.new_areas),
            "kinds of help": len(self.new_helps),
        }
        return {what: number for what, number in numbers.items() if number}

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop of the plan in the order of the file."""
        return self.entries[start:stop]

    def changes_anything(self) -> bool:
        """False: committing would change nothing."""
        return not self.refused and bool(self.cases)

    def write(self, session: Session, record: Recorder) -> None:
        """Write exactly what was shown, inside the caller's transaction."""
        stored = [case.id for case in self.cases if case.id is not None]
        with keeping(session, cases=stored, batches=[record.batch_id]):
            _write(self, session, record)


_UNKNOWN: dict[str, Any] = {
    "sex": Sex.UNKNOWN,
    "age_band": AgeBand.UNKNOWN,
    "exploitation": Exploitation.UNKNOWN,
    "trafficking_status": TraffickingStatus.UNKNOWN,
}
_COLUMNS = (*_UNKNOWN, "opened_on", "closed_on", "holder_organization_id")


def needs_of(case_ids: Sequence[int]) -> Any:
    """SELECT of (need, code of the kind of help, P-code) of some cases."""
    return (
        select(CaseNeed, col(ServiceType.code), col(Area.pcode))
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .where(col(CaseNeed.case_id).in_(case_ids))
    )


def _write(plan: CasesPlan, session: Session, record: Recorder) -> None:
    """Write exactly what the plan shows, inside the caller's transaction."""
    areas = {pcode: place.id for pcode, place in plan.places.items() if place.id is not None}
    helps = {code: known.id for code, known in plan.helps.items() if known.id is not None}
    areas |= add_areas(session, record, plan.new_areas, areas)
    helps |= add_helps(session, record, plan.new_helps)
    new = [case for case in plan.cases if case.id is None]
    ids = _add_cases(session, record, new, areas)
    for case in plan.cases:
        if case.id is not None:
            _change_case(session, record, case, areas)
    needs = [(ids.get(id(case), case.id), key, closed) for case in plan.cases for key, closed in case.needs.items()]
    insert_columns(
        session,
        "case_need",
        {
            "case_id": [case_id for case_id, _, _ in needs],
            "service_type_id": [helps[key[0]] for _, key, _ in needs],
            "area_id": [areas[key[1]] for _, key, _ in needs],
            "opened_on": [key[2] for _, key, _ in needs],
            "closed_on": [closed for _, _, closed in needs],
            "batch_id": [record.batch_id] * len(needs),
        },
    )


def _add_cases(session: Session, record: Recorder, new: "list[CaseChange]", areas: dict[str, int]) -> dict[int, int]:
    """Add new cases, with a new code where the file gives none; {identity of the CaseChange: id}."""
    if not new:
        return {}
    taken = set(session.scalars(select(col(SharedCase.code))))
    taken |= {case.code for case in new if case.code}
    codes = []
    for case in new:
        code = case.code or new_code()
        while case.code is None and code in taken:
            code = new_code()
        taken.add(code)
        codes.append(code)
    first = reserve_ids(session, "shared_case", len(new))
    told = [json_free(_UNKNOWN | case.told) for case in new]
    columns: dict[str, list[Any]] = {name: [values.get(name) for values in told] for name in _COLUMNS}
    columns |= {
        "id": list(range(first, first + len(new))),
        "code": codes,
        "area_id": [areas[case.area] if case.area else None for case in new],
        "import_key": [case.import_key for case in new],
        "batch_id": [record.batch_id] * len(new),
    }
    insert_columns(session, "shared_case", columns)
    return {id(case): first + n for n, case in enumerate(new)}


def json_free(values: dict[str, Any]) -> dict[str, Any]:
    """List values as stored text; everything else as it is."""
    return {name: getattr(value, "value", value) for name, value in values.items()}


def _change_case(session: Session, record: Recorder, case: CaseChange, areas: dict[str, int]) -> None:
    assert case.id is not None  # only stored cases are changed
    after = dict(case.told) | ({"area_id": areas[case.area]} if case.area else {})
    if after:
        table = table_of("shared_case")
        session.execute(update(table).where(table.c.id == case.id).values(**after))
        record.updated("shared_case", case.id, json_ready(case.before), json_ready(after))
    table = table_of("case_need")
    for need_id, (before, closed) in case.closed.items():
        session.execute(update(table).where(table.c.id == need_id).values(closed_on=closed))
        record.updated("case_need", need_id, json_ready({"closed_on": before}), json_ready({"closed_on": closed}))
