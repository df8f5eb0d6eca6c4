"""Sheets that are no plain table of people: what would be read of them is not what they say, so they are not read by guess.

A plain table has one kind of thing under each header and one column of names, or a column of marks for each day.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.months import is_day_of_year
from coalition.imports.cells.names import looks_like_person
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of
from coalition.imports.reading import Reading
from coalition.imports.sheets.columns import date_test
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.layout import Layout, Table
from coalition.imports.sheets.presence import is_mark, mark_of
from coalition.imports.sheets.words import standing

_SAMPLE = 200
_LEAST = 2
_AND = any_of("date_words.between")
_BETWEEN = re.compile(rf"\s*[,;&+]\s*(?:{_AND}\s+)?|\s*{_AND}\s*", re.IGNORECASE)
_NAMES = re.compile(r"\s*[,;/&+]\s*")
_DAY = re.compile(r"\d{1,2}")

_OF_DAYS = frozenset({"date", "meeting", "joined", "timestamp"})

Row = list[str]


def not_a_plain_table(layout: Layout, rows: Sequence[Row], today: date) -> RowIssue | None:
    """Why a sheet is none, with the header of the column that shows it; None: it may be one."""
    table = layout.tables[0]
    below = rows[table.start : min(table.stop, table.start + _SAMPLE)]
    for at, why in _found(table, below, today):
        header = table.header[at] or chr(ord("A") + at % 26)  # a column without a header, as spreadsheets call it
        return issue("not_a_plain_table", value=header, why=why)
    return None


def _found(table: Table, rows: Sequence[Row], today: date) -> Iterator[tuple[int, str]]:
    fields, is_date = table.columns.fields, date_test(today)
    dated = {at for at, header in enumerate(table.header) if header and is_date(header)}
    for at, header in enumerate(table.header):
        cells = cells_of(rows, at)
        unread = at not in dated and fields[at] is None and (match(header).field in {None, "name"} or standing(header))
        if unread and _are_people(cells):
            yield at, "names of people stand in a second column"
        elif not header and at - 1 in dated and any(mark_of(cell) == "present" for cell in cells):
            yield at, "marks stand without a header beside those of a day"
        elif fields[at] in _OF_DAYS and any(are_days(cell, today) for cell in set(cells)):
            yield at, "several days stand in one cell"


def _are_people(cells: Sequence[str]) -> bool:
    """Whether cells that are no marks hold names, most of them, and not the same again and again as organizations do."""
    told = [cell for cell in cells if not is_mark(cell) and not cell.isdigit()]
    people = [cell for cell in told if all(map(_is_person, _NAMES.split(cell)))]
    return len(people) >= _LEAST and len(people) * 4 >= len(told) * 3 and len(set(people)) * 2 >= len(people)


def _is_person(text: str) -> bool:
    return " " in text and not text[0].islower() and looks_like_person(text)


def are_days(cell: str, today: date) -> bool:
    """Whether a cell holds several days: "14 May 2026, 21 May 2026"."""
    parts = _BETWEEN.split(cell)
    return len(parts) >= _LEAST and all(
        _DAY.fullmatch(part) or is_day_of_year(part) or find_date(part, today=today) for part in parts
    )


def taken_for_organization(reading: Reading) -> str | None:
    """Somebody of a list without columns who may be told as the organization of another; None: nobody is.

    Who is named alone too is none, and where some lines name several people no other line names one and an organization.
    """
    entries = reading.entries
    names, lines = set(entries.name), Counter(entries.lines)
    several = max(lines.values(), default=0) > _LEAST
    for name, office, line in zip(entries.name, entries.organization, entries.lines, strict=True):
        if office and office != name and (office in names or (several and lines[line] == 1 and looks_like_person(office))):
            return office
    return None
