"""Everything that can be wrong with a row or a file: one entry per stable code. docs/import-issues.md is printed from here.

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


CATALOGUE: dict[str, Kind] = {}
"""Code -> kind of issue. Filled below, sorted by scope."""


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

_define(
    Scope.FILE,
    "unpacks_too_large",
    "The workbook unpacks to {size}, {ratio} times its own size; that is not read.",
    "Save the one sheet you need as CSV (UTF-8).",
)
_define(
    Scope.FILE, "damaged_workbook", "The workbook cannot be read: it is damaged or protected by a password.", "Save it again."
)
_define(
    Scope.FILE,
    "sheet_too_large",
    "The sheet reaches to row {row} and column {count}; that is not read.",
    "Delete the empty rows and columns, or save the part you need as CSV (UTF-8).",
)
_define(
    Scope.FILE,
    "side_by_side",
    "The list stands in two blocks side by side: '{value}' is a header twice.",
    "Put the second block below the first and upload again.",
)
_define(
    Scope.FILE,
    "no_attendance_sheet",
    "No sheet of this workbook looks like attendance. Found: {value}.",
    "Choose the sheet by hand, or choose another file.",
)
_define(
    Scope.FILE,
    "no_year",
    "The months of this list have no year: none, or more than one, stands in the name of the sheet and of the file.",
    "Put the year into the file name, or add a column Year.",
)
_define(
    Scope.FILE,
    "case_columns",
    "A list of shared cases has coded columns only; not accepted here: {columns}.",
    "No names, notes or numbers of people belong here. Delete these columns and upload again.",
)

# --- the row --------------------------------------------------------------------------------------------------------
_define(Scope.ROW, "no_name", "There is no name in this row.", "Write the name, or delete the row.")
_define(Scope.ROW, "bad_date", "'{value}' is not a day that exists.", "Correct the date.")
_define(Scope.ROW, "no_row_date", "There is no date in this row.", "Write the date of the meeting.")
_define(Scope.ROW, "nobody_marked", "Nobody is marked as present on {value}.", "Was it held? Then mark who came.")
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
_define(Scope.ROW, "several_people", "'{value}' seems to be several people in one cell.", "Write one row for each.")
_define(Scope.ROW, "control_characters", "The row holds control characters.", "Type the cell again.")

# rows of services
_define(Scope.ROW, "no_organization", "There is no organization in this row.", "Write who offers it.")
_define(Scope.ROW, "no_service_type", "There is no kind of help in this row.", "Write its code or name.")
_define(Scope.ROW, "no_area", "There is no province or district in this row.", "Write its P-code or name.")
_define(
    Scope.ROW,
    "country_only",
    "This row is for the whole country; services are kept by province or district.",
    "Write the provinces or districts, one row each.",
)
_define(
    Scope.ROW,
    "area_without_code",
    "The area '{value}' has no code in this file.",
    "Write its P-code, or ask the source which area is meant.",
)
_define(
    Scope.ROW,
    "too_long",
    "A cell of this row holds {count} letters.",
    "Was a whole text pasted into it, or is a quotation mark missing? Write the name only.",
)
_define(Scope.ROW, "source_error", "The source itself marks this row as wrong: {value}.", "Ask the source, or correct the row.")
_define(
    Scope.ROW, "negative_capacity", "'{value}' places: a number of places cannot be negative.", "Leave it empty if not known."
)
_define(
    Scope.ROW, "bad_number", "'{value}' is not a whole number of places.", "Write a number, or leave it empty if not known."
)
_define(
    Scope.ROW,
    "available_above_capacity",
    "{available} places free of {capacity}: more are free than there are.",
    "Were the two numbers swapped?",
)
_define(Scope.ROW, "end_before_start", "It ends on {end}, before it starts on {start}.", "Were the two dates swapped?")
_define(Scope.ROW, "reported_in_future", "It was reported on {value}: that day has not come yet.", "Correct the date.")
_define(Scope.ROW, "unknown_status", "The status '{value}' is neither active nor ended.", "Write active or ended.")
_define(
    Scope.ROW,
    "contradicts_row",
    "Row {other} already says something else about the same organization, kind of help, area and dates.",
    "Write one row, with all places together.",
)
_define(
    Scope.ROW,
    "refused_value",
    "'{value}' is not in the list, and you chose to refuse its rows.",
    "Correct it and upload again.",
)

# rows of shared cases: the text of the cell is never kept, so no sentence repeats it
_define(Scope.ROW, "case_value", "The column {name} holds something that is not in its list.", "Allowed: {allowed}.")
_define(Scope.ROW, "case_missing", "The column {name} is empty.", "Fill it in: {allowed}.")
_define(
    Scope.ROW, "case_code", "The case code is mistyped: its check character does not fit.", "Copy the code from the cases page."
)
_define(Scope.ROW, "case_order", "{later} lies before {earlier}.", "Were the two dates swapped?")
_define(Scope.ROW, "case_future", "The column {name} holds a day that has not come yet.", "Correct the date.")
_define(
    Scope.ROW, "case_extra", "The row has more filled cells than there are columns.", "Delete what stands outside the columns."
)
_define(
    Scope.ROW,
    "case_contradicts",
    "The column {name} says something else than row {other} of the same case.",
    "Write the same in all rows of one case.",
)
_define(
    Scope.ROW,
    "case_incomplete",
    "Row {other} of the same case is refused, so the whole case is left out.",
    "Correct that row and upload the file again.",
)

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
    "choose_sheet",
    "Several sheets of this workbook look like attendance: {value}.",
    "Choose one; upload the workbook again for another.",
)
_define(
    Scope.QUESTION,
    "several_meetings",
    "There are {count} meetings on {date} that this could be.",
    "Choose one, or add a new meeting.",
)
_define(
    Scope.QUESTION,
    "same_people",
    "'{value}' on {date} has mostly the same people as '{known}' of that day, which is stored.",
    "Is it the same meeting?",
)
_define(
    Scope.QUESTION,
    "same_list",
    "A file of this name brought the same list, row by row, for {other}; this one says {date}.",
    "The same meeting with its day corrected, or a new one?",
)
_define(
    Scope.QUESTION,
    "similar_organization",
    "'{value}' looks like '{known}', which is known.",
    "The same organization, or another one?",
)
_define(
    Scope.QUESTION,
    "organization_beside_name",
    "'{value}' has '{behind}' behind the name, which looks like the organization '{known}'.",
    "Does it name the organization, or is it part of the name?",
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
    "new_areas",
    "Areas of this file that are not in the list: {count} ({examples}). Add them?",
    "Add them, or refuse their rows.",
)
_define(
    Scope.QUESTION,
    "new_service_types",
    "Kinds of help of this file that are not in the list: {count} ({examples}). Add them?",
    "Add them, or refuse their rows.",
)
_define(
    Scope.QUESTION,
    "ambiguous_area",
    "Which '{value}' is meant? {count} areas have that name.",
    "Choose one; a P-code or the province beside it avoids the question.",
)
_define(
    Scope.QUESTION,
    "full_list",
    "Is this the full list for these areas and kinds of help on {date}?",
    "If yes, empty cells become 'nobody'.",
)
_define(
    Scope.NOTICE,
    "unclear_mark",
    "'{value}' under {date} does not say whether the person was there; counted as not there.",
    "Write x, or leave the cell empty.",
)
_define(
    Scope.NOTICE,
    "read_as_known",
    "'{value}' is read as '{known}': {reason}.",
    "If it is another organization, add it in the directory under this name first.",
)
_define(Scope.NOTICE, "garbled_text", "Some text is damaged ('{value}').", "Export the file again as UTF-8.")
_define(
    Scope.NOTICE,
    "repaired_text",
    "Some text had been saved in the wrong encoding ('{value}'); it was repaired.",
    "Look at the names once.",
)
_define(Scope.NOTICE, "no_longer_there", "{name} was in the earlier file and is not in this one.", "Tick to remove.")
_define(
    Scope.NOTICE,
    "same_name_twice",
    "'{value}' appears with two organizations or two addresses; kept as two people.",
    "Merge them if it is one person.",
)
_define(
    Scope.NOTICE,
    "name_turned_round",
    "'{value}' and '{other}' are the same words in another order; kept as two people.",
    "Merge them if it is one person.",
)
_define(Scope.NOTICE, "example_row", "The example row of the template is still in the file; it is left out.", "Delete it.")
_define(Scope.NOTICE, "source_warning", "The source warns about {count} rows, first row {row}: {value}.", "Worth a look.")
_define(
    Scope.NOTICE,
    "name_without_code",
    "'{value}' has no code here; a code was made for it.",
    "Correct it in the settings when you know the P-code.",
)
_define(
    Scope.NOTICE,
    "other_sheet",
    "Only the sheet '{value}' is read; '{other}' looks like a list too.",
    "Save the other sheet as a file of its own and upload it.",
)
_define(
    Scope.NOTICE,
    "workbook_as_csv",
    "The file is a workbook, although its name says CSV; it was read as a workbook.",
    "Nothing to do; a name ending in .xlsx would fit better.",
)
_define(
    Scope.NOTICE,
    "date_to_come",
    "The meeting of {value} lies {days} days ahead.",
    "Was {meant} meant? Correct the date in the file.",
)
_define(
    Scope.NOTICE,
    "attended_to_come",
    "People are listed as present at the meeting of {value}, which is {days} days ahead.",
    "If it has not been held yet, upload the list afterwards; else correct the date in the file.",
)
_define(
    Scope.NOTICE,
    "era_repaired",
    "'{value}' was read as {date}: 543 years had been added or taken away once too often.",
    "Look at the date once.",
)
_define(
    Scope.NOTICE,
    "full_list_later",
    "Whether this is the full list is asked when every row of the file can be read.",
    "Correct the refused rows and upload the file again.",
)
