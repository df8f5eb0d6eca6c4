"""Each way to read a sheet is weighed: the one that explains it best is taken, and what is only a list of names is not."""

import csv
import io
from datetime import date

import pytest

from coalition.imports.cells.open_dates import Partial
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.choose import Choice, choose, ways_to_read
from coalition.imports.read.profile import column_of, holds_people
from coalition.imports.read.sheet import Sheet, Table
from coalition.imports.read.values import date_order, day_in, kind
from coalition.imports.reading import Choices

TODAY = date(2026, 11, 25)
MAY_14, MAY_28 = date(2026, 5, 14), date(2026, 5, 28)


def chosen(text: str, name: str = "sheet") -> Choice:
    """What is decided about a file of these lines."""
    rows = Table(list(map(str.strip, row)) for row in csv.reader(io.StringIO(text.strip("\n"))))
    return choose(ways_to_read(Sheet(name, TODAY, rows, range(1, len(rows) + 1))))


def who_came(text: str, name: str = "sheet") -> set[tuple[str, object]]:
    """(name, day) of those who were there."""
    best = chosen(text, name).best
    days = [meeting.on or meeting.partial for meeting in best.result.meetings] if best else []
    return {(one.name, days[one.meeting]) for one in best.result.came} if best else set()


def test_days_across_are_a_matrix_and_a_blank_is_no_presence() -> None:
    text = "Name,Organization,14/05/2026,28/05/2026\nAnong Saelee,River House,P,\nBen Carver,Hill Light,A,P\nTotal,,1,1\n"
    assert who_came(text) == {("Anong Saelee", MAY_14), ("Ben Carver", MAY_28)}


def test_days_down_and_names_across_are_the_same_matrix_on_its_side() -> None:
    text = "Attendance,Anong Saelee,Ben Carver\n14/05/2026,yes,no\n28/05/2026,yes,yes\n04/06/2026,no,yes\n"
    assert ("Ben Carver", MAY_14) not in who_came(text)
    assert {("Anong Saelee", MAY_14), ("Anong Saelee", MAY_28), ("Ben Carver", MAY_28)} <= who_came(text)


def test_the_numbers_of_a_register_are_days_of_the_month_above() -> None:
    days = ",".join(map(str, range(1, 32)))
    marks = ",".join("P" if day in {14, 28} else "A" for day in range(1, 32))
    text = f"Attendance register May 2026\nNo.,Name,{days}\n1,Anong Saelee,{marks}\n2,Ben Carver,{marks}\n"
    assert who_came(text) == {(name, day) for name in ("Anong Saelee", "Ben Carver") for day in (MAY_14, MAY_28)}


def test_a_header_that_stands_again_begins_a_table_with_its_own_days() -> None:
    first = "Name,14/05/2026,28/05/2026\nAnong Saelee,P,P\nBen Carver,A,P\n"
    second = "Name,14/05/2026,28/05/2026\nCora Moss,P,A\nDao Srisuk,P,P\n"
    assert ("Dao Srisuk", MAY_28) in who_came(first + second)
    assert not {name for name, _ in who_came(first + second)} & {"Name"}


def test_names_of_one_cell_under_present_are_people_each() -> None:
    text = 'Coalition meeting 14 May 2026\n"Present: Ann Lee, Bo Chan and Cora Moss"\n"Apologies: Dao Srisuk, Eve Moe"\n'
    assert who_came(text) == {(name, MAY_14) for name in ("Ann Lee", "Bo Chan", "Cora Moss")}


def test_a_cross_beside_ticks_says_that_somebody_was_not_there() -> None:
    text = "Attendance,14/05/2026,28/05/2026\nAnn Lee,✓,x\nBo Chan,x,✓\n"
    assert who_came(text) == {("Ann Lee", MAY_14), ("Bo Chan", MAY_28)}


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Phone\nAnn Lee,ann@hope.example,081\nBo Chan,bo@hope.example,082\n",
        "Name,Vegetarian\nAnn Lee,yes\nBo Chan,no\n",
        "Name,Hire Date,Salary\nAnn Lee,1992-05-01,100\nBo Chan,2004-08-14,120\nCora Moss,2015-01-02,90\n",
        "Country,Capital\nThailand,Bangkok\nLaos,Vientiane\n",
    ],
    ids=["contacts", "a yes to another question", "staff", "countries"],
)
def test_what_says_of_nobody_that_they_came_is_not_read(text: str) -> None:
    assert chosen(text).best is None or chosen(text).asks == "did_they_come"


def test_only_absences_say_nothing_of_the_blank_cells() -> None:
    text = "Attendance,14/05/2026,28/05/2026\nAnn Lee,absent,\nBo Chan,,absent\nCora Moss,,\n"
    assert chosen(text).asks == "what_do_blanks_mean"


def test_every_observation_is_a_sentence_with_its_points() -> None:
    choice = chosen("Name,14/05/2026,28/05/2026\nAnn Lee,P,\nBo Chan,,P\n")
    told = {one.code: one for one in choice.ways[0].evidence}
    assert told["days_across"].text == "2 columns are dates"
    assert (told["days_across"].points, told["header_known"].points > 0) == (2.0, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 May 2026", MAY_14),
        ("14 พ.ค. 2569", MAY_14),
        ("14 May", Partial(5, 14)),
        ("Thu 14/5", Partial(5, 14)),
        ("2026-05-14 09:00", MAY_14),
        ("9/16/20", date(2020, 9, 16)),
        ("Room 14", None),
    ],
)
def test_a_cell_tells_its_day_with_or_without_the_year(text: str, day: object) -> None:
    assert day_in(text, TODAY) == day


def test_the_order_of_day_and_month_is_told_by_the_day_that_allows_one_only() -> None:
    assert date_order(["14/05/2026", "01/06/2026"]) == "DMY"
    assert date_order(["05/14/2026", "06/01/2026"]) == "MDY"
    assert date_order(["01/05/2026", "02/05/2026"]) == "DMY"
    assert date_order(["2026-05-14"]) == "DMY"


@pytest.mark.parametrize(
    ("text", "what"),
    [("", "blank"), ("ann@hope.example", "email"), ("P", "mark"), ("17", "number"), ("14/05/2026", "date"), ("09:30", "time"),
     ("NA-27", "code"), ("Monday", "weekday"), ("Anong Saelee", "name"), ("สมใจ รักดี", "name"), ("https://x.example", "text")],
)  # fmt: skip
def test_a_cell_is_of_one_kind(text: str, what: str) -> None:
    assert kind(text, TODAY) == what


def test_people_in_the_place_of_ticks_below_absent_are_not_lost() -> None:
    text = "Name,Organization,Attended,Absent\nQuin Park,Lanna School,yes,Kai Moss\nIda Nash,River Office,yes,Di Shaw\n"
    assert "second column" in (read_attendance(text.encode(), "2026-01-07.csv", today=date(2026, 11, 25)).refused or "")


def test_a_list_above_a_matrix_of_another_header_is_told_and_titles_no_meeting() -> None:
    rows = "Date,Name,Organization,\n2026-02-04,Sue Ito,Legal Aid,\n2026-02-04,Una Park,Legal Aid,\n"
    text = f"Attendance list,,,\n{rows}Name,2026-06-03,2026-07-01,2026-08-05\nDi Gomez,x,x,x\n"
    told = read_attendance(text.encode(), "e.csv", today=date(2026, 11, 25))
    assert [one.line for one in told.issues if one.code == "above_header"] == [3, 4]
    assert {meeting.title for meeting in told.meetings}.isdisjoint({"Una Park", "Legal Aid", "Date"})


def test_people_below_a_header_that_lacks_a_word_are_no_titles_of_the_next_page() -> None:
    pages = ["Date,Name,Organization\n2026-02-04,Tom Nash,River Office", "Date,Name,\n2026-02-04,Pam Nash,Mae Kham Police"]
    text = "\n".join([*pages, "Date,Name,Organization\n2026-02-11,Bo Lee,Hope House\n"])
    told = read_attendance(text.encode(), "d.csv", today=date(2026, 11, 25))
    assert (told.entries.name, {one.title for one in told.meetings}) == (["Tom Nash", "Pam Nash", "Bo Lee"], {None})


@pytest.mark.parametrize("field", [None, "joined", "timestamp"])  # earlier versions called every time of coming a timestamp
def test_a_time_of_coming_is_called_so_and_a_correction_from_before_is_understood(field: str | None) -> None:
    times = ["Anong Saelee,14/05/2026 09:00,14/05/2026 10:00", "Ben Carver,14/05/2026 09:05,14/05/2026 10:00"]
    text = "\n".join(["Name,Join time,Leave time", *times, ""])
    choices = Choices(columns={1: field}) if field else Choices()
    read = read_attendance(text.encode(), "call.csv", choices=choices, today=TODAY)
    assert [column.field for column in read.columns] == ["name", "joined", "left"]
    assert (read.entries.minutes, read.meetings[0].on) == ([60, 55], MAY_14)


@pytest.mark.parametrize("rows", [10, 390])
def test_a_column_is_told_by_all_of_its_cells_however_long_it_is(rows: int) -> None:
    column = column_of(["Anong Saelee", "Ben Carver", "Cora Moss", "k4", "k5"] * (rows // 5), TODAY)
    assert holds_people(column)
    assert len(column.sample) == column.count == rows


@pytest.mark.parametrize(
    ("cells", "marked"), [("P A P", True), ("P A P 2", True), ("2 0", False), ("P A x7 2", False), ("2", False)]
)
def test_a_column_is_marked_where_only_a_sum_stands_below_its_marks(cells: str, marked: bool) -> None:
    assert column_of(cells.split(), TODAY).is_marked is marked
