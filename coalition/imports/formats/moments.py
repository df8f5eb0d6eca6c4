"""Timestamps and durations as meeting programs write them, in the language and habit of whoever downloaded the file.

All timestamps of a file are read in one order of day and month: it is decided once, from all of them together.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import PurePath

from coalition.imports.cells.clocks import clock_of_timestamp, read_clock, read_minutes
from coalition.imports.cells.dates import ColumnDates, DateContext, find_date, read_dates
from coalition.imports.cells.datewords import find_written
from coalition.imports.reading import Choices

_LONGEST = 48
_CJK_DAY = re.compile(r"(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일.]?(?=\s|\D|$)")
_FIRST_HALF = re.compile(
    r"(?:上午|午前|凌晨|早上|오전|ก่อนเที่ยง|ق\.ظ)\s*(\d{1,2}(?:[:.]\d{2}){1,2})"
    r"|(\d{1,2}(?::\d{2}){1,2})\s*(?:SA|πμ|π\.μ\.|ص|ق\.ظ|לפנה[\"״]צ|f\.?\s?m\.?|de\.?)(?!\w)"
)
_SECOND_HALF = re.compile(
    r"(?:下午|午後|中午|晚上|오후|หลังเที่ยง|ب\.ظ)\s*(\d{1,2}(?:[:.]\d{2}){1,2})"
    r"|(\d{1,2}(?::\d{2}){1,2})\s*(?:CH|μμ|μ\.μ\.|م|ب\.ظ|אחה[\"״]צ|e\.?\s?m\.?|du\.?)(?!\w)"
)
_CLOCK_IN_LETTERS = re.compile(r"(\d{1,2})\s?(?:時|시|点|點)\s?(\d{1,2})\s?(?:分|분)(?:\s?(\d{1,2})\s?(?:秒|초))?")
_BETWEEN = re.compile(r"(?<=\d)\.?,?\s+(?:à|um|at|às|a las|alle|kl\.?|klo|o|om|เวลา|ngày|pukul|jam)\s+(?=\d)", re.IGNORECASE)
_DOTTED_CLOCK = re.compile(r"(?<=[\d.,] )(\d{1,2})\.(\d{2})\.(\d{2})$")
_HAS_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_SECOND = re.compile(r"\d{1,2}:\d{2}:(\d{2})")
_NUMBER_AND_UNIT = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s*+([^\W\d_]+\.?)")
_UNITS = {
    60.0: "h hr hrs hour hours std stunde stunden hora horas heure heures ora ore uur u godz godzina godziny godzin t tim"
    " timme timmar time timer tuntia jam giờ 小时 小時 時間 시간 ч час часа часов год óra ó hod hodina hodiny hodin sa saat"
    " ώ ώρα ώρες ω ساعة ساعات س שעה שעות ชม ชั่วโมง",
    1.0: "m min mins mn minute minutes minuten minuto minutos minuti minuut minuta minuty minut menit phút 分 分钟 分鐘 분 мин"
    " минута минуты минут хв perc minút minuuttia minutter minuter dk dakika λ λεπτό λεπτά دقيقة دقائق د דק דקה דקות น นาที",
    1 / 60: "s sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes secondo secondi seconden sekunda"
    " sekundy sekund detik giây 秒 초 с сек секунда секунды секунд mp másodperc sekunder sekuntia sn saniye δ δευτ"
    " δευτερόλεπτα ثانية ثوان ث שנ שניה שניות วิ วินาที",
}
_MINUTES_OF = {unit: minutes for minutes, units in _UNITS.items() for unit in units.split()}
_DAY = 24 * 60
_LONG_STAY = 3


@dataclass(frozen=True)
class Moments:
    """The timestamps of a file.

    Attributes:
        at: {cell as written: local time}; cells that are none are missing.
        order, ask, evidence, example: as in `cells.dates.ColumnDates`, about all of them together.
    """

    at: dict[str, datetime] = field(default_factory=dict)
    order: str | None = None
    ask: bool = False
    evidence: str = ""
    example: tuple[str, date, date] | None = None


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """A timestamp with the words of other languages written as English has them: 下午1:55 -> 1:55 PM, "à" between left out."""
    if text.isascii() and text[:1].isdigit() and text[-1:].isdigit() and ":" in text and ". " not in text:
        return text
    text = _CJK_DAY.sub(r"\1/\2/\3 ", text)
    text = _CLOCK_IN_LETTERS.sub(lambda found: ":".join(part.zfill(2) for part in found.groups() if part), text)
    text = _FIRST_HALF.sub(lambda found: f"{found[1] or found[2]} AM", text)
    text = _SECOND_HALF.sub(lambda found: f"{found[1] or found[2]} PM", text)
    return _DOTTED_CLOCK.sub(r"\1:\2:\3", re.sub(r"\s{2,}", " ", _BETWEEN.sub(" ", text)).strip())


@lru_cache(maxsize=8192)
def is_moment(text: str) -> bool:
    """Whether a cell is a day and a time of day, and nothing else."""
    if not 8 <= len(text) <= _LONGEST or "@" in text or sum(map(str.isdigit, text)) < 6:
        return False
    plain = tidy(text)
    letters = sum(map(str.isalpha, plain))
    return (
        letters <= 14
        and _HAS_CLOCK.search(plain) is not None
        and find_written(plain) is not None
        and read_clock(plain)[0] is not None
    )


def read_moments(
    texts: Iterable[str],
    *,
    today: date,
    choices: Choices,
    file: str,
    day_first: bool = False,
    thai: bool = False,
    utc: bool = False,
) -> Moments:
    """All timestamps of a file, in one order of day and month.

    Args:
        texts: cells; those that are no timestamps are left out.
        choices: an order chosen by a person goes before everything.
        file: its name; a whole date in it may prove the order.
        day_first: the program speaks a language whose dates begin with the day; used where no cell proves the order.
        thai: there is Thai in the file; where no cell proves the order, the day comes first unless AM and PM are written.
        utc: the times are UTC: day and time are taken in Bangkok.
    """
    written = {text: tidy(text) for text in dict.fromkeys(texts) if text and is_moment(text)}
    found = find_date(PurePath(file).stem, today=today)
    context = DateContext(am_pm_export=True, thai_or_be=thai, file_date=found.on if found and found.certain else None, utc=utc)

    def read(order: str | None) -> ColumnDates:
        return read_dates(dict.fromkeys(written.values()), today=today, order=order, context=context)

    days = read(choices.date_order)
    evidence = days.evidence
    if days.ask and choices.date_order is None:
        near = [order for order in ("DMY", "MDY") if _is_one_stay(read(order))]
        order = near[0] if len(near) == 1 else "DMY" if day_first else None
        if order is not None:
            days = read(order)
            evidence = (
                "Only so do the times of joining and leaving lie together."
                if len(near) == 1
                else "The program wrote in a language whose dates begin with the day."
            )
    at: dict[str, datetime] = {}
    for text, plain in written.items():
        on, clock = days.values[plain], clock_of_timestamp(plain, utc=utc)
        if on is not None and clock is not None:
            second = _SECOND.search(plain)
            at[text] = datetime.combine(on, time(int(clock[:2]), int(clock[3:]), min(59, int(second[1])) if second else 0))
    return Moments(at, days.order, days.ask, evidence, days.example)


def _is_one_stay(days: ColumnDates) -> bool:
    """Whether all days, two or more, lie together as those of one evening do."""
    found = {on for on in days.values.values() if on}
    return len(found) > 1 and (max(found) - min(found)).days < _LONG_STAY and None not in days.values.values()


@lru_cache(maxsize=8192)
def minutes_of(text: str) -> int | None:
    """Whole minutes of a duration in any of the languages of the programs; None: it is none."""
    known = read_minutes(text)
    if known is not None or not text or len(text) > _LONGEST:
        return known
    parts = _NUMBER_AND_UNIT.findall(text)
    units = [_MINUTES_OF.get(unit.casefold().rstrip(".")) for _, unit in parts]
    if len(parts) == 3 and None in units:
        units = [60.0, 1.0, 1 / 60]  # three numbers with units nobody has listed are hours, minutes and seconds
    if not parts or None in units or re.search(r"\d", _NUMBER_AND_UNIT.sub("", text)):
        return None
    return int(sum(float(number.replace(",", ".")) * (unit or 0) for (number, _), unit in zip(parts, units, strict=True)) + 0.5)


@lru_cache(maxsize=8192)
def is_duration(text: str) -> bool:
    """Whether a cell is a duration with its units, or as 1:05:00: no bare number."""
    return not text.isdigit() and "/" not in text and minutes_of(text) is not None and any(map(str.isdigit, text))


def stamp(moment: datetime) -> str:
    """The moment in the one way of writing that cannot be misread."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def minutes_between(begin: datetime, end: datetime) -> int | None:
    """Whole minutes from one to the other; None: they do not belong together."""
    minutes = (end - begin).total_seconds() / 60
    return int(minutes + 0.5) if 0 <= minutes <= _DAY else None
