"""How referrals fare, and which wait: what the two pages ask at 10,000 and 1,000,000 referrals, against bare SQL.

    python -m benchmarks.referrals [--quick]

The floor is the least from which the same numbers follow, written by hand, sent to the same file by the driver alone and
fetched. How they fare: steps, reasons and waits by service type and province in one pass, the sixty busiest pairs and their
waits, how many pairs there are, what is late, the names. The boards: how many run and how they stand, the fifty most urgent
of each, the fifty that ended last, with what a card tells. Both run in turns; CPU milliseconds, medians of seven. In the
first run the answers are compared.
"""

import argparse
import os
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
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
YEARS, RUNS = 10, 7
PERIODS = {"the last 12 months": date(2025, 11, 26), "all ten years": date(2016, 1, 1)}
ORGANIZATIONS, RECEIVERS = 400, 8
"""Organizations, and to how many others each of them refers."""
_ENDS = {"declined": ("no_capacity", "outside_scope", "not_eligible"), "closed_without_service": ("lost_contact",)}
_RUNNING = "'sent', 'acknowledged', 'accepted', 'in_progress'"
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
    for state, minutes in (("sent", "0"), ("acknowledged", "acknowledged_minutes"), ("accepted", "accepted_minutes")):
        connection.execute(  # the steps of those that run and of those sent in the last year and a half
            f"INSERT INTO referral_step (referral_id, at, happened_on, state) SELECT id,"
            f" strftime('%Y-%m-%d %H:%M:%S.000000', sent_at, '+' || {minutes} || ' minutes'), sent_on, '{state}' FROM referral"
            f" WHERE {minutes} IS NOT NULL AND (state IN ({_RUNNING}) OR sent_on > '2025-05-25')"
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
    if sent < NOW - timedelta(days=365) and fate in ("sent", "accepted", "in_progress") and dice.random() < 0.9:
        fate = "done"  # of the old ones hardly any still run
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


# --- the floor: what a person would send to the database for the same answer ----------------------------------------

_WAITED = "MAX(0, ({now} - CAST(strftime('%s', r.sent_at) AS INTEGER)) / 60)"
_FATES = """
WITH f AS MATERIALIZED (
  SELECT {groups}, r.state, r.reason,
    CASE WHEN r.acknowledged_minutes IS NOT NULL THEN {answered} WHEN r.state = 'sent' THEN -1 - {running} END AS answered,
    CASE WHEN r.state = 'declined' THEN NULL WHEN r.accepted_minutes IS NOT NULL THEN {accepted}
      WHEN r.state IN ('sent', 'acknowledged') THEN -1 - {running} END AS accepted
  FROM referral r {joins} WHERE r.sent_on BETWEEN :since AND :until {more}
) """
_NEED = "JOIN case_need n ON n.id = r.need_id JOIN area a ON a.id = n.area_id"
_STATES = "SELECT 1, 0, state, reason, answered >= 0, accepted >= 0, COUNT(*) FROM f GROUP BY 3, 4, 5, 6"
_PAIRS = """
SELECT p.s, o.name, p.r, q.name, p.n FROM (
  SELECT referring_organization_id AS s, referred_organization_id AS r, COUNT(*) AS n FROM referral
  WHERE sent_on BETWEEN :since AND :until GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 60) p
JOIN organization o ON o.id = p.s JOIN organization q ON q.id = p.r ORDER BY 5 DESC, 1, 3"""
_PAIR_COUNT = """
SELECT COUNT(*) FROM (SELECT DISTINCT referring_organization_id, referred_organization_id FROM referral
  WHERE sent_on BETWEEN :since AND :until)"""
_LATE = """
SELECT SUM(state IN ('sent', 'acknowledged') AND due_at < :now), SUM(state IN ('accepted', 'in_progress')),
  SUM(state IN ('accepted', 'in_progress') AND accepted_on <= :silent_on AND NOT EXISTS (
    SELECT 1 FROM referral_step s WHERE s.referral_id = referral.id AND s.at > :silent_at))
FROM referral WHERE state IN ('sent', 'acknowledged', 'accepted', 'in_progress') AND sent_on BETWEEN :since AND :until"""
_NAMES = (
    "SELECT id, code, name, name_local FROM service_type",
    "SELECT id, name, name_local FROM area WHERE parent_id IS NULL",
)


def _told(minutes: str, up: int) -> str:
    hours, days = f"({minutes} + {59 * up}) / 60 * 60", f"({minutes} + {1439 * up}) / 1440 * 1440"
    return f"CASE WHEN {minutes} <= 120 THEN {minutes} WHEN {minutes} <= 2880 THEN {hours} ELSE {days} END"


def _fates(groups: str, joins: str, more: str, counted: str) -> str:
    told = {
        "answered": _told("r.acknowledged_minutes", 1),
        "accepted": _told("r.accepted_minutes", 1),
        "running": _told(_WAITED.format(now=int(NOW.timestamp())), 0),
    }
    return _FATES.format(groups=groups, joins=joins, more=more, **told) + counted


def _grouped(number: int, group: str) -> str:
    yes = f"SELECT {number}, {group}, state = 'declined', accepted >= 0, NULL, accepted, COUNT(*) FROM f GROUP BY 2, 3, 6"
    first = f"SELECT {number + 1}, {group}, NULL, NULL, NULL, answered, COUNT(*) FROM f GROUP BY 2, 6"
    return f" UNION ALL {yes} UNION ALL {first}"


def floor(bare: sqlite3.Connection, since: date) -> dict[str, list[Any]]:
    """The rows from which the same answer follows, fetched by the driver alone."""
    values = {"since": since.isoformat(), "until": TODAY.isoformat(), "now": _instant(NOW)}
    values |= {"silent_on": _day(NOW - timedelta(days=14)), "silent_at": _instant(NOW - timedelta(days=14))}
    groups = "n.service_type_id AS kind, COALESCE(a.parent_id, a.id) AS area"

    def rows(statement: str) -> list[Any]:
        return bare.execute(statement, values).fetchall()

    found = {"fates": rows(_fates(groups, _NEED, "", _STATES + _grouped(2, "kind") + _grouped(4, "area")))}
    found["pairs"] = rows(_PAIRS)
    listed = ", ".join(f"({row[0]}, {row[2]})" for row in found["pairs"])
    more = f"AND (r.referring_organization_id, r.referred_organization_id) IN (VALUES {listed})"
    pair = "r.referring_organization_id * 1000000 + r.referred_organization_id AS pair"
    found["pair fates"] = rows(_fates(pair, "", more, _grouped(6, "pair").removeprefix(" UNION ALL ")))
    found |= {"pair count": rows(_PAIR_COUNT), "late": rows(_LATE)}
    return found | {f"names {n}": rows(statement) for n, statement in enumerate(_NAMES)}


def same(found: Any, bare: dict[str, list[Any]]) -> None:
    """The answer is the one that follows from the rows of the floor."""
    ends = [row for row in bare["fates"] if row[0] == 1]
    assert found.funnel.sent == sum(row[6] for row in ends)
    assert found.funnel.accepted == sum(row[6] for row in ends if row[5] == 1)
    assert found.funnel.declined == sum(row[6] for row in ends if row[2] == "declined")
    assert (found.overdue, found.running, found.silent) == bare["late"][0]
    assert found.pairs_in_all == bare["pair count"][0][0]
    assert [tuple(row) for row in found.pairs.itertuples(index=False)] == bare["pairs"]
    for step, part, kind in (
        ("accepted", 2, "kind"),
        ("answered", 3, "kind"),
        ("accepted", 4, "area"),
        ("answered", 5, "area"),
    ):
        for group, times in found.times[kind].items():
            own = [(row[5], row[6]) for row in bare["fates"] if row[0] == part and row[1] == group and row[5] is not None]
            waits = getattr(times, step)
            taken, running = (sum(n for wait, n in own if (wait >= 0) is side) for side in (True, False))
            assert (waits.taken, waits.running, waits.median.minutes) == (taken, running, _median(own)), (kind, group, step)


def _median(own: list[tuple[int, int]]) -> int:
    """Kaplan and Meier, said once more."""
    left, at_risk = 1.0, sum(n for _, n in own)
    for minutes, is_running, n in sorted((wait if wait >= 0 else -1 - wait, wait < 0, n) for wait, n in own):
        if not is_running:
            left *= 1 - n / at_risk
            if left <= 0.5 + 1e-9:
                return minutes
        at_risk -= n
    return max(wait if wait >= 0 else -1 - wait for wait, _ in own)


# --- the boards ------------------------------------------------------------------------------------------------------

_LATE_NOW = """
(due_at < :now OR due_at IS NULL AND sent_on < CASE urgency WHEN 'routine' THEN :sent_before_3 ELSE :sent_before_1 END)"""
_UNDER_WAY = """
WHEN accepted_on <= :silent_on AND NOT EXISTS (
  SELECT 1 FROM referral_step s WHERE s.referral_id = referral.id AND s.at > :silent_at) THEN 'no_feedback'
ELSE 'under_way' END"""
_OF_ALL = f"""
CASE WHEN state IN ('sent', 'acknowledged') THEN CASE WHEN {_LATE_NOW} THEN 'overdue' ELSE 'waiting' END {_UNDER_WAY}"""
_OF_ONE = f"""
CASE WHEN state IN ('sent', 'acknowledged') THEN CASE
  WHEN {_LATE_NOW} THEN CASE WHEN referred_organization_id = :member THEN 'overdue_here' ELSE 'overdue' END
  WHEN referred_organization_id = :member THEN 'to_answer' ELSE 'waiting' END {_UNDER_WAY}"""
_OWN = "AND (referred_organization_id = :member OR referring_organization_id = :member)"
_FOUND = "SELECT * FROM (SELECT standing, id, 0 FROM run WHERE standing = '{0}' ORDER BY {1} LIMIT 50)"
_SOONEST = "due_at IS NULL, due_at, sent_on, id"
_RUN = f"""
WITH run AS MATERIALIZED (
  SELECT id, due_at, sent_on, {{standing}} AS standing FROM referral WHERE state IN ({_RUNNING}) {{own}})
SELECT standing, 0, COUNT(*) FROM run GROUP BY 1 UNION ALL """
_CARDS = """
SELECT r.id, c.id, c.code, n.id, n.closed_on, k.code, k.name, k.name_local, a.pcode, a.name, a.name_local,
  r.referring_organization_id, s.name, r.referred_organization_id, o.name, r.state, r.reason, r.urgency, r.purpose,
  r.sent_on, r.sent_at, r.due_at, r.accepted_on, r.closed_on, (SELECT MAX(at) FROM referral_step t WHERE t.referral_id = r.id)
FROM {those} JOIN case_need n ON n.id = r.need_id JOIN shared_case c ON c.id = n.case_id
JOIN service_type k ON k.id = n.service_type_id JOIN area a ON a.id = n.area_id
JOIN organization o ON o.id = r.referred_organization_id LEFT JOIN organization s ON s.id = r.referring_organization_id """
_LATELY = """
(SELECT id FROM referral WHERE closed_on > :lately AND closed_on <= :until {own} ORDER BY closed_on DESC, id DESC LIMIT 50) f
JOIN referral r ON r.id = f.id"""


def board_floor(bare: sqlite3.Connection, member: int | None) -> dict[str, list[Any]]:
    """How many run and how they stand, the fifty most urgent of each, the fifty that ended last; with what a card tells."""
    values = {"now": _instant(NOW), "until": _day(NOW), "lately": _day(NOW - timedelta(days=30)), "member": member}
    values |= {"silent_on": _day(NOW - timedelta(days=14)), "silent_at": _instant(NOW - timedelta(days=14))}
    values |= {f"sent_before_{days}": _day(NOW - timedelta(days=days)) for days in (1, 3)}
    standing, own, here = (_OF_ALL, "", ()) if member is None else (_OF_ONE, _OWN, ("overdue_here", "to_answer"))

    def rows(statement: str) -> list[Any]:
        return bare.execute(statement, values).fetchall()

    tops = [_FOUND.format(one, _SOONEST) for one in (*here, "overdue", "waiting", "no_feedback", "under_way")]
    run = rows(_RUN.format(standing=standing, own=own) + " UNION ALL ".join(tops))
    listed = ", ".join(str(row[1]) for row in run if row[1]) or "0"
    soonest = "r.due_at IS NULL, r.due_at, r.sent_on, r.id"
    cards = rows(_CARDS.format(those="referral r") + f"WHERE r.id IN ({listed}) ORDER BY {soonest}")
    ended = rows(_CARDS.format(those=_LATELY.format(own=own)) + "ORDER BY r.closed_on DESC, r.id DESC")
    return {"run": run, "cards": cards, "ended": ended}


def same_board(found: Any, bare: dict[str, list[Any]]) -> None:
    """The board holds the counts and, column by column and in their order, the rows of the floor."""
    assert {standing: n for standing, n in found.counts.items() if n} == {row[0]: row[2] for row in bare["run"] if not row[1]}
    standings = {row[1]: row[0] for row in bare["run"] if row[1]}
    for rows, told in (
        (found.rows, [(standings[row[0]], *row) for row in bare["cards"]]),
        (found.ended, [("ended", *row) for row in bare["ended"]]),
    ):
        assert [tuple(map(_as_stored, row.values())) for row in rows] == told


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date) else value


# --- both, in turns ---------------------------------------------------------------------------------------------------


def measured(path: Path, ask: Callable[[Any], Any], bare_floor: Callable[[Any], Any], same_as: Any) -> dict[str, float]:
    """CPU milliseconds of the floor and of the data function, medians, in turns."""
    from coalition.database import open_engine, reading

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    bare = sqlite3.connect(path)
    runs = []
    for run in range(RUNS + 1):
        with reading(engine) as session:
            session.connection()
            work: list[Any] = [partial(ask, session), partial(bare_floor, bare)]
            done = {place: cpu(work[place]) for place in ((0, 1) if run % 2 else (1, 0))}
        if not run:
            same_as(done[0][0], done[1][0])
        runs.append({"answer": done[0][1] * 1000, "floor": done[1][1] * 1000})
    bare.close()
    engine.dispose()
    return median(runs[1:])


def questions() -> dict[str, tuple[Any, Any, Any]]:
    """{what: (the data function, its floor, how they are compared)}."""
    from coalition.answers.referral_flow import referral_flow
    from coalition.answers.referrals import referral_board

    found: dict[str, tuple[Any, Any, Any]] = {}
    for told, since in PERIODS.items():
        ask = partial(referral_flow, since=since, until=TODAY, on=TODAY, now=NOW)
        found[f"how they fare, {told}"] = ask, partial(floor, since=since), same
    for told, member in {"of all": None, "of one member": 7}.items():
        board = partial(referral_board, now=NOW, on=TODAY, organization_id=member)
        found[f"board {told}"] = board, partial(board_floor, member=member), same_board
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    sizes = [10_000] if parser.parse_args().quick else [10_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        for referrals in sizes:
            report(filled(Path(folder), referrals), referrals)


def report(path: Path, referrals: int) -> None:
    """Measure and print every question on one file."""
    for what, (ask, bare_floor, same_as) in questions().items():
        found = measured(path, ask, bare_floor, same_as)
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        times = f"answer {found['answer']:.1f} · floor {found['floor']:.1f} · ratio {found['answer'] / found['floor']:.2f}"
        print(f"{referrals} referrals, {what} [CPU ms]: {times} · load {load:.1f}", flush=True)


if __name__ == "__main__":
    main()
