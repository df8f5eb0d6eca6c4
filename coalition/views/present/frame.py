"""Around a slide: large letters, and the bar with the way forward and back."""

import streamlit as st

from coalition.answers.present import Part, Room, Slide
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.menu import before_room
from coalition.shell.words import name_of, t, worded
from coalition.views.present.cells import go
from coalition.views.present.slides import part_name

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
.stApp .st-key-room input { font-size: var(--room); }
[role="listbox"] [role="option"], [role="listbox"] [role="option"] * { font-size: 26px !important; line-height: 1.3;
  overflow: visible !important; }
.stApp .st-key-room ul { padding-left: 1.4rem; margin: 0; }
.stApp .st-key-room li { margin: 0.1rem 0; padding: 0; }
.stApp .st-key-room h2 { font-size: calc(var(--room) * 1.2); line-height: 1.2; padding: 0 0 0.3rem; font-weight: 400; }
.stApp .st-key-room h3 { font-size: calc(var(--room) * 1.05); line-height: 1.2; padding: 0.1rem 0; }
.stApp .st-key-room button { min-height: 48px; padding: 0 0.7rem; text-align: left; }
.stApp .st-key-room button :has(> [data-testid="stIconMaterial"]) { margin-right: 0.4rem; }
[class*="st-key-room-line-"] { gap: 0 1rem; }
[class*="st-key-room-gap-"] * { row-gap: 0.2rem; }
[class*="st-key-room-gap-"], [class*="st-key-room-action-"] { border-top: 1px solid #80808059; padding-top: 0.3rem; }
.st-key-room-bar { position: fixed; left: 0; right: 0; bottom: 0; min-height: var(--bar); z-index: 90; padding: 0.4rem 1.5rem;
  background: Canvas; border-top: 1px solid #80808059; }
.stApp .st-key-room-bar :is(p, p span, a span, [data-testid="stIconMaterial"]) { font-size: 28px !important; line-height: 1.2; }
.stApp .st-key-room-bar button { min-height: 56px; min-width: 72px; }
.stApp .st-key-room-bar kbd, .st-key-room-keys, .st-key-whose button { display: none; }
.st-key-whose { position: fixed; right: 10rem; bottom: 0; height: var(--bar); z-index: 91; max-width: calc(100vw - 32rem);
  justify-content: center; }
.stApp .st-key-whose p { font-size: 20px !important; line-height: 1.15; }
.stApp > * .st-key-last-edit { top: 0.5rem; bottom: auto; }
[role="dialog"] :is(p, p *, label, input, li, [data-baseweb="select"] div) { font-size: 26px !important; line-height: 1.3; }
[role="dialog"] [data-testid="stDateInput"] :is(span, div) { font-size: 26px !important; }
[role="dialog"] .stVerticalBlock { gap: 0.6rem; }
.stApp .st-key-room button:focus-visible, [role="dialog"] button:focus-visible, .stApp .st-key-room-bar button:focus-visible,
[data-testid="stPopoverBody"] button:focus-visible { outline: 4px solid currentColor !important; outline-offset: -4px; }
[data-testid="stPopoverBody"] p { font-size: 28px !important; }
[data-testid="stPopoverBody"] .stVerticalBlock { gap: 0.1rem; }
.stApp [data-testid="stPopoverBody"] button { text-align: left; justify-content: flex-start; min-height: 48px; }
.stApp .st-key-last-edit { flex-wrap: nowrap; }
.stApp .st-key-last-edit p { font-size: 24px; line-height: 1.2; }
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
  .st-key-room-bar .stElementContainer:has(.stPageLink), .st-key-room-bar .stPageLink { min-width: 0; flex: 1 0 6.5rem; }
  .stApp .st-key-room-bar :is(a, a *) { white-space: normal; min-width: 0; }
  .stApp .st-key-room-bar a p { font-size: 16px !important; }
  .stApp .st-key-room-bar a { padding: 0; }
  .st-key-room-bar a [data-testid="stIconMaterial"] { display: none; }
  [role="dialog"] :is(p, p *, label, input, li, [data-baseweb="select"] div) { font-size: 16px !important; }
  [role="listbox"] [role="option"], [role="listbox"] [role="option"] * { font-size: 16px !important; }
  [data-testid="stPopoverBody"] p { font-size: 20px !important; }
  [role="dialog"] [data-testid="stDateInput"] :is(span, div) { font-size: 16px !important; }
  .stApp .st-key-last-edit p { font-size: 16px; }
  .stApp .st-key-whose p { font-size: 16px !important; }
}
</style>"""
"""Letters of at least 28 pixels on a projector of 1024 x 768, larger on a larger screen; the menu and the toolbar are away."""


def draw_bar(room: Room, shown: Slide, place: int) -> None:
    """The way forward and back by button and key, how far the show is, its parts, and the way out.

    Args:
        room: the show.
        shown: the slide that is shown; from the card of an area the way back leads to the picture it was opened from.
        place: of it in the row.
    """
    slides, is_card = room.slides, shown.part is Part.AREA
    last = len(slides) - 1
    names = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(room.overview.coverage.areas)}
    back, ahead = slides[place if is_card else max(place - 1, 0)].step, slides[min(place + 1, last)].step
    is_first = place == 0 and not is_card
    with st.container(key="room-bar", horizontal=True, vertical_alignment="center", gap="small"):
        _button("room back", ":material/arrow_back:", back, "Left", t("Back"), is_first)
        _button("room ahead", ":material/arrow_forward:", ahead, "Right", t("Next"), place == last)
        told = t("{n} of {all}", n=place + 1, all=len(slides))
        with st.popover(told, key="room parts"):
            for slide in _first_of_each(slides):
                st.button(part_name(slide.part), key=f"part {slide.step}", type="tertiary", on_click=go, args=(slide.step,))
            _choose_area([card.step for card in room.cards], names)
        st.space("stretch")
        draw_exit()
    with st.container(key="room-keys"):  # what the buttons of a presenter send
        _button("room clicker back", t("Back"), back, "PageUp", "", is_first)
        _button("room clicker ahead", t("Next"), ahead, "PageDown", "", place == last)
        _button("room first", t("First"), slides[0].step, "Home", "", is_first)
        _button("room last", t("Last"), slides[last].step, "End", "", place == last)


def draw_exit() -> None:
    """The way back to where one was before."""
    path, address = before_room()
    page_link(path, t("Exit"), **address)


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
