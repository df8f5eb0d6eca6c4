"""The questions and notices of the catalogue: what a person must decide, and what is read all the same but worth a look."""

from coalition.imports.kinds import Kind, Scope

ASKED: dict[str, Kind] = {}
"""Code -> question or notice, in the order in which they are printed."""

ASKED_OF_WORDS = frozenset({"what_a_mark_says", "what_a_row_is"})
"""Codes of questions about a word of the file: it is read again with the answer (`Choices.marks`)."""
WITHOUT_SAFE_ANSWER = ASKED_OF_WORDS | {"who_they_are", "choose_sheet", "no_date", "ambiguous_date_order", "ambiguous_area"}
"""Codes of questions nobody may guess the answer of (docs/decisions/0008): when, where, which meeting, who it is, who came."""
OF_ONE_FILE = frozenset(
    {
        "choose_sheet",
        "no_date",
        "ambiguous_date_order",
        "several_meetings",
        "full_list",
        "new_areas",
        "new_service_types",
        "new_case_organizations",
    }
)
"""Codes of questions about one file. The others are about a word: answered once, they are answered in every file that asks."""
NEW_OR_KNOWN = frozenset({"similar_organization", "organization_beside_name", "unknown_area", "unknown_service_type"})
"""Codes of questions whether a name is a new one or a known one: alike ones can be answered all at once."""


def _define(scope: Scope, code: str, sentence: str, suggestion: str = "") -> None:
    ASKED[code] = Kind(scope, sentence, suggestion)


_define(Scope.QUESTION, "ambiguous_date_order", "Is {value} the {first} or the {second}?", "Choose the order of day and month.")
_define(Scope.QUESTION, "no_date", "The file does not say when the meeting was.", "Enter the date.")
_define(
    Scope.QUESTION,
    "who_they_are",
    "'{value}' may be a meeting of people who are helped. Who are the people of this list?",
    "Nothing is kept before it is answered.",
)
_define(
    Scope.QUESTION,
    "choose_sheet",
    "Several sheets of this workbook look like attendance: {value}.",
    "Choose one; upload the workbook again for another.",
)
_define(
    Scope.QUESTION,
    "what_a_mark_says",
    "What does '{value}' say about whoever it stands beside?",
    "One answer for all rows with this word.",
)
_define(
    Scope.QUESTION,
    "what_a_row_is",
    "Is '{value}' an organization, or a row of totals?",
    "It is called like a total and has marks under the days.",
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
    Scope.QUESTION,
    "new_case_organizations",
    "This list names {count} organizations that are not stored here.",
    "Add them if they are members; else write the names as the directory has them. Names of people do not belong here.",
)
_define(
    Scope.NOTICE,
    "mixed_date_order",
    "'{value}' can only be day first, and '{other}' only month first; each date is read by the order that it proves.",
    "Look at these dates once.",
)
_define(
    Scope.NOTICE,
    "unclear_mark",
    "'{value}' under {date} does not say whether the person was there; left out of that meeting.",
    "Write x, or leave the cell empty.",
)
_define(
    Scope.NOTICE,
    "column_without_day",
    "The column '{value}' has marks, and its header is no whole date; who came then was not read.",
    "Write day, month and year into its header, or remove the column.",
)
_define(
    Scope.NOTICE,
    "sent_delegate",
    "Somebody came in place of '{value}', and the row does not say who.",
    "The organization counts as there, '{value}' does not; add the delegate's name if you know it.",
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
_define(
    Scope.NOTICE,
    "stray_quotation_mark",
    "A quotation mark is opened and never closed ('{value}'); each row was read on its own.",
    "Look at these rows once.",
)
_define(Scope.NOTICE, "no_longer_there", "{name} was in the earlier file and is not in this one.", "Tick to remove.")
_define(
    Scope.NOTICE,
    "referral_without_consent",
    "This case was sent to another organization, and no consent to that is noted.",
    "Note it on the page of the case; until then the case stays a count.",
)
_define(
    Scope.NOTICE,
    "cases_again",
    "This file was imported before, and {count} of its cases would be added again.",
    "If they are the same cases, do not import it: organizations were made one, or rows were refused then.",
)
_define(
    Scope.NOTICE,
    "referral_runs_twice",
    "This need was sent to the same organization already, and that referral still runs.",
    "Revoke one of them where the referrals are, unless it was asked twice.",
)
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
_define(
    Scope.NOTICE,
    "nicknames_only",
    "The list has nicknames only ('{value}'); they are kept as the names.",
    "Write first name and surname once they are known.",
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
    "organization_above",
    "No organization is written here; '{value}' was taken from the row above, as where cells are merged.",
    "Write the organization into the row, or correct it for this person afterwards.",
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
