"""Several people in one cell, labels in one row, meetings that are columns of names: everybody gets a row for each meeting.

The operators "explode" and "melt" do so where the table shows beyond doubt what its cells hold; else the sheet stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain, combinations

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import OF_NAMES, TITLE_OR_ROLE, is_header_word, is_row_number, match
from coalition.imports.cells.in_brackets import is_house
from coalition.imports.cells.people_names import is_known, read_name, read_names
from coalition.imports.cells.presence import mark_of
from coalition.imports.lexicon import is_long, words
from coalition.imports.read.contents import cells_of
from coalition.imports.read.headers import day_row, day_texts
from coalition.imports.read.line_values import (
    COMMAS,
    LONGEST,
    MARKUP,
    MAYBE,
    NO,
    SURE,
    grade,
    heading_of,
    is_guests,
    label_of,
    split,
    start_of,
)
from coalition.imports.read.profile import file_words
from coalition.imports.read.sheet import Sheet, Table, text_at, texts_of
from coalition.imports.read.values import Day, day_in, of_others, says, without_day

_WITHIN, _SAMPLE, _LONGEST = 40, 400, 1_000
_MOST, _SEVERAL, _LIST = 0.8, 2, 3
_STATES, _HEADS = frozenset({"present", "absent", "excused"}), OF_NAMES | {"attended", "organization"}
_OF_ONE = frozenset({"email", "phone", "role", "nickname", "first_name", "last_name", "organization", "attended", "signature"})
_OF_ONE |= {"minutes", "joined", "left"}  # a column of them beside lists: something is in doubt
_SIGNS = tuple(map(re.compile, (r"\s*[;；•]\s*", r"\s*[,，、،]\s*", r"\s*[/／|]\s*")))
_ARRAY, _QUOTES = re.compile(r"\[(.*)\]"), re.compile(r"(?<!\w)['\"]|['\"](?!\w)")
"""A list as programs write it: "['Ann', 'Bo']"."""
_DAY_BEFORE = re.compile(r"(?=\d)[^:]{6,20}:\s*")
_MARKS = {state: next(filter(is_long, words(f"marks.{state}"))) for state in _STATES}

Lists = Mapping[int, str]
"""{column: what it says of those whom its cells list}"""
Cells = Sequence[Sequence[str]]


def exploded(sheet: Sheet) -> Sheet:
    """The sheet with a row for each person and meeting; as it is where no cell holds several, and no column is a meeting."""
    if sheet.choices.columns or sheet.choices.header_line is not None:
        return sheet
    for number, header in enumerate(sheet.rows[:_WITHIN]):
        days = [at for at, text in enumerate(header) if match(text).field == "date"]
        if days and (lists := _lists_below(sheet, number, days[0])):
            return _written(sheet, number, lists)
        if made := _with_columns_below(sheet, number):
            return made
    return _with_days_apart(sheet)


# --- a row for each meeting: "Date, Topic, Present, Apologies" ----------------------------------------------------------------


def _lists_below(sheet: Sheet, number: int, day: int) -> Lists:
    """The columns of lists below a header; {}: there are none, or anything at all is in doubt.

    Each row is a meeting of its own day, and nobody stands beside its lists.
    """
    header = sheet.rows[number]
    rows, around = [row for row in sheet.rows[number + 1 :] if any(row) and row != header], [*sheet.rows[:number]]
    while rows and not day_in(text_at(rows[-1], day), sheet.today) and sum(map(is_header_word, rows[-1])) < _SEVERAL:
        around.append(rows.pop())  # a total, or who made the list
    days = {text_at(row, day) for row in rows}
    away = any(heading_of(text) in {"absent", "excused"} for row in around for text in row)
    if away or len(days) < _MOST * len(rows) or not all(day_in(text, sheet.today) for text in days):
        return {}
    rows = rows[:_SAMPLE]
    cells = {at: [_items(sheet, text_at(row, at)) for row in rows] for at, text in enumerate(header) if text and at != day}
    lists = {at: state for at, held in cells.items() if (state := _says(header[at])) and _may_list(header[at], held)}
    if not lists:  # of a header that nobody knows it is asked whether they came
        unknown = [
            at for at, held in cells.items() if match(header[at]).field is None and _are_lists(held) and _are_people(held)
        ]
        lists = dict.fromkeys(unknown[:1] if len(unknown) == 1 else (), "present")
    told = [*chain.from_iterable(map(cells.__getitem__, lists))]
    others = [at for at in cells.keys() - lists.keys() if any(cells[at])]
    signs = ({len(sheet.broken.get(text, ())) > 1 or _sign(text) for row in rows if (text := text_at(row, at))} for at in lists)
    mixed = any(len(used - {None}) > 1 for used in signs) or any(_are_halves(cells[at]) for at in lists)
    houses = len(lists) > 1 and any(match(header[at]).field == "organization" for at in lists)
    doubt = mixed or houses or any(match(header[at]).field in _OF_ONE or heading_of(header[at]) in _STATES for at in others)
    apart = len({*lists.values()}) > 1 and max(map(len, told), default=0) >= _SEVERAL  # of one meeting nobody can have moved
    if doubt or not (apart or _are_lists(told)) or all(is_guests(header[at]) for at in lists):
        return {}
    by_row, listed = ({at: cells[at][row] for at in lists} for row in range(len(rows))), set(chain.from_iterable(told))
    left = any(_leaves_people(header[at], cells[at], listed) for at in others)
    return {} if left or any(_is_disputed(held, lists) for held in by_row) else lists


def _leaves_people(header: str, cells: Cells, listed: set[str]) -> bool:
    """Whether people stand in a column beside the lists, who came perhaps, or did not: "Late"; not who was in the chair."""
    beside = {item for item in chain.from_iterable(cells) if not says(item, "meeting")}
    other = match(header).field in {"title", "place", "date"} or (says(header, "chaired") and beside <= listed)
    return not other and _are_people(cells) and any(_grade(item) == SURE or item in listed for item in beside)


def _are_people(cells: Cells) -> bool:
    people = [_grade(item) > NO and mark_of(item) is None for items in cells for item in items]
    return sum(people) >= _MOST * len(people) > 0


def _may_list(header: str, cells: Cells) -> bool:
    """Whether the cells below a header list people or organizations."""
    items = [*chain.from_iterable(cells)]
    if match(header).field == "organization":
        return all(is_known(item) or (is_house(item) and not COMMAS.search(item)) for item in items)  # "Youth and Children"
    named = any(_grade(item) > NO and mark_of(item) is None for item in items)
    return named if heading_of(header) in _STATES else _are_lists(cells) and _are_people(cells)


def _says(header: str) -> str:
    """What a header says of the people below it, or the organizations; empty: it heads none."""
    state = heading_of(header) or ""
    return state if state in _STATES else "present" if match(header).field in _HEADS else ""


def _items(sheet: Sheet, text: str) -> list[str]:
    """Those whom a cell lists, as written: one in each line, or with signs between."""
    lines = sheet.broken.get(text, ())
    if len(lines) > 1:
        return [line.strip(" ,;") for line in lines]
    if inside := _ARRAY.fullmatch(text):
        text = _QUOTES.sub("", inside[1])
    sign = _sign(text)
    return list(filter(None, split(text, sign) if sign else [text]))


@lru_cache(maxsize=8192)
def _grade(item: str) -> int:
    """How surely an item of a list is the name of somebody, or the names of two."""
    who = read_names(item, ())
    return min(grade(one.name) for one in who.people or (who,))


def _are_lists(cells: Cells) -> bool:
    """Whether cells list several: somebody stands in another place of another cell, or a whole name in one with fewer."""
    times = Counter(chain.from_iterable(cells))
    again = len(times) < times.total() and len(set(map(len, cells))) > 1 and all(" " in item for item in times)
    return max(map(len, cells), default=0) >= _SEVERAL and (again or _have_moved(cells))


def _are_halves(cells: Cells) -> bool:
    """Whether all cells may hold a surname and a first name each, "Lee, Ann Marie", or several such."""
    several = [items for items in cells if len(items) > 1]
    whole = all(" " in item for items in several for item in items)
    return not whole and all(len(items) % 2 == 0 for items in several)


def _sign(text: str) -> re.Pattern[str] | None:
    """The sign between the parts of a text; None: it has one part."""
    return next((sign for sign in _SIGNS if sign.search(text)), None) if len(text) <= _LONGEST else None


def _have_moved(cells: Cells) -> bool:
    """Whether somebody stands in another place of another cell."""
    placed = {(item, at) for items in cells for at, item in enumerate(items)}
    return len({item for item, _ in placed}) < len(placed)


def _is_disputed(held: Mapping[int, Sequence[str]], lists: Lists) -> bool:
    """Whether somebody came to a meeting by one column, and did not by another, or a heading stands among the names."""
    told = [(item, lists[at]) for at, items in held.items() for item in items]
    names = [(read_name(item).name.casefold().replace(".", "").split(), state) for item, state in told]
    twice = any(state != other and _may_be_one(name, same) for (name, state), (same, other) in combinations(names, 2))
    return twice or any(_grade(item) == NO and heading_of(item) in {"absent", "excused"} for item, _ in told)


def _may_be_one(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be of one person, one of them written shorter: "Ann", "A Lee" and "Ann Lee"."""
    short, long = sorted((name, other), key=len)
    return bool(short) and all(any(part in {word, word[:1]} or word == part[:1] for word in long) for part in short)


def _written(sheet: Sheet, number: int, lists: Lists) -> Sheet:
    """The sheet with its meetings written out; what stands above the header stays as it is, and what names nobody is told."""
    header, first = sheet.rows[number], min(lists)
    houses = [at for at in lists if match(header[at]).field == "organization"]
    own = len(lists) == 1 and match(header[first]).field not in _HEADS - OF_NAMES  # all came, as its header says or the file
    heads = [header[first] if own else words("parts.column_name")[0], words("parts.column_organization")[0]]
    heads.append(words("parts.column_attended")[0])
    held = [0, *[1] * bool(houses), *[2] * (not own)]
    shared = [at for at in range(max(map(len, sheet.rows[number:]))) if at not in lists]
    several = (_items(sheet, text_at(row, at)) for row in sheet.rows[number + 1 :] for at in lists)
    times = Counter(chain.from_iterable(items for items in several if len(items) > 1))
    made, told, places = list[tuple[int, list[str]]](), list[tuple[int, str, str]](), list[Sequence[int]]()
    for line, row in zip(sheet.lines[number:], sheet.rows[number:], strict=True):
        parts = [(at, item, len(items)) for at in lists for items in [_items(sheet, text_at(row, at))] for item in items]
        again = all(text_at(row, at) == header[at] for at in lists)  # on another page, too
        bad = [
            (at, item)
            for at, item, beside in parts
            if not again and at not in houses and not _may_be_named(item, times, beside, lists[at])
        ]
        told += [(line, "line_not_read", item) for _, item in bad]
        rows = [
            (at, ["" if at in houses else item, item if at in houses else "", _MARKS[lists[at]]])
            for at, item, _ in parts
            if (at, item) not in bad
        ]
        for at, cells in [(first, heads)] if again else rows or [(first, [""] * len(heads))] * (not bad):
            texts = list(map(_of_meeting, row)) if again else row
            made.append((line, [*(text_at(texts, one) for one in shared), *map(cells.__getitem__, held)]))
            places.append([*shared, *[at] * len(held)])
    above = list(zip(sheet.lines[:number], sheet.rows[:number], strict=True))
    places = [*map(range, map(len, sheet.rows[:number])), *places]
    wide = sheet.written("explode", [*above, *made])
    return replace(wide, places=places, header_line=sheet.lines[number], told=(*sheet.told, *told))


def _may_be_named(item: str, times: Counter[str], beside: int, state: str) -> bool:
    """Whether an item names somebody: "Good Friday" and "everyone", alone in a cell and never among others, do not.

    `times`: how often it stands among others in a cell. `beside`: so many stand in its own. `state`: what is said of them.
    """
    known = _grade(item)
    if beside == 1 and not times[item] and not read_names(item, ()).people:  # not "Ann Lee and Bo Chan"
        return known == SURE and state != "present"  # one person sent apologies
    return known == SURE or (known > NO and (times[item] > 1 or not item[:1].islower()))


def _of_meeting(header: str) -> str:
    """The header of what is said of a meeting: "Name" and "Title" are not those of somebody."""
    return words("parts.column_title")[0] if match(header).field in OF_NAMES | {TITLE_OR_ROLE} else header


# --- other cells and columns ------------------------------------------------------------------------------------------------


def _with_columns_below(sheet: Sheet, number: int) -> Sheet | None:
    """The sheet with whoever came for each organization of a row below each day; None: it holds anything else.

    A mark in place of a name says of the organization whether it was there.
    """
    header, days = sheet.rows[number], day_row(sheet, number)
    below = list(filter(any, sheet.rows[number + 1 : number + 1 + _SAMPLE])) if len(days) >= _SEVERAL else []
    numbers = {at for at, text in enumerate(header) if is_row_number(text)}
    beside = {at for row in below for at, text in enumerate(row) if text and at not in {*days, *numbers}}
    houses = [match(text_at(header, at)).field for at in beside] == ["organization"]
    if not houses or not all(text_at(row, *beside) for row in below):
        return None
    cells = [[text for text in cells_of(below, at) if mark_of(text) is None] for at in days]
    items = [_items(sheet, text) for text in chain.from_iterable(cells)]
    sure = sum(_grade(item) == SURE for item in chain.from_iterable(items)) >= _MOST * sum(map(len, items))
    around = [*chain.from_iterable(map(texts_of, sheet.rows[:number])), *map(header.__getitem__, days), file_words(sheet.name)]
    away = any(says(text, "absence") or says(text, "away") or of_others(text) for text in around)
    titles = all(len(texts_of(row)) < _SEVERAL for row in sheet.rows[:number])
    return _columns_written(sheet, number, days, *beside) if titles and all(cells) and sure and not away else None


def _columns_written(sheet: Sheet, number: int, days: Sequence[int], house: int) -> Sheet:
    """The sheet with a row for everybody below each day, and for each mark of an organization; what names nobody is told."""
    header = sheet.rows[number]
    said = {at: without_day(header[at], sheet.today) or "" for at in days}
    heads = [header[house], *(words(f"parts.column_{field}")[0] for field in ("date", "title", "name", "attended"))]
    made, left = list[tuple[int, list[str]]](), list[tuple[int, str, str]]()
    for line, row in zip(sheet.lines[number + 1 :], sheet.rows[number + 1 :], strict=True):
        filled = [(at, text) for at in days if (text := text_at(row, at))]
        left += [(line, "line_not_read", text) for text in texts_of(row)[:1] if not filled]
        for at, text in filled:
            items = [] if _is_mark(text) else _items(sheet, text)
            left += [(line, "line_not_read", item) for item in items if _grade(item) < SURE]
            told = [("", text)] if _is_mark(text) else [(item, _MARKS["present"]) for item in items if _grade(item) == SURE]
            made += [(line, [text_at(row, house), day_texts(sheet, number)[at], said[at], item, mark]) for item, mark in told]
    above = [(line, texts_of(row)[:1] or [""]) for line, row in zip(sheet.lines[:number], sheet.rows[:number], strict=True)]
    wide = len(heads) - all(cells[3] for _, cells in made)  # without any mark its header says who came, or nothing does
    rows = [*above, *((line, cells[:wide]) for line, cells in [(sheet.lines[number], heads), *made])]
    return replace(sheet.written("melt", rows), header_line=sheet.lines[number], told=(*sheet.told, *left))


def _is_mark(text: str) -> bool:
    """Whether a cell says of an organization whether it was there, and nothing of anybody: no "Absent: Cy Diaz"."""
    return ":" not in text and mark_of(text) is not None


def _with_days_apart(sheet: Sheet) -> Sheet:
    """The sheet with each day in a row above its people, where all lines are a day and names: "14.05.2026: Ann, Bo".

    Nothing else may stand in any of them, nor a heading between them: minutes have days by which something is due.
    """
    filled = [at for at, row in enumerate(sheet.rows) if any(row)]
    top = [_behind_day(sheet, at) is not None for at in filled[:_WITHIN]]
    if len(filled) < _LIST or 2 * sum(top) < len(top):
        return sheet
    days = {at: both for at in filled if (both := _behind_day(sheet, at))}
    names, first = [people for _, people in days.values()], min(days)
    above = [text for at in filled if at < first for text in texts_of(sheet.rows[at])]
    others = [text for text in above if heading_of(text) != "present"]
    again = Counter(chain.from_iterable(names))
    listed = 2 * sum(number for number in again.values() if number > 1) >= again.total() and _have_moved(names)
    if others or not listed or len(days) < len([at for at in filled if at >= first]):
        return sheet
    spoken = (
        says(" / ".join([*above, sheet.name]), "attendance") and len({day for day, _ in days.values()}) == len(days) >= _LIST
    )
    return sheet.written("explode", _lines_of_days(sheet, days)) if spoken else sheet


def _lines_of_days(sheet: Sheet, days: Mapping[int, tuple[str, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for at, (line, row) in enumerate(zip(sheet.lines, sheet.rows, strict=True)):
        day, people = days.get(at, ("", []))
        yield from ((line, [text]) for text in (day, *people)) if day else ((line, row),)


def _behind_day(sheet: Sheet, at: int) -> tuple[str, list[str]] | None:
    """(the day with which a line begins, the names behind it); None: it is another line, or holds anything else."""
    text = ", ".join(texts_of(sheet.rows[at]))
    found = _DAY_BEFORE.match(text)
    day = find_date(found[0], today=sheet.today) if found else None
    people = split(text[found.end() :], _SIGNS[1]) if found and day and day.certain and not day.rest.strip(" :") else []
    names = people and all(grade(name) >= MAYBE and not (name[:1].islower() or "(" in name) for name in people)
    return (text[: found.end()].rstrip(" :"), people) if found and names else None


# --- rows that hold more than one: labels with the people whom they name ---
_INNER = re.compile(r"[.;]\s+(?=[^.;:]{3,60}:)")


def labels_apart(sheet: Sheet) -> Sheet:
    """The sheet with a row for each label of people: above those whom it names in its column, below the sentence before it."""
    told = [list(_apart(row, sheet.broken, column=_heads_column(sheet.rows, at))) for at, row in enumerate(sheet.rows)]
    lines = list(chain.from_iterable([line] * len(rows) for line, rows in zip(sheet.lines, told, strict=True)))
    return replace(sheet, rows=Table(chain.from_iterable(told)), lines=lines)


def _apart(row: list[str], broken: Mapping[str, Sequence[str]], *, column: bool = False) -> Iterator[list[str]]:
    """The rows of one: "Present: Ann Lee. Apologies: Bo Chan" are two; so are its lines. `column`: it begins with a label."""
    if column:
        yield row[:1]
        row = ["", *row[1:]]
    at = 0
    while at < len(row):
        text = row[at]
        found = next((one for one in _INNER.finditer(text) if label_of(text[one.end() :]) is not None), None)
        lines = broken.get(text, ()) if sum(map(bool, row)) == 1 else ()
        first, *others = lines or ([text[: found.start()], text[found.end() :]] if found else [text])
        at += 1
        if any(label_of(line) is not None for line in others):
            yield [*row[: at - 1], first]
            yield from ([line] for line in others[:-1])
            row, at = [others[-1], *row[at:]], 0
    yield row


def _heads_column(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row begins with the label of those named beside it, and below in the same column: "Present:", "Ann Lee"."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else []
    beside = next((i for i, cell in enumerate(row) if i and cell), 0)
    return 0 < beside < len(below) and bool(below[beside]) and not any(below[:beside]) and heading_of(row[0]) is not None


def days_alone(rows: Sequence[Sequence[str]], name: str, today: date) -> set[int]:
    """The rows that are the day over the names of those who came: "# 2026-05-14", "Date: 14/5/2026" in a file of attendance.

    A word for a meeting beside it makes a title, unless there are several, or what follows is marked off: "- Ann".
    """
    plain, titled = set[int](), dict[int, tuple[Day, bool]]()
    for at, row in enumerate(rows):
        text = next(filter(None, row), "") if sum(map(bool, row)) == 1 else ""
        day = day_in(text, today) if 0 < len(text) < LONGEST else None
        if not isinstance(day, date):
            continue
        rest, below = without_day(MARKUP.sub("", text), today) or "", next(iter(rows[at + 1 : at + 2]), [])
        if not rest or match(rest).field == "date":
            plain.add(at)
        if says(rest, "meeting") or says(rest, "attendance"):
            titled[at] = day, sum(map(bool, below)) == 1 and start_of(below)[0] != "bare"
    several = len({day for day, _ in titled.values()}) > 1
    return (plain if says(name, "attendance") else set()) | {at for at, (_, marked) in titled.items() if several or marked}
