"""`import`: each file recognised, its plan told in words, its questions answered, then committed as told."""

import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from coalition import clock
from coalition.cli.common import (
    DONE,
    LEFT,
    REFUSED,
    Trouble,
    amounts,
    complain,
    day,
    file_bytes,
    row_numbers,
    say,
    today,
    within_time,
)
from coalition.database import DatabaseUnreachable, reading
from coalition.imports.attendance.questions import choices_answered
from coalition.imports.commit import OUTDATED, PlanOutdated, commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.issues import ASKS_A_DAY, CATALOGUE, WITHOUT_SAFE_ANSWER, Scope, notices_of
from coalition.imports.organizations import SEPARATE
from coalition.imports.plan import Answers, Fate, Plan, Question, Recalled
from coalition.imports.reading import FIELDS, Choices, HowRead, row_number
from coalition.imports.services.columns import FIELDS as FIELDS_OF_SERVICES
from coalition.imports.services.columns import column_index, column_letter
from coalition.imports.services.planned import ServicesPlan
from coalition.locale import in_a_row, plural
from coalition.vocabulary import label

_REFUSED_ROWS_SHOWN = 30
_YES, _NO = {"y", "yes"}, {"", "n", "no"}
_NAMES_SHOWN = 5
_OPTIONS_SHOWN = 6
_MEMBERS_SHOWN = 10


@dataclass
class _Job:
    """One file on its way in."""

    engine: Engine
    name: str
    data: bytes
    choices: Choices
    answers: dict[str, str] = field(default_factory=dict)
    left_open: set[str] = field(default_factory=set)  # keys of questions that somebody was asked and did not answer
    unasked: set[str] = field(default_factory=set)  # keys of the questions whose safe answer was taken
    told: dict[str, str] = field(default_factory=dict)  # {key of a question: its answer} of `--answer`
    how: HowRead = field(default_factory=HowRead)  # of the newest plan

    def plan(self) -> Plan:
        with within_time(self.data), reading(self.engine) as session:
            answers = Answers(by_question=dict(self.answers), assumed=frozenset(self.unasked))
            plan, read = plan_and_reading(session, self.data, self.name, today=today(), answers=answers, choices=self.choices)
        self.how = read.how if read is not None else HowRead()
        return plan

    def open_questions(self, plan: Plan) -> list[Question]:
        return [question for question in plan.questions if question.key not in self.answers]

    def kept_apart(self, plan: Plan) -> list[str]:
        """What becomes an entry of its own only because nobody said otherwise (docs/decisions/0008), and what it is like."""
        found = (one for one in plan.questions if one.about and one.key in self.unasked and self.answers[one.key] == SEPARATE)
        return ["{} (like {})".format(*question.about) for question in sorted(found, key=lambda question: question.lines)]

    def answer(self, question: Question, value: str) -> None:
        self.answers[question.key] = value
        self.choices = replace(self.choices, **choices_answered(self.choices, question, value))


def columns_chosen(texts: Iterable[str]) -> dict[int, str]:
    """{column, first 0: field} of texts such as "C=area2_name".

    Raises:
        Trouble: there is no such column, or no such field; it names those there are.
    """
    chosen: dict[int, str] = {}
    for text in texts:
        letters, _, name = text.partition("=")
        if not letters.isascii() or not letters.isalpha() or name not in {*FIELDS, *FIELDS_OF_SERVICES}:
            known = f"of services {', '.join(FIELDS_OF_SERVICES)}; of attendance {', '.join(FIELDS)}"
            raise Trouble(f"A column is LETTER=FIELD, not '{text}'. Fields: {known}.")
        chosen[column_index(letters)] = name
    return chosen


def import_files(
    engine: Engine, paths: list[Path], *, choices: Choices, yes: bool, by: str | None, told: Mapping[str, str] | None = None
) -> int:
    """Import the files one after the other; returns the greatest exit status of them.

    Args:
        engine: a migrated database.
        paths: the files.
        choices: how attendance files are to be read, where the file leaves it open.
        yes: take every safe answer and ask nothing.
        by: who imports.
        told: {key of a question: its answer}, for each file that asks it.
    """
    status = DONE
    for path in paths:
        try:
            job = _Job(engine, path.name, file_bytes(path), choices, told=dict(told or {}))
            status = max(status, _import_one(job, yes=yes, by=by))
        except (Trouble, DatabaseUnreachable) as problem:
            complain(f"{path.name}: {problem}")
            status = REFUSED
    return status


def _import_one(job: _Job, *, yes: bool, by: str | None) -> int:
    try:
        return _import_asking(job, yes=yes, by=by)
    except EOFError:  # Ctrl+D, or the end of what was typed beforehand
        say(f"\n  The input ended before {job.name} was confirmed. Nothing of it was written.")
        return LEFT


def _import_asking(job: _Job, *, yes: bool, by: str | None) -> int:
    plan = job.plan()
    say(f"{job.name}: {label(plan.kind)}, format {plan.format}")
    asking = not yes and sys.stdin.isatty()
    if (yes or asking or job.told) and not plan.refused:
        plan = _decide(job, plan, yes=yes, asking=asking)
    _tell_ways(job.how, plan.recalled)
    if plan.refused:
        meant = " ".join(dict.fromkeys(told.suggestion for told in plan.issues if told.why == plan.refused))
        complain(f"{job.name}: refused. {plan.refused} {meant}".rstrip())
        if isinstance(plan, ServicesPlan) and plan.read is not None:
            named = (f"{column_letter(one.index)} {one.header!r} {one.field or ''}".rstrip() for one in plan.read.columns)
            say(f"  Columns: {', '.join(named)}.\n  Say which it is, such as --column C=area2_name.")
        return REFUSED
    _tell(job, plan)
    decides = [question for question in plan.questions if question.key in plan.open and not question.holds_rows]
    if decides and (yes or asking):
        say(f"  Nothing was written: {amounts({'questions': len(decides)})} must be answered first.")
        _tell_how(plan)
        return LEFT
    if not yes and not (asking and _confirmed(plan)):
        say("  Nothing was written." + ("" if asking else " With --yes the safe answers are taken and it is written."))
        if not asking:
            _tell_how(plan)
        return LEFT
    return _commit(job, plan, by, asking=asking and not yes)


def _tell_ways(how: HowRead, recalled: Recalled | None) -> None:
    """How it was read, and how it is read otherwise on the next run, as it is typed."""
    if how.told:
        say(f"  {how.told}")
    if recalled is not None and recalled.used:
        say(f"  Read as a file like it ({recalled.file}) was corrected on {recalled.at.date()}; as it was found: --layout ''")
    for way in how.others:
        people = f" ({amounts({'people': way.people})})" if way.people is not None else ""
        say(f"  to read it otherwise: --layout {shlex.quote(way.key)}   {way.told}{people}")


def _decide(job: _Job, plan: Plan, *, yes: bool, asking: bool) -> Plan:
    """Answer question after question; an answer may raise new ones."""
    for _round in range(10):
        answered = False
        for question in job.open_questions(plan):
            if question.key in job.left_open:
                continue
            value, by_whom = _value_of(job, question, yes=yes, asking=asking)
            if value is None:
                job.left_open |= {question.key} if by_whom else set()
                continue
            job.answer(question, value)
            job.unasked |= set() if by_whom else {question.key}
            answered = True
            chosen = next((option.label for option in question.options if option.value == value), value)
            say(f"  {question.text} -> {chosen}")
        if not answered:
            return plan
        plan = job.plan()
    return plan


def _value_of(job: _Job, question: Question, *, yes: bool, asking: bool) -> tuple[str | None, bool]:
    """(the answer, or None: there is none; whether somebody gave it, or left it open)."""
    if question.key in job.told:
        return _checked(question, job.told[question.key]), True
    if asking:
        return _ask(question), True
    is_safe = yes and question.options and question.code not in WITHOUT_SAFE_ANSWER
    return (question.options[0].value if is_safe else None), False


def _checked(question: Question, value: str) -> str:
    values = [option.value for option in question.options]
    if question.code in ASKS_A_DAY:
        return day(value).isoformat()
    if value not in values:
        raise Trouble(f"'{value}' is no answer to '{question.key}'. It is one of: {', '.join(values[:_NAMES_SHOWN])}.")
    return value


_OPTION_OF = dict.fromkeys(ASKS_A_DAY, "--date YYYY-MM-DD") | {
    "ambiguous_date_order": "--date-order",
    "choose_sheet": "--sheet",
}


def _tell_how(plan: Plan) -> None:
    """How each open question is answered on the next run, as it is typed."""
    for question in plan.questions:
        if question.key not in plan.open:
            continue
        said = _OPTION_OF.get(question.code)
        if question.code in ASKS_A_DAY:
            say(f"  to answer: {said}")
            continue
        for option in question.options[:_OPTIONS_SHOWN]:
            typed = (
                f"{said} {shlex.quote(option.value)}" if said else f"--answer {shlex.quote(f'{question.key}={option.value}')}"
            )
            say(f"  to answer: {typed}   {option.label}")


def _ask(question: Question) -> str | None:
    """The value of the option chosen at the terminal; None: left open."""
    say(f"\n  {question.text}" + (f" ({row_numbers(question.lines)})" if question.lines else ""))
    if question.code in ASKS_A_DAY:
        return _ask_day()
    for number, option in enumerate(question.options, 1):
        say(f"    {number}  {option.label}")
    most = len(question.options)
    while typed := input(f"  1 to {most} (empty: leave it open): ").strip():
        if typed.isdecimal() and 1 <= int(typed) <= most:
            return question.options[int(typed) - 1].value
        say(f"  '{typed}' is none of the answers. Type a number from 1 to {most}, or nothing to leave it open.")
    return None


def _ask_day() -> str | None:
    while typed := input("  Date (YYYY-MM-DD, empty: leave it open): ").strip():
        try:
            return day(typed).isoformat()
        except Trouble as problem:
            say(f"  {problem} Type year, month and day so, or nothing to leave it open.")
    return None


def _confirmed(plan: Plan) -> bool:
    if not plan.changes_anything():
        return True
    while (typed := input("  Write this? (y/N) ").strip()).casefold() not in _YES | _NO:
        say(f"  '{typed}' is neither yes nor no. Type y to write it; n, or nothing, to write nothing.")
    return typed.casefold() in _YES


def _tell(job: _Job, plan: Plan) -> None:
    say(f"  rows: {amounts(plan.counts())}")
    say(f"  would write: {amounts(plan.totals())}")
    if plan.new_members:
        names = [f"{name} (until {day.isoformat()})" if day else name for name, day in plan.new_members.items()]
        more = f" and {len(names) - _MEMBERS_SHOWN} more" if len(names) > _MEMBERS_SHOWN else ""
        say(f"  become members: {in_a_row(names[:_MEMBERS_SHOWN])}{more}")
    unanswered = [question for question in job.open_questions(plan) if question.key in job.left_open]
    if unanswered:  # they were read a moment ago
        waiting = " Their rows wait." if any(question.holds_rows for question in unanswered) else ""
        say(f"  left open: {amounts({'questions': len(unanswered)})}.{waiting}")
    for question in job.open_questions(plan):
        if question in unanswered:
            continue
        rows = f" ({row_numbers(question.lines)})" if question.lines else ""
        waits = "; these rows wait for the answer" if question.holds_rows else ""
        say(f"  question{rows}: {question.text}{waits}")
    if apart := job.kept_apart(plan):
        say(f"  {_apart_text(apart)}")
    notices = notices_of(plan.issues)
    for notice in notices[:_REFUSED_ROWS_SHOWN]:
        rows = f" ({row_numbers(notice.lines)})" if notice.lines else ""
        say(f"  worth a look{rows}: {notice.why} {notice.suggestion}".rstrip())
    if len(notices) > _REFUSED_ROWS_SHOWN:
        say(f"  ... and {len(notices) - _REFUSED_ROWS_SHOWN:,} more that are worth a look")
    refused = [issue for issue in plan.issues if CATALOGUE[issue.code].scope is Scope.ROW and not issue.asks]
    for issue in refused[:_REFUSED_ROWS_SHOWN]:
        say(f"  refused row {row_number(issue.line or 0)}: {issue.why} {issue.suggestion}".rstrip())
    if len(refused) > _REFUSED_ROWS_SHOWN:
        say(f"  ... and {len(refused) - _REFUSED_ROWS_SHOWN:,} more refused rows")


def _apart_text(apart: list[str]) -> str:
    """Which new organizations and people look like known ones, though nobody said whether they are the same."""
    names = ", ".join(apart[:_NAMES_SHOWN])
    more = f" and {len(apart) - _NAMES_SHOWN:,} more" if len(apart) > _NAMES_SHOWN else ""
    which = plural(
        len(apart),
        "1 new name looks like a known one, and nobody said whether it is the same",
        f"{len(apart):,} new names look like known ones, and nobody said whether they are the same",
    )
    return f"{which}: {names}{more}."


def _commit(job: _Job, plan: Plan, by: str | None, *, asking: bool) -> int:
    for _attempt in range(3):
        try:
            done = commit(job.engine, plan, by=by, now=clock.now())
            break
        except PlanOutdated:
            plan = job.plan()
            if asking:  # what is written is what was shown
                say(f"  {OUTDATED}")
                _tell(job, plan)
                if not _confirmed(plan):
                    say("  Nothing was written.")
                    return LEFT
    else:
        raise Trouble("Others are writing all the time; try again.")
    waiting = plan.counts().get(Fate.WAITING, 0) or any(question.holds_rows for question in job.open_questions(plan))
    refused = any(CATALOGUE[issue.code].scope is Scope.ROW for issue in plan.issues)
    if done.batch_id is not None:
        say(f"  Written as import {done.batch_id}: {amounts(done.totals)}.")
        if apart := job.kept_apart(plan):
            say(f"  {_apart_text(apart)} Should two be one, make them one in the directory, under 'Membership and names'.")
    elif waiting or refused:
        say("  Nothing was written: rows wait or are refused, and there is nothing else that is new.")
    else:
        say("  Nothing to change: all of this is stored already.")
    if plan.open:
        _tell_how(plan)
    return LEFT if waiting or refused else DONE
