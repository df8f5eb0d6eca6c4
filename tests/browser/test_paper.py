"""Every page on paper: without menu, filters and buttons, and with all that it tells."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coalition.database import ROOT
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem.replace("_", "-") for path in (ROOT / "pages").glob("*.py"))
SHEET = {"upright": 700, "across": 1_040}  # pixels of A4 without its margins
PRESSED = (
    ".st-key-menu, .st-key-tabs, .stButton, .stDownloadButton, .stFormSubmitButton, .stFileUploader, "
    ":is(.stSelectbox, .stMultiSelect, .stDateInput, .stButtonGroup):not(.stForm *), .stDataFrame"
)
LOOK = """(pressed) => {
    const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
    const name = (e) => (e.className.baseVal ?? e.className) + ": " + (e.innerText ?? "").slice(0, 40);
    const every = [...document.querySelectorAll(".stMain *")].filter(seen);
    return {
        words: document.querySelector(".stMain").innerText.length + [...document.querySelectorAll(".stMain *")]
            .reduce((sum, e) => sum + (e.shadowRoot?.querySelector("table")?.innerText.length ?? 0), 0),  // of a matrix
        pressed: [...document.querySelectorAll(pressed)].filter(seen).map(name),
        beyond: every.filter((e) => e.getBoundingClientRect().right > innerWidth + 4 && e.innerText?.trim()).map(name),
        cut: every.filter((e) => getComputedStyle(e).overflowY !== "visible" && e.scrollHeight > e.clientHeight + 4
            && e.clientWidth > 4 && !e.closest("svg, canvas, .stForm")).map(name),
    };
}"""


def on_paper(page: Page) -> dict[str, Any]:
    """What stands on the sheet, and whether it lies across."""
    across = lies_across(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET["across" if across else "upright"], "height": 1_000})
    page.wait_for_timeout(300)
    found: dict[str, Any] = page.evaluate(LOOK, PRESSED)
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found | {"across": across}


def until_still(page: Page) -> None:
    """Until nothing more is drawn: a page is idle before its first chart stands."""
    size, told = (0, 0), 0
    while told < 4:
        page.wait_for_timeout(250)
        now = page.evaluate("[document.querySelectorAll('*').length, document.querySelector('.stMain').scrollHeight]")
        size, told = now, told + 1 if now == size else 0


def lies_across(page: Page) -> bool:
    """How the sheets of the page lie that Chromium makes."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    (across,) = {float(width) > float(height) for width, height in boxes}
    return across


@pytest.mark.usefixtures("demo")
def test_every_page_is_printed_without_what_is_pressed_and_nothing_is_cut(visit: Visit) -> None:
    told = {}
    for name in PAGES:
        page = visit(f"/{'' if name == 'overview' else name}")
        until_still(page)
        told[name] = on_paper(page)
    for kind in ("pressed", "beyond", "cut"):
        assert {name: found[kind] for name, found in told.items() if found[kind]} == {}, kind
    assert [name for name, found in told.items() if found["words"] < 30] == []
    assert {name for name, found in told.items() if found["across"]} >= {"overview", "participation"}
    assert not told["actions"]["across"]


@pytest.mark.usefixtures("demo")
def test_the_overview_says_on_paper_what_every_color_means(visit: Visit) -> None:
    page = visit("/")
    expect(page.locator(".mx")).to_be_visible()
    page.emulate_media(media="print")
    for label in ("No provider", "Hard to reach", "Full", "One provider", "Two or more providers", "Not known"):
        expect(page.locator(".chip", has_text=label)).to_be_visible()


@pytest.mark.usefixtures("demo")
def test_the_minutes_name_on_paper_who_was_there_though_the_screen_folds_them(visit: Visit) -> None:
    page = visit("/meeting-kit")
    name = page.locator('[class*="st-key-names-of"] li').first
    expect(name).to_be_hidden()
    page.emulate_media(media="print")
    expect(name).to_be_visible()
