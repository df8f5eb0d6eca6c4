"""The rows of all tables of a sheet that name somebody, as columns of equal length."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from coalition.imports.cells.reader import Grid
from coalition.imports.issues import issue
from coalition.imports.sheets.fill import complete, share_out
from coalition.imports.sheets.headers import is_row_number
from coalition.imports.sheets.layout import Layout, Told
from coalition.imports.sheets.presence import without_absence
from coalition.imports.sheets.rows import Walk


@dataclass
class Listed:
    """The rows that name a person or an organization; columns of equal length, texts as written ("": empty).

    Attributes:
        row: index into the grid. table: index into the tables.
        name: cleaned; None: an organization without a person.
        organization: its cell, filled down where cells were merged, else the hint in the name.
        group: heading above the row. state: what heading or marks say, "present" where nothing does.
        texts: the other columns by field; a field is missing where no table has it.
    """

    row: list[int] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    name: list[str | None] = field(default_factory=list)
    organization: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    state: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)


def list_rows(
    grid: Grid, layout: Layout, today: date, kind: type[Walk] | None = None, marks: Mapping[str, str] | None = None
) -> tuple[Listed, Told]:
    """All rows under the first header: those that name somebody, and what the others are.

    Args:
        kind: how the rows of a table are gone through; None: one by one.
        marks: `Choices.marks`.
    """
    listed, told = Listed(), Told(marks=marks or {})
    walks = [(kind or Walk)(grid, table, layout.apart, told, today) for table in layout.tables]
    before = head = ""
    for walk in walks:
        walk.standing, walk.carried = before, head if walk.table.is_page else ""
        walk.run()
        head = walk.head or next(reversed(walk.heads), "")
        before = walk.standing if walk.stands_last else ""
    wanted = {name for walk in walks for name in walk.table.columns.index}
    wanted |= {"date" for walk in walks if any(walk.days)}
    for name in ("email", "phone"):
        wanted |= {name for walk in walks if any(getattr(one, name) for one in walk.known.values())}
    wanted -= {"name", "first_name", "last_name", "organization"}
    listed.texts = {name: [] for name in wanted}
    for number, walk in enumerate(walks):
        _append(listed, number, walk)
    return listed, told


def _append(listed: Listed, number: int, walk: Walk) -> None:
    cells = walk.cells()
    for position in walk.bare:
        for texts in cells.values():
            texts[position] = ""
    for position in walk.delegates:
        for name in {"role", "phone", "email"} & cells.keys():
            cells[name][position] = ""
    index = walk.table.columns.index
    leading = 0 <= index.get("organization", -1) < index.get("name", index.get("first_name", -1))
    filled = complete(cells, walk.kept, walk.blocks, _named(walk), leading=leading)
    walk.told.issues += [issue("organization_above", walk.lines[walk.kept[i]], value=cells["organization"][i]) for i in filled]
    for name in ("organization", "role", "phone", "email"):
        if walk.table.columns.index.get(name, -1) in walk.table.columns.remarks:
            cells[name] = [without_absence(cell)[0] for cell in cells[name]]
    share_out(cells, walk.parts, walk.broken)
    count = len(walk.kept)
    if any(walk.days):
        cells["date"] = [own or day for own, day in zip(cells.get("date") or [""] * count, walk.days, strict=True)]
    organizations = cells.get("organization") or [""] * count
    listed.row += walk.kept
    listed.table += [number] * count
    listed.name += [named.name if named else None for named in walk.named]
    hinted = any(one.organization for named in walk.known.values() for one in (named, *named.people))
    if hinted or any(walk.heads):
        organizations = [
            own or above or (named.organization or "" if named else "")
            for own, above, named in zip(organizations, walk.heads, walk.named, strict=True)
        ]
    listed.organization += organizations
    listed.group += walk.groups
    listed.state += walk.states
    for name in ("email", "phone"):
        if any(getattr(one, name) for one in walk.known.values()):
            own = cells.get(name) or [""] * count
            behind = [getattr(named, name) if named else "" for named in walk.named]
            cells[name] = [cell or other for cell, other in zip(own, behind, strict=True)]
    for name, texts in listed.texts.items():
        texts += cells.get(name) or [""] * count


def _named(walk: Walk) -> list[bool | None]:
    """Whether each kept row names a person; None: an organization that has a number as the row below it has."""
    named: list[bool | None] = [one is not None for one in walk.named]
    if all(named) or not any(map(is_row_number, walk.table.header)):
        return named
    numbers = [row[walk.number_at : walk.number_at + 1] not in ([], [""]) for row in map(walk.rows.__getitem__, walk.kept)]
    for i, (one, other) in enumerate(pairwise(numbers)):
        named[i] = None if not named[i] and one and other else named[i]
    return named
