"""Words and tables of the overview page. No plotly here: the first page must be quick."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.overview import Overview
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.views.coverage.words import area_of, cell_words, sentence, type_of
from coalition.views.participation.words import excused_sentence
from coalition.vocabulary import CellState

TOP = 6

_SMALL_NUMBERS = """<style>
.st-key-changed-numbers [data-testid="stMetricValue"] { font-size: 1.7rem; padding: 0; line-height: 1.25; }
</style>"""  # eight numbers above the fold of a projector


def meeting_sentence(found: Overview) -> str:
    """The last meeting in a sentence, ready for a markdown context."""
    meeting = found.meeting
    if meeting is None:
        return t("No meeting is stored yet.")
    day, title = date_text(meeting["held_on"]), f" ({md(meeting['title'])})" if meeting["title"] else ""
    if meeting["expected"] is None:
        told = t("The last meeting was on {day}{title}; it is not recorded who came.", day=day, title=title)
    elif not meeting["expected"]:
        told = t("The last meeting was on {day}{title}; no organization was expected.", day=day, title=title)
    else:
        told = t(
            "The last meeting was on {day}{title}: **{present} of {expected}** expected members came.",
            day=day,
            title=title,
            present=meeting["present"],
            expected=meeting["expected"],
        )
        told = " ".join(filter(None, [told, excused_sentence(meeting)]))
    return told


def draw_numbers(found: Overview) -> None:
    """What changed, as numbers with their units."""
    kinds = found.cells["kind"].value_counts().to_dict()
    numbers = [
        (t("Services added"), len(found.started)),
        (t("Services ended"), len(found.ended)),
        (t("Help gained"), kinds.get("opened", 0)),
        (t("Help lost"), kinds.get("closed", 0) + kinds.get("fragile", 0)),
        (t("Gone silent"), kinds.get("silent", 0)),
        (t("Members lapsed"), len(found.lapsed)),
        (t("Members back"), len(found.returned)),
    ]
    if found.new_cases is not None:
        numbers.append((t("New cases"), found.new_cases))
    st.html(_SMALL_NUMBERS)
    with st.container(key="changed-numbers"), st.grid(4, min_column_width=118, gap="xsmall"):
        for name, value in numbers:
            st.metric(name, value)
    told = t("Help gained, lost or gone silent is counted by kind of help and area.")
    if found.new_cases is not None:
        told += " " + t("Exact counts: do not show them on the projector.")
    st.caption(told)


def actions_words(found: Overview) -> str:
    """How many promises are open, and of these overdue: `7 actions open, 2 overdue`."""
    n, late = found.actions.open, found.actions.overdue
    told = tn(n, "1 action open", "{n} actions open")
    return f"{told}, {t('{n} overdue', n=late)}" if late else told


def draw_changes(found: Overview) -> None:
    """Which kinds of help, services and members the numbers are about."""
    if found.lapsed:
        st.markdown(t("**Lapsed:** {names}", names=md(", ".join(found.lapsed))))
    if found.returned:
        st.markdown(t("**Came back:** {names}", names=md(", ".join(found.returned))))
    if not found.cells.empty:
        with st.container(height="content" if len(found.cells) < 10 else 420, border=False):
            st.table(cells_table(found.cells).map(md), hide_index=True)  # a table breaks long names, where a grid cuts them
    for name, frame in ((t("Services added"), found.started), (t("Services ended"), found.ended)):
        if not frame.empty:
            with st.expander(f"{name}: {len(frame)}"):
                st.dataframe(services_changed_table(frame), hide_index=True)
    if not (found.lapsed or found.returned or len(found.cells) or len(found.started) or len(found.ended)):
        st.markdown(t("Nothing that is stored has changed."))


def cells_table(changes: pd.DataFrame) -> pd.DataFrame:
    """The kinds of help whose state changed in an area, in words."""
    rows = records(changes)
    return pd.DataFrame(
        {
            t("Kind of help"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Before"): [label_of(CellState(row["before"])) for row in rows],
            t("Now"): [label_of(CellState(row["after"])) for row in rows],
        }
    )


def services_changed_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Services that came or went."""
    rows = records(frame)
    return pd.DataFrame(
        {
            t("Organization"): [row["organization"] for row in rows],
            t("Kind of help"): [type_of(row) for row in rows],
            t("Area"): [area_of(row) for row in rows],
            t("Confirmed on"): [date_text(row["assured_on"]) for row in rows],
        }
    )


def draw_gaps(found: Overview) -> None:
    """The biggest gaps of today, each a link into the coverage page."""
    picture = found.coverage
    if not found.has_services:
        st.markdown(t("No service is stored yet, so nothing can be said about gaps."))
        page_link("pages/import_data.py", t("Upload a list of services"))
        return
    if picture.cells.empty:
        st.markdown(t("No area is chosen yet."))
        page_link("pages/settings.py", t("Choose the areas"))
        return
    st.markdown(f":small[{sentence(picture)}]")
    level: dict[str, Any] = {"level": "2"} if picture.level == 2 else {}
    shown = picture.gaps if not picture.gaps.empty else picture.unknown
    for number, row in enumerate(records(shown.head(TOP)), start=1):
        with st.container(gap=None):
            label = f"{number}. {md(type_of(row))} · {md(area_of(row))}"
            page_link("pages/coverage.py", label, area=row["pcode"], type=row["code"], **level)
            st.caption(md(cell_words(row)))
    page_link("pages/coverage.py", t("See the whole picture"), **level)
