"""What became of the rows of a file that was written out in another shape to be read: told in its own rows again."""

from collections.abc import Iterable
from dataclasses import replace

from coalition.imports.cells.reader import Grid
from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.reading import Entries, MeetingRead, Reading, RowCounts


def recounted(reading: Reading, grid: Grid, first: int) -> Reading:
    """The reading with refused rows as the file has them, and each row from `first` on counted once.

    Of the fates of one row that held several people the best for them is counted: there, merged, away, refused, no person.
    """
    cells = {line: tuple(row) for line, row in zip(grid.lines, grid.rows, strict=True)}
    entries = reading.entries
    entries.lines = [tuple(sorted(set(lines))) for lines in entries.lines]
    named = [(state, lines) for state, lines, name in zip(entries.state, entries.lines, entries.name, strict=True) if name]
    accepted = {lines[0] for state, lines in named if state == "present"}
    present = {line for state, lines in named if state == "present" for line in lines}
    away = {line for state, lines in named if state != "present" for line in lines} - present
    told = {Scope.ROW: set[int](), Scope.NOT_A_PERSON: set[int]()}
    issues, above = [], 0
    begin = grid.lines[first] if first < len(grid.lines) else 0
    for found in reading.issues:
        scope = CATALOGUE[found.code].scope
        if found.line is not None and scope in told:
            early = found.line < begin
            if (early and found.code != "above_header") or found.line in present | away | told[Scope.ROW] | told[
                Scope.NOT_A_PERSON
            ]:
                continue
            told[scope].add(found.line)
            above += early
        issues.append(found if found.line is None else replace(found, raw=cells.get(found.line, ())))
    reading.issues = issues
    data = len(grid.rows) - first + above
    counted = (len(accepted), len(present - accepted), len(away), len(told[Scope.NOT_A_PERSON]), len(told[Scope.ROW]))
    accepted_, merged, absent, nobody, refused = counted
    reading.rows = RowCounts(data, accepted_, merged, absent, nobody, refused, data - sum(counted))
    return reading


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
