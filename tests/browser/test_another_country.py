"""The first hour of a coalition in another country: its counties, words, kinds of help, hotline, checklist and language; no
Thai in sight."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Dashboard, Visit, settle
from tests.browser.test_journeys import choose
from tests.support.importing import sheet
from tests.support.swahili import SWAHILI

pytestmark = pytest.mark.browser

COUNTIES = ("Mombasa", "Kwale", "Kilifi", "Lamu", "Garissa", "Wajir", "Mandera", "Isiolo", "Meru", "Embu")
CODES = {name: f"KE{number:03d}" for number, name in enumerate(COUNTIES, start=1)}
PAGES = (
    "/", "/coverage", "/coverage?view=map", "/whom-to-call?type=I1&area=KE001", "/directory", "/checklists", "/cases",
    "/import-data", "/settings",
)  # fmt: skip


def areas_csv() -> bytes:
    rows = [(name, code, "Kenya", "KE") for name, code in CODES.items()]
    return sheet(("ADM1_EN", "ADM1_PCODE", "ADM0_EN", "ADM0_PCODE"), *rows)


def areas_geojson() -> bytes:
    def square(number: int, name: str) -> dict[str, object]:
        west = 34.0 + number
        ring = [[west, 0.0], [west + 1, 0.0], [west + 1, 1.0], [west, 1.0], [west, 0.0]]
        told = {"ADM1_EN": name, "ADM1_PCODE": CODES[name], "ADM0_PCODE": "KE"}
        return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    features = [square(number, name) for number, name in enumerate(COUNTIES)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


SERVICES = sheet(
    ("organization", "service_type", "area", "capacity", "reported_on"),
    ("Tumaini House", "I5", "Mombasa County", 12, "2026-11-20"),
    ("Tumaini House", "I9", "Kaunti ya Kwale", "", "2026-11-20"),
    ("Hope Line", "I1", "whole country", "", "2026-11-20"),
    ("Tumaini House", "Safe transport", "Kilifi", "", "2026-11-20"),
)


@pytest.fixture
def dashboard(tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard whose folder of words holds one file more."""
    program = tmp_path / "program"
    for part in ("coalition", "pages", "docs", "static", "tools", ".streamlit"):
        shutil.copytree(ROOT / part, program / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("dashboard.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / file, program)
    (program / "coalition" / "locale" / "sw.csv").write_text(SWAHILI, encoding="utf-8")
    made = Dashboard(tmp_path, program)
    yield made
    made.stop()


def test_a_coalition_in_another_country_starts_without_a_thai_word(visit: Visit, tmp_path: Path) -> None:
    page = visit("/")
    start(page)
    bring_areas(visit("/settings"), tmp_path)
    say_its_own_words(page)
    add_a_kind_of_help(page)
    upload_services(visit("/import-data"), tmp_path)
    write_a_checklist(visit("/checklists"))
    page = visit("/coverage")
    expect(page.get_by_text("Mombasa").first).to_be_visible()
    expect(page.get_by_text("Recovery").first).to_be_visible()
    page = visit("/whom-to-call?type=I1&area=KE007")
    expect(page.get_by_text(re.compile("Contact Hope Line")).first).to_be_visible()
    expect(page.get_by_text("For the whole country, Kenya.").first).to_be_visible()
    for path in PAGES:
        shown = visit(path).locator("[data-testid=stMain]").inner_text()
        assert set(re.findall("[\u0e00-\u0e7f]+", shown)) <= {"ไทย"}, path  # the name of a language one may choose
    speak_swahili(visit)


def start(page: Page) -> None:
    page.get_by_role("button", name="Start empty").click()
    page.get_by_label("Name of the coalition").fill("Coast Network")
    choose(page, "Country", "Another country")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Coast Network").first).to_be_visible()


def bring_areas(page: Page, folder: Path) -> None:
    files = {"ken_adm1.csv": areas_csv(), "ken_adm1.geojson": areas_geojson()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    page.get_by_role("tab", name="Areas").click()
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="Lists of areas and boundaries")
    uploader.locator("input[type=file]").set_input_files([folder / name for name in files])
    settle(page)
    page.get_by_role("button", name="Add these areas").click()
    expect(page.get_by_text("10 added, 0 changed.")).to_be_visible()
    expect(page.get_by_text("10 boundaries were read. 50 of 50 points were kept.")).to_be_visible()


def say_its_own_words(page: Page) -> None:
    page.get_by_role("tab", name="Coalition").click()
    page.get_by_text("Your words for provinces and districts").click()
    page.get_by_text("Your words for the pillars").click()
    for word, own in {"Provinces": "Counties", "Province": "County", "Aftercare": "Recovery"}.items():
        field = page.get_by_label(word, exact=True).first
        field.fill(own)
        field.press("Enter")
        settle(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def add_a_kind_of_help(page: Page) -> None:
    page.get_by_role("tab", name="Service types").click()
    page.get_by_text("Add a service type").first.click()
    for label, told in {
        "Code": "T1",
        "Name in English": "Safe transport",
        "Name in the local language": "Usafiri",
    }.items():
        written = page.get_by_label(label, exact=True)
        for _ in range(3):  # a redraw of the form may eat what is written into the next field
            written.fill(told)
            written.press("Tab")
            settle(page)
            with suppress(AssertionError):
                expect(written).to_have_value(told, timeout=2_000)
                break
    choose(page, "Pillar", "Intervention")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("T1 Safe transport")).to_be_visible()


def speak_swahili(visit: Visit) -> None:
    page = visit("/whom-to-call?type=T1&area=KE003&lang=sw")
    expect(page.get_by_text(re.compile("Usafiri")).first).to_be_visible()  # the kind of help by its local name
    expect(page.get_by_text(re.compile("Contact Tumaini House")).first).to_be_visible()  # a missing word in English
    expect(visit("/settings?lang=sw").get_by_role("heading", name="Mipangilio")).to_be_visible()


def write_a_checklist(page: Page) -> None:
    expect(page.get_by_text(re.compile("B.E. 2551"))).to_have_count(0)
    page.get_by_text("Add a list").first.click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Add the list"))
    told = {
        "Code": "K1",
        "Title in English": "What the county office asks",
        "Source: the law, or who asked for it": "Circular 4 of 2026",
        "Facts, one per line": "Where the person is now",
    }
    for label, words in told.items():
        form.get_by_label(label).fill(words)
    page.get_by_role("button", name="Add the list").click()
    expect(page.get_by_text("The list is added.")).to_be_visible()


def upload_services(page: Page, folder: Path) -> None:
    (folder / "services.csv").write_bytes(SERVICES)
    page.locator("input[type=file]").first.set_input_files(folder / "services.csv")
    page.get_by_role("button", name=re.compile("^No, or not known")).click()
    page.get_by_role("button", name=re.compile("^Confirm")).first.click()
    expect(page.get_by_text(re.compile("Undo")).first).to_be_visible()
