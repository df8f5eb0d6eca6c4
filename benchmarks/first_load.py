"""The first visit over a slow network: seconds to the heading and until the page is still, requests, and what crosses the wire.

`python -m benchmarks.first_load [PATH]...` (the landing page unless told), with the demo, in a browser that holds nothing yet;
beside it an empty Streamlit page, as Streamlit serves it. 3G: 1.6 Mbit/s down, 0.75 up, 150 ms; slow 3G: 0.4 Mbit/s, 400 ms.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from coalition import clock
from coalition.database import open_engine
from coalition.demo.load import load_demo
from tools.chromium import find

ROOT = Path(__file__).parent.parent
NETWORKS = {"this computer": None, "3G": (1.6e6, 0.75e6, 150), "slow 3G": (0.4e6, 0.4e6, 400)}
"""Name -> bits per second down and up, milliseconds of latency; None: as it is."""
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_PATIENCE = 180_000  # ms
EMPTY = 'import streamlit as st\n\nst.title("Empty")\n'


@contextmanager
def served(script: Path, database: Path) -> Iterator[str]:
    """A running server; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    options = ["--server.port", port, "--server.address", "127.0.0.1", "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", script.name, *options, "--browser.gatherUsageStats", "false"]
    environment = os.environ | {"COALITION_DATABASE_URL": f"sqlite:///{database.as_posix()}"}
    server = subprocess.Popen(command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def visit(browser: Browser, address: str, network: tuple[float, float, int] | None) -> tuple[float, float, int, float]:
    """One first visit: seconds to the heading, seconds until still, requests, megabytes of them and of the WebSocket."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if network:
        down, up, latency = network
        limits = {"downloadThroughput": down / 8, "uploadThroughput": up / 8, "latency": latency, "offline": False}
        session.send("Network.emulateNetworkConditions", limits)
    sizes: list[float] = []
    frames: list[float] = []

    def framed(event: dict[str, Any]) -> None:
        frames.append(len(event["response"]["payloadData"]) * 3 / 4)  # told as base64

    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", framed)
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1, h2", timeout=_PATIENCE)
    heading = time.perf_counter() - begun
    page.wait_for_selector(READY, timeout=_PATIENCE)
    still = time.perf_counter() - begun
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2_000)
    context.close()
    return heading, still, len(sizes), (sum(sizes) + sum(frames)) / 1e6


def main(paths: list[str]) -> None:
    """Measure and print, a line each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "demo.db"
        load_demo(open_engine(f"sqlite:///{database.as_posix()}"), today=clock.today())
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        first: dict[str, float] = {}
        for script, asked in ((empty, ["/"]), (ROOT / "dashboard.py", paths or ["/"])):
            with served(script, database) as address:
                for path in asked:
                    visit(browser, address + path, None)  # what the server does once
                    for name, network in NETWORKS.items():
                        heading, still, requests, megabytes = visit(browser, address + path, network)
                        told = f"{heading / first.setdefault(name, heading):.1f} x an empty page"
                        moved = f"{requests} requests, {megabytes:.2f} MB"
                        print(f"{script.stem} {path}, {name}: heading {heading:.1f} s ({told}), still {still:.1f} s; {moved}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
