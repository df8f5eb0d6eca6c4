"""The coverage page with the demo: seconds until it is still, CPU and kilobytes of one more run of it; beside an empty page.

Of the overview and of the page that says whom to call, one more run too.

`python -m benchmarks.matrix [RUNS]`. Browser and servers on this computer; the browser holds the scripts already. The two pages
are asked for in turns, the first pair does not count. Still: the last square can be seen (of the empty page its heading), and
the script has ended. A run: the other list below the matrix is chosen; on the other pages the key R is pressed, which runs the
page again. CPU is that of all threads of the server's process in a second and a half, with what it takes idle (told apart), by
the clock of the process, in nanoseconds; where the kernel has none, in ticks of 10 ms. Kilobytes are what the WebSocket brings,
uncompressed.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.first_load import EMPTY, READY, ROOT, served
from coalition import clock
from coalition.database import open_engine
from coalition.demo.load import load_demo
from tools.chromium import find

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
LISTS = ("Not asked yet", "Act here first")
"""Beginnings of the buttons that choose between the lists, in turns."""
OTHERS = {"overview": "/", "whom to call": "/whom-to-call?type=A1&area=TH57"}
_WINDOW = 1_500  # ms
_ALL_THREADS = 2  # of Linux: CPUCLOCK_SCHED of a whole process

Press = Callable[[Page, int], None]
"""Makes a page run again; takes the number of the turn."""


def server_cpu(address: str) -> float:
    """CPU seconds of the server at an address so far, of its process alone."""
    port = address.rpartition(":")[2].encode()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
            is_ours = fields[1] == str(os.getpid()) and port in (entry.parent / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if is_ours:
            try:
                return time.clock_gettime(~int(entry.parent.name) << 3 | _ALL_THREADS)
            except (AttributeError, OSError):
                return (int(fields[11]) + int(fields[12])) / TICKS
    raise SystemExit("the server is not found (Linux only)")


def still(page: Page, address: str, seen: str) -> float:
    """Seconds from asking for a page until it is still."""
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(seen).last.wait_for()
    page.wait_for_selector(READY)
    return time.perf_counter() - begun


def other_list(page: Page, turn: int) -> None:
    """Choose the other list below the matrix."""
    page.get_by_role("radio", name=LISTS[turn % 2]).click()


def again(page: Page, _turn: int) -> None:
    """Run the page again as it is."""
    page.keyboard.press("r")


def rerun(page: Page, address: str, frames: list[int], runs: int, press: Press) -> tuple[float, float]:
    """Mean CPU milliseconds and median kilobytes of one run; the first two do not count."""
    moved, before = [], 0.0
    for turn in range(runs + 2):
        if turn == 2:
            before = server_cpu(address)
        frames.clear()
        press(page, turn)
        page.wait_for_timeout(_WINDOW)
        moved.append(sum(frames) / 1000)
    return (server_cpu(address) - before) * 1000 / runs, statistics.median(moved[2:])


def visitor(browser: Browser) -> tuple[Page, list[int]]:
    """A page, and the bytes of every frame that its WebSocket brings."""
    page, frames = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US"), list[int]()

    def opened(socket: Any) -> None:
        socket.on("framereceived", lambda payload: frames.append(len(payload)))

    page.on("websocket", opened)
    return page, frames


def main(runs: int) -> None:
    """Measure and print, a line each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "demo.db"
        load_demo(open_engine(f"sqlite:///{database.as_posix()}"), today=clock.today())
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        with served(empty, database) as bare, served(ROOT / "dashboard.py", database) as address:
            page, frames = visitor(browser)
            idle, other = visitor(browser)
            pairs = [(still(idle, bare, "h1"), still(page, f"{address}/coverage", ".mx td button")) for _ in range(runs + 1)][
                1:
            ]
            told = {"an empty page, as Streamlit runs it": rerun(idle, bare, other, runs, again)}
            told["nothing, the server idle"] = rerun(page, address, frames, runs, lambda *_: None)
            told["coverage"] = rerun(page, address, frames, runs, other_list)
            for name, path in OTHERS.items():
                still(page, address + path, "h1")
                told[name] = rerun(page, address, frames, runs, again)
        browser.close()
    floor, seconds = (statistics.median(found) for found in zip(*pairs, strict=True))
    ratio = statistics.median(whole / part for part, whole in pairs)
    print(f"an empty page {floor:.2f} s, coverage {seconds:.2f} s: {ratio:.2f} times, of each pair")
    for name, (spent, moved) in told.items():
        print(f"one more run of {name}: {spent:.1f} ms of CPU, {moved:.0f} kB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
