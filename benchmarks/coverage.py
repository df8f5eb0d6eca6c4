"""The coverage matrix (77 provinces x 28 kinds of help), from the database to the frame and to the figure.

Held against one bare SQL statement each for presence and need, over the same file in the same run. Times are CPU
milliseconds, medians of five.
"""

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, median

TODAY = date(2026, 11, 25)
FLOOR_SERVICES = """
SELECT CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS cell, s.service_type_id, COUNT(DISTINCT s.organization_id)
FROM service s JOIN area a ON a.id = s.area_id
WHERE s.assured_on = (SELECT MAX(n.assured_on) FROM service n WHERE n.organization_id = s.organization_id
  AND n.service_type_id = s.service_type_id AND n.area_id = s.area_id AND n.assured_on <= :day)
GROUP BY 1, 2"""
FLOOR_NEEDS = """
SELECT CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS cell, n.service_type_id, COUNT(DISTINCT n.case_id)
FROM case_need n JOIN area a ON a.id = n.area_id WHERE n.opened_on <= :day AND (n.closed_on IS NULL OR n.closed_on > :day)
GROUP BY 1, 2"""


def filled(folder: Path, services: int, needs: int) -> Path:
    """A database with the shipped lists and so many rows."""
    from sqlalchemy import insert, select
    from sqlmodel import col

    from coalition import models as m
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults

    path = empty_database(folder, f"coverage-{services}-{needs}")
    dice = random.Random(1)

    def day(most: int) -> date:
        return TODAY - timedelta(days=dice.randrange(most))

    with writing(open_engine(f"sqlite:///{path.as_posix()}")) as session:
        load_defaults(session)
        areas = list(session.execute(select(col(m.Area.id))).scalars())
        kinds = list(session.execute(select(col(m.ServiceType.id))).scalars())
        session.execute(insert(m.Organization), [{"id": n, "name": f"O{n}", "name_key": f"o{n}"} for n in range(1, 401)])
        now = datetime(2026, 11, 25, tzinfo=UTC)

        def place() -> dict[str, Any]:
            return {"area_id": dice.choice(areas), "service_type_id": dice.choice(kinds)}

        session.execute(
            insert(m.Service),
            [
                {
                    **place(),
                    "organization_id": dice.randrange(1, 401),
                    "assured_on": day(400),
                    "recorded_at": now,
                    "capacity": 9,
                }
                for _ in range(services)
            ],
        )
        checks = {
            (a, k): {"area_id": a, "service_type_id": k, "confirmed_on": day(300)} for a in areas[:400] for k in kinds[:9]
        }
        session.execute(insert(m.CoverageCheck), list(checks.values()))
        _share_cases(session, needs, place, day, dice)
    return path


def _share_cases(
    session: Any, needs: int, place: Callable[[], dict[str, Any]], day: Callable[[int], date], dice: random.Random
) -> None:
    from sqlalchemy import insert

    from coalition import models as m

    cases = max(1, needs // 3)
    session.execute(insert(m.SharedCase), [{"id": n, "code": f"c{n}", "opened_on": day(900)} for n in range(1, cases + 1)])
    rows = [{**place(), "id": n, "case_id": dice.randrange(1, cases + 1), "opened_on": day(900)} for n in range(1, needs + 1)]
    for row in rows:
        row["closed_on"] = row["opened_on"] + timedelta(days=dice.randrange(400)) if dice.random() < 0.6 else None
    once = {(r["case_id"], r["area_id"], r["service_type_id"], r["opened_on"]): r for r in rows}
    session.execute(insert(m.CaseNeed), list(once.values()))
    sent = [
        {"need_id": r["id"], "referred_organization_id": 1, "sent_on": r["opened_on"], "accepted_on": r["opened_on"]}
        for r in once.values()
        if dice.random() < 0.3
    ]
    session.execute(insert(m.Referral), sent)


def measured(path: Path) -> dict[str, float]:
    """CPU milliseconds of the floor, the answer and the figures."""
    from coalition.answers.coverage import coverage_picture
    from coalition.charts.coverage import matrix_figure
    from coalition.database import open_engine, reading
    from coalition.frames import records
    from coalition.settings import Settings
    from coalition.vocabulary import CellState, choices

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    runs = []
    for _ in range(6):
        bare = sqlite3.connect(path)
        floor = {"day": TODAY.isoformat()}
        _, services = cpu(partial(_rows, bare, FLOOR_SERVICES, floor))
        _, needs = cpu(partial(_rows, bare, FLOOR_NEEDS, floor))
        bare.close()
        with reading(engine) as session:
            picture, answer = cpu(partial(coverage_picture, session, settings=Settings(), on=TODAY, level=1))
        areas = {row["pcode"]: row["area"] for row in records(picture.cells.head(len(picture.areas)))}
        shown = dict(list(areas.items())[:8])
        types = {row["code"]: row["name"] for row in records(picture.types)}
        states = choices(CellState)
        _, figure = cpu(partial(matrix_figure, picture.cells, areas=shown, types=types, states=states, hover={}))
        found = {"floor, presence": services, "floor, need": needs, "answer": answer, "figure of one screen": figure}
        runs.append({name: seconds * 1000 for name, seconds in found.items()})
    return median(runs[1:])


def _rows(connection: sqlite3.Connection, statement: str, values: dict[str, str]) -> list[Any]:
    return connection.execute(statement, values).fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    sizes = [(20_000, 10_000)] if parser.parse_args().quick else [(20_000, 10_000), (20_000, 100_000)]
    with tempfile.TemporaryDirectory() as folder:
        for services, needs in sizes:
            found = measured(filled(Path(folder), services, needs))
            times = " · ".join(f"{name} {value:.0f} ms" for name, value in found.items())
            floor = found["floor, presence"] + found["floor, need"]
            print(f"{services} services, {needs} needs: {times} · answer / floor {found['answer'] / floor:.1f}")


if __name__ == "__main__":
    main()
