"""`actions` as a table and JSON."""

import json
from datetime import date

from sqlalchemy import Engine

from coalition.answers.actions import (
    STATUS_NAMES,
    ActionBoard,
    ActionStatus,
    action_board,
    board_json,
    carried_words,
    due_words,
    gap_words,
)
from coalition.cli.common import say, table
from coalition.database import reading
from coalition.frames import records
from coalition.queries.ledger import settings


def print_actions(engine: Engine, *, on: date, as_json: bool) -> None:
    """The promises of a date: JSON, or a table of what is open and what ended lately."""
    with reading(engine) as session:
        board = action_board(session, settings=settings(session), on=on)
    if as_json:
        print(json.dumps(board_json(board), ensure_ascii=False))
    else:
        _print_board(board)


def _print_board(board: ActionBoard) -> None:
    late = board.counts[ActionStatus.OVERDUE]
    since = f" since the meeting of {board.since}" if board.since else ""
    say(f"Actions on {board.on}: {board.open} open, {late} overdue, {board.counts[ActionStatus.DONE]} done{since}")
    rows = []
    for row in records(board.items):
        owner = ", ".join(filter(None, [row["organization"], row["person"]])) or "?"
        due = due_words(row, _tell, date.isoformat)
        gap = gap_words(row, _tell, date.isoformat, kind=row["service_type"] or "", area=row["area"] or "")
        rows.append([STATUS_NAMES[ActionStatus(row["status"])], row["what"], owner, due, carried_words(row, _tell), gap])
    if rows:
        say(table(["status", "what", "who", "when", "carried over", "the gap"], rows))


def _tell(text: str, **values: object) -> str:
    return text.format(**values)
