"""Random histories of referrals as plain rows, and slow, obvious counts of how they fared."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from coalition import models as m
from coalition.referring.steps import ANSWER_WITHIN, NEXT, REASONS
from coalition.vocabulary import ReferralState, Urgency

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 30, 20, tzinfo=UTC)
PROVINCE = {1: 1, 2: 1, 3: 1, 4: 4, 5: 4}
"""{area: the province it counts for}."""
ORGANIZATIONS, KINDS = (1, 2, 3, 4), (1, 2, 3)
Row = dict[str, Any]


def random_referrals(dice: random.Random, most: int = 40) -> list[Row]:
    """Rows with `steps`; some tell days only, some were brought in without the minutes, some end where no table lets them."""
    return [_random_one(dice, number) for number in range(1, dice.randrange(most + 1) + 1)]


def _random_one(dice: random.Random, number: int) -> Row:
    sent_at = NOW - timedelta(
        minutes=dice.choice([dice.randrange(1, 300), dice.randrange(1, 6000), dice.randrange(1, 800_000)])
    )
    row: Row = {
        "id": number, "kind": dice.choice(KINDS), "area": dice.choice(list(PROVINCE)), "urgency": dice.choice(list(Urgency)),
        "sender": dice.choice([None, *ORGANIZATIONS]), "receiver": dice.choice(ORGANIZATIONS), "sent_on": sent_at.date(),
        "sent_at": sent_at, "state": ReferralState.SENT, "reason": None, "answered": None, "accepted": None,
        "accepted_on": None, "steps": [],
    }  # fmt: skip
    at = sent_at
    while NEXT[row["state"]] and dice.random() < 0.75:
        at += timedelta(minutes=dice.choice([0, dice.randrange(200), dice.randrange(10_000), dice.randrange(90_000)]))
        if at > NOW:
            break
        state = row["state"] = dice.choice(NEXT[row["state"]])
        row["steps"].append(at)
        minutes = int((at - sent_at).total_seconds() // 60)
        if state is ReferralState.ACKNOWLEDGED:
            row["answered"] = minutes
        if state is ReferralState.ACCEPTED:
            row |= {"accepted": minutes, "accepted_on": at.date()}
        if state in REASONS and dice.random() < 0.8:
            row["reason"] = dice.choice(REASONS[state])
    row["due_at"] = sent_at + ANSWER_WITHIN[row["urgency"]]
    return _as_files_tell(dice, row)


def _as_files_tell(dice: random.Random, row: Row) -> Row:
    """Of some only the days are known, of some nothing but where they stand."""
    kind = dice.random()
    if kind < 0.25:
        days = {key: row[key] and row[key] // 1440 * 1440 for key in ("answered", "accepted")}
        return row | days | {"sent_at": None, "due_at": None, "steps": []}
    if kind < 0.35:
        return row | {"answered": None, "accepted": None, "accepted_on": None, "steps": []}
    if kind < 0.4:
        return row | {"state": dice.choice(list(ReferralState))}
    return row


def store(session: Session, rows: list[Row]) -> None:
    """Write them in place of what is stored."""
    for table in (m.ReferralStep, m.Referral, m.CaseNeed, m.SharedCase, m.Organization, m.ServiceType, m.Area):
        session.execute(delete(table))
    areas = [{"id": i, "pcode": f"A{i}", "country": "TH", "name": f"Area {i}"} for i in PROVINCE]
    for row, (area, province) in zip(areas, PROVINCE.items(), strict=True):
        row |= {"level": 1 if area == province else 2, "parent_id": None if area == province else province}
    session.execute(insert(m.Area), areas)
    session.execute(insert(m.ServiceType), [{"id": i, "code": f"K{i}", "name": f"Kind {i}"} for i in KINDS])
    session.execute(insert(m.Organization), [{"id": i, "name": f"O{i}", "name_key": f"o{i}"} for i in ORGANIZATIONS])
    if not rows:
        return
    session.execute(insert(m.SharedCase), [{"id": r["id"], "code": f"C{r['id']}", "opened_on": r["sent_on"]} for r in rows])
    session.execute(
        insert(m.CaseNeed),
        [
            {"id": r["id"], "case_id": r["id"], "service_type_id": r["kind"], "area_id": r["area"], "opened_on": r["sent_on"]}
            for r in rows
        ],
    )
    names = ("id", "urgency", "state", "reason", "sent_on", "sent_at", "due_at", "accepted_on")
    session.execute(
        insert(m.Referral),
        [
            {name: r[name] for name in names}
            | {"need_id": r["id"], "referring_organization_id": r["sender"], "referred_organization_id": r["receiver"]}
            | {"acknowledged_minutes": r["answered"], "accepted_minutes": r["accepted"]}
            for r in rows
        ],
    )
    steps = [{"referral_id": r["id"], "at": at, "happened_on": at.date(), "note": "-"} for r in rows for at in r["steps"]]
    if steps:
        session.execute(insert(m.ReferralStep), steps)


# --- the oracle -----------------------------------------------------------------------------------------------------


def told_up(minutes: int) -> int:
    if minutes <= 120:
        return minutes
    return ceil(minutes / 60) * 60 if minutes <= 2880 else ceil(minutes / 1440) * 1440


def told_down(minutes: int) -> int:
    if minutes <= 120:
        return minutes
    return floor(minutes / 60) * 60 if minutes <= 2880 else floor(minutes / 1440) * 1440


def outcome(row: Row) -> str:
    if row["state"] == "declined":
        return "declined"
    if row["accepted"] is not None or row["state"] in ("accepted", "in_progress", "done"):
        return "accepted"
    return "waiting" if row["state"] in ("sent", "acknowledged") else "ended"


def is_answered(row: Row) -> bool:
    return row["answered"] is not None or row["state"] in ("acknowledged", "accepted", "in_progress", "done", "declined")


def waited(row: Row) -> int:
    if row["sent_at"] is None:
        return max(0, int((TODAY - row["sent_on"]).days) * 1440)
    return max(0, int((NOW - row["sent_at"]).total_seconds()) // 60)


def step_times(rows: list[Row], step: str) -> tuple[list[int], list[int]]:
    """(times of those that came to the step, times of those that still wait)."""
    taken, running = [], []
    for row in rows:
        if step == "accepted" and row["state"] == "declined":
            continue
        if row[step] is not None:
            taken.append(told_up(row[step]))
        elif row["state"] == "sent" or (step == "accepted" and row["state"] == "acknowledged"):
            running.append(told_down(waited(row)))
    return taken, running


def reached(taken: list[int], running: list[int], share: Fraction) -> tuple[int, bool] | None:
    """(minutes, more than that) by the definition of the estimate, in fractions."""
    if not taken and not running:
        return None
    left = Fraction(1)
    for minutes in sorted(set(taken)):
        at_risk = sum(1 for one in taken + running if one >= minutes)
        left *= 1 - Fraction(taken.count(minutes), at_risk)
        if left <= 1 - share:
            return minutes, False
    return max(taken + running), True


def is_overdue(row: Row) -> bool:
    if row["state"] not in ("sent", "acknowledged"):
        return False
    if row["due_at"] is not None:
        return bool(row["due_at"] < NOW)
    days = 3 if row["urgency"] == "routine" else 1
    return bool(row["sent_on"] + timedelta(days=days) < TODAY)


def is_silent(row: Row) -> bool:
    if row["state"] not in ("accepted", "in_progress"):
        return False
    since = row["accepted_on"]
    return (
        since is not None
        and since <= TODAY - timedelta(days=14)
        and not any(at > NOW - timedelta(days=14) for at in row["steps"])
    )


def grouped(rows: list[Row], key: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def reasons(rows: list[Row]) -> Counter[tuple[str, str | None]]:
    ended = ("declined", "closed_without_service", "revoked")
    return Counter((str(row["state"]), row["reason"] and str(row["reason"])) for row in rows if row["state"] in ended)
