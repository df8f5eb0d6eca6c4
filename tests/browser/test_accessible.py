"""axe-core over every page with the demo: on a light desk, then on a dark telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from coalition.shell.menu import HELP, MENU, ROOM
from tests.browser.conftest import Visit, settle

pytestmark = pytest.mark.browser

PAGES = [f"/{tab.page.replace('_', '-')}" for entry in (*MENU, HELP) for tab in entry.tabs if not tab.view]
DEEPER = [
    "/coverage?show=map",
    "/directory?organization=1",
    "/meetings?meeting=1",
    "/resources?resource=1",
    "/togetherness?by=meetings",
    "/whom-to-call?type=I5&area=TH57",
    f"/{ROOM}?step=gaps",
    f"/{ROOM}?step=TH50",
]
OF_THE_FRAMEWORK = {("presentation-role-conflict", "stFileUploaderDropzone")}
"""(rule, what its element says of itself): Streamlit's own uploader, on an empty page too."""


def found_in(page: Page) -> list[str]:
    """The rules that a page breaks, each with the first element that does."""
    broken = Axe().run(page).response["violations"]
    told = [(rule["id"], rule["nodes"][0]["html"][:300]) for rule in broken]
    return [f"{rule}: {html}" for rule, html in told if not any(rule == own and mark in html for own, mark in OF_THE_FRAMEWORK)]


@pytest.mark.usefixtures("demo")
def test_no_page_keeps_anybody_out(visit: Visit) -> None:
    page = visit("/")
    told = {}
    for path in [*PAGES, *DEEPER]:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        visit(path)
        page.wait_for_timeout(500)  # a component is drawn a moment after the page
        told[path, "desk"] = found_in(page)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 390, "height": 844})
        settle(page)
        page.wait_for_timeout(500)
        told[path, "telephone"] = found_in(page)
    assert {where: broken for where, broken in told.items() if broken} == {}
