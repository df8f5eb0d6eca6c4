"""Words of the field that mean alike, in any language: an entry is found by the ideas that it speaks of too."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from coalition.finding.words import runs

_DATA = Path(__file__).parents[1] / "data"
_COUNTRY = "{country}"
"""Stands in a row for the names of all countries that no row names, but for those at home, whose areas are shipped."""

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
    rows = [[word.strip() for cell in row.values() for word in cell.split(";")] for row in _rows("search_words.csv")]
    known = _by_beginning(rows)
    countries = [names for names in _countries() if not _has(known, names[0])]
    everywhere = [name for names in countries for name in names]
    spread = [[name for word in row for name in (everywhere if word == _COUNTRY else [word])] for row in rows]
    return _by_beginning(spread + countries)


def _by_beginning(rows: list[list[str]]) -> dict[str, list[_Word]]:
    words: dict[_Word, _Word] = {}
    for number, row in enumerate(rows):
        for typed in row:
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


def _has(known: dict[str, list[_Word]], name: str) -> bool:
    text = " ".join(run for run, _ in runs(name))
    return any(word.end(text, 0) == len(text) for word in known.get(text[:3], ()))


def _countries() -> list[list[str]]:
    """The names of each country that is not at home here."""
    home = {path.stem.removeprefix("areas_") for path in _DATA.glob("areas_*.csv")}
    return [row["names"].split(";") for row in _rows("countries.csv") if row["code"] not in home]


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]
