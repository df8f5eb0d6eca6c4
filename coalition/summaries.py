"""Summaries that stay right: who writes services, needs or referrals does so inside `keep_summaries`, in the same transaction.

What a shared case counts for, and which organizations it ties, is taken off before the writing and put on after it, so that
the cost follows what is written and not what is stored. Services: the days of the touched (organization, service type, area)
are worked out anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from coalition import tie_tally
from coalition.database import chunks

NEVER = 99_999_999
"""The day after every day: what is open, or in force until something newer is said."""

Triple = tuple[int, int, int]
"""(organization, service type, area): statements about the same."""


@contextmanager
def keep_summaries(
    session: Session,
    *,
    cases: Iterable[int] = (),
    ids: Mapping[str, Collection[int]] | None = None,
    rows: Iterable[tuple[str, Mapping[str, Any]]] = (),
    batches: Collection[int] = (),
) -> Iterator[None]:
    """Whatever is written inside leaves the summaries right. Not to be nested.

    Args:
        session: inside `database.writing`.
        cases: shared cases whose needs or referrals will change.
        ids: {table: rows that will be changed or deleted}; tables without a summary may stand there too.
        rows: (table, values) of rows that will be inserted, or what others will hold.
        batches: imports whose rows will be added, changed or deleted. Needs that an import adds to cases stored before must
            be named by `cases`.
    """
    listed, ids = list(rows), ids or {}
    touched, triples = set(cases), _triples_told(listed)
    touched |= _cases_told(session, listed)
    touched |= _cases_of(session, ids, batches)
    triples |= _triples_of(session, ids, batches)
    if touched or batches:
        _take(session, touched, -1)
    yield
    session.flush()
    touched |= _cases_of(session, {}, batches)
    triples |= _triples_of(session, ids, batches)
    if touched:
        _take(session, touched, 1)
        for statement in (*_APPLY, *tie_tally.APPLY):
            session.execute(text(statement))
    if triples:
        _fill(session, "touched_triple", ("organization_id", "service_type_id", "area_id"), triples)
        session.execute(text(_DROP_SPANS))
        session.execute(text(_INSERT_SPANS.format(of=_OF_TRIPLES)), {"never": NEVER})
    for name in ("touched_case", "touched_triple", "need_net", "tie_net") if touched or triples or batches else ():
        session.execute(text(f"DROP TABLE IF EXISTS {_temp(session)}{name}"))


@contextmanager
def placing(session: Session) -> Iterator[None]:
    """Areas that move inside (`area_moved`) are counted for their provinces once, at the end. Not to be nested.

    Outside of it each of them is counted at once. Either way only the provinces they left and came to are counted anew.
    """
    moved: set[tuple[int, int]] = set()
    session.info[_MOVED] = moved
    try:
        yield
    finally:
        del session.info[_MOVED]
    if moved:
        _place(session, moved)


def area_moved(session: Session, area: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """An area counts for another province from now on; `before` and `after` hold at least its `level` and `parent_id`."""
    moved = {(area, province) for row in (before, after) if (province := row["parent_id"] if row["level"] == 2 else area)}
    if _MOVED in session.info:
        session.info[_MOVED] |= moved
    else:
        _place(session, moved)


def rebuild(session: Session) -> None:
    """Work out all summaries anew, to repair what `faults` names."""
    session.flush()
    _net_of_all(session)
    for name, statements in (("need_tally", _APPLY[:-1]), ("tie_tally", tie_tally.APPLY[:-1])):
        session.execute(text(f"DELETE FROM {name}"))
        for statement in statements:
            session.execute(text(statement))
    _drop_nets(session)
    session.execute(text("DELETE FROM service_span"))
    session.execute(text(_INSERT_SPANS.format(of="")), {"never": NEVER})


def faults(session: Session) -> list[str]:
    """Sentences on what the summaries tell otherwise than the rows they sum up; empty: they are right. Changes nothing."""
    _net_of_all(session)
    stored = "SELECT level, period, area_id, service_type_id, needs, caseload, unmet_need FROM need_tally"
    expected = " UNION ALL ".join(_COUNTED.format(period=period) for period in _PERIODS)
    found = _unlike(session, "need_tally", "counts of a cell and a time", expected, stored)
    stored = f"SELECT {', '.join(tie_tally.COLUMNS)} FROM tie_tally"
    found += _unlike(session, "tie_tally", "ties of two organizations in a quarter", tie_tally.COUNTED, stored)
    _drop_nets(session)
    stored = f"SELECT {', '.join(_SPAN)} FROM service_span"
    return found + _unlike(session, "service_span", "statements of services", _SPANS_OF.format(of=""), stored)


def _unlike(session: Session, name: str, what: str, expected: str, stored: str) -> list[str]:
    values = {"never": NEVER} if ":never" in expected else {}
    wanted, there = (
        text(f"SELECT COUNT(*) FROM (SELECT * FROM ({one}) one EXCEPT SELECT * FROM ({other}) other) unlike")
        for one, other in ((expected, stored), (stored, expected))
    )
    missing, wrong = (session.execute(query, values).scalar_one() for query in (wanted, there))
    if not missing and not wrong:
        return []
    return [f"{name}: {missing} {what} are missing or wrong, and {wrong} rows should not be there. Mend it: check --repair."]


_MOVED = "moved areas"
"""In the session: {(area, a province it counted for or counts for)}."""


def _place(session: Session, moved: Collection[tuple[int, int]]) -> None:
    """Count all that lies in these provinces anew, and tell the statements about the areas their province."""
    session.flush()
    _fill(session, "touched_province", ("province_id",), {(province,) for _, province in moved})
    inside = {tuple(row) for row in session.execute(text(_INSIDE))}
    _fill(session, "touched_area", ("area_id",), inside | {(area,) for area, _ in moved})
    _make_nets(session)
    session.execute(text(_NET.format(cases="JOIN touched_area t ON t.area_id = n.area_id")), {"never": NEVER, "sign": 1})
    for statement in (*_FORGET_PROVINCES, *_APPLY[:-1], _MOVE_SPANS):
        session.execute(text(statement))
    _drop_nets(session, "touched_province", "touched_area")


# --- what is touched ------------------------------------------------------------------------------------------------


def _in(session: Session, query: str, values: Collection[int]) -> set[Any]:
    """Rows of a query with `{ids}` to fill in, a part of the values at a time."""
    found: set[Any] = set()
    for part in chunks(sorted(values)):
        ids = ", ".join(str(int(value)) for value in part)
        found.update(map(tuple, session.execute(text(query.format(ids=ids)))))
    return found


_CASES = {
    "shared_case": "SELECT id FROM shared_case WHERE {column} IN ({{ids}})",
    "case_need": "SELECT case_id FROM case_need WHERE {column} IN ({{ids}})",
    "referral": "SELECT n.case_id FROM referral r JOIN case_need n ON n.id = r.need_id WHERE r.{column} IN ({{ids}})",
}
_TRIPLES = "SELECT organization_id, service_type_id, area_id FROM service WHERE {column} IN ({{ids}})"


def _cases_of(session: Session, ids: Mapping[str, Collection[int]], batches: Collection[int]) -> set[int]:
    found: set[Any] = set()
    for name, query in _CASES.items():
        found |= _in(session, query.format(column="id"), ids.get(name, ()))
        found |= _in(session, query.format(column="batch_id"), batches)
    return {case for (case,) in found}


def _triples_of(session: Session, ids: Mapping[str, Collection[int]], batches: Collection[int]) -> set[Triple]:
    stated = _in(session, _TRIPLES.format(column="id"), ids.get("service", ()))
    return stated | _in(session, _TRIPLES.format(column="batch_id"), batches)


def _triples_told(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> set[Triple]:
    return {
        (row["organization_id"], row["service_type_id"], row["area_id"])
        for name, row in rows
        if name == "service" and {"organization_id", "service_type_id", "area_id"} <= row.keys()
    }


def _cases_told(session: Session, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> set[int]:
    cases = {row["case_id"] for name, row in rows if name == "case_need" and "case_id" in row}
    needs = {row["need_id"] for name, row in rows if name == "referral" and "need_id" in row}
    return cases | _cases_of(session, {"case_need": needs}, ())


# --- temporary tables -----------------------------------------------------------------------------------------------


def _temp(session: Session) -> str:
    return "pg_temp." if session.get_bind().dialect.name == "postgresql" else "temp."


def _fill(session: Session, name: str, columns: tuple[str, ...], rows: Iterable[tuple[int, ...]]) -> None:
    """A temporary table of these rows."""
    session.execute(text(f"DROP TABLE IF EXISTS {_temp(session)}{name}"))
    kinds = ", ".join(f"{column} INTEGER NOT NULL" for column in columns)
    session.execute(text(f"CREATE TEMPORARY TABLE {name} ({kinds}, PRIMARY KEY ({', '.join(columns)}))"))
    connection = session.connection()  # by the driver: a long list brings a hundred thousand cases
    marks = ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", sorted(rows))


_NETS = {
    "need_net": ("level", "day", "area_id", "service_type_id", "needs", "caseload", "unmet_need"),
    "tie_net": tie_tally.COLUMNS,
}
"""What shared cases count for, on its way into the summaries: names of temporary tables, and their columns."""


def _make_nets(session: Session) -> None:
    for name, columns in _NETS.items():
        kinds = ", ".join(f"{column} INTEGER NOT NULL" for column in columns)
        session.execute(text(f"DROP TABLE IF EXISTS {_temp(session)}{name}"))
        session.execute(text(f"CREATE TEMPORARY TABLE {name} ({kinds})"))


def _drop_nets(session: Session, *others: str) -> None:
    for name in (*_NETS, *others):
        session.execute(text(f"DROP TABLE {_temp(session)}{name}"))


def _net_of_all(session: Session) -> None:
    """What all cases count for."""
    _make_nets(session)
    session.execute(text(_NET.format(cases="")), {"never": NEVER, "sign": 1})
    session.execute(text(tie_tally.net(of_touched=False)), {"sign": 1})


def _take(session: Session, cases: set[int], sign: int) -> None:
    """Add to the nets what these cases count for now, times `sign`."""
    if sign < 0:
        _make_nets(session)
    if cases:
        _fill(session, "touched_case", ("case_id",), ((case,) for case in cases))
        query = _NET.format(cases="JOIN touched_case t ON t.case_id = n.case_id")
        session.execute(text(query), {"never": NEVER, "sign": sign})
        session.execute(text(tie_tally.net(of_touched=True)), {"sign": sign})


# --- the statements -------------------------------------------------------------------------------------------------


def _day(column: str) -> str:
    """A date as a whole number; ISO text on SQLite, a date on PostgreSQL."""
    return f"CAST(REPLACE(CAST({column} AS VARCHAR(10)), '-', '') AS INTEGER)"


_NET = f"""
WITH placed AS (
  SELECT n.id AS need_id, n.case_id, n.service_type_id, n.area_id,
    CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS province_id,
    {_day("n.opened_on")} AS from_day, COALESCE({_day("n.closed_on")}, :never) AS until_day
  FROM case_need n {{cases}} JOIN area a ON a.id = n.area_id),
helped AS (
  SELECT p.need_id, p.from_day AS first_day, p.until_day AS last_day, {_day("r.accepted_on")} AS from_day,
    CASE WHEN r.state NOT IN ('declined', 'revoked', 'closed_without_service') THEN :never
      ELSE COALESCE({_day("r.closed_on")}, 0) END AS until_day
  FROM placed p CROSS JOIN referral r WHERE r.need_id = p.need_id AND r.accepted_on >= r.sent_on
  UNION ALL SELECT need_id, from_day, until_day, until_day, :never FROM placed),
reached AS (
  SELECT need_id, first_day, CASE WHEN from_day < last_day THEN from_day ELSE last_day END AS until_day,
    COALESCE(MAX(until_day) OVER (
      PARTITION BY need_id ORDER BY from_day, until_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS from_day
  FROM helped WHERE from_day < until_day OR from_day = :never),
waiting AS (
  SELECT need_id, CASE WHEN from_day > first_day THEN from_day ELSE first_day END AS from_day, until_day
  FROM reached WHERE from_day < until_day),
counted AS (
  SELECT 2 AS level, area_id, service_type_id, case_id, need_id, from_day, until_day FROM placed
  UNION ALL SELECT 1, province_id, service_type_id, case_id, need_id, from_day, until_day FROM placed
  WHERE province_id IS NOT NULL),
spans AS (
  SELECT level, area_id, service_type_id, case_id, 0 AS is_unmet, from_day, until_day FROM counted
  UNION ALL SELECT c.level, c.area_id, c.service_type_id, c.case_id, 1, w.from_day, w.until_day
  FROM counted c JOIN waiting w ON w.need_id = c.need_id),
ordered AS (
  SELECT level, area_id, service_type_id, is_unmet, from_day, until_day, COALESCE(MAX(until_day) OVER (
      PARTITION BY level, area_id, service_type_id, case_id, is_unmet ORDER BY from_day, until_day
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reached
  FROM spans WHERE from_day < until_day),
added AS (
  SELECT level, area_id, service_type_id, is_unmet, until_day,
    CASE WHEN reached > from_day THEN reached ELSE from_day END AS from_day
  FROM ordered WHERE until_day > reached),
events AS (
  SELECT level, from_day AS day, area_id, service_type_id, 0 AS needs, 1 - is_unmet AS caseload, is_unmet AS unmet_need
  FROM added
  UNION ALL SELECT level, until_day, area_id, service_type_id, 0, is_unmet - 1, -is_unmet FROM added WHERE until_day < :never
  UNION ALL SELECT level, from_day, area_id, service_type_id, 1, 0, 0 FROM counted)
INSERT INTO need_net
SELECT level, day, area_id, service_type_id, :sign * SUM(needs), :sign * SUM(caseload), :sign * SUM(unmet_need)
FROM events GROUP BY level, day, area_id, service_type_id"""
"""What cases count for. A day on which several needs of a case are open in a cell counts once: of needs in the order of their
first day, each adds only the days that none before it has reached. `waiting`: the days of a need without an accepted referral,
between one that was revoked, declined or closed without service and the next, and up to its close."""

_COUNTED = """
SELECT level, {period} AS period, area_id, service_type_id, SUM(needs) AS needs, SUM(caseload) AS caseload,
  SUM(unmet_need) AS unmet_need
FROM need_net WHERE true GROUP BY 1, 2, 3, 4 HAVING SUM(needs) <> 0 OR SUM(caseload) <> 0 OR SUM(unmet_need) <> 0"""
_ADD = f"""
INSERT INTO need_tally (level, period, area_id, service_type_id, needs, caseload, unmet_need){_COUNTED}
ON CONFLICT (level, period, area_id, service_type_id) DO UPDATE SET needs = need_tally.needs + excluded.needs,
  caseload = need_tally.caseload + excluded.caseload, unmet_need = need_tally.unmet_need + excluded.unmet_need"""
_PERIODS = ("0", "day / 10000", "day / 100", "day")
_DROP_ZEROS = f"""
DELETE FROM need_tally WHERE needs = 0 AND caseload = 0 AND unmet_need = 0 AND (level, period, area_id, service_type_id) IN (
  {" UNION ".join(f"SELECT level, {period}, area_id, service_type_id FROM need_net" for period in _PERIODS)})"""
_APPLY = [*(_ADD.format(period=period) for period in _PERIODS), _DROP_ZEROS]

_PROVINCE = "CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END"
_INSIDE = f"SELECT a.id FROM area a WHERE {_PROVINCE} IN (SELECT province_id FROM touched_province)"
_FORGET_PROVINCES = (
    "DELETE FROM need_net WHERE level <> 1",  # what is counted for exactly an area stays with it
    "DELETE FROM need_tally WHERE level = 1 AND area_id IN (SELECT province_id FROM touched_province)",
)
_MOVE_SPANS = f"""
UPDATE service_span SET province_id = (SELECT {_PROVINCE} FROM area a WHERE a.id = service_span.area_id)
WHERE area_id IN (SELECT area_id FROM touched_area)"""

_DROP_SPANS = """
DELETE FROM service_span WHERE (organization_id, service_type_id, area_id) IN (
  SELECT organization_id, service_type_id, area_id FROM touched_triple)"""
_OF_TRIPLES = """JOIN touched_triple t ON t.organization_id = s.organization_id
    AND t.service_type_id = s.service_type_id AND t.area_id = s.area_id"""
_SPAN = (
    "service_id", "organization_id", "service_type_id", "area_id", "province_id", "from_day", "until_day", "assured_day",
    "capacity", "capacity_available",
)  # fmt: skip
_SPANS_OF = f"""
WITH stated AS (
  SELECT s.id, s.organization_id, s.service_type_id, s.area_id,
    CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS province_id, s.is_offered, s.capacity, s.capacity_available,
    {_day("s.assured_on")} AS assured_day, COALESCE({_day("s.starts_on")}, 0) AS starts_day,
    COALESCE({_day("s.ends_on")} + 1, :never) AS after_day,
    COALESCE(LEAD({_day("s.assured_on")}) OVER (
      PARTITION BY s.organization_id, s.service_type_id, s.area_id ORDER BY s.assured_on, s.id), :never) AS next_day
  FROM service s {{of}} JOIN area a ON a.id = s.area_id)
SELECT id, organization_id, service_type_id, area_id, province_id,
  CASE WHEN starts_day > assured_day THEN starts_day ELSE assured_day END,
  CASE WHEN NOT is_offered THEN 0 WHEN after_day < next_day THEN after_day ELSE next_day END,
  assured_day, capacity, capacity_available
FROM stated"""
_INSERT_SPANS = f"INSERT INTO service_span ({', '.join(_SPAN)}) {_SPANS_OF}"
