"""Titles of meetings that may be of people who are helped: who came to a "Survivor support circle" is asked, never guessed.

Those who work with survivors meet under such names too, and survivors' own organizations. What says more, such as a column of
a person's case, refuses the whole list (`headers.of_survivors`).
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import HELPED, fold
from coalition.imports.issues import issue
from coalition.imports.lexicon import any_of, words
from coalition.imports.reading import Reading

ASKED = "who_they_are"
"""Code of the question and of the flag."""

_WHO = "|".join(HELPED)
_ENGLISH = "|".join(word for word in HELPED if word.isascii())
_KIND = rf"(?:{any_of('helped.kinds', whole=False)} ){{0,2}}{any_of('helped.groups', whole=False)}"
_MANY = "|".join(words("other_headers.helped_many"))
_GROUP = re.compile(
    rf"(?:(?:{_ENGLISH})s?(?: s)?|{_MANY}) {_KIND}|{_KIND} {any_of('helped.for')} (?:(?:{_ENGLISH})s|{_MANY})"
    rf"|{any_of('helped.groups_before')}{any_of('helped.kinds_before')}*(?:{_WHO})",
    re.IGNORECASE,
)
_SAYS_NOTHING = any_of("helped.says_nothing", whole=False)
_AROUND = re.compile(rf"^(?:{_SAYS_NOTHING}\b )+|(?: {_SAYS_NOTHING}\b)+$", re.IGNORECASE)
_LETTERS = re.compile(r"[\u0e00-\u0e7f]+|[^\W\d_]+")
_LONGEST = 120
_ABOUT_A_PERSON = frozenset(map(fold, words("helped.about_a_person")))
"""Headers that tell of a person what no list of those who act for organizations needs to."""


def is_group_of_helped(text: str, today: date) -> bool:
    """Whether a title is that of a group of people who are helped: "Survivor support circle, 14 May"; not its leaders."""
    if len(text) > _LONGEST or not re.search(_WHO, text, re.IGNORECASE):
        return False
    dated = find_date(text, today=today)
    said = " ".join(_LETTERS.findall(dated.rest if dated else text))
    return _GROUP.fullmatch(_AROUND.sub("", said)) is not None


def ask_who_they_are(reading: Reading, rows: Sequence[Sequence[str]], today: date) -> Reading | None:
    """The reading with the question who its people are, where a title, an organization or the file's name leaves it open.

    None: a column about a person stands under such a title, as "Age" or "Nationality": that list is of people who are helped.

    Args:
        rows: the first rows of the file.
    """
    titles = [meeting.title for meeting in reading.meetings]
    texts = [
        *titles,
        *(cell for row in rows for cell in row),
        *set(reading.entries.organization),
        PurePath(reading.file).stem.replace("_", " "),
    ]
    found = next((text for text in dict.fromkeys(texts) if text and is_group_of_helped(text, today)), None)
    headers = [column.header for column in reading.columns] or [cell for row in rows for cell in row]
    if found is not None and any(fold(cell) in _ABOUT_A_PERSON for cell in headers):
        return None
    if found is not None and reading.refused is None and len(reading.entries):
        reading.flags.append(ASKED)
        reading.issues.insert(0, issue(ASKED, value=found))
    return reading
