"""How referrals fared: the page's data function at 10,000 and 1,000,000 referrals, against the bare SQL of the same answer."""

import random
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.floor import empty_database

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
YEARS = 10
ORGANIZATIONS, RECEIVERS = 400, 8
"""Organizations, and to how many others each of them refers."""
_ENDS = {"declined": ("no_capacity", "outside_scope", "not_eligible"), "closed_without_service": ("lost_contact",)}
_CLOCK = {"immediate": 60, "urgent": 180, "soon": 1440, "routine": 4320}


def filled(folder: Path, referrals: int) -> Path:
    """A database with the shipped lists and so many referrals, sent evenly over ten years, most of them answered in days."""
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults

    path = empty_database(folder, f"referrals-{referrals}")
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        load_defaults(session)
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    _fill(connection, referrals)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    return path


def _fill(connection: sqlite3.Connection, referrals: int) -> None:
    dice = random.Random(1)
    areas = [row[0] for row in connection.execute("SELECT id FROM area")]
    kinds = [row[0] for row in connection.execute("SELECT id FROM service_type")]
    many = connection.executemany
    members = range(1, ORGANIZATIONS + 1)
    many("INSERT INTO organization (id, name, name_key) VALUES (?, ?, ?)", [(n, f"O{n}", f"o{n}") for n in members])
    cases = max(1, referrals // 3)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO shared_case"
        " (id, code, opened_on, sex, age_band, exploitation, trafficking_status, status_decided_by)"
        " SELECT i, 'c' || i, '2016-01-01', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown' FROM n",
        (cases,),
    )
    seconds = YEARS * 365 * 86_400
    sent = [NOW - timedelta(seconds=dice.randrange(seconds)) for _ in range(referrals)]
    many(
        "INSERT INTO case_need (id, case_id, service_type_id, area_id, opened_on) VALUES (?, ?, ?, ?, ?)",
        ((n, (n - 1) // 3 + 1, dice.choice(kinds), dice.choice(areas), at.date().isoformat()) for n, at in enumerate(sent, 1)),
    )
    columns = "need_id, referring_organization_id, referred_organization_id, state, urgency, sent_on, sent_at, due_at"
    steps = "acknowledged_on, acknowledged_minutes, accepted_on, accepted_minutes, closed_on, reason, purpose"
    many(
        f"INSERT INTO referral ({columns}, {steps}) VALUES ({', '.join('?' * 15)})",
        (_referral(dice, n, at) for n, at in enumerate(sent, 1)),
    )


def _referral(dice: random.Random, need: int, sent: datetime) -> tuple[Any, ...]:
    """One referral: waits of a day or two in the middle, ten in the tail; of the newest some are not answered yet."""
    sender = dice.randrange(1, ORGANIZATIONS + 1)
    receiver = (sender + 1 + dice.randrange(RECEIVERS)) % ORGANIZATIONS + 1
    urgency = dice.choice(list(_CLOCK))
    answer, more = (int(dice.lognormvariate(6.5, 1.3)) + 1 for _ in range(2))
    answered, decided = sent + timedelta(minutes=answer), sent + timedelta(minutes=answer + more)
    fate = dice.choices(
        ["accepted", "in_progress", "done", "declined", "closed_without_service", "revoked", "sent"], [2, 2, 60, 20, 8, 4, 4]
    )[0]
    told: tuple[Any, ...]
    if answered > NOW or fate == "sent":
        fate, told = "sent", (None,) * 5
    elif decided > NOW:
        fate, told = "acknowledged", (_day(answered), answer, None, None, None)
    elif fate in ("declined", "revoked"):
        told = (_day(answered), answer, None, None, _day(decided))
    else:
        ended = _day(decided + timedelta(days=9)) if fate in ("done", "closed_without_service") else None
        told = (_day(answered), answer, _day(decided), answer + more, ended)
    reason = dice.choice(_ENDS[fate]) if fate in _ENDS else "mistake" if fate == "revoked" else None
    due = sent + timedelta(minutes=_CLOCK[urgency])
    purpose = "additional_services_required"
    return need, sender, receiver, fate, urgency, _day(sent), _instant(sent), _instant(due), *told, reason, purpose


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.000000")
