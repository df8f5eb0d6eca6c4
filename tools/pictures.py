"""The pictures of the documents, taken anew from the demo: `python tools/pictures.py`. Needs a Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.chromium import HOW, find

ROOT = Path(__file__).parents[1]
PICTURES = {"overview": "/"}
"""{name of the picture in docs/pictures: page}."""

_TODAY = "2026-11-25"  # the demo is told of this day, so that the pictures stay the same
_READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_WAIT_MS = 60_000


def main() -> int:
    """Start a dashboard with the demo on a free loopback port, take each picture at 1280 x 800 pixels, end it."""
    chromium = find()
    if chromium is None:
        print(HOW, file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp())
    environment = os.environ | {
        "COALITION_DATABASE_URL": f"sqlite:///{(folder / 'demo.db').as_posix()}",
        "COALITION_TODAY": _TODAY,
    }
    subprocess.run([sys.executable, "-m", "coalition", "demo"], cwd=ROOT, env=environment, check=True)
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}")
        _take(chromium, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise SystemExit("The dashboard did not become ready within a minute.")


def _take(chromium: str, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US").new_page()
        for name, path in PICTURES.items():
            page.goto(address + path)
            _settle(page)
            page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
            print(f"docs/pictures/{name}.png")
        browser.close()


def _settle(page: Page) -> None:
    """Until the page is drawn and idle, with its fonts and its matrix."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=_WAIT_MS)
    expect(page.get_by_role("grid").first).to_be_visible(timeout=_WAIT_MS)
    expect(page.locator(_READY)).to_have_count(1, timeout=_WAIT_MS)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(2_000)  # the matrix gets its height


if __name__ == "__main__":
    raise SystemExit(main())
