"""What a list of shared cases would do, and writing exactly that: areas and kinds of help first, then cases and needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from coalition.codes import new_codes
from coalition.database import reserve_ids
from coalition.imports.bulk import insert_columns, json_ready, table_of
from coalition.imports.cases.keys import NeedKey, import_keys
from coalition.imports.cases.organizations import (
    add_organizations,
    decided_with_ids,
    sent_with_ids,
    used_by,
    with_ids,
)
from coalition.imports.cases.read import CaseRow
from coalition.imports.cases.sharing import Decided, Sent
from coalition.imports.issues import RowIssue
from coalition.imports.lookups import Help, Place
from coalition.imports.pauses import without_pauses
from coalition.imports.plan import PlanRow, Question, Recorder
from coalition.imports.services.planned import add_areas, add_helps
from coalition.models import Area, CaseConsent, CaseNeed, ConsentOrganization, ServiceType, SharedCase
from coalition.summaries import keep_summaries
from coalition.vocabulary import AgeBand, BatchKind, Exploitation, Sex, StatusDecider, TraffickingStatus, WithheldField


@dataclass(slots=True)
class CaseChange:
    """One case of the file: a new one (`id` None) or a stored one with what changes.

    Attributes:
        told: columns of the case to write; of a stored case only those that change.
        before: their values so far, of a stored case.
        area: P-code; None: not told, or not changed.
        needs: {need: closed on} to be added.
        closed: {id of a stored need: (closed on so far, closed on)}.
        sent: referrals to be added: (need, id of the need where it is stored, referral).
        decided: what was decided about sharing, to be added; None: nothing, or nothing new.
    """

    code: str | None
    id: int | None = None
    import_key: str | None = None
    told: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    area: str | None = None
    needs: dict[NeedKey, date | None] = field(default_factory=dict)
    closed: dict[int, tuple[date | None, date]] = field(default_factory=dict)
    sent: list[tuple[NeedKey, int | None, Sent]] = field(default_factory=list)
    decided: Decided | None = None

    def stand_ins(self) -> set[int]:
        """The numbers that stand for organizations which are added with it."""
        return used_by(self.told, [one for _, _, one in self.sent], self.decided)

    def named(self, ids: Mapping[int, int], keys: Mapping[str, str]) -> "CaseChange":
        """With the ids of the organizations that were added, and the key that goes with them."""
        if not self.stand_ins():
            return self
        return replace(
            self,
            import_key=keys.get(self.import_key or "", self.import_key),
            told=with_ids(self.told, ids),
            sent=[(key, need_id, sent_with_ids(one, ids)) for key, need_id, one in self.sent],
            decided=decided_with_ids(self.decided, ids),
        )

    def is_empty(self) -> bool:
        """Whether a stored case stays as it is."""
        return self.id is not None and not (self.told or self.area or self.needs or self.closed or self.sent or self.decided)


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
    open: frozenset[str] = frozenset()
    entries: list[PlanRow] = field(default_factory=list)
    cases: list[CaseChange] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)
    new_areas: list[Place] = field(default_factory=list)
    new_helps: list[Help] = field(default_factory=list)
    new_organizations: list[tuple[int, str]] = field(default_factory=list)  # (number that stands for it, name)
    unnamed: dict[str, list[CaseRow]] = field(default_factory=dict)  # {import key: rows}, where it rests on such a number
    consented: dict[str, Decided] = field(default_factory=dict)  # {code of a stored case: what counts about sharing}

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}."""
        return dict(Counter(entry.fate.value for entry in self.entries))

    def totals(self) -> dict[str, int]:
        """{what: how many would be added or changed}; zeros are left out."""
        new = needs = sent = decided = 0
        for case in self.cases:
            new += case.id is None
            needs += len(case.needs)
            sent += len(case.sent)
            decided += case.decided is not None
        numbers = {
            "shared cases": new,
            "changed cases": len(self.cases) - new,
            "needs": needs,
            "referrals": sent,
            "answers about sharing": decided,
            "areas": len(self.new_areas),
            "kinds of help": len(self.new_helps),
            "organizations": len(self.new_organizations),
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
        with without_pauses(), keep_summaries(session, cases=stored, batches=[record.batch_id]):
            _write(self, session, record)


_UNKNOWN: dict[str, Any] = {
    "sex": Sex.UNKNOWN,
    "age_band": AgeBand.UNKNOWN,
    "exploitation": Exploitation.UNKNOWN,
    "trafficking_status": TraffickingStatus.UNKNOWN,
    "status_decided_by": StatusDecider.UNKNOWN,
}
_COLUMNS = _UNKNOWN | dict.fromkeys(("opened_on", "closed_on", "holder_organization_id"))


def needs_of(case_ids: Sequence[int]) -> Any:
    """SELECT of (id, case, code of the kind of help, P-code, opened on, closed on) of the needs of some cases."""
    columns = (CaseNeed.id, CaseNeed.case_id, ServiceType.code, Area.pcode, CaseNeed.opened_on, CaseNeed.closed_on)
    return (
        select(*(col(column) for column in columns))
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
    members = add_organizations(session, record, plan.new_organizations)
    keys = _keys_with_ids(plan.unnamed, members)
    cases = [case.named(members, keys) for case in plan.cases]
    ids = _add_cases(session, record, [case for case in cases if case.id is None], areas)
    for case in cases:
        if case.id is not None:
            _change_case(session, record, case, areas)
    case_ids = [case.id if case.id is not None else ids[id(case)] for case in cases]
    need_ids = _add_needs(session, record, list(zip(case_ids, cases, strict=True)), areas, helps)
    _add_referrals(session, record, cases, need_ids)
    _add_consents(session, record, list(zip(case_ids, cases, strict=True)))


def _keys_with_ids(unnamed: Mapping[str, list[CaseRow]], ids: Mapping[int, int]) -> dict[str, str]:
    """{key so far: as the same file will have it the next time, when the organizations are stored}."""
    groups = [
        [
            replace(
                row,
                told=with_ids(row.told, ids),
                sent=sent_with_ids(row.sent, ids) if row.sent else None,
                decided=decided_with_ids(row.decided, ids),
            )
            for row in rows
        ]
        for rows in unnamed.values()
    ]
    found = import_keys(groups)
    return {key: found[rows[0].key] for key, rows in unnamed.items()}


def _add_needs(
    session: Session, record: Recorder, cases: list[tuple[int, CaseChange]], areas: dict[str, int], helps: dict[str, int]
) -> dict[tuple[int, NeedKey], int]:
    """Add needs; {(identity of the CaseChange, need): id}."""
    needs = [(case_id, id(case), key, closed) for case_id, case in cases for key, closed in case.needs.items()]
    if not needs:
        return {}
    first = reserve_ids(session, "case_need", len(needs))
    insert_columns(
        session,
        "case_need",
        {
            "id": list(range(first, first + len(needs))),
            "case_id": [case_id for case_id, _, _, _ in needs],
            "service_type_id": [helps[key[0]] for _, _, key, _ in needs],
            "area_id": [areas[key[1]] for _, _, key, _ in needs],
            "opened_on": [key[2] for _, _, key, _ in needs],
            "closed_on": [closed for _, _, _, closed in needs],
            "batch_id": [record.batch_id] * len(needs),
        },
    )
    return {(case, key): first + n for n, (_, case, key, _) in enumerate(needs)}


def _add_referrals(
    session: Session, record: Recorder, cases: list[CaseChange], need_ids: dict[tuple[int, NeedKey], int]
) -> None:
    sent = [(need_ids[id(case), key] if need_id is None else need_id, one) for case in cases for key, need_id, one in case.sent]
    told: dict[str, list[Any]] = {
        "need_id": [need_id for need_id, _ in sent],
        "referring_organization_id": [one.referring for _, one in sent],
        "referred_organization_id": [one.referred for _, one in sent],
        "state": [one.state.value for _, one in sent],
        "urgency": [one.urgency.value for _, one in sent],
        "purpose": [one.purpose.value for _, one in sent],
        "reason": [one.reason.value if one.reason else None for _, one in sent],
        "sent_on": [one.sent_on for _, one in sent],
        "acknowledged_on": [one.acknowledged_on for _, one in sent],
        "accepted_on": [one.accepted_on for _, one in sent],
        "closed_on": [one.closed_on for _, one in sent],
        "acknowledged_minutes": [one.minutes(one.acknowledged_on) for _, one in sent],
        "accepted_minutes": [one.minutes(one.accepted_on) for _, one in sent],
        "batch_id": [record.batch_id] * len(sent),
    }
    insert_columns(session, "referral", told)


def _add_consents(session: Session, record: Recorder, cases: list[tuple[int, CaseChange]]) -> None:
    told = [(case_id, case.decided) for case_id, case in cases if case.decided is not None]
    if not told:
        return
    first = reserve_ids(session, "case_consent", len(told))
    noted = {"noted_at": record.at, "noted_by": record.by, "reason": None, "batch_id": record.batch_id}
    rows = [
        {
            "id": first + n,
            "case_id": case_id,
            "answer": one.answer,
            "decided_on": one.decided_on,
            "scope": one.scope,
            "decided_by": one.decided_by,
            "withheld": [name.value for name in WithheldField if name in one.withheld],
            **noted,
        }
        for n, (case_id, one) in enumerate(told)
    ]
    session.execute(insert(CaseConsent), rows)
    named = [(first + n, each) for n, (_, one) in enumerate(told) for each in sorted(one.organization_ids)]
    columns = {"consent_id": [n for n, _ in named], "organization_id": [each for _, each in named]}
    insert_columns(session, ConsentOrganization.__tablename__, columns | {"batch_id": [record.batch_id] * len(named)})


def _add_cases(session: Session, record: Recorder, new: "list[CaseChange]", areas: dict[str, int]) -> dict[int, int]:
    """Add new cases, with a new code where the file gives none; {identity of the CaseChange: id}."""
    if not new:
        return {}
    taken = set(session.scalars(select(col(SharedCase.code))))
    taken |= {case.code for case in new if case.code}
    fresh = iter(new_codes(sum(case.code is None for case in new), taken))
    codes = [case.code or next(fresh) for case in new]
    first = reserve_ids(session, "shared_case", len(new))
    told = [case.told for case in new]
    columns: dict[str, list[Any]] = {name: [values.get(name, unknown) for values in told] for name, unknown in _COLUMNS.items()}
    columns |= {
        "id": list(range(first, first + len(new))),
        "code": codes,
        "area_id": [areas[case.area] if case.area else None for case in new],
        "import_key": [case.import_key for case in new],
        "batch_id": [record.batch_id] * len(new),
    }
    for name in _UNKNOWN:  # as stored: text
        columns[name] = [str(value) for value in columns[name]]
    insert_columns(session, "shared_case", columns)
    return {id(case): first + n for n, case in enumerate(new)}


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
