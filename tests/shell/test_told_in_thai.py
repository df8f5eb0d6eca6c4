"""Sentences of an import that are partly data: our words are translated, the data stays."""

import pytest

from coalition.shell import words
from coalition.shell.import_rows import what_text
from coalition.shell.undoing import stays_text


@pytest.fixture(autouse=True)
def in_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "language", lambda: "th")


@pytest.mark.parametrize(
    ("what", "thai"),
    [
        ("Peter Stone, Open Door, 2026-11-12 (absent)", "Peter Stone, Open Door, 12 พ.ย. 2569 (ไม่มา)"),
        ("Training on referral, Open Door", "Training on referral, Open Door"),
        ("New case, Chiang Mai", "กรณีใหม่, Chiang Mai"),
    ],
)
def test_what_was_read_of_a_row_stays_as_it_is_but_for_our_words(what: str, thai: str) -> None:
    assert what_text(what) == thai


@pytest.mark.parametrize(
    ("names", "thai"),
    [("people Ann Lee, Bo Chan and 3 more", "คน Ann Lee, Bo Chan และอีก 3"), ("3 memberships", "3 การเป็นสมาชิก")],
)
def test_what_stays_after_an_undo_is_told_in_thai_with_its_names(names: str, thai: str) -> None:
    assert stays_text(f"Kept, because something else refers to it: {names}.") == f"เก็บไว้ เพราะมีข้อมูลอื่นอ้างถึง: {thai}"
