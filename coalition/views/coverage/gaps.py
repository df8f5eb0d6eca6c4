"""Below the matrix: the gaps by rank, those without a registered need, what nobody asked about, and what can be saved."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from coalition.access.hxl import hxl_file
from coalition.answers.coverage import CoveragePicture
from coalition.frames import records
from coalition.shell import Page, csv_bytes, download, md, t
from coalition.shell.address import switch
from coalition.views.coverage import words as parts

_SHOWN_PX = 400
"""Ten rows; the others scroll."""

_OPENED = "gaps opened"

Cells = Sequence[tuple[str, str]]
"""P-code and code of the kind of help of each row."""


def show_cell(area: str, code: str) -> None:
    """Put a cell into the address: it opens over the page."""
    st.query_params["area"], st.query_params["type"] = area, code


def chosen(selection: Mapping[str, Any] | None, cells: Cells) -> tuple[str, str] | None:
    """The cell of the row in which somebody clicked; None: the click took a selection away."""
    clicked = (selection or {}).get("selection", {}).get("cells", [])
    return cells[clicked[0][0]] if clicked and clicked[0][0] < len(cells) else None


def draw_gaps(page: Page, picture: CoveragePicture) -> None:
    """The ranking as a table whose rows open their cell, and what can be saved; three lists, one at a time."""
    alone, unknown = len(picture.alone), len(picture.unknown)
    lists = {"gaps": (t("The biggest gaps"), picture.gaps.drop(picture.alone.index))}
    if alone:
        lists["alone"] = (t("Nobody, and no need registered: {n}", n=alone), picture.alone)
    if unknown:
        lists["unknown"] = (t("Nobody asked: {n}", n=unknown), picture.unknown)
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = switch("list", t("List"), {name: label for name, (label, _) in lists.items()}, "gaps")
        with st.popover(t("Save"), icon=":material/download:"):
            _draw_saving(page, picture)
    _draw_rows(lists[shown][1], shown)
    st.caption(_rule(picture, shown))


def _draw_saving(page: Page, picture: CoveragePicture) -> None:
    download(t("Save the table"), csv_bytes(parts.matrix_table(picture)), "coverage.csv")
    download(t("Save as 3W list (HXL)"), partial(hxl_file, page.engine), "coverage-3w.csv")
    st.caption(parts.left_out_words(picture.decided))


def _draw_rows(frame: pd.DataFrame, name: str) -> None:
    if frame.empty:
        st.markdown(t("No known gap: everything that was asked about is covered."))
        return
    rows, key = records(frame), f"rows {name} {st.session_state.get(_OPENED, 0)}"
    cells = [(row["pcode"], row["code"]) for row in rows]

    def opened() -> None:
        if cell := chosen(st.session_state.get(key), cells):
            show_cell(*cell)
            st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1  # a fresh table: the same row can be clicked again

    table = parts.gaps_table(frame)
    st.dataframe(
        table,
        key=key,
        on_select=opened,
        selection_mode="single-cell",  # a click anywhere in a row; whole rows are chosen by a box before them
        hide_index=True,
        height="content" if len(rows) <= 10 else _SHOWN_PX,
        placeholder="?",
        alt=t("Gaps by rank: a click on a row opens it"),
    )


def _rule(picture: CoveragePicture, shown: str) -> str:
    if shown == "unknown":
        return parts.unknown_sentence(picture)
    if shown == "alone":
        return t("Without a registered need they score 0. Who finds no help may not be registered either.")
    if not picture.has_needs:
        return t("No case has been shared yet, so need is not known: gaps are ranked by their state alone.")
    score = t("Score = people without an accepted referral × weight of the state: {weights}.", weights=md(parts.weights_line()))
    return f"{score} {t('Exact counts: do not show them on the projector.')}"
