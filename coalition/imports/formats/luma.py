"""The guest list of Luma: everybody invited, approved or declined; who was checked in has a time, in UTC."""

from collections.abc import Callable
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "name": ("name",),
    "email": ("email",),
    "phone": ("phone_number", "phone"),
    "joined": ("checked_in_at",),
    "ignore": (
        "api_id", "guest_id", "first_name", "last_name", "created_at", "approval_status", "has_joined_event", "custom_source",
        "qr_code_url", "amount", "amount_tax", "amount_discount", "currency", "coupon_code", "eth_address", "solana_address",
        "survey_response_rating", "survey_response_feedback", "ticket_type_id", "ticket_name", "utm_source",
    ),
}  # fmt: skip


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {"name", "firstname"}
    return 9.0 if named and "approvalstatus" in heads and heads & {"checkedinat", "createdat"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    parts = columns_of(header, {"first_name": ("first_name",), "last_name": ("last_name",)})
    name = column_of(columns, "name")
    if name is None:
        columns.update(parts)
        return read_check_ins(grid, file, choices, today, Roll(number, columns))
    return read_check_ins(grid, file, choices, today, Roll(number, columns, row=_whole_name(name, list(parts))))


def _whole_name(name: int, parts: list[int]) -> Callable[[Row], Row]:
    """Guests who gave first and last name only have an empty `name`."""

    def change(row: Row) -> Row:
        if name >= len(row) or row[name]:
            return row
        out = list(row)
        out[name] = " ".join(row[i] for i in parts if i < len(row) and row[i])
        return out

    return change


LUMA = Format(
    "luma_guests",
    "Luma: guests",
    "From the guests of the event, downloaded as CSV; only who was checked in was there.",
    Sample(
        "Forum - Guests.csv",
        "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,ticket_name,Organization\n"
        "g1,Anong Saelee,Anong,Saelee,anong@riverhouse.example,,2026-04-28T02:11:10.000Z,approved,2026-05-14T01:41:00.000Z,"
        "Standard,River House\n"
        "g2,Ben Carver,Ben,Carver,ben@hilllight.example,,2026-04-29T02:11:10.000Z,approved,2026-05-14T02:02:11.000Z,Standard,"
        "Hill Light\n"
        "g3,Chai Wongdee,Chai,Wongdee,chai@hilllight.example,,2026-04-29T02:11:10.000Z,approved,,Standard,Hill Light\n",
        "utf-8",
    ),
    _score,
    _read,
)
