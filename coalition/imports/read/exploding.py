"""Cells that hold more than a name: a list of people ("['Ann', 'Bo']", "Ann;Bo"), or a mark behind the name ("Ann Lee: P").

The operator "explode" gives each of several people a row, and those who came to a meeting and those who did not rows of their
own, where its row lists them in two columns; the operator "marks" gives the marks a column.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import heads_people
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.row_words import standing
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.sheet import Cell, Row, Sheet, text_at
from coalition.imports.read.values import mark_of, plain, role_of, says

_WITHIN, _SAMPLE = 40, 200
_BRACKETS = re.compile(r"[\[{(](.*)[\]})]")
_BEHIND = re.compile(r"([\W\d_]*[^\W\d_].*?)(?:\s*[:=]\s*|\s+[-–—]\s+|\s*[(\[]\s*)([^\W_]{1,2}|[✓✔✗✘])\s*[)\]]?\s*")
_STATES = frozenset({"present", "absent", "excused", "late"})
_NEARLY_ALL, _LEAST, _FIRST = 0.8, 3, 6
_AROUND = " \t'\"“”‘’"
_OR, _TWO = " / ", 2  # one name in two ways
_SIGNS = ("[", ";", "|", "•", "·", _OR, ",")
_OF_PEOPLE = {"•", "·", _OR}
"""Signs that part other things, too."""
_BETWEEN_PEOPLE = re.compile(rf"\s*[;,|•·]\s*|\s+/\s+|\s+&\s+|\s+{any_of('parts.and')}\s+", re.IGNORECASE)
_NOBODY = re.compile(rf"\W*|\W*{any_of('parts.nothing', whole=False)}\W*", re.IGNORECASE)


def by_states(sheet: Sheet) -> Sheet:
    """The sheet with a row for each column of a meeting's row that lists those who came, or those who did not."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        heads = [cell.text for cell in row]
        said = ((standing(text) or (role_of(text)[0] == "name" and heads_people(text) and "present")) for text in heads)
        states = {at: state for at, state in enumerate(said) if state}
        dated = any(role_of(text)[0] == "date" for at, text in enumerate(heads) if at not in states)
        below = sheet.rows[number + 1 : number + 1 + _SAMPLE]
        filled = [at for at in states if any(text_at(one, at) for one in below)]  # nobody may ever have been absent
        listed = dated and all(_list_people(sheet, below, at) for at in filled) and "present" in map(states.get, filled)
        if listed and (len(states) > 1 or role_of(heads[min(states)])[0] == "mark"):
            return _exploded(sheet, number, states)
    return sheet


def _list_people(sheet: Sheet, rows: Sequence[Row], at: int) -> bool:
    """Whether most cells of a column name several people, or one in full, and none is a mark."""
    cells = [text for row in rows if (text := text_at(row, at)) and not _NOBODY.fullmatch(text)]
    people = [sheet.broken.get(text) or _BETWEEN_PEOPLE.split(text) for text in cells]
    told = sum(all(map(looks_like_person, one)) and (len(one) > 1 or " " in one[0]) for one in people)
    return 0 < told >= _NEARLY_ALL * len(cells) and not any(map(mark_of, cells))


def under_days(sheet: Sheet) -> Sheet:
    """The sheet with a row for each person who stands under a day, as in a matrix without marks; as it is where nobody does."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        days = [at for at, cell in enumerate(row) if cell.text and find_date(cell.text, today=sheet.today)]
        beside = [at for at, cell in enumerate(row) if cell.text and at not in days]
        if len(days) + len(beside) < _TWO:
            continue
        if len(days) < _TWO or len(beside) > 1 or any(role_of(row[at].text)[0] != "organization" for at in beside):
            break
        below = sheet.rows[number + 1 : number + 1 + _SAMPLE]
        if below and any(role_of(cell.text)[1] >= _NEARLY_ALL for cell in below[0]):
            continue  # the header is another row
        if any(cell.text and at not in {*days, *beside} for one in below for at, cell in enumerate(one)):
            break  # what stands below no header would be lost
        cells = [text for one in below for at in days if (text := text_at(one, at))]
        people = sum(mark_of(text) is None and looks_like_person(text) and (bool(beside) or " " in text) for text in cells)
        if len(cells) < _LEAST or people < _NEARLY_ALL * len(cells):
            continue
        heads = [*(row[at].text for at in beside), words("headers.date")[0], words("parts.column_name")[0]]
        rows = [*sheet.rows[:number], [Cell(text, row[0].line, at) for at, text in enumerate(heads)]]
        for one in sheet.rows[number + 1 :]:
            told = [text_at(one, at) for at in beside]
            came = ([*told, row[at].text, text] for at in days if (text := text_at(one, at)))
            rows += [[Cell(text, one[0].line, at) for at, text in enumerate(texts)] for texts in came]
        return replace(sheet, rows=rows, operators=(*sheet.operators, "melt"), header_line=row[0].line)
    return sheet


def exploded(sheet: Sheet) -> Sheet:
    """The sheet with a row for each person in place of a cell that lists them; as it is where none does."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        below = sheet.rows[number + 1 : number + 1 + _SAMPLE]
        listed = {at for one in below[:_WITHIN] for at, cell in enumerate(one) if any(map(cell.text.__contains__, _SIGNS))}
        for at in sorted(listed):
            if _heads_people(text_at(row, at)) and (how := _how(below, at)):
                return _exploded(sheet, number, {at: ""}, *how)
    return sheet


@lru_cache(4096)
def _heads_people(header: str) -> bool:
    """Whether a header speaks of people who came: "users", "Members Present"."""
    words_of_it = plain(header).split()
    return len(words_of_it) <= 4 and (
        role_of(header)[0] == "name" or says(header, "attendance") or any(map(heads_people, words_of_it))
    )


def _how(rows: Sequence[Row], at: int) -> tuple[str, int | None] | None:
    """(what parts the people of the cells, the column that counts them) of a column of lists; None: it is none.

    Brackets say so, or a column of their numbers; without either, a sign that stands in no name.
    """
    cells = [text for row in rows if (text := text_at(row, at))]
    listed = all(map(_BRACKETS.fullmatch, cells))
    sign = "[" if listed else next((one for one in _SIGNS[1:] if any(one in cell for cell in cells)), "")
    parts = [_items(text_at(row, at), sign) for row in rows]
    people = [[item for item in one if item] for one in parts]
    several = sum(len(one) > 1 for one in people)
    if not sign or not several or any(item.isdigit() or "@" in item for one in people for item in one):
        return None
    whole = all(" " in item and looks_like_person(item) for one in people for item in one)
    if sign in _OF_PEOPLE and (not whole or (sign == _OR and all(len(one) <= _TWO for one in people))):
        return None
    sizes = [{str(len(one)), str(len(part))} for one, part in zip(people, parts, strict=True)]
    columns = range(max(map(len, rows)) if len(rows) > 1 else 0)
    counts = (one for one in columns if all(text_at(row, one) in size for row, size in zip(rows, sizes, strict=True)))
    counted = next(counts, None)
    apart = sign != "," and 3 * several >= len(cells)
    return (sign, counted) if listed or counted is not None or apart else None


def _items(text: str, sign: str) -> list[str]:
    """The people of one cell; empty: nobody."""
    found = _BRACKETS.fullmatch(text) if sign == "[" else None
    inside = found[1] if found else text
    return [part.strip(_AROUND) for part in inside.split("," if found else sign or None)] if inside.strip(_AROUND) else []


def _exploded(sheet: Sheet, header: int, columns: Mapping[int, str], sign: str = "", counted: int | None = None) -> Sheet:
    """A row for each person, or each list of them, of some columns, behind it what that column says of them, if anything."""
    first, width = min(columns), max(map(len, sheet.rows[header:]))
    heading = text_at(sheet.rows[header], first)
    name = heading if role_of(heading)[0] == "name" else words("parts.column_name")[0]  # "Attendees" says that they came
    rows: list[Row] = []
    told = list(sheet.told)
    for number, row in enumerate(sheet.rows):
        if number < header and columns[first] and any(text_at(row, at) and _list_people(sheet, [row], at) for at in columns):
            told.append((row[0].line, "above_header", row[0].text))
            continue
        if number < header or not any(cell.text for cell in row):
            rows.append(row)
            continue
        cells = ((_items(text_at(row, at), sign) if sign else [text_at(row, at)], state) for at, state in columns.items())
        people = [(one, state) for items, state in cells for one in items if not _NOBODY.fullmatch(one)]
        if number == header:
            people = [(name, words("headers.attended")[0] if columns[first] else "")]
        if not people:
            told.append((row[0].line, "nobody_marked", next(cell.text for cell in row if cell.text)))
        for one, state in people:
            texts = (one if at == first else "" if at in {counted, *columns} else cell.text for at, cell in enumerate(row))
            behind = [Cell("", row[0].line, at) for at in range(len(row), width)] if state else []
            behind += [Cell(state, row[0].line, width)] if state else []
            rows.append([cell._replace(text=text) for cell, text in zip(row, texts, strict=True)] + behind)
    line = sheet.rows[header][0].line
    return replace(sheet, rows=rows, operators=(*sheet.operators, "explode"), told=tuple(told), header_line=line)


def with_marks(sheet: Sheet) -> Sheet:
    """The sheet with a column for the marks that stand behind nearly all names of a column."""
    rows = sheet.rows[:_SAMPLE]
    for at in range(min(_FIRST, max(map(len, rows), default=0))):
        cells = [text for row in rows if (text := text_at(row, at))]
        told = [found for text in cells if (found := _marked(text))]
        nearly_all = len(told) >= max(_LEAST, _NEARLY_ALL * (len(cells) - 1))  # the first may be the header
        if nearly_all and "present" in {mark_of(mark) for _, mark in told}:
            return replace(sheet, rows=[_parted(row, at) for row in sheet.rows], operators=(*sheet.operators, "marks"))
    return sheet


def _marked(text: str) -> tuple[str, str] | None:
    """(name, mark) of a cell; None: no mark stands behind a name."""
    found = _BEHIND.fullmatch(text)
    return (found[1], found[2]) if found and mark_of(found[2]) in _STATES and not found[2].isdigit() else None


def _parted(row: Row, at: int) -> Row:
    if at >= len(row):
        return row
    heads = role_of(row[at].text)[0] == "name"
    name, mark = _marked(row[at].text) or (row[at].text, words("headers.attended")[0] if heads else "")
    return [*row[:at], *(row[at]._replace(text=text) for text in (name, mark)), *row[at + 1 :]]
