"""What a list of shared cases would do: new cases, and changes of cases whose code is known.

A row without a code is a new case. So that the same file twice adds nothing, a new case keeps a key made of its coded
fields and needs (`import_key`); two cases alike in one file are told apart by their number. An empty cell of a known case
leaves what is stored.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from coalition import guard
from coalition.database import data_version, rows_in
from coalition.imports.cases.columns import CONSENT, ORGANIZATIONS, Decided, Sent
from coalition.imports.cases.planned import CaseChange, CasesPlan, NeedKey, Stored, import_keys, need_key, stored_cases
from coalition.imports.cases.read import ADD, KEY, CaseRow, CasesRead, Named, read_cases
from coalition.imports.cells.reader import FileRefused
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lookups import Helps, Places, organization_ids
from coalition.imports.plan import Answers, Fate, PlanRow
from coalition.imports.reading import without_pauses
from coalition.imports.saved_answers import same_bytes
from coalition.models import SharedCase
from coalition.queries.members import members_on
from coalition.referring.steps import RUNNING
from coalition.vocabulary import ConsentAnswer, ConsentScope

_MOVED_BY_HAND = "This referral already exists with another status. Change it on the Referrals page."
_ANSWERED_THAT_DAY = "Another consent is stored for this day and remains valid. Correct it on the page of the case."
_CLOSED_HERE = "This case is closed, and an import cannot reopen it. Reopen it on the Cases page."
_STORED_ALREADY = "A case with exactly the same data already exists. If this is another case, add it under Cases."


@without_pauses()
def plan_cases(session: Session, data: bytes, name: str, *, answers: Answers, today: date) -> CasesPlan:
    """The plan of a list of shared cases; nothing is written. `today`: of the import; no later day is taken."""
    plan = CasesPlan(_kept_name(name), hashlib.sha256(data).hexdigest(), data_version(session))
    told = answers.by_question
    named = Named(organization_ids(session), told.get(KEY) == ADD)
    places, helps, order = Places(session), Helps(session), answers.date_order
    try:
        read = read_cases(data, places=places, helps=helps, organizations=named, today=today, order=order)
    except FileRefused as problem:
        plan.refuse(problem.issue)
        return plan
    plan.issues = list(read.issues)
    if named.unknown:
        lines = [i.line for i in plan.issues if i.line is not None and i.column in (*ORGANIZATIONS, "consent_organizations")]
        plan.questions.append(named.question(lines))
    groups = _groups(plan, read)
    plan.take_unread(read, "a date of this list")
    _plan_groups(session, plan, groups)
    plan.issues += _without_consent(plan, groups, members_on(session, on=today)) + _again(session, plan)
    rows = [row for one in groups.values() for row in one]
    areas = (place for row in rows for place in (row.area, row.need_area) if place)
    plan.name_lists(places, areas, (row.need for row in rows if row.need))
    plan.add_named([*((None, case.area) for case in plan.cases), *(key[:2] for case in plan.cases for key in case.needs)])
    used = {number for case in plan.cases for number in case.stand_ins()}
    plan.new_organizations = [new for new in named.new.values() if new[0] in used]
    plan.entries.sort(key=lambda entry: entry.lines)
    plan.settle(answers)
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
        if first is row:
            groups[row.key] = [row]
            continue
        column = _contradiction(first, row)
        if column:
            plan.issues.append(issue("case_contradicts", row.line, column=column, name=column, other=first.line))
            read.refused_keys.setdefault(row.key, row.line)
        else:
            first.told |= row.told
            first.area = first.area or row.area
            first.decided = first.decided or row.decided
            groups.setdefault(row.key, []).append(row)
    for key, other in read.refused_keys.items():
        if key.startswith("label:"):
            plan.issues += [issue("case_incomplete", row.line, other=other) for row in groups.pop(key, [])]
    return groups


def _contradiction(first: CaseRow, row: CaseRow) -> str | None:
    if first.area and row.area and first.area.pcode != row.area.pcode:
        return "area"
    if first.decided and row.decided and first.decided != row.decided:
        return CONSENT
    return next((name for name, value in row.told.items() if first.told.get(name, value) != value), None)


def _without_consent(plan: CasesPlan, groups: dict[str, list[CaseRow]], members: Collection[int]) -> list[RowIssue]:
    """Where a case was sent to somebody else and no consent to that is told, nor stored: taken all the same, and said."""
    told = []
    for rows in groups.values():
        holder = rows[0].told.get("holder_organization_id")
        away = [(row.line, row.sent) for row in rows if row.sent and row.sent.referred != holder]
        if away:
            answers = filter(None, (plan.consented.get(rows[0].code or ""), rows[0].decided))
            counts = max(answers, key=lambda one: one.decided_on, default=None)
            told += [issue(code, line) for line, sent in away if (code := _uncovered(sent, counts, members))][:1]
    return told


def _uncovered(sent: Sent, counts: Decided | None, members: Collection[int]) -> str:
    """The issue where what counts does not let it go there, else ""; what has ended may have been sent before it."""
    if counts is None or sent.state not in RUNNING:
        return "" if counts else "referral_without_consent"
    if counts.answer not in (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD):
        return "referral_without_consent"
    covered = counts.organization_ids if counts.scope is ConsentScope.NAMED else members
    return "" if sent.referred in covered else "referral_outside_consent"


def _again(session: Session, plan: CasesPlan) -> list[RowIssue]:
    """Where the same bytes are in force and cases are new all the same, as after organizations were made one."""
    count = sum(case.id is None and case.code is None for case in plan.cases)
    return [issue("cases_again", count=count)] if count and same_bytes(session, plan.content_hash) else []


# --- comparing with what is stored --------------------------------------------------------------------------------------


def _plan_groups(session: Session, plan: CasesPlan, groups: dict[str, list[CaseRow]]) -> None:
    coded = {rows[0].code: rows for rows in groups.values() if rows[0].code}
    known = stored_cases(session, [code for code in coded if code])
    new = [rows for rows in groups.values() if rows[0].code not in known]
    keys = import_keys(new)
    query = select(col(SharedCase.import_key))
    stored_keys = {key for (key,) in rows_in(session, query, col(SharedCase.import_key), keys.values())}
    for rows in new:
        key = None if rows[0].code else keys[rows[0].key]
        if key in stored_keys:
            plan.entries += [PlanRow((r.line,), Fate.UNCHANGED, _what(r), _STORED_ALREADY) for r in rows]
        elif "opened_on" not in rows[0].told:
            _refuse(plan, [issue("case_missing", r.line, column="opened_on", name="opened_on", allowed="a date") for r in rows])
        else:
            case = _plan_case(plan, rows, Stored({}), key)
            if key and case.stand_ins():
                plan.unnamed[key] = rows
    newest = {code: sorted(stored.decided, key=lambda one: one.decided_on)[-1:] for code, stored in known.items()}
    plan.consented = {code: decided[0] for code, decided in newest.items() if decided}
    for code, stored in known.items():
        rows = coded[code]
        opened, closed = (rows[0].told.get(name, stored.columns[name]) for name in ("opened_on", "closed_on"))
        if closed and closed < opened:  # of a day that is told and one that is stored: the database takes no such case
            told = (issue("case_order", r.line, column="closed_on", earlier="opened_on", later="closed_on") for r in rows)
            _refuse(plan, list(told))
        else:
            _plan_case(plan, rows, stored)


def _refuse(plan: CasesPlan, told: list[RowIssue]) -> None:
    plan.issues += told
    plan.refuse_rows(told)


def _plan_case(plan: CasesPlan, rows: list[CaseRow], stored: Stored, import_key: str | None = None) -> CaseChange:
    """What the rows of a case add to what is stored of it: of a new one, nothing."""
    first, columns, is_new = rows[0], stored.columns, not stored.columns
    told = {name: value for name, value in first.told.items() if is_new or columns[name] != value}
    change = CaseChange(first.code, columns.get("id"), import_key, told)
    if first.area and (first.area.id is None or first.area.id != columns.get("area_id")):
        change.area = first.area.pcode
    is_answered = first.decided is not None and any(one.decided_on == first.decided.decided_on for one in stored.decided)
    change.decided = None if is_answered else first.decided
    changed, same = (Fate.NEW, Fate.MERGED) if is_new else (Fate.CHANGED, Fate.UNCHANGED)
    seen: Counter[object] = Counter()
    added: list[tuple[CaseRow, NeedKey]] = []
    for row in rows:
        fate = changed if row is first and (is_new or told or change.area or change.decided) else same
        key = need_key(row)
        if key and key not in stored.needs:
            fate = Fate.MERGED if key in change.needs else Fate.NEW
            change.needs.setdefault(key, row.need_closed_on)
        elif key and row.need_closed_on and stored.needs[key][1] != row.need_closed_on:
            change.closed[stored.needs[key][0]] = row.need_closed_on
            fate = Fate.CHANGED
        why = _CLOSED_HERE if row.is_open and columns.get("closed_on") else ""
        if row is first and is_answered and first.decided not in stored.decided:
            why = _ANSWERED_THAT_DAY
        if key and (sent := _sent(row, first.told.get("holder_organization_id", stored.holder))):
            seen[key, sent.key] += 1
            there = stored.sent.get((key, sent.key), [])
            if seen[key, sent.key] > len(there):
                change.sent.append((key, stored.needs[key][0] if key in stored.needs else None, sent))
                added.append((row, key))
                fate = Fate.NEW
            elif there[seen[key, sent.key] - 1] != sent.state:
                why = _MOVED_BY_HAND
        plan.entries.append(PlanRow((row.line,), fate, _what(row), why))
    for (_, _, opened), (need_id, until) in stored.needs.items():  # needs still open are closed with their case
        if (closed := told.get("closed_on")) and until is None and need_id not in change.closed:
            change.closed[need_id] = max(closed, opened)
    plan.issues += _running_twice(added, stored)
    plan.cases += [] if change.is_empty() else [change]
    return change


def _sent(row: CaseRow, holder: int | None) -> Sent | None:
    """The referral of a row; the holder sends where nobody else is told: it may stand in another row, or be stored."""
    if row.sent and row.sent.referring is None and holder is not None:
        row.sent = replace(row.sent, referring=holder)
    return row.sent


def _running_twice(added: list[tuple[CaseRow, NeedKey]], stored: Stored) -> Iterator[RowIssue]:
    """Where a new referral runs while another of the same need to the same member does: taken all the same, and said."""
    runs = {(need, key[1]) for (need, key), states in stored.sent.items() if not set(RUNNING).isdisjoint(states)}
    for row, need in added:
        if row.sent and row.sent.state in RUNNING:
            if (need, row.sent.referred) in runs:
                yield issue("referral_runs_twice", row.line)
            runs.add((need, row.sent.referred))


def _what(row: CaseRow) -> str:
    """The case in words that are ours: nothing of the text of the file."""
    parts = (row.code or "New case", row.area and row.area.name, row.need and row.need.name)
    return ", ".join(part for part in parts if part)
