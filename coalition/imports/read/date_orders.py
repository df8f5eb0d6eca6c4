"""A file that writes some dates day first and others month first: told once, and asked about where a date proves neither."""

import re
from datetime import date

from coalition.imports.cells.date_kinds import ColumnDates
from coalition.imports.cells.dates import find_date
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import Choices

ASKS = "ambiguous_date_order"
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


def is_asked(flags: list[str], issues: list[RowIssue]) -> bool:
    """Whether a person must say the order: each row of a file of two orders may prove its own, and then nobody need."""
    codes = {found.code for found in issues}
    return ASKS in flags and (ASKS in codes or "mixed_date_order" not in codes)
