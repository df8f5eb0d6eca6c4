"""What a column is taken for, from its header alone."""

import pytest

from coalition.imports.cells.headers import is_foreign, match, may_mean, other_list
from coalition.imports.read.parting import header_score


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Your full name / ชื่อ-นามสกุล", "name"),
        ("Organisation / หน่วยงาน", "organization"),
        ("Position, role / ตำแหน่ง", "role"),
        ("Mobile / เบอร์โทร", "phone"),
        ("Which meeting are you attending?", "title"),
        ("Name of organization", "organization"),
        ("Your organization's name", "organization"),
        ("Session Start-End Time", "start"),
        ("meeting_date", "date"),
        ("ชื่อ – นามสกุล", "name"),
        ("ឈ្មោះ", "name"),
        ("អង្គការ", "organization"),
        ("नाम थर", "name"),
        ("संस्था", "organization"),
        ("Shirika", "organization"),
        ("Cheo", "role"),
        ("Asal Instansi", "organization"),
        ("Tên đệm và tên", "first_name"),
        ("Họ và tên đệm", "last_name"),
        ("E-MAIL*", "email"),
        ("Name (Original Name)", "name"),
        ("名前 (元の名前)", "name"),
        ("ว/ด/ป", "date"),
        ("Name and phone", "name"),
        ("Name, organization", "name"),
        ("ชื่อและเบอร์โทร", "name"),
        ("Name - Last Name", "last_name"),
        ("Date of visit", "date"),
        ("Coalition date", "date"),
        ("Date of gathering", "date"),
    ],
)
def test_a_header_is_known_in_either_language_and_inside_a_question(header: str, field: str) -> None:
    assert match(header).field == field


@pytest.mark.parametrize(
    "header",
    [
        "Contact person",
        "จำนวนผู้เข้าร่วม",
        "Host name",
        "Attendee #",
        "Victim name",
        "Date invited",
        "Date de naissance",
        "Date joined",
        "Date of joining",
        "Village",
        "Hotel",
        "Candidate",
        "Paid by (name)",
    ],
)
def test_a_word_inside_another_header_means_nothing(header: str) -> None:
    assert match(header).field is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Order Date", "elsewhere"),
        ("Registration date", "elsewhere"),
        ("Product name", "elsewhere"),
        ("วันเกิด", "ignore"),
        ("ชื่อเล่น", "nickname"),
        ("Nickname", "nickname"),
        ("No.", "number"),
        ("ลำดับ", "number"),
        ("ลายเซ็น", "signature"),
        ("Session Type", "ignore"),
        ("Notes", "ignore"),
    ],
)
def test_dates_and_names_of_something_else_are_passed_over(header: str, field: str) -> None:
    assert match(header).field == field


def test_a_company_in_one_language_may_be_a_signature_in_another() -> None:
    assert match("Firma").field == "organization"
    assert may_mean("Firma", "signature")
    assert not may_mean("Company", "signature")


def test_a_header_needs_a_name_and_a_second_known_column() -> None:
    assert header_score(["No.", "Name", "Signature"]) > 0
    assert header_score(["Name"]) == 0
    assert header_score(["Date", "Organization", "Email"]) == 0
    assert header_score(["1", "Name", "Organization"]) == 0, "a row of data is no header"


def test_price_lists_and_action_lists_are_told_by_their_header() -> None:
    assert is_foreign(["Action", "Who", "Deadline"])
    assert is_foreign(["Item", "Amount"])
    assert not is_foreign(["Malee Srisuk", "Product Manager", "Rak Dek"])


def test_a_list_of_cases_is_another_list_even_with_dates_and_marks() -> None:
    assert other_list(["Case ID", "Name", "Date", "Attended"], dated=True, attended=True)
    assert other_list(["Name", "Address"], dated=False, attended=False)
    assert not other_list(["Name", "Address"], dated=True, attended=False)


@pytest.mark.parametrize(
    "header", ["Class name", "NAME OF THE COURSE", "Group name", "ชื่อวิชา", "Nama kelas", "Nombre del curso", "Nom de la classe"]
)
def test_the_name_of_a_thing_is_nobodys(header: str) -> None:
    assert match(header).field is None


@pytest.mark.parametrize(
    "header", ["Nome Cognome", "Vorname Nachname", "Surname, Name", "Имя Фамилия", "Jméno Příjmení", "Voornaam Achternaam"]
)
def test_a_first_name_and_a_surname_in_one_header_are_a_name(header: str) -> None:
    assert match(header).field == "name"
