"""What a date of three numbers is under each order of day, month and year, and the order that was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coalition.imports.cells.date_kinds import ColumnDates, DateContext
from coalition.imports.cells.datewords import Written, day_of, year_of

SOON = timedelta(days=366)
ORDER_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
Pending = dict[str, Written]
"""{cell: the three numbers in it}, in the order of the cells."""


@dataclass(frozen=True)
class Order:
    """An order: its name, whether a person must confirm it, and why it was taken.

    Attributes:
        example: a cell and its days in two orders, to be asked about; None: that of the file's other evidence.
        orders: the names of the orders a person may choose from.
    """

    name: str | None
    ask: bool
    evidence: str
    example: tuple[str, date, date] | None = None
    orders: tuple[str, ...] = ("DMY", "MDY")


def resolved(written: Written, order: str, today: date) -> tuple[date | None, bool]:
    """The day of an open date under an order, and whether its era was repaired."""
    first, second, third = written.day, written.month, written.year
    if order == "YMD":
        year, repaired = year_of(str(first).zfill(2), written.era, today)
        return (day_of(year, second, int(third)) if len(third) == len("yy") else None), repaired
    year, repaired = year_of(third, written.era, today)
    day, month = (first, second) if order == "DMY" else (second, first)
    return day_of(year, month, day), repaired


def other_reading(written: Written, order: str | None, today: date) -> date | None:
    """The day with day and month the other way round; None: there is none."""
    return resolved(written, "MDY" if order == "DMY" else "DMY", today)[0]


def all_days(pending: Pending, order: str, today: date) -> list[date]:
    """All dates under an order; []: one does not exist, or is a year to come."""
    soon = today + SOON
    found = [resolved(written, order, today)[0] for written in pending.values()]
    days = [on for on in found if on and on <= soon]
    return days if len(days) == len(pending) else []


def span(days: list[date]) -> int:
    """Days from the first to the last."""
    return (max(days) - min(days)).days


def known_days(fixed: ColumnDates, context: DateContext) -> set[date]:
    """The days the file says plainly: beside the cells, in its name, in other cells."""
    return {*context.known, *(on for on in (context.file_date, *fixed.values.values()) if on)}


def in_one_direction(days: Iterable[date]) -> bool:
    """Whether the days, one after the other, only rise or only fall; none stands there twice."""
    row = list(days)
    return len(set(row)) == len(row) and row in (sorted(row), sorted(row, reverse=True))
