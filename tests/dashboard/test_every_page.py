"""Every page, empty and with the demo, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.shell import words
from coalition.shell.menu import MENU
from tests.support.pseudo import BEGINS, data_of, plain_words
from tests.support.pseudo import _folder as _folder
from tests.support.pseudo import made_up as made_up

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))
Dashboard = Callable[..., AppTest]


@pytest.mark.both_engines
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_something_when_nothing_is_stored(page: str, engine: Engine, dashboard: Dashboard) -> None:
    assert dashboard(page).title


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_the_demo(page: str, demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard(page, lang="th")
    assert at.title
    assert [told.value for told in at.error] == []
    assert "สมมติ" in " ".join(told.value for told in at.caption)
    assert ("?" in [link.proto.label for link in at.get("page_link")]) is (page != "present"), "the guide is behind it"


SAID_OTHERWISE = {
    "checklists": {"key"},  # a column that is not shown
    "settings": set(locale.OWN_WORDS),  # each in the language it may be called otherwise in
}


@pytest.mark.parametrize("page", [page for page in PAGES if page != "guide"])  # a document: in English where there is no other
def test_every_page_says_everything_in_a_language_that_somebody_added(
    page: str, made_up: str, demo_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard(page, lang=made_up)
    assert BEGINS in at.title[0].value + at.caption[-1].value
    assert [told.value for told in at.error] == []
    assert plain_words(at, data_of(demo_engine)) <= SAID_OTHERWISE.get(page, set())


def test_the_first_page_of_a_fresh_dashboard_offers_the_demo_or_an_empty_start(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("overview")
    assert at.title[0].value == "Welcome"
    assert [b.key for b in at.button] == ["load demo", "start empty"]


@pytest.mark.parametrize(
    "page",
    ["coverage", "whom_to_call", "participation", "togetherness", "changes", "single_providers", "referral_flow", "actions"],
)
def test_an_empty_page_keeps_its_tabs_and_says_what_it_lacks_with_one_button(
    page: str, sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard(page)
    entry = next(entry for entry in MENU if any(tab.page == page for tab in entry.tabs))
    assert at.title[0].value == entry.word
    assert re.match(r"## (Import|Add|Record) ", at.markdown[-1].value)
    *_, button = (link.proto.label for link in at.get("page_link"))
    assert button in {"Import services", "Import attendance", "Add an organization", "Record a meeting", "Add a case"}


@pytest.mark.both_engines
def test_starting_empty_brings_the_lists_and_the_name(engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("overview")
    at.button(key="start empty").click().run()
    at.text_input(key="start name").set_value("Northern Net").run()
    assert at.button(key="start").label == "Choose a country"
    at.selectbox(key="start country").set_value("TH").run()
    at.multiselect(key="start scope").set_value(["TH57"]).run()
    at.button(key="start").click().run()
    assert at.title[0].value == "Northern Net"
    assert "No data yet" in at.markdown[0].value
    at.switch_page("pages/settings.py").run()
    assert at.multiselect(key="scope").value == ["TH57"]


def test_the_demo_is_loaded_and_removed_in_one_step_each(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("overview")
    at.button(key="load demo").click()
    at.run(timeout=120)
    assert at.title[0].value != "Welcome"
    at.button(key="remove demo").click().run()
    at.button(key="remove demo now").click()
    at.run(timeout=120)
    assert at.title[0].value == "Welcome"


def test_a_run_asks_once_which_language_it_speaks_and_the_next_asks_again(
    demo_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The framework takes 20 us to tell, and a page has a thousand words."""
    asked: list[str] = []
    monkeypatch.setattr(
        words, "_language_of_session", lambda find=words._language_of_session: asked.append(find()) or asked[-1]
    )
    at = dashboard("coverage")
    assert set(asked) == {"en"}
    assert len(asked) == 2, "as the run begins, and when the page knows the coalition's own words"
    at.segmented_control(key="lang").set_value("th").run()
    assert asked[2:] == ["th", "th"]


def test_a_chosen_language_stays_from_page_to_page(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings", lang="th")
    assert at.title[0].value == "การตั้งค่า"
    at.switch_page("pages/import_data.py").run()
    assert at.title[0].value == "นำเข้าข้อมูล"


@pytest.mark.parametrize("page", ["directory", "meetings", "cases", "import_data", "settings"])
def test_a_page_that_can_be_used_at_once_says_where_the_start_is(
    page: str, sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    assert "No data yet." in [part.value for part in dashboard(page).markdown]


@pytest.mark.parametrize("page", ["participation", "coverage", "cases", "directory", "meetings"])
def test_the_answer_stands_above_the_filters(page: str, demo_engine: Engine, dashboard: Dashboard) -> None:
    kinds = [part.type for part in dashboard(page).main]
    filters = [kinds.index(kind) for kind in ("selectbox", "date_input", "text_input") if kind in kinds]
    assert kinds.index("markdown") < min(filters, default=len(kinds))


def test_a_page_that_breaks_at_once_or_later_fails_its_test_with_its_own_error(
    sqlite_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object, **_options: object) -> None:
        raise ValueError("the third column is missing")

    at = dashboard("overview")
    monkeypatch.setattr(st, "title", breaks)
    with pytest.raises(AssertionError, match="the third column is missing"):
        at.run()
    with pytest.raises(AssertionError, match="the third column is missing"):
        dashboard("overview")
