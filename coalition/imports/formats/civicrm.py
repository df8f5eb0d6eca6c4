"""Participants as CiviCRM exports them: people and organizations, each with a status; only Attended was there."""

from collections.abc import Callable
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold
from coalition.imports.sheets.presence import mark_of

_WORDS = {
    "name": ("display name", "anzeigename", "nom affiché", "participant name", "contact name", "sort name",
             "sortiername", "nom de tri"),
    "email": ("email", "primary email"),
    "organization": (
        "current employer", "aktueller arbeitgeber", "employeur actuel", "employer", "organization name", "organization",
    ),
    "role": ("job title",),
    "attended": ("participant status", "teilnehmerstatus", "statut du participant", "status", "event status"),
    "date": (
        "event start date", "event start", "event date", "start date", "beginn der veranstaltung",
        "startdatum der veranstaltung", "veranstaltungsbeginn", "date de début de l'événement",
    ),
    "title": ("event title", "veranstaltungstitel", "titre de l'événement", "event"),
    "ignore": (
        "teilnehmer-id", "kontakt-id", "teilnehmerrolle", "sortiername", "nom de tri",
        "sort name", "participant id", "contact id", "contact type", "contact subtype", "participant role", "participant_role",
        "participant registered date", "registered date", "register date", "event end date", "fee level", "fee amount",
        "participant source", "source", "event type", "internal contact id", "external identifier", "participant note",
    ),
}  # fmt: skip
_NAMED = frozenset(map(fold, _WORDS["name"]))
_STATUSES = frozenset(map(fold, _WORDS["attended"][:3]))
_REGISTERED = ("registered", "pending", "on waitlist", "awaiting", "expired", "partially paid", "transferred", "invited")


def _by_words(heads: frozenset[str]) -> float:
    named = heads & _NAMED
    return 7.0 + len(named) if heads & _STATUSES and (named or "contactid" in heads) else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    kind = next((i for i, cell in enumerate(header) if fold(cell) == "contacttype"), None)
    name = column_of(columns, "name")
    change: Callable[[Row], Row] | None = None
    if kind is not None and name is not None:
        into = column_of(columns, "organization")
        place = kind if into is None else into
        columns[place] = "organization"
        change = _organizations_apart(kind, name, place)
    status = column_of(columns, "attended")
    cells = {} if status is None else {status: _presence}
    return read_check_ins(grid, file, choices, today, Roll(number, columns, cells, row=change))


def _organizations_apart(kind: int, name: int, into: int) -> Callable[[Row], Row]:
    """A contact that is an organization is nobody's name. Without a column of employers the kind of contact makes room."""

    def change(row: Row) -> Row:
        if kind >= len(row) or name >= len(row):
            return row
        out = list(row) + [""] * (into + 1 - len(row))
        is_organization = fold(row[kind]) == "organization"
        if into == kind:
            out[into] = ""
        if is_organization:
            out[into], out[name] = row[name], ""
        return out

    return change


def _presence(status: str) -> str:
    """A status in words that are known; those a site has made itself stay as they are, and are asked about."""
    low = status.casefold()
    if mark_of(status) == "registered" or (mark_of(status) is None and low.startswith(_REGISTERED)):
        return "registered"
    return status


CIVICRM = Format(
    "civicrm_participants",
    "CiviCRM: participants of an event",
    "From Find Participants, exported with the event's start date, the status and the type of contact.",
    Sample(
        "CiviCRM_Participant_Search.csv",
        '"Participant ID","Contact Type","Sort Name","Display Name","Current Employer","Email","Event Title",'
        '"Event Start Date","Participant Status","Participant Role"\n'
        '"1","Individual","Saelee, Anong","Anong Saelee","River House","anong@riverhouse.example","Monthly meeting",'
        '"2026-05-14 13:30:00","Attended","Attendee"\n'
        '"2","Individual","Carver, Ben","Ben Carver","Hill Light","","Monthly meeting","2026-05-14 13:30:00","Attended",'
        '"Speaker"\n'
        '"3","Individual","Wongdee, Chai","Chai Wongdee","Hill Light","","Monthly meeting","2026-05-14 13:30:00","No-show",'
        '"Attendee"\n',
        "utf-8",
    ),
    _score,
    _read,
)
