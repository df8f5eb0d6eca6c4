"""The hand of somebody who works with the pages in a real browser: what it clicks and presses is counted."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from coalition import locale
from tests.browser.conftest import as_joined

READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_MOST_TABS = 300
_WHERE = """here => {
    let at = document.activeElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const group = here.closest('[role="radiogroup"]');
    return here === at || here.contains(at) ? "here" : group?.contains(at) ? "beside" : "";
}"""


@dataclass
class Hand:
    """What a person does at the page, counted.

    Attributes:
        page: the page.
        language: "en" or "th".
        by_keyboard: everything is reached with Tab and pressed with Enter; each Tab is a key.
        clicks, keys: so far in this step; `answers`: those that answer what only a person knows, counted apart.
        notes: what a step has to say.
    """

    page: Page
    language: str = "en"
    by_keyboard: bool = False
    clicks: int = 0
    keys: int = 0
    answers: int = 0
    notes: list[str] = field(default_factory=list)

    def t(self, text: str, **values: object) -> str:
        """A text of the screen in the language of the visit."""
        return locale.translate(text, self.language, **values)

    def shown(self, text: str, **values: object) -> re.Pattern[str]:
        """As `t`, as a page shows it in links and sentences: joined where a line must not end."""
        return as_joined(self.t(text, **values))

    def button(self, text: str, **values: object) -> Locator:
        """The first button whose name ends with this text; the name of its icon stands before it."""
        return self.page.get_by_role("button", name=re.compile(rf"(^|\s){re.escape(self.t(text, **values))}$")).first

    def press(self, what: Locator, *, answers: bool = False) -> None:
        """Click, or reach and press by keyboard; then wait until the page is drawn."""
        expect(what).to_be_enabled(timeout=30_000)
        before = self.keys
        if self.by_keyboard:
            self._reach(what)
            self.key("Space" if what.evaluate("here => here.tagName === 'INPUT'") else "Enter")
        else:
            is_round = what.evaluate("here => here.tagName === 'INPUT'")  # of a list of round ones the label is what is seen
            (what.locator("xpath=ancestor::label") if is_round else what).first.click()
        if answers:
            self.answers += 1
            self.keys = before
        else:
            self.clicks += 1
        self.settle()

    def key(self, keys: str) -> None:
        """One stroke."""
        self.page.keyboard.press(keys)
        self.keys += 1

    def write(self, what: Locator, text: str) -> None:
        """Type into a field; the letters are not counted."""
        if self.by_keyboard:
            self._reach(what)
        else:
            what.click()
            self.clicks += 1
        self.page.keyboard.type(text)

    def settle(self) -> None:
        """Until the page is drawn and idle."""
        self.page.wait_for_timeout(120)  # the click has not reached the server yet
        expect(self.page.locator(READY)).to_have_count(1, timeout=60_000)

    def choose(self, label: str, *options: str) -> None:
        """Type what is wanted into a list and take it, one after the other; again where a redraw ate what was typed."""
        box = self.page.get_by_role("combobox", name=re.compile(re.escape(self.t(label)))).first
        self.write(box, "")
        for option in options:
            offered = self.page.get_by_role("option", name=option).first
            for _ in range(5):
                box.press_sequentially(option)
                try:
                    expect(offered).to_be_visible(timeout=2_000)
                    break
                except AssertionError:
                    box.fill("")
            if self.by_keyboard:
                self.key("ArrowDown")
                self.key("Enter")
            else:
                offered.click()
                self.clicks += 1
            self.page.wait_for_timeout(500)  # a list closes slowly
            self.settle()
        self.key("Tab")  # Escape would empty the list again
        self.settle()

    def _reach(self, what: Locator) -> None:
        """Tab by tab; within a group of which one is chosen, by arrows."""
        for _ in range(_MOST_TABS):
            there = what.evaluate(_WHERE)
            if there == "here":
                return
            self.key("ArrowRight" if there == "beside" else "Tab")
        raise AssertionError(f"not reached within {_MOST_TABS} tabs")
