"""How referrals fared: counted by the database, in three statements, with what was told of time already rounded.

A time is rounded as it is told (`referring.times`): there are some hundred different ones then, and however many referrals
there are, what is read is no longer than the lists of service types, provinces and pairs times these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Date, bindparam, text
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from coalition.frames import REFERRAL_ENDS, REFERRAL_PAIRS, REFERRAL_WAITS
from coalition.queries.referral_boards import NO_FEEDBACK_AFTER, days_to_answer
from coalition.referring.steps import ANSWER_WITHIN, RUNNING
from coalition.referring.times import DAY, HOUR, HOURS_UP_TO, MINUTES_UP_TO
from coalition.vocabulary import ReferralState as State
from coalition.vocabulary import Urgency


@dataclass(frozen=True)
class Asked:
    """Which referrals are looked at, and when.

    Attributes:
        since, until: first and last day on which they were sent.
        on, now: the day and the instant (with time zone) until which open ones have waited.
        organization_id: sent or received by it; None: by anybody.
        service_type_ids: service types; None: all.
    """

    since: date
    until: date
    on: date
    now: datetime
    organization_id: int | None = None
    service_type_ids: Sequence[int] | None = None

    @property
    def where(self) -> str:
        """As a condition on the tables `r` (referral) and, where `needs_need`, `n` (case_need)."""
        found = "r.sent_on >= :since AND r.sent_on <= :until"
        if self.organization_id is not None:
            one = int(self.organization_id)
            found += f" AND (r.referring_organization_id = {one} OR r.referred_organization_id = {one})"
        if self.service_type_ids is not None:
            found += f" AND n.service_type_id IN ({', '.join(str(int(i)) for i in self.service_type_ids) or 'NULL'})"
        return found

    @property
    def source(self) -> str:
        """The tables that the condition needs."""
        return "referral r" + ("" if self.service_type_ids is None else " JOIN case_need n ON n.id = r.need_id")


Fates = dict[str, dict[str, pd.DataFrame]]
"""{"kind", "area", "receiver" or "pair": {"accepted" or "answered": REFERRAL_WAITS until that step}}."""


_GROUPS = ("kind", "area", "receiver")


def referral_fates(session: Session, asked: Asked) -> tuple[pd.DataFrame, Fates]:
    """REFERRAL_ENDS of all, and the waits by service type, by province and by receiver."""
    places = "JOIN area a ON a.id = n.area_id"
    needs = "" if asked.service_type_ids is not None else "JOIN case_need n ON n.id = r.need_id "
    columns = "n.service_type_id AS kind, COALESCE(a.parent_id, a.id) AS area, r.referred_organization_id AS receiver"
    parts = [
        "SELECT 'end', 0, state, reason, outcome, is_answered, COUNT(*) FROM fared GROUP BY 3, 4, 5, 6",
        *(_by(group) for group in _GROUPS),
    ]
    rows = _rows(session, asked, _fared(session, asked, columns, f"{needs}{places}", asked.where), parts)
    ends = [(row[2], row[3], row[5], row[4], row[6]) for row in rows if row[0] == "end"]
    return REFERRAL_ENDS.from_rows(ends), _waits(rows, *_GROUPS)


def referral_pairs(session: Session, asked: Asked, *, most: int) -> tuple[pd.DataFrame, Fates]:
    """REFERRAL_PAIRS, the busiest first, at most so many; and their waits, grouped by the place in them."""
    sender = "COALESCE(r.referring_organization_id, 0)"
    busiest = (
        f"SELECT {sender} AS sender, r.referred_organization_id AS receiver, COUNT(*) AS n FROM {asked.source}"
        f" WHERE {asked.where} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {int(most)}"
    )
    counted = (
        f"SELECT p.sender, s.name, p.receiver, o.name, p.n FROM ({busiest}) p LEFT JOIN organization s ON s.id = p.sender"
        " JOIN organization o ON o.id = p.receiver ORDER BY 5 DESC, 1, 3"
    )
    rows = session.execute(_bound(counted, "since", "until"), {"since": asked.since, "until": asked.until})
    pairs = REFERRAL_PAIRS.from_rows(rows)
    if pairs.empty:
        return pairs, _waits([], "pair")
    places = list(zip(pairs["sender_id"].tolist(), pairs["receiver_id"].tolist(), strict=True))
    listed = ", ".join(f"({one}, {other})" for one, other in places)
    where = f"{asked.where} AND ({sender}, r.referred_organization_id) IN (VALUES {listed})"
    code = f"{sender} * {_PAIR} + r.referred_organization_id AS pair"
    found = _rows(session, asked, _fared(session, asked, code, "", where), [_by("pair")])
    by_code = {one * _PAIR + other: place for place, (one, other) in enumerate(places)}
    return pairs, _waits([(row[0], by_code[row[1]], *row[2:]) for row in found], "pair")


def pairs_count(session: Session, asked: Asked) -> int:
    """How many pairs of sender and receiver there are."""
    pair = "SELECT DISTINCT r.referring_organization_id, r.referred_organization_id"
    counted = f"SELECT COUNT(*) FROM ({pair} FROM {asked.source} WHERE {asked.where}) p"
    return int(session.execute(_bound(counted, "since", "until"), {"since": asked.since, "until": asked.until}).scalar_one())


_PAIR = 1 << 31
"""Two ids as one number; a row of `organization` never has so great an id."""


def late_counts(session: Session, asked: Asked) -> dict[str, int]:
    """How many are overdue, how many are accepted and not ended (`running`), and of these without feedback (`silent`).

    By the rules of `queries.referral_boards`: overdue is what has neither a yes nor a no though it is due.
    """
    days = {urgency: days_to_answer(within) for urgency, within in ANSWER_WITHIN.items()}
    last_days = " ".join(f"WHEN '{urgency}' THEN :due_{urgency.name.lower()}" for urgency in Urgency)
    by_day = f"r.due_at IS NULL AND r.sent_on < CASE r.urgency {last_days} END"
    overdue = f"r.state IN ('{State.SENT}', '{State.ACKNOWLEDGED}') AND (r.due_at < :now OR {by_day})"
    accepted = f"r.state IN ('{State.ACCEPTED}', '{State.IN_PROGRESS}')"
    silent = (
        f"{accepted} AND r.accepted_on <= :silent_on"
        " AND NOT EXISTS (SELECT 1 FROM referral_step s WHERE s.referral_id = r.id AND s.at > :silent_at)"
    )
    sums = ", ".join(f"COALESCE(SUM(CASE WHEN {what} THEN 1 ELSE 0 END), 0)" for what in (overdue, accepted, silent))
    running = ", ".join(f"'{state}'" for state in RUNNING)
    statement = f"SELECT {sums} FROM {asked.source} WHERE r.state IN ({running}) AND {asked.where}"
    values: dict[str, Any] = {f"due_{u.name.lower()}": asked.on - timedelta(days=days[u]) for u in Urgency}
    values |= {"since": asked.since, "until": asked.until, "silent_on": asked.on - NO_FEEDBACK_AFTER}
    instants = {"now": asked.now, "silent_at": asked.now - NO_FEEDBACK_AFTER}
    row = session.execute(_bound(statement, *values, instants=list(instants)), values | instants).one()
    return dict(zip(("overdue", "running", "silent"), map(int, row), strict=True))


def group_names(session: Session) -> tuple[dict[int, tuple[str, str, str | None]], dict[int, tuple[str, str | None]]]:
    """{service type: (code, name, local name)} and {province: (name, local name)}."""
    kinds = session.execute(text("SELECT id, code, name, name_local FROM service_type"))
    areas = session.execute(text("SELECT id, name, name_local FROM area WHERE parent_id IS NULL"))
    return {row[0]: (row[1], row[2], row[3]) for row in kinds}, {row[0]: (row[1], row[2]) for row in areas}


# --- the statement --------------------------------------------------------------------------------------------------


def _fared(session: Session, asked: Asked, columns: str, joins: str, where: str) -> str:
    """Each referral with its groups, how it came out, and its two waits: from these all counts are made, read once.

    MATERIALIZED: else SQLite reads and joins all of them anew for each grouping, two and a half times as long.
    """
    answered = f"WHEN r.acknowledged_minutes IS NOT NULL THEN {_grain('r.acknowledged_minutes', up=True)}"
    accepted = f"WHEN r.accepted_minutes IS NOT NULL THEN {_grain('r.accepted_minutes', up=True)}"
    known = f"'{State.ACCEPTED}', '{State.IN_PROGRESS}', '{State.DONE}'"
    waited = f"-1 - {_grain('w', up=False)}"
    waiting = f"'{State.SENT}', '{State.ACKNOWLEDGED}'"
    return f"""WITH told AS (
  SELECT {columns}, r.state, r.reason, r.acknowledged_minutes, r.accepted_minutes,
    CASE WHEN r.state IN ({waiting}) THEN {_waited(session)} END AS w
  FROM {asked.source} {joins} WHERE {where}
), fared AS MATERIALIZED (
  SELECT r.*,
    CASE {answered} WHEN r.state = '{State.SENT}' THEN {waited} END AS answered,
    CASE WHEN r.acknowledged_minutes IS NOT NULL OR r.state IN ('{State.ACKNOWLEDGED}', '{State.DECLINED}', {known})
      THEN 1 ELSE 0 END AS is_answered,
    CASE WHEN r.state = '{State.DECLINED}' THEN NULL {accepted} WHEN r.state IN ({waiting}) THEN {waited} END AS accepted,
    CASE WHEN r.state = '{State.DECLINED}' THEN 'declined'
      WHEN r.accepted_minutes IS NOT NULL OR r.state IN ({known}) THEN 'accepted'
      WHEN r.state IN ({waiting}) THEN 'waiting' ELSE 'ended' END AS outcome
  FROM told r
)"""


def _by(group: str) -> str:
    """The counts of both steps of one grouping."""
    head = f"SELECT '{group}', {group}"
    return (
        f"{head}, 'accepted', NULL, outcome, accepted, COUNT(*) FROM fared GROUP BY 2, 5, 6 UNION ALL "
        f"{head}, 'answered', NULL, NULL, answered, COUNT(*) FROM fared WHERE answered IS NOT NULL GROUP BY 2, 6"
    )


def _rows(session: Session, asked: Asked, fared: str, parts: list[str]) -> list[Any]:
    values = {"since": asked.since, "until": asked.until, "on": asked.on, "now_seconds": int(asked.now.timestamp())}
    statement = _bound(f"{fared} {' UNION ALL '.join(parts)}", "since", "until", "on")
    return list(session.execute(statement, values).all())


def _waits(rows: Sequence[Any], *groupings: str) -> Fates:
    found: dict[tuple[str, str], list[Any]] = {(by, step): [] for by in groupings for step in ("accepted", "answered")}
    for by, group, step, _, outcome, wait, count in rows:
        if by != "end":
            found[by, step].append((group, outcome, wait, count))
    return {by: {step: REFERRAL_WAITS.from_rows(found[by, step]) for step in ("accepted", "answered")} for by in groupings}


def _bound(statement: str, *days: str, instants: Sequence[str] = ()) -> Any:
    named = [bindparam(name, type_=Date()) for name in days if f":{name}" in statement]
    return text(statement).bindparams(*named, *(bindparam(name, type_=UTCDateTime()) for name in instants))


def _grain(minutes: str, *, up: bool) -> str:
    """`referring.times.within` or `at_least` in SQL."""
    more = {unit: f" + {unit - 1}" if up else "" for unit in (HOUR, DAY)}
    return (
        f"CASE WHEN {minutes} <= {MINUTES_UP_TO} THEN {minutes}"
        f" WHEN {minutes} <= {HOURS_UP_TO} THEN ({minutes}{more[HOUR]}) / {HOUR} * {HOUR}"
        f" ELSE ({minutes}{more[DAY]}) / {DAY} * {DAY} END"
    )


def _waited(session: Session) -> str:
    """From sending until now [minutes]; whole days where only the day is told; never below 0."""
    if session.get_bind().dialect.name == "postgresql":
        sent, days, greatest = "CAST(FLOOR(EXTRACT(EPOCH FROM r.sent_at)) AS BIGINT)", ":on - r.sent_on", "GREATEST"
    else:
        sent, days = "CAST(strftime('%s', r.sent_at) AS INTEGER)", "CAST(julianday(:on) - julianday(r.sent_on) AS INTEGER)"
        greatest = "MAX"
    return f"{greatest}(0, COALESCE((:now_seconds - {sent}) / 60, ({days}) * {DAY}))"
