"""What is settled before a case breaks, and what is open: the questions of list C10, everywhere or in one area."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from coalition.frames import records
from coalition.queries.checklists import PROTOCOL_LIST, area_path, lists_for, protocol_answers_frame

Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """One question and what counts as its answer.

    Attributes:
        row: of frames.CHECKLIST_ITEMS.
        said: the last word that counts here, a row of frames.PROTOCOL_ANSWERS; None: nobody has settled it.
        history: everything said of it here or for a greater area, the last first.
        elsewhere: the last word of each other area, by name; only where the board is about everywhere.
    """

    row: Row
    said: Row | None
    history: tuple[Row, ...]
    elsewhere: tuple[Row, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether an answer counts here."""
        return self.said is not None and self.said["answer"] is not None


@dataclass(frozen=True)
class Board:
    """The questions in their order, and the list they stand in (a row of frames.CHECKLIST_ITEMS; None: there is none)."""

    questions: tuple[Question, ...]
    head: Row | None

    @property
    def settled(self) -> int:
        """How many are settled [questions]."""
        return sum(question.is_settled for question in self.questions)


def protocol_board(session: Session, *, on: date, area: str | None = None) -> Board:
    """The board on a date, in three statements.

    Of an area the last word about the area itself counts; without one that about its province; without one that about
    everywhere. A question that was opened again in an area is open there, whatever holds elsewhere.

    Args:
        session: reads.
        on: the date.
        area: P-code; None: what holds everywhere.
    """
    places: list[str | None] = [*(area_path(session, pcode=area) if area else []), None]
    questions = records(lists_for(session, codes=[PROTOCOL_LIST], on=on))
    said = records(protocol_answers_frame(session, on=on))
    by_key: dict[str, list[Row]] = {}
    for row in said:
        by_key.setdefault(row["key"], []).append(row)
    board = tuple(_question(row, by_key.get(row["key"], []), places) for row in questions)
    return Board(board, questions[0] if questions else None)


def _question(row: Row, said: list[Row], places: list[str | None]) -> Question:
    last: dict[str | None, Row] = {}
    for answer in said:
        last.setdefault(answer["area"], answer)
    counts = next((last[place] for place in places if place in last), None)
    history = tuple(answer for answer in said if answer["area"] in places)
    others = tuple(last[place] for place in sorted(filter(None, last))) if places == [None] else ()
    return Question(row, counts, history, others)
