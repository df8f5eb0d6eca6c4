"""Which sheet of a file is a list of services, and where its columns stand: found, nearly found, or chosen by a person."""

from dataclasses import dataclass, replace

from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import Choices, ColumnRead, Reading
from coalition.imports.services.columns import Layout, find_layout, header_score, layout_at, nearest_layout
from coalition.imports.services.package import is_lone_table, is_package, left_out, read_sheets
from coalition.imports.workbook import Sheet, is_zip
from coalition.vocabulary import BatchKind

_SHOWN = 12  # rows a person sees who corrects the columns


@dataclass(frozen=True)
class ServicesSeen:
    """One sheet (or the whole of a CSV) as it was looked at, for whoever corrects how it is read.

    Attributes:
        sheet: its name; None: it is no workbook.
        layout: found, or nearest to what is needed.
        notices: what else is to be said of the file.
    """

    grid: Grid
    layout: Layout
    sheet: str | None = None
    notices: tuple[RowIssue, ...] = ()

    def as_reading(self, name: str, refused: str | None = None) -> Reading:
        """How it was read, as the page shows it: header row, columns, the first rows."""
        grid, of_column = self.grid, {at: field_name for field_name, at in self.layout.columns.items()}
        columns = [ColumnRead(at, header, of_column.get(at)) for at, header in enumerate(self.layout.headers)]
        preview = [(line, tuple(row)) for line, row in zip(grid.lines[:_SHOWN], grid.rows[:_SHOWN], strict=True)]
        told = Reading(name, self.layout.format, grid.encoding, grid.delimiter, grid.lines[self.layout.header], columns)
        told.kind, told.refused, told.preview, told.sheet = BatchKind.SERVICES, refused, preview, self.sheet
        return told


class ColumnNotFound(FileRefused):
    """A list of services in which one of who, what and where was not found: `seen` is what a person can choose from."""

    def __init__(self, why: RowIssue, seen: ServicesSeen) -> None:
        super().__init__(why)
        self.seen = seen


def look_at_services(data: bytes, choices: Choices) -> ServicesSeen:
    """The sheet that is a list of services, and where its columns stand.

    Args:
        choices: sheet, header row and columns that a person has chosen.

    Raises:
        ColumnNotFound: it is such a list, and does not say who, what or where.
        FileRefused: it is none, or cannot be read at all.
    """
    sheets = [Sheet("", read_grid(data, header_score=header_score))] if not is_zip(data) else read_sheets(data)
    sheets = [sheet for sheet in sheets if sheet.name == choices.sheet] or sheets
    found = [ServicesSeen(s.grid, layout, s.name or None) for s in sheets if (layout := _layout_of(s.grid, choices))]
    if not found and any(is_lone_table(row) for sheet in sheets for row in sheet.grid.rows[:1]):
        raise FileRefused(issue("lone_table"))
    if not found:
        raise FileRefused(issue("no_services", why="no header row has columns for who, what and where"))
    (first, *others) = sorted(found, key=lambda seen: bool(seen.layout.missing))
    if first.layout.missing:
        raise ColumnNotFound(issue("services_column", what=first.layout.missing[0]), first)
    complete = [other for other in others if not other.layout.missing]
    notices = tuple(issue("other_sheet", value=first.sheet, other=other.sheet) for other in complete)
    if is_package(data):
        notices = tuple(issue("tables_not_read", value=", ".join(names)) for names in [left_out(data)] if names)
        first = replace(first, layout=replace(first.layout, format="hsds"))
    elif first.layout.format in _TYPED and (unused := _unused(first, choices)):
        notices += (issue("services_columns_unused", value=", ".join(unused)),)
    return replace(first, notices=notices)


_TYPED = ("services_template", "3w_list")
"""Lists that somebody typed: each column means something here. Those that programs export have many that are for others."""


def _unused(seen: ServicesSeen, choices: Choices) -> list[str]:
    """Headers of filled columns that no field is read from and nobody has chosen for anything, as they are written."""
    layout, rows = seen.layout, seen.grid.rows
    known = {*layout.columns.values(), *(choices.columns or {})}
    filled = {at for row in rows[layout.first :] for at, cell in enumerate(row) if cell.strip()}
    return [header.strip() for at, header in enumerate(layout.headers) if header.strip() and at in filled - known]


def _layout_of(grid: Grid, choices: Choices) -> Layout | None:
    if choices.header_line is not None and choices.header_line in grid.lines:
        found: Layout | None = layout_at(grid.rows, grid.lines.index(choices.header_line))
    else:
        found = find_layout(grid.rows) or nearest_layout(grid.rows)
    return found.with_chosen(choices.columns) if found and choices.columns else found
