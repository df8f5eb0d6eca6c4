"""Sentences of an import that are partly data: our words are translated, the data stays."""

import pytest
from sqlmodel import SQLModel

from coalition import locale
from coalition.imports.undo_facts import SENTENCES, Reason, Stays
from coalition.shell import words
from coalition.views.import_data.rows import what_text
from coalition.views.import_data.undoing import stays_text
from coalition.vocabulary.nouns import NOUNS


@pytest.fixture(autouse=True)
def in_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "language", lambda: "th")


@pytest.mark.parametrize(
    ("what", "thai"),
    [
        ("Peter Stone, Open Door, 2026-11-12", "Peter Stone, Open Door, 12 พ.ย. 2569"),
        ("Training on referral, Open Door", "Training on referral, Open Door"),
        ("New case, Chiang Mai", "กรณีใหม่, Chiang Mai"),
    ],
)
def test_what_was_read_of_a_row_stays_as_it_is_but_for_our_words(what: str, thai: str) -> None:
    assert what_text(what) == thai


@pytest.mark.parametrize(
    ("told", "thai"),
    [
        (
            Stays(Reason.REFERRED_TO, "person", 5, ("Ann Lee", "Bo Chan")),
            "5 คน (Ann Lee, Bo Chan และอีก 3 รายการ) ยังคงอยู่ เพราะข้อมูลอื่นอ้างถึง",
        ),
        (Stays(Reason.LISTED, "membership", 3), "การเป็นสมาชิก 3 รายการ ยังคงอยู่ เพราะไฟล์ที่นำเข้าภายหลังมีข้อมูลนี้ด้วย"),
        (Stays(Reason.CORRECTED, "meeting", 1, ("2026-11-12",)), "การประชุม 1 ครั้ง (12 พ.ย. 2569) ยังอยู่ เพราะมีการแก้ไขภายหลัง"),
    ],
)
def test_what_stays_after_an_undo_is_a_thai_sentence_with_its_names(told: Stays, thai: str) -> None:
    assert stays_text(told) == thai


def test_every_sentence_of_what_stays_has_its_thai_and_reads_well_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for both in SENTENCES.values() for one in both if one not in locale.catalogue("th")]
    kept_right_by_themselves = {"need_tally", "service_span", "tie_tally"}
    assert set(NOUNS) == set(SQLModel.metadata.tables) - kept_right_by_themselves, "a page would speak of tables"
    assert not [noun for noun in NOUNS.values() if noun not in locale.catalogue("th")]
    monkeypatch.setattr(words, "language", lambda: "en")
    assert stays_text(Stays(Reason.LISTED, "service_type", 1, ("A1",))) == (
        "1 service type (A1) stays, because a later file lists it too."
    )
    assert stays_text(Stays(Reason.HOMELESS, "person", 1_200)) == (
        "1,200 people cannot be restored, because the entry they belonged to was removed."
    )
