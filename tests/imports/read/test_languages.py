"""A list in any language of the lexicon is read by its words alone: who came, who did not, on which day."""

from datetime import date

import pytest

from coalition.imports.lexicon import by_language
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.values import day_in

SECTIONS = ("headers.name", "headers.date", "headers.attended", "marks.present", "marks.absent", "spoken.attendance")
WORDS = {section: by_language(section) for section in SECTIONS}
LANGUAGES = sorted(set(WORDS["spoken.attendance"]) | set(WORDS["marks.present"]) - {"signs"})
PEOPLE = ("Ann Lee", "Bo Chan", "Malee Srisuk", "Orla Finch")


def test_every_language_has_the_words_of_a_plain_list() -> None:
    borrowed = {("headers.attended", "sv")}
    lacking = [(section, code) for section in SECTIONS for code in LANGUAGES if code not in WORDS[section]]
    assert [one for one in lacking if one not in borrowed] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_list_with_a_word_beside_each_name_is_read_in_any_language(code: str) -> None:
    def word(section: str) -> str:
        return max(WORDS[section].get(code, ("",)), key=len)

    head = [word(section) for section in ("headers.name", "headers.date", "headers.attended")]
    states = [word("marks.present"), word("marks.absent")]
    rows = [[name, f"2026-03-{5 + at // 2:02}", states[at % 2]] for at, name in enumerate(PEOPLE)]
    text = "\n".join("\t".join(row) for row in [head, *rows])
    read = read_attendance(text.encode(), "1.tsv", today=date(2026, 11, 25))
    told = zip(read.entries.name, read.entries.state, read.entries.meeting, strict=True)
    came = {(name, str(read.meetings[at].on)) for name, state, at in told if state == "present"}
    assert came == {("Ann Lee", "2026-03-05"), ("Malee Srisuk", "2026-03-06")}, text


def states(text: str) -> dict[str | None, str]:
    """{name: state} of a list of 14 May 2026."""
    read = read_attendance(text.encode(), "Attendance 2026-05-14.csv", today=date(2026, 11, 25))
    return dict(zip(read.entries.name, read.entries.state, strict=True))


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Role", "MC"), ("Pays", "Liban"), ("Zona", "Este"), ("Uwagi", "brak"), ("Téléphone", "manquant"), ("Telefon", "lipsă"),
        ("Documento", "Licencia"), ("ផ្នែក", "ច្បាប់"), ("Engellilik", "özürlü"), ("Cargo", "Asistente"), ("Học tập", "nghỉ học"),
    ],
)  # fmt: skip
def test_a_word_of_absence_of_one_language_that_is_another_word_elsewhere_says_nothing(header: str, cell: str) -> None:
    text = f"Name,Organization,{header}\nAnn Lee,Hill Light,{cell}\nBo Chan,Lotus House,\nOrla Finch,Open Door,\n"
    assert set(states(text).values()) == {"present"}


@pytest.mark.parametrize("header", ["Fraværende", "Frånvarande", "Poissa", "Nepřítomen", "缺席", "غائب", "отсутствовал"])
def test_a_tick_under_a_word_of_absence_says_so_in_any_language(header: str) -> None:
    text = f"Name,Organization,{header}\nAnn Lee,Hill Light,x\nBo Chan,Lotus House,\nOrla Finch,Open Door,\n"
    assert states(text) == {"Ann Lee": "absent", "Bo Chan": "present", "Orla Finch": "present"}


def test_leave_is_an_excuse_and_no_going_out() -> None:
    text = "Name,Status\nAnn Lee,Present\nBo Chan,Leave\nOrla Finch,Absent\n"
    assert states(text) == {"Ann Lee": "present", "Bo Chan": "excused", "Orla Finch": "absent"}


@pytest.mark.parametrize("header", ["Fecha de ingreso", "Datum Eintritt", "Tanggal masuk", "Departure", "Leave date"])
def test_days_of_hiring_or_travelling_do_not_say_who_came(header: str) -> None:
    text = f"Name,Organization,{header}\nAnn Lee,Hill Light,2019-05-21\nBo Chan,Lotus House,\nOrla Finch,Open Door,2024-11-28\n"
    read = read_attendance(text.encode(), "Attendance 2026-05-14.csv", today=date(2026, 11, 25))
    told = {str(meeting.on) for meeting in read.meetings}
    assert set(read.entries.state) == {"present"}
    assert told == {"2026-05-14"} or "did_they_come" in read.flags


@pytest.mark.parametrize(("header", "yes"), [("Joined", "Yes"), ("Ingreso", "Sí")])
def test_yes_and_no_under_a_word_for_coming_are_not_passed_over(header: str, yes: str) -> None:
    text = f"Name,Organization,{header}\nAnn Lee,Hill Light,{yes}\nBo Chan,Lotus House,No\nOrla Finch,Open Door,{yes}\n"
    assert states(text) == {"Ann Lee": "present", "Bo Chan": "absent", "Orla Finch": "present"}


def test_a_month_that_ends_in_a_final_sigma_is_one() -> None:
    for text in ("14 Μάιος", "14 พ.ค.", "5月14日", "14 de mayo", "14. MAYIS"):
        assert day_in(text, date(2026, 11, 25)) == (5, 14)
    for text in ("26 set", "26-Set", "26 set - reunião", "26. SET", "set 26"):  # also a word
        assert day_in(text, date(2026, 11, 25)) == (9, 26)


@pytest.mark.parametrize(
    "name",
    [
        "Nieobecności", "不参加者", "未出席名单", "អវត្តមាន", "ຜູ້ບໍ່ເຂົ້າຮ່ວມ", "Không có mặt", "Daftar tidak hadir", "ผู้ไม่มาประชุม",
        "Les adhérents", "Bienséance", "Posesión", "Não participantes", "No asistentes",
    ],
)  # fmt: skip
def test_a_name_of_a_file_that_speaks_of_the_absent_or_of_no_meeting_does_not_say_that_they_came(name: str) -> None:
    text = "Name,Organization\nAnn Lee,Hill Light\nBo Chan,Lotus House\nOrla Finch,Open Door\n"
    flags = read_attendance(text.encode(), f"{name} 2026-05-14.csv", today=date(2026, 11, 25)).flags
    assert {"did_they_come", "not_attendance"} & {*flags}  # a list of the absent is none of attendance


@pytest.mark.parametrize("name", ["Attendance", "Účastníků", "Liste de présence", "出席", "ผู้เข้าร่วมประชุม", "Lista obecności"])
def test_a_name_of_a_file_that_speaks_of_attendance_says_that_they_came(name: str) -> None:
    text = "Name,Organization\nAnn Lee,Hill Light\nBo Chan,Lotus House\nOrla Finch,Open Door\n"
    assert "did_they_come" not in read_attendance(text.encode(), f"{name} 2026-05-14.csv", today=date(2026, 11, 25)).flags


def test_nobody_ends_in_a_final_sigma_too() -> None:
    text = "ονοματεπώνυμο;ημερομηνία;παρουσία\nAnn Lee;2026-05-14;παρών\nάγνωστος;2026-05-14;παρών\n"
    assert read_attendance(text.encode(), "1.csv", today=date(2026, 11, 25)).entries.name == ["Ann Lee"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "list.csv",
            "Lista de asistencia\nReunión del 05/03/2026\nNombre,Entidad\nLaura Gómez,Fiscalía\nPedro Rincón,Policía\n",
        ),
        ("list.csv", "Nama,Instansi,Tanggal\nSiti Rahma,Dinas Sosial,05/03/2026\nBudi Hartono,Polres,05/03/2026\n"),
        ("list.txt", "Protokoll der Sitzung vom 05/03/2026\nAnwesend: Anna Vogel (Caritas), Bernd Krause (Polizei)\n"),
        ("Présence 05-03-2026.csv", "Nom,Structure\nClaire Moreau,Préfecture\nHugo Petit,Gendarmerie\n"),
        ("list.csv", "Nama,Instansi,05/03/2026,11/03/2026\nSiti Rahma,Dinas Sosial,1,1\nBudi Hartono,Polres,1,0\n"),
    ],
    ids=["title", "column", "minutes", "file name", "matrix"],
)
def test_the_day_is_first_in_a_language_that_always_writes_it_first(name: str, text: str) -> None:
    told = read_attendance(text.encode(), name, today=date(2026, 11, 25))
    assert told.flags == []
    assert told.meetings[0].on == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Name / Nombre,Agency / Entidad,Date / Fecha\nLaura Gómez,Hope House,05/03/2026\nPedro Rincón,Police,05/03/2026\n",
        "Nombre,Entidad,Fecha\nLaura Gómez,Hope House,05/03/2026 1:00 PM\nPedro Rincón,Police,05/03/2026 1:02 PM\n",
        "Name,Agency,Date\nLaura Gómez,Fiscalía,05/03/2026\nPedro Rincón,Policía,05/03/2026\n",
        "Date,Name,Association,Observations\n05/03/2026,Ann Lee,IOM,\n05/03/2026,Bo Chan,IJM,\n",
        "Timestamp,Nom et prénom,Organisation\n3/4/2026 14:02:11,Claire Moreau,Mairie\n",
        "Nombre,Entidad,3/4/2026,3/11/2026\nLaura Gómez,Fiscalía,x,x\nPedro Rincón,Policía,x,\n",
    ],
    ids=["two languages", "the clock of a program", "English", "words of both", "a program in English", "days of March"],
)
def test_elsewhere_the_order_of_day_and_month_is_asked(text: str) -> None:
    assert "ambiguous_date_order" in read_attendance(text.encode(), "list.csv", today=date(2026, 11, 25)).flags


@pytest.mark.parametrize(
    "text",
    [
        "Name,Agency,Wed 3/4/2026,Wed 3/11/2026\nAnn Lee,IOM,x,x\nBo Chan,IJM,x,\n",
        "Nombre,Entidad,miércoles 3/4/2026,miércoles 4/1/2026\nLaura Gómez,Fiscalía,x,x\nPedro Rincón,Policía,x,\n",
        "Meeting on Wednesday 3/4/2026\nName,Agency\nAnn Lee,IOM\nBo Chan,IJM\n",
    ],
)
def test_a_weekday_beside_a_day_proves_its_order(text: str) -> None:
    told = read_attendance(text.encode(), "list.csv", today=date(2026, 11, 25))
    assert (told.flags, told.meetings[0].on) == ([], date(2026, 3, 4))
