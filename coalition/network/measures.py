"""The measures of togetherness. Formulas and sources: docs/glossary.md, Connections."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import shortest_path

from coalition.network.web import Ints, Web, islands

MOST_FOR_DISTANCES = 500
"""With more members than this the distances of all of them from one another are not worked out."""


@dataclass(frozen=True)
class Measures:
    """How joined-up the members are. None: not defined for so few members or ties, or too many to work it out.

    Attributes:
        members: all of them [members].
        tied: those tied with another one [members].
        ties: pairs of members that are tied.
        islands: groups of two and more whose members are tied with one another, directly or through others.
        largest: members of the largest island [members].
        density: ties / pairs that could be, 0 to 1.
        centralization: Freeman's, by number of ties: 0 all alike, 1 all ties go to one member.
        fragmentation: share of pairs that are not joined, even through others, 0 to 1.
        by_distance: the same with each pair that is joined counted by how near it is, 0 to 1.
        ei: (ties between sectors - ties inside) / both, -1 to 1; ties of members of an unknown sector are left out.
        ei_rescaled: the same of the shares of pairs that are tied, so that large sectors weigh no more.
    """

    members: int
    tied: int
    ties: int
    islands: int
    largest: int
    density: float | None
    centralization: float | None
    fragmentation: float | None
    by_distance: float | None
    ei: float | None
    ei_rescaled: float | None

    @property
    def alone(self) -> int:
        """Members tied with nobody."""
        return self.members - self.tied


def density(members: int, ties: int) -> float | None:
    """2 m / (n (n - 1)). None: fewer than two members."""
    return 2 * ties / (members * (members - 1)) if members > 1 else None


def centralization(degrees: Sequence[int] | Ints) -> float | None:
    """Sum of (the greatest degree - each) / ((n - 1)(n - 2)), Freeman 1978. None: fewer than three members."""
    n = len(degrees)
    return float(np.sum(np.max(degrees) - np.asarray(degrees))) / ((n - 1) * (n - 2)) if n > 2 else None


def fragmentation(sizes: Sequence[int] | Ints) -> float | None:
    """1 - sum of s (s - 1) / (n (n - 1)) over components of s members, Borgatti 2006. None: fewer than two members.

    Args:
        sizes: members of each component, those of one member too.
    """
    counted = np.asarray(sizes, dtype="int64")
    n = int(counted.sum())
    return 1 - float(np.sum(counted * (counted - 1))) / (n * (n - 1)) if n > 1 else None


def distance_fragmentation(found: Web) -> float | None:
    """1 - 2 sum of 1 / d over all pairs / (n (n - 1)), 1 / infinity = 0, Borgatti 2006.

    None: fewer than two members, or more than MOST_FOR_DISTANCES.
    """
    n = found.size
    if not 1 < n <= MOST_FOR_DISTANCES:
        return None
    near = 0.0
    for part in islands(found):
        steps = shortest_path(found.among(part).matrix, directed=False, unweighted=True)
        near += float((1 / steps[steps > 0]).sum())  # each pair twice
    return 1 - near / (n * (n - 1))


def measures(found: Web, sectors: Sequence[str | None]) -> Measures:
    """All measures of members and their ties.

    Args:
        found: members and ties.
        sectors: of each member, in the order of `found.ids`; None: not told.
    """
    sizes = np.bincount(found.labels) if found.size else np.zeros(0, dtype="int64")
    several = sizes[sizes > 1]
    ei, rescaled = _ei(found, sectors)
    return Measures(
        members=found.size,
        tied=int((found.degrees > 0).sum()),
        ties=len(found.ones),
        islands=len(several),
        largest=int(several.max(initial=0)),
        density=density(found.size, len(found.ones)),
        centralization=centralization(found.degrees),
        fragmentation=fragmentation(sizes),
        by_distance=distance_fragmentation(found),
        ei=ei,
        ei_rescaled=rescaled,
    )


def sectors_apart(found: Web, sectors: Sequence[str | None]) -> dict[tuple[str, str], tuple[int, int]]:
    """{(sector, the same or another): (ties, pairs of members that could be tied)}, in the order of their names.

    Args:
        found, sectors: as in `measures`; members without a sector are left out.
    """
    names = sorted({one for one in sectors if one})
    place = {one: number for number, one in enumerate(names)}
    own = np.array([place.get(one or "", -1) for one in sectors], dtype="int64")
    counts = np.bincount(own[own >= 0], minlength=len(names))
    one, other = own[found.ones], own[found.others]
    told = (one >= 0) & (other >= 0)
    pairs = np.minimum(one, other)[told] * len(names) + np.maximum(one, other)[told]
    ties = np.bincount(pairs, minlength=len(names) ** 2).reshape(len(names), len(names))
    return {
        (names[a], names[b]): (int(ties[a, b]), int(counts[a] * (counts[a] - 1) // 2 if a == b else counts[a] * counts[b]))
        for a in range(len(names))
        for b in range(a, len(names))
    }


def _ei(found: Web, sectors: Sequence[str | None]) -> tuple[float | None, float | None]:
    """E-I index (Krackhardt and Stern 1988), plain and of the densities."""
    ties, could = np.zeros(2), np.zeros(2)
    for (one, other), (tied, pairs) in sectors_apart(found, sectors).items():
        ties[int(one == other)] += tied
        could[int(one == other)] += pairs
    shares = ties / could if could.all() else None
    return tuple(  # type: ignore[return-value]  # of two
        None if part is None or not part.sum() else float((part[0] - part[1]) / part.sum()) for part in (ties, shares)
    )
