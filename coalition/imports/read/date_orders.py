"""Days of which something is asked or told: an order of day and month that nothing proves, and days far ahead."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from coalition.imports.cells.date_readings import ColumnDates
from coalition.imports.cells.dates import find_date
from coalition.imports.cells.datewords import day_of
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.values import date_order
from coalition.imports.reading import Choices, Entries, MeetingRead

ASKS = "ambiguous_date_order"
_A_YEAR = 366
_UNPARTED = re.compile(r"(?<!\d)(\d\d)(\d\d)((?:19|20|25)\d\d)(?!\d)")


def tell_mixed(read: ColumnDates, choices: Choices, flags: list[str], issues: list[RowIssue]) -> None:
    """Tell the two cells that contradict each other, and mark the file unless a person has chosen the order of the rest."""
    if read.mixed is None or any(found.code == "mixed_date_order" for found in issues):
        return
    if choices.date_order is None and ASKS not in flags:
        flags.append(ASKS)
    issues.append(issue("mixed_date_order", value=read.mixed[0], other=read.mixed[1]))


def two_readings(text: str, today: date) -> tuple[tuple[str, ...], str, str]:
    """The orders in which the date of a text is a day, two at least, and that day in the first two of them."""
    days: dict[str, date] = {}
    parted = _UNPARTED.sub(r"\1/\2/\3", text)  # 05022024, in the name of a file
    for order in ("DMY", "MDY", "YMD"):
        found = find_date(parted, today=today, order=order)
        if found and found.on not in days.values():
            days[order] = found.on
    first, second = [*(on.isoformat() for on in days.values()), "?", "?"][:2]
    return (tuple(days) if len(days) > 1 else ("DMY", "MDY")), first, second


def far_from(typed: Sequence[str], written: Sequence[str], today: date, order: str | None) -> set[str]:
    """Of the typed days, those that no row wrote down within a year: where a form asks for the day, some type that of birth.

    Args:
        typed, written: the typed day and the moment of writing of each row; (): no row says when it was written.
    """
    near, far = Counter[str](), Counter[str]()
    for text, moment in zip(typed, written, strict=bool(written)):
        day, at = (find_date(one, today=today, order=order) if one else None for one in (text, moment))
        if day and at:
            (near if abs((day.on - at.on).days) <= _A_YEAR else far)[text] += 1
    return far.keys() - near.keys() if near.total() > far.total() else set()


def proven_by(others: Collection[str], text: str) -> str:
    """The order in which a day is written, as other days of the file prove it; empty: none does."""
    order, is_open = date_order([*others, text]) if others else ("", True)
    return "" if is_open else order


def is_asked(flags: list[str], issues: list[RowIssue]) -> bool:
    """Whether a person must say the order: each row of a file of two orders may prove its own, and then nobody need."""
    codes = {found.code for found in issues}
    return ASKS in flags and (ASKS in codes or "mixed_date_order" not in codes)


# --- days far ahead --------------------------------------------------------------------------------------------------------
_SOON = 30
"""Days ahead that a list may be prepared for its meeting; nobody has been at it yet."""

_TODAY_SOMEWHERE = 1
"""Days ahead that a meeting may lie and have been held: it is tomorrow already, east of whoever reads the list."""

_YEARS = 9
"""Years in which the same day is looked for: of any nine in a row, one has a 29 February."""


def days_attended(meetings: list[MeetingRead], entries: Entries) -> set[date]:
    """The days of the meetings somebody was at."""
    came = {number for number, state in set(zip(entries.meeting, entries.state, strict=True)) if state == "present"}
    return {on for number in came if (on := meetings[number].on)}


def far_ahead(days: Iterable[date | None], today: date, attended: Collection[date] = ()) -> list[RowIssue]:
    """A notice for each day of a meeting that lies far ahead of today, or nearer and somebody is said to have been there.

    Args:
        attended: the days of meetings that somebody was at.
    """
    told = [
        issue("attended_to_come", value=on.isoformat(), days=(on - today).days)
        for on in sorted(attended)
        if _TODAY_SOMEWHERE < (on - today).days <= _SOON
    ]
    for on in sorted({day for day in days if day and (day - today).days > _SOON}):
        years = range(today.year, today.year - _YEARS, -1)
        meant = next(day for year in years if (day := day_of(year, on.month, on.day)) and (day - today).days <= _SOON)
        ahead = f"{(on - today).days:,}"
        told.append(issue("date_to_come", value=on.isoformat(), days=ahead, meant=meant.isoformat()))
    return told
