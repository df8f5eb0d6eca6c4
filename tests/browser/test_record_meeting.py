"""A meeting recorded while it happens, by the keyboard, in a real Chromium; a second browser sees what is noted."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import writing
from coalition.models import Contact, Organization, OrganizationAlias, Person
from tests.browser.conftest import Visit, settle

pytestmark = pytest.mark.browser
PLACES = """list => [...list.children].map(row => [row, row.querySelector(".tick span")].flatMap((part, k) => {
  const box = part.getBoundingClientRect(), top = list.closest(".root").getBoundingClientRect().top;
  const tops = k ? [] : [box.top - top, box.height];
  return [...tops, box.width].map(Math.round);
}))"""
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def marked(page: Page, name: str, state: str) -> None:
    expect(page.locator(f'.tick[aria-label="{name}: {state}"]')).to_have_count(1, timeout=30_000)


@pytest.mark.usefixtures("demo")
def test_members_are_ticked_by_keyboard_and_a_reload_or_a_second_browser_shows_the_same(visit: Visit, stored: Engine) -> None:
    with writing(stored) as session:
        known = session.scalars(select(col(Organization.id)).where(col(Organization.name) == "Fah Mai Network")).one() or 0
        spelled = OrganizationAlias(
            organization_id=known, alias="PSDO Chiang Rai", alias_key="psdo chiang rai", confirmed_at=NOON
        )
        session.add_all([spelled, Person(name="Tomás Herrera", name_key="tomás herrera", organization_id=known)])
        night = session.scalars(select(col(Organization.id)).where(col(Organization.name).startswith("Rim Kok"))).one() or 0
        session.add(Contact(name="Noi Jaidee", organization_id=night))
    page = visit("/meetings")
    page.get_by_role("button", name="Record a meeting").click()
    find = page.get_by_role("combobox", name="Who is here?")
    for _ in range(3):  # a redraw of the form may eat a press
        page.get_by_role("button", name="Start the meeting record", exact=True).click()
        with suppress(AssertionError):
            expect(find).to_be_focused(timeout=10_000)
            break
    expect(find).to_be_focused()
    page.keyboard.type("Fah Mai Netwrok")
    page.keyboard.press("Enter")
    expect(find).to_have_value("Fah Mai Netwrok")  # no guest is made of a name that is only alike
    expect(page.get_by_role("option", name="Fah Mai Network")).to_be_visible()
    expect(page.get_by_text("Did you mean Fah Mai Network? Enter: yes")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.type("psdo")
    page.keyboard.press("Enter")
    page.keyboard.type("hous")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("Space")
    learned = page.get_by_label("What did we learn? Press Enter to add it")
    learned.fill("Two interpreters are needed")
    shown = page.get_by_role("combobox", name="Using which resource? (may stay empty)")
    shown.fill("working with")
    shown.press("Enter")
    shown.press("Enter")
    lesson = page.locator("li", has_text="Two interpreters are needed")
    expect(lesson).to_contain_text("Working with an interpreter: a page to print")
    decided = page.get_by_label("What was decided? Press Enter to add it")
    decided.fill("Two families learn to foster")
    page.keyboard.press("Tab")
    page.keyboard.type("shelter chiang rai")  # a word of the service type and of the area, in any order
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".list li", has_text="Two families learn to foster")).to_contain_text("kinship care, Chiang Rai")
    find.focus()
    page.keyboard.type("Petra Lindqvist, rim kok")  # a new person of a member
    expect(page.get_by_role("option", name="Add “Petra Lindqvist” (person)")).to_have_count(1)
    expect(page.get_by_role("option", name="not in the directory")).to_have_count(1)
    page.keyboard.type(" foundation")  # its whole name: no other can be meant
    expect(page.get_by_role("option")).to_have_text(["Add “Petra Lindqvist” (person)Rim Kok Foundation"])
    page.keyboard.press("Enter")
    expect(page.locator(".roster .people", has_text="Petra Lindqvist")).to_have_count(1)
    page.keyboard.type("Petra Lindqvizt")  # a letter off somebody who is here already: asked, and answered by one key
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator(".people", has_text="Lindqvizt")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove: Petra Lindqvizt")).to_have_count(0)
    page.keyboard.type("tomas h")  # without the accent
    page.keyboard.press("Control+Enter")
    expect(page.locator(".roster .people", has_text="Tomás Herrera")).to_have_count(1)
    expect(page.locator('[aria-label="Fah Mai Network: online"]')).to_have_attribute("aria-pressed", "false")  # one is here
    page.keyboard.type("noi jai")  # the focal point of a member
    page.keyboard.press("Enter")
    expect(page.locator(".roster .people", has_text="Noi Jaidee")).to_have_count(1)
    promised = page.get_by_label("What will be done?")
    promised.fill("Ask for rooms")
    who = page.get_by_role("combobox", name="Who does it?")
    who.fill("Somebody")
    page.get_by_role("button", name="Add", exact=True).click()
    told = page.get_by_role("alert").filter(has_text="Choose who does it.")
    expect(told).to_be_visible()
    assert (told.bounding_box() or {"y": 0})["y"] < (who.bounding_box() or {"y": 0})["y"]  # no list of suggestions over it
    who.fill("tomas herrera")  # a full name that only one has, with nothing chosen from the list
    page.get_by_role("button", name="Add", exact=True).click()
    a_day_is_chosen(page)
    expect(page.locator(".list li", has_text="Ask for rooms")).to_contain_text("Fah Mai Network, Tomás Herrera")
    find.focus()
    page.keyboard.type("Amara Oyelaran, Delta Lawyers")  # of an organization that nobody knows: asked at the end
    page.keyboard.press("Enter")
    decided.fill("Call her at 081-234-5678")
    decided.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="number")).to_be_visible()
    expect(decided).to_have_value("Call her at 081-234-5678")
    marked(page, "Fah Mai Network", "here")
    expect(page.get_by_text("Saved ", exact=False)).to_be_visible()

    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    for seen in (page, other):
        marked(seen, "Fah Mai Network", "here")
        marked(seen, "House of Return", "excused")
        expect(seen.get_by_text("5 of 40 here")).to_be_visible()
        expect(seen.get_by_role("button", name="Remove: Amara Oyelaran")).to_be_visible()
        expect(seen.get_by_text("Working with an interpreter: a page to print")).to_be_visible()
    other.get_by_role("button", name="Hilltribe Voices: not here", exact=True).click()
    marked(page, "Hilltribe Voices", "here")  # without touching anything
    page.get_by_role("button", name="Undo: Amara Oyelaran").click()
    expect(other.get_by_role("button", name="Remove: Amara Oyelaran")).to_have_count(0, timeout=30_000)
    other.close()
    typed_and_finished(page)


def a_day_is_chosen(page: Page) -> None:
    """No day of a promise stands there beforehand; the next meeting is one press away, and a digit begins another day."""
    by, offer = page.get_by_role("combobox", name="By when?"), page.get_by_role("button", name="By when? 9 Dec 2026")
    expect(page.get_by_role("alert").filter(has_text="Choose by when")).to_be_visible()
    expect(page.locator(".list li", has_text="Ask for rooms")).to_have_count(0)
    expect(by).to_have_value("")
    expect(offer).to_be_focused()
    page.keyboard.type("1")
    expect(by).to_be_focused()
    expect(by).to_have_value("1")
    by.fill("")
    offer.press("Enter")
    expect(page.locator(".list li", has_text="Ask for rooms")).to_contain_text("by 9 Dec 2026")
    expect(by).to_have_value("")
    expect(page.get_by_role("alert").filter(has_text="Choose by when")).to_have_count(0)


def typed_and_finished(page: Page) -> None:
    """What still stands in a field when *Finish* is pressed is taken as by Enter; what cannot be taken is told."""
    finish = page.get_by_role("button", name="Finish", exact=True)
    page.get_by_label("What was decided? Press Enter to add it").fill("Meet in the school next time")
    promised, by = page.get_by_label("What will be done?"), page.get_by_role("combobox", name="By when?")
    promised.fill("Bring the keys")
    finish.click()
    expect(page.get_by_role("alert").filter(has_text="Choose who does it.")).to_be_visible()
    expect(page.locator(".list li", has_text="Meet in the school next time")).to_have_count(1)
    page.get_by_role("combobox", name="Who does it?").fill("tomas herrera")
    by.fill("7 Dec 2026")
    expect(page.get_by_text("7 Dec 2026", exact=True)).to_be_visible()
    finish.click()
    expect(page.get_by_role("button", name="Back to recording")).to_be_visible()
    expect(page.get_by_text("2 decisions")).to_be_visible()
    expect(page.get_by_text("2 new actions")).to_be_visible()


@pytest.mark.parametrize("touches", [False, True])
@pytest.mark.usefixtures("demo")
def test_no_row_of_the_members_moves_whatever_is_ticked(address: str, chromium: Browser, touches: bool) -> None:
    size: ViewportSize = {"width": 390, "height": 844} if touches else {"width": 1280, "height": 1000}
    context = chromium.new_context(viewport=size, has_touch=touches, is_mobile=touches)
    page = context.new_page()
    page.goto(f"{address}/meetings?lang=th")
    settle(page)
    page.get_by_role("button", name="บันทึกการประชุม").first.click()
    page.get_by_role("button", name="เริ่มบันทึกการประชุม").click()
    rows = page.locator(".roster li")
    expect(rows).not_to_have_count(0)
    names = page.locator(".roster")
    before = names.evaluate(PLACES)
    for row in rows.all()[:20:3] + rows.filter(has_text="Labor Inspection Team North").all():
        for press in (row.locator(".tick"), row.locator(".minis .mini").first, row.locator(".minis .mini").last):
            press.click()
            assert names.evaluate(PLACES) == before
    context.close()
