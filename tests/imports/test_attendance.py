"""What one attendance file does to what is stored."""

from datetime import date

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from coalition.database import writing
from coalition.imports.issues import issue
from coalition.imports.plan import Fate
from coalition.models import Organization, Person
from tests.builders import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NOW,
    Row,
    answers,
    attendance_file,
    bring,
    plan_of,
    stored,
    story,
)

ANN = Row()
BEN = Row("Ben Cho", "River Care")


def test_a_first_file_brings_its_meeting_its_people_and_their_organizations(engine: Engine) -> None:
    file = attendance_file(
        ANN, Row("Ben Cho", "River Care", state="absent", minutes=0), Row(None, "Forest Police", sector="ตำรวจ")
    )
    plan = plan_of(engine, file)
    assert plan.counts() == {"new": 3}
    assert plan.totals() == {
        "meetings": 1,
        "organizations": 3,
        "people": 2,
        "attendances": 2,
        "absences": 1,
        "new member organizations": 3,
    }
    assert bring(engine, file).totals == plan.totals()
    told = story(engine)
    assert told["organization"] == [("Forest Police", "police"), ("Hope House", None), ("River Care", None)]
    meeting = (JANUARY, None, None, None)
    assert told["attendance"] == [
        (meeting, ("Ann Lee", "Hope House", None, None, None), "Hope House", "present", None),
        (meeting, ("Ben Cho", "River Care", None, None, None), "River Care", "absent", 0),
        (meeting, None, "Forest Police", "present", None),
    ]
    assert told["membership"] == [(name, JANUARY, None) for name in ("Forest Police", "Hope House", "River Care")]
    first = stored(engine)["attendance"][0]
    assert (first["line"], first["name_as_written"], first["organization_as_written"]) == (2, "Ann Lee", "Hope House")


def test_the_same_file_twice_changes_nothing_and_makes_no_second_batch(engine: Engine) -> None:
    file = attendance_file(ANN, BEN, Row(None, "Forest Police"), Row("Ann Lee", None, FEBRUARY, email="ann@hope.example"))
    assert bring(engine, file).batch_id is not None
    before = stored(engine)
    plan = plan_of(engine, file)
    assert (plan.counts(), plan.totals(), plan.changes_anything()) == ({"unchanged": 4}, {}, False)
    assert bring(engine, file).batch_id is None
    assert stored(engine) == before


def test_every_row_of_the_file_is_shown_with_its_row_number_and_fate(engine: Engine) -> None:
    told = (issue("bad_date", 5, raw=("Dan", "30 Feb"), value="30 Feb"), issue("total", 6), issue("organization_only", 4))
    file = attendance_file(ANN, BEN, Row(None, "Forest Police"), issues=told, blank=2)
    file.entries.lines[0] = (2, 7)
    plan = plan_of(engine, file)
    assert [(row.lines, row.fate) for row in plan.rows()] == [
        ((2,), Fate.NEW), ((3,), Fate.NEW), ((4,), Fate.NEW), ((5,), Fate.REFUSED), ((6,), Fate.NOT_A_PERSON),
        ((7,), Fate.MERGED),
    ]  # fmt: skip
    assert plan.counts() == {"new": 3, "merged": 1, "not a person": 1, "refused": 1, "blank": 2}
    assert plan.rows(3, 4)[0].why == "'30 Feb' is not a real date."
    assert plan.rows(5)[0].why == "the same person as in row 2"


# --- which meeting ----------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
@pytest.mark.parametrize("missing", ["title", "place", "start"])
def test_a_meeting_of_the_same_day_without_a_title_is_the_same_and_learns_it(engine: Engine, missing: str) -> None:
    told = {"title": "Plenary", "place": "Town hall", "start": "09:00"}
    bring(engine, attendance_file(Row(**{**told, missing: None})))  # type: ignore[arg-type]
    file = attendance_file(Row(**{**told, "title": "PLENARY."}), file="again.csv")  # type: ignore[arg-type]
    plan = plan_of(engine, file)
    assert plan.counts() == {"unchanged": 1}
    assert plan.totals() == {"meetings changed": 1}
    bring(engine, file)
    assert [m[1:] for m in story(engine)["meeting"]] == [
        ("Plenary" if missing != "title" else "PLENARY.", "Town hall", "09:00")
    ]


def test_two_meetings_of_one_day_with_different_titles_stay_two(engine: Engine) -> None:
    file = attendance_file(Row(title="Plenary"), Row(title="Shelter group"))
    bring(engine, file)
    assert len(story(engine)["meeting"]) == 2
    assert not plan_of(engine, file).changes_anything()


def test_two_meetings_of_a_file_never_become_one_stored_meeting(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(Row(start="09:00"), Row(start="13:00"), file="both.csv"))
    assert [m[3] for m in story(engine)["meeting"]] == ["09:00", "13:00"]


def test_rows_that_could_be_of_two_meetings_wait_until_somebody_says_which(engine: Engine) -> None:
    bring(engine, attendance_file(Row(title="Plenary"), Row(title="Shelter group")))
    file = attendance_file(BEN, file="untitled.csv")
    plan = plan_of(engine, file)
    question = plan.questions[0]
    assert (question.code, question.holds_rows, question.lines) == ("several_meetings", True, (2,))
    assert [option.label for option in question.options][1:] == ["Plenary", "Shelter group", "A new meeting"]
    assert plan.counts() == {"waiting for an answer": 1}
    assert plan.rows()[0].fate is Fate.WAITING
    assert bring(engine, file).batch_id is None
    chosen = answers({question.key: question.options[1].value})
    assert bring(engine, file, chosen).totals["attendances"] == 1
    assert len(story(engine)["meeting"]) == 2
    again = plan_of(engine, file)
    assert (again.questions, again.counts()) == ([], {"unchanged": 1})


def test_a_new_meeting_can_be_the_answer(engine: Engine) -> None:
    bring(engine, attendance_file(Row(title="Plenary"), Row(title="Shelter group")))
    file = attendance_file(BEN, file="untitled.csv")
    bring(engine, file, answers({plan_of(engine, file).questions[0].key: "new"}))
    assert len(story(engine)["meeting"]) == 3
    assert not plan_of(engine, file).changes_anything()


def test_rows_without_a_date_wait_and_the_others_do_not(engine: Engine) -> None:
    file = attendance_file(Row("Cam", on=None), ANN, flags=("no_date",))
    plan = plan_of(engine, file)
    assert [(q.code, q.holds_rows, q.lines) for q in plan.questions] == [("no_date", True, (2,))]
    assert [(row.lines, row.fate) for row in plan.rows()] == [((2,), Fate.WAITING), ((3,), Fate.NEW)]
    bring(engine, file)
    assert [person[0] for person in story(engine)["person"]] == ["Ann Lee"]


def test_an_undecided_order_of_day_and_month_is_asked_and_day_first_is_the_default(engine: Engine) -> None:
    file = attendance_file(Row(on=date(2026, 2, 4)), flags=("ambiguous_date_order",))
    plan = plan_of(engine, file)
    assert [option.value for option in plan.questions[0].options] == ["DMY", "MDY"]
    assert "04/02/2026" in plan.questions[0].text
    assert (plan.decisions, plan.open) == ({}, {"date_order"}), "it is shown so, and decided by nobody"


# --- which organization -----------------------------------------------------------------------------------------------


def test_a_name_like_a_known_one_stays_separate_until_somebody_says_it_is_the_same(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="The Hill Light Foundation")))
    file = attendance_file(Row("Cam Orr", "Hill Light", FEBRUARY), file="february.csv")
    question = plan_of(engine, file).questions[0]
    assert (question.key, question.lines, question.holds_rows) == ("organization:hill light", (2,), False)
    assert question.options[0].value == "separate"
    assert plan_of(engine, file).totals()["organizations"] == 1
    same = answers({question.key: question.options[1].value})
    assert bring(engine, file, same).totals["other spellings"] == 1
    assert story(engine)["alias"] == [("Hill Light", "The Hill Light Foundation")]
    assert stored(engine)["organization_alias"][0]["confirmed_at"] == NOW
    march = attendance_file(Row("Cam Orr", "HILL LIGHT", MARCH), file="march.csv")
    assert plan_of(engine, march).questions == []
    assert bring(engine, march).totals == {"meetings": 1, "attendances": 1}


def test_two_new_names_of_one_file_that_look_alike_are_asked_about(engine: Engine) -> None:
    file = attendance_file(Row(organization="The Hill Light Foundation"), Row("Cam Orr", "Hill Light"))
    question = plan_of(engine, file).questions[0]
    assert [o.value for o in question.options] == ["separate", "same-as:the hill light foundation"]
    bring(engine, file, answers({question.key: "same-as:the hill light foundation"}))
    assert [o[0] for o in story(engine)["organization"]] == ["The Hill Light Foundation"]
    assert not plan_of(engine, file).changes_anything()


def test_an_answer_that_no_longer_fits_is_not_taken(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="The Hill Light Foundation")))
    file = attendance_file(Row("Cam Orr", "Hill Light"), file="other.csv")
    plan = plan_of(engine, file, answers({"organization:hill light": "same:999"}))
    assert (plan.decisions, plan.open) == ({}, {"organization:hill light"})


@pytest.mark.both_engines
def test_a_sector_told_later_is_filled_in_and_a_known_one_is_not_overwritten(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(Row(on=FEBRUARY, sector="NGO"), file="february.csv"))
    bring(engine, attendance_file(Row(on=MARCH, sector="Government"), file="march.csv"))
    assert story(engine)["organization"] == [("Hope House", "ngo")]


# --- which person -----------------------------------------------------------------------------------------------------


def people(engine: Engine) -> list[tuple[str | None, ...]]:
    return [person[:3] for person in story(engine)["person"]]


def test_one_address_is_one_person_also_for_another_organization(engine: Engine) -> None:
    bring(
        engine,
        attendance_file(Row(email="Ann@Hope.example"), Row(organization="River Care", on=FEBRUARY, email="ann@hope.example")),
    )
    assert people(engine) == [("Ann Lee", "Hope House", "ann@hope.example")]
    assert [row[2] for row in story(engine)["attendance"]] == ["Hope House", "River Care"]


def test_an_office_address_under_two_names_is_two_people(engine: Engine) -> None:
    bring(engine, attendance_file(Row(email="info@hope.example"), Row("Bo Lee", email="info@hope.example")))
    assert len(people(engine)) == 2


def test_the_same_name_for_two_organizations_or_with_two_addresses_is_two_people_and_says_so(engine: Engine) -> None:
    file = attendance_file(
        ANN, Row(organization="River Care"), Row("Bo", email="a@x.example"), Row("Bo", on=FEBRUARY, email="b@x.example")
    )
    plan = plan_of(engine, file)
    assert [i.why.split("'")[1] for i in plan.issues] == ["Ann Lee", "Bo"]
    bring(engine, file)
    assert len(people(engine)) == 4
    assert not plan_of(engine, file).changes_anything()


def test_somebody_who_signs_twice_for_two_organizations_with_one_address_is_kept_as_the_file_says(engine: Engine) -> None:
    file = attendance_file(Row(email="a@x.example"), Row(organization="River Care", email="a@x.example"))
    bring(engine, file)
    assert [row[2] for row in story(engine)["attendance"]] == ["Hope House", "River Care"]
    assert not plan_of(engine, file).changes_anything()


def test_a_name_without_organization_is_the_only_person_of_that_name(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(Row(organization=None, on=FEBRUARY), file="february.csv"))
    assert people(engine) == [("Ann Lee", "Hope House", None)]
    bring(engine, attendance_file(Row(organization="River Care", on=MARCH), file="march.csv"))
    last = attendance_file(Row(organization=None, on=date(2026, 4, 1)), file="april.csv")
    bring(engine, last)
    assert people(engine) == [("Ann Lee", "Hope House", None), ("Ann Lee", "River Care", None), ("Ann Lee", None, None)]
    assert not plan_of(engine, attendance_file(Row(organization=None, on=FEBRUARY), file="february.csv")).changes_anything()


@pytest.mark.both_engines
def test_what_is_missing_about_a_person_is_filled_in_and_what_is_known_stays(engine: Engine) -> None:
    bring(engine, attendance_file(Row(role="Social worker")))
    file = attendance_file(Row(email="ann@hope.example", phone="080 000 0000", role="Director"), file="again.csv")
    plan = plan_of(engine, file)
    assert (plan.counts(), plan.totals()) == ({"changed": 1}, {"people changed": 1})
    bring(engine, file)
    assert story(engine)["person"] == [("Ann Lee", "Hope House", "ann@hope.example", "080 000 0000", "Social worker")]
    assert not plan_of(engine, file).changes_anything()


@pytest.mark.both_engines
def test_a_file_finds_its_rows_again_after_two_people_were_merged_by_hand(engine: Engine) -> None:
    file = attendance_file(ANN, Row("A. Lee", on=FEBRUARY))
    bring(engine, file)
    with writing(engine) as session:
        keep, other = session.scalars(select(Person).order_by(col(Person.id))).all()
        merge(session, keep.id, other.id)
    assert not plan_of(engine, file).changes_anything()


def merge(session: Session, keep: int | None, other: int | None) -> None:
    from coalition.models import Attendance

    session.execute(update(Attendance).where(col(Attendance.person_id) == other).values(person_id=keep))
    session.delete(session.get_one(Person, other))


# --- who was there ----------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_a_change_of_presence_or_minutes_is_shown_before_it_is_made(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, Row("Ben Cho", state="absent"), Row("Cam Orr", minutes=30)))
    file = attendance_file(Row(state="absent"), Row("Ben Cho"), Row("Cam Orr", minutes=45), file="corrected.csv")
    plan = plan_of(engine, file)
    assert plan.counts() == {"changed": 3}
    assert [row.why for row in plan.rows()] == [
        "now present, but absent in this file", "now absent, but present in this file",
        "time present (minutes): now 30, but 45 in this file",
    ]  # fmt: skip
    bring(engine, file)
    assert [row[3:] for row in story(engine)["attendance"]] == [("absent", None), ("present", None), ("present", 45)]


def test_who_was_present_by_another_list_is_not_made_absent_before_somebody_says_which_is_right(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, Row("Ben Cho"), Row("Cam Orr"), file="sign-in.csv"))
    others = [Row(name, state="absent") for name in ("Dee Fox", "Eli Gay", "Fay Hill")]
    file = attendance_file(Row(state="absent"), *others, file="year.csv")
    plan = plan_of(engine, file)
    assert plan.counts() == {"new": 3, "waiting for an answer": 1}
    assert [(q.code, q.lines) for q in plan.questions] == [("two_lists_differ", (plan.rows()[0].lines[0],))]
    assert plan.questions[0].text.startswith("Absent in this file, but present on another list of the same meeting: Ann Lee.")
    stays = plan_of(engine, file, answers({"two_lists_differ": "present"}))
    assert (stays.counts(), stays.rows()[0].why) == (
        {"new": 3, "unchanged": 1},
        "stays present, as another list of the meeting says",
    )
    bring(engine, file, answers({"two_lists_differ": "absent"}))
    assert [row[3] for row in story(engine)["attendance"]] == ["absent", "present", "present", *["absent"] * 3]


def test_a_sign_in_sheet_of_a_meeting_in_the_history_changes_nothing_and_accuses_nobody(engine: Engine) -> None:
    history = attendance_file(
        Row(title="Plenary"),
        Row("Ben Cho", title="Plenary", state="absent"),
        Row("Cam Orr", title="Plenary"),
        file="history.csv",
    )
    bring(engine, history)
    plan = plan_of(engine, attendance_file(ANN, Row("Cam Orr"), file="signin.csv"))
    assert (plan.counts(), plan.changes_anything()) == ({"unchanged": 2}, False)


def test_who_is_missing_from_a_corrected_list_is_listed_and_goes_only_when_ticked(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, BEN, Row("Cam Orr")))
    file = attendance_file(ANN, BEN, file="list (1).csv")
    plan = plan_of(engine, file)
    gone = plan.rows()[-1]
    assert (gone.fate, gone.lines, gone.what) == (Fate.GONE, (), "Cam Orr, Hope House, 2026-01-07")
    assert plan.counts() == {"unchanged": 2, "no longer there": 1}
    assert not plan.changes_anything()
    ticked = answers(remove={gone.key})
    assert plan_of(engine, file, ticked).rows()[-1].why == "will be removed"
    assert bring(engine, file, ticked).totals == {"attendances removed": 1}
    assert len(story(engine)["attendance"]) == 2
    assert plan_of(engine, file).counts() == {"unchanged": 2}


def test_two_sign_in_sheets_of_one_meeting_do_not_accuse_each_other(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, BEN, Row("Cam Orr"), file="door one.csv"))
    plan = plan_of(engine, attendance_file(ANN, Row("Dao"), Row("Eve"), Row("Fay"), file="door two.csv"))
    assert plan.counts() == {"new": 3, "unchanged": 1}
    small = plan_of(engine, attendance_file(ANN, file="late comers.csv"))
    assert small.counts() == {"unchanged": 1}


def test_a_name_without_organization_beside_two_of_that_name_is_told_the_same_way_twice(engine: Engine) -> None:
    bring(engine, attendance_file(Row(email="ann@hope.example")))
    file = attendance_file(ANN, Row(organization="River Care", email="ann@hope.example"), Row(organization=None))
    assert plan_of(engine, file).counts() == {"new": 2, "unchanged": 1}
    bring(engine, file)
    assert not plan_of(engine, file).changes_anything()


def test_a_corrected_list_under_another_name_is_known_by_its_people(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, BEN, Row("Cam Orr")))
    plan = plan_of(engine, attendance_file(ANN, BEN, Row("Dao"), file="final version.csv"))
    assert plan.counts() == {"new": 1, "unchanged": 2, "no longer there": 1}


def test_an_organization_without_a_name_of_a_person_says_that_its_presence_is_kept(engine: Engine) -> None:
    row, _ = plan_of(engine, attendance_file(Row(name=None), Row("Bo Chan", "River Aid"))).rows()
    assert row.fate == "new"
    assert row.why.startswith("An organization without a person's name. Only the organization is recorded")


def test_in_a_list_of_organizations_no_row_says_that_it_is_one(engine: Engine) -> None:
    rows = plan_of(engine, attendance_file(Row(None), Row(None, "River Aid"))).rows()
    assert [(row.fate, row.why) for row in rows] == [("new", ""), ("new", "")]


def test_an_organization_alone_in_a_list_of_people_is_told_before_it_counts(engine: Engine) -> None:
    people = (Row(), Row("Bo Chan", "River Aid"))
    told = [found.line for found in plan_of(engine, attendance_file(*people, Row(None, "Old House"))).issues]
    assert told == [4]
    assert plan_of(engine, attendance_file(Row(None, "Hope House"), Row(None, "Old House"))).issues == []


def test_what_a_meeting_program_calls_who_takes_part_is_no_position(engine: Engine) -> None:
    bring(engine, attendance_file(Row(role="Co-host, Presenter"), Row("Bo Chan", "River Aid", role="ผู้นำเสนอ")))
    assert [person[-1] for person in story(engine)["person"]] == [None, None]
    bring(engine, attendance_file(Row(on=FEBRUARY, role="Director"), file="february.csv"))
    assert ("Ann Lee", "Hope House", None, None, "Director") in story(engine)["person"]


def test_a_refused_file_does_nothing(engine: Engine) -> None:
    file = attendance_file()
    file.refused = "The file is empty."
    plan = plan_of(engine, file)
    assert (plan.refused, plan.counts(), plan.rows(), plan.changes_anything()) == ("The file is empty.", {}, [], False)
    assert bring(engine, file).batch_id is None


def test_a_long_file_asks_the_database_once_per_kind_of_thing_not_once_per_row(sqlite_engine: Engine) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(sqlite_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    file = attendance_file(*(Row(f"Person {n}", f"Group {n % 20} of the valley", date(2026, 1, 1 + n % 9)) for n in range(900)))
    bring(sqlite_engine, file)
    plan = plan_of(sqlite_engine, file)
    assert not plan.changes_anything()
    assert len(statements) < 60


def test_an_organization_renamed_by_hand_is_still_found_by_its_rows(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    with writing(engine) as session:
        session.execute(update(Organization).values(name="House of Hope", name_key="house of hope"))
    plan = plan_of(engine, attendance_file(ANN))
    assert plan.counts() == {"unchanged": 1}
    assert plan.totals().get("organizations", 0) == 0


def test_a_page_of_text_pasted_into_a_cell_is_kept_on_either_engine(engine: Engine) -> None:
    page = "".join(map(chr, range(0x4E00, 0x4E00 + 4000)))
    file = attendance_file(Row("Ann Lee", page, email=f"{page}@example.org"), Row("Bo Chan", page[:-1]))
    assert plan_of(engine, file).totals()["organizations"] == 2
    assert bring(engine, file).batch_id is not None
    assert not plan_of(engine, file).changes_anything()
