"""What the reader sees on the matrix: numbers, words, order; never its JSON as a whole."""

import re
from typing import Any

from coalition.charts.coverage import cell_text, matrix_figure
from coalition.charts.theme import contrast, ink_on, wrapped
from coalition.frames import CELLS
from coalition.vocabulary import STATES as TRAITS
from coalition.vocabulary import CellState, choices

STATES = choices(CellState)


def row(state: str = "covered", fresh: int = 2, organizations: int | None = None, wide: int = 0, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(CELLS.columns)
    values |= {"pcode": "TH57", "code": "A1", "area_id": 1, "service_type_id": 1, "weight": 0.0, "pillar": "aftercare"}
    values |= {"state": state, "fresh_organizations": fresh, "province_wide": wide}
    return values | {"organizations": fresh if organizations is None else organizations} | more


def read(text: str) -> str:
    return re.sub(r"<(?!br)[^>]*>", "", text).replace("<br>", " / ")


def test_every_cell_prints_a_number_and_what_color_alone_would_say() -> None:
    texts = [
        read(cell_text(cell, STATES))
        for cell in (
            row("unknown", 0),
            row("unknown", 0, 2),
            row("none", 0),
            row("fragile", 1, 3),
            row("full", 2),
            row("barrier", 1, 2, 1),
            row("covered", 2, wide=1),
        )
    ]
    assert texts == ["?", "? +2?", "0", "1 +2?", "2 / Full", "1 +1? / Barrier (+1)", "2 / (+1)"]


def test_text_reads_on_every_color_and_unknown_has_no_color() -> None:
    assert all(contrast(ink_on(color), color) >= 4.5 for color in (traits.color for traits in TRAITS.values()))
    parts = [int(TRAITS[CellState.UNKNOWN].color[start : start + 2], 16) for start in (1, 3, 5)]
    assert max(parts) - min(parts) < 8


def figure(**names: str) -> dict[str, Any]:
    cells = CELLS.from_rows([list(row("none", 0).values()), list(row("covered", 2, pcode="TH50").values())])
    areas = {"TH50": "Chiang Mai", "TH57": names.get("area", "Chiang Rai")}
    return matrix_figure(
        cells, areas=areas, types={"A1": "A1 Shelter"}, states=STATES, hover={("TH57", "A1"): names.get("hover", "")}
    )


def test_cells_stand_under_their_area_and_a_click_names_both() -> None:
    made = figure()
    assert made["layout"]["xaxis"]["ticktext"] == ["Chiang<br>Mai", "Chiang<br>Rai"]
    assert {(note["x"], read(note["text"])) for note in made["layout"]["annotations"]} == {(0, "2"), (1, "0")}
    targets = made["data"][1]
    assert sorted(zip(targets["x"], targets["customdata"], strict=True)) == [(0, ["TH50", "A1"]), (1, ["TH57", "A1"])]


def test_a_name_with_markup_is_shown_as_written() -> None:
    made = figure(area="<b>x&y", hover="<img src=x>")
    assert made["layout"]["xaxis"]["ticktext"][1] == "&lt;b&gt;x&amp;y"
    assert "&lt;img src=x&gt;" in made["data"][1]["text"]


def test_everything_is_large_enough_for_a_projector() -> None:
    layout = figure()["layout"]
    sizes = [note["font"]["size"] for note in layout["annotations"]]
    sizes += [layout["xaxis"]["tickfont"]["size"], layout["yaxis"]["tickfont"]["size"]]
    assert min(sizes) >= 16


def test_a_long_thai_name_is_cut_without_losing_a_mark() -> None:
    assert wrapped("บ้านโฮ่ง", 7) == "บ้านโฮ่ง"
    assert wrapped("Mae Hong Son", 7, lines=3) == "Mae<br>Hong<br>Son"
    assert wrapped("ก" * 40, 7) == "ก" * 7 + "<br>" + "ก" * 6 + "…"


def test_a_thai_name_is_cut_where_a_syllable_opens() -> None:
    assert wrapped("P1 การสร้างความตระหนักและให้ความรู้แก่ชุมชน", 26, lines=3).split("<br>")[0] == "P1 การสร้างความตระหนักและ"


def test_a_row_whose_name_takes_three_lines_is_taller_and_its_numbers_stay_in_its_middle() -> None:
    cells = CELLS.from_rows([list(row("none", 0).values())])
    name = "A1 Legal aid, witness preparation, child-friendly interview"
    made = matrix_figure(cells, areas={"TH57": "Chiang Rai"}, types={"A1": name}, states=STATES, hover={})
    assert made["layout"]["yaxis"]["ticktext"] == [wrapped(name, 26, lines=3)]
    assert "…" not in made["layout"]["yaxis"]["ticktext"][0]
    top, bottom = made["data"][0]["y"]
    assert made["layout"]["annotations"][0]["y"] == (top + bottom) / 2
