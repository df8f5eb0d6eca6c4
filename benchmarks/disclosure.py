"""Can small counts be worked out from what is published, how much is shown for all that, and how long does it take?

`python -m benchmarks.disclosure`: an attacker written apart from the code (tests/support/count_attacker.py) asks about every
hidden count, alone, over all finest cells. Bars: 0 recovered, 0 narrowed below 0 to k - 1, for five seeds and four sizes.
`python -m benchmarks.disclosure months`: only how long a publication takes each month, beside all before it.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from time import process_time

import numpy as np

from coalition.disclosure import Lattice
from coalition.disclosure.suppress import Earlier, suppress
from coalition.edits.publishing import SEARCH_SECONDS
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


def chains(count: int = 100, publications: int = 5) -> None:
    """Publications one after the other, 1 to 30 cases apart; cases are closed and opened again in between.

    All are attacked together, every hidden count of every one of them alone.
    """
    every, shown, asked, seconds = Loot(), [0] * publications, 0, 0.0
    for seed in range(count):
        random = np.random.default_rng(seed)
        dims = {
            "area": ["TH50", "TH56", "TH57"][: int(random.integers(2, 4))],
            "sex": ["female", "male"],
            "age_band": ["15-17", "18-24", "25+"][: int(random.integers(2, 4))],
            "status": ["open", "closed"],
        }
        order = [list(cell) for cell, n in drawn(200, seed, list(dims.values())).items() for _ in range(n)]
        random.shuffle(order)
        seen: list[Seen] = []
        truths: list[Mapping[Cell, int]] = []
        for size in np.cumsum([random.integers(15, 60), *random.integers(1, 31, publications - 1)]):
            cells = Counter(tuple(case) for case in order[: int(size)])
            start = process_time()
            found = suppress(Lattice.of(dims, cells), base=K, earlier=[Earlier(one.step, one.figures) for one in seen])
            seconds = max(seconds, process_time() - start)
            shown[len(seen)] += len(found.figures)
            seen.append(Seen(found.figures, K))
            truths.append(cells)
            for case in order:
                case[-1] = {"open": "closed", "closed": "open"}[case[-1]] if random.random() < 0.1 else case[-1]
        asked += len(questions(dims))
        loot = Attacker(dims, seen).attack(truths, k=K)
        every.asked, every.wrong = every.asked + loot.asked, every.wrong + loot.wrong
        every.recovered += loot.recovered
        every.narrowed += loot.narrowed
        if loot.narrowed or (seed + 1) % 10 == 0:
            rest = f"; shown {shown} of {asked} each; longest search {seconds:.1f} s"
            told(f"{seed + 1} chains of {publications} publications", every, rest)


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


def months(count: int = 6, new: int = 15) -> None:
    """Publications a month apart over the product's own lists, with as long for each as the program gives it."""
    lengths = [[str(n) for n in range(size)] for size in (9, 78, 10, 4, 6, 2)]
    lists = dict(zip(DIMS, lengths, strict=True))
    random = np.random.default_rng(1)
    cases = [list(cell) for cell, n in drawn(150 + new * count, 1, lengths).items() for _ in range(n)]
    random.shuffle(cases)
    past: list[Earlier] = []
    for size in range(150, 150 + new * count, new):
        start = process_time()
        cells = Counter(tuple(case) for case in cases[:size])
        found = suppress(Lattice.of(lists, cells), base=K, earlier=past, seconds=SEARCH_SECONDS)
        past.append(Earlier(K, found.figures))
        how = "all looked at" if found.is_whole else "only what stayed the same"
        print(f"{size} cases: {len(found.figures)} shown, {process_time() - start:.1f} s, {how}", flush=True)
        for case in cases:
            case[-1] = "1" if random.random() < 0.05 else case[-1]


if __name__ == "__main__":
    if sys.argv[1:] == ["months"]:
        months()
    else:
        speed()
        chains()
        chains(10, 12)
        tables()
