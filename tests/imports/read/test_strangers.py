"""Files as strangers make them, in other words and layouts than ours: who was there, and on which day."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance

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
        ("1;ANN LEE;Grupo A;2026-05-14\n2;BO CHAN;Grupo B;2026-05-14\n1;ANN LEE;Grupo A;2026-05-21\n", "presenca.csv"),
        ("2026-05-14,08:15,Ann Lee,XI Sains 2,Hadir\n2026-05-14,08:16,Bo Chan,XI Sains 1,Hadir\n", "absensi.csv"),
        ("2026-05-14 08:15,Bilinmiyor\n2026-05-14 08:16,Ann Lee\n2026-05-14 08:20,Bo Chan\n", "access_log.csv"),
    ],
)
def test_groups_and_the_unknown_are_nobodys_names_in_a_log_without_a_header(text: str, name: str) -> None:
    assert {one for one in who_came(text, name) if one[1] == "2026-05-14"} == {
        (one, "2026-05-14") for one in (("ANN LEE", "BO CHAN") if "ANN" in text else ("Ann Lee", "Bo Chan"))
    }


def test_the_halves_of_names_without_a_header_tell_themselves() -> None:
    rows = "Lee,Ann,Web\nLee,Bo,Data\nMoss,Ann,Data\nCarver,Cora,Web\n"
    text = "".join(f"{row},14-05-2026,{'09:00,PRESENT' if 'Cora' not in row else '-,ABSENT'}\n" for row in rows.split())
    assert who_came(text, "presences.csv") == {(name, "2026-05-14") for name in ("Lee Ann", "Lee Bo", "Moss Ann")}


def test_a_surname_beside_a_name_belongs_to_it_whatever_program_has_such_a_header() -> None:
    text = "Timestamp,Name,Surname,Action\n2026-05-14 08:30:21,Ann,Lee,IN\n2026-05-14 08:30:44,Bo,Chan,IN\n"
    assert who_came(text, "log.csv") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}


def test_goods_that_come_in_and_go_out_are_no_people() -> None:
    text = "fecha,colaborador,gramos,tipo\n2026-05-14,KIF,50,Entrada\n2026-05-15,LOLA,-10,Salida\n2026-05-16,KIF,-5,Salida\n"
    assert who_came(text, "registro.csv") == set()
