"""What a list of services would do: which statements are new, which are stored, and whether what is missing is gone.

A statement is never overwritten. It is **unchanged** when the same statement is stored already: the same organization,
kind of help, area, days, places, conditions and day of report. Where a row gives no day of report it is asked; only the end
of a period that is past, or a period of the source that runs today, tells one. Such a day is not compared with care: the
statement is unchanged when it equals one in force on that day, or when it came in with these very bytes.
"""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import data_version, rows_in
from coalition.imports.cells.reader import FileRefused
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lookups import Help, Helps, Place, Places
from coalition.imports.matching.keys import person_key, sector_of
from coalition.imports.organizations import match_organizations
from coalition.imports.plan import Answers, Fate, PlanRow, Question, asked, options_of
from coalition.imports.reading import Choices
from coalition.imports.services.lists import Areas, KindsOfHelp, resolve_areas, resolve_helps
from coalition.imports.services.package import FocalPoint, is_package, read_focal_points
from coalition.imports.services.planned import Cell, Checks, Filled, ServicesPlan, Stored, stored_checks, stored_statements
from coalition.imports.services.read import ColumnNotFound, ServicesRead, Statement, look_at_services, read_services
from coalition.imports.services.values import NOBODY, tells_nothing
from coalition.models import Contact

_Ref = TypeVar("_Ref", bound=Hashable)
_NO_ORGANIZATION = -1
_EXAMPLES = 3
_NAMED = 8


def plan_services(
    session: Session, data: bytes, name: str, *, answers: Answers, today: date, choices: Choices | None = None
) -> ServicesPlan:
    """The plan of a list of services; nothing is written. What is not answered takes its safe default, or waits."""
    plan = ServicesPlan(name, hashlib.sha256(data).hexdigest(), data_version(session))
    try:
        seen = look_at_services(data, choices or Choices())
        plan.read = seen.as_reading(name)
        on = choices.date if choices else None
        read = read_services(seen, name, today=today, order=answers.date_order, on=on if on and on <= today else None)
    except FileRefused as problem:
        plan.refuse(problem.issue)
        if isinstance(problem, ColumnNotFound):
            plan.format, plan.read = problem.seen.layout.format, problem.seen.as_reading(name, plan.refused)
        return plan
    plan.format, plan.header, plan.issues = read.layout.format, read.header, list(read.issues)
    plan.take_unread(read)
    if read.undated:  # as of which day they are is asked, and they wait: no day is safe, today least of all
        plan.hold(read.undated, asked(issue("no_list_day"), (), read.undated))
    areas, kinds = _resolve_lists(session, plan, read, answers)
    # Of the rows whose area and kind of help are settled: nobody is added for a refused row.
    kept = [s for s in read.statements if not s.says and s.area in areas.found and s.help in kinds.found]
    named, sectors = [s.organization for s in kept], ((s.organization, sector_of(s.sector)) for s in kept)
    plan.organizations = match_organizations(session, named, [(s.line,) for s in kept], answers=answers, sectors=sectors)
    plan.questions += plan.organizations.questions
    plan.decisions |= plan.organizations.decisions
    plan.issues += plan.organizations.notices
    _judge(session, plan, read.statements, areas, kinds)
    plan.add_named(entry.cell[1:] for entry in plan.taken() if entry.fate in (Fate.NEW, Fate.CHANGED))
    plan.entries.sort(key=lambda entry: entry.lines)
    _ask_full_list(session, plan, answers)
    _ask_focal_points(session, plan, data if is_package(data) else read.statements, answers)
    plan.settle(answers)
    return plan


def _resolve_lists(session: Session, plan: ServicesPlan, read: ServicesRead, answers: Answers) -> tuple[Areas, KindsOfHelp]:
    places, helps = Places(session), Helps(session)
    areas = resolve_areas(places, _lines_by((s.area, s.line) for s in read.statements), answers)
    named = _lines_by((s.help, s.line) for s in read.statements)
    kinds = resolve_helps(helps, named, answers, together=read.has_codes, codes_decide=read.codes_decide)
    plan.questions += areas.questions + kinds.questions
    plan.name_lists(places, areas.found.values(), kinds.found.values())
    return areas, kinds


def _lines_by(pairs: Iterable[tuple[_Ref, int]]) -> dict[_Ref, list[int]]:
    """{value: its rows}, in the order of the file."""
    lines: dict[_Ref, list[int]] = {}
    for value, line in pairs:
        lines.setdefault(value, []).append(line)
    return lines


def _judge(session: Session, plan: ServicesPlan, statements: list[Statement], areas: Areas, kinds: KindsOfHelp) -> None:
    """The fate of every statement."""
    stored = stored_statements(session, kinds.found.values(), areas.found.values())
    seen: dict[object, Statement] = {}
    checks = stored_checks(session) if any(s.says for s in statements) else {}
    less: list[int] = []
    for s in statements:
        refused = areas.refused.get(s.area) or kinds.refused.get(s.help)
        if refused is not None:
            _refuse(plan, s, issue("refused_value", s.line, raw=s.raw, value=refused))
        elif asked := areas.waiting.get(s.area) or kinds.waiting.get(s.help):
            plan.entries.append(PlanRow((s.line,), Fate.WAITING, _as_written(s), asked))
        elif s.says:
            _judge_asked(plan, s, kinds.found[s.help], areas.found[s.area], checks)
        else:
            ref = plan.organizations.by_text[s.organization]
            place, kind = areas.found[s.area], kinds.found[s.help]
            known = stored.get((plan.organizations.ids[ref] or 0, kind.id or 0, place.id or 0), [])
            fate = _judge_one(plan, s, (ref, kind.code, place.pcode), seen, known)
            before = [one for one in known if one.assured_on <= s.assured_on] if fate is Fate.CHANGED else []
            less += [s.line] if before and s.said.says_less(before[-1].said) else []
    if less:
        plan.issues.append(issue("says_less", less[0], count=len(less)))


def _as_written(s: Statement) -> str:
    return f"{s.organization or s.says}: {s.help.name or s.help.code}, {s.area.name}"


def _refuse(plan: ServicesPlan, s: Statement, told: RowIssue) -> Fate:
    plan.issues.append(told)
    plan.entries.append(PlanRow((s.line,), Fate.REFUSED, _as_written(s), told.why))
    return Fate.REFUSED


def _judge_asked(plan: ServicesPlan, s: Statement, kind: Help, place: Place, checks: Checks) -> None:
    """A row without an organization: there is nobody (`checks` learns it); or nobody asked, which adds to the lists only."""
    cell, in_file = (_NO_ORGANIZATION, kind.code, place.pcode), (place.pcode, kind.code, s.assured_on)
    stored = checks.get((place.id, kind.id, s.assured_on))
    if s.says != NOBODY:
        plan.take(s, cell, Fate.NEW if kind.id is None or place.id is None else Fate.UNCHANGED)
    elif stored is not None:
        plan.take(s, cell, Fate.UNCHANGED)
        plan.listed.setdefault("coverage_check", []).append(stored)
    elif checks.setdefault(in_file, s.line) != s.line:
        plan.take(s, cell, Fate.MERGED, f"The same as row {checks[in_file]}.")
    else:
        plan.take(s, cell, Fate.NEW)


def _judge_one(plan: ServicesPlan, s: Statement, cell: Cell, seen: dict[object, Statement], known: list[Stored]) -> Fate:
    """Compare a statement with the earlier rows of the file and with those stored of its cell."""
    earlier = seen.setdefault((cell, s.said.starts_on, s.said.ends_on, s.assured_on), s)
    if earlier.said != s.said:
        return _refuse(plan, s, issue("contradicts_row", s.line, raw=s.raw, other=earlier.line))
    if earlier is not s:
        return plan.take(s, cell, Fate.MERGED, f"The same as row {earlier.line}.")
    same = _stored_as(s, known, plan.content_hash)
    if same is not None:
        plan.listed["service"].append(same.id)
        return plan.take(s, cell, Fate.UNCHANGED)
    if known:
        why = f"The newest information stored is from {known[-1].assured_on.isoformat()}."
        return plan.take(s, cell, Fate.CHANGED, why)
    return plan.take(s, cell, Fate.NEW)


def _stored_as(s: Statement, known: list[Stored], content_hash: str) -> Stored | None:
    """The same statement as it is stored (see the top of this module); None: it is not."""
    alike = [k for k in known if k.said == s.said]
    exact = next((k for k in alike if k.assured_on == s.assured_on), None)
    if exact is not None or s.is_dated:
        return exact
    before = [k for k in known if k.assured_on <= s.assured_on]
    newest = before[-1].assured_on if before else None
    return next((k for k in alike if k.assured_on == newest or k.content_hash == content_hash), None)


def _ask_full_list(session: Session, plan: ServicesPlan, answers: Answers) -> None:
    """Ask whether the list is full; it cannot be known while a row of it could not be read."""
    told = [(entry.cell, entry.statement) for entry in plan.taken() if not entry.statement.says]
    if not told:
        return
    if any(entry.fate in (Fate.REFUSED, Fate.WAITING) for entry in plan.entries):
        plan.issues.append(issue("full_list_later"))
        return
    on = max(statement.assured_on for _, statement in told)
    kinds, places = dict.fromkeys(cell[1] for cell, _ in told), dict.fromkeys(cell[2] for cell, _ in told)
    english, local = (
        issue("full_list", date=on.isoformat(), areas=_in_short(areas), kinds=_in_short(helps)).why
        for areas, helps in zip(_names(plan.places, places), _names(plan.helps, kinds), strict=True)
    )
    if _is_yes(plan, "full_list", english, answers, local):
        plan.take_as_full(session, told, on)


def _ask_focal_points(session: Session, plan: ServicesPlan, told: bytes | list[Statement], answers: Answers) -> None:
    """Ask whether the focal points of a directory or a list are added: they are people, and nobody is added unasked."""
    matched = plan.organizations
    used = {entry.cell[0] for entry in plan.to_write()} | {n for n, known in enumerate(matched.ids) if known}
    refs = {text: ref for text, ref in matched.by_text.items() if ref in used}
    found = read_focal_points(told) if isinstance(told, bytes) else whom_to_call(told, refs, matched.names)
    usable = [one for one in found if one.is_usable and one.organization in refs]
    if len(usable) < len(found):
        plan.issues.append(issue("focal_points_left_out", count=len(found) - len(usable)))
    usable = each_once(usable, refs)
    new, filled = not_stored(session, usable, {text: matched.ids[ref] for text, ref in refs.items()})
    names = [one.name for one in (*new, *(one for one, _ in filled))]
    if not names:
        return
    text = issue("focal_points", count=len(names), examples=_in_short(names, _EXAMPLES, ", ")).why
    if _is_yes(plan, "focal_points", text, answers):
        plan.focal_points = [(refs[one.organization], one) for one in new]
        plan.called = [known for _, known in filled]


def _names(known: Mapping[str, Place] | Mapping[str, Help], codes: Iterable[str]) -> tuple[list[str], list[str]]:
    """Names of areas or kinds of help, in English and where there is one in the local language."""
    named = [known[code] for code in codes]
    return [one.name for one in named], [one.name_local or one.name for one in named]


def _in_short(names: Sequence[str], shown: int = _NAMED, between: str = "; ") -> str:
    """The first of some names; a service type may have a comma in its own."""
    return between.join([*names[:shown], *(["..."] if names[shown:] else [])])


def _is_yes(plan: ServicesPlan, code: str, text: str, answers: Answers, text_local: str | None = None) -> bool:
    """Ask, and tell what was answered; no is safe."""
    plan.questions.append(Question(code, code, text, options_of(code), text_local=text_local))
    return answers.by_question.get(code) == "yes"


# --- whom to call: each once, and what of it is not stored ------------------------------------------------------------------


_REACHED = ("phone", "email")


def whom_to_call(statements: Iterable[Statement], refs: Mapping[str, int], names: Sequence[str]) -> list[FocalPoint]:
    """Those of a list; a number beside which no name stands is that of the organization, unless a row names one.

    `refs`: {name of an organization as written: its place in `names`}.
    """
    told = [
        (s.organization, *("" if tells_nothing(cell) else cell for cell in (s.contact, s.telephone, s.email.lower())))
        for s in statements
        if s.organization
    ]
    reached = {(refs.get(who, who), _digits(phone), email) for who, name, phone, email in told if name}
    found = [
        FocalPoint(who, name or (names[refs[who]] if who in refs else who), phone=phone, email=email)
        for who, name, phone, email in told
        if name or ((phone or email) and (refs.get(who, who), _digits(phone), email) not in reached)
    ]
    return list(dict.fromkeys(found))


def _digits(phone: str) -> str:
    return "".join(filter(str.isdecimal, phone))


def each_once(found: Iterable[FocalPoint], refs: Mapping[str, int]) -> list[FocalPoint]:
    """What several rows tell of one of a name at an organization, together; two numbers or two addresses stay two."""
    of_a_name: dict[tuple[int, str], list[FocalPoint]] = defaultdict(list)
    for one in found:
        same = of_a_name[refs[one.organization], person_key(one.name)]
        at = next((at for at, other in enumerate(same) if _agree(one, other)), None)
        if at is None:
            same.append(one)
        else:  # what either tells; where both do, the first one
            same[at] = replace(one, **{name: value for name, value in asdict(same[at]).items() if value})
    return [one for same in of_a_name.values() for one in same]


def _agree(one: FocalPoint, other: FocalPoint) -> bool:
    pairs = (_digits(one.phone), _digits(other.phone)), (one.email, other.email)
    return all(mine == theirs or not (mine and theirs) for mine, theirs in pairs)


def not_stored(
    session: Session, found: Iterable[FocalPoint], ids: dict[str, int | None]
) -> tuple[list[FocalPoint], list[tuple[FocalPoint, Filled]]]:
    """Those whose name is not stored at the organization ({as written: id}), and those whose number or address it lacks."""
    wanted = {row_id for row_id in ids.values() if row_id is not None}
    reached = (col(getattr(Contact, name)) for name in _REACHED)
    query = select(col(Contact.organization_id), col(Contact.name), col(Contact.id), *reached).order_by(col(Contact.id))
    first: dict[tuple[int, str], int] = {}
    told: dict[tuple[int, str], set[str]] = defaultdict(set)
    for row_id, name, contact_id, *values in rows_in(session, query, col(Contact.organization_id), wanted):
        key = (row_id, person_key(name))
        first.setdefault(key, contact_id)
        told[key].update(column for column, value in zip(_REACHED, values, strict=True) if value)
    new, filled = [], []
    for one in (one for one in found if one.organization in ids):
        who = (ids[one.organization] or 0, person_key(one.name))
        if who not in first:
            new.append(one)
        elif values := {name: text for name in _REACHED if (text := getattr(one, name)) and name not in told[who]}:
            filled.append((one, (first[who], values)))
            told[who].update(values)
    return new, filled
