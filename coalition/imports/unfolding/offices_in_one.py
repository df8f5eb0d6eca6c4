"""Columns of the organization and what somebody does there, or how to reach it: "Position / Organization", "Agency / Tel".

So is "E-mail / Tel.". They stand beside the names, and are written out as columns of their own: else the organization is lost
in the position, and a telephone number becomes part of its name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coalition.imports.cells.reader import Grid
from coalition.imports.cells.text import has_thai
from coalition.imports.lists.parts import is_organization, is_position, role_and_organization
from coalition.imports.reading import ColumnRead
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.people_names import is_known

_WITHIN = 40
_SAMPLE = 200
_LEAST = 2
_TOLD = 4
"""Of so many cells one at least names an organization."""
_LONGEST = 80  # characters of a header
_NAMES = frozenset({"name", "first_name", "last_name"})
_BESIDE = frozenset({"role", "phone", "email"})
_HEADS = {"organization": "Organization", "role": "Position", "phone": "Phone", "email": "Email"}
_HALVES = re.compile(r"\s*[/|,&+()\[\]\n;:]\s*|\s+[-–—]\s+|\s+(?:and|with)\s+|\s*และ\s*", re.IGNORECASE)
_REACHED = {
    "email": re.compile(r"[\s/|,;:(<\-–—]*(?:e-?mail|อีเมล)?[.:\s]*([^@\s,;<>()/|]+@[^@\s,;<>()/|]+\.[^@\s,;<>()/|]+)[\s)>]*"),
    "phone": re.compile(r"[\s/|,;:(\-–—]*(?:tel|phone|mobile|โทร)?[.:\s]*(\+?\d(?:[\s\-().]?\d){7,13})[\s)]*", re.IGNORECASE),
}
_SIGNS = (
    re.compile(r"\s*[/|｜／]\s*"),
    re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*"),
    re.compile(r"\s*[:：;]\s*"),
    re.compile(r"\s*[()\[\]（）]\s*"),
    re.compile(r"\s*,\s*"),
)
_AT = re.compile(r"\s+(?:at|from)\s+(?:the\s+)?")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_OPEN = 2
"""So many of these signs part two texts of which no word tells what they are; the others stand inside names too."""

Row = Sequence[str]
Kinds = tuple[str, ...]


@dataclass(frozen=True)
class OfficesInOne:
    """The header row, and what each such column holds, in the order of its header."""

    header: int
    columns: Mapping[int, Kinds]


def find_offices_in_one(grid: Grid) -> OfficesInOne | None:
    """The first row with such a column beside one of names, and no other of organizations; None: there is none."""
    for number, row in enumerate(grid.rows[:_WITHIN]):
        found = {i: kinds for i, cell in enumerate(row) if (kinds := _kinds_of(cell))}
        others = {match(cell).field for i, cell in enumerate(row) if i not in found}
        if len(found) != 1 or not others & _NAMES or others & set(next(iter(found.values()))) & {"organization"}:
            continue
        ((at, kinds),) = found.items()
        below = grid.rows[number + 1 : number + 1 + _SAMPLE]
        cells = [row[at] for row in below if at < len(row) and row[at]]
        main = "organization" if "organization" in kinds else kinds[-1]
        told = [cell for cell in cells if _read(cell, grid.broken.get(cell, ()), kinds)[main]]
        if cells and len(told) * _TOLD >= len(cells):
            return OfficesInOne(number, {at: tuple(kind for kind in kinds if kind == "organization" or kind not in others)})
    return None


@lru_cache(maxsize=4096)
def _kinds_of(header: str) -> Kinds:
    """What a header of several names, in its order: an organization and more; () it is of one, or of something else."""
    if not header or len(header) > _LONGEST:
        return ()
    kinds = tuple(match(half).field or "" for half in _HALVES.split(header) if half)
    whole = len(kinds) == len(set(kinds)) >= _LEAST and ("organization" in kinds or set(kinds) == set(_REACHED))
    return kinds if whole and set(kinds) - {"organization"} <= _BESIDE else ()


def apart(grid: Grid, found: OfficesInOne) -> Grid:
    """The grid with a column for each kind in place of the one that holds them all."""
    rows = list(grid.rows)
    for at, kinds in found.columns.items():
        for number, row in enumerate(rows):
            if at >= len(row):
                continue
            written = [row[at], *[""] * (len(kinds) - 1)]
            if number >= found.header and (number == found.header or _kinds_of(row[at])):
                written = [_HEADS[kind] for kind in kinds]
            elif number > found.header and row[at] and sum(map(bool, row)) > 1:
                read = _read(row[at], grid.broken.get(row[at], ()), kinds)
                written = [read[kind] or ("-" if kind == "organization" else "") for kind in kinds]  # no merged cell
            rows[number] = [*row[:at], *written, *row[at + 1 :]]
    return replace(grid, rows=rows)


def offices_as_written(columns: Sequence[ColumnRead], row: Row, found: OfficesInOne) -> list[ColumnRead]:
    """The columns of the reading as the file has them."""
    fields = {one.index: one.field for one in columns}
    ((at, kinds),) = found.columns.items()
    added = len(kinds) - 1
    return [ColumnRead(i, cell, _shown(kinds) if i == at else fields.get(i + added * (at < i))) for i, cell in enumerate(row)]


def _shown(kinds: Kinds) -> str:
    return "organization" if "organization" in kinds else kinds[0]


def _read(cell: str, lines: Sequence[str], kinds: Kinds) -> dict[str, str]:
    """What one cell says of each kind; "": nothing."""
    out = dict.fromkeys(_HEADS, "")
    rest = " / ".join(lines) if len(lines) > 1 else cell
    for kind, pattern in _REACHED.items():
        if kind in kinds and (reached := pattern.search(rest)):
            out[kind] = reached[1]
            rest = f"{rest[: reached.start()]} / {rest[reached.end() :]}".strip(" /")
    if "organization" not in kinds:
        out[kinds[0]] = out[kinds[0]] or (rest if not any(out.values()) else "")
    elif "role" not in kinds:
        out["organization"] = rest
    else:
        out["role"], out["organization"] = _post(rest, role_first=kinds.index("role") < kinds.index("organization"))
    return out


def _post(text: str, *, role_first: bool) -> tuple[str, str]:
    """(position, organization) of a text that holds both or one; a text that tells neither is what the header names first."""
    for place, sign in enumerate(_SIGNS):
        parts = [part.strip() for part in sign.split(text) if part.strip()]
        if len(parts) < _LEAST:
            continue
        posts = list(map(_is_post, parts))
        if any(posts) and not all(posts):
            return _joined(parts, posts)
        if place < _OPEN and len(parts) == _LEAST and not any(posts):
            houses = list(map(is_organization, parts))
            if any(houses) and not all(houses):
                return _joined(parts, [not house for house in houses])
            if not any(houses):
                return (parts[0], parts[1]) if role_first else (parts[1], parts[0])
    if told := _at_the_end(text):
        return told
    role, organization = role_and_organization(text)
    if organization and not _is_post(text):
        return role, organization
    house = not is_position(text) and (is_organization(text) or not role_first or _is_written_as_name(text))
    return ("", text) if house else (text, "")


def _is_post(text: str) -> bool:
    """Whether a text is a position and names no organization: "Head of Office" does not."""
    inside = role_and_organization(text)[1]
    named = " " in inside or inside.isupper() or is_known(inside) or has_thai(inside)
    return is_position(text) and not (inside and named)


def _at_the_end(text: str) -> tuple[str, str] | None:
    """(position, organization) of "Head of Programs at UNICEF", parted where the last word stands that can part it.

    Behind "of" only what reads as an organization is one: nobody works for the Programs.
    """
    for word in (_AT, _OF):
        for found in reversed(list(word.finditer(text))):
            role, rest = text[: found.start()], text[found.end() :]
            whole = word is _AT or (is_organization(rest) and not is_organization(role.rpartition(" ")[2]))
            if rest and whole and is_position(role):
                return role, rest
    return None


def _is_written_as_name(text: str) -> bool:
    """Whether it is several words with capitals, as organizations are that no word tells: "Blue Door"."""
    return " " in text and all(word[0].isupper() for word in text.split())


def _joined(parts: Sequence[str], posts: Sequence[bool]) -> tuple[str, str]:
    return (
        ", ".join(part for part, post in zip(parts, posts, strict=True) if post),
        ", ".join(part for part, post in zip(parts, posts, strict=True) if not post),
    )
