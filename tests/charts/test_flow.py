"""How far referrals come, and who sends to whom: what the pictures print."""

from itertools import pairwise
from typing import Any

from coalition.charts.flow import Band, Bar, told_bars, who_to_whom

INK = "#0C161A"


def words(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_every_bar_prints_its_number_its_words_and_its_share() -> None:
    figure = told_bars([Bar("Sent", 1_200), Bar("Accepted", 24, "2%")], whole=1_200, ink=INK)
    assert words(figure) == ["<b>1,200</b>  Sent", "<b>24</b>  Accepted · 2%"]
    track, filled = figure["data"]
    assert (track["x"], filled["x"], filled["y"]) == ([1_200, 1_200], [1_200, 24], [2, 1])
    assert all(note["font"]["size"] >= 16 and note["font"]["color"] == INK for note in figure["layout"]["annotations"])


def test_what_a_file_calls_a_reason_is_never_markup() -> None:
    assert words(told_bars([Bar("<b>x</b>", 0)], whole=0, ink=INK)) == ["<b>0</b>  &lt;b&gt;x&lt;/b&gt;"]


def bands() -> list[Band]:
    return [Band("Blue", "Clinic", 6), Band("Blue", "House <i>", 2), Band("Green", "Clinic", 1), Band("Clinic", "House <i>", 3)]


def test_each_organization_stands_with_its_total_and_one_that_does_both_on_both_sides() -> None:
    figure = who_to_whom(bands(), heads=("Sent by", "Sent to"), ink=INK)
    assert words(figure)[:2] == ["<b>Sent by</b>", "<b>Sent to</b>"]
    assert words(figure)[2:] == [
        *("Blue <b>8</b>", "Clinic <b>3</b>", "Green <b>1</b>"),
        *("Clinic <b>7</b>", "House &lt;i&gt; <b>5</b>"),
    ]
    assert figure["data"][0]["text"][0] == "Blue → Clinic: 6"
    assert {note["xanchor"] for note in figure["layout"]["annotations"]} == {"left", "right"}


def test_bands_are_as_broad_as_their_numbers_and_fill_both_ends_without_overlap() -> None:
    figure = who_to_whom(bands(), heads=("Sent by", "Sent to"), ink=INK)
    shapes = figure["layout"]["shapes"]
    ends = [(shape["y1"], shape["y0"]) for shape in shapes if shape["type"] == "rect"]
    heights = sorted(round(top - bottom, 6) for top, bottom in ends)
    unit = max(heights) / 8
    assert heights == [round(n * unit, 6) for n in (1, 3, 5, 7, 8)]
    assert len([shape for shape in shapes if shape["type"] == "path"]) == len(bands())
    for side in (ends[:3], ends[3:]):
        assert all(bottom >= next_top for (_, bottom), (next_top, _) in pairwise(side))
    assert min(bottom for _, bottom in ends) >= 0
    assert max(top for top, _ in ends) <= figure["layout"]["height"]
