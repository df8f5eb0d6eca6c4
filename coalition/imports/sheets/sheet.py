"""A laid-out sheet -> meetings, entries and what became of every row. One pass per column; each distinct cell is read once."""

from collections.abc import Iterable

from coalition.imports.cells.reader import Grid
from coalition.imports.reading import Entries, MeetingRead

PREVIEW_ROWS = 60


def preview(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    """The first rows as read: (line, cells)."""
    return [(line, tuple(row)) for line, row in zip(grid.lines[:PREVIEW_ROWS], grid.rows[:PREVIEW_ROWS], strict=True)]


# --- accounting -----------------------------------------------------------------------------------------------------
def drop_unused(meetings: list[MeetingRead], entries: Entries, waiting: Iterable[int] = ()) -> None:
    """Forget meetings no row is left of; the numbers in the entries follow. `waiting`: those with a cell that is asked."""
    used = sorted({*entries.meeting, *waiting})
    if len(used) == len(meetings) or not used:
        return
    new = {old: i for i, old in enumerate(used)}
    meetings[:] = [meetings[old] for old in used]
    entries.meeting[:] = [new[old] for old in entries.meeting]
