"""How far referrals come, as bars that carry their words and numbers; who sends to whom, as bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition.charts.theme import FONT_FAMILY, FONT_PX, safe, wrapped

CAME, ENDED, WAITS = "#1F7391", "#8A979C", "#C77700"
"""Came to a step, ended without help, still waits: seen on the light and on the dark page, the words beside each."""

_TRACK, _BAND = "rgba(128,128,128,0.16)", "rgba(110,130,138,0.38)"
_ROW_PX = 50
_LEFT, _RIGHT, _NODE = 0.27, 0.715, 0.015
"""Where the ends of the bands stand, and how broad they are, as shares of the width; the rest is for the names."""

_HEAD_PX = 34  # above the bands, for what their ends are
_THICKEST_PX, _NAME_PX, _GAP_PX, _NAME_LETTERS = 90, 46, 14, 20
"""Height of the greatest end, least room for a name of two lines, gap between two ends; letters in a line of a name."""


@dataclass(frozen=True)
class Bar:
    """One bar: what it counts, how many, what stands behind the number (such as a share; empty: nothing), its color."""

    label: str
    number: int
    beside: str = ""
    color: str = CAME


@dataclass(frozen=True)
class Band:
    """So many referrals from one organization to another."""

    sender: str
    receiver: str
    number: int


def told_bars(bars: Sequence[Bar], *, whole: int, ink: str) -> dict[str, Any]:
    """One bar below the other, each under its number and its words; the pale rest of the line is the whole.

    Args:
        bars: from the top; at least one.
        whole: what the full width stands for; at least the greatest number.
        ink: color of the words, of the page they stand on.

    Returns:
        A plain plotly figure, as wide as its place: the words stand above the bars, so that they need no margin.
    """
    places = list(range(len(bars), 0, -1))
    shared = {"type": "bar", "orientation": "h", "y": places, "width": 0.3, "hoverinfo": "skip", "showlegend": False}
    track = {**shared, "x": [max(whole, 1)] * len(bars), "marker": {"color": _TRACK}}
    filled = {**shared, "x": [bar.number for bar in bars], "marker": {"color": [bar.color for bar in bars]}}
    words = [
        {
            "x": 0,
            "y": place,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": 6,
            "showarrow": False,
            "align": "left",
            "text": f"<b>{bar.number:,}</b>  {safe(bar.label)}" + (f" · {safe(bar.beside)}" if bar.beside else ""),
            "font": _font(ink),
        }
        for bar, place in zip(bars, places, strict=True)
    ]
    axis = {"visible": False, "fixedrange": True}
    return {
        "data": [track, filled],
        "layout": {
            "barmode": "overlay",
            "height": _ROW_PX * len(bars) + 12,
            "margin": {"l": 2, "r": 2, "t": 0, "b": 0},
            "dragmode": False,
            "xaxis": {**axis, "range": [0, max(whole, 1)]},
            "yaxis": {**axis, "range": [0.6, len(bars) + 0.68]},
            "annotations": words,
        },
    }


def who_to_whom(bands: Sequence[Band], *, heads: tuple[str, str], ink: str) -> dict[str, Any]:
    """Bands from who sends (left) to who receives (right), as broad as they are many; each name with its number beside its end.

    An organization that does both stands on both sides, so that no band runs back. Plotly's own Sankey writes the names over
    the bands, where they cannot be read; this one is drawn as plain shapes, a pixel to a unit from top to bottom.

    Args:
        bands: at least one.
        heads: what stands above those who send and those who receive.
        ink: color of the words, of the page they stand on.
    """
    senders = _totals(bands, "sender")
    place = {name: number for number, name in enumerate(senders)}
    weights = {name: (_mean(bands, name, place), -count, name) for name, count in _totals(bands, "receiver").items()}
    receivers = {name: -weights[name][1] for name in sorted(weights, key=lambda name: weights[name])}
    unit = _THICKEST_PX / max(*senders.values(), *receivers.values())
    height = max(_side_px(senders, unit), _side_px(receivers, unit))
    left, right = _tops(senders, unit, height), _tops(receivers, unit, height)
    shapes, words = [], [_head(head, x, height, ink) for head, x in zip(heads, (_LEFT, _RIGHT), strict=True)]
    for x, side, tops, color in ((_LEFT, senders, left, CAME), (_RIGHT, receivers, right, WAITS)):
        for name, count in side.items():
            bottom = tops[name] - count * unit
            shapes.append({"type": "rect", "x0": x, "x1": x + _NODE, "y0": bottom, "y1": tops[name], **_filled(color)})
            words.append(_name(name, count, x, (tops[name] + bottom) / 2, ink))
    order = {name: number for number, name in enumerate(receivers)}
    hover: dict[str, list[Any]] = {"x": [], "y": [], "text": []}
    for band in sorted(bands, key=lambda band: (place[band.sender], order[band.receiver])):
        thick, start, end = band.number * unit, left[band.sender], right[band.receiver]
        left[band.sender] -= thick
        right[band.receiver] -= thick
        shapes.append({"type": "path", "path": _path(start, end, thick), "layer": "below", **_filled(_BAND)})
        for value, axis in ((0.5, "x"), ((start + end - thick) / 2, "y"), (_band_text(band), "text")):
            hover[axis].append(value)
    return {"data": [_targets(hover)], "layout": _bands_layout(height, shapes, words)}


def _mean(bands: Sequence[Band], receiver: str, place: dict[str, int]) -> float:
    """Where those who send to it stand, in the middle: receivers in this order cross the fewest bands."""
    own = [band for band in bands if band.receiver == receiver]
    return sum(place[band.sender] * band.number for band in own) / sum(band.number for band in own)


def _side_px(side: dict[str, int], unit: float) -> float:
    return sum(max(_NAME_PX, count * unit + _GAP_PX) for count in side.values())


def _tops(side: dict[str, int], unit: float, height: float) -> dict[str, float]:
    """Where each end begins, from the top down; a side with fewer of them is spread over the whole height."""
    spare = (height - _side_px(side, unit)) / len(side)
    found, at = {}, height
    for name, count in side.items():
        room = max(_NAME_PX, count * unit + _GAP_PX) + spare
        found[name] = at - (room - count * unit) / 2
        at -= room
    return found


def _path(start: float, end: float, thick: float) -> str:
    """The outline of a band as plotly draws it."""
    x0, x1, middle = _LEFT + _NODE, _RIGHT, (_LEFT + _RIGHT) / 2
    there = f"M {x0},{start:.1f} C {middle},{start:.1f} {middle},{end:.1f} {x1},{end:.1f}"
    back = f"L {x1},{end - thick:.1f} C {middle},{end - thick:.1f} {middle},{start - thick:.1f} {x0},{start - thick:.1f} Z"
    return f"{there} {back}"


def _filled(color: str) -> dict[str, Any]:
    return {"fillcolor": color, "line": {"width": 0}}


def _band_text(band: Band) -> str:
    return f"{safe(band.sender)} → {safe(band.receiver)}: {band.number:,}"


def _name(name: str, count: int, x: float, y: float, ink: str) -> dict[str, Any]:
    return {"y": y, "yanchor": "middle", "text": f"{wrapped(name, _NAME_LETTERS)} <b>{count:,}</b>", **_beside(x, ink)}


def _head(text: str, x: float, height: float, ink: str) -> dict[str, Any]:
    return {"y": height + _HEAD_PX, "yanchor": "top", "text": f"<b>{safe(text)}</b>", **_beside(x, ink)}


def _beside(x: float, ink: str) -> dict[str, Any]:
    """Words on the outer side of an end."""
    is_left = x == _LEFT
    side = "right" if is_left else "left"
    at = x - 0.008 if is_left else x + _NODE + 0.008
    return {"x": at, "xanchor": side, "align": side, "showarrow": False, "font": _font(ink)}


def _targets(hover: dict[str, list[Any]]) -> dict[str, Any]:
    """Invisible marks in the middle of the bands, which the pointer finds."""
    marker = {"size": 26, "opacity": 0}
    told = {"hovertemplate": "%{text}<extra></extra>", "showlegend": False}
    return {"type": "scatter", "mode": "markers", "marker": marker, **hover, **told}


def _bands_layout(height: float, shapes: list[Any], words: list[Any]) -> dict[str, Any]:
    axis = {"visible": False, "fixedrange": True}
    return {
        "height": round(height) + _HEAD_PX,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": FONT_PX, "family": FONT_FAMILY}},
        "xaxis": {**axis, "range": [0, 1]},
        "yaxis": {**axis, "range": [0, height + _HEAD_PX]},
        "shapes": shapes,
        "annotations": words,
    }


def _totals(bands: Sequence[Band], side: str) -> dict[str, int]:
    """{name: referrals}, the most first."""
    found: dict[str, int] = {}
    for band in bands:
        name = getattr(band, side)
        found[name] = found.get(name, 0) + band.number
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _font(ink: str) -> dict[str, Any]:
    return {"size": FONT_PX, "family": FONT_FAMILY, "color": ink}
