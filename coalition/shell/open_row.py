"""A table whose rows open: choosing one puts its id into the address."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st


def open_row(parameter: str, table: pd.DataFrame, ids: Sequence[int], *, alt: str) -> None:
    """Draw a table; a chosen row sets ?parameter=id and draws the page again.

    Args:
        parameter: name in the address; also names the table.
        table: what is shown, one row per id.
        ids: what the rows stand for.
        alt: what the table is, for people who cannot see it.
    """
    opened = st.session_state.setdefault(f"opened {parameter}", 0)  # a new table each time: it forgets what was chosen
    chosen = st.dataframe(
        table,
        key=f"{parameter} table {opened}",
        hide_index=True,
        height="content" if len(table) <= 50 else 1000,
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
    )
    rows: Sequence[int] = chosen["selection"]["rows"]
    if rows and rows[0] < len(ids):
        st.session_state[f"opened {parameter}"] = opened + 1
        st.query_params[parameter] = str(ids[rows[0]])
        st.rerun()
