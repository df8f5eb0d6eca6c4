"""Dates, times of day and durations as written. Clock times are local, HH:MM; durations in minutes.

Day and month have one order per file, decided once, with the evidence, never guessed per cell. Buddhist and Christian eras,
Thai and English months, Excel's numbers; a day that does not exist is said, never rolled over.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from coalition.imports.cells import open_dates as readings
from coalition.imports.cells.datewords import Written, day_of, find_written, is_number_or_days
from coalition.imports.cells.open_dates import ColumnDates, DateContext, FoundDate, Order, Pending, resolved
from coalition.imports.cells.text import THAI_DIGITS, norm_text
from coalition.imports.lexicon import any_of, pattern, words

_AM_PM = r"(?P<{0}>[ap])\.?\s?m\b\.?"
_CLOCK = (
    r"(?P<{0}h>\d{{1,2}})(?:(?P<{0}c>[:.])(?P<{0}m>\d{{2}})(?:[:.]\d{{2}}(?:[.,]\d+)?)?)?\s*(?:" + _AM_PM.format("{0}p") + r")?"
)
_SIGN = any_of("clock.hour_sign")
_HOUR_SIGN = rf"\s*(?:{_SIGN}(?![\u0e01-\u0e59]))?"
_RANGE = re.compile(
    rf"(?<![\d.:/\-]){_CLOCK.format('a')}{_HOUR_SIGN}"
    rf"(?:\s*(?:-|–|—|~|{any_of('clock.to', whole=False)})\s*{_CLOCK.format('b')}{_HOUR_SIGN})?(?![\d:/]|\.\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}([-/._])\d{1,2}\1\d{1,5}(?:T(?=\d))?,?")
_ZONE = r"(?:\s\([^\d()]*\))?\s*$"  # its name behind a zone, as browsers write it: "GMT+0700 (Indochina Time)"
_UTC = re.compile(rf"\d\s*(?:Z|(?:UTC|GMT)(?!\s?[+\-]\d)|(?:UTC|GMT)?\s?[+\-]00:?00){_ZONE}", re.IGNORECASE)
_OFFSET = re.compile(rf"\s*(?:Z|(?:UTC|GMT)?\s?[+\-]\d{{1,2}}(?::?\d{{2}})?|UTC|GMT){_ZONE}", re.IGNORECASE)
_DAY_FRACTION = re.compile(r"\d{0,6}\.\d{2,}")
_UNITS = {
    3600: any_of("clock.hours", whole=False),
    60: any_of("clock.minutes", whole=False),
    1: any_of("clock.seconds", whole=False),
}
_PARTS = [
    (factor, re.compile(rf"(?<!\d)(\d++(?:[.,]\d++)?)\s*+{units}(?![a-z\u0e01-\u0e59])", re.IGNORECASE))
    for factor, units in _UNITS.items()
]
_NOON = pattern("clock.noon")
_HALVES = {
    half: re.compile(rf"{words}\s*(\d{{1,2}}(?:[:.]\d{{2}}){{1,2}})|(\d{{1,2}}(?::\d{{2}}){{1,2}})\s*{words}", re.IGNORECASE)
    for half, words in (("AM", any_of("clock.forenoon")), ("PM", any_of("clock.afternoon")))
}
_SAYS_HOUR = re.compile(_SIGN)
_LONGEST = 400  # characters of a text that are searched
_BANGKOK = 7 * 60  # minutes ahead of UTC, all year


def read_clock(text: str) -> tuple[str | None, str | None]:
    """(start, end) as HH:MM out of '13.30', '1:30 - 4:00 PM', '14:12PM - 18:56PM', '10:41AM(Roll Call)'; None: not told.

    A date beside the time is passed over. A bare number without minutes, AM/PM or the sign of the hour is no time.
    """
    text = norm_text(text[:_LONGEST]).translate(THAI_DIGITS)
    if _DAY_FRACTION.fullmatch(text) and (fraction := float("0." + text.partition(".")[2])):
        return _clock(round(fraction * 1440)), None
    for half, written in _HALVES.items():
        text = written.sub(rf"\1\2 {half}", text)
    text = _DATE.sub(" ", _NOON.sub("12:00", text))
    for found in _RANGE.finditer(text):
        if (read := _range(found)) is not None:
            return read
    return None, None


def _range(found: re.Match[str]) -> tuple[str, str | None] | None:
    start, end = _minutes(found, "a"), _minutes(found, "b")
    sure = found["am"] or found["ap"] or (end is not None and (found["bm"] or found["bp"])) or _SAYS_HOUR.search(found.group())
    if start is None or not sure:
        return None
    if end is None:
        return _clock(start), None
    # '1:30 - 4:00 PM': the half of the day stands once, at the end, for both, unless the meeting would end before it starts.
    if (found["bp"] or "").lower() == "p" and not found["ap"] and start < 720 and start + 720 <= end:
        start += 720
    return _clock(start), _clock(end)


def _minutes(found: re.Match[str], side: str) -> int | None:
    """Minutes after midnight of one side of a range; None: not there, or no such time."""
    if found[f"{side}h"] is None:
        return None
    hour, minute, half = int(found[f"{side}h"]), int(found[f"{side}m"] or 0), (found[f"{side}p"] or "").lower()
    if half and hour <= 12:  # '14:12PM' is 14:12
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def clock_of_timestamp(text: str) -> str | None:
    """Local HH:MM of a timestamp; UTC (…Z, +00:00) is turned into Bangkok time, other offsets are left local."""
    return _local(text)[0]


def days_to_bangkok(text: str) -> int:
    """1 if the timestamp is UTC and it is the next day already in Bangkok, else 0."""
    return _local(text)[1] if is_utc(text) else 0


def _local(text: str) -> tuple[str | None, int]:
    clock = read_clock(_OFFSET.sub("", text[:_LONGEST]))[0]
    if clock is None or not is_utc(text):
        return clock, 0
    minutes = int(clock[:2]) * 60 + int(clock[3:]) + _BANGKOK
    return _clock(minutes), minutes // 1440


def is_utc(text: str) -> bool:
    """Whether a timestamp says that it is in UTC."""
    return ":" in text and _UTC.search(text[-60:]) is not None


def without_zone(text: str) -> str:
    """A timestamp without the sign that it is in UTC; any other text as it is."""
    return _OFFSET.sub("", text) if is_utc(text) else text


def read_minutes(text: str) -> int | None:
    """Whole minutes of a duration, half a minute up: '2h 3m 20s', '1 hr 5 min', '45 sec', '32:14', '1:00:00', '128'.

    A bare number is taken for minutes. None: no duration.
    """
    text = norm_text(text[:_LONGEST]).translate(THAI_DIGITS)
    if re.fullmatch(r"\d{1,5}(?:[.,]\d+)?", text):
        return int(float(text.replace(",", ".")) + 0.5)
    if clock := re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})", text):
        return (int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]) + 30) // 60
    seconds, rest = 0.0, text
    for factor, part in _PARTS:
        if found := part.search(rest):
            seconds += float(found[1].replace(",", ".")) * factor
            rest = rest[: found.start()] + " " + rest[found.end() :]
    return int(seconds / 60 + 0.5) if rest != text and not re.search(r"\d", rest) else None


# --- dates -----------------------------------------------------------------------------------------------------------------


__all__ = ["BY_HAND", "ColumnDates", "DateContext", "FoundDate", "find_date", "read_dates"]

_NOTHING = frozenset({"", *words("date_words.none")})
_SIMPLE = re.compile(r"(\d{1,2}([/.\-])\d{1,2}\2\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:,?[ T]\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)?")
_OF_ISO = re.compile(r"^(?:T\d[\d:.]*|\d[\d:.]*(?= ?(?:Z|[+-]\d\d:?\d\d)$)) ?(?:Z|[+-]\d\d:?\d\d)?$")
"""The time behind a day that ISO writes in one word: "2026-05-01T00:46:40.990Z"."""
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2})")
NOT_THE_MEETING = pattern("date_words.not_the_meeting")  # a date beside it: of the list itself, or of what it waits for

_OF_OTHER_CALENDAR = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\s*{any_of('date_words.other_calendar', whole=False)}(?![^\W\d_])", re.IGNORECASE
)
"""A day as another calendar counts, "2082/03/15 B.S.": the one beside it is meant."""

BY_HAND = "The order of day and month was chosen by hand."
"""Why an order of day and month that was given is read: a person gave it; a format that did says so in its own words."""


def read_dates(
    texts: Iterable[str], *, today: date, order: str | None = None, context: DateContext | None = None
) -> ColumnDates:
    """Read the cells of all columns of dates of a file, each distinct text once, in one order.

    `today`: years of two digits are read as near it. `order`: as a person chose it; None: decided from cells and `context`.
    """
    context = context or DateContext()
    result = ColumnDates(values=dict.fromkeys(texts))
    pending: Pending = {}
    for text in result.values:
        if text.strip().casefold() in _NOTHING:
            continue
        written = _compact(text, today) if context.compact else None
        simple = _SIMPLE.fullmatch(text)  # timestamps of one day share the work
        written = written or find_written(simple[1] if simple else text)
        if written is None:
            _keep(result, text, *(_serial_day(text, today) or (None, False)))
        elif written.open:
            pending[text] = written
        else:
            _keep(result, text, *resolved(written, "DMY", today))
    decided = readings.decide(pending, [on for on in result.values.values() if on], today, context)
    if order:
        decided = Order(order, False, BY_HAND, mixed=decided.mixed)
    vars(result).update(vars(decided), mixed=decided.mixed if context.by_row and decided.order != "YMD" else None)
    for text, written in pending.items():
        _keep_open(result, text, written, chosen=order is not None, today=today)
    return result


def _keep_open(result: ColumnDates, text: str, written: Written, *, chosen: bool, today: date) -> None:
    """Keep the day of a cell in the order that was decided; one that proves the other order is told, or read by its own."""
    on, repaired = resolved(written, result.order or "DMY", today)
    if on is None and chosen and not written.separator:
        on, repaired = resolved(written, "YMD", today)
    other, also_repaired = resolved(written, "MDY" if result.order == "DMY" else "DMY", today)
    if on is None and other and result.mixed:
        on, repaired = other, also_repaired
    elif result.mixed and result.ask and other not in {on, None}:
        result.open.add(text)
    _keep(result, text, on, repaired)
    if on is None and other:
        result.problem[text] = "date_against_order"


def _serial_day(text: str, today: date) -> tuple[date | None, bool] | None:
    """(date, repaired) of a number of days since 1900 as Excel stores it; None: no such number.

    236679 to 245079 are Buddhist years typed as Gregorian ones (2548 to 2570): repaired by 543 years.
    """
    found = re.fullmatch(r"(\d{5,6})(?:[.,]\d+)?", text.strip())
    if found is None:
        return None
    on = date(1899, 12, 30) + timedelta(days=int(found[1]))
    if 2000 <= on.year <= today.year + 10:
        return on, False
    if 2543 <= on.year <= today.year + 553:
        return day_of(on.year - 543, on.month, on.day), True
    return None


def _compact(text: str, today: date) -> Written | None:
    """220523: six digits of a header, in an order that the other headers tell; what may be a number of days is that."""
    digits = _COMPACT.fullmatch(text.strip())
    written = Written(int(digits[1]), int(digits[2]), digits[3], None, open=True) if digits else None
    if written is None or resolved(written, "YMD", today)[0]:
        return written
    return written if _serial_day(text, today) is None and resolved(written, "DMY", today)[0] else None


def _keep(result: ColumnDates, text: str, on: date | None, repaired: bool) -> None:
    if on is None:
        result.problem[text] = "bad_date"
        return
    if text.endswith(("Z", "z", "0", "C", "T", ")")):
        on += timedelta(days=days_to_bangkok(text))
    result.values[text] = on
    if repaired:
        result.repaired[text] = on


_QUOTED = re.compile(r'["«„“]\s*(\d{1,2})\s*["»“”](?=\s)')  # the day of the month in a printed form: "12" March 2021


def find_date(text: str, *, today: date, order: str | None = None) -> FoundDate | None:
    """The date of a meeting inside a title row, a value beside a label, a header cell or a file name.

    None: there is no whole date, it does not exist, or the text says when something was printed, ordered or is due. `order`: if
    the file has shown it. "Thursday 26 April 2012, 13.30", "First Team Meeting (9/8/20)", "signin_2025-08-20.csv".
    """
    text = _OF_OTHER_CALENDAR.sub(" ", _QUOTED.sub(r"\1", text)[:_LONGEST]) + text[_LONGEST:]
    if elsewhere := NOT_THE_MEETING.search(norm_text(text[:400])):
        text = norm_text(text[:400])
        if find_written(text[elsewhere.end() :]) is None:
            return None
        text = text[: elsewhere.start()]  # "14 May 2026 (next meeting: 11 June 2026)"
    if (written := find_written(text)) is None:
        return None
    decided = Order(order)
    if written.open and not order:
        decided = readings.decide({text: written}, (), today, DateContext(by_row=True))
    on, repaired = resolved(written, (written.open and decided.order) or "DMY", today)
    if on is None:
        return None
    on += timedelta(days=days_to_bangkok(text))
    rest = re.sub(r"[(\[{]\s*[)\]}]", " ", written.rest)
    rest = re.sub(r"([,;])(?:\s*[,;])+", r"\1", rest)  # "Coalition meeting, 11 June 2026, Chiang Mai"
    rest = _OFFSET.sub("", rest) if ":" in rest else rest  # "11:02:00 AM GMT+7"
    return FoundDate(on, _OF_ISO.sub("", norm_text(rest)).strip(" ,;:-–|"), repaired, decided)


# --- the date in the name of a file: written as elsewhere, or in digits alone ----------------------------------------------


_DIGITS = re.compile(r"(?<!\d)(?:(\d\d)(\d\d)((?:20|25)\d\d)|(\d\d)(\d\d)(\d\d))(?!\d)")


def find_date_in_name(stem: str, *, today: date, order: str | None = None) -> FoundDate | None:
    """The date in the name of a file, also in digits only: "signin 25022024", "attendance 140569".

    Six digits are a date only where they can be read one way: day, month, year or year, month, day. As `find_date`.
    """
    found = None if is_number_or_days(stem) else find_date(stem, today=today, order=order)
    if found or (digits := _DIGITS.search(stem)) is None or NOT_THE_MEETING.search(norm_text(stem)):
        return found
    if digits[3]:
        return find_date(f"{digits[1]}/{digits[2]}/{digits[3]}", today=today, order=order)
    written = Written(int(digits[4]), int(digits[5]), digits[6], None)
    days = {resolved(written, order, today)[0] for order in ("DMY", "YMD")}
    near = [on for on in days if on and date(2005, 1, 1) <= on <= today + readings.SOON]
    return FoundDate(near[0]) if len(near) == 1 else None
