"""What bare durations of an export are: seconds or minutes, 1:05 an hour and five minutes or a minute and five seconds."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from coalition.imports.cells.clocks import read_clock
from coalition.imports.cells.headers import fold
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.roll import Roll, Row, column_of

_TWO_PARTS = re.compile(r"(\d{1,2}):(\d{2})")
_TEN_HOURS = 600
_DAY = 1440


def bare_minutes(grid: Grid, roll: Roll) -> dict[int, Callable[[str], str]]:
    """{column of durations: cell as written -> in minutes} where they stand bare; empty: the header or a unit says it.

    The times of joining and leaving tell which unit it is; without them, nobody stays ten hours.
    """
    at = column_of(roll.columns, "minutes")
    head = "" if at is None else fold(grid.rows[roll.header][at])
    if at is None or "min" in head:
        return {}
    rows = [row for row in grid.rows[roll.header + 1 :] if at < len(row) and row[at]]
    bare = [row for row in rows if row[at].isdecimal()]
    parted = [row for row in rows if _TWO_PARTS.fullmatch(row[at])]
    if bare:
        return {at: partial(_scaled, _unit(bare, at, roll, (1 / 60, 1.0), "second" in head))}
    return {at: partial(_scaled, _unit(parted, at, roll, (1.0, 60.0), False))} if parted else {}


def _unit(rows: Sequence[Row], at: int, roll: Roll, units: tuple[float, float], seconds: bool) -> float:
    """How many minutes the number, or the first of two parts, stands for."""
    stays = _stays(rows, roll)
    if seconds:
        return units[0]
    if stays:
        return min(
            units, key=lambda unit: sum(abs(_value(row[at], unit) - stay) for row, stay in zip(rows, stays, strict=True))
        )
    longest = max(_value(row[at], 1.0) for row in rows)
    return 1 / 60 if units[0] < 1 and longest >= _TEN_HOURS else 1.0


def _value(cell: str, unit: float) -> float:
    first, _, second = cell.partition(":")
    return int(first) * unit + (int(second) * unit / 60 if second else 0)


def _scaled(unit: float, cell: str) -> str:
    known = cell.isdecimal() or _TWO_PARTS.fullmatch(cell)
    return str(int(_value(cell, unit) + 0.5)) if known else cell


def _stays(rows: Sequence[Row], roll: Roll) -> list[int]:
    """Minutes from joining to leaving of each row; empty: not all say it."""
    times = [column_of(roll.columns, field) for field in ("joined", "left")]
    stays = []
    for row in rows:
        begin, end = (read_clock(row[i])[0] if i is not None and i < len(row) else None for i in times)
        if begin is None or end is None:
            return []
        stays.append((_of_day(end) - _of_day(begin)) % _DAY)
    return stays


def _of_day(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
