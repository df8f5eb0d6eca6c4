"""A live dashboard on a free loopback port with a database of its own, and a Chromium that may talk to nobody else."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.demo import demo_file
from tools.chromium import HOW, find

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=30_000)  # a busy machine draws slowly, and waiting costs nothing when it does not

Visit = Callable[[str], Page]
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(database: Path, port: int, *options: str) -> subprocess.Popen[bytes]:
    """`streamlit run dashboard.py` as a person starts it."""
    environment = os.environ | {"COALITION_DATABASE_URL": f"sqlite:///{database.as_posix()}"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    with database.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)


def wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until /readyz answers."""
    for _ in range(240):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    pytest.fail("the server did not become ready within a minute")


@pytest.fixture
def demo(tmp_path: Path) -> None:
    """The demo in the database of the dashboard, loaded once for all tests: by its button it takes each of them seconds."""
    shutil.copyfile(demo_file(), tmp_path / "browser.db")


@pytest.fixture
def address(tmp_path: Path, migrated_file: Path) -> Iterator[str]:
    """The address of a running dashboard with an empty database, or with the demo where a test uses that too."""
    database = tmp_path / "browser.db"
    if not database.exists():
        shutil.copyfile(migrated_file, database)
    port = free_port()
    server = start_server(database, port)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        print(database.with_suffix(".log").read_text(encoding="utf-8", errors="replace"))  # shown when the test fails


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    installed = find()
    if installed is None:
        pytest.fail(HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def visit(address: str, chromium: Browser) -> Iterator[Visit]:
    """`visit("/coverage")`: the page, drawn. Fails at the end when anything was asked of another computer or a page broke."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda request: _note_stranger(request.url, address, strangers))
    page.on("websocket", lambda socket_: _note_stranger(socket_.url, address.replace("http", "ws"), strangers))

    def open_at(path: str) -> Page:
        page.goto(address + path)
        settle(page)
        return page

    yield open_at
    broken = page.get_by_test_id("stException").count()
    context.close()
    assert not strangers
    assert not broken


def _note_stranger(url: str, address: str, strangers: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        strangers.append(url)


def settle(page: Page) -> None:
    """Until the page is drawn and idle."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    expect(page.locator(READY)).to_have_count(1, timeout=30_000)


def load_demo(visit: Visit) -> Page:
    """The landing page of a fresh dashboard, once the fictional coalition is loaded."""
    page = visit("/")
    page.get_by_role("button", name="Load the demo coalition").click()
    expect(page.get_by_text("A fictional coalition", exact=True)).to_be_visible(timeout=60_000)
    return page


def go_to(page: Page, entry: str) -> None:
    """Click an entry of the menu, in the language of the page."""
    page.locator(".st-key-menu-entries").get_by_role("link", name=entry, exact=True).click()


def path_of(page: Page) -> str:
    """Path and query of the address the browser shows."""
    return re.sub(r"^https?://[^/]+", "", page.url)
