"""From the agenda over the meeting to the brief in hand, in both languages, with few clicks beside the meeting itself."""

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from coalition.locale import translate
from tests.browser.conftest import Visit, as_joined, settle

pytestmark = pytest.mark.browser
MOST_CLICKS = 8


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["en", "th"])
def test_agenda_meeting_minutes_and_brief_take_eight_clicks_beside_the_meeting(
    visit: Visit, language: str, tmp_path: Path
) -> None:
    page = visit(f"/?lang={language}")
    clicks = 0

    def t(text: str, **values: object) -> str:
        return translate(text, language, **values)

    def click(found: Locator) -> None:
        nonlocal clicks
        found.click()
        clicks += 1
        settle(page)

    def tab(name: str) -> Locator:
        return page.locator(".st-key-tabs").get_by_role("link", name=t(name), exact=True)

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=False)

    click(page.locator(".st-key-menu-entries").get_by_role("link", name=t("Meetings"), exact=True))
    click(tab("Papers"))
    click(page.get_by_role("radio", name=t("Today"), exact=True))
    expect(button(t("Save the agenda"))).to_be_enabled()
    items = page.get_by_label(t("One item per line. Reorder, remove or add."))
    items.fill(f"{t('Welcome')}\nสำหรับที่นี่ ปิ่น\nWho answers at night?")
    button(t("Make the PDF")).click()  # straight after typing: the paper has the last words
    with page.expect_download() as agenda:
        page.locator(f"[class*='st-key-download-agenda'][class*='-{language}-pdf']").get_by_role("button").click()
    agenda.value.save_as(tmp_path / "agenda.pdf")
    assert "Who answers at night?" in PdfReader(tmp_path / "agenda.pdf").pages[0].extract_text()
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    click(button(t("Save the agenda")))
    expect(page.get_by_text(t("Agenda saved."))).to_be_visible()
    click(tab("Record"))

    hold_the_meeting(page, t)

    click(page.get_by_role("link", name=t("Papers of this meeting")))
    expect(page.get_by_text("สำหรับที่นี่ ปิ่น").first).to_be_visible()
    click(button(t("Finalize as version {n}", n=1)))
    expect(page.get_by_text(t("The minutes are final (version {n}).", n=1))).to_be_visible()
    with page.expect_download() as brief:
        page.locator(f"[class*='st-key-download-brief'][class*='-{language}-pdf']").get_by_role("button").click()
        clicks += 1
    brief.value.save_as(tmp_path / "brief.pdf")
    read = PdfReader(tmp_path / "brief.pdf")
    assert (len(read.pages), read.root_object["/Lang"]) == (2, language)
    assert clicks <= MOST_CLICKS


def hold_the_meeting(page: Page, t: object) -> None:
    """Start it, note a decision, finish it: what is done at the table, whatever papers come of it."""
    assert callable(t)
    decided = page.get_by_label(t("What was decided? Press Enter to add it"))
    for _ in range(3):  # a redraw of the form may eat a press
        page.get_by_role("button", name=t("Start the meeting record"), exact=True).click()
        with suppress(AssertionError):
            expect(decided).to_be_visible(timeout=10_000)
            break
    decided.fill("Ask the province for rooms")
    decided.press("Enter")
    expect(page.get_by_text("สำหรับที่นี่ ปิ่น").first).to_be_visible()
    page.get_by_role("button", name=t("Finish")).first.click()
    expect(page.get_by_role("button", name=t("Back to recording"))).to_be_visible()
    finish = page.get_by_test_id("stBaseButton-primary").filter(has_text=as_joined(t("Finish the meeting")))
    finish.click()  # in Thai the one before is called so too, and may stand beside it for a moment
    settle(page)
