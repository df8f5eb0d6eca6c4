"""How long until half and nine in ten of the referrals are answered, those that still wait counted."""

import pytest

from coalition.referring.times import DAY, HOUR, Reached, Waits, at_least, running_code, waits, waits_by_group, within


def test_half_are_answered_when_the_third_of_five_is() -> None:
    assert waits({60: 1, 120: 1, 180: 1, 240: 1, 300: 1}, {}) == Waits(Reached(180), Reached(300), 5, 0)


def test_those_that_still_wait_make_the_half_later() -> None:
    """By hand: 1 of 5 at 1 h (4/5 left), one waits 2 h, 1 of 3 at 3 h (8/15), 1 of 2 at 4 h (4/15), one waits 9 h."""
    found = waits({1 * HOUR: 1, 3 * HOUR: 1, 4 * HOUR: 1}, {2 * HOUR: 1, 9 * HOUR: 1})
    assert found.median == Reached(4 * HOUR)
    assert found.ninth == Reached(9 * HOUR, is_more=True)


def test_where_fewer_than_half_are_answered_it_is_more_than_the_longest_time_seen() -> None:
    found = waits({2 * DAY: 1}, {5 * DAY: 2, 12 * DAY: 1})
    assert found == Waits(Reached(12 * DAY, is_more=True), Reached(12 * DAY, is_more=True), 1, 3, few=(2 * DAY,))


def test_who_waits_as_long_as_another_took_still_waited_then() -> None:
    assert waits({HOUR: 1}, {HOUR: 1}).median == Reached(HOUR)  # 1 of 2, not 1 of 1


def test_nine_in_ten_of_ten_are_nine_whatever_the_fractions_round_to() -> None:
    assert waits({n * DAY: 1 for n in range(3, 13)}, {}).ninth == Reached(11 * DAY)


def test_of_up_to_four_each_time_is_told_and_of_five_none() -> None:
    assert waits({300: 1, 60: 3}, {10: 9}).few == (60, 60, 60, 300)
    assert waits({300: 1, 60: 4}, {}).few == ()


def test_of_nothing_nothing_is_told() -> None:
    assert waits({}, {}) == Waits(None, None, 0, 0)


@pytest.mark.parametrize(
    ("minutes", "taken", "running"),
    [(0, 0, 0), (119, 119, 119), (120, 120, 120), (121, 180, 120), (180, 180, 180), (2880, 2880, 2880), (2881, 4320, 2880)],
)
def test_what_took_a_time_is_rounded_up_and_what_still_waits_is_rounded_down(minutes: int, taken: int, running: int) -> None:
    assert (within(minutes), at_least(minutes)) == (taken, running)


def test_rows_of_several_groups_are_told_apart_and_the_waiting_from_the_answered() -> None:
    found = waits_by_group([(7, 60, 1), (7, running_code(30), 1), (9, running_code(0), 2), (7, 60, 1)])
    assert found == {7: Waits(Reached(60), Reached(60), 2, 1, (60, 60)), 9: Waits(Reached(0, True), Reached(0, True), 0, 2)}
