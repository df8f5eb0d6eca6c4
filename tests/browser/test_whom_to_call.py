"""Help is missing -> whom do we call -> an action for Thursday -> the next meeting sees it, with a mouse and without."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlmodel import select

from coalition.database import writing
from coalition.models import Area, Contact
from tests.browser.conftest import Visit, settle
from tests.support.small_world import north, store

pytestmark = pytest.mark.browser

POINTS = {"TH57": (19.9, 99.8), "TH50": (18.8, 99.0)}


@pytest.fixture
def missing(address: str, stored: Engine) -> str:
    """Aftercare is confirmed missing in one province; Blue offers it in the next one. The address of the dashboard."""
    with writing(stored) as session:
        store(session, north().asked("A1", "TH57").serves("Blue", "A1", "TH50"))
        for area in session.exec(select(Area)):
            area.latitude, area.longitude = POINTS.get(area.pcode, (None, None))
        session.add(Contact(organization_id=1, name="Malee", phone="053 000 001"))
    return address


def test_a_double_click_chooses_once(missing: str, visit: Visit) -> None:
    page = visit("/whom-to-call")
    for name in ("A1 ", "Area TH57", "12 to 14"):
        page.get_by_role("radio", name=re.compile(f"^{name}")).first.dblclick()
        settle(page)
    expect(page.get_by_role("heading", name=re.compile("Call Blue"))).to_be_visible()
    assert "age=12-14" in page.url


def test_a_telephone_folds_the_questions_once_there_is_an_answer(missing: str, visit: Visit) -> None:
    page = visit("/whom-to-call?type=A1")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("combobox", name="Area")).to_be_visible()
    page = visit("/whom-to-call?type=A1&area=TH57")
    expect(page.get_by_role("heading", name=re.compile("Call Blue"))).to_be_visible()
    expect(page.get_by_role("combobox", name="Area")).to_be_hidden()
    expect(page.get_by_role("radio", name="12 to 14")).to_be_visible()  # for whom it is stays one tap away
    radios = page.locator(".stMain").get_by_role("radio")
    sides = "all => all.flatMap(e => ['Left', 'Right'].map(side => getComputedStyle(e)[`border${side}Color`]))"
    assert "rgba(0, 0, 0, 0)" not in radios.evaluate_all(sides), "each stands apart, with all its sides"
    page.get_by_text("Change the search").click()
    expect(page.get_by_role("combobox", name="Area")).to_be_visible()


STEPS = (
    ("link", re.compile("Coverage$")),
    ("button", re.compile("^Help A1, Area TH57: ")),
    ("button", re.compile("^Find a service$")),
    ("link", re.compile("Add an action for this call$")),
    ("combobox", re.compile("Who does it")),
    ("radio", re.compile("^9 Dec 2026$")),
    ("button", re.compile("Save action$")),
)
"""What is pressed, one after the other; whoever does it is then chosen from the list."""


def seen_by_the_next_meeting(page: Page) -> None:
    settle(page)
    expect(page.get_by_text("Can Blue help? A1 Help A1, Area TH57").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"1\saction is open")).first).to_be_visible()


@pytest.mark.smoke
def test_from_the_gap_to_the_action_in_at_most_eight_clicks(missing: str, visit: Visit) -> None:
    page = visit("/")
    for role, name in STEPS:
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        if role == "combobox":
            page.get_by_role("option", name=re.compile("^Blue")).click()
        settle(page)
    assert len(STEPS) + 1 <= 8
    seen_by_the_next_meeting(page)


def test_the_same_with_the_keyboard_alone(missing: str, visit: Visit) -> None:
    page = visit("/")
    for role, name in STEPS:
        expect(page.get_by_role(role, name=name).first).to_be_visible()  # type: ignore[arg-type]
        _tab_to(page, name)
        if role == "combobox":
            page.keyboard.type("Blue")
            expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        settle(page)
    seen_by_the_next_meeting(page)


FOCUSED = """() => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return ["A", "BUTTON", "INPUT"].includes(found?.tagName) ? found.ariaLabel || found.innerText : "";
}"""


def _tab_to(page: Page, name: re.Pattern[str], most: int = 120) -> None:
    """Press Tab until the link or button that is called so has the focus; the squares of a matrix are one stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        for arrow in ("ArrowRight", "ArrowDown", ""):
            focused = " ".join(str(page.evaluate(FOCUSED)).split())
            if name.search(focused):
                return
            if not arrow or not focused.startswith("Help "):
                break
            page.keyboard.press(arrow)
    pytest.fail(f"no key leads to {name.pattern}")


def test_the_number_can_be_dialed_from_a_telephone(missing: str, visit: Visit) -> None:
    page = visit("/whom-to-call?type=A1&area=TH57")
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    link = page.get_by_role("link", name="053 000 001").first
    expect(link).to_have_attribute("href", "tel:053000001")
    expect(link).to_be_in_viewport()
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
    assert wide <= 0
