"""The order of day, month and year in a file, and why: what a cell proves comes before what the origin of the file suggests."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from coalition.imports.cells.datewords import Written, day_of, is_thai, year_of

# --- what is told, and what comes of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DateContext:
    """What is known about the file beside the cells themselves; it decides the order only where no cell proves it."""

    am_pm_export: bool = False  # of Zoom, Teams or Eventbrite with AM/PM: month first
    thai_or_be: bool = False  # Thai text or Buddhist years elsewhere in the file: day first
    known: frozenset[date] = frozenset()  # days the meeting is known to have had, e.g. from a title row
    file_date: date | None = None  # in the file's name
    compact: bool = False  # cells such as 220523 and 20220523 are dates (headers of a matrix)
    # cells that prove another order than others are read as they prove; a short year first or last is asked
    by_row: bool = False
    in_order: bool = False  # as columns of a matrix: mostly in the order of their days


@dataclass
class Order:
    """The order of day, month and year, and why it was taken."""

    order: str | None = None  # "DMY", "MDY" or "YMD"; None: no cell needed one
    ask: bool = False  # the order is a guess; a person should confirm it
    evidence: str = ""  # a sentence: why this order
    example: tuple[str, date, date] | None = None  # a cell and its days in the first two of `orders`
    orders: tuple[str, ...] = ("DMY", "MDY")  # those a person may choose from
    mixed: tuple[str, str] | None = None  # a cell that proves the day first, one that proves the month


@dataclass
class ColumnDates(Order):
    """What one column of dates says."""

    values: dict[str, date | None] = field(default_factory=dict)  # {cell as given: day, None where it holds none}
    # {cell: "bad_date" or "date_against_order"}; none for empty cells and dashes
    problem: dict[str, str] = field(default_factory=dict)
    # {cell: day} where the era was wrong (543 added or taken away twice)
    repaired: dict[str, date] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)  # the cells of such a file that prove nothing: `values` has a guess


@dataclass(frozen=True)
class FoundDate:
    """A date inside a longer text."""

    on: date
    certain: bool  # False if day and month could be swapped and day first was assumed
    rest: str  # the text without the date, its weekday and empty brackets
    repaired: bool = False  # the era was wrong and was put right


# --- three numbers under each order ----------------------------------------------------------------------------------------


SOON = timedelta(days=366)
ORDER_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
Pending = dict[str, Written]  # {cell: the three numbers in it}, in the order of the cells


def resolved(written: Written, order: str, today: date) -> tuple[date | None, bool]:
    """The day of a date under an order, which only an open one needs, and whether its era was repaired."""
    first, second, third = written.day, written.month, written.year
    if order == "YMD" and len(third) == len("yy"):
        year, repaired = year_of(str(first).zfill(2), written.era, today)
        return day_of(year, second, int(third)), repaired
    year, repaired = year_of(third, written.era, today)
    day, month = (second, first) if order == "MDY" else (first, second)
    return day_of(year, month, day), repaired


def all_days(pending: Pending, order: str, today: date) -> list[date]:
    """All dates under an order; []: one does not exist, or is a year to come."""
    soon = today + SOON
    found = [resolved(written, order, today)[0] for written in pending.values()]
    days = [on for on in found if on and on <= soon]
    return days if len(days) == len(pending) else []


def span(days: list[date]) -> int:
    """Days from the first to the last."""
    return (max(days) - min(days)).days


def in_one_direction(days: Iterable[date]) -> bool:
    """Whether the days, one after the other, only rise or only fall; none stands there twice."""
    row = list(days)
    return len(set(row)) == len(row) and row in (sorted(row), sorted(row, reverse=True))


# --- years of two digits ---------------------------------------------------------------------------------------------------


_FAR = 1_100  # days: meetings of one sheet seldom lie three years apart
_WIDER = 10
_YEAR = 366
_AHEAD = timedelta(days=31)  # a list is prepared so long before its meeting
_OLD = 8 * _YEAR  # days back: eight years back a list is from another time

_Days = dict[str, list[date]]


def by_year_first(pending: Pending, fixed: Sequence[date], known: Set[date], today: date, context: DateContext) -> Order | None:
    """The year first, decided or asked about; None: it does not stand first, and day or month do.

    Digits alone are nearest to the days already read (`fixed`), else the year stands first unless day, month, year keeps them
    closer together.
    """
    if not pending or any(len(written.year) != 2 for written in pending.values()):
        return None
    days = {order: found for order in ("YMD", "DMY", "MDY") if (found := all_days(pending, order, today))}
    alone = not any(written.separator for written in pending.values())
    if alone and fixed and days:
        return Order(min(days, key=lambda order: span([*days[order], *fixed])))
    if "YMD" not in days:
        return None
    if len(days) == 1:
        return Order("YMD", False, "Read as year, month, day, because no other order fits all dates.")
    told = {order for order, found in days.items() if known & set(found)}
    if told:
        evidence = "Read as year, month, day, because the same dates are also found elsewhere in the file."
        return Order("YMD", False, evidence) if told == {"YMD"} else None
    order, least = min(((name, span(found)) for name, found in days.items() if name != "YMD"), key=lambda one: one[1])
    own = span(days["YMD"])
    if least > max(_FAR, _WIDER * own):
        years = least // 365
        evidence = f"Read as year, month, day, because with the {ORDER_WORDS[order]} the dates would be {years} years apart."
        return Order("YMD", False, evidence)
    if alone:
        return Order("YMD") if own <= max(_FAR, _WIDER * least) else None
    if not context.by_row or own > max(_YEAR, _WIDER * least) or max(days["YMD"]) > today + _AHEAD:
        return None
    if context.thai_or_be or any(map(is_thai, pending)) or any(written.separator == "/" for written in pending.values()):
        return None  # with strokes hardly anybody writes a short year first
    return _asked(pending, days, today)


def _asked(pending: Pending, days: _Days, today: date) -> Order | None:
    """Day or year first: a question, unless only the year first would be of another time."""
    other = "DMY" if "DMY" in days else "MDY"
    old = {name for name in (other, "YMD") if (today - max(days[name])).days > _OLD}
    if old == {"YMD"}:
        return None
    guess = "YMD" if old == {other} else other
    example = (next(iter(pending)), days[other][0], days["YMD"][0])
    orders = tuple(order for order in dict.fromkeys((other, "YMD", "MDY")) if order in days)
    evidence = (
        f"No date shows whether the day, the month or the year comes first, so they were read with the {ORDER_WORDS[guess]}."
    )
    return Order(guess, True, evidence, example, orders)


# --- day or month first ----------------------------------------------------------------------------------------------------


_AM_PM = re.compile(r"\d\s?(?:[AP]M\b|[ap]\.m\.)")  # small letters without dots are British, Indian, Australian: day first
_IN_A_ROW = 4  # so many days in order are in order by no accident; three might be, and are asked about


_Undecided = dict[str, tuple[date, date]]


def decide(pending: Pending, fixed: Sequence[date], today: date, context: DateContext) -> Order:
    """The order of the file and why: what a cell proves comes before what its origin suggests. `fixed`: days of other cells."""
    both = {text: (resolved(w, "DMY", today)[0], resolved(w, "MDY", today)[0]) for text, w in pending.items()}
    day_first = [text for text, (dmy, mdy) in both.items() if dmy and not mdy]
    month_first = [text for text, (dmy, mdy) in both.items() if mdy and not dmy]
    undecided = {text: (d, m) for text, (d, m) in both.items() if d and m and d != m}
    known = {*context.known, *fixed} | ({context.file_date} if context.file_date else set())
    found = (
        by_year_first(pending, fixed, known, today, context)
        or _by_proof(day_first, month_first, bool(undecided))
        or (None if undecided else Order("DMY" if pending else None))
        or _by_known_date(undecided, known)
        or _by_origin(pending, context)
        or _by_sequence(undecided, context)
        or Order(*(_MONTH_LIKELIER if all(map(_AM_PM.search, undecided)) else _DAY_LIKELIER))
    )
    example = next(((text, *days) for text, days in undecided.items()), None)
    return replace(found, example=found.example or example)


_DAY_LIKELIER = "DMY", True, "It is unclear whether the day or the month comes first, so the day was read first."
_MONTH_LIKELIER = "MDY", True, "It is unclear whether the day or the month comes first; the month is more likely."
"""Where nothing proves an order it is asked. Who writes AM and PM in capitals mostly puts the month first."""


def _by_proof(day_first: list[str], month_first: list[str], undecided: bool) -> Order | None:
    """The order most cells prove. The others are refused, or read as they prove; their share tells whether to ask."""
    if not day_first and not month_first:
        return None
    order, proofs, against = ("DMY", day_first, month_first)
    if len(month_first) > len(day_first):
        order, proofs, against = ("MDY", month_first, day_first)
    evidence = f"'{proofs[0]}' can only be read as {ORDER_WORDS[order]}."
    if against:
        evidence += f" '{against[0]}' contradicts it."
    mixed = (day_first[0], month_first[0]) if against else None
    return Order(order, undecided and len(against) * 10 > len(proofs), evidence, mixed=mixed)


def _by_known_date(undecided: _Undecided, days: Set[date]) -> Order | None:
    for text, (dmy, mdy) in undecided.items():
        if (dmy in days) != (mdy in days):
            order, on = ("DMY", dmy) if dmy in days else ("MDY", mdy)
            evidence = f"With the {ORDER_WORDS[order]}, '{text}' is {on}, a date that is also found elsewhere in the file."
            return Order(order, False, evidence)
    return None


def _by_origin(pending: Pending, context: DateContext) -> Order | None:
    if context.am_pm_export and any(_AM_PM.search(text) for text in pending):
        return Order("MDY", False, "Exported files of this kind that use AM/PM write the month first.")
    if thai := next((text for text in pending if is_thai(text)), None):
        return Order("DMY", False, f"'{thai}' is written the Thai way, so the day was read first.")
    if context.thai_or_be:
        return Order("DMY", False, "The file is in Thai or uses Buddhist years, so the day was read first.")
    if dotted := next((text for text, w in pending.items() if w.separator == "."), None):
        return Order("DMY", False, f"'{dotted}' is written with dots, so the day was read first.")
    return None


def _by_sequence(undecided: _Undecided, context: DateContext) -> Order | None:
    """Columns stand in the order of their meetings: under one order alone the days only rise, or only fall."""
    if not context.in_order or len(undecided) < _IN_A_ROW - 1:
        return None
    fits = [
        order
        for order, days in zip(("DMY", "MDY"), zip(*undecided.values(), strict=True), strict=True)
        if in_one_direction(days)
    ]
    if len(fits) != 1:
        return None
    evidence = f"With the {ORDER_WORDS[fits[0]]}, the meetings are in order."
    return Order(fits[0], len(undecided) < _IN_A_ROW, evidence)
