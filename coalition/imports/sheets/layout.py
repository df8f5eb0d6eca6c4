"""Where the tables of a sheet stand and what their columns hold. Rows are not judged here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.months import is_day_of_year
from coalition.imports.issues import RowIssue
from coalition.imports.read.above import Preamble, is_preamble_row, read_preamble
from coalition.imports.reading import Choices
from coalition.imports.sheets.columns import Columns, date_test, settle, the_year
from coalition.imports.sheets.contents import bare_rows, column_of_people, holds_people
from coalition.imports.sheets.headers import FOREIGN_HEADING, fold, is_foreign, is_header_word, match, read_header
from coalition.imports.sheets.heads import heads_of
from coalition.imports.sheets.two_row_header import HeaderTexts, whole_header, words_above

HEADER_WITHIN = 40
"""A header is looked for in this many first rows."""

_SAMPLE = 200
_OF_PEOPLE = frozenset({"organization", "email", "phone", "role", "timestamp"})
_ENOUGH = 0.75
"""The first row that is at least this good, measured by the best, is the header: later ones are further tables."""

_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])\.?")

_NOT_EMPTY, _NOT_FULL = re.compile(b"[^\2]"), re.compile(b"[^\0]")
"""In the bytes of `bare_rows`: the rows that matter after a gap, and before one."""

Row = list[str]


@dataclass
class Told:
    """What became of the rows that are not listed: `issues` refuse them or say that they are no person.

    `marks`: `Choices.marks`, what was answered about words in a column of marks.
    """

    issues: list[RowIssue] = field(default_factory=list)
    blank: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table of people: its rows `start..stop` of the grid, its columns, and what stands above it."""

    start: int
    stop: int
    header: tuple[str, ...]
    columns: Columns
    preamble: Preamble
    heads: Mapping[int, str] = field(default_factory=dict)  # {row: the organization it names for the rows below it}
    is_page: bool = False  # the header of the table above once more and nothing over it: the list goes on


@dataclass
class Layout:
    """The tables of a file. `apart` are rows between and after them that are neither data nor blank: {row: issue code}."""

    header: int | None  # row of the first header in the grid; None: the file has none
    tables: list[Table] = field(default_factory=list)
    apart: dict[int, str] = field(default_factory=dict)
    year: str = ""  # the one year that the titles and the name of the file speak of


def find_header(rows: Sequence[Row], today: date) -> int | None:
    """The row of the first header among the first rows; None: there is none."""
    whole = date_test(today)

    def dated(cell: str) -> bool:
        return whole(cell) or is_day_of_year(cell) or _DAY_AND_MONTH.fullmatch(cell) is not None

    scores = [read_header(row, dated).score if any(row) else 0.0 for row in rows[:HEADER_WITHIN]]
    best = max(scores, default=0.0)
    if not best:
        return _header_over_people(rows, today)
    return next((number for number, score in enumerate(scores) if score and score >= _ENOUGH * best), None)


def _header_over_people(rows: Sequence[Row], today: date) -> int | None:
    """The first row with two known headers over a column of people's names whose own header nobody has seen before.

    Under the day of a meeting a known header of the names will do.
    """
    dated = False
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        fields = [match(cell).field for cell in row]
        if dated and not is_foreign(row):
            alone = sum(map(bool, row)) == 1
            names = (i for i, cell in enumerate(row) if fields[i] == "name" and (not alone or match(cell).strength > 1))
            at = next(names, None)
            if at is not None and holds_people(rows[number + 1 : number + 1 + _SAMPLE], at):
                return number
        dated = dated or read_preamble([row], today).on is not None
        known = [name for name in fields if name and name not in {"ignore", "title", "place"}]
        if len(known) < 2 or not _OF_PEOPLE & set(known) or is_foreign(row) or any("@" in cell for cell in row):
            continue
        if column_of_people(fields, row, rows[number + 1 : number + 1 + _SAMPLE]) is not None:
            return number
    return None


def lay_out(rows: Sequence[Row], header: int | None, choices: Choices, today: date, file: str = "") -> Layout:
    """The tables of a file whose first header is known (None: all rows are data, the columns are in `choices`)."""
    top = header - bool(words_above(rows[header], rows[header - 1])) if header else 0
    above = rows[:top]
    preamble = read_preamble(above, today, choices.date_order)
    titles = [cell for row in above for cell in row if cell] + [file]
    layout = Layout(header, year=the_year(titles))
    start = 0 if header is None else header + 1
    first = tuple(rows[header]) if header is not None else ("",) * max(map(len, rows), default=0)
    whole = HeaderTexts(first) if header is None else whole_header(rows, header)
    if whole.below:
        layout.apart[start] = "section"
    shown = whole.cells + ("",) * (max(choices.columns or {0: ""}, default=0) + 1 - len(whole.cells))
    cuts = _further_headers(rows, start, first, today, layout)
    stops = [cut for cut, _ in cuts] + [len(rows)]
    data = rows[start + whole.below : stops[0]]
    columns = settle(shown, data, choices, today)
    heads = _heads(layout, rows, range(start, stops[0]), shown, columns)
    layout.tables.append(Table(start, stops[0], shown, columns, preamble, heads))
    for (top, at), stop in zip(cuts, stops[1:], strict=True):
        _add_table(layout, rows, range(top, stop), at, tuple(rows[at]) == first, choices, today)
    return layout


def _add_table(layout: Layout, rows: Sequence[Row], part: range, at: int, same: bool, choices: Choices, today: date) -> None:
    """A further table: its titles, the header at row `at` (`same`: as the first), its people."""
    further = read_preamble(rows[part.start : at], today, choices.date_order)
    for number in range(part.start, at + 1):
        if any(rows[number]):
            layout.apart[number] = "section"
    header = tuple(rows[at])
    columns = layout.tables[0].columns if same else settle(header, rows[at + 1 : part.stop], choices, today)
    header += ("",) * (len(columns.fields) - len(header))  # columns may be chosen beyond it
    heads = _heads(layout, rows, range(at + 1, part.stop), header, columns)
    above = further.over(layout.tables[-1].preamble)
    layout.tables.append(Table(part.start, part.stop, header, columns, above, heads, is_page=same and part.start == at))


def _heads(layout: Layout, rows: Sequence[Row], part: range, header: Sequence[str], columns: Columns) -> dict[int, str]:
    """{row: organization} of the rows above those of its people; they, and places above people, are told as sections."""
    at, own = columns.index.get("name", columns.index.get("first_name")), "organization" in columns.index
    found = {part.start + row: head for row, head in heads_of(rows[part.start : part.stop], header, at, (), own=own).items()}
    layout.apart.update(dict.fromkeys(found, "section"))
    return {row: head for row, head in found.items() if head}


def _further_headers(
    rows: Sequence[Row], start: int, first: tuple[str, ...], today: date, layout: Layout
) -> list[tuple[int, int]]:
    """(first row of its own titles, row) of every header below the first; rows of foreign tables go to `layout.apart`."""
    found: list[tuple[int, int]] = []
    cell_of = next((i for i, cell in enumerate(first) if cell), 0)
    lead = list(first[cell_of : cell_of + 1])
    after_gap, foreign, number = False, False, start
    teams = any(len([c for c in row if c]) == 1 and row[0].startswith("1.") for row in rows[:start] if row)
    bare = bare_rows(rows, cell_of, lead[0] if lead else "")
    while number < len(rows):
        if bare is not None and (after_gap or not foreign):
            telling = (_NOT_EMPTY if after_gap else _NOT_FULL).search(bare, number)
            if telling is None:
                break
            number = telling.start()
        row = rows[number]
        filled = sum(map(bool, row))
        if teams and filled == 1 and row[0][:2] in {"3.", "4."}:
            layout.apart.update({rest: "section" for rest in range(number, len(rows)) if any(rows[rest])})
            break
        same = filled > 1 and row[cell_of : cell_of + 1] == lead and tuple(row) == first
        if same or (after_gap and filled > 1 and _is_further_header(row)):
            top = top_of(rows, found[-1][1] + 1 if found else start, number, today)
            found.append((top, number))
            foreign = False
        elif (after_gap and filled > 1 and is_foreign(row)) or (filled == 1 and FOREIGN_HEADING.match("".join(row))):
            foreign = True
        if foreign and filled:
            layout.apart[number] = "note"
        after_gap = filled <= 1 or (after_gap and foreign)
        number += 1
    return found


def _is_titled_day(rows: Sequence[Row], number: int, header: int, today: date) -> bool:
    """Whether a row after a gap is a title and, in a cell of its own, a day, over a header that has no column of days."""
    if number < 1 or any(rows[number - 1]) or any(match(cell).field == "date" for cell in rows[header]):
        return False
    filled = [found for cell in rows[number] if cell for found in [find_date(cell, today=today)]]
    days = [found for found in filled if found is not None and not fold(found.rest)]
    return 2 <= len(filled) <= 3 and len(days) == 1


def _is_further_header(row: Row) -> bool:
    return sum(map(is_header_word, filter(None, row))) >= 2 and read_header(row).score >= 3 and not is_foreign(row)


def top_of(rows: Sequence[Row], lowest: int, header: int, today: date) -> int:
    """First of the rows above a further header that belong to it: its title rows, if they name a meeting."""
    top, number = header, header - 1
    while number >= lowest and sum(map(bool, rows[number])) <= 4 and header - number <= 12:
        if is_preamble_row(rows[number], today) or _is_titled_day(rows, number, header, today):
            top = number
        number -= 1
    if top == header:
        return header
    while top > lowest and sum(map(bool, rows[top - 1])) == 1 and ":" not in "".join(rows[top - 1]):
        top -= 1
    return top
