"""What the reader sees on the map and in the squares, and what a click on them opens."""

from itertools import pairwise
from typing import Any

from coalition.charts.map import map_figure
from coalition.charts.marks import Mark, look_of
from coalition.charts.theme import contrast
from coalition.charts.tiles import tiles_figure
from coalition.defaults import known_areas, known_shapes
from coalition.geometry.outlines import Outline
from coalition.vocabulary import STATES, CellState

NORTH = ["TH50", "TH51", "TH52", "TH54", "TH55", "TH56", "TH57", "TH58"]
NAMES = {area.pcode: area.name for area in known_areas("TH")}


def mark(pcode: str, state: CellState = CellState.COVERED, number: int = 2, **more: Any) -> Mark:
    told: dict[str, Any] = {"code": "A1", "name": NAMES.get(pcode, pcode), "below": "", "hover": f"about {pcode}"}
    return Mark(pcode=pcode, look=look_of(state), sign=STATES[state].sign_of(number), **(told | more))


def outlines(*pcodes: str) -> dict[str, Outline]:
    return {code: shape.outline for code in pcodes if (shape := known_shapes("TH")[code]).outline}


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def clicks(figure: dict[str, Any]) -> dict[str, int]:
    """{P-code: how many places on the picture open it}."""
    found: dict[str, int] = {}
    for trace in figure["data"]:
        for pcode, code in trace.get("customdata", []):
            assert code == "A1"
            found[pcode] = found.get(pcode, 0) + 1
    return found


def test_no_two_states_have_the_same_sign_or_the_same_hatching() -> None:
    signs = [STATES[state].sign_of(2) for state in CellState if state is not CellState.FRAGILE]
    assert len(set(signs)) == len(signs)
    assert STATES[CellState.UNKNOWN].sign_of(3) == "?", "what nobody confirmed lately is no number"
    assert len({traits.hatching for traits in STATES.values()}) == len(CellState)


def test_every_area_of_the_map_prints_its_sign_and_opens_its_cell_from_anywhere_in_it() -> None:
    marks = [mark(code, state) for code, state in zip(NORTH, [*CellState, *CellState], strict=False)]
    figure = map_figure(marks, outlines(*NORTH))
    assert [text for text in texts(figure) if text.startswith("<b>")] != []
    assert sum(text.startswith("<b>") for text in texts(figure)) == len(NORTH)
    assert all(count > 10 for count in clicks(figure).values())
    assert set(clicks(figure)) == set(NORTH)


def test_the_map_has_one_trace_per_state_not_per_area() -> None:
    figure = map_figure([mark(code) for code in NORTH], outlines(*NORTH))
    assert len(figure["data"]) == 2


def test_names_are_dropped_where_they_do_not_fit_but_no_sign_is() -> None:
    codes = [area.pcode for area in known_areas("TH") if area.level == 1]
    figure = map_figure([mark(code) for code in codes], outlines(*codes))
    signs = [note for note in figure["layout"]["annotations"] if note["text"].startswith("<b>")]
    assert len(signs) == 77
    assert len(signs) < len(texts(figure)) < 2 * 77


def test_no_sign_stands_on_another() -> None:
    codes = [area.pcode for area in known_areas("TH") if area.level == 1]
    figure = map_figure([mark(code) for code in codes], outlines(*codes))
    spots = [
        (note["x"] + note.get("ax", 0), note["y"] + note.get("ay", 0))
        for note in figure["layout"]["annotations"]
        if note["text"].startswith("<b>")
    ]
    near = [(a, b) for i, a in enumerate(spots) for b in spots[:i] if abs(a[0] - b[0]) < 20 and abs(a[1] - b[1]) < 24]
    assert near == []


def test_an_area_is_drawn_whichever_way_round_its_boundary_runs() -> None:
    forwards = outlines("TH57")
    backwards = {"TH57": [[ring[::-1] for ring in part] for part in forwards["TH57"]]}
    first, second = (map_figure([mark("TH57")], shape) for shape in (forwards, backwards))
    assert texts(first) == texts(second)
    assert set(zip(first["data"][0]["x"], first["data"][0]["y"], strict=True)) == set(
        zip(second["data"][0]["x"], second["data"][0]["y"], strict=True)
    )


def test_squares_print_name_and_sign_and_open_their_cell() -> None:
    squares = {code: known_shapes("TH")[code].square or (0, 0) for code in NORTH}
    figure = tiles_figure([mark(code, below="A1") for code in NORTH], squares)
    assert all("<b>2</b></span> A1" in text for text in texts(figure))
    assert clicks(figure) == dict.fromkeys(NORTH, 1)


def test_the_words_on_both_pictures_are_large_enough_for_a_projector() -> None:
    squares = {code: known_shapes("TH")[code].square or (0, 0) for code in NORTH}
    marks = [mark(code) for code in NORTH]
    for figure in (tiles_figure(marks, squares), map_figure(marks, outlines(*NORTH))):
        assert min(note["font"]["size"] for note in figure["layout"]["annotations"]) >= 16
        assert figure["layout"]["width"] <= 720


def test_a_telephone_shows_the_whole_map_with_every_sign() -> None:
    figure = map_figure([mark(code) for code in NORTH], outlines(*NORTH), widest=346)
    assert figure["layout"]["width"] <= 346
    assert sum(text.startswith("<b>") for text in texts(figure)) == len(NORTH)


def test_on_the_dark_page_no_area_is_white() -> None:
    assert [state for state in CellState if contrast(look_of(state, is_dark=True).color, "#FFFFFF") < 2] == []


def test_a_name_with_markup_is_shown_as_written() -> None:
    figure = map_figure([mark("TH57", name="<b>Ra</b>")], outlines("TH57"))
    assert "&lt;b&gt;Ra&lt;/b&gt;" in texts(figure)


def test_surfaces_of_one_state_are_kept_apart() -> None:
    figure = map_figure([mark(code) for code in NORTH], outlines(*NORTH))
    drawn = figure["data"][0]["x"]
    assert drawn.count(None) >= len(NORTH)
    assert all(not (a is None and b is None) for a, b in pairwise(drawn))
