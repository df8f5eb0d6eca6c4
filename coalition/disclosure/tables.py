"""What somebody who compares published tables has to solve: unknown cases, and what every figure shown says of their number.

A *kind* is a case without its status: cases stay, so what is there once is there in every later publication. A *slot* is a
kind with a status; at every publication a case that is there stands in one slot of its kind, whichever. Values that no
figure names are told apart by nothing, so they are one value ("the rest").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy import sparse

from coalition.disclosure.lattice import Flags, Ints, Query, is_inside

MOST_KINDS = 30_000
"""More kinds of cases are not looked at; fewer can only make more look unsafe than is, never less."""

Key = tuple[int, Query]
"""A count: the number of its publication, and what is asked."""


@dataclass(frozen=True)
class Tables:
    """The kinds of cases.

    Attributes:
        names: the dimensions; the last is the status, which may change between publications.
        fine: of each dimension the values told apart, then one "" for the rest where there is one.
        merged: of each dimension how many values the rest stands for.
        codes: kinds x dimensions, but the last: places in `fine`.
    """

    names: tuple[str, ...]
    fine: tuple[tuple[str, ...], ...]
    merged: tuple[int, ...]
    codes: Ints

    @classmethod
    def over(
        cls, names: Sequence[str], values: Sequence[Sequence[str]], shown: Iterable[Query], stored: Ints | None = None
    ) -> "Tables":
        """The kinds needed to tell apart what any of these figures tells apart.

        Args:
            names, values: the dimensions and all their values.
            shown: what was asked for, in any publication.
            stored: finest cells that hold a case, as places in `values`; taken first where there are too many kinds.
        """
        named = [{value for query in shown for name, value in query if name == one} for one in names]
        fine, merged = [], []
        for own, told in zip(values, named, strict=True):
            kept = [value for value in own if any(is_inside(value, of) for of in told)]
            merged.append(len(own) - len(kept))
            fine.append((*kept, *([""] if len(kept) < len(own) else [])))
        codes = _cells([len(one) for one in fine[:-1]], MOST_KINDS, _places(values, fine, stored))
        return cls(tuple(names), tuple(fine), tuple(merged), codes)

    @property
    def states(self) -> int:
        """How many statuses are told apart."""
        return len(self.fine[-1])

    def masks(self, queries: Sequence[Query]) -> Any:
        """A sparse matrix, queries x slots: 1 where a case of the slot is counted. A slot is kind * states + status."""
        if not queries:
            return sparse.csr_matrix((0, len(self.codes) * self.states))
        found = [np.flatnonzero(self._mask(query)) for query in queries]
        starts, slots = np.cumsum([0, *map(len, found)]), np.concatenate(found)
        return sparse.csr_matrix((np.ones(len(slots)), slots, starts), shape=(len(queries), len(self.codes) * self.states))

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

    def _mask(self, query: Query) -> Flags:
        kinds, status = np.ones(len(self.codes), dtype=bool), np.ones(self.states, dtype=bool)
        for d, _, value in self._numbered(query):
            if d < len(self.names) - 1:
                kinds &= self._matches(d, value)[self.codes[:, d]]
            else:
                status &= self._matches(d, value)
        mask: Flags = np.logical_and.outer(kinds, status).ravel()
        return mask


@lru_cache(maxsize=4096)
def _matching(fine: tuple[str, ...], value: str) -> Flags:
    """Which of the values told apart lie inside a value of a table; the rest inside the rest only."""
    return np.array([own == value or (own != "" and value != "" and is_inside(own, value)) for own in fine])


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


@dataclass
class Histories:
    """What became of a case, publication by publication: the columns of the programs, made as they are wanted.

    There are far too many to be listed: a case may come with any publication and have any status in each. Which of them
    would lower a result most is found kind by kind, because the status is free at every publication: the best from the
    last publication backwards.

    Attributes:
        slots: histories x publications: where the case stands in each; -1: not there yet.
    """

    publications: int
    states: int
    slots: Ints = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.slots = np.zeros((0, self.publications), dtype=np.int64)
        self._known: dict[bytes, int] = {}

    def best(self, gain: Any, most: int, least: float) -> Ints:
        """The numbers of up to so many histories of least gain below `least`, over publications x slots."""
        by_status = gain.reshape(self.publications, -1, self.states)
        status = by_status.argmin(axis=2)
        ahead = np.cumsum(by_status.min(axis=2)[::-1], axis=0)[::-1]  # from which publication x kind
        flat = ahead.ravel()
        chosen = np.argpartition(flat, most)[:most] if len(flat) > most else np.arange(len(flat))
        chosen = np.sort(chosen[flat[chosen] < least])
        first, kind = np.divmod(chosen, ahead.shape[1])
        slots = kind[:, None] * self.states + status[:, kind].T
        slots[np.arange(self.publications)[None, :] < first[:, None]] = -1
        return self._numbers(slots)

    def _numbers(self, slots: Ints) -> Ints:
        """Their numbers; those not met before are added."""
        numbers, new = [], []
        for row in slots:
            key = row.tobytes()
            if key not in self._known:
                self._known[key] = len(self._known)
                new.append(row)
            numbers.append(self._known[key])
        if new:
            self.slots = np.concatenate([self.slots, np.array(new, dtype=np.int64)])
        return np.array(numbers, dtype=np.int64)

    def gains(self, gain: Any) -> Any:
        """What each history adds to a goal over publications x slots."""
        found = np.zeros(len(self.slots))
        for number in range(self.publications):
            there = self.slots[:, number] >= 0
            found[there] += gain[number][self.slots[there, number]]
        return found


class Counts:
    """Counts by publication and question, as sums over histories or over slots."""

    def __init__(self, tables: Tables, histories: Histories, keys: Sequence[Key]) -> None:
        self.histories = histories
        queries = list(dict.fromkeys(query for _, query in keys))
        place = {query: n for n, query in enumerate(queries)}
        self.at = np.array([number for number, _ in keys], dtype=np.int64)
        self.of = np.array([place[query] for _, query in keys], dtype=np.int64)
        masks = tables.masks(queries)
        self.width = masks.shape[1]
        self._by_query, self._by_slot = masks, masks.tocsc()
        self._columns = sparse.csc_matrix((len(keys), 0))

    def __len__(self) -> int:
        return len(self.at)

    def columns(self) -> Any:
        """A sparse matrix, counts x histories met so far."""
        slots = self.histories.slots[self._columns.shape[1] :]
        if len(slots):
            found = sparse.lil_matrix((0, 0))
            parts = []
            for number in range(self.histories.publications):
                own, there = np.flatnonzero(self.at == number), np.flatnonzero(slots[:, number] >= 0)
                inside = self._by_slot[:, slots[there, number]].tocsr()[self.of[own]].tocoo()
                parts.append((own[inside.row], there[inside.col]))
            rows, columns = (np.concatenate(part) for part in zip(*parts, strict=True))
            found = sparse.csc_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(self), len(slots)))
            self._columns = sparse.hstack([self._columns, found], format="csc")
        return self._columns

    def spread(self, weights: Any, only: Ints | None = None) -> Any:
        """Weights of some counts (None: of all), added up over publications x slots."""
        chosen = np.arange(len(self)) if only is None else only
        by_query = np.zeros((self._by_query.shape[0], self.histories.publications))
        np.add.at(by_query, (self.of[chosen], self.at[chosen]), weights)
        return (self._by_query.T @ by_query).T

    def of_cases(self, cases: Any, only: Ints) -> Any:
        """Some of the counts, where so many cases stand in each publication and slot."""
        return (self._by_query @ cases.T)[self.of[only], self.at[only]]
