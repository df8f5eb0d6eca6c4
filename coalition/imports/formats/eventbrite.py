"""Eventbrite's attendee reports: who has a ticket; only who was checked in was there.

The buyer's address stands with everybody they bought for, and the day of the order is not that of the meeting.
"""

import re
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, cells_under, column_of, columns_of, folded, read_check_ins
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_WORDS = {
    "first_name": ("attendee first name", "first name"),
    "last_name": ("attendee last name", "attendee surname", "last name", "surname", "family name"),
    "name": ("attendee name",),
    "email": ("attendee email", "email", "email address", "e-mail"),
    "attended": ("checked in", "checked in?", "check-in status", "attendee status"),
    "date": ("event start date", "event date", "date attending", "event start date & time", "event start date/time",
             "event start"),
    "start": ("event start time", "event time"),
    "title": ("event name", "event title", "event"),
    "place": ("venue name", "event location", "venue"),
    "ignore": (
        "order #", "order no.", "order no", "order id", "order number", "order date", "order type", "order time",
        "buyer first name", "buyer last name", "buyer surname", "buyer email", "buyer name", "quantity", "ticket quantity",
        "ticket type", "price tier", "ticket price", "attendee #", "attendee no.", "attendee id", "group", "currency",
        "total paid", "fees paid", "eventbrite fees", "eventbrite payment processing", "barcode", "barcode #", "event id",
        "payment status", "payment type", "delivery method", "date of birth", "event end date",
        "event end time", "event timezone",
    ),
}  # fmt: skip
_DOWNLOADED = re.compile(r"^report-\d{4}-\d{2}-\d{2}T\d{4}", re.IGNORECASE)
_ORDERS = frozenset({"order#", "orderno", "orderid", "ordernumber"})
_TICKETS = frozenset({"attendeestatus", "attendee#", "attendeeno", "attendeeid", "tickettype", "dateattending"})


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {"firstname", "attendeefirstname", "attendeename", "lastname", "surname"}
    if not named or not heads & _ORDERS or "ordercode" in heads:
        return 0.0
    return 6.0 + len(heads & _TICKETS) if heads & _TICKETS else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _columns(grid: Grid, header: int) -> dict[int, str]:
    """The columns of the table; who was checked in stands in a column of its own, or else in the status."""
    columns = columns_of(grid.rows[header], _WORDS)
    said = column_of(columns, "attended")
    if said is not None and not cells_under(grid, header, said):
        fuller = [i for text in _WORDS["attended"] for i, head in enumerate(folded(grid.rows[header])) if head == fold(text)]
        columns |= dict.fromkeys(fuller, "ignore")
        columns.update(dict.fromkeys([i for i in fuller if cells_under(grid, header, i)][:1] or [said], "attended"))
    return columns


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = _columns(grid, number)
    fields = set(columns.values())
    if "name" in fields and "last_name" in fields:
        columns = {i: name if name not in {"first_name", "last_name"} else "ignore" for i, name in columns.items()}
    named = _DOWNLOADED.sub("report", PurePath(file).name)  # the day of the download is not that of the meeting
    reading = read_check_ins(grid, named, choices, today, Roll(number, columns, heads={"attended": "Attendee Status"}))
    if reading is not None:
        reading.file = file
    return reading


EVENTBRITE = Format(
    "eventbrite_attendees",
    "Eventbrite: attendees with their status",
    "From the event's reports, as CSV, after people were checked in; a list of tickets alone says nobody was there.",
    Sample(
        "attendees.csv",
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status,Event Name,"
        "Event Start Date,Event Start Time,Job Title,Company\n"
        "1001,2026-04-28 22:28:10+07:00,Anong,Saelee,anong@riverhouse.example,1,Member,2001,Checked In,Forum,2026-05-14,09:00,"
        "Director,River House\n"
        "1001,2026-04-28 22:28:10+07:00,Ben,Carver,anong@riverhouse.example,1,Member,2002,Checked In,Forum,2026-05-14,09:00,,"
        "River House\n"
        "1002,2026-04-29 08:01:55+07:00,Chai,Wongdee,chai@hilllight.example,1,Member,2003,Attending,Forum,2026-05-14,09:00,,"
        "Hill Light\n",
        "utf-8",
    ),
    _score,
    _read,
)
