"""A header that stands in two rows: parts of a name, groups above their parts, the same in another language.

What belongs to one column is written together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coalition.imports.sheets.headers import is_header_word, match

Row = Sequence[str]
_LEAST = 2


@dataclass(frozen=True)
class HeaderTexts:
    """A header written together; `below`: the row under it that belongs to it is taken."""

    cells: tuple[str, ...]
    below: bool = False


def whole_header(rows: Sequence[Row], header: int) -> HeaderTexts:
    """The header in a row of a file, with what stands above or below it."""
    cells, under = tuple(rows[header]), rows[header + 1] if header + 1 < len(rows) else ()
    below = headers_below(cells, under)
    if below:
        wide = _padded(cells, max(len(cells), len(under)))
        cells = _with(wide, _joined(wide, under), len(cells))
    return HeaderTexts(_with_words_above(cells, rows[header - 1] if header else ()), below)


def words_above(cells: Row, above: Row) -> dict[int, str]:
    """{column: header} of a row of headers above a header that has none there; {}: the row above is none.

    "Organization" over nothing, beside "Name" over "First" and "Last".
    """
    words = {i: cell for i, cell in enumerate(above) if is_header_word(cell)}
    if len(words) < _LEAST or len(words) * 2 <= sum(map(bool, above)):
        return {}
    return {i: cell for i, cell in words.items() if i >= len(cells) or not cells[i]}


def _with_words_above(cells: tuple[str, ...], above: Row) -> tuple[str, ...]:
    return _with(_padded(cells, len(above)), words_above(cells, above), len(cells))


def headers_below(first: Row, below: Row) -> bool:
    """Whether a row under the header is headers too: parts of groups that stand above, or the same in another language."""
    parts = {i: cell for i, cell in enumerate(below) if cell}
    if len(parts) < _LEAST or not all(map(is_header_word, parts.values())):
        return False
    above = {i: first[i] if i < len(first) else "" for i in parts}
    if not all(above.values()):
        return True
    return all(match(cell).field == match(above[i]).field and cell != above[i] for i, cell in parts.items())


def _joined(first: Row, below: Row) -> dict[int, str]:
    """{column: header} of the parts below groups: "Organization" over "Name" is no column of people."""
    out: dict[int, str] = {}
    group = ""
    for i, cell in enumerate(below):
        group = first[i] or group
        if not cell or match(cell).field == match(first[i]).field:
            continue
        whole = f"{group} {cell}"
        out[i] = whole if is_header_word(whole) else cell
    return out


def _padded(row: Row, width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _with(first: tuple[str, ...], words: dict[int, str], width: int) -> tuple[str, ...]:
    whole = [words.get(i, cell) for i, cell in enumerate(first)]
    while len(whole) > width and not whole[-1]:
        whole.pop()
    return tuple(whole)
