"""The same cells three ways: the matrix, squares, and a map. The last two show one service type, or the share of gaps."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from coalition.answers.coverage import CoveragePicture
from coalition.answers.helping import Helpers, helpers
from coalition.charts.map import map_figure
from coalition.charts.marks import Mark
from coalition.charts.tiles import tiles_figure
from coalition.frames import records
from coalition.locale.order import sort_key
from coalition.queries.shapes import Shapes, shapes
from coalition.shell.address import page_link, pick
from coalition.shell.cached import ask, made
from coalition.shell.context import Page
from coalition.shell.order import by_code
from coalition.shell.words import md, name_of, t
from coalition.views.coverage import words as parts
from coalition.views.coverage.choice import Facts, Looked, picture_of
from coalition.views.coverage.marks import SHARE, draw_legend, marks_of
from coalition.views.coverage.verdicts import ask_who_found_nobody
from coalition.views.matrix import Picked, data_of, draw_matrix, matrix_of
from coalition.vocabulary import CellState

_NAMED = 30
"""Areas without a boundary that are named below the map."""

_BESIDE_PX = 336
"""Width of what stands beside the picture where there is room for both."""

_ON_A_PHONE, _PHONE_PX = 30, 346
"""So many areas have room on a telephone, in so many pixels; a picture of more is moved sideways."""

Open = Callable[[str, str], None]
"""Opens a cell: P-code, code of the service type."""


def draw(page: Page, looked: Looked, open_cell: Open) -> None:
    """The picture as a matrix, as squares or as a map; a click calls `open_cell`, before the page runs again."""
    view = looked.view
    if view not in {"map", "squares"}:
        _draw_matrix(page, looked, open_cell)
        return
    picture = picture_of(page, **looked.asked)
    with st.container(horizontal=True):  # on a telephone the choice and the legend stand above the picture
        beside, place = st.container(width=_BESIDE_PX), st.container(width="content")
    with beside:
        kind = pick("kind", t("Shown in the picture"), *_kinds(picture))
        pcodes = _province(picture)
    is_dark = st.context.theme.type == "dark"
    marks, found = marks_of(picture, kind, pcodes, is_dark=is_dark), ask(page, shapes, pcodes=pcodes)
    with beside:
        draw_legend(marks, kind, is_dark=is_dark)
    with place:
        if view == "squares":
            told = _alt(t("Tile map"), picture, kind, marks)
            _draw_both("squares", partial(tiles_figure, marks, found.squares), open_cell, told, len(marks))
        else:
            _draw_map(picture, found, marks, kind, open_cell)


def _draw_matrix(page: Page, looked: Looked, open_cell: Open) -> None:
    def opened(picked: Picked) -> None:
        if picked.what in ("open", "nobody"):
            open_cell(picked.area, picked.kind)
        if picked.what == "nobody":
            ask_who_found_nobody(picked.area, picked.kind)

    state = st.query_params.get("state")  # a tile of the overview
    data = made(page, _data, shown=_part(looked.facts), only=state if state in set(CellState) else None, **looked.asked)
    picked = draw_matrix(data, key="matrix", on_pick=opened)
    if picked and picked.what in parts.DOORS:
        st.switch_page(parts.DOORS[picked.what], query_params={"area": picked.area, "type": picked.kind})


def _data(page: Page, *, shown: list[str], only: str | None, **asked: Any) -> dict[str, Any]:
    picture = picture_of(page, **asked)
    who: Helpers = ask(page, helpers, settings=page.settings, on=picture.on, level=picture.level)
    doors = [("open", t("Show everything about it")), ("call", t("Find a service")), ("act", t("Add an action for this"))]
    doors.append(("nobody", t("Record: no provider")))
    state = CellState(only) if only else None
    return data_of(matrix_of(picture, helpers=who, shown=shown), "full", chips=True, doors=doors, only=state)


def _draw_map(picture: CoveragePicture, found: Shapes, marks: list[Mark], kind: str, open_cell: Open) -> None:
    if not found.outlines:
        st.info(t("There is no map, because boundaries are missing. The tiles show the same."))
        page_link("pages/settings.py", t("Add boundaries: Settings > Areas"))
        return
    told = _alt(t("Map"), picture, kind, marks)
    _draw_both("map", partial(map_figure, marks, found.outlines), open_cell, told, len(marks))
    missing = [f"{md(mark.name)} {mark.sign}" for mark in marks if mark.pcode not in found.outlines]
    if missing:
        more = f" + {len(missing) - _NAMED}" if len(missing) > _NAMED else ""
        st.markdown(t("Not on the map, because boundaries are missing: {areas}.", areas=", ".join(missing[:_NAMED]) + more))
    for source in found.attributions:
        st.caption(t("Boundaries: {source}", source=md(source.removeprefix("Boundaries: "))))


def _draw_both(key: str, figure: Callable[..., dict[str, Any]], open_cell: Open, alt: str, areas: int) -> None:
    """A picture as wide as the page, and beside it one for a telephone; the style shows one of them."""
    _chart(figure(), key, open_cell, alt)
    if areas <= _ON_A_PHONE:
        _chart(figure(widest=_PHONE_PX), f"{key}-phone", open_cell, alt)
        wide, narrow = f".stApp .st-key-sideways-{key}", f".stApp .st-key-sideways-{key}-phone"
        on_a_phone = f"{wide} {{display: none}} {narrow} {{display: block}}"
        st.html(f"<style>{narrow} {{display: none}} @media screen and (max-width: 700px) {{ {on_a_phone} }}</style>")


def _chart(figure: dict[str, Any], key: str, open_cell: Open, alt: str) -> None:
    width, place = figure["layout"]["width"], f".st-key-sideways-{key}"  # on a telephone it scrolls sideways, its bar in sight
    thumb = f"{place}::-webkit-scrollbar-thumb {{background: #5A5A5A99; border-radius: 5px}}"
    bar = f"{place}::-webkit-scrollbar {{height: 10px}} {thumb}"
    st.html(f"<style>{place} {{overflow-x: auto}} {place} > * {{min-width: {width}px}} {bar}</style>")

    def clicked() -> None:
        cell = parts.clicked_cell(st.session_state.get(f"picture {key}"))
        if cell:
            open_cell(*cell)

    with st.container(key=f"sideways-{key}"):
        st.plotly_chart(
            figure,
            key=f"picture {key}",
            width=width,
            theme=None,
            on_select=clicked,
            selection_mode="points",
            config={"displayModeBar": False},
            alt=alt,
        )


# --- what is shown ------------------------------------------------------------------------------------------------------


def _part(facts: Facts) -> list[str]:
    """The areas whose columns fit beside each other; the others are chosen by a list."""
    first = next(iter(facts.screens))
    if len(facts.screens) > 1:  # a part of provinces is none of districts
        first = pick("part", t("Which areas to show"), {code: name for code, (name, _) in facts.screens.items()}, first)
    return facts.screens[first][1]


def _province(picture: CoveragePicture) -> list[str]:
    """The areas of one picture: all provinces, or the districts of one province, chosen by a list where there are several."""
    areas = records(picture.areas)
    inside: dict[Any, list[dict[str, Any]]] = {}
    for row in areas:
        inside.setdefault(row["parent_id"] if picture.level == 2 else None, []).append(row)
    if len(inside) == 1:
        return [row["pcode"] for row in areas]
    named = {row["id"]: name_of(row["name"], row["name_local"]) for row in records(picture.provinces)}
    labels = {
        rows[0]["pcode"]: named.get(parent) or f"{name_of(rows[0]['name'], rows[0]['name_local'])} …"
        for parent, rows in inside.items()
    }
    ordered = dict(sorted(labels.items(), key=lambda pair: sort_key(pair[1])))
    first = pick("province", t("Province shown in the picture"), ordered, next(iter(ordered)))
    return next([row["pcode"] for row in rows] for rows in inside.values() if rows[0]["pcode"] == first)


def _kinds(picture: CoveragePicture) -> tuple[dict[str, str], str]:
    """What a picture can show, and which of it first: the kind of the cell in the address, else the share of gaps."""
    rows = by_code(records(picture.cells.drop_duplicates("code")))
    options = {SHARE: t("Share of gaps"), **{row["code"]: f"{row['code']} {parts.type_of(row)}" for row in rows}}
    asked = st.query_params.get("type", "")
    return options, asked if asked in options else SHARE


def _alt(view: str, picture: CoveragePicture, kind: str, marks: list[Mark]) -> str:
    told = "; ".join(f"{mark.name}: {mark.hover.splitlines()[0]}" for mark in marks)
    return t("{view}, {kind}. {areas}. The table below shows the same.", view=view, kind=_kinds(picture)[0][kind], areas=told)
