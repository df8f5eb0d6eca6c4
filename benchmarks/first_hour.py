"""The first hour of somebody who has never seen it, in a real browser: clicks, keys and seconds of each step, against a budget.

    python -m benchmarks.first_hour [--keyboard] [--thai] [--phone] [--pictures FOLDER] [--until STEP]

A step is a function of `first_hour_steps` that takes the `Hand`, and a line in `STEPS`; each begins where the one before it
ended. What is pressed is found by its role and its words, as a person finds it. Exit status 1 where a step needs more than its
budget.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from benchmarks import first_hour_steps as steps
from benchmarks.hand import Hand
from tools.chromium import find

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Step:
    """One step of the hour. `budget`: clicks, answers apart; None: none was set."""

    name: str
    run: Callable[[Hand], None]
    budget: int | None = None


STEPS = (
    Step("start empty, two provinces", steps.start_empty),
    Step("import 24 sign-in files", steps.import_files, budget=6),
    Step("import a list of services", steps.import_services, budget=6),
    Step("meeting recorded while it happens", steps.record_meeting, budget=6),
    Step("whom to call for a girl of 16 in Mae Sai", steps.whom_to_call, budget=6),
    Step("refer", steps.refer),
    Step("print the overview", steps.print_overview),
)
"""In their order. Another step of the hour is a line here."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a dashboard with an empty database, started as a person starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"COALITION_DATABASE_URL": f"sqlite:///{(folder / 'hour.db').as_posix()}"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                    break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def run(hand: Hand, pictures: Path | None, until: str) -> bool:
    """The steps, each as a row of a table; whether all kept their budget."""
    kept = True
    print("| step | clicks | budget | answers | keys | seconds | |\n|---|---:|---:|---:|---:|---:|---|")
    for number, step in enumerate(STEPS):
        hand.clicks = hand.keys = hand.answers = 0
        hand.notes.clear()
        begun = time.monotonic()
        step.run(hand)
        seconds = time.monotonic() - begun
        kept &= step.budget is None or hand.clicks <= step.budget
        budget = "" if step.budget is None else step.budget
        notes = "; ".join(hand.notes)
        print(
            f"| {step.name} | {hand.clicks} | {budget} | {hand.answers} | {hand.keys} | {seconds:.1f} | {notes} |", flush=True
        )
        if pictures:
            hand.page.screenshot(path=str(pictures / f"{number + 1} {step.name}.png"))
        if until and until in step.name:
            break
    return kept


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--keyboard", action="store_true", help="Tab, Enter and shortcuts only")
    parser.add_argument("--thai", action="store_true")
    parser.add_argument("--phone", action="store_true", help="390 x 844")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--until", default="", help="stop after the step whose name has this")
    told = parser.parse_args()
    size = {"width": 390, "height": 844} if told.phone else {"width": 1280, "height": 800}
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport=size, locale="en-US")  # type: ignore[arg-type]
        page.goto(f"{address}/?lang={'th' if told.thai else 'en'}")
        hand = Hand(page, "th" if told.thai else "en", told.keyboard)
        expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
        hand.settle()
        try:
            kept = run(hand, told.pictures, told.until)
        except BaseException:
            page.screenshot(path=str((told.pictures or Path(tempfile.gettempdir())) / "where it stopped.png"))
            raise
        browser.close()
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
