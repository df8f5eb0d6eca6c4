"""The steps of `benchmarks.first_hour`, each from where the one before it ended."""

import re
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from benchmarks.hand import Hand
from benchmarks.sign_in_files import SHELTER, write_files, write_services


def start_empty(hand: Hand) -> None:
    """A coalition of two provinces."""
    hand.press(hand.button("Start empty"))
    hand.write(hand.page.get_by_role("textbox", name=hand.t("Name of the coalition")), "Northern Coalition")
    hand.key("Tab")
    hand.settle()
    hand.choose("Country", hand.t("Thailand"))
    names = {"en": ("Chiang Rai", "Chiang Mai"), "th": ("เชียงราย", "เชียงใหม่")}[hand.language]
    hand.choose("Provinces you work in", *names)
    hand.press(hand.button("Start"))
    expect(hand.page.get_by_text(hand.shown("No data yet. Start with what you have:"))).to_be_visible(timeout=30_000)


def import_files(hand: Hand) -> None:
    """24 sign-in files at once, answered and confirmed."""
    hand.press(hand.page.get_by_role("link", name=hand.shown("Upload a file")).first)
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
    hand.settle()
    expect(day.or_(asked.get_by_role("button").nth(1)).first).to_be_visible(timeout=30_000)  # the next one is drawn
    if day.count():
        day.get_by_role("spinbutton").first.click()  # the calendar opens
        days = hand.page.locator('[role="gridcell"] [role="button"], [role="gridcell"] button, td[role="gridcell"]')
        days.get_by_text(str(number + 8), exact=True).first.click()
        hand.answers += 1
        hand.settle()
        return
    bulk = asked.get_by_role(
        "button", name=re.compile(re.escape(hand.t("Use the first suggestion for all {n} names", n="§")).replace("§", r"\d+"))
    )
    orders = asked.locator('[class*="st-key-all-orders"] button')
    hand.press(
        bulk.first if bulk.count() else orders.first if orders.count() else asked.get_by_role("button").nth(1), answers=True
    )


def record_meeting(hand: Hand) -> None:
    """A meeting recorded while it happens: a tick for each member down the list, a guest, an agreement, two actions."""
    page = hand.page
    _open(hand, "Meetings")
    hand.press(hand.button("Record a meeting"))
    hand.press(hand.button("Start the meeting record"))
    members = page.locator(".roster li")
    expect(members.first).to_be_visible(timeout=30_000)
    page.wait_for_function("document.activeElement.shadowRoot?.activeElement?.id === 'find'")
    page.keyboard.type("Petra Lindqvist")
    hand.key("Enter")
    hand.key("ArrowDown")
    expected, before = members.count(), hand.keys
    for place in range(expected):
        page.keyboard.press("Shift+Enter" if place % 8 == 7 else "Space")  # ticks, counted apart
    hand.notes.append(f"{expected} ticks")
    decided, promised = (page.locator(".side section").nth(place) for place in (1, 3))
    for section, told in ((decided, "Meet in Chiang Mai"), (promised, "Ask two families"), (promised, "Name a number")):
        section.locator("input").first.focus()
        hand.keys += 1
        page.keyboard.type(told)
        hand.key("Enter")
        if section is promised:
            page.keyboard.type(members.first.locator(".tick").get_attribute("title") or "")
            hand.key("Enter")
            hand.key("Enter")
    expect(promised.locator("li .sub")).to_have_count(2)
    hand.press(hand.button("Finish"))
    hand.notes.append(f"{hand.keys - before + 2} keys beside them")
    hand.press(hand.button("Finish the meeting"))
    expect(page.get_by_text(hand.shown("The meeting is finished. It is included in the figures from now on."))).to_be_visible(
        timeout=30_000
    )


def import_services(hand: Hand) -> None:
    """Who offers what where, as a list of three lines."""
    _open(hand, "Import data")
    with tempfile.TemporaryDirectory() as folder:
        hand.page.locator('input[type="file"]').first.set_input_files(str(write_services(Path(folder))))
        hand.clicks += 1
        expect(hand.page.locator(".st-key-confirm button")).to_be_visible(timeout=60_000)
        hand.settle()
    asked = hand.page.locator(".st-key-open-questions")
    hand.press(
        asked.get_by_role("button").filter(has_text=hand.t("No, or not known")), answers=True
    )  # is the list all there is?
    hand.press(hand.page.locator(".st-key-confirm button"))
    expect(hand.page.locator(".st-key-confirm button")).to_have_count(0, timeout=30_000)


def whom_to_call(hand: Hand) -> None:
    """An emergency shelter for a girl of 16 in Mae Sai: whom, with a number."""
    _open(hand, "Find a service")
    area = {"en": "Mae Sai", "th": "แม่สาย"}[hand.language]
    for chosen in ("I5 ", area, hand.t("15 to 17"), hand.t("Female")):
        hand.press(hand.page.get_by_role("radio", name=re.compile(rf"^{re.escape(chosen)}")).first)
    expect(hand.page.locator(".st-key-the-call h2")).to_contain_text(SHELTER, timeout=30_000)
    hand.notes.append(hand.page.locator(".st-key-the-call h2").inner_text().replace("\n", " "))


def refer(hand: Hand) -> None:
    """The case is added with consent for a child, and sent to who was found."""
    hand.press(hand.button("Refer a case"))
    hand.press(hand.page.get_by_role("link", name=hand.shown("Add the case that needs this")))
    hand.press(hand.page.get_by_role("radio", name=hand.t("Today"), exact=True).first)
    hand.press(hand.button("Add the case"))
    expect(hand.page.locator(".st-key-consent-form")).to_be_visible(timeout=30_000)
    form = hand.page.locator(".st-key-consent-form")
    hand.press(
        form.get_by_role("radio", name=re.compile(re.escape(hand.t("Decided for a child, without the child's own consent"))))
    )
    hand.press(form.get_by_role("radio", name=hand.t("Today"), exact=True))
    hand.press(form.get_by_role("radio", name=hand.t("With all members")))
    hand.choose("Who decided?", hand.t("Guardian"))
    hand.write(form.get_by_role("textbox").last, "Needs a safe place tonight")
    hand.press(hand.page.locator(".st-key-note-consent button"))
    hand.press(hand.page.get_by_role("link", name=hand.shown("Refer to {name}", name=SHELTER)).first)
    hand.choose("Sent by", "Riverside Welfare Office")
    hand.choose("Answer needed", hand.t("Within 1 hour"))
    hand.choose("Reason for the referral", hand.t("Other"))
    hand.press(hand.page.locator(".st-key-send-referral button"))
    expect(hand.page.locator(".st-key-last-edit")).to_contain_text(SHELTER, timeout=30_000)


def print_overview(hand: Hand) -> None:
    """The overview as the browser prints it: one sheet."""
    _open(hand, "Overview")
    expect(hand.page.locator(".st-key-board")).to_be_visible(timeout=30_000)
    hand.settle()
    sheets = len(re.findall(rb"/Type\s*/Page\b", hand.page.pdf(prefer_css_page_size=True)))
    hand.keys += 1
    hand.notes.append(f"{sheets} sheet" if sheets == 1 else f"{sheets} sheets")


def _open(hand: Hand, entry: str) -> None:
    """By the menu."""
    entries = hand.page.locator(".st-key-menu-entries")
    if not entries.is_visible():  # on a telephone behind one tap
        hand.press(hand.page.locator(".st-key-menu summary"))
    hand.press(entries.get_by_role("link", name=hand.t(entry), exact=True))


def _height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
