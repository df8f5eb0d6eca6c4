"""Words taken out of everything that is stored, such as a name that was typed into a note by mistake.

Undo takes them out of the note and leaves them in the history; this takes them out of both (docs/decisions/0030).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Table
from sqlmodel import Session, SQLModel

from coalition.database import writing
from coalition.edits.erasing.files import compact, copies_with, overwriting
from coalition.edits.erasing.sweep import in_lists, sweep
from coalition.edits.erasing.traces import Traces, traces_of_words
from coalition.edits.record import EditRefused
from coalition.models import ERASED, ERASURE, Change
from coalition.vocabulary import ChangeAction

LONGEST = 120
"""Characters of the words that are looked for."""

_AROUND, _HERE = 24, "\0"


@dataclass(frozen=True)
class Place:
    """Where words stand.

    Attributes:
        table: of the row; of a line of the history that of the row it tells of.
        on: a day of the row; None: it has none.
        before, after: what stands beside the words, each sign of it masked.
        is_history: it is kept in the history only, or there too.
    """

    table: str
    on: date | None
    before: str
    after: str
    is_history: bool


@dataclass(frozen=True)
class Gone:
    """What erasing words does, or has done.

    Attributes:
        places: one for each row that changes.
        rows: {table: rows that change}.
        left: {table: rows} of names that are in use, such as that of an area: there the words stay.
        copies: names of copies beside the database in which the words stand.
        is_compact: the bytes are gone from the file of the database too; only afterwards.
    """

    places: tuple[Place, ...]
    rows: dict[str, int]
    left: dict[str, int]
    copies: tuple[str, ...]
    is_compact: bool = False


class _TakenBack(Exception):
    """Ends a transaction of which nothing is to be kept."""


def words_preview(engine: Engine, words: str) -> Gone:
    """Where the words stand, worked out by taking them out and taking that back at once.

    Raises:
        EditRefused: these words are too few, too many or those of the program itself.
    """
    traces = _traces(words)
    try:
        with writing(engine) as session:
            gone = _take_out(session, engine, traces)
            raise _TakenBack
    except _TakenBack:
        return gone


def erase_words(engine: Engine, words: str, *, by: str | None = None, at: datetime) -> Gone:
    """Put "[erased]" for the words in every text that is stored, the history too. It cannot be undone.

    Raises:
        EditRefused: they stand nowhere, or as for `words_preview`. Nothing is changed then.
    """
    traces = _traces(words)
    with writing(engine) as session:
        overwriting(session)
        gone = _take_out(session, engine, traces)
        if not gone.places:
            raise EditRefused("These words are nowhere in the data.")
        noted = {"words": 1, "rows": gone.rows}
        session.add(Change(at=at, by=by, table_name=ERASURE, row_id=0, action=ChangeAction.DELETED, after=noted))
    return Gone(gone.places, gone.rows, gone.left, gone.copies, compact(engine))


def _traces(words: str) -> Traces:
    line = " ".join(words.split())
    letters = sum(letter.isalnum() for letter in line)
    if letters < (3 if line.isascii() else 2):
        raise EditRefused("Enter at least three letters or digits.")
    if len(line) > LONGEST:
        raise EditRefused("This is too long: {length} characters. {most} are enough.", length=len(line), most=LONGEST)
    traces = traces_of_words(line)
    tables = SQLModel.metadata.sorted_tables
    if line.casefold() in {one.name for table in tables for one in (table, *table.columns)} or traces.without(ERASED) != ERASED:
        raise EditRefused("The program uses this word itself. Enter more of the text.")
    return traces


def _take_out(session: Session, engine: Engine, traces: Traces) -> Gone:
    places, rows = [], Counter[str]()
    for table, row, changed in sweep(session, traces, None):
        places.append(_place(table, row, [row[name] for name in changed], traces))
        rows[table.name] += 1
    return Gone(tuple(places), dict(rows), in_lists(session, traces), copies_with(traces, engine))


def _place(table: Table, row: dict[str, Any], values: list[Any], traces: Traces) -> Place:
    days = [value for value in row.values() if isinstance(value, date)]
    day = next((one.date() if isinstance(one, datetime) else one for one in days), None)
    told = (traces.without(text, _HERE) for value in values for text in _texts_in(value))
    before, _, after = next((text for text in told if _HERE in text), _HERE).partition(_HERE)
    is_history = table.name == "change"
    return Place(
        row["table_name"] if is_history else table.name, day, _masked(before[-_AROUND:]), _masked(after[:_AROUND]), is_history
    )


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _texts_in(one)


def _masked(text: str) -> str:
    return "".join(" " if sign.isspace() else "•" for sign in text)
