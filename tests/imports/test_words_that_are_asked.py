"""A word such as "maybe" in a list of who came, or an organization called "Women Count", is asked about, once; nobody is
absent by guess."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.plan import Plan
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices
from coalition.models import Attendance, Person
from tests.builders import plan_file
from tests.support.importing import NOW

TODAY = date(2026, 11, 28)
LIST = (
    "Name,Organization,Status\nAnn Lee,Hope Center,Attended\nBo Chan,Light House,maybe\nCy Dale,Hope Center,Maybe\n"
    "Di Moe,Blue Home,?\nEve Rao,Blue Home,absent\n"
)
OFFICES = (
    "Organization,2026-09-10,2026-10-08\nHope Center,x,x\nWomen Count,x,\nMember Total,12,14\nWomen count,,✓\nSai Lom Home,,x\n"
)
MATRIX = "Name,Organization,2026-03-05,2026-04-02\nAnn Lee,Hope,x,x\nBo Chan,Light,tentative,x\nCy Dale,Hope,?,tentative\n"


def plan_of(engine: Engine, text: str, **marks: str) -> Plan:
    choices = Choices(marks=marks or None)
    with reading(engine) as session:
        return plan_file(session, text.encode(), "list 2026-03-05.csv", today=TODAY, choices=choices)


def states(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        found = select(Person.name, Attendance.state).join(Attendance, col(Attendance.person_id) == col(Person.id))
        return {name: state.value for name, state in session.exec(found.order_by(col(Person.name)))}


def asked(plan: Plan) -> dict[str, tuple[int, ...]]:
    return {question.key: question.lines for question in plan.questions if question.code == "what_a_mark_says"}


def test_each_word_that_says_nothing_clear_is_asked_once_and_its_rows_wait(sqlite_engine: Engine) -> None:
    plan = plan_of(sqlite_engine, LIST)

    assert asked(plan) == {"mark:maybe": (3, 4), "mark:?": (5,)}
    assert plan.counts() == {"new": 2, "waiting for an answer": 3}
    commit(sqlite_engine, plan, by=None, now=NOW)
    assert states(sqlite_engine) == {"Ann Lee": "present", "Eve Rao": "absent"}


@pytest.mark.parametrize("mark", ["present", "absent", "excused"])
def test_the_answer_counts_for_all_rows_of_the_word(sqlite_engine: Engine, mark: str) -> None:
    plan = plan_of(sqlite_engine, LIST, maybe=mark)

    assert asked(plan) == {"mark:?": (5,)}
    commit(sqlite_engine, plan, by=None, now=NOW)
    assert states(sqlite_engine) == {"Ann Lee": "present", "Bo Chan": mark, "Cy Dale": mark, "Eve Rao": "absent"}


def test_where_nobody_knows_the_rows_stay_out_and_are_told(sqlite_engine: Engine) -> None:
    plan = plan_of(sqlite_engine, LIST, **{"maybe": "unknown", "?": "unknown"})

    assert not asked(plan)
    assert plan.counts() == {"new": 2, "refused": 3}
    assert {issue.code for issue in plan.issues} == {"mark_not_known"}


def test_the_same_file_is_not_asked_again(sqlite_engine: Engine) -> None:
    commit(sqlite_engine, plan_of(sqlite_engine, LIST, **{"maybe": "excused", "?": "present"}), by=None, now=NOW)

    again = plan_of(sqlite_engine, LIST)

    assert not asked(again)
    assert not again.changes_anything()


def test_what_was_left_open_comes_in_when_the_same_file_is_answered(sqlite_engine: Engine) -> None:
    commit(sqlite_engine, plan_of(sqlite_engine, LIST), by=None, now=NOW)

    commit(sqlite_engine, plan_of(sqlite_engine, LIST, **{"maybe": "excused", "?": "present"}), by=None, now=NOW)

    assert states(sqlite_engine)["Bo Chan"] == "excused"
    assert states(sqlite_engine)["Di Moe"] == "present"


def test_a_cell_of_a_matrix_waits_alone(sqlite_engine: Engine) -> None:
    plan = plan_of(sqlite_engine, MATRIX)

    assert asked(plan) == {"mark:tentative": (3, 4), "mark:?": (4,)}
    assert plan.counts()["waiting for an answer"] == 1, "of the row without any other mark"
    found = read_attendance(MATRIX.encode(), "list.csv", today=TODAY).entries
    assert set(found.state) == {"present"}
    answered = read_attendance(MATRIX.encode(), "list.csv", today=TODAY, choices=Choices(marks={"tentative": "absent"}))
    told = zip(answered.entries.name, answered.entries.meeting, answered.entries.state, strict=True)
    assert sorted(told) == [
        ("Ann Lee", 0, "present"), ("Ann Lee", 1, "present"), ("Bo Chan", 0, "absent"), ("Bo Chan", 1, "present"),
        ("Cy Dale", 1, "absent"),
    ]  # fmt: skip


def test_a_registration_is_no_attendance_and_no_question() -> None:
    text = "Name,Organization,Status\nAnn Lee,Hope Center,Attended\nBo Chan,Light House,registered\nCy Dale,Hope,interested\n"

    found = read_attendance(text.encode(), "list 2026-03-05.csv", today=TODAY)

    assert [issue.code for issue in found.issues] == []
    assert found.entries.state == ["present", "absent", "absent"]


ANSWERS = "Date,Name,Attending,Organization\n" + "".join(
    f"14/05/2026,{name},{answer},Hope House\n"
    for name, answer in zip(
        ("Ann Lee", "Bo Chan", "Cy Diaz", "Di Moe", "Eve Rao"),
        ("Yes I'm coming", "Not possible", "No answer", "Yes I'm coming", "Not possible"),
        strict=True,
    )
)


def found_in(text: str, **choices: Any) -> dict[str, list[str]]:
    """{code of an issue: the cells or rows it asks about} of a list."""
    told: dict[str, list[str]] = {}
    for issue in read_attendance(text.encode(), "attendance.csv", today=TODAY, choices=Choices(**choices)).issues:
        told.setdefault(issue.code, []).append(issue.asks)
    return told


@pytest.mark.parametrize(
    ("heading", "answers"),
    [
        ("Attending", ("Yes I'm coming", "Not possible", "No answer")),
        ("Reply", ("Sure", "Sorry", "Didn’t reply")),
        ("คำตอบ", ("มาได้", "ไม่สะดวก", "ยังไม่ตอบ")),
        ("Respuesta", ("Con gusto", "No puedo", "Sin respuesta")),
    ],
)
def test_answers_nobody_knows_are_asked_about_below_a_word_for_replies(heading: str, answers: tuple[str, str, str]) -> None:
    text = ANSWERS.replace("Attending", heading)
    for written, answer in zip(("Yes I'm coming", "Not possible", "No answer"), answers, strict=True):
        text = text.replace(written, answer)

    told = found_in(text)

    assert "who_came_column" in told
    assert "who_came_column" in found_in(f"Attendance\n\n{text}")
    assert told["unknown_mark"] == [answers[0], answers[1], answers[2], answers[0], answers[1]]


def test_the_day_is_not_asked_where_the_rows_have_one_and_all_of_them_wait() -> None:
    assert "no_date" not in found_in(ANSWERS)


def test_attending_is_no_absence_where_a_person_says_that_the_column_is_of_who_came() -> None:
    text = ANSWERS.replace("Yes I'm coming", "Attending")

    assert found_in(text, columns={2: "attended"})["unknown_mark"] == [
        "Attending",
        "Not possible",
        "No answer",
        "Attending",
        "Not possible",
    ]


@pytest.mark.parametrize("words", [("Meat", "Fish", "No meat"), ("A", "B", "C"), ("Member", "Non-member", "Not stated")])
def test_other_words_beside_the_names_ask_nothing(words: tuple[str, str, str]) -> None:
    text = ANSWERS.replace("Attending", "Kind")
    for written, word in zip(("Yes I'm coming", "Not possible", "No answer"), words, strict=True):
        text = text.replace(written, word)

    assert found_in(text) == {}
