"""The order of day, month and year in a file, and why: what a cell proves comes before what the origin of the file suggests."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from coalition.imports.cells.datewords import Written, day_of, is_thai, year_of

# --- what is told, and what comes of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DateContext:
    """What is known about the file beside the cells; it decides the order only where no cell proves it.

    Attributes:
        am_pm_export: an export of a meeting service with AM/PM: month first. thai_or_be: Thai or Buddhist years: day first.
        known: days of the meeting told elsewhere in the file. file_date: the day in its name. year: that of its titles.
        compact: cells such as 220523 are dates (headers of a matrix).
        by_row: a cell that proves another order than most is read as it proves, and short years may be asked about.
    """

    am_pm_export: bool = False
    thai_or_be: bool = False
    known: frozenset[date] = frozenset()
    file_date: date | None = None
    compact: bool = False
    by_row: bool = False
    year: int | None = None


@dataclass
class ColumnDates:
    """What one column of dates says.

    Attributes:
        values: {cell as given: day, None where it holds none}. problem: {cell: "bad_date" or "date_against_order"}.
        repaired: {cell: day} where the era was put right (543 added or taken away twice).
        order: "DMY", "MDY" or "YMD"; None: no cell needed one. evidence: a sentence that says why.
        ask: the order is a guess; a person should confirm it. orders: those to choose from.
        example: a cell that could be read two ways and its two days (in the first two of `orders`); None: there is none.
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
        certain: False if day and month could be swapped and day first was assumed.
        rest: the text without the date, its weekday and empty brackets. repaired: the era was put right.
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
    """An order, whether a person must confirm it, and why it was taken; a cell and its two days; the orders to choose from."""

    name: str | None
    ask: bool
    evidence: str
    example: tuple[str, date, date] | None = None
    orders: tuple[str, ...] = ("DMY", "MDY")


def resolved(written: Written, order: str, today: date) -> tuple[date | None, bool]:
    """The day of an open date under an order, and whether its era was repaired."""
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


def known_days(fixed: ColumnDates, context: DateContext) -> set[date]:
    """The days the file says plainly: beside the cells, in its name, in other cells."""
    return {*context.known, *(on for on in (context.file_date, *fixed.values.values()) if on)}


# --- years of two digits ---------------------------------------------------------------------------------------------------


_FAR, _WIDER = 1_100, 10
"""Days: meetings of one sheet seldom lie three years apart, nor ten times as far as in another order."""
_YEAR = 366
_AHEAD = timedelta(days=31)
"""A list is prepared so long before its meeting."""
_OLD = timedelta(days=8 * _YEAR)
"""A list from so long ago is of another time."""


def by_year_first(pending: Pending, fixed: ColumnDates, today: date, context: DateContext) -> Order | None:
    """The year first, decided or asked about; None: it does not stand first, and day or month do.

    Digits alone are read the year first unless another order keeps them closer together, and to the days beside them.
    """
    days = {order: found for order in ("YMD", "DMY", "MDY") if (found := all_days(pending, order, today))}
    if "YMD" not in days or any(len(written.year) != 2 for written in pending.values()):
        return None
    known = known_days(fixed, context)
    told = {order for order, found in days.items() if known & set(found)}
    if told and len(days) > 1:
        evidence = "Read as year, month, day, because the same dates are also found elsewhere in the file."
        return Order("YMD", False, evidence) if told == {"YMD"} else None
    if all(not written.separator for written in pending.values()):
        beside = [on for on in fixed.values.values() if on]
        nearest = min(days, key=lambda order: span([*days[order], *beside]))
        return Order(nearest, False, fixed.evidence)
    own, least = span(days["YMD"]), min((span(found) for order, found in days.items() if order != "YMD"), default=None)
    if least is None or least > max(_FAR, _WIDER * own):
        return Order("YMD", False, "Read as year, month, day, because no other order fits all dates.")
    if not context.by_row or own > max(_YEAR, _WIDER * least):
        return None
    return _by_signs(pending, days, today, context)


def _by_signs(pending: Pending, days: dict[str, list[date]], today: date, context: DateContext) -> Order | None:
    """By what speaks for one reading alone: the year of the title, the order of the columns, the calendar; else it is asked."""
    signs: tuple[tuple[str, Callable[[list[date]], bool]], ...] = (
        ("only then are the dates in the year of the title", lambda found: {on.year for on in found} == {context.year}),
        ("otherwise the dates would be in the future", lambda found: max(found) <= today + _AHEAD),
    )
    for why, holds in signs:
        fitting = [name for name, found in days.items() if holds(found)]
        if fitting == ["YMD"]:
            return Order("YMD", False, f"Read as year, month, day, because {why}.")
        if fitting and "YMD" not in fitting:
            return None
    if context.thai_or_be or any(is_thai(text) or written.separator == "/" for text, written in pending.items()):
        return None  # with strokes hardly anybody writes a short year first
    other = next(order for order in days if order != "YMD")
    if max(days["YMD"]) < today - _OLD <= max(days[other]):
        return None
    return Order(
        other,
        True,
        f"No date shows whether the day, the month or the year comes first, so they were read with the {ORDER_WORDS[other]}.",
        (next(iter(pending)), days[other][0], days["YMD"][0]),
        tuple(dict.fromkeys((other, "YMD", *days))),
    )


# --- day or month first ----------------------------------------------------------------------------------------------------


_AM_PM = re.compile(r"\d\s?(?:[AP]M\b|[ap]\.m\.)")  # small letters without dots are British, Indian, Australian: day first
_Undecided = dict[str, tuple[date, date]]


def decide(pending: Pending, fixed: ColumnDates, today: date, context: DateContext) -> Order:
    """The order of the file and why: what a cell proves comes before what the file's origin suggests."""
    both = {text: (resolved(w, "DMY", today)[0], resolved(w, "MDY", today)[0]) for text, w in pending.items()}
    day_first = [text for text, (dmy, mdy) in both.items() if dmy and not mdy]
    month_first = [text for text, (dmy, mdy) in both.items() if mdy and not dmy]
    undecided = {text: (d, m) for text, (d, m) in both.items() if d and m and d != m}
    if undecided:
        text, (d, m) = next(iter(undecided.items()))
        fixed.example = (text, d, m)
    if year_first := by_year_first(pending, fixed, today, context):
        return year_first
    if day_first or month_first:
        return _by_proof(day_first, month_first, bool(undecided))
    if not undecided:
        return Order("DMY", False, "")
    return (
        _by_known_date(undecided, known_days(fixed, context))
        or _by_origin(pending, context)
        or (_MONTH_LIKELIER if all(map(_AM_PM.search, undecided)) else _DAY_LIKELIER)
    )


_DAY_LIKELIER = Order("DMY", True, "It is unclear whether the day or the month comes first, so the day was read first.")
_MONTH_LIKELIER = Order("MDY", True, "It is unclear whether the day or the month comes first; the month is more likely.")
"""Where nothing proves an order it is asked. Who writes AM and PM in capitals mostly puts the month first."""


def _by_proof(day_first: list[str], month_first: list[str], undecided: bool) -> Order:
    """The order most cells prove. The others are refused, or read as they prove; their share tells whether to ask."""
    order, proofs, against = ("DMY", day_first, month_first)
    if len(month_first) > len(day_first):
        order, proofs, against = ("MDY", month_first, day_first)
    evidence = f"'{proofs[0]}' can only be read as {ORDER_WORDS[order]}."
    if against:
        evidence += f" '{against[0]}' contradicts it."
    return Order(order, undecided and len(against) * 10 > len(proofs), evidence)


def _by_known_date(undecided: _Undecided, days: set[date]) -> Order | None:
    for text, (dmy, mdy) in undecided.items():
        if (dmy in days) != (mdy in days):
            order, on = ("DMY", dmy) if dmy in days else ("MDY", mdy)
            evidence = f"With the {ORDER_WORDS[order]}, '{text}' is {on}, a date that is also found elsewhere in the file."
            return Order(order, False, evidence)
    return None


def _by_origin(pending: Pending, context: DateContext) -> Order | None:
    if context.am_pm_export:
        return Order("MDY", False, "Exported files of this kind that use AM/PM write the month first.")
    if context.thai_or_be or any(map(is_thai, pending)):
        return Order("DMY", False, "The file is in Thai or uses Buddhist years, so the day was read first.")
    if dotted := next((text for text, w in pending.items() if w.separator == "."), None):
        return Order("DMY", False, f"'{dotted}' is written with dots, so the day was read first.")
    return None
