"""What a date of three numbers is under each order of day, month and year; what is known of a file beside its dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from coalition.imports.cells.datewords import Written, day_of, year_of

# --- what is told, and what comes of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DateContext:
    """What is known about the file beside the cells themselves; it decides the order only where no cell proves it.

    Attributes:
        am_pm_export: an export of Zoom, Teams or Eventbrite with AM/PM: month first.
        thai_or_be: Thai text or Buddhist years elsewhere in the file: day first.
        known: dates the meeting is known to have had, e.g. from a title row or another column.
        file_date: the date in the file's name.
        compact: cells such as 220523 and 20220523 are dates (headers of a matrix).
        utc: times are UTC although they do not say so: the date is taken in Bangkok.
        by_row: where some cells prove the day first and others the month, each of them is read as it proves; whether a year
            of two digits stands first or last is asked where nothing tells.
        year: the one year that the titles or the name of the file speak of; None: none, or several.
        in_order: the cells come as the columns of a matrix do, mostly in the order of their days.
    """

    am_pm_export: bool = False
    thai_or_be: bool = False
    known: frozenset[date] = frozenset()
    file_date: date | None = None
    compact: bool = False
    utc: bool = False
    by_row: bool = False
    in_order: bool = False
    year: int | None = None


@dataclass
class ColumnDates:
    """What one column of dates says.

    Attributes:
        values: {cell as given: day, None where it holds none}.
        problem: {cell: "bad_date", "nepali_date" or "date_against_order"}; empty cells and dashes are no problem.
        repaired: {cell: day} where the era was wrong and was put right (543 added or taken away twice).
        order: "DMY", "MDY" or "YMD"; None: no cell needed one.
        ask: the order is a guess; a person should confirm it.
        evidence: a sentence that says why this order.
        example: a cell that could be read two ways and its two days (in the first two of `orders`); None: there is none.
        orders: the orders a person may choose from where it is asked.
        mixed: a cell that proves the day first and one that proves the month first (`DateContext.by_row`); None: they agree.
        open: the cells of such a file that prove nothing, where most of the others do not either: `values` has a guess.
    """

    values: dict[str, date | None] = field(default_factory=dict)
    problem: dict[str, str] = field(default_factory=dict)
    repaired: dict[str, date] = field(default_factory=dict)
    order: str | None = None
    ask: bool = False
    evidence: str = ""
    example: tuple[str, date, date] | None = None
    orders: tuple[str, ...] = ("DMY", "MDY")
    mixed: tuple[str, str] | None = None
    open: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class FoundDate:
    """A date inside a longer text.

    Attributes:
        on: the day.
        certain: False if day and month could be swapped and day first was assumed.
        rest: the text without the date, its weekday and empty brackets.
        repaired: the era was wrong and was put right.
    """

    on: date
    certain: bool
    rest: str
    repaired: bool = False


# --- three numbers under each order ----------------------------------------------------------------------------------------


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
