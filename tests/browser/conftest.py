"""A live dashboard on a free loopback port with a database of its own, and a Chromium that may talk to nobody else."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright
from sqlalchemy import Engine

from coalition.access.backup import restore
from coalition.database import open_engine
from tests.support.demo import demo_file
from tools.chromium import HOW, find

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=30_000)  # a busy machine draws slowly, and waiting costs nothing when it does not

Visit = Callable[[str], Page]
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
LEAVING = '[data-stale="true"]'  # drawn by the run before, not by this one yet
DRAWING = '[data-testid="stApp"][data-test-script-state="running"]'


PICTURES = ROOT / "test-results"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """A journey that fails leaves a picture of each page that is open then, and names it."""
    report = yield
    chromium = getattr(item, "funcargs", {}).get("chromium")
    if call.when == "call" and report.failed and chromium is not None:
        pages = [page for context in chromium.contexts for page in context.pages]
        report.sections.append(("pictures", "\n".join(picture(page, item.name, n) for n, page in enumerate(pages, 1))))
    return report


def picture(page: Page, test: str, number: int) -> str:
    """Path of the picture that is made of a page, and its address; or why there is none."""
    path = PICTURES / (re.sub(r"[^\w-]+", "-", test) + f"-{number}.png")
    try:
        page.screenshot(path=path, timeout=10_000)
    except Error as problem:  # the page hangs or is gone: the failure of the test is the one to be told
        return f"no picture of {page.url}: {problem.message.splitlines()[0]}"
    return f"{path.relative_to(ROOT)}: {page.url}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(database: Path, port: int, *options: str, program: Path = ROOT) -> subprocess.Popen[bytes]:
    """`streamlit run dashboard.py` as a person starts it, in the folder of the program."""
    environment = os.environ | {"COALITION_DATABASE_URL": f"sqlite:///{database.as_posix()}"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    with database.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(command, cwd=program, env=environment, stdout=log, stderr=subprocess.STDOUT)


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


class Dashboard:
    """One server for all tests of a process: what is stored is restored for each of them, as a coordinator does it."""

    def __init__(self, folder: Path, program: Path = ROOT) -> None:
        """Nothing runs yet; the database will stand in `folder`."""
        self._program = program
        self.database = folder / "browser.db"
        self.url = f"sqlite:///{self.database.as_posix()}"
        self.address = ""
        self._server: subprocess.Popen[bytes] | None = None
        self._seconds = count()

    def begin_with(self, stored: Path) -> None:
        """Let it show what is in a file, with no question asked before; where it does not run, start it."""
        restore(self.url, stored, now=datetime(2026, 11, 25, 12) + timedelta(seconds=next(self._seconds)))
        if self._server is None or self._server.poll() is not None:
            port = free_port()
            self.address = f"http://127.0.0.1:{port}"
            self._server = start_server(self.database, port, program=self._program)
            wait_until_ready(self.address, self._server)

    def log(self) -> str:
        """What it has written since it was started."""
        return self.database.with_suffix(".log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End it; `begin_with` starts another."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=20)
            self._server = None


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard in which all journeys are made."""
    made = Dashboard(tmp_path_factory.mktemp("dashboard"))
    yield made
    made.stop()


@pytest.fixture
def demo() -> None:
    """A test that uses it finds the demo in the dashboard, which is empty otherwise."""


@pytest.fixture
def address(request: pytest.FixtureRequest, dashboard: Dashboard, migrated_file: Path) -> Iterator[str]:
    """The address of a running dashboard with an empty database, or with the demo where a test uses that too."""
    dashboard.begin_with(demo_file() if "demo" in request.fixturenames else migrated_file)
    told = len(dashboard.log())
    yield dashboard.address
    print(dashboard.log()[told:])  # shown when the test fails


@pytest.fixture
def stored(address: str, dashboard: Dashboard) -> Engine:
    """What the dashboard shows, to be changed or looked at from here."""
    return open_engine(dashboard.url)


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
    # nobody presses what is being drawn anew: on a busy machine such a click goes nowhere
    page.add_locator_handler(page.locator(DRAWING), lambda _: page.wait_for_timeout(50))

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
    """Until the page is drawn and idle, and stays so: right after a click it is idle still, and then draws anew."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    for _ in range(20):
        expect(page.locator(READY)).to_have_count(1, timeout=30_000)
        page.wait_for_timeout(300)
        if page.locator(READY).count() and not page.locator(LEAVING).count():
            break


def load_demo(visit: Visit) -> Page:
    """The landing page of a fresh dashboard, once the fictional coalition is loaded."""
    page = visit("/")
    page.get_by_role("button", name="Load the demo coalition").click()
    expect(page.get_by_text("A fictional coalition", exact=True)).to_be_visible(timeout=60_000)
    return page


def as_joined(text: str) -> re.Pattern[str]:
    """A text as a page may show it: joined where a line must not end (page.js)."""
    return re.compile("\u2060?".join(r"\s" if sign == " " else re.escape(sign) for sign in text))


def go_to(page: Page, entry: str) -> None:
    """Click an entry of the menu, in the language of the page."""
    page.locator(".st-key-menu-entries").get_by_role("link", name=entry, exact=True).click()


def path_of(page: Page) -> str:
    """Path and query of the address the browser shows."""
    return re.sub(r"^https?://[^/]+", "", page.url)
