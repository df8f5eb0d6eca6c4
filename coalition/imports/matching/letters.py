"""Names that differ in a few letters: found without comparing every typed name with every known one."""

from collections.abc import Iterator, Sequence

CUT = 0.90
"""Likeness (2 x letters in common and in order / letters of both) from which a name is proposed."""

_BLOCK = 400  # typed names in one matrix
_SHORT = range(6, 10)  # letters of names for which the cut would leave out a single wrong letter


def alike_in_letters(typed: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """(index of the typed, index of the known, likeness from 0 to 1) of the pairs at or above the cut.

    Both are taken in order of length: names of which one is a fifth longer cannot reach the cut, and are not compared.
    """
    from rapidfuzz.distance import Indel  # imported here: a file of known names needs neither of them
    from rapidfuzz.process import cdist

    rows = sorted((i for i, text in enumerate(typed) if text), key=lambda i: len(typed[i]))
    columns = sorted((j for j, text in enumerate(known) if text), key=lambda j: len(known[j]))
    lengths = [len(known[j]) for j in columns]
    shrink = CUT / (2 - CUT)  # of the longer, the shorter one at least
    for start in range(0, len(rows) if columns else 0, _BLOCK):
        block = rows[start : start + _BLOCK]
        low, high = len(typed[block[0]]) * shrink, len(typed[block[-1]]) / shrink
        left, right = _first(lengths, low), _first(lengths, high + 1e-9)
        if left == right:
            continue
        texts = [typed[i] for i in block]
        near = [known[j] for j in columns[left:right]]
        matrix = cdist(texts, near, scorer=Indel.normalized_similarity, score_cutoff=CUT, workers=-1)
        hits = matrix.nonzero()
        for row, column in zip(hits[0].tolist(), hits[1].tolist(), strict=True):
            yield block[row], columns[left + column], float(matrix[row, column])


def _first(lengths: list[int], least: float) -> int:
    from bisect import bisect_left

    return bisect_left(lengths, least)


def one_letter_apart(typed: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(typed, known) of short Latin names one letter apart that begin alike; found by leaving out each letter in turn."""
    without: dict[str, list[int]] = {}
    for j, text in enumerate(known):
        for part in _left_out(text):
            without.setdefault(part, []).append(j)
    for i, text in enumerate(typed):
        near = {j for part in _left_out(text) for j in without.get(part, ())}
        yield from ((i, j) for j in sorted(near) if known[j][0] == text[0] and letters_apart(text, known[j]) == 1)


def _left_out(text: str) -> set[str]:
    if len(text) not in _SHORT or not text.isascii():
        return set()
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def letters_apart(one: str, other: str) -> int:
    """Letters to change, add, leave out or swap with their neighbor to come from one to the other."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))
