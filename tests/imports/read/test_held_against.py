"""What the rules read is held against every other way to read the sheet: taken, replaced, or asked about."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.commit import commit
from coalition.imports.plan import Answers
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading
from tests.builders import NOW, plan_file

TODAY = date(2026, 11, 25)
RACES = "Name,Organization,Date\n" + "".join(
    f"Runner {'ABCDEFGHIJKL'[number]}ab,Club {number},2024-05-{number + 1:02}\n" for number in range(12)
)
"""Twelve days with one person each."""


def read(text: str, name: str = "file.csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def came(found: Reading) -> set[tuple[str | None, date | None]]:
    entries = found.entries
    rows = zip(entries.name, entries.meeting, entries.state, strict=True)
    return {(name, found.meetings[at].on) for name, at, state in rows if state == "present"}


def planned(engine: Engine, text: str, said: str | None = None) -> AttendancePlan:
    answers = Answers(by_question=dict.fromkeys(("did_they_come", "surname_first", "names_left_over"), said) if said else {})
    with reading(engine) as session:
        plan = plan_file(session, text.encode(), "races.csv", today=TODAY, answers=answers)
    assert isinstance(plan, AttendancePlan)
    return plan


def test_where_the_rules_see_no_table_a_way_with_enough_evidence_is_taken() -> None:
    found = read(
        "Date,Emma,Davey,Newman\n" + "".join(f"{day:02}/03/2025,yes,no,yes\n" for day in (3, 4, 14, 18, 25)), "attendance.csv"
    )
    assert found.refused is None
    assert {name for name, _ in came(found)} == {"Emma", "Newman"}
    assert len(found.meetings) == 5
    assert found.how.told == "Each row is a day, and each column is a person. A mark says who came."


def test_columns_of_marks_that_the_rules_leave_over_are_read() -> None:
    head = "Attendance," + ",".join(f"{day}-Mar-25" for day in range(3, 15))
    people = ["Ann Lee", "Bo Chan", "Cora Moss", "Dao Srisuk"]
    found = read("\n".join([head, *(f"{name}," + ",".join("P" * 12) for name in people), "# present," + ",".join("4" * 12)]))
    assert len(came(found)) == 48
    assert {name for name, _ in came(found)} == set(people)


def test_every_row_that_another_way_does_not_read_is_told() -> None:
    head = "Attendance," + ",".join(f"{day}-Mar-25" for day in range(3, 15))
    people = [f"{name}," + ",".join("P" * 12) for name in ("Ann Lee", "Bo Chan")]
    found = read("\n".join([head, *people, "Sum," + ",".join("2" * 12), ""]))
    rows = found.rows
    assert rows.data == rows.accepted + rows.merged + rows.absent + rows.not_a_person + rows.refused + rows.blank
    assert [(told.line, told.code) for told in found.issues if told.line] == [(4, "total")]


def test_a_list_that_speaks_of_something_else_asks_whether_its_people_came(engine: Engine) -> None:
    found = read(RACES, "races.csv")
    assert "did_they_come" in found.flags
    plan = planned(engine, RACES)
    question = next(one for one in plan.questions if one.key == "did_they_come")
    assert question.holds_rows
    assert "Nearly every day has only one person" in question.text
    assert plan.totals() == {}, "nothing is stored before it is answered"


def test_after_no_nothing_of_the_list_is_stored_and_after_yes_all_of_it(engine: Engine) -> None:
    refused = planned(engine, RACES, "did_not_come")
    assert (refused.refused is not None, refused.totals()) == (True, {})
    assert planned(engine, RACES, "came").totals()["attendances"] == 12
    assert planned(engine, RACES, "perhaps").totals() == {}, "an answer nobody offered is none"


def test_lines_of_two_words_are_stored_once_somebody_said_that_each_is_one_person(engine: Engine) -> None:
    pairs = "Meeting 14 May 2026\n\nAttendance\n\nBudi, Wahana\nSari, Pelita\nTono, Mitra\n"
    assert planned(engine, pairs).totals() == {}
    assert planned(engine, pairs, "surname_first").totals()["attendances"] == 3
    refused = planned(engine, pairs, "no_surnames")
    assert refused.totals() == {}
    assert "Write “Name, Organization” above the list" in (refused.refused or "")


def test_who_stands_below_no_heading_is_left_out_once_somebody_said_so(engine: Engine) -> None:
    text = "Meeting 14 May 2026\n\nPresent: Ann Lee, Bo Chan\n\nFrom the village:\n- Cy Dee\n- Di Fox\n- Eve Gil\n"
    plan = planned(engine, text)
    assert plan.totals() == {}
    assert [one.lines for one in plan.questions] == [()], "those who are read are not those who are asked about"
    assert planned(engine, text, "left_out").totals()["attendances"] == 2
    assert "above the names that have no heading" in (planned(engine, text, "came_too").refused or "")


def test_the_same_file_is_not_asked_again(engine: Engine) -> None:
    commit(engine, planned(engine, RACES, "came"), now=NOW)
    again = planned(engine, RACES)
    assert not [question for question in again.questions if question.key not in again.decisions]
    assert again.totals() == {}


@pytest.mark.parametrize(
    "text",
    [
        "Victim name,Case no,03/05/2026,04/05/2026\nAnn Lee,1,P,P\nBo Chan,2,P,P\nCora Moss,3,P,P\nDao Srisuk,4,P,P\n",
        "Item,Unit price,Quantity,03/05/2026,04/05/2026\nRice,1,2,P,P\nSoap,1,2,P,P\nOil,1,2,P,P\nSalt,1,2,P,P\n",
    ],
    ids=["cases", "prices"],
)
def test_another_kind_of_list_is_read_by_no_way(text: str) -> None:
    assert not len(read(text).entries)


def test_a_person_who_chose_the_header_is_not_overruled() -> None:
    chosen = Choices(header_line=1, columns={0: "name", 1: "organization", 2: "date"})
    assert "did_they_come" not in read_attendance(RACES.encode(), "races.csv", choices=chosen, today=TODAY).flags


@pytest.mark.parametrize("name", ["Ann Lee (@ann)", "Ann Lee (@ann) (voting member)", "Ann Lee (NA-27)"])
def test_an_account_or_a_seat_behind_a_name_is_no_organization(name: str) -> None:
    found = read(f'Name,Date\n"{name}",14/05/2026\nBo Chan,14/05/2026\n')
    assert (found.entries.name[0], found.entries.organization[0]) == ("Ann Lee", None)


def test_a_long_log_without_a_header_is_read_to_its_end() -> None:
    people = [
        f"{first}{letter} Rivers"
        for letter in "abcdefghij"
        for first in ("Ann", "Bea", "Cor", "Dan", "Eve", "Flo", "Gil", "Hal")
    ]
    rows = [f"{name},Joined,2026-05-{day:02} 09:{minute:02}" for day in range(1, 29) for minute, name in enumerate(people[:60])]
    found = read("\n".join([*rows, *rows[:1600], "Zoe Last,Joined,2026-05-28 10:00"]), "attendance.csv")
    assert ("Zoe Last", date(2026, 5, 28)) in came(found)
    assert len(found.meetings) == 28


def test_marks_under_no_header_are_no_list_of_names() -> None:
    found = read("Ann Lee,Open Door,x,\nBo Chan,Rak Dek,,x\nCora Moss,Lotus House,x,x\n", "meeting_2026-05-14.csv")
    assert (found.flags, len(found.entries)) == (["no_header"], 0)
    assert found.preview[0] == (1, ("Ann Lee", "Open Door", "x", ""))


def test_people_who_are_helped_come_in_by_no_other_way() -> None:
    text = 'Council meeting attendance 6 May 2026\n"Asistentes: Anna Blum (survivor), Mali Suk (survivor), Ploy Dee (IJM)"\n'
    found = read(text, "Council attendance 2026-05-06.csv")
    assert (found.flags, len(found.entries)) == (["not_attendance"], 0)


def test_one_odd_mark_does_not_turn_every_cross_into_an_absence() -> None:
    found = read(
        "Name,Organization,05/03/2026,12/03/2026,19/03/2026,26/03/2026\nAnna Blum,ZOA,x,x,x,wo\nMali Suk,IJM,x,,x,\n"
        "Ploy Dee,IJM,x,y,,\nTom Lee,IJM,,,x,x\n"
    )
    assert {name for name, _ in came(found)} == {"Anna Blum", "Mali Suk", "Ploy Dee", "Tom Lee"}


@pytest.mark.parametrize("header", ["Membership expires", "Joined coalition", "MOU signed on", "Passport valid until"])
def test_a_column_of_other_days_is_no_day_of_the_meeting(header: str) -> None:
    rows = "Anna Blum,ZOA,yes,31/12/2026\nMali Suk,IJM,yes,30/06/2026\nPloy Dee,ZOA,yes,31/12/2025\n"
    found = read(f"Name,Organization,Attended,{header}\n{rows}")
    assert [meeting.on for meeting in found.meetings] == [None]
    assert "no_date" in found.flags


def test_minutes_with_a_table_of_actions_keep_their_people() -> None:
    found = read(
        "Minutes 6 May 2026\nPresent: Anna Blum (ZOA), Mali Suk (IJM)\n"
        "Agenda,Who,Done\nBudget,AB,✓\nTraining,MS,✓\nHotline,AB,x\n"
    )
    assert {name for name, _ in came(found)} == {"Anna Blum", "Mali Suk"}


NUMBERED = "Attendance,1,2,3,4,5,6\n" + "".join(
    f"{name},P,P,A,P,P,P\n" for name in ("Ann Lee", "Bo Chan", "Cora Moss", "Dao Srisuk")
)


@pytest.mark.parametrize("given", [None, date(2026, 5, 14)])
def test_one_day_is_never_taken_for_all_meetings_of_numbered_columns(given: date | None) -> None:
    found = read_attendance(NUMBERED.encode(), "club.csv", choices=Choices(date=given), today=TODAY)
    assert (found.flags, len(found.entries)) == (["which_meeting"], 0)


def test_the_day_that_somebody_gave_answers_the_question_of_the_date() -> None:
    rows = [f'"{name};Time joined;Time exited"' for name in ("Name", "Ann Lee", "Bo Chan", "Cora Moss")]
    rows[1:] = [f'"{name};09:00;10:00"' for name in ("Ann Lee", "Bo Chan", "Cora Moss")]
    for given, day in ((None, None), (date(2026, 5, 14), date(2026, 5, 14))):
        found = read_attendance("\n".join(rows).encode(), "call.csv", choices=Choices(date=given), today=TODAY)
        assert [meeting.on for meeting in found.meetings] == [day]
        assert ("no_date" in found.flags) is (given is None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("money.csv", "Workshop 6 May 2026\nName,Organization,Signature,Amount paid,Due date\n"
         "Anna Blum,ZOA,AB,300.00,\nMali Suk,IJM,MS,300.00,\n"),
        ("ลงชื่อ.csv", "ชื่อ,หน่วยงาน,วันที่,ค่าเดินทาง\n"
         "สมใจ รักดี,บ้านริมน้ำ,14/05/2569,300.00\nมาลี แสงทอง,ชีวิตใหม่,14/05/2569,250.00\n"),
        ("list.csv", "Name,Organization,Date of birth,Photo,Meeting date\n"
         "Anna Blum,ZOA,1980-01-02,,2026-05-06\nMali Suk,IJM,1990-01-02,,2026-05-06\n"),
    ],
    ids=["signed for travel money", "travel money in Thai", "the day of the meeting is named"],
)  # fmt: skip
def test_a_sheet_on_which_money_is_paid_out_is_still_a_list_of_those_who_came(name: str, text: str) -> None:
    found = read(text, name)
    assert ("did_they_come" in found.flags, len(found.entries)) == (False, 2)


def days_down(last: str = "yes", first_day: int = 3) -> str:
    rows = "".join(f"{day:02}/03/2025,yes,no,{last}\n" for day in range(first_day, first_day + 5))
    return f"Date,Emma,Davey,Newman\n{rows}"


def test_a_way_that_leaves_day_and_month_open_asks_and_is_read_by_the_answer() -> None:
    found = read(days_down(), "attendance.csv")
    assert ("ambiguous_date_order" in found.flags, found.meetings[1].on) == (True, date(2025, 3, 4))
    told = read_attendance(days_down().encode(), "attendance.csv", choices=Choices(date_order="MDY"), today=TODAY)
    assert ("ambiguous_date_order" in told.flags, told.meetings[1].on) == (False, date(2025, 4, 3))


@pytest.mark.parametrize(
    ("said", "became"), [(None, "unclear_mark"), ("excused", "excused"), ("present", "present"), ("unknown", "unclear_mark")]
)
def test_a_cross_beside_ticks_is_asked_about_and_read_by_the_answer(said: str | None, became: str) -> None:
    text = days_down("✓", 14).replace("no", "x")
    choices = Choices(marks={"x": said} if said else None)
    found = read_attendance(text.encode(), "attendance.csv", choices=choices, today=TODAY)
    states = {state for name, state in zip(found.entries.name, found.entries.state, strict=True) if name == "Davey"}
    assert (states or {issue.code for issue in found.issues}) == {became}
    assert len(found.entries) == (15 if states else 10)
    assert {told.asks for told in found.issues if told.asks} == (set() if said else {"x"})
