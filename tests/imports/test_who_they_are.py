"""Meetings whose title may be that of a group of people who are helped: who they are is asked, and nobody is stored before."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.commit import commit
from coalition.imports.plan import Answers
from coalition.imports.read.attendance_file import is_group_of_helped, read_attendance
from coalition.imports.reading import as_json
from tests.builders import NOW, plan_file

TODAY = date(2026, 11, 25)
ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "811 0000 9999,Survivor support circle,01/19/2026 06:00:00 PM,01/19/2026 07:15:00 PM,h@haven.example,75,2\n\n"
    "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAnn Lee,ann@haven.example,75,No\nBo Chan,,60,Yes\n"
)
LIST = "{title}\nName,Organization,Date\nAnn Lee,Hope House,2026-05-14\nBo Chan,Hill Light,2026-05-14\n"


def planned(engine: Engine, text: str, said: str | None = None, name: str = "list.csv") -> AttendancePlan:
    answers = Answers(by_question={"who_they_are": said} if said else {})
    with reading(engine) as session:
        plan = plan_file(session, text.encode(), name, today=TODAY, answers=answers)
    assert isinstance(plan, AttendancePlan)
    return plan


@pytest.mark.parametrize(
    "title",
    [
        "Survivor support group",
        "Survivors' group attendance",
        "Survivor Support Circle 12 March 2026",
        "Topic: Survivor support circle",
        "Weekly survivors’ peer support group – 14/05/2026",
        "Support group for survivors",
        "Victim support session #3",
        "กลุ่มผู้เสียหาย",
        "รายชื่อผู้เข้าร่วมประชุมกลุ่มเพื่อนผู้เสียหาย",
    ],
)
def test_a_group_that_may_be_of_people_who_are_helped_is_told_by_its_title(title: str) -> None:
    assert is_group_of_helped(title, TODAY)


@pytest.mark.parametrize(
    "title",
    [
        "Survivor support group leaders meeting",
        "Survivor aftercare working group",
        "Survivor support working group",
        "Facilitators of survivor support groups",
        "Meeting on victim support",
        "Victim support services",
        "Training on survivor support groups",
        "Client services",
        "Coalition meeting",
    ],
)
def test_a_meeting_of_those_who_work_with_them_is_not_asked_about(title: str) -> None:
    assert not is_group_of_helped(title, TODAY)
    assert read_attendance(LIST.format(title=title).encode(), "list.csv", today=TODAY).flags == []


@pytest.mark.parametrize("text", [ZOOM, LIST.format(title="Survivor support group"), LIST.format(title="กลุ่มผู้เสียหาย")])
def test_its_people_are_read_with_a_flag_and_all_their_rows_wait(engine: Engine, text: str) -> None:
    found = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert (found.refused, found.flags, found.entries.name) == (None, ["who_they_are"], ["Ann Lee", "Bo Chan"])
    plan = planned(engine, text)
    (question,) = plan.questions
    assert "a list of professionals or of clients?" in question.text
    assert [option.value for option in question.options] == ["organizations", "helped"]
    assert (question.holds_rows, question.lines) == (True, found.entries.lines[0] + found.entries.lines[1])
    assert plan.counts() == {"waiting for an answer": 2}
    assert not plan.changes_anything()


def test_those_who_act_for_organizations_are_stored(engine: Engine) -> None:
    plan = planned(engine, ZOOM, "organizations")
    assert plan.counts() == {"new": 2}
    commit(engine, plan, now=NOW)
    again = planned(engine, ZOOM)
    assert (again.questions, again.counts()) == ([], {"unchanged": 2}), "the same bytes are not asked again"
    assert [question.key for question in planned(engine, ZOOM.replace("Bo", "Cy")).questions] == ["who_they_are"]


def test_of_people_who_are_helped_nothing_is_stored_nor_told(engine: Engine) -> None:
    plan = planned(engine, ZOOM, "helped")
    assert "clients are never stored" in str(plan.refused)
    assert (plan.issues, plan.header, plan.rows(), plan.totals()) == ([], (), [], {})
    assert [question.key for question in plan.questions] == ["who_they_are"], "the answer can be changed"


@pytest.mark.parametrize("column", ["Age", "Nationality", "Type of exploitation", "อายุ"])
@pytest.mark.parametrize("said", [None, "organizations"])
def test_a_column_about_a_person_refuses_such_a_list_whatever_is_said(engine: Engine, column: str, said: str | None) -> None:
    text = f"Survivor support group\nName,{column},Date\nAnn Lee,x,2026-05-14\nBo Chan,y,2026-05-14\n"
    assert "clients are never stored" in str(planned(engine, text, said).refused)
    found = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert "Ann" not in json.dumps(as_json(found))
    assert not found.preview


@pytest.mark.parametrize("name", ["Survivor support circle 2026-05-14.csv", "survivor_support_group.csv"])
def test_the_name_of_the_file_may_say_it_too(name: str) -> None:
    found = read_attendance(LIST.partition("\n")[2].encode(), name, today=TODAY)
    assert found.flags == ["who_they_are"]


def test_an_organization_called_so_is_asked_about_too() -> None:
    text = "Coalition meeting\nName,Organization,Date\nAnn Lee,Survivors' circle,2026-05-14\nBo Chan,Hill Light,2026-05-14\n"
    assert read_attendance(text.encode(), "list.csv", today=TODAY).flags == ["who_they_are"]
