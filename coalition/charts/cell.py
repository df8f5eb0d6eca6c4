"""The history of one cell as a strip: one block per state, its sign printed, and a point for every fact above it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from coalition.charts.marks import BORDER, font
from coalition.charts.theme import FONT_PX, INK, PAPER, hover_lines
from coalition.vocabulary import STATES, CellState, FactKind

DAYS_SHOWN = 730
"""A strip looks back two years at most: older days would press the last months together."""

HEIGHT_PX = 104
_POINT = "#8A979C"  # seen on the light and on the dark page
_NARROW = 0.045  # a block that is narrower has no room for its sign; the list below the strip has it
SYMBOLS: dict[FactKind, str] = {
    FactKind.CONFIRMED: "circle",
    FactKind.STARTED: "triangle-up",
    FactKind.ENDED: "triangle-down",
    FactKind.POSTPONED: "triangle-right",
    FactKind.STALE: "circle-open",
    FactKind.NOBODY: "square",
    FactKind.NOBODY_STALE: "square-open",
    FactKind.VERDICT: "diamond",
    FactKind.VERDICT_STALE: "diamond-open",
}
"""What runs out is the open sign of what was said."""


def first_day(spans: Sequence[Mapping[str, Any]], on: date) -> date:
    """The first day a strip shows: that of the first fact, or DAYS_SHOWN before the date."""
    first: date = spans[0]["from_on"]
    return max(first, on - timedelta(days=DAYS_SHOWN))


def history_strip(
    spans: Sequence[Mapping[str, Any]],
    facts: Sequence[Mapping[str, Any]],
    *,
    on: date,
    words: Sequence[str],
    told: Sequence[str],
    is_dark: bool = False,
) -> dict[str, Any]:
    """The strip of a cell from its first fact to a date, as a plain plotly figure.

    Args:
        spans: rows of frames.history.CELL_SPANS; at least one.
        facts: rows of frames.history.CELL_FACTS.
        on: the last day shown.
        words: what is shown when pointing at each span.
        told: what is shown when pointing at each fact.
        is_dark: of the page.
    """
    start, end = first_day(spans, on), on + timedelta(days=1)
    width = (end - start).days
    shown = [
        (max(s["from_on"], start), (s["to_on"] or on) + timedelta(days=1), s, w) for s, w in zip(spans, words, strict=True)
    ]
    blocks = [_Block(at, until, span, word, width) for at, until, span, word in shown if until > start]
    points = [(fact, line) for fact, line in zip(facts, told, strict=True) if fact["on"] >= start]
    return {
        "data": [*(block.trace(start, int(is_dark)) for block in blocks), _points(points, start)],
        "layout": {
            "height": HEIGHT_PX,
            "barmode": "overlay",
            "bargap": 0,
            "showlegend": False,
            "margin": {"l": 10, "r": 10, "t": 4, "b": 4, "autoexpand": False},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": font(),
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"font": font(), "align": "left", "bgcolor": PAPER, "bordercolor": INK},
            "xaxis": {"visible": False, "range": [0, width], "fixedrange": True},
            "yaxis": {"visible": False, "range": [-0.5, 1.1], "fixedrange": True},
        },
    }


class _Block:
    """One state for some days."""

    def __init__(self, at: date, until: date, span: Mapping[str, Any], word: str, width: int) -> None:
        self.at, self.days, self.word = at, (until - at).days, word
        self.state = CellState(span["state"])
        self.sign = STATES[self.state].sign_of(span["fresh_organizations"]) if self.days / width >= _NARROW else ""

    def trace(self, start: date, theme: int) -> dict[str, Any]:
        traits = STATES[self.state]
        color, ink, hatching = traits.fill[theme], traits.ink[theme], traits.hatching
        marker: dict[str, Any] = {"color": color, "line": {"color": BORDER, "width": 1}}
        if hatching:
            marker["pattern"] = {
                "shape": hatching,
                "fillmode": "overlay",
                "fgcolor": ink,
                "fgopacity": 0.25,
                "size": 9,
                "solidity": 0.16,
            }
        return {
            "type": "bar",
            "orientation": "h",
            "base": [(self.at - start).days],
            "x": [self.days],
            "y": [0],
            "width": 0.9,
            "text": [f"<b>{self.sign}</b>" if self.sign else ""],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": font(FONT_PX + 2, ink),
            "marker": marker,
            "hovertext": [hover_lines(self.word)],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }


def _points(points: Sequence[tuple[Mapping[str, Any], str]], start: date) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(fact["on"] - start).days for fact, _ in points],
        "y": [0.82] * len(points),
        "text": [hover_lines(line) for _, line in points],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [SYMBOLS[FactKind(fact["kind"])] for fact, _ in points],
            "size": 13,
            "color": _POINT,
            "line": {"color": _POINT, "width": 2},
        },
    }
