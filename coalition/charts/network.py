"""Who is tied with whom, drawn; and how it went quarter by quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coalition.charts.theme import FONT_FAMILY, FONT_PX, safe, wrapped

TIED = "#1F7391"
LOOKS = {
    "ngo": ("#1F7391", "circle", "●"),
    "government": ("#C4551C", "square", "■"),
    "police": ("#5B63C9", "diamond", "◆"),
    "justice": ("#B0569B", "triangle-up", "▲"),
    "health": ("#23875F", "triangle-down", "▼"),
    "international": ("#A37B00", "pentagon", "⬟"),
    "private": ("#8A6F5A", "star", "★"),
    "other": ("#75828A", "cross", "✚"),
    "": ("#75828A", "x", "✖"),
}
"""Sector ("": not told) -> its color, seen on the light and on the dark page, and its shape, which says the same; its sign."""

WIDE_PX, NARROW_PX = 1150, 340
"""Widths of the picture for which names are chosen: of a projector, and of a telephone."""

_LINE = "rgba(110,130,138,0.55)"
_DOT, _NAME_PX, _LETTER_PX, _LETTERS = 13, 14, 7.4, 20
_MARGIN = {"l": 8, "r": 8, "t": 4, "b": 4}
_EDGE, _ABOVE, _BELOW = 0.04, 0.06, 0.09  # of the width and the height that stays free around the places


@dataclass(frozen=True)
class Dot:
    """One member in the drawing.

    Attributes:
        x, y: its place, 0 to 1.
        name: written beside it where there is room.
        told: what stands beside it when it is pointed at.
        sector: a key of LOOKS.
        is_bridge: drawn with a ring, and named before others.
        is_gone: as if it had left: drawn as a cross.
        is_alone: stands below, among those tied with nobody.
        weight: those with more are named before others.
    """

    x: float
    y: float
    name: str
    told: str
    sector: str
    is_bridge: bool = False
    is_gone: bool = False
    is_alone: bool = False
    weight: int = 0


def drawing(dots: Sequence[Dot], ties: Iterable[tuple[int, int]], *, alone: str, ink: str, height: int) -> dict[str, Any]:
    """The members as dots and their ties as lines, all of one width.

    Args:
        dots: in any order.
        ties: places in `dots` of the two members of each tie.
        alone: what stands above those that are tied with nobody.
        ink: color of the words, of the page they stand on.
        height: of the picture [px].

    Returns:
        A plain plotly figure. The last of its traces are names for which only a wide screen has room.
    """
    data = [_lines(dots, ties)]
    rings = [dot for dot in dots if dot.is_bridge and not dot.is_gone]
    ring = {"symbol": "circle-open", "size": 2 * _DOT, "color": ink, "line": {"width": 2}}
    data.append(_dots(rings, ring) | {"hoverinfo": "skip"})
    for sector, (color, shape, _) in LOOKS.items():
        if own := [dot for dot in dots if dot.sector == sector and not dot.is_gone]:
            data.append(_dots(own, {"symbol": shape, "size": _DOT, "color": color, "opacity": 1}))
    gone = [dot for dot in dots if dot.is_gone]
    data.append(_dots(gone, {"symbol": "x-thin", "size": _DOT, "line": {"width": 3, "color": ink}}))
    near = labels(dots, NARROW_PX, height)
    data += [_names(near, ink), _names(labels(dots, WIDE_PX, height, near), ink)]
    return {"data": data, "layout": _layout(height, _head(dots, alone, ink))}


@dataclass(frozen=True)
class Label:
    """A name, where it stands, and on which side of its dot ("top center" of plotly)."""

    dot: Dot
    side: str
    lines: str


_SIDES = {"bottom center": (0, -1), "top center": (0, 1), "middle right": (1, 0), "middle left": (-1, 0)}
Box = tuple[float, float, float, float]


def labels(dots: Sequence[Dot], width: int, height: int, taken: Sequence[Label] = ()) -> list[Label]:
    """The names that can be read at a size, beside those that stand already: none on another, on a dot or over the edge.

    Args:
        dots: all of them.
        width, height: of the picture [px].
        taken: names that stand already; they are not given again.
    """
    room = (width - _MARGIN["l"] - _MARGIN["r"]) * (1 - 2 * _EDGE), height * (1 - _ABOVE - _BELOW)
    free: list[Box] = [_box(dot, room, (0, 0), (_size(dot), _size(dot))) for dot in dots]
    for label in taken:
        free.append(_label_box(label.dot, label.lines, label.side, room))
    named, found = {id(label.dot) for label in taken}, []
    for dot in sorted(dots, key=lambda dot: (not dot.is_gone, not dot.is_bridge, -dot.weight, dot.name)):
        if id(dot) in named:
            continue
        lines = wrapped(dot.name, _LETTERS)
        for side in list(_SIDES)[:1] if dot.is_alone else _SIDES:  # above those that are alone stands what they are
            box = _label_box(dot, lines, side, room)
            inside = box[0] >= -_EDGE * width and box[2] <= room[0] + _EDGE * width and box[3] <= room[1] + _ABOVE * height
            if inside and not any(_meet(box, other) for other in free):
                free.append(box)
                found.append(Label(dot, side, lines))
                break
    return found


def _label_box(dot: Dot, lines: str, side: str, room: tuple[float, float]) -> Box:
    parts = lines.split("<br>")
    size = max(len(part) for part in parts) * _LETTER_PX + 6, len(parts) * _NAME_PX * 1.3 + 2
    across, along = _SIDES[side]
    return _box(dot, room, (across * (size[0] + _size(dot) + 4) / 2, along * (size[1] + _size(dot) + 2) / 2), size)


def _box(dot: Dot, room: tuple[float, float], off: tuple[float, float], size: tuple[float, float]) -> Box:
    x, y = dot.x * room[0] + off[0], dot.y * room[1] + off[1]
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lines(dots: Sequence[Dot], ties: Iterable[tuple[int, int]]) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for one, other in ties:
        x += [dots[one].x, dots[other].x, None]
        y += [dots[one].y, dots[other].y, None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": _LINE, "width": 1.4}, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip


def _dots(dots: Sequence[Dot], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [dot.x for dot in dots], "y": [dot.y for dot in dots],
        "text": [dot.told for dot in dots], "hovertemplate": "%{text}<extra></extra>", "marker": marker, "cliponaxis": False,
        "showlegend": False,
    }  # fmt: skip


def _names(named: Sequence[Label], ink: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "x": [one.dot.x for one in named], "y": [one.dot.y for one in named],
        "text": [f"<b>{one.lines}</b>" if one.dot.is_bridge else one.lines for one in named],
        "textposition": [one.side for one in named], "textfont": _font(ink, _NAME_PX), "hoverinfo": "skip", "showlegend": False,
        "marker": {"opacity": 0, "size": [_size(one.dot) for one in named]},  # names stand clear of what they name
        "cliponaxis": False,
    }  # fmt: skip


def _head(dots: Sequence[Dot], alone: str, ink: str) -> list[dict[str, Any]]:
    """What stands above those that are tied with nobody."""
    heights = [dot.y for dot in dots if dot.is_alone]
    if not heights:
        return []
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": max(heights) + 0.05, "yanchor": "bottom", "showarrow": False}
    return [{**at, "text": safe(alone), "font": _font(ink, _NAME_PX)}]


def _size(dot: Dot) -> int:
    """Of its mark, with its ring [px]."""
    return 2 * _DOT if dot.is_bridge else _DOT


def _font(ink: str, size: int = FONT_PX) -> dict[str, Any]:
    return {"size": size, "family": FONT_FAMILY, "color": ink}


def _layout(height: int, words: list[dict[str, Any]]) -> dict[str, Any]:
    axis = {"visible": False, "fixedrange": True, "range": [-_EDGE, 1 + _EDGE]}
    return {
        "height": height,
        "margin": _MARGIN,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": FONT_PX, "family": FONT_FAMILY}},
        "annotations": words,
        "xaxis": axis,
        "yaxis": {**axis, "range": [-_BELOW, 1 + _ABOVE]},
    }
