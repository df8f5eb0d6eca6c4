"""How far referrals come, as bars that carry their words and numbers; who sends to whom, as bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coalition.charts.theme import FONT_FAMILY, FONT_PX, safe, wrapped

CAME, ENDED, WAITS = "#1F7391", "#8A979C", "#C77700"
"""Came to a step, ended without help, still waits: seen on the light and on the dark page, the words beside each."""

_TRACK, _BAND = "rgba(128,128,128,0.16)", "rgba(110,130,138,0.38)"
_SENDER, _RECEIVER = "#1F7391", "#C77700"
_ROW_PX = 50
_NAME_LETTERS = 30


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


def told_bars(bars: Sequence[Bar], *, whole: int) -> dict[str, Any]:
    """One bar below the other, each under its number and its words; the pale rest of the line is the whole.

    Args:
        bars: from the top; at least one.
        whole: what the full width stands for; at least the greatest number.

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
            "font": _font(),
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
            "yaxis": {**axis, "range": [0.6, len(bars) + 0.8]},
            "annotations": words,
        },
    }


def who_to_whom(bands: Sequence[Band]) -> dict[str, Any]:
    """Bands from who sends (left) to who receives (right), as broad as they are many; each name with its number.

    An organization that does both stands on both sides, so that no band runs back.
    """
    senders, receivers = _totals(bands, "sender"), _totals(bands, "receiver")
    left = {name: place for place, name in enumerate(senders)}
    right = {name: place for place, name in enumerate(receivers, start=len(left))}
    labels = [f"{wrapped(name, _NAME_LETTERS, 1)} <b>{count:,}</b>" for name, count in [*senders.items(), *receivers.items()]]
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "textfont": _font(),
        "node": {
            "label": labels,
            "color": [_SENDER] * len(left) + [_RECEIVER] * len(right),
            "pad": 26,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}<extra></extra>",
        },
        "link": {
            "source": [left[band.sender] for band in bands],
            "target": [right[band.receiver] for band in bands],
            "value": [band.number for band in bands],
            "color": [_BAND] * len(bands),
            "customdata": [f"{safe(b.sender)} → {safe(b.receiver)}: {b.number:,}" for b in bands],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    layout = {
        "height": max(180, 46 * max(len(left), len(right)) + 20),
        "margin": {"l": 2, "r": 2, "t": 8, "b": 12},
        "font": _font(),
        "hoverlabel": {"font": _font()},
    }
    return {"data": [sankey], "layout": layout}


def _totals(bands: Sequence[Band], side: str) -> dict[str, int]:
    """{name: referrals}, the most first."""
    found: dict[str, int] = {}
    for band in bands:
        name = getattr(band, side)
        found[name] = found.get(name, 0) + band.number
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _font() -> dict[str, Any]:
    return {"size": FONT_PX, "family": FONT_FAMILY}
