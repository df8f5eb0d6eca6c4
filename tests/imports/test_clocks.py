"""Times of day and durations, as written."""

import pytest

from coalition.imports.cells.dates import clock_of_timestamp, days_to_bangkok, read_clock, read_minutes


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("13.30 น.", "13:30", None),
        ("๑๓.๓๐ น.", "13:30", None),
        ("เวลา 13.30 น.", "13:30", None),
        ("09.30-12.00 น.", "09:30", "12:00"),
        ("13:30 - 16:00", "13:30", "16:00"),
        ("13:30 น. ถึง 16:00 น.", "13:30", "16:00"),
        ("1:30 - 4:00 PM", "13:30", "16:00"),
        ("9:00 AM - 12:00 PM", "09:00", "12:00"),
        ("9:00 - 12:00 PM", "09:00", "12:00"),
        ("11:00 - 1:00 PM", "11:00", "13:00"),
        ("1-4 pm", "13:00", "16:00"),
        ("14:12PM - 18:56PM", "14:12", "18:56"),
        ("09:31AM - 09:50AM", "09:31", "09:50"),
        ("10:41AM(Roll Call)", "10:41", None),
        ("8:41 a.m.", "08:41", None),
        ("12:05 AM", "00:05", None),
        ("noon", "12:00", None),
        ("9am", "09:00", None),
        ("10:04", "10:04", None),
        ("0.5625", "13:30", None),
        ("41025.5625", "13:30", None),
        ("23/02/2023 8:52:10", "08:52", None),
        ("9/14/23, 1:28:05 PM", "13:28", None),
        ("วันพฤหัสบดีที่ 26 เมษายน 2555 เวลา 13.30 น.", "13:30", None),
        ("26 April 2012", None, None),
        ("26.04.2012", None, None),
        ("2012-04-26", None, None),
        ("25:00", None, None),
        ("4", None, None),
        ("5-6 October 2017", None, None),
        ("", None, None),
        ("Room 12", None, None),
    ],
)
def test_a_time_of_day_is_read_as_written(text: str, start: str | None, end: str | None) -> None:
    assert read_clock(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2023-05-29T22:28:10Z", "05:28"),
        ("2023-05-29T22:28:10+00:00", "05:28"),
        ("2023-05-29 02:28:10 UTC", "09:28"),
        ("2023-05-29 22:28:10+07:00", "22:28"),
        ("2026/05/28 7:01:33 PM GMT+2", "19:01"),
        ("2023-05-29T22:28:10", "22:28"),
        ("2023-05-29", None),
    ],
)
def test_a_timestamp_is_told_in_local_time(text: str, clock: str | None) -> None:
    assert clock_of_timestamp(text) == clock


def test_the_day_may_be_over_in_bangkok_before_it_is_in_utc() -> None:
    assert days_to_bangkok("2023-05-29T17:00:00Z") == 1
    assert days_to_bangkok("2023-05-29T16:59:59Z") == 0
    assert days_to_bangkok("2023-05-29T22:00:00") == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2h 3m 20s", 123),
        ("2h", 120),
        ("45m", 45),
        ("8s", 0),
        ("1h 7s", 60),
        ("2 h 44 m", 164),
        ("59 Min. 0 Sek.", 59),
        ("1 h 1 min 55 s", 62),
        ("1 godz. 5 min 3 sek.", 65),
        ("1 hr 5 min", 65),
        ("45 sec", 1),
        ("1 hora 2 minutos", 62),
        ("1 ชม. 20 นาที", 80),
        ("๒ ชั่วโมง", 120),
        ("35 mins", 35),
        ("32:14", 32),
        ("1:00:00", 60),
        ("128", 128),
        ("1.5", 2),
        ("1.5 hours", 90),
        ("", None),
        ("-", None),
        ("all day", None),
        ("2 rooms", None),
    ],
)
def test_a_duration_is_told_in_minutes(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["2026. 5. 14. 오후 1:28:05", "2026/5/14 下午 1:28:05", "14/5/2569 1:28:05 หลังเที่ยง", "1:28 in the afternoon"]
)
def test_the_half_of_the_day_is_read_in_words_beside_the_time(text: str) -> None:
    assert read_clock(text)[0] == "13:28"
