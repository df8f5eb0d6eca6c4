"""Lists without a row of column names: what is read out of them, and what must never become a person."""

from datetime import date

import pytest

from coalition.imports.cells.names import delegate_in, sent_in
from coalition.imports.cells.presence import joined_name
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.line_values import MAYBE, NO, SURE, grade, heading_of
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)


def read(text: str, name: str = "file.csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def there(reading: Reading) -> list[str | None]:
    """The names of those who were there; an organization without a person is None."""
    return [name for name, state in zip(reading.entries.name, reading.entries.state, strict=True) if state == "present"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Present:", "present"),
        ("**Attendees (5)**", "present"),
        ("Members present - 14 May 2026", "present"),
        ("ผู้มาประชุม 5 คน", "present"),
        ("รายชื่อผู้เข้าร่วมประชุม วันที่ 14 พฤษภาคม 2569", "present"),
        ("Apologies for absence", "excused"),
        ("ผู้ลาประชุม", "excused"),
        ("Absent / ผู้ไม่มาประชุม", "absent"),
        ("ผู้ไม่สามารถเข้าร่วมประชุม", "absent"),
        ("2. Action items", "closed"),
        ("ระเบียบวาระที่ 1", "closed"),
        ("Invited:", "closed"),
        ("Present: Ann Lee", None),
        ("Ann Lee", None),
        ("River House", None),
    ],
)
def test_a_heading_says_who_stands_below_it(text: str, state: str | None) -> None:
    assert heading_of(text) == state


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Ann Lee", SURE),
        ("Pol. Lt. Col. Wichai Jaidee", SURE),
        ("นายสมชาย ใจดี", SURE),
        ("สมชาย ณ เชียงใหม่", SURE),
        ("Nok", MAYBE),
        ("นก", MAYBE),
        ("Budget Review", NO),
        ("Country Director", NO),
        ("River House Foundation", NO),
        ("the team presented its plan", NO),
        ("รับรองรายงานการประชุม", NO),
        ("ติดตามความคืบหน้า", NO),
        ("Plus two interns", NO),
        ("iPhone", NO),
    ],
)
def test_only_what_reads_as_a_name_is_one_where_no_column_says_so(text: str, sure: int) -> None:
    assert grade(text) == sure


@pytest.mark.parametrize(
    "prose",
    [
        "Minutes of 14 May 2026\nAnn Lee opened the meeting.\nBo Chan thanked the police.\nThe meeting closed at noon.\n",
        "Minutes of 14 May 2026\nPresent\nThe team presented its plan to the province.\nIt was agreed.\n",
        "Agenda 14 May 2026\n1. Opening Remarks\n2. Case Updates\n3. Closing Words\n",
        "Action items 14 May 2026\n1. Ann Lee, send the minutes\n2. Bo Chan, call the police\n",
        "รายงานการประชุม 14 พฤษภาคม 2569\nวาระที่ 1 เรื่องแจ้งให้ทราบ\nนายสมชาย ใจดี แจ้งว่าจะจัดกิจกรรม\nมติ รับทราบ\n",
        "Meeting 14 May 2026\nAttendees: see the attached list\nAbsent: nobody\n",
    ],
)
def test_the_prose_of_minutes_never_becomes_people(prose: str) -> None:
    found = read(prose)
    assert found.refused
    assert not len(found.entries)


def test_who_has_to_do_something_is_not_there_for_it() -> None:
    text = "Meeting 14 May 2026\nPresent:\n- Ann Lee\n- Bo Chan\nActions:\n- Karin Holm\n- Peter Stone\n"
    assert there(read(text)) == ["Ann Lee", "Bo Chan"]


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the meeting of 14 May 2026",
        "Acta de la reunión del 2026-05-14",
        "Feuille d'émargement 2026-05-14",
        "Ata da reunião de 2026-05-14",
        "Daftar hadir rapat 2026-05-14",
        "Biên bản họp 2026-05-14",
        "รายงานการประชุม 14 พ.ค. 2569",
    ],
)
@pytest.mark.parametrize("number", ["{}. ", "- ", ""])
def test_names_below_a_title_of_a_meeting_came_to_it(title: str, number: str) -> None:
    people = "".join(f"{number.format(at)}{name}\n" for at, name in enumerate(("Ann Lee", "Bo Chan", "Karin Holm"), 1))
    found = read(f"{title}\n\n{people}", "list.txt")
    assert there(found) == ["Ann Lee", "Bo Chan", "Karin Holm"]
    assert ([meeting.on for meeting in found.meetings], found.flags) == ([date(2026, 5, 14)], [])


def test_whether_those_of_a_bare_list_came_is_asked_where_nothing_says_so() -> None:
    people = "1. Ann Lee, River House\n2. Bo Chan, Open Door\n"
    assert there(read("Coalition meeting 14 May 2026\n" + people)) == ["Ann Lee", "Bo Chan"]
    assert there(read(people, "attendance 2026-05-14.csv")) == ["Ann Lee", "Bo Chan"]
    assert read(people).flags == ["no_date", "did_they_come"]
    assert read("River House\nAnn Lee\nBo Chan\n", "2026-05-14.txt").flags == ["did_they_come"]
    asked = read("River House 14 May 2026\nAnn Lee\nBo Chan\n")
    assert asked.flags == ["did_they_come"]
    assert "Nothing mentions attendance or a meeting." in asked.issues[0].why
    assert asked.how.told.startswith("Each row is one person")


@pytest.mark.parametrize(
    "title",
    [
        "Contacts", "Action items", "List of survivors", "รายชื่อผู้เสียหาย ประชุม", "Víctimas atendidas, reunión",
        "Victimes, réunion", "Korban yang dibahas dalam rapat", "Nạn nhân, cuộc họp", "Undangan rapat", "Không dự họp",
        "Convocados a la reunión",
    ],
)  # fmt: skip
def test_a_bare_list_of_others_is_refused(title: str) -> None:
    assert read(f"{title} 14 May 2026\n1. Ann Lee, River House\n2. Bo Chan, Open Door\n").refused
    assert read(f"{title} 14 May 2026,,\n1,Ann Lee,Hope House Foundation\n2,Bo Chan,IOM\n").refused


@pytest.mark.parametrize("heading", ["Survivors", "Korban", "Nạn nhân", "No pudieron venir", "À inviter la prochaine fois"])
def test_below_a_line_that_heads_others_nobody_of_a_bare_list_is_read(heading: str) -> None:
    assert read(f"Meeting 14 May 2026\n\nAnn Lee\nBo Chan\n\n{heading}\n\nCarmen Diaz\nLuisa Mora\n").refused


def test_every_row_of_a_list_is_told_in_its_own_line() -> None:
    found = read("Meeting 14 May 2026\nPresent:\n1. Ann Lee\n2. iPhone\n3. Bo Chan\nAbsent:\n1. Karin Holm\n")
    assert [(one.line, one.code) for one in found.issues] == [(2, "section"), (4, "device"), (6, "section")]
    assert (found.rows.data, found.rows.accepted, found.rows.absent, found.rows.not_a_person) == (6, 2, 1, 3)


@pytest.mark.parametrize(
    ("remark", "delegate"),
    [
        ("represented by Bo Chan", "Bo Chan"),
        ("sent a delegate", ""),
        ("sent a representative: Mr. Bo Chan", "Mr. Bo Chan"),
        ("represented by his assistant", ""),
        ("มอบหมายให้นางมาลี ใจดี เข้าประชุมแทน", "นางมาลี ใจดี"),
        ("มอบ น.ส.มาลี ใจดี", "น.ส.มาลี ใจดี"),
        ("ส่งผู้แทน", ""),
        ("sent the report", None),
        ("Sent Report Monday", None),
        ("sent Bo Chan's apologies", None),
        ("Representative: River House", None),
        ("represented by River House", ""),
        ("sent Bo Chan", "Bo Chan"),
        ("sent apologies", None),
        ("แทน ผอ.", None),
        ("ผู้แทนนายกเทศมนตรี", None),
        ("มอบของที่ระลึก", None),
    ],
)
def test_a_remark_tells_who_was_sent_or_that_somebody_was(remark: str, delegate: str | None) -> None:
    assert sent_in(remark) == delegate


def test_the_delegate_stands_behind_whoever_sent_them() -> None:
    assert delegate_in("Ann Lee (represented by Bo Chan)") == ("Ann Lee", "Bo Chan")
    assert delegate_in("นายสมชาย ใจดี (ส่งผู้แทน)") == ("นายสมชาย ใจดี", "")
    assert delegate_in("Sentosa Lee") == ("Sentosa Lee", None)


def test_who_sent_somebody_is_never_there() -> None:
    text = "Meeting 14 May 2026\nName,Organization,Attended,Remarks\nAnn Lee,River House,Yes,sent a delegate\n"
    found = read(text)
    assert there(found) == [None]
    assert found.entries.organization[found.entries.state.index("present")] == "River House"
    assert [one.code for one in found.issues] == ["sent_delegate"]


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("Ann,", "Lee", "Ann Lee"),
        ("Somchai, Mr.", "Jaidee", "Mr. Somchai Jaidee"),
        ("Lee, Ann", "Lee", "Ann Lee"),
        ("Ann", "Lee, Ann", "Ann Lee"),
        ("Eve", "Moss, PhD", "Eve Moss, PhD"),
        ("Ann Lee", "Lee", "Ann Lee"),
        ("Ann", "", "Ann"),
        ("Ann Lee", "Ann Lee", "Ann Lee"),
        ("Wen", "Wen", "Wen Wen"),
        ("Nok / นก", "Thongdee / ทองดี", "Nok Thongdee / นก ทองดี"),
    ],
)
def test_commas_between_first_name_and_surname_turn_nothing_round(first: str, last: str, whole: str) -> None:
    assert joined_name(first, last) == whole


def test_how_long_somebody_spoke_is_not_how_long_they_were_there() -> None:
    text = "Meeting 14 May 2026\nName,Speaking time,Join time,Leave time\nAnn Lee,12m 30s,2026-05-14 09:00,2026-05-14 10:00\n"
    assert read(text).entries.minutes == [60]
    assert read("Meeting 14 May 2026\nName,Speaker time (min)\nAnn Lee,12\nBo Chan,0\n").entries.minutes == [None, None]


def test_semicolons_divide_a_list_without_header_whose_cells_hold_commas() -> None:
    text = "Meeting 14 May 2026\n1;Ann Lee;River House, Chiang Mai, Thailand\n2;Bo Chan;Open Door, Mae Sai, Thailand\n"
    found = read(text)
    assert found.delimiter == ";"
    assert found.entries.organization == ["River House, Chiang Mai, Thailand", "Open Door, Mae Sai, Thailand"]


def test_two_lists_beside_each_other_lose_nobody() -> None:
    rows = [f"{i},Ann {chr(65 + i)}lder,River House,{i + 9},Bo {chr(65 + i)}sher,Open Door" for i in range(9)]
    text = "Meeting 14 May 2026\nNo.,Name,Organization,No.,Name,Organization\n" + "\n".join(rows) + "\n"
    assert len(there(read(text))) == 18


def test_a_row_of_a_sign_that_nobody_sees_is_no_heading_and_is_counted() -> None:
    """Found by the fuzzer: the row is filled, and holds no text."""
    found = read_attendance(b"Date: 14 May 2026\nPresent\n\x1d\nAnong Saelee\nBen Carver\n", "list.csv", today=TODAY)
    assert "Anong Saelee" in found.entries.name
    counts = found.rows
    told = counts.accepted + counts.merged + counts.absent + counts.not_a_person + counts.refused + counts.blank
    assert counts.data == told


@pytest.mark.parametrize("text", ["14 0" + "." * 120 + "9:02:00", "14 " + "มกราคม." * 60 + "x", "1 " + "12." * 40_000 + "x"])
def test_a_line_of_dots_or_months_is_soon_known_to_be_no_heading(text: str) -> None:
    assert heading_of(text) is None  # a pattern that tries every way to part it would not come back


def test_who_came_and_who_did_not_stand_under_their_headings_with_columns_of_their_own() -> None:
    found = read(
        "รายชื่อผู้เข้าร่วมประชุม วันที่ 14 พฤษภาคม พ.ศ. 2569\nผู้มาประชุม\nลำดับ,ชื่อ-สกุล,ตำแหน่ง,หน่วยงาน,ลายมือชื่อ\n"
        "1,นางสาวมาลี ศรีสุข,ผู้อำนวยการ,มูลนิธิบ้านดอกบัว,\n2,นายธนา แก้วดี,เจ้าหน้าที่โครงการ,มูลนิธิบ้านดอกบัว,\n"
        "3,พ.ต.ท.หญิง รัชนี ปิงเมือง,รอง ผกก.,กองกำกับการ 9,\n4,นางกานดา อินทร์แก้ว,นักสังคมสงเคราะห์,บ้านพักดอย,\n"
        "5,นายจรัล คำมูล,ปลัดอำเภอ,อำเภอเวียงคำ,\nผู้ไม่มาประชุม\n"
        "1,นายสมชาย ใจดี,แรงงานจังหวัด,สำนักงานแรงงานจังหวัด,ติดราชการ\n2,นางวิไล จันทร์ฟอง,ครู,โรงเรียนเวียงคำ,ติดราชการ\n"
    )
    assert found.refused is None
    assert len(there(found)) == 5
    away = [name for name, state in zip(found.entries.name, found.entries.state, strict=True) if state != "present"]
    assert away == ["สมชาย ใจดี", "วิไล จันทร์ฟอง"]


def test_a_letter_that_joins_two_people_or_two_names_of_one_is_told() -> None:
    found = read(
        "Data: 2026-05-12\nNome,Instituição\nRui Costa e Silva Neto,Cáritas\nAna Lima,Cáritas\nJosé Ortega y Gasset,Cáritas\n"
    )
    assert [(one.code, one.line) for one in found.issues] == [("may_be_one", 3)]
    assert found.entries.name[-1] == "José Ortega y Gasset"


def test_what_a_program_writes_behind_names_in_lines_is_no_organization() -> None:
    rows = "".join(f"{name} (External)\n" for name in ("Eva Moss", "Kit Dale", "Jon Cedar"))
    found = read_attendance(f"Attendance list 2026-04-13\nParticipant name\n{rows}".encode(), "list.csv", today=TODAY)
    assert (found.refused, set(found.entries.organization)) == (None, {None})
