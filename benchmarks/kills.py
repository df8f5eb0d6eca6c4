"""What `kill -9` leaves behind: a process killed at random while it commits, undoes, restores, loads the demo or migrates.

    python -m benchmarks.kills [kills of each kind] [seed]

Each work runs once to its end and is timed; then it runs again and again in a process of its own that is killed somewhere
between its first and its last moment. Afterwards the file must be whole, everything in it sound (`check`), and its content
equal to that before or that after, never between. A migration is started again after the kill and must end. Content is
compared row by row, but for instants and random codes, which differ from run to run.
"""

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
REVISIONS = ("0001", "0002", "0003", "0004")
KINDS = ("commit", "undo", "restore", "restore over damage", "demo", *(f"migrate from {name}" for name in REVISIONS))
_TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_DIFFERS = {"at", "code", "recorded_at", "committed_at", "undone_at", "noted_at", "confirmed_at", "published_at"}


# --- what is done in the process that is killed ----------------------------------------------------------------------------


def work(kind: str, folder: Path) -> None:
    """Prepare, say so, and do it; the parent kills somewhere in between."""
    from coalition.access.backup import restore
    from coalition.database import migrate, open_engine, reading
    from coalition.demo import load_demo
    from coalition.imports.commit import commit
    from coalition.imports.dispatch import plan_and_reading
    from coalition.imports.undo import undo

    url = f"sqlite:///{folder / 'data.db'}"
    if kind.startswith("migrate"):
        _ready()
        migrate(url)
    elif kind.startswith("restore"):
        _ready()
        restore(url, folder / "friday.backup", now=NOW)
    elif kind == "demo":
        engine = open_engine(url)
        _ready()
        load_demo(engine, TODAY)
    else:
        engine = open_engine(url)
        if kind == "commit":
            with reading(engine) as session:
                plan, _ = plan_and_reading(session, (folder / "list.csv").read_bytes(), "list.csv", today=TODAY)
            _ready()
            commit(engine, plan, now=NOW)
        else:
            _ready()
            undo(engine, 1, now=NOW)
    print("done", flush=True)


def _ready() -> None:
    print("ready", flush=True)


# --- what is compared ------------------------------------------------------------------------------------------------------


def content(database: Path) -> str:
    """A digest of every row of every table; the word `damaged` for a file that is no database."""
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            for (table,) in connection.execute(_TABLES + " ORDER BY name").fetchall():
                columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] not in _DIFFERS]
                listed = ", ".join(f'"{name}"' for name in columns)
                chosen = " WHERE key <> 'data_version'" if table == "setting" else ""
                rows = sorted(map(repr, connection.execute(f'SELECT {listed} FROM "{table}"{chosen}')))
                digest.update(f"{table} {columns} {len(rows)}".encode())
                digest.update("\n".join(rows).encode())
    except sqlite3.DatabaseError:
        return "damaged"
    return digest.hexdigest()


def problems(database: Path) -> list[str]:
    """What `check` says of a database of the newest schema; of an older one, what the file itself says."""
    from coalition.access.checks import check
    from coalition.database import open_engine

    with closing(sqlite3.connect(database)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        found += [f"loose: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        newest = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found != ["ok"] or newest is None or newest[0] in REVISIONS:
        return [one for one in found if one != "ok"]
    engine = open_engine(f"sqlite:///{database}")
    told = check(engine).problems
    engine.dispose()
    open_engine.cache_clear()
    return told


# --- the files to begin with -------------------------------------------------------------------------------------------------


def prepare(kind: str, folder: Path, demo: Path) -> None:
    """What stands in the folder before the work begins; the same bytes for every kill of a kind."""
    from benchmarks.import_attendance import attendance_csv
    from coalition.access.backup import backup
    from coalition.database import migrate, open_engine, reading
    from coalition.imports.commit import commit
    from coalition.imports.dispatch import plan_and_reading

    database = folder / "data.db"
    if kind.startswith("migrate"):
        older_with_data(kind.rpartition(" ")[2], database, demo)
        return
    migrate(f"sqlite:///{database}")
    engine = open_engine(f"sqlite:///{database}")
    (folder / "list.csv").write_bytes(attendance_csv(4_000))
    if kind != "demo":
        with reading(engine) as session:
            rows = attendance_csv(4_000 if kind == "undo" else 500)
            plan, _ = plan_and_reading(session, rows, "first.csv", today=TODAY)
        commit(engine, plan, now=NOW)
    if kind.startswith("restore"):
        source = open_engine(f"sqlite:///{demo}")
        backup(source, folder / "friday.backup")
        source.dispose()
    engine.dispose()
    open_engine.cache_clear()
    if kind == "restore over damage":
        data = database.read_bytes()
        database.write_bytes(data[:100] + bytes(len(data) - 100))


def older_with_data(revision: str, database: Path, demo: Path) -> None:
    """A database of an earlier schema that holds what it can of the demo: the columns that both have."""
    from coalition.database import migrate

    migrate(f"sqlite:///{database}", revision)
    with closing(sqlite3.connect(database, isolation_level=None)) as old:
        old.execute("ATTACH ? AS demo", (str(demo),))
        old.execute("BEGIN")
        for (table,) in old.execute(_TABLES + " AND name <> 'alembic_version'").fetchall():
            old.execute(f'DELETE FROM main."{table}"')
            there = {row[1] for row in old.execute(f'PRAGMA demo.table_info("{table}")')}
            told = old.execute(f'PRAGMA main.table_info("{table}")').fetchall()
            both = [row[1] for row in told if row[1] in there]
            if both:
                listed = ", ".join(f'"{name}"' for name in both)
                old.execute(f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM demo."{table}"')
        old.execute("COMMIT")


# --- kill after kill -------------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """What came of the kills of one kind. `faults`: sentences; empty: whole or nothing, each time."""

    seconds: float
    ended: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def kill_often(kind: str, kills: int, chance: random.Random, folder: Path, demo: Path) -> Told:
    """Kill the work `kills` times, each time on a fresh copy of what was there before."""
    start = folder / "start"
    start.mkdir()
    prepare(kind, start, demo)
    before = content(start / "data.db")
    finished = shutil.copytree(start, folder / "finished")
    told = Told(_run(kind, finished, None))
    after = content(finished / "data.db")
    if after == before or problems(finished / "data.db"):
        told.faults.append(f"the work itself: {problems(finished / 'data.db')}")
    for number in range(kills):
        place = shutil.copytree(start, folder / f"kill{number}")
        _run(kind, place, (number + chance.random()) / kills * 1.5 * told.seconds)  # in each part of it
        _judge(kind, place, before, after, told)
        shutil.rmtree(place)
    return told


def _run(kind: str, folder: Path, kill_after: float | None) -> float:
    """Run the work in a process of its own; the seconds from its beginning to its end. None: it is not killed."""
    command = [sys.executable, "-m", "benchmarks.kills", "work", kind, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        began = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            child.send_signal(signal.SIGKILL)
        child.stdout.readline()  # it is done; what it takes to go away is not counted
        seconds = time.perf_counter() - began
        child.wait()
        return seconds


def _judge(kind: str, folder: Path, before: str, after: str, told: Told) -> None:
    database = folder / "data.db"
    found = content(database)
    told.ended["before" if found == before else "after" if found == after else "between"] += 1
    if found not in (before, after):
        told.faults.append(f"{kind}: neither as before nor as after")
    elif found != "damaged":
        told.faults += [f"{kind}: {problem}" for problem in problems(database)]
    if kind.startswith("restore") and found == after:
        kept = list(folder.glob("data-before-restore-*.db"))
        if [content(one) for one in kept] != [before]:
            told.faults.append(f"{kind}: what was there before is not kept")
    if kind.startswith(("migrate", "restore")):  # and again, to its end
        for one in folder.glob("data-before-restore-*"):
            one.unlink()  # of the same invented second
        _run(kind, folder, None)
        if content(database) != after or problems(database):
            told.faults.append(f"{kind}: started again, it does not end as it should")
        if left := [one.name for one in folder.iterdir() if one.name.endswith((".restoring", ".keeping", ".part"))]:
            told.faults.append(f"{kind}: left behind {left}")


def main(arguments: list[str]) -> None:
    """Print a line for each kind of work; exit status 1 if anything was neither whole nor nothing."""
    kills, seed = (int(given) for given in (*arguments, "9", "1")[:2]) if len(arguments) < 2 else map(int, arguments[:2])
    from coalition.database import open_engine
    from coalition.demo import load_demo

    chance, faults = random.Random(seed), []
    print("| work | seconds, not killed | kills | as before | as after | between |\n|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        demo = Path(name) / "demo.db"
        engine = open_engine(f"sqlite:///{demo}")
        load_demo(engine, TODAY)
        engine.dispose()
        open_engine.cache_clear()
        for kind in KINDS:
            folder = Path(name) / kind
            folder.mkdir()
            told = kill_often(kind, kills, chance, folder, demo)
            counts = " | ".join(str(told.ended[end]) for end in ("before", "after", "between"))
            print(f"| {kind} | {told.seconds:.2f} | {kills} | {counts} |", flush=True)
            faults += told.faults
            shutil.rmtree(folder)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(sys.argv[2], Path(sys.argv[3]))
    else:
        main(sys.argv[1:])
