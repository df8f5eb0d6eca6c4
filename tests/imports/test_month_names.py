"""Month names in the languages of the lists: each of the twelve reads back, and none is of two months."""

from datetime import date

import pytest

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.datewords import MONTHS_BY_LANGUAGE, plain_month

TODAY = date(2026, 11, 25)


def day_in(text: str) -> date | None:
    found = find_date(text, today=TODAY)
    return found.on if found else None


@pytest.mark.parametrize("language", MONTHS_BY_LANGUAGE)
def test_all_twelve_months_of_a_language_read_back(language: str) -> None:
    months = MONTHS_BY_LANGUAGE[language]
    assert len(months) == 12
    for number, names in enumerate(months, 1):
        for name in names:
            for written in (name, name.upper(), name.capitalize(), plain_month(name)):
                assert day_in(f"5 {written} 2021") == date(2021, number, 5), f"{language}: {written}"


def test_no_name_is_of_two_months() -> None:
    told: dict[str, set[int]] = {}
    for months in MONTHS_BY_LANGUAGE.values():
        for number, names in enumerate(months, 1):
            for name in names:
                told.setdefault(plain_month(name), set()).add(number)
    assert {name: numbers for name, numbers in told.items() if len(numbers) > 1} == {}


@pytest.mark.parametrize(
    "text",
    [
        "5 Aralık 2021", "5 ARALIK 2021", "5 Dez. 2021", "5 grudnia 2021", "5 декабря 2021 г.", "5 грудня 2021 р.",
        "ngày 5 tháng 12 năm 2021", "5 thg 12, 2021", "Ngày 5 tháng Mười Hai năm 2021", "5 Desember 2021", "5 Disember 2021",
        "ថ្ងៃទី៥ ខែធ្នូ ឆ្នាំ២០២១", "ថ្ងៃអាទិត្យ ទី៥ ខែធ្នូ ឆ្នាំ២០២១", "ວັນທີ ໕ ທັນວາ ໒໐໒໑", "ວັນອາທິດ ທີ 5 ເດືອນທັນວາ ປີ 2021", "05 ທ.ວ. 2021",
        "2021年12月5日", "2021년 12월 5일", "5º de dezembro de 2021", "Sonntag, den 5. Dezember 2021",
        "5 de diciembre del 2021",
    ],
)  # fmt: skip
def test_a_date_in_words_is_read_and_nothing_of_it_is_left_for_the_title(text: str) -> None:
    found = find_date(text, today=TODAY)
    assert found is not None
    assert (found.on, found.rest) == (date(2021, 12, 5), "")


@pytest.mark.parametrize(
    "text", ["Set 9 out 12", "9 out 12", "Assemblée 2020 des 5 régions", "Gen 5 2021 review", "2020 Mac 5"]
)
def test_words_of_other_languages_are_no_months_unless_a_year_follows(text: str) -> None:
    assert day_in(text) is None


def test_april_of_turkish_small_letters_has_a_dot_of_its_own() -> None:
    assert day_in("3 NİSAN 2021".lower()) == date(2021, 4, 3)
