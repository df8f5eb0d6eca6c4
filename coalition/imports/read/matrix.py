"""What only a matrix has: organizations as rows above their people, numbers of hours in place of marks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from coalition.imports.cells.counting_words import may_count
from coalition.imports.cells.headers import match
from coalition.imports.cells.presence import are_amounts, are_numbers, mark_key
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import is_note, is_total
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.date_orders import tell_mixed
from coalition.imports.read.days import heads_day
from coalition.imports.read.mark_columns import columns_without_day
from coalition.imports.read.model import Block, Interpretation, Slot
from coalition.imports.read.words import mark_of, says
from coalition.imports.reading import ColumnRead, Entries, RowCounts

_LOOKED_AT = 400


def called_as_total(way: Interpretation, block: Block, row: Sequence[str]) -> str:
    """The label of a row with marks that is called like a total among organizations: "Women Count"; empty: it is none."""
    at = way.columns.get("organization", len(row))
    label = row[at] if at < len(row) else ""
    if not block.slots or {"name", "first", "last"} & way.columns.keys() or not may_count(label):
        return ""
    cells = [row[slot.column] for slot in block.slots if slot.column < len(row) and row[slot.column]]
    return label if cells and all(mark_of(cell) and not any(map(str.isdigit, cell)) for cell in cells) else ""


def are_hours(way: Interpretation, block: Block) -> bool:
    """Whether the numbers under the days are hours or sessions: a column says so in its header, and is the sum of each row."""
    days = [slot.column for slot in block.slots]
    sums = [at for at, text in way.headers.items() if at not in days and says(text, "counted_presence")]
    if not sums or way.sheet.turned:
        return False
    last = min(block.last, block.first + _LOOKED_AT)
    rows = [[cell.text for cell in row] for row in islice(way.sheet.rows, block.first, last)]
    people = [row for row in rows if _number(row, sums[0]) is not None and any(at < len(row) and row[at] for at in days)]
    cells = [row[at] for row in people for at in days if at < len(row) and row[at]]
    return len(people) > 1 and (are_amounts(cells) or are_numbers(cells)) and all(_is_sum(row, days, sums[0]) for row in people)


def _number(row: Sequence[str], at: int) -> float | None:
    try:
        return float(row[at]) if at < len(row) else None
    except ValueError:
        return None


def _is_sum(row: Sequence[str], days: Sequence[int], at: int) -> bool:
    return sum(_number(row, day) or 0.0 for day in days) == _number(row, at)


def unclear_cells(cells: Sequence[tuple[int, str, Slot]], answered: Mapping[str, str], *, alone: bool) -> Iterator[RowIssue]:
    """What is told of the cells of a row that say nothing clear: the row waits where they are `alone`, else they are left out.

    Args:
        cells: (row of the file, text, day) of each. answered: `Choices.marks`. alone: nothing else of the row is read.
    """
    for place, (line, text, slot) in enumerate(cells):
        asked = mark_key(text) not in answered
        if alone and not place:
            yield issue("unknown_mark" if asked else "mark_not_known", line, value=text)
        else:
            day = slot.day.isoformat() if isinstance(slot.day, date) else slot.label
            told = issue("unclear_mark", line, value=text, date=day)
            yield told if asked else replace(told, asks="")


def tell_days(way: Interpretation, issues: list[RowIssue]) -> list[str]:
    """Tell what is open or odd about the days of the columns, and which columns of marks have none; the flags of the file."""
    flags: list[str] = []
    dates = way.dates
    if dates is None:
        return flags
    if dates.ask and dates.example:
        text, first, second = dates.example
        flags.append("ambiguous_date_order")
        issues.append(issue("ambiguous_date_order", value=text, first=first, second=second))
    tell_mixed(dates, way.sheet.choices, flags, issues)
    if dates.repaired:
        text, on = next(iter(dates.repaired.items()))
        flags.append("era_repaired")
        issues.append(issue("era_repaired", value=text, date=on.isoformat()))
    issues += [issue("column_without_day", value=header) for header in _without_day(way)]
    return flags


def _without_day(way: Interpretation) -> tuple[str, ...]:
    """The headers of columns of marks beside days that are no day: "July", "31/06/2026". Nobody reads what they say."""
    block = way.blocks[0]
    if way.sheet.turned:
        return ()
    rows = [[cell.text for cell in row] for row in way.sheet.rows[block.first : block.last]]
    header = [way.headers.get(at, "") for at in range(len(way.profile))]
    used = {at: role for role, at in way.columns.items()}
    fields = [used.get(at) or match(text).field for at, text in enumerate(header)]
    return columns_without_day(header, fields, [slot.column for slot in block.slots], rows)


def rows_on_its_side(way: Interpretation, grid: Grid, entries: Entries) -> tuple[RowCounts, list[RowIssue]]:
    """What became of the rows of the file where each is a meeting: (counts, what is told of those that are none)."""
    header = way.names_at
    state_of: dict[int, set[str]] = {}
    for state, lines in zip(entries.state, entries.lines, strict=True):
        for line in lines:
            state_of.setdefault(line, set()).add(state)
    first = min(slot.column for slot in way.blocks[0].slots)
    counts, issues = Counter[str](), list[RowIssue]()
    for at in range(header + 1, len(grid.rows)):
        row, line = grid.rows[at], grid.lines[at]
        filled = [cell for cell in row if cell]
        counts["data"] += 1
        if line in state_of or not filled:
            counts["blank" if not filled else "accepted" if "present" in state_of[line] else "absent"] += 1
            continue
        code = "section" if at < first else _no_meeting(filled, way.sheet.today)
        counts["refused" if code in {"no_row_date", "nobody_marked"} else "not_a_person"] += 1
        issues.append(issue(code, line, raw=tuple(row), value=filled[0]))
    return RowCounts(**counts), issues


def _no_meeting(filled: Sequence[str], today: date) -> str:
    """The code of a row of a sheet on its side at which nobody was."""
    if is_total(filled[0]) or may_count(filled[0]):
        return "total"
    if any(heads_day(cell, today) for cell in filled):
        return "nobody_marked"
    return "no_row_date" if len(filled) > 1 and not is_note(filled[0]) else "note"


def columns_on_its_side(way: Interpretation, grid: Grid) -> list[ColumnRead]:
    """The columns of the file where each person has one: the days, and whoever is headed."""
    block, days = way.blocks[0], way.blocks[0].header
    people = range(block.first, block.last)
    return [
        ColumnRead(at, cell, "date" if at in days else "attended" if at in people and at not in block.about else None)
        for at, cell in enumerate(grid.rows[way.names_at])
    ]
