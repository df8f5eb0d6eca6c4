"""Single cells of a list of services: numbers of places, statuses, sectors, months."""

import calendar
import re
from datetime import date

from coalition.imports.cells.text import THAI_DIGITS, norm_text
from coalition.imports.issues import RowIssue, issue
from coalition.imports.matching.keys import person_key, sector_of
from coalition.vocabulary import Pillar, Sector, Sex, label

EXAMPLE = "EXAMPLE - delete this row"
"""The organization of the example row of our template."""

_NOT_TOLD = {"", "-", "–", "—", "?", "n a", "na", "none", "unknown", "not known", "not reported", "ไม่ทราบ", "ไม่มีข้อมูล"}
_ACTIVE = {
    "",
    "active",
    "ongoing",
    "on going",
    "open",
    "yes",
    "current",
    "เปิด",
    "เปิดให้บริการ",
    "ดำเนินการ",
    "กำลังดำเนินการ",
    "ใช้งาน",
}
_ENDED = {"ended", "closed", "completed", "complete", "finished", "stopped", "no", "ปิด", "สิ้นสุด", "สิ้นสุดแล้ว", "ยุติ", "เสร็จสิ้น"}
NOBODY, NOT_KNOWN = "nobody", "not known"
"""Statuses of rows without an organization: asked and there is nobody; nobody asked."""
_NOBODY = {NOBODY, "no provider", "no organization", "no organisation", "ไม่มีใคร", "ไม่มีผู้ให้บริการ", "ไม่มีองค์กร"}
_NOT_ASKED = {NOT_KNOWN, "unknown", "not asked", "nobody asked", "ไม่ทราบ", "ยังไม่ได้สอบถาม"}
_SECTORS = {
    "ingo": Sector.NGO, "nngo": Sector.NGO, "lngo": Sector.NGO, "international ngo": Sector.NGO, "national ngo": Sector.NGO,
    "un": Sector.INTERNATIONAL, "un agency": Sector.INTERNATIONAL, "others": Sector.OTHER,
    "red cross red crescent": Sector.OTHER, "สหประชาชาติ": Sector.INTERNATIONAL,
}  # fmt: skip
_THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr, ("", *_THAI_MONTHS))
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_ANY_SEX = {
    "all",
    "any",
    "both",
    "everybody",
    "everyone",
    "all sexes",
    "women and men",
    "ทุกเพศ",
    "ทั้งหมด",
    "ไม่จำกัด",
    "ไม่จำกัดเพศ",
}
_SEXES = {
    "f": Sex.FEMALE, "w": Sex.FEMALE, "women": Sex.FEMALE, "girls": Sex.FEMALE, "women and girls": Sex.FEMALE,
    "women only": Sex.FEMALE, "female only": Sex.FEMALE, "หญิง": Sex.FEMALE, "ผู้หญิง": Sex.FEMALE, "เพศหญิง": Sex.FEMALE,
    "m": Sex.MALE, "men": Sex.MALE, "boys": Sex.MALE, "men and boys": Sex.MALE, "men only": Sex.MALE, "male only": Sex.MALE,
    "ชาย": Sex.MALE, "ผู้ชาย": Sex.MALE, "เพศชาย": Sex.MALE, "อื่น ๆ": Sex.OTHER,
    **{sex.value: sex for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)},
}  # fmt: skip
OLDEST = 120
"""The greatest age that can be meant [years]."""
MOST_PLACES = 999_999_999
"""The greatest number of places that is taken, from a file and by hand; the column holds twice as many."""
_AGE = re.compile(r"(\d{1,3})(?:\.0+)?(?: ?(?:years?|yrs?|y|ปี))?(?: ?old)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20|24|25|26)\d\d(?!\d)")


def is_example(organization: str) -> bool:
    """Whether this is the example row of our template, left in."""
    return person_key(organization) == person_key(EXAMPLE)


def read_places(text: str) -> tuple[int | None, RowIssue | None]:
    """Number of places in a cell; None: not reported, or the issue says why it cannot be one."""
    folded = person_key(text) if len(text) < 20 else text
    if folded in _NOT_TOLD and not re.search(r"\d", text):
        return None, None
    plain = norm_text(text).replace(",", "").replace(" ", "").replace("−", "-")
    number = re.fullmatch(r"([+-]?)(\d{1,9})(?:\.0+)?", plain)
    if number is None or int(number[2]) > MOST_PLACES:
        return None, issue("bad_number", value=text)
    value = int(number[2])
    if number[1] == "-" and value:
        return None, issue("negative_capacity", value=text)
    return value, None


def read_age(text: str) -> tuple[int | None, RowIssue | None]:
    """Age in whole years in a cell; None: not told, or the issue says why it cannot be one. A sentence is never guessed at."""
    folded = person_key(text) if len(text) < 20 else text
    if folded in _NOT_TOLD and not re.search(r"\d", text):
        return None, None
    number = _AGE.fullmatch(norm_text(text).casefold().strip())
    if number is None or int(number[1]) > OLDEST:
        return None, issue("bad_age", value=text)
    return int(number[1]), None


def read_sex(text: str) -> tuple[Sex | None, RowIssue | None]:
    """The only sex that is helped; None: not told, or everybody is helped, or the issue says that it cannot be read."""
    key = person_key(text) if len(text) < 40 else text
    if key in _NOT_TOLD or key in _ANY_SEX:
        return None, None
    found = _SEXES.get(key)
    return (found, None) if found else (None, issue("unknown_sex", value=text))


def read_status(text: str) -> bool | None:
    """True: offered (also when nothing is written); False: ended; None: neither can be read."""
    key = person_key(text)
    return True if key in _ACTIVE else False if key in _ENDED else None


def read_nobody(text: str) -> str | None:
    """What a row without an organization says: NOBODY (asked, there is nobody), NOT_KNOWN (nobody asked); None: neither."""
    key = person_key(text)
    return NOBODY if key in _NOBODY else NOT_KNOWN if key in _NOT_ASKED else None


def read_pillar(text: str) -> Pillar | None:
    """The pillar of a kind of help, by its value or label; None: not told or another word."""
    key = person_key(text)
    return next((pillar for pillar in Pillar if key in (pillar.value, person_key(label(pillar)))), None)


def read_sector(text: str) -> Sector | None:
    """The sector of an organization; None: not told or not recognised."""
    return _SECTORS.get(person_key(text)) or sector_of(text)


def read_month(month: str, year: str) -> tuple[date, date] | None:
    """First and last day of a month such as ("April", "2025"); None: no month, or no year. Buddhist years are converted."""
    number = _MONTHS.get(norm_text(month).casefold().rstrip(".")) or (int(month) if month.strip().isdigit() else 0)
    found = years_in(year)
    if len(found) != 1 or not 1 <= number <= 12:
        return None
    year_number = found.pop()
    return date(year_number, number, 1), date(year_number, number, calendar.monthrange(year_number, number)[1])


def years_in(text: str) -> set[int]:
    """The years a text names, Buddhist ones converted."""
    return {year - 543 if year >= 2400 else year for year in map(int, _YEAR.findall(text.translate(THAI_DIGITS)))}
