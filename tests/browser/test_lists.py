"""Lists in a real Chromium: a row opens wherever it is clicked, and by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("demo")
def test_a_row_opens_by_a_click_anywhere_on_it_and_by_the_keyboard(visit: Visit) -> None:
    page = visit("/directory")
    page.get_by_role("row", name=re.compile("^Baan Doi Sung")).get_by_text("NGO").click()
    expect(page).to_have_url(re.compile("organization="))
    expect(page.get_by_role("heading", name="Baan Doi Sung")).to_be_visible()
    page.get_by_role("link", name="All organizations").click()
    expect(page).to_have_url(re.compile("/directory$"))  # or the next run would open it again
    page = visit("/directory")
    page.get_by_role("button", name="Last confirmed").click()
    expect(page.get_by_role("columnheader", name=re.compile("^Last confirmed"))).to_have_attribute("aria-sort", "ascending")
    names = page.locator("tbody .name")
    assert names.evaluate_all("all => all.filter((one) => one.tabIndex === 0).length") == 1
    names.first.focus()
    page.keyboard.press("ArrowDown")
    second = names.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=second)).to_be_visible()


@pytest.mark.usefixtures("demo")
def test_the_focus_is_on_the_row_again_once_what_it_opened_is_closed(visit: Visit) -> None:
    page = visit("/actions")
    second = page.locator("tbody .name").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(second).to_be_focused()
