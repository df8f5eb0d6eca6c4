"""Who came, meeting by meeting, as bars that carry their numbers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from coalition.charts.theme import FONT_FAMILY, FONT_PX
from coalition.frames import records

_CAME, _MISSED, _ON_CAME = "#1F7391", "#8A979C", "#FFFFFF"  # the first two are seen on the light and on the dark page
_UPRIGHT = 12  # more bars than this carry their words turned


def attendance_bars(rates: pd.DataFrame, *, days: Sequence[str], came: str, missed: str, of: str) -> dict[str, Any]:
    """One bar per meeting, oldest left: the filled part came, the outlined part was expected and did not.

    Args:
        rates: MEETING_RATES, newest first.
        days: the date of each meeting as it is to be shown, in the same order.
        came, missed: names of the two parts in the legend.
        of: what stands on a bar, with {expected}; "?" stands where nobody was expected.

    Returns:
        A plain plotly figure. Its numbers stand in and on the bars; there is no axis to read them from.
    """
    rows = records(rates)[::-1]
    angle = 0 if len(rows) <= _UPRIGHT else -90
    top = max([row["expected"] for row in rows], default=0) or 1
    shared = {
        "type": "bar",
        "x": list(range(len(rows))),
        "textangle": angle,
        "constraintext": "none",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    present = {
        "name": came,
        "y": [row["present"] for row in rows],
        "text": [f"<b>{row['present']}</b>" if row["present"] else "" for row in rows],
        "textposition": "inside",
        "insidetextanchor": "end",
        "textfont": {**_font(FONT_PX + 4), "color": _ON_CAME},
        "marker": {"color": _CAME},
    }
    absent = {
        "name": missed,
        "y": [row["expected"] - row["present"] for row in rows],
        "text": [of.format(expected=row["expected"] or "?") for row in rows],
        "textposition": "outside",
        "textfont": _font(FONT_PX),
        "marker": {"color": "rgba(0,0,0,0)", "line": {"color": _MISSED, "width": 1.5}},
    }
    return {"data": [{**shared, **present}, {**shared, **absent}], "layout": _layout(list(days)[::-1], angle, top)}


def _font(size: int) -> dict[str, Any]:
    return {"size": size, "family": FONT_FAMILY}


def _layout(days: list[str], angle: int, top: int) -> dict[str, Any]:
    return {
        "barmode": "stack",
        "height": 270,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 8},
        "bargap": 0.2,
        "dragmode": False,
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "font": _font(FONT_PX),
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "xaxis": {
            "tickvals": list(range(len(days))),
            "ticktext": days,
            "fixedrange": True,
            "tickangle": angle,
            "tickfont": _font(FONT_PX),
        },
        "yaxis": {"visible": False, "range": [0, top * 1.16], "fixedrange": True},
    }
