"""A long list of shared cases: bytes to shown plan to committed, and the same file again, against its own floor.

    python -m benchmarks.cases_import [ROWS ...]

Every row is a case with one need and, in a tenth of them, a referral; 1 % have a word that is in no list. The floor is `csv`
and `executemany` into the same tables with the same indexes, codes and keys as random as ours (a random key costs an index
more than a rising one), and the summary of needs by the same statements. It checks nothing, asks nothing, plans nothing.
"""

import csv
import importlib
import io
import json
import random
import secrets
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, in_child, median, peak_mb

TODAY = date(2026, 11, 25)
RUNS = 3
_AREAS = [*(f"TH{n}" for n in range(50, 59)), "Mae Sai", "เชียงแสน", "Chiang Rai"]
_KINDS = ["A1", "A2", "A3", "A4", "A5", "I5", "I7", "I9"]
_MEMBERS = [
    f"House of {name}" for name in ("Teak", "Rice", "River", "Lotus", "Bamboo", "Cloud", "Kite", "Stone", "Reed", "Elm")
]
_HEAD = (
    "case_code", "case", "opened_on", "closed_on", "area", "sex", "age_band", "exploitation", "trafficking_status",
    "status_decided_by", "holder_organization", "need", "need_area", "need_opened_on", "need_closed_on",
    "cas_ReferringOrganisation", "cas_ReferredOrganisation", "cas_OutgoingReferralDate", "referral_state", "acknowledged_on",
    "accepted_on", "referral_closed_on",
)  # fmt: skip


def cases_csv(rows: int) -> bytes:
    """A list of shared cases, always the same for a number of rows."""
    from coalition.vocabulary import AgeBand, Exploitation, Sex, StatusDecider, TraffickingStatus

    chance = random.Random(rows)
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(_HEAD)
    for number in range(rows):
        opened = date(2019, 1, 2) + timedelta(days=chance.randrange(2800))
        coded = [chance.choice(list(kind)).value for kind in (Sex, AgeBand, Exploitation, TraffickingStatus, StatusDecider)]
        coded[2] = "no such" if chance.random() < 0.01 else coded[2]
        sent = ["", "", "", "", "", "", ""]
        if chance.random() < 0.1:
            later = [(opened + timedelta(days=n)).isoformat() for n in (3, 4, 6, 40)]
            sent = [chance.choice(_MEMBERS[:5]), chance.choice(_MEMBERS[5:]), later[0], "done", *later[1:]]
        closed = (opened + timedelta(days=60)).isoformat() if chance.random() < 0.5 else ""
        need = [chance.choice(_KINDS), chance.choice(_AREAS), (opened + timedelta(days=2)).isoformat(), closed]
        case = ["", number, opened.isoformat(), closed, chance.choice(_AREAS), *coded, chance.choice(_MEMBERS)]
        out.writerow([*case, *need, *sent])
    return text.getvalue().encode("utf-8-sig")


def floor_cases(data: bytes, database: Path) -> int:
    """The rows into shared_case, case_need and referral, then the summary of needs. No checks."""
    from coalition import summaries

    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    places, kinds, members = (dict(connection.execute(query)) for query in _IDS)
    cases, needs, referrals = [], [], []
    for number, row in enumerate(_rows(data), start=1):
        key = sha256(repr(row).encode()).hexdigest()
        dates = [text or None for text in (row[2], row[3], row[13], row[14])]
        code = secrets.token_hex(5)
        cases.append((number, code, dates[0], dates[1], places[row[4]], *row[5:10], members[row[10]], key, 1))
        needs.append((number, number, kinds[row[11]], places[row[12]], dates[2], dates[3], 1))
        if row[16]:
            referrals.append((number, members[row[15]], members[row[16]], row[18], *row[17:18], *row[19:22], 1))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_BATCH)
    for statement, values in ((_CASE, cases), (_NEED, needs), (_REFERRAL, referrals)):
        connection.executemany(statement, values)
    connection.execute(
        "CREATE TEMP TABLE need_net (level INTEGER NOT NULL, day INTEGER NOT NULL, area_id INTEGER NOT NULL, service_type_id"
        " INTEGER NOT NULL, needs INTEGER NOT NULL, caseload INTEGER NOT NULL, unmet_need INTEGER NOT NULL)"
    )
    connection.execute(summaries._NET.format(cases=""), {"never": summaries.NEVER, "sign": 1})
    for statement in summaries._APPLY:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()
    return len(cases)


_IDS = (
    "SELECT name, id FROM area UNION ALL SELECT name_local, id FROM area UNION ALL SELECT pcode, id FROM area",
    "SELECT code, id FROM service_type",
    "SELECT name, id FROM organization",
)
_BATCH = (
    "INSERT INTO import_batch (id, kind, state, file_name, content_hash, format, committed_at, summary) VALUES"
    " (1, 'cases', 'committed', 'f', 'h', 'f', '2026-11-25 00:00:00.000000', '{}')"
)
_CASE = (
    "INSERT INTO shared_case (id, code, opened_on, closed_on, area_id, sex, age_band, exploitation, trafficking_status,"
    " status_decided_by, holder_organization_id, import_key, batch_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_NEED = "INSERT INTO case_need (id, case_id, service_type_id, area_id, opened_on, closed_on, batch_id) VALUES (?,?,?,?,?,?,?)"
_REFERRAL = (
    "INSERT INTO referral (need_id, referring_organization_id, referred_organization_id, state, urgency, sent_on,"
    " acknowledged_on, accepted_on, closed_on, purpose, batch_id)"
    " VALUES (?,?,?,?,'routine',?,?,?,?,'additional_services_required',?)"
)


def _rows(data: bytes) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    next(rows)
    return rows


def prepared(folder: Path, name: str) -> Path:
    """A migrated file that knows the shipped areas and service types, and ten organizations."""
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults
    from coalition.models import Organization

    database = empty_database(folder, name)
    engine = open_engine(f"sqlite:///{database.as_posix()}")
    with writing(engine) as session:
        load_defaults(session, "TH")
        session.add_all(Organization(name=name, name_key=name.lower()) for name in _MEMBERS)
    engine.dispose()
    return database


def run(stage: str, file: Path, database: Path) -> dict[str, float]:
    """One child: everything up to a stage, CPU seconds of each part, and the peak memory."""
    data = file.read_bytes()
    if stage == "floor":
        importlib.import_module("coalition.summaries")  # the statements of the summary: loading them is no part of the floor
        return {"floor": cpu(lambda: floor_cases(data, database))[1], "peak": peak_mb()}
    from coalition.database import data_version, open_engine, reading
    from coalition.imports.cases.plan import plan_cases
    from coalition.imports.commit import commit
    from coalition.imports.plan import Answers

    engine = open_engine(f"sqlite:///{database.as_posix()}")
    with reading(engine) as session:
        data_version(session)
    found: dict[str, Any] = {"start": peak_mb()}
    with reading(engine) as session:
        plan, found["plan"] = cpu(lambda: plan_cases(session, data, file.name, answers=Answers(), today=TODAY))
    _, found["show"] = cpu(lambda: (plan.counts(), plan.totals(), plan.rows(0, 50)))
    if stage == "commit":
        _, found["commit"] = cpu(lambda: commit(engine, plan, now=datetime.now(UTC)))
    elif stage == "again" and plan.changes_anything():
        raise SystemExit(f"the same file again would change {plan.totals()}")
    return {**found, "peak": peak_mb()}


def measure(rows: int, folder: Path) -> list[str]:
    """One line of the table per part, for one length of file."""
    file = folder / f"cases_{rows}.csv"
    file.write_bytes(cases_csv(rows))
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(RUNS):
        for stage in ("floor", "commit", "again"):
            database = folder / "ours.db" if stage == "again" else prepared(folder, "floor" if stage == "floor" else "ours")
            found.setdefault(stage, []).append(in_child("benchmarks.cases_import", stage, str(file), str(database)))
    best = {stage: median(runs) for stage, runs in found.items()}
    floor, first, again = best["floor"]["floor"], best["commit"], best["again"]
    planned = first["plan"] + first["show"]
    lines = [
        ("floor", floor, best["floor"]["peak"]),
        ("bytes to shown plan", planned, first["peak"]),
        ("commit", first["commit"], first["peak"]),
        ("all", planned + first["commit"], first["peak"]),
        ("the same file again", again["plan"] + again["show"], again["peak"]),
    ]
    return [f"| {rows:,} | {what} | {seconds:.2f} | {seconds / floor:.2f} | {peak:.0f} |" for what, seconds, peak in lines]


def main(arguments: list[str]) -> None:
    if len(arguments) == 3 and not arguments[0].isdigit():
        stage, file, database = arguments
        print(json.dumps(run(stage, Path(file), Path(database))))
        return
    with tempfile.TemporaryDirectory() as folder:
        print("| rows | part | CPU s | ratio to floor | peak MB |\n|---:|---|---:|---:|---:|")
        for rows in [int(n) for n in arguments] or [1_000, 10_000, 100_000]:
            print("\n".join(measure(rows, Path(folder))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
