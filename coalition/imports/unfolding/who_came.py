"""Sheets of representatives and their alternates with a column that says which of them came: "Who attended".

They are written out with a row for each person: those who came are read, the others are away, nobody is taken for both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coalition.imports.cells.names import clean_name, looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.reading import ColumnRead, Reading
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import fold, match

_WITHIN = 40
_SAMPLE = 200
_MOST = 0.8
_EXACT = 1.6
_CAME = re.compile(
    r"(?:name of )?(?:who|person(?:\(s\))?|people|member|representative|delegate|attendee)?\s*(?:who |that )?(?:actually )?"
    r"(?:attended|came|was (?:there|present)|attending|present)(?: (?:the )?meeting)?(?: by)?(?: ?\(?names?\)?)?\??"
    r"|(?:actual )?(?:attendee|participant|person present)s?(?: names?)?|names? of (?:actual )?attendees?"
    r"|(?:ชื่อ)?(?:ผู้|คน)(?:ที่)?(?:มา|เข้า|ได้เข้า)(?:ร่วม)?(?:ประชุม)?(?:จริง)?|ใครมา(?:ประชุม)?|มาจริง"
    r"|qui (?:est venu|était (?:présent|là))|wer (?:war da|kam|hat teilgenommen)|teilgenommen hat|quién (?:asistió|vino)",
    re.IGNORECASE,
)
_KIND = r"(?: (?:representative|member|delegate|contact|person|focal point))?(?: names?)?"
_ALTERNATE = re.compile(
    r"(?:name of )?(?:the )?(?:alternate|substitute|deputy|proxy|back-?up|second|secondary|stand-?in|stellvertret(?:er|ung)"
    rf"|vertretung|suppléant|suplente){_KIND}|representative 2"
    r"|(?:ชื่อ)?(?:ผู้แทน|สมาชิก|กรรมการ|ตัว)?\s*\(?(?:สำรอง|คนที่ ?2|ลำดับที่ ?2)\)?",
    re.IGNORECASE,
)
_MAIN = re.compile(
    rf"(?:name of )?(?:the )?(?:(?:main|first|primary|principal|official|regular|permanent|titular|nominated|appointed){_KIND}"
    r"|(?:representative(?: 1)?|member|delegate|contact(?: person)?|focal point|mitglied|vertreter(?:in)?)(?: names?)?)"
    r"|(?:ชื่อ)?(?:ผู้แทน|สมาชิก|กรรมการ|ตัว)\s*\(?(?:หลัก|จริง|คนที่ ?1|ลำดับที่ ?1)?\)?",
    re.IGNORECASE,
)
_BOTH = frozenset(map(fold, ("both", "all", "ทั้งสอง", "ทั้งคู่", "ทั้งสองคน", "beide", "les deux", "ambos")))
_DASHES = frozenset({"", "-", "--", "–", "—"})
_NOBODY = frozenset(map(fold, (
    "none", "nobody", "no one", "neither", "absent", "no", "n/a", "apologies", "ไม่มี", "ไม่มา", "ไม่มีผู้เข้าร่วม", "ขาด", "ลา",
    "niemand", "personne", "nadie",
)))  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:,|;|\+|&|/|\band\b|และ|กับ|\n)\s*", re.IGNORECASE)
_OF_ONE = frozenset({"role", "phone", "email", "prefix"})

Row = list[str]


@dataclass(frozen=True)
class WhoCame:
    """The header of such a sheet: the columns of those who were expected (main ones first), and of who came."""

    header: int
    main: tuple[int, ...]
    alternate: tuple[int, ...]
    came: int


def find_who_came(rows: Sequence[Row]) -> WhoCame | None:
    """Such a sheet, told by its headers and by the names under them; None: it is another."""
    for number, row in enumerate(rows[:_WITHIN]):
        came = [i for i, cell in enumerate(row) if cell and _CAME.fullmatch(cell)]
        alternate = tuple(i for i, cell in enumerate(row) if cell and i not in came and _ALTERNATE.fullmatch(cell))
        main = tuple(i for i, cell in enumerate(row) if cell and i not in (*came, *alternate) and _MAIN.fullmatch(cell))
        if len(came) != 1 or not main or not _tells(rows[number + 1 : number + 1 + _SAMPLE], main, alternate, came[0]):
            continue
        others = [match(cell) for i, cell in enumerate(row) if cell and i not in (*came, *alternate, *main)]
        if not any(found.field in {"name", "first_name", "last_name"} and found.strength >= _EXACT for found in others):
            return WhoCame(number, main, alternate, came[0])
    return None


def _tells(rows: Sequence[Row], main: Sequence[int], alternate: Sequence[int], came: int) -> bool:
    """Whether names stand in the columns, and the last says of most rows who of them came."""
    expected = [cell for i in main for cell in cells_of(rows, i)]
    if not expected or sum(map(looks_like_person, expected)) < _MOST * len(expected):
        return False
    told = [_who(row, main, alternate, row[came]) for row in rows if came < len(row) and not _is_nobody(row[came])]
    sure = sum(bool(states) and "yes" in states[: len(main) + len(alternate)] for states, _ in told)
    return bool(told) and sure * 2 >= len(told)


def _who(row: Row, main: Sequence[int], alternate: Sequence[int], said: str) -> tuple[list[str], list[str]]:
    """(yes, no or what is not understood, for each of the expected), and the others who came."""
    names = [row[i] if i < len(row) else "" for i in (*main, *alternate)]
    kinds = ["main"] * len(main) + ["alternate"] * len(alternate)
    if _is_nobody(said):
        return ["no"] * len(names), []
    states, others = ["no"] * len(names), []
    whole = [part.strip() for part in ([said] if fold(said) in map(fold, names) else _BETWEEN.split(said)) if part.strip()]
    for part in whole:
        known = [i for i, name in enumerate(names) if name and _is_same(name, part)]
        if fold(part) in _BOTH:
            states = ["yes"] * len(names)
        elif len(known) == 1:
            states[known[0]] = "yes"
        elif kind := "alternate" if _ALTERNATE.fullmatch(part) else "main" if _MAIN.fullmatch(part) else "":
            states = ["yes" if kinds[i] == kind else state for i, state in enumerate(states)]
        elif looks_like_person(part) and not known:
            others.append(part)
        else:
            return ["?"] * len(names), []
    return states, others


def _is_nobody(said: str) -> bool:
    return said in _DASHES or fold(said) in _NOBODY


def _is_same(name: str, said: str) -> bool:
    """Whether a name is meant by what is said: as a whole, or by the first name or the initials alone."""
    whole, short = clean_name(name).name.casefold(), clean_name(said).name.casefold()
    initials = "".join(word[:1] for word in whole.split())
    return whole == short or whole.split()[:1] == [short] or (len(initials) > 1 and initials == short.replace(".", ""))


def written_out(grid: Grid, found: WhoCame) -> Grid:
    """The grid with a row for each person; the first columns are where they were, lines are those of the file."""
    head = grid.rows[found.header]
    width = max(map(len, grid.rows[found.header :]))
    names = (*found.main, *found.alternate)
    blanks = {*names, found.came}
    rows, lines = [list(row) for row in grid.rows[: found.header]], list(grid.lines[: found.header])
    header = [("" if i in blanks else cell) for i, cell in enumerate([*head, *[""] * (width - len(head))])]
    rows.append([*header, "Name", "Attended"])
    lines.append(grid.lines[found.header])
    about = {i for i, cell in enumerate(head) if match(cell).field in _OF_ONE}
    for row, line in zip(grid.rows[found.header + 1 :], grid.lines[found.header + 1 :], strict=True):
        for written in _written(row, found, names, width, about):
            rows.append(written)
            lines.append(line)
    return replace(grid, rows=rows, lines=lines)


def _written(row: Row, found: WhoCame, names: Sequence[int], width: int, about: set[int]) -> list[Row]:
    padded = [*row, *[""] * (width - len(row))]
    said = padded[found.came]
    if not any(padded[i] for i in (*names, found.came)) or sum(map(bool, row)) == 1:
        return [list(row)]
    states, others = _who(row, found.main, found.alternate, said)
    people = [(padded[i], said if state == "?" else state) for i, state in zip(names, states, strict=True) if padded[i]]
    people += [(name, "yes") for name in others]
    if not people:
        return [list(row)]
    blanks = {*names, found.came}
    shared = ["" if i in blanks else cell for i, cell in enumerate(padded)]
    bare = ["" if i in about else cell for i, cell in enumerate(shared)]  # a telephone is that of the first
    return [[*(bare if at else shared), name, state] for at, (name, state) in enumerate(people)]


def told_as_written(reading: Reading, grid: Grid, found: WhoCame) -> None:
    """The columns of the reading as the file has them."""
    header = grid.rows[found.header]
    fields = {column.index: column.field for column in reading.columns}
    fields |= dict.fromkeys((*found.main, *found.alternate), None) | {found.came: "name"}
    reading.columns = [ColumnRead(i, cell, fields.get(i)) for i, cell in enumerate(header)]
