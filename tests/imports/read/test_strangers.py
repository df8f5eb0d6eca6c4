"""Files as strangers make them, in other words and layouts than ours: who was there, and on which day."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices

TODAY = date(2026, 11, 25)


def who_came(text: str, name: str) -> set[tuple[str | None, str]]:
    """(name, day) of those who were there."""
    read = read_attendance(text.encode(), name, today=TODAY)
    days = [str(meeting.on) for meeting in read.meetings]
    told = zip(read.entries.name, read.entries.state, read.entries.meeting, strict=True)
    return {(name, days[at]) for name, state, at in told if state == "present"}


@pytest.mark.parametrize(
    "text",
    [
        "namn;instämpling;utstämpling\nAnn Lee;2026-05-14 09:00;2026-05-14 16:00\nBo Chan;2026-05-14 09:05;\n",
        "NOMBRE;Fecha;Permiso;Turno;Entró;Salió\nAnn Lee;14/05/2026;Ninguno;07:00 - 16:00 (Sin Descanso);08:57;16:00\n"
        "Bo Chan;14/05/2026;Ninguno;No Planificado;08:59;15:30\n",
        "Mitarbeiter;Datum;Uhrzeit Kommen;Uhrzeit Gehen;Bemerkung\nAnn Lee;14.05.2026;08:57;16:00;Spät Gekommen\n"
        "Bo Chan;14.05.2026;08:59;15:30;\nCora Moss;14.05.2026;;;Urlaub\n",
    ],
    ids=["swedish", "shifts", "remarks"],
)
def test_times_of_coming_and_going_are_known_in_any_language(text: str) -> None:
    assert who_came(text, "log.csv") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-05-14,08:15,Ann Lee,XI Sains 2,Hadir\n2026-05-14,08:16,Bo Chan,XI Sains 1,Hadir\n", "absensi.csv"),
    ],
)
def test_groups_are_nobodys_names_in_a_log_without_a_header(text: str, name: str) -> None:
    assert who_came(text, name) == {(one, "2026-05-14") for one in ("Ann Lee", "Bo Chan")}


def test_a_surname_beside_a_name_belongs_to_it_whatever_program_has_such_a_header() -> None:
    text = "Timestamp,Name,Surname,Action\n2026-05-14 08:30:21,Ann,Lee,IN\n2026-05-14 08:30:44,Bo,Chan,IN\n"
    assert who_came(text, "log.csv") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}


def test_goods_that_come_in_and_go_out_are_no_people() -> None:
    text = "fecha,colaborador,gramos,tipo\n2026-05-14,KIF,50,Entrada\n2026-05-15,LOLA,-10,Salida\n2026-05-16,KIF,-5,Salida\n"
    assert who_came(text, "registro.csv") == set()


@pytest.mark.parametrize(("came", "away"), [(" (P)", " (A)"), (" - P", " - A"), (": P", ": A")])
def test_a_letter_behind_each_name_says_who_came(came: str, away: str) -> None:
    text = f"Nom\nAnn Lee{came}\nBo Chan{away}\nCora Moss{came}\nDao Srisuk{came}\nEve Fox{came}\nFay Hill\n"
    assert who_came(text, "attendance 14 May 2026.csv") == {
        (name, "2026-05-14") for name in ("Ann Lee", "Cora Moss", "Dao Srisuk", "Eve Fox")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee: P\nBo Chan: A\nCora Moss: P\nDao Srisuk: P\n",
        ",0\n0,Ann Lee: P\n1,Bo Chan: A\n2,Cora Moss: P\n3,Dao Srisuk: P\n",
    ],
)
def test_without_a_header_letters_behind_the_names_are_refused(text: str) -> None:
    told = read_attendance(text.encode(), "attendance 14 May 2026.csv", today=TODAY)
    assert told.refused is not None


def test_the_people_below_a_second_day_came_on_that_day() -> None:
    text = "# 2026-05-14\nAnn\nBo\n\n# 2026-05-21\nAnn\nCora\n"
    first, second = {("Ann", "2026-05-14"), ("Bo", "2026-05-14")}, {("Ann", "2026-05-21"), ("Cora", "2026-05-21")}
    assert who_came(text, "attendance.txt") == first | second


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Absences\n14.05.2026: Lee, Chan\n21.05.2026: Lee, Moss\n", "attendance.txt"),
        ("Asistencia\n14.05.2026: Lee, Chan\n21.05.2026: Lee y Moss\n", "club.txt"),
        ("Duty\n14.05.2026: Lee, Chan\n21.05.2026: Lee, Moss\n", "rota.txt"),
    ],
)
def test_a_line_of_a_day_and_names_says_nothing_where_they_may_not_have_come(text: str, name: str) -> None:
    assert who_came(text, name) == set()


def test_who_came_has_a_tick_in_the_box_before_the_name() -> None:
    text = "<!-- toc -->\n# Réunion du 14 mai 2026\n## Présents\n- [x] Ann Lee, IJM\n- [ ] Bo Chan, IOM\n- [X] Cora Moss\n"
    assert who_came(text, "cr.txt") == {("Ann Lee", "2026-05-14"), ("Cora Moss", "2026-05-14")}


def test_the_moment_when_a_row_was_written_says_nothing_of_presence_by_itself() -> None:
    text = "DateTime,Name\n2026-05-14 09:01:12,Ann Lee\n2026-05-14 09:02:40,Bo Chan\n"
    loose, stamped = (read_attendance(text.encode(), name, today=TODAY) for name in ("data.csv", "attendance.csv"))
    assert ("did_they_come" in loose.flags, stamped.flags) == (True, [])


def test_one_day_decades_from_all_others_is_a_slip_and_makes_the_days_no_births() -> None:
    log = "Name,Day,Status\nAnn Lee,2026/05/14,Present\nBo Chan,2026/05/14,Absent\nEva Moss,2026/05/21,Present\n"
    more = "Ann Lee,2026/05/28,Present\nDan Roe,2002/06/22,Present\n"
    came = {("Ann Lee", "2026-05-14"), ("Eva Moss", "2026-05-21"), ("Ann Lee", "2026-05-28")}
    assert who_came(log + more, "register.csv") == came | {("Dan Roe", "2002-06-22")}


def test_a_row_of_somebody_and_two_moments_heads_no_matrix() -> None:
    rows = "Ann Lee,2026-05-14 09:00,2026-05-14 09:10\nBo Chan,2026-05-14 09:01,\nEva Moss,2026-05-14 09:02,2026-05-14 09:12\n"
    came = who_came(f"Name,Timestamp,Joined meeting\n{rows}", "attendance 2026-05-14.csv")
    assert came == {(name, "2026-05-14") for name in ("Ann Lee", "Bo Chan", "Eva Moss")}


def test_a_no_below_a_word_for_coming_is_heard_beside_a_time() -> None:
    text = "Name,Time,Joined?\nAnn Lee,09:00,\nBo Chan,09:01,no\nEva Moss,09:02,\n"
    assert who_came(text, "attendance 2026-05-14.csv") == {("Ann Lee", "2026-05-14"), ("Eva Moss", "2026-05-14")}


def test_whether_those_came_whose_answers_name_days_to_come_is_asked() -> None:
    text = (
        "timestamp,firstName,lastName,email,role,week\n2026-05-04T09:01:12Z,Ann,Lee,a@x.example,Associate,2026-05-25\n"
        "2026-05-04T10:02:40Z,Bo,Chan,b@x.example,Supervisor,2026-06-01\n"
    )
    assert "did_they_come" in read_attendance(text.encode(), "list.csv", today=TODAY).flags


@pytest.mark.parametrize("header", ["No,Name,Signature", "序号,姓名,签到", "N,Nombre,L,M,M,J,V"])
def test_a_form_without_a_day_that_nobody_has_signed_says_of_nobody_that_they_came(header: str) -> None:
    blank = "," * (header.count(",") - 1)
    assert who_came(f"{header}\n1,Ann Lee{blank}\n2,Bo Chan{blank}\n3,Cora Moss{blank}\n", "asistencia.csv") == set()


def codes(text: str, name: str) -> list[str]:
    return [issue.code for issue in read_attendance(text.encode(), name, today=TODAY).issues]


def test_a_list_of_those_who_did_not_come_is_refused_and_one_with_reasons_is_asked_about() -> None:
    text = "Name,Reason,Date\nAnn Lee,Journey,2026-05-14\nBo Chan,Health,2026-05-14\n"
    assert (codes(text, "absentees.csv"), codes(text, "meeting.csv")) == (["not_attendance"], ["did_they_come"])


def test_an_l_beside_presence_and_absence_alone_is_late_or_leave_and_asked() -> None:
    rows = "Name,2026-05-14,2026-05-21\nAnn Lee,P,L\nBo Chan,A,P\nCora Moss,P,{}\n"
    assert set(codes(rows.format("P"), "1.csv")) == {"unclear_mark"}
    assert codes(rows.format("E"), "1.csv") == []
    assert ("Ann Lee", "2026-05-21") in who_came(rows.format("E"), "1.csv")


def test_whoever_is_on_leave_did_not_come() -> None:
    text = "name,date,clock_in,clock_out,is_leave\n" + "".join(
        f"{name},2026-05-14,{came},{left},{leave}\n"
        for name, came, left, leave in (("Ann Lee", "07:50:35", "16:41:54", 0), ("Bo Chan", "00:00:00", "00:00:00", 1))
    )
    assert who_came(text, "log.csv") == {("Ann Lee", "2026-05-14")}


def test_the_days_of_a_register_are_not_those_of_its_title() -> None:
    days = ",".join(f"{day:02}" for day in range(1, 6))
    rows = "".join(f"{name},{','.join(marks)}\n" for name, marks in (("Ann,Lee", "PPAPP"), ("Bo,Chan", "PAPPP")))
    text = f"Register,,Month,1-Jan-26,to,31-Jan-26,Year,2026\nFirst Name,Last Name,{days}\n{rows}"
    assert {day for _, day in who_came(text, "Register.csv")} <= {f"2026-01-{day:02}" for day in range(1, 6)}


def test_a_moment_with_its_year_behind_the_time_has_a_day() -> None:
    text = "Name,Time\nAnn Lee,Sat Mar 20 17:43:38 2021\nBo Chan,Sat Mar 20 17:46:18 2021\n"
    assert who_came(text, "attendance.csv") == {("Ann Lee", "2021-03-20"), ("Bo Chan", "2021-03-20")}


@pytest.mark.parametrize(
    "text",
    [
        "Name,Date,Check In,Check Out\nAnn Lee,2026-05-14,08:00:00,16:00:00\nBo Chan,2026-05-14,00:00:00,00:00:00\n",
        "Nombre;Hora de entrada;Hora de salida;Duración\nAnn Lee;2026-05-14 08:50;2026-05-14 10:00;70\nBo Chan;;;0\n",
        "Naam;Duur\nAnn Lee;1:10:00\nBo Chan;0:00:00\n",
        "Name,Organization,Arrival time\nAnn Lee,Baan Mai,08:51\nBo Chan,Baan Mai,-\n",
        "Name,Organization,Time in\nAnn Lee,Baan Mai,08:51\nBo Chan,Baan Mai,00:00\n",
        "Name,Organization,Arrived\nAnn Lee,Baan Mai,x\nBo Chan,Baan Mai,\n",
        "Name,Date,Time,Event\nAnn Lee,2026-05-14,08:51,Access Granted\nBo Chan,2026-05-14,08:52,Access Denied\n",
        "Ad Soyad;Tarih;Saat;Olay\nAnn Lee;14.05.2026;08:51;Geçti\nBo Chan;14.05.2026;08:52;Reddedildi\n",
        "First Name,Last Name,Email,Ticket Type,Absent\nAnn,Lee,ann@x.test,Free,\nBo,Chan,bo@x.test,Free,x\n",
    ],
)
def test_no_time_at_all_or_a_door_that_stayed_shut_says_that_somebody_did_not_come(text: str) -> None:
    assert who_came(text, "meeting attendance 2026-05-14.csv") == {("Ann Lee", "2026-05-14")}


def test_a_door_that_stayed_shut_is_no_meeting_of_its_own() -> None:
    text = "Name,Date,Time,Event\nAnn Lee,2026-05-14,08:51,Access Granted\nBo Chan,2026-05-14,08:52,Access Denied\n"
    assert len(read_attendance(text.encode(), "door.csv", today=TODAY).meetings) == 1


@pytest.mark.parametrize(
    "day", ["Attendance Date", "Fecha de asistencia", "Tanggal Absensi", "Data obecności", "Дата посещения"]
)
def test_the_day_of_attendance_is_the_day_whatever_days_of_coming_stand_beside_it(day: str) -> None:
    rows = "Ann Lee,14-May-26,08:51,14-May-26\nBo Chan,14-May-26,,\n"
    assert who_came(f"Employee Name,{day},Emp In,Date In\n{rows}", "report.csv") == {("Ann Lee", "2026-05-14")}


def test_people_of_a_list_below_a_register_are_given_back_for_want_of_a_day() -> None:
    text = (
        "Name,Organization,14/05/2026,11/06/2026\nMalee Srisuk,Lotus House,x,x\nAnong Jaidee,Blue Door,,x\n"
        "No,Name,Organization\n1,Ben Ray,Riverside\n2,Bo Dee,Hillside\n"
    )
    read = read_attendance(text.encode(), "attendance.csv", today=TODAY)
    assert [(issue.code, issue.line) for issue in read.issues] == [("no_row_date", 5), ("no_row_date", 6)]
    assert (read.rows.accepted, read.rows.refused) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "no;nama_pegawai;tanggal;waktu;status\n1;Ann Lee;14 05 2026;08:01:13;0\n2;Bo Chan;14 05 2026;08:03:55;0\n"
        "3;Ann Lee;14 05 2026;17:02:10;1\n4;Bo Chan;14 05 2026;17:00:01;1\n",
        "ID,Nombre,Fecha,Hora,Estado\n1,Ann Lee,2026-05-14,08:01:13,1\n2,Bo Chan,2026-05-14,08:03:55,1\n"
        "1,Ann Lee,2026-05-14,17:02:10,0\n2,Bo Chan,2026-05-14,17:00:01,0\n",
    ],
)
def test_zero_and_one_of_one_person_on_one_day_are_in_and_out(text: str) -> None:
    assert who_came(text, "data.csv") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}


@pytest.mark.parametrize(
    "text",
    [
        "Timestamp,Name,Name of agency,Name of organization\n2026/05/14 9:15:00,Ann Lee,,Baan Mai\n"
        "2026/05/14 9:16:00,Bo Chan,Provincial Police,\n",
        "Horodateur,Nom,Organisation,Organisation,Fonction\n2026/05/14 9:15:00,Ann Lee,,Baan Mai,Directrice\n"
        "2026/05/14 9:16:00,Bo Chan,Provincial Police,,Agent\n",
        "Marca temporal,Nombre completo (Gobierno),Nombre completo (ONG),Institución,Organización\n"
        "14/05/2026 9:15:00,,Ann Lee,,Baan Mai\n14/05/2026 9:16:00,Bo Chan,,Provincial Police,\n",
    ],
)
def test_a_question_that_a_form_asks_in_two_columns_has_one_answer(text: str) -> None:
    read = read_attendance(text.encode(), "Form responses 1.csv", today=TODAY)
    told = set(zip(read.entries.name, read.entries.organization, strict=True))
    assert told == {("Ann Lee", "Baan Mai"), ("Bo Chan", "Provincial Police")}


@pytest.mark.parametrize("header", ["Name,Email,Duration", "Nombre,Correo,Duración", "Name,E-Mail,Dauer"])
def test_times_of_nothing_say_of_nobody_that_they_came(header: str) -> None:
    rows = "Ann Lee,a@ijm.example,{}\nBo Chan,b@ijm.example,{}\n"
    name = "attendance 2026-05-14.csv"
    assert codes(f"{header}\n{rows.format('0:00', '0 min')}", name) == ["did_they_come"]
    assert who_came(f"{header}\n{rows.format('0:00', '0:45')}", name) == {("Bo Chan", "2026-05-14")}


@pytest.mark.parametrize(
    ("header", "came", "refused"),
    [
        ("Date,Time,Name,Door,Result", "Granted", "Failed"),
        ("Fecha,Hora,Nombre,Puerta,Resultado", "Permitido", "Rechazado"),
        ("Datum,Uhrzeit,Name,Leser,Ergebnis", "Zutritt gewährt", "abgelehnt"),
        ("Date,Time,Name,Card,Access", "accepted", "rejected"),
    ],
)
def test_whoever_a_door_refused_is_nobody_who_came(header: str, came: str, refused: str) -> None:
    told = (("Ann Lee", came), ("Bo Chan", refused), ("Ann Lee", refused))
    rows = "".join(f"2026-05-14,08:0{at}:11,{name},1,{said}\n" for at, (name, said) in enumerate(told))
    assert who_came(f"{header}\n{rows}", "access log.csv") <= {("Ann Lee", "2026-05-14")}


@pytest.mark.parametrize("letters", ["HSIA", "AJRF", "มลสข"])
def test_letters_of_a_register_say_what_they_say_in_its_language(letters: str) -> None:
    here, excused, late, away = letters
    late = here if letters == "HSIA" else late
    rows = f"Ann Lee,{here},{excused}\nBo Chan,{away},{here}\nCora Moss,{here},{here}\nDao Suk,{here},{late}\n"
    came = who_came(f"Name,14/05/2026,21/05/2026\n{rows}", "register.csv")
    first = {(name, "2026-05-14") for name in ("Ann Lee", "Cora Moss", "Dao Suk")}
    assert came == first | {(name, "2026-05-21") for name in ("Bo Chan", "Cora Moss", "Dao Suk")}


def test_what_an_empty_cell_says_is_asked() -> None:
    text = "Name,14/05/2026,21/05/2026\nAnn Lee,,A\nBo Chan,A,\nCora Moss,,\n"
    came = {("Ann Lee", "2026-05-14"), ("Cora Moss", "2026-05-14"), ("Bo Chan", "2026-05-21"), ("Cora Moss", "2026-05-21")}
    assert (codes(text, "register.csv"), who_came(text, "register.csv")) == (["what_do_blanks_mean"], set())
    answered = read_attendance(text.encode(), "register.csv", choices=Choices(marks={"": "present"}), today=TODAY)
    assert (answered.issues, answered.entries.state.count("present")) == ([], len(came))


@pytest.mark.parametrize("signs", ["✅❌", "✓✗", "☑☐"])
def test_a_tick_or_a_cross_before_each_name_says_who_came(signs: str) -> None:
    text = f"Who attended on 14 May 2026?\n{signs[0]} Ann Lee\n{signs[0]} Bo Chan\n{signs[1]} Cora Moss\n"
    assert who_came(text, "poll.txt") == {(one, "2026-05-14") for one in ("Ann Lee", "Bo Chan")}


def test_a_day_that_was_cut_behind_its_weekday_is_the_day() -> None:
    text = "DAFTAR HADIR\nHari/Tanggal : Kamis, 14 Mei 2026\nNAMA,INSTANSI\nAnn Lee,Baan Mai\nBo Chan,Baan Mai\n"
    assert who_came(text, "hadir.csv") == {(one, "2026-05-14") for one in ("Ann Lee", "Bo Chan")}


def test_minutes_that_were_cut_at_their_commas_keep_day_and_people() -> None:
    people = "Ann Lee (Hope House), Bo Chan (FBI), Cora Moss (County Hospital), Dao Ray"
    text = f"Coalition meeting\nDate: May 14, 2026\n\nAttendees: {people}\n"
    assert who_came(text, "minutes.txt") == {(one, "2026-05-14") for one in ("Ann Lee", "Bo Chan", "Cora Moss", "Dao Ray")}


def test_people_under_days_came_for_the_organization_of_their_row() -> None:
    text = "Institución,14/05/2026,18/06/2026\nCasa Zoe,Ann Lee,\nFiscalía,Bo Chan,Cora Moss\n"
    came = {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14"), ("Cora Moss", "2026-06-18")}
    assert who_came(text, "attendance.csv") == came
    assert codes(text, "rota.csv") == ["not_attendance"]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Other names,Signature\nAnn Lee,Annie,x\nBo Chan,,x\n",
        "Nombre,Firma\nAnn Lee,x\nBo Chan,x\n",
        "| Member | Present | Voting |\n|---|---|---|\n| Ann Lee | Yes | No |\n| Bo Chan | Yes | Yes |\n\n"
        "**Quorum:** 2 of 2 met.\n\n---\n",
    ],
)
def test_what_stands_beside_the_names_is_no_part_of_them(text: str) -> None:
    read = read_attendance(text.encode(), "attendance 2026-05-14.csv", today=TODAY)
    told = list(zip(read.entries.name, read.entries.organization, strict=True))
    assert told == [("Ann Lee", None), ("Bo Chan", None)]
