"""The drawing of who is tied with whom: names that can be read, and a shape for every color."""

from coalition.charts.network import LOOKS, NARROW_PX, WIDE_PX, Dot, drawing, labels
from coalition.charts.theme import contrast
from coalition.vocabulary import Sector

INK = "#0C161A"


def row(count: int, **told: object) -> list[Dot]:
    return [Dot(n / (count - 1), 0.5, f"Organization number {n}", "told", "ngo", weight=n) for n in range(count)]


def test_every_sector_has_a_color_seen_on_light_and_dark_and_a_shape_of_its_own() -> None:
    assert set(LOOKS) == {*(sector.value for sector in Sector), ""}
    assert len({shape for _, shape, _ in LOOKS.values()}) == len({sign for _, _, sign in LOOKS.values()}) == len(LOOKS)
    assert all(contrast(color, page) >= 3 for color, _, _ in LOOKS.values() for page in ("#FFFFFF", "#070B0D"))


def test_names_stand_where_they_can_be_read_those_with_the_most_ties_first() -> None:
    few, many = labels(row(5), WIDE_PX, 500), labels(row(60), WIDE_PX, 500)
    assert len(few) == 5
    assert 10 < len(many) < 60
    assert many[0].dot.weight >= 57  # the last ones stand too near the edge
    telephone = labels(row(60), NARROW_PX, 500)
    assert 0 < len(telephone) < len(many)
    assert {one.dot.name for one in labels(row(60), WIDE_PX, 500, telephone)}.isdisjoint(one.dot.name for one in telephone)


def test_a_name_that_acts_stays_text_and_who_left_is_a_cross() -> None:
    dots = [Dot(0.2, 0.5, "<b>Lotus</b>", "x", "ngo"), Dot(0.8, 0.5, "Gone", "x", "police", is_bridge=True, is_gone=True)]
    figure = drawing(dots, [(0, 1)], alone="Connected with no other member", ink=INK, height=400)
    written = [text for trace in figure["data"] if "text" in trace["mode"] for text in trace["text"]]
    assert "&lt;b&gt;Lotus&lt;/b&gt;" in written
    assert [trace["x"] for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "x-thin"] == [[0.8]]
    assert figure["data"][0]["x"] == [0.2, 0.8, None]
    assert figure["layout"]["annotations"] == []
