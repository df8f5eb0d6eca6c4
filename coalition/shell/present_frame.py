"""Around a slide: large letters, the bar with the way forward and back, and what can be decided over it."""

from typing import Any

import streamlit as st

from coalition.answers.actions import ActionBoard
from coalition.answers.present import Part, Room, Slide
from coalition.edits import coverage as edits
from coalition.edits import verdicts
from coalition.frames import records
from coalition.shell.action_form import new_action_form
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.coverage import area_of, type_of
from coalition.shell.edited import edit, show_last_edit
from coalition.shell.present import part_name
from coalition.shell.words import label_of, md, name_of, t, worded
from coalition.vocabulary import CellState, Group, Judgement

LOOKS = """<style>
.stApp { --room: clamp(28px, min(2.3vw, 3.7vh), 48px); --room-row: clamp(40px, 5.6vh, 76px); --bar: 76px; }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] { display: none !important; }
.stMainBlockContainer { max-width: none; padding: 0.5rem 1.5rem calc(var(--bar) + 0.2rem); }
.stMainBlockContainer > .stVerticalBlock, .st-key-room { gap: 0.4rem; }
.stMainBlockContainer h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); padding: 0; }
.stApp .st-key-room :is(p, li, a span, [data-testid="stIconMaterial"], .stMarkdownBadge) {
  font-size: var(--room) !important; line-height: 1.3; }
.st-key-room [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-room [data-testid="stMarkdownContainer"] p { margin: 0; }
.stApp .st-key-room :is(strong, em, p span) { font-size: inherit !important; }
.stApp .st-key-room ul { padding-left: 1.4rem; margin: 0; }
.stApp .st-key-room li { margin: 0.1rem 0; padding: 0; }
.stApp .st-key-room h2 { font-size: calc(var(--room) * 1.35); line-height: 1.2; padding: 0 0 0.3rem; font-weight: 400; }
.stApp .st-key-room h3 { font-size: calc(var(--room) * 1.05); line-height: 1.2; padding: 0.1rem 0; }
.stApp .st-key-room button { min-height: 48px; padding: 0 0.7rem; text-align: left; }
[class*="st-key-room-line-"] { gap: 0 1rem; }
[class*="st-key-room-gap-"], [class*="st-key-room-action-"] { border-top: 1px solid #80808059; padding-top: 0.3rem; }
.st-key-room-bar { position: fixed; left: 0; right: 0; bottom: 0; min-height: var(--bar); z-index: 90; padding: 0.4rem 1.5rem;
  background: Canvas; border-top: 1px solid #80808059; }
.stApp .st-key-room-bar :is(p, p span, a span, [data-testid="stIconMaterial"]) { font-size: 28px !important; line-height: 1.2; }
.stApp .st-key-room-bar button { min-height: 56px; min-width: 72px; }
.stApp .st-key-room-bar kbd, .st-key-room-keys, .st-key-whose button { display: none; }
.st-key-whose { position: fixed; right: 10rem; bottom: 0; height: var(--bar); z-index: 91; max-width: 40vw;
  align-content: center; }
.stApp .st-key-whose p { font-size: 20px; line-height: 1.15; }
.stApp > * .st-key-last-edit { bottom: calc(var(--bar) + 0.6rem); }
[role="dialog"] :is(p, label, input, li) { font-size: 22px !important; }
[data-testid="stPopoverBody"] p { font-size: 28px !important; }
[data-testid="stPopoverBody"] .stVerticalBlock { gap: 0.1rem; }
@media (max-width: 900px) {
  .stApp { --bar: 68px; }
  .stMainBlockContainer { padding-top: 0.6rem; }
  .st-key-whose { position: static; height: auto; max-width: none; }
}
@media (max-width: 768px) {
  .stApp { --room: 20px; }
  .stMainBlockContainer { padding: 0.6rem 0.8rem calc(var(--bar) + 0.8rem); }
  .stApp .st-key-room-bar { padding: 0.3rem 0.6rem; flex-wrap: nowrap; gap: 0.4rem; }
  .stApp .st-key-room-bar :is(p, p span, a span, [data-testid="stIconMaterial"]) { font-size: 20px !important; }
  .stApp .st-key-room-bar button { min-width: 56px; }
  [role="dialog"] :is(p, label, input, li) { font-size: 16px !important; }
  [data-testid="stPopoverBody"] p { font-size: 20px !important; }
}
</style>"""
"""Letters of at least 28 pixels on a projector of 1024 x 768, larger on a larger screen; the menu and the toolbar are away."""


def go(step: str) -> None:
    """Show another slide."""
    st.query_params["step"] = step


def draw_bar(room: Room, place: int) -> None:
    """The way forward and back by button and key, how far the show is, its parts, and the way out."""
    slides = room.slides
    last = len(slides) - 1
    names = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(room.overview.coverage.areas)}
    back, ahead = slides[max(place - 1, 0)].step, slides[min(place + 1, last)].step
    with st.container(key="room-bar", horizontal=True, vertical_alignment="center", gap="small"):
        _button("room back", ":material/arrow_back:", back, "Left", t("Back"), place == 0)
        _button("room ahead", ":material/arrow_forward:", ahead, "Right", t("Forward"), place == last)
        told = t("{n} of {all}", n=place + 1, all=len(slides))
        with st.popover(told, key="room parts"):
            for slide in _first_of_each(slides):
                st.button(part_name(slide.part), key=f"part {slide.step}", type="tertiary", on_click=go, args=(slide.step,))
            _choose_area([slide.step for slide in slides if slide.part is Part.AREA], names)
        st.space("stretch")
        page_link("pages/overview.py", t("Leave the room view"))
    with st.container(key="room-keys"):  # what the buttons of a presenter send
        _button("room clicker back", t("Back"), back, "PageUp", "", place == 0)
        _button("room clicker ahead", t("Forward"), ahead, "PageDown", "", place == last)
        _button("room first", t("To the beginning"), slides[0].step, "Home", "", place == 0)
        _button("room last", t("To the end"), slides[last].step, "End", "", place == last)


def _button(key: str, label: str, step: str, shortcut: str, told: str, is_off: bool) -> None:
    st.button(label, key=key, on_click=go, args=(step,), shortcut=shortcut, help=told or None, disabled=is_off)


def _choose_area(codes: list[str], names: dict[str, str]) -> None:
    """A list to go to the card of an area: there may be many."""
    if not codes:
        return
    key = worded("room area")
    chosen = st.selectbox(t("Area"), codes, index=None, format_func=lambda code: names[code], key=key, placeholder=t("Area"))
    if chosen:
        del st.session_state[key]
        go(chosen)
        st.rerun()


def _first_of_each(slides: list[Slide]) -> list[Slide]:
    found: dict[Part, Slide] = {}
    for slide in slides:
        found.setdefault(slide.part, slide)
    return list(found.values())


# --- deciding over a slide ------------------------------------------------------------------------------------------


def decide(area: str = "", code: str = "") -> None:
    """Open what can be decided: about a cell, or a promise about none."""
    if area:
        st.query_params["area"], st.query_params["type"] = area, code
    else:
        st.query_params["new"] = "1"


def close_decision() -> None:
    """Take the decision out of the address."""
    for name in ("area", "type", "new"):
        if name in st.query_params:
            del st.query_params[name]


def draw_decision(page: Page, room: Room) -> None:
    """What the address asks to decide, as a dialog over the slide; else what was decided last, with the way back."""
    area, code = st.query_params.get("area"), st.query_params.get("type")
    cells = room.overview.coverage.cells
    row = next(iter(records(cells[(cells["pcode"] == area) & (cells["code"] == code)])), None)
    if row is not None:
        title = f"{md(type_of(row))} · {md(area_of(row))}"
        st.dialog(title, width="large", on_dismiss=close_decision)(_draw_cell)(page, room, row)
    elif "new" in st.query_params:
        st.dialog(t("Note a new action"), width="large", on_dismiss=close_decision)(_draw_action)(page, room.board)
    else:
        show_last_edit(page)


def _draw_cell(page: Page, room: Room, row: dict[str, Any]) -> None:
    show_last_edit(page)
    state = label_of(CellState(row["state"]))
    st.markdown(f"**{md(state)}.** {t('What do you decide?')}")
    verdict, action = st.tabs([t("What we agree on"), t("Who does what until when")])
    with verdict:
        _draw_verdict(page, row)
    with action:
        _draw_action(page, room.board)


def _draw_verdict(page: Page, row: dict[str, Any]) -> None:
    cell = {"area": row["pcode"], "service_type": row["code"]}
    key = f"{row['pcode']} {row['code']}"
    groups = st.pills(
        t("For whom? Nothing chosen: for everybody."), list(Group), selection_mode="multi", format_func=label_of,
        key=worded(f"room groups {key}"),
    )  # fmt: skip
    reason = st.text_input(t("Why? In one line, without names of people"), max_chars=160, key=f"room reason {key}")
    with st.container(horizontal=True):
        for judgement in Judgement:
            if st.button(label_of(judgement), key=f"say {judgement} {key}"):
                edit(
                    page,
                    t("Agreed: {verdict}.", verdict=label_of(judgement)),
                    _closing(verdicts.record_verdict),
                    **cell,
                    judgement=judgement,
                    groups=groups,
                    reason=reason,
                    decided_on=page.today,
                    today=page.today,
                )
        if not row["fresh_organizations"] and st.button(t("We asked: nobody"), key=f"say nobody {key}"):
            edit(page, t("Noted: there is nobody."), _closing(edits.record_nobody), **cell, on=page.today)


def _closing(verb: Any) -> Any:
    """The verb, after which the dialog is closed; where it is refused, what was typed stays."""

    def done(engine: Any, **values: Any) -> Any:
        result = verb(engine, **values)
        close_decision()
        return result

    return done


def _draw_action(page: Page, board: ActionBoard) -> None:
    new_action_form(page, board, organization_id=0, meeting_id=0, names_people=False)
