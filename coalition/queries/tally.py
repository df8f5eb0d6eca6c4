"""The cells of the coverage matrix, read from the summaries that the writes keep (`coalition.summaries`).

Whole numbers come as the driver gives them and become columns at once: what is read is counted already, so that turning it
into a frame must not cost more than counting it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import text
from sqlmodel import Session

from coalition.frames import CHECKS_BY_CELL, HELPING, NEEDS_BY_CELL, SERVICES_BY_CELL, SOLE
from coalition.queries.ready import sent
from coalition.schema import COUNT, DATE, Schema

_MISSING = -1
"""In place of NULL: no count, day or id is negative."""


def day_number(day: date) -> int:
    """A day as the summaries write it: 20261125."""
    return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True)
class Only:
    """The cells that are looked at: those of these areas and service types; None: of all."""

    areas: Sequence[int] | None = None
    kinds: Sequence[int] | None = None

    def sql(self, area: str, kind: str) -> str:
        """As a condition on two columns."""
        listed = {area: self.areas, kind: self.kinds}
        ids = {name: ", ".join(str(int(number)) for number in found) for name, found in listed.items() if found is not None}
        return "".join(f" AND {name} IN ({found or 'NULL'})" for name, found in ids.items())


_ALL = Only()


def services_by_cell_frame(
    session: Session,
    *,
    on: date,
    fresh_days: int,
    level: int,
    without: Sequence[int] = (),
    areas: Sequence[int] | None = None,
    kinds: Sequence[int] | None = None,
) -> pd.DataFrame:
    """SERVICES_BY_CELL on a date: the cells in which at least one service is active.

    Args:
        session: reads.
        on: the date.
        fresh_days: days for which a confirmation counts.
        level: 1: districts count for their province; 2: every statement for exactly its area.
        without: organizations whose services are left out.
        areas, kinds: only the cells of these areas and service types; None: of all.
    """
    asked = bool(session.execute(_ANY_CHECK).scalar())
    query = presence_sql(on, fresh_days, level, without=without, only=Only(areas, kinds), asked=asked)
    return _numbers(session, SERVICES_BY_CELL, query)


def checks_by_cell_frame(
    session: Session,
    *,
    on: date,
    fresh_days: int,
    level: int,
    without: Sequence[int] = (),
    areas: Sequence[int] | None = None,
    kinds: Sequence[int] | None = None,
) -> pd.DataFrame:
    """CHECKS_BY_CELL on a date: the cells somebody has asked about, however long ago. Arguments as for services."""
    return _numbers(session, CHECKS_BY_CELL, checks_sql(on, fresh_days, level, without=without, only=Only(areas, kinds)))


def sole_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """SOLE on a date: the cells in which exactly one organization is freshly confirmed. Arguments as for services."""
    return _numbers(session, SOLE, presence_sql(on, fresh_days, level, counted=_SOLE))


def helping_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """HELPING on a date: who is freshly confirmed in each cell. Arguments as for services."""
    return _numbers(session, HELPING, presence_sql(on, fresh_days, level, counted=_HELPING))


def needs_by_cell_frame(session: Session, *, on: date, level: int) -> pd.DataFrame | None:
    """NEEDS_BY_CELL on a date: the cells with an open need. None: nobody has shared a case, so need is unknown."""
    if not session.execute(_ANY_CASE).scalar():
        return None
    return _numbers(session, NEEDS_BY_CELL, needs_sql(on, level))


def services_of_cells(
    session: Session, *, on: date, fresh_days: int, level: int, areas: Sequence[int], kind: int, asked: bool
) -> dict[int, dict[str, Any]]:
    """{area: its row of SERVICES_BY_CELL as plain values} for one service type, where a service is active.

    asked: somebody confirmed about one of these areas, or an area inside, that there is nobody. Others as for services.
    """
    found = _plain(session, SERVICES_BY_CELL, presence_sql(on, fresh_days, level, only=Only(areas, [kind]), asked=asked))
    return {row["area_id"]: row for row in found}


def checks_of_cell(session: Session, *, on: date, fresh_days: int, level: int, area: int, kind: int) -> dict[str, Any]:
    """The row of CHECKS_BY_CELL of one cell as plain values; empty: nobody has asked. Arguments as for services."""
    return next(iter(_plain(session, CHECKS_BY_CELL, checks_sql(on, fresh_days, level, only=Only([area], [kind])))), {})


def needs_of_cell(session: Session, *, on: date, level: int, area: int, kind: int) -> dict[str, int] | None:
    """caseload and unmet_need [people] of one cell on a date, as NEEDS_BY_CELL counts them; None: nobody has shared a case."""
    caseload, unmet, is_shared = sent(session, needs_of_cell_sql(on, level, area, kind))[0]
    return {"caseload": int(caseload), "unmet_need": int(unmet)} if is_shared else None


_ANY_CHECK = text("SELECT EXISTS (SELECT 1 FROM coverage_check)")
_ANY_CASE = text("SELECT EXISTS (SELECT 1 FROM shared_case)")


def _plain(session: Session, schema: Schema, query: str) -> list[dict[str, Any]]:
    """The same for a few rows, as plain values: None where one is missing, `date` for days."""
    return [
        {
            name: None if value == _MISSING else _day(value) if column.dtype == DATE else int(value)
            for (name, column), value in zip(schema.columns.items(), row, strict=True)
        }
        for row in sent(session, query)
    ]


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _numbers(session: Session, schema: Schema, query: str) -> pd.DataFrame:
    """A frame of a query whose columns are whole numbers: counts, ids, days, and -1 where a value is missing."""
    rows = sent(session, query)
    width = len(schema.columns)
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(len(rows), width).T
    columns = zip(schema.columns.items(), table, strict=True)
    found = {name: _column(np.ascontiguousarray(values), column.dtype) for (name, column), values in columns}
    return pd.DataFrame(found, copy=False)


def _column(found: "np.ndarray[Any, np.dtype[np.int64]]", dtype: str) -> Any:
    if dtype == DATE:
        months = ((found // 10_000 - 1970) * 12 + found // 100 % 100 - 1).astype("datetime64[M]")
        days = (months.astype("datetime64[D]") + (found % 100 - 1)).astype(DATE)
        return np.where(found == _MISSING, np.datetime64("NaT", "us"), days)
    if dtype == COUNT:
        return pd.arrays.IntegerArray(found, found == _MISSING)
    return found.astype(dtype)


# --- the statements -------------------------------------------------------------------------------------------------
# Days and ids are whole numbers of our own and stand in the text: SQLite computes what is written the same way once per row,
# and not once for each place where it is bound.


def presence_sql(
    on: date,
    fresh_days: int,
    level: int,
    *,
    without: Sequence[int] = (),
    only: Only = _ALL,
    asked: bool = True,
    counted: str | None = None,
) -> str:
    """Who helps in each cell, per organization first. `asked`: somebody has ever confirmed that there is nobody."""
    is_fresh = f"s.assured_day >= {day_number(on - timedelta(days=fresh_days))}" + (" AND n.holds IS NULL" if asked else "")
    nobody = _nobody(on, fresh_days, without, only) + ", " if asked else "WITH "
    held = "LEFT JOIN (SELECT * FROM own_checks WHERE holds = 1) n ON n.area_id = s.area_id AND n.service_type_id"
    area = "s.province_id" if level == 1 else "s.area_id"
    return f"""{nobody}by_organization AS (
  SELECT {area} AS cell_id, s.service_type_id, s.organization_id, MAX(s.assured_day) AS assured_day,
    MAX(CASE WHEN {is_fresh} THEN s.assured_day END) AS fresh_day,
    SUM(CASE WHEN {is_fresh} THEN s.capacity END) AS capacity,
    SUM(CASE WHEN {is_fresh} THEN s.capacity_available END) AS capacity_available
  FROM service_span s {held + " = s.service_type_id" if asked else ""}
  WHERE {area} IS NOT NULL AND {_in_force(on, without)} {only.sql(area, "s.service_type_id")}
  GROUP BY {area}, s.service_type_id, s.organization_id)
{counted or _OF_CELLS}"""


_OF_CELLS = """
SELECT cell_id, service_type_id, COUNT(*), COUNT(fresh_day), COALESCE(SUM(capacity), -1), COALESCE(SUM(capacity_available), -1),
  MAX(assured_day), COALESCE(MAX(fresh_day), -1)
FROM by_organization GROUP BY cell_id, service_type_id"""
_HELPING = """
SELECT cell_id, service_type_id, organization_id, fresh_day FROM by_organization WHERE fresh_day IS NOT NULL"""
_SOLE = """
SELECT cell_id, service_type_id, MIN(organization_id), MAX(fresh_day) FROM by_organization WHERE fresh_day IS NOT NULL
GROUP BY cell_id, service_type_id HAVING COUNT(*) = 1"""


def checks_sql(on: date, fresh_days: int, level: int, *, without: Sequence[int] = (), only: Only = _ALL) -> str:
    """Where somebody asked and found nobody."""
    area = "CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END" if level == 1 else "a.id"
    return f"""{_nobody(on, fresh_days, without, only)}
SELECT {area} AS cell_id, c.service_type_id, MAX(c.checked_day),
  MAX(CASE WHEN a.id = {area} THEN c.holds ELSE 0 END), SUM(CASE WHEN a.id = {area} THEN 0 ELSE c.holds END)
FROM own_checks c JOIN area a ON a.id = c.area_id WHERE {area} IS NOT NULL {only.sql(area, "c.service_type_id")}
GROUP BY {area}, c.service_type_id"""


def _nobody(on: date, fresh_days: int, without: Sequence[int], only: Only) -> str:
    """Per exact area and service type: the newest check, and whether it holds (fresh, no active service confirmed since)."""
    return f"""
WITH asked AS (
  SELECT c.area_id, c.service_type_id, MAX(c.confirmed_on) AS checked_on FROM coverage_check c
  WHERE c.confirmed_on <= '{on.isoformat()}' {Only(kinds=only.kinds).sql("", "c.service_type_id")}
  GROUP BY c.area_id, c.service_type_id),
dated AS (
  SELECT area_id, service_type_id, CAST(REPLACE(CAST(checked_on AS VARCHAR(10)), '-', '') AS INTEGER) AS checked_day
  FROM asked),
own_checks AS (
  SELECT area_id, service_type_id, checked_day,
    CASE WHEN checked_day >= {day_number(on - timedelta(days=fresh_days))} AND NOT EXISTS (
      SELECT 1 FROM service_span s WHERE s.area_id = d.area_id AND s.service_type_id = d.service_type_id
        AND {_in_force(on, without)} AND s.assured_day >= d.checked_day) THEN 1 ELSE 0 END AS holds
  FROM dated d)"""


def _in_force(on: date, without: Sequence[int]) -> str:
    """Which statements are looked at."""
    left_out = ", ".join(str(int(organization)) for organization in without)
    condition = f"s.from_day <= {day_number(on)} AND s.until_day > {day_number(on)}"
    return condition + (f" AND s.organization_id NOT IN ({left_out})" if left_out else "")


def needs_sql(on: date, level: int) -> str:
    """Where all changes lead, less the changes of later years, later months of the year and later days of the month."""
    year, month, day = on.year, on.year * 100 + on.month, day_number(on)
    later = ((year, 9999), (month, year * 100 + 12), (day, month * 100 + 31))
    changes = "".join(
        f"""
  UNION ALL SELECT t.area_id, t.service_type_id, -t.caseload, -t.unmet_need FROM need_tally t
  WHERE t.level = {level} AND t.period > {after} AND t.period <= {last}"""
        for after, last in later
    )
    return f"""
SELECT area_id, service_type_id, SUM(caseload), SUM(unmet_need) FROM (
  SELECT t.area_id, t.service_type_id, t.caseload, t.unmet_need FROM need_tally t
  WHERE t.level = {level} AND t.period = 0{changes}) changes
GROUP BY area_id, service_type_id HAVING SUM(caseload) > 0"""


def needs_of_cell_sql(on: date, level: int, area: int, kind: int) -> str:
    """The same of one cell. Its rows lie far apart, so each period is looked up: later years one by one for as long as a need
    may well be dated ahead, and what is dated further ahead than that, hardly ever anything, is read through."""
    years = range(on.year + 1, on.year + _YEARS_AHEAD + 1)
    months = range(on.year * 100 + on.month + 1, on.year * 100 + 13)
    days = range(day_number(on) + 1, day_number(on) - on.day + 32)
    later = ", ".join(map(str, (*years, *months, *days)))
    cell = f"t.level = {level} AND t.area_id = {area} AND t.service_type_id = {kind}"
    return f"""
SELECT COALESCE(SUM(caseload), 0), COALESCE(SUM(unmet_need), 0), (SELECT COUNT(*) FROM (SELECT 1 FROM shared_case LIMIT 1) c)
FROM (
  SELECT t.caseload, t.unmet_need FROM need_tally t WHERE {cell} AND t.period = 0
  UNION ALL SELECT -t.caseload, -t.unmet_need FROM need_tally t WHERE {cell} AND t.period IN ({later})
  UNION ALL SELECT -t.caseload, -t.unmet_need FROM need_tally t
  WHERE {cell} AND t.period > {on.year + _YEARS_AHEAD} AND t.period <= 9999) changes"""


_YEARS_AHEAD = 5
