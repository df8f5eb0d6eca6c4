"""A list of shared cases as read: coded fields only. The text of a cell that is refused is neither kept nor repeated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from coalition.codes import canonical_code, looks_like_code
from coalition.guard import refused
from coalition.imports.cases import columns as c
from coalition.imports.cells.dates import ColumnDates
from coalition.imports.cells.reader import FileRefused
from coalition.imports.cells.text import BadCell, BadCells
from coalition.imports.issues import RowRefused, issue
from coalition.imports.lists import Cells, ListRead, Look
from coalition.imports.lookups import Help, Helps, Place, Places
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Question, options_of
from coalition.imports.workbook import read_sheets
from coalition.vocabulary import LABELS, WithheldField

_Value = TypeVar("_Value")
_NEEDED = {"opened_on", "area"}
_NOT_IN_ITS_LIST = {"case_value", "case_code"}


@dataclass(slots=True)
class CaseRow:
    """One row: the case, the need it adds, to whom that was sent, what was decided about sharing. None: the cell is empty."""

    line: int
    key: str  # what joins the rows of one case: its code, the sender's own label (never stored), or the row itself
    code: str | None
    told: dict[str, Any]  # {column of `shared_case`: value}
    area: Place | None
    need: Help | None = None
    need_area: Place | None = None
    need_opened_on: date | None = None
    need_closed_on: date | None = None
    sent: c.Sent | None = None
    decided: c.Decided | None = None
    is_open: bool | None = None


@dataclass
class CasesRead(ListRead):
    """One file as read; its issues have no text of a row. `refused_keys`: {case: row}, so that no half of a case is taken."""

    rows: list[CaseRow] = field(default_factory=list)
    refused_keys: dict[str, int] = field(default_factory=dict)


# --- the organizations that share ------------------------------------------------------------------------------------------
# The text of a cell that is refused is neither kept nor repeated, and what is no organization may be somebody's name: the
# question tells the rows and how many, not the names. What could tell who somebody is becomes no organization.


KEY, ADD = "new_organizations", "add"
_LONGEST = 200  # characters


@dataclass
class Named:
    """Who may be named."""

    stored: Mapping[str, int]  # {key: id}
    adds: bool = False  # those that are not stored
    # {key: (number below zero that stands for it until it has an id, name as first written)}
    new: dict[str, tuple[int, str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)  # keys that are not stored and could be organizations; they are not shown

    def all_of(self, text: str) -> frozenset[int] | None:
        """Names between semicolons. None: one is not found."""
        found = [self.find(part) for part in text.split(";") if part.strip()]
        return None if None in found else frozenset(one for one in found if one is not None)

    def find(self, text: str) -> int | None:
        """The organization of that name, where it is added the number that stands for it; None: neither."""
        key = organization_key(text)
        if (stored := self.stored.get(key)) is not None:
            return stored
        name = " ".join(text.split())
        if not key or len(name) > _LONGEST or refused(name):
            return None
        self.unknown.add(key)
        return self.new.setdefault(key, (-1 - len(self.new), name))[0] if self.adds else None

    def question(self, lines: Iterable[int]) -> Question:
        """Whether those that are not stored are to be added; nothing is added unasked."""
        told = issue("new_case_organizations", count=f"{len(self.unknown):,}")
        return Question(KEY, told.code, told.why, options_of(told.code), tuple(lines))


# --- the rows ---------------------------------------------------------------------------------------------------------------


def read_cases(data: bytes, *, places: Places, helps: Helps, organizations: Named, today: date, order: str | None) -> CasesRead:
    """Read a list of shared cases; no day later than today is taken. FileRefused: it is none, or has columns not accepted.

    `order`: "DMY" or "MDY", where that had to be asked.
    """
    grids = [sheet.grid for sheet in read_sheets(data, c.header_score)]
    if not grids:
        raise FileRefused(issue("empty_file"))
    grid = max(grids, key=lambda grid: max(map(c.header_score, grid.rows[:5]), default=0.0))
    headers = (at for at, row in enumerate(grid.rows[: c.SEEN_ROWS]) if c.is_case_header(row))
    start = next(headers, next((at for at, row in enumerate(grid.rows) if any(row)), 0))
    columns, others = c.fields_of(grid.rows[start])
    missing = ", ".join(sorted(_NEEDED - columns.keys()))
    if others and (not missing or c.is_case_header(grid.rows[start])):  # before any cell is looked at
        raise FileRefused(issue("case_columns", columns=c.told_columns(grid.rows[start])))
    if missing:
        raise FileRefused(issue("no_cases", why=f"there is no column {missing}"))
    rows = grid.rows[start + 1 :]
    if not any(map(any, rows)):
        raise FileRefused(issue("header_only", row=grid.lines[start]))
    cells, read = Cells(rows, columns, empty=("-", "–", "?")), CasesRead()
    read.read_dates(cells.all_of(c.DATES), today, order)
    looks = _looks(places, helps, organizations, read.dates, today)
    cells.look({name: looks[name] for name in dict.fromkeys(_IN_TURN)})
    _Reader(read, cells, len(grid.rows[start])).take_all(grid.lines[start + 1 :], rows, grid.bad)
    return read


def _looks(places: Places, helps: Helps, organizations: Named, dates: ColumnDates, today: date) -> dict[str, Look]:
    """{field: what a text in it is}."""

    def day(text: str) -> date:
        if (found := _known(dates.values.get(text))) > today:
            raise RowRefused("case_future")
        return found

    def area(text: str) -> Place:
        found = places.find(text)
        return _known(found[0] if len(found) == 1 else None)

    return {
        **dict.fromkeys(c.DATES, day),
        **dict.fromkeys(c.ORGANIZATIONS, lambda text: _known(organizations.find(text))),
        **dict.fromkeys(("area", "need_area"), area),
        **{name: _among(_labeled(kind)) for name, kind in (c.LISTS | c.MORE_LISTS).items()},
        **{name: _among(values) for name, values in (c.VALUES | c.CHOICES).items()},
        "need": lambda text: _known(helps.find("", text)),
        "consent_organizations": lambda text: _known(organizations.all_of(text)),
        "consent_withheld": _withheld,
    }


def _known(value: _Value | None) -> _Value:
    if value is None:
        raise RowRefused("case_value")
    return value


def _labeled(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """{value or label: value} of a closed list."""
    labels = LABELS[kind]
    return {name: one for one in reversed(kind) for name in (one.value, labels[one], one.value.replace("_", " "))}


def _among(values: Mapping[str, Any]) -> Callable[[str], Any]:
    names = {name.casefold(): value for name, value in values.items()}
    return lambda text: _known(names.get(text.strip().casefold()))


def _withheld(text: str) -> frozenset[WithheldField]:
    try:
        return frozenset(WithheldField(name.strip().casefold()) for name in text.split(";") if name.strip())
    except ValueError as problem:
        raise RowRefused("case_value") from problem


_OF_CASE = sorted(
    [*((name, name) for name in (*c.LISTS, "opened_on", "closed_on")), ("holder_organization_id", "holder_organization")]
)
"""(column of `shared_case`, field), in the order of their letters, in which they are hashed (`import_keys`)."""

_IN_TURN = (
    *(*c.DATES[:4], "area", "holder_organization", *c.LISTS, "need", "need_area"),
    *(*c.OF_REFERRAL, *c.OF_CONSENT, *c.OWN_OF, *c.CHOICES),
)
"""Checked in this order, so that the first column that cannot be taken is named."""


class _Reader:
    """Turns rows into `CaseRow`s."""

    def __init__(self, read: CasesRead, cells: Cells, width: int) -> None:
        self.read, self.cells, self.width = read, cells, width

    def take_all(self, lines: list[int], rows: Sequence[list[str]], bad: BadCells) -> None:
        """Read all rows into `read`; those of `bad` are refused."""
        known, text, open_dates = dict[str, str | None](), self.cells.text, self.read.open_dates
        for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
            code_text, label = text("case_code", at), text("case", at)
            if self.read.says_nothing(line, row, label):
                continue
            code = known.setdefault(code_text, canonical_code(code_text)) if code_text else None
            key = code or (f"label:{' '.join(label.split()).casefold()}" if label else f"row:{line}")
            if open_dates and any(text(name, at) in open_dates for name in c.DATES):
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
            if code is None and self.cells.text("case_code", at):
                raise RowRefused("case_code", "case_code")
            self.read.rows.append(_row(self.cells.said(at), line, key, code))
        except RowRefused as problem:
            text = self.cells.text(problem.column, at)
            is_code = problem.code == "case_code" and looks_like_code(text)
            is_identity = problem.code in _NOT_IN_ITS_LIST and not is_code and refused(text)
            values = {"name": problem.column, "allowed": c.ALLOWED.get(problem.column, "")} | problem.values
            told = issue(
                "case_identity" if is_identity else problem.code, line, column=problem.column or None, raw=(), **values
            )
            self.read.issues.append(told)
            self.read.refused_keys.setdefault(key, line)


def _row(said: dict[str, Any], line: int, key: str, code: str | None) -> CaseRow:
    """One row. `said`: {field: value} of its filled cells, in the order in which they are checked."""
    told = {name: said[field] for name, field in _OF_CASE if field in said}
    for name, own in c.OWN_OF.items():
        if name in said:  # and our column that says the same, or finer: ours counts, and the two must agree
            theirs, ours = said[name], told.setdefault(own, said[name])
            if not c.says_the_same(name, theirs, ours) and ours is not theirs:
                raise RowRefused("case_columns_differ", name, other=own)
    opened, closed = told.get("opened_on"), told.get("closed_on")
    if opened is None and code is None:
        raise RowRefused("case_missing", "opened_on")
    _in_order(opened, closed, "opened_on", "closed_on")
    row = CaseRow(line, key, code, told, said.get("area"), is_open=said.get(c.CASE_STATUS))
    if row.is_open and closed is not None:
        raise RowRefused("case_columns_differ", c.CASE_STATUS, other="closed_on")
    if row.is_open is False and closed is None:
        raise RowRefused("case_missing", "closed_on")
    _add_need(row, said)
    if row.need is None and not said.keys().isdisjoint(c.OF_REFERRAL):
        raise RowRefused("case_missing", "need")
    row.sent, row.decided = c.referral_of(said), c.consent_of_row(said)
    return row


def _add_need(row: CaseRow, said: dict[str, Any]) -> None:
    row.need = said.get("need")
    if row.need is None:
        if any(name in said for name in ("need_area", "need_opened_on", "need_closed_on", c.PLAN_TYPE)):
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
