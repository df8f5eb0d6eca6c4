"""A second list of names in the rows of an attendance list: its column is headed "Apologies", "Absent" or ลา.

"Name, Organization, Apologies": who stands in the last column is nobody of the row. These people go below the list, under the
heading of their column.
"""

import re
from collections.abc import Sequence

from coalition.imports.cells.away import why_away
from coalition.imports.cells.names import looks_like_person
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.headings import are_organizations
from coalition.imports.sheets.presence import is_mark
from coalition.imports.sheets.words import standing
from coalition.imports.unfolding.beside import OF_SOMEBODY, Blocks

_SAMPLE = 200
_MOST = 0.7
_OWN = OF_SOMEBODY | {"name", "first_name", "last_name"}
_OF_MEETINGS = frozenset({"date", "title", "place", "start", "end"})
_AWAY = frozenset({"absent", "excused"})
_REASON = re.compile(
    r"\b(?:leave|sick|ill|mission|meetings?|travel\w*|famil\w+|training|abroad|court|work|holidays?|duty|business|other|conflict|busy"
    r"|appointment|maternity|annual|personal|official|field|trip|hospital|doctor|reasons?|notice|unknown|apolog\w+|absent|excused)\b"
    r"|ลา|ป่วย|ติด|ราชการ|ประชุม|เดินทาง|ต่างจังหวัด|ภารกิจ|ไม่|อบรม|กิจ$|สาย",
    re.IGNORECASE,
)
_LATIN_NAME = re.compile(r"(?:[A-Z][\w.'’-]*+|(?:de|da|dos|van|von|der|den|la|bin|binti|al|y)\b)(?:[\s,;/&]+|$)|\(.*\)")
_SEVERAL = re.compile(r"\s*[,;\n]\s*(?=\S++\s)")

Row = list[str]


def absent_beside(rows: Sequence[Row], header: int) -> Blocks | None:
    """The list, and the columns of people who did not come with what belongs to them; None: there is no such column.

    A column behind theirs is theirs if the list has one of its meaning already, as a second "Organization". Columns that are of
    no person, as the date of the meeting, are of all.
    """
    head = rows[header]
    fields = [match(cell).field for cell in head]
    leads = [i for i, found in enumerate(fields) if found in {"name", "first_name", "last_name"}]
    below = rows[header + 1 : header + 1 + _SAMPLE]
    at = [
        i
        for i, cell in enumerate(head)
        if leads and i > leads[0] and standing(cell) in _AWAY and _are_others(below, i, leads[0])
    ]
    if not at or (standing(head[leads[0]]) and not OF_SOMEBODY & {found for i, found in enumerate(fields) if i not in at}):
        return None  # headings alone, "Present, Absent": see `headed_blocks`
    spans = [_span(fields, below, i, stop) for i, stop in zip(at, [*at[1:], len(head)], strict=True)]
    theirs = {i for span in spans for i in span}
    shared = tuple(i for i, found in enumerate(fields) if found in _OF_MEETINGS and i not in theirs)
    names = (*(i for i in leads[:1] if standing(head[i])), *at)  # "Attendees" would be taken for a heading
    listed = tuple(i for i in range(max(map(len, rows))) if i not in theirs and i not in shared)
    return Blocks(header, (listed, *spans), shared, names=names, said=("", *(head[i] for i in at)))


def _span(fields: Sequence[str | None], below: Sequence[Row], at: int, stop: int) -> tuple[int, ...]:
    """A column of names and those behind it: what the list has already, or organizations without a header."""
    before = {found for found in fields[:at] if found in _OWN}
    behind = at + 1
    while behind < stop and (
        fields[behind] in before or (fields[behind] is None and are_organizations(cells_of(below, behind)))
    ):
        behind += 1
    return tuple(range(at, behind))


def _are_others(below: Sequence[Row], column: int, lead: int) -> bool:
    """Whether a column holds names of people, and others than those of the rows they stand in: no marks and no reasons."""
    told = [(row[column], row[lead]) for row in below if column < len(row) and row[column]]
    names = [cell for cell, own in told if cell != own and _is_name(cell)]
    return bool(names) and len(names) >= _MOST * len(told) and len(set(names)) * 2 > len(names)


def _is_name(cell: str) -> bool:
    return all(map(_is_of_one, _SEVERAL.split(cell)))


def _is_of_one(text: str) -> bool:
    if is_mark(text) or why_away(text) or _REASON.search(text) or not looks_like_person(text):
        return False
    return " " in text and (not text.isascii() or not _LATIN_NAME.sub("", text).strip())
