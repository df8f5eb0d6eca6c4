"""Exports that say who was invited, registered or only asked, beside those that say who came."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)


def read(text: str, name: str = "2026-05-14.csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def came(found: Reading) -> list[str | None]:
    return [name for name, state in zip(found.entries.name, found.entries.state, strict=True) if state == "present"]


@pytest.mark.parametrize(
    "text",
    [
        "Full Name,Attendance,Response\nAnong Saelee,Meeting Organizer,None\nBen Carver,Required Attendee,Accepted\n",
        "Name,Email,Attendance,Response\nBen Carver,b@x.example,Required,Accepted\nChai Lee,,Optional,Tentatively accepted\n",
        "Name;Teilnahme;Antwort\nKarin Holm;Besprechungsorganisator;Keine\nUwe Klein;Erforderlich;Zugesagt\n",
        "Guest,Email,Response Status,Optional\nAnong Saelee,a@river.example,accepted,false\nBen Carver,,needsAction,true\n",
    ],
)
def test_answers_to_an_invitation_say_of_nobody_that_they_came(text: str) -> None:
    found = read(text)
    assert found.refused is not None
    assert "not_attendance" in found.flags
    assert came(found) == []


def test_an_answer_beside_a_mark_of_who_came_does_not_refuse_the_list() -> None:
    found = read("Name,Organization,Response,Attended\nAnong Saelee,Hill Light,Accepted,Yes\nBen Carver,,Accepted,No\n")
    assert (found.refused, came(found)) == (None, ["Anong Saelee"])


def test_the_name_of_a_meeting_in_a_table_of_meetings_is_nobody() -> None:
    found = read('Name,Date,Attendees\nBoard,"May 14, 2026","Anong Saelee, Ben Carver"\nBoard,"June 11, 2026",Anong Saelee\n')
    assert came(found) == ["Anong Saelee", "Ben Carver", "Anong Saelee"]


def test_those_who_did_not_come_stand_beside_those_who_came_in_a_table_of_meetings() -> None:
    found = read('Name,Date,Attendees,Absent\nBoard,"May 14, 2026","Anong Saelee, Ben Carver",Chai Wongdee\n')
    assert found.format == "meeting_rows"
    assert dict(zip(found.entries.name, found.entries.state, strict=True)) == {
        "Anong Saelee": "present",
        "Ben Carver": "present",
        "Chai Wongdee": "absent",
    }


def test_a_list_of_people_with_a_column_of_others_stays_one_of_people() -> None:
    found = read('Name,Date,Participants\nAnong Saelee,2026-05-14,"Ben Carver, Chai Wongdee"\nEve Moe,2026-05-14,\n')
    assert found.format != "meeting_rows"


def test_sessions_of_blackboard_are_on_the_local_day_of_their_utc_time() -> None:
    found = read(
        "SessionName,NameOfAttendee,AttendeeFirstJoinTime,AttendeeLastLeaveTime,AttendeeTotalTimeInSession\n"
        "Plenary,Anong Saelee,05/13/2026 20:01,05/13/2026 21:00,00:59:00\n"
    )
    assert [meeting.on for meeting in found.meetings] == [date(2026, 5, 14)]


def test_who_registered_in_teams_without_coming_brings_no_organization() -> None:
    head = "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\tRegistration Email\tOrganization\n"
    found = read(
        "1. Summary\nMeeting title\tForum\nStart time\t5/14/26, 9:00:00 AM\nEnd time\t5/14/26, 10:00:00 AM\n\n2. Participants\n"
        f"{head}Anong Saelee\t5/14/26, 9:00:00 AM\t5/14/26, 10:00:00 AM\t1h\ta@river.example\tOrganizer\t\tRiver House\n"
        "\t\t\t\t\t\tdara@hill.example\tHill Light\n"
    )
    assert came(found) == ["Anong Saelee"]
    assert "Hill Light" not in found.entries.organization


@pytest.mark.parametrize(
    "head",
    [
        "Topic,Meeting ID,User Name,User Email,Creation Time,Start Time,Participants",
        "Recording,View date,Viewer name,Viewer email,Views",
        "name,email,type,identifier",
        "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name",
        "First Name,Last Name,E-mail Address,Business Phone,Home Phone,Birthday",
        "Email address,Nickname,Group status,Email status,Join year",
    ],
)
def test_contacts_members_and_meetings_held_say_of_nobody_that_they_came(head: str) -> None:
    row = ",".join(["Anong Saelee", *["a@river.example"] * head.count(",")])
    found = read(f"{head}\n{row}\n")
    assert found.refused is not None
    assert came(found) == []


def test_the_day_somebody_joined_a_program_is_not_that_of_the_meeting() -> None:
    found = read("Name,Joined,Checked In,Check In Time\nAnong Saelee,2026-04-01,Y,2026-05-14 08:41\nBen Carver,2026-04-02,N,\n")
    assert ([meeting.on for meeting in found.meetings], came(found)) == ([date(2026, 5, 14)], ["Anong Saelee"])


def test_a_ticket_that_was_never_scanned_brought_nobody() -> None:
    found = read("Ticket ID,Holder,Scans,First scan\n1,Anong Saelee,2,2026-05-14 08:41\n2,Ben Carver,0,\n")
    assert came(found) == ["Anong Saelee"]


@pytest.mark.parametrize("legend", ["x = absent", "(x means absent)", "X: did not attend", "x หมายถึง ขาด"])
def test_ticks_that_stand_for_absence_bring_nobody(legend: str) -> None:
    sheet = "Name,Organization,14/05/2026,28/05/2026\nAnong Saelee,River House,,x\nBen Carver,Hill Light,x,\n"
    assert came(read(f"Meetings of 2026 {legend},,,\n{sheet}")) == []
    marked = sheet.replace("House,,x", "House,P,x").replace("Light,x,", "Light,x,P")
    assert came(read(f"{marked}P = present {legend},,,\n")) == ["Anong Saelee", "Ben Carver"]


def test_a_legend_that_names_absence_behind_other_marks_changes_nothing() -> None:
    sheet = "Name,Organization,14/05/2026,28/05/2026\nAnong Saelee,River House,x,x\nBen Carver,Hill Light,a,x\n"
    assert came(read(f"{sheet}x = present a = absent,,,\n")) == ["Anong Saelee", "Anong Saelee", "Ben Carver"]


@pytest.mark.parametrize("name", ["Grain Recorder", "Live transcription", "Spinach AI", "Gong recorder"])
def test_programs_that_write_along_are_nobody(name: str) -> None:
    head = "Name (original name),Email,Total duration (minutes),Guest\n"
    assert came(read(f"{head}Anong Saelee,,60,No\n{name},,60,Yes\nGong Wongdee,,60,Yes\n")) == ["Anong Saelee", "Gong Wongdee"]


@pytest.mark.parametrize(
    "heading",
    [
        *("ผู้ไม่มาประชุม", "ผู้ไม่มาประชุม (เนื่องจากติดราชการ)", "ผู้ไม่มาประชุมเนื่องจากติดราชการ", "รายชื่อผู้ไม่มาประชุม"),
        *("ผู้ไม่เข้าร่วมประชุม", "ผู้ลาประชุม", "ผู้ขาดประชุม", "คณะกรรมการที่ไม่มาประชุม", "ผู้ไม่มา", "ไม่มาประชุม"),
    ],
)
def test_who_did_not_come_in_thai_minutes_without_column_names_stays_away(heading: str) -> None:
    found = read(
        "รายงานการประชุมเครือข่าย ครั้งที่ 4/2569\nวันพฤหัสบดีที่ ๑๔ พฤษภาคม ๒๕๖๙\nผู้มาประชุม\n"
        "1,นางสาวสมใจ รักดี,ผู้อำนวยการ,มูลนิธิบ้านริมน้ำ\n2,พ.ต.ท.วิชัย ใจดี,รองผู้กำกับ,สภ.แม่สาย\n"
        f"{heading}\n1,นายประเสริฐ มั่นคง,นายก,อบต.ริมน้ำ\nผู้เข้าร่วมประชุม\n1,นางนฤมล แสงทอง,เจ้าหน้าที่,มูลนิธิดอกไม้\n",
        "minutes.csv",
    )
    assert came(found) == ["สมใจ รักดี", "วิชัย ใจดี", "นฤมล แสงทอง"]
