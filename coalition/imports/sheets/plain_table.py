"""Sheets that are no plain table of people: what would be read of them is not what they say, so they are not read by guess.

A plain table has one kind of thing under each header and one column of names, or a column of marks for each day.
"""

import re
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.months import is_day_of_year
from coalition.imports.lexicon import any_of

_LEAST = 2
_AND = any_of("date_words.between")
_BETWEEN = re.compile(rf"\s*[,;&+]\s*(?:{_AND}\s+)?|\s*{_AND}\s*", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}")


def are_days(cell: str, today: date) -> bool:
    """Whether a cell holds several days: "14 May 2026, 21 May 2026"."""
    parts = _BETWEEN.split(cell)
    return len(parts) >= _LEAST and all(
        _DAY.fullmatch(part) or is_day_of_year(part) or find_date(part, today=today) for part in parts
    )
