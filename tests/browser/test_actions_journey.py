"""From a gap to a promise and to the day it is kept, in a real Chromium and by the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, path_of, settle

pytestmark = pytest.mark.browser


def press(page: Page, place: Locator, *keys: str) -> None:
    """Come to a place by the keyboard and press keys there."""
    place.focus()
    for key in keys:
        page.keyboard.press(key)
    settle(page)


@pytest.mark.usefixtures("demo")
@pytest.mark.smoke
def test_a_gap_becomes_a_promise_and_the_promise_is_kept_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    expect(page.get_by_role("link", name="4 actions")).to_be_visible(timeout=60_000)

    page = visit("/coverage?type=A1&area=TH54")
    press(page, page.get_by_role("link", name="Add an action for this"), "Enter")
    what = page.get_by_label("What will be done?").first
    expect(what).to_have_value("Find help: Longer-term shelter, foster and kinship care, Phrae")
    who = page.get_by_role("combobox", name="Who does it?")
    who.focus()
    page.keyboard.type("Rim Kok")
    expect(page.get_by_role("option").first).to_contain_text("Rim Kok Foundation")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("radio", name="9 Dec 2026"), "Enter")
    press(page, page.get_by_role("button", name="Save action"), "Enter")
    expect(page.get_by_text("Action saved.")).to_be_visible()
    assert path_of(page) == "/actions"
    expect(page.get_by_text("8 actions are open")).to_be_visible()
    expect(page.get_by_text("Phrae: still no provider")).to_be_visible()

    row = page.get_by_role("row").filter(has_text="Phrae: still no provider")
    press(page, row.get_by_role("button", name="Done"), "Enter")
    expect(page.get_by_text("Marked as done.")).to_be_visible()
    expect(page.get_by_text("Phrae: done, but still no provider")).to_have_count(2)
    press(page, page.get_by_role("button", name="Undo"), "Enter")
    expect(page.get_by_text("8 actions are open")).to_be_visible()


@pytest.mark.usefixtures("demo")
def test_on_a_telephone_what_was_done_covers_little_of_the_page(visit: Visit) -> None:
    page = visit("/cases?new=1&type=I5&area=TH5709&lang=th")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("radio", name="วันนี้").first.click()
    page.get_by_role("button", name="เพิ่มกรณี", exact=True).click()
    bar, heading = page.locator(".st-key-last-edit"), page.locator("h3").first
    expect(bar.get_by_role("button", name="เลิกทำ")).to_be_visible()
    settle(page)
    over, under = bar.bounding_box() or {"y": 0}, heading.bounding_box() or {"y": 844, "height": 0}
    assert under["y"] + under["height"] <= over["y"]


@pytest.mark.usefixtures("demo")
def test_the_words_of_an_edit_fold_away_and_its_way_back_stays_in_sight_until_it_is_pressed(visit: Visit) -> None:
    page = visit("/actions")
    top = "document.querySelector('h2').getBoundingClientRect().top"
    before = page.evaluate(top)
    page.locator("button", has_text="Done").first.click()
    bar = page.locator(".st-key-last-edit")
    expect(bar.get_by_text("Marked as done")).to_be_visible()
    settle(page)
    assert page.evaluate(top) == before, "the page stays where it was"
    page.mouse.move(5, 300)
    expect(bar.get_by_text("Marked as done")).to_be_hidden(timeout=20_000)
    undo = bar.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport(ratio=1)
    undo.click()
    expect(bar.get_by_text("The change was undone.")).to_be_visible()
    page.mouse.move(5, 300)
    expect(bar).to_be_hidden(timeout=20_000)  # nothing is left of it, no edge either
