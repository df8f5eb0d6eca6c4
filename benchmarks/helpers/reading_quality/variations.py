"""Generated variations of a file: what people change without changing who came. Only "silently wrong" is counted of them.

What a variation takes away (a date in the title, the word over a column) the reader may ask for; it may not guess.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from benchmarks.helpers.reading_quality.cases import Case, Json
from coalition.imports.cells.headers import match
from coalition.imports.cells.row_words import standing

Rows = list[list[str]]
_NONSENSE = ("Blorf", "Quandle", "Mirzel", "Tovik", "Sprulla", "Gnasto", "Wexin", "Hulbo", "Drafe", "Pellig", "Zontar", "Kivvu")
_NOTE = "Please send corrections to the secretary."
_WHO_MADE_IT = (["Prepared by:", "Jane Stonebridge"], ["Checked by:", "Omar Wills"])
_LABEL = re.compile(r"[^\W\d]\s*:(\s|$)")
_TICKS = {"x", "X", "✓", "√"}
_MOMENT = re.compile(r"\d.*\d:\d\d")
_HALVES, _SEVERAL = 2, 3
"""So many people in the cells of one row: names across."""


def variations(case: Case) -> Iterator[Case]:
    """The variations of a file to be read that names somebody who came; of a workbook only that under another name."""
    right = case.expected
    if right is None or case.kind != "read" or not right["attendees"]:
        return
    yield replace(case, upload_name=f"list{PurePath(case.upload_name).suffix}", changed="another file name", trap=None)
    rows = rows_of(case.data, str(right.get("encoding") or "utf-8"))
    if rows is None:
        return
    for changed, made in CHANGES.items():
        if (varied := made(rows, right)) is not None and varied != rows:
            yield replace(case, data=written(varied), changed=changed, trap=None)


def rows_of(data: bytes, encoding: str) -> Rows | None:
    """The cells of a CSV file; None: it is no text in this encoding, or no program wrote it so that it reads back."""
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig" if encoding.startswith("utf-8") else encoding
    try:
        text = data.decode(codec)
        delimiter = _delimiter(text.splitlines())
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True))
    except (ValueError, LookupError, csv.Error):
        return None


def _delimiter(lines: list[str]) -> str:
    """The mark that most lines have, and most often."""
    return max(",;\t|", key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)))


def written(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


# --- where the table begins ------------------------------------------------------------------------------------------------


def named(rows: Rows, right: Json, *of: str) -> list[int]:
    """How many of the people of an expectation each row names: all words of a name stand in its cells, in any order."""
    entries = [entry for key in of for entry in right.get(key, [])]
    people = {
        _words(name) for entry in entries for name in [entry["name"], *(entry.get("accept") or {}).get("name", [])] if name
    }
    wanted = [words for words in people if words]
    rows_of_words = [_words(" ".join(row)) for row in rows]
    return [sum(all(_stands(word, have) for word in words) for words in wanted) for have in rows_of_words]


def _words(text: str) -> frozenset[str]:
    letters = (char if unicodedata.category(char)[0] in "LM" else " " for char in text.casefold())
    return frozenset("".join(letters).split())


def _stands(word: str, have: frozenset[str]) -> bool:
    """A title is written with no blank before a Thai name."""
    return word in have or (not word.isascii() and any(word in other for other in have))


def first_person(rows: Rows, right: Json) -> int | None:
    """The row of the first person of the list, who came; None: nobody is found, or an absent person stands above."""
    came, away = named(rows, right, "attendees", "optional_attendees"), named(rows, right, "absent")
    anybody = [i for i, (a, b) in enumerate(zip(came, away, strict=True)) if a or b]
    if not anybody or not came[anybody[0]] or any(b - a > 1 for a, b in pairwise(anybody[:2])):
        return None
    return anybody[0]


def header_of(rows: Rows, right: Json) -> int | None:
    """The row above the first person, where it has words over two columns; None: there is none, or names stand across."""
    first = first_person(rows, right)
    if not first or named(rows, right, "attendees", "absent")[first] >= _SEVERAL:
        return None
    refused = {row["line"] - 1 for row in right.get("rejected_rows", [])}
    while first and (first - 1 in refused or any("@" in cell for cell in rows[first - 1])):  # somebody who is not read, too
        first -= 1
    if not first:
        return None
    organizations = {entry.get("organisation") for entry in right["attendees"]} - {None}
    if organizations.intersection(rows[first - 1]):
        return None  # the heading of the first organization
    filled = sum(any(map(str.isalpha, cell)) for cell in rows[first - 1])
    return first - 1 if filled > 1 else None


def people_of(rows: Rows, right: Json) -> tuple[int, list[int]] | None:
    """The header and the rows of people below it, present or not; None: there is no header, or nobody."""
    header = header_of(rows, right)
    named_in = named(rows, right, "attendees", "optional_attendees", "absent")
    people = [at for at, n in enumerate(named_in) if n and at > (header or 0)]
    return (header, people) if header is not None and people else None


def column_of(rows: Rows, right: Json, key: str) -> int | None:
    """The column whose cell in the row of each person is a "name", or an "organisation", of the expectation; None: none is."""
    found = people_of(rows, right)
    wanted = {entry.get(key) for of in ("attendees", "optional_attendees", "absent") for entry in right.get(of, [])} - {None}
    header, people = found or (0, [])
    columns = range(len(rows[header])) if found else ()
    return next(
        (at for at in columns if rows[header][at] and all(at < len(rows[i]) and rows[i][at] in wanted for i in people)), None
    )


# --- what is changed: rows and what is right -> other rows; None: it cannot be done to this file -----------------------------


def without_title(rows: Rows, right: Json) -> Rows | None:
    """Not where a word above the header says who of the lists below it came, and who did not, or what a mark means."""
    header = header_of(rows, right)
    return rows[header:] if header and not any(standing(cell) or "=" in cell for row in rows[:header] for cell in row) else None


def without_header(rows: Rows, right: Json) -> Rows | None:
    header = header_of(rows, right)
    return None if header is None else [*rows[:header], *rows[header + 1 :]]


def with_columns_shuffled(rows: Rows, right: Json) -> Rows | None:
    """Of one plain table: each column has a header of its own, each row a cell for each. Days and numbers above stay where
    they are: their order is said by them. Organizations with blanks do not come before the names: they would be merged cells.
    Nor are labels moved behind what they label: not what stands below the people, and no table whose rows have labels.
    """
    header = header_of(rows, right)
    if header is None:
        return None
    words = [cell.strip().casefold() for cell in rows[header]]
    below = [row for row in rows[header + 1 :] if sum(map(bool, row)) > 1]
    repeated = any(len(set(words).intersection(cell.strip().casefold() for cell in row)) > 1 for row in below)
    if "" in words or len(set(words)) < len(words) or repeated or any(len(row) != len(words) for row in below):
        return None
    free = [at for at, word in enumerate(words) if not any(map(str.isdigit, word))]
    order = list(range(len(words)))
    for to, at in zip(free, [*free[1:], *free[:1]], strict=True):
        order[to] = at
    people = named(rows, right, "attendees", "optional_attendees", "absent")
    listed = [row for row, somebody in zip(rows, people, strict=True) if somebody]
    if any(map(_has_label, listed)) or (free and _has_blank_organizations(listed, right, free[0])):
        return None
    last = _end_of_list(rows, [header, *(at for at, somebody in enumerate(people) if somebody)])
    table = [
        _ordered(rows[at], order) if at <= last and (people[at] or sum(map(bool, rows[at])) > 1) else rows[at]
        for at in range(header, len(rows))
    ]
    return [*rows[:header], *table]


def _has_blank_organizations(rows: Rows, right: Json, first: int) -> bool:
    """Whether the first column, which becomes the last, is not that of the organizations, and this one has blanks."""
    organizations = {entry.get("organisation") for entry in right["attendees"]} - {None}
    columns = [at for at in range(len(rows[0])) if organizations.intersection(row[at] for row in rows if at < len(row))]
    return bool(columns) and first not in columns and any(not row[at] for row in rows for at in columns if at < len(row))


def _has_label(row: list[str]) -> bool:
    return any(map(_LABEL.search, row))


def _end_of_list(rows: Rows, listed: list[int]) -> int:
    """The last row of a list: of those directly below its people, whoever they are, up to a gap or a label."""
    last = max(listed)
    while last + 1 < len(rows) and sum(map(bool, rows[last + 1])) > 1 and not _has_label(rows[last + 1]):
        last += 1
    return last


def _ordered(row: list[str], order: list[int]) -> list[str]:
    padded = row + [""] * (len(order) - len(row))
    return [padded[at] for at in order]


def with_header_sorted_down(rows: Rows, right: Json) -> Rows | None:
    """The header stands below the first person, as where all rows were sorted."""
    header = header_of(rows, right)
    return None if header is None else [*rows[:header], rows[header + 1], rows[header], *rows[header + 2 :]]


def without_first_word(rows: Rows, right: Json) -> Rows | None:
    return _without_word(rows, right, 0)


def without_last_word(rows: Rows, right: Json) -> Rows | None:
    return _without_word(rows, right, -1)


def _without_word(rows: Rows, right: Json, which: int) -> Rows | None:
    """Nothing stands above the first, or the last, column that has a word above it: days stay. So do the moments of a form: the
    word over them says that the last answer counts.
    """
    header = header_of(rows, right)
    if header is None:
        return None
    words = [at for at, cell in enumerate(rows[header]) if any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))]
    below = rows[header + 1]
    if not words or (words[which] < len(below) and _MOMENT.search(below[words[which]])):
        return None
    row = [cell if at != words[which] else "" for at, cell in enumerate(rows[header])]
    return [*rows[:header], row, *rows[header + 1 :]]


def with_header_again(rows: Rows, right: Json) -> Rows | None:
    """A page ends in the middle of the people: the header stands again."""
    header, people = people_of(rows, right) or (0, [])
    if len(people) < _SEVERAL:
        return None
    half = people[len(people) // 2]
    return [*rows[:half], rows[header], *rows[half:]]


def with_names_below(rows: Rows, _right: Json) -> Rows:
    return [*rows, [], *_WHO_MADE_IT]


def with_note_below(rows: Rows, _right: Json) -> Rows:
    return [*rows, [], [_NOTE]]


def with_nonsense_headers(rows: Rows, right: Json) -> Rows | None:
    """Days in the header stay: they are no words."""
    header = header_of(rows, right)
    if header is None:
        return None
    nonsense = [
        f"{_NONSENSE[i % len(_NONSENSE)]}{'' if i < len(_NONSENSE) else ' ' + 'i' * (i // len(_NONSENSE))}"
        if any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))
        else cell
        for i, cell in enumerate(rows[header])
    ]
    return [*rows[:header], nonsense, *rows[header + 1 :]]


def with_name_over_two(rows: Rows, right: Json) -> Rows | None:
    """Names and surnames stand in two columns below one merged header, of which a CSV keeps the first cell."""
    at, (header, people) = column_of(rows, right, "name"), people_of(rows, right) or (0, [])
    others = [row for i, row in enumerate(rows) if i > header and i not in people]
    if (
        at is None
        or any(len(rows[i][at].split()) != _HALVES for i in people)
        or any(row[at : at + 1] not in ([], [""]) for row in others)
    ):
        return None  # a second list beside it, or below, would keep its names in one
    if sum(match(cell).field in {"name", "first_name", "last_name"} for cell in rows[header]) > 1:
        return None
    parted = {i: [*rows[i][:at], *rows[i][at].split(), *rows[i][at + 1 :]] for i in people}
    return [*rows[:header], *(parted.get(i, [*row[: at + 1], "", *row[at + 1 :]]) for i, row in enumerate(rows) if i >= header)]


def with_numbered_header(rows: Rows, right: Json) -> Rows | None:
    """The words of the header as a form asks them: "2. Organization *"."""
    header = header_of(rows, right)
    if header is None:
        return None
    words = [
        f"{at}. {cell} *" if any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell)) else cell
        for at, cell in enumerate(rows[header], 1)
    ]
    return [*rows[:header], words, *rows[header + 1 :]]


def with_numbers_first(rows: Rows, right: Json) -> Rows | None:
    """Somebody has numbered the people in a column before all others; what has a label keeps its place."""
    header, people = people_of(rows, right) or (0, [])
    if not people or any(_has_label(rows[i]) for i in people):
        return None
    numbers = {i: str(number) for number, i in enumerate(people, 1)} | {header: "No."}
    last = _end_of_list(rows, [header, *people])
    return [[numbers.get(i, ""), *row] if i in numbers or (i <= last and row) else row for i, row in enumerate(rows)]


def with_halves_beside(rows: Rows, right: Json) -> Rows | None:
    """The second half of a plain list stands beside the first, below the same header, to save paper."""
    header, people = people_of(rows, right) or (0, [])
    width = len(rows[header])
    plain = people == [*range(header + 1, len(rows))] and "" not in rows[header] and {len(rows[i]) for i in people} == {width}
    if not plain or len(people) <= _SEVERAL:
        return None
    half = (len(people) + 1) // 2
    right_half = [rows[i] for i in people[half:]] + [[""] * width] * (2 * half - len(people))
    beside = [[*rows[i], "", *other] for i, other in zip(people[:half], right_half, strict=True)]
    return [*rows[:header], [*rows[header], "", *rows[header]], *beside]


def with_yes_and_no(rows: Rows, right: Json) -> Rows | None:
    """Y and N stand for a tick and for an empty cell, in all columns of ticks; not where some hold other marks."""
    header, people = people_of(rows, right) or (0, [])
    columns = [[rows[i][at].strip() if at < len(rows[i]) else "" for i in people] for at in range(len(rows[header]))]
    ticked = [at for at, cells in enumerate(columns) if set(cells) <= {"", *_TICKS} and any(cells)]
    if not any("" in columns[at] for at in ticked) or any(
        set(columns[at]) & _TICKS for at in set(range(len(columns))) - {*ticked}
    ):
        return None
    out = [[*row, *[""] * (len(rows[header]) - len(row))] if i in people else row[:] for i, row in enumerate(rows)]
    for i in people:
        for at in ticked:
            out[i][at] = "Y" if out[i][at].strip() else "N"
    return out


CHANGES: dict[str, Callable[[Rows, Json], Rows | None]] = {
    "no title rows": without_title,
    "no header row": without_header,
    "shuffled columns": with_columns_shuffled,
    "a note below": with_note_below,
    "who made it below": with_names_below,
    "the header again": with_header_again,
    "nonsense headers": with_nonsense_headers,
    "header below a person": with_header_sorted_down,
    "no word over the first column": without_first_word,
    "no word over the last column": without_last_word,
    "one word over two columns of names": with_name_over_two,
    "numbers and stars in the header": with_numbered_header,
    "numbered people": with_numbers_first,
    "two halves beside each other": with_halves_beside,
    "Y and N for ticks": with_yes_and_no,
}
