"""What can be asked about cases in front of a room: the total and every table of at most two filters, over fixed lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
import numpy.typing as npt

BASE, LEAST_BASE = 11, 5
"""Counts are shown in steps of this many cases, and the least a coalition may choose. Source: IOM/CTDC, k = 11."""

QUARTERS = 8
"""So many quarters are told apart, whatever is stored; a case from before counts as earlier."""

DIMENSIONS = ("quarter", "area", "exploitation", "sex", "age_band", "status")
"""What a case is counted by. The last may change from one publication to the next; the others stay."""

Query = tuple[tuple[str, str], ...]
"""Filters: pairs of dimension and value, in the order of DIMENSIONS; () is the total."""

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def quarter_labels(through_on: date) -> list[str]:
    """The quarters told apart on a day, the oldest first; before them one label for all that is earlier ("<2024Q4")."""
    last = through_on.year * 4 + (through_on.month - 1) // 3
    names = [f"{n // 4}Q{n % 4 + 1}" for n in range(last - QUARTERS + 1, last + 1)]
    return [f"<{names[0]}", *names]


def is_inside(label: str, of: str) -> bool:
    """Whether a value lies inside a value of a table: it is the same, or an earlier quarter of "<quarter"."""
    return label == of or (of.startswith("<") and label.lstrip("<") <= of[1:] and label != of[1:])


@dataclass(frozen=True)
class Lattice:
    """Cases counted by their finest cells.

    Attributes:
        names: the dimensions.
        values: of each dimension its fixed list of values, whatever is stored.
        codes: one row per cell that holds a case: for each dimension the place of its value in `values`.
        counts: cases in each of these cells [cases].
    """

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    codes: Ints
    counts: Ints

    @classmethod
    def of(cls, dimensions: Mapping[str, Sequence[str]], cells: Mapping[tuple[str, ...], int]) -> "Lattice":
        """From counts by finest cell; a cell is its values in the order of the dimensions.

        Raises:
            KeyError: a value that is not in the list of its dimension.
        """
        places = [{value: n for n, value in enumerate(values)} for values in dimensions.values()]
        codes = [[places[d][value] for d, value in enumerate(cell)] for cell in cells]
        return cls(
            tuple(dimensions),
            tuple(tuple(values) for values in dimensions.values()),
            np.array(codes, dtype=np.int64).reshape(len(codes), len(places)),
            np.array(list(cells.values()), dtype=np.int64),
        )

    @property
    def size(self) -> int:
        """How many counts can be asked for, shown or not."""
        lengths = [len(values) for values in self.values]
        return 1 + sum(lengths) + sum(a * b for a, b in combinations(lengths, 2))

    def totals(self) -> dict[Query, int]:
        """Every count of the lattice that is not zero [cases]."""
        found: dict[Query, int] = {(): int(self.counts.sum())} if self.counts.sum() else {}
        for d, name in enumerate(self.names):
            sums = np.bincount(self.codes[:, d], self.counts, len(self.values[d])).astype(np.int64)
            found |= {((name, self.values[d][i]),): int(sums[i]) for i in np.flatnonzero(sums)}
        for d, e in combinations(range(len(self.names)), 2):
            width = len(self.values[e])
            both = self.codes[:, d] * width + self.codes[:, e]
            sums = np.bincount(both, self.counts, len(self.values[d]) * width).astype(np.int64)
            for i in np.flatnonzero(sums):
                key = ((self.names[d], self.values[d][i // width]), (self.names[e], self.values[e][i % width]))
                found[key] = int(sums[i])
        return found
