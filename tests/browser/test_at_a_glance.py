"""How much a page asks of a reader: words outside tables and drawings, and how far it scrolls, with the demo at 1280 x 800."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SCREEN_PX = 800
WORDS = 250

HELD = {
    "/": 1,
    "/directory": 3,
    "/actions": 3,
    "/referrals": 3,
    "/participation": 3,
    "/togetherness": 3,
    "/referral-flow": 3,
    "/coverage": 3,
    "/formats": 3,
    "/whom-to-call?type=I5&area=TH57": 3,
    "/cases": 3,
    "/protocol": 3,
    "/checklists": 3,
    "/meeting-kit": 3,
    "/?lang=th": 1,  # the browser keeps the language: these come last
    "/coverage?lang=th": 3,
    "/meeting-kit?lang=th": 3,
}
"""Address -> how many screens it may be high; a page of the house has three."""

WORDS_SEEN = """() => {
  const main = document.querySelector('[data-testid="stMain"]'), words = [];
  const walk = node => {
    if (node.nodeType === 3) return words.push(...node.textContent.split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)));
    if (node.nodeType !== 1 || ['TABLE', 'STYLE', 'SCRIPT', 'DETAILS'].includes(node.tagName)) return;
    if (node.matches('.textpoint')) return;  // a name beside a dot of a drawing
    if (node.matches('[role="img"], [data-testid="stIconMaterial"]')) return;  // the name of an icon
    if (node.matches('[data-testid="stDataFrame"], .st-key-menu, .hidden')) return;
    if (!node.checkVisibility()) return;
    (node.shadowRoot ?? node).childNodes.forEach(walk);
  };
  walk(main);
  return words;
}"""


def high(page: Page) -> int:
    return int(page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight"))


@pytest.mark.usefixtures("demo")
def test_a_page_is_seen_at_a_glance(visit: Visit) -> None:
    visit("/").set_viewport_size({"width": 1280, "height": SCREEN_PX})
    for path, screens in HELD.items():
        page = visit(path)
        page.wait_for_timeout(1500)  # a component, or a chart, is drawn a moment after the page
        words = page.evaluate(WORDS_SEEN)
        assert 0 < len(words) <= WORDS, (path, len(words), " ".join(words))
        assert high(page) <= screens * SCREEN_PX, path


PLACES = """() => {
  const tops = ['.st-key-tiles', '.st-key-gaps', '.st-key-map', '.st-key-came', '.st-key-news'].map(
    place => document.querySelector(place).getBoundingClientRect().top);
  const bars = [...document.querySelectorAll('.bars li')].map(bar => {
    const label = bar.querySelector('.month');
    const [all, box] = [bar.getBoundingClientRect(), label.getBoundingClientRect()];
    const isBelow = box.left >= all.left - 1 && box.right <= all.right + 1;
    return getComputedStyle(label).visibility === 'visible' && isBelow ? label.textContent : '';
  });
  return [tops, bars];
}"""


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["en", "th"])
def test_on_a_telephone_the_picture_follows_the_gaps_and_each_bar_has_its_month(visit: Visit, language: str) -> None:
    page = visit(f"/?lang={language}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(1500)
    tops, months = page.evaluate(PLACES)
    assert tops == sorted(tops)
    assert len(months) == len(set(months)) == 12
    assert all(months)
