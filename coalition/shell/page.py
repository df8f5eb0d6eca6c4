"""The first line of every page: the database, the settings, the day, the language; the seam where the sign-in gate comes."""

from datetime import datetime

import streamlit as st
from sqlalchemy import Engine

from coalition import clock
from coalition.database import DatabaseUnreachable, data_version, database_url, open_engine, reading
from coalition.queries import ledger
from coalition.queries.seen import seen_now
from coalition.shell import conflict, door, welcome
from coalition.shell.context import Page
from coalition.shell.trouble import tell
from coalition.shell.words import language, md, t

_PAGE = "page shown"
_SEEN = "on screen"


def open_page(title: str, *, empty_ok: bool = False, is_room: bool = False) -> Page:
    """Open a page: its title, and everything it needs to answer its question.

    Args:
        title: the question the page answers, in English; translated here.
        empty_ok: whether the page makes sense when nothing is stored yet. If not, the welcome is drawn instead and the
            page ends here.
        is_room: whether a room sees it. It says itself that there is nothing to show: whether anything is stored at all is
            asked of the cases too, and the first case of a coalition would change what stands on the wall.
    """
    door.guard()
    engine = _engine()
    is_entered = st.session_state.get(_PAGE) != title
    with reading(engine) as session:
        seen = seen_now(session)
        page = Page(
            engine=engine,
            settings=ledger.settings(session),
            today=clock.today(),
            version=data_version(session),
            language=language(),
            is_demo=ledger.is_demo(session),
            is_entered=is_entered,
            seen=seen,
            on_screen=seen if is_entered else st.session_state.get(_SEEN, seen),
        )
        state = ledger.FillState.FILLED if is_room else ledger.fill_state(session)
    st.session_state[_PAGE], st.session_state[_SEEN] = title, seen
    _draw_name(page)
    if state is ledger.FillState.FRESH and not empty_ok:
        welcome.draw(page)
    st.title(t(title))
    conflict.ask_which_stays(page)
    welcome.draw_after_demo()
    if state is ledger.FillState.STARTED and not empty_ok:
        welcome.draw_nothing_yet()
    if state is ledger.FillState.FRESH:
        welcome.draw_hint()
    return page


def _draw_name(page: Page) -> None:
    """Whose dashboard this is, on every page; that nobody exists, with the way out, on every page of the demo."""
    parts = [md(page.settings.coalition_name)] if page.settings.coalition_name else []
    if page.is_demo:
        parts.append(t("This is a fictional coalition. Nobody in it exists."))
    if parts:
        with st.container(horizontal=True, vertical_alignment="center", key="whose"):
            st.caption(" · ".join(parts), width="content")
            welcome.demo_button(page)
        welcome.confirm_removal(page)


def _engine() -> Engine:
    try:
        return open_engine(database_url())
    except DatabaseUnreachable as problem:
        tell(problem)
        st.stop()


def moment() -> datetime:
    """The instant of the visit, to the minute."""
    return clock.now().replace(second=0, microsecond=0)
