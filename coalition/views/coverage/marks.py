"""What the map and the squares show of each area: one service type, or how many of the answers known are gaps."""

from itertools import pairwise
from typing import Any

import streamlit as st

from coalition import coverage
from coalition.answers.coverage import CoveragePicture
from coalition.charts.marks import Look, Mark, look_of
from coalition.charts.theme import safe
from coalition.frames import records
from coalition.shell.words import label_of, t, tn
from coalition.views.coverage import words as parts
from coalition.vocabulary import MISSING, STATES, CellState

SHARE = "share"
"""Value of the address for the share of gaps; every other value is the code of a service type."""

_STEPS = (0.0, 0.1, 0.25, 0.5, 1.0)
_FILLS = {False: ("#FFFFFF", "#FBE3D3", "#F2B48E", "#D9713A"), True: ("#070B0D", "#3A2217", "#70391F", "#B35730")}
"""Up to each share of gaps the filling on the light and on the dark page: from the paper to the color of a gap itself."""


def marks_of(picture: CoveragePicture, kind: str, pcodes: list[str], *, is_dark: bool) -> list[Mark]:
    """One mark per area: of a kind of help its state, else (`SHARE`) the share of gaps, which opens the worst of them."""
    cells = picture.cells[picture.cells["pcode"].isin(pcodes)]
    if kind != SHARE:
        return [_mark(row, picture.fresh_days, is_dark) for row in records(cells[cells["code"] == kind])]
    states: dict[str, list[CellState]] = {}
    for pcode, state in zip(cells["pcode"], cells["state"], strict=True):
        states.setdefault(pcode, []).append(CellState(state))
    return [_share(row, states[row["pcode"]], is_dark) for row in records(coverage.worst_frame(cells))]


def _steps(is_dark: bool) -> list[tuple[float, Look]]:
    """(up to this share of gaps, filling): the more is missing, the more it stands out."""
    looks = [*map(Look, _FILLS[is_dark]), look_of(CellState.NONE, is_dark=is_dark)]
    return list(zip(_STEPS, looks, strict=True))


def _mark(row: dict[str, Any], fresh_days: int, is_dark: bool) -> Mark:
    state = CellState(row["state"])
    return Mark(
        pcode=row["pcode"],
        code=row["code"],
        name=parts.area_of(row),
        look=look_of(state, is_dark=is_dark),
        sign=STATES[state].sign_of(row["fresh_organizations"]),
        below="",
        hover=f"{label_of(state)}\n{parts.hover_text(row, fresh_days)}",
    )


def _share(worst: dict[str, Any], states: list[CellState], is_dark: bool) -> Mark:
    known = [state for state in states if state is not CellState.UNKNOWN]
    gaps, unknown = sum(state in MISSING for state in known), len(states) - len(known)
    look = next(look for most, look in _steps(is_dark) if gaps <= most * len(known))
    look = look if known else look_of(CellState.UNKNOWN, is_dark=is_dark)
    first = (
        tn(
            gaps,
            "1 gap among {known} service types with data",
            "{n} gaps among {known} service types with data",
            known=len(known),
        )
        if known
        else t("Nothing is known")
    )
    more = [tn(unknown, "1 not known", "{n} not known")] if unknown else []
    return Mark(
        pcode=worst["pcode"],
        code=worst["code"],
        name=parts.area_of(worst),
        look=look,
        sign=f"{gaps}/{len(known)}" if known else "?",
        below="",
        hover="\n".join([f"{parts.area_of(worst)}: {first}", *more, t("Missing most: {kind}", kind=parts.type_of(worst))]),
    )


def draw_legend(marks: list[Mark], kind: str, *, is_dark: bool) -> None:
    """Each filling with its words, and how many areas have it."""
    told: list[tuple[Look, str]] = [(look_of(state, is_dark=is_dark), label_of(state)) for state in CellState]
    if kind == SHARE:
        steps = _steps(is_dark)
        told = [(steps[0][1], t("No gap"))]
        told += [(look, f"{low:.0%} – {high:.0%}") for (low, _), (high, look) in pairwise(steps)]
        told.append((look_of(CellState.UNKNOWN, is_dark=is_dark), t("Nothing is known")))
    style = "display:inline-flex;align-items:center;gap:6px;margin:0 18px 6px 0;font-size:16px"
    box = "border:1px solid #5F6B70;display:inline-block;width:34px;height:22px"
    chips = [
        f'<span style="{style}"><span style="background:{look.color};{box}"></span>{safe(word)}: '
        f"<b>{sum(mark.look == look for mark in marks)}</b></span>"
        for look, word in told
    ]
    st.html(f"<div>{''.join(chips)}</div>")
    if kind == SHARE:
        st.caption(t("Per area: share of gaps among the service types with data."))
