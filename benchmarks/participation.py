"""The participation page's question at 10,000 to 1,000,000 stored attendances, against the bare SQL a page would need.

    python -m benchmarks.participation [ATTENDANCES ...]

Measured: the whole picture (rates over the last six expected meetings, states with the lapsed members, last presence, quorum,
sectors, retention), against the two bare statements that count all attendances through the same indexes: the rate of each
organization, and the last presence of each. The product reads the last meetings only: its ratio falls as the record grows.
"""

import json
import random
import sqlite3
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.floor import cpu, empty_database, median

TODAY = date(2026, 11, 25)
RUNS = 3
SIZES = {10_000: (50, 100), 100_000: (250, 200), 1_000_000: (1_000, 500)}
"""{attendances: (organizations, meetings)}; two people of each organization are listed at each meeting."""

_RATES = """
SELECT organization_id, COUNT(DISTINCT CASE WHEN state = 'present' THEN meeting_id END), COUNT(DISTINCT meeting_id)
FROM attendance GROUP BY organization_id
"""
_LAPSED = """
SELECT organization_id, MAX(m.held_on) FROM attendance a JOIN meeting m ON m.id = a.meeting_id
WHERE a.state = 'present' GROUP BY organization_id
"""


def fill(path: Path, attendances: int) -> None:
    """Organizations that come four times in five (one in ten has lapsed), each with its people."""
    organizations, meetings = SIZES[attendances]
    rng = random.Random(7)
    each = attendances // (organizations * meetings)
    days = [TODAY - timedelta(days=3 * n) for n in range(meetings, 0, -1)]
    ids = range(1, organizations + 1)
    with sqlite3.connect(path) as db:
        db.executemany(
            "INSERT INTO organization (id, name, name_key) VALUES (?, ?, ?)", [(n, f"Org {n}", f"org {n}") for n in ids]
        )
        db.executemany(
            "INSERT INTO membership (organization_id, from_on, is_voting) VALUES (?, ?, 0)",
            [(n, days[0].isoformat()) for n in ids],
        )
        db.executemany(
            "INSERT INTO meeting (id, held_on) VALUES (?, ?)", [(n, day.isoformat()) for n, day in enumerate(days, 1)]
        )
        people = [(n, f"Person {n}", f"person {n}", (n - 1) // each + 1) for n in range(1, organizations * each + 1)]
        db.executemany("INSERT INTO person (id, name, name_key, organization_id) VALUES (?, ?, ?, ?)", people)
        rows = []
        for meeting in range(1, meetings + 1):
            for person, _, _, organization in people:
                gone = organization % 10 == 0 and meeting > meetings - 5
                state = "absent" if gone or rng.random() < 0.2 else "present"
                rows.append((meeting, person, organization, state))
        db.executemany("INSERT INTO attendance (meeting_id, person_id, organization_id, state) VALUES (?, ?, ?, ?)", rows)
        db.execute("ANALYZE")


def measure(path: Path) -> dict[str, float]:
    """CPU seconds of one run of each."""
    from coalition.answers.participation import participation_picture
    from coalition.database import open_engine, reading
    from coalition.settings import Settings

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with reading(engine) as session:
        session.connection()
        picture, whole = cpu(lambda: participation_picture(session, settings=Settings(), on=TODAY))
    assert int((picture.members["state"] == "lapsed").sum()) >= len(picture.members) // 10
    with sqlite3.connect(path) as db:
        _, rates = cpu(lambda: db.execute(_RATES).fetchall())
        _, lapsed = cpu(lambda: db.execute(_LAPSED).fetchall())
    return {"picture": whole, "floor_rates": rates, "floor_lapsed": lapsed}


def main(sizes: list[int]) -> None:
    """Print one JSON object per size."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = empty_database(Path(folder), f"participation-{size}")
            fill(path, size)
            measure(path)  # the first run imports and opens
            found = median([measure(path) for _ in range(RUNS)])
            ratio = found["picture"] / (found["floor_rates"] + found["floor_lapsed"])
            rounded = {f"{key}_ms": round(value * 1000, 1) for key, value in found.items()}
            print(json.dumps({"attendances": size, **rounded, "ratio_to_floor": round(ratio, 2)}), flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
