"""The date in the name of a file: written as elsewhere, or in digits alone."""

import re
from datetime import date

from coalition.imports.cells.date_readings import SOON
from coalition.imports.cells.dates import NOT_THE_MEETING, FoundDate, find_date
from coalition.imports.cells.datewords import day_of, year_of
from coalition.imports.cells.text import norm_text

_DIGITS = re.compile(r"(?<!\d)(?:(\d\d)(\d\d)((?:20|25)\d\d)|(\d\d)(\d\d)(\d\d))(?!\d)")


def find_date_in_name(stem: str, *, today: date, order: str | None = None) -> FoundDate | None:
    """The date in the name of a file, also in digits only: "signin 25022024", "attendance 140569".

    Six digits are a date only where they can be read one way: day, month, year or year, month, day.

    Args:
        stem: the name without its ending. today, order: as for `find_date`.
    """
    found = find_date(stem, today=today, order=order)
    if found or (digits := _DIGITS.search(stem)) is None or NOT_THE_MEETING.search(norm_text(stem)):
        return found
    if digits[3]:
        return find_date(f"{digits[1]}/{digits[2]}/{digits[3]}", today=today, order=order)
    first, second, third = digits[4], digits[5], digits[6]
    days = {day_of(year_of(year, None, today)[0], int(second), int(day)) for day, year in ((first, third), (third, first))}
    near = [on for on in days if on and date(2005, 1, 1) <= on <= today + SOON]
    return FoundDate(near[0], certain=True, rest="") if len(near) == 1 else None
