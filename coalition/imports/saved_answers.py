"""What was decided about earlier files: the same bytes are not asked again; of other files the earlier answer is offered first.

Only files that are still in force count: what was decided about a file that was undone is forgotten with it.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.imports.cells.date_readings import ORDER_WORDS
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.reading import Choices
from coalition.models import ImportBatch
from coalition.models.ledger import HOW_IT_IS_READ, SEPARATE_FROM
from coalition.queries.decided import Forgotten
from coalition.vocabulary import BatchState

_OF_A_NAME = ("area:", "service_type:", "organization:", "same_people:")
_OF_THE_BYTES = ("date_order", "who_they_are", "did_they_come", "areas", "service_types", HOW_IT_IS_READ)
_UNDECIDED = {"refuse", "wait"}  # rows are still missing because of it: asked again
_NEWEST = 500  # batches looked at


def with_earlier(session: Session, content_hash: str, answers: Answers) -> Answers:
    """The answers, completed with what was decided about the same bytes, and with what other files were answered."""
    query = (
        select(col(ImportBatch.content_hash), col(ImportBatch.summary), col(ImportBatch.committed_at))
        .where(col(ImportBatch.state) == BatchState.COMMITTED)
        .order_by(col(ImportBatch.id).desc())
        .limit(_NEWEST)
    )
    earlier: dict[str, str] = {}
    same: dict[str, str] = {}
    separate: set[frozenset[str]] = set()
    forgotten = Forgotten(session)
    for digest, summary, at in reversed(session.execute(query).all()):
        decisions: Mapping[str, str] = summary.get("decisions") or {}
        for key, value in decisions.items():
            if value == "wait" or forgotten.name(key.removeprefix("organization:"), at):
                continue
            if key.startswith(SEPARATE_FROM):
                one = key.removeprefix(SEPARATE_FROM)
                separate |= {frozenset((one, other)) for other in value.split("|") if not forgotten.pair(one, other, at)}
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
        asked_again=frozenset(same.keys() - settled - answers.by_question.keys()),
        separate=frozenset(separate),
    )


def offered(question: Question, answers: Answers) -> Question:
    """The question with the option that an earlier file was answered with first, and marked."""
    before = answers.earlier.get(question.key)
    chosen = next((option for option in question.options if option.value == before), None)
    if chosen is None:
        return question
    local = chosen.label_local and f"{chosen.label_local} (as decided before)"
    marked = Option(chosen.value, f"{chosen.label} (as decided before)", local)
    return replace(question, options=(marked, *(option for option in question.options if option is not chosen)))


# --- how a file is read ---------------------------------------------------------------------------------------------


def choices_as_before(session: Session, content_hash: str, choices: Choices) -> Choices:
    """The choices, completed with those the same bytes were read with before: its date, header row, columns, order, sheet.

    What is chosen now goes before. Another header row forgets what belonged to the old one; another sheet its year too.
    """
    decided = with_earlier(session, content_hash, Answers()).by_question
    earlier = choices_of_decision(decided.get(HOW_IT_IS_READ, ""))
    if earlier.date_order is None and decided.get("date_order") in ORDER_WORDS:
        earlier = replace(earlier, date_order=decided["date_order"])
    if choices.header_line is not None or choices.sheet is not None:
        earlier = replace(earlier, header_line=None, columns=None, layout=None)
    if choices.sheet not in {None, earlier.sheet}:
        earlier = replace(earlier, year=None)
    given = {name: value for name, value in _choices_made(choices).items() if name not in {"columns", "marks"}}
    columns = {**(earlier.columns or {}), **(choices.columns or {})} or None
    marks = {**(earlier.marks or {}), **(choices.marks or {})} or None
    return replace(earlier, **given, columns=columns, marks=marks)


def as_decision(choices: Choices) -> str:
    """The choices as JSON, those left open left out; empty where nothing was chosen."""
    told = _choices_made(choices)
    return json.dumps(told, default=date.isoformat, sort_keys=True) if told else ""


def choices_of_decision(text: str) -> Choices:
    """The reverse of `as_decision`; what cannot be read, or is not known any more, is left open."""
    try:
        told = json.loads(text) if text else {}
        known = {field.name for field in fields(Choices)}
        values: dict[str, Any] = {name: value for name, value in told.items() if name in known}
        if "date" in values:
            values["date"] = date.fromisoformat(values["date"])
        if "marks" in values:
            values["marks"] = {str(word): str(mark) for word, mark in values["marks"].items()}
        if "columns" in values:
            values["columns"] = {int(index): str(name) for index, name in values["columns"].items()}
        return Choices(**values)
    except (ValueError, TypeError, AttributeError):
        return Choices()


def _choices_made(choices: Choices) -> dict[str, Any]:
    return {field.name: value for field in fields(Choices) if (value := getattr(choices, field.name)) is not None}
