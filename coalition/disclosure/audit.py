"""What can be worked out from a set of figures: linear programming over everything that is shown at once.

A figure of 22 in steps of 11 says that 22 to 32 cases are counted in it. A count that is not shown is safe while, for all
that is shown, it could still be 0 and could still be base - 1 or more. Both are asked as linear programs (HiGHS, through
scipy); few columns take part at a time, and others join while they would lower the result.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

from coalition.disclosure.lattice import Flags, Ints

Numbers = npt.NDArray[np.float64]

CLOSE = 1e-6
"""Cases; what lies nearer than this is equal."""

JOIN, ROUNDS = 200, 60
"""Columns that join at a time, and how often at most; what is not shown to be safe by then counts as unsafe."""

TOGETHER = 16
"""Counts for which one program looks at once for cases that fill them."""


@dataclass
class System:
    """Figures and the columns they count.

    Attributes:
        rows: figures x columns, sparse.
        low, high: what a figure says about its count [cases]; high may be infinite.
        guarded: counts x columns, sparse: those that must stay unknown.
        wants_low: of these, whether it must be possible that there is nobody.
        most: they must be able to be at least this, base - 1 [cases].
        active: columns that take part so far; grows.
    """

    rows: Any
    low: Numbers
    high: Numbers
    guarded: Any
    wants_low: Flags
    most: int
    active: Flags = field(init=False)

    def __post_init__(self) -> None:
        self.rows, self.guarded = self.rows.tocsr(), self.guarded.tocsr()
        self.active = np.zeros(self.rows.shape[1], dtype=bool)

    def without(self, gone: Ints) -> "System":
        """The same with some figures no longer shown; the columns that take part stay."""
        keep = np.setdiff1d(np.arange(len(self.low)), gone)
        found = System(self.rows[keep], self.low[keep], self.high[keep], self.guarded, self.wants_low, self.most)
        found.active = self.active.copy()
        return found


@dataclass(frozen=True)
class Solved:
    """One linear program: the least value, the columns' values, each figure's part in it."""

    value: float
    columns: Numbers
    prices: Numbers


def solve(system: System, goal: Numbers, enough: float, *, join: int = JOIN) -> Solved | None:
    """The least value of a sum over the columns, or the first one at or below `enough`; None: as low as one likes.

    Raises:
        ValueError: no cases at all fit the figures.
    """
    count = len(system.low)
    transposed, before = system.rows.T.tocsr(), system.active.copy()
    for _ in range(ROUNDS):
        taking = np.flatnonzero(system.active)
        found = _program(system, goal[taking], taking)
        if found.status == 3:
            return None
        if found.status != 0:
            raise ValueError("no cases fit these figures")
        prices = found.eqlin.marginals
        gain = goal - transposed @ prices
        gain[taking] = 0
        joining = np.argsort(gain, kind="stable")[:join]
        joining = joining[gain[joining] < -CLOSE]
        if found.fun <= enough + CLOSE or not len(joining):
            break
        system.active[joining] = True
    values = np.zeros(len(goal))
    values[taking] = found.x[: len(taking)]
    system.active = before | (values > CLOSE)  # the others are found again when they are wanted
    return Solved(float(found.fun), values, np.abs(prices) if count else np.zeros(0))


def _program(system: System, goal: Numbers, taking: Ints) -> Any:
    """Solve it over some columns: their sum per figure is a variable of its own, within what the figure says."""
    count = len(system.low)
    sums = -sparse.identity(count, format="csr")
    bounds = np.column_stack(
        [np.concatenate([np.zeros(len(taking)), system.low]), np.concatenate([np.full(len(taking), np.inf), system.high])]
    )
    return linprog(
        np.concatenate([goal, np.zeros(count)]),
        A_eq=sparse.hstack([system.rows[:, taking], sums], format="csr"),
        b_eq=np.zeros(count),
        bounds=bounds,
        method="highs-ds",
    )


def can_be(system: System) -> bool:
    """Whether any cases fit the figures at all; columns needed for it join."""
    count, width = system.rows.shape
    lacking = sparse.identity(count, format="csr")
    wider = System(
        sparse.hstack([system.rows, lacking]), system.low, system.high, system.guarded, system.wants_low, system.most
    )
    wider.active = np.concatenate([system.active, np.ones(count, dtype=bool)])
    found = solve(wider, np.concatenate([np.zeros(width), np.ones(count)]), 0, join=10 * JOIN)
    system.active |= wider.active[:width]
    return found is not None and found.value <= CLOSE


def narrowed(system: System, *, first_only: bool = False) -> list[tuple[int, Numbers]]:
    """The guarded counts that are no longer free, each with the part that every figure has in it.

    Those that cannot be zero come first; only where there is none are those returned that cannot be base - 1.

    Args:
        system: figures and counts; its active columns must fit the figures (can_be).
        first_only: stop at the first one.
    """
    if not len(system.low) or not system.guarded.shape[0]:
        return []
    return _from_below(system, first_only) or _from_above(system, first_only)


def is_free(system: System, one: int) -> bool:
    """Whether one guarded count could still be 0, if it must be able to, and base - 1."""
    own = system.guarded[one].toarray().ravel()
    low = solve(system, own, 0) if system.wants_low[one] else None
    high = solve(system, -own, -system.most)
    return (low is None or low.value <= CLOSE) and (high is None or -high.value >= system.most - CLOSE)


def _from_below(system: System, first_only: bool) -> list[tuple[int, Numbers]]:
    """Guarded counts that cannot be zero. One solution shows many to be free, so most are never asked about alone."""
    found: list[tuple[int, Numbers]] = []
    groups = [np.flatnonzero(system.wants_low)]
    while groups and not (found and first_only):
        group = groups.pop()
        if not len(group):
            continue
        told = solve(system, np.asarray(system.guarded[group].sum(axis=0)).ravel(), 0)
        if told is None:
            continue
        groups = [one[system.guarded[one] @ told.columns > CLOSE] for one in groups]
        left = group[system.guarded[group] @ told.columns > CLOSE]
        if len(group) == 1 and len(left):
            found.append((int(left[0]), told.prices))
        elif len(left) < len(group) // 2:
            groups.append(left)
        else:
            groups += [left[::2], left[1::2]]
    return found


def _from_above(system: System, first_only: bool) -> list[tuple[int, Numbers]]:
    """Guarded counts that cannot be base - 1. Where all figures of a column have room, the column alone can hold so many."""
    low = solve(system, np.asarray(system.rows.sum(axis=0)).ravel(), -np.inf)
    left = np.arange(system.guarded.shape[0])
    if low is not None:
        left = left[~_has_room(system, low.columns, left)]
    found: list[tuple[int, Numbers]] = []
    groups = [left[n : n + TOGETHER] for n in range(0, len(left), TOGETHER)]
    while groups and not (found and first_only):
        group = groups.pop()
        if len(group) > 1:
            told = _much_of_each(system, group)
        elif len(group):
            alone = solve(system, -system.guarded[group[0]].toarray().ravel(), -system.most)
            if alone is None:
                continue
            told = alone.columns
            if -alone.value < system.most - CLOSE:
                found.append((int(group[0]), alone.prices))
                continue
        else:
            continue
        groups = [one[~_has_room(system, told, one)] for one in groups]
        rest = group[~_has_room(system, told, group)]
        if len(group) > 1:
            groups += [rest] if len(rest) < len(group) // 2 else [rest[::2], rest[1::2]]
    return found


def _much_of_each(system: System, asked: Ints) -> Numbers:
    """Columns for which as many of these counts as possible come near base - 1 at once."""
    count, width = len(asked), system.rows.shape[1]
    told = sparse.identity(count, format="csr")
    rows = sparse.bmat([[system.rows, None], [system.guarded[asked], -told], [None, told]], format="csr")
    low = np.concatenate([system.low, np.zeros(2 * count)])
    high = np.concatenate([system.high, np.full(count, np.inf), np.full(count, float(system.most))])
    wider = System(rows, low, high, system.guarded, system.wants_low, system.most)
    wider.active = np.concatenate([system.active, np.ones(count, dtype=bool)])
    found = solve(wider, np.concatenate([np.zeros(width), -np.ones(count)]), -system.most * count)
    system.active |= wider.active[:width]
    return found.columns[:width] if found is not None else np.zeros(width)


def _has_room(system: System, columns: Numbers, asked: Ints) -> Flags:
    """Whether each count is, or could become by cases of one kind alone, base - 1, the others staying as they are."""
    room = system.high - system.rows @ columns
    short = room < system.most - CLOSE
    roomy = system.rows[short].sum(axis=0) == 0 if short.any() else np.ones((1, len(columns)), dtype=bool)
    guarded = system.guarded[asked]
    some = guarded @ np.asarray(roomy, dtype=float).ravel() > 0
    answer: Flags = some | (guarded @ columns >= system.most - CLOSE)
    return answer
