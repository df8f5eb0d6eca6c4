"""A row for each meeting: those who were there in one cell, and perhaps those who were not in another.

The operator "explode" gives everybody a row of their own, with the other cells of the meeting and a mark.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import OF_NAMES, match
from coalition.imports.cells.names import without_bracket
from coalition.imports.lexicon import is_long, words
from coalition.imports.read.contents import cells_of as cells_in
from coalition.imports.read.line_values import grade, heading_of, split
from coalition.imports.read.lines import people_behind
from coalition.imports.read.sheet import Sheet, text_at, texts_of
from coalition.imports.read.unlist import cells_of
from coalition.imports.read.values import day_in

_WITHIN, _SAMPLE = 40, 400
_MOST, _SEVERAL, _LIST = 0.8, 2, 3
_FIELDS = ("name", "organization", "role", "email", "phone", "remark")
_STATES, _HEADS = frozenset({"present", "absent", "excused"}), OF_NAMES | {"attended", "organization"}
_SEMICOLONS, _COMMAS = re.compile(r"\s*;\s*"), re.compile(r"\s*[,，、،]\s*")
_MARKS = {state: next(filter(is_long, words(f"marks.{state}"))) for state in _STATES}

Lists = Mapping[int, str]
"""{column: what it says of those whom its cells list}"""


def exploded(sheet: Sheet) -> Sheet:
    """The sheet with a row for everybody of each meeting; as it is where its rows are no meetings with lists of people."""
    if sheet.choices.columns or sheet.choices.header_line is not None:
        return sheet
    for number, header in enumerate(sheet.rows[:_WITHIN]):
        days = [at for at, text in enumerate(header) if match(text).field == "date"]
        if days and (lists := _lists_below(sheet, number, days[0])):
            return _written(sheet, number, lists)
    return _with_days_apart(sheet)


def _lists_below(sheet: Sheet, number: int, day: int) -> Lists:
    """The columns of lists below a header; {}: there are none, or its rows are not of a meeting each."""
    header, below = sheet.rows[number], sheet.rows[number + 1 : number + 1 + _SAMPLE]
    below = [row for row in below if day_in(text_at(row, day), sheet.today)]
    if len({text_at(row, day) for row in below}) < _MOST * len(below):
        return {}
    lists, told = dict[int, str](), list[list[str]]()
    for at, text in enumerate(header):
        state, field = _says(text), match(text).field
        cells = [_listed(sheet, cell, field) for cell in cells_in(below, at)] if state else []
        names = [[one.get("name") or one["organization"] for one in cell] for cell in cells]
        fits = _are_lists(names) if field == "organization" else _are_people(names)
        if fits and field in OF_NAMES and all(len(cell) < _SEVERAL for cell in names):
            return {}  # each row is of somebody
        if fits:
            lists[at] = state
            told += names
    return lists if _are_lists(told) else {}


def _says(header: str) -> str:
    """What a header says of the people below it, or the organizations; empty: it heads none."""
    state = heading_of(header) or ""
    return state if state in _STATES else "present" if match(header).field in _HEADS else ""


def _listed(sheet: Sheet, text: str, field: str | None) -> list[Mapping[str, str]]:
    """Those whom a cell below a header of a field lists, each with what is told of them; what names nobody as it is."""
    whole = "; ".join(sheet.broken.get(text, (text,)))
    if field == "organization":
        return [{"organization": one} for one in split(whole, _SEMICOLONS if ";" in whole else _COMMAS) if one]
    return [*cells_of(people_behind(whole))] or [{"name": text}]


def _are_people(cells: Iterable[Sequence[str]]) -> bool:
    grades = [grade(without_bracket(text)) for texts in cells for text in texts]
    return sum(map(bool, grades)) >= _MOST * len(grades) > 0


def _are_lists(cells: Sequence[Sequence[str]]) -> bool:
    """Whether cells list several, and are no "Lee, Ann": in other places again; three full names or more; short ones again."""
    sizes, times = {0, *map(len, cells)}, Counter(chain.from_iterable(cells))
    full = all(" " in text for text in times)
    long = max(sizes) >= _LIST and (full or (_stand_again(times) and len(sizes) > 1))
    return max(sizes) >= _SEVERAL and (long or _have_moved(cells))


def _stand_again(times: Counter[str]) -> bool:
    return 2 * sum(number for number in times.values() if number > 1) >= times.total()


def _have_moved(cells: Iterable[Sequence[str]]) -> bool:
    """Whether somebody stands in another place of another cell."""
    placed = {(text, at) for texts in cells for at, text in enumerate(texts)}
    return len({text for text, _ in placed}) < len(placed)


def _with_days_apart(sheet: Sheet) -> Sheet:
    """The sheet with each day in a row above its people, where all lines begin with one: "14.05.2026: Ann, Bo"."""
    top = [texts for row in sheet.rows[:_WITHIN] if (texts := texts_of(row))]
    if 2 * sum(bool(_behind_day(sheet, texts)[1]) for texts in top) < len(top):
        return sheet
    filled = [at for at, row in enumerate(sheet.rows) if any(row)]
    days = {at: both for at in filled if (both := _behind_day(sheet, texts_of(sheet.rows[at])))[1]}
    listed = {at: [one["name"] for one in _listed(sheet, people, None)] for at, (_, people) in days.items()}
    most = len(days) >= max(_LIST, _MOST * sum(at >= min(days, default=0) for at in filled))
    again = most and _stand_again(Counter(chain.from_iterable(listed.values()))) and _have_moved(listed.values())
    if not again or not _are_people(listed.values()) or len({day for day, _ in days.values()}) < len(days):
        return sheet
    told = ([[days[at][0]], *([name] for name in listed[at])] if at in days else [row] for at, row in enumerate(sheet.rows))
    return sheet.written("explode", ((line, row) for line, rows in zip(sheet.lines, told, strict=True) for row in rows))


def _behind_day(sheet: Sheet, texts: Sequence[str]) -> tuple[str, str]:
    """(the day with which a line begins, those behind it); ("", "") of another line."""
    found = find_date(texts[0], today=sheet.today)
    day = texts[0].removesuffix(found.rest) if found else ""
    return (day.rstrip(" :–-"), ", ".join([found.rest, *texts[1:]]).strip(", ")) if found and found.rest and day else ("", "")


def _written(sheet: Sheet, number: int, lists: Lists) -> Sheet:
    """The sheet with its meetings written out; what stands above the header stays as it is."""
    header, first = sheet.rows[number], min(lists)
    of_names = all(match(header[at]).field in OF_NAMES for at in lists) and {*lists.values()} == {"present"}
    heads = [*(words(f"parts.column_{field}")[0] for field in _FIELDS[:-1]), "", words("parts.column_attended")[0]]
    made = list[_Made]()
    for line, row in zip(sheet.lines[number:], sheet.rows[number:], strict=True):
        if all(text_at(row, at) == header[at] for at in lists):  # on another page, too
            made.append(_Made(line, list(map(_of_meeting, row)), first, [header[first], *heads[1:]] if of_names else heads))
            continue
        told = [(at, text) for at in lists if (text := text_at(row, at))] or [(first, "")]
        for at, text in told:
            people = _listed(sheet, text, match(header[at]).field)
            mark = _MARKS[lists[at]] if text else ""
            made += [_Made(line, row, at, [*(who.get(field, "") for field in _FIELDS), mark]) for who in people]
    held = [at for at in range(len(heads)) if at == 0 or any(one.told[at] for one in made if one.told[at] != heads[at])]
    held = held[:-1] if of_names else held
    shared = [at for at in range(max(len(one.row) for one in made)) if at not in lists]
    rows = [(one.line, [*(text_at(one.row, at) for at in shared), *map(one.told.__getitem__, held)]) for one in made]
    places = [*map(range, map(len, sheet.rows[:number])), *([*shared, *[one.at] * len(held)] for one in made)]
    above = zip(sheet.lines[:number], sheet.rows[:number], strict=True)
    return replace(sheet.written("explode", [*above, *rows]), places=places, header_line=sheet.lines[number])


class _Made(NamedTuple):
    """A row that is made: its line in the file, the cells of its meeting, the column of its list, and what that tells."""

    line: int
    row: list[str]
    at: int
    told: list[str]


def _of_meeting(header: str) -> str:
    """The header of what is said of a meeting: "Name" is not that of somebody."""
    return words("parts.column_title")[0] if match(header).field in OF_NAMES else header
