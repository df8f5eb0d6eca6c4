"""Plain lists that were drawn by chance: each was read wrongly in silence once a rule went that no file of ours had needed."""

from datetime import date

import pytest

from coalition.imports.reading import Reading
from tests.support.plain_lists import houses, read, states

_DAY = "Attendance list, 3 September 2026\n"


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


def of_organizations(text: str) -> dict[str | None, str | None]:
    told = read(text)
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.organization, strict=True))


@pytest.mark.parametrize("houses", [("Casa Esperanza", "Cruz Roja"), ("Haus Hoffnung", "Rotes Kreuz"), ("IOM", "Hope House")])
def test_organizations_head_their_people_in_a_list_of_nothing_but_names(houses: tuple[str, str]) -> None:
    first, second = houses
    told = of_organizations(_DAY + f"Name\n{first}\nAnn Lee\nEva Moss\n{second}\nBo Chan\nJon Cedar\n")
    assert told == {"Ann Lee": first, "Eva Moss": first, "Bo Chan": second, "Jon Cedar": second}


def test_a_name_and_its_organization_in_one_cell_head_nobody() -> None:
    told = of_organizations(_DAY + "Name\nAnn Lee\nEva Moss / Ministry of Labour\nBo Chan\nJon Cedar\nHal Reed\n")
    assert told == {"Ann Lee": None, "Eva Moss": "Ministry of Labour", "Bo Chan": None, "Jon Cedar": None, "Hal Reed": None}


@pytest.mark.parametrize(
    ("header", "head", "person"),
    [("No,Name", "{},", "{},{}"), ("Name,Phone", "{},", "{1},081-234-567{0}")],
)
def test_a_group_that_may_be_an_organization_is_told_and_no_person(header: str, head: str, person: str) -> None:
    rows = [head.format("Quandle"), *(person.format(i, name) for i, name in enumerate(["Ann Lee", "Eva Moss"], 1))]
    rows += [head.format("Mirzel Tovik"), *(person.format(i, name) for i, name in enumerate(["Bo Chan", "Jon Cedar"], 1))]
    told = read(_DAY + "\n".join([header, *rows]) + "\n")
    assert told.entries.name == ["Ann Lee", "Eva Moss", "Bo Chan", "Jon Cedar"]
    assert [(one.line, one.code) for one in told.issues] == [(3, "alone_in_row"), (6, "alone_in_row")]


@pytest.mark.parametrize(
    "words", [("Attendees", "Absent"), ("Asistentes", "No asistieron"), ("ผู้เข้าร่วมประชุม", "ผู้ไม่เข้าร่วมประชุม")]
)
@pytest.mark.parametrize("header", ["Name,Position,,Name,Position", "Name,,,Name,"])
def test_who_stands_on_the_right_below_a_word_for_absence_was_not_there(words: tuple[str, str], header: str) -> None:
    rows = "Ann Lee,Chair,,Bo Chan,Officer\nHal Reed,Chair,,Fay Orr,Chair\nEva Moss (online),Officer,,,\n"
    rows = rows if "Position" in header else rows.replace("Chair", "").replace("Officer", "")
    told = states(read(f"{_DAY}{words[0]},,,{words[1]},\n{header}\n{rows}"))
    came = dict.fromkeys(["Ann Lee", "Hal Reed", "Eva Moss"], "present")
    assert told == came | {"Bo Chan": "absent", "Fay Orr": "absent"}


def test_online_behind_a_name_alone_in_its_row_heads_nobody() -> None:
    told = states(read(_DAY + "Name,Organization\nAnn Lee,DSI\nEva Moss (online),\nBo Chan,IOM\nHal Reed,DSI\nFay Orr,DSI\n"))
    assert "Eva Moss" in told


@pytest.mark.parametrize("word", ["Excusados", "Justificados", "Entschuldigte", "Izin"])
def test_a_tick_below_what_heads_those_who_were_excused_is_no_presence(word: str) -> None:
    told = states(read(f"{_DAY}Name,{word}\nAnn Lee,\nBo Chan,x\nEva Moss,\nHal Reed,\n"))
    assert told == {"Ann Lee": "present", "Bo Chan": "excused", "Eva Moss": "present", "Hal Reed": "present"}


def test_what_is_no_plain_name_is_not_lost_among_marks_that_are_header_words() -> None:
    rows = "Ann Lee,Present,Present\nBo Chan. Ministry of Labour,Present,Present\nEva Moss,Present,Absent\n"
    told = read("Name,2026-07-06,2026-08-03\n" + rows)
    assert 3 in {line for lines in told.entries.lines for line in lines}


@pytest.mark.parametrize(
    ("cell", "organization"),
    [
        ("Ann Lee - Diretora", None),
        ("Ann Lee, Directrice", None),
        ("Ann Lee (Casa Esperanza) - Coordinadora", None),
        ("Ann Lee, SAB.", None),
        ("Ann Lee, Casa Esperanza", "Casa Esperanza"),
        ("Ann Lee, Hope House", "Hope House"),
        ("Rede Livre - Ann Lee", "Rede Livre"),
        ("Ann Lee – Ministry of Labour – Director", "Ministry of Labour"),
        ("D123 - Ann Lee", None),
        ('"Ann Lee\nHope House"', "Hope House"),
    ],
)
def test_what_stands_beside_a_name_in_its_cell(cell: str, organization: str | None) -> None:
    cell = f'"{cell}"' if "," in cell else cell
    told = of_organizations(f"{_DAY}Name,Attended\nBo Chan,Yes\n{cell},Yes\nEva Moss,Yes\nJon Cedar,No\n")
    name = "Ann Lee (Casa Esperanza)" if "(" in cell else "Ann Lee"
    assert told == {"Bo Chan": None, name: organization, "Eva Moss": None, "Jon Cedar": None}


def test_posts_behind_all_names_are_no_organizations() -> None:
    rows = "Ann Lee - Directora,Yes\nBo Chan - Secretario,Yes\nEva Moss - Directora,Yes\n"
    told = of_organizations(_DAY + "Name,Attended\n" + rows)
    assert told == {"Ann Lee": None, "Bo Chan": None, "Eva Moss": None}


@pytest.mark.parametrize("question", ["Did you attend the meeting?", "Are you attending today?"])
def test_a_question_about_presence_says_who_came(question: str) -> None:
    rows = '"1/7/2026, 09:18:11",Ann Lee,DSI,Yes,ok\n"1/7/2026, 09:21:11",Bo Chan,IOM,No,Good\n'
    told = read(f"Start time,Name,Organization,{question},Feedback\n{rows}", "form.csv")
    assert dict(zip(told.entries.name, told.entries.state, strict=True)) == {"Ann Lee": "present", "Bo Chan": "absent"}


def test_a_moment_with_its_zone_is_one_day() -> None:
    told = read("Join time,Name\n2026/06/17 9:26:11 AM GMT+7,Ann Lee\n2026/06/17 9:27:11 AM GMT+7,Bo Chan\n", "form.csv")
    assert (told.refused, told.entries.name, told.meetings[0].on) == (None, ["Ann Lee", "Bo Chan"], date(2026, 6, 17))


@pytest.mark.parametrize(
    ("day", "other"), [("8 ม.ค.", "9 ก.พ."), ("8 Jan", "9 Feb"), ("1月8日", "2月9日"), ("Quandle", "9 ก.พ.")]
)
def test_columns_of_one_word_are_of_several_meetings(day: str, other: str) -> None:
    rows = "Ann Lee,x,,x,\nBo Chan,,x,,x\nEva Moss,x,,,x\nHal Reed,x,,x,\n"
    told = read(f",{day},,{other},\nName,Present,Absent,Present,Absent\n{rows}")
    assert told.refused is not None or told.flags == ["which_meeting" if day == "Quandle" else "which_year"]


@pytest.mark.parametrize("words", [("Attendees", "Absent"), ("Participants", "Absents")])
def test_words_for_those_who_came_over_marks_head_no_lists(words: tuple[str, str]) -> None:
    rows = "Ann Lee,x,,x,\nBo Chan,,x,,x\nEva Moss,x,,,x\nHal Reed,x,,x,\n"
    told = read(f",2026-03-14,,2026-05-18,\nName,{','.join(words * 2)}\n{rows}")
    assert sorted(told.entries.state) == ["absent"] * 3 + ["present"] * 5


@pytest.mark.parametrize("behind", ["<a@b.example>", "(online)", "081-234-5678"])
def test_what_stands_behind_a_name_alone_in_its_row_makes_no_heading_of_it(behind: str) -> None:
    rows = f"Ann Lee,DSI\nEva Moss {behind},\nBo Chan,IOM\nHal Reed,DSI\nFay Orr,DSI\n"
    assert "Eva Moss" in states(read(_DAY + "Name,Organization\n" + rows))


def test_somebody_who_was_excused_alone_in_their_row_excuses_nobody_below() -> None:
    told = states(read(_DAY + "Name\nAnn Lee\nBo Chan (apologies)\nEva Moss\nHal Reed\n"))
    assert told == {"Ann Lee": "present", "Bo Chan": "excused", "Eva Moss": "present", "Hal Reed": "present"}


_TITLE = "Attendance list 2026-07-06\n\n"


@pytest.mark.parametrize("word", ["absent", "Absent", "excused", "ไม่มา"])
def test_a_word_of_absence_behind_several_names_is_no_organization(word: str) -> None:
    told = read(f"Acta de la reunión del 2026-09-23\nNombre\nInés Rey - {word}\nLuis Ortiz\nAna Gómez - {word}\nJosé Pérez\n")
    assert set(houses(told).values()) == {None}
    assert {name for name, state in states(told).items() if state == "present"} == {"Luis Ortiz", "José Pérez"}


@pytest.mark.parametrize("first", ["Ann Lee (Member)", "(Hope House) Ann Lee", "Somchai from Hope House"])
def test_the_first_row_of_a_numbered_list_is_no_header_and_no_title(first: str) -> None:
    told = read(f"{_TITLE}1. {first}\n2. Bo Chan\n3. Eva Moss\n4. Dan Roe\n", "list.txt")
    assert {"Bo Chan", "Eva Moss", "Dan Roe"} < set(told.entries.name) or 3 in [one.line for one in told.issues]


def test_a_row_whose_number_counts_on_heads_nobody() -> None:
    told = read(f"{_TITLE}1. Ann Lee\n2. Bo Chan = Blue Sky Foundation\n3. Eva Moss\n4. Dan Roe\n", "list.txt")
    assert houses(told) == {"Ann Lee": None, "Eva Moss": None, "Dan Roe": None}
    assert (4, "note") in [(one.line, one.code) for one in told.issues]


def test_what_stands_before_the_dash_is_told_by_the_whole_list() -> None:
    told = read(
        f"{_TITLE}1. Sun Home - Gil Stone\n2. Ministry of Labour - Liv Elm\n3. Blue Sky Foundation - Jon Cedar\n", "list.txt"
    )
    assert houses(told) == {"Gil Stone": "Sun Home", "Liv Elm": "Ministry of Labour", "Jon Cedar": "Blue Sky Foundation"}


def test_of_two_brackets_the_one_that_repeats_the_name_is_that_of_the_account() -> None:
    told = read(
        f"{_TITLE}1. Uwe Krüger (Rotes Kreuz) (Uwe)\n2. Tim Hahn (Ministerium für Arbeit) (Tim)\n3. Eva Moss\n", "list.txt"
    )
    assert houses(told) == {"Uwe Krüger": "Rotes Kreuz", "Tim Hahn": "Ministerium für Arbeit", "Eva Moss": None}


def test_a_position_behind_a_bracket_is_nobody() -> None:
    told = read(f"{_TITLE}1. วิภา แก้วมณี\n2. อนงค์ ศรีสุข (กรมสอบสวนคดีพิเศษ) - หัวหน้าฝ่าย\n3. มาลี แสงทอง\n", "list.txt")
    assert set(houses(told)) == {"วิภา แก้วมณี", "อนงค์ ศรีสุข", "มาลี แสงทอง"}


def test_the_last_name_of_a_list_in_capitals_is_no_acronym() -> None:
    told = read(f"{_TITLE}1. ANNA MÜLLER\n2. KARL VON STEIN\n3. TIM HAHN\n", "list.txt")
    assert set(houses(told).values()) == {None}


def test_a_word_between_a_thai_first_name_and_an_office_is_no_surname() -> None:
    told = read(f"{_TITLE}Name,Present\nสุรชัย from ตำรวจภูธรภาค 5,x\nมาลี แสงทอง,x\n")
    assert houses(told) == {"สุรชัย": "ตำรวจภูธรภาค 5", "มาลี แสงทอง": None}


def test_in_a_text_with_a_table_in_markdown_bars_part_the_cells() -> None:
    prose = "# Attendance Sheet\n\nPlace an X, or any other mark, under your name, for the date, if you are present.\n\n"
    rows = "| 2026-07-09 | X | X |\n| 2026-07-14 | THANKSGIVING HOLIDAY |\n| 2026-07-16 | | X |\n"
    told = read(f"{prose}| Date | Vikrant | Tarun |\n|------------|:---:|------|\n{rows}", "attendance.md")
    assert [one.on for one in told.meetings] == [date(2026, 7, 9), date(2026, 7, 16)]
    assert {(name, at) for name, at, _ in present(told)} == {("Vikrant", 0), ("Tarun", 0), ("Tarun", 1)}


def present(told: Reading) -> list[tuple[str | None, int, str]]:
    entries = zip(told.entries.name, told.entries.meeting, told.entries.state, strict=True)
    return [one for one in entries if one[2] == "present"]


def test_where_most_names_are_in_capitals_none_is_an_acronym() -> None:
    told = read("Elu,2026-07-06,2026-08-03\nARNAUDET,0,1\nAUBERTIN,1,1\nBARBEROT,0,1\nCROZET,1,1\nDELMAS,1,0\n")
    assert {name for name, _, _ in present(told)} == {"ARNAUDET", "AUBERTIN", "BARBEROT", "CROZET", "DELMAS"}


def test_a_rule_under_one_cell_is_no_table_in_markdown() -> None:
    told = read("Name;Organization;Attended\n----|\nAnn Lee;IOM;yes\nBob Smith;UNICEF;no\n", "meeting 2026-03-14.csv")
    assert states(told) == {"Ann Lee": "present", "Bob Smith": "absent"}


def test_days_of_a_table_without_a_header_may_be_of_anything() -> None:
    rows = "Ann Lee,Hope House Foundation,2026-01-03\nBob Smith,Hope House Foundation,2026-02-01\n"
    assert read(rows, "case conference 2026-03-14.csv").flags == ["names_column"]


def test_organizations_that_did_not_come_are_asked_about() -> None:
    title = "Attendance 14 March 2026: organizations that did not come,\nOrganization,Phone\n"
    assert read(f"{title}Hope House Foundation,5551234\nLegal Aid Center,5551235\n").flags == ["did_they_come"]


def test_a_mark_that_the_legend_explains_by_other_words_is_asked_about() -> None:
    rows = "Ann Lee,/,/\nBo Chan,A,OB\nEva Moss,/,/\n\nLegend: / = present   A = absent   OB = official business\n"
    told = read("Name,8 Jan 2025,5 Mar 2025\n" + rows, "SB attendance.csv")
    assert "Bo Chan" not in {name for name, _, _ in present(told)}


def test_sums_of_women_and_men_below_a_list_are_nobody() -> None:
    told = read(
        _DAY + "N°,Full Name,Sex,Institution\n1,Sok Vannak,M,KSA\n2,Chea Sreymom,F,KSA\n,Total,2,\n,Female,1,\n,Male,1,\n"
    )
    assert set(states(told)) == {"Sok Vannak", "Chea Sreymom"}


def test_numbered_names_above_the_only_heading_are_not_left_out() -> None:
    mail = "Berikut peserta rapat, Kamis 27 Februari 2025:\n\n1. Yuliana Tamba\n2. Hendra Gunawan\n3. Rizal Pahlevi\n\n"
    told = read(f"{mail}Rapat berikutnya 27 Maret 2025.\n\nSalam,\nYuliana Tamba\n", "mail.txt")
    assert not len(told.entries) or {"Hendra Gunawan", "Rizal Pahlevi"} <= set(told.entries.name)


@pytest.mark.parametrize(
    "heading", [",Víctimas Atendidas,", ",Follow up cases,", ",Korban Didampingi,", "Apologies:,Eve Stone,"]
)
def test_of_a_table_without_a_header_nobody_below_a_line_of_others_is_read(heading: str) -> None:
    above, below = "1,Ann Lee,Hope House Foundation\n2,Bob Smith,IOM\n", "3,Eva Moss,IOM\n4,Dan Roe,IOM\n"
    assert read(f"Meeting 14 March 2026,,\n{above}{heading}\n{below}").refused
