"""The list of registrations of Indico: checked in, yes or no, and when, in UTC."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "name": ("name", "full name"),
    "email": ("email address", "email", "e-mail"),
    "organization": ("affiliation", "organization", "organisation", "institution"),
    "role": ("position", "job title"),
    "phone": ("phone", "phone number", "telephone", "mobile"),
    "attended": ("checked in",),
    "joined": ("check-in date", "check-in time"),
    "ignore": ("id", "title", "registration date", "registration state", "tags", "price", "payment date"),
}


def _by_words(heads: frozenset[str]) -> float:
    if "registrationstate" not in heads or not heads & {"name", "fullname", "firstname"}:
        return 0.0
    return 6.0 + len(heads & {"registrationdate", "checkedin", "checkindate"})


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    reading = read_check_ins(grid, file, choices, today, Roll(number, columns_of(grid.rows[number], _WORDS)))
    if reading is not None:
        phones = reading.entries.phone
        phones[:] = [f"+{phone}" if phone and _lost_plus(phone) else phone for phone in phones]
    return reading


def _lost_plus(phone: str) -> bool:
    """Whether a Thai number stands with its country's code and without the plus: Indico strips it from cells."""
    digits = "".join(filter(str.isdigit, phone))
    return phone.startswith("66") and len(digits) in {10, 11}


INDICO = Format(
    "indico_registrations",
    "Indico: registrations with check-in",
    "From the registration form of the event, exported as CSV, with the columns Checked in and Check-in date.",
    Sample(
        "registrations.csv",
        "ID,Name,Email Address,Affiliation,Registration date,Registration state,Checked in,Check-in date,Tags\r\n"
        "1,Anong Saelee,anong@riverhouse.example,River House,2026-04-28T04:00:00+00:00,Completed,Yes,"
        "2026-05-14T01:41:00+00:00,\r\n"
        "2,Ben Carver,ben@hilllight.example,Hill Light,2026-04-29T04:00:00+00:00,Completed,Yes,2026-05-14T02:02:11+00:00,\r\n"
        "3,Chai Wongdee,,Hill Light,2026-04-30T04:00:00+00:00,Completed,No,,\r\n",
    ),
    _score,
    _read,
)
