"""What can be found, kept in memory and ranked: the same for every database.

It is worked out of what is stored and never stored itself: a second copy of a name would have to be found when somebody is
erased (docs/decisions/0042).
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile

from coalition.finding.alike import ideas, spellings
from coalition.finding.words import asked, differ_by_a_letter, is_asking, pieces, runs

Fields = tuple[str, str, str]
"""What an entry is found by, the heaviest first: its title; what it is about; what is said of it."""

WEIGHTS = (4.0, 3.0, 1.0)
"""Of the fields: a word in a title counts as much as four in a note."""
_IDEA = 2.0
"""How much an idea counts beside a word, which has both; and an entry that has all ideas of a question counts twice."""
_PIECE = 0.6
"""How much a piece of a script without spaces counts beside a word: a word has several."""
_LENGTH = 0.3
"""Share of its weight that an entry loses for a title twice as long as others: a long one has many words. A short one gains."""
_SPELLED_FROM = 5
"""Letters from which a word that nothing here begins with may be one with a slip."""

_MOST_WORDS = 120
"""Words and pieces of what was typed that are looked for; a longer text is cut. The same of ideas."""


class Index:
    """Entries by number, with the words and ideas they are found by; for one thread at a time."""

    def __init__(self) -> None:
        self._entries: dict[int, Fields] = {}
        self._having: dict[str, dict[int, float]] = {}  # {word, piece or idea: {entry: weight of the heaviest field with it}}
        self._sorted: list[str] = []
        self._lengths: dict[int, int] = {}  # {entry: words, pieces and ideas of its title}

    def put(self, entries: Mapping[int, Fields]) -> None:
        """Add entries, or replace them."""
        self._take_out(entries)
        self._entries |= entries
        words = cache(_words)  # many entries are about the same
        for number, fields in entries.items():
            self._lengths[number] = len(words(fields[0]))
            for word, weight in _weights(fields, words).items():
                self._having.setdefault(word, {})[number] = weight
        self._sorted = sorted(self._having)

    def drop(self, numbers: Iterable[int]) -> None:
        """Take entries out, and every word that no other has."""
        self._take_out(numbers)
        self._sorted = sorted(self._having)

    def find(self, text: str, most: int) -> dict[int, float]:
        """How well the entries fit that fit best what was typed, best first; none where nothing fits or nothing was typed.

        Of each word the weight of the field that it stands in, words that few entries have counting more; and more for
        an entry that speaks of all the question is about than for one that speaks of one thing in many words. A word with
        a slip counts as those it may be.
        """
        text = " ".join(word if is_joined else self._spelled(word) for word, is_joined in runs(text)[:_MOST_WORDS])
        scores: dict[int, float] = defaultdict(float)
        for word, begins, is_joined in asked(text)[:_MOST_WORDS]:
            having = self._beginning(word) if begins else self._having.get(word, {})
            self._add(scores, having, _PIECE if is_joined else 1.0)
        meant = ideas(text)[:_MOST_WORDS]
        for idea in meant:
            self._add(scores, self._having.get(idea, {}), _IDEA)
        spoken_of = Counter(number for idea in meant for number in self._having.get(idea, ()))
        for number, count in spoken_of.items():
            scores[number] *= 1 + count / len(meant)
        usual = max(sum(self._lengths.values()), 1) / max(len(self._lengths), 1)  # a title may have no word: an emoji
        for number in scores:
            scores[number] /= 1 - _LENGTH + _LENGTH * self._lengths[number] / usual
        return {number: scores[number] for number in sorted(scores, key=lambda number: (-scores[number], -number))[:most]}

    def _spelled(self, word: str) -> str:
        """A word, or where it is not known those that differ by one letter behind the first, with spaces between them."""
        if len(word) < _SPELLED_FROM or is_asking(word) or self._beginning(word.removesuffix("s")) or ideas(word):
            return word
        known = (*_beginning_with(self._sorted, word[0]), *_beginning_with(spellings(), word[0]))
        return " ".join(dict.fromkeys(near for near in known if differ_by_a_letter(word, near))) or word

    def _add(self, scores: dict[int, float], having: Mapping[int, float], times: float = 1.0) -> None:
        rarity = times * math.log(1 + len(self._entries) / max(len(having), 1))
        for number, weight in having.items():
            scores[number] += weight * rarity

    def _beginning(self, start: str) -> dict[int, float]:
        """The entries that have a word that begins so."""
        having: dict[int, float] = {}
        for word in _beginning_with(self._sorted, start):
            for number, weight in self._having[word].items():
                having[number] = max(weight, having.get(number, 0.0))
        return having

    def _take_out(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._lengths.pop(number, None)
            for word in _weights(self._entries.pop(number), _words) if number in self._entries else ():
                having = self._having[word]
                del having[number]
                if not having:
                    del self._having[word]


def _beginning_with(words: list[str], start: str) -> Iterator[str]:
    """Those of sorted words that begin so."""
    places = range(bisect_left(words, start), len(words))
    return takewhile(lambda word: word.startswith(start), (words[place] for place in places))


def _words(field: str) -> list[str]:
    return pieces(field) + ideas(field)


def _weights(fields: Fields, words: Callable[[str], list[str]]) -> dict[str, float]:
    """{word, piece or idea of an entry: the weight of the heaviest field that has it}."""
    found: dict[str, float] = {}
    for weight, field in zip(WEIGHTS, fields, strict=True):
        for word in words(field):
            found.setdefault(word, weight)
    return found
