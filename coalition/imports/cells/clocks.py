"""Times of day and durations as people and meeting services write them. Local clock times as HH:MM, durations in minutes."""

import re

from coalition.imports.cells.text import THAI_DIGITS, norm_text
from coalition.imports.lexicon import any_of, pattern

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
_UTC = re.compile(r"\d\s*(?:Z|(?:UTC|GMT)(?!\s?[+\-]\d)|(?:UTC|GMT)?\s?[+\-]00:?00)\s*$", re.IGNORECASE)
_OFFSET = re.compile(r"\s*(?:Z|(?:UTC|GMT)?\s?[+\-]\d{1,2}(?::?\d{2})?|UTC|GMT)\s*$", re.IGNORECASE)
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
    if end is None:
        sure = found["am"] or found["ap"] or _SAYS_HOUR.search(found.group())
        return (_clock(start), None) if start is not None and sure else None
    if start is None or not (found["am"] or found["bm"] or found["ap"] or found["bp"] or _SAYS_HOUR.search(found.group())):
        return None
    # '1:30 - 4:00 PM': the half of the day stands once, at the end, for both, unless the meeting would end before it starts.
    if found["bp"] and not found["ap"] and start < 720 and found["bp"].lower() == "p" and start % 720 + 720 <= end:
        start = start % 720 + 720
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
    clock = read_clock(_OFFSET.sub("", text[:_LONGEST]))[0]
    return _clock(_in_bangkok(clock)) if clock and is_utc(text) else clock


def _in_bangkok(clock: str) -> int:
    """Minutes after midnight of the day in UTC."""
    return int(clock[:2]) * 60 + int(clock[3:]) + _BANGKOK


def is_utc(text: str) -> bool:
    """Whether a timestamp says that it is in UTC."""
    return ":" in text and _UTC.search(text[-40:]) is not None


def without_zone(text: str) -> str:
    """A timestamp without the sign that it is in UTC; any other text as it is."""
    return _OFFSET.sub("", text) if is_utc(text) else text


def days_to_bangkok(text: str) -> int:
    """1 if the timestamp is UTC and it is the next day already in Bangkok, else 0."""
    clock = read_clock(_OFFSET.sub("", text[:_LONGEST]))[0] if is_utc(text) else None
    return _in_bangkok(clock) // 1440 if clock else 0


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
