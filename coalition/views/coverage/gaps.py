"""Below the matrix: the gaps by rank, those without a registered need, what nobody asked about, and what can be saved."""

from functools import partial

import pandas as pd
import streamlit as st

from coalition.access.hxl import hxl_file
from coalition.answers.coverage import CoveragePicture
from coalition.shell import Page, csv_bytes, download, md, t
from coalition.shell.address import switch
from coalition.views.coverage import words as parts
from coalition.views.rows import draw_rows

LISTED = 50  # rows of one list; of all districts there are thousands


def show_cell(area: str, code: str) -> None:
    """Put a cell into the address: it opens over the page."""
    st.query_params["area"], st.query_params["type"] = area, code


def reopen(cell: str) -> None:
    """Open the cell of a row that was clicked (`P-code code`): over the page, which is drawn once more for it."""
    show_cell(*cell.split(" ", 1))
    st.rerun()


def draw_gaps(page: Page, picture: CoveragePicture) -> None:
    """The ranking as a table whose rows open their cell, and what can be saved; three lists, one at a time."""
    alone, unknown = picture.alone, len(picture.ranked_unknown)
    lists = {"gaps": t("Act here first")}
    if not alone.empty:
        lists["alone"] = t("No provider, no reported need: {n}", n=len(alone))
    if unknown:
        lists["unknown"] = t("Not asked yet: {n}", n=f"{unknown:,}")
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = switch("list", t("List"), lists, "gaps")
        place = st.popover(t("Save"), icon=":material/download:", key="save coverage", on_change="rerun")
        if place.open:  # the files are made for who wants them
            with place:
                _draw_saving(page, picture)
    rows = picture.unknown if shown == "unknown" else alone if shown == "alone" else picture.gaps.drop(alone.index)
    more = len(rows) - LISTED
    exact = [t("Exact counts. Do not show on a shared screen.")] if picture.has_needs else []
    told = [t("and {count} more; the file you download lists all of them", count=more) + "."] if more > 0 else []
    st.caption(" ".join([*exact, _rule(picture, shown), *told]))  # above the counts: on paper it stands on their page
    _draw_rows(rows, shown)


def _draw_saving(page: Page, picture: CoveragePicture) -> None:
    download(t("Download the table"), csv_bytes(parts.matrix_table(picture)), "coverage.csv")
    download(t("Download as 3W list (HXL)"), partial(hxl_file, page.engine), "coverage-3w.csv")
    st.caption(parts.left_out_words(picture.decided))


def _draw_rows(frame: pd.DataFrame, name: str) -> None:
    if frame.empty:
        st.markdown(t("No known gaps."))
        return
    shown = frame.head(LISTED)
    ids = [f"{pcode} {code}" for pcode, code in zip(shown["pcode"], shown["code"], strict=True)]
    alt = t("Gaps by rank: click a row to open it")
    if clicked := draw_rows(parts.gap_rows(shown), ids, alt=alt, key=f"rows {name}", leads=True):
        reopen(clicked)


def _rule(picture: CoveragePicture, shown: str) -> str:
    if shown == "unknown":
        return parts.unknown_sentence(picture)
    if shown == "alone":
        return t("No need was reported, so the score is 0. There may be needs that nobody reported.")
    if not picture.has_needs:
        return t("No cases have been shared yet, so gaps are ranked by coverage only.")
    return t("Score = people waiting × weight ({weights}).", weights=md(parts.weights_line()))
