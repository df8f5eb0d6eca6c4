"""Can small counts be worked out from what is published, how much is shown for all that, and how long does it take?

`python -m benchmarks.disclosure`: an attacker written apart from the code (tests/support/count_attacker.py) asks about every
hidden count, alone, over all finest cells. Bars: 0 recovered, 0 narrowed below 0 to k - 1, for five seeds and four sizes.
"""

from collections import Counter
from collections.abc import Mapping
from time import process_time

import numpy as np

from coalition.disclosure import Lattice
from coalition.disclosure.suppress import Earlier, suppress
from tests.support.count_attacker import Attacker, Cell, Filters, Loot, Seen, questions, truth

K, SIZES, SEEDS = 11, (25, 60, 150, 400), range(5)
DIMS: dict[str, list[str]] = {
    "quarter": ["2026Q1", "2026Q2", "2026Q3", "2026Q4"],
    "area": ["TH50", "TH56", "TH57", "TH58", "-"],
    "exploitation": ["sexual", "labour", "begging", "unknown"],
    "sex": ["female", "male", "unknown"],
    "age_band": ["12-14", "15-17", "18-24", "25+"],
    "status": ["open", "closed"],
}


def drawn(size: int, seed: int, lengths: list[list[str]]) -> Counter[Cell]:
    """Cases with values as uneven as they are in life."""
    random = np.random.default_rng(seed)
    columns = [random.choice(values, size, p=random.dirichlet(np.ones(len(values)))) for values in lengths]
    return Counter(tuple(str(value) for value in row) for row in zip(*columns, strict=True))


def told(name: str, loot: Loot, rest: str = "") -> None:
    got = f"{len(loot.recovered)} recovered, {len(loot.narrowed)} narrowed, {loot.wrong} wrong"
    print(f"{name}: {loot.asked} hidden, {got}{rest}", flush=True)


def tables() -> None:
    for size in SIZES:
        every = Loot()
        shown, asked, seconds = 0, 0, 0.0
        for seed in SEEDS:
            cells = drawn(size, seed, list(DIMS.values()))
            start = process_time()
            found = suppress(Lattice.of(DIMS, cells), base=K)
            seconds = max(seconds, process_time() - start)
            loot = Attacker(DIMS, [Seen(found.figures, K)]).attack([cells], k=K)
            every.asked, every.wrong = every.asked + loot.asked, every.wrong + loot.wrong
            every.recovered += loot.recovered
            every.narrowed += loot.narrowed
            shown, asked = shown + len(found.figures), asked + len(questions(DIMS))
            if seed == 0:
                others(size, cells, found.figures)
        told(f"{size} cases, 5 seeds", every, f"; shown {shown} of {asked}; longest search {seconds:.1f} s")


def others(size: int, cells: Mapping[Cell, int], figures: Mapping[Filters, int]) -> None:
    """For comparison: plain rounding, and an attacker who could tell small counts from withheld ones."""
    plain = {query: count // K * K for query, count in Lattice.of(DIMS, cells).totals().items() if count >= K}
    told(f"  {size} cases, plain rounding", Attacker(DIMS, [Seen(plain, K)]).attack([cells], k=K))
    small = {query: 0 for query in questions(DIMS) if truth(cells, DIMS, query) < K}
    told(f"  {size} cases, told which are small", Attacker(DIMS, [Seen({**figures, **small}, K)]).attack([cells], k=K))


def chains() -> None:
    """Five publications one after the other, each 11 to 30 cases later, some cases closed in between."""
    dims = {name: DIMS[name] for name in ("area", "sex", "age_band", "status")}
    for seed in SEEDS:
        random = np.random.default_rng(seed)
        order = [cell for cell, n in drawn(150, seed, list(dims.values())).items() for _ in range(n)]
        random.shuffle(order)
        seen: list[Seen] = []
        truths: list[Mapping[Cell, int]] = []
        for number, size in enumerate(np.cumsum([30, *random.integers(11, 31, 4)])):
            cells = Counter((*c[:-1], "closed" if n % 9 < number else c[-1]) for n, c in enumerate(order[: int(size)]))
            found = suppress(Lattice.of(dims, cells), base=K, earlier=[Earlier(one.step, one.figures) for one in seen])
            seen.append(Seen(found.figures, K))
            truths.append(cells)
        shown = ", ".join(str(len(one.figures)) for one in seen)
        rest = f"; shown {shown} of {len(questions(dims))}"
        told(f"five publications, seed {seed}", Attacker(dims, seen).attack(truths, k=K), rest)


def speed() -> None:
    """The product's own lists: 9 quarters, 78 provinces, 10 types, 4 sexes, 6 ages, 2 statuses."""
    lengths = [[str(n) for n in range(size)] for size in (9, 78, 10, 4, 6, 2)]
    names = list(DIMS)
    for size in (400, 100_000):
        lattice = Lattice.of(dict(zip(names, lengths, strict=True)), drawn(size, 1, lengths))
        start = process_time()
        found = suppress(lattice, base=K)
        seconds = process_time() - start
        print(f"{size} cases over {lattice.size} counts: {len(found.figures)} shown, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    speed()
    chains()
    tables()
