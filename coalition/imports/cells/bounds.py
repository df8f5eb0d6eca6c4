"""Cells cut to what a list may hold, and the rows that are refused because one of their cells was cut, or is damaged.

Every rule that looks at a cell may therefore count on a length it can search in no time; the row of the cell is refused and
told (docs/decisions/0020). Only here is the limit known.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coalition.imports.issues import RowIssue, issue

MOST_LETTERS = 1_000
"""A longer cell is no name, no place and no note of a row."""
_CUT = "…"
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u2400-\u241f\u2421]")
_PICTURES = {**{code: 0x2400 + code for code in range(0x20)}, 0x7F: 0x2421}
"""What stands where a control character stood, which no database keeps: its picture ("␇"), so that the row is refused again
where nobody mended it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row is refused whatever else it says.

    Attributes:
        code: of the issue catalogue. count: letters of the cell, where it is too long.
    """

    code: str
    count: int = 0

    def told(self, line: int, raw: tuple[str, ...] = ()) -> RowIssue:
        """The issue of the row that starts at a line."""
        return issue(self.code, line, raw=raw, count=f"{self.count:,}")


BadCells = Mapping[int, BadCell]
"""{line a row starts at: why it is refused}."""


def bounded(text: str) -> tuple[str, BadCell | None]:
    """The text as rules may see it, and what is wrong with it; None: nothing, and it is as it was."""
    bad = None
    if len(text) > MOST_LETTERS or (len(text) == MOST_LETTERS and text.endswith(_CUT)):  # or was, and comes back as it was cut
        bad = BadCell("too_long", len(text))
        text = text[: MOST_LETTERS - 1] + _CUT
    if not (text.isascii() and text.isprintable()) and _DAMAGED.search(text):
        seen = _DAMAGED.sub(lambda found: found[0].translate(_PICTURES), text)
        return seen, bad or BadCell("control_characters")
    return text, bad


def rows_of(
    bad: Mapping[str, BadCell], others: Iterable[int], rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> dict[int, BadCell]:
    """{line: why its row is refused}, the first cell of the row that is bad.

    Args:
        bad: {cell as rules see it: what is wrong with it}. others: lines that are in another encoding than the file.
        lines: the line each row starts at, ascending.
    """
    found = {lines[bisect_right(lines, line) - 1]: BadCell("other_encoding") for line in others}
    if not bad:
        return found
    for line, row in zip(lines, rows, strict=False):
        for cell in row:
            if cell in bad:
                found.setdefault(line, bad[cell])
    return found
