"""Can somebody in the room work out a small count from everything that is published? The full run: benchmarks/disclosure.py."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from coalition import models as m
from coalition.database import reading
from coalition.disclosure import Lattice, NeedKey, needs_shown
from coalition.disclosure.audit import TookTooLong
from coalition.disclosure.suppress import Earlier, Outcome, suppress
from coalition.edits import publishing as edits
from coalition.queries import publishing as queries
from tests.support.count_attacker import Attacker, Cell, Loot, Seen, questions
from tests.support.examples import spread
from tests.support.small_world import TODAY, north, store

K = 11
DIMS: dict[str, list[str]] = {
    "quarter": ["2026Q2", "2026Q3", "2026Q4"],
    "area": ["TH50", "TH56", "TH57", "TH58"],
    "exploitation": ["sexual", "labour", "begging"],
    "sex": ["female", "male"],
    "age_band": ["12-14", "15-17", "18-24"],
    "status": ["open", "closed"],
}


def drawn(size: int, seed: int, dims: Mapping[str, Sequence[str]] = DIMS) -> list[Cell]:
    """Cases one by one, values as uneven as they are in life."""
    random = np.random.default_rng(seed)
    columns = [random.choice(values, size, p=random.dirichlet(np.ones(len(values)))) for values in dims.values()]
    return [tuple(str(value) for value in row) for row in zip(*columns, strict=True)]


def published(cells: Mapping[Cell, int], past: Sequence[Seen] = (), dims: Mapping[str, Sequence[str]] = DIMS) -> Outcome:
    return suppress(Lattice.of(dims, cells), base=K, earlier=[Earlier(one.step, one.figures) for one in past])


def attacked(cells: Mapping[Cell, int], dims: Mapping[str, Sequence[str]] = DIMS) -> Loot:
    found = published(cells, dims=dims)
    return Attacker(dims, [Seen(found.figures, K)]).attack([cells], k=K)


def found_out(loot: Loot) -> tuple[int, int, int]:
    return len(loot.recovered), len(loot.narrowed), loot.wrong


@pytest.mark.parametrize("size", spread([60, 25, 150]))
def test_a_solver_with_every_figure_learns_of_no_small_count_more_than_that_it_is_small(size: int) -> None:
    loot = attacked(Counter(drawn(size, seed=size)))
    assert loot.asked > 0
    assert found_out(loot) == (0, 0, 0)


def test_the_attacker_is_no_fool_and_finds_what_plain_rounding_gives_away() -> None:
    cells = Counter(drawn(150, seed=150))
    plain = {query: count // K * K for query, count in Lattice.of(DIMS, cells).totals().items() if count >= K}
    assert Attacker(DIMS, [Seen(plain, K)]).attack([cells], k=K).narrowed


TWO = {"area": ["here", "there"], "sex": ["female", "male"], "status": ["open", "closed"]}
TRAPS: dict[str, tuple[dict[str, list[str]], dict[Cell, int]]] = {
    "two categories, 6 of 13 and 7": (TWO, {("here", "female", "open"): 6, ("here", "male", "open"): 7}),
    "a total that one of two categories nearly fills": (TWO, {("here", "female", "open"): 21, ("there", "male", "open"): 1}),
    "one area only": (TWO, {("here", "female", "open"): 21, ("here", "male", "open"): 3, ("here", "male", "closed"): 20}),
    "a margin equal to its cell": (TWO, {("here", "female", "open"): 33, ("there", "male", "closed"): 10}),
    "ten in every cell": (TWO, dict.fromkeys([(a, s, t) for a in TWO["area"] for s in TWO["sex"] for t in TWO["status"]], 10)),
    "complements that differ by one": (
        TWO,
        {
            ("here", "female", "open"): 21,
            ("here", "male", "open"): 21,
            ("there", "female", "open"): 21,
            ("there", "male", "closed"): 1,
        },
    ),
    "everybody alike": (TWO, {("here", "female", "open"): 400}),
    "nobody": (TWO, {}),
    "as many as the step": (TWO, {("here", "female", "open"): 11}),
    "one less than the step": (TWO, {("here", "female", "open"): 10}),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_gives_a_small_count_away(trap: str) -> None:
    dims, cells = TRAPS[trap]
    assert found_out(attacked(cells, dims)) == (0, 0, 0)


SMALL = {"area": ["a", "b", "c"], "sex": ["female", "male"], "age_band": ["child", "adult"], "status": ["open", "closed"]}


@pytest.mark.parametrize("steps", spread([[40, 51, 62], [30, 31, 32], [22, 33, 60], [60, 65, 100]]))
def test_publications_one_after_the_other_give_away_no_more_than_each_alone(steps: list[int]) -> None:
    """Also where they differ by few cases, which the action does not even publish; some cases are closed in between."""
    cases = drawn(max(steps), seed=sum(steps), dims=SMALL)
    seen: list[Seen] = []
    truths: list[Mapping[Cell, int]] = []
    for number, size in enumerate(steps):
        cells = Counter((*case[:-1], "closed" if n % 7 < number else case[-1]) for n, case in enumerate(cases[:size]))
        seen.append(Seen(published(cells, seen, SMALL).figures, K))
        truths.append(cells)
    assert found_out(Attacker(SMALL, seen).attack(truths, k=K)) == (0, 0, 0)


def test_after_a_correction_that_shows_the_publications_since_are_compared_all_the_same() -> None:
    """Where stored cases were taken out, nobody can conclude from before to after; from after to later everybody can."""
    cases = drawn(90, seed=5, dims=SMALL)
    seen: list[Seen] = []
    is_compared = []
    for kept in (cases[:60], cases[40:75], cases[40:87]):  # forty are taken out after the first
        found = published(Counter(kept), seen, SMALL)
        is_compared.append(found.is_compared)
        seen.append(Seen(found.figures, K))
    assert is_compared == [False, False, True]


def test_where_comparing_takes_too_long_what_stayed_the_same_is_shown_and_gives_nothing_away() -> None:
    cases = drawn(130, seed=8, dims=SMALL)
    seen: list[Seen] = []
    truths: list[Mapping[Cell, int]] = []
    for number, size in enumerate((60, 75, 90, 110, 130)):
        cells = Counter((*case[:-1], "closed" if n % 7 < number else case[-1]) for n, case in enumerate(cases[:size]))
        past = [Earlier(one.step, one.figures) for one in seen]
        found = suppress(Lattice.of(SMALL, cells), base=K, earlier=past, seconds=0 if number in (1, 3) else 600)
        assert found.is_whole == (number not in (1, 3))
        if not found.is_whole:
            assert len(found.figures) > 0
            assert found.figures.items() <= seen[-1].figures.items()
        seen.append(Seen(found.figures, K))
        truths.append(cells)
    assert found_out(Attacker(SMALL, seen).attack(truths, k=K)) == (0, 0, 0)


def test_a_first_publication_that_takes_too_long_shows_nothing() -> None:
    with pytest.raises(TookTooLong):
        suppress(Lattice.of(SMALL, Counter(drawn(60, seed=8, dims=SMALL))), base=K, seconds=0)


def test_figures_of_people_who_wait_leave_every_small_one_free() -> None:
    """Between the greatest kind and their sum lies the pillar: whatever is left open is tried."""
    random = np.random.default_rng(7)
    for _ in range(300):
        kinds = {f"A{n}": "aftercare" for n in range(1, 2 + int(random.integers(3)))}
        counts = {NeedKey("TH50", "aftercare", kind): int(random.integers(0, 30)) for kind in kinds}
        pillar = int(random.integers(max(counts.values()), sum(counts.values()) + 1))
        shown = needs_shown(counts | {NeedKey("TH50", "aftercare", None): pillar}, kinds, K)
        told = shown.get(NeedKey("TH50", "aftercare", None))
        for key, count in counts.items():
            if count < K and told is not None:
                others = [shown[one] + K - 1 if one in shown else 10_000 for one in counts if one != key]
                assert told <= sum(others), (counts, pillar, shown)


def test_watching_the_screens_while_cases_are_added_one_by_one_notices_none(sqlite_engine: Engine) -> None:
    """After every case it is published again, with a reason; a change may only ever come from k cases or more at once."""
    with Session(sqlite_engine) as session:
        store(session, north())
        session.add_all(case(n) for n in range(40))
        session.commit()
    publish(sqlite_engine)
    noticed = unseen = 0
    before = room(sqlite_engine)
    for n in range(40, 54):
        with Session(sqlite_engine) as session:
            session.add(case(n))
            session.commit()
        unseen += 1
        assert room(sqlite_engine) == before
        publish(sqlite_engine)
        now = room(sqlite_engine)
        noticed += now != before and unseen < K
        unseen = 0 if unseen >= K else unseen
        before = now
    assert noticed == 0
    assert before.cases[()] == 44


def publish(engine: Engine) -> None:
    edits.publish(engine, base=K, on=TODAY, reason="Asked for", at=datetime(2026, 11, 25, tzinfo=UTC))


def room(engine: Engine) -> "Figures":
    with reading(engine) as session:
        found = queries.newest_publication(session)
        assert found is not None
        return Figures(found)


class Figures:
    """What of a publication a screen shows."""

    def __init__(self, found: queries.Published) -> None:
        self.cases, self.waiting, self.through_on = found.cases, found.waiting, found.through_on

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def case(number: int) -> m.SharedCase:
    values = drawn(1, seed=number, dims={"sex": ["female", "male"], "age_band": ["15-17", "18-24", "25+"]})[0]
    return m.SharedCase(code=f"W-{number:04}", opened_on=date(2026, 11, 1), sex=values[0], age_band=values[1])


def test_a_share_of_the_counts_is_shown_for_all_that() -> None:
    cells = Counter(drawn(150, seed=150))
    assert len(published(cells).figures) / len(questions(DIMS)) > 0.3
