"""A list of shared cases as read: coded fields only. The text of a cell that is refused is neither kept nor repeated."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from coalition.bulk import json_ready
from coalition.codes import canonical_code, looks_like_code
from coalition.guard import refused
from coalition.imports.cases.columns import (
    ALLOWED,
    CASE_STATUS,
    CHOICES,
    DATES,
    LISTS,
    MORE_LISTS,
    ORGANIZATION_TYPE,
    ORGANIZATION_TYPES,
    ORGANIZATIONS,
    OWN_OF,
    PLAN_TYPE,
    PLAN_TYPES,
    SEEN_ROWS,
    VALUES,
    fields_of,
    header_score,
    is_case_header,
    says_the_same,
    told_columns,
)
from coalition.imports.cases.sharing import OF_CONSENT, OF_REFERRAL, Decided, Named, Sent, consent_of_row, referral_of
from coalition.imports.cells.dates import ColumnDates
from coalition.imports.cells.reader import FileRefused
from coalition.imports.cells.text import BadCell, BadCells
from coalition.imports.issues import RowRefused, issue
from coalition.imports.lists import ListRead
from coalition.imports.lookups import Help, Helps, Place, Places
from coalition.imports.workbook import read_sheets
from coalition.vocabulary import LABELS, WithheldField

_NEEDED = {"opened_on", "area"}
_NOT_IN_ITS_LIST = {"case_value", "case_code"}


@dataclass(slots=True)
class CaseRow:
    """One row: what it says of the case, the need it adds, to whom that was sent, and what was decided about sharing.

    None: the cell is empty.

    Attributes:
        key: what joins the rows of one case: its code, or the sender's own label (never stored), or the row itself.
        told: {column of `shared_case`: value}.
    """

    line: int
    key: str
    code: str | None
    told: dict[str, Any]
    area: Place | None
    need: Help | None = None
    need_area: Place | None = None
    need_opened_on: date | None = None
    need_closed_on: date | None = None
    sent: Sent | None = None
    decided: Decided | None = None
    is_open: bool | None = None


@dataclass
class CasesRead(ListRead):
    """One file as read; its issues have no text of a row. `refused_keys`: {case: row}, so that no half of a case is taken."""

    rows: list[CaseRow] = field(default_factory=list)
    refused_keys: dict[str, int] = field(default_factory=dict)


def read_cases(data: bytes, *, places: Places, helps: Helps, organizations: Named, today: date, order: str | None) -> CasesRead:
    """Read a list of shared cases; no day later than today is taken. FileRefused: it is none, or has columns not accepted.

    `order`: "DMY" or "MDY", where that had to be asked.
    """
    grids = [sheet.grid for sheet in read_sheets(data, header_score)]
    if not grids:
        raise FileRefused(issue("empty_file"))
    grid = max(grids, key=lambda grid: max(map(header_score, grid.rows[:5]), default=0.0))
    headers = (at for at, row in enumerate(grid.rows[:SEEN_ROWS]) if is_case_header(row))
    start = next(headers, next((at for at, row in enumerate(grid.rows) if any(row)), 0))
    columns, others = fields_of(grid.rows[start])
    if others and is_case_header(grid.rows[start]):  # before any cell is looked at, and before it is said what is missing
        raise FileRefused(issue("case_columns", columns=told_columns(grid.rows[start])))
    if not columns.keys() >= _NEEDED:
        missing = ", ".join(sorted(_NEEDED - columns.keys()))
        raise FileRefused(issue("no_cases", why=f"there is no column {missing}"))
    if others:
        raise FileRefused(issue("case_columns", columns=told_columns(grid.rows[start])))
    rows = grid.rows[start + 1 :]
    if not any(any(row) for row in rows):
        raise FileRefused(issue("header_only", row=grid.lines[start]))
    cells = list(zip_longest(*rows, fillvalue=""))
    nothing = [""] * len(rows)
    texts = {name: [_told(cell) for cell in cells[at]] if at < len(cells) else nothing for name, at in columns.items()}
    read = CasesRead()
    read.read_dates({text for name in DATES for text in texts.get(name, ()) if text}, today, order)
    looks = _looks(places, helps, organizations, read.dates, today)
    _Reader(read, texts, looks, len(grid.rows[start])).take_all(grid.lines[start + 1 :], rows, grid.bad)
    return read


def _told(cell: str) -> str:
    return "" if cell in ("-", "–", "?") else cell


class Bad(StrEnum):
    """What stands in place of a value that cannot be taken: the code of why."""

    VALUE = "case_value"
    FUTURE = "case_future"


def _looks(
    places: Places, helps: Helps, organizations: Named, dates: ColumnDates, today: date
) -> dict[str, Callable[[str], Any]]:
    """{field: what a text in it is}, `Bad` where it cannot be taken."""

    def day(text: str) -> date | Bad:
        found = dates.values.get(text)
        return Bad.VALUE if found is None else Bad.FUTURE if found > today else found

    def area(text: str) -> Place | Bad:
        found = places.find(text)
        return found[0] if len(found) == 1 else Bad.VALUE

    def organization(text: str) -> int | Bad:
        found = organizations.find(text)
        return Bad.VALUE if found is None else found

    def several(text: str) -> frozenset[int] | Bad:
        found = organizations.all_of(text)
        return Bad.VALUE if found is None else found

    return {
        **dict.fromkeys(DATES, day),
        **dict.fromkeys(ORGANIZATIONS, organization),
        **dict.fromkeys(("area", "need_area"), area),
        **{name: _among(_labeled(kind)) for name, kind in (LISTS | MORE_LISTS).items()},
        **{name: _among(values) for name, values in (VALUES | CHOICES).items()},
        **dict.fromkeys((PLAN_TYPE, ORGANIZATION_TYPE), _among({one: one for one in (*PLAN_TYPES, *ORGANIZATION_TYPES)})),
        "need": lambda text: helps.find("", text) or Bad.VALUE,
        "consent_organizations": several,
        "consent_withheld": _withheld,
    }


def _labeled(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """{value or label: value} of a closed list."""
    labels = LABELS[kind]
    return {name: one for one in reversed(kind) for name in (one.value, labels[one], one.value.replace("_", " "))}


def _among(values: Mapping[str, Any]) -> Callable[[str], Any]:
    names = {name.casefold(): value for name, value in values.items()}
    return lambda text: names.get(text.strip().casefold(), Bad.VALUE)


def _withheld(text: str) -> frozenset[WithheldField] | Bad:
    try:
        return frozenset(WithheldField(name.strip().casefold()) for name in text.split(";") if name.strip())
    except ValueError:
        return Bad.VALUE


_OF_CASE = sorted(
    [*((name, name) for name in (*LISTS, "opened_on", "closed_on")), ("holder_organization_id", "holder_organization")]
)
"""(column of `shared_case`, field), in the order of their letters, in which they are hashed (`import_keys`)."""

_ALWAYS = (*DATES[:4], "area", "holder_organization", *LISTS)
"""Checked in this order, so that the first column that cannot be taken is named."""


class _Reader:
    """Turns rows into `CaseRow`s. Each distinct text is looked up once: a list of a hundred thousand rows names few areas.

    Attributes:
        texts: {field: its cells}; "": it says nothing.
        values: {field: value of each row}; None: it says nothing, `Bad`: it cannot be taken.
    """

    def __init__(
        self, read: CasesRead, texts: dict[str, list[str]], looks: dict[str, Callable[[str], Any]], width: int
    ) -> None:
        self.read, self.texts, self.width = read, texts, width
        self.values: dict[str, list[Any]] = {}
        every = (*_ALWAYS, "need", "need_area", *OF_REFERRAL, *OF_CONSENT, *OWN_OF, CASE_STATUS, PLAN_TYPE, ORGANIZATION_TYPE)
        for name in every:
            if name in texts and name not in self.values:
                known = {text: looks[name](text) if text else None for text in set(texts[name])}
                self.values[name] = [known[text] for text in texts[name]]

    def take_all(self, lines: list[int], rows: Sequence[list[str]], bad: BadCells) -> None:
        """Read all rows into `read`; those of `bad` are refused."""
        empty = [""] * len(lines)
        codes, labels = (self.texts.get(name) or empty for name in ("case_code", "case"))
        known: dict[str, str | None] = {}
        open_dates = self.read.open_dates
        for at, (line, row, code_text, label) in enumerate(zip(lines, rows, codes, labels, strict=True)):
            if self.read.says_nothing(line, row, label):
                continue
            code = known.setdefault(code_text, canonical_code(code_text)) if code_text else None
            key = code or (f"label:{' '.join(label.split()).casefold()}" if label else f"row:{line}")
            if open_dates and any(self.texts[name][at] in open_dates for name in DATES if name in self.texts):
                self.read.waiting.append(line)
                self.read.refused_keys.setdefault(key, line)
                continue
            self._take(at, line, key, code, any(row[self.width :]), bad.get(line))

    def _take(self, at: int, line: int, key: str, code: str | None, is_longer: bool, bad: BadCell | None) -> None:
        try:
            if bad is not None:
                raise RowRefused(bad.code, count=f"{bad.count:,}")
            if is_longer:
                raise RowRefused("case_extra")
            if code is None and self._text("case_code", at):
                raise RowRefused("case_code", "case_code")
            told = {name: value for name, column in self.values.items() if (value := column[at]) is not None}
            self.read.rows.append(_row(told, line, key, code))
        except RowRefused as problem:
            text = self._text(problem.column, at)
            is_code = problem.code == "case_code" and looks_like_code(text)
            if problem.code in _NOT_IN_ITS_LIST and not is_code and refused(text):
                problem.code = "case_identity"
            values = {"name": problem.column, "allowed": ALLOWED.get(problem.column, "")} | problem.values
            self.read.issues.append(issue(problem.code, line, column=problem.column or None, raw=(), **values))
            self.read.refused_keys.setdefault(key, line)

    def _text(self, name: str, at: int) -> str:
        return self.texts[name][at] if name in self.texts else ""


def _row(said: dict[str, Any], line: int, key: str, code: str | None) -> CaseRow:
    """One row. `said`: {field: value} of its filled cells, in the order in which they are checked."""
    for name, value in said.items():
        if isinstance(value, Bad):
            raise RowRefused(value, name)
    told = {name: said[field] for name, field in _OF_CASE if field in said}
    for name, own in OWN_OF.items():
        if name in said:  # and our column that says the same, or finer: ours counts, and the two must agree
            theirs, ours = said[name], told.setdefault(own, said[name])
            if not says_the_same(name, theirs, ours) and ours is not theirs:
                raise RowRefused("case_columns_differ", name, other=own)
    opened, closed = told.get("opened_on"), told.get("closed_on")
    if opened is None and code is None:
        raise RowRefused("case_missing", "opened_on")
    _in_order(opened, closed, "opened_on", "closed_on")
    row = CaseRow(line, key, code, told, said.get("area"), is_open=said.get(CASE_STATUS))
    if row.is_open and closed is not None:
        raise RowRefused("case_columns_differ", CASE_STATUS, other="closed_on")
    if row.is_open is False and closed is None:
        raise RowRefused("case_missing", "closed_on")
    _add_need(row, said)
    if row.need is None and not said.keys().isdisjoint(OF_REFERRAL):
        raise RowRefused("case_missing", "need")
    row.sent, row.decided = referral_of(said), consent_of_row(said)
    return row


def _add_need(row: CaseRow, said: dict[str, Any]) -> None:
    row.need = said.get("need")
    if row.need is None:
        if any(name in said for name in ("need_area", "need_opened_on", "need_closed_on", PLAN_TYPE)):
            raise RowRefused("case_missing", "need")
        return
    row.need_area = said.get("need_area") or row.area
    if row.need_area is None:
        raise RowRefused("case_missing", "need_area")
    row.need_opened_on = said.get("need_opened_on") or row.told.get("opened_on")
    row.need_closed_on = said.get("need_closed_on")
    if row.need_opened_on is None:
        raise RowRefused("case_missing", "need_opened_on")
    closed = row.told.get("closed_on")
    if row.need_closed_on is None and closed and closed >= row.need_opened_on:
        row.need_closed_on = closed  # nobody waits for it any more
    _in_order(row.need_opened_on, row.need_closed_on, "need_opened_on", "need_closed_on")


def _in_order(first: date | None, last: date | None, earlier: str, later: str) -> None:
    if first and last and last < first:
        raise RowRefused("case_order", later, earlier=earlier, later=later)


# --- what a row says of a case without a code, as a key: the same file twice adds nothing (`SharedCase.import_key`) -------


NeedKey = tuple[str, str, date]
"""(code of the kind of help, P-code, opened on)."""


def import_keys(groups: list[list[CaseRow]]) -> dict[str, str]:
    """{key of the group: hash of what it says and its number among alike ones of the file}.

    What is hashed is JSON, and must stay so to the letter: by it files that were imported before find their cases.
    """
    seen: Counter[str] = Counter()
    keys = {}
    for rows in groups:
        first = rows[0]
        told = ", ".join(_piece(*item) for item in sorted(first.told.items()))
        needs = {str((r.need.code, pcode_of(r.need_area), r.need_opened_on, r.need_closed_on)) for r in rows if r.need}
        content = f"[[{told}], {_json(pcode_of(first.area))}, {_json(sorted(needs))}]"
        sent = sorted(str((need_key(r), r.sent)) for r in rows if r.sent)
        if sent or first.decided:
            content += _json([sent, str(first.decided)])  # a list without either has the key it always had
        seen[content] += 1
        keys[first.key] = hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()
    return keys


_json = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=50_000)
def _piece(name: str, value: object) -> str:
    """One column of a case: most values stand in many."""
    return _json([name, json_ready({name: value})[name]])


def pcode_of(place: Place | None) -> str | None:
    """The code of an area; None: none is told."""
    return place.pcode if place else None


def need_key(row: CaseRow) -> NeedKey | None:
    """What names the need of a row within its case; None: the row tells none."""
    if row.need is None or row.need_area is None or row.need_opened_on is None:
        return None
    return (row.need.code, row.need_area.pcode, row.need_opened_on)
