"""A database that holds a given number of attendances, made by the database itself in a few seconds."""

import sqlite3
from pathlib import Path

from benchmarks.floor import empty_database

PER_MEETING, PEOPLE, ORGANIZATIONS = 100, 5_000, 500


def filled_database(folder: Path, attendances: int, organizations: list[str], people: list[str]) -> Path:
    """A migrated SQLite file with that many attendances: a meeting a day up to the end of 2018, a hundred people each.

    Args:
        organizations, people: names to use, `ORGANIZATIONS` and `PEOPLE` at most; a short record has as few as fit to it.
    """
    from coalition.imports.matching.keys import organization_key, person_key

    database = empty_database(folder, f"filled_{attendances}")
    if not attendances:
        return database
    share = min(1.0, attendances / 50_000)
    named = organizations[: max(20, int(ORGANIZATIONS * share))]
    known = people[: max(2 * PER_MEETING, int(PEOPLE * share))]
    connection = sqlite3.connect(database, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-65536", "BEGIN"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO import_batch (id, kind, state, file_name, content_hash, format, committed_at, summary)"
        " VALUES (1, 'attendance', 'committed', 'record.csv', 'none', 'long', '2018-12-31 00:00:00.000000', '{}')"
    )
    connection.executemany(
        "INSERT INTO organization (id, name, name_key, batch_id) VALUES (?, ?, ?, 1)",
        [(n, name, organization_key(name)) for n, name in enumerate(named, 1)],
    )
    connection.execute(
        "INSERT INTO membership (organization_id, from_on, is_voting, batch_id) SELECT id, '1990-01-01', 0, 1 FROM organization"
    )
    connection.executemany(
        "INSERT INTO person (id, name, name_key, organization_id, batch_id) VALUES (?, ?, ?, ?, 1)",
        [(n, name, person_key(name), n % len(named) + 1) for n, name in enumerate(known, 1)],
    )
    _meet(connection, attendances, len(known))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return database


def _meet(connection: sqlite3.Connection, attendances: int, people: int) -> None:
    count = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
    connection.execute(
        f"{count} INSERT INTO meeting (id, held_on, title, batch_id)"
        " SELECT i + 1, date('2018-12-31', '-' || i || ' days'), 'Plenary', 1 FROM n",
        (-(-attendances // PER_MEETING),),
    )
    connection.execute(  # person: another hundred of them at each meeting, each once
        f"{count} INSERT INTO attendance (meeting_id, person_id, organization_id, state, name_as_written,"
        " organization_as_written, line, batch_id)"
        " SELECT i / 100 + 1, p.id, p.organization_id, iif(i % 5, 'present', 'absent'), p.name, o.name, i + 2, 1 FROM n"
        " JOIN person p ON p.id = (i / 100 * 37 + i % 100 * (? / 100)) % ? + 1 JOIN organization o ON o.id = p.organization_id",
        (attendances, people, people),
    )
