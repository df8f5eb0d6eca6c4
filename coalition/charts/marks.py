"""What the squares and the map share: one mark per area, its color and hatching, the invisible targets for clicks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coalition.charts.theme import FONT_FAMILY, FONT_PX, INK, PAPER, hover_lines, ink_on
from coalition.vocabulary import STATES, CellState

SIGN_PX = 20
BORDER = "#5F6B70"
"""Seen on the light and on the dark page."""


@dataclass(frozen=True)
class Look:
    """How a surface is filled: "#RRGGBB", and plotly's pattern above it; empty: none."""

    color: str
    hatching: str = ""


def look_of(state: CellState, *, is_dark: bool = False) -> Look:
    """The filling of a state, on the light or the dark page."""
    return Look(STATES[state].fill[is_dark], STATES[state].hatching)


@dataclass(frozen=True)
class Mark:
    """One area of the picture, with the cell it stands for.

    Attributes:
        pcode, code: the cell that a click opens.
        name: of the area, to be printed where it fits.
        look: fills the area.
        sign: what is always printed: it tells without color what the area shows.
        below: a short line below the sign, such as the code of the service type; empty: none.
        hover: what is shown when pointing at it.
    """

    pcode: str
    code: str
    name: str
    look: Look
    sign: str
    below: str
    hover: str


def font(size: int = FONT_PX, color: str = INK) -> dict[str, Any]:
    """A font of the pages, for any text of a figure."""
    return {"size": size, "color": color, "family": FONT_FAMILY}


def filling(look: Look) -> dict[str, Any]:
    """Fill and hatching of a scatter trace that draws surfaces."""
    color, hatching = look.color, look.hatching
    fill: dict[str, Any] = {"fill": "toself", "fillcolor": color}
    if hatching:
        lines = PAPER if ink_on(color) == PAPER else "#6B6B6B"
        fill["fillpattern"] = {
            "shape": hatching,
            "fillmode": "overlay",
            "bgcolor": color,
            "fgcolor": lines,
            "fgopacity": 0.3 if hatching == "." else 0.45,
            "size": 9,
            "solidity": 0.16,
        }
    return fill


def surfaces(look: Look, rings: Iterable[Iterable[Iterable[float]]]) -> dict[str, Any]:
    """All areas that are filled alike as one trace: one trace per color, not per area, draws four times as fast."""
    east: list[float | None] = []
    north: list[float | None] = []
    for ring in rings:
        for x, y in ring:
            east.append(x)
            north.append(y)
        east.append(None)
        north.append(None)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": east,
        "y": north,
        "line": {"color": BORDER, "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
        **filling(look),
    }


def targets(marks: list[Mark], places: list[tuple[float, float]], size: float) -> dict[str, Any]:
    """The invisible markers that a click or the pointer finds; `customdata` is [P-code, code]."""
    invisible = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place[0] for place in places],
        "y": [place[1] for place in places],
        "customdata": [[mark.pcode, mark.code] for mark in marks],
        "text": [hover_lines(mark.hover) for mark in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": "square", "size": size, "opacity": 0},
        "selected": invisible,
        "unselected": invisible,
        "showlegend": False,
    }


def frame(width: int, height: int) -> dict[str, Any]:
    """The layout of both pictures: no axes, no margins, nothing to drag."""
    return {
        "width": width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",  # what is around the areas is the page, light or dark
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font(),
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": font(), "align": "left", "bgcolor": PAPER, "bordercolor": INK},
    }
