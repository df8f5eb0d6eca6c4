"""Whether day or month stands first in a file, and why: what a cell proves comes before what the file's origin suggests."""

import re
from collections.abc import Iterable
from datetime import date

from coalition.imports.cells.date_kinds import ColumnDates, DateContext
from coalition.imports.cells.date_readings import ORDER_WORDS, Order, Pending, in_one_direction, known_days, resolved
from coalition.imports.cells.datewords import is_thai
from coalition.imports.cells.weekdays import of_its_weekday
from coalition.imports.cells.year_first import by_year_first

_AM_PM = re.compile(r"\d\s?(?:[AP]M\b|[ap]\.m\.)")  # small letters without dots are British, Indian, Australian: day first
_DAYS, _MONTHS = 31, 12
_IN_A_ROW = 4
"""So many days in order are in order by no accident; three might be, and are asked about."""


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
    if impossible := _day_only(pending):
        return Order("DMY", False, f"'{impossible}' can only be {ORDER_WORDS['DMY']}.")
    if not undecided:
        return Order("DMY" if pending else None, False, "")
    known = known_days(fixed, context)
    return (
        _by_known_date(undecided, known)
        or _by_weekday_beside(undecided)
        or _by_origin(pending, context)
        or _by_sequence(undecided, context)
        or Order("DMY", True, "Date order unclear. Day/month assumed.")
    )


def _by_proof(day_first: list[str], month_first: list[str], undecided: bool) -> Order:
    """The order most cells prove. The others are refused, or read as they prove; their share tells whether to ask."""
    order, proofs, against = ("DMY", day_first, month_first)
    if len(month_first) > len(day_first):
        order, proofs, against = ("MDY", month_first, day_first)
    evidence = f"'{proofs[0]}' can only be {ORDER_WORDS[order]}."
    if against:
        evidence += f" '{against[0]}' contradicts it."
    return Order(order, undecided and len(against) * 10 > len(proofs), evidence)


def _day_only(pending: Pending) -> str | None:
    """A cell such as 31/09/2026: no day that exists, yet 31 can be no month."""
    return next((text for text, w in pending.items() if int(w.day) > _MONTHS >= int(w.month) > 0 and int(w.day) <= _DAYS), None)


_Undecided = dict[str, tuple[date, date]]


def _by_known_date(undecided: _Undecided, known: Iterable[date]) -> Order | None:
    days = frozenset(known)
    for text, (dmy, mdy) in undecided.items():
        if (dmy in days) != (mdy in days):
            order, on = ("DMY", dmy) if dmy in days else ("MDY", mdy)
            return Order(order, False, f"'{text}' read {ORDER_WORDS[order]} is {on}, a date the file also says elsewhere.")
    return None


def _by_origin(pending: Pending, context: DateContext) -> Order | None:
    if context.am_pm_export and any(_AM_PM.search(text) for text in pending):
        return Order("MDY", False, "Exports of this kind with AM/PM write the month first.")
    if thai := next((text for text in pending if is_thai(text)), None):
        return Order("DMY", False, f"'{thai}' is written the Thai way: day first.")
    if context.thai_or_be:
        return Order("DMY", False, "The file is in Thai, or has Buddhist years: day first.")
    if dotted := next((text for text, w in pending.items() if w.separator == "."), None):
        return Order("DMY", False, f"'{dotted}' is written with dots: day first.")
    return None


def _by_weekday_beside(undecided: _Undecided) -> Order | None:
    """A weekday written beside a date: one order in which all of them are right."""
    told = {text: orders for text, (d, m) in undecided.items() if (orders := of_its_weekday(text, {"DMY": d, "MDY": m}))}
    fits = [order for order in ("DMY", "MDY") if told and all(order in orders for orders in told.values())]
    if len(fits) != 1:
        return None
    text = next(text for text, orders in told.items() if orders == fits)
    return Order(fits[0], False, f"The weekday of '{text}' is right only {ORDER_WORDS[fits[0]]}.")


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
    evidence = f"Read {ORDER_WORDS[fits[0]]}, the meetings stand in the order of their days."
    return Order(fits[0], len(undecided) < _IN_A_ROW, evidence)
