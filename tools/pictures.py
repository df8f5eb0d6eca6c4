"""The pictures of the documents, taken anew from the demo: `python tools/pictures.py`. Needs a Chromium."""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path

from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.chromium import HOW, find

ROOT = Path(__file__).parents[1]
PICTURES = {"overview": "/"}
"""{name of the picture in docs/pictures: page}."""

GUIDE = {
    "welcome": "/",  # of a house in which nothing is stored
    "overview": "/",
    "upload": "/import-data",  # with SAMPLE dropped onto it
    "room": "/present?step=gaps",
    "papers": "/meeting-kit",
}
"""{name of the picture in docs/guide/pictures, one in each language of LANGUAGES, light and dark: page}."""

SAMPLE = "coalition/imports/formats/zoom_participants.sample.csv"
LANGUAGES = ("en", "th")
SMALL = (960, 600)
"""Greatest size of a picture of the guide [px]; what is empty below goes."""
_COLORS, _EDGE = 200, 24
_TODAY = "2026-11-25"  # the demo is told of this day, so that the pictures stay the same
_READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_WAIT_MS = 60_000


def main() -> int:
    """Take each picture at 1280 x 800 pixels: of a dashboard with the demo, and of an empty one."""
    chromium = find()
    if chromium is None:
        print(HOW, file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        new_page = partial(browser.new_page, viewport={"width": 1280, "height": 800}, locale="en-US")
        with _dashboard(is_empty=False) as address:
            for name, path in PICTURES.items():
                page = new_page()
                _open(page, address + path)
                _keep(page, ROOT / "docs" / "pictures" / f"{name}.png")
            for name in GUIDE.keys() - {"welcome"}:
                _take_for_guide(new_page, address, name)
        with _dashboard(is_empty=True) as address:
            _take_for_guide(new_page, address, "welcome")
        browser.close()
    return 0


def _take_for_guide(new_page: Callable[..., Page], address: str, name: str) -> None:
    """One picture in each language and theme."""
    path = GUIDE[name]
    for language, theme in product(LANGUAGES, ("light", "dark")):
        page = new_page(color_scheme=theme)
        _open(page, f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        if name == "upload":
            page.locator('input[type="file"]').set_input_files(ROOT / SAMPLE)
            expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=_WAIT_MS)
            _settle(page)
        kept = f"{name}.{language}.dark.png" if theme == "dark" else f"{name}.{language}.png"
        _keep(page, ROOT / "docs" / "guide" / "pictures" / kept, small=True)


@contextmanager
def _dashboard(*, is_empty: bool) -> Iterator[str]:
    """The address of a dashboard on a free loopback port, with the demo or empty; it ends with its use."""
    folder = Path(tempfile.mkdtemp())
    environment = os.environ | {
        "COALITION_DATABASE_URL": f"sqlite:///{(folder / 'demo.db').as_posix()}",
        "COALITION_TODAY": _TODAY,
    }
    if not is_empty:
        subprocess.run([sys.executable, "-m", "coalition", "demo"], cwd=ROOT, env=environment, check=True)
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


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


def _open(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading").first).to_be_visible(timeout=_WAIT_MS)
    _settle(page)


def _settle(page: Page) -> None:
    """Until the page is drawn and idle, with its fonts and its matrix."""
    expect(page.locator(_READY)).to_have_count(1, timeout=_WAIT_MS)
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0, timeout=_WAIT_MS)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(2_000)  # the matrix gets its height


def _keep(page: Page, file: Path, *, small: bool = False) -> None:
    taken = page.screenshot()
    if small:
        made = io.BytesIO()
        smaller = Image.open(io.BytesIO(taken)).convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)
        page_color = Image.new("RGB", smaller.size, smaller.getpixel((SMALL[0] - 1, SMALL[1] - 1)))
        _, _, _, filled = ImageChops.difference(smaller, page_color).getbbox() or (0, 0, *SMALL)
        line = "#2B363B" if ".dark." in file.name else "#D3DBDE"
        framed = ImageOps.expand(smaller.crop((0, 0, SMALL[0], min(filled + _EDGE, SMALL[1]))), 1, line)
        framed.quantize(_COLORS, Image.Quantize.MAXCOVERAGE).save(made, "png", optimize=True)
        taken = made.getvalue()
    file.write_bytes(taken)
    page.close()
    print(file.relative_to(ROOT))


if __name__ == "__main__":
    raise SystemExit(main())
