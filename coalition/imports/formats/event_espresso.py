"""The registrations of Event Espresso: old versions end lines with CR alone, new ones write codes behind their headers."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, cells_under, column_of, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold
from coalition.imports.sheets.presence import mark_of

_WORDS = {
    "first_name": ("first name", "attendee first name"),
    "last_name": ("last name", "attendee last name"),
    "name": ("attendee name", "full name"),
    "email": ("email address", "email", "attendee email"),
    "attended": ("check-in status", "checked in", "checked-in", "website check-in", "tickets scanned", "checked-in quantity"),
    "joined": ("check-in date", "checkin timestamps", "check-in time", "datetime check-ins"),
    "date": ("event date", "event start date", "datetime", "datetimes of ticket"),
    "start": ("event time", "time of event"),
    "title": ("event name", "event"),
    "ignore": (
        "registration id", "reg id", "attendee id", "transaction id", "group", "id", "registration status", "payment method",
        "reg date", "registration date", "time registration occurred", "pay status", "type of payment", "price", "coupon code",
        "# attendees", "amount paid", "date paid", "price option", "ticket", "ticket name", "seat tag", "answer",
        "website check-in", "tickets scanned", "checked-in quantity", "transaction status", "final price",
    ),
}  # fmt: skip
_IDS = frozenset({"registrationid", "regid", "attendeeid"})
_OWN = frozenset({
    "checkinstatus", "checkedin", "websitecheckin", "ticketsscanned", "checkindate", "checkintimestamps", "registrationstatus",
    "regdate", "timeregistrationoccurred", "paystatus", "priceoption", "datetimecheckins", "#attendees",
})  # fmt: skip


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {"firstname", "attendeefirstname", "attendeename", "lastname"}
    own = heads & _OWN
    return 5.5 + min(3, len(own)) if named and heads & _IDS and len(own) >= 2 else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    for name in ("joined", "attended", "date"):
        at = column_of(columns, name)
        if at is not None and not cells_under(grid, number, at):
            columns[at] = "ignore"
    status = column_of(columns, "attended")
    cells = {} if status is None else {status: _presence}
    return read_check_ins(grid, file, choices, today, Roll(number, columns, cells))


def _presence(status: str) -> str:
    """Whether somebody was checked in, ever: who was checked out had been in."""
    if status.isdigit():
        return "present" if int(status) else "absent"
    folded = fold(status)
    if folded in {"checkedin", "checkedout", "in", "out"}:
        return "present"
    if folded in {"neverchecked", "nevercheckedin", "notcheckedin", "never"}:
        return "absent"
    return "present" if mark_of(status) == "present" else status


EVENT_ESPRESSO = Format(
    "event_espresso_registrations",
    "Event Espresso: registrations with check-in",
    "From the registrations of the event in WordPress, exported as CSV with the check-in status.",
    Sample(
        "registrations-report.csv",
        "Registration ID,Attendee ID,Event Name,Event Date,Registration Status,Check-in Status,First Name,Last Name,"
        "Email Address,Registration Date,Organization\r"
        "1,11,Forum,2026-05-14,Approved,Checked In,Anong,Saelee,anong@riverhouse.example,2026-04-28,River House\r"
        "2,12,Forum,2026-05-14,Approved,Checked Out,Ben,Carver,ben@hilllight.example,2026-04-29,Hill Light\r"
        "3,13,Forum,2026-05-14,Approved,Never Checked In,Chai,Wongdee,chai@hilllight.example,2026-04-29,Hill Light\r",
        "utf-8",
    ),
    _score,
    _read,
)
