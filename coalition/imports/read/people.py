"""Who is in a row, and of which organization: functions of a row and of a way to read it, for every layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from coalition.imports.cells.in_brackets import organizations_in_brackets
from coalition.imports.cells.joined import joined_name
from coalition.imports.cells.people_names import Named, lists_people, read_names
from coalition.imports.read.model import Interpretation
from coalition.imports.read.values import is_nobody

NOTHING = frozenset({"NaN", "NULL", "None", "-", "N/A"})
"""Cells that say nothing."""
_AROUND = "*•-– "
_MEMO = 50_000

Who = Named
"""Whoever one cell of names says; see there."""


@dataclass(slots=True)
class Kept:
    """One person, or an organization without one (`who` None), and the headings above them.

    Attributes:
        at: the row of the sheet. stretch: which part between headings and empty rows it stands in.
        state: "present", "absent" or "excused", by the row or by the heading above.
        head: the organization that stands above as a heading. day: the day that does. sector: the group that does.
        part: (which, of how many) people of one cell. bare: the row holds nothing but names.
        sent: came in place of another, whose office, address and telephone are those of the row.
    """

    at: int
    who: Who | None
    state: str
    sector: str
    head: str
    day: str
    stretch: int
    part: tuple[int, int] | None = None
    bare: bool = False
    sent: bool = False


@dataclass
class Headings:
    """What the headings above a row say of it.

    Attributes:
        standing: whether the people below were there; empty: nothing says so. last: that heading is the last row that was read.
        parted: the people who were not there stand in groups. ended: a total or a note has closed the list.
    """

    standing: str = ""
    sector: str = ""
    head: str = ""
    day: str = ""
    last: bool = False
    parted: bool = False
    ended: bool = False


@dataclass
class Told:
    """What became of the rows that name nobody: (row of the sheet, code of the issue, text it is about)."""

    rows: list[tuple[int, str, str]] = field(default_factory=list)
    notices: list[tuple[int, str, str]] = field(default_factory=list)
    blank: int = 0


class Names:
    """The names of the rows of one table, each distinct one judged once.

    Attributes:
        texts: of the rows, as written; the parts of a name joined.
        known: {text: whoever it says}.
    """

    def __init__(self, way: Interpretation, rows: Sequence[Sequence[str]]) -> None:
        columns, broken = way.columns, way.sheet.broken
        at = columns.get("name")
        if at is not None:
            self.texts = [row[at] if at < len(row) else "" for row in rows]
        else:
            parts = [columns[part] for part in ("first", "last") if part in columns]
            self.texts = [joined_name(*_parts(row, parts)) for row in rows]
        distinct = set(self.texts)
        header = way.headers.get(at, "") if at is not None else ""
        apart = "organization" in columns
        lists = at is not None and lists_people(header, distinct)
        self.known = {text: _known(text, broken.get(text, ()), lists=lists, apart=apart) for text in distinct}
        if not apart:
            self.known |= organizations_in_brackets(distinct)

    def __getitem__(self, offset: int) -> Who:
        return self.known[self.texts[offset]]


def _parts(row: Sequence[str], columns: Sequence[int]) -> tuple[str, str]:
    first, second, *_ = [*(row[at] if at < len(row) else "" for at in columns), "", ""]
    return first, second


@lru_cache(_MEMO)
def _known(text: str, lines: tuple[str, ...], *, lists: bool, apart: bool) -> Who:
    """Whoever a cell of names says."""
    text = "" if text in NOTHING else text
    found = read_names(text, lines, lists=lists, apart=apart)
    if not found.plain and text[:1] in _AROUND and (bare := read_names(text.strip(_AROUND), lines)).plain:
        return bare
    if found.name and not found.code and not found.people and is_nobody(found.name):
        return found._replace(code="placeholder", plain=False)
    return found


def columns_of_rows(columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """The cells of some rows by what they hold; what says nothing is empty."""
    found: dict[str, list[str]] = {}
    for role, at in columns.items():
        texts = [row[at] if at < len(row) else "" for row in rows]
        found[role] = texts if NOTHING.isdisjoint(texts) else ["" if text in NOTHING else text for text in texts]
    return found
