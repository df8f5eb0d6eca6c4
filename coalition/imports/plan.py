"""What a file would do to what is stored: shown, answered, then committed exactly as shown. Nothing here writes.

`Plan` is what every kind of file has in common; `attendance`, `services` and `cases` each build their own.
"""

from array import array
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from heapq import merge
from itertools import chain, count, islice
from typing import Protocol, TypeVar, runtime_checkable

from sqlmodel import Session

from coalition.imports.issues import WITHOUT_SAFE_ANSWER, RowIssue
from coalition.vocabulary import BatchKind


class Fate(StrEnum):
    """What would become of one row of the file."""

    NEW = "new"  # adds something
    CHANGED = "changed"  # changes what an earlier file or a hand wrote
    MERGED = "merged"  # a further row of somebody already counted in this file
    UNCHANGED = "unchanged"  # already stored just so
    GONE = "no longer there"  # stored from an earlier version of this list, missing from this one
    NOT_A_PERSON = "not a person"
    REFUSED = "refused"
    WAITING = "waiting for an answer"
    BLANK = "blank"


@dataclass(frozen=True)
class Option:
    """One answer to a question. `value` is stable; `label` is shown.

    `label_local`: the same sentence with the local name of an area or a kind of help; None: it names none that has one.
    """

    value: str
    label: str
    label_local: str | None = None


@dataclass(frozen=True)
class Question:
    """One thing a person must decide, once for all alike rows.

    Attributes:
        key: stable within the file, e.g. "organization:sold project"; the key of the answer.
        code: key of the issue catalogue.
        text: the question as a sentence.
        options: the answers, the safe default first: it is what `--yes` takes.
        lines: rows it is about.
        holds_rows: whether its rows wait (are not committed) until it is answered.
        about: of two names that are alike, the new one and the likeliest known one, as written; empty: it is about no names.
    """

    key: str
    code: str
    text: str
    options: tuple[Option, ...]
    lines: tuple[int, ...] = ()
    holds_rows: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanRow:
    """One row of the plan: the file's rows it comes from, its fate, what it is, and why.

    `key` is set where the row can be ticked (`Answers.remove`): 'no longer there' rows.
    """

    lines: tuple[int, ...]
    fate: Fate
    what: str
    why: str = ""
    key: str = ""


@dataclass(frozen=True)
class Seen:
    """What an attendance file says of those who were there, stored already or not; rows that wait are left out."""

    meetings: int
    first: date | None  # day of the earliest and of the latest of these meetings
    last: date | None
    people: int
    organizations: int


@dataclass(frozen=True)
class Answers:
    """What the person answered: {question key: option value}, and the keys of 'no longer there' rows ticked for removal.

    `assumed`: keys of those answers nobody gave: the safe ones that were taken because somebody said so for all (`--yes`). They
    hold for this plan, and are never kept as a decision.

    The others are filled in by `saved_answers.with_earlier`: what other files were answered, the keys the same bytes settle,
    those they do not settle and that are asked again, and pairs of organizations (by key) that are known to be two.
    """

    by_question: dict[str, str] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()
    assumed: frozenset[str] = frozenset()
    earlier: dict[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    asked_again: frozenset[str] = frozenset()
    separate: frozenset[frozenset[str]] = frozenset()

    def has(self, question: Question) -> bool:
        """Whether one of the options of a question was given as its answer."""
        given = self.by_question.get(question.key)
        return question.key not in self.asked_again and given in {option.value for option in question.options}


def is_decided(question: Question, answers: Answers) -> bool:
    """Whether somebody answered it: only then is the answer kept as a decision."""
    return answers.has(question) and question.key not in answers.assumed


def what_is_decided(
    found: Collection[Question], answers: Answers, decisions: Mapping[str, str]
) -> tuple[dict[str, str], frozenset[str]]:
    """(the decisions without those nobody took, keys of the questions that are open), of all questions found in a file.

    What is not answered takes its safe default in the plan, so that somebody sees what it would lead to; it is never kept.
    """
    undecided = {question.key for question in found if not is_decided(question, answers)}
    kept = {key: value for key, value in decisions.items() if key not in undecided}
    return kept, frozenset(question.key for question in found if not answers.has(question))


class Recorder(Protocol):
    """Keeps what a plan changes or deletes, so that it can be undone. Created rows carry `batch_id` instead."""

    batch_id: int
    at: datetime  # the instant of the confirmation, UTC
    by: str | None  # who confirmed; None: not known

    def updated(self, table: str, row_id: int, before: dict[str, object], after: dict[str, object]) -> None:
        """Note that columns of a stored row were changed (values JSON-ready: dates as ISO text)."""

    def deleted(self, table: str, row_id: int, before: dict[str, object]) -> None:
        """Note that a stored row was deleted, with all its columns."""

    def keep(self, name: str, values: dict[str, object]) -> None:
        """Put something into the summary of the batch under this name, with the data version that the batch leaves."""


class Plan(Protocol):
    """What one file would do, given the answers so far."""

    kind: BatchKind
    file: str
    content_hash: str  # SHA-256 of the bytes, hex
    format: str
    data_version: int  # of the stored facts it was made against
    questions: list[Question]  # those still open come first
    issues: list[RowIssue]
    refused: str | None  # why the whole file was refused; then it does nothing
    decisions: dict[str, str]  # {question key: option value} as somebody answered; kept with the batch
    open: frozenset[str]  # keys of the questions nobody answered: while one holds no rows back, nothing can be committed

    def counts(self) -> dict[str, int]:
        """{Fate value: number of rows of the file}; fates without rows are left out."""

    def totals(self) -> dict[str, int]:
        """{what: how many would be added or changed}, e.g. {"meetings": 1, "people": 12}; zeros are left out."""

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop of the plan in the order of the file, made on demand: a long file is shown in pages."""

    def changes_anything(self) -> bool:
        """False: committing would change nothing (the same file twice)."""

    def write(self, session: Session, record: Recorder) -> None:
        """Write exactly what was shown, inside the caller's transaction."""


def is_ready(plan: Plan) -> bool:
    """Whether it can be committed as it stands: it would change something, and no question is open."""
    return not plan.refused and not plan.open and plan.changes_anything()


_Made = TypeVar("_Made", bound=Plan)
_ROUNDS = 10  # an answer may raise another question


def with_safe_answers(make: Callable[[Answers], _Made], answers: Answers | None = None) -> _Made:
    """The plan in which each open question that has a safe answer takes it, because somebody said so for all of them.

    Args:
        make: plans the file, given the answers.
        answers: what somebody answered.
    """
    given = answers or Answers()
    plan = make(given)
    for _ in range(_ROUNDS):
        safe = {
            question.key: question.options[0].value
            for question in plan.questions
            if question.key in plan.open and question.options and question.code not in WITHOUT_SAFE_ANSWER
        }
        if not safe:
            break
        given = replace(given, by_question={**given.by_question, **safe}, assumed=given.assumed | safe.keys())
        plan = make(given)
    return plan


@runtime_checkable
class SaysWhoCame(Protocol):
    """A plan that can say what its file tells of those who were there."""

    def seen(self) -> Seen:
        """Meetings, people and organizations of the file."""


@runtime_checkable
class ListsStored(Protocol):
    """A plan that knows which stored rows its file lists too."""

    def listed(self) -> dict[str, list[int]]:
        """{table: ids}: these rows stay when the file that brought them is undone, as long as this one is not."""


def batches_together(session: Session) -> set[int]:
    """The batches of files planned or confirmed together (`imports.several`) that are written in this session so far.

    Their ids, and those of what they bring, are no answer to a question: written once more they may be others.
    """
    found: set[int] = session.info.setdefault("batches together", set())
    return found


CHANGES = (Fate.NEW, Fate.CHANGED, Fate.GONE, Fate.REFUSED, Fate.WAITING)
"""Fates a person looks at first: what would be different, and what is left out of it."""

_AT_A_TIME = 5_000  # rows made at once while they are counted: a long plan is never a long list


class Rows:
    """The rows of a plan by fate, a few at a time; each row's place is noted once, in a few bytes."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._places: dict[Fate, array[int]] | None = None

    def picked(self, fates: Collection[Fate] | None, start: int, stop: int) -> list[PlanRow]:
        """Rows start..stop of those with one of these fates, in the order of the file; None: of all rows."""
        if fates is None:
            return self._plan.rows(start, stop)
        if self._places is None:
            self._places = self._found()
        wanted = [self._places[fate] for fate in fates if fate in self._places]
        places = islice(merge(*wanted), start, stop) if len(wanted) > 1 else chain.from_iterable(w[start:stop] for w in wanted)
        return [row for place in places for row in self._plan.rows(place, place + 1)]

    def _found(self) -> dict[Fate, "array[int]"]:
        found: dict[Fate, array[int]] = {}
        for start in count(0, _AT_A_TIME):
            rows = self._plan.rows(start, start + _AT_A_TIME)
            for place, row in enumerate(rows, start):
                found.setdefault(row.fate, array("L")).append(place)
            if len(rows) < _AT_A_TIME:
                return found
        raise AssertionError  # `count` never ends
