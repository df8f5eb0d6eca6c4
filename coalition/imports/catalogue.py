"""Everything that can be wrong with a row or a file: one entry per stable code. docs/import-issues.md is printed from here.

A code is never renamed: scripts and the coordinators' notes depend on it. Questions and notices: `catalogue_asked`.
"""

from coalition.imports.catalogue_asked import ASKED
from coalition.imports.kinds import Kind, Scope

__all__ = ["CATALOGUE", "CODES_OF_PEOPLE_NOT_FOUND", "Kind", "Scope"]

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
    "hidden_encoding",
    "The file is saved in {value}, in which plain letters stand for other signs; that is not read.",
    "Save it as CSV (UTF-8) and upload that.",
)
_define(
    Scope.FILE,
    "no_header",
    "No row of column names was found: at least a column of names is needed.",
    "Choose the header row and the columns by hand.",
)
_define(
    Scope.FILE,
    "area_columns",
    "The list of areas needs the columns pcode (or code), level and name (or name_en); not there: {columns}.",
    "Download the template on the page Settings and fill it in.",
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
_define(
    Scope.ROW,
    "nepali_date",
    "'{value}' seems to be a date of the Nepali calendar (Bikram Sambat), which is not converted.",
    "Write the day of the common calendar: the year is 56 or 57 less, and the months begin elsewhere.",
)
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
_define(
    Scope.ROW,
    "may_be_total",
    "'{value}' is called like a row of totals and has marks like an organization.",
    "Say which it is.",
)
_define(
    Scope.ROW,
    "mark_not_known",
    "'{value}' does not say whether the person was there, and it is not known.",
    "Write yes, no or excused once it is.",
)
_define(Scope.ROW, "link_in_name", "A link stands beside the name: '{value}'.", "Write the name alone.")
_define(Scope.ROW, "several_people", "'{value}' seems to be several people in one cell.", "Write one row for each.")
_define(
    Scope.ROW,
    "too_long",
    "A cell of this row holds {count} letters.",
    "Was a whole text pasted into it, or is a quotation mark missing? Write the name only.",
)
_define(
    Scope.ROW,
    "other_encoding",
    "The letters of this row are stored in another way (encoding) than those of the other rows.",
    "Type the row again, or save each part of the list as CSV (UTF-8) before they are put together.",
)
_define(
    Scope.ROW,
    "unreadable_name",
    "The name that belongs to this row is a whole text or is damaged.",
    "Look at the header of the list, and write the name only.",
)
_define(
    Scope.ROW,
    "beside_refused",
    "Another row of this person cannot be read, and what is kept of somebody rests on all rows.",
    "Mend that row, and upload both.",
)
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
_define(Scope.ROW, "bad_age", "'{value}' is not an age in whole years.", "Write a number, or leave it empty if not known.")
_define(Scope.ROW, "ages_reversed", "The oldest is {oldest}, the youngest {youngest}.", "Were the two numbers swapped?")
_define(Scope.ROW, "unknown_sex", "The sex '{value}' is neither female nor male.", "Leave it empty where everybody is helped.")
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
_define(
    Scope.ROW,
    "case_identity",
    "The column {name} holds what could tell who somebody is; that is never kept.",
    "Delete it from your own file too if it does not belong there. Allowed: {allowed}.",
)
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
    "case_columns_differ",
    "The columns {name} and {other} of this row contradict each other.",
    "Correct one of them, or leave it empty.",
)
_define(
    Scope.ROW,
    "case_two_referrals",
    "The columns {name} and {other} tell two referrals.",
    "Give each referral a row of its own: who sent it to whom, and when.",
)
_define(
    Scope.ROW,
    "case_referral_state",
    "The column {name} does not fit the state of the referral.",
    "One that runs has no closing day and no reason; one that was accepted has the day of it.",
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
    "comment",
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
_define(Scope.NOT_A_PERSON, "comment", "A comment, not a person.")
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

CATALOGUE |= ASKED
