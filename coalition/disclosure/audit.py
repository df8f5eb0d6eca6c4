"""What can be worked out from a set of figures: linear programming over everything that was ever shown at once.

A figure of 22 in steps of 11 says that 22 to 32 cases are counted in it. A count that is not shown is safe while, for all
that is shown, it could still be 0 and could still be base - 1 or more. Both are asked as linear programs (HiGHS, through
scipy); few histories of cases take part at a time, and others join while they would lower the result.
"""

from dataclasses import dataclass, field
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog

from coalition.disclosure.lattice import Flags, Ints
from coalition.disclosure.tables import Counts

Numbers = npt.NDArray[np.float64]

CLOSE = 1e-6
"""Cases; what lies nearer than this is equal."""

JOIN, ROUNDS = 200, 100
"""Histories that join at a time, and how often at most; what is not shown to be safe by then counts as unsafe."""

TOGETHER = 32
"""Counts for which one program looks at once for cases that fill them."""


class TookTooLong(Exception):
    """The seconds of processor time that a search may take have passed, and what it looked at is not known to be safe."""


_NOBODY: Ints = np.zeros(0, dtype=np.int64)


class Witnesses:
    """Every set of cases that a program found, by what it says of all figures and of all guarded counts.

    Once one of them fits the figures and leaves a count free, that count need not be asked about again, whichever other
    figures are withheld or given back.
    """

    def __init__(self) -> None:
        self._figures: list[Numbers] = []
        self._counts: list[Numbers] = []
        self._room: list[Flags] = []
        self._shown: list[Flags] = []

    def add(self, system: "System", values: Numbers, room: Flags | None = None) -> None:
        """Remember cases by history; `room`: the counts that cases of one history alone could raise to the most."""
        figures = system.rows.columns() @ values
        shown = np.zeros(len(figures), dtype=bool)
        shown[system.kept] = True
        if _are_within(system, figures)[shown].all():
            self._figures.append(figures)
            self._counts.append(system.guarded.columns() @ values)
            self._room.append(np.zeros(len(system.guarded), dtype=bool) if room is None else room)
            self._shown.append(shown)

    def free(self, system: "System") -> tuple[Flags, Flags]:
        """Which of all guarded counts are known to be free: to be 0, to be the most."""
        low, high = np.zeros((2, len(system.guarded)), dtype=bool)
        for figures, counts, room, shown in zip(self._figures, self._counts, self._room, self._shown, strict=True):
            if not _are_within(system, figures)[system.kept].all():
                continue
            low |= counts <= CLOSE
            high |= counts >= system.most - CLOSE
            others = system.kept[~shown[system.kept]]  # shown again since: there must be room in each of them
            if (figures[others] + system.most <= system.high[others] + CLOSE).all():
                high |= room
        return low, high


def _are_within(system: "System", figures: Numbers) -> Flags:
    inside: Flags = (figures >= system.low - CLOSE) & (figures <= system.high + CLOSE)
    return inside


@dataclass
class System:
    """Figures and the counts they could give away.

    Attributes:
        rows: the figures.
        low, high: what a figure says about its count [cases]; both may be infinite.
        guarded: the counts that must stay unknown.
        wants_low: of these, whether it must be possible that there is nobody.
        most: base - 1 [cases].
        kept: which of the figures are shown; the others are as if they had never been there.
        asked: which of the guarded counts are asked about.
        active: numbers of the histories that take part so far.
        witnesses: the cases found so far, whatever was shown then.
        until: the processor time of this process at which to give up [s].
    """

    rows: Counts
    low: Numbers
    high: Numbers
    guarded: Counts
    wants_low: Flags
    most: int
    kept: Ints
    asked: Ints
    active: Ints = field(default_factory=_NOBODY.copy)
    witnesses: Witnesses = field(default_factory=Witnesses)
    until: float = np.inf

    @classmethod
    def of(cls, rows: Counts, bounds: Numbers, guarded: Counts, wants_low: Flags, most: int) -> "System":
        """With all figures shown and all counts asked about; bounds: figures x 2."""
        told = (rows, bounds[:, 0], bounds[:, 1], guarded, wants_low, most)
        return cls(*told, np.arange(len(rows)), np.arange(len(guarded)))

    def without(self, gone: Ints) -> "System":
        """The same with some figures no longer shown; the histories that take part stay."""
        kept = np.setdiff1d(self.kept, gone)
        told = (self.rows, self.low, self.high, self.guarded, self.wants_low, self.most)
        return System(*told, kept, self.asked, self.active, self.witnesses, self.until)

    def goal(self, counts: Ints) -> Any:
        """The sum of guarded counts, over publications x slots."""
        return self.guarded.spread(np.ones(len(counts)), counts)

    def values(self, found: "Solved", counts: Ints) -> Any:
        """Guarded counts in a solution [cases]."""
        return (self.guarded.columns() @ found.cases)[counts]


@dataclass(frozen=True)
class Solved:
    """One linear program: the least value, the cases by history, each shown figure's part in it."""

    value: float
    cases: Numbers
    prices: Numbers


@dataclass(frozen=True)
class Extra:
    """What a program has besides the figures and the cases.

    Attributes:
        counts: guarded counts that are rows of their own; they may be anything.
        columns: shown figures and these counts x variables of its own.
        costs: of the variables.
        most: how great each may be.
    """

    counts: Ints
    columns: Any
    costs: Numbers
    most: float = np.inf


def solve(system: System, goal: Any, enough: float, *, join: int = JOIN, extra: Extra | None = None) -> Solved | None:
    """The least value of a sum over cases, or the first one at or below `enough`; None: as low as one likes.

    Args:
        system: figures; its active histories (with what is extra) must fit them (can_be).
        goal: what a case adds, over publications x slots.
        enough: a value as low as that ends the search.
        join: histories that join at a time.
        extra: more rows and variables.

    Raises:
        ValueError: no cases at all fit the figures.
        TookTooLong: the time of the system has passed.
    """
    histories, before = system.rows.histories, system.active
    more = _NOBODY if extra is None else extra.counts
    for _ in range(ROUNDS):
        taking = system.active
        matrix = system.rows.columns()[:, taking].tocsr()[system.kept]
        if len(more):
            matrix = sparse.vstack([matrix, system.guarded.columns()[:, taking].tocsr()[more]])
        found = _program(system, matrix, histories.gains(goal)[taking], extra)
        if found.status == 3:
            return None
        if found.status != 0:
            raise ValueError("no cases fit these figures")
        prices, shown = found.eqlin.marginals, len(system.kept)
        gain = goal - system.rows.spread(prices[:shown], system.kept)
        if len(more):
            gain = gain - system.guarded.spread(prices[shown:], more)
        if found.fun <= enough + CLOSE:
            break
        joining = np.setdiff1d(histories.best(gain, join, -CLOSE), taking)
        if not len(joining):
            break
        system.active = np.concatenate([taking, joining])
    values = np.zeros(len(histories.slots))
    values[taking] = found.x[: len(taking)]
    system.active = np.union1d(before, taking[values[taking] > CLOSE])  # the others are found again when they are wanted
    system.witnesses.add(system, values)
    return Solved(float(found.fun), values, np.abs(prices[:shown]))


def _program(system: System, matrix: Any, goal: Numbers, extra: Extra | None) -> Any:
    """Solve it over some histories: their sum per figure is a variable of its own, within what the figure says."""
    left = system.until - process_time()
    if left <= 0:
        raise TookTooLong
    rows, free = matrix.shape[0], matrix.shape[0] - len(system.kept)
    low = np.concatenate([system.low[system.kept], np.zeros(free)])
    high = np.concatenate([system.high[system.kept], np.full(free, np.inf)])
    columns, costs, least, most = [matrix], [goal], [np.zeros(len(goal))], [np.full(len(goal), np.inf)]
    if extra is not None:
        columns.append(extra.columns)
        costs.append(extra.costs)
        least.append(np.zeros(len(extra.costs)))
        most.append(np.full(len(extra.costs), extra.most))
    found = linprog(
        np.concatenate([*costs, np.zeros(rows)]),
        A_eq=sparse.hstack([*columns, -sparse.identity(rows, format="csr")], format="csr"),
        b_eq=np.zeros(rows),
        bounds=np.column_stack([np.concatenate([*least, low]), np.concatenate([*most, high])]),
        method="highs-ds",
        options={"time_limit": left},
    )
    if found.status == 1:
        raise TookTooLong
    return found


def can_be(system: System) -> bool:
    """Whether any cases fit the figures at all; histories needed for it join."""
    count = len(system.kept)
    lacking = Extra(_NOBODY, sparse.identity(count, format="csr"), np.ones(count))
    nothing = np.zeros((system.rows.histories.publications, system.rows.width))
    found = solve(system, nothing, 0, join=10 * JOIN, extra=lacking)
    return found is not None and found.value <= CLOSE


def narrowed(system: System, *, first_only: bool = False) -> list[tuple[int, Numbers]]:
    """The guarded counts that are no longer free, each with the part that every shown figure has in it.

    Those that cannot be zero come first; only where there is none are those returned that cannot be base - 1.

    Args:
        system: figures and counts; its active histories must fit the figures (can_be).
        first_only: stop at the first one.
    """
    if not len(system.kept) or not len(system.asked):
        return []
    return _from_below(system, first_only) or _from_above(system, first_only)


def is_free(system: System, one: int) -> bool:
    """Whether one guarded count could still be 0, if it must be able to, and base - 1."""
    own = system.goal(np.array([one]))
    low = solve(system, own, 0) if system.wants_low[one] else None
    high = solve(system, -own, -system.most)
    return (low is None or low.value <= CLOSE) and (high is None or -high.value >= system.most - CLOSE)


def _from_below(system: System, first_only: bool) -> list[tuple[int, Numbers]]:
    """Guarded counts that cannot be zero. One solution shows many to be free, so most are never asked about alone."""
    found: list[tuple[int, Numbers]] = []
    groups = [system.asked[system.wants_low[system.asked]]]
    while groups and not (found and first_only):
        group = _left(groups.pop(), system.witnesses.free(system)[0])
        if not len(group):
            continue
        told = solve(system, system.goal(group), 0)
        if told is None:
            continue
        left = group[system.values(told, group) > CLOSE]
        if len(group) == 1 and len(left):
            found.append((int(left[0]), told.prices))
        elif len(left) < len(group) // 2:
            groups.append(left)
        else:
            groups += [left[::2], left[1::2]]
    return found


def _from_above(system: System, first_only: bool) -> list[tuple[int, Numbers]]:
    """Guarded counts that cannot be base - 1. Where all figures of a case have room, such cases alone can be so many."""
    left = _left(system.asked, system.witnesses.free(system)[1])
    if len(left):
        low = solve(system, system.rows.spread(np.ones(len(system.kept)), system.kept), -np.inf)
        if low is not None:
            left = _left(left, _has_room(system, low))
    found: list[tuple[int, Numbers]] = []
    left = left[np.argsort(-system.guarded.at[left], kind="stable")]  # the oldest are asked about first: cases stay
    groups = [left[n : n + TOGETHER] for n in range(0, len(left), TOGETHER)]
    while groups and not (found and first_only):
        group = _left(groups.pop(), system.witnesses.free(system)[1])
        if len(group) > 1:
            told = _much_of_each(system, group)
            if told is not None:
                rest = _left(group, _has_room(system, told))
                groups += [rest] if len(rest) < len(group) // 2 else [rest[::2], rest[1::2]]
        elif len(group):
            told = solve(system, -system.goal(group), -system.most)
            if told is not None and -told.value < system.most - CLOSE:
                found.append((int(group[0]), told.prices))
            elif told is not None:
                _has_room(system, told)
    return found


def _left(counts: Ints, free: Flags) -> Ints:
    """Those of some counts that are not known to be free."""
    return counts[~free[counts]]


def _much_of_each(system: System, asked: Ints) -> Solved | None:
    """Cases of which as many of these counts as possible come near base - 1 at once."""
    count, shown = len(asked), len(system.kept)
    told = sparse.vstack([sparse.csr_matrix((shown, count)), -sparse.identity(count, format="csr")], format="csr")
    nothing = np.zeros((system.rows.histories.publications, system.rows.width))
    return solve(system, nothing, -float(system.most * count), extra=Extra(asked, told, -np.ones(count), float(system.most)))


def _has_room(system: System, found: Solved) -> Flags:
    """Whether each guarded count is, or could become by cases of one history alone, base - 1, all others as they are."""
    rows, histories = system.rows, system.rows.histories
    short = system.high[system.kept] - (rows.columns() @ found.cases)[system.kept] < system.most - CLOSE
    roomy = rows.spread(short.astype(float), system.kept) == 0
    by_status = roomy.reshape(histories.publications, -1, histories.states)
    later = np.ones(by_status.shape[1], dtype=bool)  # whether such a case has room in all publications after
    some = np.zeros_like(by_status)
    for number in range(histories.publications - 1, -1, -1):
        some[number] = by_status[number] & later[:, None]
        later &= by_status[number].any(axis=1)
    every = np.arange(len(system.guarded))
    counted: Flags = system.guarded.of_cases(some.reshape(roomy.shape).astype(float), every) > 0
    system.witnesses.add(system, found.cases, counted)
    answer: Flags = counted | (system.values(found, every) >= system.most - CLOSE)
    return answer
