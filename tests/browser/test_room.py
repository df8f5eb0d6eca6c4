"""The show for the room in a real Chromium, on a projector of 1024 x 768 pixels, by keys alone."""

import re
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlmodel import select

from coalition import clock
from coalition import models as m
from coalition.database import writing
from coalition.summaries import rebuild
from coalition.vocabulary import Judgement
from tests.browser.conftest import Visit, path_of, settle

pytestmark = pytest.mark.browser

SMALLEST_PX = 28
TOO_SMALL = """() => [...document.querySelectorAll('.st-key-room *, .st-key-room-bar *')]
  .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim()))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < %d).map(e => e.textContent)"""
TOO_LARGE = """() => { const main = document.querySelector('.stMain');
  return [main.scrollWidth - main.clientWidth, main.scrollHeight - main.clientHeight] }"""


def progress(page: Page) -> tuple[int, int]:
    told = page.locator(".st-key-room-parts button").inner_text()
    here, last = re.findall(r"\d+", told)
    return int(here), int(last)


def press(page: Page, key: str, expected: int) -> None:
    """Press a key until it has led to the slide; the keys are bound a moment after the buttons are drawn."""
    place = page.locator(".st-key-room-parts button").filter(has_text=re.compile(rf"^{expected} of "))
    for _ in range(5):
        page.keyboard.press(key)
        try:
            expect(place).to_be_visible(timeout=4_000)
            settle(page)
            return
        except AssertionError:
            continue
    pytest.fail(f"{key} did not lead to slide {expected}")


@pytest.mark.smoke
@pytest.mark.usefixtures("demo")
def test_the_arrows_lead_through_the_whole_show_and_the_address_keeps_the_place(visit: Visit) -> None:
    page = visit("/present")
    page.set_viewport_size({"width": 1024, "height": 768})
    here, last = progress(page)
    assert here == 1
    assert 5 < last <= 10
    seen = [path_of(page)]
    for number in range(2, last + 1):
        press(page, "ArrowRight", number)
        assert page.evaluate(TOO_LARGE) == [0, 0], path_of(page)
        assert page.evaluate(TOO_SMALL % SMALLEST_PX) == [], path_of(page)
        seen.append(path_of(page))
    assert len(set(seen)) == last
    assert "step=decisions" in seen[-1]
    page.keyboard.press("ArrowRight")  # there is nothing behind the end
    press(page, "ArrowLeft", last - 1)

    page.reload()
    settle(page)
    assert progress(page) == (last - 1, last)
    assert path_of(page) == seen[-2]
    press(page, "Home", 1)
    press(page, "PageDown", 2)  # what a presenter sends


@pytest.mark.usefixtures("demo")
def test_a_gap_is_agreed_on_over_its_slide_and_stands_under_what_was_decided(visit: Visit) -> None:
    page = visit("/present?step=gaps")
    dialog = page.get_by_role("dialog")
    for _ in range(3):  # a redraw of the slide may eat a press
        page.locator('[class*="st-key-room-gap-"]').get_by_role("button", name="Chiang Mai").first.click()
        with suppress(AssertionError):
            expect(dialog).to_be_visible(timeout=10_000)
            break
    why = dialog.get_by_label("Why? In one line")
    why.click()
    why.press("ArrowRight")  # moves in the line, not in the show
    dialog.get_by_role("button", name="Gap", exact=True).click()
    expect(page.get_by_text("Decided: Gap.")).to_be_visible(timeout=20_000)
    expect(dialog).to_be_hidden()
    assert "step=gaps" in path_of(page)
    press(page, "End", progress(page)[1])
    expect(page.get_by_role("heading", name="Today: 1 decision.")).to_be_visible()


LONG = "Salween Borderlands Network for Emergency Response, Protection of Children and Legal Assistance to Families"


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.usefixtures("demo")
def test_long_names_and_reasons_take_the_place_of_other_lines_and_nothing_runs_off_the_slide(
    visit: Visit, stored: Engine, language: str
) -> None:
    with writing(stored) as session:
        area = session.exec(select(m.Area.id).where(m.Area.pcode == "TH58")).one()
        members = [m.Organization(name=f"{LONG} {number}", name_key=f"long {number}") for number in (1, 2)]
        session.add_all(members)
        session.flush()
        for kind in session.exec(select(m.ServiceType.id)).all()[:8]:
            about: dict[str, Any] = {"service_type_id": kind, "area_id": area, "recorded_at": clock.now()}
            days = ((members[0].id, date(2026, 11, 16), 0), (members[1].id, date(2026, 11, 23), None))
            for member, day, free in days:
                session.add(m.Service(organization_id=member, assured_on=day, capacity_available=free, **about))
            session.add(
                m.Verdict(
                    service_type_id=kind, area_id=area, judgement=Judgement.MET, decided_on=date(2026, 11, 25),
                    group="women_and_girls;men_and_boys;age_0_11;language", reason="x y " * 40,
                )
            )  # fmt: skip
        session.flush()
        rebuild(session)
    for step in ("TH58", "decisions"):
        page = visit(f"/present?step={step}&lang={language}")
        page.set_viewport_size({"width": 1024, "height": 768})
        settle(page)
        assert page.evaluate(TOO_LARGE) == [0, 0], step


CUT = """() => [...document.querySelectorAll('[data-testid="stBidiComponentRegular"], .st-key-room *')]
  .filter(e => e.shadowRoot).flatMap(e => [...e.shadowRoot.querySelectorAll('.mx th[scope="row"] span, .mx thead .n')])
  .filter(e => e.offsetParent && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2))
  .map(e => e.textContent)"""
LETTERS = """names => Math.min(...[...document.querySelectorAll('.st-key-room *')].filter(e => e.shadowRoot)
  .flatMap(e => [...e.shadowRoot.querySelectorAll(names)]).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
INK = "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().right }"
SMALL_IN_DIALOG = """() => [...document.querySelectorAll('[role="dialog"] *')]
  .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim()))
  .filter(e => !e.matches('[data-testid="stIconMaterial"]') && parseFloat(getComputedStyle(e).fontSize) < 26)
  .map(e => e.textContent)"""


@pytest.mark.usefixtures("demo")
def test_cards_and_counts_fit_on_a_projector_in_both_languages_once_counts_are_published(visit: Visit) -> None:
    page = visit("/cases")
    page.get_by_text("Publish counts for meetings").first.click()
    settle(page)  # a click while the page is drawn anew may go nowhere
    page.get_by_role("button", name="See what would be shown").click()
    page.locator(".st-key-publish button").click(timeout=240_000)  # four seconds of work, behind all others on a busy machine
    expect(page.get_by_text("Published. Shown in the meeting view")).to_be_visible(timeout=60_000)
    page.set_viewport_size({"width": 1024, "height": 768})
    for year, language in (("2026", "en"), ("2569", "th")):
        for step in ("TH50", "TH56", "cases"):
            page = visit(f"/present?step={step}&lang={language}")
            expect(page.locator(".st-key-room").get_by_text(year).last).to_be_visible()
            assert page.evaluate(TOO_LARGE) == [0, 0], (step, language)
        counted_by = page.locator(".st-key-room input")
        assert counted_by.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= SMALLEST_PX


@pytest.mark.usefixtures("demo")
def test_a_cell_nobody_was_asked_about_is_decided_by_key_and_nothing_typed_is_lost(visit: Visit) -> None:
    page = visit("/present?step=prevention-1")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("window.same = true")  # gone when the page is loaded anew
    square = page.locator(".mx td button.unknown").first
    square.focus()
    page.keyboard.press("ArrowRight")  # in the picture from square to square, not to the next slide
    page.keyboard.press("ArrowLeft")
    assert "step=prevention-1" in path_of(page)
    assert square.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    why = dialog.get_by_label("Why? In one line")
    why.press_sequentially("Asked in the room")
    page.keyboard.press("Escape")  # at once after the last letter
    expect(dialog).to_be_hidden()
    settle(page)
    square.click()
    expect(why).to_have_value("Asked in the room")
    assert page.evaluate(SMALL_IN_DIALOG) == []
    dialog.get_by_role("button", name="Need met", exact=True).click()
    expect(page.get_by_text("Stays Not known until a provider is confirmed.")).to_be_visible(timeout=20_000)
    assert page.evaluate("window.same")
    expect(page.locator(".st-key-last-edit")).to_be_hidden(timeout=20_000)
    press(page, "End", progress(page)[1])
    expect(page.get_by_text("Asked in the room")).to_be_visible()


@pytest.mark.usefixtures("demo")
def test_no_name_is_cut_on_a_projector_and_a_telephone_shows_words_without_scrolling_sideways(visit: Visit) -> None:
    page = visit("/present?step=intervention-1")
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.locator(".mx")).to_be_visible()
    assert page.evaluate(CUT) == []
    assert page.evaluate(LETTERS, ".mx thead .n") >= 18, "as large as eight names have room for"
    expect(page.get_by_text("A fictional coalition")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    settle(page)
    expect(page.locator(".mx")).to_be_visible()
    assert page.evaluate(TOO_LARGE)[0] == 0
    for step, names in (("intervention-1", '.mx :is([scope="row"] span, .n)'), ("changes", ".mx :is(.pil span, .n)")):
        page.goto(f"{page.url.split('?')[0]}?step={step}&lang=th")
        settle(page)
        expect(page.locator(".mx")).to_be_visible()
        assert page.evaluate(LETTERS, names) >= 12, step
        if step == "changes":
            squares = page.locator(".mx td button").first.evaluate("e => e.getBoundingClientRect().left")
            assert max(page.locator(".mx .pil span").evaluate_all(f"all => all.map({INK})")) <= squares + 1


@pytest.mark.usefixtures("demo")
def test_the_name_of_an_area_in_the_picture_opens_its_card_and_back_leads_to_the_picture(visit: Visit) -> None:
    page = visit("/present")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.locator(".mx thead").get_by_role("button", name="Phrae").click()
    expect(page).to_have_url(re.compile("step=TH54"))
    settle(page)
    press(page, "ArrowRight", 2)
