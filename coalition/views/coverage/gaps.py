"""Below the matrix: the gaps by rank, what nobody asked about, any cell by its name, and all of it as a table."""

from functools import partial
from typing import Any

import streamlit as st

from coalition.access.hxl import hxl_file
from coalition.answers.coverage import CoveragePicture
from coalition.frames import records
from coalition.shell import Page, csv_bytes, download, md, name_of, t
from coalition.shell.order import by_code
from coalition.shell.words import tn, worded
from coalition.views.coverage import words as parts

TOP = 10
"""Gaps named below the matrix; the others stand in the table."""


def show_cell(area: str, code: str) -> None:
    """Put a cell into the address: it opens over the page."""
    st.query_params["area"], st.query_params["type"] = area, code


def cell_clicked(key: str) -> None:
    """Open the cell that was clicked in the chart of this key."""
    cell = parts.clicked_cell(st.session_state.get(key))
    if cell:
        show_cell(*cell)


def draw_opener(picture: CoveragePicture) -> None:
    """Any cell by its kind of help and its area, for whoever does not click squares."""
    names = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(picture.areas)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {row["code"]: name_of(row["name"], row["name_local"]) for row in by_code(records(picture.types))}
        kind = st.selectbox(t("Kind of help"), list(kinds), format_func=lambda c: f"{c} {kinds[c]}", key=worded("open kind"))
        area = st.selectbox(t("Area"), list(names), format_func=lambda p: names[p], key=worded("open area"))
        st.button(t("Show who helps there"), key="open cell", on_click=lambda: show_cell(area, kind))


def draw_table(page: Page, picture: CoveragePicture) -> None:
    """The matrix as a table of words, and what of it can be saved."""
    with st.expander(t("The same as a table")):
        table = parts.matrix_table(picture)
        st.dataframe(table, alt=t("The same as a table"))
        download(t("Save the table"), csv_bytes(table), "coverage.csv")
        download(t("Save as 3W list (HXL)"), partial(hxl_file, page.engine), "coverage-3w.csv")
        st.caption(parts.left_out_words(picture.decided))


def draw_gaps(picture: CoveragePicture) -> None:
    """The biggest gaps by score, those without a registered need, and those nobody asked about."""
    st.header(t("The biggest gaps"))
    if not picture.has_needs:
        st.markdown(t("No case has been shared yet, so need is not known: gaps are ranked by their state alone."))
    if picture.gaps.empty:
        st.markdown(t("No known gap: everything that was asked about is covered."))
    for number, row in enumerate(records(picture.gaps.drop(picture.alone.index).head(TOP)), start=1):
        _draw_gap(row, f"{number}. ")
    st.caption(
        t("Score = people without an accepted referral × weight of the state: {weights}.", weights=md(parts.weights_line()))
        + (" " + t("Exact counts: do not show them on the projector.") if picture.has_needs else "")
    )
    if not picture.gaps.empty:
        count = len(picture.gaps)
        with st.expander(tn(count, "The 1 gap, with its score", "All {n} gaps, with their scores")):
            st.dataframe(parts.gaps_table(picture.gaps), placeholder="?")
    parts.draw_alone(picture, TOP // 2, _draw_gap)
    if not picture.unknown.empty:
        st.header(t("Nobody asked"))
        st.markdown(parts.unknown_sentence(picture))
        for row in records(picture.unknown.head(TOP // 2)):
            _draw_gap(row)


def _draw_gap(row: dict[str, Any], number: str = "") -> None:
    """A gap that opens its cell here, as a square of the matrix does; what is known of it stands below."""
    pcode, code = str(row["pcode"]), str(row["code"])
    with st.container(gap=None):
        label = f"{number}{parts.place_of(row)}"
        st.button(label, key=f"gap {pcode} {code}", type="tertiary", on_click=show_cell, args=(pcode, code))
        st.caption(md(parts.cell_words(row)))
