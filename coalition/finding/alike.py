"""Words of the field that mean alike, in any language: an entry is found by the ideas that it speaks of too."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from coalition.finding.words import runs

_FILE = Path(__file__).parents[1] / "data" / "search_words.csv"
_ENDINGS = frozenset(("", "s", "es", "d", "ed", "ing"))
"""What a word in letters with spaces may end in; one written with * may end in anything."""

_FIRST_SIGN = 0xE000
"""Of those that no script uses and nobody types: each idea is one sign."""


@dataclass(frozen=True)
class _Word:
    """A word or a few of them, folded, and the signs of the ideas that it stands for."""

    text: str
    is_joined: bool
    is_beginning: bool
    ideas: dict[str, None] = field(compare=False, default_factory=dict)

    def end(self, line: str, start: int) -> int:
        """Where the word ends that stands at a place of a line; 0 if it does not stand there."""
        if not line.startswith(self.text, start):
            return 0
        end = start + len(self.text)
        if self.is_joined:
            return end
        rest = line[end:].split(" ", 1)[0]
        return end + len(rest) if self.is_beginning or rest in _ENDINGS else 0


def ideas(text: str) -> list[str]:
    """The groups of `data/search_words.csv` of which a text has a word, each once, as a sign for each.

    Of words that overlap the first counts, of those that begin alike the longest: evidence is not a witness, though the Thai
    word for it begins with one.
    """
    found: dict[str, None] = {}
    parts, known = runs(text), _words()
    line = " ".join(run for run, _ in parts)
    start = free = 0
    for run, is_joined in parts:
        for place in range(start, start + len(run)) if is_joined else (start,):
            if place >= free:
                for word in (*known.get(line[place : place + 3], ()), *known.get(line[place : place + 2], ())):
                    if end := word.end(line, place):
                        found |= word.ideas
                        free = end
                        break
        start += len(run) + 1
    return list(found)


@cache
def spellings() -> list[str]:
    """The words of all groups that are written with spaces between them, in order."""
    return sorted({part for words in _words().values() for word in words if not word.is_joined for part in word.text.split()})


@cache
def _words() -> dict[str, list[_Word]]:
    """{first three letters: the words that begin so, the longest first}; "lawyers" has the ideas of "lawyer" too."""
    words: dict[_Word, _Word] = {}
    with _FILE.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            for typed in (word.strip() for cell in row.values() for word in cell.split(";")):
                if parts := runs(typed):
                    word = _Word(" ".join(run for run, _ in parts), parts[-1][1], typed.endswith("*"))
                    words.setdefault(word, word).ideas[chr(_FIRST_SIGN + number)] = None
    found: dict[str, list[_Word]] = {}
    for word in sorted(words, key=lambda word: len(word.text)):
        known = found.setdefault(word.text[:3], [])
        for shorter in known:
            if not word.is_joined and shorter.end(word.text, 0) == len(word.text):
                word.ideas.update(shorter.ideas)
        known.insert(0, word)
    return found
