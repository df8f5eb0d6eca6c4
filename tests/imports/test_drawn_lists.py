"""Plain lists that were drawn by chance: each was read wrongly in silence once a rule went that no file of ours had needed."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

_DAY = "Attendance list, 3 September 2026\n"


def read(text: str, name: str = "list.csv") -> Reading:
    return read_attendance(text.encode(), name, today=date(2026, 11, 30))


def states(told: Reading) -> dict[str | None, str]:
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.state, strict=True))


@pytest.mark.parametrize("came", ["H", "P", "✓"])
def test_a_letter_beside_a_for_absent_is_that_of_those_who_came(came: str) -> None:
    rows = f"Ann Lee,Sun Home,{came},{came}\nBo Chan,Sun Home,A,{came}\nEva Moss,DSI,{came},A\n"
    told = read("Name,Organization,2026-07-06,2026-05-26\n" + rows)
    entries = zip(told.entries.name, told.entries.meeting, told.entries.state, strict=True)
    present = {(name, told.meetings[at].on) for name, at, state in entries if state == "present"}
    assert present == {
        ("Ann Lee", date(2026, 7, 6)),
        ("Ann Lee", date(2026, 5, 26)),
        ("Bo Chan", date(2026, 5, 26)),
        ("Eva Moss", date(2026, 7, 6)),
    }


def test_a_day_written_over_two_columns_is_that_of_both() -> None:
    rows = "Ann Lee,a@x.example,x,x,,x\nBo Chan,b@x.example,,x,x,x\n"
    told = read("Register\n,,20 Oct 2026,,24 May 2026,\nName,Email,AM,PM,AM,PM\n" + rows)
    assert set(told.entries.state) == {"present"}
    assert len(told.entries) == 4


def test_a_note_below_a_list_makes_no_aliases_of_first_names() -> None:
    text = "Nom,Prénom,Organisation,Présent\nDupré,Élodie,Planète Bleue,x\nPetit,Hugo,Maison Clairval,x\nNote: fin à 10 h,,,\n"
    assert set(states(read("Réunion du 14/05/2026\n" + text))) == {"Élodie Dupré", "Hugo Petit"}


_FORM = "Timestamp,Name,Organization,{question},Lunch\n"


@pytest.mark.parametrize("question", ["Are you attending today?", "Did you attend the meeting?"])
def test_who_says_no_to_a_question_about_today_did_not_come(question: str) -> None:
    rows = "2026-07-01 9:47:00,Ann Lee,DSI,No,Halal\n2026-07-01 9:48:00,Bo Chan,DSI,Yes,Normal\n"
    assert states(read(_FORM.format(question=question) + rows, "form.csv")) == {"Ann Lee": "absent", "Bo Chan": "present"}


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("ท่านจะเข้าร่วมประชุมครั้งหน้าหรือไม่", "เข้าร่วม", "ไม่เข้าร่วม"),
        ("Will you attend the next meeting?", "Yes", "No"),
        ("I agree to the use of my data", "I agree", "No"),
        ("How will you attend?", "Online", "In person"),
    ],
)
def test_what_a_form_asks_of_another_day_or_of_consent_makes_nobody_absent(question: str, yes: str, no: str) -> None:
    rows = f"2026-07-01 9:47:00,Ann Lee,DSI,{no},Halal\n2026-07-01 9:48:00,Bo Chan,DSI,{yes},Normal\n"
    assert states(read(_FORM.format(question=question) + rows, "form.csv")) == {"Ann Lee": "present", "Bo Chan": "present"}


def test_who_was_approved_is_not_who_came() -> None:
    header = "Name,Organization,Meeting date,Registration status\n"
    told = read(
        header + "Ann Lee,DSI,2026-09-11,Approved\nBo Chan,Sun Home,2026-09-11,Cancelled\nEva Moss,DSI,2026-09-11,Approved\n"
    )
    assert told.refused is not None or "did_they_come" in told.flags


def test_a_sheet_is_signed_with_names_and_with_the_word_itself() -> None:
    rows = "Ann Lee,Sun Home,\nBo Chan,Sun Home,signed\nCara Wells,Child Line,Cara\nHal Reed,DSI,ลงชื่อ\nJon Cedar,DSI,Jon\n"
    told = states(read(_DAY + "Name,Organization,ลายมือชื่อ\n" + rows))
    assert {name for name, state in told.items() if state == "present"} >= {"Bo Chan", "Cara Wells", "Jon Cedar"}
    assert told["Ann Lee"] == "absent"


def test_the_rank_of_the_police_is_nobody() -> None:
    told = states(read(_DAY + '"Attending: Ann Lee, Bo Chan"\n"Absent: Eva Moss, Pol. Lt. Jon Cedar"\n'))
    assert told == {"Ann Lee": "present", "Bo Chan": "present", "Eva Moss": "absent", "Jon Cedar": "absent"}


def test_times_beside_names_without_a_header_are_not_left_unread_in_silence() -> None:
    told = read(_DAY + "Ann Lee,Chair,09:00,x\nBo Chan,Officer,09:05,x\nEva Moss,Officer,,\nJon Cedar,Chair,09:10,x\n")
    assert told.refused is not None or told.flags


@pytest.mark.parametrize("label", ["Project", "Programme", "Venue"])
def test_a_label_above_a_list_is_nobodys_organization(label: str) -> None:
    told = read(f"Attendance list 2026-02-08\n{label}: Safe roads\nName\nCara Wells\nFay Orr\nEva Moss\nAnn Lee\n")
    assert [*zip(told.entries.name, told.entries.organization, strict=True)] == [
        ("Cara Wells", None),
        ("Fay Orr", None),
        ("Eva Moss", None),
        ("Ann Lee", None),
    ]


def test_the_address_of_a_page_tells_no_day() -> None:
    told = read("Meeting\nhttps://calendar.example/2021/08/14/notes\nName,Attended\nAnn Lee,x\nBo Chan,x\n")
    assert [meeting.on for meeting in told.meetings] == [None]
