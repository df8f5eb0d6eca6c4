"""A new name that may be of somebody who is known: asked at import, never a second person in silence, never one in silence."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.plan import Answers, Fate
from coalition.imports.undo import undo
from coalition.models import Attendance, Person, PersonAlias
from tests.builders import NOW, Row, attendance_file, bring, plan_of

FIRST, NEXT = date(2026, 10, 8), date(2026, 11, 12)
PHONE, OTHER = "081-555-0171", "081-555-0172"


def somebody(name: str, phone: str | None = None, on: date = NEXT, **told: str) -> Row:
    return Row(name, "Hope House", on=on, phone=phone, **told)


def known(engine: Engine) -> None:
    bring(
        engine, attendance_file(somebody("Wichai Sukjai", PHONE, FIRST), somebody("Duangjai Kaew", OTHER, FIRST), file="a.csv")
    )


def asked(plan: AttendancePlan) -> list[tuple[str, ...]]:
    return [question.about for question in plan.questions if question.code == "same_person"]


def came(plan: AttendancePlan) -> int:
    seen = plan.seen()
    assert seen is not None
    return seen.people


def names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.scalars(select(col(Person.name))))


@pytest.mark.both_engines
@pytest.mark.parametrize("name", ["Wichay Sukjay", "Vichai Sookjai", "วิชัย สุขใจ", "W. Sukjai"])
def test_the_same_telephone_under_a_name_that_is_alike_or_in_another_script_is_asked(engine: Engine, name: str) -> None:
    known(engine)
    listed = attendance_file(somebody(name, "+66 81 555 0171"), file="b.csv")
    plan = plan_of(engine, listed)
    assert asked(plan) == [(name, "Wichai Sukjai")]
    (question,) = plan.questions
    assert name.casefold() not in question.key
    bring(engine, listed, Answers({question.key: question.options[1].value}))
    assert names(engine) == ["Duangjai Kaew", "Wichai Sukjai"]
    with reading(engine) as session:
        assert session.scalars(select(col(PersonAlias.name))).all() == [name]
        assert len(session.scalars(select(Attendance).where(col(Attendance.person_id) == 1)).all()) == 2
    again = plan_of(engine, attendance_file(somebody(name, "+66 81 555 0171", date(2026, 11, 20)), file="c.csv"))
    assert (again.questions, again.numbers()["people"], again.numbers()["other names"]) == ([], 0, 0)


def test_an_answer_that_they_are_two_makes_two(sqlite_engine: Engine) -> None:
    known(sqlite_engine)
    listed = attendance_file(somebody("Wichay Sukjay", PHONE), file="b.csv")
    (question,) = plan_of(sqlite_engine, listed).questions
    assert plan_of(sqlite_engine, listed).open == {question.key}
    bring(sqlite_engine, listed, Answers({question.key: "separate"}))
    assert names(sqlite_engine) == ["Duangjai Kaew", "Wichai Sukjai", "Wichay Sukjay"]


def test_colleagues_who_share_a_telephone_are_not_asked_about(sqlite_engine: Engine) -> None:
    known(sqlite_engine)
    plan = plan_of(sqlite_engine, attendance_file(somebody("Malee Thong", PHONE), somebody("Peter Brown", PHONE)))
    assert asked(plan) == []


def test_two_spellings_in_one_list_are_asked_and_become_one(sqlite_engine: Engine) -> None:
    first, second = somebody("Anucha Wongdee", email="a@x.example"), somebody("Anucha Wongdi", PHONE, email="a@x.example")
    listed = attendance_file(first, second)
    plan = plan_of(sqlite_engine, listed)
    (question,) = plan.questions
    assert (asked(plan), question.lines) == ([("Anucha Wongdi", "Anucha Wongdee")], (3,))
    answered = Answers({question.key: question.options[1].value})
    assert [row.fate for row in plan_of(sqlite_engine, listed, answered).rows()] == [Fate.NEW, Fate.MERGED]
    bring(sqlite_engine, listed, answered)
    assert names(sqlite_engine) == ["Anucha Wongdee"]


def test_a_spelling_that_is_corrected_in_a_newer_list_is_asked_about(sqlite_engine: Engine) -> None:
    others = [somebody(name, on=FIRST) for name in ("Duangjai Kaew", "Malee Thong", "Peter Brown")]
    bring(sqlite_engine, attendance_file(somebody("Wichai Sukjai", on=FIRST), *others, file="list.csv"))
    newer = attendance_file(somebody("Wichay Sukjay", on=FIRST), *others, file="list.csv")
    plan = plan_of(sqlite_engine, newer)
    assert (asked(plan), plan.counts()[Fate.GONE]) == ([("Wichay Sukjay", "Wichai Sukjai")], 1)
    assert came(plan) == 5, "the one who is not in the list stays until somebody ticks the row"
    ticked = Answers(remove=frozenset(row.key for row in plan.rows() if row.key))
    assert came(plan_of(sqlite_engine, newer, ticked)) == 4
    same = plan_of(sqlite_engine, newer, Answers({plan.questions[0].key: plan.questions[0].options[1].value}))
    assert (same.numbers()["people"], Fate.GONE.value in same.counts(), came(same)) == (0, False, 4)


@pytest.mark.both_engines
def test_who_is_told_in_two_scripts_is_known_under_both(engine: Engine) -> None:
    known(engine)
    both = [somebody("วิชัย สุขใจ", also="Wichai Sukjai"), somebody("สมบัติ ทองดี", also="Sombat Thongdee")]
    done = bring(engine, attendance_file(*both, file="b.csv"))
    assert names(engine) == ["Duangjai Kaew", "Wichai Sukjai", "สมบัติ ทองดี"]
    later = [somebody("Sombat Thongdee", on=date(2026, 11, 20)), somebody("วิชัย สุขใจ", on=date(2026, 11, 20))]
    assert plan_of(engine, attendance_file(*later, file="c.csv")).numbers()["people"] == 0
    undo(engine, done.batch_id, now=NOW)
    with reading(engine) as session:
        assert session.scalars(select(PersonAlias)).all() == []


def test_who_comes_for_another_organization_with_the_same_telephone_is_asked_about_once(sqlite_engine: Engine) -> None:
    known(sqlite_engine)
    elsewhere = [Row("Wichai Sukjai", "River Care", on=on, phone=PHONE) for on in (NEXT, date(2026, 11, 20))]
    first, second = (attendance_file(row, file=f"{row.on}.csv") for row in elsewhere)
    question = next(one for one in plan_of(sqlite_engine, first).questions if one.code == "same_person")
    bring(sqlite_engine, first, Answers({question.key: question.options[1].value}))
    assert names(sqlite_engine) == ["Duangjai Kaew", "Wichai Sukjai"]
    assert asked(plan_of(sqlite_engine, second)) == []


def test_a_name_in_another_script_that_is_known_at_another_organization_is_asked_about(sqlite_engine: Engine) -> None:
    known(sqlite_engine)
    listed = attendance_file(Row("วิชัย สุขใจ", "บ้านหวัง", on=NEXT, also="Wichai Sukjai"), file="b.csv")
    plan = plan_of(sqlite_engine, listed)
    assert asked(plan) == [("วิชัย สุขใจ", "Wichai Sukjai")]
    bring(sqlite_engine, listed, Answers({plan.questions[0].key: plan.questions[0].options[1].value}))
    assert names(sqlite_engine) == ["Duangjai Kaew", "Wichai Sukjai"]
