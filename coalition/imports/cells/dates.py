"""Dates as written -> days. Day and month have one order per file, decided once, with the evidence, never guessed per cell.

Buddhist and Christian eras, Thai and English months, Excel's numbers; a day that does not exist is said, never rolled over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coalition.imports.cells.clocks import days_to_bangkok
from coalition.imports.cells.date_kinds import ColumnDates, DateContext, FoundDate
from coalition.imports.cells.datewords import Written, day_of, find_written, is_thai, serial_day, year_of
from coalition.imports.cells.text import norm_text

__all__ = ["ColumnDates", "DateContext", "FoundDate", "find_date", "read_dates"]

_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "none", "null", "nan", "#n/a", "ไม่มี"})
_SIMPLE = re.compile(r"(\d{1,2}([/.\-])\d{1,2}\2\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:,?[ T]\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)?")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2})")
# A date beside these words is when the list was made or what it waits for, not when people met.
NOT_THE_MEETING = re.compile(
    r"\bas (?:of|at)\b|\bprint(?:ed)?\b|\bgenerated\b|\bexported\b|\bdownloaded\b|\bupdated?\b|\bmodified\b|\bversion\b|\brevis"
    r"|\bdeadline\b|\brsvp\b|\bdue\b|\bnext meeting\b|\bregistration\b|\border(?:ed)?\b"
    r"|\b(?:prepared|compiled|submitted|typed)\b|จัดทำ(?:เมื่อ|โดย)|บันทึกเมื่อ|ส่งเมื่อ|พิมพ์|ข้อมูล\s*ณ|ปรับปรุง|ปีงบประมาณ|ครั้งต่อไป",
    re.IGNORECASE,
)
_AM_PM = re.compile(r"\d\s?(?:[AP]M\b|[ap]\.m\.)")  # small letters without dots are British, Indian, Australian: day first
_DAYS, _MONTHS = 31, 12
SOON = timedelta(days=366)
_FAR = 1_100
"""Days: meetings of one sheet seldom lie three years apart."""
_WIDER = 10
ORDER_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}


@dataclass(frozen=True)
class _Order:
    name: str | None
    ask: bool
    evidence: str


def read_dates(
    texts: Iterable[str], *, today: date, order: str | None = None, context: DateContext | None = None
) -> ColumnDates:
    """Read a column of dates: one pass over its distinct texts, one order for all.

    Args:
        texts: the cells of every date column of the file.
        today: years of two digits are read as near it.
        order: "DMY" or "MDY" as chosen by a person; None: decided from the cells and `context`.
        context: what else is known about the file.
    """
    context = context or DateContext()
    result = ColumnDates()
    by_head: dict[str, Written | None] = {}
    pending: dict[str, Written] = {}
    for text in dict.fromkeys(texts):
        result.values[text] = None
        if text.strip().casefold() in _NOTHING:
            continue
        written = _compact(text, today) if context.compact else None
        written = written or _written(text, by_head)
        if written is not None and written.open:
            pending[text] = written
        elif written is not None:
            year, repaired = year_of(written.year, written.era, today)
            _keep(result, text, day_of(year, written.month, written.day), repaired, context)
        else:
            _keep(result, text, *_from_number(text, today), context)
    for group in _groups(pending):
        decided = _Order(order, False, "Chosen by hand.") if order else _decide(group, result, today, context)
        nearest = None if order or not any(result.values.values()) else _nearest(group, result.values.values(), today)
        decided = _Order(nearest, False, result.evidence) if nearest else decided
        result.order, result.ask, result.evidence = decided.name, decided.ask, decided.evidence
        result.mixed = _two_orders(group, today) if context.by_row and decided.name != "YMD" else None
        for text, written in group.items():
            _keep_open(result, text, written, chosen=order is not None, today=today, context=context)
    return result


def _keep_open(result: ColumnDates, text: str, written: Written, *, chosen: bool, today: date, context: DateContext) -> None:
    """Keep the day of a cell in the order that was decided; one that proves the other order is told, or read by its own."""
    on, repaired = _resolved(written, result.order or "DMY", today)
    if on is None and chosen and not written.separator:
        on, repaired = _resolved(written, "YMD", today)
    other = _other_reading(written, result.order, today)
    if on is None and other and result.mixed:
        on, repaired = _resolved(written, "MDY" if result.order == "DMY" else "DMY", today)
    elif result.mixed and result.ask and other not in {on, None}:
        result.open.add(text)
    _keep(result, text, on, repaired, context)
    if on is None and other:
        result.problem[text] = "date_against_order"


def _two_orders(group: dict[str, Written], today: date) -> tuple[str, str] | None:
    """A cell that can only be day first, and one that can only be month first; None: one of them is missing."""
    found: dict[str, str] = {}
    for text, written in group.items():
        dmy, mdy = (_resolved(written, order, today)[0] for order in ("DMY", "MDY"))
        if (dmy is None) != (mdy is None):
            found.setdefault("DMY" if dmy else "MDY", text)
    return (found["DMY"], found["MDY"]) if len(found) == 2 else None


def _groups(pending: dict[str, Written]) -> list[dict[str, Written]]:
    """The open dates that have one order: digits alone beside years of four digits are told by those."""
    digits = {text: written for text, written in pending.items() if not written.separator}
    rest = {text: written for text, written in pending.items() if written.separator}
    return [rest, digits] if digits and any(len(written.year) != 2 for written in rest.values()) else [pending]


def _nearest(group: dict[str, Written], known: Iterable[date | None], today: date) -> str | None:
    """The order that puts digits alone nearest to the days already read; None: these are no such digits, or none fits."""
    days = [on for on in known if on]
    read = {order: _all_days(group, order, today) for order in ("YMD", "DMY", "MDY")}
    fits = {order: _span([*found, *days]) for order, found in read.items() if found}
    plain = any(written.separator for written in group.values())
    return None if plain or not fits else min(fits, key=lambda order: fits[order])


def _written(text: str, by_head: dict[str, Written | None]) -> Written | None:
    """The date in a cell; timestamps of one day share the work."""
    simple = _SIMPLE.fullmatch(text)
    head = simple[1] if simple else text
    if head not in by_head:
        by_head[head] = find_written(head)
    return by_head[head]


def _compact(text: str, today: date) -> Written | None:
    """220523: six digits of a header, in an order that the other headers tell; what may be a number of days is that."""
    digits = _COMPACT.fullmatch(text.strip())
    written = Written(int(digits[1]), int(digits[2]), digits[3], None, open=True) if digits else None
    if written is None or _resolved(written, "YMD", today)[0]:
        return written
    return written if serial_day(text, today) is None and _resolved(written, "DMY", today)[0] else None


def _from_number(text: str, today: date) -> tuple[date | None, bool]:
    """A cell without separators: Excel's number of days, or digits only."""
    if (serial := serial_day(text, today)) is not None:
        return serial
    plain = find_written(text, plain=True) if re.fullmatch(r"\d{8}", text.strip()) else None
    return (day_of(year_of(plain.year, None, today)[0], plain.month, plain.day), False) if plain else (None, False)


def _keep(result: ColumnDates, text: str, on: date | None, repaired: bool, context: DateContext) -> None:
    if on is None:
        result.problem[text] = "bad_date"
        return
    if context.utc or text.endswith(("Z", "z", "0", "C", "T")):
        on += timedelta(days=days_to_bangkok(text, utc=context.utc))
    result.values[text] = on
    if repaired:
        result.repaired[text] = on


def _resolved(written: Written, order: str, today: date) -> tuple[date | None, bool]:
    """The day of an open date under an order, and whether its era was repaired."""
    first, second, third = written.day, written.month, written.year
    if order == "YMD":
        year, repaired = year_of(str(first).zfill(2), written.era, today)
        return day_of(year, second, int(third)), repaired
    year, repaired = year_of(third, written.era, today)
    day, month = (first, second) if order == "DMY" else (second, first)
    return day_of(year, month, day), repaired


def _other_reading(written: Written, order: str | None, today: date) -> date | None:
    return _resolved(written, "MDY" if order == "DMY" else "DMY", today)[0]


# --- the order of day and month ------------------------------------------------------------------------------------------
def _decide(pending: dict[str, Written], fixed: ColumnDates, today: date, context: DateContext) -> _Order:
    """The order of the file and why: what a cell proves comes before what the file's origin suggests."""
    both = {text: (_resolved(w, "DMY", today)[0], _resolved(w, "MDY", today)[0]) for text, w in pending.items()}
    day_first = [text for text, (dmy, mdy) in both.items() if dmy and not mdy]
    month_first = [text for text, (dmy, mdy) in both.items() if mdy and not dmy]
    undecided = {text: (d, m) for text, (d, m) in both.items() if d and m and d != m}
    if undecided:
        text, (d, m) = next(iter(undecided.items()))
        fixed.example = (text, d, m)
    if year_first := _by_year_first(pending, fixed, today, context):
        return year_first
    if day_first or month_first:
        return _by_proof(day_first, month_first, bool(undecided))
    if impossible := _day_only(pending):
        return _Order("DMY", False, f"'{impossible}' can only be {ORDER_WORDS['DMY']}.")
    if not undecided:
        return _Order("DMY" if pending else None, False, "")
    known = _known(fixed, context)
    return (
        _by_known_date(undecided, known)
        or _by_origin(pending, context)
        or _by_weekday(undecided)
        or _by_future(undecided, today)
        or _Order("DMY", True, "No date shows whether day or month comes first; day first was assumed.")
    )


def _by_proof(day_first: list[str], month_first: list[str], undecided: bool) -> _Order:
    """The order most cells prove. The others are refused, or read as they prove; their share tells whether to ask."""
    order, proofs, against = ("DMY", day_first, month_first)
    if len(month_first) > len(day_first):
        order, proofs, against = ("MDY", month_first, day_first)
    evidence = f"'{proofs[0]}' can only be {ORDER_WORDS[order]}."
    if against:
        evidence += f" '{against[0]}' contradicts it."
    return _Order(order, undecided and len(against) * 10 > len(proofs), evidence)


def _day_only(pending: dict[str, Written]) -> str | None:
    """A cell such as 31/09/2026: no day that exists, yet 31 can be no month."""
    return next((text for text, w in pending.items() if int(w.day) > _MONTHS >= int(w.month) > 0 and int(w.day) <= _DAYS), None)


def _by_year_first(pending: dict[str, Written], fixed: ColumnDates, today: date, context: DateContext) -> _Order | None:
    """Whether years of two digits stand first, 22.11.30 beside 22.11.14: by what no other order fits, or what the dates span.

    Digits alone are read the year first unless day, month, year keeps them closer together.
    """
    days = {order: _all_days(pending, order, today) for order in ("YMD", "DMY", "MDY")}
    digits = bool(pending) and all(not written.separator for written in pending.values())
    if not pending or any(len(written.year) != 2 for written in pending.values()):
        return None
    others = {order: found for order, found in days.items() if found and order != "YMD"}
    if not days["YMD"]:
        return None
    if not others:
        return _Order("YMD", False, "Read as year, month, day: no other order fits all dates.")
    known = _known(fixed, context)
    if known & set(days["YMD"]) and not any(known & set(found) for found in others.values()):
        return _Order("YMD", False, "Read as year, month, day, dates that the file also says elsewhere.")
    order, least = min(((name, _span(found)) for name, found in others.items()), key=lambda one: one[1])
    if least > max(_FAR, _WIDER * _span(days["YMD"])):
        years = least // 365
        return _Order("YMD", False, f"Read as year, month, day: read {ORDER_WORDS[order]} they would lie {years} years apart.")
    return _Order("YMD", False, "") if digits and _span(days["YMD"]) <= max(_FAR, _WIDER * least) else None


def _all_days(pending: dict[str, Written], order: str, today: date) -> list[date]:
    """All dates under an order; []: one does not exist, or is a year to come."""
    soon = today + SOON
    found = [_resolved(written, order, today)[0] for written in pending.values()]
    days = [on for on in found if on and on <= soon]
    return days if len(days) == len(pending) else []


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days


def _known(fixed: ColumnDates, context: DateContext) -> set[date]:
    return {*context.known, *(on for on in (context.file_date, *fixed.values.values()) if on)}


_Undecided = dict[str, tuple[date, date]]


def _by_known_date(undecided: _Undecided, known: Iterable[date]) -> _Order | None:
    days = frozenset(known)
    for text, (dmy, mdy) in undecided.items():
        if (dmy in days) != (mdy in days):
            order, on = ("DMY", dmy) if dmy in days else ("MDY", mdy)
            return _Order(order, False, f"'{text}' read {ORDER_WORDS[order]} is {on}, a date the file also says elsewhere.")
    return None


def _by_origin(pending: dict[str, Written], context: DateContext) -> _Order | None:
    if context.am_pm_export and any(_AM_PM.search(text) for text in pending):
        return _Order("MDY", False, "Exports of this kind with AM/PM write the month first.")
    if thai := next((text for text in pending if is_thai(text)), None):
        return _Order("DMY", False, f"'{thai}' is written the Thai way: day first.")
    if context.thai_or_be:
        return _Order("DMY", False, "The file is in Thai, or has Buddhist years: day first.")
    if dotted := next((text for text, w in pending.items() if w.separator == "."), None):
        return _Order("DMY", False, f"'{dotted}' is written with dots: day first.")
    return None


def _by_weekday(undecided: _Undecided) -> _Order | None:
    """Meetings keep their weekday: four or more dates that share one under one order only."""
    if len(set(undecided.values())) < 4:
        return None
    dmy, mdy = ({on.weekday() for on in days} for days in zip(*undecided.values(), strict=True))
    if (len(dmy) == 1) == (len(mdy) == 1):
        return None
    order, on = ("DMY", next(iter(undecided.values()))[0]) if len(dmy) == 1 else ("MDY", next(iter(undecided.values()))[1])
    return _Order(order, False, f"Read {ORDER_WORDS[order]}, all dates are a {on:%A}.")


def _by_future(undecided: _Undecided, today: date) -> _Order | None:
    """Nobody has signed in on a day to come; a hint only, so a person is asked all the same."""
    late = [text for text, (dmy, mdy) in undecided.items() if dmy > today >= mdy]
    early = [text for text, (dmy, mdy) in undecided.items() if mdy > today >= dmy]
    if bool(late) == bool(early):
        return None
    order, other, text = ("MDY", "DMY", late[0]) if late else ("DMY", "MDY", early[0])
    return _Order(order, True, f"'{text}' read {ORDER_WORDS[other]} would be in the future; {ORDER_WORDS[order]} was assumed.")


def find_date(text: str, *, today: date, order: str | None = None) -> FoundDate | None:
    """The date of a meeting inside a title row, a value beside a label, a header cell or a file name.

    None: there is no whole date, it does not exist, or the text says when something was printed, ordered or is due.

    Args:
        text: e.g. "วันพฤหัสบดีที่ 26 เมษายน 2555 เวลา 13.30 น.", "First Team Meeting (9/8/20)", "signin_2025-08-20.csv".
        today: years of two digits are read as near it.
        order: "DMY" or "MDY" if the file has shown it.
    """
    if elsewhere := NOT_THE_MEETING.search(norm_text(text[:400])):
        text = norm_text(text[:400])
        if find_written(text[elsewhere.end() :], plain=True) is None:
            return None
        text = text[: elsewhere.start()]  # "14 May 2026 (next meeting: 11 June 2026)"
    if (written := find_written(text, plain=True)) is None:
        return None
    if written.open:
        on, repaired = _resolved(written, order or "DMY", today)
        other = _other_reading(written, order or "DMY", today)
        if on is None and order is None:
            on, other = other, None
        if on is None and order is None and len(written.year) == 2:  # 67/05/14
            on, repaired = _resolved(written, "YMD", today)
        certain = order is not None or other is None or other == on or is_thai(text) or written.separator == "."
    else:
        year, repaired = year_of(written.year, written.era, today)
        on, certain = day_of(year, written.month, written.day), True
    if on is None:
        return None
    on += timedelta(days=days_to_bangkok(text))
    rest = f"{written.blanked[: written.start]} {written.blanked[written.end :]}"
    return FoundDate(on, certain, norm_text(re.sub(r"[(\[{]\s*[)\]}]", " ", rest)).strip(" ,;:-–|"), repaired)
