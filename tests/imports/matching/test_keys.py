"""Keys of names: under which people and organizations are stored, looked up and told apart; and sectors."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coalition.imports.matching.keys import organization_key, person_key, sector_of, text_key
from coalition.vocabulary import Sector


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hill Light", "  HILL   light. "),
        ("D.S.I.", "DSI"),
        ("สภ. แม่สาย", "สภ.แม่สาย"),
        ("ภาค 5", "ภาค5"),
        ("Mi-yoe House", "Mi yoe House"),
    ],
)
def test_case_blanks_and_punctuation_make_no_other_organization(one: str, other: str) -> None:
    assert organization_key(one) == organization_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("The Hill Light", "Hill Light"), ("Hill Light Foundation", "Hill Light"), ("Region 5", "Region 6")]
)
def test_a_word_more_makes_another_organization_until_somebody_says_otherwise(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


@given(st.text())
@example("C.\u0327")  # a point between a letter and its cedilla
def test_a_key_is_its_own_key(text: str) -> None:
    assert organization_key(organization_key(text)) == organization_key(text)
    assert person_key(person_key(text)) == person_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สมชาย  ใจดี", "สมชาย ใจดี"),
        ("สมชาย\u200bใจดี", "สมชายใจดี"),
        ("MALEE SUK", "malee suk"),
        ("Malee\u00a0Suk", "Malee Suk"),
        ("O'Neill, Ann", "O’Neill Ann"),
        ("Anne-Marie Dee", "Anne Marie Dee"),
        ("น้ำ\u0e1d\u0e19", "น\u0e49\u0e33ฝน"),
        ("José Lee", "Jose\u0301 Lee"),
    ],
)
def test_case_double_blanks_and_what_nobody_sees_make_no_other_person(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("สมชาย ใจดี", "สมชายใจดี"), ("มาลี สุข", "มาลี สุขใจ"), ("Malee Suk", "มาลี สุข"), ("Ann Lee", "Anne Lee"), ("ก้อย", "กอย")],
)
def test_another_spelling_in_either_script_stays_another_person(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_a_number_with_a_point_is_another_number() -> None:
    assert organization_key("Area 1.5 Office") != organization_key("Area 15 Office")


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("NGO", Sector.NGO), ("NGOs", Sector.NGO), ("ภาครัฐ", Sector.GOVERNMENT), ("รัฐ", Sector.GOVERNMENT),
        ("ตำรวจ", Sector.POLICE), ("เอ็นจีโอ", Sector.NGO), ("Non-governmental", Sector.NGO), ("เอกชน", Sector.PRIVATE),
        ("UN", Sector.INTERNATIONAL), ("Royal Police", Sector.POLICE), ("Premier Member Representatives", None),
        ("Hill Foundation staff", None), ("Other attendees", None), ("Foundation", Sector.NGO), ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_sector_is_taken_only_when_the_word_says_so(text: str | None, sector: Sector | None) -> None:
    assert sector_of(text) is sector


def test_a_text_without_a_letter_has_no_key() -> None:
    assert text_key(None) is text_key("--") is None
