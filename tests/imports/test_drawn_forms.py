"""Forms, registrations and typed sheets that were drawn by chance: what nobody said of them was guessed in silence."""

import pytest

from tests.support.plain_lists import houses, read, states

ASKED = ["did_they_come", "no_date"]
_APART = ("3/9/2026 9:12:00", "4/9/2026 17:40:00", "6/9/2026 8:03:00")
_AT_THE_DOOR = ("23/9/2026 9:01:00", "23/9/2026 9:04:00", "23/9/2026 9:20:00")
_NAMES = ("Ann Lee", "Bo Chan", "Cy Dale")


def form(question: str, *answers: str, moments: tuple[str, ...] = _APART, stamp: str = "Timestamp") -> str:
    rows = zip(moments, _NAMES * 2, answers, strict=False)
    return "\n".join([f"{stamp},Name,{question}", *map(",".join, rows)]) + "\n"


@pytest.mark.parametrize("question", ["How will you attend?", "รูปแบบการเข้าร่วม", "How useful was the meeting?", "Phone"])
def test_a_form_filled_in_one_by_one_on_several_days_says_no_day_and_not_who_came(question: str) -> None:
    told = read(form(question, "Online", "In person", "Online"))
    assert sorted(told.flags) == ASKED
    assert [one.on for one in told.meetings] == [None]


@pytest.mark.parametrize("question", ["How will you attend?", "¿Cómo participará?", "Bagaimana Anda akan hadir?"])
def test_a_form_that_asks_on_several_days_how_people_will_come_leaves_open_who_came(question: str) -> None:
    days = tuple(f"{day}/9/2026 9:0{minute}:00" for day in (23, 24) for minute in (1, 4, 8))
    rows = "".join(
        f"{moment},{name},Online\n" for moment, name in zip(days, (*_NAMES, "Eva Moss", "Gil Stone", "Hal Reed"), strict=True)
    )
    assert read(f"Timestamp,Name,{question}\n{rows}").flags == ["did_they_come"]


def test_what_stands_below_the_moments_of_a_form_is_no_answer() -> None:
    told = read(form("Attended", "TRUE", "FALSE", "TRUE") + "Prepared by:,Jane Stone,\n")
    assert "Jane Stone" not in told.entries.name


def test_a_form_signed_at_the_door_is_of_its_day() -> None:
    told = read(form("Mode", "Online", "In person", "Online", moments=_AT_THE_DOOR))
    assert (told.flags, len(told.meetings)) == ([], 1)


def test_a_form_that_the_same_people_fill_in_for_each_meeting_is_of_all_its_days() -> None:
    moments = ("3/9/2026 9:01:00", "3/9/2026 12:04:00", "17/9/2026 9:20:00", "24/9/2026 9:20:00")
    rows = [f"{moment},{name}" for moment, name in zip(moments, ("Ann Lee", "Bo Chan", "Ann Lee", "Ann Lee"), strict=True)]
    told = read("\n".join(["Timestamp,Name", *rows]))
    assert (told.flags, len(told.meetings)) == ([], 3)


@pytest.mark.parametrize("head", ["Check-in", "มาแล้ว", "Llegó", "Angekommen", "Đã đến"])
@pytest.mark.parametrize("signs", [("x", "", "x"), ("8:40", "", "9:02"), ("Ann", "", "Cy")])
def test_a_column_of_those_at_the_door_says_who_of_a_registration_came(head: str, signs: tuple[str, ...]) -> None:
    told = read(form(head, *signs))
    assert told.flags == ["no_date"]
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "absent", "Cy Dale": "present"}


@pytest.mark.parametrize("title", ["Meeting 3 - 6 November 2026", "Rapat 3 - 6 November 2026", "Sitzung 3 - 4 November 2026"])
def test_a_title_of_a_number_or_of_several_days_asks_for_the_day(title: str) -> None:
    told = read(f"{title}\nName,Organization\nAnn Lee,Sun Home\nBo Chan,Sun Home\n")
    assert told.flags == ["no_date"]
    assert [one.on for one in told.meetings] == [None]


# --- typed sheets ----------------------------------------------------------------------------------------------------------

_DAY = "Attendance list, 23 September 2026\n"


@pytest.mark.parametrize("between", ["and", "&", "กับ"])
@pytest.mark.parametrize("house", ["IOM", "Child Line"])
def test_the_organization_behind_two_people_is_that_of_both(between: str, house: str) -> None:
    told = read(f"{_DAY}Name\nAnn Lee {between} Bo Chan ({house})\nCy Dale (IOM)\nEva Moss (DSI)\nGil Stone (IOM)\n")
    assert {name: houses(told)[name] for name in ("Ann Lee", "Bo Chan")} == {"Ann Lee": house, "Bo Chan": house}


@pytest.mark.parametrize("heading", ["Apologies", "Izin", "Krank"])
@pytest.mark.parametrize("name", ["Name", "Participant name"])
def test_a_table_of_those_excused_has_a_header_of_its_own(heading: str, name: str) -> None:
    told = read(
        f"{_DAY}No,Name,Organization\n1,Ann Lee,IOM\n2,Bo Chan,DSI\n,,\n{heading},,\n{name},Reason,\nCy Dale,On leave,\n"
    )
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Dale": "excused"}


def test_a_volunteer_below_a_heading_is_no_header() -> None:
    told = read(
        f"{_DAY}Nom complet,Fonction\nAnn Lee,Bénévole\nBo Chan,Directrice\n\nAbsents\nCy Dale,Bénévole\nEva Moss,Directrice\n"
    )
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Dale": "absent", "Eva Moss": "absent"}


def test_who_is_ill_did_not_come() -> None:
    told = read(f"{_DAY}Present: Ann Lee, Bo Chan\nApologies: Cy Dale\nIll: Gee Ha\n")
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Dale": "excused", "Gee Ha": "excused"}


@pytest.mark.parametrize("same", ["''", "〃", "do."])
def test_signs_for_the_same_as_above_are_no_organization(same: str) -> None:
    told = read(f"{_DAY}Name,Organization\nAnn Lee,IOM\nBo Chan,{same}\nCy Dale,DSI\n")
    assert houses(told) == {"Ann Lee": "IOM", "Bo Chan": "IOM", "Cy Dale": "DSI"}


@pytest.mark.parametrize("page", ["Sheet", "Folha", "แผ่นที่", "Blatt"])
def test_a_printed_page_ends_below_its_last_person_and_is_nobody(page: str) -> None:
    table = "Name,Organization\nAnn Lee,IOM\nBo Chan,\n"
    told = read(f"{_DAY}{table}{page} 1\n{_DAY}{table.replace('Ann', 'Eva').replace('Bo', 'Cy')}{page} 2\n")
    assert states(told) == dict.fromkeys(("Ann Lee", "Bo Chan", "Eva Lee", "Cy Chan"), "present")


@pytest.mark.parametrize(
    "seal",
    [
        "Approved by:\nZed Quill\nDirector",
        "Mengetahui:\nttd\nZed Quill",
        "ขอรับรองว่าถูกต้อง\n\nZed Quill",
        "Aprovado por:\nZed Quill",
    ],
)
def test_who_signs_below_a_list_is_none_of_it(seal: str) -> None:
    told = read(f"{_DAY}Name,Organization\nAnn Lee,IOM\nBo Chan,\n\n{seal}\n")
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "present"}
    assert any("Zed Quill" in one.raw for one in told.issues)


def test_a_word_of_presence_over_places_makes_nobody_absent() -> None:
    rows = "Litoral,Ann Lee,IOM\n,Bo Chan,IOM\n,Cy Dale,DSI\nSerra,Eva Moss,IOM\n,Gil Stone,DSI\n"
    assert read(f"{_DAY}Estado,Nome,Instituição\n{rows}").refused


# --- lists that say nothing of who came ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("สถานะการลงทะเบียน", ("อนุมัติ", "สำรอง", "ยกเลิก")),
        ("Trạng thái đăng ký", ("Đã duyệt", "Danh sách chờ", "Đã hủy")),
        ("Status pendaftaran", ("Disetujui", "Daftar tunggu", "Dibatalkan")),
    ],
)
def test_who_was_approved_has_not_come_by_it(header: str, words: tuple[str, ...]) -> None:
    rows = "".join(f"{name},IOM,{word}\n" for name, word in zip(_NAMES, words, strict=True))
    assert read(f"23/9/2026\nName,Organization,{header}\n{rows}").refused


@pytest.mark.parametrize(
    "title", ["Contact list (as of 23/9/2026)", "Kontaktliste (Stand 23.9.2026)", "ทำเนียบเครือข่าย 23/9/2569"]
)
def test_the_day_of_a_list_of_contacts_is_that_of_no_meeting(title: str) -> None:
    told = read(f"{title}\nName,Organization,Phone\nAnn Lee,IOM,081-234-5678\nBo Chan,DSI,081-234-5679\n")
    assert sorted(told.flags) == ASKED


def test_ticks_of_a_rota_are_days_of_duty() -> None:
    told = read("Duty rota\nName,3 Dec,10 Dec,17 Dec\nAnn Lee,x,,x\nBo Chan,,x,\n")
    assert "that of a rota" in (told.refused or "")


def test_how_somebody_came_says_less_than_whether_they_did() -> None:
    head = "Registration time,Name,Organization,รูปแบบการเข้าร่วม,Attended,Was the meeting useful?\n"
    rows = "2026-05-05 09:36:11,Ann Lee,Sun Home,ออนไซต์,Yes,Yes\n2026-05-05 09:20:11,Bo Chan,DSI,ออนไซต์,No,No\n"
    told = read(head + rows + "2026-05-06 09:02:11,Eva Moss,DSI,ออนไลน์,No,Yes\n")
    assert dict(zip(told.entries.name, told.entries.state, strict=True)) == {
        "Ann Lee": "present",
        "Bo Chan": "absent",
        "Eva Moss": "absent",
    }


def test_a_file_called_attendance_does_not_answer_a_form_that_asks_how_people_will_come() -> None:
    days = ("18/8/2026 9:26", "18/8/2026 9:11", "19/8/2026 9:01")
    rows = (f"{day},{name},Online" for day, name in zip(days, _NAMES, strict=True))
    told = read("\n".join(["Start time,Full name,How will you attend?", *rows]), "attendance.csv")
    assert told.refused or "did_they_come" in told.flags


def test_a_form_with_hardly_anybody_a_day_and_nobody_twice_was_filled_in_one_by_one() -> None:
    told = read(
        form("Mode", "Online", "In person", "Online", moments=("18/7/2026 19:00", "18/7/2026 19:36", "19/7/2026 15:22"))
    )
    assert sorted(told.flags) == ASKED


def test_a_day_that_one_alone_typed_where_others_typed_that_of_writing_is_a_slip() -> None:
    typed = ("25/8/2026",) * 4 + ("24/8/2026",)
    rows = [
        f"25/8/2026 21:5{at}:00,{name},{day}"
        for at, (name, day) in enumerate(zip((*_NAMES, "Eva Moss", "Gil Orr"), typed, strict=True))
    ]
    told = read("\n".join(["Timestamp,Name,Date of the lesson", *rows]))
    assert len(told.meetings) == 1
    assert "far_date" in [one.code for one in told.issues]
