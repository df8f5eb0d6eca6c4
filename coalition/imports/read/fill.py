"""Cells that leave to others what they say: merged, "the same", dashes, several people, and names with a sign or a mark."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise, product

from coalition.imports.cells.headers import heads_people, match
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import standing
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.read.model import Interpretation
from coalition.imports.read.parting import kinds_of
from coalition.imports.read.profile import columns_of
from coalition.imports.read.sheet import Cell, Row, Sheet, Table, text_at
from coalition.imports.read.signatures import signed
from coalition.imports.read.values import mark_of, role_of

_FILLED_DOWN = ("organization", "date", "title", "place", "sector")
_OF_THE_MEETING = frozenset({"date", "title", "place"})
_DASHES = frozenset(form(word) for word in words("fill.none") for form in (str, str.upper, str.capitalize))
DITTO = frozenset({'"', "″", "〃", "''", ",,", "„", "“", "”", '-"-', *words("fill.ditto")})
"""Marks for "the same as above"."""
_NO_DASH = frozenset({"organization", "email", "phone", "role", "sector"})
_ADDRESSES = frozenset({"email", "phone"})
_NO_ADDRESS = frozenset({"NA", "na", "Na", "no", "No", "NO", "x", "X", "?", "0"})
"""What stands for no address; the National Assembly may send somebody."""
_RUN = 2
"""Blanks below one value; fewer are somebody without, where values repeat."""
_OF_NOBODY = pattern("fill.of_nobody")
"""Roles of people who come without an organization."""
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")

Cells = dict[str, list[str]]
"""The columns of one table by field, of equal length; changed in place."""


def complete(
    cells: Cells, kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None], *, leading: bool = False
) -> list[int]:
    """Write out what is meant by marks, merged cells and dashes.

    Args:
        kept: the row of each cell. blocks: the stretch between headings and empty rows it stands in.
        named: it has a person; None: it has none and is one of the list by itself, above nobody.
        leading: the column of organizations stands before that of the names, as where people are sorted under them.

    Returns:
        Positions of people who were given the organization above them without a sign in the column that cells were merged, or
        with a weak one: single blanks, two under one value only, or two at most behind the names where days are merged.
    """
    for name in _FILLED_DOWN:
        if name in cells and not DITTO.isdisjoint(cells[name]):
            texts = cells[name]
            for i, text in enumerate(texts):
                texts[i] = (texts[i - 1] if i else "") if text in DITTO else text
    doubtful = _fill_down(cells, kept, blocks, named, leading)
    for name, texts in cells.items():
        nothing = _DASHES | _NO_ADDRESS if name in _ADDRESSES else _DASHES
        if name in _NO_DASH and not nothing.isdisjoint(texts):
            texts[:] = ["" if text in nothing else text for text in texts]
    return [i for i in doubtful if cells["organization"][i]]


def _fill_down(
    cells: Cells, kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None], leading: bool
) -> list[int]:
    """Give merged cells their value back: they are exported as the value and blanks below it.

    Only in a sheet that merges: where a value is typed again in the next row, a blank is a blank. Two neighbours of one
    organization say nothing against days that are merged beside them, though. Never across a heading, an empty
    row or a total, and never in a form, whose rows have nothing to do with each other. Whose somebody is, is filled down
    only where the column, or that of the day or the meeting, shows that cells were merged; or where it stands before the
    names and no organization is written twice, and that is told (positions): a list that spells them out leaves blank what is
    not known.
    """
    columns = {name: cells[name] for name in _FILLED_DOWN if name in cells}
    if "timestamp" in cells or "joined" in cells or all(all(texts) for texts in columns.values()):
        return []
    days = [texts for name, texts in columns.items() if name in _OF_THE_MEETING and _is_merged(texts)]
    begun = [any(row) for row in zip(*days, strict=True)] if days else [False] * len(kept)  # rows that begin another meeting
    typed_again = set()
    for name, texts in columns.items():
        rows = pairwise(zip(texts, kept, begun, strict=True))
        if name != "sector" and any(a and a == b and row != below and not new for (a, row, _), (b, below, new) in rows):
            typed_again.add(name)
    if typed_again and (typed_again != {"organization"} or not _is_merged(columns.get("date", []))):
        return []
    doubtful: list[int] = []
    for name, texts in columns.items():
        told = name in _OF_THE_MEETING or (leading and not _are_spelled_out(texts, kept, blocks))
        shows = name in _OF_THE_MEETING or bool(days) or _shows_merged_cells(texts, kept, blocks, named)
        if (name not in _OF_THE_MEETING and typed_again) or not (told or shows):
            continue
        if name in _OF_THE_MEETING:
            _fill(texts, blocks, named)
            continue
        here = list(zip(blocks, accumulate(begun), strict=True))  # nobody's organization runs on into another meeting
        runs = _runs(texts, here)
        weak = not shows or max(runs, default=0) < _RUN or (max(runs) == _RUN and (len(runs) == 1 or bool(days) > leading))
        filled = _fill(texts, here, named, cells.get("role", ()) if weak and not days else ())
        doubtful += filled if name == "organization" and weak else []
    return doubtful


def _runs(texts: Sequence[str], blocks: Sequence[object]) -> list[int]:
    """How many cells without a value stand below each other."""
    runs = groupby(zip(blocks, texts, strict=True), key=lambda one: (one[0], bool(one[1])))
    return [len(list(run)) for (_, filled), run in runs if not filled]


def _fill(texts: list[str], blocks: Sequence[object], named: Sequence[bool | None], roles: Sequence[str] = ()) -> list[int]:
    """Give each person without a value the one above, within a stretch; the positions that were filled.

    Args:
        roles: where little shows that cells were merged, and no days are: who comes for nobody by their role is given none.
    """
    above, block, filled = "", object(), list[int]()
    for i, (text, here) in enumerate(zip(texts, blocks, strict=True)):
        if here != block:
            above, block = "", here
        if text:
            above = text if named[i] is not None else ""
        elif above and named[i] and not (roles and _OF_NOBODY.search(roles[i])):
            texts[i] = above
            filled.append(i)
    return filled


def _are_spelled_out(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int]) -> bool:
    """Whether a value stands in two rows of one stretch: the list is not sorted by it, or writes it for everybody."""
    rows = {(text, here): row for text, row, here in zip(texts, kept, blocks, strict=True) if text}
    first = {(text, here): row for text, row, here in reversed(list(zip(texts, kept, blocks, strict=True))) if text}
    return rows != first


def _shows_merged_cells(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None]) -> bool:
    """Whether blanks below values are merged cells, and not people of whom no organization is told.

    Several values head blanks, and a third of the people at least have one; or one value heads several, and one more than
    stand filled beside it. One blank among filled rows is somebody without.
    """
    runs: list[list[int]] = []  # of each value: the row it stands in, and the people below it without one
    block = -1
    for text, row, here, somebody in zip(texts, kept, blocks, named, strict=True):
        if text:
            if not (runs and runs[-1][0] == row and here == block):
                runs.append([row, 0])
        elif here == block and runs and somebody:
            runs[-1][1] += row != runs[-1][0]
        elif here != block:
            runs.append([row, 0])
        block = here
    heading = [blanks for _, blanks in runs if blanks]
    if _are_spelled_out(texts, kept, blocks) and max(heading, default=0) < _RUN:
        return False
    if len(heading) > 1:
        return sum(heading) * 3 >= len(runs) + sum(heading)
    return bool(heading) and heading[0] > 1 and heading[0] + 1 >= len(runs) - 1


def _is_merged(days: Sequence[str]) -> bool:
    """Whether a column of dates was merged: each day is written once, and blanks are as many as days."""
    written = [day for day in days if day]
    return bool(written) and len(set(written)) == len(written) <= len(days) - len(written)


def share_out(cells: Cells, parts: Mapping[int, tuple[int, int]], broken: Mapping[str, Sequence[str]]) -> None:
    """Give each of several people of one row their own line of its other cells, where there are as many lines.

    Args:
        parts: {index in the columns: (which, of how many) people of its row}. broken: the lines of cells written in several.
    """
    for position, (number, count) in parts.items():
        for texts in cells.values():
            lines = broken.get(texts[position]) or _MAIL.findall(texts[position])
            if len(lines) == count:
                texts[position] = lines[number]


def with_merged_marks(way: Interpretation, rows: Table) -> Table:
    """The rows with each word of presence in every row it stands for, where the column of marks was merged.

    Merged is a column whose words stand once each, the first beside the first person, for those who came and for others.
    """
    name = way.columns.get("name", way.columns.get("first"))
    if way.sign != "column" or len(way.marks) != 1 or name is None:
        return rows
    at = way.marks[0][0]
    words = [word for somebody, word in zip(rows.column(name), rows.column(at), strict=True) if somebody and word]
    if len(set(words)) < len(words):
        return rows
    people = [row for row in rows if name < len(row) and row[name] and at < len(row)]
    once = len(words) < len(people) and all(len(word) > 1 and standing(word) for word in words)
    states = {mark_of(word) for word in words} if once else set()
    if not once or not people[0][at] or "present" not in states or len(states) < 2:
        return rows
    rows, word = Table(map(list, rows)), ""
    for row in rows:
        if name < len(row) and row[name] and at < len(row):
            word = row[at] = row[at] or word
    return rows


# --- what a sheet says in another way, written out before its ways are weighed ---------------------------------------------
# "Bo Chan*" was absent where a line says so of the sign; one question of a form, or signatures, may stand in several columns,
# each behind its printed number. The operator "explode" gives those who came to a meeting and those who did not rows of their
# own, where its row lists them in two columns; "marks" gives marks behind names a column ("Ann Lee: P").


_WITHIN, _SAMPLE = 40, 200
_NAMES = frozenset({"name", "first_name", "last_name"})
_ASKED_APART = frozenset({*_NAMES, "organization", "role", "email", "phone", "sector"})
_ITEM = re.compile(r"\(?\d{1,2}[.)]\s+(?=[^\W\d])")
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
    heads = [i for i, row in enumerate(grid.rows[:_WITHIN]) if any(map(_heads_names, row))]
    if not heads:
        return grid
    header = max(heads, key=lambda i: sum(role_of(cell)[0] is not None for cell in grid.rows[i]))  # "Course name:" heads none
    asked = [cell for cell in grid.rows[header] if cell]
    numbered = len(asked) > 1 and any(_ITEM.match(cell) and _heads_names(cell) for cell in asked)  # alone: a part of minutes
    bare = [_bare(cell) if numbered or not _ITEM.match(cell) else cell for cell in grid.rows[header]]
    if bare != grid.rows[header]:
        grid = replace(grid, rows=[*grid.rows[:header], bare, *grid.rows[header + 1 :]])
    if signs := _signs_told([*grid.rows[:header], *grid.rows[header + 1 :][-_FOOT:]]):
        grid = replace(grid, rows=_with_signs(grid.rows, header, signs))
    names = {at for at, cell in enumerate(bare) if _heads_names(cell)}
    return signed(with_one_column_each(grid, header), header, names)


def _heads_names(cell: str) -> bool:
    return match(_bare(cell)).field in _NAMES or "name" in kinds_of(_bare(cell))


def _bare(cell: str) -> str:
    """A header without the number of its question, and without the sign that it must be answered: "3. Organization *"."""
    return _ITEM.sub("", cell).rstrip(" :*") or cell


def with_one_column_each(grid: Grid, header: int) -> Grid:
    """The grid with the answers to one question in one column, where a form asks it in several ("Government office", "NGO").

    Args:
        header: row of the grid that is the header.
    """
    told: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[header]):
        if (field := match(cell).field) in _ASKED_APART and standing(cell) is None:
            told.setdefault(str(field), []).append(at)
    below = grid.rows[header + 1 :]
    apart = {
        field: columns
        for field, columns in told.items()
        if len(columns) > 1 and all(sum(at < len(row) and row[at] != "" for at in columns) < 2 for row in below)
    }
    if not apart or any(len(told.get(name, ())) > 1 and name not in apart for name in _NAMES):
        return grid  # where several are named in a row, each has an organization of their own
    rows = [list(row) for row in grid.rows]
    for row, (first, *others) in product(rows[header:], apart.values()):
        for at in others:
            if at < len(row):
                row[first], row[at] = row[first] or row[at], ""
    return replace(grid, rows=rows)


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
        dated = dated or (len(states) > 1 and any(one.share("date") == 1 for one in columns_of(sheet, (number + 1, _SAMPLE))))
        below = sheet.rows[number + 1 : number + 1 + _SAMPLE]
        filled = [at for at in states if any(text_at(one, at) for one in below)]  # nobody may ever have been absent
        listed = dated and all(_list_people(sheet, below, at) for at in filled) and "present" in map(states.get, filled)
        listed = listed and len({heads[at] for at in states}) == len(states)  # the same twice: halves beside each other
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
        told = told if number else [(name, words("headers.attended")[0])]
        for people, state in ((people.replace(" | ", "; "), state) for people, state in told):
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
