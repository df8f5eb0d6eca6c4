"""Words of presence merged down a column left of the names: "Present" once, and empty cells below it until "Absent"."""

from collections import Counter
from dataclasses import replace

from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.presence import mark_of
from coalition.imports.sheets.words import standing

_NAMES = frozenset({"name", "first_name"})


def with_merged_words(grid: Grid, header: int) -> Grid:
    """The grid with each such word in every row it stands for; as it is where the column holds a mark for each person.

    Merged is a column whose words stand once each, the first beside the first person, for those who came and for others.

    Args:
        header: row of the grid that is the header.
    """
    fields = [match(cell).field for cell in grid.rows[header]]
    name = next((i for i, field in enumerate(fields) if field in _NAMES), None)
    at = next((i for i in range(name or 0) if fields[i] == "attended"), None)
    if name is None or at is None:
        return grid
    people = [i for i in range(header + 1, len(grid.rows)) if name < len(grid.rows[i]) and grid.rows[i][name]]
    words = [grid.rows[i][at] for i in people]
    marks = Counter(map(mark_of, filter(None, words)))
    once = len(set(filter(None, words))) == sum(marks.values()) < len(words) and all(len(word) > 1 for word in words if word)
    if not once or not words[0] or "present" not in marks or len(marks) < 2 or not all(map(standing, filter(None, words))):
        return grid
    rows = [list(row) for row in grid.rows]
    word = ""
    for i in people:
        word = rows[i][at] = rows[i][at] or word
    return replace(grid, rows=rows)
