"""What stands beside names and marks: headers of absence, pictures, accounts, codes, other tables, how a page saved them."""

import pytest

from tests.imports.read.test_explode import DAYS, read, states


@pytest.mark.parametrize("header", ["Absentees", "Who isn't here", "Apologies", "Members missing"])
def test_people_below_a_header_of_absence_did_not_come(header: str) -> None:
    text = f"Date,{header}\n2026-05-14,Ann Lee\n2026-06-11,Bo Chan\n2026-07-09,Ann Lee\n"
    assert read(text).refused
    assert {state for _, _, state in states(read(text, columns={1: "name"}))} <= {"absent", "excused"}


def test_a_picture_beside_a_mark_says_the_same() -> None:
    rows = "Ann Lee,✅ Present,❌ Absent\nBo Chan,🔴 Absent,✅ Present\nCara Moss,✅ Absent,📝 Excused\n"
    told = read(f"Name,2026-05-14,2026-06-11\n{rows}")
    assert {(day, who) for day, who, state in states(told) if state == "present"} == {
        (DAYS[0], "Ann Lee"),
        (DAYS[1], "Bo Chan"),
    }
    assert [found.code for found in told.issues] == ["unclear_mark"]  # a tick, and "Absent"


def test_what_an_account_is_called_is_no_part_of_the_name() -> None:
    lines = "# Meeting 2018-03-14\n\n## Present\n\n* Ann Lee @annlee (TSC)\n* Bo Chan [@bo](https://git.example/bo)\n"
    lines += "* Cara Moss (@cm)\n"
    assert {who for _, who, _ in states(read(lines, "2018-03-14.md"))} == {"Ann Lee", "Bo Chan", "Cara Moss"}


def test_a_table_below_another_lists_nobody() -> None:
    tables = "# Minutes 25/09/2025\n\n| Name | Role | Attendance |\n|---|---|---|\n"
    tables += "| Ann Lee | Nurse | Present |\n| Bo Chan | Cook | Present |\n\n"
    tables += "## Next meeting\n\n| Field | Value |\n|---|---|\n| Place | Hall |\n| Day | 02/10/2025 |\n"
    assert {who for _, who, _ in states(read(tables, "minutes.md"))} == {"Ann Lee", "Bo Chan"}


def test_codes_are_no_names_where_another_column_names_people() -> None:
    rows = "Ann Lee,S001,present,absent\nBo Chan,S002,absent,present\nCara Moss,S003,present,present\n"
    told = read(f"Person,Name,2026-05-14,2026-06-11\n{rows}")
    assert "names_column" in told.flags or {who for _, who, _ in states(told)} == {"Ann Lee", "Bo Chan", "Cara Moss"}


def test_the_address_from_which_a_page_saved_a_table_is_no_column() -> None:
    told = read("data:text/csv;charset=utf-8,Name,2026-05-14\nAnn Lee,present\nBo Chan,absent\n")
    assert states(told) == {("2026-05-14", "Ann Lee", "present"), ("2026-05-14", "Bo Chan", "absent")}


@pytest.mark.parametrize("header", ["estado_asistencia", "Situation"])
def test_words_for_who_did_not_come_are_read_in_a_form_too(header: str) -> None:
    rows = "2026-05-14 10:25:00,Presente,Ann Lee\n2026-05-14 10:26:00,Ausente,Bo Chan\n2026-05-14 10:27:00,Presente,Cara Moss\n"
    told = read(f"Timestamp,{header},Alumno\n{rows}", "asistencia.csv")
    assert told.flags or {who: state for _, who, state in states(told)}["Bo Chan"] == "absent"


@pytest.mark.parametrize("sign", ["☒", "⬜", "❓", "➖"])
def test_a_box_or_a_question_before_a_mark_is_asked_about(sign: str) -> None:
    told = read(f"Name,Status,Date\nAnn Lee,✅ Present,2026-05-14\nBo Chan,{sign} Present,2026-05-14\n")
    assert [(found.code, found.line) for found in told.issues] == [("unknown_mark", 3)]


def test_yes_and_no_beside_times_of_a_call_are_not_passed_over() -> None:
    rows = "Ann Lee,2026-05-14 09:00,2026-05-14 10:00,yes\nBo Chan,2026-05-14 09:00,2026-05-14 10:00,no\n"
    assert read(f"Name,Join time,Leave time,Participated\n{rows}").refused


def test_a_line_of_dashes_between_people_ends_nothing() -> None:
    told = read("Name,2026-05-14,2026-06-11\nAnn Lee,x,x\nBo Chan,,x\n,---,---\nEve Gray,x,\n")
    assert {who for _, who, _ in states(told)} == {"Ann Lee", "Bo Chan", "Eve Gray"}


def test_an_account_called_as_an_organization_tells_it() -> None:
    told = read("Name,Date\nAnn Lee @HopeHouse,2026-05-14\nBo Chan @bo (IOM),2026-05-14\nCy Diaz @cy,2026-05-14\n")
    assert list(zip(told.entries.name, told.entries.organization, strict=True)) == [
        ("Ann Lee", "Hope House"), ("Bo Chan", "IOM"), ("Cy Diaz", None),
    ]  # fmt: skip


def test_a_word_in_stars_is_no_sign_of_absence() -> None:
    told = read("# Minutes 21 March 2019\n\nAttendees: *Rick* Pole, *Sam* Tate (late), *Greg* Moss\n", "2019-03-21.md")
    assert {who for _, who, state in states(told) if state == "present"} == {"Rick Pole", "Sam Tate", "Greg Moss"}


def test_a_surname_that_is_an_acronym_too_is_a_name() -> None:
    told = read("Name,2026-05-14,2026-06-11\nCheryl Ngo,P,A\nAnn Lee,P,P\nBo Chan,A,P\n")
    assert {who for _, who, _ in states(told)} == {"Cheryl Ngo", "Ann Lee", "Bo Chan"}


def test_names_beside_the_column_that_was_chosen_are_told() -> None:
    people = "Frob,Blip,Date\nAnn Lee,Bo Chan,2026-05-14\nCara Moss,Dan Roe,2026-05-14\nEva Stone,Gus Hall,2026-05-14\n"
    assert read(people).refused
    told = read(people, columns={0: "name"})
    assert {who for _, who, _ in states(told)} == {"Ann Lee", "Cara Moss", "Eva Stone"}
    assert "names_not_read" in {found.code for found in told.issues}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Signature AM", "Signature PM"), ("Firma (Mañana)", "Firma (Tarde)"), ("Signature matin", "Signature après-midi"),
        ("Unterschrift Vormittag", "Unterschrift Nachmittag"), ("ลงชื่อเช้า", "ลงชื่อบ่าย"),
    ],
)  # fmt: skip
def test_who_signed_in_one_half_of_the_day_was_there(first: str, second: str) -> None:
    rows = "Ann Lee,A. Lee,\nBo Chan,,Chan\nCara Moss,CM,CM\nDan Roe,,\nEve Gray,E. Gray,E. Gray\n"
    told = read(f"Name,{first},{second}\n{rows}", "meeting 14 May 2026.csv")
    assert {who: state for _, who, state in states(told)} == {
        "Ann Lee": "present", "Bo Chan": "present", "Cara Moss": "present", "Dan Roe": "absent", "Eve Gray": "present",
    }  # fmt: skip
