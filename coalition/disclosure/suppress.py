"""Which figures to withhold so that nothing small can be worked out from the rest, nor from what was published before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import process_time

import numpy as np

from coalition.disclosure.audit import Numbers, System, TookTooLong, can_be, is_free, narrowed
from coalition.disclosure.lattice import Lattice, Query
from coalition.disclosure.tables import Counts, Histories, Key, Tables

MOST_COMPARED = 1_000
"""Figures of earlier publications that are compared in full, the newest first; the ones before count by what they say at
least. A figure that stays the same over many publications counts as one, so this follows the cases and not the meetings."""

ADDED_BACK = 40
"""Figures of which it is tried whether they need not have been withheld."""

MOST_FIGURES = 320
"""More figures are not compared with one another: of very many cases whole tables with two filters are left out, the
largest first, so that a publication takes seconds."""


@dataclass(frozen=True)
class Earlier:
    """A publication that was shown before, withdrawn or not: who saw it remembers.

    Attributes:
        base: its steps.
        figures: what it showed; anything else was not shown.
    """

    base: int
    figures: Mapping[Query, int]


@dataclass(frozen=True)
class Outcome:
    """What may be shown.

    Attributes:
        figures: multiples of the base; what is not in it is not shown, small or withheld.
        withheld: figures of base or more that are not shown, so that no other can be worked out.
        is_compared: whether earlier publications were taken into account; False: there is none, or stored cases were
            taken out or changed since the last, so that nobody can conclude from one to the other.
        is_whole: whether every figure was looked at; False: it took too long, and only those are shown that say the same as
            in the last publication.
        has_status: False: of these none that asks for the status, because a count of it that was shown has become small;
            nor may anything else that tells of open cases be shown.
    """

    figures: dict[Query, int]
    withheld: int
    is_compared: bool
    is_whole: bool = True
    has_status: bool = True


def suppress(
    lattice: Lattice,
    *,
    base: int,
    earlier: Iterable[Earlier] = (),
    at_least: Mapping[Query, int] | None = None,
    is_again: bool = False,
    seconds: float = np.inf,
) -> Outcome:
    """Round down, then withhold until nothing small is narrowed.

    What takes too long beside earlier publications shows the figures that stayed the same (`_unchanged`): that needs no search.

    Args:
        lattice: the cases, counted.
        base: figures are multiples of this; a count below it is never shown.
        earlier: publications shown before, the oldest first.
        is_again: the same cases as last time: while all that was shown then still stands and gives nothing away, the same is
            shown, so that nothing moves of itself.
        at_least: what other published figures say of counts, e.g. people who wait in a province [cases].
        seconds: how much processor time it may take; then only what stayed the same is shown.

    Raises:
        ValueError: base is less than 2.
        TookTooLong: and there is no publication in the same steps before it, or stored cases were taken out or changed since.
    """
    if base < 2:
        raise ValueError("counts are shown in steps of 2 or more")
    totals = lattice.totals()
    figures = {query: count // base * base for query, count in totals.items() if count >= base}
    past, told = _different(earlier), _fewer(figures)
    if not figures:
        return Outcome({}, 0, False)
    last = dict(past[-1].figures) if past and past[-1].base == base else {}
    floors, until = dict(at_least or {}), process_time() + seconds
    try:
        if is_again and last and last.items() <= figures.items() and _Search(lattice, last, base, [], floors, until).is_safe():
            return Outcome(last, len(figures) - len(last), True)
        kept, is_compared = _searched(lattice, told, base, past, floors, until)
    except TookTooLong:
        steady = set(lattice.names[:-1])
        fell = [query for query in every_query(lattice) if query in last and query not in figures]
        if not last or any(_is_steady(query, steady) for query in fell):
            raise
        return _unchanged(last, figures, only=steady if fell else None)
    return Outcome(kept, len(figures) - len(kept), is_compared)


def _unchanged(last: dict[Query, int], figures: dict[Query, int], *, only: set[str] | None) -> Outcome:
    """What says the same as in the last publication.

    A count that is small now and was not shown then could be 0 or base - 1, and still can if nothing has happened since. One
    that was shown and is small now asks for the status. Then only what does not is shown (`only`: the other dimensions): it
    fits whatever status every case has now.
    """
    stood = {query: figure for query, figure in last.items() if figures.get(query) == figure}
    same = {query: figure for query, figure in stood.items() if only is None or _is_steady(query, only)}
    return Outcome(same, len(figures) - len(same), True, is_whole=False, has_status=only is None)


def _searched(
    lattice: Lattice, told: dict[Query, int], base: int, past: list[Earlier], floors: dict[Query, int], until: float
) -> tuple[dict[Query, int], bool]:
    """The figures that may be shown, and whether an earlier publication was compared."""
    while past:
        search = _Search(lattice, told, base, past, floors, until)
        if search.fits():
            return search.run(), True
        past = past[1:]  # stored cases were corrected: what came before cannot be of the same cases that only grew
    return _Search(lattice, told, base, [], floors, until).run(), False


def _different(earlier: Iterable[Earlier]) -> list[Earlier]:
    """Publications without those that the next one only repeats."""
    every = list(earlier)
    return [one for n, one in enumerate(every) if one not in every[n + 1 : n + 2]]


def _fewer(figures: dict[Query, int]) -> dict[Query, int]:
    """Figures without the largest tables, where there are too many."""
    tables: dict[tuple[str, ...], list[Query]] = {}
    for query in figures:
        tables.setdefault(tuple(name for name, _ in query), []).append(query)
    count = len(figures)
    for names in sorted((names for names in tables if len(names) == 2), key=lambda names: (-len(tables[names]), names)):
        if count <= MOST_FIGURES:
            break
        count -= len(tables.pop(names))
    return {query: figures[query] for own in tables.values() for query in own}


@dataclass
class _Said:
    """What one figure says of a count, in one publication or in several one after the other that say the same.

    A count of cases whatever their status only grows: there is at least so many of them since the first of these publications,
    and at most so many until the last one.
    """

    query: Query
    low: int
    step: int
    first: int
    last: int

    def bounds(self, steady: set[str]) -> list[tuple[Key, float, float]]:
        """(count, least, most), one row or two."""
        high = float(self.low + self.step - 1)
        if self.first == self.last or not _is_steady(self.query, steady):
            return [((number, self.query), float(self.low), high) for number in range(self.first, self.last + 1)]
        return [((self.first, self.query), float(self.low), np.inf), ((self.last, self.query), 0.0, high)]


def _said(past: list[Earlier], steady: set[str]) -> list[_Said]:
    """The figures of several publications, each run of the same figure once."""
    found: list[_Said] = []
    running: dict[Query, _Said] = {}
    for number, one in enumerate(past):
        for query, low in one.figures.items():
            known = running.get(query)
            if known and (known.low, known.step, known.last) == (low, one.base, number - 1) and _is_steady(query, steady):
                known.last = number
            else:
                running[query] = _Said(query, low, one.base, number, number)
                found.append(running[query])
    return found


def _is_steady(query: Query, steady: set[str]) -> bool:
    """Whether a count only grows: it does not ask for the status."""
    return {name for name, _ in query} <= steady


class _Search:
    """One search for figures to withhold."""

    def __init__(
        self,
        lattice: Lattice,
        figures: dict[Query, int],
        base: int,
        past: list[Earlier],
        floors: dict[Query, int],
        until: float,
    ) -> None:
        self.lattice, self.figures, self.base = lattice, figures, base
        steady = set(lattice.names[:-1])
        near = _newest(past, steady)
        self.now = len(near)
        fixed = [row for said in _said(near, steady) for row in said.bounds(steady)]
        fixed += [((self.now, query), float(low), np.inf) for query, low in floors.items()]
        older = _greatest(past[: len(past) - len(near)], steady)
        fixed += [((0, query), float(low), np.inf) for query, low in older.items() if low > near[0].figures.get(query, 0)]
        self.own = sorted(figures, key=lambda query: (len(query), -figures[query], query))
        known = {query for (_, query), _, _ in fixed} | set(figures)
        self.tables = Tables.over(lattice.names, _all_values(lattice, known), known, lattice.codes)
        histories = Histories(self.now + 1, self.tables.states)
        keys: list[Key] = [(self.now, query) for query in self.own] + [key for key, _, _ in fixed]
        said = [*((float(figures[query]), float(figures[query] + base - 1)) for query in self.own), *(row[1:] for row in fixed)]
        guarded = self._guarded(near)
        counts = [Counts(self.tables, histories, asked) for asked in (keys, list(guarded))]
        self.system = System.of(counts[0], np.array(said), counts[1], np.array(list(guarded.values()), dtype=bool), base - 1)
        self.system.until = until

    def _guarded(self, near: list[Earlier]) -> dict[Key, bool]:
        """The counts that must stay unknown: what is small now, and what a publication compared did not show.

        With each whether it must be able to be 0. A count that is not shown and large enough may be let go (`fits`) where a
        small one must not, so each is asked about in each publication, although 0 later is 0 before.
        """
        totals = self.lattice.totals()
        found: dict[Key, bool] = {}
        for query in every_query(self.lattice):
            merged = self.tables.merged_key(query)
            low = not self.tables.is_of_many(merged)
            numbers = [number for number, one in enumerate(near) if query and query not in one.figures]
            if totals.get(query, 0) < self.base:
                numbers.append(self.now)
            found |= {(number, merged): low for number in numbers}
        return found

    def fits(self) -> bool:
        """Whether the publications can be of one set of cases that only grew. Counts already narrowed before are let go."""
        if not can_be(self.system):
            return False
        before = self.system.without(np.arange(len(self.own)))
        known = [n for n, _ in narrowed(before) if int(self.system.guarded.at[n]) < self.now]
        self.system.asked = np.setdiff1d(self.system.asked, np.array(known, dtype=np.int64))
        return True

    def is_safe(self) -> bool:
        """Whether nothing is narrowed though everything is shown."""
        return can_be(self.system) and not narrowed(self.system, first_only=True)

    def run(self) -> dict[Query, int]:
        """Withhold until nothing is narrowed, then give back what need not be withheld."""
        if not can_be(self.system):  # it was not found how: then it is not known what the figures give away
            return {}
        gone: dict[int, int] = {}  # figure: the count it would narrow
        while True:
            current = self.system.without(np.array(list(gone), dtype=np.int64))
            left = [n for n in range(len(self.own)) if n not in gone]
            unsafe = narrowed(current)
            self.system.active = current.active
            if not unsafe:
                break
            taken = self._to_withhold(unsafe, left)
            if not taken:  # by what was shown before; the others are looked at all the same
                self.system.asked = np.setdiff1d(self.system.asked, [count for count, _ in unsafe])
            gone |= taken
        for one in sorted(gone, key=lambda n: (len(self.own[n]), -self.figures[self.own[n]]))[:ADDED_BACK]:
            tried = self.system.without(np.array([n for n in gone if n != one], dtype=np.int64))
            if is_free(tried, gone[one]) and not narrowed(tried, first_only=True):
                del gone[one]
            self.system.active = np.union1d(self.system.active, tried.active)
        return {query: self.figures[query] for n, query in enumerate(self.own) if n not in gone}

    def _to_withhold(self, unsafe: list[tuple[int, Numbers]], left: list[int]) -> dict[int, int]:
        """Of each narrowed count the figure that has most part in all of them, unless one of its figures goes already."""
        weights = np.array([(0.01, 0.3, 1.0)[len(self.own[n])] for n in left])
        parts = [prices[: len(left)] * weights for _, prices in unsafe]
        blame = np.sum([part > 1e-9 for part in parts], axis=0) * np.sum(parts, axis=0)
        taken: dict[int, int] = {}
        for (count, _), part in zip(unsafe, parts, strict=True):
            having = np.flatnonzero(part > 1e-9)
            if len(having) and not taken.keys() & set(having.tolist()):
                taken[int(having[np.argmax(blame[having])])] = count
        return {left[n]: count for n, count in sorted(taken.items())}


def every_query(lattice: Lattice) -> list[Query]:
    """All questions of a lattice: the total, one filter, two filters."""
    found: list[Query] = [()]
    singles = [[((name, value),) for value in values] for name, values in zip(lattice.names, lattice.values, strict=True)]
    for one in singles:
        found += one
    for d, one in enumerate(singles):
        for other in singles[d + 1 :]:
            found += [(*a, *b) for a in one for b in other]
    return found


def _newest(past: list[Earlier], steady: set[str]) -> list[Earlier]:
    """The newest publications whose figures are compared in full, the last one always."""
    count = len(past)
    while count > 1 and sum(len(said.bounds(steady)) for said in _said(past[-count:], steady)) > MOST_COMPARED:
        count -= 1
    return past[len(past) - count :]


def _greatest(past: list[Earlier], steady: set[str]) -> dict[Query, int]:
    """What publications say at least of counts that only grow."""
    found: dict[Query, int] = {}
    for one in past:
        for query, low in one.figures.items():
            if _is_steady(query, steady):
                found[query] = max(low, found.get(query, 0))
    return found


def _all_values(lattice: Lattice, known: set[Query]) -> list[list[str]]:
    """The values of each dimension, with those that only an earlier publication named."""
    return [
        [*values, *sorted({value for query in known for own, value in query if own == name} - set(values))]
        for name, values in zip(lattice.names, lattice.values, strict=True)
    ]
