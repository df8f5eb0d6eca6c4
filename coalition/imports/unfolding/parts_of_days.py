"""The parts of one day of a matrix in columns of their own under its date: morning and afternoon, in person and online.

The date is written once over them, as in a merged cell; ticked in any of them is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import fold, is_invitation, match, polarity
from coalition.imports.sheets.presence import are_amounts, is_mark, mark_of, sent_somebody

Row = Sequence[str]
_FREE = frozenset({None, "attended"})
_SOMEBODY_ELSE = frozenset(map(fold, ("proxy", "substitute", "sub", "delegate", "representative", "แทน", "ผู้แทน", "ส่งแทน")))


@dataclass(frozen=True)
class _Parts:
    """The columns of one day, the first of which its date stands over; `says`: what a tick in each says, "" nothing."""

    columns: tuple[int, ...]
    says: tuple[str, ...]


def with_parts_of_days(grid: Grid, header: int, is_date: Callable[[str], bool]) -> Grid:
    """The grid with what the parts of each day say in its first column; as it is where no day has several.

    A row of headers that stands under the days is taken away.

    Args:
        header: row of the grid that is the header; the days stand in it, over further headers or none, or in the row above.
        is_date: tells whether a cell is, or holds, a date.
    """
    under = grid.rows[header + 1] if header + 1 < len(grid.rows) else []
    start, own = header + 1, False
    if spans := _spans(grid.rows[header], is_date, _width(grid, header)):
        texts: Row = []
        if own := _is_of_headers(under, spans):
            texts, start = under, header + 2
        elif not _are_alike(grid.rows[header], spans, is_date):
            return grid
    else:
        texts = grid.rows[header]
        spans = _spans(grid.rows[header - 1], is_date, len(texts)) if header else []
    if texts:
        spans = [_named_part(span, texts) for span in spans]
    below = grid.rows[start:]
    parts = [found for span in spans if (found := _parts_of(span, texts, below))]
    if not parts:
        return grid
    rows = [list(row) for row in grid.rows]
    if own:
        rows[header + 1] = []
    columns = {i for one in parts for i in one.columns}
    counted = are_amounts([cell for i in columns for cell in set(cells_of(below, i))])
    for row in rows[start:]:
        for one in parts:
            if any(_at(row, i) for i in one.columns):
                row[one.columns[0]] = _together(row, one, counted)
    return replace(grid, rows=rows)


def _at(row: Row, i: int) -> str:
    return row[i] if i < len(row) else ""


def _width(grid: Grid, header: int) -> int:
    return max(map(len, grid.rows[header : header + 20]), default=0)


def _spans(row: Row, is_date: Callable[[str], bool], width: int) -> list[range]:
    """The columns from each day, or word of presence, up to the next header; none where it has one column only.

    The last has no more than the one before it: a sum may stand behind them.
    """
    spans: list[range] = []
    filled = [i for i, cell in enumerate(row) if cell]
    for i, end in pairwise([*filled, width]):
        if end - i > 1 and (is_date(row[i]) or match(row[i]).field == "attended"):
            spans.append(range(i, min(end, i + len(spans[-1])) if spans and i == filled[-1] else end))
    return spans


def _are_alike(row: Row, spans: Sequence[range], is_date: Callable[[str], bool]) -> bool:
    """Whether each of several days has as many columns as the others, which then need no headers of their own."""
    days = sum(map(is_date, row))
    return len(spans) == days > 1 and len(set(map(len, spans))) == 1


def _named_part(span: range, texts: Row) -> range:
    """The columns of a day up to the first that has no header, or one that tells of the person."""
    stop = next((i for i in span if not _at(texts, i) or match(texts[i]).field not in {*_FREE, "ignore"}), span.stop)
    return range(span.start, max(stop, span.start + 1))


def _is_of_headers(row: Row, spans: Sequence[range]) -> bool:
    """Whether a row under the days names their parts, and nothing else: no two parts of a day the same."""
    inside = {i for span in spans for i in span}
    if not any(row) or any(cell and i not in inside for i, cell in enumerate(row)):
        return False
    named = [[_at(row, i) for i in span if _at(row, i)] for span in spans]
    return all(len(set(texts)) == len(texts) for texts in named) and any(len(texts) > 1 for texts in named)


def _parts_of(span: range, texts: Row, below: Sequence[list[str]]) -> _Parts | None:
    """The columns of a day that hold marks; None: there is no other than its first, and that one says who came."""
    says = tuple(_says(_at(texts, i)) if _holds_marks(below, i) else "" for i in span)
    used = [i for i, said in zip(span, says, strict=True) if said]
    return _Parts(tuple(span), says) if used and used != [span[0]] else None


def _says(text: str) -> str:
    """What a tick under the header of a part says; "": nothing of who came."""
    if text and (match(text).field not in _FREE or is_invitation(text) or sent_somebody(text) or fold(text) in _SOMEBODY_ELSE):
        return ""
    return polarity(text) if text else "present"


def _holds_marks(rows: Sequence[list[str]], column: int) -> bool:
    cells = cells_of(rows, column)
    return bool(cells) and sum(is_mark(cell) or cell.isdecimal() for cell in cells) * 2 >= len(cells)


def _together(row: Row, parts: _Parts, counted: bool) -> str:
    """The mark of one person on one day: the surest of those in its parts."""
    cells = [(_at(row, i), said) for i, said in zip(parts.columns, parts.says, strict=True) if said and _at(row, i)]
    ticked = [(cell, said) for cell, said in cells if (_is_counted(cell) if counted else mark_of(cell) == "present")]
    for wanted in ("present", "excused", "absent"):
        if found := next((cell for cell, said in ticked if said == wanted), ""):
            return found if wanted == "present" else wanted
    return next((cell for cell, said in cells if said == "present"), "")


def _is_counted(cell: str) -> bool:
    return any(digit in cell for digit in "123456789")
