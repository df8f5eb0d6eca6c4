"""The rows of a file as stretches of people under headings, and everything that is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lists.headings import State, heading_of, is_group, label_of
from coalition.imports.lists.lines import Line, filled_cells, people_behind, read_line, start_of
from coalition.imports.lists.names import MAYBE, SURE, grade
from coalition.imports.lists.parts import is_organization, kind_of
from coalition.imports.sheets.headers import is_header_word, read_header
from coalition.imports.sheets.people_names import read_name
from coalition.imports.sheets.words import is_note, is_total

_MOST = 0.6
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_NEARLY_ALL = 0.8
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
"""What stands behind "Attendance - " with a year in it is the meeting, and not who came."""
_FUNCTION_WORDS = frozenset({
    "the", "of", "for", "to", "on", "with", "by", "was", "were", "is", "are", "will", "we", "that", "this", "has", "have",
    "been",
})  # fmt: skip

Row = Sequence[str]


@dataclass
class Item:
    """What one row is: people, a heading ("section"), an organization alone, or a note; `lines` are empty but for people."""

    row: int
    code: str = ""  # of the issue catalogue; empty: it names people, or an organization
    lines: tuple[Line, ...] = ()
    organization: str = ""


@dataclass
class Stretch:
    """The people below one heading: who came, or who did not.

    Attributes:
        state: what the heading says; heading: its row, None: a list without one. items: the rows that belong to it.
    """

    state: State
    heading: int | None
    items: list[Item] = field(default_factory=list)

    def people(self) -> list[Line]:
        """All lines that name somebody."""
        return [line for item in self.items for line in item.lines]


def text_of(row: Row) -> str:
    """A row as one line of text."""
    return ", ".join(filter(None, filled_cells(row)))


def stretches_of(rows: Sequence[Row]) -> list[Stretch]:
    """The stretches under headings, in their order; rows of none of them are no people."""
    out: list[Stretch] = []
    begin, current = 0, None
    rows = _surnames_first(rows)
    for number, row in enumerate(rows):
        told = _heading_in(rows, number)
        if told is None and not (current and _is_other_table(row)):
            continue
        if current is not None:
            current.items += _people_in(rows, range(begin, number))
        state, rest = told or ("closed", "")
        current = None if state == "closed" else Stretch(state, number)
        begin = number + 1
        if current is not None:
            out.append(current)
            if rest and not _YEAR.search(rest.translate(THAI_DIGITS)):
                current.items.append(Item(number, lines=people_behind(rest)))
    if current is not None:
        current.items += _people_in(rows, range(begin, len(rows)))
    return out


def _surnames_first(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, "Lee, Ann" in one cell where nearly all lines were cut there: two words each, the second never the same."""
    cut = {
        number: cells
        for number, row in enumerate(rows)
        if len(cells := start_of(row)[1]) == 2 and all(map(_is_one_word, cells))
    }
    wide = sum(len(start_of(row)[1]) > 1 for row in rows)
    if len(cut) < 2 or len(cut) < _NEARLY_ALL * wide or len({_BRACKET.sub("", cells[1]) for cells in cut.values()}) < len(cut):
        return rows
    return [[", ".join(cut[number])] if number in cut else row for number, row in enumerate(rows)]


def _is_one_word(cell: str) -> bool:
    cell = _BRACKET.sub("", cell)
    return cell.isascii() and cell.isalpha() and cell[:1].isupper() and grade(cell) == MAYBE and kind_of(cell) == "open"


def _is_other_table(row: Row) -> bool:
    """Whether a row is the header of a table: what stands below it is no list without columns."""
    return len(filled_cells(row)) > 1 and (read_header(row).score > 0 or sum(is_header_word(cell) for cell in row if cell) > 1)


def _heading_in(rows: Sequence[Row], number: int) -> tuple[State, str] | None:
    """What a row says as a heading, and the names behind it; None: it is none, or a person with a word of absence."""
    row = rows[number]
    alone = [cell for cell in start_of(row)[1] if cell] if filled_cells(row) else []
    told = _said_by(row, alone) if alone else None
    return None if told is None or _is_marked_person(row) else told  # names are read last: it is what takes long


def _said_by(row: Row, alone: list[str]) -> tuple[State, str] | None:
    """What the filled cells of a row say as a heading; who stands there is not asked yet."""
    if len(alone) == 1:
        if state := heading_of(alone[0]) or heading_of(text_of(row)):
            return state, ""
        return label_of(alone[0])
    first = label_of(alone[0])
    if first is not None:
        return first[0], ", ".join(filter(None, [first[1], *alone[1:]]))
    if (state := heading_of(alone[0])) and state != "closed" and len(alone[0].split()) < 5 and _names_somebody(alone[1:]):
        return state, ", ".join(alone[1:])
    return None


def _names_somebody(cells: Row) -> bool:
    line = read_line(cells)
    return bool(line.grade or line.several)


def _is_marked_person(row: Row) -> bool:
    """Whether a row is somebody with a word of absence, and no heading: "Ann Lee (absent)"."""
    line = read_line(row)
    return line.grade == SURE and any(kind_of(text) in {"remark", "mark"} for text in (*line.parts, line.bracket) if text)


def _people_in(rows: Sequence[Row], part: range) -> list[Item]:
    """The rows of one stretch, up to where something else than its people begins."""
    items: list[Item] = []
    for paragraph in _paragraphs(rows, part):
        told = [_item(rows, number) for number in paragraph]
        lines = [read_line(rows[number]) for number in paragraph]
        good = [bool(one.lines or one.organization or one.code in INSTEAD) for one in told]
        stop = _end_of(rows, paragraph, told, lines)
        plain = [one for one, item in zip(lines[:stop], told, strict=False) if item.code not in _NOT_COUNTED]
        if not _continues(items, lines[:stop], good[:stop], plain):
            break
        items += told[:stop]
        if stop < len(told):
            break
    while items and not items[-1].lines and not items[-1].organization:
        items.pop()
    return _under_organizations(items)


def _under_organizations(items: list[Item]) -> list[Item]:
    """The items, an organization alone in its line standing above its people where none of them has another."""
    if not items or any(line.parts or line.bracket or line.organization for item in items for line in item.lines):
        return items
    above, out = "", []
    for item, after in zip(items, [*items[1:], None], strict=True):
        if item.organization:
            heads = after is not None and bool(after.lines)
            above = item.organization if heads else ""
            out.append(Item(item.row, "section") if heads else item)
        else:
            above = "" if item.code == "section" else above
            out.append(Item(item.row, item.code, tuple(replace(line, organization=above) for line in item.lines)))
    return out


def _continues(items: Sequence[Item], lines: Sequence[Line], good: Sequence[bool], plain: Sequence[Line]) -> bool:
    """Whether a paragraph belongs to the list: the first has to look like one, later ones surely."""
    if not plain:
        return bool(lines)  # headings of groups alone
    if not any(item.lines for item in items):
        return sum(good) >= _MOST * len(plain)
    marked = all(line.style != "bare" for line in lines)
    surely = sum(line.grade == SURE or bool(line.several) for line in plain)
    return sum(good) >= _MOST * len(plain) if marked else surely >= _NEARLY_ALL * len(plain)


def _end_of(rows: Sequence[Row], paragraph: Sequence[int], told: Sequence[Item], lines: Sequence[Line]) -> int:
    """How many rows of a paragraph are of the list: up to a sentence, or a line begun in another way."""
    style = next((line.style for line, item in zip(lines, told, strict=True) if item.lines), "bare")
    for at, (number, item, line) in enumerate(zip(paragraph, told, lines, strict=True)):
        if item.lines or item.organization or item.code in _NOT_COUNTED:
            continue
        if (style != "bare" and line.style == "bare" and item.code == "note") or (
            line.style == "bare" and _is_prose(rows[number])
        ):
            return at
    return len(told)


def _is_prose(row: Row) -> bool:
    text = text_of(row)
    words = text.split()
    return (
        len(words) > 8 or text.endswith((".", "!", "?")) or sum(word in _FUNCTION_WORDS for word in words) > 0 or len(text) > 70
    )


def _paragraphs(rows: Sequence[Row], part: range) -> list[list[int]]:
    """The filled rows between empty ones."""
    out: list[list[int]] = [[]]
    for number in part:
        if any(rows[number]):
            out[-1].append(number)
        elif out[-1]:
            out.append([])
    return [one for one in out if one]


def _item(rows: Sequence[Row], number: int) -> Item:
    """What one row of a list is."""
    row = rows[number]
    if played := part_played(row):
        return Item(number, lines=played)
    line = read_line(row)
    if not any(map(str.isalpha, text_of(row))):
        return Item(number, "blank")  # a number nobody signed beside
    if line.several:
        return Item(number, lines=line.several)
    cells = list(filter(None, start_of(row)[1]))
    alone, text = len(cells) == 1, ", ".join(cells)
    if line.style == "bare" and alone and is_group(text) and (line.grade != SURE or text.endswith(":")):
        return Item(number, "section")
    if is_total(line.name) or is_note(text) or is_note(line.name):
        return Item(number, "total" if is_total(line.name) else "note")
    if line.grade and _beside(line):
        return Item(number, lines=(line,))
    code = read_name(line.name).code
    if code in INSTEAD:
        return Item(number, code)
    if is_organization(line.name) and (line.style != "bare" or alone) and len(line.name.split()) <= 8:
        follows = line.style == "bare" and text.endswith(":")
        return Item(number, "section") if follows else Item(number, organization=line.name)
    return Item(number, "note")


_PART = re.compile(
    r"((?:vice[- ]?)?chair(?:man|woman|person)?|secretary|facilitator|moderator|members?"
    r"|co-?chairs?|participants?|staff|guests?"
    r"|(?:รอง)?ประธาน(?:กรรมการ|ที่ประชุม)?|เลขานุการ|(?:คณะ)?กรรมการ|สมาชิก)\s*[:：]\s*(\S.*)",
    re.IGNORECASE,
)
"""What somebody is at the meeting, before the name."""


def part_played(row: Row) -> tuple[Line, ...]:
    """Those named behind "Chair:" or "Members:"; () the row begins with no such word, or names nobody surely."""
    found = _PART.fullmatch(", ".join(filter(None, start_of(row)[1])))
    if found is None:
        return ()
    if not found[1].casefold().endswith(("s", "กรรมการ", "สมาชิก")):
        line = read_line([found[2]])
        return (replace(line, role=line.role or found[1]),) if line.grade == SURE else ()
    people = people_behind(found[2])
    return people if all(line.grade == SURE for line in people) else ()


INSTEAD = frozenset({"device", "dial_in", "robot", "placeholder", "head_count"})
"""What stands in place of a name in a list of people."""
_NOT_COUNTED = frozenset({"section", "total", "blank"})
_ACTIONS = frozenset({
    "prepare", "send", "draft", "contact", "call", "invite", "write", "check", "complete", "submit", "finalize", "finalise",
    "organize", "organise", "share", "follow", "update", "review", "arrange", "schedule", "provide", "ask", "find", "visit",
    "report", "coordinate", "collect", "design", "translate", "book", "print", "confirm", "create", "develop", "set",
    "make", "look", "map", "plan", "bring", "speak", "meet", "discuss", "reply", "circulate",
})  # fmt: skip


def _beside(line: Line) -> bool:
    """Whether what stands beside a name can belong to a person of a list: no task, no sentence."""
    for part in line.parts:
        words = part.casefold().split()
        if len(words) > 14 or (words and words[0] in _ACTIONS and len(words) > 1) or (words[:1] == ["to"]):
            return False
        if len(words) > 4 and sum(word in _FUNCTION_WORDS - {"the", "of", "for"} for word in words) > 1:
            return False
    return line.grade in {SURE, MAYBE}


def bare_list(rows: Sequence[Row]) -> list[Stretch]:
    """A list without any heading: from its first sure name on nearly every line is one; [] it is none."""
    if any(_is_other_table(row) or (_heading_in(rows, n) or ("",))[0] == "closed" for n, row in enumerate(rows)):
        return []  # before the names, which take long to read
    told = {number: _item(rows, number) for number, row in enumerate(rows) if any(row)}
    sure = [n for n, item in told.items() if item.lines and all(line.grade == SURE for line in item.lines)]
    if len(sure) < 2:
        return []
    first = sure[0]
    while first - 1 in told and told[first - 1].lines and read_line(rows[first - 1]).style != "bare":
        first -= 1
    body = [item for n, item in told.items() if n >= first and item.code not in _NOT_COUNTED]
    if len(sure) < _NEARLY_ALL * len(body):
        return []
    return [Stretch("present", None, [item for n, item in told.items() if n >= first])]
