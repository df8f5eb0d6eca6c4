"""Cells that leave to others what they say: merged, "the same", dashes, several people, names with a sign, signatures."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, compress, pairwise

from coalition.imports.cells.headers import OF_NAMES, heads_half_day, match
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import DITTO, standing
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.matching.keys import plain
from coalition.imports.read.model import Interpretation
from coalition.imports.read.parting import kinds_of
from coalition.imports.read.sheet import Table, text_at
from coalition.imports.read.values import mark_of

_OF_THE_MEETING = frozenset({"date", "title", "place"})
_FILLED_DOWN = ("organization", "date", "title", "place", "sector")
_DASHES = frozenset(form(word) for word in words("fill.none") for form in (str, str.upper, str.capitalize))
_NO_ADDRESS = _DASHES | {"NA", "na", "Na", "no", "No", "NO", "x", "X", "?", "0"}  # the National Assembly may send somebody
_NOTHING = {"organization": _DASHES, "email": _NO_ADDRESS, "phone": _NO_ADDRESS, "role": _DASHES, "sector": _DASHES}
"""What stands for nothing, by column."""
_RUN = 2  # blanks below one value; fewer are somebody without, where values repeat
_OF_NOBODY = pattern("fill.of_nobody")  # roles of people who come without an organization
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")

Cells = dict[str, list[str]]  # the columns of one table by field, of equal length; changed in place


def complete(
    cells: Cells,
    kept: Sequence[int],
    blocks: Sequence[int],
    named: Sequence[bool],
    *,
    leading: bool = False,
    form: bool = False,
) -> list[int]:
    """Write out what is meant by marks, merged cells and dashes.

    `kept`: the row of each cell. `blocks`: the stretch between headings and empty rows it stands in. `named`: it has a person.
    `leading`: the column of organizations stands before that of the names.
    `form`: each row says when it was written, and no cells are merged.

    Returns: positions of people who were given the organization above them with no sign, or a weak one, that cells were merged.
    """
    for texts in (cells[name] for name in _FILLED_DOWN if name in cells and not DITTO.isdisjoint(cells[name])):
        for i, text in enumerate(texts):
            texts[i] = (texts[i - 1] if i else "") if text in DITTO else text
    doubtful = [] if form else _fill_down(cells, kept, blocks, named, leading)
    for name, nothing in _NOTHING.items():
        if name in cells and not nothing.isdisjoint(cells[name]):
            cells[name][:] = ["" if text in nothing else text for text in cells[name]]
    return doubtful


def _fill_down(cells: Cells, kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool], leading: bool) -> list[int]:
    """Give merged cells their value back: they are exported as the value and blanks below it.

    Never across a heading, an empty row or a total, never in a form, and never where a value is typed again in the next row;
    two neighbours of one organization say nothing against days that are merged beside them. Organizations are filled down only
    where cells were merged, or where they stand before the names and none is written twice.
    """
    columns = {name: cells[name] for name in _FILLED_DOWN if name in cells}
    if all(map(all, columns.values())):
        return []
    days = [texts for name, texts in columns.items() if name in _OF_THE_MEETING and _is_merged(texts)]
    begun = list(map(any, zip(*days, strict=True))) if days else [False] * len(kept)  # rows that begin another meeting
    typed_again = {
        name
        for name, texts in columns.items()
        if name != "sector" and any(a and a == b and not new for (a, b), new in zip(pairwise(texts), begun[1:], strict=True))
    }
    if typed_again and (typed_again != {"organization"} or not _is_merged(columns.get("date", []))):
        return []
    doubtful: list[int] = []
    here = list(zip(blocks, accumulate(begun), strict=True))  # nobody's organization runs on into another meeting
    for name, texts in columns.items():
        if name in _OF_THE_MEETING:
            _fill(texts, blocks, named)
            continue
        shows = bool(days) or _shows_merged_cells(texts, kept, blocks, named)
        if typed_again or not (shows or (leading and not _are_spelled_out(texts, kept, blocks))):
            continue
        filled = _fill(texts, here, named, () if days else cells.get("role", ()))
        sure = leading and shows and 2 * len(filled) > sum(map(bool, texts))  # behind the names a blank may be nobody's
        doubtful += filled if name == "organization" and not sure else []
    return doubtful


def _fill(texts: list[str], blocks: Sequence[object], named: Sequence[bool], roles: Sequence[str] = ()) -> list[int]:
    """Give each person without a value the one above, within a stretch, but none to whose role is of nobody; where it was."""
    above, block, filled = "", object(), list[int]()
    for i, (text, here) in enumerate(zip(texts, blocks, strict=True)):
        if here != block:
            above, block = "", here
        if text:
            above = text
        elif above and named[i] and not (roles and _OF_NOBODY.search(roles[i])):
            texts[i] = above
            filled.append(i)
    return filled


def _are_spelled_out(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int]) -> bool:
    """Whether a value stands in two rows of one stretch: the list is not sorted by it, or writes it for everybody."""
    told = {(text, here, row) for text, row, here in zip(texts, kept, blocks, strict=True) if text}
    return len({(text, here) for text, here, _ in told}) < len(told)


def _shows_merged_cells(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool]) -> bool:
    """Whether blanks below values are merged cells, and not people of whom no organization is told: one is somebody without.

    Several values head blanks, and a third of the people at least have one; or one heads several, and few stand filled beside.
    """
    runs, block, begun = list[int](), -1, -1  # of each value: the people below it, in other rows, without one
    for text, row, here, somebody in zip(texts, kept, blocks, named, strict=True):
        if text or here != block:
            runs.append(0)
            begun = row
        elif somebody:
            runs[-1] += row != begun
        block = here
    heading = list(filter(None, runs))
    if _are_spelled_out(texts, kept, blocks) and max(heading, default=0) < _RUN:
        return False
    if len(heading) > 1:
        return sum(heading) * 3 >= len(runs) + sum(heading)
    return bool(heading) and heading[0] > 1


def _is_merged(days: Sequence[str]) -> bool:
    """Whether a column of dates was merged: each day is written once, and blanks are as many as days."""
    written = list(filter(None, days))
    return bool(written) and len(set(written)) == len(written) <= len(days) - len(written)


def share_out(cells: Cells, parts: Mapping[int, tuple[int, int]], broken: Mapping[str, Sequence[str]]) -> None:
    """Give each of several people of one row (`parts`: which, of how many) their own line of its other cells (`broken`)."""
    for position, (number, count) in parts.items():
        for texts in cells.values():
            lines = broken.get(texts[position]) or _MAIL.findall(texts[position])
            if len(lines) == count:
                texts[position] = lines[number]


def with_merged_marks(way: Interpretation, rows: Table) -> Table:
    """The rows with each word of presence in every row it stands for, where the column of marks was merged."""
    name = way.columns.get("name", way.columns.get("first_name"))
    if way.sign != "column" or len(way.marks) != 1 or name is None:
        return rows
    at = way.marks[0][0]
    words = list(filter(None, compress(rows.column(at), rows.column(name))))
    once = len(set(words)) == len(words) > 1 and all(len(word) > 1 and standing(word) for word in words)
    people = [row for row in rows if text_at(row, name) and at < len(row)] if once else []
    if not once or len(words) >= len(people) or not people[0][at] or "present" not in map(mark_of, words):
        return rows
    rows, word = Table(map(list, rows)), ""
    for row in rows:
        if text_at(row, name) and at < len(row):
            word = row[at] = row[at] or word
    return rows


# --- what a sheet says in another way, written out before its ways are weighed ---------------------------------------------
# "Bo Chan*" was absent where a line says so of the sign; one question of a form, or signatures, may stand in several columns.
_WITHIN = 40
_ASKED_APART = OF_NAMES | {"organization", "role", "email", "phone", "sector"}
_ITEM = re.compile(r"\(?\d{1,2}[.)]\s+(?=[^\W\d])")
_FOOT = 60  # a line that explains a sign stands above the header, or among so many last rows
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


_LEADERS = re.compile(
    r"(?<![^\W\d_.…])[.…_]{4,}|[.…_]{4,}(?![^\W\d_.…])|(?<=[^\W\d.])\.\.(?=[^\W\d.])|^(?:(?:[._·]\s?){4,}|…[.…\s]*)$"
)
_UNUSED = re.compile(r"\(?\d{1,3}[.)]*\s*[.…_]{4,}")  # dotted lines of a printed form, and a row of it that is empty
_DOTTED = re.compile(r"[._·]\s?[._·]|…")
_LONGEST_FORM = 1_000
"""Rows of a form that somebody printed to be signed."""


def explained(grid: Grid) -> Grid:
    """The grid with the word of absence behind each name whose sign a line explains, and each question in one column.

    A line of dots to sign or to write on is an empty cell.
    """
    text = "\n".join(chain.from_iterable(grid.rows[:_LONGEST_FORM]))
    if _DOTTED.search(text):
        grid = replace(grid, rows=list(map(_filled_in, grid.rows)))
    heads = [i for i, row in enumerate(grid.rows[:_WITHIN]) if any(map(_heads_names, row))]
    if not heads:
        return grid
    header = max(heads, key=lambda i: sum(match(cell).sure > 0 for cell in grid.rows[i]))  # "Course name:" heads none
    asked = list(filter(None, grid.rows[header]))
    numbered = len(asked) > 1 and any(_ITEM.match(cell) and _heads_names(cell) for cell in asked)  # alone: a part of minutes
    bare = [_bare(cell) if numbered or not _ITEM.match(cell) else cell for cell in grid.rows[header]]
    above, below = grid.rows[:header], grid.rows[header + 1 :]
    if signs := _signs_told([*above, *below[-_FOOT:]]):
        told = {at for at, cell in enumerate(bare) if match(cell).field in OF_NAMES}
        below = [
            [_explained(cell, signs) if at in told else cell for at, cell in enumerate(row)]
            if sum(map(bool, row)) > 1  # else it may be the line that explains the sign
            else row
            for row in below
        ]
    if signs or bare != grid.rows[header]:
        grid = replace(grid, rows=[*above, bare, *below])
    names = {at for at, cell in enumerate(bare) if _heads_names(cell)}
    return signed(with_one_column_each(grid, header), header, names)


def _filled_in(row: list[str]) -> list[str]:
    """A row of a printed form without its dotted lines; a number before one that nobody wrote on stands alone."""
    if any(map(_UNUSED.fullmatch, row)):
        return [""] * len(row)
    return [_LEADERS.sub(" ", cell).strip() for cell in row]


def _heads_names(cell: str) -> bool:
    return match(_bare(cell)).field in OF_NAMES or "name" in kinds_of(_bare(cell))


def _bare(cell: str) -> str:
    """A header without the number of its question, and without the sign that it must be answered: "3. Organization *"."""
    return _ITEM.sub("", cell).rstrip(" :*") or cell


def with_one_column_each(grid: Grid, header: int) -> Grid:
    """The grid with the answers to one question in one column, where a form asks it in several ("Government office", "NGO")."""
    told: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[header]):
        if (field := match(cell).field) in _ASKED_APART and standing(cell) is None:
            told.setdefault(str(field), []).append(at)
    below = grid.rows[header + 1 :]
    apart = {field: columns for field, columns in told.items() if len(columns) > 1 and _by_turns(below, columns)}
    if not apart or any(len(told.get(name, ())) > 1 and name not in apart for name in OF_NAMES):
        return grid  # where several are named in a row, each has an organization of their own
    rows = [list(row) for row in grid.rows]
    for columns in apart.values():
        _into_first(rows[header:], columns)
    return replace(grid, rows=rows)


def _into_first(rows: Iterable[list[str]], columns: Sequence[int]) -> None:
    """Move what stands in some columns into the first of them; of several cells of a row one that says that somebody came."""
    for row in rows:
        if cells := {at: row[at] for at in columns if text_at(row, at)}:
            came = [cell for cell in cells.values() if mark_of(cell) not in _AWAY] or list(cells.values())
            for at in cells:
                row[at] = ""
            row[columns[0]] = came[0]


def _by_turns(rows: Iterable[Sequence[str]], columns: Sequence[int]) -> bool:
    """Whether no row holds something in two of some columns."""
    return all(sum(text_at(row, at) != "" for at in columns) < 2 for row in rows)


def _signs_told(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """{sign: "absent" or "excused"} of the rows that say so of a sign."""
    signs: dict[str, str] = {}
    for filled in (list(filter(None, row)) for row in rows):
        text = _NOTE.sub("", " ".join(filled), count=1) if len(filled) <= 2 else ""
        found = _LEGEND.fullmatch(text) or _MARKED.fullmatch(text)
        if found and (state := standing(found[2].strip(" .)"))) in {"absent", "excused"}:
            signs[found[1]] = str(state)
    return signs


def _explained(cell: str, signs: Mapping[str, str]) -> str:
    """The name with its word of absence, if it bears a sign that tells one."""
    before, behind = _SIGN_BEFORE.fullmatch(cell), _SIGN_BEHIND.fullmatch(cell)
    sign, name = before.groups() if before else behind.groups()[::-1] if behind else ("", cell)
    return f"{name} ({signs[sign]})" if sign in signs else cell


# --- signatures as text: whoever wrote a part of their name, or its letters, was there --------------------------------------
# Where most cells of a column of signatures are such, each is a tick: "MC" beside Mary Cole is no medical certificate. What
# somebody else signed is left as it is, and asked about. Whoever signed in one of several columns came.
NUMBER_PRINTED = re.compile(r"(\d{1,3})\s*[.)]+\s*")
_TICK, _SIGNED = "✓", "✍"  # beside what is asked about, and where all signed for themselves
_AWAY = frozenset({"absent", "excused"})
_LEAST, _MOST, _MOST_LETTERS = 2, 0.6, 4
_WORD = re.compile(r"[^\s.,;:()\[\]/]+")
_INITIAL = re.compile(r"[^\W\d_]\.")


def signed(grid: Grid, header: int, names: Collection[int]) -> Grid:
    """The grid with ticks for signatures, those of several columns in the first; of several days they stay apart."""
    columns = list[int]()  # each from its header to the next one
    for at, cell in enumerate(grid.rows[header]):
        may_sign = heads_half_day(cell) and _hold_own_names(grid.rows[header + 1 :], at, names)
        columns += [at] if match(cell).field == "signature" or may_sign or (not cell and at - 1 in columns) else []
    if not columns:
        return grid
    rows = [*grid.rows[: header + 1], *(_unnumbered(row, columns) for row in grid.rows[header + 1 :])]
    below = rows[header + 1 :]
    over = "".join(cell for row in rows[header : header + 2] for cell in row[columns[0] : columns[-1] + 1])
    days = any(map(str.isdigit, over))
    halves = any(heads_half_day(text_at(rows[header], at)) for at in columns)
    signed_in = [at for at in columns if _sign(below, at, columns, names, ticks=days or halves)]
    same = columns if _by_turns(below, columns) else signed_in
    if len(same) > 1 and not days:
        _into_first(below, same)
    return replace(grid, rows=rows)


def _hold_own_names(rows: Iterable[list[str]], at: int, names: Collection[int]) -> bool:
    """Whether most cells of a column are a part of the name beside them: people signed there."""
    filled = [row for row in rows if text_at(row, at) and any(text_at(row, one) for one in names)]
    own = sum(is_signature(row[at], [text_at(row, one) for one in names]) for row in filled)
    return _LEAST <= own >= _MOST * len(filled)


def _unnumbered(row: list[str], columns: Collection[int]) -> list[str]:
    """A row without its number where one signs, which is printed there: "2. signed"."""
    found = ((at, NUMBER_PRINTED.match(text_at(row, at))) for at in columns)
    bare = {at: row[at][number.end() :] for at, number in found if number and number[1] in row}
    return [bare.get(at, cell) for at, cell in enumerate(row)]


def _sign(rows: Sequence[list[str]], at: int, columns: Sequence[int], names: Collection[int], *, ticks: bool) -> bool:
    """Put a tick where somebody signed, if most cells of a column are signatures and some are not; whether they are, or marks.

    A row that names nobody may be signed by anybody. `ticks`: what is no mark says nothing below a day.
    """
    told = list[tuple[list[str], bool, bool, bool]]()  # (the row, whether it names somebody, is signed by them, has a mark)
    for row in (row for row in rows if text_at(row, at)):
        somebody, beside = any(text_at(row, one) for one in names), [cell for i, cell in enumerate(row) if i not in columns]
        told.append((row, somebody, somebody and is_signature(row[at], beside), mark_of(row[at]) is not None))
    may_sign = sum(somebody and (own or not mark) for _, somebody, own, mark in told)
    if not _LEAST <= sum(own for _, _, own, _ in told) >= _MOST * may_sign:  # "signed" beside signatures is a mark
        return all(mark for _, somebody, _, mark in told if somebody)
    told = [(row, somebody, own or _is_initial(row[at], row, names), mark) for row, somebody, own, mark in told]
    thumbs = [not mark and row[at].isascii() and not row[at][0].isupper() for row, _, _, mark in told]
    others = [somebody and not (own or thumb) for (_, somebody, own, _), thumb in zip(told, thumbs, strict=True)]
    sign = _TICK if any(others) or ticks else _SIGNED
    for (row, somebody, own, mark), other in zip(told, others, strict=True):
        if (somebody or not ticks) and not other and (own or not mark):
            row[at] = sign
    return True


def _is_initial(cell: str, row: Sequence[str], names: Collection[int]) -> bool:
    """Whether a letter with a dot begins a word of the name in its row: "A." beside Achara Lim is no absence."""
    if _INITIAL.fullmatch(cell) is None:
        return False
    words = (word for at in names if at < len(row) for word in _WORD.findall(plain(row[at]).casefold()))
    return any(word.startswith(cell[0].casefold()) for word in words)


def is_signature(cell: str, beside: Sequence[str]) -> bool:
    """Whether a cell is a part of a name in one of those beside it, perhaps with an initial, or two letters of it or more."""
    words = _WORD.findall(plain(cell).casefold())
    initials = max(map(len, words), default=0) == 1 or (cell.isalpha() and len(cell) <= _MOST_LETTERS)
    letters = "".join(words) if initials else ""
    for name in beside:
        own = _WORD.findall(plain(name).casefold())
        if words and all(any(_is_part(word, one) for one in own) for word in words) and max(map(len, words)) > 1:
            return True
        if len(letters) > 1 and not Counter(letters) - Counter(one[0] for one in own):
            return True
    return False


def _is_part(word: str, of: str) -> bool:
    """Whether a word is another, its initial, or a part of it where words are not parted by blanks."""
    inside = (not word.isascii() and len(word) > 1 and word in of) or (len(word) > _LEAST and of.endswith(word))
    return word == of or (len(word) == 1 and of.startswith(word)) or inside
