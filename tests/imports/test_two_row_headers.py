"""A header in two rows of which the lower has parts only: what stands above an empty cell of it is its header."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "Name,,Organization,Contact,\nFirst,Last,,Email,Phone\nMalee,Srisuk,Lotus House,m@x.org,0812345678\nAnn,Jaidee,IJM,,\n",
        "Name,,Contact,,Organization\nFirst,Last,Email,Phone,\nMalee,Srisuk,m@x.org,0812345678,Lotus House\nAnn,Jaidee,,,IJM\n",
        "ชื่อ-สกุล,,หน่วยงาน,ติดต่อ,\nชื่อ,นามสกุล,,อีเมล,โทรศัพท์\nMalee,Srisuk,Lotus House,m@x.org,0812345678\nAnn,Jaidee,IJM,,\n",
    ],
)
def test_an_organization_above_an_empty_header_is_that_of_its_column(text: str) -> None:
    reading = read_attendance(text.encode(), "list_2026-05-14.csv", today=TODAY)
    assert unaccounted(reading) == []
    people = list(zip(reading.entries.name, reading.entries.organization, reading.entries.email, strict=True))
    assert people == [("Malee Srisuk", "Lotus House", "m@x.org"), ("Ann Jaidee", "IJM", None)]
    assert [meeting.title for meeting in reading.meetings] == [None]


def test_a_title_above_an_empty_header_is_no_header_and_its_place_is_nobody() -> None:
    rows = "Attendance 14 May 2026,,Chiang Rai\nName,Organization,\nMalee Srisuk,Lotus House,{}\nAnong Jaidee,IJM,\n"
    ticked = read_attendance(rows.format("x").encode(), "list.csv", today=TODAY)
    assert ticked.refused == "Not imported: marks that may say who came have no header, in the column 'C'."
    text = rows.format("by bus")
    reading = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert [column.header for column in reading.columns][:2] == ["Name", "Organization"]
    assert "Chiang Rai" not in [column.header for column in reading.columns]
