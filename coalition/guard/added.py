"""Words of further languages around what tells who somebody is: data, one file a language (`words/xx.toml`).

Thai and English need more than lists of words (`people`, `births`, `places`); what a coalition elsewhere adds is a file.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from coalition.guard.fold import fold
from coalition.guard.kinds import Kind

FOLDER = Path(__file__).parent / "words"
KEYS = ("titles", "cues", "births", "documents", "phones", "not_names")
"""What a file may hold: lists of words. The first two stand before a name, the next three before a day of birth, the number of
a document and a telephone; after a title or cue the last is no name."""
BESIDE = ("clans", "not_clans", "surnames", "kin", "not_whose", "children", "name_parts")
"""Further lists, for names that are spared where the coalition knows them (`unnamed`)."""

_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, East Asia: a word has no end that can be seen, and a name follows its title at once."""
_SIGNS = "".join(sign for sign in map(chr, range(0x300, 0xABF0)) if unicodedata.category(sign) in {"Mn", "Mc"})
"""What stands on letters, such as vowels of Nepali: part of a word."""
_LETTER = rf"[\w{_SIGNS}]"
_NAME = rf"\s*[:=]?\s*(?P<name>[^\W\d_][\w{_SIGNS}'’-]+)"
_BEHIND = {
    "births": rf"\W{{0,3}}(?:[^\W\d]{_LETTER}*\W{{1,3}}){{0,3}}\d[\d\s./-]{{2,9}}",
    "documents": r"\W{0,3}(?:[^\W\d]{1,8}\W{1,3}){0,2}(?=[A-Z0-9/-]*\d{4})[A-Z0-9][A-Z0-9/-]{4,19}",
    "phones": r"\W{0,3}(?:[^\W\d]{1,8}\W{1,3}){0,2}\+?\d[\d\s-]{5,16}",
}
_KINDS = {"births": Kind.BIRTH_DATE, "documents": Kind.DOCUMENT, "phones": Kind.PHONE}


@dataclass(frozen=True)
class Words:
    """The words of all files, as expressions.

    Attributes:
        names, not_names, marks: of the lists of `KEYS`.
        beside: {list of `BESIDE` that has words: any of them}.
        faults: what of a file is not used, and why, a sentence each.
    """

    names: re.Pattern[str] | None = None
    not_names: frozenset[str] = frozenset()
    marks: tuple[tuple[Kind, re.Pattern[str]], ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


@cache
def read(folder: Path) -> Words:
    """The words of every file of a folder; of a file that cannot be used nothing, and why."""
    lists: dict[str, list[str]] = {key: [] for key in (*KEYS, *BESIDE)}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as problem:
            faults.append(f"{path.name} of the identity guard cannot be read: {type(problem).__name__}.")
            continue
        for key, words in told.items():
            if key not in lists or not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
                faults.append(
                    f"{path.name} of the identity guard: {key} is none of the lists of words {', '.join((*KEYS, *BESIDE))}."
                )
            else:
                lists[key] += [fold(word).text for word in words]
    before = [*lists["titles"], *lists["cues"]]
    names = re.compile(rf"{any_of(before)}\.?{_NAME}") if before else None
    marks = [(_KINDS[key], any_of(lists[key]) + behind) for key, behind in _BEHIND.items() if lists[key]]
    compiled = tuple((kind, re.compile(expression)) for kind, expression in marks)
    beside = {key: any_of(lists[key]) for key in BESIDE if lists[key]}
    return Words(names, frozenset(map(str.casefold, lists["not_names"])), compiled, beside, tuple(faults))


def any_of(words: list[str]) -> str:
    """Any of the words, small or with a capital; where a script has blanks between words, a whole one."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    anywhere = [re.escape(word) for word in longest_first if _NO_BLANKS.match(word)]
    whole = "|".join(re.escape(word) for word in longest_first if not _NO_BLANKS.match(word))
    return f"(?:{'|'.join([*anywhere, *([rf'(?<!{_LETTER})(?i:{whole})(?!{_LETTER})'] if whole else [])])})"


def spans(text: str, folder: Path = FOLDER) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of what the words of the files mark in a folded text."""
    words = read(folder)
    for found in words.names.finditer(text) if words.names else ():
        name = found["name"]
        if _may_be_a_name(name) and not _is_none(name.casefold(), words.not_names):
            yield Kind.NAME, found.start(), found.end()
    for kind, expression in words.marks:
        for found in expression.finditer(text):
            yield kind, found.start(), found.end()


def _is_none(word: str, not_names: frozenset[str]) -> bool:
    """Whether a word is one of those that are no name, or begins with one where no blank stands behind it."""
    return word in not_names or any(_NO_BLANKS.match(other) and word.startswith(other) for other in not_names)


def _may_be_a_name(word: str) -> bool:
    """Whether it has a capital; of a script that has none every word may be one."""
    return not word[0].islower()
