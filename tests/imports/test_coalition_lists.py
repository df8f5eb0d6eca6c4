"""Lists as secretaries of coalitions keep them: each was refused, asked about or read wrongly at first sight."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.lines import read_line
from coalition.imports.reading import Reading


def read(text: str, name: str = "list.csv") -> Reading:
    return read_attendance(text.encode(), name, today=date(2026, 11, 30))


def present(told: Reading) -> dict[str | None, str | None]:
    """{name: organization} of those who came."""
    assert told.refused is None, told.refused
    rows = zip(told.entries.name, told.entries.organization, told.entries.state, strict=True)
    return {name: organization for name, organization, state in rows if state == "present"}


def test_thai_minutes_in_cells_name_a_post_behind_each_office() -> None:
    told = read(
        "วันอังคารที่ ๕ สิงหาคม ๒๕๖๘,,,\nผู้มาประชุม,,,\n"
        "๑.,นางเพ็ญศรี ไชยวงศ์,สำนักงานอัยการจังหวัดลำพูน,อนุกรรมการ\n๒.,พ.ต.อ.ประวิทย์ คำภีระ,ตำรวจภูธรจังหวัดลำพูน,อนุกรรมการ\n"
        ",,,\nผู้ไม่มาประชุม (ติดราชการ),,,\n๑.,พ.ต.ท.อดิศร หน่อแก้ว,ตรวจคนเข้าเมืองจังหวัดลำพูน,อนุกรรมการ\n"
    )
    assert present(told) == {
        "เพ็ญศรี ไชยวงศ์": "สำนักงานอัยการจังหวัดลำพูน",
        "ประวิทย์ คำภีระ": "ตำรวจภูธรจังหวัดลำพูน",
    }
    assert told.meetings[0].on == date(2025, 8, 5)
    assert len(told.entries) == 3


def test_an_office_above_each_repeated_header_is_that_of_its_people_and_the_total_is_of_all() -> None:
    header = "ที่;ชื่อ สกุล;ตำแหน่ง\n"
    told = read(
        f"รายชื่อผู้เข้าร่วมประชุม 7 พ.ย. 2568;;\n;;\nสำนักงานแรงงานจังหวัดลำปาง;;\n{header}1;นางวันเพ็ญ เครือคำ;หัวหน้ากลุ่ม\n"
        f"2;น.ส.ปาริชาติ ใจมั่น;\nสภ.เมืองลำปาง;;\n{header}3;จ.ส.ต.มานพ ต๊ะนา;ผบ.หมู่\n;;\nรวมทั้งสิ้น 3 คน;;\n"
    )
    office = "สำนักงานแรงงานจังหวัดลำปาง"
    assert present(told) == {"วันเพ็ญ เครือคำ": office, "ปาริชาติ ใจมั่น": office, "มานพ ต๊ะนา": "สภ.เมืองลำปาง"}
    assert not told.flags


def test_the_labels_above_a_header_are_no_person_of_another_table() -> None:
    told = read(
        'Acta No. 4,,,,\n"Fecha: 30 de julio de 2025","Hora: 8:30 a.m.",,"Lugar: Salón Andes",\n,,,,\n'
        "No.,NOMBRES Y APELLIDOS,ENTIDAD,CARGO,ASISTIÓ\n1,Yolanda Pérez Murcia,Gobernación,Secretaria,X\n"
        "2,Sandra Quiñones (delegada de Wilmar Asprilla),ICBF,,X\n3,Luz Dary Betancur,Mariposas,Directora,NO\n"
    )
    assert told.meetings[0].on == date(2025, 7, 30)
    assert present(told) == {"Yolanda Pérez Murcia": "Gobernación", "Sandra Quiñones": "ICBF"}


def test_a_column_called_attended_with_its_day_says_who_came_among_other_ticks() -> None:
    told = read(
        "First,Last,Org,Invited?,RSVP,Attended 14-Aug-25,Thank-you sent\nWanida,Saetang,Baan Rak,x,yes,x,x\n"
        "Tom,Verhoeven,Delta Rights,x,yes,,\nKanya,Prasert,Phrae Hospital,x,no reply,x,x\n"
    )
    assert present(told) == {"Wanida Saetang": "Baan Rak", "Kanya Prasert": "Phrae Hospital"}
    assert told.meetings[0].on == date(2025, 8, 14)


@pytest.mark.parametrize(
    ("cell", "name", "organization"),
    [
        ("Luke ??", "Luke", None),
        ("Suplente: Otávio Lins Barroso", "Otávio Lins Barroso", None),
        ("Hope House: Fay Orr", "Fay Orr", "Hope House"),
        ("Imelda Roxas, RGS", "Imelda Roxas", None),
        ("Paola Cárdenas (delegada de Wilmar Asprilla)", "Paola Cárdenas", None),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(cell: str, name: str, organization: str | None) -> None:
    told = read(f'Attendance 14 May 2026\nName,Present\nAnn Lee,Yes\n"{cell}",Yes\nBo Chan,No\n')
    assert present(told) == {"Ann Lee": None, name: organization}


def test_a_vacant_seat_is_nobody() -> None:
    told = read("Attendance 14 May 2026\nName,Organization,Present\nAnn Lee,Sun Home,Yes\n(vacant),DSI,\nBo Chan,DSI,No\n")
    assert [*told.entries.name] == ["Ann Lee", "Bo Chan"]


def test_a_word_in_capitals_is_a_first_name_where_names_are_halved() -> None:
    rows = "Bo,Chan,b@x.example,1 hr,2:00 PM,3:00 PM\nKHAMPHAN,,,52 min,2:05 PM,2:57 PM\n"
    told = read(
        "First name,Last name,Email,Duration,Time joined,Time exited\n" + rows,
        "Group (2025-11-27 at 13_58 GMT+7) - Attendance report.csv",
    )
    assert present(told) == {"Bo Chan": None, "KHAMPHAN": None}


def test_of_two_calendars_the_one_that_all_know_tells_the_day() -> None:
    told = read("Date: 2082/03/15 B.S. (29 June 2025)\nName,Signature\nAnn Lee,sd/-\nBo Chan,sd/-\n")
    assert told.meetings[0].on == date(2025, 6, 29)


def test_a_poll_for_a_day_is_no_attendance() -> None:
    told = read(
        'Poll "first meeting of 2026",,,\n,Wed 14 January 2026,Thu 15 January 2026,Tue 3 February 2026\n'
        "Gwen Talbot,OK,OK,\nKyaw Zin,OK,,OK\nBo Chan,,OK,OK\nCount,2,2,2\n",
        "Doodle.csv",
    )
    assert told.refused is not None


def test_an_estimate_of_costs_of_a_meeting_is_no_attendance() -> None:
    told = read(
        "ประมาณการค่าใช้จ่าย ประชุมเครือข่าย 26 กุมภาพันธ์ 2569,,,,\nลำดับ,รายการ,ชื่อผู้เบิก,อัตรา (บาท),รวม (บาท)\n"
        "1,ค่าเดินทาง,อัญชลี มหาวรรณ,400,400\n2,ค่าที่พัก,Naw Eh Paw,900,900\n3,ค่าล่าม,Kyaw Zin,300,1800\n"
    )
    assert told.refused is not None


def test_a_day_beside_its_place_is_no_label_of_it() -> None:
    told = read(
        "ประชุมประจำเดือน\n28 พ.ค. 68  เวลา 13.00 น.,ห้องประชุม สนง.แรงงาน\nชื่อ-สกุล,มา/ไม่มา\nนายพงศธร กาศเกษม,มา\nนางอร สุริยา,ไม่มา\n"
    )
    assert (told.meetings[0].on, told.meetings[0].start) == (date(2025, 5, 28), "13:00")


def test_marks_in_two_languages_say_what_both_say() -> None:
    told = read(
        "Présence 22/05/2025\nNom,Présence\nHajer Belkhiria,Oui / نعم\nSlim Ben Ammar,Non (excusé) / لا\nNizar Trabelsi,Oui\n"
    )
    assert [*told.entries.state] == ["present", "absent", "present"]


def test_a_sum_of_those_who_came_themselves_is_a_row_of_totals() -> None:
    told = read(
        "ทะเบียนการเข้าประชุม,,\nรายชื่อ,ครั้งที่ ๑,ครั้งที่ ๒\n,๒๓/๑/๖๘,๒๗/๓/๖๘\nนายธงชัย ชูวงศ์,มา,ติดราชการ\n"
        "น.ส.วิไลลักษณ์ อุตมะ,มา,มา\nรวมมาด้วยตนเอง,๒,๑\n"
    )
    assert sorted(zip(told.entries.name, told.entries.state, strict=True)) == [
        ("ธงชัย ชูวงศ์", "excused"),
        ("ธงชัย ชูวงศ์", "present"),
        ("วิไลลักษณ์ อุตมะ", "present"),
        ("วิไลลักษณ์ อุตมะ", "present"),
    ]


def test_a_vacant_seat_among_marks_ends_no_list() -> None:
    told = read(
        "ทะเบียนการเข้าประชุม,,,\nรายชื่อ,หน่วยงาน,23/1/2568,27/3/2568\nนายธงชัย ชูวงศ์,จังหวัดตาก,มา,ลา\n"
        "(ว่าง),แรงงานจังหวัดตาก,-,-\nนายเทพฤทธิ์ จันทะ,จัดหางานจังหวัดตาก,ลา,มา\n"
    )
    assert {*told.entries.name} == {"ธงชัย ชูวงศ์", "เทพฤทธิ์ จันทะ"}


def test_who_came_in_place_of_a_member_is_named_in_a_column_of_their_own() -> None:
    told = read(
        'ทะเบียนผู้เข้าร่วมประชุม 12 มี.ค. 2568,,,\nชื่อ-สกุล (กรรมการ),หน่วยงาน,"การเข้า\nประชุม",ชื่อผู้แทน\n'
        "นายมงคล สุภาพ,ที่ทำการปกครองจังหวัด,มาแทน,นายศุภกร เวียงนาค\nนางจันทร์เพ็ญ ไชยวุฒิ,สนง.พมจ.ลำปาง,มา,\n"
    )
    assert present(told) == {"ศุภกร เวียงนาค": "ที่ทำการปกครองจังหวัด", "จันทร์เพ็ญ ไชยวุฒิ": "สนง.พมจ.ลำปาง"}
    assert "มงคล สุภาพ" in told.entries.name  # and was not there


def test_days_stand_below_their_years() -> None:
    told = read(
        "สถิติการเข้าร่วมประชุม,,,\nชื่อ-สกุล,พ.ศ. ๒๕๖๗,,พ.ศ. ๒๕๖๘\n,๑๔ พ.ย.,๑๙ ธ.ค.,๑๕ ม.ค.\n"
        "นางแสงดาว ปันอิน,1,1,0\nนายสมพล แซ่ย่าง,1,0,1\n"
    )
    assert [meeting.on for meeting in told.meetings] == [date(2024, 11, 14), date(2024, 12, 19), date(2025, 1, 15)]


def test_the_number_of_a_meeting_before_its_day_is_no_day() -> None:
    told = read("Name,Mtg 3 - 13/3/2025,Mtg 4 - 10/4/2025\nAnn Lee,P,A\nBo Chan,A,P\n")
    assert [meeting.on for meeting in told.meetings] == [date(2025, 3, 13), date(2025, 4, 10)]


def test_dotted_lines_that_nobody_signed_are_asked_about() -> None:
    line = "." * 30
    told = read(f"รายชื่อผู้เข้าร่วมประชุม 5 สิงหาคม 2568,\nชื่อ-สกุล,ลายมือชื่อ\nนายเฉลิมพล จักรคำ,{line}\nนางศรีวรรณ มูลศรี,{line}\n")
    assert told.flags or told.refused


def test_an_initial_with_its_dot_is_a_signature_and_no_absence() -> None:
    told = read(
        "Attendance 19 June 2025,\nName,Signature\nU Kyaw Zin,KZ\nNaw Paw Wah,paw\nSai Lone,sai\nNang Seng Hom,hom\n"
        "Achara Lim,A.\nSaw Eh Htoo,eh\n"
    )
    assert {*told.entries.state} == {"present"}


def test_labels_in_a_first_column_say_who_came_beside_them_and_below() -> None:
    told = read(
        "Minutes of the meeting held on 4th March 2025,,\nPresent:,Fiona Hartley (Chair),Blandbury Town Council\n"
        ',Graham Pellow,Wessex Police\n,"Dr Nadia Rahman, MRCGP",NHS Vale\nApologies:,Marcus Fell,Labour Abuse Authority\n'
        ",Hazel Dunmore,University of Blandbury\n"
    )
    assert present(told) == {
        "Fiona Hartley": "Blandbury Town Council",
        "Graham Pellow": "Wessex Police",
        "Nadia Rahman": "NHS Vale",
    }


def test_a_post_that_names_its_province_is_no_organization_and_a_cell_may_go_on_below() -> None:
    told = read(
        "วันที่ ๑๕ พฤษภาคม ๒๕๖๘,,,\nผู้มาประชุม,,,\n๑.,พ.ต.ท. เอนก ยะมงคล,แทน ผู้บังคับการตำรวจภูธร,อนุกรรมการ\n,,จังหวัดพะเยา,\n"
        "๒.,นายไพศาล จันทร์เป็ง,แทน อัยการจังหวัดพะเยา,อนุกรรมการ\n๓.,นางรุ่งทิพย์ ฟูแสง,ประธานมูลนิธิเพื่อนหญิง,อนุกรรมการ\n"
    )
    assert present(told) == {"เอนก ยะมงคล": None, "ไพศาล จันทร์เป็ง": None, "รุ่งทิพย์ ฟูแสง": "มูลนิธิเพื่อนหญิง"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Jméno a příjmení;Organizace;Přítomen\nJiří Kořínek;Dům;ano\n", "cp1250"),
        ("Nume şi prenume;Instituţia;Prezenţă\nŞtefan Pop;Casa;da\n", "cp1250"),
        ("ФИО;Организация;Присутствие\nИванов Иван;Дом;да\n", "cp1251"),
        ("Adı Soyadı;Kurum;Katıldı\nŞule Işık;Ev;evet\n", "cp1254"),
        ("Nom et prénom;Présence\nÉlodie Dupré;oui\n", "cp1252"),
    ],
)
def test_old_encodings_are_known_by_the_words_of_lists(text: str, encoding: str) -> None:
    told = read_attendance(text.encode(encoding), "list 2026-05-14.csv", today=date(2026, 11, 30))
    assert told.encoding == encoding
    assert told.entries.name[0] in {text.split("\n")[1].partition(";")[0], "Иван Иванов"}


def test_numbers_with_a_dot_beside_names_are_no_marks() -> None:
    told = read(
        "วันที่ 27 กรกฎาคม 2566,,\nผู้มาประชุม,,\n1.,นายชัยวัฒน์ ตุ่นแก้ว,ปลัดอำเภอ\n2.,พ.ต.ท.อนุชา เลิศล้ำ,ผู้แทน สภ.แม่สะเรียง\n"
        "ผู้ไม่มาประชุม,,\n1.,นายเอกชัย วังวล,ผู้แทน สนง.จัดหางาน\nผู้เข้าร่วมประชุม,,\n1.,Ms. Ingrid Solberg,มูลนิธิสาละวิน\n"
    )
    assert present(told) == {"ชัยวัฒน์ ตุ่นแก้ว": None, "อนุชา เลิศล้ำ": "สภ.แม่สะเรียง", "Ingrid Solberg": "มูลนิธิสาละวิน"}


def test_a_legend_explains_a_cross_beside_another_sign() -> None:
    told = read(
        "Điểm danh 12/4/2024,,\nHọ và tên,Đơn vị,Điểm danh\nĐặng Thị Hoài,Sở LĐTBXH,x\nPhạm Quốc Việt,Công an tỉnh,v\n"
        "Giàng Thị Mẩy,Hội Phụ nữ,x\nGhi chú: x = có mặt; v = vắng,,\n"
    )
    assert [*told.entries.state] == ["present", "absent", "present"]


def test_a_legend_in_one_cell_explains_a_cross_beside_a_tick() -> None:
    told = read(
        "Nombre,22/01/2025,05/02/2025\nEdith Palomino,X,V\nLuz Vega,X,X\nMarina Ospina,V,X\n,,\n"
        "X: asistió    V: asistió de forma virtual    A: ausente,,\n"
    )
    assert [*told.entries.state] == ["present"] * 6


@pytest.mark.parametrize(
    ("shown", "name", "organization"),
    [
        ("Kyaw Zin Latt, Border Legal Desk", "Kyaw Zin Latt", "Border Legal Desk"),
        ("รพ.แม่ทะ อุไร คำแดง", "อุไร คำแดง", "รพ.แม่ทะ"),
        ("Quinlan, Theresa", "Theresa Quinlan", None),
    ],
)
def test_one_account_of_a_call_is_one_person(shown: str, name: str, organization: str | None) -> None:
    rows = (
        f'Ann Lee,10/22/2024 9:57:11 AM,10/22/2024 11:14:20 AM,78\n"{shown}",10/22/2024 10:02:48 AM,10/22/2024 11:14:11 AM,72\n'
    )
    told = read("Name (Original Name),Join Time,Leave Time,Duration (Minutes)\n" + rows, "participants_84450001234.csv")
    assert present(told) == {"Ann Lee": None, name: organization}


def test_where_a_total_counts_one_who_did_not_sign_it_is_asked_who_came() -> None:
    rows = "1,Tin Maung,TM\n2,Khin Swe,khin\n3,Aung Kyaw,Aung\n4,Mo Hom,mo\n5,U Nandiya,\n"
    told = read("Meeting 8 November 2023,,\nNo,Name,Sign\n" + rows + ",Total 5 persons,\n")
    assert "did_they_come" in told.flags


def test_groups_between_numbered_people_are_no_organizations() -> None:
    told = read(
        "ประชุม 9 ส.ค. 65,,\nที่,รายนาม,ลงชื่อ\n,คณะสงฆ์,\n1,พระอธิการสมคิด จิตฺตสํวโร,สมคิด\n2,พระปลัดทองใบ,ทองใบ\n,ผู้นำ,\n"
        "3,นายสมศักดิ์ แยเบียง,สมศักดิ์\n4,นางอาหมี่ แซ่ลี,อาหมี่\n"
    )
    assert {*told.entries.organization} == {None}


def test_scores_before_and_after_a_training_are_no_attendance() -> None:
    told = read(
        "Training scores 12 September 2024,,,\nParticipant,Office,Pre-test (20),Post-test (20)\nRuel Lee,PESO,9,15\n"
        "Mylene Roe,MSWDO,12,18\nGemma Moss,RHU,13,19\n"
    )
    assert told.refused is not None


def test_board_members_in_attendance_head_those_who_came() -> None:
    told = read(
        "# WSF Board meeting, March 11, 2021\n\nBoard members in attendance were:\n\n- Horatio Marchbank\n- Minna Lathbury\n\n"
        "Also in attendance were:\n\n- Lucius Copplestone\n\n## Finances\n",
        "2021-03-11.txt",
    )
    assert present(told).keys() == {"Horatio Marchbank", "Minna Lathbury", "Lucius Copplestone"}


def test_a_year_over_the_wrong_column_tells_no_day() -> None:
    told = read(",2025,,\nName,4 Nov,2 Dec,6 Jan\nAnna Berg,x,,x\nBen Cole,x,x,\n")
    assert told.refused is not None or told.flags


def test_who_apologizes_has_an_organization_and_is_not_two_people() -> None:
    told = read(
        "Meeting 14 May 2026,\nName,Organization\nAnna Berg,Hope House\nBen Cole,Sun Home\nApologies: Eve Stone,Labour Office\n"
    )
    assert dict(zip(told.entries.name, told.entries.organization, strict=True))["Eve Stone"] == "Labour Office"
    assert "Labour Office" not in told.entries.name


def test_the_title_of_each_page_is_no_organization() -> None:
    page = "Hope House Network Meeting,,\nName,Position,Signature\n{rows}"
    told = read(page.format(rows="Anna Berg,Officer,AB\nKim Lee,Nurse,KL\n,,\n") + page.format(rows="Ben Cole,Inspector,BC\n"))
    assert {*told.entries.organization} == {None}


def test_somebody_without_a_number_who_did_not_sign_heads_nobody() -> None:
    told = read("Meeting 14 May 2026,,\nNo.,Name,Signature\n1,Anna Berg,AB\n2,Ben Cole,BC\n,Mercy Wanjiru,\n3,Eve Stone,ES\n")
    assert "Mercy Wanjiru" not in told.entries.organization


def test_organizations_before_a_colon_are_those_of_the_people_behind_it() -> None:
    told = read(
        "Minutes 12 March 2026\nPresent: Hope House: Ann Lee, Bo Chan; Bright Path: Cy Dale; Police: Dee Fox\n"
        "Apologies: Hope House: Eve Hall\n",
        "minutes.txt",
    )
    assert present(told) == {"Ann Lee": "Hope House", "Bo Chan": "Hope House", "Cy Dale": "Bright Path", "Dee Fox": None}
    assert dict(zip(told.entries.name, told.entries.organization, strict=True))["Eve Hall"] == "Hope House"


def test_thai_people_stand_behind_their_organizations_in_one_line() -> None:
    told = read(
        "รายงานการประชุม 12 มีนาคม 2569\nผู้เข้าร่วม: มูลนิธิบ้านหวัง: นางอร สุริยา, นายพงศธร กาศเกษม; ตำรวจ: ร.ต.อ.สมชาย ใจดี\n",
        "minutes.txt",
    )
    assert present(told) == {"อร สุริยา": "มูลนิธิบ้านหวัง", "พงศธร กาศเกษม": "มูลนิธิบ้านหวัง", "สมชาย ใจดี": None}


def test_groups_before_a_colon_are_no_organizations_and_first_names_stay_people() -> None:
    told = read("Minutes 12 March 2026\nPresent: Hope Foundation: Ann, Bo; Online: Cy Dale, Dee Fox\n", "minutes.txt")
    assert present(told) == {"Ann": "Hope Foundation", "Bo": "Hope Foundation", "Cy Dale": None, "Dee Fox": None}


def test_the_places_of_an_office_are_nobody() -> None:
    told = read("ประชุม 12 มีนาคม 2569\nชื่อ\nพมจ.เชียงราย นฤมล ใจดี\nพมจ.เชียงใหม่ อ.แม่สาย จ.เชียงราย\nอบต.แม่ยาว ต.แม่ยาว อ.เมือง\n")
    assert present(told)["นฤมล ใจดี"] == "พมจ.เชียงราย"
    assert {issue.code for issue in told.issues if issue.line} == {"organization_only"}


def test_who_took_part_online_is_no_heading() -> None:
    told = read("Meeting 12 March 2026\nName\nAnn Lee\nBo Chan\nCy Dale\nGia Hill (online participant)\n")
    assert "Gia Hill" in " ".join(filter(None, present(told)))


def test_a_line_of_many_colons_is_read_at_once() -> None:
    told = read_line((f"Ann Lee |:+1:|:+1:|:+1:| {':+1: | ' * 30}|",))  # twice the work for each colon would take for ever
    assert not told.several


@pytest.mark.parametrize("asked", ["Photo consent,Vaccinated", "Guest,Was the meeting useful?"])
def test_the_questions_of_a_form_are_nobody(asked: str) -> None:
    told = read(
        f"Submission date,Full name,{asked}\n16/7/2026 09:43,Ann Lee,Yes,No\n16/7/2026 09:24,Bo Chan,No,Yes\n"
        "16/7/2026 09:41,Cy Dale,No,No\n16/7/2026 09:50,Dee Fox,Yes,No\n",
        "Sign-in.csv",
    )
    assert set(told.entries.name) <= {"Ann Lee", "Bo Chan", "Cy Dale", "Dee Fox"}


def test_how_somebody_would_have_come_is_no_sign_that_they_did() -> None:
    told = read(
        "Start time,Name,Organization,Attended,รูปแบบการเข้าร่วม\n2026-07-26 09:44,Ann Lee,Hope House,No,ออนไซต์\n"
        "2026-07-26 09:45,Bo Chan,Bright Path,Yes,ออนไลน์\n2026-07-26 09:50,Cy Dale,Bright Path,Yes,ออนไลน์\n"
    )
    assert present(told).keys() == {"Bo Chan", "Cy Dale"}


def test_a_log_says_how_each_came_and_everybody_did() -> None:
    told = read(
        "Date,Meeting,Name,Organization,On-site/Online\n22/1/2568,Monthly,Ann Lee,Hope House,Online\n"
        "22/1/2568,Monthly,Bo Chan,IOM,On-site\n19/2/2568,Monthly,Ann Lee,Hope House,On-site\n"
    )
    assert not told.flags
    assert sorted(told.entries.name) == ["Ann Lee", "Ann Lee", "Bo Chan"]


@pytest.mark.parametrize("header", ["On behalf of", "แทน", "En representación de"])
def test_whom_somebody_stood_in_for_did_not_come(header: str) -> None:
    told = read(
        f"Meeting 11 September 2025\nOrganization,Name,Position,{header},Attended\nHope House,Ann Lee,Director,,Yes\n"
        "IOM,Bo Chan,Officer,Dr. Cara Dean,Yes\nIOM,Eve Hall,Nurse,Mr. Finn Moor,Yes\nPolice,Dan Fox,Officer,,No\n"
    )
    assert present(told).keys() == {"Ann Lee", "Bo Chan", "Eve Hall"}


def test_organizations_below_on_behalf_of_are_those_of_the_people() -> None:
    told = read(
        "Meeting 11 September 2025\nName,Position,On behalf of,Attended\nAnn Lee,Nurse,,Yes\n"
        "Bo Chan,Officer,Lantern Foundation,Yes\nEve Hall,Nurse,Ministry of Labour,Yes\nDan Fox,Officer,,No\n"
    )
    assert present(told) == {"Ann Lee": None, "Bo Chan": "Lantern Foundation", "Eve Hall": "Ministry of Labour"}


def test_ticks_below_sex_say_nothing_of_who_came() -> None:
    told = read(
        "Date: June 25 2025,,,,,\nNo.,Name,Office,Sex,,Signature\n,,,M,F,\n1,Ann Lee,Hope House,,/,(sgd.)\n"
        "2,Bo Chan,IOM,/,,(sgd.)\n3,Cy Dale,IOM,/,,\n4,Dee Fox,RHU,,/,(sgd.)\n"
    )
    assert present(told).keys() == {"Ann Lee", "Bo Chan", "Dee Fox"}


def test_a_word_for_signed_says_that_somebody_came() -> None:
    told = read(
        "Listă de prezență,,,\nNume și prenume,Instituția,Semnătura,\n,,13.02.2025,10.04.2025\n"
        "Munteanu Răzvan,Poliția,semnat,absent\nLazăr Ana,DSP,absent motivat,semnat\nIlieș Bianca,DSP,semnat,semnat\n"
    )
    came = [name for name, state in zip(told.entries.name, told.entries.state, strict=True) if state == "present"]
    assert sorted(came) == ["Ilieș Bianca", "Ilieș Bianca", "Lazăr Ana", "Munteanu Răzvan"]


def test_a_remark_beside_one_name_is_no_column_of_marks() -> None:
    told = read(
        "Meeting 1 - 4 September 2025,,,\nName,Organization,E-mail,\nAnn Lee,IOM,a@x.example,\nBo Chan,IOM,b@x.example,\n"
        ",,,\nmeeting 3 - 6 November 2025,,,\nName,Organization,E-mail,\n"
        'Ann Lee,Hope House,,\nCy Dale,IOM,c@x.example,"came late, 10.30"\n'
    )
    assert [meeting.on for meeting in told.meetings] == [date(2025, 9, 4), date(2025, 11, 6)]
    assert sorted(told.entries.name) == ["Ann Lee", "Ann Lee", "Bo Chan", "Cy Dale"]


def test_a_sheet_that_nobody_signed_with_lines_left_asks_whether_they_came() -> None:
    told = read(
        "ใบลงลายมือชื่อผู้เข้าประชุม 24 กรกฎาคม 2568,,,\nลำดับ,ชื่อ - สกุล,หน่วยงาน,ลงลายมือชื่อ\n"
        "1,นางอร สุริยา,พมจ.,\n2,นายพงศธร กาศเกษม,สภ.แม่สาย,\n"
        "3,น.ส.กานดา ใจดี,บ้านสายลม,\n4,,,\n5,,,\n6,,,\n"
    )
    assert told.flags == ["did_they_come"]


@pytest.mark.parametrize(
    ("minutes", "came", "away"),
    [
        ("Minutes 30 April 2025\nPresent: Ann Lee, Bo Chan,\nCy Dale and Dee Fox.\n\nApologies: Gia Hill,\nHal Reed\n", 4, 2),
        ("Minutes 30 April 2025\nPresent: Ann Lee (IOM); Bo Chan (IRC);\nCy Dale (MSF); Dee Fox and Eve Hall.\n", 5, 0),
        ("Minutes of 30 April 2025. Present: Ann Lee, Bo Chan,\nCy Dale and Dee Fox.\n\nWe met in May.\n", 4, 0),
        ("Minutes of 30 April 2025. There was a quorum. Present: Ann Lee, Bo Chan. Apologies: Cy Dale\n", 2, 1),
        ("Ata da reunião do dia 30/04/2025, 14h00. Estiveram presentes: Ana,\nRui e Eva.\n", 3, 0),
        ("Réunion du 30 avril 2025\n**Présent.e.s :** Ève Roy, Éric Blanc\n**Excusé·e·s :** Anne Noir\n", 2, 1),
    ],
)
def test_minutes_break_their_lists_into_lines(minutes: str, came: int, away: int) -> None:
    told = read(minutes, "minutes.txt")
    assert [meeting.on for meeting in told.meetings] == [date(2025, 4, 30)]
    states = list(told.entries.state)
    assert (states.count("present"), states.count("excused")) == (came, away), list(told.entries.name)


def test_what_stands_behind_a_name_in_a_list_of_names_is_no_organization() -> None:
    told = read(
        "Coalition meeting 9 October 2026\nParticipant\nAnn Lee (me)\nBo Chan (iPhone)\nCy Dale (she/her)\nDee Fox (by phone)\n"
        "Eve Hall (for Zed Quill)\nGia Hill on behalf of Hope House\n"
    )
    assert present(told) == dict.fromkeys(["Ann Lee", "Bo Chan", "Cy Dale", "Dee Fox", "Eve Hall"]) | {"Gia Hill": "Hope House"}


def test_the_side_of_most_organizations_is_theirs_in_every_row() -> None:
    told = read(
        "Meeting 9 October 2026,\nParticipant,Attendance\nSun Home - Eva Moss,Present\nBlue Sky Foundation - Ann Lee,Present\n"
        "Ministry of Labour - Bo Chan,Present\nCy Dale,Present\n"
    )
    assert present(told) == {
        "Eva Moss": "Sun Home",
        "Ann Lee": "Blue Sky Foundation",
        "Bo Chan": "Ministry of Labour",
        "Cy Dale": None,
    }


def test_a_position_behind_the_organization_is_no_part_of_it() -> None:
    told = read(
        "Meeting 9 October 2026\nName,Attended\nEva Moss – Freedom Net – Director,Yes\nJürgen Groß – IOM – Leiter,Yes\n"
    )
    assert present(told) == {"Eva Moss": "Freedom Net", "Jürgen Groß": "IOM"}
    told = read('Meeting 9 October 2026\nName;Attended\n"Jürgen Groß, Leiterin";Yes\nUwe Krüger;Yes\n')
    assert present(told).keys() == {"Jürgen Groß", "Uwe Krüger"}


def test_dates_written_over_each_part_of_a_day_keep_its_words() -> None:
    told = read(
        ",,4 Jan 2026,4 Jan 2026,25 Jun 2026,25 Jun 2026\nS.No,Name,Present,Absent,Present,Absent\n"
        "1,Ann Lee,,x,x,\n2,Bo Chan,,x,,x\n3,Cy Dale,x,,,x\n"
    )
    came = {(name, state) for name, state in zip(told.entries.name, told.entries.state, strict=True) if state == "present"}
    assert came == {("Ann Lee", "present"), ("Cy Dale", "present")}
    assert list(told.entries.state).count("present") == 2


def test_a_title_above_the_header_is_not_the_header() -> None:
    told = read(
        "รายชื่อผู้เข้าร่วมประชุม,,,\n,,15 ม.ค. 68,10 พ.ค. 68\nชื่อ-นามสกุล,สังกัด,ผู้มาประชุม,ผู้มาประชุม\n"
        "นางอร สุริยา,พมจ.เชียงราย,X,X\nนายพงศธร กาศเกษม,สภ.แม่สาย,X,\n"
    )
    assert set(told.entries.organization) == {"พมจ.เชียงราย", "สภ.แม่สาย"}


def test_people_of_another_list_above_are_told() -> None:
    told = read(
        "Date,25 May 2025\nPresent,\nParticipants,\nAnn Lee,\nBo Chan,\nCy Dale,\n,\nGuests,\nFull name,\nDee Fox,\nEve Hall,\n"
    )
    lines = {issue.line for issue in told.issues} | {line for lines in told.entries.lines for line in lines}
    assert {4, 5, 6, 10, 11} <= lines


def test_the_header_stands_again_in_other_words() -> None:
    told = read(
        "Meeting 9 October 2026,\nAttendees,\nName,Organisation\nAnn Lee,IOM\nBo Chan,IRC\n,\n"
        "Guests,\nParticipant name,Agency\nCy Dale,MSF\nDee Fox,IOM\n"
    )
    assert present(told) == {"Ann Lee": "IOM", "Bo Chan": "IRC", "Cy Dale": "MSF", "Dee Fox": "IOM"}


def test_firma_is_where_people_signed() -> None:
    told = read(
        "Acta de la reunión del 20 de mayo de 2026,\nNombre completo,Firma\nLuis Ortiz,Luis\nInés Rey,Inés\nAna Gómez,\n"
    )
    assert present(told) == {"Luis Ortiz": None, "Inés Rey": None}


def test_telephone_numbers_below_no_header_are_kept() -> None:
    told = read("Meeting 9 October 2026\nName,Organization,\nAnn Lee,IOM,081-234-5678\nBo Chan,IRC,+66 81 234 5679\n")
    assert list(told.entries.phone) == ["081-234-5678", "+66 81 234 5679"]


def test_the_name_of_the_file_says_in_which_order_a_title_is() -> None:
    told = read("Meeting 10/09/2025,\nName,Organization\nAnn Lee,IOM\nBo Chan,IRC\n", "attendance_2025_10_09.csv")
    assert (told.flags, [meeting.on for meeting in told.meetings]) == ([], [date(2025, 10, 9)])
    told = read("Meeting 10/09/2025,\nName,Organization\nAnn Lee,IOM\nBo Chan,IRC\n", "attendance_2025_10_12.csv")
    assert told.flags == ["ambiguous_date_order"]


def test_what_a_form_asks_about_the_meeting_is_no_sign_of_presence() -> None:
    told = read(
        "Join time,Name,Organization,Was the meeting useful?\n23/2/2026 09:22,Ann Lee,IOM,No\n"
        "23/2/2026 09:25,Bo Chan,IRC,Yes\n",
        "form.csv",
    )
    assert told.refused or told.flags or present(told).keys() == {"Ann Lee", "Bo Chan"}


@pytest.mark.parametrize("header", ["Ausências justificadas", "Absent with notice", "Vắng có phép"])
def test_a_tick_below_words_for_the_absent_says_that_they_were(header: str) -> None:
    told = read(f"Meeting 3 April 2026,,,\nName,Present,Absent,{header}\nAnn Lee,x,,\nBo Chan,,x,\nCy Dale,,,x\nDee Fox,x,,\n")
    assert present(told).keys() == {"Ann Lee", "Dee Fox"}


def test_who_will_not_come_next_time_was_here() -> None:
    told = read(
        "Timestamp;Participant;Organization;ท่านจะเข้าร่วมประชุมครั้งหน้าหรือไม่;รูปแบบการเข้าร่วม\n"
        "1/21/2026 09:39:11;Hal Reed;Hope House;ไม่เข้าร่วม;ออนไซต์\n1/21/2026 09:45:11;Ann Lee;IOM;ไม่เข้าร่วม;ออนไซต์\n",
        "responses.csv",
    )
    assert present(told).keys() == {"Hal Reed", "Ann Lee"}


def test_a_summary_by_sector_below_the_list_is_nobody() -> None:
    told = read(
        "ประชุม 10 กันยายน 2567,,\nชื่อ-นามสกุล,องค์กร,ภาคส่วน\nนางอร สุริยา,มูลนิธิดอกรัก,NGO\nนายพงศธร กาศเกษม,พมจ.เชียงใหม่,รัฐ\n"
        "นายจะแฮ จะทอ,ชุมชนบ้านใหม่,ชุมชน\n,,\nNGO,1,\nรัฐ,1,\nชุมชน,1,\n"
    )
    assert present(told).keys() == {"อร สุริยา", "พงศธร กาศเกษม", "จะแฮ จะทอ"}


def test_a_name_in_capitals_keeps_the_order_of_other_rows() -> None:
    told = read(
        "Date,Name,Organization\n2024-01-18,Prapaporn Singkham,IOM\n2024-01-18,Bo Chan,IRC\n2024-02-15,PRAPAPORN Singkham,IOM\n"
    )
    assert set(told.entries.name) == {"Prapaporn Singkham", "Bo Chan"}


def test_a_header_row_goes_before_none() -> None:
    told = read(
        "LISTA DE ASISTENCIA;;\nFecha: 18 de abril de 2024;;\nNombres y apellidos;Institución;Firma\nAna Ruiz;Red Kusi;firmó\n"
        "SO1 PNP Luis Mamani;DEPINTRAP;firmó\nRosa Vega;CEM;firmó\nTotal asistentes: 3;;\n"
    )
    assert present(told) == {"Ana Ruiz": "Red Kusi", "Luis Mamani": "DEPINTRAP", "Rosa Vega": "CEM"}


def test_who_confirmed_in_romanian_did_not_come_yet() -> None:
    told = read("22.03.2024,\nNumele,Confirmă participarea\nNatalia Ceban,Da\nIon Botnari,Nu\nElena Grosu,da\n")
    assert told.refused or told.flags


def test_delegates_are_named_behind_an_explanation() -> None:
    told = read(
        "วันที่ 13 มิถุนายน 2567,,\nชื่อ-สกุล,มาด้วยตนเอง,มอบหมายผู้แทน (ระบุชื่อ)\nนายเอกชัย วรรณวงศ์,/,\n"
        "พ.ต.อ.ชลิต ธนะ,,พ.ต.ท.สุทิน มาลา\nนางอำไพ ขัตติยะ,/,\n"
    )
    assert present(told).keys() == {"เอกชัย วรรณวงศ์", "สุทิน มาลา", "อำไพ ขัตติยะ"}


_MINUTES, _DAY = "Minutes of the meeting, 10 November 2026\n\n", "Attendance 10 November 2026\n"


@pytest.mark.parametrize(
    ("lines", "came"),
    [
        ("Present: Ann Lee,\nBo Chan - River Office,\nCy Dee\n", {"Ann Lee": None, "Bo Chan": "River Office", "Cy Dee": None}),
        ("Present: Ann Lee, Bo Chan,\nThe meeting began at nine.\n", {"Ann Lee": None, "Bo Chan": None}),
        ("Present: Ann Lee; IJM: Bo Page; Gee Ha\n", {"Ann Lee": None, "Bo Page": "IJM", "Gee Ha": None}),
        ("Present: IJM: Ivy Fox; Bo Page, River Office\n", {"Ivy Fox": "IJM", "Bo Page": "River Office"}),
    ],
)
def test_lines_behind_a_label_are_joined_where_they_are_names_alone(lines: str, came: dict[str, str | None]) -> None:
    assert present(read(_MINUTES + lines, "minutes.txt")) == came


def test_who_chaired_is_none_of_those_who_sent_apologies() -> None:
    told = read(_MINUTES + "Apologies: Ann Lee;\nChair: Cy Dee\nPresent: Dee Eff, Gee Ha\n", "minutes.txt")
    assert "Cy Dee" not in told.entries.name


@pytest.mark.parametrize("more", ["Bo Chan;\n" * 2_200, "and the of\n" * 1_800, "x. Absent: Bo. Present: Cy Dee," * 600])
def test_long_minutes_are_read_at_once(more: str) -> None:
    told = read(f"{_MINUTES}Present: Ann Lee;\n{more}", "minutes.csv")  # each line took the time of all those before it
    assert told.refused or "Ann Lee" in told.entries.name


def test_titles_with_their_day_are_no_organizations() -> None:
    of_day = "Network meeting {} November 2026\nName,Position,Signature\n{},Nurse,x\n{},Nurse,x\n\n"
    told = read(of_day.format(2, "Ann Lee", "Bo Chan") + of_day.format(3, "Cy Dee", "Dee Eff"))
    assert [meeting.on for meeting in told.meetings] == [date(2026, 11, 2), date(2026, 11, 3)]
    assert set(told.entries.organization) == {None}


@pytest.mark.parametrize(
    "rows",
    [
        "Name,Organization,Attendance,Signature\nAnn Lee,IJM,online,\nBo Chan,IOM,in person,B. C.\nCy Dee,IOM,in person,C.\n",
        "Name,Organization,Day 1,Day 2\nAnn Lee,IJM,online,on site\nBo Chan,IOM,on site,on site\nCy Dee,IOM,online,\n",
    ],
)
def test_how_somebody_came_makes_nobody_absent(rows: str) -> None:
    assert "absent" not in read(_DAY + rows).entries.state


def test_whoever_is_online_below_attendance_came() -> None:
    rows = "Name,Organization,Attendance,Signature\nAnn Lee,IJM,online,\nBo Chan,IOM,in person,B. C.\nCy Dee,IOM,,\n"
    assert present(read(_DAY + rows)).keys() == {"Ann Lee", "Bo Chan"}


def test_an_age_below_phone_is_no_telephone_number() -> None:
    told = read(_DAY + "Name,Organization,Age,Phone\nAnn Lee,IJM,33,0812345678\nLee, Bo,IOM,44,0812345679\n")
    assert [issue.code for issue in told.issues if issue.line == 4] == ["extra_cells"]


def test_the_first_person_below_days_is_no_header() -> None:
    told = read(
        "Name,Organization,2 Nov 2026,,3 Nov 2026,\nAnn Lee,Ministry,P,A,P,A\nBo Chan,IOM,P,P,A,A\nCy Dee,IJM,A,A,P,P\n"
    )
    assert "Ann Lee" in told.entries.name


def test_initials_below_firma_are_no_absences() -> None:
    told = read(_DAY + "Nombre,Firma\nEva Xu,EX\nNora Ortiz,NO\nJuan Diaz,JD\nEva Mas,\n")
    assert told.refused or not {"absent", "excused"} & set(told.entries.state)


@pytest.mark.parametrize("mark", ["No firmó", "nu a semnat", "tanpa ttd", "not signed", "ไม่ได้ลงชื่อ"])
def test_words_for_not_signed_are_no_signature(mark: str) -> None:
    told = read(f"Attendance 10 November 2026\nName,Signature\nAnn Lee,A. Lee\nBo Chan,{mark}\nCy Dale,C. Dale\n")
    assert present(told).keys() == {"Ann Lee", "Cy Dale"}
