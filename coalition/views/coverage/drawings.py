"""The same cells three ways: the matrix, squares, and a map. The last two show one kind of help, or the worst of a pillar."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition import coverage
from coalition.answers.coverage import CoveragePicture
from coalition.charts.map import map_figure
from coalition.charts.marks import Mark
from coalition.charts.theme import FONT_PX, INK, PAPER, ink_on, safe
from coalition.charts.tiles import tiles_figure
from coalition.frames import records
from coalition.queries.shapes import Shapes, shapes
from coalition.shell.address import page_link, pick, switch
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import by_code
from coalition.shell.words import label_of, md, name_of, t
from coalition.views.coverage import words as parts
from coalition.vocabulary import STATES, WORST_FIRST, CellState

_WORST = "worst-"
_NAMED = 30
"""Areas without a boundary that are named below the map."""

Clicked = Callable[[str], None]


def draw(page: Page, picture: CoveragePicture, on_click: Clicked) -> None:
    """The switch of the view, its legend, and the picture; `on_click(key of the chart)` when a cell is clicked.

    Args:
        page: from `open_page`.
        picture: not empty.
        on_click: gets the key of the chart whose selection has changed.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = switch("view", t("View"), {"matrix": t("Matrix"), "squares": t("Squares"), "map": t("Map")}, "matrix")
        if view != "matrix":
            kind = pick("kind", t("Kind of help on the picture"), *_kinds(picture))
            pcodes = _province(picture)
    if view == "matrix":
        parts.legend(picture)
        parts.matrices(picture, _part(picture), on_click)
        return
    marks = _marks(picture, kind, pcodes)
    found: Shapes = ask(page, shapes, pcodes=pcodes)
    _legend(marks)
    if view == "squares":
        _chart(tiles_figure(marks, found.squares), "squares", on_click, _alt(t("Squares"), picture, kind, marks))
    else:
        _draw_map(picture, found, marks, kind, on_click)
    st.caption(_rule(kind, view))


def _draw_map(picture: CoveragePicture, found: Shapes, marks: list[Mark], kind: str, on_click: Clicked) -> None:
    if not found.outlines:
        st.info(t("No boundaries of these areas are stored, so there is no map of them. The squares show the same."))
        page_link("pages/settings.py", t("Add boundaries: Settings, Areas"))
        return
    _chart(map_figure(marks, found.outlines), "map", on_click, _alt(t("Map"), picture, kind, marks))
    missing = [f"{md(mark.name)} {mark.sign}" for mark in marks if mark.pcode not in found.outlines]
    if missing:
        more = f" + {len(missing) - _NAMED}" if len(missing) > _NAMED else ""
        st.markdown(t("Without a boundary here: {areas}.", areas=", ".join(missing[:_NAMED]) + more))
    for source in found.attributions:
        st.caption(t("Boundaries: {source}", source=md(source.removeprefix("Boundaries: "))))


def _chart(figure: dict[str, Any], key: str, on_click: Clicked, alt: str) -> None:
    width = figure["layout"]["width"]
    place = f".st-key-sideways-{key}"  # on a telephone the picture scrolls sideways instead of shrinking
    st.html(f"<style>{place} {{overflow-x: auto}} {place} > * {{min-width: {width}px}}{parts.BAR}</style>")
    with st.container(key=f"sideways-{key}"):
        st.plotly_chart(
            figure,
            key=f"picture {key}",
            width=width,
            theme=None,
            on_select=lambda: on_click(f"picture {key}"),
            selection_mode="points",
            config={"displayModeBar": False},
            alt=alt,
        )


# --- what is shown ------------------------------------------------------------------------------------------------------


def _part(picture: CoveragePicture) -> list[str]:
    """The areas whose columns fit beside each other; the others are chosen by a list."""
    screens = coverage.pages_of(picture.areas["pcode"], parts.AREAS_PER_SCREEN)
    if len(screens) == 1:
        return screens[0]
    names = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(picture.areas)}
    labels = {number: f"{names[part[0]]} – {names[part[-1]]}" for number, part in enumerate(screens, start=1)}
    return screens[pick("part", t("Part of the areas"), labels, 1) - 1]


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
    ordered = dict(sorted(labels.items(), key=lambda pair: pair[1]))
    first = pick("province", t("Province on the picture"), ordered, next(iter(ordered)))
    return next([row["pcode"] for row in rows] for rows in inside.values() if rows[0]["pcode"] == first)


def _kinds(picture: CoveragePicture) -> tuple[dict[str, str], str]:
    """What a picture can show, and which of it first: the kind of the cell in the address, else the worst of a pillar."""
    rows = records(picture.cells.drop_duplicates("code"))
    pillars = [pillar for pillar in coverage.PILLAR_ORDER if any(row["pillar"] == pillar for row in rows)]
    options = {f"{_WORST}{pillar}": t("{pillar}: what stands worst", pillar=parts.pillar_name(pillar)) for pillar in pillars}
    options |= {row["code"]: f"{row['code']} {parts.type_of(row)}" for row in by_code(rows)}
    asked = st.query_params.get("type", "")
    return options, asked if asked in options else next(iter(options))


def _marks(picture: CoveragePicture, kind: str, pcodes: list[str]) -> list[Mark]:
    cells = picture.cells[picture.cells["pcode"].isin(pcodes)]
    is_worst = kind.startswith(_WORST)
    inside = cells[cells["pillar"] == kind.removeprefix(_WORST)] if is_worst else cells[cells["code"] == kind]
    shown = coverage.worst_frame(inside) if is_worst else inside
    alike = inside.groupby(["pcode", "state"]).size().to_dict() if is_worst else {}
    return [
        Mark(
            pcode=row["pcode"],
            code=row["code"],
            name=parts.area_of(row),
            state=CellState(row["state"]),
            number=row["fresh_organizations"],
            below=_worst_of(row, alike) if is_worst else "",
            hover=_alike_words(row, alike) + parts.hover_text(row, picture.fresh_days),
        )
        for row in records(shown)
    ]


def _worst_of(row: dict[str, Any], alike: dict[Any, int]) -> str:
    """The code of the kind that stands worst; where several stand equally badly, how many."""
    count = alike.get((row["pcode"], row["state"]), 1)
    return str(row["code"]) if count == 1 else t("{n} kinds", n=count)


def _alike_words(row: dict[str, Any], alike: dict[Any, int]) -> str:
    count = alike.get((row["pcode"], row["state"]), 1)
    if count == 1:
        return ""
    return t("{n} kinds of help stand equally badly here; one of them:", n=count) + "\n"


# --- in words ---------------------------------------------------------------------------------------------------------


def _rule(kind: str, view: str) -> str:
    number = t("The number is how many organizations were confirmed lately.")
    if not kind.startswith(_WORST):
        return number
    order = ", ".join(label_of(state) for state in WORST_FIRST)
    worst = t("Each area shows its kind of help that stands worst, in this order: {order}.", order=order)
    code = (
        t("Beside the number stands its code, or how many kinds stand equally badly.")
        if view == "squares"
        else t("Point at an area to read which kind it is.")
    )
    return f"{worst} {number} {code}"


def _alt(view: str, picture: CoveragePicture, kind: str, marks: list[Mark]) -> str:
    told = "; ".join(f"{mark.name}: {mark.sign} {label_of(mark.state)}" for mark in marks)
    return t("{view}, {kind}. {areas}. The table below says the same.", view=view, kind=_kinds(picture)[0][kind], areas=told)


def _legend(marks: list[Mark]) -> None:
    """Color, hatching, sign and word of each state, and how many areas are in it."""
    chips = []
    for state in CellState:
        count = sum(mark.state is state for mark in marks)
        sign = STATES[state].sign_of(STATES[state].typical)
        swatch = f"background:{_hatched(state)};border:1px solid {INK};display:inline-block;width:34px;height:22px"
        chips.append(
            f'<span style="display:inline-flex;align-items:center;gap:6px;margin:0 18px 6px 0;font-size:{FONT_PX}px">'
            f'<span style="{swatch}"></span><b>{safe(sign)}</b> {safe(label_of(state))}: {count}</span>'
        )
    st.html(f"<div>{''.join(chips)}</div>")


def _hatched(state: CellState) -> str:
    """CSS background of a state: the hatching of its areas in the picture."""
    color = STATES[state].color
    line = "rgba(255,255,255,.55)" if ink_on(color) == PAPER else "rgba(80,80,80,.5)"
    if STATES[state].hatching == ".":
        return f"radial-gradient({line} 1.5px, transparent 2px) 0 0 / 8px 8px, {color}"
    lines = [f"repeating-linear-gradient({angle}deg, {line} 0 1.5px, transparent 1.5px 8px)" for angle in STATES[state].slants]
    return ", ".join([*lines, color])
