"""The menu along the top, the tabs under a title, and the way back from the room. `MENU` says it all."""

from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coalition.answers.needs import Audience
from coalition.database import ROOT
from coalition.shell.words import language, language_switch, t


@dataclass(frozen=True)
class Tab:
    """A page, or one view of it, under the title of its entry.

    Attributes:
        word: what stands on the tab, in English.
        page: the file in `pages/`, without `.py`; with `-` for `_` its address.
        view: what its address says beyond, e.g. {"view": "map"}; {}: the page as it opens.
    """

    word: str
    page: str
    view: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """An entry of the menu.

    Attributes:
        word: in English; also the title of its pages.
        icon: name of a Material symbol, for the folded menu of a telephone; empty: it stands beside the menu.
        tabs: its pages; the first is the one it opens. One alone is not shown as a tab.
        has_room: whether its pages carry the button that shows the coalition to the room.
    """

    word: str
    icon: str
    tabs: tuple[Tab, ...]
    has_room: bool = False


MENU = (
    Entry("Overview", "home", (Tab("Overview", "overview"),), has_room=True),
    Entry(
        "Coverage",
        "grid_on",
        (
            Tab("Table", "coverage"),
            Tab("Map", "coverage", {"view": "map"}),
            Tab("Single providers", "single_providers"),
            Tab("Changes", "changes"),
        ),
        has_room=True,
    ),
    Entry("Find a service", "call", (Tab("Find a service", "whom_to_call"), Tab("Protocol", "protocol"))),
    Entry(
        "Meetings",
        "event",
        (
            Tab("All meetings", "meetings"),
            Tab("Record", "record_meeting"),
            Tab("Action items", "actions"),
            Tab("Papers", "meeting_kit"),
        ),
        has_room=True,
    ),
    Entry(
        "Members",
        "groups",
        (
            Tab("Attendance", "participation"),
            Tab("Togetherness", "togetherness"),
            Tab("Directory", "directory"),
            Tab("Resources", "resources"),
        ),
    ),
    Entry("Referrals", "forward_to_inbox", (Tab("Waiting", "referrals"), Tab("Results", "referral_flow"))),
    Entry("Cases", "folder_shared", (Tab("Cases", "cases"), Tab("Checklists", "checklists"))),
    Entry("Import data", "upload_file", (Tab("Upload", "import_data"), Tab("File formats", "formats"))),
    Entry("Settings", "settings", (Tab("Settings", "settings"),)),
)
"""In the order of the menu; the first page is the landing page. A tab more is a line more, beside its file in `pages/`."""

HELP = Entry(
    "Guide",
    "",
    (
        Tab("Get started", "guide"),
        Tab("After the meeting", "guide", {"part": "evening"}),
        Tab("The meeting", "guide", {"part": "meeting"}),
    ),
)
"""Behind the question mark beside the menu, on every page."""

ROOM = "present"
"""The page for the projector, whose every word is shown to everybody: a mode, not a place, so it has a button and no entry."""

_PAGES = "pages and their language"
_HERE = "page of the menu"
_BEFORE = "page before the room"
_UNKNOWN = "address that no page has"
_SHOWN = "address of the last run"


def route() -> StreamlitPage:
    """The page that the address asks for."""
    pages, unknown = _pages(), _unknown_address()
    nowhere = [st.Page(_lead_on, title=t("Coalition"), url_path=unknown)] if unknown else []
    chosen = st.navigation([*pages.values(), *nowhere], position="hidden")
    if chosen in nowhere:
        return chosen
    here = st.session_state[_HERE] = next(name for name, page in pages.items() if page == chosen)
    _show_address(here)
    return chosen


def _unknown_address() -> str | None:
    """The name in the address where no page is called so, of which Streamlit would tell in English; None: there is none."""
    name = _address()
    is_one = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
    return name if is_one and name not in {page.url_path for page in _pages().values()} else None


def _address() -> str:
    return urlsplit(st.context.url or "").path.strip("/")


def _lead_on() -> None:
    """The page of an unknown address: the one whose file is called so, as addresses once were; else the landing page, told."""
    name = _address().replace("-", "_")
    st.session_state[_UNKNOWN] = name not in _pages()
    page = MENU[0].tabs[0].page if st.session_state[_UNKNOWN] else name
    st.switch_page(f"pages/{page}.py", query_params=st.query_params.to_dict())


def tell_unknown_address() -> None:
    """Say that the address led nowhere, once."""
    if st.session_state.pop(_UNKNOWN, False):
        st.info(t("There is no page at this address. This is the overview."))


def _show_address(here: str) -> None:
    """Let the browser show the address that a link on the same page asked for.

    Streamlit runs the page with it and leaves the old one standing, which would be asked for again by the next run.
    """
    asked = st.query_params.to_dict()
    page, shown = st.session_state.get(_SHOWN, (here, asked))
    if page == here and shown != asked:
        st.query_params.update({})  # says again to the browser what is asked, by fields that write the address too
    st.session_state[_SHOWN] = here, asked  # before the page is drawn: somebody may leave it while it is


def _pages() -> dict[str, StreamlitPage]:
    """Every page by its name; kept for a visitor while the language is the same: making one looks for its file on the disk."""
    kept = st.session_state.get(_PAGES)
    if kept is None or kept[0] != language():
        names = dict.fromkeys([*(tab.page for entry in (*MENU, HELP) for tab in entry.tabs), ROOM])
        made = {name: _page(name) for name in names if (ROOT / "pages" / f"{name}.py").exists()}
        kept = st.session_state[_PAGES] = language(), made
    pages: dict[str, StreamlitPage] = kept[1]
    return pages


def _page(name: str) -> StreamlitPage:
    is_landing = name == MENU[0].tabs[0].page
    address = name.replace("_", "-")
    return st.Page(ROOT / "pages" / f"{name}.py", title=t("Coalition"), url_path=address, default=is_landing)


def audience_of(page: str) -> Audience:
    """Who sees a page, by its name in the address. Until there is sign-in, whoever opens the dashboard is the coordinator.

    The one place that says so; sign-in will ask its own question here.
    """
    return "room" if page == ROOM else "coordinator"


def remember() -> None:
    """Keep where one is, with its filters: where the room view leads back to. After a page is drawn."""
    here = st.session_state[_SHOWN] = _here(), st.query_params.to_dict()
    if here[0] != ROOM:
        st.session_state[_BEFORE] = here


def before_room() -> tuple[str, dict[str, str]]:
    """(path of the page, what its address said) where one was before the room view; the landing page where nowhere."""
    page, address = st.session_state.get(_BEFORE, (MENU[0].tabs[0].page, {}))
    return f"pages/{page}.py", address


def entry_here() -> Entry | None:
    """The entry of the page that is shown; None: the room, or a page run without its router."""
    return next((entry for entry in (*MENU, HELP) if any(tab.page == _here() for tab in entry.tabs)), None)


def _here() -> str | None:
    here = st.session_state.get(_HERE)
    return str(here) if here else None


def draw() -> None:
    """The entries, folded behind one button on a telephone; the language at their right. Not in the room."""
    lit, pages = entry_here(), _pages()
    if lit is None:
        return
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap=None):
        st.html(f'<details data-page="{_here()}"><summary>{escape(t("Menu"))}</summary></details>', width="content")
        if lit in MENU:
            _light("menu-entries", MENU.index(lit))
        with st.container(key="menu-entries", horizontal=True, gap=None):
            for entry in MENU:
                st.page_link(pages[entry.tabs[0].page], label=t(entry.word), icon=f":material/{entry.icon}:")
        with st.container(key="help", width="content"):
            st.page_link(pages[HELP.tabs[0].page], label="?", help=t(HELP.word))
        language_switch()


def draw_tabs(entry: Entry) -> None:
    """The tabs of an entry, the one that is shown lit."""
    if len(entry.tabs) == 1:
        return
    shown = [tab for tab in entry.tabs if tab.page == _here()]
    lit = max((tab for tab in shown if tab.view.items() <= st.query_params.to_dict().items()), key=lambda tab: len(tab.view))
    _light("tabs", entry.tabs.index(lit))
    with st.container(key="tabs", horizontal=True, gap=None):
        for tab in entry.tabs:
            st.page_link(_pages()[tab.page], label=t(tab.word), query_params=tab.view or None)


def draw_room_button(entry: Entry) -> None:
    """The way to the projector, on the pages that have a view for it."""
    if entry.has_room:
        with st.container(key="to-the-room", width="content"):
            st.page_link(f"pages/{ROOM}.py", label=t("Meeting view"), icon=":material/slideshow:")


def _light(place: str, number: int) -> None:
    """Light one link of a place: Streamlit lights the one whose page is shown, which may stand behind another tab."""
    st.html(f"<style>.st-key-{place} > :nth-child({number + 1}) {{ --lit: var(--chosen); --lit-weight: 600; }}</style>")
