"""Whole names that are nobody's: defaults of meeting programs, offices alone, counts; real names beside them stay."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition.demo.cast import MEMBERS
from coalition.imports.cells.names import clean_name
from coalition.imports.cells.not_people import code_of_no_person, is_role

FILES = Path(__file__).parents[1] / "files" / "attendance"


@pytest.mark.parametrize(
    "text",
    [
        "Usuario de Zoom", "Usuário do Zoom", "Utilisateur de Zoom", "Zoom-Benutzer", "Zoom-Benutzer (2)", "Người dùng Zoom",
        "ผู้ใช้ Zoom", "Gast", "GAST 3", "Invitado", "Convidado", "Invité", "Invite\u0301", "Ospite", "Gość", "ゲスト",
        "来宾", "ผู้เยี่ยมชม",
        "แขก", "Zoom Kullanıcısı", "Village chief", "Headman", "Representative", "Police officer", "Social worker", "ผู้ใหญ่บ้าน",
    ],
)  # fmt: skip
def test_a_default_name_or_an_office_alone_is_nobody(text: str) -> None:
    assert clean_name(text).code == "placeholder"


@pytest.mark.parametrize(
    "text",
    [
        "iPhone de Lurdes",
        "Galaxy de Lurdes",
        "Galaxy A52",
        "Samsung SM-A536B",
        "Handy von Ulla",
        "Móvil de Rocío",
        "Điện thoại của Mai",
    ],
)
def test_a_device_is_nobody_whoever_owns_it(text: str) -> None:
    assert clean_name(text).code == "device"


@pytest.mark.parametrize("text", ["12 students", "4 children", "15 villagers"])
def test_a_number_of_people_is_a_count(text: str) -> None:
    assert code_of_no_person(text) == "head_count"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Gast", "Guest Rivera", "Gast Meyer", "Anna Ospite", "Somchai Headman", "Ann Chief", "Honor de Guzman",
        "Julia Nurse",
        "Mali Police", "Galaxy Torres", "กำนันชัย ใจดี", "แขก ใจดี", "Mai Khách", "Marta Quiroga",
    ],
)  # fmt: skip
def test_a_real_name_with_such_a_word_in_it_stays(text: str) -> None:
    assert clean_name(text).code is None


def test_an_office_behind_a_name_is_what_somebody_does() -> None:
    assert is_role("Village chief")
    assert clean_name("Khamla Phommachanh, Village chief").name == "Khamla Phommachanh"


def people_of_files() -> Iterator[str]:
    for path in FILES.glob("*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        yield from (one[1] for one in told["present"])


def test_no_person_of_the_test_files_or_the_demo_is_thrown_away() -> None:
    names = {*people_of_files(), *(name for member in MEMBERS for name in member.people)}
    assert len(names) > 150
    assert {name for name in names if clean_name(name).code} == set()
