"""The same file of 10,000 rows here and in Django with django-import-export, tuned: preview, confirm, the same file again.

    python -m benchmarks.compare_import_export [ROWS]

Makes a virtual environment of its own in a temporary folder, for which it needs the package index once per run.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.floor import empty_database, in_child, median
from benchmarks.import_attendance import attendance_csv

PINNED = ("django==5.2.19", "django-import-export==4.4.3")
RUNS = 3
HELPERS = Path(__file__).parent / "helpers"
LOADERS = {"library": "its own loader", "written": "a loader written for it"}


def python_with_both(folder: Path) -> Path:
    """The Python of a new virtual environment with the two packages."""
    venv.create(folder, with_pip=True)
    python = next(path for path in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if path.exists())
    subprocess.run([str(python), "-m", "pip", "install", "-q", *PINNED], check=True)
    return python


def theirs(python: Path, file: Path, folder: Path, loader: str) -> dict[str, float]:
    """CPU seconds of preview, confirm and the preview of the same file again; rows stored; peak memory, MB."""
    database = folder / "theirs.db"
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    command = [str(python), "-m", "import_export_project", str(file), str(database), loader]
    done = subprocess.run(command, cwd=HELPERS, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def ours(file: Path, folder: Path) -> dict[str, float]:
    """The same: read, compared and shown, then committed as shown."""
    database = empty_database(folder, "ours")
    first = in_child("benchmarks.import_attendance", "commit", str(file), str(database))
    again = in_child("benchmarks.import_attendance", "again", str(file), str(database))
    shown = ("read", "plan", "show")
    return {
        "preview": sum(first[part] for part in shown),
        "confirm": first["commit"],
        "preview again": sum(again[part] for part in shown),
        "peak": first["peak"],
    }


def main(arguments: list[str]) -> None:
    rows = int(arguments[0]) if arguments else 10_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        file = folder / "attendance.csv"
        file.write_bytes(attendance_csv(rows))
        python = python_with_both(folder / "venv")
        runs: dict[str, list[dict[str, float]]] = {"ours": [], **{loader: [] for loader in LOADERS}}
        for _ in range(RUNS):
            runs["ours"].append(ours(file, folder))
            for loader in LOADERS:
                runs[loader].append(theirs(python, file, folder, loader))
    here = median(runs["ours"])
    print(f"{rows:,} rows, CPU seconds, median of {RUNS}; {', '.join(PINNED)}")
    print("| | preview | confirm | both | times as long | same file again | peak MB |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, label in {"ours": "this dashboard", **LOADERS}.items():
        found = median(runs[name])
        both, base = found["preview"] + found["confirm"], here["preview"] + here["confirm"]
        told = " | ".join(f"{seconds:.3f}" for seconds in (found["preview"], found["confirm"], both))
        print(f"| {label} | {told} | {both / base:.1f} | {found['preview again']:.3f} | {found['peak']:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
