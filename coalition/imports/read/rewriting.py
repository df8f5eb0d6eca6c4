"""What a sheet says in another way than one person a row and one thing a cell, written out before its ways are weighed.

"Bo Chan*" was absent where a line says so of the sign; day, month and year in columns of their own are one date. A cell lists
people ("['Ann', 'Bo']", "Ann;Bo"), or has a mark behind the name ("Ann Lee: P"): the operator "explode" gives each a row,
and those who came and those who did not rows of their own, where a row lists them in two columns; "marks" gives marks a column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import fold, heads_people, match
from coalition.imports.cells.months import month_in_english
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.presence import is_word_of_absence
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import standing
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of, table, words
from coalition.imports.read.sheet import Cell, Row, Sheet, text_at
from coalition.imports.read.values import mark_of, plain, role_of, says

_ABOVE_WITHIN = 40
_NAMES = frozenset({"name", "first_name", "last_name"})
_FOOT = 60
"""A line that explains a sign stands above the header, or among so many last rows."""
_SIGN = r"\*{1,3}|[†‡#^°\u00b9\u00b2\u00b3]"
_LEGEND = re.compile(rf"\(?({_SIGN})\)?\s*[=:：\-–—]?\s*([^\s*=:：\-–—].{{1,60}})")
_IS = any_of("sentences.be", whole=False)
_MARKED = re.compile(
    rf"{any_of('asides.marked', whole=False)} ?\(?({_SIGN})\)? ?(?:{_IS}|[=:])? ?([^\s*].{{1,60}})", re.IGNORECASE
)
"""That names with a sign were absent, in a sentence."""
_NOTE = re.compile(rf"{any_of('asides.note', whole=False)}\s*[:：]\s*(?=\S)", re.IGNORECASE)
_SIGN_BEHIND = re.compile(rf"(.*[^\s*†‡#^°\u00b9\u00b2\u00b3(])\s*\(?({_SIGN})\)?")
_SIGN_BEFORE = re.compile(rf"\(?({_SIGN})\)?\s*([^\s*†‡#^°\u00b9\u00b2\u00b3].*)")


_KEY = re.compile(r"[-*•\s]*([A-Z]{2,4})\s*[-–—=:|]\s*(\S.{1,60})")
_AS_NOTE = words("asides.note")[0]


def _with_whole_names(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """The rows with names in place of initials that lines explain ("AL - Ann Lee"), and those lines as notes."""
    told: dict[int, tuple[str, str]] = {}
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        found = _KEY.fullmatch(" - ".join(filled)) if 0 < len(filled) <= 2 else None
        if found and " " in found[2] and looks_like_person(found[2]):
            first = "".join(word[0] for word in re.findall(r"\w+", found[2])).upper()
            told |= {number: (found[1], found[2])} if found[1] == first else {}
    whole = dict(told.values())
    used = {cell for number, row in enumerate(rows) if whole and number not in told for cell in row if cell in whole}
    if len(whole) < 2 or 2 * len(used) <= len(whole):
        return rows
    notes = {number: [f"{_AS_NOTE}: {' = '.join(one)}"] for number, one in told.items()}
    return [notes.get(number) or [whole.get(cell, cell) for cell in row] for number, row in enumerate(rows)]


def explained(grid: Grid) -> Grid:
    """The grid with the word of absence behind each name whose sign a line explains, and whole dates."""
    if (named := _with_whole_names(grid.rows)) is not grid.rows:
        grid = replace(grid, rows=list(named))
    header = next(
        (i for i, row in enumerate(grid.rows[:_ABOVE_WITHIN]) if any(match(cell).field in _NAMES for cell in row)), None
    )
    if header is None:
        return grid
    near = (*range(header), *range(max(header + 1, len(grid.rows) - _FOOT), len(grid.rows)))
    if signs := _signs_told(grid.rows[i] for i in near):
        grid = replace(grid, rows=_with_signs(grid.rows, header, signs))
    return with_whole_dates(with_one_column_each(grid, header), header)


# --- one question of a form in several columns: "Government office", "NGO" --------------------------------------------------
_ASKED_APART = frozenset({*_NAMES, "organization", "role", "email", "phone", "sector"})


def with_one_column_each(grid: Grid, header: int) -> Grid:
    """The grid with the answers to one question in one column, where a form asks it in several, and each person once.

    Args:
        header: row of the grid that is the header.
    """
    told: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[header]):
        if (field := match(cell).field or _in_parts(cell)) in _ASKED_APART and standing(cell) is None:
            told.setdefault(str(field), []).append(at)
    told = {field: columns for field, columns in told.items() if len(columns) > 1}
    apart = {field: columns for field, columns in told.items() if _are_apart(grid.rows[header:], columns, field)}
    if not apart or _NAMES & told.keys() - apart.keys():
        return grid  # where several are named in a row, each has an organization of their own
    rows = [list(row) for row in grid.rows]
    for row, columns in product(rows[header:], apart.values()):
        filled = next((row[at] for at in columns if at < len(row) and row[at]), "")
        for at in columns:
            if at < len(row):
                row[at] = filled if at == columns[0] else ""
    return replace(grid, rows=rows)


def _in_parts(header: str) -> str | None:
    """The field of a header that names several things with a line between: "Agency_Position"."""
    told = [match(part).field for part in header.split("_")]
    return told[0] if len(told) > 1 and all(told) else None


def _are_apart(rows: Sequence[list[str]], columns: Sequence[int], field: str) -> bool:
    """Whether each row has an answer in one of the columns at most, and each column some; names stand in every row."""
    header, *below = ([row[at] if at < len(row) else "" for at in columns] for row in rows if sum(map(bool, row)) > 1)
    below = [cells for cells in below if cells != header]
    most = {sum(map(bool, cells)) for cells in below}
    each = all(map(any, zip(*below, strict=True)))
    return each and most <= ({1} if field in _NAMES else {0, 1})


def _with_signs(rows: Sequence[list[str]], header: int, signs: Mapping[str, str]) -> list[list[str]]:
    """The rows with the word of absence behind each name that bears one of these signs."""
    columns = [i for i, cell in enumerate(rows[header]) if match(cell).field in _NAMES]
    rows = list(rows)
    for number in range(header + 1, len(rows)):
        row = rows[number]
        told = {i: word for i in columns if i < len(row) and row[i] and (word := _explained(row[i], signs))}
        if told and sum(map(bool, row)) > 1:
            rows[number] = [told.get(i, cell) for i, cell in enumerate(row)]
    return rows


def _signs_told(texts: Iterable[Sequence[str]]) -> dict[str, str]:
    """{sign: "absent" or "excused"} of the rows that say so of a sign."""
    signs: dict[str, str] = {}
    for row in texts:
        filled = [cell for cell in row if cell]
        text = _NOTE.sub("", " ".join(filled), count=1) if 0 < len(filled) <= 2 and len(filled[0]) < 80 else ""
        found = _LEGEND.fullmatch(text) or _MARKED.fullmatch(text)
        if found and (state := _state(found[2].strip(" .)"))):
            signs[found[1]] = state
    return signs


def _state(text: str) -> str | None:
    state = mark_of(text) if is_word_of_absence(text) else standing(text)
    return state if state in {"absent", "excused"} else None


def _explained(cell: str, signs: Mapping[str, str]) -> str | None:
    """The name with its word of absence; None: it bears no sign that tells one."""
    if (found := _SIGN_BEHIND.fullmatch(cell)) and found[2] in signs:
        return f"{found[1]} ({signs[found[2]]})"
    if (found := _SIGN_BEFORE.fullmatch(cell)) and found[1] in signs:
        return f"{found[2]} ({signs[found[1]]})"
    return None


# --- dates written in three columns: day, month and year -------------------------------------------------------------------
_PARTS = {part: frozenset(map(fold, texts)) for part, texts in table("date_parts").items()}
"""Headers of the columns that make one date together."""
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{2}|\d{4}")
_SAMPLE = 200
_MOST = 0.8


def with_whole_dates(grid: Grid, header: int) -> Grid:
    """The grid with a further column "Date" where day, month and year stand in columns of their own; else as it is.

    Args:
        header: row of the grid that is the header.
    """
    columns = _part_columns(grid.rows[header])
    if columns is None or any(match(cell).field == "date" and fold(cell) not in _PARTS["day"] for cell in grid.rows[header]):
        return grid
    below = [tuple(row[at] if at < len(row) else "" for at in columns) for row in grid.rows[header + 1 :]]
    dates = _written_out(below)
    filled = [parts for parts in below[:_SAMPLE] if any(parts)]
    if not filled or sum(map(bool, dates[:_SAMPLE])) < _MOST * len(filled):
        return grid
    width = max(map(len, grid.rows[header:]))
    rows = [list(row) for row in grid.rows]
    for row, text in zip(rows[header:], ["Date", *dates], strict=True):
        if text:
            row.extend([""] * (width - len(row)))
            row.append(text)
    return replace(grid, rows=rows)


def _part_columns(header: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of day, month and year; None: one of them is missing, or stands there twice."""
    found = {part: [i for i, cell in enumerate(header) if fold(cell) in words] for part, words in _PARTS.items()}
    if any(len(columns) != 1 for columns in found.values()):
        return None
    return found["day"][0], found["month"][0], found["year"][0]


def _written_out(below: Sequence[tuple[str, ...]]) -> list[str]:
    """The date of each row in words, "" where there is none; a month or year left out is that of the row above."""
    dates: list[str] = []
    above = {"month": "", "year": ""}
    for day, month, year in below:
        above = {"month": month or above["month"], "year": year or above["year"]}
        number = day.translate(THAI_DIGITS)
        name = month_in_english(above["month"])
        told = above["year"].translate(THAI_DIGITS)
        whole = _DAY.fullmatch(number) and _YEAR.fullmatch(told) and name
        dates.append(f"{number} {name} {told}" if whole else "")
    return dates


# --- operators: a row for each person of a cell, of a meeting or under a day, a column for marks behind names --------------


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
