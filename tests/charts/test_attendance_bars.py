"""What the reader sees on the bars of the meetings: numbers large enough for a projector."""

from datetime import date
from typing import Any

from coalition.charts.participation import attendance_bars
from coalition.charts.theme import INK
from coalition.frames import MEETING_RATES


def bars(count: int) -> dict[str, Any]:
    return bars_of([(n, date(2026, n, 5), None, 7, 0, 10, 2, 0.7) for n in range(count, 0, -1)])


def bars_of(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    frame = MEETING_RATES.from_rows(rows)
    days = [f"{number} May" for number in range(len(rows), 0, -1)]
    words = {"came": "Came", "excused": "Excused", "missed": "Did not come", "of": "of {expected}", "unrecorded": "no list"}
    return attendance_bars(frame, days=days, **words, ink=INK)


def test_each_bar_prints_who_came_and_of_how_many() -> None:
    came, missed = bars(3)["data"]
    assert came["text"] == ["<b>7</b>"] * 3
    assert missed["text"] == ["of 10"] * 3
    assert [first + second for first, second in zip(came["y"], missed["y"], strict=True)] == [10] * 3


def test_the_oldest_meeting_stands_left() -> None:
    assert bars(3)["layout"]["xaxis"]["ticktext"] == ["1 May", "2 May", "3 May"]


def test_everything_on_the_bars_is_large_enough_for_a_projector() -> None:
    figure = bars(12)
    sizes = [part["textfont"]["size"] for part in figure["data"]]
    sizes += [figure["layout"]["legend"]["font"]["size"], figure["layout"]["xaxis"]["tickfont"]["size"]]
    assert min(sizes) >= 16
    words = [figure["data"][-1]["textfont"], figure["layout"]["legend"]["font"], figure["layout"]["xaxis"]["tickfont"]]
    assert {word["color"] for word in words} == {INK}, "the grey of the platform is too pale"
    assert all(part["constraintext"] == "none" for part in figure["data"]), "numbers do not shrink with their bars"


def test_who_was_excused_stands_apart_hatched_between_who_came_and_who_did_not() -> None:
    came, excused, missed = bars_of([(2, date(2026, 2, 5), None, 5, 2, 10, 0, 0.5)])["data"]
    assert (came["y"], excused["y"], missed["y"]) == ([5], [2], [3])
    assert (excused["name"], excused["marker"]["pattern"]["shape"]) == ("◐ Excused", "/")
    assert missed["text"] == ["of 10<br>◐ 2"]


def test_a_meeting_without_a_list_has_words_in_place_of_a_bar() -> None:
    came, missed = bars_of([(2, date(2026, 2, 5), None, *[None] * 5), (1, date(2026, 1, 5), None, 0, 0, 0, 2, None)])["data"]
    assert (came["y"], missed["y"], missed["text"]) == ([0, 0], [0, 0], ["of ?", "no list"])


def test_words_of_many_meetings_are_turned_and_each_stands_in_one_line_with_room_above_the_highest_bar() -> None:
    figure = bars_of([(n, date(2026, 1, n), None, 5, 2, 10, 0, 0.5) for n in range(24, 0, -1)])
    assert [part["textangle"] for part in figure["data"]] == [-90] * 3
    assert figure["data"][2]["text"][0] == "of 10 ◐ 2"
    assert figure["layout"]["yaxis"]["range"][1] > 1.5 * 10


def test_a_number_that_does_not_fit_into_its_bar_stands_on_it() -> None:
    came, missed = bars_of([(1, date(2026, 2, 5), None, 2, 0, 43, 0, 0.05)])["data"]
    assert (came["text"], missed["text"]) == ([""], ["<b>2</b> of 43"])
