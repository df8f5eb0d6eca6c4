"""The same evening from two programs, and a list that comes again with another title or day: asked, so nobody counts twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import SQLModel

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.commit import commit
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Reading
from coalition.imports.undo import undo
from tests.builders import (
    FEBRUARY,
    JANUARY,
    NOW,
    TODAY,
    Row,
    answers,
    attendance_file,
    bring,
    plan_file,
    plan_of,
    stored,
    story,
)
from tests.support.examples import examples

ZOOM = b"""Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
812 3456 7890,Coalition monthly,03/14/2026 06:25:00 PM,03/14/2026 08:00:00 PM,host@hope.example,125,3,
,
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Ann Lee,ann@hope.example,03/14/2026 06:25:10 PM,03/14/2026 08:00:00 PM,95,No
Malee Sukjai,malee@river.example,03/14/2026 06:31:00 PM,03/14/2026 08:00:00 PM,89,Yes
Bo Chan (River Office),bo@river.example,03/14/2026 06:32:00 PM,03/14/2026 08:00:00 PM,88,Yes
"""
BY_HAND = b"""Monthly coordination meeting
Date: 14 March 2026
Time: 18:30

Name,Organization,Attended
Ann Lee,Hope House,yes
Malee Sukjai,River Office,yes
Bo Chan,River Office,yes
Cy Do,Hope House,yes
"""
FILES = {"zoom.csv": ZOOM, "by hand.csv": BY_HAND}
CREW = (Row("Ann Lee"), Row("Bo Chan", "River Office"), Row("Cy Do"))


def planned(engine: Engine, name: str, told: Answers | None = None) -> Plan:
    with reading(engine) as session:
        return plan_file(session, FILES[name], name, today=TODAY, answers=told)


def crew(title: str | None = "Plenary", on: date = JANUARY, file: str = "list.csv", rows: Sequence[Row] = CREW) -> Reading:
    return attendance_file(*(replace(row, title=title, on=on) for row in rows), file=file)


def key_of(plan: Plan) -> str:
    (question,) = plan.questions
    assert question.holds_rows
    assert question.options[0].value == "wait"
    return question.key


def times_there(engine: Engine) -> Counter[str | None]:
    return Counter(person[0] for _, person, *_ in story(engine)["attendance"] if person)


@pytest.mark.both_engines
@pytest.mark.parametrize("order", [("zoom.csv", "by hand.csv"), ("by hand.csv", "zoom.csv")])
def test_the_export_of_the_call_and_the_list_of_the_same_evening_double_nobody(engine: Engine, order: tuple[str, str]) -> None:
    first, second = order
    commit(engine, planned(engine, first), now=NOW)
    before = stored(engine)
    plan = planned(engine, second)
    assert set(plan.counts()) == {"waiting for an answer"}
    assert plan.questions[0].lines == tuple(line for row in plan.rows() for line in row.lines)
    kept = commit(engine, planned(engine, second, answers({key_of(plan): "same"})), now=NOW)
    assert len(story(engine)["meeting"]) == 1
    assert times_there(engine) == Counter(["Ann Lee", "Malee Sukjai", "Bo Chan", "Cy Do"])
    assert [meeting[1] for meeting in story(engine)["meeting"]] == [
        "Coalition monthly" if first == "zoom.csv" else "Monthly coordination meeting"
    ]
    for name in order:
        again = planned(engine, name)
        assert (again.questions, again.changes_anything()) == ([], False), "the same bytes are not asked again"
    undo(engine, kept.batch_id or 0, now=NOW)
    assert stored(engine) == before


@pytest.mark.both_engines
def test_a_corrected_title_is_a_change_of_the_meeting_and_of_nothing_else(engine: Engine) -> None:
    bring(engine, crew())
    before = stored(engine)
    file = crew("Plenary of the north")
    key = key_of(plan_of(engine, file))
    plan = plan_of(engine, file, answers({key: "corrected"}))
    assert (plan.counts(), plan.totals()) == ({"unchanged": 3}, {"meetings changed": 1})
    batch = bring(engine, file, answers({key: "corrected"})).batch_id
    assert [meeting[1] for meeting in story(engine)["meeting"]] == ["Plenary of the north"]
    assert not plan_of(engine, file).changes_anything()
    old = plan_of(engine, crew())
    assert (old.questions, old.changes_anything()) == ([], False), "the earlier version takes nothing back by itself"
    undo(engine, batch or 0, now=NOW)
    assert stored(engine) == before


@pytest.mark.both_engines
def test_a_corrected_day_moves_the_meeting_and_doubles_nobody(engine: Engine) -> None:
    bring(engine, crew())
    before = stored(engine)
    file = crew(on=date(2026, 1, 8), file="list (1).csv")
    plan = plan_of(engine, file)
    assert (plan.counts(), plan.questions[0].code) == ({"waiting for an answer": 3}, "same_list")
    told = answers({key_of(plan): "same"})
    assert plan_of(engine, file, told).totals() == {"meetings changed": 1}
    batch = bring(engine, file, told).batch_id
    assert [meeting[0] for meeting in story(engine)["meeting"]] == [date(2026, 1, 8)]
    assert not plan_of(engine, file).changes_anything()
    old = plan_of(engine, crew())
    assert (old.questions, old.changes_anything()) == ([], False)
    undo(engine, batch or 0, now=NOW)
    assert stored(engine) == before


def test_the_next_meeting_under_the_same_file_name_is_new_where_anything_in_the_list_differs(engine: Engine) -> None:
    bring(engine, crew())
    other = (*CREW[:2], replace(CREW[2], state="absent"))
    assert plan_of(engine, crew(on=FEBRUARY, rows=other)).totals()["meetings"] == 1
    assert plan_of(engine, crew(on=FEBRUARY, file="february.csv")).totals()["meetings"] == 1
    both = attendance_file(*(replace(row, title="Plenary", on=on) for on in (JANUARY, FEBRUARY) for row in CREW))
    assert plan_of(engine, both).counts() == {"new": 3, "unchanged": 3}, "the file has the stored day too"


def test_the_same_list_of_another_day_may_be_a_new_meeting(engine: Engine) -> None:
    bring(engine, crew())
    file = crew(on=FEBRUARY)
    told = answers({key_of(plan_of(engine, file)): "new"})
    assert bring(engine, file, told).totals == {"meetings": 1, "attendances": 3}
    assert plan_of(engine, file).questions == []


@pytest.mark.both_engines
def test_two_meetings_of_a_day_with_few_people_in_common_are_two_without_asking(engine: Engine) -> None:
    bring(engine, crew())
    others = (CREW[0], *(Row(name) for name in ("Di Ek", "Ed Fay", "Fay Go")))
    group = attendance_file(*(replace(row, title="Shelter group") for row in others), file="group.csv")
    assert plan_of(engine, group).questions == []
    bring(engine, attendance_file(*(replace(row, title="Plenary", start="09:00") for row in CREW)))
    late = attendance_file(*(replace(row, title="Evening", start="18:00") for row in CREW), file="evening.csv")
    assert key_of(plan_of(engine, late)), "hours are wrong as often as titles"


def test_who_is_only_listed_as_absent_makes_no_meeting_alike(engine: Engine) -> None:
    absent = [replace(row, state="absent") for row in CREW]
    bring(engine, crew(rows=[*absent, Row("Di Ek")]))
    assert plan_of(engine, crew("Shelter group", file="group.csv", rows=[*absent, Row("Ed Fay")])).questions == []


def year(title: str, file: str) -> Reading:
    days = [date(2026, month, 7) for month in range(1, 11)]
    return attendance_file(*(replace(row, title=title, on=on) for on in days for row in CREW), file=file)


@pytest.mark.both_engines
def test_alike_evenings_are_one_question_and_the_answer_is_remembered_for_the_next_file(engine: Engine) -> None:
    bring(engine, year("Coalition monthly", "calls.csv"))
    lists = year("Monthly meeting", "lists.csv")
    plan = plan_of(engine, lists)
    (question,) = plan.questions
    assert (len(question.lines), plan.counts()) == (30, {"waiting for an answer": 30})
    told = answers({question.key: "same"})
    assert plan_of(engine, lists, told).counts() == {"unchanged": 30}
    more = attendance_file(*(replace(row, title="Monthly meeting", on=date(2026, 1, 7)) for row in (*CREW, Row("Di Ek"))))
    assert bring(engine, more, told).totals == {"people": 1, "attendances": 1}
    (again,) = plan_of(engine, lists).questions
    assert [option.value for option in again.options][:2] == ["same", "wait"]
    assert again.options[0].label == "The same meeting (as decided before)"


NAMES = ("Ann Lee", "Bo Chan", "Cy Do", "Di Ek", "Ed Fay", "Fay Go")
lists = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True)


def _clear(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=lists, other=lists, titles=st.sampled_from([("A", "B"), ("A", None), (None, None), ("A", "A")]))
def test_whatever_two_files_of_one_day_list_most_of_them_count_twice_only_after_an_answer(
    sqlite_engine: Engine, one: list[str], other: list[str], titles: tuple[str | None, str | None]
) -> None:
    _clear(sqlite_engine)
    bring(sqlite_engine, attendance_file(*(Row(name, title=titles[0]) for name in one), file="one.csv"))
    file = attendance_file(*(Row(name, title=titles[1]) for name in other), file="other.csv")
    plan = plan_of(sqlite_engine, file)
    bring(sqlite_engine, file)
    twice = [name for name, times in times_there(sqlite_engine).items() if times > 1]
    assert 2 * len(twice) < min(len(one), len(other)) or not twice
    for question in plan.questions:
        assert_each_answer_holds(sqlite_engine, file, question.key, set(one) | set(other))


def assert_each_answer_holds(engine: Engine, file: Reading, key: str, everybody: set[str]) -> None:
    before = stored(engine)
    for answer, meetings in (("same", 1), ("corrected", 1), ("new", 2)):
        plan: AttendancePlan = plan_of(engine, file, answers({key: answer}))
        done = bring(engine, file, answers({key: answer}))
        assert len(stored(engine)["meeting"]) == meetings
        if meetings == 1:
            assert times_there(engine) == Counter(everybody)
        assert sum(n for fate, n in plan.counts().items() if fate != "no longer there") == len(file.entries)
        if done.batch_id is not None:
            assert not plan_of(engine, file).changes_anything()
            undo(engine, done.batch_id, now=NOW)
        assert stored(engine) == before


@pytest.mark.both_engines
def test_a_list_that_shares_nobody_with_the_stored_meeting_of_its_day_is_asked_about(engine: Engine) -> None:
    """Two sheets of one evening, or two meetings of one day: nothing tells."""
    bring(engine, attendance_file(*(replace(row, title="Coalition meeting") for row in CREW)))
    others = attendance_file(*(Row(name, "Elsewhere") for name in ("Di Eng", "Ed Fox", "Flo Gray")), file="other.csv")
    (question,) = [one for one in plan_of(engine, others).questions if one.code == "other_people"]
    assert question.text.startswith("Nobody on the list of 'other.csv'")  # it has no title
    same = plan_of(engine, others, answers({question.key: "same"}))
    new = plan_of(engine, others, answers({question.key: "new"}))
    assert ("meetings" in same.totals(), new.totals()["meetings"]) == (False, 1)
    few = attendance_file(Row("Di Eng", "Elsewhere"), file="few.csv")
    assert not [one for one in plan_of(engine, few).questions if one.code == "other_people"]
