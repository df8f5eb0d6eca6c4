"""The parts of a day in columns of their own: who came in the afternoon, or online, was there."""

from datetime import date

import pytest

from coalition.imports.sheets.attendance_file import read_attendance
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)
HEADER = "Name,Organization,14/05/2026,,11/06/2026,"


def came(text: str) -> dict[str, str]:
    """{day: who was there, with the first letters of their names}."""
    reading = read_attendance(text.encode(), "register.csv", today=TODAY)
    assert unaccounted(reading) == []
    out = {str(meeting.on): "" for meeting in reading.meetings}
    entries = reading.entries
    for name, meeting, state in zip(entries.name, entries.meeting, entries.state, strict=True):
        out[str(reading.meetings[meeting].on)] += (name or "")[0] if state == "present" else ""
    return out


@pytest.mark.parametrize("parts", ["In person,Online,In person,Online", "Morning,Afternoon,Morning,Afternoon", "AM,PM,AM,PM"])
def test_a_tick_in_any_part_of_a_day_is_presence(parts: str) -> None:
    text = f"{HEADER}\n,,{parts}\nMalee Srisuk,Lotus House,x,,x,\nAnong Jaidee,Blue Door,,x,,x\nPeter Hall,IJM,,,,x\n"
    assert came(text) == {"2026-05-14": "MA", "2026-06-11": "MAP"}


def test_columns_of_marks_without_headers_belong_to_the_day_on_their_left() -> None:
    assert came(f"{HEADER}\nMalee Srisuk,Lotus House,x,x,x,\nAnong Jaidee,Blue Door,,x,,\n") == {
        "2026-05-14": "MA",
        "2026-06-11": "M",
    }


def test_parts_may_stand_in_the_header_under_a_row_of_days() -> None:
    text = (
        ",,14/05/2026,,11/06/2026,,\nName,Organization,In person,Online,In person,Online,Notes\n"
        "Malee Srisuk,Lotus House,x,,x,,late\nAnong Jaidee,Blue Door,,x,,x,\nPeter Hall,IJM,,,,,\n"
    )
    assert came(text) == {"2026-05-14": "MA", "2026-06-11": "MA"}


def test_who_promised_sent_somebody_or_is_ticked_absent_was_not_there() -> None:
    text = (
        "Name,Organization,14/05/2026,,,11/06/2026,,\n,,RSVP,Came,Proxy,RSVP,Came,Proxy\n"
        "Malee Srisuk,Lotus House,x,,x,x,x,\nAnong Jaidee,Blue Door,,x,,x,,\n"
    )
    assert came(text) == {"2026-05-14": "A", "2026-06-11": "M"}
    text = f"{HEADER}\n,,Present,Absent,Present,Absent\nMalee Srisuk,Lotus House,x,,x,\nAnong Jaidee,Blue Door,,x,,x\n"
    assert came(text) == {"2026-05-14": "M", "2026-06-11": "M"}


def test_a_sum_behind_the_last_day_is_no_part_of_it() -> None:
    rows = "Malee Srisuk,Lotus House,x,,1\nAnong Jaidee,Blue Door,,x,1\nPeter Hall,IJM,,x,1\n"
    assert came("Name,Organization,14/05/2026,11/06/2026,\n" + rows) == {"2026-05-14": "M", "2026-06-11": "AP"}
    rows = "Malee Srisuk,Lotus House,x,,,,1\nAnong Jaidee,Blue Door,,x,x,,2\n"
    assert came(f"{HEADER},\n,,AM,PM,AM,PM,\n{rows}") == {"2026-05-14": "MA", "2026-06-11": "A"}


def test_remarks_beside_the_marks_of_a_day_are_no_marks() -> None:
    text = f"{HEADER}\nMalee Srisuk,Lotus House,x,late,x,\nAnong Jaidee,Blue Door,,new flat,,new job\n"
    assert came(text) == {"2026-05-14": "M", "2026-06-11": "M"}
