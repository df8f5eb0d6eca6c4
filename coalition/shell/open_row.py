"""A table whose rows open: the button of a row puts its id into the address."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from coalition.shell.words import t

WIDTH = 86  # of the column of buttons

THREE_LINES = 74
"""Height in pixels of rows whose long texts are broken into lines; Streamlit does that above 4 rem only."""


def open_row(
    parameter: str,
    table: pd.DataFrame,
    ids: Sequence[int | str],
    *,
    alt: str,
    widths: Mapping[str, int] | None = None,
    row_height: int | None = None,
) -> None:
    """Draw a table with a button in each row, which sets ?parameter=id.

    Args:
        parameter: name in the address; also names the table.
        table: what is shown, one row per id.
        ids: what the rows stand for.
        alt: what the table is, for people who cannot see it.
        widths: {column: width in pixels} where the content is not to decide.
        row_height: in pixels; `THREE_LINES` or more breaks long texts into lines.
    """
    key = f"open {parameter}"
    button = st.column_config.ButtonColumn(
        "", width=WIDTH, type="tertiary", key=key, on_click=_open, args=(parameter, key, list(ids))
    )
    texts = {name: st.column_config.Column(width=width) for name, width in (widths or {}).items()}
    shown = table.copy()
    shown.insert(0, t("Show"), f":material/arrow_forward: {t('Show')}")
    st.dataframe(
        shown,
        key=f"{parameter} table",
        hide_index=True,
        height="content" if len(table) <= 50 else 1000,
        row_height=row_height,
        column_config={**texts, t("Show"): button},
        alt=alt,
    )


def _open(parameter: str, key: str, ids: list[Any]) -> None:
    row = st.session_state[key]["row"]
    if row < len(ids):
        st.query_params[parameter] = str(ids[row])
