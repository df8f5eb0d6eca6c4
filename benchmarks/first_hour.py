"""The first hour of somebody who has never seen it, in a real browser: clicks, keys and seconds of each step, against a budget.

    python -m benchmarks.first_hour [--keyboard] [--thai] [--phone] [--pictures FOLDER] [--until STEP]

A step is a function that takes the `Hand` and a line in `STEPS`; each begins where the one before it ended. What is pressed is
found by its role and its words, as a person finds it. Exit status 1 where a step needs more than its budget.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from benchmarks.sign_in_files import write_files
from coalition import locale
from tools.chromium import find

ROOT = Path(__file__).parent.parent
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_MOST_TABS = 300


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

    def button(self, text: str, **values: object) -> Locator:
        """The first button whose name ends with this text; the name of its icon stands before it."""
        return self.page.get_by_role("button", name=re.compile(rf"(^|\s){re.escape(self.t(text, **values))}$")).first

    def press(self, what: Locator, *, answers: bool = False) -> None:
        """Click, or reach and press by keyboard; then wait until the page is drawn."""
        expect(what).to_be_enabled(timeout=30_000)
        before = self.keys
        if self.by_keyboard:
            self._reach(what)
            self.key("Enter")
        else:
            what.click()
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

    def _reach(self, what: Locator) -> None:
        for _ in range(_MOST_TABS):
            if what.evaluate("here => here === document.activeElement || here.contains(document.activeElement)"):
                return
            self.key("Tab")
        raise AssertionError(f"not reached within {_MOST_TABS} tabs")


@dataclass(frozen=True)
class Step:
    """One step of the hour. `budget`: clicks, answers apart; None: none was set."""

    name: str
    run: Callable[[Hand], None]
    budget: int | None = None


def start_empty(hand: Hand) -> None:
    """A coalition of two provinces."""
    hand.press(hand.button("Start empty"))
    hand.write(hand.page.get_by_role("textbox", name=hand.t("Name of the coalition")), "Northern Coalition")
    hand.key("Tab")
    hand.settle()
    _choose(hand, "Country", [hand.t("Thailand")])
    names = {"en": ("Chiang Rai", "Chiang Mai"), "th": ("เชียงราย", "เชียงใหม่")}[hand.language]
    _choose(hand, "Provinces you work in", names)
    hand.press(hand.button("Start"))
    expect(hand.page.get_by_text(hand.t("Nothing is stored yet. Begin with what you have:"))).to_be_visible(timeout=30_000)


def _choose(hand: Hand, label: str, options: Sequence[str]) -> None:
    """Type what is wanted into a list and take it, one after the other; again where a redraw of the page ate what was typed."""
    box = hand.page.get_by_role("combobox", name=re.compile(re.escape(hand.t(label)))).first
    hand.write(box, "")
    for option in options:
        offered = hand.page.get_by_role("option", name=option).first
        for _ in range(5):
            box.press_sequentially(option)
            try:
                expect(offered).to_be_visible(timeout=2_000)
                break
            except AssertionError:
                box.fill("")
        if hand.by_keyboard:
            hand.key("ArrowDown")
            hand.key("Enter")
        else:
            offered.click()
            hand.clicks += 1
        hand.page.wait_for_timeout(500)  # a list closes slowly
        hand.settle()
    hand.key("Tab")  # Escape would empty the list again
    hand.settle()


def import_files(hand: Hand) -> None:
    """24 sign-in files at once, answered and confirmed."""
    hand.press(hand.page.get_by_role("link", name=hand.t("Upload a file")).first)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_files(Path(folder))
        begun = time.monotonic()
        hand.page.locator('input[type="file"]').first.set_input_files([str(path) for path in paths])
        hand.clicks += 1
        expect(hand.page.locator(".st-key-bar-files")).to_be_visible(timeout=120_000)
        hand.settle()
    hand.notes.append(f"read and planned {time.monotonic() - begun:.1f} s")
    hand.notes.append(f"{_height(hand.page)} px high")
    _answer_all(hand)
    announced = hand.page.locator(".st-key-bar-files strong").first.inner_text()
    begun = time.monotonic()
    hand.press(hand.page.locator(".st-key-confirm button"))
    expect(hand.page.get_by_text(announced.split(": ", 1)[1].rpartition(", ")[0]).first).to_be_visible(timeout=60_000)
    hand.notes.append(f"stored in {time.monotonic() - begun:.1f} s: {announced}")


def _answer_all(hand: Hand) -> None:
    """What only a person knows: days, the order of day and month, what a word says, which organization it is."""
    asked = hand.page.locator(".st-key-open-questions")
    waited = []
    for number in range(40):
        if not asked.count():
            break
        begun = time.monotonic()
        before = asked.inner_text()
        _answer(hand, asked, number)
        for _ in range(100):  # until another question stands there
            if not asked.count() or asked.inner_text() != before:
                break
            hand.page.wait_for_timeout(50)
        waited.append(time.monotonic() - begun)
    assert not asked.count(), "something is still asked"
    hand.notes.append(f"{len(waited)} answers, each {max(waited, default=0):.1f} s at most")


def _answer(hand: Hand, asked: Locator, number: int) -> None:
    day = asked.get_by_test_id("stDateInput")
    if day.count():
        day.get_by_role("spinbutton").first.click()  # the calendar opens
        days = hand.page.locator('[role="gridcell"] [role="button"], [role="gridcell"] button, td[role="gridcell"]')
        days.get_by_text(str(number + 8), exact=True).first.click()
        hand.answers += 1
        hand.settle()
        return
    bulk = asked.get_by_role(
        "button", name=re.compile(re.escape(hand.t("All {n}: the first suggestion", n="§")).replace("§", r"\d+"))
    )
    orders = asked.locator('[class*="st-key-all-orders"] button')
    hand.press(
        bulk.first if bulk.count() else orders.first if orders.count() else asked.get_by_role("button").nth(1), answers=True
    )


def record_meeting(hand: Hand) -> None:
    """A meeting recorded while it happens: a tick for each member down the list, a guest, an agreement, two actions."""
    page = hand.page
    hand.press(page.locator(".st-key-menu-entries").get_by_role("link", name=hand.t("Meetings"), exact=True))
    hand.press(hand.button("Start a meeting"))
    hand.press(hand.button("Start"))
    members = page.locator(".roster li")
    expect(members.first).to_be_visible(timeout=30_000)
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.id === 'find'")
    page.keyboard.type("Petra Lindqvist")
    hand.key("Enter")
    hand.key("ArrowDown")
    expected = members.count()
    for place in range(expected):
        page.keyboard.press("Shift+Enter" if place % 8 == 7 else "Space")  # ticks, counted apart
    hand.notes.append(f"{expected} ticks")
    lines = page.locator(".side input")
    for place, keys in (
        (1, ("Meet in Chiang Mai", "Enter")),
        (2, ("Ask two families", "Enter")),
        (2, ("Name a number", "Enter")),
    ):
        lines.nth(place).focus()
        hand.keys += 1
        page.keyboard.type(keys[0])
        hand.key(keys[1])
        if place == 2:
            page.keyboard.type(members.first.locator(".tick").get_attribute("title") or "")
            hand.key("Enter")
            hand.key("Enter")
    expect(page.locator(".side section").nth(2).locator("li .sub")).to_have_count(2)
    hand.press(hand.button("Finish"))
    hand.press(hand.button("Finish the meeting"))
    expect(page.get_by_text(hand.t("The meeting is finished. It counts from now on."))).to_be_visible(timeout=30_000)


def _height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))


STEPS = (
    Step("start empty, two provinces", start_empty),
    Step("import 24 sign-in files", import_files, budget=6),
    Step("meeting recorded while it happens", record_meeting, budget=6),
)
"""In their order. Another step of the hour is a line here."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a dashboard with an empty database, started as a person starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"COALITION_DATABASE_URL": f"sqlite:///{(folder / 'hour.db').as_posix()}"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                    break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def run(hand: Hand, pictures: Path | None, until: str) -> bool:
    """The steps, each as a row of a table; whether all kept their budget."""
    kept = True
    print("| step | clicks | budget | answers | keys | seconds | |\n|---|---:|---:|---:|---:|---:|---|")
    for number, step in enumerate(STEPS):
        hand.clicks = hand.keys = hand.answers = 0
        hand.notes.clear()
        begun = time.monotonic()
        step.run(hand)
        seconds = time.monotonic() - begun
        kept &= step.budget is None or hand.clicks <= step.budget
        budget = "" if step.budget is None else step.budget
        notes = "; ".join(hand.notes)
        print(
            f"| {step.name} | {hand.clicks} | {budget} | {hand.answers} | {hand.keys} | {seconds:.1f} | {notes} |", flush=True
        )
        if pictures:
            hand.page.screenshot(path=str(pictures / f"{number + 1} {step.name}.png"))
        if until and until in step.name:
            break
    return kept


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--keyboard", action="store_true", help="Tab, Enter and shortcuts only")
    parser.add_argument("--thai", action="store_true")
    parser.add_argument("--phone", action="store_true", help="390 x 844")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--until", default="", help="stop after the step whose name has this")
    told = parser.parse_args()
    size = {"width": 390, "height": 844} if told.phone else {"width": 1280, "height": 800}
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport=size, locale="en-US")  # type: ignore[arg-type]
        page.goto(f"{address}/?lang={'th' if told.thai else 'en'}")
        hand = Hand(page, "th" if told.thai else "en", told.keyboard)
        expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
        hand.settle()
        try:
            kept = run(hand, told.pictures, told.until)
        except BaseException:
            page.screenshot(path=str((told.pictures or Path(tempfile.gettempdir())) / "where it stopped.png"))
            raise
        browser.close()
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
