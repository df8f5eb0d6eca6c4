"""What the importers are measured against: `csv` and `executemany` into the same tables, without any check; and how.

Times are CPU seconds (`time.process_time`), so that a busy machine spoils them little; memory is the peak of a child process
that does one thing. Ratios to the floor of the same run are what carries over to another machine.
"""

import csv
import gc
import io
import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parent.parent


def cpu(work: Callable[[], T]) -> tuple[T, float]:
    """(result, CPU seconds) of one piece of work."""
    gc.collect()
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def peak_mb() -> float:
    """Peak memory of this process so far, MB; on Linux without what the process that started it had."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def in_child(module: str, *arguments: str) -> dict[str, Any]:
    """What `python -m module arguments` prints as its last line, a JSON object."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def median(found: list[dict[str, float]]) -> dict[str, float]:
    """The median of each key over several runs."""
    return {key: statistics.median(run[key] for run in found) for key in found[0]}


def empty_database(folder: Path, name: str) -> Path:
    """A migrated empty SQLite file."""
    from coalition.database import migrate

    template = folder / "empty.db"
    if not template.exists():
        migrate(f"sqlite:///{template.as_posix()}")
    for suffix in ("", "-wal", "-shm"):
        (folder / f"{name}.db{suffix}").unlink(missing_ok=True)
    return Path(shutil.copyfile(template, folder / f"{name}.db"))


def floor_attendance(data: bytes, database: Path) -> int:
    """Rows of (date, meeting, name, organization, status) into meeting, organization, person and attendance. No checks."""
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    next(rows)
    meetings: dict[tuple[str, str], int] = {}
    organizations: dict[str, int] = {}
    people: dict[tuple[str, int], int] = {}
    attendances = []
    for line, (day, title, name, organization, state) in enumerate(rows, start=2):
        meeting = meetings.setdefault((day, title), len(meetings) + 1)
        member = organizations.setdefault(organization, len(organizations) + 1)
        person = people.setdefault((name, member), len(people) + 1)
        attendances.append((meeting, person, member, state, name, organization, line))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO meeting (id, held_on, title) VALUES (?, ?, ?)", [(n, *m) for m, n in meetings.items()])
    connection.executemany(
        "INSERT INTO organization (id, name, name_key) VALUES (?, ?, ?)", [(n, o, o) for o, n in organizations.items()]
    )
    connection.executemany(
        "INSERT INTO person (id, name, name_key, organization_id) VALUES (?, ?, ?, ?)",
        [(n, name, name, member) for (name, member), n in people.items()],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO attendance (meeting_id, person_id, organization_id, state, name_as_written,"
        " organization_as_written, line) VALUES (?, ?, ?, ?, ?, ?, ?)",
        attendances,
    )
    connection.execute("COMMIT")
    connection.close()
    return len(attendances)
