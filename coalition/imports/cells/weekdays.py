"""The weekday that stands beside a date: it tells which of two readings is meant."""

import re
from datetime import date

from coalition.imports.lexicon import numbered, words

_DAY = {name: day for days in numbered("weekdays.names").values() for day, names in enumerate(days) for name in names}
_SIGNS = "".join(words("weekdays_around.signs"))
_ANY = re.compile(
    rf"(?<![^\W\d_\u0e01-\u0e59])(?:{'|'.join(words('weekdays_around.before'))})?"
    rf"({'|'.join(sorted(_DAY, key=len, reverse=True))})(?:{'|'.join(words('weekdays_around.behind'))})?(?![^\W\d_])"
    rf"|[(\uff08]([{_SIGNS}])[)\uff09]|([{_SIGNS}])[{''.join(words('date_words.weekday_sign'))}]",
    re.IGNORECASE,
)


def weekday_beside(text: str) -> int | None:
    """0 (Monday) to 6 (Sunday) of the one weekday a text names; None: it names none, or several.

    'Thu 04/06/2026' -> 3; '04/06/2026' -> None.
    """
    if not any(map(str.isalpha, text)):
        return None
    found = {_DAY[name.lower()] if name else _SIGNS.index(one or other) for name, one, other in _ANY.findall(text)}
    return found.pop() if len(found) == 1 else None


def of_its_weekday(text: str, days: dict[str, date | None]) -> list[str]:
    """The readings, by the name of their order, that fall on the weekday beside the date; []: none is named, or none does."""
    weekday = weekday_beside(text)
    return [] if weekday is None else [order for order, on in days.items() if on and on.weekday() == weekday]
