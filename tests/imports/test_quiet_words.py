"""The short way for names of which no rule knows a word: it says what all the rules would say."""

import random
import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from coalition.imports import lexicon
from coalition.imports.cells import names, not_people, people_names, presence, row_words
from coalition.imports.cells.people_names import Named, read_name

FILES = [Path(module.__file__ or "") for module in (names, not_people, row_words, people_names, presence)]
NAMES = ["Ann", "Lee", "Birchley", "The", "สมชาย", "ใจดี"]


def words_of_rules() -> list[str]:
    """Every word that stands anywhere in the modules or in the lexicon, capitalized."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in [*FILES, *lexicon.FOLDER.glob("*.toml")])
    return sorted({word.capitalize() for word in re.findall(r"[A-Za-z]{2,}|[\u0e01-\u0e4e]{2,}", text)})


def is_quiet(text: str) -> bool:
    return people_names._of_quiet_words(text) is not None


def read_by_all_rules(texts: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Named]:
    with monkeypatch.context() as without:
        without.setattr(people_names, "_of_quiet_words", lambda _text: None)
        read_name.cache_clear()
        return {text: read_name(text) for text in texts}


def test_what_no_rule_knows_is_read_as_by_all_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    told, chance = words_of_rules(), random.Random(1)
    phrases = [f"{name} {word}" for name, word in product(NAMES, told)] + [
        f"{word} {name}" for name, word in product(NAMES, told)
    ]
    phrases += [" ".join(chance.choice(told) for _ in range(chance.randrange(2, 5))) for _ in range(20_000)]
    phrases += [phrase.replace(" ", "", 1) for phrase in phrases[-5_000:]]
    short = {phrase: read_name(phrase) for phrase in phrases if is_quiet(phrase)}
    assert len(short) > 1_000
    assert short == read_by_all_rules(short, monkeypatch)


@pytest.mark.parametrize("name", ["Ann Lee", "Niran Birchley", "Kanya Thongdee Wong", "Dale Stoneby", "Isles Reedford"])
def test_most_names_take_the_short_way(name: str) -> None:
    assert is_quiet(name)


@pytest.mark.parametrize(
    "text",
    [
        "Ann", "ann lee", "Ann Lee (SOLD)", "Ann  Lee", "Dr Ann Lee", "Ann Foundation", "Total People", "Not Present",
        "Remark Ann", "Noshow Lee", "พตท วิรัตน์", "นายสมชาย ใจดี", "ขาดประชุม วันนี้", "Read Ai", "INTA Boonsri", "Iphone Lee",
        "", "Ann Tldv", "Anna ยกเลิก", "มาลี ยกเลิกแล้ว",
    ],
)  # fmt: skip
def test_what_a_rule_may_know_is_put_to_the_rules(text: str) -> None:
    assert not is_quiet(text)
