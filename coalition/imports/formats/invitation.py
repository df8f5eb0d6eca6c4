"""What people answered to an invitation of a calendar (Outlook, Google, Doodle): who said yes may still not have come.

Outlook heads a column `Attendance` that says who was required and who optional: it is no mark of who was there.
"""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Format, Top, refuse_bare
from coalition.imports.formats.roll import ONLY_REGISTERED, Row, best_header
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_ASKED = frozenset(map(fold, (
    "Response", "Response Status", "Responses", "Reply", "Tracking status", "RSVP", "RSVP Status", "RSVP response", "Antwort",
    "Antwortstatus", "Réponse", "Respuesta", "Resposta", "Risposta", "Antwoord", "Odpowiedź", "返信", "回答", "การตอบกลับ",
    "การตอบรับ", "คำตอบ", "สถานะการตอบรับ",
)))  # fmt: skip
_ANSWERS = frozenset(map(fold, (
    "Accepted", "Accept", "Declined", "Decline", "Tentative", "Tentatively accepted", "Tentatively", "None", "No response",
    "Not responded", "Not yet responded", "Awaiting", "Needs action", "Needs-action", "Organizer", "Meeting organizer",
    "Yes", "No", "Maybe", "Going", "Not going", "Zugesagt", "Abgelehnt", "Mit Vorbehalt", "Keine", "Keine Antwort", "Accepté",
    "Acceptée", "Refusé", "Refusée", "Provisoire", "Aucune", "Aucune réponse", "Aceptado", "Aceptada", "Rechazado", "Rechazada",
    "Provisional", "Ninguna", "Ninguno", "Sin respuesta", "Aceito", "Aceite", "Recusado", "Provisório", "Nenhum", "Accettato",
    "Rifiutato", "Provvisorio", "Geaccepteerd", "Geweigerd", "Voorlopig", "Geen", "Zaakceptowano", "Odrzucono", "Wstępnie",
    "Brak", "承諾", "辞退", "仮承諾", "なし", "ตอบรับ", "ตอบรับแล้ว", "ยอมรับ", "ยอมรับแล้ว", "ปฏิเสธ", "ปฏิเสธแล้ว", "ไม่แน่นอน", "ไม่มี",
    "ยังไม่ตอบ", "ยังไม่ตอบรับ",
)))  # fmt: skip
_CALLED = (
    "required", "optional", "organi", "resource", "erforderlich", "benötigt", "obligatoire", "facultatif", "necesari",
    "obrigat", "opcional", "verplicht", "optioneel", "wymagan", "opcjonaln", "必須", "任意", "จำเป็น", "ไม่บังคับ", "ผู้จัด",
)  # fmt: skip
_NAMES = frozenset({"guest", "invitee", "attendee", "displayname"})
_OF_CAME = frozenset({"attended", "joined", "left", "minutes"})
_SAMPLE = 200


def _cells(rows: Sequence[Row], header: int, column: int) -> list[str]:
    return [row[column] for row in rows[header + 1 : header + 1 + _SAMPLE] if column < len(row) and row[column]]


def _is_called(cells: Sequence[str]) -> bool:
    """Whether a column says who had to come: required, optional, organizer."""
    return bool(cells) and all(any(word in cell.casefold() for word in _CALLED) for cell in cells)


def _by_words(heads: frozenset[str]) -> float:
    named = heads & _NAMES or any(match(head).field in {"name", "first_name", "email"} for head in heads)
    return 6.0 if named and heads & _ASKED else 0.0


def _is_invitation(rows: Sequence[Row], header: int) -> bool:
    asked = [i for i, cell in enumerate(rows[header]) if fold(cell) in _ASKED]
    if not any(_all_answers(_cells(rows, header, i)) for i in asked):
        return False
    for i, cell in enumerate(rows[header]):
        cells = _cells(rows, header, i)
        if i not in asked and match(cell).field in _OF_CAME and cells and not _is_called(cells):
            return False  # it says besides who came: another format reads it
    return True


def _all_answers(cells: Sequence[str]) -> bool:
    return bool(cells) and all(fold(cell) in _ANSWERS for cell in cells)


def _score(rows: Top) -> float:
    number, score = best_header(rows, _by_words)
    return score if number >= 0 and _is_invitation(rows, number) else 0.0


def _read(grid: Grid, file: str, _choices: Choices, _today: date) -> Reading | None:
    number, _ = best_header(grid.rows[:TOP_ROWS], _by_words)
    if number < 0 or not _is_invitation(grid.rows, number):
        return None
    return refuse_bare(grid, file, ONLY_REGISTERED, number)


INVITATION = Format(
    "invitation_answers",
    "Outlook or Google Calendar: answers to an invitation",
    "It is recognised and refused: it says who was invited and what they answered, not who came.",
    None,
    _score,
    _read,
)
