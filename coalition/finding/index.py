"""What can be found, kept in memory and ranked: SQLite's FTS5 where it is, else a plain count; the same for every database.

It is worked out of what is stored and never stored itself: a second copy of a name would have to be found when somebody is
erased (docs/decisions/0042).
"""

import math
import sqlite3
import threading
from collections.abc import Mapping
from typing import Protocol

from coalition.finding.alike import ideas
from coalition.finding.words import asked, pieces

Fields = tuple[str, str, str]
"""What an entry is found by, the heaviest first: its title; what it is about; what is said of it."""

WEIGHTS = (4.0, 3.0, 1.0)
"""Of the fields: a word in a title counts as much as four in a note. An idea counts as a word does; a word has both."""

_ALL_WEIGHTS = WEIGHTS + WEIGHTS


class Index(Protocol):
    """Entries by number, with the words they are found by."""

    def put(self, entries: Mapping[int, Fields]) -> None:
        """Add entries, or replace them."""

    def drop(self, numbers: list[int]) -> None:
        """Take entries out."""

    def find(self, text: str, most: int) -> dict[int, float]:
        """How well the entries fit that fit best what was typed, best first; none where nothing fits or nothing was typed."""


def new_index() -> Index:
    """An empty index of the best kind there is."""
    try:
        return _Fts()
    except sqlite3.OperationalError:  # this Python's SQLite was built without FTS5
        return Plain()


class _Fts:
    """FTS5 in a database of its own in memory: words by their stem (Porter), ranked by BM25 with the weights of the fields."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        tokens = "porter unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
        columns = ", ".join(_COLUMNS)
        self._database.execute(f"CREATE VIRTUAL TABLE entry USING fts5({columns}, tokenize='{tokens}')")
        self._database.execute(f"INSERT INTO entry(entry, rank) VALUES ('rank', 'bm25({', '.join(map(str, _ALL_WEIGHTS))})')")

    def put(self, entries: Mapping[int, Fields]) -> None:
        rows = [(number, *(" ".join(words) for words in _kept(fields))) for number, fields in entries.items()]
        with self._lock:
            self._database.execute("BEGIN")
            self._database.executemany("DELETE FROM entry WHERE rowid = ?", [(row[0],) for row in rows])
            self._database.executemany(f"INSERT INTO entry(rowid, {', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._database.execute("COMMIT")

    def drop(self, numbers: list[int]) -> None:
        with self._lock:
            self._database.executemany("DELETE FROM entry WHERE rowid = ?", [(number,) for number in numbers])

    def find(self, text: str, most: int) -> dict[int, float]:
        words = _wanted(text)
        if not words:
            return {}
        wanted = [f'"{word}"' for word, _ in words] + [f'"{word}"*' for word, begins in words if begins]
        with self._lock:
            rows = self._database.execute(
                "SELECT rowid, -rank FROM entry WHERE entry MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
                (" OR ".join(wanted), most),
            ).fetchall()
        return dict(rows)


_COLUMNS = ("title", "about", "said", "title_alike", "about_alike", "said_alike")
_MOST_WORDS = 120
"""Words and pieces of what was typed that are looked for; a longer text is cut. The same of ideas."""


def _kept(fields: Fields) -> list[list[str]]:
    """The words of each field, then the ideas of each."""
    return [pieces(field) for field in fields] + [ideas(field) for field in fields]


def _wanted(text: str) -> list[tuple[str, bool]]:
    """(word, piece or idea; whether it may be only the beginning of one)."""
    return asked(text)[:_MOST_WORDS] + [(idea, False) for idea in ideas(text)[:_MOST_WORDS]]


class Plain:
    """Where there is no FTS5: the weight of each word that an entry has, words that few entries have counting more."""

    def __init__(self) -> None:
        self._entries: dict[int, tuple[set[str], ...]] = {}

    def put(self, entries: Mapping[int, Fields]) -> None:
        """Add entries, or replace them."""
        self._entries |= {number: tuple(map(set, _kept(fields))) for number, fields in entries.items()}

    def drop(self, numbers: list[int]) -> None:
        """Take entries out."""
        for number in numbers:
            self._entries.pop(number, None)

    def find(self, text: str, most: int) -> dict[int, float]:
        """How well the entries fit that fit best what was typed, best first."""
        scores: dict[int, float] = {}
        for word, begins in _wanted(text):
            fits = {number: self._weight(fields, word, begins) for number, fields in self._entries.items()}
            fitting = {number: weight for number, weight in fits.items() if weight}
            rarity = math.log(1 + len(fits) / max(len(fitting), 1))
            for number, weight in fitting.items():
                scores[number] = scores.get(number, 0.0) + weight * rarity
        return {number: scores[number] for number in sorted(scores, key=lambda number: (-scores[number], -number))[:most]}

    def _weight(self, fields: tuple[set[str], ...], word: str, begins: bool) -> float:
        def has(field: set[str]) -> bool:
            return word in field or (begins and any(one.startswith(word) for one in field))

        return max((weight for weight, field in zip(_ALL_WEIGHTS, fields, strict=True) if has(field)), default=0.0)
