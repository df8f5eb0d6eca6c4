"""One line of a list without columns -> the person it names and what stands beside the name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from coalition.imports.cells.delegates import delegate_in
from coalition.imports.lists.names import MAYBE, NO, SURE, grade
from coalition.imports.lists.parts import is_organization, kind_of, tagged, tail_of, without_way

Style = Literal["numbered", "bullet", "bare"]

_NUMBER_CELL = re.compile(r"\(?[\d๐-๙]{1,3}[.):]*")
_NUMBER = re.compile(r"\(?[\d๐-๙]{1,3}\s*[.):]+\s*(?=[^\d\s.])|[\d๐-๙]{1,3}\s+(?=[^\d\s])|\(?[a-zA-Zก-ฮ][.)]\s+(?=\S+\s)")
_NUMBER_AND_DOT = re.compile(r"\(?[\d๐-๙]{1,3}[.)]\s*(?=[^\W\d])")
_BULLET = re.compile(r"(?:[•*·▪◦●○►➢➤❖✓✔☑√■□–—−-]|o(?=\s+[A-Z]))\s*(?=[^\s\d\-])")
_SPLIT = re.compile(r"\s*[,;，、]\s*|\s+[-–—|]\s+|\s*[–—|]\s*|\s*[:：]\s+")
_COLONS = re.compile(r"\s*[:：]\s+|\s+[-–—|]\s+")
_COMMAS = re.compile(r"\s*[,;，、]\s*(?:and\s+|และ)?|\s+(?:and|&|และ)\s+|\s+(?:กับ|/)\s+", re.IGNORECASE)
_SEMICOLONS = re.compile(r"\s*;\s*(?:and\s+|และ)?", re.IGNORECASE)
_FROM = re.compile(r"\s+(?:from|จาก|@)\s+", re.IGNORECASE)
_BEHIND = re.compile(r"\A(.*\S)\s*[(\[（]\s*([^()\[\]（）]{1,120}?)\s*[)\]）]\s*")
_TICKED = re.compile(r"(.*\S)\s+([✓✔☑√✅✗✘☒❌])")
_CROSSES = "✗✘☒❌"
_OFFICE = re.compile(
    r"(Director|Officer|Manager|Inspector|Superintendent|Ambassador|Governor|Mayor|Judge|Secretary|Chair(?:man|woman|person)?)\s+"
    r"(?=\S+\s\S)|((?:รอง\s?)?(?:ผอ|ผกก|สว|หน)\.\s*)(?=\S+\s\S)"
)
"""What somebody is, before the name."""
_DEGREE = re.compile(r"(?:Ph\.?\s?D|M\.?D|M\.?A|M\.?Sc|MSW|LL\.?[BMD]|J\.?D|R\.?N|Esq|Jr|Sr|II|III)\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """What one line, or one name of a line with several, says.

    Attributes:
        name: the text that stands for the name. grade: how surely it is one.
        parts: the texts behind (or before) it, with the gaps they have; bracket: in brackets behind the name.
        style: how the line begins. role, organization: where the line itself says which is which.
        remark: that somebody was sent, and who.
    """

    name: str
    grade: int
    parts: tuple[str, ...] = ()
    bracket: str = ""
    style: Style = "bare"
    role: str = ""
    organization: str = ""
    remark: str = ""
    several: tuple["Line", ...] = field(default=())


def filled_cells(row: Sequence[str]) -> list[str]:
    """The cells from the first to the last that is filled."""
    filled = [i for i, cell in enumerate(row) if cell]
    return list(row[filled[0] : filled[-1] + 1]) if filled else []


def start_of(row: Sequence[str]) -> tuple[Style, list[str]]:
    """How a line begins, and its cells without number or bullet."""
    cells = [cell.replace("**", "").replace("__", "").strip() for cell in filled_cells(row)]
    if len(cells) > 1 and _NUMBER_CELL.fullmatch(cells[0]):
        return "numbered", filled_cells(cells[1:])
    if not cells:
        return "bare", cells
    if len(cells) > 1 and not any(map(str.isalnum, cells[0])):
        return "bullet", filled_cells(cells[1:])
    for style, pattern in (("numbered", _NUMBER), ("bullet", _BULLET)):
        found = pattern.match(cells[0])
        if found and found.end() < len(cells[0]):
            return style, [cells[0][found.end() :].strip(), *cells[1:]]  # type: ignore[return-value]
    return "bare", cells


def joined(cells: Sequence[str]) -> list[str]:
    """The cells, those cut inside a bracket put together again."""
    out: list[str] = []
    for cell in cells:
        if out and out[-1].count("(") > out[-1].count(")"):
            out[-1] = f"{out[-1]}, {cell}"
        else:
            out.append(cell)
    return out


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The pieces of a text between separators that stand in no bracket."""
    pieces, begin = [], 0
    for found in pattern.finditer(text):
        before = text[: found.start()]
        if before.count("(") > before.count(")"):
            continue
        pieces.append(text[begin : found.start()])
        begin = found.end()
    pieces.append(text[begin:])
    out: list[str] = []
    for piece in (piece.strip() for piece in pieces):
        if out and piece and _DEGREE.fullmatch(piece):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def read_line(row: Sequence[str]) -> Line:
    """The person of one line: a row of cells, however it was cut."""
    return _read_line(tuple(row))


@lru_cache(maxsize=8192)
def _read_line(row: tuple[str, ...]) -> Line:
    style, cells = start_of(row)
    cells = joined(cells)
    if not cells:
        return Line("", NO, style=style)
    text = ", ".join(filter(None, cells))
    if theirs := _numbered_further(cells) or _under_their_organization(text):
        return Line(text, NO, style=style, several=theirs)
    if (several := _several(text, bare=style == "bare")) is not None:
        return Line(text, NO, style=style, several=several)
    return replace(_one(cells), style=style)


def _numbered_further(cells: Sequence[str]) -> tuple[Line, ...]:
    """The people of a line that goes on with a further number: "1. Ann Lee, IJM, 2. Bo Chan, IOM"; () it does not."""
    starts = [0, *(at for at, cell in enumerate(cells) if at and _NUMBER_AND_DOT.match(cell))]
    if len(starts) < 2:
        return ()
    groups = [list(cells[a:b]) for a, b in zip(starts, [*starts[1:], len(cells)], strict=True)]
    lines = tuple(_one([_NUMBER_AND_DOT.sub("", group[0]), *group[1:]]) for group in groups)
    return lines if all(line.grade == SURE for line in lines) else ()


def _under_their_organization(text: str) -> tuple[Line, ...]:
    """Those behind the name of their organization: "IJM: Ann Lee, Bo Chan"; () the line is another."""
    head, colon, rest = text.replace("：", ":").partition(":")
    head, rest = head.strip(), rest.strip()
    if (
        not colon
        or not rest
        or "," in head
        or "//" in text
        or kind_of(head) == "role"
        or not (is_organization(head) or grade(head) == SURE)
    ):
        return ()
    people = people_behind(rest)
    if not all(line.grade == SURE and not line.parts for line in people):
        return ()
    return tuple(replace(line, organization=head) for line in people)


def _one(cells: Sequence[str]) -> Line:
    """The one person of a line."""
    cells = [without_way(cell) for cell in cells]
    ticked = _TICKED.fullmatch(cells[0])
    if ticked:
        cells = [ticked[1], *cells[1:], *(["absent"] if ticked[2] in _CROSSES else [])]
    before, sent = delegate_in(cells[0])
    first, role, organization = tagged(before)
    remark = "" if sent is None else f"represented by {sent}" if sent else "sent a delegate"
    pieces = _split(first, _SPLIT)
    found = _BEHIND.fullmatch(first)
    words = _split(found[1], _SPLIT) if found else pieces
    if _turned_round(words) and "," in first:
        pieces = [f"{words[1]} {words[0]}" + (f" ({found[2]})" if found else "")]  # "Lee, Ann"
    parts = [*pieces, *cells[1:]]
    at = _name_at(parts)
    if not grade(_BEHIND.sub(r"\1", parts[at])) and len(cells) > 1 and at == 0:  # "Project Officer", "IOM: Bo Chan"
        parts = [*pieces, *(piece for cell in cells[1:] for piece in _split(cell, _COLONS))]
        at = _name_at(parts)
    name, others = parts[at], [*parts[:at], *parts[at + 1 :]]
    bracket = ""
    if (found := _BEHIND.fullmatch(name)) and grade(found[1]):
        name, bracket = found[1], found[2]
    if (halves := _FROM.split(name, maxsplit=1)) and len(halves) > 1 and grade(halves[0]) == SURE:
        name, organization = halves[0], halves[1]
    if (office := _OFFICE.match(name)) and grade(name[office.end() :]) == SURE:
        role, name = role or office[0].strip(), name[office.end() :]
    name, tail = tail_of(name)
    parts = ([tail] if tail else []) + others
    return Line(name, grade(name), tuple(parts), bracket, role=role, organization=organization, remark=remark)


def _turned_round(pieces: Sequence[str]) -> bool:
    """Whether "Lee, Ann" in a cell of its own is a name with its surname first."""
    words = [piece for piece in pieces if piece]
    return (
        len(words) == 2
        and len(words) == len(pieces)
        and all(" " not in word and word[:1].isupper() and grade(word) == MAYBE and kind_of(word) == "open" for word in words)
    )


def _name_at(parts: Sequence[str]) -> int:
    """Which part of a line is the name: the first, unless it is an organization or a position and a sure name follows."""
    graded = [grade(_BEHIND.sub(r"\1", part) or part) if part else NO for part in parts]
    first = tail_of(parts[0])[0] if parts else ""
    if not parts or graded[0] or grade(first):
        return 0
    if kind_of(parts[0]) not in {"organization", "role"}:
        return 0
    return next((i for i, one in enumerate(graded) if one == SURE and kind_of(parts[i]) == "open"), 0)


def _several(text: str, *, bare: bool, labelled: bool = False) -> tuple[Line, ...] | None:
    """The people of a line that names several; None: it names one, or is none.

    Args:
        bare: the line has no number and no bullet. labelled: it stands behind "Present:", where names may be of one word.
    """
    items = _split(text, _SEMICOLONS)
    if len(items) > 1 and all(items):
        lines = tuple(line for item in items for line in (_several(item, bare=False) or (_one([item]),)))
        return lines if all(line.grade == SURE or (labelled and line.grade) for line in lines) else None
    items = [item for item in _split(text, _COMMAS) if item]
    people: list[Line] = []
    for item in items:
        if people and not labelled and not grade(_BEHIND.sub(r"\1", item)):
            return None
        if people and is_organization(item):
            people[-1] = replace(people[-1], parts=(*people[-1].parts, item))
        else:
            people.append(_one([item]))
    if labelled:
        return tuple(people)
    sure = len(people) >= 3 and all(line.grade == SURE and kind_of(line.name) == "open" for line in people)
    with_and = len(people) == 2 and "," not in text and all(line.grade == SURE for line in people)
    return tuple(people) if (bare and sure) or with_and else None


def people_behind(label: str) -> tuple[Line, ...]:
    """Those named behind "Present:", divided by commas, semicolons or "and"; what is no name has the grade `NO`."""
    text = label.rstrip(" .")
    found = _several(text, bare=True, labelled=True)
    if found is not None:
        return found
    return tuple(_one([item]) for item in _split(text, _SEMICOLONS) if item)
