"""What was decided once about a file or a name is not asked again, and never applied to another file without a word."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from coalition.database import reading, writing
from coalition.imports.attendance.questions import choices_answered, reading_questions
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers, Plan
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices
from coalition.imports.saved_answers import as_decision, choices_of
from coalition.imports.undo import undo
from coalition.models import Meeting, Setting
from coalition.models.ledger import HOW_IT_IS_READ
from coalition.views.import_data.uploads import Upload
from tests.builders import FEBRUARY, Row, attendance_file, bring, plan_file, plan_of
from tests.builders import answers as told
from tests.support.importing import NOW, TODAY, cases, keep, services, sheet
from tests.support.workbooks import workbook_of

HEAD = ("organization", "service_type", "area", "province")
LIST = sheet(HEAD, ("River House", "Shelterr for women", "Mae Fah Luang Town", "Chiang Rai"))
HELP, AREA = "service_type:shelterr for women", "area:mae fah luang town/chiang rai"


def keys(plan: Plan) -> dict[str, str]:
    """{key: the first option} of the questions about names."""
    return {q.key: q.options[0].value for q in plan.questions if q.key != "full_list"}


def answered(engine: Engine) -> dict[str, str]:
    """The list of services kept with answers that are not the safe ones."""
    asked = services(engine, LIST).questions
    chosen = {q.key: next(o.value for o in q.options if o.value.startswith("map:")) for q in asked if q.key != "full_list"}
    with reading(engine) as session:
        plan = plan_file(
            session,
            LIST,
            "services.csv",
            today=TODAY,
            answers=Answers(chosen | {"full_list": "no"}),
            choices=Choices(date=TODAY),
        )
    commit(engine, plan, now=NOW)
    return chosen


def test_the_same_services_with_answered_questions_twice_change_nothing_and_ask_nothing(engine: Engine) -> None:
    chosen = answered(engine)
    assert len(chosen) == 2
    again = services(engine, LIST)
    assert (again.counts(), again.changes_anything(), keys(again)) == ({"unchanged": 1}, False, {})


def test_another_file_is_offered_the_earlier_answer_first_and_is_asked_all_the_same(engine: Engine) -> None:
    chosen = answered(engine)
    later = services(engine, LIST + b"Hill Clinic,A1,TH57,\n")
    assert keys(later) == chosen
    assert all(q.options[0].label.endswith("(as decided before)") for q in later.questions if q.key != "full_list")


def test_what_was_decided_about_a_file_that_was_undone_is_forgotten(engine: Engine) -> None:
    chosen = answered(engine)
    undo(engine, 1, now=NOW)
    assert set(keys(services(engine, LIST))) == set(chosen)
    assert keys(services(engine, LIST)) != chosen


def test_refused_rows_are_asked_about_again_with_the_earlier_answer_first(engine: Engine) -> None:
    data = LIST + b"Hill Clinic,A1,TH57,\n"
    key = next(iter(k for k in keys(services(engine, data)) if k.startswith("area:")))
    keep(engine, services(engine, data, **{key: "refuse"}))
    again = services(engine, data)
    assert keys(again)[key] == "refuse"
    assert again.counts() == {"refused": 1, "unchanged": 1}


def test_the_order_of_day_and_month_of_the_same_bytes_is_asked_once(engine: Engine) -> None:
    data = sheet((*HEAD, "reported_on"), ("River House", "A1", "TH57", "", "03/04/2026"))
    assert services(engine, data).counts() == {"waiting for an answer": 1}
    keep(engine, services(engine, data, date_order="MDY"))
    assert services(engine, data).counts() == {"unchanged": 1}
    shared = sheet(("opened_on", "area", "need"), ("03/04/2026", "TH57", "A2"))
    keep(engine, cases(engine, shared, date_order="MDY"))
    assert cases(engine, shared).counts() == {"unchanged": 1}


@pytest.mark.parametrize("order", ["DMY", "MDY"])
def test_the_order_of_an_attendance_list_is_asked_once(sqlite_engine: Engine, order: str) -> None:
    data = b"Date,Name,Organization\n03/04/2026,Ann Lee,Lanna House\n05/06/2026,Bo Chan,River Office\n"

    def planned(answers: Answers) -> Plan:
        with reading(sqlite_engine) as session:
            choices = None if not answers.by_question else Choices(date_order=order)
            return plan_file(session, data, "list.csv", today=date(2026, 11, 25), answers=answers, choices=choices)

    assert [q.key for q in planned(Answers()).questions] == ["date_order"]
    commit(sqlite_engine, planned(Answers({"date_order": order})), now=datetime(2026, 11, 25, tzinfo=UTC))
    again = planned(Answers())
    assert (again.counts(), again.questions, again.changes_anything()) == ({"unchanged": 2}, [], False)


def test_two_organizations_that_are_two_are_not_asked_about_the_other_way_round(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="Hill Light")))
    other = attendance_file(Row(organization="Hill Lights", on=FEBRUARY), file="february.csv")
    (question,) = plan_of(engine, other).questions
    bring(engine, other, told({question.key: "separate"}))
    undo(engine, 1, now=NOW)
    third = attendance_file(Row(organization="Hill Light", on=FEBRUARY, title="Another"), file="third.csv")
    assert plan_of(engine, third).questions == []


UNDATED = b"Name,Organization\nAnn Lee,Lanna House\nBo Chan,River Office\n"


def planned_with(engine: Engine, data: bytes, choices: Choices | None = None, told: dict[str, str] | None = None) -> Plan:
    with reading(engine) as session:
        answers = Answers(told or {})
        return plan_file(session, data, "list.csv", today=date(2026, 11, 25), choices=choices, answers=answers)


def test_the_date_given_by_hand_is_not_asked_for_again(engine: Engine) -> None:
    assert [q.key for q in planned_with(engine, UNDATED).questions] == ["did_they_come", "no_date"]
    commit(engine, planned_with(engine, UNDATED, Choices(date=date(2026, 5, 14))), now=NOW)
    again = planned_with(engine, UNDATED)
    assert (again.questions, again.counts(), again.changes_anything()) == ([], {"unchanged": 2}, False)
    other_day = planned_with(engine, UNDATED, Choices(date=date(2026, 5, 15)))
    assert [q.code for q in other_day.questions] == ["same_list"], "a date chosen now goes before the one remembered"
    moved = planned_with(engine, UNDATED, Choices(date=date(2026, 5, 15)), {other_day.questions[0].key: "same"})
    assert moved.totals() == {"meetings changed": 1}
    another = planned_with(engine, UNDATED, Choices(date=date(2026, 5, 15)), {other_day.questions[0].key: "new"})
    assert another.totals()["meetings"] == 1


def test_the_year_of_days_without_one_is_asked_once_and_no_year_that_is_still_to_come_is_offered(engine: Engine) -> None:
    data = b"Name,Organization,10 Sep,8 Oct,10 Dec\nAnn Lee,Lanna House,x,,x\nBo Chan,River Office,x,x,\n"
    [asked] = planned_with(engine, data).questions
    assert (asked.code, asked.holds_rows, set(asked.lines)) == ("which_year", True, {2, 3})
    assert (asked.options[0].value, asked.options[0].label) == ("2025", "2025-09-10 – 2025-12-10")
    commit(engine, planned_with(engine, data, Choices(year=2024)), now=NOW)
    with reading(engine) as session:
        assert sorted(session.scalars(select(Meeting.held_on))) == [date(2024, 9, 10), date(2024, 10, 8), date(2024, 12, 10)]
    assert planned_with(engine, data).questions == []


def test_the_year_of_one_sheet_is_not_that_of_another(sqlite_engine: Engine) -> None:
    rows = {name: (("Name", "Organization", *days), ("Ann Lee", "Lanna House", "x", "x"), ("Bo Chan", "River Office", "x", ""))
            for name, days in (("North", ("10 Sep", "8 Oct")), ("South", ("9 Apr", "14 May")))}  # fmt: skip
    data = workbook_of(rows)
    commit(sqlite_engine, planned_with(sqlite_engine, data, Choices(sheet="North", year=2024)), now=NOW)
    assert planned_with(sqlite_engine, data, Choices(sheet="North")).questions == []
    assert [q.code for q in planned_with(sqlite_engine, data, Choices(sheet="South")).questions] == ["which_year"]
    upload = Upload("book.xlsx", "0" * 64, data, Choices(sheet="North", year=2024), Answers({"which_year": "2024"}))
    upload.choose(sheet="South")
    assert (upload.choices.sheet, upload.choices.year, upload.answers.by_question) == ("South", None, {})


@pytest.mark.parametrize(("said", "there"), [("attended", {"attendances": 1, "absences": 1}), ("ignore", {"attendances": 2})])
def test_whether_a_column_without_a_header_says_who_came_is_asked_and_nobody_is_stored_before(
    engine: Engine, said: str, there: dict[str, int]
) -> None:
    data = b"Coalition meeting 14 May 2026,,\nName,Organization,\nAnn Lee,Lanna House,Yes\nBo Chan,River Office,No\n"
    plan = planned_with(engine, data)
    [asked] = plan.questions
    assert (asked.key, asked.code, asked.lines, plan.changes_anything()) == ("column:2", "who_came_column", (3, 4), False)
    chosen = Choices(**choices_answered(Choices(), asked, said))
    answered = planned_with(engine, data, chosen, {asked.key: said})
    assert {name: n for name, n in answered.totals().items() if name in {"attendances", "absences"} and n} == there
    commit(engine, answered, now=NOW)
    assert (planned_with(engine, data).questions, planned_with(engine, data).changes_anything()) == ([], False)


def test_of_another_kind_of_list_nothing_is_stored_whatever_its_column_says(engine: Engine) -> None:
    data = b"Date,Name,Reply\n14/05/2026,Ann Lee,Coming\n14/05/2026,Bo Chan,Not possible\n14/05/2026,Cy Diaz,Coming\n"
    asked = planned_with(engine, data).questions[0]
    said = asked.options[-1].value

    plan = planned_with(engine, data, Choices(**choices_answered(Choices(), asked, said)), {asked.key: said})

    assert (asked.code, plan.questions, plan.changes_anything()) == ("who_came_column", [asked], False)
    assert plan.refused == "This does not look like an attendance list. Somebody said that it is another kind of list."


@pytest.mark.parametrize("times", ["", "Timestamp,"], ids=["list", "form"])
def test_which_of_its_meetings_a_file_without_days_is_read_for_is_asked_each_time(engine: Engine, times: str) -> None:
    sent = ["2026/03/14 9:15:00," if times else "", "2026/03/18 9:15:00," if times else ""]
    people = f"{sent[0]}Ann Lee,Lanna House,x,x\n{sent[1]}Bo Chan,River Office,,x\n"
    rows = f"{times}Name,Organization,May meeting,June meeting\n{people}"
    [asked] = planned_with(engine, rows.encode()).questions
    assert (asked.code, [option.label for option in asked.options]) == ("which_meeting", ["May meeting", "June meeting"])
    chosen = Choices(**choices_answered(Choices(), asked, asked.options[0].value), date=date(2026, 5, 14))
    plan = planned_with(engine, rows.encode(), chosen)
    assert {name: n for name, n in plan.totals().items() if name in {"attendances", "absences"}} == {
        "attendances": 1,
        "absences": 1,
    }
    commit(engine, plan, now=NOW)
    again = planned_with(engine, rows.encode())
    assert ([question.code for question in again.questions], again.changes_anything()) == (["which_meeting"], False)


@pytest.mark.parametrize(("said", "named"), [("1", "Ana"), ("1+2", "Ana Souza")])
def test_which_column_holds_the_names_is_asked_where_two_could_and_no_header_says_so(said: str, named: str) -> None:
    data = b"14/05/2026 09:02,Ana,Souza\n14/05/2026 09:05,Bruno,Dias\n15/05/2026 09:05,Bruno,Dias\n"
    asked = read_attendance(data, "attendance.csv", today=NOW.date())
    [question] = reading_questions(asked)
    assert ([option.value for option in question.options], len(asked.entries)) == (["1", "2", "1+2"], 0)
    chosen = Choices(**choices_answered(Choices(), question, said))
    answered = read_attendance(data, "attendance.csv", choices=chosen, today=NOW.date())
    assert (answered.entries.name[0], len(answered.entries), reading_questions(answered)) == (named, 3, [])


@pytest.mark.parametrize(
    ("text", "said", "named"),
    [
        (
            "Ann Lee,2026-05-14 09:00,Yes,No\nBo Chan,2026-05-14 09:01,No,Yes\nEva Moss,2026-05-14 09:02,Yes,Yes\n",
            "0",
            "Ann Lee",
        ),
        ("Ann,Lee,Red Cross,PRESENT\nBo,Chan,IOM,ABSENT\nEva,Moss,Care,PRESENT\n", "0+1", "Ann Lee"),
        ("Ann,Lee,Jo Klein,PRESENT\nBo,Chan,Al Hassan,ABSENT\nEva,Moss,Dao Jaidee,PRESENT\n", "0+1", "Ann Lee"),
    ],
    ids=["two_marks", "halves", "supervisors"],
)
def test_no_row_heads_a_list_without_a_header_once_its_names_are_pointed_out(text: str, said: str, named: str) -> None:
    name = "attendance 2026-05-14.csv"
    [question] = reading_questions(read_attendance(text.encode(), name, today=NOW.date()))
    chosen = Choices(**choices_answered(Choices(), question, said))
    answered = read_attendance(text.encode(), name, choices=chosen, today=NOW.date())
    assert (answered.entries.name[0], answered.entries.state[:2]) == (named, ["present", "absent"])
    assert len(answered.entries) == 3


@pytest.mark.parametrize(("said", "day"), [("written", 12), ("thailand", 13)])
def test_a_day_in_utc_that_is_another_in_thailand_is_asked(said: str, day: int) -> None:
    data = b"Name,Joined at\nAnn Lee,2026-05-12T22:46:40Z\nBo Chan,2026-05-12T22:50:00Z\n"
    [question] = reading_questions(read_attendance(data, "attendance.csv", today=NOW.date()))
    answered = read_attendance(
        data, "attendance.csv", choices=Choices(**choices_answered(Choices(), question, said)), today=NOW.date()
    )
    assert ([meeting.on for meeting in answered.meetings], reading_questions(answered)) == ([date(2026, 5, day)], [])


@pytest.mark.parametrize(("country", "day", "told"), [("TH", 13, "which_zone"), ("KE", 12, "utc_kept")])
def test_in_another_country_a_time_in_utc_is_left_as_it_is_and_told(engine: Engine, country: str, day: int, told: str) -> None:
    with writing(engine) as session:
        session.add(Setting(key="country", value=country))
    with reading(engine) as session:
        data = b"Name,Joined at,Left at\nAnn Lee,2026-05-12T17:46:40Z,2026-05-12T18:46:40Z\n"
        read = plan_and_reading(session, data, "attendance.csv", today=NOW.date())[1]
    assert read is not None
    assert [meeting.on for meeting in read.meetings] == [date(2026, 5, day)]
    assert [found.code for found in read.issues] == [told]


def test_columns_corrected_by_hand_stay_corrected_for_the_same_file(engine: Engine) -> None:
    data = b"Date,Name,Office\n2026-05-14,Ann Lee,Lanna House\n2026-05-14,Bo Chan,River Office\n"
    commit(engine, planned_with(engine, data, Choices(columns={2: "place"})), now=NOW)
    assert planned_with(engine, data).changes_anything() is False
    changed = planned_with(engine, data, Choices(columns={2: "organization"}))
    assert changed.changes_anything(), "what is chosen now goes before what is remembered"


def test_how_a_file_is_read_survives_being_kept() -> None:
    chosen = Choices(header_line=3, columns={1: "name", 4: "ignore"}, date=date(2026, 5, 14), encoding="cp874")
    assert choices_of(as_decision(chosen)[HOW_IT_IS_READ]) == chosen
    assert as_decision(Choices()) == {}


_UNREADABLE = ["", "{", "[]", '{"date": "soon"}', '{"columns": {"a": 1}}', '{"color": "red"}', '{"date_order": ["DMY"]}', "7"]


@pytest.mark.parametrize("text", _UNREADABLE)
def test_a_kept_way_of_reading_that_cannot_be_read_is_as_if_nothing_was_chosen(text: str) -> None:
    assert choices_of(text) == Choices()
