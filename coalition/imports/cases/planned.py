"""What a list of shared cases would do, and writing exactly that; and what is stored about cases."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.bulk import json_ready
from coalition.codes import new_codes
from coalition.database import rows_in
from coalition.imports.cases.columns import LISTS, Decided, Sent
from coalition.imports.cases.read import CaseRow
from coalition.imports.lists import CellPlan
from coalition.imports.lookups import Place
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Record, row_of
from coalition.imports.reading import without_pauses
from coalition.models import Area, CaseConsent, CaseNeed, ConsentOrganization, Referral, ServiceType, SharedCase
from coalition.summaries import keep_summaries
from coalition.vocabulary import BatchKind, ConsentAnswer, ReferralState, WithheldField

NeedKey = tuple[str, str, date]  # (code of the kind of help, P-code, opened on)


@dataclass(slots=True)
class CaseChange:
    """One case of the file: a new one (`id` None) or a stored one with what changes."""

    code: str | None
    id: int | None = None
    import_key: str | None = None
    told: dict[str, Any] = field(default_factory=dict)  # columns to write; of a stored case only those that change
    area: str | None = None  # P-code; None: not told, or not changed
    needs: dict[NeedKey, date | None] = field(default_factory=dict)  # {need: closed on} to be added
    closed: dict[int, date] = field(default_factory=dict)  # {id of a stored need: closed on}
    # to be added: (need, its id where it is stored, referral)
    sent: list[tuple[NeedKey, int | None, Sent]] = field(default_factory=list)
    decided: Decided | None = None  # to be added; None: nothing, or nothing new

    def stand_ins(self) -> set[int]:
        """The numbers below zero: they stand for organizations which are added with it."""
        found = {self.told.get("holder_organization_id"), *(n for *_, one in self.sent for n in (one.referring, one.referred))}
        found |= self.decided.organization_ids if self.decided else set()
        return {number for number in found if number is not None and number < 0}

    def is_empty(self) -> bool:
        """Whether a stored case stays as it is."""
        return self.id is not None and not (self.told or self.area or self.needs or self.closed or self.sent or self.decided)


@dataclass
class CasesPlan(CellPlan):
    """What one list of shared cases would do."""

    kind: BatchKind = BatchKind.CASES
    format: str = "cases_template"
    cases: list[CaseChange] = field(default_factory=list)
    new_organizations: list[tuple[int, str]] = field(default_factory=list)  # (number that stands for it, name)
    unnamed: dict[str, list[CaseRow]] = field(default_factory=dict)  # {import key: rows}, where it rests on such a number
    consented: dict[str, Decided] = field(default_factory=dict)  # {code of a stored case: what counts about sharing}

    def numbers(self) -> dict[str, int]:
        """{what: how many would be added or changed}."""
        new = sum(case.id is None for case in self.cases)
        return {
            "shared cases": new,
            "changed cases": len(self.cases) - new,
            "needs": sum(len(case.needs) for case in self.cases),
            "referrals": sum(len(case.sent) for case in self.cases),
            "answers about consent to share the case": sum(case.decided is not None for case in self.cases),
            "areas": len(self.new_areas),
            "service types": len(self.new_helps),
            "organizations": len(self.new_organizations),
        }

    def write(self, record: Record) -> None:
        """Write exactly what was shown: areas, kinds of help and organizations first, then cases and what hangs on them."""
        stored = [case.id for case in self.cases if case.id is not None]
        with without_pauses(), keep_summaries(record.session, cases=stored, batches=[record.batch_id]):
            areas, helps = self.add_lists(record)
            named = ({"name": name, "name_key": organization_key(name)} for _, name in self.new_organizations)
            added = record.add_rows("organization", named)
            members = {number: row_id for row_id, (number, _) in zip(added, self.new_organizations, strict=True)}
            cases = [with_ids(case, members) if case.stand_ins() else case for case in self.cases]
            keys = import_keys([with_ids(rows, members) for rows in self.unnamed.values()])
            for case in cases:
                if rows := self.unnamed.get(case.import_key or ""):
                    case.import_key = keys[rows[0].key]  # as the same file will have it, now that the organizations are stored
            told = ((case, case.told | ({"area_id": areas[case.area]} if case.area else {})) for case in cases)
            record.change("shared_case", ((case.id, after) for case, after in told if case.id and after))
            record.change("case_need", ((row, {"closed_on": on}) for case in cases for row, on in case.closed.items()))
            cases = _with_new(record, cases, areas)
            _add_referrals(record, cases, _add_needs(record, cases, areas, helps))
            _add_consents(record, [(case.id, case.decided) for case in cases if case.decided is not None])


_COLUMNS: dict[str, Any] = {name: kind("unknown") for name, kind in LISTS.items()}
_COLUMNS |= dict.fromkeys(("opened_on", "closed_on", "holder_organization_id"))


_OF_A_NEED = ("case_id", "service_type_id", "area_id", "opened_on", "closed_on")


def _add_needs(
    record: Record, cases: list[CaseChange], areas: dict[str, int], helps: dict[str, int]
) -> dict[tuple[int | None, NeedKey], int]:
    """Add needs; {(id of the case, need): id}."""
    told = {(case.id, need): closed for case in cases for need, closed in case.needs.items()}
    rows = (
        dict(zip(_OF_A_NEED, (case_id, helps[code], areas[pcode], on, closed), strict=True))
        for (case_id, (code, pcode, on)), closed in told.items()
    )
    return dict(zip(told, record.add_rows("case_need", rows), strict=True))


def _add_referrals(record: Record, cases: list[CaseChange], need_ids: dict[tuple[int | None, NeedKey], int]) -> None:
    as_told = ("sent_on", "acknowledged_on", "accepted_on", "closed_on", "state", "urgency", "purpose", "reason")
    rows = (
        row_of(one, as_told)
        | {"need_id": need_ids[case.id, key] if need_id is None else need_id}
        | {"referring_organization_id": one.referring, "referred_organization_id": one.referred}
        | {"acknowledged_minutes": one.minutes(one.acknowledged_on), "accepted_minutes": one.minutes(one.accepted_on)}
        for case in cases
        for key, need_id, one in case.sent
    )
    record.add_rows("referral", rows)


def _add_consents(record: Record, told: list[tuple[int | None, Decided]]) -> None:
    rows = (
        row_of(one, ("answer", "decided_on", "scope", "decided_by"))
        | {"case_id": case_id, "withheld": _json([name.value for name in WithheldField if name in one.withheld])}
        | {"noted_at": record.at, "noted_by": record.by}
        for case_id, one in told
    )
    ids = record.add_rows("case_consent", rows)
    named = ((row_id, each) for row_id, (_, one) in zip(ids, told, strict=True) for each in sorted(one.organization_ids))
    record.add_rows("consent_organization", ({"consent_id": row_id, "organization_id": each} for row_id, each in named))


def _with_new(record: Record, cases: list[CaseChange], areas: dict[str, int]) -> list[CaseChange]:
    """The cases once the new ones are added, with their ids, and a new code where the file gives none."""
    new = [case for case in cases if case.id is None]
    taken = set(record.session.scalars(select(col(SharedCase.code)))) if new else set()
    fresh = iter(new_codes(sum(case.code is None for case in new), taken | {case.code for case in new if case.code}))
    rows = (
        {**_COLUMNS, **case.told, "code": case.code or next(fresh), "import_key": case.import_key}
        | {"area_id": areas[case.area] if case.area else None}
        for case in new
    )
    ids = iter(record.add_rows("shared_case", rows))
    return [replace(case, id=next(ids)) if case.id is None else case for case in cases]


# --- what is stored about cases that a file names by their code ------------------------------------------------------------


@dataclass
class Stored:
    """One case as stored, and all that was ever decided about sharing."""

    columns: dict[str, Any]
    needs: dict[NeedKey, tuple[int, date | None]] = field(default_factory=dict)  # {need: (id, closed on)}
    # {(need, who sent it to whom and when): states, the first stored first}
    sent: dict[tuple[NeedKey, tuple[int | None, int, date]], list[ReferralState]] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)

    @property
    def holder(self) -> int | None:
        """Who holds it; sends where nobody else is told."""
        return self.columns.get("holder_organization_id")


def stored_cases(session: Session, codes: Sequence[str]) -> dict[str, Stored]:
    """{code: what is stored}; a code that is not is left out."""
    found: dict[str, Stored] = {}
    by_id: dict[int, Stored] = {}
    table = SharedCase.__table__  # type: ignore[attr-defined]
    for row in rows_in(session, select(table), table.c.code, codes):
        found[row.code] = by_id[row.id] = Stored(dict(row._mapping))
    columns = (CaseNeed.id, CaseNeed.case_id, ServiceType.code, Area.pcode, CaseNeed.opened_on, CaseNeed.closed_on)
    query = select(*map(col, columns)).join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
    query = query.join(Area, col(Area.id) == col(CaseNeed.area_id))
    needs: dict[int, tuple[Stored, NeedKey]] = {}
    for need_id, case_id, code, pcode, opened_on, closed_on in rows_in(session, query, col(CaseNeed.case_id), by_id):
        key = (code, pcode, opened_on)
        by_id[case_id].needs[key] = (need_id, closed_on)
        needs[need_id] = (by_id[case_id], key)
    _add_sent(session, needs)
    _add_decided(session, by_id)
    return found


def _add_sent(session: Session, needs: dict[int, tuple[Stored, NeedKey]]) -> None:
    names = ("need_id", "referring_organization_id", "referred_organization_id", "sent_on", "state")
    query = select(*(col(getattr(Referral, name)) for name in names)).order_by(col(Referral.id))
    for need_id, referring, referred, sent_on, state in rows_in(session, query, col(Referral.need_id), needs):
        stored, key = needs[need_id]
        sender = referring if referring is not None else stored.holder  # as a file without a sender is read
        stored.sent.setdefault((key, (sender, referred, sent_on)), []).append(state)


def _add_decided(session: Session, by_id: dict[int, Stored]) -> None:
    names = ("case_id", "id", "answer", "decided_on", "scope", "withheld", "decided_by")
    query = (
        select(*(col(getattr(CaseConsent, name)) for name in names), col(ConsentOrganization.organization_id))
        .outerjoin(ConsentOrganization, col(ConsentOrganization.consent_id) == col(CaseConsent.id))
        .order_by(col(CaseConsent.id))
    )
    rows: dict[int, tuple[Any, set[int]]] = {}
    for row in rows_in(session, query, col(CaseConsent.case_id), by_id):
        named = rows.setdefault(row.id, (row, set()))[1]
        named |= {row.organization_id} - {None}
    for row, named in rows.values():
        by = row.decided_by if row.answer is ConsentAnswer.FOR_CHILD else None
        withheld = frozenset(map(WithheldField, row.withheld))
        one = Decided(row.answer, row.decided_on, row.scope, frozenset(named), withheld, by)
        by_id[row.case_id].decided.append(one)


# --- what a row says of a case without a code, as a key: the same file twice adds nothing (`SharedCase.import_key`) -------


def import_keys(groups: list[list[CaseRow]]) -> dict[str, str]:
    """{key of the group: hash of what it says and its number among alike ones of the file}.

    What is hashed is JSON, and must stay so to the letter: by it files that were imported before find their cases.
    """
    seen: Counter[str] = Counter()
    keys = {}
    for rows in groups:
        first = rows[0]
        told = ", ".join(_piece(*item) for item in sorted(first.told.items()))
        needs = {str((r.need.code, pcode_of(r.need_area), r.need_opened_on, r.need_closed_on)) for r in rows if r.need}
        content = f"[[{told}], {_json(pcode_of(first.area))}, {_json(sorted(needs))}]"
        sent = sorted(str((need_key(r), r.sent)) for r in rows if r.sent)
        if sent or first.decided:
            content += _json([sent, str(first.decided)])  # a list without either has the key it always had
        seen[content] += 1
        keys[first.key] = hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()
    return keys


_json = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=50_000)
def _piece(name: str, value: object) -> str:
    """One column of a case: most values stand in many."""
    return _json([name, json_ready({name: value})[name]])


def pcode_of(place: Place | None) -> str | None:
    """The code of an area; None: none is told."""
    return place.pcode if place else None


def need_key(row: CaseRow) -> NeedKey | None:
    """What names the need of a row within its case; None: the row tells none."""
    if row.need is None or row.need_area is None or row.need_opened_on is None:
        return None
    return (row.need.code, row.need_area.pcode, row.need_opened_on)


def with_ids(told: Any, ids: Mapping[int, int]) -> Any:
    """Anything that is told of a case, with ids in place of the numbers that stood for organizations, however deep."""
    if isinstance(told, int):
        return ids.get(told, told)
    if isinstance(told, dict):
        return {name: with_ids(value, ids) for name, value in told.items()}
    if isinstance(told, list | tuple | frozenset):
        return type(told)(with_ids(one, ids) for one in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{part.name: with_ids(getattr(told, part.name), ids) for part in fields(told)})
    return told
