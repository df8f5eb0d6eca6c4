"""The 37 traps of attendance files, one test each: what goes wrong where nobody looks."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.plan import Fate
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading
from tests.builders import plan_file

TODAY = date(2026, 11, 25)
MAY_14, MAY_15 = date(2026, 5, 14), date(2026, 5, 15)


def read(text: str | bytes, name: str = "file.csv", **choices: Any) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read_attendance(data, name, choices=Choices(**choices), today=TODAY)


def came(found: Reading) -> list[str | None]:
    """The names of those present, in the order of the file."""
    return [name for name, state in zip(found.entries.name, found.entries.state, strict=True) if state == "present"]


def days(found: Reading) -> list[date | None]:
    return [meeting.on for meeting in found.meetings]


def codes(found: Reading) -> list[str]:
    return [told.code for told in found.issues]


def dated(text: str) -> date | None:
    """The day of a one-row list whose date cell this is."""
    found = read(f'Name,Organization,Date\nAnong Saelee,River House,"{text}"\n')
    return found.meetings[0].on if found.meetings else None


TEAMS = (
    "1. Summary\nMeeting title\tPlenary\nAttended participants\t2\n"
    "Start time\t5/14/26, 9:00:00 AM\nEnd time\t5/14/26, 11:00:00 AM\n\n"
    "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Anong Saelee\t5/14/26, 9:00:10 AM\t5/14/26, 10:58:00 AM\t1h 57m 50s\ta@river.example\ta@river.example\tOrganizer\n"
    "Ben Carver (Guest)\t5/14/26, 9:05:10 AM\t5/14/26, 10:58:00 AM\t1h 52m 50s\t\t\tAttendee\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Anong Saelee\t5/14/26, 9:00:10 AM\t5/14/26, 10:58:00 AM\t1h 57m 50s\ta@river.example\tOrganizer\n"
    "Ben Carver (Guest)\t5/14/26, 9:05:10 AM\t5/14/26, 10:58:00 AM\t1h 52m 50s\t\tAttendee\n"
)
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room\n"
LIST = "Name,Organization,Date\nAnong Saelee,River House,14/05/2026\nBen Carver,Hill Light,14/05/2026\n"


def test_01_the_activities_of_teams_do_not_double_everyone() -> None:
    assert came(read(b"\xff\xfe" + TEAMS.encode("utf-16-le"))) == ["Anong Saelee", "Ben Carver"]


def test_02_zoom_without_times_has_its_date_in_the_summary_or_the_file_name() -> None:
    unique = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAnong Saelee,a@river.example,61,No\n"
    assert days(read(unique, "participants_81234567890_2026_05_14.csv")) == [MAY_14]
    above = (
        'Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n1,Plenary,"05/14/2026 09:00:00 AM"'
    )
    assert days(read(f'{above},"05/14/2026 10:01:00 AM",h@x.example,61,1\n""\n{unique}')) == [MAY_14]


def test_03_meet_has_its_date_in_the_file_name_only() -> None:
    meet = "First name,Last name,Email,Duration,Time joined,Time exited\nAnong,Saelee,a@river.example,35 min,1:28 PM,2:03 PM\n"
    found = read(meet, "2026-05-14 13_30 Plenary - Attendance Report.csv")
    assert (came(found), days(found)) == (["Anong Saelee"], [MAY_14])


def test_04_a_row_that_proves_another_order_of_day_and_month_is_read_by_it_and_told() -> None:
    found = read(
        "Name,Meeting date\n"
        + "".join(f"Person {c},{d}/05/2026\n" for c, d in zip("abcd", (14, 15, 16, 17), strict=True))
        + "Eve Moe,05/18/2026\n"
    )
    assert (found.date_order, len(came(found)), codes(found)) == ("DMY", 5, ["mixed_date_order"])
    assert days(found)[-1] == date(2026, 5, 18)
    assert "'14/05/2026' can only be read as day first, and '05/18/2026' only as month first" in found.issues[0].why


def test_05_teams_that_changes_its_language_between_downloads_is_read_by_each_file_alone() -> None:
    british = TEAMS.replace("5/14/26, 9:", "14/05/2026, 09:").replace("5/14/26, 10:", "14/05/2026, 10:")
    british = british.replace("5/14/26, 11:", "14/05/2026, 11:").replace(" AM", "")
    assert days(read(TEAMS.encode("utf-16"))) == days(read(british.encode("utf-16"))) == [MAY_14]


@pytest.mark.parametrize("data", [LIST.encode("utf-16-le"), LIST.encode("utf-16-be"), b"\xfe\xff" + LIST.encode("utf-16-be")])
def test_06_utf_16_needs_no_mark_and_no_order(data: bytes) -> None:
    assert came(read(data)) == ["Anong Saelee", "Ben Carver"]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_07_the_line_sep_is_no_row(first: str) -> None:
    found = read(first + "\r\n" + LIST.replace(",", ";"))
    assert (came(found), found.header_line) == (["Anong Saelee", "Ben Carver"], 2)


def test_08_a_blank_before_a_quotation_mark_breaks_nothing() -> None:
    found = read('"Name", "Organization", "Date"\n"Anong Saelee", "River House, Mae Sai", "14/05/2026"\n')
    assert found.entries.organization == ["River House, Mae Sai"]


def test_09_a_date_inside_a_formula_is_the_date() -> None:
    assert days(read('Name,Date\n"=""Anong Saelee""","=""2026-05-14 13:55:00"""\n')) == [MAY_14]


def test_10_a_line_break_inside_a_title_is_no_new_row() -> None:
    found = read('Meeting,"Plenary\nof the network"\nDate:,14/05/2026\nName,Organization\nAnong Saelee,River House\n')
    assert (came(found), found.entries.lines) == (["Anong Saelee"], [(5,)])


def test_11_carriage_returns_alone_end_lines() -> None:
    assert came(read(LIST.replace("\n", "\r"))) == ["Anong Saelee", "Ben Carver"]


def test_12_cp874_is_not_read_as_western() -> None:
    found = read("ชื่อ,หน่วยงาน,วันที่\nสมใจ รักดี,บ้านริมน้ำ,14/05/2569\n".encode("cp874"))
    assert (came(found), found.encoding) == (["สมใจ รักดี"], "cp874")


@pytest.mark.parametrize("text", ["14/05/2569", "14/5/69", "2569-05-14", "๑๔ พ.ค. ๖๙", "244483", "14/05/3112"])
def test_13_buddhist_years_in_every_disguise_are_the_same_day(text: str) -> None:
    assert dated(text) == MAY_14


def test_14_the_number_of_a_meeting_is_no_date() -> None:
    assert days(read("การประชุมครั้งที่ 4/2555 วันที่ 14 พ.ค. 2569\nชื่อ,หน่วยงาน\nสมใจ รักดี,บ้านริมน้ำ\n")) == [MAY_14]
    assert days(read("Meeting no. 4/2012,\nName,Organization\nAnong Saelee,River House\n")) == [None]


@pytest.mark.parametrize("line", ["Printed: 15/05/2026", "Attendee list as of May 15, 2026", "Report generated 15/05/2026"])
def test_15_the_day_of_printing_is_not_the_day_of_the_meeting(line: str) -> None:
    assert days(read(f'"{line}",\nName,Organization\nAnong Saelee,River House\n')) == [None]


def test_16_totals_legends_apologies_and_recorders_are_nobody() -> None:
    below = "Total,2\nApologies: Chai Wongdee,\nx = present,\nRecorded by Eve Moe,\nรวม,2\nหมายเหตุ ไม่มี,\n"
    found = read("Date:,14 May 2026\nName,Organization\nAnong Saelee,River House\nBen Carver,Hill Light\n" + below)
    assert (came(found), found.rows.not_a_person) == (["Anong Saelee", "Ben Carver"], 6)


@pytest.mark.parametrize(
    "heading",
    [
        "Not attending", "Members who sent apologies", "Could not attend", "Leave of absence",
        "ผู้ที่ไม่มาประชุม", "ผู้ไม่มา", "ขาดประชุม 2 คน", "ผู้ลาประชุม", "ไม่เข้าร่วม",
        "ผู้ไม่เข้าร่วมประชุม 2 คน", "กรรมการผู้ไม่มาประชุม", "Excusés :", "Absents :", "Entschuldigt fehlen:",
        "Es fehlten:", "Ausentes:", "Con excusa:", "Nieobecni", "Afwezig met kennisgeving", "ABSENT",
        "Absent (2)", "Apologies were received from:", "Regrets", "Not in attendance", "No shows",
        "Did not come", "Excused absences", "ไม่มา", "ลา", "ขาด", "ผู้ติดราชการอื่น",
        "หน่วยงานที่ไม่เข้าร่วมประชุม", "ไม่สามารถเข้าร่วมประชุมได้", "Invited but absent", "Sick leave", "缺席",
        "欠席者", "Vắng mặt", "Tidak hadir", "Ausências", "Assenti", "Apologies / ผู้ลาประชุม", "Non-attendees",
        "ผู้ลงทะเบียนแต่ไม่มา", "Cancelled", "Declined",
    ],
)  # fmt: skip
def test_16_nobody_under_a_heading_of_the_absent_was_there(heading: str) -> None:
    above = "Date:,14 May 2026\nName,Organization\nAnong Saelee,River House\n"
    found = read(f"{above}{heading},\nBen Carver,Hill Light\nChai Wongdee,Hill Light\n")
    assert (came(found), len(found.entries)) == (["Anong Saelee"], 3)


def test_16_a_word_of_absence_among_the_marks_is_no_heading() -> None:
    text = "Date:,14 May 2026,\nName,Organization,Status\n,,ขาด\nAnong Saelee,River House,มา\nBen Carver,Hill Light,ลา\n"
    assert came(read(text)) == ["Anong Saelee"]


def test_17_a_merged_cell_is_its_value_in_all_its_rows() -> None:
    found = read("Date:,14 May 2026\nOrganization,Name\nRiver House,Anong Saelee\n,Chai Wongdee\nHill Light,Ben Carver\n")
    assert found.entries.organization == ["River House", "River House", "Hill Light"]


def test_18_the_name_of_a_group_is_no_person() -> None:
    found = read("Date:,14 May 2026\nName,Organization\nNGOs,\nAnong Saelee,River House\nภาครัฐ,\nBen Carver,Police\n")
    assert (came(found), found.entries.sector) == (["Anong Saelee", "Ben Carver"], ["NGOs", "ภาครัฐ"])


def test_19_flags_of_an_organization_in_a_matrix_are_not_attendance() -> None:
    found = read("Organization,Voting,Name,14/01/2026,25/02/2026\nRiver House,x,,x,\n,,Anong Saelee,,x\n")
    named = [
        (n, m)
        for n, m, s in zip(found.entries.name, found.entries.meeting, found.entries.state, strict=True)
        if n and s == "present"
    ]
    assert named == [("Anong Saelee", days(found).index(date(2026, 2, 25)))]


def test_20_a_matrix_on_its_side_is_read() -> None:
    found = read("Date,Anong Saelee,Ben Carver\n2026-05-14,TRUE,FALSE\n2026-05-15,TRUE,TRUE\n")
    assert (came(found), days(found)) == (["Anong Saelee", "Anong Saelee", "Ben Carver"], [MAY_14, MAY_15])


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        ("/", "present"),
        ("ล", "excused"),
        ("n/a", "excused"),
        (" x ", "present"),
        ("0", "absent"),
        ("ข", "absent"),
        ("สาย", "present"),
    ],
)
def test_21_marks_say_what_they_say_in_thailand(mark: str, state: str) -> None:
    found = read(f"ชื่อ,14/05/2569,15/05/2569\nสมใจ รักดี,{mark},/\nBen Carver,/,/\n")
    assert found.entries.state[0] == state


def test_21_a_substitute_is_asked_about_and_not_counted() -> None:
    found = read("Date,Name,Attended\n14/05/2026,Anong Saelee,แทน\n14/05/2026,Ben Carver,/\n14/05/2026,Eve Moe,/\n")
    assert (came(found), codes(found)) == (["Ben Carver", "Eve Moe"], ["unknown_mark"])


def test_22_registered_is_not_attended() -> None:
    found = read("Event date,Name,Status\n14/05/2026,Anong Saelee,Checked in\n14/05/2026,Ben Carver,Registered\n")
    assert came(found) == ["Anong Saelee"]


@pytest.mark.parametrize(
    "title", ["Invitees for 14/05/2026", "List of invited participants 14 May 2026", "รายชื่อผู้ได้รับเชิญ 14 พ.ค. 2569"]
)
def test_22_a_list_of_those_invited_names_nobody_who_came(title: str) -> None:
    rows = "Anong Saelee,River House{0}\nBen Carver,Hill Light{1}\n"
    found = read(f"{title},\nName,Organization\n" + rows.format("", ""))
    assert found.refused
    assert not came(found)
    signed = read(f"{title},,\nName,Organization,Signature\n" + rows.format(",signed", ","))
    assert came(signed) == ["Anong Saelee"]


def test_23_who_only_waited_was_not_there() -> None:
    rows = (
        "Anong Saelee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No,No\n"
        "Ben Carver,,05/14/2026 09:00:00 AM,05/14/2026 09:05:00 AM,5,Yes,Yes\n"
    )
    assert came(read(ZOOM + rows)) == ["Anong Saelee"]


@pytest.mark.parametrize("months", ["Jan-26,Feb-26", "January 2026,February 2026", "ม.ค.-69,ก.พ.-69"])
def test_21_ticks_under_months_do_not_make_everybody_of_the_list_come(months: str) -> None:
    found = read(f"Name,Organization,{months}\nAnong Saelee,River House,x,x\nBen Carver,Hill Light,,\n")
    assert not len(found.entries)
    assert not came(found)


def test_24_two_devices_at_once_count_once() -> None:
    rows = (
        "Anong Saelee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No,No\n"
        "Anong Saelee,,05/14/2026 09:30:00 AM,05/14/2026 10:30:00 AM,60,No,No\n"
    )
    assert read(ZOOM + rows).entries.minutes == [90]


def test_25_who_never_left_was_there() -> None:
    events = (
        "Full Name\tUser Action\tTimestamp\nAnong Saelee\tJoined\t5/14/2026, 9:00:00 AM\n"
        "Ben Carver\tJoined\t5/14/2026, 9:01:00 AM\nBen Carver\tLeft\t5/14/2026, 9:31:00 AM\n"
    )
    assert came(read(events.encode("utf-16"))) == ["Anong Saelee", "Ben Carver"]


def test_26_the_word_null_is_no_title() -> None:
    assert (
        read("Meeting title:,null\nDate:,14/05/2026\nName,Organization\nAnong Saelee,River House\n").meetings[0].title is None
    )


def test_27_the_address_of_the_host_is_not_that_of_everybody() -> None:
    wide = "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Name (Original Name),User Email,Join Time,Leave Time\n"
    times = "05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM"
    row = f"Plenary,1,Host Person,host@x.example,{times},{{}},{{}},{times}\n"
    found = read(wide + row.format("Anong Saelee", "a@river.example") + row.format("Ben Carver", ""))
    assert (came(found), found.entries.email) == (["Anong Saelee", "Ben Carver"], ["a@river.example", None])


def test_28_one_address_of_two_people_and_one_name_of_two_people_make_two() -> None:
    shared = read("Name,Email,Date\nAnong Saelee,office@river.example,14/05/2026\nBen Carver,office@river.example,14/05/2026\n")
    assert came(shared) == ["Anong Saelee", "Ben Carver"]
    twins = read("Name,Organization,Date\nAnong Saelee,River House,14/05/2026\nAnong Saelee,Hill Light,14/05/2026\n")
    assert (came(twins), twins.flags) == (["Anong Saelee", "Anong Saelee"], ["same_name_twice"])


@pytest.mark.parametrize("marker", ["(Guest)", "(Invité)", "(Convidado)", "(Gast)", "(ผู้เยี่ยมชม)", "(External) (Unverified)"])
def test_29_a_guest_is_one_in_every_language(marker: str) -> None:
    assert came(read(f"Date,Name\n14/05/2026,Anong Saelee {marker}\n")) == ["Anong Saelee"]


def test_30_commas_stand_in_names_and_organizations() -> None:
    found = read('Date,Name,Organization\n14/05/2026,"Saelee, Anong","River House, Mae Sai, Thailand"\n')
    assert (came(found), found.entries.organization) == (["Anong Saelee"], ["River House, Mae Sai, Thailand"])


def test_31_the_name_of_a_guest_account_is_no_address() -> None:
    ext = TEAMS.replace("a@river.example\ta@river.example", "\ta_river.example#EXT#@host.onmicrosoft.com")
    assert not any("#ext#" in (mail or "").casefold() for mail in read(ext.encode("utf-16")).entries.email)


def test_32_telephone_numbers_keep_their_zero() -> None:
    found = read("Date,Name,Phone\n14/05/2026,Anong Saelee,'0810000101\n14/05/2026,Ben Carver,0810000102\n")
    assert found.entries.phone == ["0810000101", "0810000102"]


def test_33_people_are_called_na_and_null() -> None:
    assert came(read("Date,Name\n14/05/2026,Na Nakorn\n14/05/2026,Null Smith\n")) == ["Na Nakorn", "Null Smith"]


def test_34_a_header_in_the_middle_is_nobody_and_may_open_another_meeting() -> None:
    again = "Name,Organization\nAnong Saelee,River House\nName,Organization\nBen Carver,Hill Light\n"
    assert came(read("Date:,14 May 2026\n" + again)) == ["Anong Saelee", "Ben Carver"]
    one = "Plenary {} May 2026,\nName,Organization\n{},River House\n,\n"
    both = read(one.format(14, "Anong Saelee") + one.format(15, "Ben Carver"))
    assert (came(both), days(both), both.entries.meeting) == (["Anong Saelee", "Ben Carver"], [MAY_14, MAY_15], [0, 1])


def test_35_the_same_file_twice_changes_nothing(engine: Engine) -> None:
    with reading(engine) as session:
        plan = plan_file(session, LIST.encode(), "list.csv", today=TODAY)
    commit(engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC))
    with reading(engine) as session:
        again = plan_file(session, LIST.encode(), "list (1).csv", today=TODAY)
    assert (again.changes_anything(), again.counts()) == (False, {Fate.UNCHANGED: 2})


def test_36_a_name_that_looks_like_a_formula_is_a_text() -> None:
    found = read('Date,Name\n14/05/2026,"=IMAGE(""http://x"")"\n14/05/2026,\'Anong Saelee\n14/05/2026,\'+Ben Carver\n')
    assert "Anong Saelee" in came(found)
    assert not any(name and name.startswith("=") for name in came(found))


@pytest.mark.parametrize(
    "text",
    [
        "Item,Price,Quantity\nRice,40,2\nTea,15,9\n",
        "Volunteer,Organization,Date,Hours\nAnong Saelee,River House,14/05/2026,3\nBen Carver,Hill Light,15/05/2026,2\n",
        "Name,Invoice,Amount,Date\nAnong Saelee,17,400,14/05/2026\n",
        "Action item,Responsible,Deadline\nCall police,Anong Saelee,14/05/2026\n",
    ],
)
def test_37_a_list_of_something_else_is_refused_with_a_reason(text: str) -> None:
    found = read(text)
    assert (found.flags, came(found)) == (["not_attendance"], [])
    assert found.refused


def test_12_thai_encoded_twice_is_repaired_inside_utf_16_too() -> None:
    twice = "ชื่อ,หน่วยงาน,วันที่\nสมใจ รักดี,บ้านริมน้ำ,14/05/2569\n".encode().decode("latin-1")
    found = read(twice.encode("utf-16"))
    assert (came(found), found.flags) == (["สมใจ รักดี"], ["repaired_text"])


def test_34_a_second_list_under_its_title_and_day_is_a_second_meeting() -> None:
    found = read(
        "Meeting one,14/05/2026\nName,Organization\nAnong Saelee,River House\nBen Carver,Hill Light\n\n"
        "Meeting two,21/05/2026\nName,Organization\nAnong Saelee,River House\nMae Sukjai,Hill Light\n"
    )
    assert days(found) == [date(2026, 5, 14), date(2026, 5, 21)]
    assert came(found) == ["Anong Saelee", "Ben Carver", "Anong Saelee", "Mae Sukjai"]


def test_37_what_somebody_has_to_do_is_no_attendance() -> None:
    found = read("Date,Name,Action item,Status,Due date\n14/05/2026,Anong Saelee,Write to all,Done,21/05/2026\n")
    assert found.refused
    assert not came(found)


def test_an_acronym_and_a_country_are_nobody_and_a_loud_surname_is_somebody() -> None:
    times = ",,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No,No\n"
    found = read(ZOOM + "UNICEF Thailand" + times + "LINDQVIST Hannah" + times)
    assert came(found) == [None, "Hannah Lindqvist"]  # the organization was there, without a person


@pytest.mark.parametrize("word", ["Survivor", "victim", "Beneficiaries", "ผู้เสียหาย"])
def test_nobody_is_stored_or_shown_from_a_list_in_which_somebody_is_there_to_be_helped(word: str) -> None:
    text = "Name,Organization,Role\nAnong Saelee,River House,Survivor advocate\nBen Carver,Hill Light,{}\n"
    assert came(read("Date: 14/05/2026,,\n" + text.format("Director"))) == ["Anong Saelee", "Ben Carver"]
    found = read("Date: 14/05/2026,,\n" + text.format(word))
    assert found.refused
    assert not came(found)
    assert not found.preview
