"""What stands beside the names and is not read: ticks, times and words that may say who came are never passed over."""

import pytest

from coalition.imports.read.attendance_file import read_attendance
from tests.imports.read.test_strangers import TODAY, codes, who_came


def marked(header: str, *cells: str) -> str:
    """A dated list of three with one more column."""
    people = zip(("Ann Lee", "Bo Chan", "Cora Moss"), cells, strict=True)
    return "\n".join([f"Name,Date,{header}", *(f"{name},2026-05-14,{cell}" for name, cell in people)])


@pytest.mark.parametrize("header", ["Arrived", "Kommen", "Entrada", "เข้าร่วม", "Anwesend"])
def test_ticks_below_a_word_of_coming_say_who_came(header: str) -> None:
    for ticks in (("x", "", "x"), ("1", "0", "1"), ("✓", "", "✓")):
        assert who_came(marked(header, *ticks), "list.csv") == {("Ann Lee", "2026-05-14"), ("Cora Moss", "2026-05-14")}


@pytest.mark.parametrize("header", ["Notes", "Participation", "Nachweis", "Firma 2", "Type", "หลักฐาน"])
@pytest.mark.parametrize("ticks", [("x", "", "x"), ("1", "0", "1"), ("09:00", "", "09:10")])
def test_ticks_and_times_beside_some_are_asked_about(header: str, ticks: tuple[str, ...]) -> None:
    assert "who_came_column" in codes(marked(header, *ticks), "list 14 May 2026.csv")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (marked("Status", "", "Late", ""), "what_do_blanks_mean"),
        ("Name,2026-05-14,2026-05-21\nAnn Lee,,Verspätet\nBo Chan,Verspätet,\nCora Moss,,\n", "what_do_blanks_mean"),
        (marked("Confirmed", "x", "", "x"), "did_they_come"),
    ],
)
def test_who_was_late_or_confirmed_says_nothing_of_the_others(text: str, why: str) -> None:
    assert codes(text, "attendance.csv")[:1] == [why]


def test_an_excuse_in_place_of_the_time_of_coming_is_no_time() -> None:
    assert who_came(marked("Arrival", "09:00", "excused", "09:10"), "list.csv") == {
        ("Ann Lee", "2026-05-14"), ("Cora Moss", "2026-05-14"),
    }  # fmt: skip
    assert who_came(marked("Type", "", "sick", ""), "attendance.csv") == {
        ("Ann Lee", "2026-05-14"),
        ("Cora Moss", "2026-05-14"),
    }


@pytest.mark.parametrize(("there", "odd"), [("✓", "x"), ("/", "O"), ("●", "○"), ("P", "o"), ("x", "o")])
def test_a_single_cross_or_circle_beside_ticks_is_asked_about(there: str, odd: str) -> None:
    text = f"Name,2026-05-14,2026-05-21\nAnn Lee,{there},{there}\nBo Chan,{odd},{there}\nCora Moss,{there},{there}\n"
    assert set(codes(text, "1.csv")) == {"unclear_mark"}
    assert ("Bo Chan", "2026-05-14") not in who_came(text, "1.csv")


@pytest.mark.parametrize(("there", "away"), [("Zoom", ""), ("S", "N"), ("■", "□"), ("K", "A")])
def test_a_few_short_words_below_days_are_asked_about(there: str, away: str) -> None:
    text = f"Name,2026-05-14,2026-05-21\nAnn Lee,{there},{there}\nBo Chan,{away},{there}\nCora Moss,{there},{there}\n"
    assert "unknown_mark" in codes(text, "attendance.csv")
    assert {*codes(text.replace(there, "Dao Srisuk"), "attendance.csv")}.isdisjoint({"unknown_mark"})


@pytest.mark.parametrize("heading", ["Missed", "Away", "On leave", "En congé", "Anmäld frånvaro"])
def test_a_word_of_absence_alone_between_people_names_nobody(heading: str) -> None:
    text = f"Name,Organization\nAnn Lee,Baan Mai\n{heading},\nBo Chan,Baan Mai\n"
    assert who_came(text, "attendance 2026-05-14.csv") == {("Ann Lee", "2026-05-14")}


def test_a_share_before_a_name_makes_no_total_of_its_row() -> None:
    text = "%,Name,2026-05-14,2026-05-21\n100%,Ann Lee,x,x\n50%,Bo Chan,,x\n100%,Cora Moss,x,x\n"
    assert ("Bo Chan", "2026-05-21") in who_came(text, "1.csv")


@pytest.mark.parametrize(
    "written",
    [
        "D1{n} - {name}",
        "D1{n} -{name}",
        "20BCE100{n} {name}",
        "EMP00{n}: {name}",
        "{name} (S12345{n})",
        "{name} - A{n}",
        "[10{n}] {name}",
    ],
)
def test_a_code_of_its_own_beside_each_name_is_no_part_of_it_and_no_organization(written: str) -> None:
    names = [written.format(n=n, name=name) for n, name in enumerate(("Ann Lee", "Bo Chan", "Cora Moss", "Dao Suk"), 2)]
    text = "Name,2026-05-14,2026-05-21\n" + "".join(f"{name},{'A' if 'Bo' in name else 'P'},P\n" for name in names)
    told = read_attendance(text.encode(), "1.csv", today=TODAY)
    assert ("Ann Lee", "2026-05-14") in who_came(text, "1.csv")
    assert ("Bo Chan", "2026-05-14") not in who_came(text, "1.csv")
    assert set(told.entries.organization) == {None}


def test_two_of_one_name_with_codes_of_their_own_are_two() -> None:
    text = "Name,2026-05-14\nD7 - Ann Lee,P\nD8 - Ann Lee,P\nD9 - Bo Chan,P\nD10 - Cora Moss,A\n"
    assert {name for name, _ in who_came(text, "1.csv")} == {"Ann Lee (D7)", "Ann Lee (D8)", "Bo Chan"}


@pytest.mark.parametrize(
    "header",
    [
        "Meeting_ID,Meeting_Date,Organizer,Client_or_Stakeholder,Planned_Participants,Attended",
        "Nr,Fecha,Responsable,Tema,Convocados,Asistieron",
    ],
)
def test_how_many_attended_each_meeting_says_nothing_of_who_called_it(header: str) -> None:
    rows = "".join(
        f"M{n},2026-05-{n:02},{name},Client {n},{n},{n - 2}\n"
        for n, name in enumerate(("Ann Lee", "Bo Chan", "Cora Moss", "Dao Suk"), 9)
    )
    assert who_came(f"{header}\n{rows}", "meeting_log.csv") == set()


@pytest.mark.parametrize(
    ("stamp", "name", "day"),
    [
        ("Carimbo de data/hora", "Nome completo", "Data em que ocorreu a aula"),
        ("Marca temporal", "Nombre", "Fecha en que se realizó la reunión"),
        ("Timestamp", "Name", "Date of the meeting"),
    ],
)
def test_the_day_that_a_form_asks_for_is_the_day_and_one_of_birth_is_told(stamp: str, name: str, day: str) -> None:
    rows = "".join(
        f"8/{at}/2026 21:58:26,{who},{typed}\n"
        for at, who, typed in ((25, "Ann Lee", "8/25/2026"), (26, "Bo Chan", "8/25/2026"), (25, "Cora Moss", "2/20/2000"))
    )
    text = f"{stamp},{name},{day}\n{rows}"
    assert who_came(text, "list.csv") == {("Ann Lee", "2026-08-25"), ("Bo Chan", "2026-08-25")}
    assert "far_date" in codes(text, "list.csv")
