"""The coverage matrix for a room: a table in large letters that takes the width of the screen, whatever it is.

A table and no plotly figure: it needs to know no width, its letters never shrink, and a screen reader reads it.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalition.charts.marks import state_sign
from coalition.charts.theme import STATE_COLORS, ink_on, safe
from coalition.frames import records
from coalition.vocabulary import CellState

_STRIPES: dict[CellState, str] = {
    CellState.NONE: "repeating-linear-gradient(45deg, #FFFFFF2E 0 3px, transparent 3px 12px)",
    CellState.BARRIER: "repeating-linear-gradient(0deg, #0000001F 0 3px, transparent 3px 12px)",
    CellState.FULL: "repeating-linear-gradient(90deg, #0000001A 0 3px, transparent 3px 12px)",
    CellState.UNKNOWN: "repeating-linear-gradient(-45deg, #0000001F 0 2px, transparent 2px 12px)",
}
"""What the colors say once more, for those who do not see them."""

FEW = 7
"""Rows up to which there is room for names of two lines."""

STYLE = (
    """<style>
.room-matrix { overflow-x: auto; }
.room-matrix table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 4px; }
.room-matrix :is(th, td) { border: 0; padding: 0 0.3rem; font-size: var(--room); line-height: 1.15; font-weight: 400; }
.room-matrix thead th { text-align: center; vertical-align: bottom; overflow-wrap: break-word; font-weight: 600; }
.room-matrix :is(thead th:first-child, tbody th) { width: 38%; text-align: left; }
.room-matrix tbody th { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.room-matrix .room-few tbody th { white-space: normal; }
.room-matrix td { text-align: center; height: var(--room-row); border-radius: 4px; font-weight: 700; }
.room-legend { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; padding-top: 0.4rem; }
.room-legend span { padding: 0 0.7rem; border-radius: 4px; font-size: var(--room); line-height: 1.4; }
@media (max-width: 768px) {
  .room-matrix table { min-width: 640px; }
  .room-matrix :is(thead th:first-child, tbody th) { width: 12rem; position: sticky; left: 0;
    background: Canvas; white-space: normal; }
}
"""
    + "\n".join(
        f".room-{state.value} {{ background: {_STRIPES[state] + ', ' if state in _STRIPES else ''}{color};"
        f" color: {ink_on(color)}; }}"
        for state, color in STATE_COLORS.items()
    )
    + "\n</style>"
)


def matrix_html(
    cells: pd.DataFrame, *, areas: Mapping[str, str], types: Mapping[str, str], corner: str, states: Mapping[str, str]
) -> str:
    """The matrix of the given areas and kinds of help as a table; every cell says its state by sign, color and, aloud, word.

    Args:
        cells: frames.CELLS; pairs that are not shown are left out.
        areas: {P-code: name to show}, the columns in order.
        types: {code: name to show}, the rows from top to bottom.
        corner: heading of the first column.
        states: {state: word to show}.
    """
    found = {(row["pcode"], row["code"]): row for row in records(cells) if row["pcode"] in areas and row["code"] in types}
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in areas.values())
    lines = "".join(
        f'<tr><th scope="row" title="{_quoted(name)}">{safe(name)}</th>'
        + "".join(_cell(found.get((pcode, code)), states) for pcode in areas)
        + "</tr>"
        for code, name in types.items()
    )
    few = ' class="room-few"' if len(types) <= FEW else ""
    corner_cell = f'<th scope="col">{safe(corner)}</th>'
    return (
        f'<div class="room-matrix"><table{few}><thead><tr>{corner_cell}{head}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def legend_html(shown: list[CellState], states: Mapping[str, str]) -> str:
    """The signs of some states with their words."""
    numbers = {CellState.FRAGILE: "1", CellState.COVERED: "2+"}
    chips = (
        f'<span class="room-{state.value}"><b>{state_sign(state, numbers.get(state, ""))}</b> {safe(states[state])}</span>'
        for state in shown
    )
    return f'<div class="room-legend">{"".join(chips)}</div>'


def _cell(row: dict[str, Any] | None, states: Mapping[str, str]) -> str:
    if row is None:
        return "<td></td>"
    state = CellState(row["state"])
    sign = safe(state_sign(state, row["fresh_organizations"]))
    return f'<td class="room-{state.value}" aria-label="{_quoted(f"{sign} {states[state]}")}">{sign}</td>'


def _quoted(text: str) -> str:
    return safe(text).replace('"', "&quot;")
