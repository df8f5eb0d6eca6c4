"""What the columns of one table hold: from its header, then from its cells where the header alone does not decide."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from coalition.imports.cells.datewords import find_written
from coalition.imports.cells.headers import (
    MOMENTS,
    UNREAD,
    Match,
    fold,
    is_invitation,
    is_promise,
    match,
    may_mean,
    polarity,
)
from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.open_dates import day_without_year, is_month
from coalition.imports.cells.presence import mark_of, sent_somebody
from coalition.imports.cells.row_words import is_total
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.read.contents import (
    are_surnames,
    find_stays,
    named_delegates,
    parts_of_meeting,
    parts_of_names,
    settle_contents,
)
from coalition.imports.read.fill import is_signature
from coalition.imports.read.model import Column, Columns
from coalition.imports.read.sheet import text_at
from coalition.imports.read.values import is_word, names_meeting

_SURE, _MOSTLY = 3, 0.8
_SEVERAL = frozenset({"attended", "ignore"})
_TOLD_ALONE = frozenset({"number", "signature", "waiting", "writer", "represented"})
"""What is told by the header alone."""
_BESIDE = _TOLD_ALONE | {"elsewhere", "nickname"}
_NUMBERED = re.compile(
    rf"{any_of('column_phrases.meeting', whole=False)}\s*\d{{1,3}}|q[1-4]|\d{{1,2}}(?:\s?[./\-]\s?\d{{1,2}}\.?)?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")

_ANSWERS = {("present", "absent"), ("absent", "present")}
"""What two columns side by side are headed by, of which one is ticked: "Yes", "No"."""
_LATE = frozenset(map(fold, words("marks.late")))
_ABSENCES = pattern("column_phrases.absences")
"""How often somebody was away, at all meetings there were."""
_STATUS = pattern("column_phrases.status", whole=False)

Row = list[str]


def settle(header: Sequence[str], columns: list[Column], rows: Sequence[Row], today: date) -> Columns:
    """The field of each column: from its header, then from its cells where the header alone does not decide."""
    matches = list(map(match, header))
    known = len({found.field for found in matches if found.is_sure}) == len(header)  # each by its whole header, and none twice
    rows = [row for row in rows if not is_total(next(filter(None, row)))]
    _settle_offices(matches, header, columns, rows)
    fields = ["ignore" if found.field in _BESIDE else found.field for found in matches]
    for i in named_delegates(fields, header, rows):
        fields[i] = "ignore"
    settle_contents(fields, header, columns, today)
    find_stays(fields, columns, rows, today)
    if not known:
        _settle_parts(fields, header, columns, rows)
    _settle_names(fields, matches, rows)
    _settle_attended(fields, header, columns)
    ways = {i for i, name in enumerate(fields) if name == "attended" and _are_ways(fields, i, rows)}
    fields = ["ignore" if i in ways else name for i, name in enumerate(fields)]
    if not known and (way := _column_of_ways(fields, header, columns, rows)) is not None:
        fields[way] = "way"
    _keep_the_surest(fields, matches, columns)
    answers = [] if known else _answers(header, rows)
    of_parts = not known and _find_marks(fields, header, columns, rows, answers)
    no = {i for i in answers if mark_of(header[i]) == "absent"}
    marks = tuple((i, "absent" if i in no else polarity(header[i])) for i, name in enumerate(fields) if name == "attended")
    told = {name: i for i, name in reversed(list(enumerate(fields))) if name and name not in UNREAD}
    others = [(i, found.field) for i, found in enumerate(matches) if i not in {*told.values(), *ways, *no}]
    beside = {name: i for i, name in reversed(others) if name in _TOLD_ALONE}
    unclear = {"attended": [i for i, name in others if name == "attended" and columns[i].count], "ways": list(ways)}
    headers = {i: text for i, text in enumerate(header) if text}
    return Columns(beside | told, headers, marks, columns, unclear, "alone" if of_parts else "")


def _settle_parts(fields: list[str | None], header: Sequence[str], columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """First names and surnames under "Name 1" and "Name 2", or one "Name" over both; and columns of a meeting each."""
    if parts := parts_of_names(header, rows):
        fields[parts[0]], fields[parts[1]] = "first_name", "last_name"
        if not header[parts[0]]:
            fields[parts[0] - 1] = "prefix"
    for i, word in _marked(header, columns):
        if fields[i] == "title" or names_meeting(word):
            fields[i] = None


def _settle_offices(matches: list[Match], header: Sequence[str], columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Which columns headed as organizations are none, and which others are."""
    offices = [i for i, found in enumerate(matches) if found.field == "organization"]
    for i in (i for i in offices if may_mean(header[i], "signature")):  # "Firma" is a company, or where to sign
        filled = [row for row in rows if text_at(row, i)]
        signed = (is_signature(row[i], [*row[:i], *row[i + 1 :]]) and mark_of(row[i]) is None for row in filled)
        if len(offices) > 1 or columns[i].is_marked or (len(filled) > 1 and all(signed)):
            matches[i] = Match("signature")
    for i, found in enumerate(matches):  # "On behalf of" heads whom somebody stood in for, or, alone, where they work
        cells = columns[i].sample if found.field == "represented" and not offices else ()
        if 2 * sum(map(looks_like_organization, cells)) > len(cells):
            matches[i] = Match("organization")


def _are_ways(fields: Sequence[str | None], column: int, rows: Sequence[Row]) -> bool:
    """Whether the marks are codes of a door clock: 0 and 1 of one person, at two times of one day, are in and out."""
    at = {name: i for i, name in reversed(list(enumerate(fields))) if name}
    if not {"name", "date"} <= at.keys() or not {"start", "timestamp", "joined"} & at.keys():
        return False
    said: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        said.setdefault((text_at(row, at["name"]), text_at(row, at["date"])), set()).add(text_at(row, column))
    codes = set().union(*said.values())
    return all(map(str.isdigit, codes)) and sum(len(own) > 1 for own in said.values()) > 1


def _column_of_ways(
    fields: Sequence[str | None], header: Sequence[str], columns: Sequence[Column], rows: Sequence[Row]
) -> int | None:
    """The only column that says how everybody came, on site or online, and is no part of a meeting; None: there are more.

    Below a header of presence it says that they came, unless another column is headed so.
    """
    beside, people = fields.count("attended") > 1, sum(sum(map(bool, row)) > 1 for row in rows)
    told = (i for i, name in enumerate(fields) if header[i] and name in ({None, "attended"} if beside else {None}))
    told = (i for i in told if columns[i].count and not any(map(str.isdigit, header[i])))
    ways = [i for i in told if all(is_word(text, "ways") for text in set(columns[i].sample))]
    return ways[0] if len(ways) == 1 and columns[ways[0]].count >= people else None


def _find_marks(
    fields: list[str | None], header: Sequence[str], columns: Sequence[Column], rows: Sequence[Row], answers: Sequence[int]
) -> bool:
    """Find the columns that say who came under headers nobody knows; whether they are parts of one meeting, or several."""
    for i in (*_beside_absences(fields, header, rows), *answers):
        fields[i] = "attended"
    if any(name == "attended" and polarity(header[i]) == "present" for i, name in enumerate(fields)):
        for i, name in enumerate(fields):  # "Present", "Late"
            if name is None and fold(header[i]) in _LATE and columns[i].is_marked:
                fields[i] = "attended"
    several = "attended" in fields or len(columns_of_meetings(header, columns)) > 1
    parts = () if several else parts_of_meeting(header, fields, rows)
    for i in parts:
        fields[i] = "attended"
    return bool(parts)


def _answers(header: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """Columns side by side, headed by a word for yes and one for no, of which nobody has a tick in both."""
    found = list[int]()
    for i, both in enumerate(pairwise(mark_of(cell) if cell else None for cell in header)):
        ticks = {(_ticked(row, (i,)), _ticked(row, (i + 1,))) for row in rows} if both in _ANSWERS else set()
        found += [i, i + 1] if (True, False) in ticks and (True, True) not in ticks else []
    return found


def _beside_absences(fields: Sequence[str | None], header: Sequence[str], rows: Sequence[Row]) -> tuple[int, ...]:
    """Where the only column about presence is one of absences: those of ticks that exclude it say who came, and how."""
    away = [i for i, name in enumerate(fields) if name == "attended"]
    if not away or any(polarity(header[i]) == "present" for i in away):
        return ()
    ways = parts_of_meeting(header, [None if name == "attended" else name for name in fields], rows)
    both = any(_ticked(row, away) and _ticked(row, ways) for row in rows)
    return () if both else ways


def _ticked(row: Row, columns: Sequence[int]) -> bool:
    return any(i < len(row) and mark_of(row[i]) not in {None, "absent"} for i in columns)


def _settle_names(fields: list[str | None], matches: Sequence[Match], rows: Sequence[Row]) -> None:
    """ "Name" beside a surname is the first name, beside a first name often the surname; a full name outdoes the parts."""
    halves = [i for i in range(len(fields) - 1) if fields[i] in {"name", "first_name"} and fields[i + 1] == "last_name"]
    for first, last in ((i, i + 1) for i in halves if len(halves) > 1):  # in two scripts: the first two are the name
        fields[first], fields[last] = ("first_name", "last_name") if first == halves[0] else (None, None)
    names, firsts, lasts = ([i for i, name in enumerate(fields) if name == own] for own in ("name", "first_name", "last_name"))
    dropped: list[int] = []
    if firsts and lasts:
        dropped = [i for i in names if matches[i].strength <= 1]  # only a word of it: "Name of the project"
        dropped += [*firsts, *lasts] if len(dropped) < len(names) else []
    elif firsts and len(names) == 1 and are_surnames([(text_at(row, names[0]), text_at(row, firsts[0])) for row in rows]):
        fields[names[0]] = "last_name"
    elif firsts and names:
        dropped = firsts
    elif lasts and names:
        best = max(names, key=lambda i: (matches[i].strength, -matches[i].rank))
        fields[best] = "first_name"
        dropped = [i for i in names if i != best]
    elif firsts or lasts:
        fields[(firsts or lasts)[0]] = "name"
    for i in dropped:
        fields[i] = None


def _settle_attended(fields: list[str | None], header: Sequence[str], columns: Sequence[Column]) -> None:
    """Only columns of marks say who came; a column of signatures does when it holds marks. Of who was expected none is used."""
    weights: dict[int, int] = {}
    for i, name in enumerate(fields):
        if header[i] and (
            (name in {None, "attended", "ignore"} and is_invitation(header[i]))
            or (name in {"title", "date"} and is_promise(header[i]))
        ):
            fields[i] = None
            continue
        signature = name == "ignore" and match(header[i]).field == "signature"
        if name != "attended" and not signature:
            continue
        column = columns[i]
        good = sum(mark_of(cell) is not None or sent_somebody(cell) for cell in column.sample)
        needed = 3 if _weight(header[i]) == _SURE else 2
        if good * needed >= column.count > 0 and (not signature or "present" in column.states):
            weights |= {} if _are_counts(column.sample, header[i]) else {i: _weight(header[i])}
        fields[i] = None
    for i, weight in weights.items():
        fields[i] = "attended" if weight == max(weights.values()) else None


def _are_counts(cells: Sequence[str], header: str) -> bool:
    """Whether numbers are those of the rows, or say how often somebody was away."""
    numbers = all(map(str.isdecimal, cells)) and len(cells) > 1
    return numbers and (_ABSENCES.search(header) is not None or list(map(int, cells)) == list(range(1, len(cells) + 1)))


def _weight(header: str) -> int:
    """How much a column is to be believed about who came: a signature the least."""
    if match(header).field == "signature":
        return 1
    return 2 if _STATUS.search(header) else _SURE


def _keep_the_surest(fields: list[str | None], matches: Sequence[Match], columns: Sequence[Column]) -> None:
    """One column per field: one that is filled, the surer header, the left one; of two addresses the one after the name."""
    name_at = next((i for i, name in enumerate(fields) if name in {"name", "first_name"}), 0)
    for wanted in {name for name in fields if name and name not in _SEVERAL}:
        same = [i for i, name in enumerate(fields) if name == wanted]
        best = max(same, key=lambda i: (bool(columns[i].count), matches[i].strength, -matches[i].rank, -i))
        if wanted == "email":
            best = min(same, key=lambda i: (i < name_at, abs(i - name_at)))
        for i in same:
            if i != best:
                fields[i] = None
    for i in [i for i, name in enumerate(fields) if name in MOMENTS][1:]:
        fields[i] = None


def columns_of_meetings(header: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Columns of ticks under months, numbers or titles of meetings: who came is told, and not when."""
    marked = _marked(header, columns)
    dated = (is_month, day_without_year, find_written, names_meeting, _NUMBERED.fullmatch)
    return [i for i, cell in marked if any(told(cell) for told in dated)]


def numbered_alike(header: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Columns of ticks under headers that differ by their number alone: "Session 1" and "Session 2", in any language."""
    shapes = {i: _DIGITS.sub("#", cell) for i, cell in _marked(header, columns) if _DIGITS.search(cell)}
    most = max(shapes.values(), key=list(shapes.values()).count, default="")
    return [i for i, shape in shapes.items() if shape == most]


def _marked(header: Sequence[str], columns: Sequence[Column]) -> list[tuple[int, str]]:
    """The columns of ticks, each with its header."""
    return [(i, header[i]) for i, column in enumerate(columns) if column.is_marked or column.mark_share >= _MOSTLY]


def several_meetings(header: Sequence[str], columns: Sequence[Column], marks: Sequence[tuple[int, str]]) -> bool:
    """Whether ticks stand in columns of several meetings: below one word that stands again, or `columns_of_meetings`."""
    heads = [header[at] for at, _ in marks if header[at]]
    return len(set(heads)) < len(heads) or (not marks and len(columns_of_meetings(header, columns)) > 1)
