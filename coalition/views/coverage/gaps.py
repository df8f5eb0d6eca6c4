"""Below the matrix: the gaps by rank, those for which no need is registered, what nobody asked about, and what can be saved."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from coalition.access.hxl import hxl_file
from coalition.answers.coverage import CoveragePicture
from coalition.shell import Page, csv_bytes, download, md, t
from coalition.shell.address import switch
from coalition.shell.cached import made
from coalition.views.coverage import words as parts
from coalition.views.coverage.choice import Looked, picture_of
from coalition.views.rows import data_of, draw_data

LISTED = 50  # rows of one list; of all districts there are thousands


def show_cell(area: str, code: str) -> None:
    """Put a cell into the address: it opens over the page."""
    st.query_params["area"], st.query_params["type"] = area, code


def reopen(cell: str) -> None:
    """Open the cell of a row that was clicked (`P-code code`): over the page, which is drawn once more for it."""
    show_cell(*cell.split(" ", 1))
    st.rerun()


@dataclass(frozen=True)
class _List:
    """A list: what its button says, what is told above it, and its rows for `draw_data`."""

    word: str
    told: str
    data: dict[str, Any]


def draw_gaps(page: Page, looked: Looked) -> None:
    """The ranking as a table whose rows open their cell, and what can be saved; three lists, one at a time."""
    found = made(page, _lists, **looked.asked)
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = switch("list", t("List"), {name: one.word for name, one in found.items()}, next(iter(found)))
        place = st.popover(t("Save"), icon=":material/download:", key="save coverage", on_change="rerun")
        if place.open:  # the files are made for who wants them
            with place:
                _draw_saving(page, picture_of(page, **looked.asked))
    st.caption(found[shown].told)  # above the counts: on paper it stands on their page
    if not found[shown].data["rows"]:
        st.markdown(t("No known gaps."))
    elif clicked := draw_data(found[shown].data, key=f"rows {shown}"):
        reopen(clicked)


def _draw_saving(page: Page, picture: CoveragePicture) -> None:
    download(t("Download the table"), csv_bytes(parts.matrix_table(picture)), "coverage.csv")
    download(t("Download as 3W list (HXL)"), partial(hxl_file, page.engine), "coverage-3w.csv")
    st.caption(parts.left_out_words(picture.decided))


def _lists(page: Page, **asked: Any) -> dict[str, _List]:
    """The lists that there are, in their order."""
    picture = picture_of(page, **asked)
    quiet, unknown = picture.unreported, len(picture.ranked_unknown)
    urgent = picture.gaps.drop(quiet.index)
    found = {"gaps": _list(picture, "gaps", t("Act here first"), urgent)} if len(urgent) or quiet.empty else {}
    if not quiet.empty:
        found["quiet"] = _list(picture, "quiet", t("No reported need: {n}", n=f"{len(quiet):,}"), quiet)
    if unknown:
        found["unknown"] = _list(picture, "unknown", t("Not asked yet, or out of date: {n}", n=f"{unknown:,}"), picture.unknown)
    return found


def _list(picture: CoveragePicture, name: str, word: str, rows: pd.DataFrame) -> _List:
    more, shown = len(rows) - LISTED, rows.head(LISTED)
    exact = [t("Exact counts. Do not show on a shared screen.")] if picture.has_needs else []
    told = [t("and {count} more; the file you download lists all of them", count=more) + "."] if more > 0 else []
    ids = [f"{pcode} {code}" for pcode, code in zip(shown["pcode"], shown["code"], strict=True)]
    data = data_of(parts.gap_rows(shown), ids, alt=t("Gaps by rank: click a row to open it"), is_open=True)
    return _List(word, " ".join([*exact, _rule(picture, name), *told]), data)


def _rule(picture: CoveragePicture, shown: str) -> str:
    if shown == "unknown":
        return parts.unknown_sentence(picture)
    if shown == "quiet":
        return t("No need was reported, so the score is 0. There may be needs that nobody reported.")
    if not picture.has_needs:
        return t("No cases have been shared yet, so gaps are ranked by coverage only.")
    return t("Score = people waiting × weight ({weights}).", weights=md(parts.weights_line()))
