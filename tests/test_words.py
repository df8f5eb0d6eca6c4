"""One word for one thing: docs/words.md holds for the catalogue, the data that ships and the documents."""

import csv
import re
from typing import NamedTuple

from coalition import locale
from coalition.answers.participation import MARK_NAMES, STATE_NAMES
from coalition.database import ROOT
from coalition.vocabulary import (
    ActionState,
    AttendanceState,
    BatchState,
    CaseStatus,
    CellState,
    Judgement,
    ReferralState,
    TraffickingStatus,
)
from coalition.vocabulary.labels import LABELS

TABLE = ROOT / "docs" / "words.md"
DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "glossary.md"]


class Word(NamedTuple):
    english: str
    thai: tuple[str, ...]
    never: tuple[str, ...]


def words() -> list[Word]:
    """The rows of the table, the longest English first."""
    rows = [line.split("|")[1:-1] for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    found = [
        Word(
            re.sub(r"\(.*\)", "", english).strip(),
            tuple(one.strip() for one in thai.split("·")),
            tuple(one.strip() for one in re.split("[,;]", never) if one.strip()),
        )
        for english, thai, never, _ in rows
    ]
    return sorted(found, key=lambda word: -len(word.english))


def says(text: str, phrase: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(phrase)}(?:s|es)?(?![\w-])", text, re.IGNORECASE))


def pairs() -> list[tuple[str, str]]:
    """(English, Thai) of all that ships in two languages."""
    data = ROOT / "coalition" / "data"
    found = list(locale.catalogue("th").items())
    for name, columns in {"service_types.csv": ["name", "short_name"], "checklists.csv": ["title", "question"]}.items():
        with (data / name).open(encoding="utf-8-sig", newline="") as file:
            found += [(row[column], row[f"{column}_local"]) for row in csv.DictReader(file) for column in columns]
    return found


def test_each_english_word_has_its_one_thai_word() -> None:
    strays = []
    for english, thai in pairs():
        left = re.sub(r"\{\w+\}", "…", english)
        for word in words():
            if says(left, word.english):
                left = re.sub(rf"(?i)\b{re.escape(word.english)}", " ", left)
                strays += [] if any(one in thai for one in word.thai) else [(word.english, english, thai)]
    assert strays == []


def test_no_other_word_is_used_for_it() -> None:
    never = {phrase: word.english for word in words() for phrase in word.never}
    texts = [re.sub(r"\{\w+\}", "…", text) for pair in pairs() for text in pair]
    texts += [re.sub("`[^`]*`", "…", line) for page in DOCUMENTS for line in page.read_text(encoding="utf-8").splitlines()]
    assert [
        (phrase, text) for text in texts for phrase in never if (says(text, phrase) if phrase.isascii() else phrase in text)
    ] == []


def test_a_word_stands_in_the_table_once() -> None:
    english = [word.english for word in words()]
    assert len(english) == len(set(english)) > 40


def test_every_word_of_a_status_on_the_pages_is_in_the_table() -> None:
    """Lists whose values say how something stands; what is chosen by itself (sex, sector, age) needs no telling."""
    lists = (AttendanceState, CellState, Judgement, ReferralState, TraffickingStatus, CaseStatus, ActionState, BatchState)
    labels = {LABELS[kind][member] for kind in lists for member in kind}
    labels |= {*STATE_NAMES.values(), *MARK_NAMES.values(), "Not shown", "Withheld", "Overdue", "Guest", "Confirmed"}
    told = [word.english for word in words()]
    assert {label for label in labels if not any(says(label, word) for word in told)} == {"Open"}, "open: of many things"
