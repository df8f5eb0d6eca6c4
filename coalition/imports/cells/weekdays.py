"""The weekday that stands beside a date: it tells which of two readings is meant."""

import re
from datetime import date

# fmt: off
_NAMES = (
    "monday mon montag lundi lunes lunedì maandag poniedziałek mandag måndag pazartesi senin понедельник понеділок จันทร์",
    "tuesday tues tue dienstag mardi martes martedì dinsdag wtorek tirsdag tisdag salı selasa вторник вівторок อังคาร",
    "wednesday wed mittwoch mercredi miércoles mercoledì woensdag środa onsdag çarşamba rabu среда середа พุธ",
    "thursday thurs thur thu donnerstag jeudi jueves giovedì donderdag czwartek torsdag perşembe kamis khamis четверг четвер"
    " พฤหัสบดี พฤหัส",
    "friday fri freitag vendredi viernes venerdì vrijdag piątek fredag cuma jumat jumaat пятница ศุกร์",
    "saturday sat samstag sonnabend samedi sábado sabato zaterdag sobota lørdag lördag cumartesi sabtu суббота субота เสาร์",
    "sunday sun sonntag dimanche domingo domenica zondag niedziela søndag söndag pazar ahad воскресенье неділя อาทิตย์",
)
# fmt: on
_DAY = {name: number for number, names in enumerate(_NAMES) for name in names.split()}
_ANY = re.compile(
    rf"(?<![^\W\d_ก-๙])(?:วัน)?({'|'.join(sorted(_DAY, key=len, reverse=True))})(?:ที่)?(?![^\W\d_])|[(（]([月火水木金土日])[)）]"
    rf"|([月火水木金土日])曜",
    re.IGNORECASE,
)
_KANJI = "月火水木金土日"


def weekday_beside(text: str) -> int | None:
    """0 (Monday) to 6 (Sunday) of the one weekday a text names; None: it names none, or several.

    'Thu 04/06/2026' -> 3; '04/06/2026' -> None.
    """
    if not any(map(str.isalpha, text)):
        return None
    found = {_DAY[name.lower()] if name else _KANJI.index(one or other) for name, one, other in _ANY.findall(text)}
    return found.pop() if len(found) == 1 else None


def of_its_weekday(text: str, days: dict[str, date | None]) -> list[str]:
    """The readings, by the name of their order, that fall on the weekday beside the date; []: none is named, or none does."""
    weekday = weekday_beside(text)
    return [] if weekday is None else [order for order, on in days.items() if on and on.weekday() == weekday]
