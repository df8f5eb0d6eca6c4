"""Draws a matrix: the data for `assets/matrix.js`, the room it needs before it stands, and what a click hands back."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st

from coalition.locale.whole import whole_words
from coalition.shell.words import label_of, language, t, tn
from coalition.views.component import Mount, component
from coalition.views.matrix.colors import rules, shapes, tokens
from coalition.views.matrix.model import Line, Matrix, Number, Square
from coalition.vocabulary import MISSING, STATES, CellState

Density = Literal["overview", "full", "room", "large", "beside", "aside"]
"""overview: 17 pixels a row and short names; full: 36 pixels, names and digits, a list on a telephone; room: the height of the
screen; large: the same with few rows, full names and digits; beside: 12 pixels a row and no names of rows;
aside: the same for a room."""

_ASSETS = Path(__file__).parent / "assets"
_ROW_PX = {"overview": 18, "full": 38, "beside": 13}
_HEAD_PX = {"overview": 58, "full": 90, "beside": 124}
_STATES = tuple(sorted(CellState, key=lambda state: (STATES[state].help is None, STATES[state].rank)))
"""The order of the key: the worst first, and not known last."""
_LOOKS = {"large": ["room", "large"], "aside": ["beside", "aside"]}


class Picked(NamedTuple):
    """The square that was clicked: P-code, code of the service type, and which door of the panel (`open` without one)."""

    area: str
    kind: str
    what: str


def draw_matrix(
    data: dict[str, Any],
    *,
    key: str,
    numbers: Sequence[Number] = (),
    has_heads: bool = False,
    on_pick: Callable[[Picked], None] | None = None,
) -> Picked | None:
    """Draw a matrix; the square that was clicked just now, None: none was.

    Every square is a button; the whole is one stop of the tabulator, arrows, Home and End move in it, Enter clicks.
    Pointing at a square or moving to it tells its lines.

    Args:
        data: from `data_of`; at least one column and line.
        key: of the component; one on a page.
        numbers: large numbers at its left, for a room.
        has_heads: a click on the name of an area hands it back too, as what `area` with an empty service type.
        on_pick: called with the square before the page runs again, such as to put it into the address.
    """
    name = f"matrix-{key}"
    told = {"heads": has_heads, "numbers": [_number(number, data["states"]) for number in numbers]}

    def picked() -> None:
        found = _picked(st.session_state.get(key))
        if found and on_pick:
            on_pick(found)

    with st.container(key=name):
        _keep_room(name, data)
        return _picked(_mount()(key=key, data=data | told, on_picked_change=picked))


@cache
def _mount() -> Mount:
    css = f".root{{{tokens()}}}{rules()}{shapes()}{(_ASSETS / 'matrix.css').read_text('utf-8')}"
    return component("matrix", _ASSETS, script="matrix.js", css=css)


def _picked(result: Any) -> Picked | None:
    found = (result or {}).get("picked")
    return Picked(*map(str, found)) if found else None


def _keep_room(name: str, data: dict[str, Any]) -> None:
    """The height that the matrix will have, so that nothing jumps when it comes."""
    density = data["density"][-1]
    if density not in _ROW_PX:  # in a room, whose height it has
        return
    height = _HEAD_PX[density] + _ROW_PX[density] * len(data["rows"])
    height += (32 if density == "full" else 6) * len(data["pillars"]) + (44 if data["chips"] else 0)
    st.html(f"<style>@media screen and (min-width: 701px) {{ .st-key-{name} {{ min-height: {height}px }} }}</style>")


# --- the data of the script ---------------------------------------------------------------------------------------------


def data_of(
    matrix: Matrix,
    density: Density,
    *,
    chips: bool = False,
    doors: Sequence[tuple[str, str]] = (),
    only: CellState | None = None,
) -> dict[str, Any]:
    """What the script is sent. A line that is said of many squares is sent once.

    Args:
        matrix: from `matrix_of`.
        density: how large.
        chips: the key of the states above it (below it on the overview), each with its number; a click on one dims the others.
        doors: (what, label) of the buttons of the panel beside a matrix in full, the first stands out. A click chooses a square
            for the panel; a button of the panel, or a double click, hands it back. Without doors, and where there is no room,
            a click does. "nobody" is shown of squares in which nobody is confirmed.
        only: the state that is not dimmed to begin with; None: none is dimmed.
    """
    texts: dict[str, int] = {}
    pillars = list(dict.fromkeys(line.pillar for line in matrix.lines))
    across = list(zip(*matrix.squares, strict=True))
    totals = [_total(squares) for squares in across]
    inside = {p: [s for line, s in zip(matrix.lines, matrix.squares, strict=True) if line.pillar == p] for p in pillars}
    squares = list(chain.from_iterable(matrix.squares))
    return {
        "density": _LOOKS.get(density, [density]),
        "language": language(),
        "whole": whole_words(),
        "digits": density in {"full", "large"},
        "chips": chips,
        "panel": bool(doors) and density == "full",
        "doors": [list(door) for door in doors],
        "only": only.value if only else None,
        "has_lit": any(square.is_lit for square in squares),
        "say": _say(),
        "states": [_state(state, squares) for state in _STATES],
        "columns": [{"code": c.code, "name": c.name, "total": n} for c, n in zip(matrix.columns, totals, strict=True)],
        "pillars": [{"name": p, "total": _total(chain.from_iterable(inside[p]))} for p in pillars],
        "rows": [_row(line, of, density, pillars) for line, of in zip(matrix.lines, matrix.squares, strict=True)],
        "cells": [[_cell(square, texts) for square in line] for line in matrix.squares],
        "texts": list(texts),
        "start": max(range(len(totals)), key=lambda c: totals[c]["gaps"], default=0),
    }


def _row(line: Line, squares: Sequence[Square], density: Density, pillars: list[str]) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "shown": line.name if density in {"full", "large"} else line.short,
        "pillar": pillars.index(line.pillar),
        "total": _total(squares),
    }


def _cell(square: Square, texts: dict[str, int]) -> list[Any]:
    """State, sign, flags, and its lines by their place among the texts: most are said of many squares."""
    sign = STATES[square.state].sign_of(square.number)
    told = [texts.setdefault(line, len(texts)) for line in square.lines]
    return [_STATES.index(square.state), sign, square.is_more + 2 * square.is_lit + 4 * (square.number == 0), told]


def _number(number: Number, states: list[dict[str, Any]]) -> dict[str, Any]:
    count = next(state["count"] for state in states if state["name"] == number.state.value)
    also = [[state.value, word] for state, word in number.also]
    return {"name": number.state.value, "count": count, "word": number.word, "told": number.told, "also": also}


def _state(state: CellState, squares: list[Square]) -> dict[str, Any]:
    traits = STATES[state]
    return {
        "name": state.value,
        "label": label_of(state),
        "meaning": t(traits.says),
        "sample": traits.sign_of(traits.typical.replace("n", "2").replace("+", "")),
        "pill": t("{n} providers") if state is CellState.COVERED else label_of(state),
        "count": sum(square.state is state for square in squares),
    }


def _total(squares: Iterable[Square]) -> dict[str, Any]:
    """Gaps, and what is not known: that no gap is known is not that there is none. In words for who hears them."""
    states = [square.state for square in squares]
    gaps, unknown = sum(state in MISSING for state in states), states.count(CellState.UNKNOWN)
    words = tn(gaps, "1 gap", "{n} gaps")
    said = f"{words}, {tn(unknown, '1 not known', '{n} not known')}" if unknown else words
    return {"gaps": gaps, "unknown": unknown, "words": words, "said": said}


def _say() -> dict[str, str]:
    return {
        "matrix": t("Service types by area"),
        "gaps": t("Gaps"),
        "unknown": label_of(CellState.UNKNOWN),
        "all": t("All"),
        "area": t("Area"),
        "before": t("Previous area"),
        "next": t("Next area"),
        "none_here": t("None here."),
        "key": t("Legend"),
        "more": t("One more, not confirmed recently"),
    }
