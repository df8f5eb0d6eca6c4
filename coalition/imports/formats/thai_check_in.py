"""The lists of Thai check-in apps: keys and values about the event, the list of check-ins, then a summary in numbers."""

from collections.abc import Callable
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_WORDS = {
    "name": ("ชื่อ-นามสกุล", "ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อผู้เข้าร่วม", "ชื่อ"),
    "last_name": ("นามสกุล", "สกุล"),
    "email": ("อีเมล", "อีเมล์"),
    "attended": ("สถานะ", "สถานะการเช็คอิน", "สถานะเช็คอิน", "สถานะการเข้าร่วม"),
    "joined": ("เวลาเช็คอิน", "เวลาที่เช็คอิน", "วันเวลาเช็คอิน", "วันที่เช็คอิน"),
    "left": ("เวลาเช็คเอาท์", "เวลาเช็คเอาต์"),
    "ignore": ("ลำดับ", "ลำดับที่", "วิธีเช็คอิน", "วิธีการเช็คอิน", "อุปกรณ์", "ip"),
}
_NOT_YET = frozenset({"ยังไม่เช็คอิน", "ยังไม่ได้เช็คอิน", "รอเช็คอิน", "ไม่ได้เช็คอิน", "ไม่เช็คอิน"})
_SUMMARY = frozenset({"สรุป", "สรุปผล", "สรุปจำนวน", "สรุปการเช็คอิน", "สรุปการเข้าร่วม", "สถิติ"})
_EMPTY = frozenset({"-", "--", "–", "—"})


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {fold(text) for text in (*_WORDS["name"], *_WORDS["last_name"])}
    checked = heads & {fold(text) for text in (*_WORDS["joined"], "วิธีเช็คอิน", "วิธีการเช็คอิน", "สถานะการเช็คอิน")}
    return 6.0 + len(checked) if named and checked else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    if "last_name" in columns.values():
        columns = {i: "first_name" if name == "name" else name for i, name in columns.items()}
    cells: dict[int, Callable[[str], str]] = {
        i: _without_dash for i, name in columns.items() if name in {"joined", "left", "email"}
    }
    status = column_of(columns, "attended")
    if status is not None:
        cells[status] = _presence
    summary = next((i for i in range(number + 1, len(grid.rows)) if _is_summary(grid.rows[i])), len(grid.rows))
    apart = {i: "note" if i == summary else "total" for i in range(summary, len(grid.rows)) if any(grid.rows[i])}
    return read_roll(grid, file, choices, today, Roll(number, columns, cells, apart=apart))


def _is_summary(row: list[str]) -> bool:
    """Whether the numbers begin here: everything below counts people that are listed above."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and fold(filled[0]) in _SUMMARY


def _without_dash(cell: str) -> str:
    return "" if cell in _EMPTY else cell


def _presence(status: str) -> str:
    return "absent" if fold(status) in _NOT_YET else status


THAI_CHECK_IN = Format(
    "thai_check_in",
    "Thai check-in app: list of check-ins",
    "Exported as CSV from the event's page in the app; on time and late were there, ขาด was not.",
    Sample(
        "เช็คอิน_ประชุมเครือข่าย.csv",
        "ชื่อกิจกรรม,ประชุมเครือข่าย\nวันที่,14 พ.ค. 2569\nเวลา,13:30 - 16:00\nสถานที่,ห้องประชุม 2\n\nรายการเช็คอิน\n"
        "ลำดับ,ชื่อ,อีเมล,สถานะ,วิธีเช็คอิน,เวลาเช็คอิน\n1,อนงค์ แซ่ลี,anong@riverhouse.example,ตรงเวลา,QR Code,14/5/2569 13:21:07\n"
        "2,Ben Carver,-,สาย,QR Code,14/5/2569 13:45:10\n3,ชัย วงศ์ดี,-,ขาด,-,-\n\nสรุป\nทั้งหมด,3\nตรงเวลา,1\nสาย,1\nขาด,1\n",
    ),
    _score,
    _read,
)
