"""What was decided about earlier files: the same bytes are not asked again; of other files the earlier answer is offered first.

Only files that are still in force count: what was decided about a file that was undone is forgotten with it. A correction of
how a file is read holds for files with the same header: it is told, and left again by one click. It stands among the decisions
of its import under a key of what the header says; no name of a person goes into the key, and only its hash is kept.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.imports.cells.headers import match
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.open_dates import ORDER_WORDS
from coalition.imports.cells.reader import FileRefused
from coalition.imports.formats.form import TOP_ROWS
from coalition.imports.formats.registry import likely_programs, program_named
from coalition.imports.plan import Answers, Recalled
from coalition.imports.read.parting import header_score
from coalition.imports.read.values import day_in, plain
from coalition.imports.reading import Choices, Reading
from coalition.imports.services.columns import column_index
from coalition.imports.workbook import read_sheets
from coalition.models import ImportBatch
from coalition.models.ledger import HOW_IT_IS_READ, SEPARATE_FROM
from coalition.queries.decided import Forgotten, corrections
from coalition.vocabulary import BatchState

_OF_A_NAME = ("area:", "service_type:", "organization:", "same_people:")
_OF_THE_BYTES = ("date_order", "who_they_are", "did_they_come", "areas", "service_types", HOW_IT_IS_READ)
_SKIPPED = "refuse"  # rows are still missing because of it: asked again
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
    settled = {key: value for key, value in same.items() if value != _SKIPPED and key not in answers.by_question}
    return replace(
        answers,
        by_question=settled | answers.by_question,
        earlier=earlier | same,
        settled=frozenset(settled),
        separate=frozenset(separate),
    )


def same_bytes(session: Session, content_hash: str) -> set[int]:
    """The batches in force that brought a file with these bytes (SHA-256, hex)."""
    query = select(col(ImportBatch.id)).where(
        col(ImportBatch.content_hash) == content_hash, col(ImportBatch.state) == BatchState.COMMITTED
    )
    return {row_id for row_id in session.scalars(query) if row_id is not None}


# --- how a file is read ---------------------------------------------------------------------------------------------


def choices_as_before(before: Answers, choices: Choices) -> Choices:
    """The choices, completed with those of `before`, with which the same bytes were read: date, header row, columns, sheet.

    What is chosen now goes before. Another header row forgets what belonged to the old one; another sheet its year too.
    """
    earlier = choices_of(before.by_question.get(HOW_IT_IS_READ))
    earlier = replace(earlier, date_order=earlier.date_order or before.date_order)
    if choices.header_line is not None or choices.sheet is not None:
        earlier = replace(earlier, header_line=None, columns=None, layout=None)
    if choices.sheet not in {None, earlier.sheet}:
        earlier = replace(earlier, year=None)
    if earlier.meeting and choices.meeting is None:
        earlier = replace(earlier, meeting=None, date=None)  # it comes again for another of its meetings
    return choices.over(earlier)


def as_decision(choices: Choices) -> dict[str, str]:
    """The choices as a decision, by which the same bytes are read so again; {}: nothing was chosen."""
    told = choices.made()
    return {HOW_IT_IS_READ: json.dumps(told, default=date.isoformat, sort_keys=True)} if told else {}


def choices_of(decided: str | Mapping[str, Any] | None) -> Choices:
    """The reverse of `as_decision`, of its text or its parts; what cannot be read, or is not known any more, is left open."""
    read: dict[str, Callable[[Any], Any]] = {
        "date": date.fromisoformat,
        "year": int,
        "marks": lambda told: {str(word): str(mark) for word, mark in told.items()},
        "columns": lambda told: {int(index): str(name) for index, name in told.items()},
        "date_order": lambda told: told if told in ORDER_WORDS else None,
    }
    try:
        told = json.loads(decided) if isinstance(decided, str) else decided or {}
        known = {field.name for field in fields(Choices)}
        return Choices(**{name: read.get(name, lambda told: told)(value) for name, value in told.items() if name in known})
    except (ValueError, TypeError, AttributeError):
        return Choices()


# --- a correction of how a file is read, remembered for files with the same header -----------------------------------------

_ROWS = 40  # so many first rows of a sheet are looked at for a header
_FEWEST = 2  # so many words, names of people left out, make a header that is known again
_LETTERS = 32
_LETTERS_OF_A_WAY = re.compile(r"=([A-Z]{1,2}(?:\+[A-Z]{1,2})*)(?=,|$)", re.IGNORECASE)
"""Columns that the key of a way to read a sheet names (`read.choose.key_of`)."""


def key_of_header(cells: Sequence[str], program: str, today: date, *, names_across: bool, reach: int = 0) -> str | None:
    """The key of a header row: SHA-256 of its words, 32 hex digits; None: it says too little to be known again.

    Days and numbers are told only as such, and what may be the name of a person not at all; behind the columns that a
    correction names (`reach`) many as one. `names_across`: people stand in the header: only known words of headers count.
    """
    parts = [_part(cell, today, names_across=names_across) for cell in cells]
    while parts and not parts[-1]:
        parts.pop()
    if sum(part not in {"", "#", "*"} for part in parts) + ("#" in parts) < _FEWEST:
        return None
    told = [part for at, part in enumerate(parts) if at < reach or part not in {"#", "*"} or parts[at - 1 : at] != [part]]
    return sha256("|".join([program, *told]).encode()).hexdigest()[:_LETTERS]


def _part(cell: str, today: date, *, names_across: bool) -> str:
    if not cell:
        return ""
    if match(cell).sure:
        return plain(cell)
    if cell.isdigit() or day_in(cell, today):
        return "#"
    return "*" if names_across or (" " in cell.strip() and looks_like_person(cell)) else plain(cell)


def _reach(choices: Choices) -> int:
    """So many first columns hold those that a correction names."""
    named = [index + 1 for index in choices.columns or ()]
    letters = [word for words in _LETTERS_OF_A_WAY.findall(choices.layout or "") for word in words.split("+")]
    return max([*named, *(column_index(word) + 1 for word in letters)], default=0)


def key_to_keep(read: Reading, own: Choices, today: date, chosen: Choices) -> str | None:
    """The key under which the corrections of a file (`own`) are remembered; None: there is none, or no header to know it by."""
    if read.refused or not (own.columns or own.layout or own.header_line or own.sheet):
        return None
    rows = dict(read.preview)
    line = own.header_line or next(iter(read.how.header_lines), None) or read.header_line
    cells = rows.get(line) if line else None
    across = (own.layout or read.how.key).startswith("days-down")
    program = _program(list(rows.values()))
    return key_of_header(cells, program, today, names_across=across, reach=_reach(chosen)) if cells else None


def recall(session: Session, data: bytes, chosen: Choices, today: date) -> Recalled | None:
    """The newest correction of a file with the header of this one; None: none, or somebody corrected this very file."""
    if chosen.columns or chosen.layout or chosen.header_line:
        return None
    kept = corrections(session)
    if not kept:
        return None
    by_key = {one.key: (one, choices_of(one.how)) for one in reversed(kept)}
    keys = _keys(data, today, {_reach(how) for _, how in by_key.values()})
    found = [(sheet, line, key) for sheet, line, key in keys if key in by_key and chosen.sheet in {None, sheet}]
    if len({sheet for sheet, _, _ in found}) != 1:
        return None  # of several sheets with that header somebody says first which one is read
    sheet, line, key = found[0]
    one, how = by_key[key]  # its header may stand in another row, in another sheet
    layout = ",".join(part for part in (how.layout or "").split(",") if not part.startswith("header=")) or None
    told = Choices(line if how.header_line else None, how.columns, layout=layout, sheet=sheet)
    return Recalled(key, one.file, one.at, told, used=chosen.layout is None)


def with_recalled(chosen: Choices, recalled: Recalled | None) -> Choices:
    """How a file is read: as a person chose, and else as one like it was corrected."""
    return chosen if recalled is None or not recalled.used else chosen.over(recalled.choices)


def _keys(data: bytes, today: date, reaches: Iterable[int]) -> Iterator[tuple[str | None, int, str]]:
    """(sheet, line, key) of the first rows of a file, a key for each way to make it."""
    try:
        sheets = read_sheets(data, header_score)
    except FileRefused:
        return
    for sheet in sheets:
        program = _program(sheet.grid.rows)
        for line, row in zip(sheet.grid.lines, sheet.grid.rows[:_ROWS], strict=False):
            for reach, across in product(sorted(reaches), (False, True)):
                if key := key_of_header(row, program, today, names_across=across, reach=reach):
                    yield sheet.name if len(sheets) > 1 else None, line, key


def _program(rows: Sequence[Sequence[str]]) -> str:
    return program_named(likely_programs([list(row) for row in rows[:TOP_ROWS]])) or ""
