"""Marks of presence."""

import pytest

from coalition.imports.cells.marks import read_mark


@pytest.mark.parametrize(
    ("mark", "cells"),
    [
        (
            "present",
            [
                "x",
                "X",
                "✓",
                "✔",
                "✔️",
                "√",
                "/",
                "1",
                "p",
                "P",
                "y",
                "yes",
                "YES",
                "true",
                "TRUE",
                "present",
                "Attended",
                "checked-in",
                "ja",
                "oui",
                "sí",
                "มา",
                "เข้าร่วม",
                "เข้า",
                "ตรงเวลา",
                "l",
                "late",
                "สาย",
            ],
        ),
        ("present", ["Checked In", " x ", "X ", "มา "]),
        (
            "absent",
            [
                "-",
                "–",
                "—",
                "0",
                "n",
                "N",
                "no",
                "false",
                "a",
                "absent",
                "nein",
                "ขาด",
                "ข",
                "ไม่มา",
                "ไม่เข้าร่วม",
                "no-show",
                "cancelled",
                "refunded",
                "--",
                "#N/A",
            ],
        ),
        ("absent", ["", "  ", "No show", "Not Attending"]),
        ("excused", ["e", "ex", "excused", "apologies", "n/a", "N/A", "ลา", "ล", "ลากิจ", "ลาป่วย", "ติดราชการ"]),
        (None, ["?", "แทน", "online", "NA", "maybe", "2", "registered", "Attending", "Nok"]),
    ],
)
def test_a_mark_says_present_absent_excused_or_asks(mark: str | None, cells: list[str]) -> None:
    assert {cell: read_mark(cell) for cell in cells} == dict.fromkeys(cells, mark)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("Present (late)", "present"),
        ("ลา (ป่วย)", "excused"),
        ("No (sick)", "absent"),
        ("x (แทน)", None),
        ("Yes (by proxy)", None),
    ],
)
def test_a_word_in_brackets_leaves_the_mark_unless_somebody_else_came(cell: str, mark: str | None) -> None:
    assert read_mark(cell) == mark
