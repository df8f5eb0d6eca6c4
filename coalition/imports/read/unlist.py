"""Lists without columns, as minutes have them: names under "Present:", behind it, or in lines with numbers or dashes.

The operator "unlist" writes each person into a row with a column for each thing told; what is no person is told with its code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePath

from coalition.imports.cells.headers import heads_list, is_header_word
from coalition.imports.cells.names import BRACKETED
from coalition.imports.cells.people_names import read_name
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of
from coalition.imports.read.above import days_alone, read_preamble, titles_of_meetings
from coalition.imports.read.fill import DITTO
from coalition.imports.read.line_values import (
    CLOSED,
    COUNT,
    FUNCTION_WORDS,
    SURE,
    Texts,
    filled_cells,
    grade,
    heading_of,
    is_first_name,
    is_guests,
    is_half_of_name,
    kind_of,
    label_of,
    labels_in,
    numbered,
    start_of,
    text_of,
)  # fmt: skip
from coalition.imports.read.lines import NEARLY_ALL, Line, grouped, people_behind, read_line
from coalition.imports.read.list_rows import INSTEAD, NOT_COUNTED, UNTOLD, Item, cells_of, item_of, people_in, under_sectors
from coalition.imports.read.sheet import Row, Sheet, Stretch
from coalition.imports.read.values import day_in

_FIELDS = ("name", "organization", "role", "email", "phone", "remark", "sector")
"""What the columns hold that the operator makes."""

_LONGEST_SHEET, _LONGEST_TEXT = 5_000, 500_000  # rows, signs
_SAYS_CAME, _OTHER_LIST = (re.compile(any_of(f"lines.{one}", whole=False)) for one in ("says_came", "other_list"))
_ARRIVED = re.compile(any_of("lines.arrived"))
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_LEADERS = re.compile(r"(?<![^\W\d_.…])[.…_]{4,}|[.…_]{4,}(?![^\W\d_.…])|(?<=[^\W\d.])\.\.(?=[^\W\d.])")
_UNUSED = re.compile(r"\(?\d{1,3}[.)]*\s*[.…_]{4,}")
"""Dotted lines of a printed form, and a row of it that is empty."""
_NUMBER = re.compile(r"\(?\d{1,3}\s*[.):]+")
_DITTO = "|".join(map(re.escape, sorted(DITTO, key=len, reverse=True)))
_SAME = re.compile(rf"({_NUMBER.pattern}\s*)?(?:(?:{_DITTO})\s+)+", re.IGNORECASE)


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
    if len(sheet.rows) > _LONGEST_SHEET or sum(len(text) for row in sheet.texts for text in row) > _LONGEST_TEXT:
        return None
    if any(_LEADERS.search(text) for row in sheet.texts for text in row):
        sheet = _filled_in(sheet)
    rows = list(sheet.texts)
    days = days_alone(rows, PurePath(sheet.name).stem, sheet.today)
    parts = _parts_of(rows, days)
    parts = [one for one in parts if one.items or one.empty] if any(one.people() for one in parts) else []
    parts += _arrived_later(rows, parts)
    came = [line for one in parts if one.state == "present" for line in one.people() if line.grade]
    if not came or not (any(line.grade == SURE for line in came) or _are_nicknames(parts, days)):
        over = min((one.heading for one in parts if one.heading is not None), default=len(rows))
        alone = _without_heading(rows[:over]) if len(days) < 2 and _may_be_bare(sheet, rows) else []
        parts = [*alone, *parts] if alone else []
        parts = parts if parts and _says_came(sheet, rows[: parts[0].items[0].row]) else []
    return _written(sheet, rows, parts) if parts else None


def _arrived_later(rows: Sequence[Texts], parts: Sequence[_Part]) -> Iterator[_Part]:
    """Those listed as absent of whom a sentence says that they came: "Ann Lee arrived at 7:10". They are taken out there."""
    said = [text for row in rows if _ARRIVED.search(text := text_of(row))]
    for item in [item for one in parts if one.state != "present" for item in one.items] if said else ():
        late = [line for line in item.lines if any(_ARRIVED.match(text.partition(line.name)[2].lstrip(" ,")) for text in said)]
        item.lines = tuple(line for line in item.lines if line not in late)
        if late:
            yield _Part("present", None, [replace(item, lines=tuple(late))])


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
    first = parts[0].items[0].row if parts[0].heading is None else parts[0].heading
    made, stretches, told = list(_above(sheet.rows, rows, first)), list[Stretch](), list[tuple[int, str, str]]()
    made += [list(row) for at, row in enumerate(sheet.rows) if at >= first and _tells_the_day(rows[at], at, parts)]
    cells = iter(cells_of([line for one in parts for line in one.people()]))
    known = {item.row: item for one in parts for item in one.items}
    heads = {one.heading: one for one in parts if one.heading is not None}
    titles = titles_of_meetings(rows, {at: one.state for at, one in sorted(heads.items())}, sheet.today)
    for one in parts:
        begin = len(made)
        for item in one.items:
            people: list[Mapping[str, str]] = [next(cells) for _ in item.lines]
            told += [(sheet.rows[item.row][0].line, UNTOLD, who["role"]) for who in people if who.get(UNTOLD)]
            people += [{"organization": item.organization}] if item.organization else []
            if item.code in INSTEAD and not is_header_word(text_of(rows[item.row])):
                people.append({"name": item.line.name})
            for who in people:
                texts = ({**who, "sector": item.sector}.get(field, "") for field in _FIELDS)
                made.append([sheet.rows[item.row][0]._replace(text=text) for text in texts])
        if one.people():
            said, title = ("", "") if one.heading is None else (text_of(rows[one.heading]), titles.get(one.heading, ""))
            stretches.append(Stretch(begin, len(made), one.state, said, title))
    for at in range(first, len(rows)):
        found = known.get(at)
        code = "section" if at in heads else found.code if found else "note"
        header = at - 1 in heads and is_header_word(text_of(rows[at]))
        if any(rows[at]) and not header and code not in {"", "blank", *INSTEAD} and not (found and found.lines):
            told.append((sheet.rows[at][0].line, code, text_of(rows[at])))
    columns = {field: at for at, field in enumerate(_FIELDS) if field != "remark"}
    return replace(
        sheet, rows=made, operators=(*sheet.operators, "unlist"), columns=columns, stretches=tuple(stretches), told=tuple(told),
        first_line=sheet.rows[first][0].line if sheet.rows[first] else None,
    )  # fmt: skip


def _above(sheet_rows: Sequence[Row], rows: Sequence[Texts], first: int) -> Iterator[Row]:
    """The rows above a list, without another list that stands there and without who chaired: neither names the meeting."""
    for number in range(first):
        below = next((row for row in rows[number + 1 : first] if any(row)), [])
        if heading_of(text_of(rows[number])) == CLOSED and start_of(below)[0] != "bare":
            return
        if not grouped(text_of(rows[number])):
            yield sheet_rows[number]


def _tells_the_day(row: Texts, at: int, parts: Sequence[_Part]) -> bool:
    """Whether a row says when the meeting was: "Date: 14 May 2026", or the heading of a list with a day in it."""
    text = text_of(row).casefold()
    heads = any(one.heading == at for one in parts) and not any(item.row == at for one in parts for item in one.items)
    return any(map(str.isdigit, COUNT.sub("", "".join(start_of(row)[1]).translate(THAI_DIGITS)))) and (
        heads or re.match(any_of("lines.day", whole=False), text) is not None
    )


# --- stretches under headings ----------------------------------------------------------------------------------------------


def _parts_of(rows: Sequence[Texts], days: set[int]) -> list[_Part]:
    """The stretches under headings, in order; other rows are no people. `days`: rows that are one."""
    out: list[_Part] = []
    begin, current, said = 0, None, ""
    rows = _as_meant(rows)
    for number, row in enumerate(rows):
        told = _heading_in(row)
        told = told or (("present", "") if number in days and rows[number + 1 : number + 2] else None)
        told = told or ((CLOSED, "") if current and _is_next_part(rows, current.heading, number) else None)
        if told is None and not (current and _is_other_table(row)):
            continue
        if current is not None:
            _fill(current, rows, range(begin, number))
        begin, said = number + 1, _said_of_guests(rows, current, number, nested=bool(said))
        for state, rest in labels_in(*(told or (CLOSED, ""))):
            state = said or state
            dated = _YEAR.search(rest.translate(THAI_DIGITS))
            named = people_behind(rest) if rest and not dated else ()
            alone = is_guests(text_of(row)) and not any(one.people() for one in out)  # they may be those invited
            nobody = bool(rest) and not dated and not any(line.grade for line in named)
            closed = (state == "present" and alone) or (nobody and (rest[:1].isdigit() or not named))
            current = None if closed or state == CLOSED else _Part(state, number)
            if current is not None:
                out.append(current)
                current.items += [Item(number, lines=named)] if named else []
    if current is not None:
        _fill(current, rows, range(begin, len(rows)))
    return out


def _said_of_guests(rows: Sequence[Texts], above: _Part | None, number: int, *, nested: bool) -> str:
    """What a heading of the absent above "Staff" says of those below it, as no empty row stands between; empty: nothing.

    "Staff" right below "Apologies" is of them too, and so is what follows it. `nested`: it follows one.
    """
    if above is None or above.heading is None or above.state == "present" or not is_guests(text_of(rows[number])):
        return ""
    if any(heading_of(text_of(rows[at])) is None for at in (above.heading, number)):
        return ""  # somebody is named behind it
    between = rows[above.heading + 1 : number]
    return above.state if all(map(any, between)) and (nested or not between) else ""


def _fill(part: _Part, rows: Sequence[Texts], below: range) -> None:
    """Give a part the people of the rows below it."""
    says = (text for number in below if any(map(str.isalpha, text := text_of(rows[number]))))
    part.empty = not part.items and all(read_name(text).code in INSTEAD for text in says)  # "None"
    part.items += people_in(rows, below, alone=not part.items, away=part.state != "present")


def _is_next_part(rows: Sequence[Texts], heading: int | None, at: int) -> bool:
    """Whether a row has the number behind that of a heading whose list has none: "1. Participants", "2. Ann Lee's plan"."""
    first = next((row for row in rows[heading + 1 :] if any(row)), []) if heading is not None else []
    return heading is not None and 1 < numbered(rows[heading]) + 1 == numbered(rows[at]) and not numbered(first)


def _is_other_table(row: Texts) -> bool:
    """Whether a row is the header of a table: what stands below it is no list without columns."""
    filled = [cell for cell in row if cell]
    in_front = len(list(filter(None, start_of(row)[1]))) < len(filled)  # in a cell of its own
    return len(filled) > 1 and not in_front and (heads_list(row) > 0 or sum(map(is_header_word, filled)) > 1)


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
    return None if line.grade == SURE and beside else told


def _said_by(alone: list[str]) -> tuple[str, str] | None:
    """What the filled cells of a row say as a heading; who stands there is not asked yet."""
    if len(alone) == 1:
        state = heading_of(alone[0])
        return (state, "") if state else label_of(alone[0])
    if (first := label_of(alone[0])) is not None:
        return first[0], ", ".join(filter(None, [first[1], *alone[1:]]))
    state = heading_of(alone[0])
    if state and state != CLOSED:
        line = read_line(alone[1:])
        return (state, ", ".join(alone[1:])) if line.grade or line.several else None
    return None


def _are_nicknames(parts: Sequence[_Part], days: set[int]) -> bool:
    """Whether names of one word stand behind "Present:" in its line, or below it with numbers or bullets, or below a day."""
    for one in parts:
        lines = one.people()
        behind = all(item.row == one.heading or all(line.style != "bare" for line in item.lines) for item in one.items)
        named = sum(line.grade > 0 for line in lines) >= NEARLY_ALL * len(lines)
        if one.state == "present" and (behind or one.heading in days) and len(lines) > 1 and named:
            return True
    return False


def _may_be_bare(sheet: Sheet, rows: Sequence[Texts]) -> bool:
    """Whether no row is the header of a table, of days too, or ends a list."""
    for row in rows:
        filled = [cell for cell in row if cell]
        header = len(filled) > 1 and any(map(is_header_word, filled))
        if header or sum(day_in(cell, sheet.today) is not None for cell in filled) > 1:
            return False
        if (_heading_in(row) or ("",))[0] == CLOSED or is_guests(text_of(row)):
            return False
    return True


def _says_came(sheet: Sheet, above: Sequence[Texts]) -> bool:
    """Whether the rows above a list without a heading, or the name of the file, say that these people came to a meeting."""
    told = read_preamble([list(row) for row in above], sheet.today)
    text = " ".join([*(cell for row in above for cell in row), PurePath(sheet.name).stem]).casefold()
    if _OTHER_LIST.search(text):
        return False
    return bool((told.on and told.title) or _SAYS_CAME.search(text))


def _without_heading(rows: Sequence[Texts]) -> list[_Part]:
    """A list without any heading: from its first sure name on nearly every line is one; [] it is none."""
    told = {number: item_of(row, number) for number, row in enumerate(rows) if any(row)}
    sure = [n for n, item in told.items() if item.lines and all(line.grade == SURE for line in item.lines)]
    if len(sure) < 2:
        return []
    first = sure[0]
    body = [item for n, item in told.items() if n >= first and item.code not in NOT_COUNTED]
    if len(sure) < NEARLY_ALL * len(body):
        return []
    return [_Part("present", None, under_sectors([item for n, item in told.items() if n >= first]))]


# --- lines as they are meant, told by all of them together -------------------------------------------------------------------


def _as_meant(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, each as many as there were, with everything of a person in one of them."""
    return _surnames_first(_of_two_lines(_written_out(_unbroken(rows))))


def _unbroken(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, a line that breaks off behind a small word put together with the next: "Ann Lee, House of" over "Hope"."""
    out, begin = list(rows), 0
    for at, row in enumerate(rows):
        above = text_of(rows[at - 1]).split() if at else []
        broken = len(above) > 2 and above[-1] in FUNCTION_WORDS and any(row) and start_of(row)[0] == "bare"
        if broken and not (heading_of(text_of(row)) or label_of(text_of(row))):
            first, rest = filled_cells(out[begin]), filled_cells(row)
            out[begin], out[at] = [*first[:-1], f"{first[-1]} {rest[0]}", *rest[1:]], ["-"]
        else:
            begin = at
    return out


def _written_out(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, those that begin with marks for "the same" with the position of the line above in their place."""
    places = [next((at for at, cell in enumerate(row) if cell and not _NUMBER.fullmatch(cell)), 0) for row in rows]
    told = [_SAME.match(f"{row[at]} ") if row else None for row, at in zip(rows, places, strict=True)]
    if not any(told):
        return rows
    out, above = list[Texts](), ""
    for row, place, found in zip(rows, places, told, strict=True):
        if found and (rest := [row[place][found.end() :].strip(), *row[place + 1 :]]) != [""]:
            role = f"{above} " if above and rest[0] else above
            row = [*row[:place], f"{found[1] or ''}{role}{rest[0]}", *rest[1:]]
        elif any(row):
            above = read_line(row).role
        out.append(row)
    return out


def _of_two_lines(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, whoever stands in two in one: nearly all of "1. Ann Lee" over "Director", or two who sign below a position."""
    out, style, texts = list(rows), [start_of(row)[0] for row in rows], list(map(text_of, rows))
    for run in (list(run) for filled, run in groupby(range(len(rows)), key=lambda at: any(rows[at])) if filled):
        told = [at for at in run[1:] if (style[at - 1], style[at]) == ("numbered", "bare") and read_line(rows[at]).grade < SURE]
        told = [at for at in told if not (heading_of(texts[at]) or label_of(texts[at]))]
        for at in told if len(told) > max(1, NEARLY_ALL * sum(style[at] == "numbered" for at in run) - 1) else ():
            out[at - 1 : at + 1] = [*rows[at - 1], *texts[at].split(", ")], ["-"]
    return out


def _surnames_first(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, "Lee, Ann" in one cell where nearly all lines were cut: two words each, hardly ever alike."""
    wide = {number: cells for number, row in enumerate(rows) if len(cells := start_of(row)[1]) > 1}
    bare_of = {at: [BRACKETED.sub(r"\1", cell).partition(" - ")[0] for cell in cells[:2]] for at, cells in wide.items()}
    cut = {at: first for at, (last, first) in bare_of.items() if is_half_of_name(last) and is_first_name(first)}
    whole = [first for first in cut.values() if is_half_of_name(first)]
    repeated = len(whole) - len(set(whole))  # first names of ten people may be
    if len(cut) < 2 or len(cut) < NEARLY_ALL * len(wide) or 10 * repeated > len(whole):
        return rows
    joined = {number: [", ".join(wide[number][:2]), *wide[number][2:]] for number in cut}
    for number, (last, first) in ((at, names) for at, names in bare_of.items() if at not in cut):
        if is_first_name(first) and grade(last) == SURE:
            joined[number] = [f"{first} {last}", *wide[number][2:]]  # "Garcia Lopez, Ana"
    return [joined.get(number, row) for number, row in enumerate(rows)]
