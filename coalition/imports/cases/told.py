"""What the cells of a list of shared cases say, each distinct text of a column looked up once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from coalition.imports.cases.columns import CHOICES, DATES, LISTS, MORE_LISTS, ORGANIZATIONS
from coalition.imports.cases.htcds import ORGANIZATION_TYPE, ORGANIZATION_TYPES, PLAN_TYPE, PLAN_TYPES, VALUES
from coalition.imports.cases.sharing import Named
from coalition.imports.cells.dates import ColumnDates
from coalition.imports.lookups import Helps, Places
from coalition.vocabulary import LABELS, WithheldField

NOTHING = {"", "-", "–", "?"}


class Bad:
    """What stands in place of a value that cannot be taken."""

    __slots__ = ("code",)

    def __init__(self, code: str = "case_value") -> None:
        self.code = code


BAD, FUTURE = Bad(), Bad("case_future")


def columns_of(rows: Sequence[list[str]], columns: dict[str, int]) -> dict[str, list[str]]:
    """{field: its cells}; a cell that says nothing is ""."""
    cells = list(zip_longest(*rows, fillvalue=""))
    return {
        name: ["" if cell in NOTHING else cell for cell in cells[at]] if at < len(cells) else [""] * len(rows)
        for name, at in columns.items()
    }


class Cells:
    """The columns of a file as values. Looked up by distinct text: a list of a hundred thousand rows names few areas.

    Attributes:
        values: {field: value of each row}; None: the cell is empty, `Bad`: it cannot be taken.
    """

    def __init__(
        self,
        texts: dict[str, list[str]],
        places: Places,
        helps: Helps,
        organizations: Named,
        dates: ColumnDates,
        today: date,
    ) -> None:
        self.places, self.helps, self.organizations, self.dates, self.today = places, helps, organizations, dates, today
        self.values: dict[str, Sequence[Any]] = {}
        for name, cells in texts.items():
            if look := self._look(name):
                known: dict[str, Any] = {text: look(text) if text else None for text in set(cells)}
                self.values[name] = [known[text] for text in cells]

    def _look(self, name: str) -> Callable[[str], Any] | None:
        if name in DATES:
            return self._day
        if name in ORGANIZATIONS:
            return self._organization
        if name in ("area", "need_area"):
            return self._area
        kind = (LISTS | MORE_LISTS).get(name)
        if kind is not None:
            return _listed(kind)
        if name in VALUES or name in CHOICES:
            return _among(VALUES[name] if name in VALUES else CHOICES[name])
        if name in (PLAN_TYPE, ORGANIZATION_TYPE):
            return _among({one: one for one in (*PLAN_TYPES, *ORGANIZATION_TYPES)})
        return {
            "need": lambda text: self.helps.find("", text) or BAD,
            "consent_organizations": self._organizations,
            "consent_withheld": _withheld,
        }.get(name)

    def _day(self, text: str) -> date | Bad:
        day = self.dates.values.get(text)
        return BAD if day is None else FUTURE if day > self.today else day

    def _area(self, text: str) -> Any:
        found = self.places.find(text)
        return found[0] if len(found) == 1 else BAD

    def _organization(self, text: str) -> int | Bad:
        found = self.organizations.find(text)
        return BAD if found is None else found

    def _organizations(self, text: str) -> frozenset[int] | Bad:
        """Names between semicolons; a name that holds some is found as a whole, where it can be read in one way only."""
        parts = [part for part in text.split(";") if part.strip()]
        found: set[int] = set()
        while parts:
            read = {n: self.organizations.known(";".join(parts[:n]).strip()) for n in range(len(parts), 0, -1)}
            fitting = [(n, one) for n, one in read.items() if one is not None]
            if not fitting and (one := self.organizations.find(parts[0].strip())) is not None:
                fitting = [(1, one)]
            if len(fitting) != 1:
                return BAD
            found.add(fitting[0][1])
            parts = parts[fitting[0][0] :]
        return frozenset(found)


def _listed(kind: type[StrEnum]) -> Callable[[str], Any]:
    """The value of a closed list that a cell names by value or by label."""
    names = {name: member for member in reversed(kind) for name in _names(member)}
    return lambda text: names.get(text.strip().casefold(), BAD)


def _names(member: StrEnum) -> Iterator[str]:
    yield member.value.casefold()
    yield LABELS[type(member)][member].casefold()
    yield member.value.replace("_", " ").casefold()


def _among(values: dict[str, Any]) -> Callable[[str], Any]:
    names = {name.casefold(): value for name, value in values.items()}
    return lambda text: names.get(text.strip().casefold(), BAD)


def _withheld(text: str) -> frozenset[WithheldField] | Bad:
    names = [name.strip().casefold() for name in text.split(";") if name.strip()]
    known: Collection[str] = [field.value for field in WithheldField]
    return frozenset(map(WithheldField, names)) if all(name in known for name in names) else BAD
