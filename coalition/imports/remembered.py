"""What was decided about earlier files: the same bytes are not asked again; of other files the earlier answer is offered first.

Only files that are still in force count: what was decided about a file that was undone is forgotten with it.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.imports.plan import Answers, Option, Question
from coalition.models import ImportBatch
from coalition.vocabulary import BatchState

SEPARATE_FROM = "separate:"
"""Key of a decision: "separate:" and the key of an organization -> keys, with bars between, of those it is not."""

_OF_A_NAME = ("area:", "service_type:", "organization:")
_OF_THE_BYTES = ("date_order", "areas", "service_types")
_UNDECIDED = {"refuse", "wait"}  # rows are still missing because of it: asked again
_NEWEST = 500  # batches looked at


def with_earlier(session: Session, content_hash: str, answers: Answers) -> Answers:
    """The answers, completed with what was decided about the same bytes, and with what other files were answered."""
    query = (
        select(col(ImportBatch.content_hash), col(ImportBatch.summary))
        .where(col(ImportBatch.state) == BatchState.COMMITTED)
        .order_by(col(ImportBatch.id).desc())
        .limit(_NEWEST)
    )
    earlier: dict[str, str] = {}
    same: dict[str, str] = {}
    separate: set[frozenset[str]] = set()
    for digest, summary in reversed(session.execute(query).all()):
        decisions: Mapping[str, str] = summary.get("decisions") or {}
        for key, value in decisions.items():
            if key.startswith(SEPARATE_FROM):
                separate |= {frozenset((key.removeprefix(SEPARATE_FROM), other)) for other in value.split("|")}
            if key.startswith(_OF_A_NAME):
                earlier[key] = value
            if digest == content_hash and (key.startswith(_OF_A_NAME) or key in _OF_THE_BYTES):
                same[key] = value
    settled = {key for key, value in same.items() if value not in _UNDECIDED and key not in answers.by_question}
    return replace(
        answers,
        by_question={**same, **answers.by_question},
        earlier=earlier | same,
        settled=frozenset(settled),
        separate=frozenset(separate),
    )


def offered(question: Question, answers: Answers) -> Question:
    """The question with the option that an earlier file was answered with first, and marked."""
    before = answers.earlier.get(question.key)
    chosen = next((option for option in question.options if option.value == before), None)
    if chosen is None:
        return question
    marked = Option(chosen.value, f"{chosen.label} (as decided before)")
    return replace(question, options=(marked, *(option for option in question.options if option is not chosen)))


def still_asked(questions: list[Question], answers: Answers) -> list[Question]:
    """The questions without those that the same bytes were answered before, where that answer is still possible."""

    def is_settled(question: Question) -> bool:
        given = answers.by_question.get(question.key)
        return question.key in answers.settled and given in {option.value for option in question.options}

    return [question for question in questions if not is_settled(question)]
