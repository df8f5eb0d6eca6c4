"""Headers in two rows, lists in one row of a table, who signs a list, and texts as Markdown and web pages write them."""

import pytest

from tests.imports.read.test_explode import read, states

DAY = "2026-05-14"


def came(text: str, name: str = "list.csv") -> dict[str, str]:
    return {who: state for _, who, state in states(read(text, name))}


@pytest.mark.parametrize(
    ("over", "parts"),
    [("Attendance", "Morning,Afternoon"), ("Asistencia", "Mañana,Tarde"), ("Attendance", "In person,Online")],
)
def test_who_was_there_for_one_part_was_there_whatever_other_columns_have_two_headers(over: str, parts: str) -> None:
    people = "1,Ann Lee,Director,x,x\n2,Bo Chan,Nurse,,x\n3,Cy Dee,Nurse,x,\n"
    text = f"Meeting {DAY},,,,\nNo,Participant,,{over},\n,Full name,Position,{parts}\n{people}"
    assert came(text) == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


@pytest.mark.parametrize("rule", ["", "|---|:---:|\n"])
def test_a_table_of_one_row_lists_who_came_and_who_did_not(rule: str) -> None:
    text = f"# Minutes 14 May 2026\n\n| Present | Absent |\n{rule}| Ann Lee, Bo Chan, Cy Dee | Di Fox, Eve Gil |\n\n## Agenda\n"
    people = dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present") | dict.fromkeys(("Di Fox", "Eve Gil"), "absent")
    assert came(text, "minutes.md") == people


@pytest.mark.parametrize("label", ["Approved by:", '"Mengetahui,"', "Aprovado por:"])
@pytest.mark.parametrize("signed", ["Eve Gray\nTreasurer\n", "Relawan\n\nEve Gray\n"])
def test_who_signs_below_a_column_of_names_is_not_in_the_list(label: str, signed: str) -> None:
    text = f"Attendance 14 May 2026\nName\nAnn Lee\nBo Chan\nCy Dee\n\n{label}\n{signed}"
    assert came(text) == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


@pytest.mark.parametrize("line", [
    "* Present: Ann Lee, Bo Chan, Cy Dee \\[online\\]",
    "<p>Attendance: Ann Lee, Bo Chan, Cy Dee</p>",
])  # fmt: skip
def test_signs_of_markdown_and_of_web_pages_are_no_part_of_a_name(line: str) -> None:
    assert came(f"Minutes 14 May 2026\n\n{line}\n", "minutes.md") == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


def test_how_somebody_took_part_does_not_say_that_they_came() -> None:
    rows = (
        "2026-01-08 09:43:11,Ann Lee,ออนไลน์,No\n2026-01-08 09:31:11,Bo Chan,ออนไซต์,No\n2026-01-08 09:42:11,Cy Dee,ออนไลน์,Yes\n"
    )
    text = f"Start time,Name,รูปแบบการเข้าร่วม,Attended\n{rows}"
    assert came(text) == {"Ann Lee": "absent", "Bo Chan": "absent", "Cy Dee": "present"}


def test_a_column_of_names_that_is_empty_begins_no_second_list() -> None:
    rows = "1,,Ann Lee,Red Net,In person,x\n2,,Bo Chan,Blue Net,Online,x\n3,,Cy Dee,Red Net,In person,x\n"
    assert came(f"ID,Name,Name,Agency,Form,Check-in {DAY}\n{rows}") == dict.fromkeys(
        ("Ann Lee", "Bo Chan", "Cy Dee"), "present"
    )


def test_degrees_behind_all_names_are_no_organization() -> None:
    told = read("Sign-in sheet 2026-05-14\nName\nAnn Lee, MD\nBo Chan, MD\nCy Dee, MD\n")
    assert not any(told.entries.organization)
    assert [one.title for one in told.meetings] == [None]


@pytest.mark.parametrize("title", ["Contacts (updated 28 May)", "ทำเนียบเครือข่าย (ปรับปรุง 28 พ.ค.)"])
def test_the_day_a_list_was_made_is_no_day_of_a_meeting_without_its_year_either(title: str) -> None:
    text = f"{title}\nName,Organization,Phone\nAnn Lee,IOM,080-528-2538\nBo Chan,IRC,082-602-2279\nCy Dee,MSF,082-602-2278\n"
    assert "did_they_come" in read(text, "list.csv").flags


def test_a_time_or_a_dash_beside_who_came_asks_nothing() -> None:
    rows = "A1,Lee,Ann,08:00,present,2026-05-14\nA2,Chan,Bo,-,absent,2026-05-14\nA3,Dee,Cy,08:10,present,2026-05-14\n"
    told = read(rows, "presence.csv", columns={1: "last_name", 2: "first_name"})
    assert {who: state for _, who, state in states(told)} == {"Ann Lee": "present", "Bo Chan": "absent", "Cy Dee": "present"}
    assert told.flags == []


def test_a_column_that_names_few_is_offered_too_where_it_is_asked_who_is_named() -> None:
    rows = "".join(f"2026-05-{day},{when},\n" for day in range(16, 22) for when in ("morning", "evening"))
    told = read(f"2026-05-14,morning,Ann Lee\n2026-05-14,evening,Bo Chan\n{rows}", "attendance.txt")
    assert told.options["names_column"].keys() == {"1", "2"}


def test_people_who_all_have_one_word_behind_the_name_are_no_header() -> None:
    people = ("Ruth Abel", "Bo Chan", "Mary Jane Oak", "Ivy Birch", "Liv Elm", "Cara Wells")
    told = came(f"Minutes of 14 May 2026\nParticipant name\n{''.join(f'{one} (Member){chr(10)}' for one in people)}")
    assert {name.removesuffix(" (Member)") for name in told} == {*people}


@pytest.mark.parametrize("office", ["Red Cross", "Cruz Roja", "Croix-Rouge", "Rotes Kreuz", "Palang Merah Indonesia"])
def test_the_red_cross_is_nobody(office: str) -> None:
    told = read(
        f"Attendance 14 May 2026\nName\nAnn Lee / Ministry of Labour\nBo Chan / {office}\nDi Fox / {office}\n", "list.csv"
    )
    assert set(told.entries.name) == {"Ann Lee", "Bo Chan", "Di Fox"}
    assert set(told.entries.organization) == {"Ministry of Labour", office}


@pytest.mark.parametrize("number", ["No.", "Lfd. Nr.", "N°"])
@pytest.mark.parametrize("second", ["Hope House", "Netzwerk Freiheit e.V."])
def test_an_organization_over_numbered_people_is_theirs(number: str, second: str) -> None:
    people = "{}\n1,Ann Lee\n2,Bo Chan\n{}\n1,Cy Dee\n2,Di Fox\n".format("Ministry of Labour (2),", f"{second} (2),")
    told = read(f"Meeting 14 May 2026,\n{number},Participant\n{people}", "list.csv")
    assert told.entries.organization == ["Ministry of Labour"] * 2 + [second] * 2


@pytest.mark.parametrize("parts", ["Ya,Tidak", "Y,N", "Oui,Non", "Signature,Remarks", "Signature,Lunch"])
def test_parts_that_say_no_or_something_else_are_no_presence(parts: str) -> None:
    people = "1,Ann Lee,Nurse,x,\n2,Bo Chan,Nurse,,x\n3,Cy Dee,Nurse,x,\n"
    told = came(f"Meeting {DAY},,,,\nNo,Participant,,Attendance,\n,Full name,Position,{parts}\n{people}")
    assert (told.get("Ann Lee"), told.get("Bo Chan")) != ("present", "present")


@pytest.mark.parametrize(("heads", "rows", "states"), [
    ("Absent,Present", 'Ann Lee,"Di Fox, Eve Gil, Finn Hall"\nJan Lum,\n', "APPPA"),
    ("Present,Absent", '"Ann Lee, Bo Chan, Cy Dee",\n,Kay Moe\n', "PPPA"),
    ("Present,Absent", '"Ann Lee, Bo Chan, Cy Dee",Di Fox\nJan Lum,\n', "PPPAP"),
])  # fmt: skip
def test_rows_below_the_lists_stay_in_their_columns(heads: str, rows: str, states: str) -> None:
    told = came(f"Minutes 14 May 2026\n{heads}\n{rows}")
    assert [told[name][0].upper() for name in sorted(told)] == list(states)


@pytest.mark.parametrize("line", [
    "<p>Present: Ann Lee, Bo Chan, Cy Dee</p><p>Absent: Di Fox, Eve Gil</p>",
    "<b>Present:</b> Ann Lee, Bo Chan, Cy Dee <b>Absent:</b> Di Fox, Eve Gil",
])  # fmt: skip
def test_what_tags_part_within_a_line_is_not_joined(line: str) -> None:
    assert read(f"# Minutes 14 May 2026\n\n{line}\n", "minutes.md").refused


@pytest.mark.parametrize("label", ["Team B:", "Remarks:", "Subtotal:", "IOM:", "Drivers:"])
def test_groups_of_a_column_of_names_are_all_read(label: str) -> None:
    text = f"Attendance 14 May 2026\nName\nAnn Lee\nBo Chan\nCy Dee\n\n{label}\nDi Fox\nEve Gil\nFinn Hall\n"
    assert {*came(text)} >= {"Ann Lee", "Di Fox", "Eve Gil", "Finn Hall"}


def test_a_row_with_the_day_is_not_dropped_for_its_first_word() -> None:
    rows = "Participants,,14 May 2026\nName,Organization,Present\nAnn Lee,IOM,x\nBo Chan,IRC,\n"
    told = read(f"Coalition meeting,,\n{rows}", "export 2026-06-01.csv")
    assert [str(one.on) for one in told.meetings] == ["2026-05-14"]


@pytest.mark.parametrize("header", ["ช่องทางการเข้าร่วม", "เช็คชื่อรูปแบบออนไลน์"])
def test_ticks_below_a_way_of_taking_part_say_who_came(header: str) -> None:
    told = came(f"Meeting 14 May 2026,\nName,{header}\nAnn Lee,✓\nBo Chan,\nCy Dee,✓\n")
    assert told == {"Ann Lee": "present", "Bo Chan": "absent", "Cy Dee": "present"}


@pytest.mark.parametrize("office", ["Hope Foundation", "Red Cross", "Ministry of Labour"])
def test_two_in_a_cell_are_two_whatever_stands_in_brackets_behind_them(office: str) -> None:
    told = came(f"Attendance 14 May 2026\nName\nAnn Lee and Bo Chan ({office})\nCy Dee ({office})\nDi Fox (Hope House)\n")
    assert {*told} == {"Ann Lee", "Bo Chan", "Cy Dee", "Di Fox"}


def test_the_header_of_one_list_is_nobody_of_another_beside_it() -> None:
    rows = ";name;;;;;;;;;Name\n;;created_at;;phone_number;approval_status;;;checked_in_at;;Hill Light\n"
    told = read(f"{rows};Anong Saelee;;Saelee;;;(Guest);Anong;2026-05-14T01:41:00.000Z;;99:99\n", "meeting 2026-05-14.csv")
    assert not any(told.header_line in lines for lines in told.entries.lines)


@pytest.mark.parametrize("head", ["Participant", "Name"])
def test_the_header_below_a_heading_of_absence_is_that_of_the_absent(head: str) -> None:
    told = came(f"Attendance list 14 May 2026\nAttendees\n{head}\nAnn Lee\nBo Chan\n\nNot present\n{head}\nSam Okoro\n")
    assert told == {"Ann Lee": "present", "Bo Chan": "present", "Sam Okoro": "absent"}


@pytest.mark.parametrize("word", ["Member", "Delegate", "ผู้แทน"])
def test_a_word_behind_all_names_of_a_register_heads_nothing(word: str) -> None:
    people = ("Karl Stein", "Uwe Moss", "Ilse Vogt", "Tim Hahn", "Sabine Lenz", "Ole Petersen")
    told = read("Teilnehmer;2026-05-14;2026-06-11\n" + "".join(f"{one} ({word});anwesend;abwesend\n" for one in people))
    assert {name.partition(" (")[0] for name in told.entries.name} == {*people}


def test_codes_behind_thai_names_are_no_part_of_them() -> None:
    names = ("สมชาย ใจดี", "วิภา แก้วมณี", "นภา วงศ์ดี", "Cara Wells")
    rows = "".join(f"{name} ({number}),กาชาด,มา\n" for number, name in enumerate(names, 109))
    assert {*came(f"รายชื่อผู้เข้าร่วมประชุม 2024-05-15,,\nชื่อ นามสกุล,หน่วยงาน,การเข้าร่วม\n{rows}")} == {*names}


@pytest.mark.parametrize(("parts", "states"), [
    ("Day 1,Day 2", "PP"), ("Onsite,Zoom", "PP"), ("M,F", "PP"), ("Monday,Tuesday", "PP"), ("Members,Guests", "PP"),
    ("Y,N", "PA"), ("Signature,Lunch", "PA"), ("Invited,Came", "AP"),
])  # fmt: skip
def test_parts_that_stand_alone_in_their_row_are_of_the_header_above(parts: str, states: str) -> None:
    told = came(f"No.,Name,Attendance,\n,,{parts}\n1,Ann Lee,x,\n2,Bo Chan,,x\n", "2026-05-28 meeting.csv")
    assert [told[name][0].upper() for name in sorted(told)] == list(states)


@pytest.mark.parametrize(
    "below", ['"Ed Gil, Fay Hu, Gus Ito",Hal Jo\n', "Ed Gil,\n", 'Present,Absent\n"Ed Gil, Fay Hu, Gus Ito",Hal Jo\n']
)
def test_a_table_of_lists_that_goes_on_below_an_empty_row_loses_nobody(below: str) -> None:
    told = came(f'Present,Absent\n"Ann Lee, Bo Chan, Cy Dee",Di Fox\n\n{below}', "2026-05-28 meeting.csv")
    assert (told["Di Fox"], told.get("Ed Gil"), told.get("Hal Jo", "absent")) == ("absent", "present", "absent")


def test_surnames_before_first_names_are_no_list_of_people() -> None:
    text = 'Present,Absent\n"Lee, Ann; Chan, Bo; Dee, Cy","Fox, Di"\n\nNotes: all fine\n'
    assert read(text, "2026-05-28 meeting.csv").refused


def test_a_name_that_stands_twice_leaves_a_second_list_a_list() -> None:
    rows = "Budi,Hope,,Dewi,Hope\nSiti,Hope,,Rina,Police\nAgus,Police,,Dewi,Legal Aid\n"
    assert len(read(f"Attendee,Org,,Visitor,Org\n{rows}", "2026-05-28 meeting.csv").entries) == 6


def test_somebody_with_a_word_for_people_behind_the_name_is_no_header() -> None:
    told = came("Name,Present\nJan Li (Member),x\nFay Hu,x\nHal Jo (Red Cross),x\nDi Fox,\n", "2026-05-28 meeting.csv")
    assert len(told) == 4


def test_a_header_with_brackets_may_stand_on_each_page() -> None:
    told = read("Name (NGO)\nAnn Lee\nBo Chan\n\nName (NGO)\nDi Fox\n", "2026-05-28 meeting.csv")
    assert told.entries.name == ["Ann Lee", "Bo Chan", "Di Fox"]
    assert [one.title for one in told.meetings] == [None]


def test_who_did_not_come_may_stand_below_who_signed() -> None:
    text = "Name\nAnn Lee\nBo Chan\n\nPrepared by:\nDi Fox\n\nAbsent:\nEd Gil\nFay Hu\n"
    told = came(text, "2026-05-28 meeting.csv")
    assert told == dict.fromkeys(("Ann Lee", "Bo Chan"), "present") | dict.fromkeys(("Ed Gil", "Fay Hu"), "absent")


def test_a_line_of_many_tags_takes_no_time() -> None:
    assert read("<p>" * 20_000 + "<x\nName\nAnn Lee\n", "list.csv")


@pytest.mark.parametrize("first", ["Attendees", "Present: 3"])
@pytest.mark.parametrize("second", ["Absent", "Apologies:"])
def test_a_heading_of_absence_is_not_that_of_the_count_above_it(first: str, second: str) -> None:
    text = f"Attendees\nAnn Lee\nBo Chan\nCy Dee\n{first}\n\n{second}\nDi Fox\nEd Gil\n"
    told = came(text, "2026-05-28 meeting.csv")
    assert {told["Di Fox"], told["Ed Gil"]} <= {"absent", "excused"}


@pytest.mark.parametrize("parts", ["In person,By phone", "Venue,Online", "ห้องประชุม,ออนไลน์"])
def test_of_parts_that_are_not_all_known_none_makes_others_absent(parts: str) -> None:
    rows = "Ann Lee,x,,a@x.example,081\nBo Chan,,x,b@x.example,082\nCy Dee,x,,c@x.example,083\n"
    told = read(f"Name,Attendance,,Contact,\n,{parts},Email,Phone\n{rows}", "2026-05-28 meeting.csv")
    assert told.refused or told.flags or "absent" not in told.entries.state


@pytest.mark.parametrize("below", ["Zed Yu, secretary", "Online participants\nZed Yu", "Shelter update"])
def test_what_stands_below_a_table_of_lists_is_not_absent(below: str) -> None:
    text = f"# Minutes 14 May 2026\n\n| Present | Absent |\n|---|---|\n| Ann Lee, Bo Chan, Cy Dee | Di Fox |\n\n{below}\n"
    told = read(text, "minutes.md")
    assert told.refused or {who for _, who, state in states(told) if state == "absent"} <= {"Di Fox"}


def test_a_list_may_go_on_below_who_signed() -> None:
    text = "Name\nAnn Lee\nBo Chan\n\nCertified by:\nZed Yu\n\nOnline participants:\nEd Gil\n"
    assert {*came(text, "2026-05-28 meeting.csv")} == {"Ann Lee", "Bo Chan", "Ed Gil"}


@pytest.mark.parametrize("office", ["City Police", "Police", "Federal Police", "NGO Network", "Government", "NGOs", "Justice"])
def test_somebody_is_somebody_whatever_sector_stands_in_brackets(office: str) -> None:
    told = came(
        f"Name,Organization\nKim Oh ({office}),\nLou Pi (Hope Foundation),\nMia Qu,IOM\nAnn Lee,IOM\n", "2026-05-28 meeting.csv"
    )
    assert {name.partition(" (")[0] for name in told} == {"Kim Oh", "Lou Pi", "Mia Qu", "Ann Lee"}


@pytest.mark.parametrize(
    "heading", ["Government (Chiang Rai)", "NGOs (local)", "Civil Society (NGOs)", "Chiang Rai (Government)"]
)
def test_a_sector_or_a_place_with_more_in_brackets_is_nobody(heading: str) -> None:
    told = came(f"Name,Organization\n{heading},\nMia Qu,IOM\nAnn Lee,IOM\nBo Chan,IRC\n", "2026-05-28 meeting.csv")
    assert told == dict.fromkeys(("Mia Qu", "Ann Lee", "Bo Chan"), "present")


@pytest.mark.parametrize("header", ["Name,Date,Time", "name,date,time,latest time"])
def test_names_in_capitals_beside_the_moment_they_came_are_people(header: str) -> None:
    late = ",18:00" * (header.count(",") - 2)
    rows = "".join(f"{who},2026-05-14,16:5{at}:35{late}\n" for at, who in enumerate(("ULI", "RENI", "NISA")))
    assert read(f"{header}\n{rows}", "absensi.csv").entries.name == ["ULI", "RENI", "NISA"]
    with_known = rows.replace("RENI", "UNHCR")
    assert "UNHCR" not in read(f"{header}\n{with_known}", "absensi.csv").entries.name


@pytest.mark.parametrize("number", ["Session {}", "第{}回", "Buổi {}", "{}주차"])
def test_of_meetings_that_have_numbers_alone_it_is_asked_which_one_is_meant(number: str) -> None:
    header = ",".join(["Name", *map(number.format, (1, 2, 3))])
    told = read(f"{header},Total\nAnn Lee,Present,Absent,Present,2\nBo Chan,Absent,Present,Present,2\n", "attendance.csv")
    assert told.flags == ["which_meeting"]
    assert not told.entries.name


@pytest.mark.parametrize("header", ["Full name", "Full name,Signature"])
def test_a_page_may_begin_right_below_the_last_name_of_the_one_before(header: str) -> None:
    signed = "," * header.count(",")
    pages = [["Hal Reed", "Ann Lee", "Sam Okoro"], ["Gil Stone", "Peter van Dam"]]
    text = "".join(f"Coalition meeting 28 Apr 2026\n{header}\n" + "".join(f"{who}{signed}\n" for who in page) for page in pages)
    assert read(text, "attendance.csv").entries.name == [*pages[0], *pages[1]]


def test_beside_those_who_left_early_an_empty_cell_says_nothing_of_the_others() -> None:
    rows = "Gil Stone,left early\nAnn Lee,\nDan Roe,\nMary O'Neill,left early\nSam Okoro,\n"
    told = read(f"Attendance list 11.7.2025\nName,\n{rows}", "list.csv")
    assert told.flags or set(told.entries.state) == {"present"}


def test_people_who_all_played_a_part_are_no_second_row_of_the_header() -> None:
    rows = "Gil Stone (ผู้แทน),attended,attended\nEva Moss (ผู้แทน),did not attend,attended\nAnn Lee (ผู้แทน),attended,attended\n"
    told = read(f"Participant name,2026-05-22,2026-06-14\n{rows}", "list.csv")
    assert {(who, day) for day, who, state in states(told) if state == "present"} >= {
        ("Gil Stone", "2026-05-22"),
        ("Ann Lee", "2026-05-22"),
    }


def test_positions_below_one_another_have_no_header_among_them() -> None:
    told = read(
        "Meeting 14 May 2026\nPresent\nLee, Chair\nHolm, Clerk\nYoung, Treasurer\nKent, Member\nMoe, Pastor\n", "list.csv"
    )
    assert told.refused or {"Lee", "Moe"} <= set(told.entries.name)
