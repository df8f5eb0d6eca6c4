"""Draws a list as a table: the data for `assets/rows.js`, and what a click on a row hands back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from coalition.locale import letters
from coalition.locale.whole import whole_words
from coalition.shell.words import language, t
from coalition.views.component import Mount, component

Cell = str | int | float | tuple[str, Any] | None
"""What is read; with (text, key) what the column is ordered by. None: not known, shown as "?"."""

SCROLLS_FROM = 16
"""A longer list scrolls within itself, so that the page stays short [rows]."""

FIRST = 10
"""So many rows stand open on a telephone, as cards."""

_ASSETS = Path(__file__).parent / "assets"


def draw_rows(
    rows: Sequence[Mapping[str, Cell]],
    ids: Sequence[int | str] = (),
    *,
    alt: str,
    key: str,
    opens: str = "",
    leads: bool = False,
    is_low: bool = False,
    bars: Sequence[str] = (),
    shares: Sequence[int] = (),
    act: str = "",
    acts: Collection[int | str] = (),
    on_act: Callable[[str], None] | None = None,
) -> str | None:
    """Draw a list. A click on a row, or Enter on its first cell, puts what it stands for into the address, or returns it.

    A click on the name of a column puts the rows into its order. Names are broken into lines and never cut; on a telephone
    each row is a card, and of a long list the first ten stand open.

    Args:
        rows: {name of the column, translated: what is read}, all with the same columns; the first column names the row.
        ids: what the rows stand for, one each; none where rows do not open.
        alt: what the list is, for people who cannot see it.
        key: of the component; one on a page.
        opens: name of the parameter of the address.
        leads: rows lead to another page: what was clicked just now is only returned. Without both, rows do not open.
        is_low: there is much else on the page: a long list scrolls in half the height.
        bars: columns of shares [percent], drawn as bars too.
        shares: of the width, of the first columns [percent]: lists under each other begin theirs at the same places.
        act: label of a button at the end of the rows that `acts` stand for, such as "Done".
        acts: ids of the rows with that button.
        on_act: called with the id before the page runs again.
    """

    def acted() -> None:
        found = (st.session_state.get(key) or {}).get("acted")
        if found is not None and on_act:
            on_act(str(found))

    def opened() -> None:
        found = (st.session_state.get(key) or {}).get("opened")
        if found is not None and opens:
            st.query_params[opens] = str(found)

    looks: dict[str, Any] = {"is_low": is_low, "bars": bars, "shares": shares, "act": act, "acts": acts}
    data = data_of(rows, ids, alt=alt, is_open=leads or bool(opens), **looks)
    return draw_data(data, key=key, on_opened_change=opened, on_acted_change=acted)


def draw_data(data: dict[str, Any], *, key: str, **called: Callable[[], None]) -> str | None:
    """Draw what `data_of` has made; what was clicked just now."""
    found = _mount()(key=key, data=data, **called).get("opened")
    return None if found is None else str(found)


@cache
def _mount() -> Mount:
    return component("rows", _ASSETS, script="rows.js", css=(_ASSETS / "rows.css").read_text("utf-8"))


def data_of(
    rows: Sequence[Mapping[str, Cell]],
    ids: Sequence[int | str],
    *,
    alt: str,
    is_open: bool,
    is_low: bool = False,
    bars: Sequence[str] = (),
    shares: Sequence[int] = (),
    act: str = "",
    acts: Collection[int | str] = (),
) -> dict[str, Any]:
    """What the script is sent; arguments as for `draw_rows`."""
    names = list(rows[0]) if rows else []
    return {
        "language": language(),
        "whole": whole_words(),
        "alt": alt,
        "opens": is_open,
        "scrolls": len(rows) >= SCROLLS_FROM,
        "all": t("Show all {n}", n=len(rows)) if len(rows) > FIRST + 2 else "",
        "first": FIRST,
        "sort": t("Order by {column}"),
        "columns": [
            {
                "name": name,
                "bar": name in bars,
                "brief": letters(name) <= _BRIEF,
                "number": all(isinstance(row[name], int | float | None) for row in rows),
                "whole": all(_is_short(row[name]) for row in rows),
                "short": all(isinstance(row[name], str) and letters(str(row[name])) < _SHORT - 1 for row in rows),
            }
            for name in names
        ],
        "rows": [[_cell(row[name]) for name in names] for row in rows],
        "ids": [str(one) for one in ids],
        "low": is_low,
        "shares": list(shares),
        "act": act,
        "acts": [str(one) for one in acts],
    }


def _is_short(value: Cell) -> bool:
    """Whether it stands in one line, such as a day: ordered by something else than what is read, and short."""
    return isinstance(value, tuple) and letters(value[0]) <= _SHORT


_SHORT, _BRIEF = 24, 9  # letters: of a cell, of the name of a column


def _cell(value: Cell) -> list[Any]:
    """What is read, and what it is ordered by (None: last)."""
    if isinstance(value, tuple):
        return [value[0], None if value[1] is None else value[1] if isinstance(value[1], int | float) else str(value[1])]
    return ["?", None] if value is None else [str(value), value]
