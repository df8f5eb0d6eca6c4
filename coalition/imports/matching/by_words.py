"""What a short name shares with known ones: whole words and beginnings of words, never letters here and there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coalition.imports.matching.keys import person_key

_SHORTEST = 4
"""Letters of a word, or of the beginning of one, that says something."""
_JOINED = 6
"""The same where words are written without blanks between them: what two names share of them may end within a word."""
_SLIPS = 2
"""Letters by which two words may differ that begin alike; one where they do not."""


def alike(text: str, names: Mapping[str, list[str]]) -> dict[str, float]:
    """{key of a known name that has something of a text: how much of it (1: each word)}, the likeliest first.

    A word that many of the names have says little about which is meant.

    Args:
        names: {key: the name in all its spellings}.
    """
    wanted = [word for word in _words(text) if len(word) >= _SHORTEST]
    known = {key: [_words(name) for name in spellings] for key, spellings in names.items()}
    spread = Counter(word for spellings in known.values() for word in {word for name in spellings for word in name})
    found: dict[str, tuple[float, float, float]] = {}
    for key, spellings in known.items():
        words = {word for name in spellings for word in name}
        best = [max(((share(one, word), 1 / spread[word], word) for word in words), default=(0.0, 0.0, "")) for one in wanted]
        if weight := sum(shared * rarity for shared, rarity, _ in best):
            told = {word for shared, _, word in best if shared}
            much = sum(1.0 if shared and one.isascii() else shared for one, (shared, *_) in zip(wanted, best, strict=True))
            fits = max(len(told.intersection(name)) / len(name) for name in spellings if name)
            found[key] = (weight, fits, much / len(wanted))
    return {key: found[key][-1] for key in sorted(found, key=lambda key: found[key][:2], reverse=True)}


def share(one: str, other: str) -> float:
    """How much of a word another has, 0 to 1: the same one, one with the same beginning, or one typed with a slip."""
    if one == other:
        return 1.0
    if not (one.isascii() and other.isascii()):
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        size = sum(block.size for block in blocks if block.size >= _SHORTEST)
        return size / len(one) if size >= _JOINED and 2 * size >= min(len(one), len(other)) else 0.0
    begins = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHORTEST:
        return 0.0
    is_slip = is_slip_of(one, other) or (begins >= _SHORTEST and OSA.distance(one, other) <= _SLIPS)
    if is_slip or (begins >= _SHORTEST and (begins == shortest or 2 * begins >= longest)):
        return max(begins, longest - 1 if is_slip else 0) / longest
    return 0.0


def is_slip_of(one: str, other: str) -> bool:
    """Whether two names differ by one letter: another one, one more, one less, or two that changed places."""
    return min(len(one), len(other)) > _SHORTEST and OSA.distance(one, other, score_cutoff=1) <= 1


def slips_of(one: str, names: Sequence[str]) -> list[int]:
    """The places of the names that are a slip of one (`is_slip_of`), among many."""
    found = process.extract(one, names, scorer=OSA.distance, score_cutoff=1, limit=None) if len(one) > _SHORTEST else []
    return [at for name, _, at in found if len(name) > _SHORTEST]


def _words(text: str) -> list[str]:
    return person_key(text).split()
