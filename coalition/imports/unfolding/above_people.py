"""Organizations alone above their people in a column headed "Organization / Name": no word need tell them, the header does.

A matrix may have people without a mark too, who stand alone like them. Who has a number tells them apart, else words of
organizations, else their place: an organization is directly above its people.
"""

from collections.abc import Sequence

from coalition.imports.cells.titles import split_titles
from coalition.imports.sheets.flags import is_house
from coalition.imports.sheets.headers import is_header_word, is_row_number
from coalition.imports.sheets.people_names import looks_named, read_name
from coalition.imports.sheets.presence import is_mark
from coalition.imports.sheets.words import is_note, is_total, standing

_MOST = 0.8

Row = Sequence[str]


def organizations_above(rows: Sequence[Row], header: int, at: int, stop: int) -> set[int]:
    """The rows that hold nothing but an organization (and a number) and head the people below them.

    Args:
        header, stop: the rows around those of the table. at: the column, whose header names the organization first.
    """
    number = next((i for i, cell in enumerate(rows[header]) if i != at and is_row_number(cell)), None)
    alone: list[int] = []
    people: list[int] = []
    for row in range(header + 1, stop):
        text = _cell(rows[row], at)
        if text and looks_named(text) and not _is_other_line(text):
            more = any(cell for i, cell in enumerate(rows[row]) if i not in (at, number))
            (people if more or _is_titled(text) else alone).append(row)
    if not alone or not people or alone[0] > people[-1]:
        return set()
    of_people = [cell for row in people for i, cell in enumerate(rows[row]) if cell and i not in (at, number)]
    if not all(map(is_mark, of_people)):
        return set(alone)
    return _told_by_place(rows, at, alone, set(people))


def _told_by_place(rows: Sequence[Row], at: int, alone: Sequence[int], people: set[int]) -> set[int]:
    """Of each run of rows alone: those with words of organizations, else the one directly above people; the first of all."""
    heads: set[int] = set()
    for run in _runs(rows, alone):
        sure = [row for row in run if is_house(_cell(rows[row], at))]
        below = next((row for row in range(run[-1] + 1, len(rows)) if any(rows[row])), -1)
        if sure:
            heads.update(sure)
        elif below in people:
            heads.add(run[0] if run[0] == min(*alone, *people) else run[-1])
    return heads


def _runs(rows: Sequence[Row], alone: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for row in alone:
        if runs and not any(any(rows[between]) for between in range(runs[-1][-1] + 1, row)):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _cell(row: Row, at: int) -> str:
    return row[at] if at < len(row) else ""


def _is_titled(text: str) -> bool:
    return bool(split_titles(text)[0]) and not is_house(text)


def _is_other_line(text: str) -> bool:
    named = read_name(text)
    said = is_total(text) or is_note(text) or standing(text) or is_header_word(text)
    return bool(said or named.code or named.state)
