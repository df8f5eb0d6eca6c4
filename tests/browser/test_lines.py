"""Where lines end on a telephone: neither within a day, nor between a number and what it counts, nor within a word of Thai."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAGES = (
    "/changes?from=2026-10-08&to=2026-11-12&lang=th",
    "/whom-to-call?type=A1&area=TH57&lang=th",
    "/single-providers?lang=th",
)
ENDS = r"""() => [...document.querySelectorAll('[data-testid="stMain"] :is(h2, p)')].flatMap(told => {
  const texts = document.createTreeWalker(told, NodeFilter.SHOW_TEXT), range = document.createRange(), ends = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    let line = null;
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at), range.setEnd(text, at + 1);
      const [place] = range.getClientRects();
      if (!place?.width || /[\s\p{M}]/u.test(text.data[at])) continue;
      if (line !== null && place.top > line + 12) ends.push(`${text.data.slice(0, at)}|${text.data.slice(at)}`);
      line = place.top;
    }
  }
  return ends;
})"""
"""The texts of a page, each with | where one of its lines ends."""
SELECT = "told => getSelection().selectAllChildren(told)"
COPY = """() => {
  const copied = new DataTransfer();
  const event = new ClipboardEvent('copy', {bubbles: true, cancelable: true, clipboardData: copied});
  document.body.dispatchEvent(event);
  return copied.getData('text/plain');
}"""


@pytest.mark.usefixtures("demo")
def test_a_line_ends_behind_no_number_and_within_no_word(visit: Visit) -> None:
    visit("/").set_viewport_size({"width": 390, "height": 844})
    ends = [end.replace("\u2060", "") for path in PAGES for end in ends_of(visit(path))]
    assert len(ends) > 5, "there are lines to look at"
    assert not [end for end in ends if re.search(r"\d\s*\|\w|ให้\|บริการ|ขาด\|ประชุม|ครั้ง\|ล่าสุด", end)]


def ends_of(page: Page) -> list[str]:
    page.wait_for_timeout(1000)  # the last answers are drawn
    found: list[str] = page.evaluate(ENDS)
    return found


@pytest.mark.usefixtures("demo")
def test_lines_of_thai_have_room_for_the_signs_above_and_below_them(visit: Visit) -> None:
    page = visit("/?lang=th")
    page.set_viewport_size({"width": 390, "height": 844})
    for line in (".tile .d", '[class*="st-key-gap-"] > :nth-child(2) .stPageLink a p'):
        told = page.locator(line).first
        told.wait_for()
        high, large = told.evaluate("e => [getComputedStyle(e).lineHeight, getComputedStyle(e).fontSize].map(parseFloat)")
        assert high >= 1.4 * large, line


@pytest.mark.usefixtures("demo")
def test_what_is_copied_is_the_text_as_it_was_told(visit: Visit) -> None:
    heading = visit("/togetherness?lang=th").locator("h2").first
    heading.evaluate(SELECT)
    shown, copied = heading.inner_text(), heading.page.evaluate(COPY)
    assert "\u2060" in shown
    assert re.search(r"\d\u00a0องค์กร", shown), "of a number in bold letters too"
    assert copied == shown.replace("\u2060", "").replace("\u00a0", " ")
