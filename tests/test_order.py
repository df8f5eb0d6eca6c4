"""Names stand in the order in which a dictionary has them."""

import random

import pytest
from sqlalchemy import Engine

from coalition.database import ROOT, reading, writing
from coalition.locale.order import sort_key
from coalition.models import Person
from coalition.queries.meetings import people_frame
from coalition.shell.order import code_key

THAI = (ROOT / "tests" / "files" / "thai_order.txt").read_text(encoding="utf-8").split("\n")[:-1]
"""The provinces and 123 districts of Thailand, as the Unicode collation for Thai has them (Perl's Unicode::Collate::Locale)."""


@pytest.mark.parametrize(
    "in_order",
    [
        THAI,
        [
            "กก",
            "กด",
            "กะ",
            "กัน",
            "กา",
            "กำ",
            "กิน",
            "กี",
            "กึ",
            "กืน",
            "กุ",
            "กู",
            "เก",
            "เกม",
            "แก",
            "โกง",
            "ใกล้",
            "ไก",
        ],  # the consonant, then a vowel, also one written before
        ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาน"],  # tones only where the letters are the same
        ["Alpha", "alpha beta", "Élan", "Eton", "Zeta", "กก"],
        ["District 2", "District 10", "District 10²", "หมู่ 2", "หมู่ ๑๐"],
    ],
)
def test_names_stand_as_in_a_dictionary(in_order: list[str]) -> None:
    shuffled = in_order.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == in_order


def test_people_stand_in_that_order_in_their_list(sqlite_engine: Engine) -> None:
    names = ["กาญจนา", "เกษม", "มาลี", "สมชาย", "แสงดาว"]
    with writing(sqlite_engine) as session:
        session.add_all(Person(name=name, name_key=name) for name in reversed(names))
    with reading(sqlite_engine) as session:
        assert people_frame(session)["name"].tolist() == names


def test_codes_are_sorted_as_people_count_and_a_raised_digit_is_a_sign() -> None:
    assert sorted(["P10", "P²", "P2"], key=code_key) == ["P2", "P10", "P²"]
