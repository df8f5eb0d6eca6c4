"""Deciding over a slide of the show: a verdict about a cell, or a promise. What was typed stays when the dialog is closed."""

from functools import partial
from typing import Any

import streamlit as st

from coalition.answers.actions import ActionBoard
from coalition.answers.present import Room
from coalition.edits import verdicts
from coalition.frames import records
from coalition.shell.context import Page
from coalition.shell.save import edit, forget_last_edit, show_last_edit
from coalition.shell.trouble import in_sentences
from coalition.shell.words import full, label_of, md, t, worded
from coalition.views.actions.form import new_action_form
from coalition.views.coverage.verdicts import MEANINGS, NOBODY_MEANS, form_of_nobody
from coalition.views.coverage.words import area_of, group_words, place_of, type_of
from coalition.vocabulary import STATES, CellState, Group, Judgement

_TYPED = ("room groups ", "room reason ")
"""How the keys begin of what is typed about a verdict."""

_NOBODY = "room nobody"
"""Key of the session: the cell of which it is told that nobody helps there; absent: none."""


def decide(area: str = "", code: str = "") -> None:
    """Open what can be decided: about a cell, or a promise about none."""
    forget_last_edit()  # it would lie over what is typed next
    if area:
        st.query_params["area"], st.query_params["type"] = area, code
    else:
        st.query_params["new"] = "1"


def close_decision() -> None:
    """Take the decision out of the address."""
    for name in ("area", "type", "new"):
        if name in st.query_params:
            del st.query_params[name]


def _dismiss() -> None:
    """Close the dialog and keep what was typed last, which may have come with the very message that closed it."""
    for name in list(st.session_state):
        if str(name).startswith(_TYPED):
            st.session_state[name] = st.session_state[name]
    st.session_state.pop(_NOBODY, None)
    close_decision()


def draw_decision(page: Page, room: Room) -> None:
    """What the address asks to decide, as a dialog over the slide; else what was decided last, with the way back."""
    area, code = st.query_params.get("area"), st.query_params.get("type")
    cells = room.overview.coverage.cells
    row = next(iter(records(cells[(cells["pcode"] == area) & (cells["code"] == code)])), None)
    if row is not None:
        title = f"{md(type_of(row))} · {md(area_of(row))}"
        st.dialog(title, width="large", on_dismiss=_dismiss)(in_sentences()(_draw_cell))(page, room, row)
    elif "new" in st.query_params:
        st.dialog(t("Add action"), width="large", on_dismiss=_dismiss)(in_sentences()(_draw_action))(page, room.board)
    else:
        show_last_edit(page, passes=True)


def _draw_cell(page: Page, room: Room, row: dict[str, Any]) -> None:
    state = label_of(CellState(row["state"]))
    st.markdown(f"**{full(md(state))}** {t('What do you decide?')}")
    verdict, action = st.tabs([t("What we agree on"), t("Who does what by when")])
    with verdict:
        _draw_verdict(page, row)
    with action:
        _draw_action(page, room.board)


def _draw_verdict(page: Page, row: dict[str, Any]) -> None:
    key = f"{row['pcode']} {row['code']}"
    if st.session_state.get(_NOBODY) == key:
        done = f"{t('Recorded: no provider.')} {full(place_of(row))}"
        form_of_nobody(page, row, done=done, then=lambda _result: _close(row))
        st.button(t("Back"), key=f"not nobody {key}", icon=":material/arrow_back:", on_click=_say_nobody, args=("",))
        return
    groups = st.pills(
        t("For whom? If you choose nothing, it is for everybody."), list(Group), selection_mode="multi", format_func=label_of,
        key=worded(f"room groups {key}"), persist_state="page",
    )  # fmt: skip
    reason = st.text_input(
        t("Why? In one line, without names of people"),
        max_chars=160,
        key=f"room reason {key}",
        on_change="ignore",  # no redraw while somebody types
        live="0ms",  # each letter goes along with whatever comes next: Escape closes the dialog before the field is left
        persist_state="page",
    )
    places = st.columns(4 if not row["fresh_organizations"] else 3, gap="small")
    refused = st.container()  # below the buttons, so that they stay where they are
    for place, judgement in zip(places, Judgement, strict=False):
        if _choice(place, label_of(judgement), MEANINGS[judgement], f"say {judgement} {key}"):
            with refused:
                _record(page, row, judgement, groups, reason)
    if not row["fresh_organizations"]:
        label, chosen = label_of(CellState.NONE), partial(_say_nobody, key)
        _choice(places[3], label, NOBODY_MEANS, f"say nobody {key}", chosen)


def _say_nobody(cell: str) -> None:
    """Ask who looked for help there and found none, in place of what is decided; "": go back to that."""
    st.session_state[_NOBODY] = cell


def _choice(place: Any, label: str, meaning: str, key: str, on_click: Any = None) -> bool:
    """A button, and what choosing it says."""
    pressed: bool = place.button(label, key=key, width="stretch", wrap=True, on_click=on_click)
    place.markdown(t(meaning))
    return pressed


def _record(page: Page, row: dict[str, Any], judgement: Judgement, groups: list[Group], reason: str) -> None:
    whom = f" ({md(group_words(';'.join(groups)))})" if groups else ""
    told = [t("Decided: {verdict}.", verdict=label_of(judgement)), full(f"{place_of(row)}{whom}"), _stays(row, judgement)]
    edit(
        page,
        " ".join(part for part in told if part),
        verdicts.record_verdict,
        then=lambda _result: _close(row),
        area=row["pcode"],
        service_type=row["code"],
        judgement=judgement,
        groups=groups,
        reason=reason or "",
        decided_on=page.today,
        today=page.today,
    )


def _stays(row: dict[str, Any], judgement: Judgement) -> str:
    """Why a cell keeps its state although the members agree that it is met: `met` decides nothing (decision 14)."""
    state = CellState(row["state"])
    if judgement is not Judgement.MET or row["judgement"] in (Judgement.GAP, Judgement.BARRIER):
        return ""
    word = md(label_of(state))
    if STATES[state].help == 1:
        return t("Stays {state} until a second provider is confirmed.", state=word)
    has_help = STATES[state].help or STATES[state].is_held_back
    return "" if has_help else t("Stays {state} until a provider is confirmed.", state=word)


def _close(row: dict[str, Any]) -> None:
    """The dialog is closed and empty."""
    close_decision()
    key = f"{row['pcode']} {row['code']}"
    for name in (worded(f"room groups {key}"), f"room reason {key}", _NOBODY):
        st.session_state.pop(name, None)


def _draw_action(page: Page, board: ActionBoard) -> None:
    new_action_form(page, board, organization_id=0, meeting_id=0, in_room=True)
