"""Who came, meeting by meeting, as bars that carry their numbers."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from coalition.frames import records

_CAME, _MISSED = "#2A86A8", "#8A979C"  # both readable on the light and on the dark page


def attendance_bars(rates: pd.DataFrame, *, days: Sequence[str], came: str, missed: str, unit: str, of: str) -> go.Figure:
    """One bar per meeting, oldest left: the filled part came, the outlined part was expected and did not.

    Args:
        rates: MEETING_RATES, newest first.
        days: the date of each meeting as it is to be shown, in the same order.
        came, missed: names of the two parts in the legend.
        unit: title of the axis of numbers.
        of: how a bar is labeled, with {present} and {expected}; "?" stands where nobody was expected.
    """
    rows = records(rates)[::-1]
    labels = [
        of.format(present=row["present"], expected=row["expected"]) if row["expected"] else f"{row['guests']} / ?"
        for row in rows
    ]
    places = list(range(len(rows)))
    missing = [row["expected"] - row["present"] for row in rows]
    top = max([row["expected"] for row in rows], default=0) or 1
    figure = go.Figure(
        [
            {"type": "bar", "name": came, "x": places, "y": [r["present"] for r in rows], "marker": {"color": _CAME}},
            {
                "type": "bar",
                "name": missed,
                "x": places,
                "y": missing,
                "marker": {"color": "rgba(0,0,0,0)", "line": {"color": _MISSED, "width": 1.5}},
                "text": labels,
                "textposition": "outside",
                "textangle": 0 if len(rows) <= 12 else -90,
                "cliponaxis": False,
            },
        ]
    )
    figure.update_traces(hoverinfo="skip")
    figure.update_layout(
        barmode="stack",
        height=300,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        bargap=0.25,
        dragmode=False,
        legend={"orientation": "h", "traceorder": "normal", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis={
            "tickvals": places,
            "ticktext": list(days)[::-1],
            "fixedrange": True,
            "tickangle": 0 if len(rows) <= 12 else -90,
        },
        yaxis={"title": {"text": unit}, "range": [0, top * 1.18], "fixedrange": True, "automargin": True},
    )
    return figure
