"""Somebody in the room who wrote down every figure, knows the rule of rounding, and has a solver.

Written apart from `coalition.disclosure`, from the promise alone: a figure f in steps of k says f to f + k - 1; what is not
shown says nothing; cases are never fewer than zero; from one publication to the next cases are added and their status may
change. Unknowns are all finest cells of all publications; nothing is merged, and every hidden count is asked about alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, lil_matrix, vstack

Filters = tuple[tuple[str, str], ...]
Cell = tuple[str, ...]


@dataclass
class Seen:
    """One publication as the room saw it: its figures and its steps."""

    figures: Mapping[Filters, int]
    step: int


@dataclass
class Loot:
    """What the attacker got: counts asked about, those known exactly now, those known to lie closer than 0 to k - 1."""

    asked: int = 0
    recovered: list[tuple[int, Filters]] = field(default_factory=list)
    narrowed: list[tuple[int, Filters]] = field(default_factory=list)
    wrong: int = 0


def questions(dims: Mapping[str, Sequence[str]]) -> list[Filters]:
    """Every combination of at most two filters."""
    found: list[Filters] = [()]
    for count in (1, 2):
        for names in combinations(dims, count):
            found += [tuple(zip(names, values, strict=True)) for values in product(*(dims[name] for name in names))]
    return found


def truth(cells: Mapping[Cell, int], dims: Mapping[str, Sequence[str]], asked: Filters) -> int:
    names = list(dims)
    return sum(n for cell, n in cells.items() if all(cell[names.index(name)] == value for name, value in asked))


class Attacker:
    """Compares everything it has seen."""

    def __init__(self, dims: Mapping[str, Sequence[str]], seen: Sequence[Seen]) -> None:
        self.dims, self.seen = dims, seen
        self.cells = list(product(*dims.values()))
        self.names = list(dims)
        self._masks: dict[Filters, np.ndarray] = {}
        rows, limits = [], []
        for number, one in enumerate(seen):
            for asked, figure in one.figures.items():
                row = self.row(number, asked)
                rows += [row, -row]
                limits += [figure + one.step - 1, -figure]
        for number in range(1, len(seen)):
            rows.append(self._grew(number))
            limits += [0] * rows[-1].shape[0]
        self.matrix = vstack(rows).tocsr() if rows else None
        self.limits = np.array(limits, dtype=float)

    def row(self, number: int, asked: Filters) -> csr_matrix:
        """Which unknowns one count adds up."""
        if asked not in self._masks:
            values = dict(asked)
            inside = [all(values.get(n, v) == v for n, v in zip(self.names, cell, strict=True)) for cell in self.cells]
            self._masks[asked] = np.flatnonzero(inside)
        own = self._masks[asked]
        places = (np.zeros(len(own), dtype=int), own + number * len(self.cells))
        return csr_matrix((np.ones(len(own)), places), shape=(1, len(self.cells) * len(self.seen)))

    def _grew(self, number: int) -> csr_matrix:
        """Before minus after is never above zero, whatever the status."""
        kinds = {cell[:-1]: n for n, cell in enumerate(self.cells[:: len(list(self.dims.values())[-1])])}
        grid = lil_matrix((len(kinds), len(self.cells) * len(self.seen)))
        for n, cell in enumerate(self.cells):
            grid[kinds[cell[:-1]], n + (number - 1) * len(self.cells)] = 1
            grid[kinds[cell[:-1]], n + number * len(self.cells)] = -1
        return grid.tocsr()

    def bounds(self, number: int, asked: Filters) -> tuple[float, float]:
        """The least and the greatest that a count can be."""
        goal = self.row(number, asked).toarray().ravel()
        found = []
        for sign in (1, -1):
            told = linprog(sign * goal, A_ub=self.matrix, b_ub=self.limits if len(self.limits) else None, method="highs")
            if told.status == 3:
                found.append(-np.inf)
                continue
            assert told.status == 0, told.message
            found.append(told.fun)
        return found[0], -found[1]

    def attack(self, truths: Sequence[Mapping[Cell, int]], *, k: int, most: int | None = None, seed: int = 0) -> Loot:
        """Ask about every count below k of every publication, or about `most` of them drawn at random."""
        small = [
            (number, asked, count)
            for number, cells in enumerate(truths)
            for asked in questions(self.dims)
            if (count := truth(cells, self.dims, asked)) < k
        ]
        if most is not None and len(small) > most:
            drawn = np.random.default_rng(seed).choice(len(small), most, replace=False)
            small = [small[n] for n in drawn]
        loot = Loot(asked=len(small))
        for number, asked, count in small:
            low, high = self.bounds(number, asked)
            loot.wrong += not low - 1e-6 <= count <= high + 1e-6
            if high - low < 1 - 1e-6:
                loot.recovered.append((number, asked))
            if low > 1e-6 or high < k - 1 - 1e-6:
                loot.narrowed.append((number, asked))
        return loot
