"""The first visit: load the demo, start empty, or upload a file. And the note that a coalition is fictional."""

from datetime import datetime
from typing import Any, NoReturn

import streamlit as st

from coalition import defaults
from coalition.edits import settings as settings_edits
from coalition.locale.order import sort_key
from coalition.queries import ledger
from coalition.shell.address import page_link, plain_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, choose_several, required_text, save_button
from coalition.shell.save import make
from coalition.shell.words import md, name_of, t, t_filled

OTHER_COUNTRY = ""


FIRST_STEPS = {
    "Service gaps": ("Import services to see service gaps.", "import_data", "Import services"),
    "Single providers": ("Import services to see which have only one provider.", "import_data", "Import services"),
    "Find a service": (
        "Add organizations, services and focal points to find a service.",
        "directory",
        "Add an organization",
    ),
    "Attendance and membership": (
        "Import attendance or record a meeting to see who attends.",
        "import_data",
        "Import attendance",
    ),
    "Togetherness": (
        "Import attendance or record meetings to see who is connected.",
        "import_data",
        "Import attendance",
    ),
    "Action items": ("Add organizations to record who does what.", "directory", "Add an organization"),
    "Changes between meetings": ("Record two meetings to see what changed.", "record_meeting", "Record a meeting"),
    "Referral results": ("Add and refer a case to see referral results.", "cases", "Add a case"),
}
"""Title of a page that has nothing to show -> what it lacks, the page where that is made, and its button, in English."""


def draw(page: Page) -> NoReturn:
    """The welcome, in place of the landing page while nothing is stored; ends the page."""
    draw_after_demo()
    st.title(t("Welcome"))
    st.markdown(t("Find service gaps and track meetings."))
    if st.session_state.get("starting empty"):
        _ask_start(page)
        demo = st.button(t("Load the demo coalition"), type="tertiary", icon=":material/groups:", key="load demo")
    else:
        with st.container(horizontal=True, gap="small"):
            demo = st.button(t("Load the demo coalition"), type="primary", icon=":material/groups:", key="load demo")
            st.button(t("Start empty"), icon=":material/add:", key="start empty", on_click=_start_empty)
    st.caption(t("Fictional data, three years. Remove it any time."))
    if demo:
        _load_demo(page)
    page_link("pages/import_data.py", t("Or upload a file of your own"))
    st.stop()


def _start_empty() -> None:
    st.session_state["starting empty"] = True


def draw_hint() -> None:
    """On a page that can be used before anybody has started: where the start is."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("No data yet."), width="content")
        page_link("pages/overview.py", t("Load the demo coalition, or start empty"))


def draw_nothing_yet(title: str) -> NoReturn:
    """In place of what a page would show: what it lacks and the button that leads there, else what to start with; ends it.

    Args:
        title: of the page, as `open_page` has it.
    """
    if step := FIRST_STEPS.get(title):
        told, path, button = step
        st.markdown(f"## {t(told)}")
        with st.container(key="first-step", width="content"):
            plain_link(f"pages/{path}.py", t(button))
        st.stop()
    st.markdown(t("No data yet. Start with what you have:"))
    with st.container(key="first-steps", horizontal=True, gap="small"):
        page_link("pages/import_data.py", t("Upload a file"))
        page_link("pages/directory.py", t("Add an organization"))
        page_link("pages/record_meeting.py", t("Record a meeting"))
        page_link("pages/settings.py", t("Choose areas and service types"))
    st.stop()


def _load_demo(page: Page) -> None:
    from coalition.demo import load_demo  # the importers are loaded only where they are needed

    with st.status(t("Loading the demo coalition"), expanded=True) as status:
        bar = st.progress(0.0)

        def tell(share: float, name: str) -> None:
            bar.progress(share, text=md(name))

        load_demo(page.engine, page.today, progress=tell)
        status.update(label=t("Done"), state="complete")
    st.rerun()


def _ask_start(page: Page) -> None:
    countries = {code: t("Thailand") if code == "TH" else code for code in defaults.countries()}
    countries[OTHER_COUNTRY] = t("Another country")
    with st.container(border=True):
        name = required_text(st.container(), t("Name of the coalition"), "start name", longest=120)
        told = OTHER_COUNTRY if _has_own_areas(page, list(countries)) else None
        country = choose(st.container(), t("Country"), countries, "start country", told=told)
        scope: list[str] = []
        if country:
            named = [(name_of(a.name, a.name_local), a.pcode) for a in defaults.known_areas(country) if a.level == 1]
            provinces = {pcode: name for name, pcode in sorted(named, key=lambda one: sort_key(one[0]))}
            every = t("All provinces")
            scope = choose_several(st.container(), t("Provinces you work in"), provinces, "start scope", hint=every)
        elif country == OTHER_COUNTRY:
            st.caption(t("Add areas under Settings, or import services."))
        wanted = {t("a country"): country is not None}
        if save_button(t("Start"), "start", choose=wanted, write={t("the name of the coalition"): name}):
            own = country or _told_elsewhere(page, list(countries))
            make(page, _started, settings_edits.start, country=own, coalition_name=name, scope=scope)


def _started(_result: Any, _at: datetime) -> None:
    st.session_state.pop("starting empty", None)


def _has_own_areas(page: Page, shipped: list[str]) -> bool:
    """Whether areas were uploaded before the start, and none of them is of a country whose list is shipped."""
    stored: set[str] = ask(page, ledger.area_countries)
    return bool(stored) and not stored & set(shipped)


def _told_elsewhere(page: Page, shipped: list[str]) -> str:
    """The country that came with uploaded areas before the start; empty: none, or one whose list is shipped."""
    told: str = ask(page, ledger.told_country)
    return "" if told in shipped else told


def demo_button(page: Page) -> None:
    """Where the fictional coalition is loaded: the way out of it, which `confirm_removal` asks about."""
    if page.is_demo and st.button(t("Remove the demo"), key="remove demo", type="tertiary", icon=":material/delete:"):
        st.session_state["removing demo"] = True


def confirm_removal(page: Page) -> None:
    """Whether the demo is to go, once its button was pressed."""
    from coalition.demo import remove_demo  # as above

    if not page.is_demo or not st.session_state.get("removing demo"):
        return
    with st.container(border=True):
        st.markdown(t("Deletes all demo data and edits to it. Your own files stay."))
        with st.container(horizontal=True):
            sure = st.button(t("Remove it"), type="primary", key="remove demo now")
            if st.button(t("Cancel"), key="keep demo"):
                del st.session_state["removing demo"]
                st.rerun()
    if sure:
        with st.spinner(t("Removing the demo")):
            st.session_state["after demo"] = remove_demo(page.engine)
        del st.session_state["removing demo"]
        st.rerun()


def draw_after_demo() -> None:
    """What stayed when the demo was removed, told once."""
    for sentence in st.session_state.pop("after demo", []):
        st.info(md(t_filled(sentence)))
