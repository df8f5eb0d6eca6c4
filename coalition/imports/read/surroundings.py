"""Evidence of what stands around a table: the days of its rows, its title, the name of its file."""

import re
from collections.abc import Callable
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import match
from coalition.imports.cells.months import is_day_of_year
from coalition.imports.lexicon import any_of
from coalition.imports.read.model import Interpretation
from coalition.imports.read.profile import file_words
from coalition.imports.read.values import day_in, heads_marks, role_of, says
from coalition.imports.services.columns import column_letter

Say = Callable[..., None]
"""Called with the code, the sentence and, where it is not plain, the strength of one observation, and its header."""

_INVITED = re.compile(rf"{any_of('titles_of_lists.invited')}[^:]*$", re.IGNORECASE)
"""Titles of lists of those who were asked to come."""
_AMOUNT = re.compile(r"[^\w]*\d[\d,]*\.\d+")
_DECADES = 365 * 8
_MANY = 5
_DAY_STANDS = {"file": "The day stands in the name of the file", "title": "The day stands above the table"}
_TIMES = frozenset({"date", "meeting", "joined", "timestamp"})
_HALF = 0.5


def is_dated(way: Interpretation) -> bool:
    """Whether it is known when these people met."""
    return way.blocks[0].context.day is not None or any(isinstance(one.day, date) for one in way.result.meetings)


def days(way: Interpretation, say: Say) -> None:
    """What the column of days says, or the day that stands elsewhere."""
    context = way.blocks[0].context
    if way.day_column is None:
        if not way.blocks[0].slots and context.day is not None:
            say("day_elsewhere", _DAY_STANDS.get(context.day_from, "The day stands beside the table"))
        elif not way.blocks[0].slots and is_dated(way):
            say("day_elsewhere", "The day stands above the people")
        return
    column, word = way.profile[way.day_column], way.headers.get(way.day_column, "")
    today, order = way.sheet.today, way.order
    known = role_of(word)[0] in {"date", "moment"} or match(word).field in _TIMES or says(word, "meeting") or heads_marks(word)
    say("day_per_row", "Every row carries a day", column.share("date") * (1.0 if known or not word else _HALF))
    if known:
        say("day_word", f"'{word}' is a word for the day")
    elif word:
        say("day_word_unknown", f"'{word}' is no word for the day of a meeting")
    if any(are_days(text, today) for text in set(column.sample)):
        say("several_days", f"Several days stand in one cell, in the column '{word}'", value=word)
    found = {day for text in column.sample if isinstance(day := day_in(text, today, order), date)}
    if len(found) == 1 and day_in(file_words(way.sheet.name), today, order) in found:
        say("day_same_as_file", "The day in the rows is the day in the file's name")
    if found and (max(found) - min(found)).days > _DECADES:
        say("days_are_not_ours", "The days lie decades apart: they may be days of birth or of hiring")


def surroundings(way: Interpretation, say: Say) -> None:
    """What the title, the headers and the name of the file speak of."""
    own = way.headers.get(way.columns.get("name", -1), "")
    around = " / ".join([file_words(way.sheet.name), way.blocks[0].context.text, own])
    whole = " / ".join([around, *way.headers.values()])
    listed = way.sign == "listed"
    if says(around, "attendance"):
        say("attendance_word", "Title, sheet or file speak of attendance")
    above = way.sheet.rows[: min(way.blocks[0].header, default=0)]
    if listed and any(_INVITED.match(cell.text) for row in above for cell in row):
        say("invited_title", "The title is that of a list of those who were asked to come")
    if (listed or way.sign == "heading") and says(whole, "invitation"):
        say("invitation_word", "File, title or header speak of registration or invitation")
    spoken = says(whole, "attendance") or says(whole, "meeting")
    if listed and way.day_column is not None and not spoken and not _day_of_file(way):
        say("only_a_day", "A day stands beside the names, and no word speaks of attendance or a meeting")
    amounts = [
        at
        for at, column in enumerate(way.profile)
        if at not in way.columns.values() and column.count > 1
        and sum(bool(_AMOUNT.fullmatch(text)) for text in column.sample) > 0.6 * len(column.sample)
    ]  # fmt: skip
    if listed and amounts:
        say("column_of_amounts", f"{column_called(way, amounts[0])} holds amounts")
    dated = way.day_column is not None and role_of(way.headers.get(way.day_column, ""))[0] in {"date", "moment"}
    headed = any(any(block.heads.values()) for block in way.blocks)
    if listed and (headed or "organization" in way.columns) and (dated or (way.day_column is None and is_dated(way))):
        say("organizations_of_a_day", "Names stand with their organizations and the day of a meeting")
    if says(whole, "meeting"):
        say("meeting_word", "Title, header or file speak of a meeting")


def _day_of_file(way: Interpretation) -> bool:
    """Whether the day in the name of the file is one of the first days of the rows."""
    today, order = way.sheet.today, way.order
    day = day_in(file_words(way.sheet.name), today, order)
    column = way.profile[way.day_column] if way.day_column is not None else None
    return day is not None and column is not None and day in {day_in(text, today, order) for text in column.sample[:_MANY]}


def column_called(way: Interpretation, at: int) -> str:
    """A column as it is spoken of: by its header, else by its letter."""
    word = way.headers.get(at, "")
    return f"The column '{word}'" if word else f"Column {column_letter(at)}"


_LEAST = 2
_AND = any_of("date_words.between")
_BETWEEN = re.compile(rf"\s*[,;&+]\s*(?:{_AND}\s+)?|\s*{_AND}\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}")


def are_days(cell: str, today: date) -> bool:
    """Whether a cell holds several days: "14 May 2026, 21 May 2026"."""
    parts = _BETWEEN.split(cell)
    return len(parts) >= _LEAST and all(
        _DAY.fullmatch(part) or is_day_of_year(part) or find_date(part, today=today) for part in parts
    )
