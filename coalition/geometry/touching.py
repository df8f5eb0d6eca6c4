"""Which areas touch: those whose outlines have a stretch of border in common."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import TypeVar

from coalition.geometry.outlines import Outline, rings_of

Code = TypeVar("Code", str, int)
_LEAST = 2
"""Points in common that make a stretch of border; where only a corner is shared, nobody lives next to anybody."""


def touching(outlines: Mapping[Code, Outline]) -> dict[Code, set[Code]]:
    """{area: the areas it shares a border with}, for every area with an outline.

    Args:
        outlines: {code: outline} that were made small together (`outlines.simplified`), so that both sides of a border have
            the same points. Outlines drawn apart from each other have no point in common: they touch nothing.
    """
    at: dict[tuple[float, float], set[Code]] = {}
    for code, outline in outlines.items():
        for ring in rings_of(outline):
            for east, north in ring:
                at.setdefault((east, north), set()).add(code)
    shared = Counter(pair for codes in at.values() if len(codes) > 1 for pair in combinations(sorted(codes), 2))
    found: dict[Code, set[Code]] = {code: set() for code in outlines}
    for (one, other), points in shared.items():
        if points >= _LEAST:
            found[one].add(other)
            found[other].add(one)
    return found
