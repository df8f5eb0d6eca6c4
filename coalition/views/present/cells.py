"""The cells of the show as buttons: in a line, folded under how many more there are; and the step to another slide."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition.shell.save import forget_last_edit
from coalition.shell.words import label_of, md, tn
from coalition.vocabulary import CellState

Decide = Callable[..., None]
"""Opens what can be decided: `decide(P-code, code)` about a cell, `decide()` a promise about no cell."""


def go(step: str) -> None:
    """Show another slide; what was said of the last edit is over."""
    forget_last_edit()
    st.query_params["step"] = step


def more_words(n: int) -> str:
    """How many more there are than there is room for."""
    return tn(n, "and 1 more", "and {n} more")


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
