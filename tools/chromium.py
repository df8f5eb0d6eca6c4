"""Finding Chromium for the browser tests, and bringing it where it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOW = "Install Chromium or Chrome, or name one in COALITION_CHROMIUM; then run the tests again."
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def find() -> str | None:
    """The path of a Chromium of this computer: COALITION_CHROMIUM, else the system's, else Playwright's own; or None."""
    given = os.environ.get("COALITION_CHROMIUM")
    if given:
        return given
    on_path = (found for name in _NAMES if (found := shutil.which(name)))
    in_place = (place for place in _PLACES if Path(place).exists())
    return next(on_path, None) or next(in_place, None) or _of_playwright()


def _of_playwright() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def bring() -> str | None:
    """Like `find`, and installs one if there is none: the system's package manager as root, else Playwright's download."""
    found = find()
    if found:
        return found
    print("Bringing Chromium for the browser tests (once) ...", flush=True)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.call(["apt-get", "update", "-qq"])
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], stdout=subprocess.DEVNULL)
    if not find():
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


if __name__ == "__main__":
    path = bring()
    if path is None:
        print(HOW, file=sys.stderr)
    print(path or "")
