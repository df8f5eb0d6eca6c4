"""The matrix for the room: every state tells itself apart by its sign, its color and its word."""

import re

from coalition.charts.present import STYLE, grid_size, legend_html
from coalition.charts.theme import contrast, ink_on
from coalition.vocabulary import STATES, CellState

WORDS = {state.value: state.value.title() for state in CellState}


def test_each_state_has_a_sign_of_its_own() -> None:
    assert len({legend_html([state], dict.fromkeys(WORDS, "")) for state in CellState}) == len(CellState)


def test_every_color_of_the_style_reads_with_its_ink_in_the_cell_and_in_the_legend() -> None:
    for state, color in ((traits.state, traits.color) for traits in STATES.values()):
        assert f".room-{state.value}, .stApp [class*='st-key-square-{state.value}-'] button {{" in STYLE
        assert contrast(color, ink_on(color)) >= 4.5


def test_the_matrix_is_told_its_rows_and_columns() -> None:
    assert "--rows: 6; --columns: 4" in grid_size(6, 4)


def test_the_legend_names_what_is_on_the_slide_and_nothing_in_it_is_markup() -> None:
    shown = [CellState.UNKNOWN, CellState.COVERED]
    assert re.sub("<[^>]+>", "", legend_html(shown, WORDS)) == "? Unknown2+ Covered"
    assert "<img" not in legend_html(shown, dict.fromkeys(WORDS, "<img src=x>"))
