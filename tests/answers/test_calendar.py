"""The calendar file holds to RFC 5545: line ends, folding, escaping."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from coalition.answers.calendar import Day, calendar

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def unfolded(data: bytes) -> list[str]:
    """Content lines as RFC 5545, 3.1 says to read them."""
    assert data.endswith(b"\r\n")
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_day_is_one_event_that_keeps_nobody_busy() -> None:
    told = unfolded(
        calendar([Day("a1@x.invalid", date(2026, 12, 31), "Call; ask, wait", "C:\\ \n")], name="North", written_at=NOW)
    )
    assert told == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Coalition dashboard//Actions//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:North",
        "BEGIN:VEVENT",
        "UID:a1@x.invalid",
        "DTSTAMP:20261125T093000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        r"SUMMARY:Call\; ask\, wait",
        r"DESCRIPTION:C:\\ \n",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), min_size=1, max_size=300))
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(text: str) -> None:
    data = calendar([Day("u", date(2026, 1, 1), text)], name="", written_at=NOW)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    summary = next(line for line in unfolded(data) if line.startswith("SUMMARY:"))
    assert unescaped(summary.removeprefix("SUMMARY:")) == text
