"""The cells of the show as buttons: in the matrix, in a line, folded under how many more there are."""

import unicodedata
from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition.charts.present import STYLE, grid_size, legend_html
from coalition.shell.order import by_code
from coalition.shell.words import label_of, md, t, tn
from coalition.views.coverage.words import area_of, state_words, type_of
from coalition.vocabulary import STATES, CellState

Decide = Callable[..., None]
"""Opens what can be decided: `decide(P-code, code)` about a cell, `decide()` a promise about no cell."""


def more_words(n: int) -> str:
    """How many more there are than there is room for."""
    return tn(n, "and 1 more", "and {n} more")


def letters(text: str) -> int:
    """How many letters wide a text is; Thai vowels and tone marks above and below take no room of their own."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text)


def cell_button(row: dict[str, Any], label: str, decide: Decide, place: str = "cell") -> None:
    """A cell to decide about.

    Args:
        row: of frames.CELLS.
        label: what stands on the button, ready for markdown.
        decide: opens the decision.
        place: where on the slide; a cell may stand on it twice.
    """
    key = f"{place} {row['pcode']} {row['code']} {row['state']}"
    st.button(label, key=key, on_click=decide, args=(row["pcode"], row["code"]), wrap=True)


def folded(label: str, key: str, rows: list[dict[str, Any]], name: Callable[[dict[str, Any]], str], decide: Decide) -> None:
    """Cells behind a button, each with its name and state; they are drawn when it is pressed: there may be hundreds.

    Args:
        label: of the button, ready for markdown.
        key: its key.
        rows: of frames.CELLS.
        name: what a cell is called here, as plain text.
        decide: opens the decision.
    """
    place = st.popover(label, key=key, type="tertiary", on_change="rerun")
    if not place.open:
        return

    def choose(pcode: str, code: str) -> None:
        st.session_state[key] = False  # else it lies over what is decided
        decide(pcode, code)

    is_mixed = len({row["state"] for row in rows}) > 1
    with place:
        for row in rows:
            word = f"**{md(label_of(CellState(row['state'])))}**: " if is_mixed else ""
            cell_button(row, f"{word}{md(name(row))}", choose, key)


def draw_grid(rows: list[dict[str, Any]], decide: Decide) -> None:
    """The matrix of rows of frames.CELLS; every cell says its state by sign and color, and aloud by its word."""
    found = {(row["pcode"], row["code"]): row for row in rows}
    areas = {row["pcode"]: area_of(row) for row in rows}
    kinds = {row["code"]: type_of(row) for row in by_code(rows)}
    st.html(STYLE + grid_size(len(kinds), len(areas)))
    with st.container(key="room-grid", gap=None):
        _name(f"**{t('Kind of help')}**", "kind-corner")
        for code, name in kinds.items():
            _name(md(name), f"kind-{code}")
        for pcode, name in areas.items():
            _name(f"**{md(name)}**", f"column-{pcode}")
            for code in kinds:
                _square(found.get((pcode, code)), decide)
    states = {CellState(row["state"]) for row in rows}
    st.html(legend_html([state for state in CellState if state in states], state_words()))


def _name(text: str, key: str) -> None:
    with st.container(key=key, gap=None):
        st.markdown(text)


def _square(row: dict[str, Any] | None, decide: Decide) -> None:
    if row is None:
        st.markdown(" ")
        return
    state = CellState(row["state"])
    sign, word = STATES[state].sign_of(row["fresh_organizations"]), label_of(state)
    label = f"*{md(type_of(row))}* *{md(area_of(row))}* **{md(sign)}** *{md(word)}*"
    cell_button(row, label, decide, f"square {state.value}")
