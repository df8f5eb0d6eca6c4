"""Signatures that are typed: a part of the person's own name, its letters, or somebody else's."""

import pytest

from coalition.imports.cells.reader import Grid
from coalition.imports.read.fill import is_signature, signed


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


class _Name(str):
    """A name that counts how often it is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        _Name.compared += 1
        return str.__eq__(self, other)


def test_no_row_of_a_long_sheet_is_held_against_all_others() -> None:
    rows = [[_Name(f"Mary Cole {number}"), "MC" if number % 2 else "Cole"] for number in range(300)]
    _Name.compared = 0
    told = signed(Grid(rows=[["Name", "Signature"], *rows], lines=list(range(301)), encoding="", delimiter=","), 0, {0})
    assert {row[1] for row in told.rows[1:]} == {"✍"}
    assert _Name.compared <= 10 * len(rows)
