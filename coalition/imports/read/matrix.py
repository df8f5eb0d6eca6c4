"""What only a matrix has: columns or rows that are meetings, organizations above their people, hours in place of marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, compress, pairwise

from coalition.imports.cells.dates import ColumnDates, find_date, read_clock
from coalition.imports.cells.headers import is_header_word, is_promise, letters_of_marks, match
from coalition.imports.cells.open_dates import is_month
from coalition.imports.cells.presence import are_amounts, is_check_in, mark_key
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import is_note, is_total
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.above import read_preamble
from coalition.imports.read.contents import SIGNED, holds_marks, may_say_who_came, says_part
from coalition.imports.read.days import heads_day, read_days, tell_dates
from coalition.imports.read.headers import day_row, day_texts, numbers_in, titles_above
from coalition.imports.read.model import Block, Column, Interpretation, Slot
from coalition.imports.read.profile import file_words
from coalition.imports.read.sheet import Sheet, text_at, texts_of
from coalition.imports.read.values import Day, day_in, mark_of, says, without_day
from coalition.imports.reading import ColumnRead, Entries

_LOOKED_AT = 400
_READ_OR_TOLD = frozenset({"total", "note", "organization_only"})


def are_hours(way: Interpretation, block: Block) -> bool:
    """Whether the numbers under the days are hours or sessions: a column says so in its header, and is the sum of each row."""
    days = [slot.column for slot in block.slots]
    sums = [at for at, text in way.headers.items() if at not in days and says(text, "counted_presence")]
    if not sums:
        return False
    rows = way.sheet.rows[block.first : min(block.last, block.first + _LOOKED_AT)]
    people = [row for row in rows if _number(row, sums[0]) is not None]
    cells = [row[at] for row in people for at in days if at < len(row) and row[at]]
    return are_amounts(cells) and all(sum(_number(row, day) or 0.0 for day in days) == _number(row, sums[0]) for row in people)


def _number(row: Sequence[str], at: int) -> float | None:
    try:
        return float(row[at]) if at < len(row) else None
    except ValueError:
        return None


def unclear_cells(cells: Sequence[tuple[int, str, Slot]], answered: Mapping[str, str], *, alone: bool) -> Iterator[RowIssue]:
    """What is told of the cells of a row that say nothing clear: the row waits where they are `alone`, else they are left out.

    Args:
        cells: (row of the file, text, day) of each. answered: `Choices.marks`. alone: nothing else of the row is read.
    """
    for place, (line, text, slot) in enumerate(cells):
        asked = mark_key(text) not in answered
        if alone and not place:
            yield issue("unknown_mark" if asked else "mark_not_known", line, value=text)
        else:
            day = slot.day.isoformat() if isinstance(slot.day, date) else slot.label
            told = issue("unclear_mark", line, value=text, date=day)
            yield told if asked else replace(told, asks="")


def tell_days(way: Interpretation, issues: list[RowIssue]) -> list[str]:
    """Tell what is open or odd about the days of the columns, and which columns of marks have none; the flags of the file.

    Nobody reads what stands beside days under "July", or "31/06/2026".
    """
    flags: list[str] = []
    if way.dates is None:
        return flags
    tell_dates(way.dates, way.sheet.choices, flags, issues)
    if way.sheet.turned:
        issues += [issue("column_of_nobody", value=text) for text in _marked_for_nobody(way)]
        return flags
    rows = way.sheet.rows.part(way.blocks[0].first, way.blocks[0].last)
    header = [way.headers.get(at, "") for at in range(len(way.profile))]
    used = {at: name for name, at in way.columns.items() if name != "attended"}  # no day of this way reads it
    fields = [used.get(at) or match(text).field for at, text in enumerate(header)]
    dated = [slot.column for slot in way.blocks[0].slots]
    left = [at for at, name in enumerate(fields) if name in {None, "title"} and at not in dated]
    told = [header[at] for at in left if may_say_who_came(header[at]) and holds_marks(rows.held(at))]
    issues += [issue("column_without_day", value=text) for text in told]
    return [*flags, "column_without_day"] if told else flags


def _marked_for_nobody(way: Interpretation) -> list[str]:
    """The headers of columns of marks, in a sheet on its side, that are not read as anybody's name: "Police"."""
    block, left = way.blocks[0], {text for _, code, text in way.result.rejected if code not in _READ_OR_TOLD}
    days = [slot.column for slot in block.slots]
    heads = ((next(filter(None, row[: min(days)]), ""), row) for row in way.sheet.rows[block.first : block.last])
    nobody = ((head, row) for head, row in heads if head in left and match(head).field is None and may_say_who_came(head))
    return [head for head, row in nobody if holds_marks({text_at(row, at) for at in days} - {""})]


def rows_on_its_side(way: Interpretation, grid: Grid, entries: Entries) -> Iterator[RowIssue]:
    """What is told of the rows of the file that name nobody who was at a meeting, where each is one."""
    named = set(chain.from_iterable(compress(entries.lines, entries.name)))
    houses = {lines[0]: house for lines, house in zip(entries.lines, entries.organization, strict=True) if house}
    first = min(slot.column for slot in way.blocks[0].slots)
    for at in range(way.names_at + 1, len(grid.rows)):
        row, line = grid.rows[at], grid.lines[at]
        if line not in named and (filled := [cell for cell in row if cell]):
            code = "organization_only" if line in houses else "section" if at < first else _no_meeting(filled, way.sheet.today)
            yield issue(code, line, raw=tuple(row), value=houses.get(line, filled[0]))


def _no_meeting(filled: Sequence[str], today: date) -> str:
    """The code of a row of a sheet on its side at which nobody was."""
    if is_total(filled[0]):
        return "total"
    if is_note(filled[0]):
        return "note"
    if any(heads_day(cell, today) for cell in filled):
        return "nobody_marked"
    return "no_row_date" if len(filled) > 1 else "note"


def columns_on_its_side(way: Interpretation, grid: Grid) -> list[ColumnRead]:
    """The columns of the file where each person has one: the days, and whoever is headed."""
    block, days = way.blocks[0], way.blocks[0].header
    people = range(block.first, block.last)
    return [
        ColumnRead(at, cell, "date" if at in days else "attended" if at in people and at not in block.about else None)
        for at, cell in enumerate(grid.rows[way.names_at])
    ]


# --- which columns or rows are meetings ------------------------------------------------------------------------------------
_SURE, _HALF = 0.7, 0.5
_HEADS = 0.8
_TITLES = 2


def find_slots(sheet: Sheet, blocks: Sequence[Block], profile: Sequence[Column]) -> ColumnDates | None:
    """Find the columns of each table that are meetings, and read their days in one order; None: none is a day."""
    for block in blocks:
        rows = [block.first - 1] if block is not blocks[0] and len(block.header) == 1 else block.header
        block.slots = _slots(sheet, rows, block, block.other.profile if block.other else profile)
    written = [slot.text for block in blocks for slot in block.slots if slot.text]
    if not written:
        return None
    titles = titles_above(sheet, max(blocks[0].header, default=0) + 1)
    order = sheet.choices.date_order
    days, dates = read_days(written, titles, file_words(sheet.name), sheet.today, order)
    for block in blocks:
        slots = [replace(slot, day=days[slot.text]) if slot.text else slot for slot in block.slots]
        block.slots = [slot for slot in slots if slot.day or not slot.text]  # "31/06/2026" is none
        if sheet.turned:
            _about_meetings(sheet, block)
    return dates


def _about_meetings(sheet: Sheet, block: Block) -> None:
    """Titles, places and times of the meetings of a sheet on its side stand in columns of the file, which are rows here.

    A column of nothing but days says when a row was saved, or sent.
    """
    first = min((slot.column for slot in block.slots), default=0)
    lines = [[text_at(row, at) for row in sheet.rows] for at in range(first)]  # the rows of the file above the days
    header = next((at for at, line in enumerate(lines) if sum(map(bool, line)) > _TITLES), 0)
    above = read_preamble(lines[:header], sheet.today)
    text = " / ".join(text for line in lines[:header] for text in line if text)
    block.context = replace(block.context, above=above, text=text)
    for number in range(block.first, block.last):
        row = sheet.rows[number]
        heads = {found.field for cell in row[:first] if (found := match(cell)).sure >= _HEADS}
        if "title" in heads:
            block.slots = [replace(slot, title=text_at(row, slot.column) or slot.title) for slot in block.slots]
        elif "place" in heads:
            block.slots = [replace(slot, place=text_at(row, slot.column) or None) for slot in block.slots]
        elif "start" in heads:
            block.slots = [replace(slot, start=read_clock(text_at(row, slot.column))[0]) for slot in block.slots]
        cells = list(filter(None, (text_at(row, slot.column) for slot in block.slots)))
        if heads & {"title", "place", "start"} or (cells and all(day_in(cell, sheet.today) for cell in cells)):
            block.about.add(number)


def _slots(sheet: Sheet, rows: Sequence[int], block: Block, profile: Sequence[Column]) -> list[Slot]:
    days = {at: len(day_row(sheet, at)) for at in rows}
    months = {at for at in rows if sum(is_month(cell) for cell in sheet.rows[at]) > 1}  # over the row of their days
    for number in sorted(rows, key=lambda at: (at in months and any(map(days.get, days.keys() - months)), -days[at])):
        row = sheet.rows[number]
        chosen = sheet.choices.columns or {}
        dated = [at for at in day_row(sheet, number) if at < len(profile) and profile[at].count and at not in chosen]
        dated = [at for at in dated if not is_promise(row[at])]  # "Will you come on 14 May?"
        one = profile[dated[0]] if len(dated) == 1 else None  # it holds marks, but for one odd cell
        marked = one and (one.mark_share > (_HALF if sheet.turned else _SURE) or one.count - one.marks <= 1 < one.marks)
        if len(dated) > 1 or marked:
            slots = [_dated_slot(sheet, number, at) for at in dated]
            if sheet.turned:
                return slots
            every = [_dated_slot(sheet, number, at) for at in day_row(sheet, number) if at < len(profile) and at not in chosen]
            if told := _words_of_parts(sheet, number, every):  # some of them may be empty
                block.first = max(block.first, number + 2)
            return _of_parts(sheet, told or _with_parts(sheet, number, slots, profile), profile)
        numbered = [at for at in numbers_in(row) if at < len(profile)]
        if numbered and "attended" not in chosen.values():
            return [Slot(at, None, row[at]) for at in numbered]
    return _check_ins(sheet, rows, profile)


def _check_ins(sheet: Sheet, rows: Sequence[int], profile: Sequence[Column]) -> list[Slot]:
    """Columns of times of check-in, those of one day each: "Check-in Day 1", "Check-in Day 2"."""
    found: dict[Day | None, Slot] = {}
    for at, header in (cell for number in rows for cell in enumerate(sheet.rows[number][: len(profile)])):
        if is_check_in(header) and profile[at].share("date") > _SURE:
            days = {day_in(text, sheet.today) for text in profile[at].sample}
            if len(days) == 1:
                found |= {day: Slot(at, day, header) for day in days}
    return list(found.values()) if len(found) > 1 else []


def _dated_slot(sheet: Sheet, number: int, at: int) -> Slot:
    days, text = day_texts(sheet, number), sheet.rows[number][at]
    above = sheet.rows[number - 1] if number and len(texts_of(sheet.rows[number - 1])) > len(days) / 2 else []
    if any(find_date(cell, today=sheet.today) for cell in above[: min(days)]):
        above = []  # somebody of another table on a day
    found = find_date(text, today=sheet.today)
    own = found.rest if found and says(found.rest, "meeting") else None
    title = text_at(above, at)
    return Slot(
        at, None, text, own or (None if match(title).sure or is_month(title) else without_day(title, sheet.today)), days[at]
    )


def _words_of_parts(sheet: Sheet, number: int, slots: Sequence[Slot]) -> list[tuple[Slot, str]]:
    """The columns of days and their words, where the row below has the same under each: "P, A, P, A"; []: it has others."""
    days = list({slot.text: slot for slot in reversed(slots)}.values())[::-1]  # written once, or over each part
    if len(days) < 2 or number + 1 >= len(sheet.rows):
        return []
    width = days[1].column - days[0].column
    below = sheet.rows[number + 1]
    words = {tuple(below[slot.column : slot.column + width]) for slot in days}
    steps = {other.column - one.column for one, other in pairwise(days)}
    told = next(iter(words)) if len(words) == 1 and steps == {width} and width > 1 else ()
    left = filter(None, below[: days[0].column])
    heads = all(match(text).sure or is_header_word(text) for text in left) and len(set(told)) == len(told) > 1
    if not heads or not all(told) or all(map(str.isdecimal, told)):
        return []
    return [(replace(slot, column=slot.column + at), word) for slot in days for at, word in enumerate(told)]


def _of_parts(sheet: Sheet, told: Sequence[tuple[Slot, str]], profile: Sequence[Column]) -> list[Slot]:
    """The slots that say who came, each with what a tick in it says, by the word of its part, or beside the day of its header.

    Remarks, invitations, scores and other questions beside a column for those who came are left out.
    """
    words = [_beside_day(word, sheet.today) for _, word in told]
    days = [day_in(slot.text, sheet.today) or slot.text for slot, _ in told]
    single = {word for word in words if len(word) == 1}
    letters = letters_of_marks(single)
    known = bool(letters) or all(map(mark_of, single))  # "A" and "B" are two sessions
    says = [letters.get(word.casefold()) or says_part(word if known or len(word) > 1 else "") for word in words]
    here = {word: [profile[slot.column] for (slot, _), own in zip(told, words, strict=True) if own == word] for word in words}
    marked = {word for word, state in zip(words, says, strict=True) if state == "present" and _hold_signs(here[word])}
    says = [
        None if marked and state == "present" and word not in marked else state for word, state in zip(words, says, strict=True)
    ]
    came = {day for day, state in zip(days, says, strict=True) if state in {"present", SIGNED}}
    return [
        replace(slot, says=state or "present", part=state in {"absent", "excused"} and day in came)
        for (slot, _), day, state in zip(told, days, says, strict=True)
        if state or day not in came
    ]


def _hold_signs(columns: Sequence[Column]) -> bool:
    """Whether the columns of a part hold marks or times, but for the word of the part in each."""
    signs = sum(max(column.marks, column.kinds["time"]) for column in columns)
    return 2 * signs >= sum(column.count - 1 for column in columns)


def _beside_day(text: str, today: date) -> str:
    """What a header says besides its day; of a word alone the word."""
    if not any(map(str.isdigit, text)):
        return text
    letters = [word for word in text.split() if len(word) == 1 and word.isalpha()]
    return without_day(text, today) or "".join(letters[:1])


def _with_parts(sheet: Sheet, number: int, slots: list[Slot], profile: Sequence[Column]) -> list[tuple[Slot, str]]:
    """The slots, each with its header, or with the parts of its day: columns of marks under one that is written once.

    All days have the same number of parts, and no part is headed as one for those who did not come.
    """
    row, below = sheet.rows[number], sheet.rows[number + 1] if number + 1 < len(sheet.rows) else []
    found = [slots[0]]
    for at in range(slots[0].column + 1, len(profile)):
        of = next((slot for slot in slots if slot.column == at), None)
        marked = profile[at].marks and profile[at].marks >= profile[at].count - 1 and at <= found[-1].column + 1
        if of is not None:
            found.append(of)
        elif marked and not text_at(row, at) and mark_of(text_at(below, at)) not in {"absent", "excused"}:
            found.append(replace(found[-1], column=at))
    parts = {sum(one.label == slot.label for one in found) for slot in slots}
    parted = len(found) > len(slots) > 1 and len(parts) == 1
    return [(slot, "" if parted else slot.label) for slot in (found if parted else slots)]
