"""A case outside one's scope: whom to call, what they need, sent, accepted, seen on the overview; wrong clicks taken back."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlmodel import select

from coalition.answers.readiness import case_readiness
from coalition.clock import now
from coalition.database import reading
from coalition.edits.cases import add_case
from coalition.edits.checklists import state_item
from coalition.edits.consent import note_consent
from coalition.models import Area, Organization, ServiceType, SharedCase
from coalition.vocabulary import ConsentAnswer, ItemKnowledge
from tests.browser.conftest import Visit, as_joined, path_of, settle

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 25)
POLICE = "Anti-Trafficking Police Unit 5"


@pytest.fixture
def code(stored: Engine) -> str:
    """The demo, and in it a case that needs the police; 4 of the 8 facts that they need are known. Its code."""
    with reading(stored) as session:
        area = session.exec(select(Area.id).where(Area.pcode == "TH57")).one()
        kind = session.exec(select(ServiceType.id).where(ServiceType.code == "I8")).one()
        holder = session.exec(select(Organization.id).where(Organization.name == "Hilltribe Voices")).one()
    told = {"area_id": area, "holder_organization_id": holder, "needs": [kind or 0]}
    made: str = add_case(stored, opened_on=TODAY, today=TODAY, at=now(), **told)  # type: ignore[arg-type]
    with reading(stored) as session:
        case_id = session.exec(select(SharedCase.id).where(SharedCase.code == made)).one() or 0
        found = case_readiness(session, case_id=case_id, on=TODAY, service_type_code="I8", organization_id=None)
    assert found is not None
    note_consent(stored, case_id, answer=ConsentAnswer.GIVEN, decided_on=TODAY, today=TODAY, at=now())
    required = [row["item_id"] for one in found.lists for row in one.items if row["key"] in found.found.missing]
    for item_id in required[:4]:
        state_item(stored, case_id, item_id, ItemKnowledge.KNOWN, today=TODAY, at=now())
    return made


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The change was undone.")).to_be_visible()
    settle(page)


def say_known(page: Page) -> None:
    """The first required fact that is missing is known."""
    row = page.locator('[class*="st-key-fact-"]').filter(has_not_text="optional")
    missing = row.filter(has=page.locator('button[aria-checked="true"], button[aria-pressed="true"]', has_text="Missing"))
    missing.first.get_by_text("Known", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    settle(page)


def send(page: Page, *, is_open: bool = False) -> None:
    if not is_open:
        page.get_by_role("button", name="Refer a case").first.click()
    expect(page.get_by_text("6 of 8 facts are known.")).to_be_visible()
    for field, option in (("Answer needed", "Within 1 day"), ("Reason for the referral", "Other")):
        page.get_by_role("combobox", name=field).click()
        page.get_by_role("option", name=option, exact=True).click()
    page.get_by_role("button", name="Record the referral").click()
    expect(page.get_by_text(re.compile(f"Recorded: .*to {POLICE}"))).to_be_visible()
    expect(page.get_by_text(re.compile(f"{POLICE}.*Nothing was sent. Call them now"))).to_be_visible()
    settle(page)


def accept(page: Page, code: str) -> None:
    page.get_by_role("row").filter(has_text=as_joined(code)).get_by_role("button", name="Next step").click()
    page.get_by_role("button", name=re.compile(f"Accept on behalf of {POLICE}")).click()
    expect(page.get_by_text(re.compile(f"Accepted on behalf of {POLICE}"))).to_be_visible()
    settle(page)


@pytest.mark.usefixtures("demo")
@pytest.mark.smoke
def test_a_case_outside_ones_scope_is_sent_accepted_and_seen_on_the_overview(code: str, visit: Visit) -> None:
    page = visit("/whom-to-call?type=I8&area=TH57")
    page.get_by_role("button", name="Refer a case").first.click()
    box = page.get_by_role("combobox", name="Which case?")
    box.click()
    page.get_by_role("option").filter(has_text=as_joined(code)).click()
    expect(page.get_by_text("4 of 8 facts are known.")).to_be_visible()

    page.get_by_role("link", name="Mark what is known").click()
    settle(page)
    expect(page.get_by_role("heading", name=as_joined(code))).to_be_visible()
    say_known(page)
    expect(page.get_by_text("5 of 8 facts are known.")).to_be_visible()
    undo(page)
    expect(page.get_by_text("4 of 8 facts are known.")).to_be_visible()
    say_known(page)
    say_known(page)
    expect(page.get_by_text("6 of 8 facts are known.")).to_be_visible()

    page.get_by_role("link", name=f"Refer to {POLICE}").click()  # the receiver that was chosen stays chosen
    settle(page)
    expect(page.get_by_role("heading", name=f"Refer a case to {POLICE}")).to_be_visible()
    assert path_of(page).startswith("/whom-to-call?")
    send(page, is_open=True)
    undo(page)
    send(page)

    page = visit("/referrals")
    accept(page, code)
    undo(page)
    accept(page, code)
    expect(page.get_by_text("Accepted and under way (2)")).to_be_visible()
