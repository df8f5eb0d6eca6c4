"""A list of services: bytes to plan to committed, and the same file again, against the floor (`csv` + `executemany`).

    python -m benchmarks.import_services [FILE or ROWS]

FILE: any list of services, e.g. HDX HAPI operational presence. Without it a list of 20,000 rows is made up: districts of
Thailand, the shipped service types, 300 organizations, 1 % rows with a negative number of places.
"""

import csv
import io
import json
import random
import sqlite3
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, in_child, median, peak_mb

TODAY = date(2026, 11, 25)
ROWS, RUNS = 20_000, 3
_MODULE = "benchmarks.import_services"
_HEAD = ("organization", "service_type", "area", "capacity", "reported_on", "status")


def services_csv(rows: int) -> bytes:
    """A list of our own template; always the same for the same number of rows."""
    from coalition.defaults import known_areas, known_service_types

    chance = random.Random(rows)
    areas = [area.pcode for area in known_areas() if area.level == 2]
    kinds = [kind.code for kind in known_service_types()]
    names = [
        f"{word} {kind} {n}"
        for n in range(30)
        for word in ("River", "Hill")
        for kind in ("House", "Clinic", "Net", "Aid", "Law")
    ]
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(_HEAD)
    for _ in range(rows):
        places = -1 if chance.random() < 0.01 else chance.choice(("", 4, 8, 12))
        day = TODAY - timedelta(days=chance.randrange(300))
        out.writerow([chance.choice(names), chance.choice(kinds), chance.choice(areas), places, day.isoformat(), "active"])
    return text.getvalue().encode("utf-8-sig")


def _product(file: str, database: str) -> dict[str, float]:
    from coalition.database import open_engine, reading
    from coalition.imports.commit import commit
    from coalition.imports.plan import Answers
    from coalition.imports.services.plan import plan_services

    engine = open_engine(f"sqlite:///{Path(database).as_posix()}")
    data = Path(file).read_bytes()

    def planned() -> Any:
        with reading(engine) as session:
            plan = plan_services(session, data, Path(file).name, answers=Answers({"full_list": "no"}), today=TODAY)
        plan.rows(0, 50)
        return plan

    plan, to_plan = cpu(planned)
    _, to_commit = cpu(lambda: commit(engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC)))
    again, same = cpu(planned)
    assert not again.changes_anything(), "the same file twice must change nothing"
    return {"rows": len(plan.entries), "plan": to_plan, "commit": to_commit, "again": same, "peak_mb": peak_mb()}


def _floor(file: str, database: str) -> dict[str, float]:
    """Every row into organization, area, service_type and service as it is; the first column is the organization."""

    def work() -> int:
        connection = sqlite3.connect(database, isolation_level=None)
        rows = list(csv.reader(io.StringIO(Path(file).read_text(encoding="utf-8-sig"))))[1:]
        ids: list[dict[str, int]] = [{}, {}, {}]
        found = [tuple(known.setdefault(row[i], len(known) + 1) for i, known in enumerate(ids)) for row in rows]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO organization (id, name, name_key) VALUES (?, ?, ?)", [(n, v, v) for v, n in ids[0].items()]
        )
        connection.executemany(
            "INSERT INTO service_type (id, code, name, is_active) VALUES (?, ?, ?, 1)", [(n, v, v) for v, n in ids[1].items()]
        )
        connection.executemany(
            "INSERT INTO area (id, pcode, level, country, name, aliases) VALUES (?, ?, 2, 'TH', ?, '')",
            [(n, v, v) for v, n in ids[2].items()],
        )
        connection.executemany(
            "INSERT INTO service (organization_id, service_type_id, area_id, is_offered, assured_on, recorded_at, line)"
            " VALUES (?, ?, ?, 1, ?, ?, ?)",
            [(*cell, "2026-11-25", "2026-11-25 00:00:00.000000", line) for line, cell in enumerate(found, start=2)],
        )
        connection.execute("COMMIT")
        return len(rows)

    rows, seconds = cpu(work)
    return {"rows": rows, "all": seconds, "peak_mb": peak_mb()}


def main(file: Path, *, with_floor: bool) -> None:
    """Measure one file, each run in a process of its own, and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        databases = [str(empty_database(Path(folder), f"run{n}")) for n in range(2 * RUNS)]
        ours: Any = median([in_child(_MODULE, "product", str(file), databases[n]) for n in range(RUNS)])
        print(f"{file.name}: {ours['rows']:,.0f} rows; CPU s: plan {ours['plan']:.2f}, commit {ours['commit']:.2f}, ", end="")
        print(f"the same again {ours['again']:.2f}; peak {ours['peak_mb']:.0f} MB")
        if with_floor:
            floor: Any = median([in_child(_MODULE, "floor", str(file), databases[RUNS + n]) for n in range(RUNS)])
            ratio = (ours["plan"] + ours["commit"]) / floor["all"]
            print(f"floor: CPU s {floor['all']:.2f}, peak {floor['peak_mb']:.0f} MB; ours takes {ratio:.1f} times as long")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] in (["product"], ["floor"]):
        print(json.dumps((_product if arguments[0] == "product" else _floor)(*arguments[1:])))
    elif arguments and not arguments[0].isdigit():
        main(Path(arguments[0]), with_floor=False)
    else:
        with tempfile.TemporaryDirectory() as made:
            path = Path(made) / "services.csv"
            path.write_bytes(services_csv(int(arguments[0]) if arguments else ROWS))
            main(path, with_floor=True)
