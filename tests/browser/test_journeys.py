"""A handful of journeys in a real Chromium, as a coordinator makes them."""

import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Dashboard, Visit, as_joined, free_port, go_to, load_demo, settle, start_server

pytestmark = pytest.mark.browser

SIGN_IN = """Coordination meeting
Date: 14/03/2026

No,Name,Organization,Phone
1,Somchai Jaidee,Baan Sai Jai Foundation,053-000-111
2,Malee Sukjai,Mae Kham Police Station,053-000-112
3,Anong Deejai,Baan Sai Jai Foundation,053-000-113
"""


def upload(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').first.set_input_files(str(path))
    expect(page.get_by_role("heading", name=path.name)).to_be_visible(timeout=20_000)
    settle(page)


def confirm_button(page: Page) -> Locator:
    """Its name ends with the keys that press it too."""
    return page.get_by_role("button", name=re.compile("^(check )?Confirm"))


def confirm(page: Page, told: str) -> None:
    """Press it until the page says so: a redraw of the page may eat a press."""
    for attempt in range(3):
        confirm_button(page).click()
        try:
            expect(page.get_by_text(told).first).to_be_visible(timeout=10_000)
            return
        except AssertionError:
            if attempt == 2:
                raise


def confirm_by_keys(page: Page) -> None:
    """Press the keys until they answer: they are bound a moment after the button is drawn."""
    expect(confirm_button(page)).to_be_enabled()
    imported = page.get_by_text("Imported: 1 meeting").first
    for _ in range(10):
        page.keyboard.press("Control+Enter")
        try:
            expect(imported).to_be_visible(timeout=3_000)
            return
        except AssertionError:
            continue
    pytest.fail("the keys confirmed nothing")


def choose(page: Page, label: str, option: str) -> None:
    """Take an option of a list; again where a redraw of the page closed the list or ate what was typed."""
    box = page.get_by_role("combobox", name=label)
    for attempt in range(6):
        box.click()
        box.fill(option)
        try:
            expect(box).to_have_value(option, timeout=2_000)
            box.press("Enter")
            settle(page)
            expect(box).to_have_value(option, timeout=2_000)
            expect(box).to_have_attribute("aria-expanded", "false", timeout=2_000)
            return
        except AssertionError:
            if attempt == 5:
                raise
            box.press("Escape")


@pytest.mark.smoke
def test_a_list_is_uploaded_corrected_confirmed_seen_and_undone(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "signin.csv"
    file.write_text(SIGN_IN, encoding="utf-8")
    page = visit("/import-data")
    upload(page, file)
    expect(page.get_by_text("Meeting: 14 Mar 2026, Coordination meeting")).to_be_visible()

    page.get_by_text("How it was read, and how to correct it").click()
    choose(page, "D: Phone", "Not used")
    confirm(page, "Imported: 1 meeting, 2 new organizations, 3 new people")

    page.get_by_role("link", name="See the meetings").first.click()
    expect(page.get_by_text("14 Mar 2026").first).to_be_visible(timeout=20_000)
    go_to(page, "Members")
    expect(page).to_have_url(re.compile("/participation"))
    settle(page)

    go_to(page, "Import data")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Import undone on")).to_be_visible(timeout=20_000)


NO_DAY = "Name,Organization,Signature\nAnong Deejai,Baan Sai Jai Foundation,x\nSomsri Jaiyen,Baan Sai Jai Foundation,x\n"


def test_enter_takes_a_day_that_was_typed_and_files_wait_while_another_page_is_open(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "who came.csv"
    file.write_text(NO_DAY, encoding="utf-8")
    page = visit("/import-data?lang=th")
    upload(page, file)
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type("25690820")  # the year as Thai calendars count it
    page.keyboard.press("Enter")
    expect(page.get_by_text("20 ส.ค. 2569").first).to_be_visible(timeout=20_000)

    go_to(page, "สมาชิก")
    settle(page)
    go_to(page, "นำเข้าข้อมูล")
    expect(page.get_by_text(as_joined("ยังไม่ได้ยืนยัน: who came.csv"))).to_be_visible(timeout=20_000)
    page.get_by_role("button", name=re.compile("ยืนยัน")).last.click()
    expect(page.get_by_text(as_joined("นำเข้าแล้ว: การประชุม 1 ครั้ง")).first).to_be_visible(timeout=20_000)


def test_the_demo_shows_where_help_is_missing_and_in_thai(visit: Visit) -> None:
    page = load_demo(visit)
    go_to(page, "Coverage")
    expect(page.locator(".mx")).to_be_visible(timeout=30_000)

    page.get_by_role("radio", name="ไทย").or_(page.get_by_role("button", name="ไทย")).first.click()
    expect(page.get_by_role("link", name="การประชุม", exact=True)).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("lang=th"))  # the address follows the words
    go_to(page, "การตั้งค่า")
    expect(page.get_by_role("heading", level=1, name="การตั้งค่า")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("lang=th"))

    page.set_viewport_size({"width": 390, "height": 844})  # a telephone: the menu is folded behind one button
    entries = page.locator(".st-key-menu-entries").get_by_role("link")
    expect(entries.first).to_be_hidden()
    page.get_by_text("เมนู", exact=True).click()
    expect(entries.first).to_be_visible()
    go_to(page, "สมาชิก")
    expect(page.get_by_role("heading", level=1, name="สมาชิก")).to_be_visible(timeout=20_000)
    expect(entries.first).to_be_hidden()


@pytest.mark.usefixtures("demo")
def test_lists_change_with_the_language_and_a_gap_stays_open_after_its_button(visit: Visit) -> None:
    page = visit("/")
    go_to(page, "Coverage")
    expect(page.locator(".mx")).to_be_visible(timeout=30_000)
    settle(page)
    page.set_viewport_size({"width": 1024, "height": 768})  # no panel beside the matrix: a click opens the cell
    page.locator(".mx td button.unknown").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="No provider", exact=True).click()
    dialog.get_by_label("Confirmed by").fill("Hill Desk")
    dialog.get_by_role("button", name="Record: no provider").click()
    expect(dialog.get_by_text("Recorded: no provider.")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("area=.*type="))
    dialog.get_by_role("button", name="Close").last.click()

    page = visit("/coverage?view=map&level=2")
    boxes = page.locator('[data-testid="stSelectbox"] input')
    expect(boxes.first).to_have_value("Share of gaps")
    page.get_by_role("radio", name="ไทย").or_(page.get_by_role("button", name="ไทย")).first.click()
    expect(boxes.first).to_have_value("สัดส่วนช่องว่างบริการ", timeout=20_000)
    expect(page).to_have_url(re.compile("level=2"))


@pytest.mark.usefixtures("demo")
def test_the_way_back_stays_in_sight_after_a_correction_far_down(visit: Visit) -> None:
    page = visit("/")
    page = visit("/directory?organization=2")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.get_by_role("button", name="Make focal point").first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport(timeout=20_000)


@pytest.fixture
def fresh_server(dashboard: Dashboard) -> None:
    """Nobody has visited the server before."""
    dashboard.stop()


@pytest.mark.usefixtures("fresh_server")
@pytest.mark.parametrize("path", ["/coverage?lang=th", "/import-data", "/import_data?lang=th", "/nonesuch?lang=th"])
def test_the_first_visitor_of_a_fresh_server_may_come_by_a_link(visit: Visit, path: str) -> None:
    page = visit(path)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English"))).to_be_visible()
    expect(page.get_by_text(as_joined("ไม่มีหน้าตามที่อยู่นี้"))).to_have_count(int("nonesuch" in path))
    expect(page).to_have_url(re.compile("import-data" if "import" in path else "coverage" if "coverage" in path else "/[?]"))


@pytest.mark.smoke
def test_an_answer_forbids_other_servers_and_frames_and_another_name_for_this_server_gets_none(address: str) -> None:
    with urllib.request.urlopen(address, timeout=10) as answer:
        policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy

    def status(path: str, **headers: str) -> int:
        try:
            with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers), timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as problem:
            return problem.code

    assert {path: status(path, Host="evil.example") for path in ("/", "/media/x", "/readyz")} == {
        "/": 403,
        "/media/x": 403,
        "/readyz": 403,
    }
    assert status("/readyz", **{"X-Forwarded-For": "127.0.0.1"}) == 403
    assert [status(f"/_stcore/{part}") for part in ("health", "metrics", "agent/openapi.json")] == [200, 404, 404]


@pytest.mark.smoke
def test_without_a_sign_in_the_dashboard_refuses_to_be_seen_by_other_computers(tmp_path: Path) -> None:
    server = start_server(tmp_path / "refused.db", free_port(), "--server.address", "0.0.0.0")
    try:
        assert server.wait(timeout=60) != 0
    except subprocess.TimeoutExpired:
        server.terminate()
        pytest.fail("it started")
    assert not (tmp_path / "refused.db").exists()


ALIKE = """Date,Name,Organization
2026-05-14,Ann Lee,Riverside Welfare Office
2026-05-14,Bo Chan,Mountain Children Network
"""


def test_a_list_is_answered_and_confirmed_by_the_keyboard_alone(visit: Visit, tmp_path: Path) -> None:
    first, second = tmp_path / "may.csv", tmp_path / "june.csv"
    first.write_text(ALIKE, encoding="utf-8")
    second.write_text(
        ALIKE.replace("05-14", "06-18").replace("Riverside", "Riversyde").replace("Mountain", "Mountan"), encoding="utf-8"
    )
    page = visit("/import-data")
    upload(page, first)
    confirm_by_keys(page)

    page = visit("/import-data")
    upload(page, second)
    expect(page.get_by_text("2 questions left")).to_be_visible()
    page.get_by_text("How it was read, and how to correct it").click()
    rows = page.get_by_role("spinbutton", name="Header row")
    rows.click()
    rows.press("2")  # a number typed into a field answers nothing
    settle(page)
    expect(page.get_by_text("2 questions left")).to_be_visible()
    rows.press("Escape")
    page.get_by_text("Read from the file").click()
    page.keyboard.press("2")
    expect(page.get_by_text("Answered: 1", exact=True)).to_be_visible(timeout=20_000)
    settle(page)
    page.keyboard.press("1")
    expect(page.get_by_text("Answered: 2")).to_be_visible(timeout=20_000)
    settle(page)
    confirm_by_keys(page)
    expect(page.get_by_text("1 new spelling of known organizations").first).to_be_visible()


def test_a_button_reached_by_the_keyboard_shows_where_it_is(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(ALIKE, encoding="utf-8")
    page = visit("/import-data")
    upload(page, file)
    confirm = confirm_button(page)
    expect(confirm).to_be_enabled()  # the file above it is drawn once more when its bytes have arrived
    page.locator("summary", has_text="How it was read, and how to correct it").focus()
    for _ in range(15):  # past the rows and the files of before: the bar at the foot comes last
        page.keyboard.press("Tab")
        if confirm.evaluate("button => button === document.activeElement"):
            break
    expect(confirm).to_be_focused()
    seen = confirm.evaluate("button => getComputedStyle(button).boxShadow + getComputedStyle(button).outline")
    assert "rgb" in seen.replace("rgba(0, 0, 0, 0)", "")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Imported: 1 meeting").first).to_be_visible(timeout=20_000)


REFUSED = "Date,Name,Organization\n" + "".join(f"31/02/2026,Guest {chr(65 + n)}x,A House\n" for n in range(20))


def test_confirm_is_in_sight_and_a_telephone_shows_reasons_instead_of_a_table(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(REFUSED + "14/03/2026,Malee Sukjai,B House\n", encoding="utf-8")
    page = visit("/import-data")
    page.set_viewport_size({"width": 1280, "height": 720})
    upload(page, file)
    expect(confirm_button(page)).to_be_in_viewport()
    expect(page.locator("kbd").first).to_be_visible()
    reason = page.locator('[class*="st-key-narrow-"]').get_by_text("is not a real date").first
    expect(reason).to_be_hidden()

    page.set_viewport_size({"width": 390, "height": 844})
    expect(confirm_button(page)).to_be_in_viewport()
    expect(page.locator("kbd").first).to_be_hidden()
    expect(reason).to_be_visible()
    expect(page.locator('[class*="st-key-wide-"]').get_by_test_id("stDataFrame")).to_be_hidden()

    confirm_button(page).click()
    expect(page.get_by_text("20 rows were not imported:")).to_be_visible(timeout=20_000)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download rows not imported").first.click()
    assert saved.value.suggested_filename == "list refused.csv"
    assert "/media/" not in saved.value.url
    assert page.context.request.get(saved.value.url).ok
    assert page.context.browser is not None
    stranger = page.context.browser.new_context()
    assert stranger.request.get(saved.value.url).status == 404
    stranger.close()
