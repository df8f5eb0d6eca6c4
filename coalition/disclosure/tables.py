"""What somebody who compares published tables has to solve: unknown cases, and one equation per figure shown.

A column is a kind of case: its values, and with several publications also since which of them it is there and what its
status was in each: cases stay, so what is there once is there in every later publication. Values that no figure names are
told apart by nothing, so they are one value ("the rest").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse

from coalition.disclosure.lattice import Flags, Ints, Query, is_inside

MOST_COLUMNS = 60_000
"""More kinds of cases are not looked at; fewer can only make more look unsafe than is, never less."""

Key = tuple[int, Query]
"""A figure: the number of its publication, and what was asked."""


@dataclass(frozen=True)
class Tables:
    """The columns.

    Attributes:
        names: the dimensions; the last may change between publications.
        fine: of each dimension the values told apart, then one "" for the rest where there is one.
        merged: of each dimension how many values the rest stands for.
        codes: columns x dimensions, but the last: places in `fine`.
        states: columns x publications: place of the status in `fine[-1]`; -1: not there yet.
    """

    names: tuple[str, ...]
    fine: tuple[tuple[str, ...], ...]
    merged: tuple[int, ...]
    codes: Ints
    states: Ints

    @classmethod
    def over(
        cls,
        names: Sequence[str],
        values: Sequence[Sequence[str]],
        shown: Iterable[Query],
        publications: int,
        stored: Ints | None = None,
    ) -> "Tables":
        """The columns needed to tell apart what any of these figures tells apart.

        Args:
            names, values: the dimensions and all their values.
            shown: what was asked for, in any publication.
            publications: how many are compared.
            stored: finest cells that hold a case, as places in `values`; taken first where there are too many columns.
        """
        named = [{value for query in shown for name, value in query if name == one} for one in names]
        fine, merged = [], []
        for own, told in zip(values, named, strict=True):
            kept = [value for value in own if any(is_inside(value, of) for of in told)]
            merged.append(len(own) - len(kept))
            fine.append((*kept, *([""] if len(kept) < len(own) else [])))
        states = _histories(len(fine[-1]), publications)
        cells = _cells([len(one) for one in fine[:-1]], MOST_COLUMNS // len(states), _places(values, fine, stored))
        return cls(
            tuple(names), tuple(fine), tuple(merged), np.repeat(cells, len(states), axis=0), np.tile(states, (len(cells), 1))
        )

    def rows(self, keys: Sequence[Key]) -> Any:
        """A sparse matrix, figures x columns: 1 where a case of the column is counted in the figure."""
        if not keys:
            return sparse.csr_matrix((0, len(self.codes)))
        masks = [np.flatnonzero(self._mask(key)) for key in keys]
        starts = np.cumsum([0, *map(len, masks)])
        cells = np.concatenate(masks)
        return sparse.csr_matrix((np.ones(len(cells)), cells, starts), shape=(len(keys), len(self.codes)))

    def merged_key(self, query: Query) -> Query:
        """The same question with the rest instead of values that nothing tells apart."""
        return tuple((name, value if self._matches(d, value).any() else "") for d, name, value in self._numbered(query))

    def is_of_many(self, query: Query) -> bool:
        """Whether a question names the rest, and the rest stands for several values: then any one of them may be empty."""
        return any(value == "" and self.merged[d] > 1 for d, _, value in self._numbered(query))

    def _numbered(self, query: Query) -> list[tuple[int, str, str]]:
        return [(self.names.index(name), name, value) for name, value in query]

    def _matches(self, d: int, value: str) -> Flags:
        return _matching(self.fine[d], value)

    def _mask(self, key: Key) -> Flags:
        state = self.states[:, key[0]]
        mask = state >= 0
        for d, _, value in self._numbered(key[1]):
            mask &= self._matches(d, value)[self.codes[:, d] if d < len(self.names) - 1 else np.maximum(state, 0)]
        return mask


@lru_cache(maxsize=4096)
def _matching(fine: tuple[str, ...], value: str) -> Flags:
    """Which of the values told apart lie inside a value of a table; the rest inside the rest only."""
    return np.array([own == value or (own != "" and value != "" and is_inside(own, value)) for own in fine])


def _histories(states: int, publications: int) -> Ints:
    """Since which publication a case can be there, and with which status in each."""
    found = []
    for first in range(publications):
        found += [(-1,) * first + path for path in product(range(states), repeat=publications - first)]
    return np.array(found, dtype=np.int64)


def _places(values: Sequence[Sequence[str]], fine: Sequence[Sequence[str]], stored: Ints | None) -> Ints:
    """Stored cells as places in the values told apart, without the status."""
    if stored is None:
        return np.zeros((0, len(fine) - 1), dtype=np.int64)
    moved: list[Mapping[str, int]] = [{value: n for n, value in enumerate(one)} for one in fine]
    columns = [
        np.array([moved[d].get(value, len(fine[d]) - 1) for value in values[d]], dtype=np.int64)[stored[:, d]]
        for d in range(len(fine) - 1)
    ]
    return np.unique(np.stack(columns, axis=1), axis=0)


def _cells(lengths: Sequence[int], most: int, first: Ints) -> Ints:
    """Every combination of values; where these are too many, the first ones and a sample of all."""
    count = int(np.prod(lengths))
    if count <= most:
        return np.stack(np.unravel_index(np.arange(count), lengths), axis=1).astype(np.int64)
    drawn = np.random.default_rng(0).choice(count, max(most - len(first), most // 4), replace=False)
    sample = np.stack(np.unravel_index(drawn, lengths), axis=1).astype(np.int64)
    return np.unique(np.concatenate([first, sample]), axis=0)
