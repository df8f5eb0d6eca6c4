"""The menu: nine entries and the guide, every page in one of them, and the way back from the room."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.database import ROOT
from coalition.shell.menu import HELP, MENU, ROOM

Dashboard = Callable[..., AppTest]
TABS = [tab for entry in (*MENU, HELP) for tab in entry.tabs]


def links(at: AppTest) -> list[str]:
    """The labels of all links, top to bottom: the menu comes first, then the tabs."""
    return [part.proto.label for part in at.get("page_link")]


def test_every_page_has_its_place_in_the_menu_or_is_the_one_for_the_room() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert {tab.page for tab in TABS} | {ROOM} == files
    assert len(MENU) == 9
    assert max(Counter((tab.page, *tab.view.items()) for tab in TABS).values()) == 1


def test_every_entry_and_every_tab_has_its_thai() -> None:
    names = {entry.word for entry in (*MENU, HELP)} | {tab.word for tab in TABS}
    assert names - set(locale.catalogue("th")) == set()


def test_a_tab_keeps_the_title_of_its_entry_and_stands_beside_the_others(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("changes")
    assert at.title[0].value == "Coverage"
    shown = links(at)
    assert shown[: len(MENU)] == [entry.word for entry in MENU]
    tabs = [tab.word for tab in MENU[1].tabs]
    start = shown.index(tabs[0])
    assert shown[start : start + len(tabs)] == tabs


@pytest.mark.parametrize(("view", "place"), [({}, 1), ({"view": "map"}, 2)])
def test_the_tab_of_what_is_shown_is_the_one_that_is_lit(
    view: dict[str, str], place: int, demo_engine: Engine, dashboard: Dashboard
) -> None:
    styles = "".join(str(part.proto.body) for part in dashboard("coverage", **view).get("html"))
    assert f".st-key-tabs > :nth-child({place})" in styles
    assert ".st-key-menu-entries > :nth-child(2)" in styles


def test_leaving_the_room_leads_back_to_where_one_was_with_its_filters(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("coverage", within="TH57")
    assert "Meeting view" in links(at)
    at.switch_page("pages/present.py").run()
    (back,) = [part.proto for part in at.get("page_link") if part.proto.label == "Exit"]
    assert (back.page, back.query_string) == ("coverage", "within=TH57")
    assert "Settings" not in links(at)


def test_the_guide_opens_in_the_language_of_the_screen(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("guide", lang="th", part="evening")
    assert at.title[0].value == locale.translate("Guide", "th")
    assert any("วางรายชื่อ" in told.value for told in at.markdown)
