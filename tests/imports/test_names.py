"""Names as people type them and meeting services show them: titles, markers and organizations off, real names whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.imports.cells.names import clean_name, looks_like_organization, looks_like_person
from coalition.imports.cells.people_names import read_name, read_names
from coalition.imports.cells.text import norm_text
from coalition.imports.issues import CATALOGUE
from tests.support.examples import examples


@pytest.mark.parametrize(
    ("text", "prefix", "name"),
    [
        ("Lee, Ms. Ann", "Ms.", "Ann Lee"),
        ("นายสมชาย แก้วมณี", "นาย", "สมชาย แก้วมณี"),
        ("นาย สมชาย แก้วมณี", "นาย", "สมชาย แก้วมณี"),
        ("น.ส.นฤมล ปัญญาดี", "น.ส.", "นฤมล ปัญญาดี"),
        ("น.ส. นฤมล ปัญญาดี", "น.ส.", "นฤมล ปัญญาดี"),
        ("นส. นฤมล ปัญญาดี", "นส.", "นฤมล ปัญญาดี"),
        ("นางสาวสาวิตรี ใจดี", "นางสาว", "สาวิตรี ใจดี"),
        ("นางสาวิตรี ใจดี", "นาง", "สาวิตรี ใจดี"),
        ("พ.ต.ท.วิรัตน์ มูลเมือง", "พ.ต.ท.", "วิรัตน์ มูลเมือง"),
        ("พ.ต.ท. วิรัตน์ มูลเมือง", "พ.ต.ท.", "วิรัตน์ มูลเมือง"),
        ("พ.ต.ท.หญิง วิภา ใจดี", "พ.ต.ท.หญิง", "วิภา ใจดี"),
        ("ร.ต.อ.หญิงวิภา ใจดี", "ร.ต.อ.หญิง", "วิภา ใจดี"),
        ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ ร.ต.", "สมชาย ใจดี"),
        ("ว่าที่ร้อยตรีสมชาย ใจดี", "ว่าที่ร้อยตรี", "สมชาย ใจดี"),
        ("ร้อยตำรวจเอกหญิงวิภา ใจดี", "ร้อยตำรวจเอกหญิง", "วิภา ใจดี"),
        ("รศ.ดร.สมศรี ใจดี", "รศ. ดร.", "สมศรี ใจดี"),
        ("รศ. พ.ต.อ. ดร.สมศรี ใจดี", "รศ. พ.ต.อ. ดร.", "สมศรี ใจดี"),
        ("ทพญ.สมศรี ใจดี", "ทพญ.", "สมศรี ใจดี"),
        ("หม่อมหลวงสมศรี ใจดี", "หม่อมหลวง", "สมศรี ใจดี"),
        ("Atty. Ana Cruz", "Atty.", "Ana Cruz"),
        ("PMAJ Juan Dela Cruz", "PMAJ", "Juan Dela Cruz"),
        ("Shri Ravi Kumar", "Shri", "Ravi Kumar"),
        ("พระมหาสมชาย สุจิตโต", "พระมหา", "สมชาย สุจิตโต"),
        ("คุณนก", "คุณ", "นก"),
        ("นายกรณ์ ใจดี", "นาย", "กรณ์ ใจดี"),
        ("Ms. Hannah Lindqvist", "Ms.", "Hannah Lindqvist"),
        ("Mr.Somchai Kaewmanee", "Mr.", "Somchai Kaewmanee"),
        ("Dr Ann Other", "Dr", "Ann Other"),
        ("Khun Nok", "Khun", "Nok"),
        ("Asst. Prof. Dr. Ann Other", "Asst. Prof. Dr.", "Ann Other"),
        ("Pol. Capt. Preecha Saenkham", "Pol. Capt.", "Preecha Saenkham"),
        ("Pol.Lt.Col. Wirat Moonmuang", "Pol. Lt. Col.", "Wirat Moonmuang"),
        ("Pol Lt Col Wirat Moonmuang", "Pol Lt Col", "Wirat Moonmuang"),
        ("Pol. Sen. Sgt. Maj. Somchai Dee", "Pol. Sen. Sgt. Maj.", "Somchai Dee"),
        ("Police Captain Preecha Saenkham", "Police Captain", "Preecha Saenkham"),
        ("Somchai Jaidee, Ph.D.", "", "Somchai Jaidee"),
        ("Ann Lee, MSW, LCSW", "", "Ann Lee"),
        ("Ann Lee, Jr., MSW", "", "Ann Lee Jr."),  # who of that name belongs to it
        ("Lee, Ann, Jr.", "", "Ann Lee Jr."),
        ("Lee, Jr., Ann", "", "Ann Lee Jr."),
        ("Ann Lee, R.N.", "", "Ann Lee"),
        ("Rina Putri, S.Kh, M.Kom", "", "Rina Putri"),
        ("Musthofa, S.Kom", "", "Musthofa"),
        ("LEE, MA", "", "MA LEE"),
        ("Smith, J.P.", "", "J.P. Smith"),
        ("Ann Lee — CEO", "", "Ann Lee"),
        ("Ann Lee (CEO)", "", "Ann Lee"),
        ("Ann Lee - GRC Director (Tech)", "", "Ann Lee (Tech)"),
        ("CFO | Ann Lee", "", "Ann Lee"),
    ],
)
def test_titles_and_ranks_are_split_from_the_name(text: str, prefix: str, name: str) -> None:
    read = clean_name(text)
    assert (read.prefix, read.name, read.code) == (prefix, name, None)


@pytest.mark.parametrize(
    "name",
    [
        "อรทัย ใจงาม", "นายก ใจดี", "คุณากร ใจดี", "คุณัญญา ดี", "พระ", "ครูบาศรี", "คุณหญิงกนิษฐา ใจดี",
        "ดารา ดี", "ศรี ดี", "อำไพ ใจธรรม",
        "Drake Smith", "Khunying Kanit", "Pol Pot", "Gen Suzuki", "Major Tom", "Msgr Smith",
        "Misaki Sato", "Mrsic Ana", "Col Moss",
        "Na Ayutthaya", "Null Smith", "Mac Miller", "Dell Curry", "Honor Blackman", "Vivo Rodriguez",
        "Otter Smith", "Count Basie",
        "Sum Ting", "Mark", "Testa Rossa", "Guest Edgar", "Driver Adam", "Mi-yoe", "Renée Dubois-Martin",
        "Grace O’Malley", "Jürgen Weiß",
        "Peter van der Berg", "หมี่โย เชอหมื่อ", "Person 013", "Nok", "นก", "Somchai (Chai) Kaewmanee",
        "Ann Staff", "JO Nesbo",
    ],
)  # fmt: skip
def test_a_real_name_stays_whole(name: str) -> None:
    read = clean_name(name)
    assert (read.name, read.prefix, read.organization, read.code) == (name, "", None, None)


def test_a_small_word_in_a_thai_surname_parts_nobody() -> None:
    assert read_names("Kanya Sukjai na Chiang Mai", ()).people == ()


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("Boonsri Inta (Unverified)", "Boonsri Inta", None),
        ("Boonsri Inta (Guest) (External)", "Boonsri Inta", None),
        ("Boonsri Inta (Invité)", "Boonsri Inta", None),
        ("Boonsri Inta (Host, me)", "Boonsri Inta", None),
        ("Boonsri Inta (she/her)", "Boonsri Inta", None),
        ("Wongchai, Kannika (External)", "Kannika Wongchai", None),
        ("Inta, Boonsri", "Boonsri Inta", None),
        ("van der Berg, Peter", "Peter van der Berg", None),
        ("LINDQVIST Hannah", "Hannah Lindqvist", None),
        ("Kannika W. (Kannika Wongchai)", "Kannika Wongchai", None),
        ("Nok Thongdee (Freedom Story) (Nok)", "Nok Thongdee", "Freedom Story"),
        ("[The HUG Project] Suda Jaidee (Unverified)", "Suda Jaidee", "The HUG Project"),
        ("[IJM] Priya Nair", "Priya Nair", "IJM"),
        ("Arthit Jaiwong (DSI) (External)", "Arthit Jaiwong", "DSI"),
        ("Ann (SOLD)", "Ann", "SOLD"),
        ("Ann (Alliance Foundation)", "Ann", "Alliance Foundation"),
        ("Hannah Lindqvist - Urban Light", "Hannah Lindqvist", "Urban Light"),
        ("Hannah Lindqvist – Urban Light", "Hannah Lindqvist", "Urban Light"),
        ("Tomás Herrera | Destiny Rescue", "Tomás Herrera", "Destiny Rescue"),
        ("Ann / Office", "Ann", "Office"),
        ("SOLD - Ann Other", "Ann Other", "SOLD"),
        ("Ann_HUG", "Ann", "HUG"),
        ("SEMİH_ALKAN", "SEMİH_ALKAN", None),
        ("Suda Jaidee, The HUG Project", "Suda Jaidee", "The HUG Project"),
        ("นฤมล ปัญญาดี พมจ.เชียงราย", "นฤมล ปัญญาดี", "พมจ.เชียงราย"),
        ("นฤมล พมจ.เชียงราย", "นฤมล", "พมจ.เชียงราย"),
        ("สมชาย_สภ.แม่สาย", "สมชาย", "สภ.แม่สาย"),
        ("ทีม พมจ.เชียงราย", "ทีม พมจ.เชียงราย", None),
        ("น.ส.นฤมล ปัญญาดี สำนักงานอัยการ", "นฤมล ปัญญาดี", "สำนักงานอัยการ"),
        ("✔ Nok Thongdee", "Nok Thongdee", None),
        ("3. Nok Thongdee", "Nok Thongdee", None),
        ("  Nok \u200b Thongdee ", "Nok Thongdee", None),
    ],
)
def test_markers_and_organizations_are_taken_off_the_shown_name(text: str, name: str, organization: str | None) -> None:
    read = clean_name(text)
    assert (read.name, read.organization, read.code) == (name, organization, None)


def test_a_known_organization_in_brackets_is_one_and_an_unknown_nickname_stays() -> None:
    assert clean_name("Ann (Urban Light)", known={"Urban Light"}.__contains__).organization == "Urban Light"
    assert clean_name("Ann (Nok)").name == "Ann (Nok)"


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("Ploy (Sai Lom Hse)", "Ploy", "Sai Lom Hse"),
        ("Ploy (Sai Lom House)", "Ploy", "Sai Lom House"),
        ("Ploy (Sai Lom Hse) (External)", "Ploy", "Sai Lom Hse"),
        ("Ploy (Sai Lom Hse) (Ploy)", "Ploy", "Sai Lom Hse"),
        ("Ploy (Sai Lom Hse, Chiang Rai)", "Ploy", "Sai Lom Hse, Chiang Rai"),
        ("Ploy (Sai Lom Pol Stn)", "Ploy", "Sai Lom Pol Stn"),
        ("Ploy (Sai Lom Fndn)", "Ploy", "Sai Lom Fndn"),
        ("Ploy (Wang River Families)", "Ploy", "Wang River Families"),
        ("Lee, Ploy (Sai Lom Hse)", "Ploy Lee", "Sai Lom Hse"),
        ("Ploy - Sai Lom Hse", "Ploy", "Sai Lom Hse"),
        ("Sai Lom Hse - Ploy", "Ploy", "Sai Lom Hse"),
        ("Sai Lom House | Ploy", "Ploy", "Sai Lom House"),
        ("พลอย (มูลฯริมกก)", "พลอย", "มูลฯริมกก"),
        ("พลอย (มูล.ริมกก)", "พลอย", "มูล.ริมกก"),
        ("พลอย (มนธ. ริมกก)", "พลอย", "มนธ. ริมกก"),
    ],
)
def test_an_organization_beside_the_name_is_told_by_the_kind_behind_it(text: str, name: str, organization: str) -> None:
    read = clean_name(text)
    assert (read.name, read.organization, read.code) == (name, organization, None)


@pytest.mark.parametrize(
    "text",
    [
        "Ploy (Nok)", "Ploy (Hope)", "Ploy (Home)", "Ploy (House)", "Ploy (Family)", "Ploy (Jaidee Family)",
        "Ploy Dee (Nong Ploy)", "Ploy (Work From Home)", "Ploy (at home)", "Ploy (the Big House)", "พลอย (นก)",
        "พลอย ใจดี (น้องพลอย)", "Gregory House",
    ],
)  # fmt: skip
def test_a_nickname_a_family_and_where_somebody_sits_are_no_organization(text: str) -> None:
    read = clean_name(text)
    assert (read.name, read.organization) == (text, None)


def test_the_name_of_the_account_behind_an_initial_is_the_fuller_name() -> None:
    assert clean_name("Kannika W. (Kannika House)")[:2] == ("Kannika House", None)
    assert clean_name("Gregory House | Bangkok")[:2] == ("Gregory House", "Bangkok")


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("no_name", ["", "  "]),
        (
            "dial_in",
            ["66810000123", "+66 81 *** 0123", "***-***-0123", " 66810000456 (Unverified)", "Call-in User_1", "081-000-0101"],
        ),
        (
            "device",
            ["iPhone", "Duangjai's iPad", "iPhone de Marie", "SM-A125F", "Galaxy A12", "vivo 1906", "OPPO A5", "Redmi Note 8"],
        ),
        ("device", ["DESKTOP-AB12CD3", "Meeting Room 2", "Room 301", "ห้องประชุม 1", "Polycom", "Jan Kowalski (prezentacja)"]),
        (
            "robot",
            [
                "Fireflies.ai Notetaker Nok",
                "Otter.ai",
                "OtterPilot",
                "Fathom",
                "Nok's Notetaker",
                "read.ai meeting notes",
                "tl;dv",
            ],
        ),
        (
            "placeholder",
            [
                "test",
                "Test User",
                "-",
                "null",
                "NA",
                "Info Requested",
                "Zoom user",
                "Guest",
                "Guest 12",
                "(Guest)",
                "...",
                "???",
            ],
        ),
        (
            "placeholder",
            ["Driver", "Interpreter", "ผู้แทน", "ผู้แทน พมจ.เชียงราย", "คนขับรถ", "Representative of Urban Light", "ทดสอบ"],
        ),
        ("head_count", ["รวม 6 คน", "12 people", "3 students", "นักเรียน 5 คน", "จำนวน ๑๒ คน", "+3", "5 pax", "6"]),
        ("total", ["Total", "TOTAL 6", "รวม", "รวมทั้งสิ้น", "Grand total: 12"]),
        ("note", ["Apologies: Hannah Lindqvist", "Recorded by: Nok T.", "หมายเหตุ: ลา", "ผู้บันทึก นก"]),
    ],
)
def test_what_is_no_person_is_named_and_creates_nobody(code: str, texts: list[str]) -> None:
    assert {text: clean_name(text).code for text in texts} == dict.fromkeys(texts, code)
    assert not any(map(looks_like_person, texts))


@pytest.mark.parametrize(
    "text", ["Nok Thongdee", "นายสมชาย แก้วมณี", "Person 013", "Pol. Capt. Preecha Saenkham", "Inta, Boonsri"]
)
def test_a_name_looks_like_a_person(text: str) -> None:
    assert looks_like_person(text)


@pytest.mark.parametrize(
    "text", ["26-Jan-12", "Urban Light Foundation", "มูลนิธิกระจกเงา", "DEPDC", "What was decided?", "a b c d e f g h", "iPad"]
)
def test_other_texts_do_not(text: str) -> None:
    assert not looks_like_person(text)


def test_an_organization_shows_by_its_words_or_capitals() -> None:
    assert all(map(looks_like_organization, ["DEPDC/GMS", "The HUG Project", "สนง.พมจ.เชียงราย", "Royal Thai Police, Mae Sai"]))
    assert not any(map(looks_like_organization, ["Nok Thongdee", "Ann", "สมชาย แก้วมณี"]))


@pytest.mark.parametrize(
    ("typed", "looks"),
    [("นํ้า", "น้ำ"), ("น้ํา", "น้ำ"), ("เเม่", "แม่"), ("ที่่", "ที่"), ("Rene\u0301e", "Renée"), ("a\u00a0 \u200bb", "a b")],
)
def test_equal_looking_texts_become_equal(typed: str, looks: str) -> None:
    assert norm_text(typed) == looks


@settings(max_examples=examples(300), deadline=None)
@given(st.text(max_size=40) | st.text("Aนา ()[]|-/_,.'1", max_size=25))
def test_any_cell_is_a_person_or_is_named_in_the_catalogue(text: str) -> None:
    read = clean_name(text)
    assert read.code in CATALOGUE if read.code else read.name


@pytest.mark.parametrize("part", ["a", "1-", "(a) ", "[a] ", "Pol. ", " - b", "__", "1 ", "ม."])
def test_a_cell_of_a_hundred_thousand_characters_is_answered_at_once(part: str) -> None:
    text = part * (100_000 // len(part))
    assert clean_name(text).code == "note"
    assert not looks_like_person(text)


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("Ann Lee (for Bo Chan)", "Ann Lee", None),
        ("Ann Lee (representing Hope Foundation)", "Ann Lee", "Hope Foundation"),
        ("Ann Lee on behalf of Dr. Bo Chan", "Ann Lee", None),
        ("นางมาลี ใจดี แทน ผอ.", "มาลี ใจดี", None),
        ("นางมาลี ใจดี แทนนายทอง คำดี", "มาลี ใจดี", None),
        ("แทนไท ใจดี", "แทนไท ใจดี", None),
        ("มาลี แทนคุณ", "มาลี แทนคุณ", None),
    ],
)
def test_who_came_for_another_is_named_alone(text: str, name: str, organization: str | None) -> None:
    read = clean_name(text)
    assert (read.name, read.organization, read.code) == (name, organization, None)


def test_somebody_only_named_as_replaced_is_no_person() -> None:
    assert clean_name("แทน นายทอง คำดี").code == "placeholder"


@pytest.mark.parametrize("unit", ["1", " ", "+1", "and ", "(", ",", "/", ";", "ก", "A", "guests ", "- ", "x for ", "\ufffd"])
@pytest.mark.parametrize("length", [190, 5000])
def test_a_name_of_one_thing_over_and_over_is_read_at_once(unit: str, length: int) -> None:
    """A rule that tries every way of parting such a cell would never come back: the fuzzer met one."""
    times = length // len(unit)
    for text in (f"Ann Lee +{unit * times}x", f"Ann Lee {unit * times})", unit * times):
        assert isinstance(read_name(text).name, str)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee, MSW, Bo Chan", ["Ann Lee", "Bo Chan"]),
        ("Ann Lee, MA and Bo Chan, PhD", ["Ann Lee", "Bo Chan"]),
        ("Ann Lee, Esquire Representing Bo Chan", []),
    ],
)
def test_a_degree_behind_one_of_several_names_is_nobody(text: str, people: list[str]) -> None:
    told = read_names(text, (), lists=True)
    assert ([one.name for one in told.people], told.name == "Ann Lee") == (people, not people)
