"""The coverage matrix as a plotly figure: kinds of help down, areas across, every cell with its number."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coalition.charts.theme import FONT_FAMILY, FONT_PX, INK, PAPER, hover_lines, ink_on, safe, wrapped
from coalition.frames import records
from coalition.vocabulary import HELD_BACK, STATES, CellState

ROW_PX, COLUMN_PX, NARROW_PX, LABEL_PX, HEAD_LINE_PX = 46, 88, 67, 208, 21  # 8 areas fit beside the menu at 1024 pixels
_TALL_PX = 68  # a row whose name takes three lines
_STATES = list(CellState)


def cell_text(row: Mapping[str, Any], states: Mapping[str, str]) -> str:
    """What one cell prints: "?" unknown, "0" nobody, else the number of freshly confirmed organizations.

    "+2?" are organizations that are active but not freshly confirmed, "(+1)" those that cover the whole province of a
    district. Full and barrier stand as words under the number, so that they read without color.
    """
    state, fresh = row["state"], row["fresh_organizations"]
    main = {"unknown": "?", "none": "0"}.get(state, str(fresh))
    stale = row["organizations"] - fresh
    first = f"<b>{main}</b>" + (f" +{stale}?" if stale > 0 else "")
    below = [safe(states[state])] if state in HELD_BACK else []
    below += [f"(+{row['province_wide']})"] if row["province_wide"] else []
    return first + (f"<br>{' '.join(below)}" if below else "")


def matrix_figure(
    cells: pd.DataFrame,
    *,
    areas: Mapping[str, str],
    types: Mapping[str, str],
    states: Mapping[str, str],
    hover: Mapping[tuple[str, str], str],
) -> dict[str, Any]:
    """The matrix of the given areas and kinds of help, as a plain plotly figure.

    Args:
        cells: frames.CELLS; pairs that are not shown are left out.
        areas: {P-code: name to show}, the columns in order.
        types: {code: name to show}, the rows from top to bottom.
        states: {state: word to show}.
        hover: {(P-code, code): text shown when pointing at the cell}.

    Returns:
        Figure whose transparent markers carry `customdata` [P-code, code] of their cell, for clicks (a heat map gives none).
    """
    column, order = {p: i for i, p in enumerate(areas)}, {c: i for i, c in enumerate(types)}
    shown = [row for row in records(cells) if row["pcode"] in column and row["code"] in order]
    z: list[list[int | None]] = [[None] * len(areas) for _ in types]
    for row in shown:
        z[order[row["code"]]][column[row["pcode"]]] = _STATES.index(CellState(row["state"]))
    names = [wrapped(name, 26, lines=3) for name in types.values()]
    edges = [0]
    for name in names:
        edges.append(edges[-1] + (ROW_PX if name.count("<br>") < 2 else _TALL_PX))
    line = {code: (edges[i] + edges[i + 1]) / 2 for code, i in order.items()}
    return {
        "data": [_squares(z, len(areas), edges), _targets(shown, column, line, hover)],
        "layout": _layout(shown, column, line, areas, states, names, edges[-1]),
    }


def _squares(z: list[list[int | None]], width: int, edges: list[int]) -> dict[str, Any]:
    share = 1 / len(_STATES)
    scale = [[edge, STATES[state].color] for i, state in enumerate(_STATES) for edge in (i * share, min(1.0, (i + 1) * share))]
    return {
        "type": "heatmap",
        "z": z,
        "x": list(range(width)),
        "y": edges,
        "zmin": -0.5,
        "zmax": len(_STATES) - 0.5,
        "colorscale": scale,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
    }


def _targets(
    shown: list[dict[str, Any]], column: dict[str, int], line: dict[str, float], hover: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    invisible = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [column[row["pcode"]] for row in shown],
        "y": [line[row["code"]] for row in shown],
        "customdata": [[row["pcode"], row["code"]] for row in shown],
        "text": [hover_lines(hover.get((row["pcode"], row["code"]), "")) for row in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": "square", "size": ROW_PX - 4, "opacity": 0},
        "selected": invisible,
        "unselected": invisible,
        "showlegend": False,
    }


def _layout(
    shown: list[dict[str, Any]],
    column: dict[str, int],
    line: dict[str, float],
    areas: Mapping[str, str],
    states: Mapping[str, str],
    names: list[str],
    height: int,
) -> dict[str, Any]:
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "tickmode": "array", "ticks": ""}
    font = {"size": FONT_PX, "color": INK, "family": FONT_FAMILY}
    annotations = [
        {
            "x": column[row["pcode"]],
            "y": line[row["code"]],
            "text": cell_text(row, states),
            "showarrow": False,
            "font": {**font, "color": ink_on(STATES[CellState(row["state"])].color)},
        }
        for row in shown
    ]
    heads = [wrapped(name, 8, lines=3) for name in areas.values()]
    head_px = 10 + HEAD_LINE_PX * max((head.count("<br>") + 1 for head in heads), default=1)
    across = {"tickvals": list(column.values()), "ticktext": heads}
    down = {"tickvals": list(line.values()), "ticktext": names}
    return {
        "height": head_px + height + 8,
        "margin": {"l": LABEL_PX, "r": 4, "t": head_px, "b": 4, "autoexpand": False},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": font,
        "dragmode": False,
        "annotations": annotations,
        "xaxis": {**axis, **across, "side": "top", "range": [-0.5, len(areas) - 0.5], "tickangle": 0, "tickfont": font},
        "yaxis": {**axis, **down, "range": [height, 0], "tickfont": font},
        "hoverlabel": {"font": font, "align": "left", "bgcolor": PAPER, "bordercolor": INK},
    }


def width_of(areas: int, column_px: int = COLUMN_PX) -> int:
    """Width in pixels of a matrix of so many areas; with NARROW_PX, the least at which its cells still read."""
    return LABEL_PX + column_px * areas + 8
