"""What a list of services and a list of shared cases have in common: as read, and as a plan about cells of the matrix."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from coalition.imports.cells.dates import ColumnDates, read_dates
from coalition.imports.issues import CATALOGUE, RowIssue, RowRefused, Scope, issue
from coalition.imports.lookups import Help, Place, Places
from coalition.imports.matching.keys import person_key
from coalition.imports.plan import Fate, Option, Plan, PlanRow, Question, Record, row_of
from coalition.imports.services.values import EXAMPLE

Look = Callable[[str], Any]  # what a text in a column is; None: it says nothing. RowRefused: it cannot be taken


class Cells:
    """The cells of a list by field. Each distinct text of a column is looked at once: a list of many rows names few areas."""

    def __init__(self, rows: Sequence[Sequence[str]], columns: Mapping[str, int], empty: Container[str] = ()) -> None:
        cells, blank = list(zip_longest(*rows, fillvalue="")), [""] * len(rows)
        self.texts = {
            name: ["" if text in empty else text for text in cells[at]] if at < len(cells) else blank
            for name, at in columns.items()
        }
        self._values: dict[str, list[Any]] = {}

    def text(self, name: str, at: int) -> str:
        """What a row has in the column of a field; empty: nothing, or there is no such column."""
        return self.texts[name][at] if name in self.texts else ""

    def all_of(self, names: Iterable[str]) -> set[str]:
        """The texts in the columns of some fields."""
        return {text for name in names for text in self.texts.get(name, ()) if text}

    def look(self, looks: Mapping[str, Look]) -> None:
        """Find out what the texts in the columns of some fields are."""
        for name, look in looks.items():
            known = {text: _seen(look, name, text) for text in self.all_of([name])}
            self._values[name] = list(map(known.get, self.texts.get(name, ())))

    def said(self, at: int) -> dict[str, Any]:
        """{field: value} of what a row says, in the order of the looks. RowRefused: the first of them cannot be taken."""
        told = {name: values[at] for name, values in self._values.items() if values and values[at] is not None}
        for value in told.values():
            if isinstance(value, RowRefused):
                raise value.with_traceback(None)
        return told


def _seen(look: Look, name: str, text: str) -> Any:
    try:
        return look(text)
    except RowRefused as problem:
        problem.column = name
        return problem


@dataclass
class ListRead:
    """What every such list as read has; row numbers of the spreadsheet."""

    issues: list[RowIssue] = field(default_factory=list)  # refused rows and notices
    blank: list[int] = field(default_factory=list)  # empty rows and the example row of the template
    # held by the question of day and month; `dates.example` shows what is asked
    waiting: list[int] = field(default_factory=list)
    dates: ColumnDates = field(default_factory=ColumnDates)
    open_dates: frozenset[str] = frozenset()  # the cells that this order decides, where it must be asked

    def says_nothing(self, line: int, cells: Sequence[str], label: str) -> bool:
        """Whether a row is empty or the example row of the template; then it is counted as blank."""
        if any(cells) and person_key(label) != person_key(EXAMPLE):
            return False
        self.blank.append(line)
        self.issues += [issue("example_row", line)] if any(cells) else []
        return True

    def read_dates(self, cells: Iterable[str], today: date, order: str | None) -> None:
        """Read the cells of all date columns, each distinct text once, in one order."""
        texts = sorted(set(cells))
        self.dates = read_dates(texts, today=today, order=order)
        if self.dates.ask:
            one, other = (read_dates(texts, today=today, order=name).values for name in ("DMY", "MDY"))
            self.open_dates = frozenset(text for text in texts if one[text] != other[text])


_AREA = ("pcode", "level", "country", "name", "name_local", "aliases", "iso_3166_2", "latitude", "longitude")
_HELP = ("code", "name", "name_local", "source", "pillar")


@dataclass
class CellPlan(Plan):
    """A plan about cells of the matrix."""

    entries: list[PlanRow] = field(default_factory=list)  # one per row of the file, in its order, then what is no longer there
    # what the rows name, by P-code, with the provinces of their districts
    places: dict[str, Place] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)  # by code
    new_areas: list[Place] = field(default_factory=list)  # to be added, provinces before their districts
    new_helps: list[Help] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}; what is no longer there is counted beside them."""
        return dict(Counter(entry.fate.value for entry in self.entries))

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop of the plan in the order of the file."""
        return self.entries[start:stop]

    def take_unread(self, read: ListRead, shown: str = "") -> None:
        """Take the rows that say nothing: blank, refused, or waiting until somebody gives the order of day and month.

        `shown`: in place of the date that is asked about.
        """
        self.entries += [PlanRow((line,), Fate.BLANK, "") for line in read.blank]
        self.refuse_rows(told for told in self.issues if CATALOGUE[told.code].scope is Scope.ROW)
        if not read.waiting or read.dates.example is None:
            return
        text, *days = read.dates.example
        told = issue("ambiguous_date_order", value=shown or text, first=days[0].isoformat(), second=days[1].isoformat())
        options = (Option("DMY", "Day first"), Option("MDY", "Month first"))
        self.hold(read.waiting, Question("date_order", told.code, told.why, options, tuple(read.waiting), holds_rows=True))

    def refuse_rows(self, told: Iterable[RowIssue]) -> None:
        """Tell of rows that they are refused, and why."""
        self.entries += [PlanRow((one.line,), Fate.REFUSED, "", one.why) for one in told if one.line is not None]

    def hold(self, lines: Iterable[int], question: Question) -> None:
        """Ask, and let rows of which nothing is said yet wait for the answer."""
        self.questions.append(question)
        self.entries += [PlanRow((line,), Fate.WAITING, "", question.text) for line in lines]

    def name_lists(self, places: Places, areas: Iterable[Place], helps: Iterable[Help]) -> None:
        """Know what the rows name, whatever becomes of them."""
        self.helps = {known.code: known for known in helps}
        named = {place.pcode: place for place in areas}
        above = [found for place in named.values() if place.parent_pcode and (found := places.with_code(place.parent_pcode))]
        self.places = {place.pcode: place for place in above} | named

    def add_named(self, cells: Iterable[tuple[str | None, str | None]]) -> None:
        """Add what is not stored of the areas, with their provinces, and kinds of help of rows to write: (code, P-code)."""
        named = set(cells)
        pcodes = {pcode for _, pcode in named if pcode}
        pcodes |= {above for pcode in pcodes if (above := self.places[pcode].parent_pcode) in self.places}
        new = [self.places[pcode] for pcode in sorted(pcodes) if self.places[pcode].id is None]
        self.new_areas = sorted(new, key=lambda place: place.level)
        self.new_helps = [
            self.helps[code] for code in sorted({code for code, _ in named if code}) if self.helps[code].id is None
        ]

    def add_lists(self, record: Record) -> tuple[dict[str, int], dict[str, int]]:
        """Add the areas and kinds of help; ({P-code: id}, {code: id}) of all that rows may name."""
        areas = {pcode: place.id for pcode, place in self.places.items() if place.id is not None}
        for level in (0, 1, 2):
            new = [place for place in self.new_areas if place.level == level]
            rows = (row_of(place, _AREA) | {"parent_id": areas.get(place.parent_pcode or "")} for place in new)
            areas |= zip((place.pcode for place in new), record.add_rows("area", rows), strict=True)
        helps = {code: known.id for code, known in self.helps.items() if known.id is not None}
        rows = (row_of(known, _HELP) | {"is_active": True} for known in self.new_helps)
        helps |= zip((known.code for known in self.new_helps), record.add_rows("service_type", rows), strict=True)
        return areas, helps
