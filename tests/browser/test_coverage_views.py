"""The squares and the map in a real Chromium: a click, or the keyboard, opens the same cell as the matrix does."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, path_of

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
@pytest.mark.usefixtures("demo")
def test_a_click_on_the_map_and_in_the_squares_opens_the_cell_of_the_matrix(visit: Visit) -> None:
    page = visit("/")
    for view in ("map", "squares"):
        page.set_viewport_size({"width": 1280, "height": 1500})
        page = visit(f"/coverage?view={view}&kind=I5")
        click_beside(page, "Chiang Rai", -70 if view == "map" else 0, opens="area=TH57&type=I5")
        expect(page.get_by_role("dialog")).to_contain_text("Chiang Rai")


@pytest.mark.usefixtures("demo")
def test_the_map_says_itself_in_words_and_names_its_source(visit: Visit) -> None:
    page = visit("/coverage?view=map")
    expect(page.get_by_role("figure", name=re.compile("^Map, .*Chiang Rai: "))).to_be_visible()
    expect(page.get_by_text("Boundaries: OCHA COD-AB / Royal Thai Survey Department, CC BY 3.0 IGO")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    (shown,) = [box for one in page.get_by_role("figure").all() if (box := one.bounding_box())]
    assert shown["x"] + shown["width"] <= 390, "a telephone shows it whole"


@pytest.mark.usefixtures("demo")
def test_the_matrix_is_one_stop_of_the_tabulator_and_a_square_opens_by_the_keyboard(visit: Visit) -> None:
    page = visit("/coverage")
    page.set_viewport_size({"width": 1024, "height": 768})  # no panel beside it: Enter opens the cell
    first = page.get_by_role("button", name=re.compile("^Awareness and community education, Chiang Mai: 1. One provider"))
    expect(first).to_be_visible()
    squares = page.locator(".mx td button")
    assert squares.evaluate_all("all => all.filter((one) => one.tabIndex === 0).length") == 1
    first.focus()
    for key in ("ArrowRight", "ArrowDown", "End", "Home", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(".tip")).to_contain_text("School support and scholarships, Chiang Rai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Chiang Rai")
    assert "area=TH57" in path_of(page)


@pytest.mark.usefixtures("demo")
def test_a_chip_dims_all_other_squares_and_the_panel_leads_on(visit: Visit) -> None:
    page = visit("/coverage")
    page.set_viewport_size({"width": 1440, "height": 900})
    chip = page.get_by_role("button", name="23 No provider")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert page.locator(".mx td button:not(.dim)").count() == 23
    page.locator(".mx td button.none").first.click()
    panel = page.locator(".detail")
    expect(panel).to_contain_text("No provider")
    panel.get_by_role("button", name="Find a service").click()
    expect(page).to_have_url(re.compile("whom-to-call.*area=.*type="))


@pytest.mark.usefixtures("demo")
def test_no_provider_is_one_step_from_the_chosen_cell_and_a_double_click_opens_it(visit: Visit) -> None:
    page = visit("/coverage")
    page.set_viewport_size({"width": 1440, "height": 900})
    record = page.get_by_role("button", name="Record: no provider")
    page.locator(".mx td button.covered").first.click()
    expect(page.get_by_role("button", name="Show everything about it")).to_be_visible()
    expect(record).to_have_count(0)
    page.locator(".mx td button.unknown").first.click()
    record.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Confirmed by")).to_have_value("")
    dialog.get_by_label("Confirmed by").fill("Hill Desk")
    dialog.get_by_role("button", name="Record: no provider").click()
    expect(dialog.get_by_text("(Hill Desk)").first).to_be_visible()
    page = visit("/coverage")
    page.locator(".mx td button.covered").first.dblclick()
    expect(dialog).to_contain_text("Two or more providers")


@pytest.mark.usefixtures("demo")
def test_a_telephone_shows_one_area_at_a_time(visit: Visit) -> None:
    page = visit("/coverage")
    page.set_viewport_size({"width": 390, "height": 844})
    area = page.get_by_label("Area", exact=True)
    expect(area.locator("option:checked")).to_have_text(re.compile(r"Phrae \(12 gaps\)"))
    expect(page.locator(".phone li")).to_have_count(28)
    page.get_by_role("button", name="Next area").click()
    expect(area.locator("option:checked")).to_have_text(re.compile("Chiang Mai"))
    page.locator(".phone li button").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Chiang Mai")
