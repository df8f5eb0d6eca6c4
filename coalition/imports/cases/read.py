"""A list of shared cases as read: coded fields only. The text of a cell that is refused is neither kept nor repeated."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coalition.codes import canonical_code
from coalition.guard import refused
from coalition.imports.cases.columns import ALLOWED, DATES, LISTS, fields_of, header_row, header_score, told_columns
from coalition.imports.cells.dates import ColumnDates, read_dates
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lookups import Help, Helps, Place, Places
from coalition.imports.matching import organization_key
from coalition.imports.services.values import is_example
from coalition.imports.workbook import is_zip, read_workbook
from coalition.vocabulary import LABELS

_NEEDED = {"opened_on", "area"}
_NOTHING = {"", "-", "–", "?"}
_NOT_IN_ITS_LIST = {"case_value", "case_code"}


@dataclass(slots=True)
class CaseRow:
    """One row: what it says of the case, and the need it adds. None: the cell is empty.

    Attributes:
        key: what joins the rows of one case: its code, or the sender's own label (never stored), or the row itself.
        told: {column of `shared_case`: value}.
    """

    line: int
    key: str
    code: str | None
    told: dict[str, object]
    area: Place | None
    need: Help | None = None
    need_area: Place | None = None
    need_opened_on: date | None = None
    need_closed_on: date | None = None


@dataclass
class CasesRead:
    """One file as read.

    Attributes:
        rows: in the order of the file.
        issues: refused rows, without their text, and the example row of the template.
        refused_keys: {key of a case: row} of refused and waiting rows, so that no half of a case is taken.
        blank, waiting: row numbers.
        example: a date to be asked about: (first, second reading); None: nothing to ask.
    """

    rows: list[CaseRow] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    refused_keys: dict[str, int] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    example: tuple[date, date] | None = None


class _Refused(Exception):
    """A cell cannot be taken."""

    def __init__(self, code: str, column: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.column, self.values = code, column, values


def read_cases(
    data: bytes, *, places: Places, helps: Helps, organizations: dict[str, int], today: date, order: str | None
) -> CasesRead:
    """Read a list of shared cases.

    Args:
        places, helps, organizations: what cells may name; organizations by key.
        today: no day after it is taken.
        order: "DMY" or "MDY" where that had to be asked.

    Raises:
        FileRefused: no list of shared cases, or one with columns that are not accepted.
    """
    grid = _grid_of(data)
    start = header_row(grid.rows)
    columns, others = fields_of(grid.rows[start])
    if not columns.keys() >= _NEEDED:
        missing = ", ".join(sorted(_NEEDED - columns.keys()))
        raise FileRefused(issue("no_cases", why=f"there is no column {missing}"))
    if others:
        raise FileRefused(issue("case_columns", columns=told_columns(grid.rows[start])))
    rows = grid.rows[start + 1 :]
    if not any(any(row) for row in rows):
        raise FileRefused(issue("header_only", row=grid.lines[start]))
    texts = sorted({row[i] for f in DATES if (i := columns.get(f)) is not None for row in rows if i < len(row)} - _NOTHING)
    reader = _Reader(columns, len(grid.rows[start]), places, helps, organizations, today)
    reader.use_dates(texts, order)
    for line, cells in zip(grid.lines[start + 1 :], rows, strict=True):
        reader.take(line, cells)
    return reader.read


def _grid_of(data: bytes) -> Grid:
    if is_zip(data):
        grids = [sheet.grid for sheet in read_workbook(data)]
        if not grids:
            raise FileRefused(issue("empty_file"))
        return max(grids, key=lambda grid: max(header_score(row) for row in grid.rows[:5]))
    return read_grid(data, header_score=header_score)


class _Reader:
    """Turns rows into `CaseRow`s."""

    def __init__(
        self, columns: dict[str, int], width: int, places: Places, helps: Helps, organizations: dict[str, int], today: date
    ) -> None:
        self.read = CasesRead()
        self.columns, self.width, self.today = columns, width, today
        self.places, self.helps, self.organizations = places, helps, organizations
        self.dates = ColumnDates()
        self.open_dates: frozenset[str] = frozenset()

    def use_dates(self, texts: list[str], order: str | None) -> None:
        """Read all cells of the date columns in one order of day and month."""
        self.dates = read_dates(texts, today=self.today, order=order)
        if self.dates.ask:
            one, other = (read_dates(texts, today=self.today, order=name).values for name in ("DMY", "MDY"))
            self.open_dates = frozenset(text for text in texts if one[text] != other[text])
            self.read.example = self.dates.example[1:] if self.dates.example else None

    def take(self, line: int, cells: list[str]) -> None:
        """Read one row into `read`."""
        if not any(cells):
            self.read.blank.append(line)
            return
        told = {name: cells[i] if i < len(cells) and cells[i] not in _NOTHING else "" for name, i in self.columns.items()}
        if is_example(told.get("case", "")):
            self.read.blank.append(line)
            self.read.issues.append(issue("example_row", line))
            return
        code = canonical_code(told.get("case_code", ""))
        label = " ".join(told.get("case", "").split()).casefold()
        key = code or (f"label:{label}" if label else f"row:{line}")
        if any(told.get(name) in self.open_dates for name in DATES):
            self.read.waiting.append(line)
            self.read.refused_keys.setdefault(key, line)
            return
        try:
            if any(cells[self.width :]):
                raise _Refused("case_extra", "")
            if told.get("case_code") and not code:
                raise _Refused("case_code", "case_code")
            self.read.rows.append(self._row(line, key, code, told))
        except _Refused as problem:
            if problem.code in _NOT_IN_ITS_LIST and refused(told.get(problem.column, "")):
                problem.code = "case_identity"
            values = {"name": problem.column, "allowed": ALLOWED.get(problem.column, "")} | problem.values
            self.read.issues.append(issue(problem.code, line, column=problem.column or None, raw=(), **values))
            self.read.refused_keys.setdefault(key, line)

    def _row(self, line: int, key: str, code: str | None, told: dict[str, str]) -> CaseRow:
        days = {name: self._day(name, told.get(name, "")) for name in DATES}
        if days["opened_on"] is None and code is None:
            raise _Refused("case_missing", "opened_on")
        self._in_order(days, "opened_on", "closed_on")
        area = self._area("area", told.get("area", ""))
        holder = told.get("holder_organization", "")
        if holder and organization_key(holder) not in self.organizations:
            raise _Refused("case_value", "holder_organization")
        fields: dict[str, object] = {name: _listed(name, told.get(name, "")) for name in LISTS}
        fields |= {"opened_on": days["opened_on"], "closed_on": days["closed_on"]}
        fields["holder_organization_id"] = self.organizations[organization_key(holder)] if holder else None
        row = CaseRow(line, key, code, {name: value for name, value in fields.items() if value is not None}, area)
        self._add_need(row, told, days)
        return row

    def _add_need(self, row: CaseRow, told: dict[str, str], days: dict[str, date | None]) -> None:
        if not told.get("need"):
            if any(told.get(name) for name in ("need_area", "need_opened_on", "need_closed_on")):
                raise _Refused("case_missing", "need")
            return
        row.need = self.helps.find("", told["need"])
        if row.need is None:
            raise _Refused("case_value", "need")
        row.need_area = self._area("need_area", told.get("need_area", "")) or row.area
        if row.need_area is None:
            raise _Refused("case_missing", "need_area")
        row.need_opened_on, row.need_closed_on = days["need_opened_on"] or days["opened_on"], days["need_closed_on"]
        if row.need_opened_on is None:
            raise _Refused("case_missing", "need_opened_on")
        closed = days["closed_on"]
        if row.need_closed_on is None and closed and closed >= row.need_opened_on:
            row.need_closed_on = closed  # nobody waits for it any more
        self._in_order(days | {"need_opened_on": row.need_opened_on}, "need_opened_on", "need_closed_on")

    def _day(self, name: str, text: str) -> date | None:
        day = self.dates.values.get(text) if text else None
        if text and day is None:
            raise _Refused("case_value", name)
        if day and day > self.today:
            raise _Refused("case_future", name)
        return day

    def _in_order(self, days: dict[str, date | None], earlier: str, later: str) -> None:
        first, last = days[earlier], days[later]
        if first and last and last < first:
            raise _Refused("case_order", later, earlier=earlier, later=later)

    def _area(self, name: str, text: str) -> Place | None:
        found = self.places.find(text) if text else []
        if text and len(found) != 1:
            raise _Refused("case_value", name)
        return found[0] if found else None


def _listed(name: str, text: str) -> StrEnum | None:
    """The value of a closed list a cell names by value or by label."""
    if not text:
        return None
    for member in LISTS[name]:
        if text.strip().casefold() in _names(member):
            return member
    raise _Refused("case_value", name)


def _names(member: StrEnum) -> Iterator[str]:
    yield member.value
    yield LABELS[type(member)][member].casefold()
    yield member.value.replace("_", " ")
