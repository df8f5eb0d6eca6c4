"""A fresh clone on this computer: seconds of `make run` until the page is usable, and of `make test` until it is green.

Clones the last commit into a temporary folder, so nothing of this working copy (its .venv, its data) takes part. Downloads come
from pip's cache where it has them; `--cold` gives pip an empty cache. `--no-tests` leaves out the second figure.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PATIENCE = 1500  # seconds


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_page(clone: Path, environment: dict[str, str]) -> float:
    """Seconds from `make run` to the first answer of the dashboard."""
    port = free_port()
    started = time.perf_counter()
    command = ["make", "run", "ARGS=--no-browser"]
    server = subprocess.Popen(command, cwd=clone, env=environment | {"COALITION_PORT": str(port)}, start_new_session=True)
    try:
        while time.perf_counter() - started < _PATIENCE:
            if server.poll() is not None:
                raise SystemExit("make run ended before the page answered")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    return time.perf_counter() - started
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise SystemExit(f"the page did not answer within {_PATIENCE} seconds")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGINT)  # the group of this make alone
            server.wait(timeout=60)


def seconds_to_green(clone: Path, environment: dict[str, str]) -> float:
    """Seconds of `make test`, which must pass."""
    started = time.perf_counter()
    if subprocess.call(["make", "test"], cwd=clone, env=environment):
        raise SystemExit("make test failed")
    return time.perf_counter() - started


def main(arguments: list[str]) -> None:
    """Clone, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.check_call(["git", "clone", "-q", str(ROOT), str(clone)])
        environment = {k: v for k, v in os.environ.items() if not k.startswith("COALITION_") and k != "VIRTUAL_ENV"}
        if "--cold" in arguments:
            environment["PIP_CACHE_DIR"] = str(Path(folder) / "cache")
        first = seconds_to_page(clone, environment)
        again = seconds_to_page(clone, environment)
        print(f"make run, first time: {first:.0f} s; the next time: {again:.1f} s")
        if "--no-tests" not in arguments:
            print(f"make test after it: {seconds_to_green(clone, environment):.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
