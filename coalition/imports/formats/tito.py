"""The tickets of Tito: people who registered. Only a column of check-ins says who came."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "name": ("ticket full name", "ticket name", "name"),
    "first_name": ("ticket first name",),
    "last_name": ("ticket last name",),
    "email": ("ticket email", "email"),
    "organization": ("ticket company name", "company name", "company"),
    "role": ("ticket job title", "job title"),
    "phone": ("ticket phone number", "phone number"),
    "joined": ("checked in at", "check-in time", "check in at", "checkin at", "checked in on"),
    "attended": ("checked in", "checked in?", "check-in status"),
    "title": ("event", "event name"),
    "ignore": (
        "ticket", "reference", "tags", "registration date", "number", "ticket reference", "ticket type", "ticket created date",
        "ticket last updated date", "unique order url", "unique ticket url", "order reference", "order name", "order email",
        "order company name", "order phone number", "order discount code", "order ip", "order created date",
        "order completed date", "price", "payment reference", "void status", "ticket state",
    ),
}  # fmt: skip
_SHORT = frozenset({"ticket", "reference", "name", "email"})


def _by_words(heads: frozenset[str]) -> float:
    if "ticketreference" in heads and heads & {"ticketfullname", "ticketfirstname", "ticketemail"}:
        return 9.0
    return 7.0 if heads >= _SHORT and heads & {"tags", "registrationdate"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    fields = set(columns.values())
    if "name" in fields and "first_name" in fields:
        columns = {i: "ignore" if name in {"first_name", "last_name"} else name for i, name in columns.items()}
    return read_check_ins(grid, file, choices, today, Roll(number, columns))


TITO = Format(
    "tito_tickets",
    "Tito: tickets with check-in",
    "From the check-in list of the event, exported as CSV; tickets alone say who registered, not who came.",
    Sample(
        "check-in list.csv",
        "Ticket,Reference,Name,Email,Tags,Registration Date,Checked in at\n"
        "Standard,AB3C-1,Anong Saelee,anong@riverhouse.example,,2026-04-28 10:00:00,2026-05-14 08:41:00\n"
        "Standard,AB3C-2,Ben Carver,ben@hilllight.example,,2026-04-28 10:00:00,2026-05-14 09:02:00\n"
        "Standard,DE4F-1,Chai Wongdee,chai@hilllight.example,,2026-04-29 11:00:00,\n",
        "utf-8",
    ),
    _score,
    _read,
)
