"""The folder .venv/: made once, filled from a lock file with hashes, left alone as long as the lock does not change."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
LOCK, TEST_LOCK = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
_STAMP = VENV / "installed.json"  # {"run" and "tests": hash of what was installed from it}


class CannotInstall(Exception):
    """The packages cannot be installed; the message is for the person at the keyboard."""


def venv_python() -> Path:
    """The interpreter of .venv, whether it exists or not."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(*, tests: bool = False) -> Path:
    """The interpreter of a .venv that holds exactly the locked packages (those of the tests too, if asked for).

    Raises:
        CannotInstall: no virtual environment can be made, or pip cannot fetch a package.
    """
    if not _usable():
        _make()
    lock = TEST_LOCK if tests else LOCK
    installed = _installed()
    if installed.get("tests" if tests else "run") != _hash(lock):
        print(
            f"Installing the packages of {lock.relative_to(ROOT).as_posix()} into .venv (once, a few minutes) ...", flush=True
        )
        command = [
            venv_python(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            lock,
        ]
        if subprocess.call([str(word) for word in command]):
            raise CannotInstall("The packages could not be installed. Is this computer online? Then run the command again.")
        now = {"run": _hash(LOCK)} | ({"tests": _hash(TEST_LOCK)} if tests else {})  # the tests' lock holds all of the other
        _STAMP.write_text(json.dumps(now), encoding="utf-8")
    return venv_python()


def _usable() -> bool:
    question = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    try:
        return subprocess.call([str(venv_python()), "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    print(f"Making .venv with Python {sys.version_info[0]}.{sys.version_info[1]} ...", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotInstall(
            "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv; then try again."
        )


def _installed() -> dict[str, str]:
    try:
        stored: dict[str, str] = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
