"""The names of the shipped areas, read without the models of the database: `match` and `read` start at once."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class AreaNames:
    """One area: P-code, level (1 province, 2 district), its English and its local name, and its other spellings."""

    pcode: str
    level: int
    english: str
    local: str
    others: tuple[str, ...]

    def spellings(self) -> Iterator[str]:
        """Every way its name is written."""
        yield from (self.english, self.local, *self.others)


@cache
def area_names() -> tuple[AreaNames, ...]:
    """The areas of every country whose list is shipped (`areas_XX.csv`), by country and in the order of its file."""
    found = []
    for path in sorted(DATA.glob("areas_*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                local = row["name_local"] or row["name"]
                others = tuple(spelling for spelling in row["aliases"].split(";") if spelling)
                found.append(AreaNames(row["pcode"], int(row["level"]), row["name"], local, others))
    return tuple(found)
