"""What can be wrong with a row or a file: one entry per stable code. docs/import-issues.md is printed from here.

A code is never renamed: scripts and the coordinators' notes depend on it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What an issue is about, and so what happens because of it."""

    FILE = "file"  # the whole file is refused
    ROW = "row"  # the row is refused
    NOT_A_PERSON = "not a person"  # the row is no person: a total, a note, a device; counted, no one is created
    QUESTION = "question"  # a person must decide; rows may wait for it
    NOTICE = "notice"  # read all the same; worth a look


@dataclass(frozen=True)
class Kind:
    """One entry of the catalogue.

    Attributes:
        scope: what happens because of it.
        sentence: what is wrong, for the person who typed the row; `{value}` and the like are filled in.
        suggestion: what was probably meant, or what to do.
    """

    scope: Scope
    sentence: str
    suggestion: str


@dataclass(frozen=True)
class RowIssue:
    """One problem in one row.

    Attributes:
        line: the row number the spreadsheet shows (physical line in the decoded file, first line 1); None: the file.
        code: key of `CATALOGUE`.
        why: the sentence, filled in.
        suggestion: what was probably meant; empty where nothing can be said.
        column: the header of the cell it is about, as written; None: the whole row.
        raw: the row as written, cells in order; empty for shared cases, whose text is never kept.
    """

    line: int | None
    code: str
    why: str
    suggestion: str = ""
    column: str | None = None
    raw: tuple[str, ...] = ()


CATALOGUE: dict[str, Kind] = {}
"""Code -> kind of issue. Filled below, sorted by scope."""


def issue(
    code: str, line: int | None = None, *, column: str | None = None, raw: tuple[str, ...] = (), **values: object
) -> RowIssue:
    """A RowIssue with the catalogue's sentence, its `{placeholders}` filled from `values`."""
    kind = CATALOGUE[code]
    return RowIssue(line, code, kind.sentence.format(**values), kind.suggestion.format(**values), column, raw)


def _define(scope: Scope, code: str, sentence: str, suggestion: str = "") -> None:
    CATALOGUE[code] = Kind(scope, sentence, suggestion)


# --- the whole file -------------------------------------------------------------------------------------------------
_define(Scope.FILE, "empty_file", "The file is empty.", "Export it again, or choose another file.")
_define(
    Scope.FILE, "not_text", "This is {what}, not a CSV file.", "Open it in the program that made it and save it as CSV (UTF-8)."
)
_define(
    Scope.FILE,
    "too_large",
    "The file has {size}; more than {limit} is not read on the page.",
    "Use `python -m coalition import FILE` in a terminal.",
)
_define(Scope.FILE, "too_wide", "Row {row} has {count} columns.", "An attendance file has a few; is this the right file?")
_define(Scope.FILE, "line_too_long", "Row {row} is {size} long.", "Is a quotation mark left open, or is this the right file?")
_define(
    Scope.FILE,
    "unclosed_quote",
    "The quotation mark opened in row {row} is never closed.",
    "Close it (or delete it) in row {row} and upload again.",
)
_define(
    Scope.FILE,
    "nul_bytes",
    "The file holds NUL characters (first in row {row}): it is damaged or not text.",
    "Export it again.",
)
_define(
    Scope.FILE,
    "no_header",
    "No row of column names was found: at least a column of names is needed.",
    "Choose the header row and the columns by hand.",
)
_define(
    Scope.FILE,
    "header_only",
    "There is a header in row {row} and no row below it.",
    "Was the sheet filtered when it was exported?",
)
_define(
    Scope.FILE,
    "not_attendance",
    "This does not look like an attendance file: {why}.",
    "Choose the columns by hand, or choose another file.",
)
_define(
    Scope.FILE, "no_services", "This does not look like a list of services: {why}.", "Download the template and fill it in."
)
_define(
    Scope.FILE, "no_cases", "This does not look like a list of shared cases: {why}.", "Download the template and fill it in."
)

# --- the row --------------------------------------------------------------------------------------------------------
_define(Scope.ROW, "no_name", "There is no name in this row.", "Write the name, or delete the row.")
_define(Scope.ROW, "bad_date", "'{value}' is not a day that exists.", "Correct the date.")
_define(Scope.ROW, "no_row_date", "There is no date in this row.", "Write the date of the meeting.")
_define(
    Scope.ROW,
    "date_against_order",
    "'{value}' does not fit the day-month order of the other rows ({order}).",
    "Was day and month swapped here?",
)
_define(
    Scope.ROW,
    "extra_cells",
    "The row has {count} more filled cells than there are columns.",
    "Is a comma inside a cell without quotation marks?",
)
_define(Scope.ROW, "unknown_mark", "'{value}' does not say whether the person was there.", "Write yes, no or excused.")
_define(Scope.ROW, "control_characters", "The row holds control characters.", "Type the cell again.")

CODES_OF_PEOPLE_NOT_FOUND = (
    "total",
    "note",
    "device",
    "dial_in",
    "robot",
    "placeholder",
    "section",
    "waiting_room",
    "head_count",
)
# --- no person ------------------------------------------------------------------------------------------------------
_define(Scope.NOT_A_PERSON, "total", "A row of totals.")
_define(Scope.NOT_A_PERSON, "note", "A note, not a person.")
_define(Scope.NOT_A_PERSON, "section", "A heading inside the list.")
_define(Scope.NOT_A_PERSON, "device", "A device, not a person: '{value}'.", "Ask who it was and add them by hand.")
_define(Scope.NOT_A_PERSON, "dial_in", "A telephone number, not a person.", "Ask who it was and add them by hand.")
_define(Scope.NOT_A_PERSON, "robot", "A note-taking robot: '{value}'.")
_define(Scope.NOT_A_PERSON, "placeholder", "'{value}' stands in place of a name.", "Ask who it was and add them by hand.")
_define(Scope.NOT_A_PERSON, "waiting_room", "Only in the waiting room.")
_define(Scope.NOT_A_PERSON, "head_count", "A number of people, without names.")
_define(
    Scope.NOT_A_PERSON,
    "organization_only",
    "An organization without a person's name.",
    "Its presence is kept; add the name if you know it.",
)

# --- questions and notices ------------------------------------------------------------------------------------------
_define(Scope.QUESTION, "ambiguous_date_order", "Is {value} the {first} or the {second}?", "Choose the order of day and month.")
_define(Scope.QUESTION, "no_date", "The file does not say when the meeting was.", "Enter the date.")
_define(
    Scope.QUESTION,
    "several_meetings",
    "There are {count} meetings on {date} that this could be.",
    "Choose one, or add a new meeting.",
)
_define(
    Scope.QUESTION,
    "similar_organization",
    "'{value}' looks like '{known}', which is known.",
    "The same organization, or another one?",
)
_define(
    Scope.QUESTION,
    "unknown_area",
    "The area '{value}' is not in the list.",
    "Add it, choose the one that is meant, or refuse its rows.",
)
_define(
    Scope.QUESTION,
    "unknown_service_type",
    "The kind of help '{value}' is not in the list.",
    "Add it, choose the one that is meant, or refuse its rows.",
)
_define(
    Scope.QUESTION,
    "full_list",
    "Is this the full list for these areas and kinds of help on {date}?",
    "If yes, empty cells become 'nobody'.",
)
_define(Scope.NOTICE, "garbled_text", "Some text is damaged ('{value}').", "Export the file again as UTF-8.")
_define(Scope.NOTICE, "no_longer_there", "{name} was in the earlier file and is not in this one.", "Tick to remove.")
_define(
    Scope.NOTICE,
    "same_name_twice",
    "'{value}' appears with two organizations or two addresses; kept as two people.",
    "Merge them if it is one person.",
)
