"""What a sheet says in another way than one person a row and one thing a cell, written out before its ways are weighed.

"Bo Chan*" was absent where a line says so of the sign; one question of a form, or the signatures, may stand in several columns,
each behind its printed number. The operator
"explode" gives those who came to a meeting and those who did not rows of their own, where its row lists them in two columns;
"marks" gives marks behind names a column ("Ann Lee: P").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from coalition.imports.cells.headers import heads_people, match
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import standing
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.sheet import Cell, Row, Sheet, text_at
from coalition.imports.read.values import mark_of, role_of

_WITHIN, _SAMPLE = 40, 200
_NAMES = frozenset({"name", "first_name", "last_name"})
_ASKED_APART = frozenset({*_NAMES, "organization", "role", "email", "phone", "sector"})
_NUMBER_PRINTED = re.compile(r"(\d{1,3})\s*[.)]+\s*")
_FOOT = 60
"""A line that explains a sign stands above the header, or among so many last rows."""
_SIGN = r"\*{1,3}|[†‡#^°\u00b9\u00b2\u00b3]"
_LEGEND = re.compile(rf"\(?({_SIGN})\)?\s*[=:：\-–—]?\s*([^\s*=:：\-–—].{{1,60}})")
_MARKED = re.compile(
    rf"{any_of('asides.marked', whole=False)} ?\(?({_SIGN})\)? ?(?:{any_of('sentences.be', whole=False)}|[=:])? ?"
    r"([^\s*].{1,60})",
    re.IGNORECASE,
)
"""That names with a sign were absent, in a sentence."""
_NOTE = re.compile(rf"{any_of('asides.note', whole=False)}\s*[:：]\s*(?=\S)", re.IGNORECASE)
_SIGN_BEHIND = re.compile(rf"(.*[^\s*†‡#^°\u00b9\u00b2\u00b3(])\s*\(?({_SIGN})\)?")
_SIGN_BEFORE = re.compile(rf"\(?({_SIGN})\)?\s*([^\s*†‡#^°\u00b9\u00b2\u00b3].*)")


def explained(grid: Grid) -> Grid:
    """The grid with the word of absence behind each name whose sign a line explains, and each question in one column."""
    named = (i for i, row in enumerate(grid.rows[:_WITHIN]) if any(match(cell).field in _NAMES for cell in row))
    header = next(named, None)
    if header is None:
        return grid
    if signs := _signs_told([*grid.rows[:header], *grid.rows[header + 1 :][-_FOOT:]]):
        grid = replace(grid, rows=_with_signs(grid.rows, header, signs))
    return with_one_column_each(grid, header)


def with_one_column_each(grid: Grid, header: int) -> Grid:
    """The grid with the answers to one question in one column, where a form asks it in several ("Government office", "NGO").

    Args:
        header: row of the grid that is the header.
    """
    told: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[header]):
        if (field := match(cell).field) in _ASKED_APART and standing(cell) is None:
            told.setdefault(str(field), []).append(at)
        elif role_of(cell)[0] == "signature":  # signed by turns in the columns below one header
            end = next((i for i in range(at + 1, len(grid.rows[header])) if grid.rows[header][i]), len(grid.rows[header]))
            told["signature"] = list(range(at, end))
    below = grid.rows[header + 1 :]
    apart = {
        field: columns
        for field, columns in told.items()
        if len(columns) > 1 and all(sum(at < len(row) and row[at] != "" for at in columns) < 2 for row in below)
    }
    signed = told.get("signature", [])[:1]
    if not (apart or signed) or any(len(told.get(name, ())) > 1 and name not in apart for name in _NAMES):
        return grid  # where several are named in a row, each has an organization of their own
    rows = [list(row) for row in grid.rows]
    for row, (first, *others) in product(rows[header:], apart.values()):
        for at in others:
            if at < len(row):
                row[first], row[at] = row[first] or row[at], ""
    for row, at in product(rows[header:], signed):
        row[at : at + 1] = [_without_number(cell, row) for cell in row[at : at + 1]]
    return replace(grid, rows=rows)


def _without_number(cell: str, row: Sequence[str]) -> str:
    """A cell without the number of its row, which is printed where one signs: "2. signed"."""
    found = _NUMBER_PRINTED.match(cell)
    return cell[found.end() :] if found and found[1] in row else cell


def _with_signs(rows: Sequence[list[str]], header: int, signs: Mapping[str, str]) -> list[list[str]]:
    """The rows with the word of absence behind each name that bears one of these signs."""
    names = {i for i, cell in enumerate(rows[header]) if match(cell).field in _NAMES}
    return [
        [_explained(cell, signs) if i in names else cell for i, cell in enumerate(row)]
        if number > header and sum(map(bool, row)) > 1  # else it may be the line that explains the sign
        else row
        for number, row in enumerate(rows)
    ]


def _signs_told(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """{sign: "absent" or "excused"} of the rows that say so of a sign."""
    signs: dict[str, str] = {}
    for row in rows:
        filled = [cell for cell in row if cell]
        text = _NOTE.sub("", " ".join(filled), count=1) if len(filled) <= 2 else ""
        found = _LEGEND.fullmatch(text) or _MARKED.fullmatch(text)
        if found and (state := standing(found[2].strip(" .)"))) in {"absent", "excused"}:
            signs[found[1]] = str(state)
    return signs


def _explained(cell: str, signs: Mapping[str, str]) -> str:
    """The name with its word of absence, if it bears a sign that tells one."""
    name, sign = found.groups() if (found := _SIGN_BEHIND.fullmatch(cell)) else (cell, "")
    if found := _SIGN_BEFORE.fullmatch(cell):
        sign, name = found.groups()
    return f"{name} ({signs[sign]})" if sign in signs else cell


# --- operators: a row for each list of people of a meeting, a column for marks behind names --------------------------------

_BEHIND = re.compile(r"([\W\d_]*[^\W\d_].*?)(?:\s*[:=]\s*|\s+[-–—]\s+|\s*[(\[]\s*)([^\W_]{1,2}|[✓✔✗✘])\s*[)\]]?\s*")
_STATES = frozenset({"present", "absent", "excused", "late"})
_NEARLY_ALL, _LEAST, _FIRST = 0.8, 3, 6
_BETWEEN_PEOPLE = re.compile(rf"\s*[;,|•·\[\]]\s*|\s+/\s+|\s+&\s+|\s+{any_of('parts.and')}\s+", re.IGNORECASE)
_NOBODY = re.compile(rf"\W*|\W*{any_of('parts.nothing', whole=False)}\W*", re.IGNORECASE)


def by_states(sheet: Sheet) -> Sheet:
    """The sheet with a row for each column of a meeting's row that lists those who came, or those who did not."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        heads = [cell.text for cell in row]
        said = (standing(text) or (role_of(text)[0] == "name" and heads_people(text) and "present") for text in heads)
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


def _exploded(sheet: Sheet, header: int, states: Mapping[int, str]) -> Sheet:
    """A row for each list of people in some columns, behind it what that column says of them."""
    first, width = min(states), max(map(len, sheet.rows[header:]))
    heading = text_at(sheet.rows[header], first)
    name = heading if role_of(heading)[0] == "name" else words("parts.column_name")[0]  # "Attendees" says that they came
    rows = list(sheet.rows[:header])
    for number, row in enumerate(sheet.rows[header:]):
        told = [(text, state) for at, state in states.items() if (text := text_at(row, at)) and not _NOBODY.fullmatch(text)]
        for people, state in told if number else [(name, words("headers.attended")[0])]:
            cells = [
                cell._replace(text=people if at == first else "" if at in states else cell.text) for at, cell in enumerate(row)
            ]
            rows.append(
                [*cells, *(Cell("", row[0].line, at) for at in range(len(row), width)), Cell(state, row[0].line, width)]
            )
    line = sheet.rows[header][0].line
    return replace(sheet, rows=rows, operators=(*sheet.operators, "explode"), header_line=line)


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
