"""The open questions of all files of a visit, each distinct one once: one answer for every file that asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from coalition.imports.issues import NEW_OR_KNOWN, OF_ONE_FILE, WITHOUT_SAFE_ANSWER
from coalition.imports.plan import Option, Question
from coalition.views.import_data.uploads import Upload

_OF_ONE_TITLE = "who_they_are"  # asked of the title of a file: of one title it is one question
_NEW = frozenset({"separate", "add", "name"})
"""Answers that say: this name is a new one (of a name in brackets: it stays where it stands)."""


@dataclass(frozen=True)
class Asked:
    """One question as the first file asks it, and all files that ask it."""

    question: Question
    uploads: tuple[Upload, ...]

    def key(self) -> str:
        """Key of its widgets."""
        return f"{self.question.key} {self.uploads[0].digest[:16]}"

    def answer(self, value: str) -> None:
        """Answer it in each of the files, and in those that ask it later in this visit."""
        for upload in self.uploads:
            upload.answer(self.question, value)
        if self.question.code not in OF_ONE_FILE and self.question.code != _OF_ONE_TITLE:
            answers_for_all()[self.question.key] = value

    def in_each(self) -> list[Question]:
        """The question as each of the files asks it."""
        return [q for upload in self.uploads for q in upload.open_questions() if q.key == self.question.key]

    def new(self) -> Option | None:
        """The answer that it is a new one; None: there is none."""
        return next((option for option in self.question.options if option.value in _NEW), None)

    def suggested(self) -> Option | None:
        """The first answer that it is a known one; None: none is suggested."""
        is_known, options = ("same", "map:", "organization"), self.question.options
        return next((option for option in options if option.value.startswith(is_known) and not option.is_other), None)


def answers_for_all() -> dict[str, str]:
    """{key of a question about a word: its answer in this visit}."""
    answers: dict[str, str] = st.session_state.setdefault("answers for all files", {})
    return answers


def how_many_answered(pending: Sequence[Upload]) -> int:
    """How many distinct questions of the files that are not confirmed were answered."""
    once = answers_for_all().keys()
    return len({(key, "" if key in once else upload.digest) for upload in pending for key in upload.answers.by_question})


def asked_again(question: Question, upload: Upload) -> Asked:
    """An answered question with every file of the visit that was given its answer, to change it in all of them."""
    kept: dict[str, Upload] = st.session_state.get("uploads", {})
    is_for_all = question.code not in OF_ONE_FILE and question.code != _OF_ONE_TITLE
    others = [u for u in kept.values() if u is not upload and u.done is None and question.key in u.answers.by_question]
    return Asked(question, (upload, *(others if is_for_all else ())))


def all_asked(found: Sequence[Upload]) -> list[Asked]:
    """The open questions: those that only a person can answer first, else in the order of the files."""
    by_what: dict[tuple[str, ...], list[tuple[Question, Upload]]] = {}
    for upload in found:
        for question in upload.open_questions() if upload.done is None and upload.trouble is None else ():
            by_what.setdefault(_what(question, upload), []).append((question, upload))
    asked = [Asked(alike[0][0], tuple(upload for _, upload in alike)) for alike in by_what.values()]
    return sorted(asked, key=lambda one: (one.question.code not in WITHOUT_SAFE_ANSWER, one.question.code in NEW_OR_KNOWN))


def _what(question: Question, upload: Upload) -> tuple[str, ...]:
    if question.code in OF_ONE_FILE:
        return question.code, question.key, upload.digest
    return question.code, question.key, question.text if question.code == _OF_ONE_TITLE else ""


def follow(found: Sequence[Upload], told: Mapping[str, str]) -> bool:
    """Give files the answers of this visit to what they ask now; whether there were any."""
    given = False
    for upload in found:
        for question in upload.open_questions():
            value = question.answered(told)
            is_for_all = question.code not in OF_ONE_FILE and question.code != _OF_ONE_TITLE
            if is_for_all and value is not None:
                upload.answer(question, value)
                given = True
    return given
