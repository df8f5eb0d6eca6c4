"""What a written date leaves open: the order of day and month, which a cell of the file may prove; the year; the day.

What a cell proves comes before what the origin of the file suggests. Months without a day and days without a year stay so: no
day is ever made up.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from coalition.imports.cells.datewords import (
    A_MONTH,
    AFTER_YEAR,
    GAP,
    MONTHS_BY_LANGUAGE,
    Written,
    bare,
    day_of,
    number_of,
    scan,
    western,
    with_signs,
    year_of,
)
from coalition.imports.cells.text import has_thai
from coalition.imports.lexicon import any_of, numbered, words

# --- what is told, and what comes of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DateContext:
    """What is known about the file beside the cells themselves; it decides the order only where no cell proves it."""

    am_pm_export: bool = False  # of Zoom, Teams or Eventbrite with AM/PM: month first
    thai_or_be: bool = False  # Thai text or Buddhist years elsewhere in the file: day first
    day_first: bool = False  # header or title are in a language whose readers write the day first
    known: frozenset[date] = frozenset()  # days the meeting is known to have had, e.g. from a title row
    file_date: date | None = None  # in the file's name
    compact: bool = False  # cells such as 220523 and 20220523 are dates (headers of a matrix)
    # cells that prove another order than others are read as they prove; a short year first or last is asked
    by_row: bool = False


@dataclass
class Order:
    """The order of day, month and year, and why it was taken."""

    order: str | None = None  # "DMY", "MDY" or "YMD"; None: no cell needed one
    ask: bool = False  # the order is a guess; a person should confirm it
    evidence: str = ""  # a sentence: why this order
    example: tuple[str, date, date] | None = None  # a cell and its days in the first two of `orders`
    orders: tuple[str, ...] = ("DMY", "MDY")  # those a person may choose from
    mixed: tuple[str, str] | None = None  # a cell that proves the day first, one that proves the month


@dataclass
class ColumnDates(Order):
    """What one column of dates says."""

    values: dict[str, date | None] = field(default_factory=dict)  # {cell as given: day, None where it holds none}
    # {cell: "bad_date" or "date_against_order"}; none for empty cells and dashes
    problem: dict[str, str] = field(default_factory=dict)
    # {cell: day} where the era was wrong (543 added or taken away twice)
    repaired: dict[str, date] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)  # the cells of such a file that prove nothing: `values` has a guess


@dataclass(frozen=True)
class FoundDate:
    """A date inside a longer text."""

    on: date
    rest: str = ""  # the text without the date, its weekday and empty brackets
    repaired: bool = False  # the era was wrong and was put right
    order: Order = field(default_factory=Order)  # which was taken, and what else it could be

    @property
    def certain(self) -> bool:
        """Whether day and month could not be swapped; else the day first was assumed."""
        return not self.order.ask


# --- three numbers under each order ----------------------------------------------------------------------------------------


SOON = timedelta(days=366)
ORDER_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
Pending = dict[str, Written]  # {cell: the three numbers in it}, in the order of the cells


def resolved(written: Written, order: str, today: date) -> tuple[date | None, bool]:
    """The day of a date under an order, which only an open one needs, and whether its era was repaired."""
    first, second, third = written.day, written.month, written.year
    if order == "YMD" and len(third) == len("yy"):
        year, repaired = year_of(str(first).zfill(2), written.era, today)
        return day_of(year, second, int(third)), repaired
    year, repaired = year_of(third, written.era, today)
    day, month = (second, first) if order == "MDY" else (first, second)
    return day_of(year, month, day), repaired


def span(days: Collection[date]) -> int:
    """Days from the first to the last."""
    return (max(days) - min(days)).days


# --- what decides ----------------------------------------------------------------------------------------------------------


_AM_PM = re.compile(r"\d\s?(?:[AP]M\b|[ap]\.m\.)")  # small letters without dots are British, Indian, Australian: day first
_BUDDHIST_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_WEEKDAYS, _WORD = numbered("weekdays.names"), re.compile(r"[^\W\d_]{3,}")
_FAR = 1_100  # days: meetings of one sheet seldom lie three years apart
_WIDER, _DAYS_OF_YEAR = 10, 366
_AHEAD = timedelta(days=31)  # a list is prepared so long before its meeting
_OLD = 8 * _DAYS_OF_YEAR  # days back: eight years back a list is from another time
_DAY_LIKELIER = "DMY", True, "It is unclear whether the day or the month comes first, so the day was read first."
_MONTH_LIKELIER = "MDY", True, "It is unclear whether the day or the month comes first; the month is more likely."
"""Where nothing proves an order it is asked. Who writes AM and PM in capitals mostly puts the month first."""
_Days = dict[str, dict[str, date]]  # {order: {cell: its day}}, without cells that have none


def decide(pending: Pending, fixed: Sequence[date], today: date, context: DateContext) -> Order:
    """The order of the file and why: what a cell proves comes before what its origin suggests. `fixed`: days of other cells."""
    read = {order: {text: resolved(one, order, today)[0] for text, one in pending.items()} for order in ORDER_WORDS}
    days = {order: {text: on for text, on in found.items() if on} for order, found in read.items()}
    for text in (text for text, one in pending.items() if len(one.year) == len("yyyy") and _WORD.search(text)):
        for order in _off_weekday(text, read):
            days[order].pop(text, None)
    both = {"DMY": days["DMY"], "MDY": days["MDY"]}
    undecided = [text for text, on in days["DMY"].items() if on != days["MDY"].get(text, on)]
    known = {*context.known, *fixed, *filter(None, [context.file_date])}
    found = (
        _by_short_year(pending, days, fixed, known, today, context)
        or _by_proof(both, bool(undecided))
        or (None if undecided else Order("DMY" if pending else None))
        or _by_known_date(both, undecided, known)
        or _by_origin(pending, context)
        or Order(*(_MONTH_LIKELIER if all(map(_AM_PM.search, undecided)) else _DAY_LIKELIER))
    )
    example = next(((text, days["DMY"][text], days["MDY"][text]) for text in undecided), None)
    return replace(found, example=found.example or example)


def _off_weekday(text: str, read: Mapping[str, Mapping[str, date | None]]) -> list[str]:
    """The orders in which the day of a text is not on the weekday beside it, where it is in another: "Wed 3/4/2026"."""
    said = {_WEEKDAYS[word] for word in _WORD.findall(text.casefold()) if word in _WEEKDAYS}
    fits = [order for order, found in read.items() if (on := found[text]) and on.isoweekday() in said]
    return [order for order in read if order not in fits] if fits and len(said) == 1 else []


def _by_short_year(
    pending: Pending, days: _Days, fixed: Sequence[date], known: Set[date], today: date, context: DateContext
) -> Order | None:
    """A year of two digits that stands first, decided or asked about; None: it does not, and day or month do.

    Digits alone are nearest to the days already read (`fixed`), else the year stands first unless day, month, year keeps them
    closer together.
    """
    if not pending or any(len(written.year) != len("yy") for written in pending.values()):
        return None
    fits = {order: found for order, found in days.items() if len(found) == len(pending) and max(found.values()) <= today + SOON}
    spans = {order: span(found.values()) for order, found in fits.items()}
    alone = not any(written.separator for written in pending.values())
    if alone and fixed and fits:
        return Order(min(fits, key=lambda order: span([*fits[order].values(), *fixed])))
    if "YMD" not in fits:
        return None
    if len(fits) == 1:
        return Order("YMD", False, "Read as year, month, day, because no other order fits all dates.")
    if told := _by_known_date(fits, pending, known):
        return told
    own = spans.pop("YMD")
    other = min(spans, key=lambda order: spans[order])
    least = spans[other]
    if least > max(_FAR, _WIDER * own):
        years = least // 365
        evidence = f"Read as year, month, day, because with the {ORDER_WORDS[other]} the dates would be {years} years apart."
        return Order("YMD", False, evidence)
    if alone:
        return Order("YMD") if own <= max(_FAR, _WIDER * least) else None
    ahead = max(fits["YMD"].values()) > today + _AHEAD
    strokes = any(written.separator == "/" for written in pending.values())  # behind a short year hardly anybody writes them
    if not context.by_row or own > max(_DAYS_OF_YEAR, _WIDER * least) or ahead or strokes or _thai(pending, context):
        return None
    return _asked(pending, fits, today)


def _asked(pending: Pending, fits: _Days, today: date) -> Order | None:
    """Day or year first: a question, unless only the year first would be of another time."""
    other = next(iter(fits))
    old = {name for name in (other, "YMD") if (today - max(fits[name].values())).days > _OLD}
    if old == {"YMD"}:
        return None
    guess = "YMD" if old == {other} else other
    text = next(iter(pending))
    orders = tuple(order for order in (other, "YMD", "MDY") if order in fits)
    evidence = (
        f"No date shows whether the day, the month or the year comes first, so they were read with the {ORDER_WORDS[guess]}."
    )
    return Order(guess, True, evidence, (text, fits[other][text], fits["YMD"][text]), tuple(dict.fromkeys(orders)))


def _by_proof(days: _Days, undecided: bool) -> Order | None:
    """The order most cells prove. The others are refused, or read as they prove; their share tells whether to ask."""
    proofs = [(order, [text for text in own if not all(text in one for one in days.values())]) for order, own in days.items()]
    mixed = (proofs[0][1][0], proofs[1][1][0]) if all(texts for _, texts in proofs) else None
    (order, most), (_, against) = sorted(proofs, key=lambda one: -len(one[1]))
    if not most:
        return None
    evidence = f"'{most[0]}' can only be read as {ORDER_WORDS[order]}."
    if against:
        evidence += f" '{against[0]}' contradicts it."
    return Order(order, undecided and len(against) * 10 > len(most), evidence, mixed=mixed)


def _by_known_date(days: _Days, texts: Iterable[str], known: Set[date]) -> Order | None:
    for text in texts:
        told = [order for order, found in days.items() if found[text] in known]
        if len(told) == 1:
            order, on = told[0], days[told[0]][text]
            evidence = f"With the {ORDER_WORDS[order]}, '{text}' is {on}, a date that is also found elsewhere in the file."
            return Order(order, False, evidence)
    return None


def _thai(pending: Pending, context: DateContext) -> str:
    """Why days are written the Thai way; empty: nothing says so."""
    if thai := next((text for text in pending if has_thai(text) or _BUDDHIST_YEAR.search(text)), None):
        return f"'{thai}' is written the Thai way, so the day was read first."
    return "The file is in Thai or uses Buddhist years, so the day was read first." if context.thai_or_be else ""


def _by_origin(pending: Pending, context: DateContext) -> Order | None:
    if context.am_pm_export and any(map(_AM_PM.search, pending)):
        return Order("MDY", False, "Exported files of this kind that use AM/PM write the month first.")
    dotted = next((text for text, written in pending.items() if written.separator == "."), None)
    evidence = _thai(pending, context) or (f"'{dotted}' is written with dots, so the day was read first." if dotted else "")
    first = {written.day for written in pending.values()}  # "3/4, 3/11, 3/18" are days of March
    if context.day_first and not any(map(_AM_PM.search, pending)) and (len(first) > 1 or len(pending) == 1):
        evidence = evidence or "The words of the file are in a language that writes the day first."
    return Order("DMY", False, evidence) if evidence else None


# --- months without a day, days without a year, and the year that titles tell ----------------------------------------------


ENGLISH = tuple(min(names, key=len).capitalize() for names in MONTHS_BY_LANGUAGE["en"])
# A year of two digits is none that could be a day: May 69, May '26.
_YEAR = r"(\d{4}|(?<=['’])\d{2}|(?:3[2-9]|[4-9]\d))(?!\d|[:.]\d)"
_PERHAPS_WITH_YEAR = re.compile(
    rf"(?<!\d)((?:19|2[05])\d\d){AFTER_YEAR}{A_MONTH}(?!\s*\d)|{A_MONTH}(?:{GAP}['’]?{_YEAR})?", re.IGNORECASE
)
_HEAD = re.compile(
    rf"{A_MONTH}(?:{GAP}['’]?\d{{2,4}})?|\d{{4}}{AFTER_YEAR}{A_MONTH}"
    r"|(?:0?[1-9]|1[0-2])\s?[/.\-]\s?\d{4}|\d{4}\s?[/.\-]\s?(?:0?[1-9]|1[0-2])",
    re.IGNORECASE,
)
_LONGEST, _LAST_DAY = 40, 31


class Partial(NamedTuple):
    """A day whose year a text does not say."""

    month: int
    day: int


def day_without_year(text: str, order: str = "DMY") -> Partial | None:
    """The day without a year of which a text speaks; None: none. "14/5" stands alone, in `order` where both would do."""
    written = scan(text)
    if written is None or written.year:
        return None  # with a year it is of no calendar, or the day of something else
    ways = [Partial(written.month, written.day), Partial(written.day, written.month)][: 1 + written.open]
    if order == "MDY":
        ways.reverse()
    return next((way for way in ways if 1 <= way.month <= len(ENGLISH) and 1 <= way.day <= _LAST_DAY), None)


def month_alone(text: str, *, words: bool = False) -> int:
    """1 to 12 of a cell that holds a month and nothing else, by name or number; 0: it does not. `words`: as `with_signs`."""
    cell = western(text)
    if cell.isdecimal():
        return int(cell) if 1 <= int(cell) <= len(ENGLISH) else 0
    found = re.fullmatch(A_MONTH, with_signs(cell, words=words))
    return number_of(found[1]) if found else 0


def months_told(text: str) -> tuple[tuple[str, str], ...]:
    """(month in English, year as written) of a text that names a month with its year and no day, or several months; else ().

    'Attendance - March 2026' -> ('Mar', '2026'); 'Mai 69' -> ('May', '69'); 'May 26', '14 May 2026' -> ().
    'May / June 2026' -> ('May', '2026'), ('Jun', '2026'); 'December 2025 - January 2026' each with its own year. Of months
    that are not known to follow each other in their years all are given with an empty year: none of them is that of a day.
    """
    if (written := scan(text)) and written.year:
        return ()
    cell = with_signs(bare(text))
    named = list(_PERHAPS_WITH_YEAR.finditer(cell))
    months, years = [number_of(found[2] or found[3]) for found in named], [found[1] or found[4] or "" for found in named]
    if len(set(months)) > 1:
        first, last = months[0], months[-1]
        year = years[0] or (years[-1] if first < last else "")
        follows = last - first == 1 if year == years[-1] else (first, last) == (len(ENGLISH), 1)
        known = len(months) == 2 and year and years[-1] and follows
        years = [year, years[-1]] if known else [""] * len(months)
        return tuple((ENGLISH[month - 1], year) for month, year in zip(months, years, strict=True))
    year = next(filter(None, years), "")
    return ((ENGLISH[months[0] - 1], year),) if year else ()


def is_month(text: str) -> bool:
    """Whether a header is a month, with its year or without, and says no day: "May 2026", "05/2026"."""
    return 0 < len(text) <= _LONGEST and _HEAD.fullmatch(with_signs(bare(text)).strip()) is not None


def with_year(cell: str, year: str) -> str:
    """A day without its year, or a month alone, with the year told elsewhere, if any is; a whole day as it is."""
    written, day = scan(cell), day_without_year(cell)
    if written is None or day is None:
        return cell if written and written.year else f"{cell} {year}".rstrip()
    if written.open:
        return f"{written.day}/{written.month}/{year}".rstrip("/")
    return f"{day.day} {ENGLISH[day.month - 1]} {year}".rstrip()


# --- the year that titles tell ---------------------------------------------------------------------------------------------
# A title also holds years that are none of its meetings: of a law, an order, the founding. No day is given one of those.


_Y = r"(?:20|25)\d\d(?!\d)"
_ANY_YEAR = re.compile(rf"(?<!\d){_Y}")
_ERA = rf"(?:\s*{any_of('years.era', whole=False)})?\s*"
_NO = any_of("years.number", whole=False)
_OF_A_MEETING = "".join(rf"(?<!{word} )" for word in words("years.numbered"))
_OF_SOMETHING_ELSE = re.compile(
    rf"{any_of('years.law')}.*?(?<!\d){_Y}(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.act')}[,\s]*(?:{any_of('years.of')}\s+|\(?{_NO}\.?\s*\d+\)?[,\s]*)?{_ERA}\(?{_Y}\)?(?:\s*\(\d{{4}}\))?"
    rf"|{any_of('years.founded')}\.?(?:\s+{any_of('years.in')})?{_ERA}\(?{_Y}"
    rf"|(?:{any_of('years.document')}|{_OF_A_MEETING}\b{_NO}\.)[^\d]*\d+\s*/\s*{_Y}"
    rf"|(?<![\d/.\-])(?:1[3-9]|[2-9]\d|\d{{3,}})\s*/\s*{_Y}",
    re.IGNORECASE,
)
_TWO = re.compile(
    rf"(?<![\d/.\-])((?:20|25)\d\d)\s*(?:[/\-–—&]|{any_of('years.to', whole=False)})\s*((?:20|25)\d\d|\d\d)(?!\s*[/.\-]?\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(rf"{any_of('years.fiscal')}\s*{_ERA}({_Y})")
_SEVERAL = 3


def years_in(texts: Sequence[str]) -> set[int]:
    """The years of the meetings that titles speak of; none where they tell two in a row, or a fiscal year."""
    written = list(map(western, texts))
    if any(map(tells_two_years, written)):
        return set()
    return {int(found) for text in written for found in _ANY_YEAR.findall(_OF_SOMETHING_ELSE.sub(" ", text))}


def titles_of_year(texts: Sequence[str], year: int) -> tuple[str, ...]:
    """The titles as if each told this year, and no other: somebody said so."""
    told = (f"{_ANY_YEAR.sub(' ', western(text))} {year}" for text in texts)
    return tuple(str(year) if tells_two_years(text) else text for text in told)


def tells_two_years(text: str) -> bool:
    """Whether a title tells two years in a row, or a fiscal year: its days may be of either."""
    return bool(_FISCAL.search(text)) or any((int(a) + 1) % 100 == int(b) % 100 for a, b in _TWO.findall(text))


def one_year_holds(months: Sequence[int]) -> bool:
    """Whether months in their order, rising or the newest first, are of one year: none begins among them."""
    return list(months) in (sorted(months), sorted(months, reverse=True))


def _months_in(cells: Sequence[str], order: str, *, words: bool) -> dict[int, int]:
    """{index: its month} of the cells that are a day without a year, in numbers as `order` has it, or a month in words."""
    months: dict[int, int] = {}
    for i, cell in enumerate(cells):
        if day_without_year(cell) and (written := scan(cell)):
            months[i] = written.day if written.open and order == "MDY" else written.month
        elif not cell.isdecimal() and (month := month_alone(cell, words=words)):
            months[i] = month
    return months


def with_years(cells: Sequence[str], year: str) -> tuple[str, ...]:
    """A row of days and months with the year that titles tell, if any does and no new year begins among them.

    'Nov', '8 Oct' of 2025 -> 'Nov 2025', '8 Oct 2025'. Among months a word that is one too is one: 'set' in Portuguese.
    """
    several = len(_months_in(cells, "DMY", words=False)) >= _SEVERAL
    ways = [_months_in(cells, order, words=several) for order in ("DMY", "MDY")]
    rows = [list(months.values()) for months in ways]
    if not any(max(row, default=0) <= len(ENGLISH) and one_year_holds(row) for row in rows):
        year = ""
    return tuple(with_year(cell, year) if i in ways[0] else cell for i, cell in enumerate(cells))
