"""What stands in a date as written: days, months, weekdays, eras, years of two digits. No order is decided here."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from coalition.imports.cells.headers import match
from coalition.imports.cells.text import norm_text
from coalition.imports.lexicon import any_of, by_language, numbered, pattern, table, words
from coalition.imports.matching.keys import plain

# --- names of the months ---------------------------------------------------------------------------------------------------
# No name is of two months: a name that two languages use for two stands in the lexicon for one of them only.


MONTHS_BY_LANGUAGE = by_language("months.names")  # {language: names of each of the twelve months}
_ALSO_WORDS = frozenset(words("month_words.also_words"))
_BEFORE_YEAR = r"(?=\.?(?:[\-/]\d\d|[\s\-/.]*(?:de\s+)?(?:19|2[05])\d\d(?!\d)))"
_LETTER = r"\u0e01-\u0e5ba-z\u00e0-\u024f\u0370-\u052f\u0e80-\u0eff\u1000-\u103f\u1050-\u109f\u1780-\u17d3"

WEEKDAY = re.compile(
    rf"\b(?:{'|'.join(numbered('weekdays.names'))}"
    rf"|{any_of('date_words.weekday_too', whole=False)})\b[.,]*(?:\s*{any_of('date_words.article', whole=False)}\b)?(?=\s*\d)",
    re.IGNORECASE,
)
"""Weekdays right before a date."""

_NO_REGULAR = "".join(f"(?<!{word})" for word in words("date_words.regular"))
_ZEROS = "\u0e50\u0ed0\u17e0\u1040\u0966\u09e6\u0660\u06f0\uff10"
DIGITS = str.maketrans({chr(ord(zero) + number): str(number) for zero in _ZEROS for number in range(10)})
"""Thai, Lao, Khmer, Burmese, Devanagari, Bengali, Arabic, Persian and full-width digits to Western ones."""


def plain_month(name: str) -> str:
    """A month name in small letters without dots, blanks, accents and Turkish dots."""
    return plain(re.sub(r"[.\s]", "", name).lower().replace("\u0131", "i"))


_NAMED = {spelling: month for name, month in numbered("months.names").items() for spelling in (name, plain_month(name))}
_DOTTED = numbered("months.dotted")  # Thai and Lao, written with dots or without
MONTH = {plain_month(name): number for name, number in (_NAMED | _DOTTED).items()}  # {plain name: 1 to 12}


def _any_of(names: list[str]) -> str:
    """Patterns of the names by first letter, the longest first: a third of the time of one list."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        # Small letters as programs make them of a Turkish capital I have a dot more.
        by_first.setdefault(name[0], []).append(name[1:].replace("i", "i\u0307?"))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())


_DOTS = "|".join(rf"{name[:-1]}\.?\s?{name[-1]}" for name in _DOTTED)
_YEAR_SIGN, MONTH_SIGN, _DAY_SIGN = ("".join(words(f"date_words.{unit}_sign")) for unit in ("year", "month", "day"))
_MONTH_BEFORE, _YEAR_BEFORE, _DAY_BEFORE = ("|".join(words(f"date_words.{unit}_before")) for unit in ("month", "year", "day"))
_COUNTED = numbered("months.numbered")
"""Months that are counted, as in Vietnamese."""
_ANY_MONTH, _OR_A_WORD = (
    re.compile(
        rf"(?<![{_LETTER}])({_any_of([name for name in _NAMED if name not in _ALSO_WORDS])}|{_DOTS}"
        rf"|(?:{'|'.join(_ALSO_WORDS)}){behind})\.?(?![{_LETTER}])"
        rf"|(?:{_MONTH_BEFORE})\.?\s*(?:(\d{{1,2}})(?!\d)|({'|'.join(sorted(_COUNTED, key=len, reverse=True))}))"
        rf"|(?<!\d)(\d{{1,2}})\s?[{MONTH_SIGN}]",
        re.IGNORECASE,
    )
    for behind in (_BEFORE_YEAR, "")
)
_MONTHS, _LAST_DAY = 12, 31
_FIRST, _REST = 0xE100, "\ue0ff"
_SIGNED = f"[{chr(_FIRST + 1)}-{chr(_FIRST + _MONTHS)}]"
A_MONTH = f"({_SIGNED}){_REST}*"  # a month of `with_signs`: its first group (`number_of`)


@lru_cache(maxsize=4096)
def with_signs(text: str, *, words: bool = False) -> str:
    """A text of the same length in which each month is one sign, and nothing in place of the other letters of its name.

    `words`: names that are also other words too, not only right before a year.
    """
    return (_OR_A_WORD if words else _ANY_MONTH).sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    name, behind, counted, before = found.groups()
    number = MONTH[plain_month(name)] if name else _COUNTED[counted.lower()] if counted else int(behind or before)
    return chr(_FIRST + number) + _REST * (len(found[0]) - 1) if 1 <= number <= _MONTHS else found[0]


def number_of(sign: str) -> int:
    """1 to 12 of the sign of a month."""
    return ord(sign) - _FIRST


# --- parts of a date as written --------------------------------------------------------------------------------------------


_BETWEEN = r"[\s\-/.,_]*+"
GAP = rf"{_BETWEEN}(?:(?:{any_of('date_words.of', whole=False)}|{_YEAR_BEFORE})\s+)?{_BETWEEN}"
AFTER_YEAR = rf"\s?[{_YEAR_SIGN}]?{_BETWEEN}"
_DAY = rf"(?:(?:{_DAY_BEFORE})\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0|\s?[{_DAY_SIGN}])?"
_TO = any_of("date_words.to", whole=False)
_ORDINAL = r"(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0)?\b"
_NOT_GLUED = r"(?:(?<!\d)|(?=[\u0e01-\u0e2e\u0e40-\u0e44]))"  # from the number before, in languages with blanks: not "5e"
_AND = rf"(?:&|{_NOT_GLUED}{any_of('date_words.and', whole=False)})"
_BETWEEN_DAYS = rf"(?:-|–|—|,|{_NOT_GLUED}{_TO}|{_AND})"
_AND_LAST = re.compile(rf".*{_AND}[^,]*", re.IGNORECASE)
_DAYS = rf"(?<!\d)(?P<day>\d{{1,2}}{_ORDINAL}(?:(?:\.(?!\s+[-–—]))?\s*{_BETWEEN_DAYS}\s*\d{{1,2}}{_ORDINAL}){{0,4}})"
_HOUR = any_of("clock.hours", "clock.hour_sign", whole=False)
_OF_CLOCK = rf"(?:(?:0\d|1[0-2])\s?[ap]\.?m|(?:[01]\d|2[0-4])\s?{_HOUR})(?![^\W\d_])"
_HOURS = rf"(?:[01]\d|2[0-3])(?:[-–—]|\s*(?:[-–—]|{_TO})\s*(?=\d\d\s*(?:{_HOUR}|[^\w\s]|$)))(?:[01]\d|2[0-4])"
_COUNT = r"\d{2}\s+(?-i:[a-z\u00df-\u00ff\u0e01-\u0e2e\u0e40-\u0e44])"
_SECOND_DAY = rf"\d{{2}}{_ORDINAL}{_BETWEEN}{_SIGNED}"
_NO_YEAR = rf"{_OF_CLOCK}|{_HOURS}(?!\d|[:./\-]|{_ORDINAL}{_BETWEEN}{_SIGNED})"
_BEHIND_SIGN = rf"(?:(?<![,\-–—])(?<![,\-–—] )|(?!{_SECOND_DAY}|{_COUNT}))"
_TWO_DIGITS = rf"(?!{_NO_YEAR}){_BEHIND_SIGN}\d{{2}}"
"""Of a year: "May 23, 10 AM", "14 May 10 to 12", "14 May, 25 people" and "14 May, 21 May" tell none."""
_YEAR = rf"'?(?P<year>\d{{4,5}}|{_TWO_DIGITS})(?!\d|[:.]\d)"


_A_MONTH = f"(?P<month>{A_MONTH[1:]}"
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:{_DAY_BEFORE})\s+)?" + _DAYS.replace(r"\b", "") + GAP + _A_MONTH + GAP + _YEAR,
        rf"{_A_MONTH}{_BETWEEN}{_DAYS}(?:,\s*|\s+|[\-/_])(?P<year>\d{{4,5}}|(?:(?<=,)|(?<=, )){_TWO_DIGITS})(?!\d|[:.]\d)",
        rf"(?<!\d)(?P<year>\d{{4}}|\d{{2}}(?=\s?[{_YEAR_SIGN}])){AFTER_YEAR}{_A_MONTH}{_BETWEEN}(?P<day>\d{{1,2}})(?!\d|[:.]\d)"
        rf"(?:\s?[{_DAY_SIGN}])?",
    )
)
"""Dates with a month of `with_signs`: day first, month first, year first."""
_DAY_MONTH = re.compile(rf"(?<!\w){_DAY}{GAP}{_A_MONTH}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_A_MONTH}{_BETWEEN}{_DAY}(?![\d:])", re.IGNORECASE)
_SIGN, _MONTH, _FULL_YEAR = r"(?P<sign>[-/._])", r"(?P<month>\d{1,2})", r"(?P<year>\d{4,5}|\d{2})(?!\d|[./\-]\d)"
_ISO = re.compile(rf"(?<!\d)(?P<year>\d{{4,5}}){_SIGN}\s?{_MONTH}(?P=sign)\s?(?P<day>\d{{1,2}})(?!\d)")
_RANGE = re.compile(rf"(?<![\d./:])(?P<day>\d{{1,2}})\s*[-–]\s*\d{{1,2}}(?P<sign>[/.]){_MONTH}(?P=sign){_FULL_YEAR}")
_NUMBERS = re.compile(rf"(?<![\d.])(?<!\b[RHS])(?P<day>\d{{1,2}})\s?{_SIGN}\s?{_MONTH}\s?(?P=sign)\s?{_FULL_YEAR}")
"""R8.5.14 may be of the eighth year of Reiwa: without a sign no date."""
_IN_BLANKS = re.compile(r"(?<![\d.])(?<!\d )(?P<day>\d\d)(?P<sign> )(?P<month>\d\d) (?P<year>20\d\d|25\d\d)(?!\d| \d++(?!:))")
"""26 07 2022, and no telephone number."""
_IN_NUMBERS = re.compile(r"\s*(?P<label>[^\s\d]*)\s*(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})\.?\s*")
"""A day and a month alone, but for their label: 14/5, "Date: 14/5"."""
_OPEN = (_NUMBERS, _IN_BLANKS, _IN_NUMBERS)
_PLAIN = re.compile(
    r"(?<!\d)(?P<year>20\d\d|25\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?P<sign>)"
    r"(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d)"
)

_EARLIER = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}{GAP}{_A_MONTH}"
    rf"|{_A_MONTH.replace('month', 'before')}{_BETWEEN}(?P<behind>\d{{1,2}}){_ORDINAL}"
    rf"|(?<![\w./:\-])(?P<one>\d{{1,2}})(?P<sign>[/.])(?P<two>\d{{1,2}})(?:(?P=sign)(?P<year>\d{{4}}|\d{{2}}))?[/.]?)"
    rf"\s*(?:(?P<to>[-–—]|{_TO})|(?P<comma>[,;])|{_AND})\s*$",
    re.IGNORECASE,
)
"""A day right before another: "14/5-" of 16/5/2026, "14 May and" of 21 May 2026; in words a month of `with_signs`."""

_ERA = re.compile(
    rf"({any_of('date_words.buddhist_era')}|B\.\s?E\.|(?<![A-Za-z])BE\b)\s*(?=\d{{2,5}})|(?<=\d)\s*(B\.\s?E\.?|BE)(?![A-Za-z])"
    rf"|(?:{any_of('date_words.common_era')}|A\.\s?D\.|(?<![A-Za-z])AD\b|C\.\s?E\.|(?<![A-Za-z])CE\b)\s*(?=\d{{2,5}})"
    r"|(?<=\d)\s*(?:A\.\s?D\.?|AD|C\.\s?E\.?|CE)(?![A-Za-z])"
)
_REIGNS = {name[0]: int(year) for of in ("reigns", "reign_letters") for year, names in table(of).items() for name in names}
"""The year before the first of a reign, by the first letter of its name: Reiwa, Heisei, Showa; the Republic of China."""
_OF_REIGN = any_of(*(f"reigns.{year}" for year in table("reigns")))
_LETTER_OF_REIGN = any_of(*(f"reign_letters.{year}" for year in table("reign_letters")), whole=False)
_FIRST_YEAR = words("date_words.first_year")
_REIGN = re.compile(
    rf"({_OF_REIGN}|(?<![A-Za-z]){_LETTER_OF_REIGN}(?=\s?\d{{1,2}}\s?[{_YEAR_SIGN}]))"
    rf"\s?({'|'.join(_FIRST_YEAR)}|\d{{1,3}})(?=\s?[{_YEAR_SIGN}]|\s?[./\-]\s?\d{{1,2}}\s?[./\-]\s?\d)"
)
_AROUND = re.compile(
    rf"{any_of('date_words.number')}\s*\d{{1,3}}(?:/\d{{2,4}})?(?![\d/])|{any_of('date_words.weekday')}\.?,?"
    rf"|{any_of('date_words.around')}|{_NO_REGULAR}{any_of('date_words.month')}|{_NO_REGULAR}{any_of('date_words.year')}(?=\s*\d)"
    rf"|{any_of('date_words.before_number')}(?=\s*\d)|{any_of('date_words.before_month')}(?=\s*[^\W\d_])"
    rf"|(?<=\d)\s?{any_of('date_words.after_number', whole=False)}",
    re.IGNORECASE,
)
"""Meeting numbers, which look like a date's beginning ('No. 4/2555'); weekdays, and the words for day, month and year."""
_NUMBERED = re.compile(
    rf"\b{any_of('date_words.meeting', 'date_words.of_a_day', whole=False)}"
    r"\s*(\d{1,3})\s*[-–—]\s*(\d{1,2})(?=\s*[^\W\d_]|[/.]\d)",
    re.IGNORECASE,
)
_NUMBER_OR_DAYS = re.compile(
    rf"\W*{any_of('date_words.of_a_day')}\s*(\d{{1,2}})\s*[-–—]\s*(\d{{1,2}})\s*[^\W\d_]", re.IGNORECASE
)
_PART = re.compile(rf"\b{any_of('date_words.part')}\s*\d{{1,2}}\s*[-–—:,](?=\s*\d{{1,2}}(?:\s*[^\W\d_]|[/.]\d))", re.IGNORECASE)
"""Which part of a meeting it is: "Day 1 - 2 December" is one day."""
_OF_A_DAY = pattern("date_words.of_a_day", whole=False)
_APART = re.compile(r"\s[-–—]\s")
_LONGEST_MEETING = 6
"""Days: "Meeting 1 - 14 January" is the first meeting, and did not last a fortnight; "Workshop 14-15 January" has two days."""
_LONGEST = 400  # characters of a text that are searched: no title is longer


@dataclass(frozen=True)
class Written:
    """A day found in a text."""

    day: int  # as the text says, like month and year; as they stand if `open`
    month: int
    year: str  # empty: the text does not say it
    era: str | None  # "BE" or "CE" if the text names it
    open: bool = False  # the order of the numbers is not told
    separator: str = ""  # between the numbers of an open date
    rest: str = ""  # what else the text says, without weekdays and eras


@lru_cache(maxsize=4096)  # a cell is asked about by each way to read its sheet
def scan(text: str) -> Written | None:
    """The first day in a text, in words or numbers, also in digits alone: 20230523; else one without a year; None: none."""
    if not any(map(str.isdigit, text)):
        return None
    blanked = bare(_YEAR_LAST.sub(r"\1 \3 \2", western(text)) if ":" in text else text)
    era = _ERA.search(western(text))
    named = None if era is None else "BE" if era[1] or era[2] else "CE"
    found = _whole(blanked, with_signs(blanked)) or _without_year(blanked)
    if found is None:
        return None
    parts = {"year": "", "sign": ""} | found.groupdict()
    day, month = _first_day(found["day"]), int(parts["month"]) if parts["month"].isdigit() else number_of(parts["month"])
    earlier = _EARLIER.search(with_signs(blanked[: found.start()])) if parts["year"] else None
    told = (day, month, parts["year"], found.re in _OPEN)
    first = _first_of_two(earlier, parts["sign"], *told) if earlier else told
    if not day or first is None:
        return None
    blanked = WEEKDAY.sub(_blank, blanked) if any(map(str.isalpha, blanked)) else blanked
    begin = earlier.start() if earlier and first != told else found.start()
    day, month, year, is_open = first
    return Written(day, month, year, named, is_open, parts["sign"], f"{blanked[:begin]} {blanked[found.end() :]}")


_LastDay = tuple[int, int, str, bool]
"""Day, month, year and whether their order is open, as in `Written`."""


def _first_of_two(earlier: re.Match[str], sign: str, day: int, month: int, year: str, is_open: bool) -> _LastDay | None:
    """The first of two days named together; the second, where the other is a number; None: nothing tells which is meant.

    "14/5-16/5/2026" is a span, "No. 3/4 - 14/5/2026" a number and a day, "14 May and 21 May 2026" two meetings.
    """
    second = day, month, year, is_open
    alone = not earlier.string[: earlier.start()].strip()
    if earlier["one"] is None:
        first = int(earlier["day"] or earlier["behind"]), number_of(earlier["month"] or earlier["before"])
        if not 0 <= _span(*first, day, month) <= (2 * _LAST_DAY if earlier["to"] else 1):
            return second if earlier["comma"] and not alone else None
    elif not earlier["to"] or earlier["sign"] != sign:
        return second
    elif earlier["year"]:
        return int(earlier["one"]), int(earlier["two"]), earlier["year"], is_open
    else:
        ways = [(int(earlier["one"]), int(earlier["two"]), day, month)]
        ways += [(ways[0][1], ways[0][0], month, day)] if alone and sign == "/" else []  # else the number of a meeting
        near = next((way for way in ways if 0 <= _span(*way) <= _LONGEST_MEETING), None)
        if near is None:
            return second
        first, month = near[:2], near[3]
    return *first, str(int(year) - (month < first[1])).zfill(len(year)), False


def _span(day: int, month: int, last: int, until: int) -> int:
    """Days from one day to another, of the same year or the next; negative: backwards, or there is no such month or day."""
    if max(month, until) > _MONTHS or max(day, last) > _LAST_DAY:
        return -1
    return _LAST_DAY * ((until - month) % _MONTHS) + last - day


def find_written(text: str) -> Written | None:
    """The first day in a text with month and year; None: there is none."""
    return found if (found := scan(text)) and found.year else None


_YEAR_LAST = re.compile(r"([^\W\d_]{3,12}\.?\s+\d{1,2}),?\s+(\d{1,2}:\d\d(?::\d\d)?(?: [A-Z]{2,5})?)\s+(\d{4})(?!\d)")
"""As programs write a moment: "Sat Mar 20 17:43:38 2021"."""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def western(text: str) -> str:
    """A text with Western digits, and with the Christian year in place of a Japanese or Taiwanese one."""
    if text.isascii():
        return norm_text(text[:_LONGEST])
    return _REIGN.sub(_year_of_reign, norm_text(text[:_LONGEST]).translate(DIGITS))


def _year_of_reign(found: re.Match[str]) -> str:
    number = 1 if found[2] in _FIRST_YEAR else int(found[2])
    return str(_REIGNS[found[1][0]] + number)


def bare(text: str) -> str:
    """A text in Western digits and years with blanks for era, weekday, the words around a date, and numbers of meetings."""
    text = _AROUND.sub(_blank, _ERA.sub(_blank, western(text)))
    return _NUMBERED.sub(_without_number, _PART.sub(_blank, text))


def _without_number(found: re.Match[str]) -> str:
    number, day = int(found[1]), int(found[2])
    begins = not any(map(str.isalpha, found.string[: found.start()]))  # "Annual Meeting 3 - 5 November" lasts three days
    one = (begins and _OF_A_DAY.match(found.group()) and day > number + 1) or found.string[found.end() :][:1] in {"/", "."}
    apart = _APART.search(found.group()) and one  # "Mtg 4 - 10/4/2025", "Meeting 3 - 6 November"
    days = 0 < day - number <= _LONGEST_MEETING and not apart
    return found.group() if days else found.group().replace(found[1], " " * len(found[1]), 1)


def is_number_or_days(title: str) -> bool:
    """Whether a title may be that of a meeting by its number, or of several days: "Meeting 3 - 6 November"."""
    found = _NUMBER_OR_DAYS.match(western(title))
    return found is not None and 0 < int(found[2]) - int(found[1]) <= _LONGEST_MEETING


def _whole(text: str, signs: str) -> re.Match[str] | None:
    """A day with its year in numbers, or in words; `signs`: the text with signs for months."""
    ways = (_ISO, _RANGE, _NUMBERS, _IN_BLANKS, _PLAIN)
    numbers = next((found for one in ways if (found := one.search(text))), None)
    by_name, month_first = _DAY_FIRST.search(signs), _MONTH_FIRST.search(signs)
    # '4 April 26, 2012': the year of four digits is the year.
    named = by_name if by_name and (len(by_name["year"]) > 2 or not month_first) else month_first
    named = named or _YEAR_FIRST.search(signs)
    begun = numbers and named and named.start() < numbers.start() < named.end() and " " in numbers.group()
    return named if begun else numbers or named  # "14 May 69 - 10-12"


def _without_year(text: str) -> re.Match[str] | None:
    """A day and its month; beside a day a word that is also something else is a month: "26 set"; not "mar. 3 feb"."""
    signs = with_signs(text, words=True)
    behind = _DAY_MONTH.fullmatch(signs, signs.find(" ") + 1)
    words = [found for one in (_DAY_MONTH, _MONTH_DAY) if (found := one.search(signs))]
    if behind or words:
        return behind or min(words, key=re.Match.start)
    found = _IN_NUMBERS.fullmatch(WEEKDAY.sub(_blank, text))
    return found if found and (not found["label"] or match(found["label"]).field in {"date", "meeting"}) else None


def _first_day(days: str) -> int:
    """The first day of '24-25'; of '4, 26' (a meeting number before the day) the last; 0 of '14 and 21': neither."""
    numbers = [int(n) for n in re.findall(r"\d+", days)]
    steps = [b - a for a, b in pairwise(numbers)]
    apart = _AND_LAST.fullmatch(days) or (len(steps) > 1 and "," in days and min(steps) > 1)
    if all(0 < step <= (1 if apart or "," in days else _LAST_DAY) for step in steps):
        return numbers[0]
    return 0 if apart else numbers[-1]


def year_of(written: str, era: str | None, today: date) -> tuple[int | None, bool]:
    """(Gregorian year, whether it had to be repaired) of a year as written; None: no year a meeting can be in.

    Two digits: 20yy up to 5 years ahead, 25yy from 2543 on, 19yy from 80 on; the three do not overlap before 2038, so no
    knowledge of the writer is needed. Repaired: 543 added twice or taken away twice, or an era that cannot be meant.
    """
    number, latest = int(written), today.year + 10
    if len(written) == 2:
        guesses = {"CE": [2000 + number], "BE": [1957 + number], None: [2000 + number, 1957 + number, 1900 + number]}[era]
        earliest = 2000 if era is None else 1980
        near = [y for y in guesses if earliest <= y <= today.year + 5]
        if not near and era is None and number >= 80:
            near = [1900 + number]
        return (near[0] if near else None), False
    if 3050 <= number <= 3150:
        year, repaired = number - 1086, True
    elif number >= 2400:
        year, repaired = number - 543, era == "CE"
    elif 1457 <= number <= 1500:  # before: Hijri years
        year, repaired = number + 543, True
    else:
        year, repaired = number, era == "BE"
    return (year, repaired) if 1980 <= year <= latest else (None, False)


def day_of(year: int | None, month: int, day: int) -> date | None:
    """The date; None where the calendar has none: never rolled over into the next month."""
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None
