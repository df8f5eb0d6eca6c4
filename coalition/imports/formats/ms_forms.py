"""Answers to a Microsoft form people sign in with: number, times of beginning and sending, account, then the questions."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.questions import read_answers
from coalition.imports.formats.roll import Roll, best_header, cells_under, column_of, columns_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_WORDS = {
    "timestamp": (
        "completion time", "เวลาที่เสร็จสมบูรณ์", "เวลาเสร็จสมบูรณ์", "เวลาที่เสร็จสิ้น", "fertigstellungszeit",
        "heure de fin", "hora de finalización", "hora de conclusão", "ora di completamento", "tijd van voltooien", "完成时间",
        "完成時間", "完了時刻",
    ),
    "email": ("email", "อีเมล", "e-mail", "adresse de messagerie", "correo electrónico"),
    "ignore": (
        "id", "รหัส", "start time", "เวลาเริ่มต้น", "เวลาที่เริ่ม", "startzeit", "heure de début", "hora de inicio",
        "hora de início", "ora di inizio", "begintijd", "开始时间", "開始時間", "開始時刻", "last modified time",
        "เวลาที่ปรับเปลี่ยนล่าสุด", "language", "total points", "quiz feedback",
    ),
}  # fmt: skip
_SENT = frozenset(map(fold, _WORDS["timestamp"]))
_BEGUN = frozenset(map(fold, _WORDS["ignore"][2:14]))
_NOBODY = frozenset({"anonymous", "ไม่ระบุชื่อ", "anonym", "anonyme", "anónimo", "anônimo"})


def _by_words(heads: frozenset[str]) -> float:
    return 8.0 if heads & {"id", "รหัส"} and heads & _SENT and heads & _BEGUN else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    mail = column_of(columns, "email")
    if mail is not None and all(cell.casefold() in _NOBODY for row in grid.rows[number + 1 :] for cell in row[mail : mail + 1]):
        columns[mail] = "ignore"  # answers were not bound to accounts: an address may be among the questions
        mail = None
    columns |= _account(grid, number)
    return read_answers(grid, file, choices, today, Roll(number, columns, {} if mail is None else {mail: _address}))


def _account(grid: Grid, header: int) -> dict[int, str]:
    """The column of the names of accounts, behind that of addresses, where a question asks for the name as well."""
    heads = grid.rows[header]
    addresses = set(map(fold, _WORDS["email"]))
    named = [i for i, head in enumerate(heads) if match(head).field in {"name", "first_name", "last_name"}]
    own = next((i for i in named if i and fold(heads[i - 1]) in addresses and match(heads[i]).field == "name"), None)
    if own is None:
        return {}
    asked = [len(cells_under(grid, header, i)) for i in named if i != own]
    return {own: "ignore"} if asked and max(asked) >= len(cells_under(grid, header, own)) else {}


def _address(cell: str) -> str:
    return "" if cell.casefold() in _NOBODY else cell


MS_FORMS = Format(
    "ms_forms_signin",
    "Microsoft Forms: answers to a sign-in form",
    "From the answers of the form (Open in Excel), saved as CSV.",
    Sample(
        "Sign-in(1-2).csv",
        "ID,Start time,Completion time,Email,Name,Full name,Organization\n"
        "1,2026-05-14 13:27:40,2026-05-14 13:28:03,anonymous,,Anong Saelee,River House\n"
        "2,2026-05-14 13:35:02,2026-05-14 13:35:40,anonymous,,Ben Carver,Hill Light\n",
    ),
    _score,
    _read,
)
