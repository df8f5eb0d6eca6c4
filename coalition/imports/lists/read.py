"""A list without columns, written out as a table with them and read by the machinery of all sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import read_table
from coalition.imports.issues import issue
from coalition.imports.lists.columns import Cells, cells_of
from coalition.imports.lists.headings import heading_of
from coalition.imports.lists.lines import read_line, start_of
from coalition.imports.lists.names import SURE
from coalition.imports.lists.recount import recounted
from coalition.imports.lists.stretches import INSTEAD, Row, Stretch, bare_list, part_played, stretches_of, text_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.preamble import read_preamble
from coalition.imports.sheets.sheet import preview

_HEADER = ["No.", "Name", "Organization", "Position", "Email", "Phone", "Remarks"]
_COLUMNS = {1: "name", 2: "organization", 3: "role", 4: "email", 5: "phone"}
_HEADINGS = {"present": "Present", "absent": "Absent", "excused": "Apologies"}
_SAID = ("attend", "present", "sign-in", "sign in", "signin", "participant", "minutes", "meeting", "ผู้เข้า", "ประชุม", "ลงชื่อ")
"""Words of a file name that say who came."""
_OTHER = (
    "contact", "directory", "phone book", "phone list", "phonebook", "mailing", "invit", "regist", "payroll", "beneficiar",
    "client", "student", "case", "staff list", "members list", "membership", "subscri", "donor", "address", "rsvp",
    "ติดต่อ", "ทำเนียบ", "เชิญ", "สมัคร",
    "ลงทะเบียนล่วงหน้า", "สมาชิก",
)  # fmt: skip


@dataclass
class Found:
    """The people of a list, and the row at which it begins."""

    first: int
    stretches: list[Stretch]


def find_list(rows: Sequence[Row], header: int | None = None) -> Found | None:
    """The list under headings in a file; None: there is none, or somebody's columns are better.

    Args:
        header: the row that the file has for a header; a list that ends above it is one all the same.
    """
    stretches = [one for one in stretches_of(rows) if one.people()]
    came = [line for one in stretches if one.state == "present" for line in one.people() if line.grade]
    if not came or not (any(line.grade == SURE for line in came) or _are_nicknames(stretches)):
        return None
    first = stretches[0].heading or 0
    above = [item for one in stretches for item in one.items if header is None or item.row < header]
    if header is not None and sum(len(item.lines) for item in above) < 2:
        return None
    return Found(first, stretches)


def _are_nicknames(stretches: Sequence[Stretch]) -> bool:
    """Whether names of one word stand behind "Present:" in one line, or below it with numbers or bullets, and nothing else."""
    for one in stretches:
        lines = one.people()
        behind = all(item.row == one.heading or all(line.style != "bare" for line in item.lines) for item in one.items)
        if one.state == "present" and behind and len(lines) > 1 and all(line.grade for line in lines):
            return True
    return False


def find_bare_list(rows: Sequence[Row], today: date, file: str) -> Found | None:
    """A list without any heading, of which the rows above or the name of the file say that these people came."""
    stretches = bare_list(rows)
    if not stretches:
        return None
    first = stretches[0].items[0].row
    above = [list(row) for row in rows[:first]]
    told = read_preamble(above, today)
    words = " ".join([*(cell for row in above for cell in row), PurePath(file).stem]).casefold()
    if any(word in words for word in _OTHER):
        return None
    if _stands_under_something(above, today):
        return None
    said = (told.on and told.title) or any(word in words for word in _SAID)
    return Found(first, stretches) if said else None


def _stands_under_something(above: list[list[str]], today: date) -> bool:
    """Whether the last row above names is no title of a meeting: "Speakers", "Absent last time"."""
    filled = [row for row in above if any(row)]
    if len(filled) < 2:
        return False
    told, text = read_preamble([filled[-1]], today), text_of(filled[-1]).casefold()
    return not (told.on or told.place or told.start or ":" in text or any(word in text for word in _SAID))


def read_list(grid: Grid, file: str, choices: Choices, today: date, found: Found) -> Reading | None:
    """The reading of a list, told in the rows of the file."""
    rows, lines, apart = _table(grid, found, today)
    header = next(at for at, row in enumerate(rows) if row is _HEADER)
    plain = replace(grid, rows=rows, lines=lines)
    reading = read_table(plain, file, choices, today, header=header, columns=_COLUMNS, apart=apart)
    if reading is None:
        return None
    reading.header_line, reading.columns, reading.preview = None, [], preview(grid)
    names = list(filter(None, reading.entries.name))
    if names and all(" " not in name for name in names):
        name = names[0]
        reading.issues.append(issue("nicknames_only", value=name))
        reading.flags.append("nicknames_only")
    return recounted(reading, grid, found.first)


def _table(grid: Grid, found: Found, today: date) -> tuple[list[list[str]], list[int], dict[int, str]]:
    """(rows, the line of each, {row: issue code} of those that are no people) of the list as a table."""
    items = {item.row: item for one in found.stretches for item in one.items}
    headings = {one.heading: one.state for one in found.stretches if one.heading is not None}
    people = [line for item in items.values() for line in item.lines]
    cells = iter(cells_of(people))
    above = _above(grid.rows, found.first)
    dated = [
        row for at, row in enumerate(grid.rows) if at >= found.first and any(row) and _tells_the_day(row, at in headings, today)
    ]
    above += map(list, dated)
    rows = [*above, _HEADER]
    lines = [*grid.lines[: found.first], *[grid.lines[found.first]] * (len(above) - found.first + 1)]
    apart: dict[int, str] = {}
    number = 0
    for at in range(found.first, len(grid.rows)):
        begin = len(rows)
        if at in headings:
            apart[begin] = "section"
            rows.append([_HEADINGS[headings[at]]])
        item = items.get(at)
        if item is not None:
            for one in [next(cells) for _ in item.lines]:
                number += 1
                rows.append(_row(number, one))
            if item.organization:
                rows.append(["", "", item.organization])
            if item.code in INSTEAD:
                rows.append(["", read_line(grid.rows[at]).name])
            elif item.code:
                if item.code != "blank":
                    apart[len(rows)] = item.code
                rows.append([])
        elif at not in headings:
            if any(grid.rows[at]):
                apart[begin] = "note"
            rows.append([])
        lines += [grid.lines[at]] * (len(rows) - begin)
    return rows, lines, apart


def _above(rows: Sequence[Row], first: int) -> list[list[str]]:
    """The rows above a list, without another list that stands there and without who chaired: neither names the meeting."""
    out = [list(row) for row in rows[:first]]
    for number in range(first):
        below = next((row for row in rows[number + 1 : first] if any(row)), [])
        if heading_of(text_of(rows[number])) == "closed" and start_of(below)[0] != "bare":
            out[number:] = [[] for _ in range(number, first)]
            break
        if part_played(rows[number]):
            out[number] = []
    return out


def _row(number: int, cells: Cells) -> list[str]:
    return [str(number), cells.name, cells.organization or "-", cells.role, cells.email, cells.phone, cells.remark]


def _tells_the_day(row: Row, heads: bool, today: date) -> bool:
    """Whether a row says when the meeting was: "Date: 14 May 2026", or the heading of a list (`heads`) with a day in it."""
    if not heads and not text_of(row).casefold().startswith(("date", "meeting date", "วันที่", "ประชุมวันที่")):
        return False
    told = read_preamble([list(row)], today)
    return told.on is not None and find_date(told.date_text, today=today) is not None
