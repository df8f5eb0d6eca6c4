"""The days of the columns of a matrix: whole ones, days below months, days whose month or year a title tells.

What belongs to one column is written together ("14" below "May 2026"), and all of them are read in one order of day and month.
What is asked or told of days, those of rows too, stands at the end.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from coalition.imports.cells.dates import ColumnDates, DateContext, find_date, find_date_in_name, read_dates
from coalition.imports.cells.datewords import day_of
from coalition.imports.cells.headers import fold, match
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.open_dates import (
    day_without_year,
    months_told,
    with_year,
    with_years,
    years_in,
)
from coalition.imports.cells.text import has_thai
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, by_language, table, words
from coalition.imports.read.sheet import text_at
from coalition.imports.read.values import Day, date_order, day_in
from coalition.imports.reading import Choices, Entries, MeetingRead

Texts = Sequence[str]
Titles = tuple[str, ...]
_DAY = re.compile(
    rf"(?:{any_of('date_words.weekday', whole=False)}\.?,?\s*|{any_of('date_words.weekday_short')}\S{{0,3}}\.\s*)?"
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s*[-–/ (]\s*{any_of('date_words.weekday', 'date_words.weekday_letters')}\.?\)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"\d{5,6}")  # 220523, or the number of a day as Excel keeps it: a date in a header only
_LONGEST_MONTH = 30
_DAYS_IN_ROW = 20  # so many numbers from 1 on, without a gap, are the days of a month; fewer are numbers of meetings
_LAST_DAY = 31
_BUDDHIST = 2400
_ENGLISH_STAMPS = frozenset(map(fold, by_language("headers.timestamp")["en"]))
_LONG_TITLE = 200  # characters of a text whose words are looked at
_OVER_LISTS = ("spoken.attendance", "spoken.meeting", "spoken.minutes")


@lru_cache(maxsize=4096)
def heads_day(cell: str, today: date) -> bool:
    """Whether a cell of a header is a day, with its year or without: "14 May 2026", "220523", "14 May", "14.5."."""
    compact = _COMPACT.fullmatch(cell) and read_dates([cell], today=today, context=DateContext(compact=True)).values[cell]
    return bool(compact) or day_in(cell, today) is not None


def days_in_header(cells: Texts, above: Texts, titles: Titles, today: date) -> dict[int, str]:
    """{column: its day as written, with what else tells its month and year} of a row of days; {}: it is none.

    `above`: the row over the cells, which may hold months. `titles`: the texts above the table, and the name of the file.
    """
    whole = {i: cell for i, cell in enumerate(cells) if cell and heads_day(cell, today)}
    numbers = {i: day for i, cell in enumerate(cells) if (day := _day(cell)) is not None}
    if len(whole) > 1 or len(numbers) < 2:
        if not any(map(day_without_year, whole.values())):
            return whole
        dated = with_years(list(whole.values()), year_told(titles))
        return _under_years(above, whole, today) or dict(zip(whole, dated, strict=True))
    months = with_years(above, year_told(titles))
    by_month = sum(bool(_month_in(text_at(months, i))) for i in numbers) > 1  # counts below them are no days
    others = [(i, cell) for i, cell in enumerate(cells) if cell and i not in numbers and not match(cell).field]
    several = [(i, cell) for i, cell in others if " " in cell or set(numbers.values()) == {1}]
    if any((by_month and text_at(above, i)) or (" " in cell and looks_like_person(cell)) for i, cell in several):
        return whole  # a row of somebody, and of numbers
    dates = {i: f"{numbers[i]} {month}" for i, month in _carried(months, numbers, _month_in).items()}
    return (dates if len(dates) > 1 else {}) or _days_of_title(numbers, (*titles, *months)) or whole


@lru_cache(maxsize=256)
def year_told(titles: Titles) -> str:
    """The one year in the rows above a table and the name of its file; empty: none, or several."""
    years = years_in(titles)
    return str(years.pop()) if len({year - 543 * (year > _BUDDHIST) for year in years}) == 1 else ""


def _under_years(years: Texts, found: dict[int, str], today: date) -> dict[int, str]:
    """{column: day} of days without a year that stand under years, each written once over its days.

    {}: one has none above, or they do not follow each other: a year stands over the wrong column.
    """
    over = [cell if at >= min(found) else "" for at, cell in enumerate(years)]
    dates = {i: with_year(found[i], year) for i, year in _carried(over, found, lambda cell: year_told((cell,))).items()}
    days = [day.on for text in dates.values() if (day := find_date(text, today=today))]
    return dates if len(days) == len(found) and days == sorted(days) else {}


def _carried(above: Texts, columns: Collection[int], told: Callable[[str], str]) -> dict[int, str]:
    """{column: what stands over it}: it is written once over its columns, as in a merged cell."""
    carried, last = dict[int, str](), ""
    for i in range(max(columns) + 1):
        last = told(over) if (over := text_at(above, i)) else last
        if last and i in columns:
            carried[i] = last
    return carried


def _day(cell: str) -> int | None:
    found = _DAY.fullmatch(cell) if len(cell) <= _LONGEST_MONTH else None
    return int(found[1]) if found and 1 <= int(found[1]) <= _LAST_DAY else None


def _month_in(cell: str) -> str:
    """The month a cell over days names, with its year; empty: it names none, or has no year."""
    if len(cell) > _LONGEST_MONTH or _day(cell) is not None:
        return ""
    told = months_told(cell)
    return " ".join(told[0]) if len(told) == 1 else ""


def _days_of_title(days: dict[int, int], titles: Titles) -> dict[int, str]:
    """{column: date} of a header of days, where a title tells the month: "Attendance - March 2026".

    Of two months in a row, "May / June 2026", the second begins where the days begin again; of more none is known.
    """
    numbers = list(days.values())
    if len(numbers) < _DAYS_IN_ROW and numbers == list(range(1, len(numbers) + 1)):
        return {}
    told = [months for title in titles if (months := months_told(title))]
    several = [months for months in told if len(months) > 1]
    told = several[:1] or told
    if len(set(told)) != 1 or not all(year for _, year in told[0]):
        return {}
    part = list(accumulate((b <= a for a, b in pairwise(numbers)), initial=0)) if several else [0] * len(numbers)
    if several and len(told[0]) != part[-1] + 1:
        return {}
    return {i: " ".join((str(day), *told[0][at])) for (i, day), at in zip(days.items(), part, strict=True)}


def context_of(file: str, texts: Iterable[str], today: date, names: Iterable[str] = ()) -> DateContext:
    """What the name of a file (without ending), texts beside its days, and names, say of how they are written."""
    found, texts = find_date_in_name(file, today=today), [file, *texts]
    sure = found.on if found and found.certain else None
    thai = any(map(has_thai, chain(texts[1:], names)))
    return DateContext(thai_or_be=thai, day_first=_put_day_first(texts), by_row=True, file_date=sure)


def _put_day_first(texts: Sequence[str]) -> bool:
    """Whether two words of a header or title are of a language whose readers write the day before the month.

    "Name / Nombre" may be of a country where they do not; so may a list with names below "Name", or one below "Timestamp".
    """
    english, names, others = _words_of_languages()
    stamped = not {fold(text) for text in texts}.isdisjoint(_ENGLISH_STAMPS)
    told = [{fold(part) for part in (text[:_LONG_TITLE], *text[:_LONG_TITLE].split())} for text in texts]
    every = set[str]().union(*told)
    said = (own for own, own_names in others if len(every & own) > 1 and (every & own_names or not every & names))
    return not stamped and any(not any(one & own and one & english for one in told) for own in said)


@lru_cache(maxsize=1)
def _words_of_languages() -> tuple[frozenset[str], frozenset[str], list[tuple[frozenset[str], frozenset[str]]]]:
    """The folded words over columns and lists of English, and those over names; for each such language those it has besides."""

    def told(code: str, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(fold(word) for key in keys for word in by_language(key).get(code, ()))

    every, names = (*map("headers.{}".format, table("headers")), *_OVER_LISTS), ("headers.name", "headers.first_name")
    english = told("en", every)
    others = [(told(code, every) - english, told(code, names) - english) for code in words("languages.day_first")]
    return english, told("en", names), others


def read_days(
    texts: Texts, titles: Titles, file: str, today: date, order: str | None
) -> tuple[dict[str, Day | None], ColumnDates]:
    """The days of the columns of a matrix, or of the rows of one on its side, {text: day}, and how their one order was found.

    `texts`: as `days_in_header` gives them. `titles`: the texts above and in the header. `file`: the name without ending.
    `order`: as a person chose it.
    """
    context = replace(context_of(file, titles, today), compact=True)
    whole = [text for text in dict.fromkeys(texts) if day_without_year(text) is None]
    dates = read_dates(whole, today=today, order=order, context=context)
    first = dates.order or order or date_order(texts)
    days: dict[str, Day | None] = {text: day_in(text, today, first) for text in texts if text not in dates.values}
    return days | dates.values, dates


# --- days of which something is asked or told: an order that nothing proves, and days far ahead ----------------------------
ASKS = "ambiguous_date_order"
_SOON, _A_YEAR = 30, 366  # days ahead that a list may be prepared for its meeting; nobody has been at it yet
_TODAY_SOMEWHERE = 1
"""Days ahead that a meeting may lie and have been held: it is tomorrow already, east of whoever reads the list."""
_FEW = 2
_YEARS = 9  # years in which the same day is looked for: of any nine in a row, one has a 29 February


def tell_dates(read: ColumnDates, choices: Choices, flags: list[str], issues: list[RowIssue]) -> None:
    """Tell what is open or odd about days: an order that is asked, cells that contradict each other, an era put right."""
    if read.ask and read.example and choices.date_order is None:
        text, first, second = read.example
        flags.append(ASKS)
        issues.append(issue(ASKS, value=text, first=first.isoformat(), second=second.isoformat()))
    if read.mixed:
        flags += [ASKS] if choices.date_order is None else []  # a person has chosen the order of the rest
        issues.append(issue("mixed_date_order", value=read.mixed[0], other=read.mixed[1]))
    if read.repaired:
        text, on = next(iter(read.repaired.items()))
        flags.append("era_repaired")
        issues.append(issue("era_repaired", value=text, date=on.isoformat()))


def far_from(typed: Sequence[str], written: Sequence[str], today: date, order: str | None) -> set[str]:
    """Of the typed days, those that no row wrote down on that day or within a year after it, where most rows did.

    Some type that of their birth, or one still to come; one alone the day before, where several typed that of writing.
    `written`: the moment of writing of each row; (): no row says it.
    """
    pairs = defaultdict[str, list[tuple[date, date]]](list)
    for text, moment in zip(typed, written, strict=bool(written)):
        day, at = (find_date(one, today=today, order=order) for one in (text, moment))
        if day and at:
            pairs[text].append((day.on, at.on))
    fits = {text: [-_TODAY_SOMEWHERE <= (at - day).days <= _A_YEAR for day, at in own] for text, own in pairs.items()}
    same_day = Counter(day for day, at in chain.from_iterable(pairs.values()) if day == at)
    alone = {text for text, own in pairs.items() if len(own) == 1 and own[0][0] not in same_day and same_day[own[0][1]] > _FEW}
    every = list(chain.from_iterable(fits.values()))
    return alone | {text for text, own in fits.items() if not any(own)} if 2 * sum(every) > len(every) else set()


def is_asked(flags: list[str], issues: list[RowIssue]) -> bool:
    """Whether a person must say the order: each row of a file of two orders may prove its own, and then nobody need."""
    codes = {found.code for found in issues}
    return ASKS in flags and (ASKS in codes or "mixed_date_order" not in codes)


def days_attended(meetings: list[MeetingRead], entries: Entries) -> set[date]:
    """The days of the meetings somebody was at."""
    came = {number for number, state in set(zip(entries.meeting, entries.state, strict=True)) if state == "present"}
    return {on for number in came if (on := meetings[number].on)}


def far_ahead(days: Iterable[date | None], today: date, attended: Collection[date] = ()) -> list[RowIssue]:
    """What is told of meetings still to come: the last that somebody attended, which is asked about, and others far ahead."""
    came = [on for on in attended if (on - today).days > _TODAY_SOMEWHERE]
    told = [issue("attended_to_come", value=max(came).isoformat(), days=f"{(max(came) - today).days:,}")] if came else []
    for on in sorted({day for day in days if day and day not in came and (day - today).days > _SOON}):
        years = range(today.year, today.year - _YEARS, -1)
        meant = next(day for year in years if (day := day_of(year, on.month, on.day)) and (day - today).days <= _SOON)
        ahead = f"{(on - today).days:,}"
        told.append(issue("date_to_come", value=on.isoformat(), days=ahead, meant=meant.isoformat()))
    return told
