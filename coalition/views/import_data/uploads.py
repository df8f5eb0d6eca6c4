"""The files of one visit: what was answered about each, and its reading and plan, kept while nothing changes.

The state lives in the session under the hash of the bytes: a file dropped again finds its answers again.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coalition import fault
from coalition.database import DatabaseUnreachable
from coalition.imports import pool
from coalition.imports.attendance.mark_questions import with_answer
from coalition.imports.catalogue_asked import ASKED_OF_WORDS, MAY_STAY_OPEN, OF_ONE_FILE, WITHOUT_SAFE_ANSWER
from coalition.imports.commit import Committed
from coalition.imports.jobs import lines_job, plan_job
from coalition.imports.notices import notices_of
from coalition.imports.plan import Answers, Fate, Plan, Question, Rows
from coalition.imports.reading import Choices, Reading
from coalition.imports.source_lines import Lines
from coalition.shell.context import Page
from coalition.shell.file_work import in_words, trouble_of
from coalition.shell.words import md, t
from coalition.vocabulary import BatchKind

_SAME_AS = "same-as:"  # in the value of an option: another organization of the same file

_LINES_KEPT = 500
"""Rows as written that are remembered of each file: those of the screen and of its questions."""


@dataclass
class Upload:
    """One file of this visit.

    Attributes:
        name, digest: name as uploaded and SHA-256 of the bytes, hex.
        choices: corrections of how it is read.
        answers: to the questions of its plan.
        done: what was committed in this visit; None: not yet.
        read, plan: the newest reading (attendance only) and plan.
        rows: of the plan, by fate.
        trouble: what failed, as a sentence; None: nothing.
        is_unseen: the plan was made anew in this run, because somebody saved something: a button that was pressed meant the
            one before.
    """

    name: str
    digest: str
    data: bytes = field(repr=False)
    choices: Choices = field(default_factory=Choices)
    answers: Answers = field(default_factory=Answers)
    done: Committed | None = None
    read: Reading | None = None
    plan: Plan | None = None
    rows: Rows | None = None
    trouble: str | None = None
    is_unseen: bool = False
    _lines: Lines = field(default_factory=dict, repr=False)
    _read_for: Choices | None = None
    _plan_for: tuple[Any, ...] | None = None

    def forget(self) -> None:
        """Let go of everything that can be made again from the bytes; answers and choices stay."""
        self.data, self.read, self.plan, self.rows, self._lines, self._plan_for = b"", None, None, None, {}, None

    def key(self, part: str) -> str:
        """Key of a widget of this file."""
        return f"{part} {self.digest[:16]}"

    def choose(self, **changes: Any) -> None:
        """Correct how the file is read. Another sheet forgets its header row, another header row its columns."""
        if "sheet" in changes:
            changes.setdefault("header_line", None)
        if "header_line" in changes:
            changes.setdefault("columns", None)
        self.choices = replace(self.choices, **changes)

    def answer(self, question: Question, value: str) -> None:
        """Answer one question of the plan; about a name, for the other files of this visit too."""
        if question.key == "date_order" and self.read is not None:
            self.choose(date_order=value)
        if question.code == "choose_sheet":
            self.choose(sheet=value)
        if question.code in ASKED_OF_WORDS:
            self.choose(marks=with_answer(self.choices.marks, question, value))
        if question.code not in OF_ONE_FILE:
            _answers_for_all()[question.key] = value
        if question.code in MAY_STAY_OPEN:
            _pairs().update(told_pairs(question, value))
        self.answers = replace(self.answers, by_question={**self.answers.by_question, question.key: value})

    def answer_of(self, question: Question) -> str | None:
        """The answer given, if it is still one of the options; None: open."""
        given = self.answers.by_question.get(question.key)
        return given if given in {option.value for option in question.options} else None

    def remove(self, keys: Sequence[str], ticked: bool) -> None:
        """Tick (or untick) rows that are no longer in the list, to be removed."""
        now = self.answers.remove | set(keys) if ticked else self.answers.remove - set(keys)
        self.answers = replace(self.answers, remove=frozenset(now))

    def open_questions(self) -> list[Question]:
        """Questions nobody answered yet: those that only a person can answer first, then those that hold rows back."""
        found = [q for q in self.plan.questions if self.answer_of(q) is None] if self.plan else []
        return sorted(found, key=lambda q: (q.code not in WITHOUT_SAFE_ANSWER, q.code in MAY_STAY_OPEN, not q.holds_rows))

    def with_safe_answer(self) -> list[Question]:
        """The open questions whose first option may be taken unseen."""
        return [q for q in self.open_questions() if q.code not in WITHOUT_SAFE_ANSWER]

    def as_written(self, wanted: Collection[int]) -> Lines:
        """The cells of some rows as they stand in the file; of shared cases none: what somebody typed stays off the screen."""
        if self.plan is None or self.plan.kind is BatchKind.CASES:
            return {}
        if not set(wanted) <= set(self._lines):
            read = self.read
            how = {"encoding": read.encoding, "delimiter": read.delimiter, "sheet": read.sheet} if read else {}
            try:
                found = pool.run(lines_job, pool.MOST_SECONDS, None, self.data, wanted, **how)
            except pool.WorkFailed:
                found = {}  # what becomes of the rows is known all the same
            kept = self._lines if len(self._lines) < _LINES_KEPT else {}
            self._lines = kept | dict.fromkeys(wanted, ()) | found
        return {line: self._lines[line] for line in wanted if self._lines[line]}

    def blocking(self) -> list[Question]:
        """Open questions whose answer changes what is stored: nothing of the file is kept before they are answered."""
        return [q for q in self.open_questions() if q.code not in MAY_STAY_OPEN]

    def is_ready(self) -> bool:
        """Whether it can be confirmed as it stands: it would change something and no question is open."""
        plan = self.plan if self.trouble is None else None
        return bool(plan and not plan.refused and plan.changes_anything() and not self.open_questions())

    def wants_a_look(self) -> bool:
        """Whether rows of it are refused, or something in it was read in a way that is worth a look before it is confirmed."""
        plan = self.plan if self.trouble is None else None
        return bool(plan and (plan.counts().get(Fate.REFUSED.value) or notices_of(plan.issues)))

    def may_stay_open(self, question: Question) -> bool:
        """Whether the file may be confirmed without an answer to this question: its safe answer is taken then."""
        return question.code in MAY_STAY_OPEN


def told_pairs(question: Question, value: str) -> dict[frozenset[str], bool]:
    """{two organizations of the file: whether they are one}, as an answer about similar names says it.

    'A looks like B' in one file is 'B looks like A' in another, where B stands first.
    """
    own = question.key.removeprefix("organization:")
    others = [option.value for option in question.options if option.value.startswith(_SAME_AS)]
    return {frozenset({own, other.removeprefix(_SAME_AS)}): other == value for other in others}


def known_answer(question: Question, pairs: Mapping[frozenset[str], bool]) -> str | None:
    """The answer that follows from what was said about the same pairs of names; None: it must be asked."""
    own = question.key.removeprefix("organization:")
    safe, *others = [option.value for option in question.options]
    said = {other: pairs.get(frozenset({own, other.removeprefix(_SAME_AS)})) for other in others}
    same = [other for other, is_one in said.items() if is_one]
    if len(same) == 1:
        return same[0]
    return safe if said and all(is_one is False for is_one in said.values()) else None


def _pairs() -> dict[frozenset[str], bool]:
    pairs: dict[frozenset[str], bool] = st.session_state.setdefault("pairs of names", {})
    return pairs


def _answers_for_all() -> dict[str, str]:
    answers: dict[str, str] = st.session_state.setdefault("answers for all files", {})
    return answers


def uploads(files: Sequence[UploadedFile]) -> list[Upload]:
    """The files in the uploader as `Upload`s of this session; the same bytes twice are one."""
    kept: dict[str, Upload] = st.session_state.setdefault("uploads", {})
    digests: dict[str, str] = st.session_state.setdefault("digests", {})
    found: dict[str, Upload] = {}
    for file in files:
        if file.file_id not in digests:
            digests[file.file_id] = sha256(file.getbuffer()).hexdigest()
        digest = digests[file.file_id]
        if digest not in kept:
            kept[digest] = Upload(file.name, digest, file.getvalue())
        found[digest] = kept[digest]
    for digest in set(kept) - set(found):
        kept[digest].forget()
    for file in files:
        upload = found[digests[file.file_id]]
        upload.data = upload.data or file.getvalue()
    return list(found.values())


def make_plan(page: Page, upload: Upload, version: int) -> None:
    """Read the file and compare it with what is stored, unless that was done for the same choices, answers and data.

    What was said about two names in another file of this visit is not asked again. A file that fails says so in `trouble` and
    stops no other; a database that fails is told by the page.
    """
    upload.trouble = None
    try:
        _plan_and_follow(page, upload, version)
    except (DatabaseUnreachable, SQLAlchemyError):
        raise
    except Exception as problem:
        logging.getLogger(__name__).error("A file could not be planned: %s", fault.told(problem))
        upload.trouble = trouble_of(problem)
        upload.plan, upload.rows, upload._plan_for = None, None, None


def _plan_and_follow(page: Page, upload: Upload, version: int) -> None:
    _make_plan(page, upload, version)
    follows = {q.key: known_answer(q, _pairs()) for q in upload.open_questions() if q.code in MAY_STAY_OPEN}
    answered = {key: value for key, value in follows.items() if value is not None}
    if answered:
        upload.answers = replace(upload.answers, by_question={**upload.answers.by_question, **answered})
        _make_plan(page, upload, version)


def _make_plan(page: Page, upload: Upload, version: int) -> None:
    told = {**upload.answers.by_question, **_answers_for_all()}
    upload.answers = replace(upload.answers, by_question=told)
    wanted = (upload.choices, upload.answers, version)
    if upload.plan is not None and upload._plan_for == wanted:
        return
    upload.is_unseen |= upload._plan_for is not None and upload._plan_for[:-1] == wanted[:-1]
    known = upload.read if upload._read_for == upload.choices else None
    upload.plan, upload.read = _plan_apart(page, upload, known)
    upload.rows, upload._lines = Rows(upload.plan), {}
    upload._read_for, upload._plan_for = upload.choices, wanted


def _plan_apart(page: Page, upload: Upload, known: Reading | None) -> tuple[Plan, Reading | None]:
    with in_words(t("Reading {file}", file=md(upload.name))) as progress:
        return pool.run(
            plan_job,
            pool.MOST_SECONDS,
            progress,
            url=page.engine.url.render_as_string(hide_password=False),
            data=upload.data,
            name=upload.name,
            today=page.today,
            answers=upload.answers,
            choices=upload.choices,
            reading_known=known,
        )
