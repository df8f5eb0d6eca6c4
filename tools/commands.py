"""What each task does: run, test, test-all, quick, ... Standard library only; packages are used inside .venv."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path

from tools import environment, shifted
from tools.environment import ROOT

_SECONDS_TO_START = 90


def main(arguments: list[str]) -> int:
    """Do the named task with the further arguments; returns the exit status."""
    name, *rest = arguments or ["run"]
    task = TASKS.get(name)
    if task is None:
        print(f"There is no task '{name}'. There are: {', '.join(TASKS)}.", file=sys.stderr)
        return 2
    try:
        return task(rest)
    except environment.CannotInstall as problem:
        print(problem, file=sys.stderr)
        return 1


def _call(*command: object, **variables: str) -> int:
    return subprocess.call([str(word) for word in command], cwd=ROOT, env=os.environ | variables)


# --- run ------------------------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the dashboard on this computer only, and open the browser as soon as it answers. Ctrl+C stops it."""
    python = environment.ready()
    port = _free_port(int(os.environ.get("COALITION_PORT", "8501")))
    command = [str(python), "-m", "streamlit", "run", "dashboard.py", "--server.address", "127.0.0.1"]
    quiet = ["--server.headless", "true", "--logger.hideWelcomeMessage", "true"]  # one address is told, once it answers
    options = ["--server.port", str(port), *quiet, *(a for a in arguments if a != "--no-browser")]
    server = subprocess.Popen([*command, *options], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        if _answers(address, server):
            print(f"The dashboard is ready: {address} (stop it with Ctrl+C)", flush=True)
            if "--no-browser" not in arguments:
                webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=20)


def _free_port(first: int) -> int:
    for port in range(first, first + 50):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise environment.CannotInstall(f"No port from {first} to {first + 49} is free; set COALITION_PORT to another one.")


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


# --- test, check ----------------------------------------------------------------------------------------------------


_ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")
"""Who has nothing left takes tests from who has most: a few take a thousand times as long as the others."""


def test(arguments: list[str]) -> int:
    """The tests of every change, or those named (as for pytest), in a process per core, at COALITION_TEST_CLOCK's time."""
    return _pytest(arguments, COALITION_NO_TEST_MISSING="1")


def test_all(arguments: list[str]) -> int:
    """All tests: every journey in a browser, every test with a database on both engines, eight times as many random files."""
    return _pytest(arguments, COALITION_ALL_TESTS="1")


def tested(arguments: list[str], **variables: str) -> tuple[int, str]:
    """The same, with what it printed instead of printing it: (exit status, output)."""
    command, more = _command(arguments)
    done = subprocess.run(command, cwd=ROOT, env=os.environ | variables | more, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def _pytest(arguments: list[str], **variables: str) -> int:
    command, more = _command(arguments)
    return _call(*command, **(variables | more))


def _command(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """Pytest on all cores, and what the environment says besides: where Chromium is, and the clock.

    Modules are compiled once and kept, whatever the environment says: each process of the tests, each server and each worker
    that they start would compile all of them anew.
    """
    python = environment.ready(tests=True)
    found = subprocess.run([str(python), "-m", "tools.chromium"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    path = found.stdout.strip().splitlines()[-1:] or [""]
    chromium = {"COALITION_CHROMIUM": path[0]} if path[0] else {}
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    return [str(python), "-m", "pytest", *_ON_ALL_CORES, *arguments], chromium | shifted.variables() | kept


def quick(arguments: list[str]) -> int:
    """Style, and the tests of what the change touches (or of the named files), for less than a minute."""
    return _call(environment.ready(tests=True), "-m", "tools.quick", *arguments)


def fix(_arguments: list[str]) -> int:
    """What a machine can mend: imports, format, the generated pages."""
    python = environment.ready(tests=True)
    ruff = [_call(python, "-m", "ruff", *words) for words in (["check", "--fix", "--quiet", "."], ["format", "--quiet", "."])]
    return max(*ruff, docs([]))


def migration(arguments: list[str]) -> int:
    """The next migration, from how the models differ from what the migrations build."""
    return _call(environment.ready(tests=True), "-m", "tools.migration", *arguments)


def check(_arguments: list[str]) -> int:
    """Style, types, arrows between modules, freshness of generated pages, consistency of the locks: all, then the sum."""
    python = environment.ready(tests=True)
    steps: dict[str, list[str]] = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "arrows": ["importlinter.cli"],
        "docs": ["tools.docs", "--check"],
        "locks": ["tools.locks"],
    }
    failed = []
    for name, words in steps.items():
        print(f"--- {name}", flush=True)
        if words[0] == "importlinter.cli":
            status = _call(python, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")
        else:
            status = _call(python, "-m", *words)
        if status:
            failed.append(name)
    print(f"make check: {'failed: ' + ', '.join(failed) if failed else 'all is well'}", flush=True)
    return 1 if failed else 0


# --- lock, docs, bench ----------------------------------------------------------------------------------------------


def lock(arguments: list[str]) -> int:
    """Write both lock files anew from pyproject.toml, for Python 3.11 to 3.13 on Linux, macOS and Windows."""
    python = environment.ready(tests=True)
    common = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    common += ["--generate-hashes", "--no-header", "--quiet", "--no-emit-index-url", *arguments]
    return _call(*common, "-o", "requirements.txt") or _call(
        *common, "--extra", "test", "-c", "requirements.txt", "-o", "tests/requirements.txt"
    )


def docs(arguments: list[str]) -> int:
    """Write the generated pages under docs/ anew."""
    return _call(environment.ready(), "-m", "tools.docs", *arguments)


_NO_BENCHMARKS = {"floor", "fuzz_target", "order"}
"""Parts of others, and what takes an hour."""


def bench(arguments: list[str]) -> int:
    """Run every benchmark (or the named ones); each prints its figures. setup.py, which takes minutes, comes last."""
    python = environment.ready(tests=True)
    every = (file for file in (ROOT / "benchmarks").glob("*.py") if file.stem not in _NO_BENCHMARKS)
    files = [Path(a) for a in arguments] or sorted(every, key=lambda p: (p.stem == "setup", p.stem))
    return max((_call(python, "-m", f"benchmarks.{file.stem}") for file in files), default=0)


TASKS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "test-all": test_all,
    "quick": quick,
    "fix": fix,
    "check": check,
    "migration": migration,
    "lock": lock,
    "docs": docs,
    "bench": bench,
}
