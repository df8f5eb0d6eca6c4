"""Columns that hold a person and the organization in one cell: "Organization / Person", "Name (Agency)", หน่วยงาน/ชื่อ.

So are "Name / Position" and "Name / Nickname". They are written out as columns of their own. What parts the two, and which
of them is the person, all cells say together: by titles, words of organizations and what stands there again and again;
where they do not, the order in the header.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.titles import split_titles
from coalition.imports.lists.parts import is_organization, is_position, kind_of
from coalition.imports.reading import ColumnRead
from coalition.imports.sheets.headers import is_header_word, is_nickname, match, read_header
from coalition.imports.sheets.people_names import is_office_abroad, plays_a_part, read_name
from coalition.imports.sheets.presence import mark_of
from coalition.imports.sheets.words import is_note, is_total, stands_over
from coalition.imports.unfolding.above_people import organizations_above

_WITHIN = 40
_SAMPLE = 200
_LONGEST = 80  # characters of a header
_LEAST = 2
_ONE_EACH = frozenset({"lines", "bar", "slash"})
"""Ways that part people too; commas and dashes stand inside names of organizations."""
_PARTED = 4
"""Of so many cells one at least holds both."""
_SURE = 3
"""How much a title, or a word of organizations, weighs against the look of a name."""
_NAMES = frozenset({"name", "first_name", "last_name"})
_HALVES = re.compile(r"\s*[/|,&+()\[\]\n;:]\s*|\s+(?:and|with|et|und|y|e)\s+|\s*และ\s*", re.IGNORECASE)
_DASHED = re.compile(rf"{_HALVES.pattern}|\s+[-–—]\s+", re.IGNORECASE)
_PERSON = re.compile(r"(?:contact )?persons?|people|individuals?|บุคคล", re.IGNORECASE)
_BRACKETS = re.compile(r"(\S.*\S)\s*[(\[（]\s*([^()\[\]（）]{2,80}?)\s*[)\]）]")
_NOTHING_BEHIND = re.compile(r"(\S.*\w\W?)\s*[/|,;:(\[–—]\s*(?:n/?a|none|nil|-+)\s*[)\]]?", re.IGNORECASE)
_FOR = re.compile(r"แทน|(?:for|on behalf of|representing)\b", re.IGNORECASE)
_SIGNS = {
    "bar": re.compile(r"\s*[|｜]\s*"),
    "slash": re.compile(r"\s*[/／]\s*"),
    "dash": re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*"),
    "colon": re.compile(r"\s*[:：;]\s*"),
    "comma": re.compile(r"\s*,\s*"),
    "word": re.compile(r"\s+(?:from|จาก)\s*(?=\S)"),
}
_HEADS = {
    "organization": ("Names", "Organization", "Position"),
    "role": ("Names", "", "Position"),
    "nickname": ("Names", "", ""),
}
_ADDED = 2
_WAYS = ("lines", "brackets", *_SIGNS)

Row = Sequence[str]


@dataclass(frozen=True)
class BothInOne:
    """The header row, the columns, and the row at which a table of another header begins."""

    header: int
    columns: Mapping[int, "_Column"]
    stop: int


def find_both_in_one(grid: Grid) -> BothInOne | None:
    """The first row with such a column, and none of names or organizations beside it; None: there is none."""
    for number, row in enumerate(grid.rows[:_WITHIN]):
        others = {match(cell).field for cell in row if not _order_of(cell) and match(cell).strength > 1}
        found = {i: order for i, cell in enumerate(row) if (order := _order_of(cell)) and not others & {*_NAMES, order[1]}}
        if found and number + 1 < len(grid.rows):
            stop = _end(grid.rows, number)
            sample = grid.rows[number + 1 : min(stop, number + 1 + _SAMPLE)]
            columns = {
                i: _Column(grid.broken, [row[i] for row in sample if i < len(row) and row[i]], *order)
                for i, order in found.items()
            }
            for i, told in columns.items():
                told.above = organizations_above(grid.rows, number, i, stop) if told.is_above else set()
            columns = {i: told for i, told in columns.items() if told.is_parted or told.beside == "organization"}
            return BothInOne(number, columns, stop) if columns else None
    return None


def _end(rows: Sequence[Row], header: int) -> int:
    """The row of the next header that names the columns in another way; the number of rows if there is none."""
    for number in range(header + 2, len(rows)):
        row = rows[number]
        gap = sum(map(bool, rows[number - 1])) <= 1
        if gap and sum(is_header_word(cell) for cell in row if cell) >= _LEAST and not any(map(_order_of, row)):
            return number
    return len(rows)


@lru_cache(maxsize=4096)
def _order_of(header: str) -> tuple[bool, str] | None:
    """(whether it names the person first, what else) of a header of both; None: it is of one of them, or of something else.

    Beside the person stands an "organization", else a "role" or a "nickname".
    """
    if not header or len(header) > _LONGEST:
        return None
    for pattern in (_HALVES, _DASHED):
        kinds = [_kind_of(half) for half in pattern.split(header) if half]
        beside = next((kind for kind in ("organization", "role", "nickname") if kinds.count(kind) == 1), "")
        if None not in kinds and "name" in kinds and beside:
            return kinds.index("name") < kinds.index(beside), beside
    return None


def _kind_of(half: str) -> str | None:
    if is_nickname(half):
        return "nickname"
    field = match(half).field
    return "name" if field in _NAMES or _PERSON.fullmatch(half) else field


def header_score(cells: Sequence[str]) -> float:
    """How well a row serves as a header; 0: not at all. What the reader of bytes asks to find the delimiter."""
    return read_header(["Names" if _order_of(cell) else cell for cell in cells]).score


def parted(grid: Grid, found: BothInOne) -> Grid:
    """The grid with columns of names, organizations and positions in place of each such column.

    Where nearly all its cells hold one of the two it stays one, of names; but an organization alone above its people, under
    a header that names it first, is put into a column of its own.
    """
    rows = list(grid.rows)
    for at, told in sorted(found.columns.items(), reverse=True):
        for number in range(found.stop):
            row = rows[number]
            if at >= len(row):
                continue
            if number < found.header:  # days may stand above the columns behind
                rows[number] = [*row[: at + 1], *[""] * told.added, *row[at + 1 :]]
                continue
            if number in told.above:
                rows[number] = [*[""] * (at + 1), row[at], *[""] * (len(row) - at - 1)]  # its number numbers nobody
                continue
            heads = number == found.header or _order_of(row[at])
            whole = (row[at], "", "") if not told.is_parted or not row[at] else told.read(row[at])
            rows[number] = [*row[:at], *(told.heads if heads else whole)[: told.added + 1], *row[at + 1 :]]
    return replace(grid, rows=rows)


def columns_as_written(columns: Sequence[ColumnRead], row: Row, found: BothInOne) -> list[ColumnRead]:
    """The columns of the reading as the file has them."""
    fields = {one.index: one.field for one in columns}
    return [
        ColumnRead(
            i,
            cell,
            "name" if i in found.columns else fields.get(i + sum(told.added for at, told in found.columns.items() if at < i)),
        )
        for i, cell in enumerate(row)
    ]


class _Column:
    """How the cells of one column are parted."""

    def __init__(self, broken: Mapping[str, Sequence[str]], cells: Sequence[str], person_first: bool, beside: str) -> None:
        self.broken, self.beside, self.names_person_first = broken, beside, person_first
        self.above: set[int] = set()  # rows of an organization alone above its people
        plain = [cell for cell in cells if not _is_something_else(cell)]
        worth = {way: sum(map(_worth, filter(None, (self._parts(cell, way) for cell in plain)))) for way in _WAYS}
        self.way = max(_WAYS, key=worth.__getitem__)
        told = [parts for cell in plain if (parts := self._parts(cell, self.way))]
        again = {first: len(told) - len({parts[0 if first else -1] for parts in told}) for first in (True, False)}
        gain = sum(map(_lean, told)) + again[False] - again[True]
        self.turns_round = any(_lean(parts) >= _SURE for parts in told)
        self.person_first = gain > 0 if abs(gain) >= max(_SURE, len(told)) else person_first
        self.is_parted = _PARTED * sum(self._is_both(cell) for cell in plain) >= len(plain) > 0

    def read(self, cell: str) -> tuple[str, str, str]:
        """(person, organization, position) of one cell; what is not parted is left for a name."""
        if _is_something_else(cell):
            return cell, "", ""
        if bare := _NOTHING_BEHIND.fullmatch(cell):
            cell = bare[1].strip()
        parts = self._parts_of(cell)
        if not parts:
            return self._read_one(cell)
        lean = _lean(parts)
        person_first = lean > 0 if abs(lean) >= _SURE else self.person_first
        if self.beside == "organization":
            people = parts[:-1] if person_first else parts[1:]
            if len(people) > 1 and self.way in _ONE_EACH and all(_looks(part) > 0 for part in people):
                return ", ".join(people), parts[-1] if person_first else parts[0], ""
            return _told(parts, person_first=person_first)
        person, rest = (parts[0], parts[1:]) if person_first else (parts[-1], parts[:-1])
        if self.beside == "nickname":
            return f"{person} ({rest[0]})", "", ""
        return person, "", ", ".join(rest)

    def _read_one(self, cell: str) -> tuple[str, str, str]:
        """As `read`, of a cell that is not parted; where all others begin with the organization it is one, if it can be."""
        named = read_name(cell)
        is_one = (named.plain or named.state) and not named.organization and not is_organization(cell)
        if not is_one or self.beside != "organization":
            return cell, "", ""
        is_person = self.person_first or self.names_person_first or self.turns_round
        if is_person or named.state or named.people or split_titles(cell)[0]:
            return cell, "-", ""
        return cell, cell, ""  # the organization in both is one without a person

    @property
    def is_above(self) -> bool:
        """Whether organizations may stand alone above their people: the header names them first, and few cells hold both."""
        return not (self.is_parted or self.names_person_first) and self.beside == "organization"

    @property
    def added(self) -> int:
        """How many columns it is written out to, beside itself."""
        return _ADDED if self.is_parted else int(bool(self.above))

    @property
    def heads(self) -> tuple[str, str, str]:
        """The headers of the columns it is written out to."""
        return _HEADS[self.beside]

    def _is_both(self, cell: str) -> bool:
        return not _is_something_else(cell) and bool(self._parts_of(cell))

    def _parts_of(self, cell: str) -> list[str]:
        """The parts of a cell as most are parted, else in the way that tells person and organization; []: it is one."""
        if parts := self._parts(cell, self.way):
            return parts
        ways = [found for way in _WAYS if (found := self._parts(cell, way)) and _tells(way, found)]
        return max(ways, key=_worth, default=[])

    def _parts(self, cell: str, way: str) -> list[str]:
        """The parts of a cell; []: it has one."""
        if way == "lines":
            parts = list(self.broken.get(cell, ()))
        elif way == "brackets":
            found = _BRACKETS.fullmatch(cell)
            parts = list(found.groups()) if found and not _is_of_person(found[2]) else []
        else:
            parts = _SIGNS[way].split(cell)
        parts = [part.strip(" -–—,;:/|") for part in parts]
        return parts if len(parts) >= _LEAST and all(any(map(str.isalnum, part)) for part in parts) else []


def _is_of_person(inside: str) -> bool:
    """Whether what stands in brackets says something of the person: absent, in the chair, for another."""
    return mark_of(inside) is not None or plays_a_part(inside) or _FOR.match(inside) is not None


def _tells(way: str, parts: Sequence[str]) -> bool:
    """Whether a cell that is parted in another way than most is person and organization all the same."""
    wide = len(parts) == _LEAST and (" " in parts[1] or parts[1].isupper()) and _looks(parts[0]) > 0
    return _worth(parts) > _SURE or (way in {"brackets", "word", "dash"} and wide)


def _is_something_else(cell: str) -> bool:
    return is_total(cell) or is_note(cell) or stands_over(cell) is not None


def _told(parts: Sequence[str], *, person_first: bool) -> tuple[str, str, str]:
    """(person, organization, position) of the parts of a cell."""
    person, rest = (parts[0], list(parts[1:])) if person_first else (parts[-1], list(parts[:-1]))
    contacts = [part for part in rest if kind_of(part) in {"email", "phone"}]
    roles = [part for part in rest if is_position(part) and len(rest) - len(contacts) > 1]
    office = [part for part in rest if part not in contacts and part not in roles]
    return " ".join([person, *contacts[:1]]), ", ".join(office), ", ".join(roles)


@lru_cache(maxsize=8192)
def _looks(part: str) -> int:
    """How much a part looks like a person, and not like an organization."""
    if split_titles(part)[0]:
        return _SURE
    if read_name(part).code:  # "TBC" is no acronym
        return 0
    if is_organization(part) or is_office_abroad(part) or is_position(part):
        return -_SURE
    return int(" " in part and looks_like_person(part))


def _lean(parts: Sequence[str]) -> int:
    """How much the first part looks more like the person than the last."""
    return _looks(parts[0]) - _looks(parts[-1])


def _worth(parts: Sequence[str]) -> int:
    """How much parts look like a person and an organization: told apart, and not one name cut in two."""
    return 1 + abs(_lean(parts))
