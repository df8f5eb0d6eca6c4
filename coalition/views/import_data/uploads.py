"""The files of one visit: what was answered about each, and their readings and plans, kept while nothing changes.

The state lives in the session under the hash of the bytes: a file dropped again finds its answers again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count, islice, takewhile
from time import monotonic, sleep
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coalition.imports.attendance.questions import HELPED, choices_answered
from coalition.imports.commit import Committed, File
from coalition.imports.dispatch import Lines, lines_of
from coalition.imports.issues import WITHOUT_SAFE_ANSWER, notices_of
from coalition.imports.plan import Answers, Fate, Plan, PlanRow, Question, is_ready
from coalition.imports.reading import Choices, Reading
from coalition.imports.saved_answers import with_recalled
from coalition.shell.words import counted
from coalition.views.import_data.half_answered import HALF_ANSWERED
from coalition.vocabulary import BatchKind
from coalition.workers import pool

_LINES_KEPT = 500
"""Rows as written that are remembered of each file: those of the screen and of its questions."""


_AT_A_TIME = 5_000  # rows made at once: a long plan is never a long list


class Rows:
    """The rows of a plan by fate, a few at a time: of all rows only the fates are kept."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._fates: list[Fate] | None = None

    def picked(self, fates: Collection[Fate] | None, start: int, stop: int) -> list[PlanRow]:
        """Rows start..stop of those with one of these fates, in the order of the file; None: of all rows."""
        if fates is None:
            return self._plan.rows(start, stop)
        if self._fates is None:
            parts = (self._plan.rows(first, first + _AT_A_TIME) for first in count(0, _AT_A_TIME))
            self._fates = [row.fate for rows in takewhile(bool, parts) for row in rows]
        places = (place for place, fate in enumerate(self._fates) if fate in fates)
        return [row for place in islice(places, start, stop) for row in self._plan.rows(place, place + 1)]


@dataclass
class Upload:
    """One file of this visit.

    Attributes:
        name, digest: name as uploaded and SHA-256 of the bytes, hex.
        choices: corrections of how it is read.
        answers: to the questions of its plan.
        done: what was committed in this visit; None: not yet.
        read, plan: the newest reading (None: shared cases) and plan.
        read_for: the choices of that reading; None: it was not read yet.
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
    read_for: Choices | None = None
    rows: Rows | None = None
    trouble: str | None = None
    is_unseen: bool = False
    _lines: Lines = field(default_factory=dict, repr=False)

    def forget(self) -> None:
        """Let go of everything that can be made again from the bytes; answers and choices stay."""
        self.data, self.read, self.plan, self.read_for, self.rows, self._lines, self.trouble = (
            b"",
            None,
            None,
            None,
            None,
            {},
            None,
        )

    def take(self, plan: Plan | None, read: Reading | None, *, is_unseen: bool) -> None:
        """Show this plan from now on."""
        if plan is None or read is not self.read:
            self._lines = {}
        self.plan, self.read, self.rows = plan, read, Rows(plan) if plan is not None else None
        self.read_for = self.choices
        self.is_unseen |= is_unseen

    def as_file(self) -> File:
        """What its plan is made from."""
        known = self.read if self.read_for == self.choices else None
        return File(self.data, self.name, self.answers, self.choices, known)

    def key(self, part: str) -> str:
        """Key of a widget of this file."""
        return f"{part} {self.digest[:16]}"

    def choose(self, **changes: Any) -> None:
        """Correct how the file is read. Another sheet forgets its header row and its year, another header row its columns and
        its layout."""
        if "sheet" in changes:
            changes = {"header_line": None, "year": None} | changes
            told = {key: value for key, value in self.answers.by_question.items() if key != "which_year"}
            self.answers = replace(self.answers, by_question=told)
        if "header_line" in changes:
            changes |= {"columns": None, "layout": None} | changes
        elif "columns" in changes and self.choices.layout:  # a key says which columns hold the names
            changes["layout"] = self.choices.layout.partition(",")[0]
        base = self.choices
        if self.plan is not None and changes.keys() & {"columns", "header_line"}:  # corrected further: it stays as it is shown
            base = with_recalled(base, self.plan.recalled)
            if changes.get("columns"):
                changes["columns"] = {**(base.columns or {}), **changes["columns"]}
        self.choices = replace(base, **changes)
        self._keep()

    def answer(self, question: Question, value: str) -> None:
        """Answer one question of the plan."""
        of_attendance = self.read is not None and self.read.kind is BatchKind.ATTENDANCE
        if changes := choices_answered(self.choices, question, value) if of_attendance else {}:
            self.choose(**changes)
        self.answers = replace(self.answers, by_question={**self.answers.by_question, question.key: value})
        self._keep()

    def _keep(self) -> None:
        """Let a reload find the answers; nothing is kept of shared cases, nor of a list of people who are helped."""
        is_of_survivors = HELPED in self.answers.by_question.values()
        if (self.plan is not None and self.plan.kind is BatchKind.CASES) or is_of_survivors:
            HALF_ANSWERED.forget(self.digest)
        elif self.plan is not None:
            HALF_ANSWERED.keep(self.digest, self.choices, self.answers)

    def answer_of(self, question: Question) -> str | None:
        """The answer given, if it is still one of the options; None: open."""
        return question.answered(self.answers.by_question)

    def remove(self, keys: Sequence[str], ticked: bool) -> None:
        """Tick (or untick) rows that are no longer in the list, to be removed."""
        now = self.answers.remove | set(keys) if ticked else self.answers.remove - set(keys)
        self.answers = replace(self.answers, remove=frozenset(now))

    def make_guests(self, everybody: bool, some: frozenset[str]) -> None:
        """Say who of those whom only this file names become no members: everybody, or those of these names."""
        if (self.answers.no_members, self.answers.guests) != (everybody, some):
            self.answers = replace(self.answers, no_members=everybody, guests=some)
            self._keep()

    def open_questions(self) -> list[Question]:
        """Questions nobody answered yet: those that only a person can answer first, then those that hold rows back."""
        found = [q for q in self.plan.questions if q.key in self.plan.open] if self.plan else []
        return sorted(found, key=lambda q: (q.code not in WITHOUT_SAFE_ANSWER, not q.holds_rows))

    def as_written(self, wanted: Collection[int]) -> Lines:
        """The cells of some rows as they stand in the file; of shared cases none: what somebody typed stays off the screen."""
        if self.plan is None or self.plan.kind is BatchKind.CASES:
            return {}
        if not set(wanted) <= set(self._lines):
            read = self.read
            how = {"encoding": read.encoding, "delimiter": read.delimiter, "sheet": read.sheet} if read else {}
            try:
                found = pool.run(lines_of, pool.MOST_SECONDS, None, self.data, wanted, **how)
            except pool.WorkFailed:
                found = {}  # what becomes of the rows is known all the same
            kept = self._lines if len(self._lines) < _LINES_KEPT else {}
            self._lines = kept | dict.fromkeys(wanted, ()) | found
        return {line: self._lines[line] for line in wanted if self._lines[line]}

    def is_ready(self) -> bool:
        """Whether it can be confirmed as it stands: it would change something and no question is open."""
        return self.trouble is None and self.plan is not None and is_ready(self.plan)

    def refused_rows(self) -> int:
        """How many of its rows are refused."""
        return self.plan.counts().get(Fate.REFUSED.value, 0) if self.plan is not None else 0

    def skipped_rows(self) -> int:
        """How many of its rows stay out because somebody skipped what is asked about them; while a question is open, none."""
        plan = self.plan
        return plan.counts().get(Fate.WAITING.value, 0) if plan is not None and not plan.open else 0

    def wants_a_look(self) -> bool:
        """Whether rows of it are refused, or something in it was read in a way that is worth a look before it is confirmed."""
        plan = self.plan if self.trouble is None else None
        return bool(plan and (self.refused_rows() or notices_of(plan.issues)))


def forget_ticks() -> None:
    """Untick all rows to be removed: after an undo they are asked about anew. What was answered stays."""
    for upload in st.session_state.get("uploads", {}).values():
        upload.answers = replace(upload.answers, remove=frozenset())


def uploads(files: Sequence[UploadedFile], *, opened: bool = False) -> list[Upload]:
    """The files of the visit as `Upload`s: those in the uploader, and those that it lost; the same bytes twice are one.

    An uploader forgets its files when another page is opened, and when that is tried while a field is still open. Only a
    file that somebody took out of it is gone.

    Args:
        files: what the uploader holds.
        opened: the page was opened just now: a lost file that is confirmed is not shown again.
    """
    kept: dict[str, Upload] = st.session_state.setdefault("uploads", {})
    digests: dict[str, str] = st.session_state.setdefault("digests", {})
    here: dict[str, Upload] = {}
    st.session_state[_TWICE] = {}
    for file in files:
        if file.file_id not in digests:
            digests[file.file_id] = sha256(file.getbuffer()).hexdigest()
        digest = digests[file.file_id]
        if digest not in kept:
            kept[digest] = _as_left(file.name, digest, file.getvalue())
        kept[digest].data = kept[digest].data or file.getvalue()
        if digest in here:
            st.session_state[_TWICE][file.name] = kept[digest].name
        here[digest] = kept[digest]
    gone = {digest: upload for digest, upload in kept.items() if digest not in here and upload.data}
    lost = _not_taken_out({file_id: digest for file_id, digest in digests.items() if digest in gone})
    found = {
        digest: upload for digest, upload in kept.items() if digest in here or (digest in lost and not (opened and upload.done))
    }
    for digest in gone.keys() - found.keys():
        kept[digest].forget()
    st.session_state[_LOST] = [digest for digest in found if digest not in here]
    return list(found.values())


def lost_by_the_uploader() -> list[Upload]:
    """Of the files of `uploads` those that the uploader does not show any more."""
    return [st.session_state["uploads"][digest] for digest in st.session_state.get(_LOST, ())]


def chosen_twice() -> dict[str, str]:
    """{file of the uploader: the file whose bytes it has too}: it is no file of its own."""
    twice: dict[str, str] = st.session_state.get(_TWICE, {})
    return twice


def take_out(some: Sequence[Upload]) -> None:
    """Let go of files that are not confirmed; their answers are found again with the files."""
    for upload in some:
        upload.forget()


_LOST = "files the uploader lost"
_TWICE = "files chosen twice"
_PATIENCE, _LOOK = 0.3, 0.05
"""Seconds: a browser tells that a file was taken out, and the server that it may go, at the same time."""


def _not_taken_out(gone: Mapping[str, str]) -> set[str]:
    """Of files that are not in the uploader ({its number of one: digest}) those that the server still holds for it."""
    context = get_script_run_ctx()
    if context is None or not gone:
        return set()
    until = monotonic() + _PATIENCE
    while True:
        held = context.uploaded_file_mgr.get_files(context.session_id, list(gone))
        if len(held) < len(gone) or monotonic() >= until:
            return {gone[one.file_id] for one in held}
        sleep(_LOOK)


def named(some: Sequence[Upload]) -> str:
    """What is at work: the name of the one file, or how many there are."""
    first, *others = some
    return counted({"files": len(some)}) if others else first.name


def _as_left(name: str, digest: str, data: bytes) -> Upload:
    """A file as it was left before the page was reloaded, if it was."""
    choices, answers = HALF_ANSWERED.find(digest) or (Choices(), Answers())
    return Upload(name, digest, data, choices, answers)
