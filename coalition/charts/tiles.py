"""The areas as squares of one size, lying about as the areas do: each with its name, its sign and what a click opens."""

from collections.abc import Mapping
from typing import Any

from coalition.charts.marks import SIGN_PX, Mark, filling, font, frame, surfaces, targets
from coalition.charts.theme import FONT_PX, ink_on, safe, wrapped
from coalition.geometry.squares import Square

WIDTH_PX = 716
"""What is beside the menu on a projector of 1024 pixels."""
_LARGEST, _SMALLEST, _GAP = 136, 78, 5
_FEW_ROWS, _HIGH, _LOW = 5, 104, 80
_LETTER_PX = 8


def tiles_figure(marks: list[Mark], squares: Mapping[str, Square], *, widest: int = WIDTH_PX) -> dict[str, Any]:
    """The squares, as a plain plotly figure whose layout says its width and height in pixels.

    Args:
        marks: one per area.
        squares: {P-code: (row, column)}, each square once; a mark without one is left out.
        widest: the room there is [pixels]; squares that would be too small for their words take more.
    """
    shown = [mark for mark in marks if mark.pcode in squares]
    columns = 1 + max((squares[mark.pcode][1] for mark in shown), default=0)
    rows = 1 + max((squares[mark.pcode][0] for mark in shown), default=0)
    side = max(_SMALLEST, min(_LARGEST, widest // columns))
    high = min(side, _HIGH if rows <= _FEW_ROWS else _LOW)
    middle = {m.pcode: ((squares[m.pcode][1] + 0.5) * side, (squares[m.pcode][0] + 0.5) * high) for m in shown}
    half = (side - _GAP) / 2, (high - _GAP) / 2
    data = []
    for look in dict.fromkeys(mark.look for mark in shown):
        data.append(surfaces(look, [_square(middle[mark.pcode], half) for mark in shown if mark.look == look]))
    data.append(targets(shown, [middle[mark.pcode] for mark in shown], high - _GAP))
    axis = {"visible": False, "fixedrange": True}
    layout = frame(columns * side, rows * high)
    layout["annotations"] = [_words(mark, middle[mark.pcode], side) for mark in shown]
    layout["xaxis"] = {**axis, "range": [0, columns * side]}
    layout["yaxis"] = {**axis, "range": [rows * high, 0]}
    return {"data": data, "layout": layout}


def _square(middle: tuple[float, float], half: tuple[float, float]) -> list[tuple[float, float]]:
    (x, y), (right, down) = middle, half
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return [(x + right * across, y + down * along) for across, along in corners]


def _letters(name: str, side: float) -> int:
    """Letters in a line; one long word is broken near its middle, not before its last letter."""
    width = int((side - 6) / _LETTER_PX)
    return width if " " in name or len(name) <= width else min(width, (len(name) + 1) // 2)


def _words(mark: Mark, middle: tuple[float, float], side: float) -> dict[str, Any]:
    color = mark.look.color
    name = wrapped(mark.name, _letters(mark.name, side), lines=2)
    sign = f"<span style='font-size:{SIGN_PX}px'><b>{mark.sign}</b></span>"
    return {
        "x": middle[0],
        "y": middle[1],
        "text": f"{name}<br>{sign}" + (f" {safe(mark.below)}" if mark.below else ""),
        "showarrow": False,
        "font": font(FONT_PX, ink_on(color)),
        "bgcolor": filling(mark.look)["fillcolor"],  # hatching behind letters would make them hard to read
        "borderpad": 1,
    }
