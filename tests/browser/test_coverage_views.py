"""The squares and the map in a real Chromium: a click, or the keyboard, opens the same cell as the matrix does."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, load_demo, path_of, settle

pytestmark = pytest.mark.browser


def click_beside(page: Page, text: str, down: float, opens: str) -> None:
    """Click so many pixels below (or above) a label, until it answers: a picture that was just drawn is drawn once more."""
    label = page.locator(".js-plotly-plot .annotation", has_text=text).first
    for _ in range(10):
        expect(label).to_be_visible()
        box = label.bounding_box()
        if box:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + down)
        try:
            expect(page).to_have_url(re.compile(opens), timeout=3_000)
            return
        except AssertionError:
            continue
    pytest.fail("the click opened nothing")


@pytest.mark.smoke
def test_a_click_on_the_map_and_in_the_squares_opens_the_cell_of_the_matrix(visit: Visit) -> None:
    page = load_demo(visit)
    for view in ("map", "squares"):
        page.set_viewport_size({"width": 1280, "height": 1500})
        page = visit(f"/coverage?view={view}&kind=I5")
        click_beside(page, "Chiang Rai", -70 if view == "map" else 0, opens="area=TH57&type=I5")
        expect(page.get_by_role("dialog")).to_contain_text("Chiang Rai")


def test_the_view_is_switched_by_the_keyboard_and_is_a_link(visit: Visit) -> None:
    page = load_demo(visit)
    page = visit("/coverage")
    page.get_by_role("radio", name="Map").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("view=map"))
    settle(page)
    expect(page.get_by_role("figure", name=re.compile("^Map, .*Chiang Rai: "))).to_be_visible()
    expect(page.get_by_text("Boundaries: OCHA COD-AB / Royal Thai Survey Department, CC BY 3.0 IGO")).to_be_visible()
    page.get_by_role("button", name="Show who helps there").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "view=map" in path_of(page)
