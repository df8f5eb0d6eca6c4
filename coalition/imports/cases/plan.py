"""What a list of shared cases would do: new cases, and changes of cases whose code is known.

A row without a code is a new case. So that the same file twice adds nothing, a new case keeps a key made of its coded
fields and needs (`import_key`); two cases alike in one file are told apart by their number. An empty cell of a known case
leaves what is stored.
"""

import hashlib
import json
from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition import guard
from coalition.database import data_version
from coalition.imports.bulk import chunks, json_ready
from coalition.imports.cases.planned import CaseChange, CasesPlan, NeedKey, needs_of
from coalition.imports.cases.read import CaseRow, CasesRead, read_cases
from coalition.imports.cells.reader import FileRefused
from coalition.imports.issues import CATALOGUE, Scope, issue
from coalition.imports.lookups import Helps, Place, Places, organization_ids
from coalition.imports.plan import Answers, Fate, Option, PlanRow, Question
from coalition.imports.remembered import with_earlier
from coalition.imports.services.lists import with_provinces
from coalition.models import SharedCase

_STORED_ALREADY = "A case with exactly these fields is stored. If this is another one, add it on the cases page."


def plan_cases(session: Session, data: bytes, name: str, *, answers: Answers, today: date) -> CasesPlan:
    """The plan of a list of shared cases; nothing is written.

    Args:
        session: a reading session.
        data, name: bytes and name of the file.
        answers: the order of day and month, where it had to be asked.
        today: the day of the import; no later day is taken.
    """
    plan = CasesPlan(_kept_name(name), hashlib.sha256(data).hexdigest(), data_version(session))
    order = with_earlier(session, plan.content_hash, answers).by_question.get("date_order")
    places, helps = Places(session), Helps(session)
    if order in ("DMY", "MDY"):
        plan.decisions["date_order"] = order
    try:
        read = read_cases(
            data,
            places=places,
            helps=helps,
            organizations=organization_ids(session),
            today=today,
            order=order if order in ("DMY", "MDY") else None,
        )
    except FileRefused as problem:
        plan.refused, plan.issues = problem.issue.why, [problem.issue]
        return plan
    plan.issues = list(read.issues)
    groups = _groups(plan, read)
    _take_other_rows(plan, read)
    _plan_groups(session, plan, groups)
    _find_additions(plan, places, [row for rows in groups.values() for row in rows])
    plan.entries.sort(key=lambda entry: entry.lines)
    return plan


def _kept_name(name: str) -> str:
    """The name of the file as it is shown and kept; one that could tell who somebody is gives way to a plain one."""
    stem, dot, end = name.rpartition(".")
    return f"cases{dot}{end}" if dot and guard.refused(stem.replace("_", " ")) else name


def _groups(plan: CasesPlan, read: CasesRead) -> dict[str, list[CaseRow]]:
    """The rows of each case; a new case one row of which is refused or waits is left out as a whole."""
    groups: dict[str, list[CaseRow]] = {}
    told: dict[str, CaseRow] = {}
    for row in read.rows:
        first = told.setdefault(row.key, row)
        column = _contradiction(first, row)
        if column:
            plan.issues.append(issue("case_contradicts", row.line, column=column, name=column, other=first.line))
            read.refused_keys.setdefault(row.key, row.line)
        else:
            first.told |= row.told
            first.area = first.area or row.area
            groups.setdefault(row.key, []).append(row)
    for key, other in read.refused_keys.items():
        if key.startswith("label:"):
            plan.issues += [issue("case_incomplete", row.line, other=other) for row in groups.pop(key, [])]
    return groups


def _contradiction(first: CaseRow, row: CaseRow) -> str | None:
    if first.area and row.area and first.area.pcode != row.area.pcode:
        return "area"
    return next((name for name, value in row.told.items() if first.told.get(name, value) != value), None)


def _take_other_rows(plan: CasesPlan, read: CasesRead) -> None:
    plan.entries += [PlanRow((line,), Fate.BLANK, "") for line in read.blank]
    refused = [i for i in plan.issues if CATALOGUE[i.code].scope is Scope.ROW]
    plan.entries += [PlanRow((i.line,), Fate.REFUSED, "", i.why) for i in refused if i.line is not None]
    if read.waiting and read.example:
        first, second = (day.isoformat() for day in read.example)
        told = issue("ambiguous_date_order", value="a date of this list", first=first, second=second)
        options = (Option("DMY", "Day first"), Option("MDY", "Month first"))
        plan.questions.append(Question("date_order", told.code, told.why, options, tuple(read.waiting), holds_rows=True))
        plan.entries += [PlanRow((line,), Fate.WAITING, "", told.why) for line in read.waiting]


# --- comparing with what is stored --------------------------------------------------------------------------------------


def _plan_groups(session: Session, plan: CasesPlan, groups: dict[str, list[CaseRow]]) -> None:
    coded = {rows[0].code: rows for rows in groups.values() if rows[0].code}
    known = _stored_cases(session, [code for code in coded if code])
    new = [rows for rows in groups.values() if rows[0].code not in known]
    keys = _import_keys(new)
    stored_keys: set[str] = set()
    for part in chunks(list(keys.values())):
        query = select(col(SharedCase.import_key)).where(col(SharedCase.import_key).in_(part))
        stored_keys.update(key for key in session.scalars(query) if key)
    for rows in new:
        key = None if rows[0].code else keys[rows[0].key]
        if key in stored_keys:
            plan.entries += [PlanRow((r.line,), Fate.UNCHANGED, _what(r), _STORED_ALREADY) for r in rows]
        else:
            _plan_new(plan, rows, key)
    for code, (stored, needs) in known.items():
        _plan_known(plan, coded[code], stored, needs)


def _import_keys(groups: list[list[CaseRow]]) -> dict[str, str]:
    """{key of the group: hash of what it says and its number among alike ones of the file}."""
    seen: Counter[str] = Counter()
    keys = {}
    for rows in groups:
        first = rows[0]
        needs = sorted({str((r.need.code, _pcode(r.need_area), r.need_opened_on, r.need_closed_on)) for r in rows if r.need})
        content = json.dumps([sorted(json_ready(first.told).items()), _pcode(first.area), needs], ensure_ascii=False)
        seen[content] += 1
        keys[first.key] = hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()
    return keys


def _pcode(place: Place | None) -> str | None:
    return place.pcode if place else None


def _stored_cases(
    session: Session, codes: list[str]
) -> dict[str, tuple[dict[str, Any], dict[NeedKey, tuple[int, date | None]]]]:
    """{code: (columns of the case, {need: (id, closed on)})}."""
    found: dict[str, tuple[dict[str, Any], dict[NeedKey, tuple[int, date | None]]]] = {}
    by_id: dict[int, str] = {}
    table = SharedCase.__table__  # type: ignore[attr-defined]
    for part in chunks(codes):
        for row in session.execute(select(table).where(table.c.code.in_(part))).mappings():
            found[row["code"]] = (dict(row), {})
            by_id[row["id"]] = row["code"]
    for part in chunks(list(by_id)):
        for need, code, pcode in session.execute(needs_of(part)):
            found[by_id[need.case_id]][1][(code, pcode, need.opened_on)] = (need.id, need.closed_on)
    return found


def _plan_new(plan: CasesPlan, rows: list[CaseRow], import_key: str | None) -> None:
    first = rows[0]
    if first.told.get("opened_on") is None:
        told = [issue("case_missing", r.line, column="opened_on", name="opened_on", allowed="a date") for r in rows]
        plan.issues += told
        plan.entries += [PlanRow((i.line or 0,), Fate.REFUSED, "", i.why) for i in told]
        return
    change = CaseChange(first.code, None, import_key, dict(first.told), area=_pcode(first.area))
    plan.cases.append(change)
    for row in rows:
        is_repeat = row is not first and not _add_need(change, row)
        if row is first:
            _add_need(change, row)
        plan.entries.append(PlanRow((row.line,), Fate.MERGED if is_repeat else Fate.NEW, _what(row)))


def _plan_known(
    plan: CasesPlan, rows: list[CaseRow], stored: dict[str, Any], needs: dict[NeedKey, tuple[int, date | None]]
) -> None:
    first = rows[0]
    told = {name: value for name, value in first.told.items() if stored[name] != value}
    change = CaseChange(first.code, stored["id"], None, told, {name: stored[name] for name in told})
    area = first.area
    if (area and area.id != stored["area_id"]) or (area and area.id is None):
        change.area, change.before["area_id"] = area.pcode, stored["area_id"]
    for row in rows:
        fate = Fate.CHANGED if row is first and (told or change.area) else Fate.UNCHANGED
        key = _need_key(row)
        if key and key not in needs:
            fate = Fate.NEW if _add_need(change, row) else Fate.MERGED
        elif key and row.need_closed_on and needs[key][1] != row.need_closed_on:
            change.closed[needs[key][0]] = (needs[key][1], row.need_closed_on)
            fate = Fate.CHANGED
        plan.entries.append(PlanRow((row.line,), fate, _what(row)))
    closed: Any = told.get("closed_on")
    for need_key, (need_id, until) in needs.items():
        if closed and until is None and need_id not in change.closed:
            change.closed[need_id] = (None, max(closed, need_key[2]))  # closed with its case
    if not change.is_empty():
        plan.cases.append(change)


def _need_key(row: CaseRow) -> NeedKey | None:
    if row.need is None or row.need_area is None or row.need_opened_on is None:
        return None
    return (row.need.code, row.need_area.pcode, row.need_opened_on)


def _add_need(change: CaseChange, row: CaseRow) -> bool:
    """Add the need of a row; False: there is none, or it is there already."""
    key = _need_key(row)
    if key is None or key in change.needs:
        return False
    change.needs[key] = row.need_closed_on
    return True


def _what(row: CaseRow) -> str:
    """The case in words that are ours: nothing of the text of the file."""
    parts = [row.code or "New case", row.area.name if row.area else "", row.need.name if row.need else ""]
    return ", ".join(part for part in parts if part)


def _find_additions(plan: CasesPlan, places: Places, rows: list[CaseRow]) -> None:
    """Areas and kinds of help of the shipped lists that the rows name and that are not stored yet."""
    areas = {p.pcode: p for row in rows for p in (row.area, row.need_area) if p}
    helps = {row.need.code: row.need for row in rows if row.need}
    used = {case.area for case in plan.cases} | {key[1] for case in plan.cases for key in case.needs}
    plan.places, plan.helps = areas, helps
    plan.new_areas = with_provinces(places, [place for pcode, place in areas.items() if pcode in used])
    plan.places |= {p.pcode: p for p in places.by_code.values()}
    wanted = {key[0] for case in plan.cases for key in case.needs}
    plan.new_helps = [known for code, known in helps.items() if known.id is None and code in wanted]
