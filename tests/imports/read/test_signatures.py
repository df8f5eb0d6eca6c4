"""Signatures that are typed: a part of the person's own name, its letters, or somebody else's."""

import pytest

from coalition.imports.read.signatures import is_signature


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Lee", "Ann Lee"),
        ("A. Lee", "Ann Lee"),
        ("AL", "Ann Lee"),
        ("T.H.", "Tam Huynh"),
        ("MC", "Sr. Mary Cole"),
        ("mjl", "María José Lillo"),
        ("Maria", "María José Lillo"),
        ("Kokom", "Kokom"),
        ("อำไพ", "นางสาวอำไพ ยะลา"),
        ("K. Wrońska", "Katarzyna Wrońska"),
    ],
)
def test_a_part_of_the_name_or_its_letters_is_a_signature(cell: str, name: str) -> None:
    assert is_signature(cell, ["Open Door", name])


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Dina Roe", "Cam Doe"),
        ("A", "Ann Lee"),
        ("AB", "Ann Lee"),
        ("P. Malec", "Barbara Maj"),
        ("ลา", "นางสาวอำไพ ยะ"),
        ("", "Ann"),
        ("✓", "A"),
    ],
)
def test_another_name_one_letter_or_a_word_is_none(cell: str, name: str) -> None:
    assert not is_signature(cell, [name])
