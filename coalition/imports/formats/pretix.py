"""The check-in lists of pretix, in the language of whoever exported them.

The columns keep one order in every language: code, name, product, price, then when the person was checked in.
"""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, cells_under, columns_of, folded, read_check_ins
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_CODES = frozenset(map(fold, (
    "order code", "bestellnummer", "bestellcode", "code de commande", "numéro de commande", "código de pedido",
    "código do pedido", "bestelcode", "codice ordine", "kod zamówienia", "รหัสคำสั่งซื้อ",
)))  # fmt: skip
_WORDS = {
    "name": (
        "attendee name", "teilnehmername", "name des teilnehmers", "name der teilnehmenden person", "nom du participant",
        "nombre del asistente", "nombre del participante", "nome do participante", "naam van gast", "naam gast",
        "naam van bezoeker", "nome del partecipante", "nome partecipante", "ชื่อผู้เข้าร่วม", "name", "nom", "nombre", "ชื่อ",
    ),
    "joined": (
        "checked in", "eingecheckt", "enregistré", "enregistré à", "registrado", "check-in realizado", "ingecheckt",
        "check-in effettuato", "check-in", "zameldowany", "เช็คอินแล้ว",
    ),
    "left": ("checked out", "ausgecheckt", "sorti", "salida", "uitgecheckt", "check-out"),
    "date": ("start date", "startdatum", "anfangsdatum", "beginn", "date de début", "fecha de inicio", "data de início",
             "begindatum", "data di inizio"),
    "email": ("e-mail", "email", "e-mail-adresse", "adresse e-mail", "correo electrónico"),
    "organization": ("company", "firma", "entreprise", "société", "empresa", "bedrijf", "azienda"),
    "ignore": (
        "automatically checked in", "automatisch eingecheckt", "enregistré automatiquement", "registrado automáticamente",
        "automatisch ingecheckt", "paid", "bezahlt", "payé", "pagado", "betaald", "secret", "geheimnis", "product", "produkt",
        "produit", "producto", "price", "preis", "prix", "precio", "prijs", "end date", "enddatum", "date de fin",
        "fecha de fin", "voucher code", "gutscheincode", "order date", "order time", "bestelldatum", "bestellzeitpunkt",
        "date de commande", "fecha de pedido", "requires special attention", "comment", "kommentar", "status",
        "seat id", "seat name", "seat zone", "seat row", "seat number", "address", "zip code", "city", "country", "state",
    ),
}  # fmt: skip
_SUB_EVENT = frozenset({"date", "datum", "fecha", "data"})
_FIRST_PART = re.compile(r"first|given|vorname|prénom|nombre|voornaam|ชื่อ", re.IGNORECASE)
_LAST_PART = re.compile(r"last|family|nachname|familienname|nom de famille|apellido|achternaam|นามสกุล", re.IGNORECASE)
_CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9]{5,8}")
_PRICE = re.compile(r"\d+[.,]\d{2}")


def _by_words(heads: frozenset[str]) -> float:
    if not heads & _CODES:
        return 0.0
    told = heads & {fold(word) for name in ("joined", "left", "ignore") for word in _WORDS[name]}
    return 6.0 + min(3, len(told)) if len(told) >= 3 else 0.0


def _score(rows: Top) -> float:
    number, found = best_header(rows, _by_words)
    if number >= 0:
        return found
    return 5.0 if _by_place(rows) is not None else 0.0


def _by_place(rows: Sequence[Row]) -> tuple[int, int, int] | None:
    """(header, column of codes, column of prices) of a table in pretix's order; None: it is none."""
    for number, row in enumerate(rows[:3]):
        if len(row) < 8 or any(_PRICE.fullmatch(cell) for cell in row):
            continue
        below = [line for line in rows[number + 1 :] if any(line) and line != row]
        first = list(zip(*below, strict=False))[:3]
        code = next((i for i, cells in enumerate(first) if cells and all(map(_CODE.fullmatch, cells))), None)
        if code is None:
            return None
        for at in range(code + 2, min(code + 10, len(row) - 3)):
            cells = [line[at] for line in below if at < len(line) and line[at]]
            if cells and all(map(_PRICE.fullmatch, cells)) and _is_check_in(below, at + 1):
                return number, code, at
    return None


def _is_check_in(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds moments only, and empty cells."""
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and all(sum(map(str.isdigit, cell)) >= 6 for cell in cells)


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    placed = _by_place(grid.rows) if number < 0 else None
    if placed is not None:
        number = placed[0]
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    if placed is not None:
        price = placed[2]
        columns |= {price + 1: "joined", price + 2: "left", price + 3: "ignore"}
    _take_name(columns, header, placed[1] + 1 if placed is not None else 1)
    _take_sub_event(columns, grid, number, today)
    joined = next((i for i, name in columns.items() if name == "joined"), None)
    if joined is not None and not any(any(map(str.isdigit, cell)) for cell in cells_under(grid, number, joined)):
        columns[joined] = "attended"  # yes and no instead of a time
    return read_check_ins(grid, file, choices, today, Roll(number, columns))


def _take_name(columns: dict[int, str], header: Row, usual: int) -> None:
    """The whole name is used; its parts only where it does not stand alone.

    Args:
        usual: the column of the name where no header tells.
    """
    parts = {i: cell.partition(":")[2] for i, cell in enumerate(header) if ":" in cell and i not in columns and i < 9}
    if "name" not in columns.values() and parts:
        columns.update({i: "first_name" for i, part in parts.items() if _FIRST_PART.search(part)})
        columns.update({i: "last_name" for i, part in parts.items() if _LAST_PART.search(part)})
    elif "name" not in columns.values():
        columns[usual] = "name"
    columns.update({i: "ignore" for i in parts if i not in columns})


def _take_sub_event(columns: dict[int, str], grid: Grid, header: int, today: date) -> None:
    """`Date` is the name of one event of a series; its day stands in `Start date`."""
    for i, head in enumerate(folded(grid.rows[header])):
        if head in _SUB_EVENT and i not in columns:
            cells = cells_under(grid, header, i)
            days = sum(find_date(cell, today=today) is not None for cell in cells)
            named = days * 2 < len(cells) or "date" in columns.values()
            columns[i] = "title" if named else "date"


PRETIX = Format(
    "pretix_check_in_list",
    "pretix: check-in list",
    "From the check-in list of the event, exported as CSV; who has no time of check-in was not there.",
    Sample(
        "forum_checkinlist.csv",
        '"Order code","Attendee name","Product","Price","Checked in","Checked out","Automatically checked in","E-mail",'
        '"Company","Voucher code","Order date","Requires special attention","Comment"\n'
        '"AB3CD","Anong Saelee","Member","0.00","05/14/2026 8:41 a.m.","","","anong@riverhouse.example","River House","",'
        '"04/28/2026 8:01 p.m.","No",""\n'
        '"AB3CD","Ben Carver","Member","0.00","05/14/2026 9:02 a.m.","","","","River House","","04/28/2026 8:01 p.m.","No",""\n'
        '"EF5GH","Chai Wongdee","Member","0.00","","","","chai@hilllight.example","Hill Light","","04/29/2026 noon","No",""\n',
        "utf-8",
    ),
    _score,
    _read,
)
