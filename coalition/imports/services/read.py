"""A list of services as read, before anything stored is looked at: one dated statement per row, or why not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from coalition.guard import IDENTITY, findings, names_somebody
from coalition.imports.cells.dates import ColumnDates, read_dates
from coalition.imports.cells.reader import FileRefused, Grid
from coalition.imports.cells.table import BadCell
from coalition.imports.issues import RowIssue, issue
from coalition.imports.matching.keys import organization_key
from coalition.imports.services.columns import Layout, header_key, is_subsector, values
from coalition.imports.services.seen import ServicesSeen
from coalition.imports.services.values import (
    is_example,
    read_age,
    read_month,
    read_nobody,
    read_places,
    read_sex,
    read_status,
    years_in,
)
from coalition.vocabulary import Sex

_LONGEST = 500  # letters in a cell
_NOTHING = "-–— ?"
_DATED = ("starts_on", "ends_on", "reported_on")


@dataclass(frozen=True, slots=True)
class AreaRef:
    """An area as a row names it. With `code` it is told exactly; without, `name` is a P-code or a name to look for.

    Attributes:
        level: 0 (the whole country), 1 or 2; None: not told.
        parent_code, parent_name: the province of a district; empty: not told.
        country: as the file writes it; empty: not told.
    """

    code: str
    name: str
    level: int | None = None
    parent_code: str = ""
    parent_name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class HelpRef:
    """A kind of help as a row names it; either may be empty. `name` may be a code in files without codes of their own."""

    code: str
    name: str
    pillar: str = ""


@dataclass(slots=True)
class Statement:
    """One row that can be a service statement, or says without an organization that there is nobody, or that nobody asked.

    Attributes:
        organization: empty: the row is about the cell alone, and `says` what.
        says: "", values.NOBODY or values.NOT_KNOWN.
        is_dated: whether the file itself says on which day it was reported; else `assured_on` is derived.
        capacity, capacity_available: places; None: not reported.
        minimum_age, maximum_age: of the people helped [years]; None: not told.
        serves_sex: the only sex helped; None: not told, or everybody is.
    """

    line: int
    raw: tuple[str, ...]
    organization: str
    sector: str
    help: HelpRef
    area: AreaRef
    starts_on: date | None
    ends_on: date | None
    assured_on: date
    is_dated: bool
    is_offered: bool
    capacity: int | None
    capacity_available: int | None
    assured_by: str | None
    eligibility: str | None
    languages: str | None
    minimum_age: int | None = None
    maximum_age: int | None = None
    serves_sex: Sex | None = None
    says: str = ""


@dataclass
class ServicesRead:
    """One file as read.

    Attributes:
        header: the row of tags of an HXL file, else the column names, as written: what the file is recognised by.
        statements: in the order of the file.
        issues: refused rows and notices.
        blank: row numbers of empty rows and of the example row.
        waiting: row numbers held by the question of day and month; `dates.example` shows what is asked.
        open_dates: the cells that the order of day and month decides, where it must be asked.
        has_codes: whether areas come with codes, so that unknown ones are asked about all at once.
        codes_decide: whether kinds of help come with the codes of a coalition (#subsector+code, as `access.hxl` writes them).
    """

    format: str
    layout: Layout
    header: tuple[str, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    dates: ColumnDates = field(default_factory=ColumnDates)
    open_dates: frozenset[str] = frozenset()
    has_codes: bool = False
    codes_decide: bool = False


def read_services(seen: ServicesSeen, name: str, *, today: date, order: str | None = None) -> ServicesRead:
    """Read a list of services.

    Args:
        seen: where its columns stand. name: of the file.
        today: the day it is imported: a statement without a date is dated so.
        order: "DMY" or "MDY", where that had to be asked.

    Raises:
        FileRefused: it has no rows, or its months no year.
    """
    grid, layout = seen.grid, seen.layout
    where = seen.sheet if seen.sheet and years_in(seen.sheet) else name
    if len(grid.rows) <= layout.first:
        raise FileRefused(issue("header_only", row=grid.lines[layout.header]))
    read = ServicesRead(layout.format, layout, tuple(grid.rows[layout.first - 1]), issues=list(seen.notices))
    coded = [at for name, at in layout.columns.items() if name in ("area1_code", "area2_code")]
    read.has_codes = any(at < len(row) and row[at] for at in coded for row in grid.rows[layout.first :])
    code_at = layout.columns.get("service_type_code")
    read.codes_decide = layout.format in ("hxl", "hsds") and code_at is not None and is_subsector(read.header[code_at])
    year = "" if "year" in layout.columns else where
    if "month" in layout.columns and not ("year" in layout.columns or len(years_in(year)) == 1):
        raise FileRefused(issue("no_year"))
    _read_dates(read, grid, today, order)
    rows = _Rows(read, today, year)
    for line, cells in zip(grid.lines[layout.first :], grid.rows[layout.first :], strict=True):
        rows.take(line, tuple(cells), grid.bad.get(line))
    rows.tell_warnings()
    return read


def _read_dates(read: ServicesRead, grid: Grid, today: date, order: str | None) -> None:
    """Read the cells of all date columns, each distinct text once, in one order."""
    columns = [read.layout.columns[name] for name in _DATED if name in read.layout.columns]
    rows = grid.rows[read.layout.first :]
    texts = sorted({row[i] for i in columns for row in rows if i < len(row)} - {""})
    read.dates = read_dates(texts, today=today, order=order)
    if read.dates.ask:
        one, other = (read_dates(texts, today=today, order=name).values for name in ("DMY", "MDY"))
        read.open_dates = frozenset(text for text in texts if one[text] != other[text])


class _Rows:
    """Turns rows into statements, one at a time."""

    def __init__(self, read: ServicesRead, today: date, year: str) -> None:
        self.read, self.today, self.year = read, today, year
        self.dates = read.dates
        self.places = dict(read.layout.columns)
        self.has_acronyms = "acronym" in self.places
        self.used = sorted(set(self.places.values()))
        self._warnings: dict[str, list[int]] = {}

    def take(self, line: int, cells: tuple[str, ...], bad: BadCell | None) -> None:
        """Read one row into `read`. `bad`: why it is refused unread."""
        if bad is not None:
            self.read.issues.append(bad.told(line, cells))
            return
        if not any(cells):
            self.read.blank.append(line)
            return
        get = self._getter(cells)
        if is_example(get("organization")):
            self.read.blank.append(line)
            self.read.issues.append(issue("example_row", line))
            return
        if get("warning"):
            self._warnings.setdefault(get("warning"), []).append(line)
        if tells := _tells_who(get("eligibility")):  # what is refused is not kept either
            cells = tuple("" if at == self.places["eligibility"] else cell for at, cell in enumerate(cells))
        problem = ("tells_who", "eligibility", {}) if tells else next(self._problems(cells, get), None)
        if problem is not None:
            code, column, told = problem
            header = self.read.layout.header_of(column) if column else None
            self.read.issues.append(issue(code, line, column=header, raw=cells, **told))
        elif self._waits(get):
            self.read.waiting.append(line)
        else:
            self.read.statements.append(self._statement(line, cells, get))

    def tell_warnings(self) -> None:
        """One notice for each warning the source wrote, however many rows have it."""
        for text, lines in self._warnings.items():
            self.read.issues.append(issue("source_warning", lines[0], count=len(lines), row=lines[0], value=text))

    def _getter(self, cells: tuple[str, ...]) -> Callable[[str], str]:
        def get(field_name: str) -> str:
            index = self.places.get(field_name)
            value = cells[index] if index is not None and index < len(cells) else ""
            if field_name == "organization" and not value.strip(_NOTHING):
                return get("acronym") if self.has_acronyms else value
            return value

        return get

    def _problems(self, cells: tuple[str, ...], get: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        """(code, field, values) of what is wrong with a row, the worst first."""
        extra = sum(map(bool, cells[len(self.read.layout.headers) :]))
        if extra:
            yield "extra_cells", "", {"count": extra}
        longest = max((len(cells[at]) for at in self.used if at < len(cells)), default=0)  # what is not used may be long
        if longest > _LONGEST:
            yield "too_long", "", {"count": f"{longest:,}"}
        if get("error"):
            yield "source_error", "error", {"value": get("error")}
        says = self._says(get)
        if not organization_key(get("organization")) and not says:
            yield "no_organization", "organization", {}
        if not get("service_type") and not get("service_type_code"):
            yield "no_service_type", "service_type", {}
        yield from self._area_problems(get)
        yield from self._date_problems(get)
        yield from self._place_problems(get)
        yield from self._people_problems(get)
        if read_status(get("status")) is None and not says:
            yield "unknown_status", "status", {"value": get("status")}

    def _says(self, get: Callable[[str], str]) -> str:
        """What a row without an organization says of its cell; empty: nothing, or it names an organization."""
        return "" if organization_key(get("organization")) else read_nobody(get("status")) or ""

    def _area_problems(self, get: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        named = [get(f) for f in ("area", "province", "area1_name", "area1_code", "area2_name", "area2_code")]
        given = get("given2") or get("given1")
        if self._is_whole_country(get):
            if self._says(get):
                yield "country_only", "level", {}
        elif (get("level") == "2" and not get("area2_code")) or (given and not any(named)):
            yield "area_without_code", "area2_code", {"value": get("area2_name") or given or get("area1_name")}
        elif not any(named):
            yield ("country_only" if get("country") else "no_area"), "area", {}

    def _date_problems(self, get: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        for name in _DATED:
            code = self.dates.problem.get(get(name)) if get(name) else None
            if code:
                yield code, name, {"value": get(name), "order": self.dates.order or ""}
        if get("month") and read_month(get("month"), get("year") or self.year) is None:
            yield "bad_date", "month", {"value": f"{get('month')} {get('year')}".strip()}
        starts, ends, reported = self._days(get)
        if starts and ends and ends < starts:
            yield "end_before_start", "ends_on", {"start": starts.isoformat(), "end": ends.isoformat()}
        if reported and reported > self.today:
            yield "reported_in_future", "reported_on", {"value": reported.isoformat()}

    def _place_problems(self, get: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        numbers: list[int | None] = []
        for name in ("capacity", "capacity_available"):
            number, problem = read_places(get(name))
            if problem:
                yield problem.code, name, {"value": get(name)}
            numbers.append(number)
        capacity, available = numbers
        if capacity is not None and available is not None and available > capacity:
            yield "available_above_capacity", "capacity_available", {"capacity": capacity, "available": available}

    def _people_problems(self, get: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, object]]]:
        """What cannot be about the people helped."""
        ages: list[int | None] = []
        for name in ("minimum_age", "maximum_age"):
            age, problem = read_age(get(name))
            if problem:
                yield problem.code, name, {"value": get(name)}
            ages.append(age)
        youngest, oldest = ages
        if youngest is not None and oldest is not None and oldest < youngest:
            yield "ages_reversed", "maximum_age", {"youngest": youngest, "oldest": oldest}
        _, problem = read_sex(get("serves_sex"))
        if problem:
            yield problem.code, "serves_sex", {"value": get("serves_sex")}

    def _days(self, get: Callable[[str], str]) -> tuple[date | None, date | None, date | None]:
        starts, ends, reported = (self.dates.values.get(get(name)) if get(name) else None for name in _DATED)
        month = read_month(get("month"), get("year") or self.year) if get("month") else None
        return (*month, reported) if month else (starts, ends, reported)

    def _waits(self, get: Callable[[str], str]) -> bool:
        """A date that cannot be told before the order of day and month is answered."""
        return any(get(name) in self.read.open_dates for name in _DATED)

    def _statement(self, line: int, cells: tuple[str, ...], get: Callable[[str], str]) -> Statement:
        starts, ends, reported = self._days(get)
        # A reference period says that somebody was there then, not that they left at its end: it stays until contradicted.
        last_day = None if get("month") or self.read.format == "hapi" else ends
        return Statement(
            line=line,
            raw=cells,
            organization="" if self._says(get) else get("organization"),
            sector=get("sector"),
            help=HelpRef(get("service_type_code"), get("service_type"), get("pillar")),
            area=self._area(get),
            starts_on=starts,
            ends_on=last_day,
            assured_on=reported or (ends if ends and ends <= self.today else self.today),
            is_dated=reported is not None,
            is_offered=bool(read_status(get("status"))),
            capacity=read_places(get("capacity"))[0],
            capacity_available=read_places(get("capacity_available"))[0],
            assured_by=get("reported_by") or None,
            eligibility=get("eligibility") or None,
            languages=get("languages") or None,
            minimum_age=read_age(get("minimum_age"))[0],
            maximum_age=read_age(get("maximum_age"))[0],
            serves_sex=read_sex(get("serves_sex"))[0],
            says=self._says(get),
        )

    @staticmethod
    def _is_whole_country(get: Callable[[str], str]) -> bool:
        """Whether a row says that it is for the whole country; one that only leaves its area empty does not."""
        told = get("area") or get("province") or get("area1_name")
        return get("level") == "0" or header_key(told) in values("whole_country")

    def _area(self, get: Callable[[str], str]) -> AreaRef:
        """The deepest area the row names."""
        if self._is_whole_country(get):
            return AreaRef("", get("country") or get("area") or get("province"), 0, country=get("country"))
        one, two = (get("area1_code"), get("area1_name")), (get("area2_code"), get("area2_name"))
        if two[0]:
            return AreaRef(two[0].upper(), two[1] or two[0], 2, one[0].upper(), one[1], get("country"))
        if two[1]:
            return AreaRef("", two[1], 2, one[0].upper(), one[1], get("country"))
        if one[0]:
            return AreaRef(one[0].upper(), one[1] or one[0], 1, country=get("country"))
        if one[1]:
            return AreaRef("", one[1], 1, country=get("country"))
        area, province = get("area"), get("province")
        return AreaRef("", area, None, "", province) if area else AreaRef("", province, 1)


@lru_cache(maxsize=1_000)
def _tells_who(text: str) -> bool:
    """Whether what is said of a service names a person, or holds the number of an identity card or passport, or a day of birth.

    A telephone may be that of the office that is asked first.
    """
    if not text:
        return False
    return names_somebody(text) or (any(map(str.isdigit, text)) and any(found.kind in IDENTITY for found in findings(text)))
