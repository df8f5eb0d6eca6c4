"""Which counts there are, which are withheld, and that the lists depend on nothing that is stored."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from coalition.disclosure import Lattice, NeedKey, needs_shown, quarter_labels
from coalition.disclosure.audit import TookTooLong
from coalition.disclosure.lattice import is_inside
from coalition.disclosure.suppress import MOST_FIGURES, Earlier, _greatest, every_query, suppress
from coalition.disclosure.tables import MOST_KINDS, Tables, _matching

TWO = {"area": ["here", "there"], "sex": ["female", "male"], "status": ["open", "closed"]}


def shown(cells: dict[tuple[str, ...], int], base: int = 11) -> dict[tuple[tuple[str, str], ...], int]:
    return suppress(Lattice.of(TWO, cells), base=base).figures


def test_the_quarters_are_the_last_eight_and_what_was_before() -> None:
    assert quarter_labels(date(2026, 11, 25)) == [
        "<2025Q1", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4",
    ]  # fmt: skip


def test_a_quarter_before_lies_inside_what_is_earlier() -> None:
    assert is_inside("2024Q4", "<2025Q1")
    assert is_inside("<2024Q4", "<2025Q1")
    assert not is_inside("2025Q1", "<2025Q1")
    assert not is_inside("2024Q4", "2025Q1")


def test_there_are_as_many_counts_as_the_total_and_all_tables_of_one_and_two_filters() -> None:
    lattice = Lattice.of(TWO, {})
    assert lattice.size == len(every_query(lattice)) == 1 + 6 + 12


def test_a_value_that_is_not_in_its_list_is_refused() -> None:
    with pytest.raises(KeyError):
        Lattice.of(TWO, {("here", "unheard of", "open"): 1})


def test_zero_and_small_look_the_same() -> None:
    assert shown({("here", "female", "open"): 40, ("here", "male", "open"): 3}) == shown(
        {("here", "female", "open"): 40, ("here", "male", "open"): 1}
    )


def test_what_would_give_away_a_small_complement_is_withheld() -> None:
    """22 in all less 11 to 21 women would leave one man or more."""
    found = shown({("here", "female", "open"): 21, ("here", "male", "open"): 1})
    assert (() in found) != ((("sex", "female"),) in found)


def test_a_step_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="steps of 2"):
        shown({}, base=1)


def test_the_same_cases_are_shown_the_same_again() -> None:
    random = np.random.default_rng(3)
    cells = Counter(tuple(str(random.choice(values)) for values in TWO.values()) for _ in range(70))
    first = suppress(Lattice.of(TWO, cells), base=11)
    again = suppress(Lattice.of(TWO, cells), base=11, earlier=[Earlier(11, first.figures)] * 5, is_again=True)
    assert again.figures == first.figures


def test_stored_cases_that_became_fewer_are_checked_alone() -> None:
    before = Earlier(11, {(): 55, (("sex", "female"),): 44})
    found = suppress(Lattice.of(TWO, {("here", "female", "open"): 30}), base=11, earlier=[before])
    assert not found.is_compared
    assert found.figures[()] == 22


SEXES = {"area": ["here"], "sex": ["female", "male", "unknown"], "status": ["open", "closed"]}


def of_sexes(is_open: tuple[int, ...], is_closed: tuple[int, ...]) -> Lattice:
    both = {"open": is_open, "closed": is_closed}
    named = [(sex, status, n) for status, own in both.items() for sex, n in zip(SEXES["sex"], own, strict=True)]
    return Lattice.of(SEXES, {("here", sex, status): n for sex, status, n in named})


def test_without_time_a_shown_count_that_became_small_hides_all_that_asks_for_the_status() -> None:
    """20 open less 9 men and 9 of unknown sex would leave two open cases of women."""
    before = Earlier(5, suppress(of_sexes((5, 9, 6), (20, 20, 20)), base=5).figures)
    assert before.figures[("sex", "female"), ("status", "open")] == 5
    late = suppress(of_sexes((2, 9, 9), (23, 20, 20)), base=5, earlier=[before], seconds=0)
    assert (late.is_whole, late.has_status) == (False, False)
    assert late.figures == {query: n for query, n in before.figures.items() if "status" not in dict(query)}


def test_without_time_nothing_is_shown_once_cases_were_taken_out() -> None:
    before = Earlier(5, suppress(of_sexes((5, 9, 6), (20, 20, 20)), base=5).figures)
    with pytest.raises(TookTooLong):
        suppress(of_sexes((2, 9, 9), (1, 20, 20)), base=5, earlier=[before], seconds=0)


def test_what_was_said_long_ago_of_counts_that_only_grow_is_kept_as_their_least() -> None:
    everything, both, still_open = (), (("area", "here"), ("sex", "female")), (("status", "open"),)
    long_ago = [Earlier(11, {everything: 33, both: 11, still_open: 22}), Earlier(11, {everything: 22})]
    assert _greatest(long_ago, {"area", "sex"}) == {everything: 33, both: 11}


def test_of_too_many_kinds_of_cases_those_that_hold_one_are_all_looked_at() -> None:
    values = [[str(n) for n in range(200)], [str(n) for n in range(200)], ["open"]]
    names, stored = ("area", "need", "status"), np.array([[199, 199, 0], [7, 150, 0], [7, 150, 0]])
    every = [((name, value),) for name, own in zip(names, values, strict=True) for value in own]
    codes = Tables.over(names, values, every, stored).codes
    assert {(199, 199), (7, 150)} <= set(map(tuple, codes.tolist()))
    assert len({tuple(code) for code in codes.tolist()}) == len(codes) <= MOST_KINDS < 200 * 200


def test_of_very_many_cases_whole_tables_are_left_out_so_that_it_takes_seconds() -> None:
    dims = {name: [str(n) for n in range(12)] for name in ("quarter", "area", "exploitation", "status")}
    random = np.random.default_rng(1)
    cells = Counter(tuple(str(value) for value in row) for row in random.integers(0, 12, (60_000, 4)))
    found = suppress(Lattice.of(dims, cells), base=11)
    assert 49 <= len(found.figures) <= MOST_FIGURES


def test_a_pillar_that_says_more_than_its_other_kinds_hold_gives_way_to_them() -> None:
    kinds = {"A1": "aftercare", "A2": "aftercare"}
    counts = {NeedKey("TH50", "aftercare", "A1"): 20, NeedKey("TH50", "aftercare", "A2"): 4}
    assert NeedKey("TH50", "aftercare", None) in needs_shown(counts | {NeedKey("TH50", "aftercare", None): 21}, kinds, 11)
    told = needs_shown(counts | {NeedKey("TH50", "aftercare", None): 24}, kinds, 11)
    assert told == {NeedKey("TH50", "aftercare", "A1"): 11}


@pytest.mark.parametrize(
    ("value", "inside"),
    [("<2026Q3", [True, True, False, False]), ("2026Q3", [False, False, True, False]), ("", [False] * 3 + [True])],
)
def test_an_earlier_quarter_is_inside_all_before_a_later_one_and_what_nobody_told_only_inside_itself(
    value: str, inside: list[bool]
) -> None:
    assert _matching(("2026Q1", "<2026Q3", "2026Q3", ""), value).tolist() == inside
