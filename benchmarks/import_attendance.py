"""A long attendance file: bytes to plan to committed, and the same file again, against the floor of `floor.py`; and a file of
1,000 rows into databases that hold ever more.

    python -m benchmarks.import_attendance [ROWS ...] [growth]

The file has 1 % rows with an impossible date, Thai and English names, organizations in several spellings of case and blanks.
"""

import csv
import io
import json
import random
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks.floor import cpu, empty_database, floor_attendance, in_child, median, peak_mb
from benchmarks.helpers.large_database import ORGANIZATIONS, PEOPLE, filled_database

TODAY = date(2026, 11, 25)
RUNS = 3
_FIRST = [
    "Ann", "Ben", "Cam", "Dao", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon", "Kai", "Lek", "Mai", "Nok", "Oy", "Pim", "Som", "Tan",
    "Uma", "Win", "สมชาย", "มาลี", "นภา", "วิชัย", "กานดา", "อรุณ",
]  # fmt: skip
_LAST = [
    "Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Glen", "Hill", "Isle", "Lake", "Moor", "Oak", "Reed", "Stone", "ใจดี",
    "แสงทอง", "ศรีสุข", "บุญมา", "ทองคำ", "วงศ์ดี",
]  # fmt: skip
_WORDS = [
    "River", "Hope", "Light", "Forest", "Valley", "Bridge", "Garden", "Morning", "Lotus", "Harbor", "Teak", "Rice", "Cloud",
    "Bamboo", "Silver", "Kite",
]  # fmt: skip
_KINDS = ["Foundation", "House", "Center", "Network", "Police Station", "Hospital", "Project", "มูลนิธิ"]


def attendance_csv(rows: int) -> bytes:
    """A long record: date, meeting, name, organization, status; a hundred rows per meeting; always the same."""
    chance = random.Random(rows)
    organizations, names = _invented(chance)
    organizations = organizations[: max(20, min(ORGANIZATIONS, rows // 40))]
    people = [(name, chance.choice(organizations)) for name in names[: max(120, min(PEOPLE, rows // 10))]]
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Meeting date", "Meeting", "Name", "Organization", "Status"])
    for start in range(0, rows, 100):
        day = (date(2019, 1, 2) + timedelta(days=2 * start // 100)).isoformat()
        for name, organization in chance.sample(people, min(100, rows - start)):
            spelled = chance.choice((organization, organization, organization, organization.upper(), f" {organization} "))
            bad = chance.random() < 0.01
            state = "present" if chance.random() < 0.8 else "absent"
            out.writerow(["2026-02-30" if bad else day, "Plenary", name, spelled, state])
    return text.getvalue().encode("utf-8-sig")


def _invented(chance: random.Random) -> tuple[list[str], list[str]]:
    """(names of organizations, names of people), shuffled."""
    organizations = [f"{a} {b} {k}" for a in _WORDS for b in _WORDS if a != b for k in _KINDS]
    chance.shuffle(organizations)
    endings = ("", "son", "ley", "wat", "chai", "porn", "ton", "by", "ford", "s")
    thai = ("", "กุล", "วงศ์", "ชัย", "พร", "ศรี", "เจริญ", "รัตน์", "มณี", "สุข")
    names = [f"{a} {b}{c}" for a in _FIRST for b in _LAST for c in (endings if b.isascii() else thai)]
    chance.shuffle(names)
    return organizations, names


def run(stage: str, file: Path, database: Path) -> dict[str, float]:
    """One child: everything up to a stage, CPU seconds of each part, and the peak memory."""
    data = file.read_bytes()
    if stage == "floor":
        return {"floor": cpu(lambda: floor_attendance(data, database))[1], "peak": peak_mb()}
    from coalition.database import data_version, open_engine, reading
    from coalition.imports.attendance.plan import plan_attendance
    from coalition.imports.commit import commit
    from coalition.imports.matching.likeness import Known, Likeness
    from coalition.imports.plan import Answers
    from coalition.imports.read.attendance_file import read_attendance

    engine = open_engine(f"sqlite:///{database.as_posix()}")
    warm = Likeness()
    warm.add(Known("1", "Hope House"))
    warm.best(["Hope Houses"])  # what is loaded once per process, when first needed: tables of names, and of the database
    with reading(engine) as session:
        data_version(session)
    start = peak_mb()
    read, seconds = cpu(lambda: read_attendance(data, file.name, today=TODAY))
    found = {"start": start, "read": seconds, "peak": peak_mb()}
    if stage == "read":
        return found
    digest = sha256(data).hexdigest()
    with reading(engine) as session:  # names that are only alike are asked about: each is its own here
        asked = plan_attendance(session, read, digest, today=TODAY, answers=Answers()).questions
        answers = Answers({one.key: "separate" for one in asked if one.code == "similar_organization"})
        plan, found["plan"] = cpu(lambda: plan_attendance(session, read, digest, today=TODAY, answers=answers))
    _, found["show"] = cpu(lambda: (plan.counts(), plan.totals(), plan.rows(0, 50)))
    if stage == "commit":
        _, found["commit"] = cpu(lambda: commit(engine, plan, now=datetime.now(UTC)))
    elif stage == "again" and plan.changes_anything():
        raise SystemExit(f"the same file again would change {plan.totals()}")
    return {**found, "peak": peak_mb()}


def measure(rows: int, folder: Path) -> list[str]:
    """One line of the table per part, for one length of file."""
    file = folder / f"attendance_{rows}.csv"
    file.write_bytes(attendance_csv(rows))
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(RUNS):
        for stage in ("floor", "read", "plan", "commit", "again"):
            database = (
                folder / "ours.db" if stage == "again" else empty_database(folder, "floor" if stage == "floor" else "ours")
            )
            found.setdefault(stage, []).append(in_child("benchmarks.import_attendance", stage, str(file), str(database)))
    best = {stage: median(runs) for stage, runs in found.items()}
    floor, first, again = best["floor"]["floor"], best["commit"], best["again"]
    planned = first["read"] + first["plan"] + first["show"]
    whole, second = planned + first["commit"], again["read"] + again["plan"] + again["show"]
    lines = [
        ("floor", floor, best["floor"]["peak"]),
        ("read", first["read"], best["read"]["peak"]),
        ("plan", first["plan"] + first["show"], best["plan"]["peak"]),
        ("bytes to shown plan", planned, best["plan"]["peak"]),
        ("commit", first["commit"], first["peak"]),
        ("all", whole, first["peak"]),
        ("the same file again", second, again["peak"]),
    ]
    table = [f"| {rows:,} | {what} | {s:.3f} | {s / floor:.2f} | {peak:.0f} |" for what, s, peak in lines]
    return [*table, f"| {rows:,} | again / first | | {second / whole:.2f} | {best['read']['start']:.0f} at start |"]


def growth(folder: Path, stored: tuple[int, ...] = (0, 1_000, 10_000, 100_000, 1_000_000)) -> list[str]:
    """One line per size of the database: 1,000 rows, bytes to committed. What is new to it is what costs, not what it holds."""
    file = folder / "attendance_1000.csv"
    file.write_bytes(attendance_csv(1_000))
    organizations, people = _invented(random.Random(0))
    lines, empty = [], 0.0
    for count in stored:
        full, runs = filled_database(folder, count, organizations, people), []
        for _ in range(RUNS):
            database = empty_database(folder, "ours")  # none of the last run's side files are left
            shutil.copyfile(full, database)
            runs.append(in_child("benchmarks.import_attendance", "commit", str(file), str(database)))
        parts = median(runs)
        planned, whole = parts["plan"] + parts["show"], sum(parts[k] for k in ("read", "plan", "show", "commit"))
        empty = empty or whole
        told = " | ".join(f"{seconds:.3f}" for seconds in (parts["read"], planned, parts["commit"], whole))
        lines.append(f"| {count:,} | {told} | {whole / empty:.2f} | {parts['peak']:.0f} |")
    return lines


def main(arguments: list[str]) -> None:
    if len(arguments) == 3 and not arguments[0].isdigit():
        stage, file, database = arguments
        print(json.dumps(run(stage, Path(file), Path(database))))
        return
    lengths = [int(n) for n in arguments if n.isdigit()]
    with tempfile.TemporaryDirectory() as folder:
        if lengths or not arguments:
            print("| rows | part | CPU s | ratio to floor | peak MB |\n|---:|---|---:|---:|---:|")
            for rows in lengths or [1_000, 10_000, 100_000]:
                print("\n".join(measure(rows, Path(folder))), flush=True)
        if "growth" in arguments or not arguments:
            columns = ("stored", "read", "plan", "commit", "all, CPU s", "ratio to empty", "peak MB")
            print(f"\n| {' | '.join(columns)} |\n|{'---:|' * len(columns)}")
            print("\n".join(growth(Path(folder))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
