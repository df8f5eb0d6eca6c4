"""The year a title tells the days of a matrix: never that of a law, and never January of the year that has ended."""

from datetime import date

import pytest

from coalition.imports.cells.open_dates import tells_two_years, years_in
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading

TODAY = date(2026, 11, 25)
PEOPLE = "Malee Srisuk,Lotus House,x,,x,x\nAnong Jaidee,Blue Door,,x,,x\n"


def the_year(titles: list[str]) -> str:
    years = years_in(titles)
    return str(years.pop()) if len(years) == 1 else ""


def read(title: str, days: str, above: str = "", year: int | None = None) -> Reading:
    marks = "\n".join(row[: row.index(",", 20)] + "," + ",".join("x" * (days.count(",") + 1)) for row in PEOPLE.splitlines())
    text = f'"{title}"\n{above}Name,Organization,{days}\n{marks}\n'
    return read_attendance(text.encode(), "register.csv", today=TODAY, choices=Choices(year=year))


def days_of(reading: Reading) -> list[str]:
    return [str(meeting.on) for meeting in reading.meetings]


def assert_asked(reading: Reading) -> None:
    assert (reading.flags, {meeting.on for meeting in reading.meetings}) == (["which_year"], {None})


@pytest.mark.parametrize("title", ["ทะเบียน ๒๕๖๘/๖๙", "ทะเบียน ปีงบประมาณ 2569", "Register 2025 to 2026", "FY26"])
@pytest.mark.parametrize(
    ("days", "first"), [("9 Apr,14 May", "2026-04-09"), ("9/4,14/5", "2026-04-09"), ("14.5.", "2026-05-14")]
)
def test_a_year_that_somebody_chose_is_that_of_the_days_whatever_stands_above(title: str, days: str, first: str) -> None:
    assert_asked(read(title, days))
    assert days_of(read(title, days, year=2026))[0] == first


def test_where_months_and_days_may_be_turned_it_is_asked_when_the_year_is_known() -> None:
    assert "ambiguous_date_order" in read("Register", "1/12,2/12", year=2025).flags


@pytest.mark.parametrize("gap", ["", ",,,\n"])
def test_people_below_a_second_row_of_days_came_on_these(gap: str) -> None:
    rows = ("Malee Srisuk,Lotus House,x,x\nAnong Jaidee,Blue Door,,x\n", "Peter Hall,Fjord Aid,x,\nDao Lek,River Office,x,x\n")
    heads = ("Attendance 2024,,,\nName,Agency,10 Sep,8 Oct\n", "Attendance 2025,,,\nName,Agency,9 Sep,7 Oct\n")
    text = f"{heads[0]}{rows[0]}{gap}{heads[1]}{rows[1]}"
    found = read_attendance(text.encode(), "register.csv", today=TODAY)
    assert (days_of(found), found.flags) == (["2024-09-10", "2024-10-08", "None", "None"], ["which_year"])
    found = read_attendance(text.encode(), "register.csv", today=TODAY, choices=Choices(year=2025))
    assert days_of(found) == ["2024-09-10", "2024-10-08", "2025-09-09", "2025-10-07"], "a year that was known stays"
    came = zip(found.entries.meeting, found.entries.name, found.entries.state, strict=True)
    assert [(meeting, name) for meeting, name, state in came if state == "present"] == [
        (0, "Malee Srisuk"), (1, "Malee Srisuk"), (1, "Anong Jaidee"), (2, "Peter Hall"), (2, "Dao Lek"), (3, "Dao Lek")
    ]  # fmt: skip
    assert "Attendance 2025" not in found.entries.name


@pytest.mark.parametrize(
    "title",
    [
        "ตาม พ.ร.บ. ป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. 2551",
        "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. ๒๕๕๑",
        "รายชื่อคณะอนุกรรมการ ตามคำสั่งที่ 12/2565",
        "Committee under the Anti-Trafficking Act 2008",
        "Committee under the Anti-Trafficking in Persons Act, B.E. 2551 (2008)",
        "Coalition founded 2014",
        "Together since 2014",
        "Order No. 12/2022",
        "Chiang Rai coalition (est. 2014)",
    ],
)
def test_the_year_of_a_law_an_order_or_the_founding_is_no_year_of_meetings(title: str) -> None:
    assert the_year([title]) == ""
    assert the_year([title, "Attendance 2026"]) == "2026"
    assert_asked(read(title, "9 Apr,14 May"))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Attendance 2026", "2026"),
        ("ทะเบียนผู้เข้าร่วมประชุม ปี 2568", "2568"),
        ("ครั้งที่ 1/2569 ถึงครั้งที่ 4/2569", "2569"),
        ("Meeting No. 1/2026 to Meeting No. 4/2026", "2026"),
        ("Minutes of Meeting No. 4/2025 adopted, register 2026", ""),
        ("Attendance 05/2026", "2026"),
        ("Updated 14/05/2026", "2026"),
        ("Attendance 2025, minutes of 2024", ""),
        ("รับรองรายงานครั้งที่ 4/2568 ปี 2569", ""),
    ],
)
def test_one_year_in_the_titles_is_the_year_of_the_meetings(title: str, year: str) -> None:
    assert the_year([title]) == year


@pytest.mark.parametrize("title", ["Attendance 2025/26", "Register 2025 to 2026", "ทะเบียน 2568/69", "ทะเบียน ปีงบประมาณ 2569"])
@pytest.mark.parametrize("days", ["13 Nov,11 Dec,8 Jan,12 Feb", "9 Jan,13 Feb,12 Mar,9 Apr"])
def test_under_two_years_or_a_fiscal_year_nobody_guesses_the_year_of_a_day(title: str, days: str) -> None:
    assert the_year([title]) == ""
    if days.startswith("13 Nov"):  # over the turn of a year no one year holds
        assert read(title, days).refused
    else:
        assert_asked(read(title, days))


@pytest.mark.parametrize("title", ["Updated 2025-11-26", "Strategy 2023-2027"])
def test_a_date_or_a_longer_stretch_is_no_two_years_in_a_row(title: str) -> None:
    assert not tells_two_years(title)


@pytest.mark.parametrize("days", ["13 Nov,11 Dec,8 Jan,12 Feb", "13/11,11/12,8/1,12/2", "12 Feb,8 Jan,11 Dec,13 Nov"])
def test_one_year_over_the_turn_of_the_year_dates_nothing(days: str) -> None:
    assert read("Attendance 2025", days).refused


def test_one_year_dates_months_that_rise_or_stand_the_newest_first() -> None:
    assert days_of(read("Attendance 2025", "9 Jan,13 Feb,10 Apr")) == ["2025-01-09", "2025-02-13", "2025-04-10"]
    assert days_of(read("Attendance 2025", "10 Apr,13 Feb,9 Jan")) == ["2025-04-10", "2025-02-13", "2025-01-09"]
    assert read("Attendance 2025", "9 Jan,10 Apr,13 Mar,8 May").refused


@pytest.mark.parametrize("title", ["Attendance - May / June 2026", "Attendance: May and June 2026", "ทะเบียน พ.ค. - มิ.ย. 2569"])
def test_of_two_months_in_a_title_the_second_begins_where_the_days_do(title: str) -> None:
    assert days_of(read(title, "14,28,11,25")) == ["2026-05-14", "2026-05-28", "2026-06-11", "2026-06-25"]


@pytest.mark.parametrize(
    ("title", "days"),
    [("Attendance April - June 2026", "9,14,11"), ("Attendance May / June 2026", "7,14,28"), ("May and June 2026", "28,14,11")],
)
def test_days_under_several_months_are_not_dated_where_nothing_parts_them(title: str, days: str) -> None:
    assert not len(read(title, days).entries)


def test_days_and_months_in_numbers_make_a_header_of_any_length() -> None:
    assert days_of(read("Attendance 2026", "8/1,5/2,5/3,2/4,7/5")) == [
        "2026-01-08",
        "2026-02-05",
        "2026-03-05",
        "2026-04-02",
        "2026-05-07",
    ]


def test_a_person_whose_row_stands_above_the_header_gives_the_meeting_no_title() -> None:
    rows = "Bo Chan,Blue Gate,x\nName,Agency,14 May 2026\nAnn Lee,Lotus House,x\nDao Ek,Open Door,\nCam Doe,Hill Light,x\n"
    found = read_attendance(rows.encode(), "register.csv", today=TODAY)
    assert [(str(one.on), one.title) for one in found.meetings] == [("2026-05-14", None)]
    assert [(one.line, one.code) for one in found.issues] == [(1, "above_header")]
