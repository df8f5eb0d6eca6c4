"""When somebody was born: a day, a month or a year after a word of birth, or a day beside an age that it fits.

Years of the Buddhist and the common era, months in Thai and English.
"""

import re
from collections.abc import Iterator

from coalition import clock
from coalition.guard.kinds import Kind

_LATIN_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?"
)
_THAI_MONTHS = (
    r"มกรา(?:คม)?|กุมภา(?:พันธ์)?|มีนา(?:คม)?|เมษา(?:ยน)?|พฤษภา(?:คม)?|มิถุนา(?:ยน)?|กรกฎา(?:คม)?|สิงหา(?:คม)?|กันยา(?:ยน)?"
    r"|ตุลา(?:คม)?|พฤศจิกา(?:ยน)?|ธันวา(?:คม)?"
    r"|ม\.?ค\.?|ก\.?พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.?ค\.?|มิ\.?ย\.?|ก\.?ค\.?|ส\.?ค\.?|ก\.?ย\.?|ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?"
)
_MONTH = rf"(?:{_LATIN_MONTHS}|{_THAI_MONTHS})"
_ERA = r"(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|b\.?e\.?|ปี)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?[\s./-]?(?:of\s)?"
_YEAR = r"(?P<year{n}>(?:19|20|24|25)\d\d)"
_FULL = (
    rf"(?:\d{{1,2}}\s?[-/. ]\s?\d{{1,2}}\s?[-/. ]\s?{_YEAR.format(n=1)}"
    rf"|{_YEAR.format(n=2)}\s?[-/. ]\s?\d{{1,2}}\s?[-/. ]\s?\d{{1,2}}"
    rf"|{_DAY}{_MONTH}[,./-]?\s?{_ERA}\s?{_YEAR.format(n=3)}"
    rf"|{_MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?,?\s?{_YEAR.format(n=4)})"
)
_SHORT = (
    r"(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}"
    rf"|{_DAY}{_MONTH}(?:[,./-]?\s?{_ERA}\s?\d{{2,4}})?"
    rf"|{_MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|{_MONTH},?\s?{_ERA}\s?\d{{2,4}}"
    rf"|{_ERA}\s?(?:19|20|24|25)\d\d(?!\d)|(?:พ\.?ศ\.?|ปี)\s?\d\d(?!\d))"
)
_WORD = (
    r"(?:\bborn(?:\s(?:on|in|about|around|ca\.?))?(?:\sthe)?|\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth|\bbirth\s?(?:day|date|year)"
    r"|\byear of birth|\bb\.|วันเดือนปีเกิด|ว\s?/?\.?\s?ด\s?/?\.?\s?ป\.?\s?เกิด|วันเกิด|ปีเกิด|เดือนเกิด"
    r"|(?<!เหตุ)(?<!ที่)(?<!จะ)(?<!อาจ)(?<!ให้)(?<!ทะเบียน)(?<!ได้)(?<!เคย)เกิด)"
)
_BETWEEN = r"(?:\s?(?:เมื่อ|วันที่|ใน|ปี|เดือน|คือ|is|was|the|on|falls)){0,3}[\s:=(]{0,3}"
_BEHIND = (
    r"(?:(?:is|was)\s)?(?:(?:her|his|the|their)\s)?"
    r"(?:\bborn\b|\bd\.?o\.?b\b|date of birth|birth\s?day|birth\s?date|วันเกิด|เกิด\b)"
)
_AGE = r"(?:\bage[ds]?\b|อายุ)\s?(?::\s?)?(?P<age>\d{1,2})"
_OLD = r"(?<!\d)(?P<age>\d{1,2})\s?(?:years? old|y/?o|yrs?|ปี|ขวบ)"
_BECOMES = r"(?:\b(?:turns?|turned|turning|becomes?)\s\d{1,2}\s(?:on|in)|อายุครบ\s?\d{1,2}\s?ปี|ครบอายุ\s?\d{1,2}\s?ปี)"
_BIRTHS = [
    re.compile(expression, re.IGNORECASE)
    for expression in (
        rf"{_WORD}{_BETWEEN}{_SHORT}",
        rf"{_FULL}[\s,(]{{0,3}}{_BEHIND}",
        rf"{_BECOMES}{_BETWEEN}{_SHORT}",
    )
]
_WITH_AGE = [
    re.compile(expression, re.IGNORECASE)
    for expression in (rf"{_AGE}\D{{0,12}}{_FULL}", rf"{_FULL}\D{{0,12}}{_AGE}", rf"{_OLD}[\s,(;]{{1,3}}{_FULL}")
]
_BUDDHIST = 543  # years the Buddhist era is ahead


def spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of days of birth in a folded text."""
    for expression in _BIRTHS:
        for found in expression.finditer(text):
            yield Kind.BIRTH_DATE, found.start(), found.end()
    for expression in _WITH_AGE:
        for found in expression.finditer(text):
            if _fits(int(found["age"]), _year(found)):
                yield Kind.BIRTH_DATE, found.start(), found.end()


def _year(found: re.Match[str]) -> int:
    """The year of a day, in the common era."""
    year = int(next(found[f"year{n}"] for n in range(1, 5) if found[f"year{n}"]))
    return year - _BUDDHIST if year >= 2400 else year


def _fits(age: int, year: int) -> bool:
    """Whether somebody of this age can be born in this year; a day of now beside an age is the day of something else."""
    return age >= 1 and year + age <= clock.today().year
