"""A meeting of 40 members recorded in a browser by keyboard: seconds, clicks, ticks, keys beyond ticks; and what is stored.

`python -m benchmarks.live_meeting`: the demo, from *Meetings* to the finished meeting, in English and Thai. A tick is the key
that notes a member; letters are those of names and lines that somebody must write anyhow.
"""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright
from sqlalchemy import func, select
from sqlmodel import col

from benchmarks.first_load import READY, ROOT, served
from coalition import clock
from coalition.database import open_engine, reading
from coalition.demo.load import load_demo
from coalition.models import ActionItem, Attendance, Meeting, MeetingNote
from coalition.vocabulary import AttendanceState
from tools.chromium import find

DECIDED = "Emergency shelter in Phrae stays a gap"
PROMISED = (("Ask two foster families in Phrae", "ri"), ("Name a night number for Nan", "sai"))
GUESTS = ("Petra Lindqvist", "Amara Oyelaran")
NOT_HERE, EXCUSED = {4, 11, 23, 38}, {7, 12, 18, 29, 33}
"""Places in the list of 40."""


@dataclass
class Hand:
    """What a person does, counted."""

    page: Page
    clicks: int = 0
    ticks: int = 0
    keys: int = 0
    letters: int = 0
    since: float = field(default_factory=time.monotonic)

    def click(self, what: Locator) -> None:
        """Press the button of the mouse on something."""
        what.click()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        """Press keys that are neither a tick nor a letter."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def tick(self, key: str) -> None:
        """Note one member."""
        self.page.keyboard.press(key)
        self.ticks += 1

    def write(self, text: str) -> None:
        """Type a name or a line."""
        self.page.keyboard.type(text)
        self.letters += len(text)

    def told(self) -> str:
        """What it took."""
        seconds = time.monotonic() - self.since
        return f"{seconds:5.1f} s, {self.clicks} clicks, {self.ticks} ticks, {self.keys} keys beyond, {self.letters} letters"


def live_meeting(hand: Hand, address: str) -> None:
    """From the page of all meetings to the finished meeting: 40 members, two guests, an agreement, two actions."""
    page = hand.page
    page.goto(f"{address}/meetings")
    page.wait_for_selector(READY)
    hand.since = time.monotonic()
    hand.click(page.locator(".st-key-start_a_meeting button, .st-key-start-a-meeting button").first)
    hand.click(page.locator('[data-testid="stFormSubmitButton"] button').first)
    page.locator(".roster li").first.wait_for()
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.id === 'find'")
    members = page.locator(".roster li").count()
    for guest in GUESTS:
        hand.write(guest)
        hand.press("Enter")
    hand.press("ArrowDown")
    for place in range(members):
        if place in NOT_HERE:
            hand.press("ArrowDown")
        else:
            hand.tick("Shift+Enter" if place in EXCUSED else "Space")
    hand.click(page.locator(".side section").nth(1).locator("input").first)
    hand.write(DECIDED)
    hand.press("Enter")
    hand.click(page.locator(".three > input").first)
    for what, who in PROMISED:
        hand.write(what)
        hand.press("Enter")
        hand.write(who)
        hand.press("Enter", "Enter")
    hand.click(page.locator(".head .main"))
    hand.click(page.locator(".st-key-finish-meeting button"))
    page.wait_for_url("**/meetings?*meeting=*")
    page.wait_for_selector(READY)


def stored(database: Path) -> str:
    """What is stored of the newest meeting."""
    engine = open_engine(f"sqlite:///{database.as_posix()}")
    with reading(engine) as session:
        newest = session.scalar(select(func.max(col(Meeting.id))))
        found = [
            session.scalar(select(func.count()).select_from(Attendance).where(col(Attendance.meeting_id) == newest, said))
            for said in (
                (col(Attendance.state) == AttendanceState.PRESENT) & col(Attendance.organization_id).is_not(None),
                col(Attendance.state) == AttendanceState.EXCUSED,
                col(Attendance.organization_id).is_(None),
            )
        ]
        others = [
            session.scalar(select(func.count()).select_from(model).where(col(model.meeting_id) == newest))
            for model in (MeetingNote, ActionItem)
        ]
    engine.dispose()
    return "{} here, {} excused, {} guests, {} decision, {} actions stored".format(*found, *others)


def main() -> None:
    """Record the meeting in both languages, on a fresh demo each."""
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        for language in ("en", "th"):
            database = Path(folder) / f"{language}.db"
            engine = open_engine(f"sqlite:///{database.as_posix()}")
            load_demo(engine, today=clock.today())
            engine.dispose()
            with served(ROOT / "dashboard.py", database) as address:
                context = browser.new_context(
                    viewport={"width": 1280, "height": 800}, locale="th-TH" if language == "th" else "en-US"
                )
                hand = Hand(context.new_page())
                hand.page.set_default_timeout(60_000)
                live_meeting(hand, address)
                print(f"{language}: {hand.told()}; {stored(database)}", flush=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
