"""Who came, meeting by meeting, as bars that carry their numbers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from coalition.charts.theme import FONT_FAMILY, FONT_PX
from coalition.frames import records

_CAME, _MISSED, _ON_CAME = "#1F7391", "#8A979C", "#FFFFFF"  # the first two are seen on the light and on the dark page
_CLEAR = "rgba(0,0,0,0)"
_HATCHED = {"shape": "/", "fgcolor": _CAME}
EXCUSED_SIGN = "◐"
UPRIGHT = 12
"""More bars than this carry their words turned, in one line, and need TURNED_PX each [px]."""

TURNED_PX = 30
_BAR = {"type": "bar", "constraintext": "none", "cliponaxis": False, "hoverinfo": "skip"}
_LOW = 0.14  # share of the picture's height below which a number does not fit into its bar


def attendance_bars(
    rates: pd.DataFrame, *, days: Sequence[str], came: str, excused: str, missed: str, of: str, unrecorded: str, ink: str
) -> dict[str, Any]:
    """One bar per meeting, oldest left: the filled part came, the hatched part was excused, the outlined part did not come.

    Args:
        rates: MEETING_RATES, newest first.
        days: the date of each meeting as it is to be shown, in the same order.
        came, excused, missed: names of the parts in the legend; excused, with its sign, is left out where nobody was.
        of: what stands on a bar, with {expected}; "?" stands where nobody was expected.
        unrecorded: what stands in place of the bar of a meeting that is not recorded.
        ink: color of the words on the page.

    Returns:
        A plain plotly figure. Its numbers stand in and on the bars; there is no axis to read them from.
    """
    rows = records(rates)[::-1]
    room = max([row["expected"] or 0 for row in rows], default=0) or 1
    inside = [(row["present"] or 0) >= _LOW * room for row in rows]
    angle = 0 if len(rows) <= UPRIGHT else -90
    shared = _BAR | {"x": list(range(len(rows))), "textangle": angle}
    present = {
        "name": came,
        "y": [row["present"] or 0 for row in rows],
        "text": [f"<b>{row['present']}</b>" if row["present"] and fits else "" for row, fits in zip(rows, inside, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "end",
        "textfont": _font(FONT_PX + 4, _ON_CAME),
        "marker": {"color": _CAME},
    }
    sent_word = {
        "name": f"{EXCUSED_SIGN} {excused}",
        "y": [row["excused"] or 0 for row in rows],
        "marker": {"color": _CLEAR, "line": {"color": _CAME, "width": 1.5}, "pattern": _HATCHED},
    }
    absent = {
        "name": missed,
        "y": [(row["expected"] or 0) - (row["present"] or 0) - (row["excused"] or 0) for row in rows],
        "text": [_on_bar(row, of, fits, unrecorded, " " if angle else "<br>") for row, fits in zip(rows, inside, strict=True)],
        "textposition": "outside",
        "textfont": _font(FONT_PX, ink),
        "marker": {"color": _CLEAR, "line": {"color": _MISSED, "width": 1.5}},
    }
    parts = [present, sent_word, absent] if any(sent_word["y"]) else [present, absent]
    rises = (1.16, 1.34) if not angle else (1.4, 1.7)  # one line or two on a bar; turned, a line is as high as it is long
    return {
        "data": [shared | part for part in parts],
        "layout": _layout(list(days)[::-1], angle, room * rises[len(parts) - 2], ink),
    }


def _on_bar(row: dict[str, Any], of: str, fits: bool, unrecorded: str, between: str) -> str:
    """What stands on a bar: who came where that does not fit into it, of how many, and how many of them were excused."""
    if row["expected"] is None:
        return unrecorded
    came = f"<b>{row['present']}</b> " if row["present"] and not fits else ""
    told = came + of.format(expected=row["expected"] or "?")
    return f"{told}{between}{EXCUSED_SIGN} {row['excused']}" if row["excused"] else told


def _font(size: int, color: str) -> dict[str, Any]:
    return {"size": size, "color": color, "family": FONT_FAMILY}


def _layout(days: list[str], angle: int, top: float, ink: str) -> dict[str, Any]:
    return {
        "barmode": "stack",
        "height": 270 if not angle else 340,
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
            "font": _font(FONT_PX, ink),
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "xaxis": {
            "tickvals": list(range(len(days))),
            "ticktext": days,
            "fixedrange": True,
            "tickangle": angle,
            "tickfont": _font(FONT_PX, ink),
        },
        "yaxis": {"visible": False, "range": [0, top], "fixedrange": True},
    }
