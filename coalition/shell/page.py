"""The first line of every page: the database, the settings, the day, the language; the seam where the sign-in gate comes."""

from dataclasses import replace
from datetime import datetime

import streamlit as st
from sqlalchemy import Engine
from streamlit.delta_generator import DeltaGenerator

from coalition import clock
from coalition.database import DatabaseUnreachable, data_version, database_url, open_engine, reading
from coalition.queries import ledger
from coalition.shell import conflict, door, menu, welcome
from coalition.shell.cached import ask_in
from coalition.shell.context import Page
from coalition.shell.framework_words import say_in_our_words
from coalition.shell.trouble import tell
from coalition.shell.words import date_text, language, md, t, take_own_words

_PAGE = "page shown"
_SEEN = "on screen"


def open_page(title: str, *, empty_ok: bool = False, is_room: bool = False) -> Page:
    """Open a page: its title and tabs (`menu.MENU`), and everything it needs to answer its question.

    Args:
        title: the question the page answers, in English; translated here. It names the page in the browser and its history.
        empty_ok: whether the page makes sense when nothing is stored yet. If not, it says what it lacks (the landing page
            welcomes) and ends here.
        is_room: whether a room sees it. It says itself that there is nothing to show: whether anything is stored at all is
            asked of the cases too, and the first case of a coalition would change what stands on the wall.
    """
    door.guard()
    menu.draw()
    menu.tell_unknown_address()
    page, state = _read(is_entered=st.session_state.get(_PAGE) != title)
    state = ledger.FillState.FILLED if is_room else state
    st.session_state[_PAGE], st.session_state[_SEEN] = title, page.seen
    take_own_words(page.settings.own_words)
    entry = menu.entry_here()
    st.set_page_config(page_title=f"{t(entry.word)}: {t(title)}" if entry else t(title))
    if state is ledger.FillState.FRESH and entry is menu.MENU[0]:
        say_in_our_words()
        welcome.draw(page)
    if entry is None or is_room:
        _draw_name(page)
        st.title(t(title))
    else:
        page = replace(page, buttons=_draw_title(page, entry))
    say_in_our_words()
    conflict.ask_which_stays(page)
    welcome.draw_after_demo()
    if state is ledger.FillState.FRESH:
        welcome.draw_hint()
    if state is not ledger.FillState.FILLED and not empty_ok:
        welcome.draw_nothing_yet(title)
    return page


def _read(*, is_entered: bool) -> tuple[Page, ledger.FillState]:
    """The page as the data stand now, and whether there is anything yet."""
    engine = _engine()
    with reading(engine) as session:
        version = data_version(session)
        stand = ask_in(session, engine, version, ledger.stand)
    page = Page(
        engine=engine,
        settings=stand.settings,
        today=clock.today(),
        version=version,
        language=language(),
        is_demo=stand.is_demo,
        is_entered=is_entered,
        seen=stand.seen,
        on_screen=stand.seen if is_entered else st.session_state.get(_SEEN, stand.seen),
    )
    return page, stand.state


def _draw_title(page: Page, entry: menu.Entry) -> DeltaGenerator:
    """The row of the title (the page, whose dashboard it is, the day), below it the tabs; returns the place for buttons."""
    name = md(page.settings.coalition_name or "")
    is_landing = entry is menu.MENU[0]
    with st.container(key="title", horizontal=True, vertical_alignment="center", gap="small"):
        st.title(name if is_landing and name else t(entry.word), width="content")
        told = [date_text(page.today)] if is_landing or not name else [name, date_text(page.today)]
        st.caption(" · ".join(told), width="content")
        if page.is_demo:
            with st.container(key="whose", horizontal=True, vertical_alignment="center", width="content"):
                st.caption(t("A fictional coalition"), width="content")
                welcome.demo_button(page)
        st.space("stretch")
        buttons = st.container(key="title-buttons", horizontal=True, width="content", gap="xsmall")
        with buttons:
            menu.draw_room_button(entry)
    welcome.confirm_removal(page)
    menu.draw_tabs(entry)
    return buttons


def _draw_name(page: Page) -> None:
    """Whose dashboard this is, of which day, and that nobody in the demo exists: for the room."""
    fictional = t("A fictional coalition") if page.is_demo else ""
    with st.container(key="whose"):
        told = filter(None, [md(page.settings.coalition_name or ""), date_text(page.today), fictional])
        st.caption(" · ".join(told), width="content")


def _engine() -> Engine:
    try:
        return open_engine(database_url())
    except DatabaseUnreachable as problem:
        tell(problem)
        st.stop()


def moment() -> datetime:
    """The instant of the visit, to the minute."""
    return clock.now().replace(second=0, microsecond=0)
