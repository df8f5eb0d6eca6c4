"""Lists without columns, as minutes have them: names under "Present:", behind it, or in lines with numbers or dashes.

The operator "unlist" writes each person into a row with a column for each thing told; what is no person is told with its code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from coalition.imports.cells.headers import heads_list, is_header_word
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import read_name
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of
from coalition.imports.read.above import days_alone, days_before, read_preamble, titles_of_meetings
from coalition.imports.read.line_shapes import Texts, as_meant, numbered, text_of
from coalition.imports.read.line_values import (
    CLOSED,
    COUNT,
    SURE,
    heading_of,
    is_guests,
    kind_of,
    label_of,
    labels_in,
)
from coalition.imports.read.lines import Line, grouped, people_behind, read_line, start_of
from coalition.imports.read.list_rows import (
    INSTEAD,
    NOT_COUNTED,
    UNTOLD,
    Cells,
    Item,
    cells_of,
    is_prose,
    item_of,
    people_in,
    under_sectors,
)
from coalition.imports.read.sheet import Cell, Row, Sheet, Stretch
from coalition.imports.read.values import day_in

COLUMNS = {"name": 0, "organization": 1, "role": 2, "email": 3, "phone": 4, "sector": 6}
"""Role -> column of the rows that the operator makes; remarks stand in the column between."""

_LONGEST_SHEET, _LONGEST_TEXT = 5_000, 500_000  # rows, signs
_SAYS_CAME, _OTHER_LIST = (re.compile(any_of(f"lines.{one}", whole=False)) for one in ("says_came", "other_list"))
_ARRIVED = re.compile(any_of("lines.arrived"))
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_LEADERS = re.compile(r"(?<![^\W\d_.…])[.…_]{4,}|[.…_]{4,}(?![^\W\d_.…])|(?<=[^\W\d.])\.\.(?=[^\W\d.])")
_UNUSED = re.compile(r"\(?\d{1,3}[.)]*\s*[.…_]{4,}")
"""Dotted lines of a printed form, and a row of it that is empty."""
_NEARLY_ALL, _SEVERAL = 0.8, 4
_WORDS_OF_HEADING = 5


@dataclass
class _Part:
    """The rows below one heading; `heading` None: a list without one. `empty`: nothing stands below, nor behind it."""

    state: str
    heading: int | None
    items: list[Item] = field(default_factory=list)
    empty: bool = False

    def people(self) -> list[Line]:
        return [line for item in self.items for line in item.lines]


def unlisted(sheet: Sheet) -> Sheet | None:
    """The sheet with one row for each person of its list; None: it has no such list."""
    if len(sheet.rows) > _LONGEST_SHEET:
        return None
    sheet = _single_spaced(sheet)
    rows = list(sheet.texts)
    if any(_LEADERS.search(text) for row in rows for text in row):
        sheet = _filled_in(sheet)
        rows = list(sheet.texts)
    rows = [_named_first(row, sheet.broken) for row in rows] if sheet.broken else rows
    if sum(len(text) for row in rows for text in row) > _LONGEST_TEXT:
        return None
    days = days_alone(rows, PurePath(sheet.name).stem, sheet.today)
    parts = _parts_of(rows, days, days_before(rows, PurePath(sheet.name).stem, sheet.today))
    parts = [one for one in parts if one.items or one.empty] if any(one.people() for one in parts) else []
    parts += _arrived_later(rows, parts)
    came = [line for one in parts if one.state == "present" for line in one.people() if line.grade]
    if not came or not (any(line.grade == SURE for line in came) or _are_nicknames(parts, days)):
        over = min((one.heading for one in parts if one.heading is not None), default=len(rows))
        alone = _without_heading(rows[:over]) if len(days) < 2 and _may_be_bare(sheet, rows) else []
        parts = [*alone, *parts] if alone else []
        parts = parts if parts and _says_came(sheet, rows[: parts[0].items[0].row]) else []
    return _written(sheet, rows, parts) if parts else None


def _named_first(row: Texts, broken: Mapping[str, Sequence[str]]) -> list[str]:
    """A row, of each cell with a post above a name with a title these two as cells: "Director" over "Dr. Ann Lee"."""
    out = list[str]()
    for cell in row:
        lines = broken.get(cell, ())
        out += lines[::-1] if [bool(split_titles(line)[0]) for line in lines] == [False, True] else [cell]
    return out


def _arrived_later(rows: Sequence[Texts], parts: Sequence[_Part]) -> Iterator[_Part]:
    """Those listed as absent of whom a sentence says that they came: "Ann Lee arrived at 7:10". They are taken out there."""
    said = [text for row in rows if _ARRIVED.search(text := text_of(row))]
    for item in [item for one in parts if one.state != "present" for item in one.items] if said else ():
        late = [line for line in item.lines if any(_ARRIVED.match(text.partition(line.name)[2].lstrip(" ,")) for text in said)]
        item.lines = tuple(line for line in item.lines if line not in late)
        if late:
            yield _Part("present", None, [Item(item.row, lines=tuple(late))])


def _single_spaced(sheet: Sheet) -> Sheet:
    """The sheet without the empty rows between rows of several cells, where one stands after nearly every row."""
    width = [sum(bool(cell.text) for cell in row) for row in sheet.rows[: _LONGEST_SHEET + 1]]
    alone = {at for at, (a, b, c) in enumerate(zip(width, width[1:], width[2:], strict=False), 1) if a and not b and c}
    if len(alone) < _SEVERAL or len(alone) < _NEARLY_ALL * (sum(map(bool, width)) - 1):
        return sheet
    between = {at for at in alone if width[at - 1] == width[at + 1] > 1}
    return replace(sheet, rows=[row for at, row in enumerate(sheet.rows) if at not in between])


def _filled_in(sheet: Sheet) -> Sheet:
    """The sheet of a printed form without its dotted lines: a number before one that nobody wrote on stands alone."""
    rows = list[Row]()
    for row in sheet.rows:
        unused = any(_UNUSED.fullmatch(cell.text) for cell in row)
        texts = ["" if unused else _LEADERS.sub(" ", cell.text).strip() for cell in row]
        rows.append([cell._replace(text=text) for cell, text in zip(row, texts, strict=True)])
    return replace(sheet, rows=rows)


def _written(sheet: Sheet, rows: Sequence[Texts], parts: list[_Part]) -> Sheet:
    """The sheet with its people in rows of their own, in the order of the file; titles above them stay as they are."""
    heading = parts[0].heading
    first = heading if heading is not None else parts[0].items[0].row
    made, stretches, told = list(_above(sheet.rows, rows, first)), list[Stretch](), list[tuple[int, str, str]]()
    made += [list(row) for at, row in enumerate(sheet.rows) if at >= first and _tells_the_day(rows[at], at, parts)]
    beside = cells_of([line for one in parts for line in one.people()])
    at_line = [sheet.rows[item.row][0].line for one in parts for item in one.items for _ in item.lines]
    told += [(line, UNTOLD, one.role) for line, one in zip(at_line, beside, strict=True) if one.untold]
    cells = iter(beside)
    known = {item.row: item for one in parts for item in one.items}
    heads = {one.heading: one for one in parts if one.heading is not None}
    titles = titles_of_meetings(rows, {at: one.state for at, one in sorted(heads.items())}, sheet.today)
    for one in parts:
        begin = len(made)
        for item in one.items:
            made += [_row(sheet.rows[item.row], next(cells), item) for _ in item.lines]
            if item.organization:
                made.append(_row(sheet.rows[item.row], Cells("", item.organization), item))
            if item.code in INSTEAD and not (item.row - 1 in heads and is_header_word(text_of(rows[item.row]))):
                made.append(_row(sheet.rows[item.row], Cells(read_line(rows[item.row]).name), item))
        if not one.people():
            continue
        said, title = ("", "") if one.heading is None else (text_of(rows[one.heading]), titles.get(one.heading, ""))
        stretches.append(Stretch(begin, len(made), one.state, said, title))
    for at in range(first, len(rows)):
        found = known.get(at)
        code = "section" if at in heads else found.code if found else "note"
        code = "" if at - 1 in heads and is_header_word(text_of(rows[at])) else code
        if any(rows[at]) and code not in {"", "blank", *INSTEAD} and not (found and found.lines):
            told.append((sheet.rows[at][0].line, code, text_of(rows[at])))
    return replace(
        sheet, rows=made, operators=(*sheet.operators, "unlist"), columns=COLUMNS, stretches=tuple(stretches), told=tuple(told),
        first_line=sheet.rows[first][0].line if sheet.rows[first] else None,
    )  # fmt: skip


def _row(row: Row, one: Cells, item: Item) -> Row:
    texts = (one.name, one.organization, one.role, one.email, one.phone, one.remark, item.sector)
    return [Cell(text, row[0].line, row[0].column) for text in texts]


def _above(sheet_rows: Sequence[Row], rows: Sequence[Texts], first: int) -> Iterator[Row]:
    """The rows above a list, without another list that stands there and without who chaired: neither names the meeting."""
    for number in range(first):
        below = next((row for row in rows[number + 1 : first] if any(row)), [])
        if heading_of(text_of(rows[number])) == CLOSED and start_of(below)[0] != "bare":
            return
        item = start_of(rows[number])[0] != "bare" and is_prose(text_of(rows[number]))  # of another list
        if not item and not grouped(text_of(rows[number])):
            yield sheet_rows[number]


def _tells_the_day(row: Texts, at: int, parts: Sequence[_Part]) -> bool:
    """Whether a row says when the meeting was: "Date: 14 May 2026", or the heading of a list with a day in it."""
    text = text_of(row).casefold()
    heads = any(one.heading == at for one in parts) and not any(item.row == at for one in parts for item in one.items)
    return any(map(str.isdigit, COUNT.sub("", "".join(start_of(row)[1]).translate(THAI_DIGITS)))) and (
        heads or re.match(any_of("lines.day", whole=False), text) is not None
    )


# --- stretches under headings ----------------------------------------------------------------------------------------------


def _parts_of(rows: Sequence[Texts], days: set[int], behind: Mapping[int, tuple[str, str]]) -> list[_Part]:
    """The stretches under headings, in order; other rows are no people. `days`: rows that are one; `behind`: with names."""
    out: list[_Part] = []
    begin, current, said = 0, None, ""
    rows = as_meant(rows)
    for number, row in enumerate(rows):
        told = behind.get(number) or _heading_in(row)
        told = told or (("present", "") if number in days and rows[number + 1 : number + 2] else None)
        told = told or ((CLOSED, "") if current and _is_next_part(rows, current.heading, number) else None)
        if told is None and not (current and _is_other_table(row)):
            continue
        if current is not None:
            _fill(current, rows, range(begin, number), out)
        begin, said = number + 1, _said_of_guests(rows, current, number, nested=bool(said))
        for state, rest in labels_in(*(told or (CLOSED, ""))):
            state = said or state
            dated = _YEAR.search(rest.translate(THAI_DIGITS))
            named = _as_below(rows, number) or (people_behind(rest) if rest and not dated else ())
            alone = is_guests(text_of(row)) and not any(one.people() for one in out)  # they may be those invited
            nobody = bool(rest) and not dated and not any(line.grade for line in named)
            closed = (state == "present" and alone) or (nobody and (rest[:1].isdigit() or not named))
            current = None if closed or state == CLOSED else _Part(state, number)
            if current is not None:
                out.append(current)
                current.items += [Item(number, lines=named)] if named else []
    if current is not None:
        _fill(current, rows, range(begin, len(rows)), out)
    return out


def _said_of_guests(rows: Sequence[Texts], above: _Part | None, number: int, *, nested: bool) -> str:
    """What a heading of the absent above "Staff" says of those below it, as no empty row stands between; empty: nothing.

    "Staff" right below "Apologies", or without its colon, is of them too, and so is what follows it. `nested`: it follows one.
    """
    if above is None or above.heading is None or above.state == "present" or not is_guests(text_of(rows[number])):
        return ""
    if any(heading_of(text_of(rows[at])) is None for at in (above.heading, number)):
        return ""  # somebody is named behind it
    between, colons = rows[above.heading + 1 : number], [":" in text_of(rows[at]) for at in (above.heading, number)]
    return above.state if all(map(any, between)) and (nested or not between or colons == [True, False]) else ""


def _as_below(rows: Sequence[Texts], number: int) -> tuple[Line, ...]:
    """Somebody behind a heading, in cells as those of whoever is in the row below: "Present: Ann Lee", "Lotus House"; or ()."""
    cells = [cell for cell in start_of(rows[number])[1] if cell] if any(rows[number]) else []
    label, below = label_of(cells[0]) if len(cells) > 1 else None, rows[number + 1] if number + 1 < len(rows) else []
    alone = bool(cells) and heading_of(cells[0]) is not None and not any(below[:1])  # the label has a column of its own
    cells = cells[1:] if alone else [label[1], *cells[1:]] if label and label[1] else []
    if sum(map(bool, below)) != len(cells) or not cells or _heading_in(below):
        return ()
    line, other = read_line(cells), read_line(below)
    return (line,) if line.grade == other.grade == SURE and not line.several and not other.several and other.parts else ()


def _fill(part: _Part, rows: Sequence[Texts], below: range, parts: Sequence[_Part]) -> None:
    """Give a part, the last of all up to here, the people of the rows below it."""
    says = (text for number in below if any(map(str.isalpha, text := text_of(rows[number]))))
    part.empty = not part.items and all(read_name(text).code in INSTEAD for text in says)  # "None"
    listed = any(len(item.lines) > 2 for one in parts for item in one.items)
    further = people_in(rows, below, alone=not part.items, away=part.state != "present", listed=listed)
    if part.items:  # behind the label: a word alone in the line below is not one of them
        bare = [item.lines and all(line.style == "bare" and line.grade < SURE for line in item.lines) for item in further]
        further = further[: bare.index(True)] if True in bare else further
    part.items += further


def _is_next_part(rows: Sequence[Texts], heading: int | None, at: int) -> bool:
    """Whether a row has the number behind that of a heading whose list has none: "1. Participants", "2. Ann Lee's plan"."""
    first = next((row for row in rows[heading + 1 :] if any(row)), []) if heading is not None else []
    return heading is not None and 1 < numbered(rows[heading]) + 1 == numbered(rows[at]) and not numbered(first)


def _is_other_table(row: Texts) -> bool:
    """Whether a row is the header of a table: what stands below it is no list without columns."""
    filled = [cell for cell in row if cell]
    numbered = len(list(filter(None, start_of(row)[1]))) < len(filled)  # in a cell of its own
    return len(filled) > 1 and not numbered and (heads_list(row) > 0 or sum(map(is_header_word, filled)) > 1)


def _heading_in(row: Texts) -> tuple[str, str] | None:
    """What a row says as a heading, and the names behind it; None: it is none, or a person with a word of absence."""
    alone = [cell for cell in start_of(row)[1] if cell] if any(row) else []
    told = _said_by(alone) if alone else None
    if told is None and any(state != CLOSED for state, _ in labels_in(CLOSED, text_of(row))):
        told = (CLOSED, text_of(row))  # "There was a quorum. Present: Ann Lee"
    if told is None:
        return None
    line = read_line(row)  # names are read last: it is what takes long
    beside = any(kind_of(text) in {"remark", "mark"} for text in (*line.parts, line.bracket) if text)
    beside = beside or (
        bool(line.bracket) and not line.parts and heading_of(line.name) is None
    )  # "Ann Lee (absent from item 7 on)"
    return None if line.grade == SURE and (beside or split_titles(line.name)[0]) else told


def _said_by(alone: list[str]) -> tuple[str, str] | None:
    """What the filled cells of a row say as a heading; who stands there is not asked yet."""
    if len(alone) == 1:
        state = heading_of(alone[0])
        return (state, "") if state else label_of(alone[0])
    if (first := label_of(alone[0])) is not None:
        return first[0], ", ".join(filter(None, [first[1], *alone[1:]]))
    state = heading_of(alone[0])
    if state and state != CLOSED and len(alone[0].split()) < _WORDS_OF_HEADING:
        line = read_line(alone[1:])
        return (state, ", ".join(alone[1:])) if line.grade or line.several else None
    return None


def _are_nicknames(parts: Sequence[_Part], days: set[int]) -> bool:
    """Whether names of one word stand behind "Present:" in its line, or below it with numbers or bullets, or below a day."""
    for one in parts:
        lines = one.people()
        behind = all(item.row == one.heading or all(line.style != "bare" for line in item.lines) for item in one.items)
        named = sum(line.grade > 0 for line in lines) >= _NEARLY_ALL * len(lines)
        if one.state == "present" and (behind or one.heading in days) and len(lines) > 1 and named:
            return True
    return False


def _may_be_bare(sheet: Sheet, rows: Sequence[Texts]) -> bool:
    """Whether no row is the header of a table, of days too, or ends a list."""
    for row in rows:
        several = sum(map(bool, row)) > 1
        if several and any(is_header_word(cell) for cell in row if cell):
            return False
        if several and sum(day_in(cell, sheet.today) is not None for cell in row if cell) > 1:
            return False
        if _is_other_table(row) or (_heading_in(row) or ("",))[0] == CLOSED or is_guests(text_of(row)):
            return False
    return True


def _says_came(sheet: Sheet, above: Sequence[Texts]) -> bool:
    """Whether the rows above a list without a heading, or the name of the file, say that these people came to a meeting."""
    told = read_preamble([list(row) for row in above], sheet.today)
    text = " ".join([*(cell for row in above for cell in row), PurePath(sheet.name).stem]).casefold()
    if _OTHER_LIST.search(text):
        return False
    filled = [row for row in above if any(row)]
    if len(filled) > 1:  # the last row is no title of a meeting: "Speakers", "Absent last time"
        last, words_of_last = read_preamble([list(filled[-1])], sheet.today), text_of(filled[-1]).casefold()
        if not (last.on or last.place or last.start or ":" in words_of_last or _SAYS_CAME.search(words_of_last)):
            return False
    return bool((told.on and told.title) or _SAYS_CAME.search(text))


def _without_heading(rows: Sequence[Texts]) -> list[_Part]:
    """A list without any heading: from its first sure name on nearly every line is one; [] it is none."""
    told = {number: item_of(row, number) for number, row in enumerate(rows) if any(row)}
    sure = [n for n, item in told.items() if item.lines and all(line.grade == SURE for line in item.lines)]
    if len(sure) < 2:
        return []
    first = sure[0]
    while first - 1 in told and told[first - 1].lines and read_line(rows[first - 1]).style != "bare":
        first -= 1
    body = [item for n, item in told.items() if n >= first and item.code not in NOT_COUNTED]
    if len(sure) < _NEARLY_ALL * len(body):
        return []
    return [_Part("present", None, under_sectors([item for n, item in told.items() if n >= first]))]
