"""The cells of the coverage matrix, read from the summaries that the writes keep (`coalition.keeping`).

Whole numbers come as the driver gives them and become columns at once: what is read is counted already, so that turning it
into a frame must not cost more than counting it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Date, bindparam, exists, select, text
from sqlmodel import Session, col

from coalition.findings import HELPING, SOLE
from coalition.frames import CHECKS_BY_CELL, NEEDS_BY_CELL, SERVICES_BY_CELL
from coalition.models import SharedCase
from coalition.schema import COUNT, DATE, Schema

_MISSING = -1
"""In place of NULL: no count, day or id is negative."""


def day_number(day: date) -> int:
    """A day as the summaries write it: 20261125."""
    return day.year * 10_000 + day.month * 100 + day.day


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
        areas, kinds: only the cells of these areas and kinds of help; None: of all.
    """
    cell = "province_id" if level == 1 else "area_id"
    asked = session.execute(text("SELECT EXISTS (SELECT 1 FROM coverage_check)")).scalar()
    query = PRESENCE if asked else PRESENCE_UNASKED
    left_out = _left_out(without) + _only(cell, areas, kinds)
    return _numbers(session, SERVICES_BY_CELL, query, days_of(on, fresh_days), cell=cell, left_out=left_out)


def checks_by_cell_frame(
    session: Session, *, on: date, fresh_days: int, level: int, without: Sequence[int] = ()
) -> pd.DataFrame:
    """CHECKS_BY_CELL on a date: the cells somebody has asked about, however long ago. Arguments as for services."""
    cell = AREA_OF_CELL if level == 1 else "a.id"
    return _numbers(session, CHECKS_BY_CELL, CHECKS, days_of(on, fresh_days), cell=cell, left_out=_left_out(without))


def sole_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """SOLE on a date: the cells in which exactly one organization is freshly confirmed. Arguments as for services."""
    cell = "province_id" if level == 1 else "area_id"
    return _numbers(session, SOLE, _SOLE, days_of(on, fresh_days), cell=cell, left_out="")


def helping_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """HELPING on a date: who is freshly confirmed in each cell. Arguments as for services."""
    cell = "province_id" if level == 1 else "area_id"
    return _numbers(session, HELPING, _HELPING, days_of(on, fresh_days), cell=cell, left_out="")


def days_of(on: date, fresh_days: int) -> dict[str, Any]:
    """Values of PRESENCE and CHECKS."""
    return {"on": on, "day": day_number(on), "fresh": day_number(on - timedelta(days=fresh_days))}


def periods_of(on: date) -> dict[str, Any]:
    """Values of NEEDS: the year, the month and the day, and the last that month and year may have."""
    year, month = on.year, on.year * 100 + on.month
    return {"year": year, "month": month, "months": year * 100 + 12, "day": day_number(on), "days": month * 100 + 31}


def _only(cell: str, areas: Sequence[int] | None, kinds: Sequence[int] | None) -> str:
    listed = {f"s.{cell}": areas, "s.service_type_id": kinds}
    ids = {name: ", ".join(str(int(number)) for number in found) for name, found in listed.items() if found}
    return "".join(f" AND {name} IN ({found})" for name, found in ids.items())


def _left_out(without: Sequence[int]) -> str:
    ids = ", ".join(str(int(organization)) for organization in without)
    return f"AND s.organization_id NOT IN ({ids})" if ids else ""


def needs_by_cell_frame(session: Session, *, on: date, level: int) -> pd.DataFrame | None:
    """NEEDS_BY_CELL on a date: the cells with an open need. None: nobody has shared a case, so need is unknown."""
    if not session.execute(select(exists().where(col(SharedCase.id).is_not(None)))).scalar():
        return None
    return _numbers(session, NEEDS_BY_CELL, NEEDS, {"level": level} | periods_of(on))


def _numbers(session: Session, schema: Schema, query: str, values: dict[str, Any], **parts: str) -> pd.DataFrame:
    """A frame of a query whose columns are whole numbers: counts, ids, days, and -1 where a value is missing.

    `parts` fill the `{braces}` of the query; values that it does not ask for are left out.
    """
    statement = text(query.format(**parts))
    used = {name: value for name, value in values.items() if f":{name}" in query}
    if "on" in used:
        statement = statement.bindparams(bindparam("on", type_=Date))
    with session.connection().execute(statement, used) as result:
        cursor: Any = result.cursor
        rows: Sequence[tuple[int, ...]] = cursor.fetchall()
    width = len(schema.columns)
    table = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(len(rows), width).T
    columns = zip(schema.columns.items(), table, strict=True)
    return pd.DataFrame({name: _column(np.ascontiguousarray(found), column.dtype) for (name, column), found in columns})


def _column(found: "np.ndarray[Any, np.dtype[np.int64]]", dtype: str) -> Any:
    if dtype == DATE:
        months = ((found // 10_000 - 1970) * 12 + found // 100 % 100 - 1).astype("datetime64[M]")
        days = (months.astype("datetime64[D]") + (found % 100 - 1)).astype(DATE)
        return np.where(found == _MISSING, np.datetime64("NaT", "us"), days)
    if dtype == COUNT:
        return pd.arrays.IntegerArray(found, found == _MISSING)
    return found.astype(dtype)


# --- the statements -------------------------------------------------------------------------------------------------

AREA_OF_CELL = "CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END"
_NOBODY = """
WITH asked AS (
  SELECT area_id, service_type_id, MAX(confirmed_on) AS checked_on FROM coverage_check WHERE confirmed_on <= :on
  GROUP BY area_id, service_type_id),
dated AS (
  SELECT area_id, service_type_id, CAST(REPLACE(CAST(checked_on AS VARCHAR(10)), '-', '') AS INTEGER) AS checked_day
  FROM asked),
own_checks AS (
  SELECT area_id, service_type_id, checked_day, CASE WHEN checked_day >= :fresh AND NOT EXISTS (
    SELECT 1 FROM service_span s WHERE s.area_id = d.area_id AND s.service_type_id = d.service_type_id
      AND s.from_day <= :day AND s.until_day > :day AND s.assured_day >= d.checked_day {left_out}) THEN 1 ELSE 0 END AS holds
  FROM dated d)"""
"""Per exact area and kind of help: the newest check, and whether it holds (fresh, and no active service confirmed since)."""

CHECKS = (
    _NOBODY
    + """
SELECT {cell} AS cell_id, c.service_type_id, MAX(c.checked_day),
  MAX(CASE WHEN a.id = {cell} THEN c.holds ELSE 0 END), SUM(CASE WHEN a.id = {cell} THEN 0 ELSE c.holds END)
FROM own_checks c JOIN area a ON a.id = c.area_id WHERE {cell} IS NOT NULL GROUP BY {cell}, c.service_type_id"""
)

_BY_ORGANIZATION = """
  SELECT s.{cell} AS cell_id, s.service_type_id, s.organization_id, MAX(s.assured_day) AS assured_day,
    MAX(CASE WHEN {is_fresh} THEN s.assured_day END) AS fresh_day,
    SUM(CASE WHEN {is_fresh} THEN s.capacity END) AS capacity,
    SUM(CASE WHEN {is_fresh} THEN s.capacity_available END) AS capacity_available
  FROM service_span s {nobody}
  WHERE s.{cell} IS NOT NULL AND s.from_day <= :day AND s.until_day > :day {left_out}
  GROUP BY s.{cell}, s.service_type_id, s.organization_id"""
_OF_CELLS = """
SELECT cell_id, service_type_id, COUNT(*), COUNT(fresh_day), COALESCE(SUM(capacity), -1), COALESCE(SUM(capacity_available), -1),
  MAX(assured_day), COALESCE(MAX(fresh_day), -1)
FROM by_organization GROUP BY cell_id, service_type_id"""
PRESENCE_UNASKED = "WITH by_organization AS (" + (
    _BY_ORGANIZATION.replace("{is_fresh}", "s.assured_day >= :fresh").replace("{nobody}", "") + ")" + _OF_CELLS
)
PRESENCE = f"{_NOBODY}, by_organization AS (" + (
    _BY_ORGANIZATION.replace("{is_fresh}", "s.assured_day >= :fresh AND n.holds IS NULL").replace(
        "{nobody}",
        """LEFT JOIN (SELECT area_id, service_type_id, holds FROM own_checks WHERE holds = 1) n
    ON n.area_id = s.area_id AND n.service_type_id = s.service_type_id""",
    )
    + ")"
    + _OF_CELLS
)

_SOLE = (
    PRESENCE.removesuffix(_OF_CELLS)
    + """
SELECT cell_id, service_type_id, MIN(organization_id), MAX(fresh_day) FROM by_organization WHERE fresh_day IS NOT NULL
GROUP BY cell_id, service_type_id HAVING COUNT(*) = 1"""
)

_HELPING = (
    PRESENCE.removesuffix(_OF_CELLS)
    + """
SELECT cell_id, service_type_id, organization_id, fresh_day FROM by_organization WHERE fresh_day IS NOT NULL"""
)

NEEDS = """
SELECT area_id, service_type_id, SUM(caseload), SUM(unmet_need) FROM (
  SELECT area_id, service_type_id, caseload, unmet_need FROM need_tally WHERE level = :level AND period = 0
  UNION ALL SELECT area_id, service_type_id, -caseload, -unmet_need FROM need_tally
  WHERE level = :level AND period > :year AND period <= 9999
  UNION ALL SELECT area_id, service_type_id, -caseload, -unmet_need FROM need_tally
  WHERE level = :level AND period > :month AND period <= :months
  UNION ALL SELECT area_id, service_type_id, -caseload, -unmet_need FROM need_tally
  WHERE level = :level AND period > :day AND period <= :days) changes
GROUP BY area_id, service_type_id HAVING SUM(caseload) > 0"""
"""Where all changes lead, less the changes of later years, later months of the year and later days of the month."""
