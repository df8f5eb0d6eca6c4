"""Lists of programs that are no attendance although they name people: contacts, members, meetings held, recordings watched."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Top, refuse_bare
from coalition.imports.formats.roll import best_header
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

ANOTHER_LIST = "its columns are those of another kind of list"


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_KINDS = (
    (4, _folded("Topic", "Meeting ID", "User Email", "Creation Time", "Has Zoom Rooms?", "Participants")),  # meetings of Zoom
    (2, _folded("Viewer name", "Viewer email", "View date", "View time", "Views", "Total views", "Watch time")),
    (4, _folded("name", "email", "type", "identifier")),  # who may enter a room of Nextcloud Talk
    (2, _folded("E-mail 1 - Value", "Phone 1 - Value", "E-mail 1 - Label", "Phone 1 - Label", "Organization 1 - Name")),
    (3, _folded("E-mail Address", "Business Phone", "Home Phone", "Mobile Phone", "Business Fax", "Birthday", "Web Page")),
    (2, _folded("Group status", "Email status", "Email preference", "Posting permissions")),  # members of Google Groups
    (2, _folded("billing-active", "has-2fa", "has-sso")),  # members of Slack
    (2, _folded("MEMBER_RATING", "OPTIN_TIME", "CONFIRM_TIME", "LEID", "EUID")),  # readers of a newsletter
    (2, _folded("Block credential", "License type", "User principal name", "Proxy addresses")),  # accounts of Microsoft 365
)
"""How many of the headers must be there."""
_OF_CAME = frozenset({"attended", "joined", "left", "timestamp"})


def _by_words(heads: frozenset[str]) -> float:
    known = any(len(heads & words) >= least for least, words in _KINDS)
    return 6.0 if known and not any(match(head).field in _OF_CAME for head in heads) else 0.0


def _score(rows: Top) -> float:
    return best_header(rows[:3], _by_words)[1]


def _read(grid: Grid, file: str, _choices: Choices, _today: date) -> Reading | None:
    number, _ = best_header(grid.rows[:3], _by_words)
    return None if number < 0 else refuse_bare(grid, file, ANOTHER_LIST, number)


OTHER_LISTS = Format(
    "other_lists",
    "Contacts, members, meetings held, recordings watched",
    "They are recognised and refused: they name people, and say of nobody that they came.",
    None,
    _score,
    _read,
)
