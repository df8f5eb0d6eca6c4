"""What a file would do to what is stored: shown, answered, then committed exactly as shown, by the one door that writes.

`Plan` is what every kind of file has in common; `attendance`, `services` and `cases` each build their own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from coalition.bulk import insert_columns, json_ready, table_of
from coalition.database import chunks, reserve_ids, rows_in
from coalition.imports.issues import CATALOGUE, WITHOUT_SAFE_ANSWER, RowIssue
from coalition.imports.reading import Choices
from coalition.models import Change
from coalition.vocabulary import BatchKind, ChangeAction

# --- the one door through which a plan writes: whatever goes through it can be taken back (`undo`) ---------------------------
# Rows that are added carry the number of the import. Of rows that were there before, what they held is kept (`change`).


Ids = list[int | None]  # of the things a file names, each at its ref


def row_of(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    """Columns of a row that are called like attributes of a thing."""
    return {name: getattr(thing, name) for name in names}


def as_stored(values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column, those of a closed list as text."""
    is_closed = any(issubclass(kind, StrEnum) for kind in set(map(type, values)))
    return [one.value if isinstance(one, StrEnum) else one for one in values] if is_closed else values


@dataclass
class Record:
    """What one import writes, inside its transaction: its number, the instant (UTC) and who confirmed it."""

    session: Session
    batch_id: int
    at: datetime
    by: str | None
    _changes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Insert rows given as columns of equal length, those of the import among them."""
        count = len(next(iter(columns.values()), ()))
        insert_columns(self.session, table, {**columns, "batch_id": [self.batch_id] * count})

    def add_rows(self, table: str, rows: Iterable[Mapping[str, Any]]) -> range:
        """As `add`, for rows that others of the same import may point to, all with the same columns; returns their ids."""
        told = list(rows)
        first = reserve_ids(self.session, table, len(told)) if told else 0
        ids = range(first, first + len(told))
        columns = {name: as_stored(list(map(itemgetter(name), told))) for name in told[0]} if told else {}
        self.add(table, {"id": ids, **columns})
        return ids

    def add_new(self, table: str, ids: Ids, rows: Mapping[int, Mapping[str, Any]]) -> Ids:
        """Add the {ref: row} of those that are not stored; returns the ids of all, by ref."""
        added = dict(zip(rows, self.add_rows(table, rows.values()), strict=True))
        return [added.get(ref, row_id) for ref, row_id in enumerate(ids)]

    def confirmed(self) -> dict[str, Any]:
        """Columns of what somebody has said: when, and who."""
        return {"confirmed_at": self.at, "confirmed_by": self.by}

    def change(self, table: str, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Give columns of stored rows other values, and keep what they held: (id, {column: value}) of each."""
        t, alike = table_of(table), defaultdict[tuple[str, ...], list[dict[str, Any]]](list)
        told = list(rows)
        held = {row.id: row for row in rows_in(self.session, select(t), t.c.id, (row_id for row_id, _ in told))}
        for row_id, after in told:
            alike[tuple(after)].append({"of_row": row_id, **{f"new_{name}": value for name, value in after.items()}})
            self._note(table, row_id, json_ready(row_of(held[row_id], after)), json_ready(after))
        for names, values in alike.items():
            statement = update(t).where(t.c.id == bindparam("of_row"))
            self.session.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), values)

    def remove(self, table: str, row_ids: Iterable[int]) -> None:
        """Delete stored rows, and keep all of each."""
        t, going = table_of(table), list(row_ids)
        for row in rows_in(self.session, select(t), t.c.id, going):
            self._note(table, row.id, json_ready(row._mapping), None)
        for part in chunks(going):
            self.session.execute(delete(t).where(t.c.id.in_(part)))

    def _note(self, table: str, row_id: int, before: dict[str, object], after: dict[str, object] | None) -> None:
        action = ChangeAction.UPDATED if after is not None else ChangeAction.DELETED
        told = {"at": self.at, "by": self.by, "batch_id": self.batch_id, "table_name": table, "row_id": row_id}
        self._changes.append({**told, "action": action, "before": before, "after": after})

    def save(self) -> None:
        """Write what was noted of rows that were there before."""
        if self._changes:
            self.session.execute(insert(Change), self._changes)


# --- what a plan says --------------------------------------------------------------------------------------------------------


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
    """One answer to a question."""

    value: str  # stable
    label: str  # shown
    label_local: str | None = None  # with the local names, where there are any
    is_other: bool = False  # one of all that are known, for whoever looks for it in a list: nothing says that it is meant


@dataclass(frozen=True)
class Question:
    """One thing a person must decide, once for all alike rows."""

    key: str  # stable within the file, e.g. "organization:sold project"; the key of the answer
    code: str  # key of the issue catalogue
    text: str  # a sentence
    options: tuple[Option, ...]  # the safe default first: it is what `--yes` takes
    lines: tuple[int, ...] = ()  # rows it is about
    holds_rows: bool = False  # its rows wait (are not committed) until it is answered
    about: tuple[str, ...] = ()  # of two names that are alike, the new one and the likeliest known one, as written
    text_local: str | None = None  # with the local names of areas and kinds of help; None: it names none that has one

    def answered(self, given: Mapping[str, str]) -> str | None:
        """What was answered, {key: value}, where that is still one of the options; None: nothing was."""
        answer = given.get(self.key)
        return answer if answer in {option.value for option in self.options} else None


def offered(question: Question, answers: "Answers") -> Question:
    """The question with the option that an earlier file was answered with first, and marked."""
    before = answers.earlier.get(question.key)
    chosen = next((option for option in question.options if option.value == before), None)
    if chosen is None:
        return question
    local = chosen.label_local and f"{chosen.label_local} (as decided before)"
    marked = Option(chosen.value, f"{chosen.label} (as decided before)", local)
    return replace(question, options=(marked, *(option for option in question.options if option is not chosen)))


def options_of(code: str, *own: Option) -> tuple[Option, ...]:
    """The answers to a question: the first of those that every file has, those of this file, and the others."""
    every = [Option(*told) for told in CATALOGUE[code].options]
    return (*every[:1], *own, *every[1:])


def asked(
    told: RowIssue,
    options: Iterable[Option] = (),
    lines: Iterable[int] = (),
    *,
    key: str = "",
    holds_rows: bool = True,
    about: tuple[str, ...] = (),
) -> Question:
    """The question that an issue of the catalogue is; its key is the code where no other is given. `options`: of this file."""
    text = f"{told.why} {told.suggestion}"
    return Question(key or told.code, told.code, text, options_of(told.code, *options), tuple(lines), holds_rows, about)


@dataclass(frozen=True)
class PlanRow:
    """One row of the plan."""

    lines: tuple[int, ...]  # the file's rows it comes from
    fate: Fate
    what: str
    why: str = ""
    key: str = ""  # where the row can be ticked (`Answers.remove`): 'no longer there' rows
    local: str = ""  # `what` with the local names of service types and areas; empty: it names none
    state: str = ""  # "present", "absent" or "excused"; empty: it says nothing of that


@dataclass(frozen=True)
class Seen:
    """What an attendance file says of those who were there, stored already or not; rows that wait are left out."""

    meetings: int
    first: date | None  # day of the earliest and of the latest of these meetings
    last: date | None
    people: int
    organizations: int


@dataclass(frozen=True)
class Recalled:
    """A correction of another file with the same header."""

    key: str
    file: str
    at: datetime  # when that was confirmed
    choices: Choices  # what of it holds for this file
    used: bool  # False: somebody said that this file is not to be read by it


@dataclass(frozen=True)
class Answers:
    """What the person answered, and (the last three, by `saved_answers.with_earlier`) what was decided before."""

    by_question: dict[str, str] = field(default_factory=dict)  # {question key: option value}
    remove: frozenset[str] = frozenset()  # keys of 'no longer there' rows ticked for removal
    no_members: bool = False  # nobody becomes a member because the file lists them
    guests: frozenset[str] = frozenset()  # names of those who do not
    assumed: frozenset[str] = frozenset()  # keys whose safe answer somebody took for all (`--yes`): never kept as a decision
    earlier: dict[str, str] = field(default_factory=dict)  # what earlier files were answered
    settled: frozenset[str] = frozenset()  # keys the same bytes settle
    separate: frozenset[frozenset[str]] = frozenset()  # pairs of organizations, by key, that are known to be two

    @property
    def date_order(self) -> str | None:
        """The order of day, month and year that was answered."""
        order = self.by_question.get("date_order")
        return order if order in ("DMY", "MDY", "YMD") else None

    def has(self, question: Question) -> bool:
        """Whether one of the options of a question was given as its answer."""
        return question.answered(self.by_question) is not None


def is_decided(question: Question, answers: Answers) -> bool:
    """Whether somebody answered it: only then is the answer kept as a decision."""
    return answers.has(question) and question.key not in answers.assumed


@dataclass
class Plan:
    """What one file would do, given the answers so far; each kind of file says of itself what, and writes it."""

    file: str
    content_hash: str  # SHA-256 of the bytes, hex
    data_version: int  # of the stored facts it was made against
    kind: BatchKind = BatchKind.ATTENDANCE
    format: str = "unknown"
    header: tuple[str, ...] = ()  # the column names as written, for the file of refused rows; empty: they are not kept
    questions: list[Question] = field(default_factory=list)  # those still open come first, once they are settled
    issues: list[RowIssue] = field(default_factory=list)
    refused: str | None = None  # why the whole file was refused; then it does nothing
    # {question key: option value} as somebody answered; kept with the batch
    decisions: dict[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()  # keys nobody answered: while one holds no rows back, nothing is committed
    recalled: Recalled | None = None  # how a file like it was corrected
    # {table: ids of stored rows that the file lists too}: they stay when the file that brought them is undone
    listed: dict[str, list[int]] = field(default_factory=dict)
    # {organization that is or would be a member because the file lists it: last day of its membership; None: none}
    new_members: dict[str, date | None] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)  # {header: cell} of what comes with its refused rows (`dispatch`)

    def counts(self) -> dict[str, int]:
        """{Fate value: number of rows of the file}; fates without rows are left out."""
        raise NotImplementedError

    def numbers(self) -> dict[str, int]:
        """{what: how many would be added, changed or removed}, e.g. {"meetings": 1, "people": 12}, zeros too."""
        raise NotImplementedError

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop of the plan in the order of the file, made on demand: a long file is shown in pages."""
        raise NotImplementedError

    def write(self, record: Record) -> None:
        """Write exactly what was shown, inside the transaction of the record."""
        raise NotImplementedError

    def totals(self) -> dict[str, int]:
        """As `numbers`, without zeros."""
        return {what: number for what, number in self.numbers().items() if number}

    def changes_anything(self) -> bool:
        """False: committing would change nothing (the same file twice)."""
        return not self.refused and bool(self.totals())

    def seen(self) -> Seen | None:
        """What the file tells of those who were there; None: it tells nothing of that."""
        return None

    def refuse(self, told: RowIssue) -> None:
        """Do nothing, because the whole file cannot be taken."""
        self.refused, self.issues = told.why, [told]

    def settle(self, answers: Answers) -> None:
        """Once all questions are found: which are shown, which are open, and what somebody decided.

        An answer nobody gave takes its safe default in the plan, so that somebody sees what it would lead to; it is never kept.
        What the same bytes were answered before is not asked again, where that answer is still possible.
        """
        found = [offered(question, answers) for question in self.questions]
        self.decisions |= {one.key: answers.by_question[one.key] for one in found if is_decided(one, answers)}
        self.decisions |= {"date_order": answers.date_order} if answers.date_order else {}
        self.open = frozenset(question.key for question in found if not answers.has(question))
        shown = [question for question in found if not (question.key in answers.settled and answers.has(question))]
        self.questions = sorted(shown, key=lambda question: question.key in answers.by_question)


def is_ready(plan: Plan) -> bool:
    """Whether it can be committed as it stands: it would change something, and no question is open."""
    return not plan.refused and not plan.open and plan.changes_anything()


_Made = TypeVar("_Made", bound=Plan)
_ROUNDS = 10  # an answer may raise another question


def with_safe_answers(make: Callable[[Answers], _Made], answers: Answers | None = None) -> _Made:
    """The plan in which each open question that has a safe answer takes it, because somebody said so for all of them."""
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
