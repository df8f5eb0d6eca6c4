"""Day first, month first or year first? The question, and answers that speak of the very date it asks about."""

import re
from datetime import date
from itertools import pairwise

from coalition.imports.cells.dates import find_date
from coalition.imports.issues import RowIssue, issue
from coalition.imports.plan import Option, Question
from coalition.imports.reading import Reading

_CODE = "ambiguous_date_order"
_ASKED = re.compile(r"Is (?P<value>.+) the (?P<first>\S+) or the (?P<second>\S+)\?", re.DOTALL)
_UNPARTED = re.compile(r"(?<!\d)(\d\d)(\d\d)((?:19|20|25)\d\d)(?!\d)")
_WORDS = {"DMY": "Day first", "MDY": "Month first", "YMD": "Year first"}


def order_question(reading: Reading) -> Question:
    """The question of a file whose days can be read in two orders; the order it was read in comes first.

    Each answer says which day the date of the question would be: another date of the file may prove an order, or have no
    reading in the other one.
    """
    told = next((found for found in reading.issues if found.code == _CODE), None) or _example(reading)
    options = [Option(order, _label(order, told)) for order in reading.date_orders]
    options.sort(key=lambda option: option.value != (reading.date_order or "DMY"))  # as read
    lines = (told.line,) if told.line is not None else ()
    return Question("date_order", _CODE, f"{told.why} {told.suggestion}", tuple(options), lines)


def _example(reading: Reading) -> RowIssue:
    """A day of the file to ask about where the reader names none: one that is another day in the other order, if there is."""
    days = [meeting.on for meeting in reading.meetings if meeting.on]
    day = next((on for on in days if on.day <= 12 and on.day != on.month), date(days[0].year if days else 2012, 2, 1))
    other = date(day.year, day.day, day.month)
    first, second = (day, other) if reading.date_order != "MDY" else (other, day)
    value = f"{first.day:02}/{first.month:02}/{first.year}"
    return issue(_CODE, value=value, first=first.isoformat(), second=second.isoformat())


def _label(order: str, told: RowIssue) -> str:
    """`Day first: 05/06/2026 is 2026-06-05`; without the day where it cannot be told."""
    asked = _ASKED.match(told.why)
    on = _day_of(asked["value"], order, [asked["first"], asked["second"]]) if asked else None
    return f"{_WORDS[order]}: {asked['value']} is {on.isoformat()}" if asked and on else _WORDS[order]


def _day_of(text: str, order: str, told: list[str]) -> date | None:
    """The day of a text under an order: the one that the question names, if it names it, for it knows the year and the era."""
    try:
        days = [date.fromisoformat(day) for day in told]
    except ValueError:
        return None
    parted = _UNPARTED.sub(r"\1/\2/\3", text)
    found = find_date(parted, today=max(days), order=order)
    if found is None:  # a day without its year
        return next((day for day in days if _stand_so(parted, order, day)), None)
    return next((day for day in days if (day.month, day.day) == (found.on.month, found.on.day)), found.on)


def _stand_so(text: str, order: str, day: date) -> bool:
    """Whether day and month stand in a text one after the other, in this order."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    wanted = (day.day, day.month) if order == "DMY" else (day.month, day.day)
    return wanted in pairwise(numbers)
