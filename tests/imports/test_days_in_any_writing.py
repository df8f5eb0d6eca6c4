"""The day and the time of a row in every writing that programs and people use: a list is read rightly, or it is asked."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from coalition.imports.cells.datewords import MONTHS_BY_LANGUAGE
from coalition.imports.read.attendance_file import read_attendance

_TODAY = date(2026, 11, 30)
_FIRST, _SECOND = date(2025, 11, 17), date(2025, 12, 4)
_PEOPLE = ("Ann Lee", "Bo Chan", "Cara Wells", "Dan Roe", "Eva Moss")
_HOUSES = ("Hope House", "Child Line", "Hope House", "Freedom Net", "Child Line")
_THAI = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_DAYS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "day first": lambda on: f"{on.day}/{on.month}/{on.year}",
    "month first": lambda on: f"{on.month}/{on.day}/{on.year}",
    "two digits": lambda on: f"{on:%d/%m/%y}",
    "dots": lambda on: f"{on:%d.%m.%Y}",
    "month as a word": lambda on: f"{on.day} {on:%b} {on.year}",
    "American": lambda on: f"{on:%B} {on.day}, {on.year}",
    "weekday": lambda on: f"{on:%A}, {on:%B} {on.day}, {on.year}",
    "Thai": lambda on: f"{on.day} {_THAI[on.month - 1]} {on.year + 543}",
    "Buddhist": lambda on: f"{on.day}/{on.month}/{on.year + 543}",
    "Chinese": lambda on: f"{on.year}年{on.month}月{on.day}日",
    "Korean": lambda on: f"{on.year}. {on.month}. {on.day}.",
    "compact": lambda on: f"{on:%Y%m%d}",
}
_TIMES: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "24 hours": lambda at: f" 09:0{at}",
    "seconds": lambda at: f" 09:0{at}:2{at}",
    "AM": lambda at: f" 9:0{at} AM",
    "am": lambda at: f", 9:0{at}:1{at} am",
    "at": lambda at: f" at 9:0{at} AM",
    "forenoon": lambda at: f" 오전 9:0{at}",
    "of all": lambda _: " 9:00 AM",
}
_CAME = {(at, on) for on, away in ((_FIRST, 4), (_SECOND, 0)) for at in range(5) if at != away}


def _present(rows: list[list[str]], name: str) -> tuple[Counter[tuple[str | None, date | None]], int]:
    """(how often each person was read at each day, the number of meetings) of a list."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    told = read_attendance(text.getvalue().encode(), name, today=_TODAY)
    assert told.refused is None, told.refused
    read = zip(told.entries.name, told.entries.meeting, told.entries.state, strict=True)
    return Counter((who, told.meetings[at].on) for who, at, state in read if state == "present"), len(told.meetings)


@given(
    day=st.sampled_from(sorted(_DAYS)),
    time=st.sampled_from(sorted(_TIMES)),
    header=st.sampled_from(["Date", "Timestamp", "Check-in time", "Session date"]),
    marked=st.booleans(),
)
def test_each_row_is_of_its_day_and_a_time_is_no_title(day: str, time: str, header: str, marked: bool) -> None:
    rows = [[header, "Name", "Organization", *(["Present"] if marked else [])]]
    for on in (_FIRST, _SECOND):
        for at in range(5):
            came = (at, on) in _CAME
            if came or marked:
                said = ["Yes" if came else "No"] if marked else []
                rows.append([_DAYS[day](on) + _TIMES[time](at), _PEOPLE[at], _HOUSES[at], *said])
    read, meetings = _present(rows, "attendance.csv")
    assert read == Counter((_PEOPLE[at], on) for at, on in _CAME)
    assert meetings == len({on for _, on in _CAME})


@given(day=st.sampled_from(sorted(_DAYS)), time=st.sampled_from(["none", "AM", "24 hours"]))
def test_a_column_is_of_the_day_and_time_above_it(day: str, time: str) -> None:
    rows = [["Name", "Organization", *(_DAYS[day](on) + _TIMES[time](3) for on in (_FIRST, _SECOND))]]
    rows += [[_PEOPLE[at], _HOUSES[at], *("x" if (at, on) in _CAME else "" for on in (_FIRST, _SECOND))] for at in range(5)]
    read, meetings = _present(rows, "attendance.csv")
    assert read == Counter((_PEOPLE[at], on) for at, on in _CAME)
    assert meetings == len({on for _, on in _CAME})


@pytest.mark.parametrize("titled", [True, False], ids=["the year stands in a title", "each month has its year"])
@pytest.mark.parametrize("language", MONTHS_BY_LANGUAGE)
def test_months_over_their_days_are_known_in_every_language(language: str, titled: bool) -> None:
    for form in range(max(map(len, MONTHS_BY_LANGUAGE[language]))):
        words = [names[min(form, len(names) - 1)] for names in MONTHS_BY_LANGUAGE[language]]
        over = [word if titled else f"{word} 2025" for word in words]
        rows = [
            ["Attendance 2025" if titled else "Attendance"],
            ["", "", *(cell for month in over for cell in (month, ""))],
            ["Name", "Organization", *["3", "17"] * 12],
            *([who, house, *("x" if at % 3 != month % 3 else "" for month in range(12) for _ in "ab")]
              for at, (who, house) in enumerate(zip(_PEOPLE, _HOUSES, strict=True))),
        ]  # fmt: skip
        came = Counter(
            (who, date(2025, month + 1, day))
            for at, who in enumerate(_PEOPLE) for month in range(12) for day in (3, 17) if at % 3 != month % 3
        )  # fmt: skip
        assert _present(rows, "register.csv") == (came, 24), words
