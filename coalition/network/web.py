"""Members and their ties as plain arrays, and the islands they form."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Web:
    """Members, and which two of them are tied.

    Attributes:
        ids: the members, each once, in rising order.
        ones, others: places in `ids` of the two members of each tie, in the order of `ones`, then of `others`; no tie twice,
            none of a member with itself.
    """

    ids: Ints
    ones: Ints
    others: Ints

    @property
    def size(self) -> int:
        """How many members."""
        return len(self.ids)

    @cached_property
    def degrees(self) -> Ints:
        """With how many members each member is tied, in the order of `ids`."""
        return np.bincount(self.ones, minlength=self.size) + np.bincount(self.others, minlength=self.size)

    @cached_property
    def matrix(self) -> Any:
        """The ties as a sparse matrix, each once; to be read both ways."""
        before = np.concatenate([[0], np.cumsum(np.bincount(self.ones, minlength=self.size))])
        return csr_array((np.ones(len(self.ones)), self.others, before), shape=(self.size, self.size))

    @cached_property
    def labels(self) -> Ints:
        """A number of the island of each member, in the order of `ids`; those tied with nobody have one each."""
        return np.asarray(connected_components(self.matrix, directed=False)[1], dtype="int64")

    def among(self, places: Ints) -> "Web":
        """Only these members (places in `ids`, rising), and the ties among them."""
        new = np.full(self.size, -1)
        new[places] = np.arange(len(places))
        ones, others = new[self.ones], new[self.others]
        stay = (ones >= 0) & (others >= 0)
        return Web(self.ids[places], ones[stay], others[stay])


def web(member_ids: Collection[int] | Ints, ones: Sequence[int] | Ints, others: Sequence[int] | Ints) -> Web:
    """Members and the ties among them; ties with anybody else, or of a member with itself, are left out.

    Args:
        member_ids: the members.
        ones, others: the two ends of each tie, in any order, as often as they are told.
    """
    ids = np.unique(np.asarray(member_ids if isinstance(member_ids, np.ndarray) else list(member_ids), dtype="int64"))
    one, other = _places(ids, ones), _places(ids, others)
    stay = (one >= 0) & (other >= 0) & (one != other)
    if not stay.all():
        one, other = one[stay], other[stay]
    low, high = np.minimum(one, other), np.maximum(one, other)
    size = max(len(ids), 1)
    codes = low * size + high
    if (codes[1:] > codes[:-1]).all():
        return Web(ids, low, high)
    codes = np.unique(codes)
    return Web(ids, codes // size, codes % size)


_MANY = 10_000_000


def _places(ids: Ints, wanted: Sequence[int] | Ints) -> Ints:
    """Where each wanted id stands in `ids`; -1: it is none of them."""
    asked = np.asarray(wanted)
    if not len(ids) or not len(asked):
        return np.full(len(asked), -1)
    if min(ids[0], asked.min()) >= 0 and max(ids[-1], asked.max()) < _MANY:  # looked up: ten times as fast as searched for
        table = np.full(max(ids[-1], asked.max()) + 1, -1)
        table[ids] = np.arange(len(ids))
        return np.asarray(table[asked])
    place = np.minimum(np.searchsorted(ids, asked), len(ids) - 1)
    return np.where(ids[place] == asked, place, -1)


def islands(found: Web) -> list[Ints]:
    """The islands of two members and more, as places in `ids`: the largest first, of equals the one with the smallest id."""
    order = np.argsort(found.labels, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(found.labels[order])) + 1) if found.size else []
    return sorted((part for part in parts if len(part) > 1), key=lambda part: (-len(part), part[0]))


def sparse(found: Web, forests: int) -> Web:
    """At most `forests` x (members - 1) ties that fall apart as all of them do when fewer than `forests` members are taken out.

    One breadth-first forest after the other, each of the ties that those before it left (Cheriyan, Kao and Thurimella 1993).
    """
    kept = [np.zeros(0, dtype="int64")]
    left = found
    for _ in range(forests):
        if not len(left.ones):
            break
        codes = left.ones * left.size + left.others
        forest = np.zeros(len(codes), dtype="bool")
        forest[np.searchsorted(codes, _forest(left))] = True
        kept.append(codes[forest])
        left = Web(left.ids, left.ones[~forest], left.others[~forest])
    codes = np.sort(np.concatenate(kept))
    return Web(found.ids, codes // max(found.size, 1), codes % max(found.size, 1))


def _forest(found: Web) -> Ints:
    """The ties of a breadth-first tree of each island, as codes: read from one more place that is tied with one of each."""
    _, first = np.unique(found.labels, return_index=True)
    size, ties = found.size, [np.append(found.ones, np.full(len(first), found.size)), np.append(found.others, first)]
    joined = Web(np.arange(size + 1), *ties)
    order, before = breadth_first_order(joined.matrix, size, directed=False)
    own = order[before[order] != size][1:].astype("int64")
    above = before[own].astype("int64")
    return np.asarray(np.minimum(own, above) * size + np.maximum(own, above))
