"""What if a member leaves: who holds others together (bridges), and into which pieces the rest falls."""

import numpy as np
from numpy.typing import NDArray

from coalition.network.web import Ints, Web, sparse


def pieces_without(found: Web) -> dict[int, list[int]]:
    """{bridge: members of each piece into which the rest of its island falls without it, the largest first}.

    A bridge (articulation point) is a member, as a place in `found.ids`, whose island falls apart without it. Takes time in
    proportion to the members, however many ties there are: it is read from `sparse` ties that fall apart as all do.
    """
    hanging = _hanging(sparse(found, 2))
    sizes = np.bincount(found.labels) if found.size else np.zeros(0, dtype="int64")
    pieces = {}
    for member, (is_first, below) in sorted(hanging.items()):
        rest = int(sizes[found.labels[member]]) - 1 - sum(below)
        parts = below if is_first else [*below, rest]
        if len(parts) > 1:
            pieces[member] = sorted(parts, reverse=True)
    return pieces


def _hanging(found: Web) -> dict[int, tuple[bool, list[int]]]:
    """{member: whether its island was walked from it, members of each piece that hangs on nothing but this member}.

    Depth first with low points (Hopcroft and Tarjan 1973), in flat lists: networkx says the same and takes six times as long.
    """
    ends, others = np.concatenate([found.ones, found.others]), np.concatenate([found.others, found.ones])
    tied = others[np.argsort(ends, kind="stable")].tolist()
    begins = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=found.size))]).tolist()
    met, low, size = [0] * found.size, [0] * found.size, [1] * found.size
    before, next_of, met_so_far = [-1] * found.size, begins[:], 0
    hanging: dict[int, tuple[bool, list[int]]] = {}
    for first in np.unique(ends).tolist():
        if met[first]:
            continue
        met_so_far += 1
        met[first] = low[first] = met_so_far
        here = first
        while True:
            if next_of[here] < begins[here + 1]:
                there = tied[next_of[here]]
                next_of[here] += 1
                if not met[there]:
                    met_so_far += 1
                    met[there] = low[there] = met_so_far
                    before[there], here = here, there
                elif there != before[here]:
                    low[here] = min(low[here], met[there])
                continue
            above = before[here]
            if above < 0:
                break
            size[above] += size[here]
            if low[here] >= met[above]:
                hanging.setdefault(above, (above == first, []))[1].append(size[here])
            low[above] = min(low[above], low[here])
            here = above
    return hanging


def fragmentation_without(found: Web, pieces: dict[int, list[int]]) -> NDArray[np.float64]:
    """Fragmentation of the others without each member (fragmentation centrality, Borgatti 2006), in the order of `found.ids`.

    Args:
        found: members and ties.
        pieces: `pieces_without` of it.

    Returns:
        1 - sum of s (s - 1) / ((n - 1)(n - 2)) over the components that are left; not a number: fewer than three members.
    """
    n = found.size
    if n < 3:
        return np.full(n, np.nan)
    sizes = np.bincount(found.labels)
    own = sizes[found.labels]
    joined = np.sum(sizes * (sizes - 1)) - 2 * (own - 1)  # who is no bridge takes only its own pairs along
    for member, parts in pieces.items():
        rest = own[member] - 1
        joined[member] += sum(part * (part - 1) for part in parts) - rest * (rest - 1)
    return np.asarray(1 - joined / ((n - 1) * (n - 2)), dtype="float64")


def parts_without(found: Web, member: int) -> list[Ints]:
    """The pieces of one member's island without it, as places in `found.ids`, the largest first; of one without ties none."""
    own = np.flatnonzero(found.labels == found.labels[member])
    rest = own[own != member]
    if not len(rest):
        return []
    labels = found.among(rest).labels
    parts = [rest[labels == label] for label in np.unique(labels)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))
