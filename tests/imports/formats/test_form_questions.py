"""What the questions of a form ask decides whether its answers are attendance: of many ways to ask, each on its own."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)
EVERYBODY = ["Karin Holm", "Malee Srisuk", "Tom Berg"]


def asked(question: str, answers: tuple[str, str, str], days: tuple[int, int, int] = (14, 14, 14)) -> Reading:
    """A form of three people with one question more, answered on these days of March."""
    people = zip(EVERYBODY, ("Open Door", "Rak Dek", "Open Door"), answers, days, strict=True)
    rows = [f"2024/03/{day} 9:15:00 AM GMT+7,{name},{office},{answer}" for name, office, answer, day in people]
    text = "\n".join([f"Timestamp,Name,Organization,{question}", *rows])
    return read_attendance(text.encode(), "Form responses.csv", today=TODAY)


def came(reading: Reading) -> list[str]:
    """Who is read as present, in the order of the alphabet."""
    entries = zip(reading.entries.name, reading.entries.state, strict=True)
    return sorted(name for name, state in entries if name and state == "present")


@pytest.mark.parametrize(
    "question",
    [
        "Would you like to join our mailing list?", "Will you join us for lunch?", "Are you coming from outside the province?",
        "ท่านจะเข้าร่วมรับประทานอาหารกลางวันหรือไม่", "ท่านต้องการเข้าร่วมกลุ่มไลน์หรือไม่", "Can you participate in a short interview?",
        "Do you want to join the working group on data?", "Kommen Sie aus Chiang Rai?", "Pouvez-vous être contacté ?",
        "Will you attend the dinner?", "Would you be willing to be interviewed?", "Do you plan to attend the next meeting?",
        "Are you attending as a representative of your organization?", "Do you agree to photos?", "Is this your first meeting?",
        "Was the meeting useful?", "First meeting?", "Liked the meeting", "Prefer evening meetings", "Online meeting",
        "Missed May meeting", "Invited to May meeting", "Meeting 24/7 support",
        "การประชุมมีประโยชน์",
    ],
)  # fmt: skip
def test_a_question_about_something_else_says_nothing_of_who_came(question: str) -> None:
    thai = "ท่าน" in question or "ประชุม" in question
    reading = asked(question, ("ไม่", "ใช่", "ใช่") if thai else ("No", "Yes", "Yes"))
    assert reading.refused is None
    assert came(reading) == EVERYBODY
    assert [meeting.on for meeting in reading.meetings] == [date(2024, 3, 14)]


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("Will you attend?", "Yes", "No"), ("Will you be attending the meeting?", "Yes", "No"), ("RSVP", "Yes", "No"),
        ("Are you able to attend?", "Yes", "Maybe"), ("Can you make it?", "Yes", "No"),
        ("Will you be joining us?", "Yes", "No"),
        ("Do you plan to attend?", "Yes", "No"), ("Please confirm your attendance", "Yes", "No"),
        ("I will attend", "Yes", "No"),
        ("Attendance confirmation", "Yes", "No"), ("ท่านจะเข้าร่วมประชุมหรือไม่", "เข้าร่วม", "ไม่เข้าร่วม"),
        ("ยืนยันการเข้าร่วม", "ยืนยัน", "ไม่สะดวก"), ("ประสงค์จะเข้าร่วมประชุมหรือไม่", "ประสงค์เข้าร่วม", "ไม่ประสงค์"),
        ("สามารถเข้าร่วมได้หรือไม่", "ได้", "ไม่ได้"), ("Werden Sie teilnehmen?", "Ja", "Nein"), ("Nehmen Sie teil?", "Ja", "Nein"),
        ("Serez-vous présent(e) ?", "Oui", "Non"), ("Pourrez-vous participer ?", "Oui", "Non"), ("¿Asistirá?", "Sí", "No"),
        ("Você participará da reunião?", "Sim", "Não"),
    ],
)  # fmt: skip
def test_a_form_that_asks_who_will_come_is_refused(question: str, yes: str, no: str) -> None:
    reading = asked(question, (no, yes, yes), (1, 1, 2))
    assert reading.flags == ["not_attendance"]
    assert came(reading) == []


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("Attendance", "Present", "Absent"), ("สถานะการเข้าร่วม", "เข้าร่วม", "ไม่เข้าร่วม"), ("Present?", "Y", "N"),
        ("Did you attend today?", "Yes", "No"), ("มา/ไม่มา", "มา", "ไม่มา"),
    ],
)  # fmt: skip
def test_a_form_that_asks_who_is_there_tells_the_absent_from_the_present(question: str, yes: str, no: str) -> None:
    assert came(asked(question, (no, yes, yes))) == ["Malee Srisuk", "Tom Berg"]


@pytest.mark.parametrize("question", ["Which meeting will you attend?", "Which day are you attending?", "Which session?"])
def test_a_day_named_on_the_day_itself_is_signing_in_and_one_named_before_is_not(question: str) -> None:
    meeting = ("Forum on 14 March 2024",) * 3
    assert came(asked(question, meeting)) == EVERYBODY
    assert asked(question, meeting, (1, 2, 5)).flags == ["not_attendance"]


@pytest.mark.parametrize(
    ("title", "answers"),
    [
        ("9/26 Meeting", ("TRUE", "FALSE", "TRUE")),
        ("Reunión 12/09", ("x", "", "x")),
        ("May meeting", ("yes", "no", "yes")),
        ("Rapat September", ("ya", "tidak", "ya")),
    ],
)
def test_a_title_ticked_beside_registrations_of_many_days_says_who_came_and_no_day(
    title: str, answers: tuple[str, str, str]
) -> None:
    reading = asked(title, answers, (14, 15, 18))
    assert (came(reading), reading.flags) == (["Karin Holm", "Tom Berg"], ["no_date"])
    signed = asked(f"Will you come to the next {title}?", answers, (14, 15, 18))
    assert signed.refused is not None or came(signed) == EVERYBODY


@pytest.mark.parametrize("titles", ["Coalition meeting May,Monthly meeting June", "Rapat bulan Mei,Rapat bulan Juni"])
def test_titles_of_several_meetings_ticked_beside_registrations_are_meetings_of_their_own(titles: str) -> None:
    rows = [f"2024/03/{day} 9:15:00 AM GMT+7,{name},x,TRUE" for name, day in zip(EVERYBODY, (14, 15, 18), strict=True)]
    text = "\n".join([f"Timestamp,Name,{titles}", *rows]).encode()
    reading = read_attendance(text, "Form responses.csv", today=TODAY)
    assert (came(reading), reading.flags) == ([], ["which_meeting"])


def answered(header: str, *rows: str) -> Reading:
    """The answers to another form, two of them on the same morning."""
    times = (f"2026/04/08 9:0{minute}:12,{row}" for minute, row in enumerate(rows))
    return read_attendance("\n".join([f"Timestamp,{header}", *times]).encode(), "Form responses.csv", today=TODAY)


@pytest.mark.parametrize(
    "header",
    [
        "Score,Name,Whom do you call?",
        "Name,Total points,Whom do you call?",
        "Name,Points - Whom do you call?,Whom do you call?",
    ],
)
def test_of_a_quiz_it_is_asked_whether_they_came(header: str) -> None:
    quiz = answered(header, "8,Ann Lee,1300" if header.startswith("Score") else "Ann Lee,8,1300")
    assert "did_they_come" in quiz.flags
    assert [told.why for told in quiz.issues if told.code == "did_they_come"]


def test_of_a_form_that_mostly_asks_something_else_it_is_asked_whether_they_came() -> None:
    three = "What do you know of trafficking?,Where did you hear of it?,What would you do?"
    survey = answered(f"Name,{three}", "Ann Lee,a crime,radio,call", "Bo Chan,it is slavery,school,tell police")
    assert "did_they_come" in survey.flags
    named = answered(
        f"Name,{three},Which meeting were you at?", "Ann Lee,a crime,radio,call,May", "Bo Chan,slavery,school,tell,May"
    )
    assert "did_they_come" not in named.flags
    person = answered("Name,Organization,Telephone,Allergies,Village", "Ann Lee,Hope House,081 234 5678,nuts,Ban Mai")
    assert "did_they_come" not in person.flags


@pytest.mark.parametrize(
    ("header", "microsoft"),
    [
        ("Identyfikator,Godzina rozpoczęcia,Godzina ukończenia,Adres e-mail,Nazwa,Imię i nazwisko,Organizacja", True),
        ("ID,Starttid,Slutförandetid,E-post,Namn,Ditt namn,Organisation", True),
        ("ID,Время начала,Время завершения,Адрес электронной почты,Имя,Ваше имя,Организация", True),
        ("Zaman damgası,Adınız Soyadınız,Kurum", False),
        ("ປະທັບເວລາ,ຊື່,ອົງການ", False),
    ],
)
def test_forms_in_other_languages_are_signing_in(header: str, microsoft: bool) -> None:
    start = "1,2026-03-14 9:15:00,2026-03-14 9:15:40,anonymous,," if microsoft else "2026-03-14 9:15:00,"
    reading = read_attendance(f"{header}\n{start}Ann Lee,Hope House\n".encode(), "form.csv", today=TODAY)
    assert (reading.flags, reading.refused) == ([], None)
    assert [meeting.on for meeting in reading.meetings] == [date(2026, 3, 14)]
    assert (list(reading.entries.name), list(reading.entries.organization)) == (["Ann Lee"], ["Hope House"])
