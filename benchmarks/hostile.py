"""Hostile and damaged files against a running dashboard: no exception, no lost row, and nobody else notices.

    python -m benchmarks.hostile [MUTANTS] [SEED]        5,000 mutants unless told, seed 1

Each file is handed to the server as an upload is, and read in its worker. Meanwhile another visitor asks for the server's
health and for what a page asks first, twenty times a second.
"""

import os
import pickle
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.hostile_files import TODAY, hostile_files, mutants
from coalition.database import migrate, open_engine
from coalition.demo.load import load_demo
from coalition.workers import pool

ROOT = Path(__file__).parent.parent
_NAMES = ("list.csv", "meeting 2026-05-14.csv", "book.xlsx")
_PAUSE = 0.05
_TOLD = 250  # files after which it is said how far it is


class Visitor(threading.Thread):
    """Somebody else, who asks again and again; `seconds`: how long each answer took."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address, self.seconds, self.ended = address, list[float](), threading.Event()

    def run(self) -> None:
        """Ask until it is ended."""
        while not self.ended.wait(_PAUSE):
            begun = time.perf_counter()
            with urllib.request.urlopen(self.address, timeout=60) as answer:
                answer.read()
            self.seconds.append(time.perf_counter() - begun)

    def told(self, begin: int = 0) -> str:
        """p50, p99 and the worst, in milliseconds."""
        times = sorted(self.seconds[begin:])
        if len(times) < 2:
            return "not asked"
        half, p99, worst = (
            1000 * found for found in (times[len(times) // 2], statistics.quantiles(times, n=100)[98], times[-1])
        )
        return f"p50 {half:.1f} ms, p99 {p99:.1f} ms, worst {worst:.0f} ms of {len(times):,}"


class Outcome:
    """What became of the files of one kind."""

    def __init__(self) -> None:
        self.codes: Counter[str] = Counter()
        self.faults: list[str] = []
        self.seconds: list[tuple[float, str]] = []

    def take(self, url: str, what: str, data: bytes, name: str) -> None:
        """Upload one file."""
        begun = time.perf_counter()
        request = urllib.request.Request(f"{url}/examine/{name.replace(' ', '%20')}", data, {"Origin": url}, method="POST")
        with urllib.request.urlopen(request, timeout=300) as answer:
            found = pickle.loads(answer.read())  # of our own server
        self.seconds.append((time.perf_counter() - begun, what))
        if isinstance(found, Exception):
            self.codes[type(found).__name__] += 1
            if not isinstance(found, pool.TookTooLong | pool.TookTooMuch):
                self.faults.append(f"{what}: {found!r}")
            return
        code, wrong = found
        self.codes[code if code == "read" else "refused with a sentence"] += 1
        self.faults += [f"{what}: {one}" for one in wrong]

    def tell(self, kind: str) -> None:
        """Print it."""
        slowest = sorted(self.seconds, reverse=True)[:5]
        print(f"{kind}: {len(self.seconds):,} files, {len(self.faults)} exceptions or lost rows; {dict(self.codes)}")
        print("  slowest: " + "; ".join(f"{seconds:.1f} s {what}" for seconds, what in slowest))
        for fault in self.faults[:10]:
            print(f"  FAULT {fault}")


def main(arguments: list[str]) -> int:
    many = int(arguments[0]) if arguments else 5_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/coalition.db"
        migrate(database)
        load_demo(open_engine(database), TODAY)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "benchmarks/hostile_server.py", "--server.port", str(port)]
        environment = {**os.environ, "COALITION_DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
        with (Path(folder) / "server.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                return _run(f"http://127.0.0.1:{port}", many, seed)
            finally:
                server.terminate()
                server.wait()


def _run(url: str, many: int, seed: int) -> int:
    _await(url)
    health, reader = Visitor(f"{url}/_stcore/health"), Visitor(f"{url}/read")
    for visitor in (health, reader):
        visitor.start()
    time.sleep(10)
    print(f"nothing uploaded: health {health.told()}; reader {reader.told()}")
    failed = 0
    for kind, files in (("hostile", hostile_files().items()), ("mutants", enumerate(islice(mutants(seed), many)))):
        begun, outcome = (len(health.seconds), len(reader.seconds)), Outcome()
        for number, (what, data) in enumerate(files):
            outcome.take(url, f"{kind} {what}", data, _NAMES[number % len(_NAMES)])
            if number % _TOLD == _TOLD - 1:
                print(
                    f"  {number + 1:,} {kind}, {len(outcome.faults)} faults, slowest {max(outcome.seconds)[0]:.1f} s",
                    flush=True,
                )
        outcome.tell(kind)
        print(f"  meanwhile: health {health.told(begun[0])}; reader {reader.told(begun[1])}")
        failed += len(outcome.faults)
    for visitor in (health, reader):
        visitor.ended.set()
    return 1 if failed or max(health.seconds) > 1 else 0


def _await(url: str) -> None:
    last = time.monotonic() + 120
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
