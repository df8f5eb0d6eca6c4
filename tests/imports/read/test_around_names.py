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


@pytest.mark.parametrize(("account", "behind", "state"), [
    ("(@bo)", "(absent)", "absent"), ("@bo", "(on leave)", "excused"), ("[@bo]", "(apologies)", "excused"),
])  # fmt: skip
def test_what_is_said_behind_an_account_is_not_lost(account: str, behind: str, state: str) -> None:
    own = [account.replace("bo", name) for name in ("ann", "cy", "eve")]
    lines = f"- Ann Lee {own[0]}\n- Cy Diaz {own[1]}\n- Bo Chan {account} {behind}\n- Eve Gray {own[2]}\n"
    told = read(f"# Meeting 14 May 2026\n\n## Attendees\n\n{lines}", "notes.md")
    assert {who: said for _, who, said in states(told)} == {
        "Ann Lee": "present", "Cy Diaz": "present", "Bo Chan": state, "Eve Gray": "present",
    }  # fmt: skip


@pytest.mark.parametrize("question", ["Fever", "Did your colleague attend?", "Electricity at your office"])
def test_an_answer_to_another_question_of_a_form_is_asked_about(question: str) -> None:
    rows = "11/20/2026 10:00:00,Ann Lee,Present\n11/20/2026 10:01:00,Bo Chan,Absent\n"
    told = read(f"Timestamp,Name,{question}\n{rows}", "answers.csv")
    assert "who_came_column" in told.flags
    assert f"C ({question}: Present, Absent)" in told.issues[0].why
    assert told.how.told.endswith("Who came is still open.")
    answered = read(f"Timestamp,Name,{question}\n{rows}", "answers.csv", columns={2: "ignore"})
    assert {state for _, _, state in states(answered)} == {"present"}


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


@pytest.mark.parametrize(("bracket", "house"), [("UNHCR", "Hope House, UNHCR"), ("chair", "Hope House")])
def test_a_known_organization_in_brackets_is_one(bracket: str, house: str) -> None:
    lines = f"- Ann Lee - Hope House\n- Bo Chan ({bracket}) - Hope House\n- Cara Moss ({bracket}) - Hope House\n"
    told = read(f"# Meeting 14 May 2026\n\n## Attendees\n\n{lines}", "notes.md")
    assert list(told.entries.organization) == ["Hope House", house, house]


def test_how_somebody_takes_part_is_the_name_of_nobody() -> None:
    head = "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Vor- und Nachname,Funktion,Form der Teilnahme,Eingecheckt 2024/05/10"
    ways, times = ("Vor Ort", "Vor Ort", "Online", "Vor Ort"), ("8:06", "", "8:53", "8:20")
    people = ("Ilse Vogt", "Jan Groß", "Lena Moos", "Britta Jansen")
    rows = "".join(
        f"{at},0{at}/05/2024 10:29:21,0{at}/05/2024 10:30:51,anonymous,,{who},Helfer,{way},{time}\n"
        for at, (who, way, time) in enumerate(zip(people, ways, times, strict=True), 1)
    )
    told = {who: state for _, who, state in states(read(f"{head}\n{rows}", "export.csv"))}
    assert told == {"Ilse Vogt": "present", "Jan Groß": "absent", "Lena Moos": "present", "Britta Jansen": "present"}


def test_provinces_over_their_people_are_no_marks() -> None:
    rows = "Serra Norte,Ana Paula dos Santos\n,Inês Rocha\nTotal,2\nCampos Verdes,Célia Dias\n,Rui Tavares\nTotal,2\nTotal,4\n"
    told = read(f"Lista de presença 15 de julho de 2024,\nEstado,Nome completo\n{rows}")
    assert {state for _, _, state in states(told)} <= {"present"}


@pytest.mark.parametrize(("first", "second"), [("Morning", "Afternoon"), ("Manhã", "Tarde"), ("Pagi", "Siang"), ("เช้า", "บ่าย")])
def test_who_signed_below_a_part_of_the_day_was_there(first: str, second: str) -> None:
    rows = "Ann Lee,Ann,Ann\nBo Chan,,Bo\nCara Moss,Cara,Cara\nDan Roe,,\nEve Gray,Eve,\n"
    told = read(f"Name,{first},{second}\n{rows}", "meeting 14 May 2026.csv")
    assert {who for _, who, state in states(told) if state == "present"} == {"Ann Lee", "Bo Chan", "Cara Moss", "Eve Gray"}


def test_parts_below_one_header_are_told_where_another_is_said_twice() -> None:
    rows = "1,Bo Chan,x,x\n2,Dan Roe,,x\n3,Eve Gray,,\n4,Cara Moss,x,\n"
    told = read(f"Meeting 14 May 2026,,,\nNo,Participant,Attendance,\n,Participant name,Morning,Afternoon\n{rows}")
    assert {who for _, who, state in states(told) if state == "present"} == {"Bo Chan", "Dan Roe", "Cara Moss"}


def test_the_organization_of_somebody_else_in_place_of_a_name_is_nobody() -> None:
    told = read(
        "Meeting 14 May 2026\nName,Organization,Signature\nAnn Lee,Hope House,x\nHope House,,x\nBo Chan,River House,x\n"
    )
    assert told.entries.name == ["Ann Lee", None, "Bo Chan"]
    assert told.entries.organization == ["Hope House", "Hope House", "River House"]


def test_a_word_of_absence_behind_a_name_heads_no_other_list() -> None:
    rows = "Sam Moss,Treasurer,signed\nAnn Lee (apologies),Chair,signed\nLiv Elm,Member,signed\nBo Chan,Member,signed\n"
    told = read(f"Meeting 14 May 2026\nFull name,Position,Signature\n{rows}")
    assert told.entries.name == ["Sam Moss", "Ann Lee", "Liv Elm", "Bo Chan"]


def test_the_side_of_a_dash_with_organizations_is_that_of_all_rows() -> None:
    told = read("Name;2026-05-14;2026-06-11\nIOM - Ann Lee;x;x\nSun Home - Bo Chan;x;\nCara Moss;x;\nDan Roe;;x\n")
    assert {*told.entries.name} == {"Ann Lee", "Bo Chan", "Cara Moss", "Dan Roe"}
    assert {*told.entries.organization} == {"IOM", "Sun Home", None}


def test_a_surname_that_reads_as_a_house_turns_no_side() -> None:
    told = read("Name\nUNICEF - Ann Lee\nBlue Door - Bo Chan\nRiver Foundation - Gregory House\n", "Attendance 14 May 2026.csv")
    assert told.entries.name == ["Ann Lee", "Bo Chan", "Gregory House"]
