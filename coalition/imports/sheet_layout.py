"""Where the tables of a sheet stand and what their columns hold. Rows are not judged here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from coalition.imports.dates import find_date
from coalition.imports.headers import (
    TITLE_OR_ROLE,
    Match,
    fold,
    is_foreign,
    is_header_word,
    is_signature,
    match,
    polarity,
    read_header,
)
from coalition.imports.names import clean_name
from coalition.imports.reading import Choices
from coalition.imports.sheet_marks import mark_of
from coalition.imports.sheet_preamble import PAIR_FIELDS, Preamble, is_preamble_row, read_preamble

HEADER_WITHIN = 40
"""A header is looked for in this many first rows."""

_SAMPLE = 200
_SURE = 3
_MONTH_OR_NUMBER = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s*\d{2,4})?|(?:meeting|mtg|m|no\.?"
    r"|ครั้งที่|ครั้ง)\s*\d{1,3}|q[1-4]"
    r"|(?:[ก-๙]{1,2}\.[ก-๙]{1,2}\.|[ก-๙]+คม|[ก-๙]+ยน|กุมภาพันธ์)(?:\s*\d{2,4})?",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:day|session|วันที่|ช่วงที่)\s*\d{1,2}|morning|afternoon|(?:ช่วง)?(?:เช้า|บ่าย)", re.IGNORECASE)
"""Headers of the parts of one meeting, ticked one by one: in any of them is there."""
_ENOUGH = 0.75
"""The first row that is at least this good, measured by the best, is the header: later ones are further tables."""

_SEVERAL = frozenset({"attended", "ignore"})

_FOREIGN_HEADING = re.compile(
    r"(?:action (?:items?|points?)|agenda|decisions?|next steps|minutes|summary|follow[- ]?up|สรุป(?:ผล|จำนวน)?"
    r"|วาระ|มติ|กำหนดการ|เรื่องติดตาม)"
    r"(?:\s+(?:of|from|by)\b.*|ที่ประชุม|การประชุม)?\s*:?$",
    re.IGNORECASE,
)
"""A heading of something else than people, alone in its row."""

Row = list[str]


@dataclass(frozen=True)
class Columns:
    """The columns of one table.

    Attributes:
        fields: the field of each column; None: not used.
        index: {field: column} for the fields of which there is one.
        attended: (column, what a tick in it says) of the columns that say who came.
        dated: {column: date} of a matrix, one column per meeting; empty: no matrix.
        waiting: the column that says who was in the waiting room only; None: there is none.
    """

    fields: tuple[str | None, ...]
    index: dict[str, int]
    attended: tuple[tuple[int, str], ...] = ()
    dated: dict[int, date] = field(default_factory=dict)
    waiting: int | None = None


@dataclass(frozen=True)
class Table:
    """One table of people: its rows `start..stop` of the grid, its columns, and what stands above it."""

    start: int
    stop: int
    header: tuple[str, ...]
    columns: Columns
    preamble: Preamble


@dataclass
class Layout:
    """The tables of a file. `apart` are rows between and after them that are neither data nor blank: {row: issue code}."""

    header: int | None  # row of the first header in the grid; None: the file has none
    tables: list[Table] = field(default_factory=list)
    apart: dict[int, str] = field(default_factory=dict)


def find_header(rows: Sequence[Row], today: date) -> int | None:
    """The row of the first header among the first rows; None: there is none."""
    dated = _date_test(today)
    scores = [read_header(row, dated).score if any(row) else 0.0 for row in rows[:HEADER_WITHIN]]
    scores = [0.0 if score and _is_summary(rows, scores, number) else score for number, score in enumerate(scores)]
    best = max(scores, default=0.0)
    return next((number for number, score in enumerate(scores) if score and score >= _ENOUGH * best), None)


def lay_out(rows: Sequence[Row], header: int | None, choices: Choices, today: date) -> Layout:
    """The tables of a file whose first header is known (None: all rows are data, the columns are in `choices`)."""
    above = rows[:header] if header is not None else []
    preamble = read_preamble(above, today, choices.date_order)
    layout = Layout(header)
    start = 0 if header is None else header + 1
    first = tuple(rows[header]) if header is not None else ("",) * max(map(len, rows), default=0)
    first += ("",) * (max(choices.columns or {0: ""}, default=0) + 1 - len(first))
    cuts = _further_headers(rows, start, first, today, layout)
    stops = [cut for cut, _ in cuts] + [len(rows)]
    layout.tables.append(Table(start, stops[0], first, settle(first, rows[start : stops[0]], choices, today), preamble))
    for (top, at), stop in zip(cuts, stops[1:], strict=True):
        titles = rows[top:at]
        further = read_preamble(titles, today, choices.date_order)
        for number in range(top, at + 1):
            if any(rows[number]):
                layout.apart[number] = "section"
        same = tuple(rows[at]) == first
        columns = layout.tables[0].columns if same else settle(tuple(rows[at]), rows[at + 1 : stop], choices, today)
        layout.tables.append(Table(top, stop, tuple(rows[at]), columns, further.over(layout.tables[-1].preamble)))
    return layout


def _is_summary(rows: Sequence[Row], scores: list[float], number: int) -> bool:
    """A summary block looks like a header too: it has one row of values and then a gap, and a header follows."""
    gap = number + 2
    if sum(match(cell).field in PAIR_FIELDS for cell in rows[number]) < 2:
        return False
    return gap < len(rows) and any(rows[number + 1]) and not any(rows[gap]) and any(scores[gap + 1 :])


def _date_test(today: date) -> Callable[[str], bool]:
    @lru_cache(maxsize=512)
    def dated(cell: str) -> bool:
        return len(cell) < 80 and find_date(cell, today=today) is not None

    return dated


def _further_headers(
    rows: Sequence[Row], start: int, first: tuple[str, ...], today: date, layout: Layout
) -> list[tuple[int, int]]:
    """(first row of its own titles, row) of every header below the first; rows of foreign tables go to `layout.apart`."""
    found: list[tuple[int, int]] = []
    cell_of = next((i for i, cell in enumerate(first) if cell), 0)
    lead = list(first[cell_of : cell_of + 1])
    after_gap, foreign, number = False, False, start
    teams = any(len([c for c in row if c]) == 1 and row[0].startswith("1.") for row in rows[:start] if row)
    while number < len(rows):
        row = rows[number]
        filled = sum(map(bool, row))
        if teams and filled == 1 and row[0][:2] in {"3.", "4."}:
            layout.apart.update({rest: "section" for rest in range(number, len(rows)) if any(rows[rest])})
            break
        same = filled > 1 and row[cell_of : cell_of + 1] == lead and tuple(row) == first
        if same or (after_gap and filled > 1 and _is_further_header(row)):
            top = _top_of(rows, found[-1][1] + 1 if found else start, number, today)
            found.append((top, number))
            foreign = False
        elif (after_gap and filled > 1 and is_foreign(row)) or (filled == 1 and _FOREIGN_HEADING.match("".join(row))):
            foreign = True
        if foreign and filled:
            layout.apart[number] = "note"
        after_gap = filled <= 1 or (after_gap and foreign)
        number += 1
    return found


def _is_further_header(row: Row) -> bool:
    return sum(map(is_header_word, filter(None, row))) >= 2 and read_header(row).score >= 3 and not is_foreign(row)


def _top_of(rows: Sequence[Row], lowest: int, header: int, today: date) -> int:
    """First of the rows above a further header that belong to it: its title rows, if they name a meeting."""
    top, number = header, header - 1
    while number >= lowest and sum(map(bool, rows[number])) <= 4 and header - number <= 12:
        if is_preamble_row(rows[number], today):
            top = number
        number -= 1
    if top == header:
        return header
    while top > lowest and sum(map(bool, rows[top - 1])) == 1 and ":" not in "".join(rows[top - 1]):
        top -= 1
    return top


# --- what the columns hold ------------------------------------------------------------------------------------------
def settle(header: tuple[str, ...], rows: Sequence[Row], choices: Choices, today: date) -> Columns:
    """The field of each column: from its header, then from its cells where the header alone does not decide."""
    read = read_header(header, _date_test(today))
    fields: list[str | None] = [found.field for found in read.matches]
    sample = [row for row in rows[:_SAMPLE] if any(row)]
    _settle_names(fields, read.matches)
    _settle_titles(fields, sample, today)
    _settle_attended(fields, header, rows)
    _keep_the_surest(fields, read.matches)
    dated = _dated_columns(header, fields, sample, today)
    if choices.columns:
        for index, chosen in choices.columns.items():
            if index < len(fields):
                if chosen not in _SEVERAL and chosen in fields:
                    fields[fields.index(chosen)] = None
                fields[index] = chosen
                dated.pop(index, None)
    marks = tuple((i, polarity(header[i])) for i, name in enumerate(fields) if name == "attended")
    waiting = next((i for i, cell in enumerate(header) if fold(cell) in {"inwaitingroom", "ensaladeespera"}), None)
    shown = tuple(None if name == "ignore" else name for name in fields)
    single = {name: i for i, name in reversed(list(enumerate(shown))) if name and name != "attended"}
    return Columns(shown, single, marks, dated, waiting)


def _settle_names(fields: list[str | None], matches: Sequence[Match]) -> None:
    """ "Name" beside a surname is the first name; a full name makes the parts superfluous."""
    names = [i for i, name in enumerate(fields) if name == "name"]
    if "last_name" in fields and "first_name" not in fields and names:
        best = max(names, key=lambda i: (matches[i].strength, -matches[i].rank))
        for i in names:
            fields[i] = "first_name" if i == best else None
    elif names and "first_name" in fields:
        for i, name in enumerate(fields):
            if name in {"first_name", "last_name"}:
                fields[i] = None
    elif "first_name" in fields and "last_name" not in fields:
        fields[fields.index("first_name")] = "name"
    elif "last_name" in fields and "first_name" not in fields:
        fields[fields.index("last_name")] = "name"


def _settle_titles(fields: list[str | None], sample: list[Row], today: date) -> None:
    for i, name in enumerate(fields):
        cells = [row[i] for row in sample if i < len(row) and row[i]]
        if name == TITLE_OR_ROLE:
            prefixes = sum(bool(clean_name(cell + " Somebody Else").prefix) for cell in set(cells))
            few = len(cells) > 3 and len(set(cells)) <= max(1, len(cells) // 4)
            if cells and prefixes * 2 >= len(set(cells)):
                fields[i] = "prefix"
            else:
                fields[i] = "title" if few and "title" not in fields and "date" in fields else "role"
        elif name == "title" and cells and all(mark_of(cell) for cell in set(cells)):
            fields[i] = "attended"  # "Will you attend the meeting on 5 March?"
        elif name == "title" and "date" not in fields:
            dated = sum(find_date(cell, today=today) is not None for cell in set(cells))
            if cells and dated * 2 >= len(set(cells)):
                fields[i] = "meeting"
        elif name == "date" and not any(find_date(cell, today=today) or any(map(str.isdigit, cell)) for cell in set(cells)):
            fields[i] = None


def _settle_attended(fields: list[str | None], header: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Only columns of marks say who came; a column of signatures does when it holds marks."""
    weights: dict[int, int] = {}
    for i, name in enumerate(fields):
        signature = name is not None and is_signature(header[i])
        if name != "attended" and not signature and not (header[i] and _PART.fullmatch(header[i])):
            continue
        cells = [row[i] for row in rows if i < len(row) and row[i]]
        values = {cell: mark_of(cell) for cell in set(cells)}
        good = sum(values[cell] is not None for cell in cells)
        needed = 3 if _weight(header[i]) == _SURE else 2
        fields[i] = "attended" if cells and good * needed >= len(cells) else None
        if fields[i]:
            weights[i] = _weight(header[i])
    strongest = max(weights.values(), default=0)
    for i, weight in weights.items():
        if weight < strongest:
            fields[i] = None


def _weight(header: str) -> int:
    """How much a column is to be believed about who came: an answer to an invitation and a signature the least."""
    if fold(header) == "rsvp" or is_signature(header):
        return 1
    return 2 if "status" in fold(header) or "สถานะ" in header else _SURE


def _keep_the_surest(fields: list[str | None], matches: Sequence[Match]) -> None:
    """One column per field: the surer header, then the left one; of two addresses the one after the name."""
    name_at = next((i for i, name in enumerate(fields) if name in {"name", "first_name"}), 0)
    for wanted in {name for name in fields if name and name not in _SEVERAL}:
        columns = [i for i, name in enumerate(fields) if name == wanted]
        if len(columns) < 2:
            continue
        if wanted == "email":
            best = min(columns, key=lambda i: (i < name_at, abs(i - name_at)))
        else:
            best = max(columns, key=lambda i: (matches[i].strength, -matches[i].rank, -i))
        for i in columns:
            if i != best:
                fields[i] = None


def undated_matrix(header: Sequence[str], columns: Columns, rows: Sequence[Row]) -> bool:
    """Whether ticks stand under months or numbers of meetings: who came is told, and not when."""
    if columns.attended or columns.dated:
        return False
    ticked = 0
    for i, cell in enumerate(header):
        cells = [row[i] for row in rows[:_SAMPLE] if i < len(row) and row[i]]
        ticked += bool(_MONTH_OR_NUMBER.fullmatch(cell)) and bool(cells) and all(mark_of(mark) for mark in cells)
    return ticked >= 2


def _dated_columns(header: tuple[str, ...], fields: list[str | None], sample: list[Row], today: date) -> dict[int, date]:
    """The columns of a matrix: headers that are dates, over cells that are marks; one will do if nothing else is a date."""
    dated: dict[int, date] = {}
    for i, cell in enumerate(header):
        if fields[i] in {None, "title", "date", "attended"} and cell and len(cell) < 80:
            found = find_date(cell, today=today)
            cells = [row[i] for row in sample if i < len(row) and row[i]]
            marks = sum(mark_of(mark) is not None or mark.isdigit() for mark in cells)
            if found and cells and marks * 2 >= len(cells):
                dated[i] = found.on
    if len(dated) < 2 and ("date" in fields or any(fields[i] not in {None, "attended"} for i in dated)):
        return {}
    for i in dated:
        fields[i] = None
    return dated
