"""A sheet whose legend says that its tick stands for absence: `x = absent`. Elsewhere the same tick says who came."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Top, read_table
from coalition.imports.formats.roll import refused_as, somebody_came
from coalition.imports.formats.words import words_of
from coalition.imports.reading import Choices, Reading

NOBODY_MARKED = "its marks say who was absent, and none says who came"
_WORDS = words_of("absence_marks")
_LEGEND = re.compile(
    rf"(?<![\w/])([xX\u00d7\u2713\u2714\u221a/1\u25cf])\s*(?:{_WORDS.pattern('means').pattern})\s*[\"'(]*"
    rf"(?:{_WORDS.pattern('absence').pattern})",
    re.IGNORECASE,
)
_OTHERS = {"x": "xX×", "X": "xX×", "×": "xX×", "✓": "✓✔√", "✔": "✓✔√", "√": "✓✔√"}


def _ticks(rows: Sequence[list[str]]) -> frozenset[str]:
    """The ticks that stand for absence."""
    found = (told[1] for row in rows for cell in row if len(cell) > 2 and (told := _LEGEND.search(cell)))
    return frozenset("".join(_OTHERS.get(tick, tick) for tick in found))


def _is_marked(rows: Sequence[list[str]], ticks: frozenset[str]) -> bool:
    return bool(ticks) and any(cell in ticks for row in rows for cell in row)


def score(rows: Top) -> float:
    """How much this is such a list; 0: it is none."""
    return 9.5 if _is_marked(rows, _ticks(rows)) else 0.0


def read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    ticks = _ticks(grid.rows)
    if not _is_marked(grid.rows, ticks):
        return None
    rows = [["absent" if cell in ticks else cell for cell in row] for row in grid.rows]
    reading = read_table(replace(grid, rows=rows), file, choices, today)
    if reading is None or reading.refused or somebody_came(reading):
        return reading
    return refused_as(reading, grid, NOBODY_MARKED)
