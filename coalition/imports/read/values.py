"""What a single cell holds: a day (with or without its year), a time, a mark, a name, ... Each distinct text is judged once."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from coalition.imports.cells.dates import find_date
from coalition.imports.read.words import MONTH_NAMES, MONTHS, is_word, mark_of, plain, says

_MEMO = 100_000
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.:])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?[\s.\-]*(?:of )?({MONTH_NAMES})(?![^\W\d_])[\s.,\-]*(\d{{4}}|\d{{2}}(?![\d:]))?", re.I
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W\d_])({MONTH_NAMES})[\s.\-]+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:[\s,\-]+(\d{{4}}))?", re.I
)
MONTH_YEAR = re.compile(rf"(?<![^\W\d_])({MONTH_NAMES})(?![^\W\d_])\.?(?:[\s,\-/]+(\d{{4}}))?", re.I)
_SHORT = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})\s*")
_CLOCK = re.compile(r"(?<![\d/-])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?![\d/.-])\s*([ap])?\.?m?", re.I)
_EMAIL = re.compile(r"[\w.+'#-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d|25[4-9]\d)(?!\d)")
_CODE = re.compile(r"(?=\S*\d)[A-Z]{0,6}[-/ ]?[\dA-Z]*\d[\dA-Z]*|[A-Z]{2,3}")
_NUMBER = re.compile(r"[-+]?[\d\s,.']*\d%?")
_LONGEST = 200
_BUDDHIST = 2400


class Partial(NamedTuple):
    """A day whose year the cell does not say."""

    month: int
    day: int


Day = date | Partial


def day_of(year: int, month: int, day: int) -> date | None:
    """A day, Buddhist years turned; None: there is no such day."""
    year += 2000 if year < 100 else 0
    try:
        return date(year - 543 if year > _BUDDHIST else year, month, day)
    except ValueError:
        return None


@lru_cache(_MEMO)
def day_in(text: str, today: date, order: str = "DMY") -> Day | None:
    """The day a cell or a title speaks of; None: none."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    swapped = "DMY" if order == "MDY" else "MDY"
    if found := find_date(text, today=today, order=order) or find_date(text, today=today, order=swapped):
        return found.on
    if any(pattern.search(text) for pattern in (_ISO, _NUMERIC)):
        return None  # of no calendar, or the day of something else
    for pattern, at_day, at_month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        if told := pattern.search(text):
            month, day = MONTHS[told[at_month].casefold()], int(told[at_day])
            return day_of(int(told[3]), month, day) if told[3] else Partial(month, day) if 1 <= day <= 31 else None
    first, _, rest = text.partition(" ")
    return _in_numbers(rest if is_word(first, "weekdays") else text, order)


def _in_numbers(text: str, order: str) -> Partial | None:
    """ "14/5": a day and a month, in the order of the file where both would do."""
    told = _SHORT.fullmatch(text)
    if not told:
        return None
    day, month = (int(told[1]), int(told[2])) if order != "MDY" else (int(told[2]), int(told[1]))
    month, day = (month, day) if month <= 12 else (day, month)
    return Partial(month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def without_day(text: str) -> str | None:
    """What a header says besides its day; None: nothing."""
    for pattern in (_ISO, _NUMERIC, _DAY_MONTH, _MONTH_DAY, _CLOCK):
        text = pattern.sub("", text)
    text = text.strip(" ()-,:/")
    return text if sum(map(str.isalpha, text)) > 1 and not is_word(text, "weekdays") else None


def date_order(texts: Iterable[str]) -> tuple[str, bool]:
    """DMY or MDY by what all days of the file allow, and whether it is open; open, the one that keeps the days together."""
    pairs = set()
    for text in texts:
        found = None if _ISO.search(text) else _NUMERIC.search(text) or _SHORT.fullmatch(text)
        if found:
            pairs.add((int(found[1]), int(found[2])))
    if not pairs:
        return "DMY", False
    dmy, mdy = (all(pair[at] <= 12 for pair in pairs) for at in (1, 0))
    if dmy != mdy:
        return ("DMY" if dmy else "MDY"), False
    if all(one == other for one, other in pairs):
        return "DMY", False
    if not dmy:
        return "DMY", True  # both orders stand in the file
    firsts, seconds = len({pair[0] for pair in pairs}), len({pair[1] for pair in pairs})
    return ("MDY" if seconds > firsts else "DMY"), True


@lru_cache(_MEMO)
def clock_in(text: str) -> str | None:
    """A time of day as HH:MM; None: none."""
    found = _CLOCK.search(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    hour = int(found[1])
    if found[4] and hour <= 12:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    return f"{hour:02d}:{found[2]}"


@lru_cache(_MEMO)
def kind(text: str, today: date) -> str:
    """What a cell holds: blank, email, mark, number, date, time, code, weekday, name or text."""
    text = text.strip()
    if not text:
        return "blank"
    if len(text) > _LONGEST:
        return "text"
    if _EMAIL.fullmatch(text):
        return "email"
    if mark_of(text) and not (_CLOCK.search(text) or _ISO.search(text) or _NUMERIC.search(text)):  # those are times of joining
        return "mark"
    if _NUMBER.fullmatch(text) and not (_ISO.fullmatch(text) or _NUMERIC.fullmatch(text)):
        return "number"
    day = day_in(text, today) if len(text) < 45 else None
    if day and (isinstance(day, date) or len(text) < 12):
        return "date"
    if _CLOCK.match(text):
        return "time"
    if _CODE.fullmatch(text):
        return "code"
    if is_word(text, "weekdays"):
        return "weekday"
    letters = sum(letter.isalpha() or "\u0e30" <= letter <= "\u0e4e" for letter in text)
    digits = sum(map(str.isdigit, text))
    named = letters >= 2 and digits <= letters and len(text) <= 60 and len(text.split()) <= 7
    return "name" if named and not re.search(r"https?:|[=<>{}]|\d+ x \d", text) else "text"


def is_nobody(name: str) -> bool:
    """A device, a number, a telephone, a test: what no person can be told from."""
    words = plain(name).split()
    if not any(map(str.isalpha, name)) or is_word(name, "device") or is_word(" ".join(words[:2]), "test"):
        return True
    return all(is_word(word, "device") or is_word(word, "test") or word.isdigit() for word in words)


def are_organizations(texts: Iterable[str]) -> float:
    """The share of texts that carry a word of organizations."""
    told = list(texts)
    return sum(says(text, "organization") for text in told) / max(len(told), 1)
