"""Thai minutes without a row of column names: who came under ผู้มาประชุม, who did not under ผู้ไม่มาประชุม, in numbered rows."""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.names import looks_like_organization, looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, read_roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import match

_CAME = re.compile(r"(?:รายชื่อ)?ผู้(?:มา|เข้า|เข้าร่วม)ประชุม\s*:?")
_NUMBER = re.compile(r"[\d๐-๙]{1,3}[.)]?")
_SAMPLE = 60


def _filled(row: Row) -> list[str]:
    return [cell for cell in row if cell]


def _find(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """The row of the first heading, and the columns below it; None: it is no such list, or it has column names."""
    heading = next((n for n, row in enumerate(rows[:TOP_ROWS]) if _is_heading(row)), None)
    if heading is None or any(sum(match(cell).field is not None for cell in _filled(row)) > 1 for row in rows[: heading + 2]):
        return None
    people = [row for row in rows[heading + 1 : heading + 1 + _SAMPLE] if len(row) > 1 and _NUMBER.fullmatch(row[0]) and row[1]]
    if not people or 4 * sum(looks_like_person(row[1]) for row in people) < 3 * len(people):
        return None
    width = max(map(len, people))
    shares = {i: sum(looks_like_organization(row[i]) for row in people if i < len(row)) for i in range(2, width)}
    best = max(shares, key=lambda i: shares[i], default=None)
    columns = {0: "ignore", 1: "name"} | dict.fromkeys(range(2, width), "ignore")
    if best is not None and shares[best]:
        columns[best] = "organization"
        columns |= dict.fromkeys(range(2, best)[:1], "role")
    return heading, columns


def _is_heading(row: Row) -> bool:
    cells = _filled(row)
    return len(cells) == 1 and _CAME.fullmatch(cells[0]) is not None


def _score(rows: Top) -> float:
    return 6.0 if _find(rows) else 0.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    found = _find(grid.rows)
    if found is None:
        return None
    return read_roll(grid, file, choices, today, Roll(found[0], found[1]))


THAI_MINUTES = Format(
    "thai_minutes",
    "Thai minutes: who came and who did not, without column names",
    "From the first page of the minutes, copied into a spreadsheet; one row for each person, with a number before the name.",
    Sample(
        "minutes.csv",
        "รายงานการประชุมเครือข่าย ครั้งที่ 4/2569\n"
        "วันพฤหัสบดีที่ ๑๔ พฤษภาคม ๒๕๖๙\n"
        "ผู้มาประชุม\n"
        "1,นางสาวสมใจ รักดี,ผู้อำนวยการ,มูลนิธิบ้านริมน้ำ\n"
        "2,พ.ต.ท.วิชัย ใจดี,รองผู้กำกับ,สภ.แม่สาย\n"
        "ผู้ไม่มาประชุม\n"
        "1,นายประเสริฐ มั่นคง,นายก,อบต.ริมน้ำ\n",
    ),
    _score,
    _read,
)
