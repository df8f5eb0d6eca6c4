"""A list of services as read, before anything stored is looked at: its sheet, and a dated statement per row, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from coalition.imports.cells.open_dates import years_in
from coalition.imports.cells.reader import FileRefused, Grid
from coalition.imports.cells.text import BadCell
from coalition.imports.issues import RowIssue, RowRefused, issue
from coalition.imports.lists import Cells, ListRead
from coalition.imports.matching.keys import organization_key
from coalition.imports.reading import Choices, ColumnRead, Reading, preview
from coalition.imports.services.columns import Layout, header_key, header_score, is_subsector, layout_at, nearest_layout, values
from coalition.imports.services.lists import AreaRef, HelpRef
from coalition.imports.services.package import is_lone_table, is_package, left_out, read_package
from coalition.imports.services.values import (
    FOR_WHOM,
    LOOKS,
    NOT_KNOWN,
    Get,
    Said,
    limits_of,
    read_month,
    read_nobody,
    read_status,
    tells_who,
)
from coalition.imports.workbook import Sheet, read_sheets
from coalition.vocabulary import BatchKind

_SHOWN = 12  # rows a person sees who corrects the columns


@dataclass(frozen=True)
class ServicesSeen:
    """One sheet (or the whole of a CSV) as it was looked at, its layout found or nearest to it, and what else is to be said."""

    grid: Grid
    layout: Layout
    sheet: str | None = None
    notices: tuple[RowIssue, ...] = ()

    def as_reading(self, name: str, refused: str | None = None) -> Reading:
        """How it was read, as the page shows it: header row, columns, the first rows."""
        grid, of_column = self.grid, {at: field_name for field_name, at in self.layout.columns.items()}
        columns = [ColumnRead(at, header, of_column.get(at)) for at, header in enumerate(self.layout.headers)]
        told = Reading(name, self.layout.format, grid.encoding, grid.delimiter, grid.lines[self.layout.header], columns)
        told.kind, told.refused, told.preview, told.sheet = BatchKind.SERVICES, refused, preview(grid)[:_SHOWN], self.sheet
        return told


class ColumnNotFound(FileRefused):
    """A list of services in which one of who, what and where was not found: `seen` is what a person can choose from."""

    def __init__(self, why: RowIssue, seen: ServicesSeen) -> None:
        super().__init__(why)
        self.seen = seen


def look_at_services(data: bytes, choices: Choices) -> ServicesSeen:
    """The sheet that is a list of services, and where its columns stand. ColumnNotFound: it does not say who, what or where."""
    sheets = [Sheet("", read_package(data))] if is_package(data) else read_sheets(data, header_score)
    sheets = [sheet for sheet in sheets if sheet.name == choices.sheet] or sheets
    found = [ServicesSeen(s.grid, layout, s.name or None) for s in sheets if (layout := _layout_of(s.grid, choices))]
    if not found and any(is_lone_table(row) for sheet in sheets for row in sheet.grid.rows[:1]):
        raise FileRefused(issue("lone_table"))
    if not found:
        raise FileRefused(issue("no_services", why="No header row has columns for who, what and where"))
    (first, *others) = sorted(found, key=lambda seen: bool(seen.layout.missing))
    if first.layout.missing:
        raise ColumnNotFound(issue("services_column", what=first.layout.missing[0]), first)
    complete = [other for other in others if not other.layout.missing]
    notices = tuple(issue("other_sheet", value=first.sheet, other=other.sheet) for other in complete)
    if is_package(data):
        notices = tuple(issue("tables_not_read", value=", ".join(names)) for names in [left_out(data)] if names)
        first = replace(first, layout=replace(first.layout, format="hsds"))
    elif first.layout.format in _TYPED and (unused := _unused(first, choices)):
        notices += (issue("services_columns_unused", value=", ".join(unused)),)
    return replace(first, notices=notices)


_TYPED = ("services_template", "3w_list")
"""Lists that somebody typed: each column means something here. Those that programs export have many that are for others."""


def _unused(seen: ServicesSeen, choices: Choices) -> list[str]:
    """Headers of filled columns that no field is read from and nobody has chosen for anything, as they are written."""
    layout, rows = seen.layout, seen.grid.rows
    known = {*layout.columns.values(), *(choices.columns or {})}
    filled = {at for row in rows[layout.first :] for at, cell in enumerate(row) if cell.strip()}
    return [header.strip() for at, header in enumerate(layout.headers) if header.strip() and at in filled - known]


def _layout_of(grid: Grid, choices: Choices) -> Layout | None:
    if choices.header_line is not None and choices.header_line in grid.lines:
        found: Layout | None = layout_at(grid.rows, grid.lines.index(choices.header_line))
    else:
        found = nearest_layout(grid.rows)
    return found.with_chosen(choices.columns) if found and choices.columns else found


# --- which sheet is the list, and where its columns stand -------------------------------------------------------------------


_LONGEST = 500  # letters in a cell
_NOTHING = "-–— ?"
_DATED = ("starts_on", "ends_on", "reported_on")


@dataclass(slots=True)
class Statement:
    """One row that can be a service statement, or says without an organization that there is nobody, or that nobody asked."""

    line: int
    raw: tuple[str, ...]
    organization: str  # empty: the row is about the cell alone, and `says` what
    sector: str
    help: HelpRef
    area: AreaRef
    assured_on: date
    is_dated: bool  # the row, or somebody, says when it was reported; else `assured_on` is derived
    said: Said
    assured_by: str | None = None  # who reported it
    says: str = ""  # "", values.NOBODY or values.NOT_KNOWN
    contact: str = ""  # whom to call there; empty: not told, as the next two
    telephone: str = ""
    email: str = ""


@dataclass
class ServicesRead(ListRead):
    """One file as read."""

    layout: Layout = field(kw_only=True)
    # as written, what the file is recognised by: the row of tags of an HXL file, else the column names
    header: tuple[str, ...] = ()
    statements: list[Statement] = field(default_factory=list)  # in the order of the file
    undated: list[int] = field(default_factory=list)  # rows held because nothing tells as of which day they are
    has_codes: bool = False  # areas come with codes: unknown ones are asked about all at once
    # kinds of help come with the codes of a coalition (#subsector+code, as `access.hxl` writes them)
    codes_decide: bool = False


def read_services(
    seen: ServicesSeen, name: str, *, today: date, order: str | None = None, on: date | None = None
) -> ServicesRead:
    """Read a list of services; no day later than today is taken. FileRefused: it has no rows, or its months no year.

    `order`: "DMY" or "MDY", where that had to be asked. `on`: the day of rows that tell none; None: they wait.
    """
    grid, layout = seen.grid, seen.layout
    where = seen.sheet if seen.sheet and years_in([seen.sheet]) else name
    if len(grid.rows) <= layout.first:
        raise FileRefused(issue("header_only", row=grid.lines[layout.header]))
    read = ServicesRead(list(seen.notices), layout=layout, header=tuple(grid.rows[layout.first - 1]))
    cells = Cells(grid.rows[layout.first :], layout.columns)
    read.has_codes = bool(cells.all_of(("area1_code", "area2_code")))
    code_at = layout.columns.get("service_type_code")
    read.codes_decide = layout.format in ("hxl", "hsds") and code_at is not None and is_subsector(read.header[code_at])
    year = "" if "year" in layout.columns else where
    if "month" in layout.columns and not ("year" in layout.columns or len(years_in([year])) == 1):
        raise FileRefused(issue("no_year"))
    read.read_dates(cells.all_of(_DATED), today, order)
    rows = _Rows(read, cells, today, year, on)
    for at, (line, row) in enumerate(zip(grid.lines[layout.first :], grid.rows[layout.first :], strict=True)):
        rows.take(at, line, tuple(row), grid.bad.get(line))
    for text, lines in rows.warnings.items():  # one notice for each that the source wrote, however many rows have it
        read.issues.append(issue("source_warning", lines[0], count=len(lines), row=lines[0], value=text))
    return read


class _Rows:
    """Turns rows into statements, one at a time."""

    def __init__(self, read: ServicesRead, cells: Cells, today: date, year: str, on: date | None) -> None:
        self.read, self.cells, self.today, self.year, self.on = read, cells, today, year, on
        self.places, texts = read.layout.columns, cells.texts
        self.used = sorted(set(self.places.values()))
        self.warnings: dict[str, list[int]] = {}
        if short := texts.get("acronym"):
            names = texts.get("organization", [""] * len(short))
            texts["organization"] = [name if name.strip(_NOTHING) else other for name, other in zip(names, short, strict=True)]
        cells.look(dict.fromkeys(_DATED, self._day) | LOOKS)

    def take(self, at: int, line: int, cells: tuple[str, ...], bad: BadCell | None) -> None:
        """Read one row into `read`. `bad`: why it is refused unread."""
        if bad is not None:
            self.read.issues.append(bad.told(line, cells))
            return
        get: Get = partial(self.cells.text, at=at)
        if self.read.says_nothing(line, cells, get("organization")):
            return
        if get("warning"):
            self.warnings.setdefault(get("warning"), []).append(line)
        if tells := [name for name in (*FOR_WHOM, "hours") if tells_who(get(name))]:  # what is refused is not kept either
            cells = tuple("" if at in {self.places[name] for name in tells} else cell for at, cell in enumerate(cells))
        try:
            if tells:
                raise RowRefused("tells_who", tells[0])
            if extra := sum(map(bool, cells[len(self.read.layout.headers) :])):
                raise RowRefused("extra_cells", count=extra)
            longest = max((len(cells[at]) for at in self.used if at < len(cells)), default=0)  # what is not used may be long
            if longest > _LONGEST:
                raise RowRefused("too_long", count=f"{longest:,}")
            statement = self._statement(at, line, cells, get)
        except RowRefused as problem:
            header = self.read.layout.header_of(problem.column) if problem.column else None
            self.read.issues.append(issue(problem.code, line, column=header, raw=cells, **problem.values))
            return
        if any(get(name) in self.read.open_dates for name in _DATED):
            self.read.waiting.append(line)
        elif statement is None:
            self.read.undated.append(line)
        else:
            self.read.statements.append(statement)

    def _statement(self, at: int, line: int, cells: tuple[str, ...], get: Get) -> Statement | None:
        """What a row states; None: nothing tells as of which day. RowRefused: what is wrong with it, of several the worst."""
        if get("error"):
            raise RowRefused("source_error", "error", value=get("error"))
        organization = get("organization") if organization_key(get("organization")) else ""
        says = "" if organization else read_nobody(get("status")) or ""
        if not organization and not says:
            raise RowRefused("no_organization", "organization")
        if not get("service_type") and not get("service_type_code"):
            raise RowRefused("no_service_type", "service_type")
        area = _area(get, says)
        told = self.cells.said(at)
        starts, ends, reported = self._days(told, get)
        limits, is_offered = limits_of(told, get), read_status(get("status"))
        if is_offered is None and not says:
            raise RowRefused("unknown_status", "status", value=get("status"))
        derived = self._derived(ends, says, get)
        if (day := reported or derived or self.on) is None:
            return None
        # A period says that somebody was there then, not that they left at its end: it stays until contradicted.
        ends = None if self._is_of_a_period(get) else ends
        said = Said(bool(is_offered), starts, ends, languages=get("languages") or None, hours=told.get("hours"), **limits)
        kind = HelpRef(get("service_type_code"), get("service_type"), get("pillar"))
        is_dated, by = reported is not None or derived is None, get("reported_by") or None
        reached = (get("contact"), get("telephone"), get("email"))
        return Statement(line, cells, organization, get("sector"), kind, area, day, is_dated, said, by, says, *reached)

    def _derived(self, ends: date | None, says: str, get: Get) -> date | None:
        """The day of a row that tells none: its end if that is past, in a period of the source today; None: nobody knows it."""
        if ends and ends <= self.today:
            return ends
        return self.today if self._is_of_a_period(get) or says == NOT_KNOWN else None

    def _is_of_a_period(self, get: Get) -> bool:
        return bool(get("month")) or self.read.layout.format == "hapi"

    def _day(self, text: str) -> date | None:
        dates = self.read.dates
        if code := dates.problem.get(text):
            raise RowRefused(code, value=text, order=dates.order or "")
        return dates.values.get(text)

    def _days(self, told: Mapping[str, date], get: Get) -> tuple[date | None, date | None, date | None]:
        """First day, last day and day of the report."""
        starts, ends, reported = map(told.get, _DATED)
        if get("month"):
            month = read_month(get("month"), get("year") or self.year)
            if month is None:
                raise RowRefused("bad_date", "month", value=f"{get('month')} {get('year')}".strip())
            starts, ends = month
        if starts and ends and ends < starts:
            raise RowRefused("end_before_start", "ends_on", start=starts.isoformat(), end=ends.isoformat())
        if reported and reported > self.today:
            raise RowRefused("reported_in_future", "reported_on", value=reported.isoformat())
        return starts, ends, reported


def _area(get: Get, says: str) -> AreaRef:
    """The deepest area the row names. One that only leaves its area empty is not for the whole country."""
    told = get("area") or get("province") or get("area1_name")
    if get("level") == "0" or header_key(told) in values("whole_country"):
        if says:
            raise RowRefused("country_only", "level")
        return AreaRef("", get("country") or get("area") or get("province"), 0, country=get("country"))
    (code1, name1), (code2, name2) = ((get(f"area{n}_code"), get(f"area{n}_name")) for n in (1, 2))
    named, given = told or code1 or code2 or name2, get("given2") or get("given1")
    if (get("level") == "2" and not code2) or (given and not named):
        raise RowRefused("area_without_code", "area2_code", value=name2 or given or name1)
    if not named:
        raise RowRefused("country_only" if get("country") else "no_area", "area")
    if code2 or name2:
        return AreaRef(code2.upper(), name2 or code2, 2, code1.upper(), name1, get("country"))
    if code1 or name1:
        return AreaRef(code1.upper(), name1 or code1, 1, country=get("country"))
    area, province = get("area"), get("province")
    return AreaRef("", area, None, "", province) if area else AreaRef("", province, 1)
