"""What the reader sees on the bars of the meetings: numbers large enough for a projector."""

from datetime import date
from typing import Any

from coalition.charts.participation import attendance_bars
from coalition.frames import MEETING_RATES


def bars(count: int) -> dict[str, Any]:
    frame = MEETING_RATES.from_rows([(n, date(2026, n, 5), None, 7, 10, 2, 0.7) for n in range(count, 0, -1)])
    days = [f"{number} May" for number in range(count, 0, -1)]
    return attendance_bars(frame, days=days, came="Came", missed="Did not come", of="of {expected}")


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
    assert all(part["constraintext"] == "none" for part in figure["data"]), "numbers do not shrink with their bars"
