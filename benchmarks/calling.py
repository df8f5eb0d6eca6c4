"""Whom to call: the data function at 20,000 services and 1,000,000 referrals, against the bare SQL of the same answer.

The floor is five bare statements over the same file in the same run: services in force near, referrals grouped by
organization and days, attendance at the last meetings, focal points, notes of nobody. Times are CPU milliseconds, medians
of seven. Some four in five referrals are older than the two years that count.
"""

import argparse
import random
import sqlite3
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, median

TODAY = date(2026, 11, 25)
ORGANIZATIONS = 400
SERVICES = """
SELECT s.id, o.id, o.name, o.sector, a.id, a.name, a.name_local, v.province_id, p.name, p.name_local, s.capacity,
  s.capacity_available, s.assured_on, s.eligibility, s.languages, s.minimum_age, s.maximum_age, s.serves_sex
FROM service_span v JOIN service s ON s.id = v.service_id JOIN organization o ON o.id = v.organization_id
JOIN area a ON a.id = v.area_id LEFT JOIN area p ON p.id = v.province_id
WHERE v.service_type_id = :kind AND v.from_day <= 20261125 AND v.until_day > 20261125 AND v.province_id IN ({provinces})"""
REFERRALS = """
SELECT r.referred_organization_id, r.state,
  julianday(COALESCE(r.accepted_on, r.closed_on, '2026-11-25')) - julianday(r.sent_on), COUNT(*)
FROM referral r CROSS JOIN case_need n ON n.id = r.need_id
WHERE r.referred_organization_id IN ({organizations}) AND n.service_type_id = :kind AND r.sent_on >= :since
GROUP BY 1, 2, 3"""
ATTENDED = """
SELECT COALESCE(t.organization_id, p.organization_id), COUNT(DISTINCT t.meeting_id)
FROM attendance t LEFT JOIN person p ON p.id = t.person_id
WHERE t.meeting_id IN (SELECT id FROM meeting ORDER BY held_on DESC, id DESC LIMIT 6) AND t.state = 'present'
  AND COALESCE(t.organization_id, p.organization_id) IN ({organizations}) GROUP BY 1"""
CONTACTS = "SELECT * FROM contact WHERE organization_id IN ({organizations})"
NOBODY = "SELECT * FROM coverage_check WHERE area_id = :area AND service_type_id = :kind ORDER BY confirmed_on DESC"


def filled(folder: Path, services: int, referrals: int) -> Path:
    """A database with the shipped lists, so many services and referrals, and 60 meetings."""
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults
    from coalition.summaries import rebuild

    path = empty_database(folder, f"calling-{services}-{referrals}")
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        load_defaults(session)
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    _fill(connection, services, referrals)
    connection.commit()
    connection.close()
    with writing(engine) as session:
        rebuild(session)
    engine.dispose()
    return path


def _fill(connection: sqlite3.Connection, services: int, referrals: int) -> None:
    dice = random.Random(1)
    areas = [row[0] for row in connection.execute("SELECT id FROM area")]
    kinds = [row[0] for row in connection.execute("SELECT id FROM service_type")]

    def day(most: int) -> str:
        return (TODAY - timedelta(days=dice.randrange(most))).isoformat()

    many = connection.executemany
    members = range(1, ORGANIZATIONS + 1)
    many("INSERT INTO organization (id, name, name_key) VALUES (?, ?, ?)", [(n, f"O{n}", f"o{n}") for n in members])
    many("INSERT INTO contact (organization_id, name, phone) VALUES (?, 'Malee', '053 000 001')", [(n,) for n in members])
    many(
        "INSERT INTO service (organization_id, service_type_id, area_id, is_offered, assured_on, capacity, recorded_at)"
        " VALUES (?, ?, ?, 1, ?, 9, '2026-11-25 00:00:00')",
        [(dice.choice(members), dice.choice(kinds), dice.choice(areas), day(400)) for _ in range(services)],
    )
    many(
        "INSERT INTO meeting (id, held_on) VALUES (?, ?)",
        [(n, (TODAY - timedelta(days=30 * n)).isoformat()) for n in range(1, 61)],
    )
    many(
        "INSERT INTO attendance (meeting_id, organization_id, state) VALUES (?, ?, 'present')",
        [(meeting, member) for meeting in range(1, 61) for member in members if dice.random() < 0.6],
    )
    cases = max(1, referrals // 3)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO shared_case"
        " (id, code, opened_on, sex, age_band, exploitation, trafficking_status)"
        " SELECT i, 'c' || i, '2016-01-01', 'unknown', 'unknown', 'unknown', 'unknown' FROM n",
        (cases,),
    )
    opened = [TODAY - timedelta(days=dice.randrange(3650)) for _ in range(referrals)]
    many(
        "INSERT OR IGNORE INTO case_need (id, case_id, service_type_id, area_id, opened_on) VALUES (?, ?, ?, ?, ?)",
        ((n, n % cases + 1, dice.choice(kinds), dice.choice(areas), on.isoformat()) for n, on in enumerate(opened, 1)),
    )
    many(
        "INSERT INTO referral (need_id, referred_organization_id, state, urgency, sent_on, accepted_on, closed_on)"
        " VALUES (?, ?, ?, 'routine', ?, ?, ?)",
        (_referral(dice, n, on) for n, on in enumerate(opened, 1)),
    )


def _referral(dice: random.Random, need: int, on: date) -> tuple[Any, ...]:
    chance, answered = dice.random(), (on + timedelta(days=dice.randrange(15))).isoformat()
    told = (
        ("sent", None, None) if chance < 0.1 else ("declined", None, answered) if chance < 0.3 else ("accepted", answered, None)
    )
    return need, dice.randrange(1, ORGANIZATIONS + 1), told[0], on.isoformat(), *told[1:]


def measured(path: Path) -> dict[str, float]:
    """CPU milliseconds of the floor and of the data function, and how many organizations were put in order."""
    from coalition.answers.calling import CallAnswer, whom_to_call
    from coalition.database import open_engine, reading
    from coalition.settings import Settings

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    bare = sqlite3.connect(path)
    runs = []
    for _ in range(8):
        with reading(engine) as session:
            answer, seconds = cpu(
                partial(whom_to_call, session, settings=Settings(), on=TODAY, area="TH57", service_type="A1", is_urgent=True)
            )
        assert isinstance(answer, CallAnswer)
        parts = _floor(bare, answer)
        named = {f"floor, {name}": value * 1000 for name, value in parts.items()}
        runs.append({"answer": seconds * 1000, "floor": sum(named.values()), "organizations": len(answer.providers), **named})
    bare.close()
    return median(runs[1:])


def _floor(bare: sqlite3.Connection, answer: Any) -> dict[str, float]:
    provinces = sorted({str(p.row["province_id"]) for p in answer.providers})
    values = {"kind": answer.service_type["id"], "area": answer.area["id"], "since": (TODAY - timedelta(days=730)).isoformat()}
    listed = {
        "provinces": ", ".join(provinces),
        "organizations": ", ".join(str(p.organization_id) for p in answer.providers),
    }
    found = {}
    for name, query in {
        "services": SERVICES,
        "referrals": REFERRALS,
        "meetings": ATTENDED,
        "contacts": CONTACTS,
        "nobody": NOBODY,
    }.items():
        _, found[name] = cpu(partial(_rows, bare, query.format(**listed), values))
    return found


def _rows(connection: sqlite3.Connection, statement: str, values: dict[str, Any]) -> list[Any]:
    return connection.execute(statement, values).fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    sizes = [(20_000, 10_000)] if parser.parse_args().quick else [(20_000, 10_000), (20_000, 1_000_000)]
    with tempfile.TemporaryDirectory() as folder:
        for services, referrals in sizes:
            found = measured(filled(Path(folder), services, referrals))
            times = " · ".join(f"{name} {value:.1f}" for name, value in found.items())
            ratio = found["answer"] / found["floor"]
            print(f"{services} services, {referrals} referrals [ms]: {times} · answer / floor {ratio:.1f}")


if __name__ == "__main__":
    main()
