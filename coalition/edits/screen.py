"""The one door for free text about a case: an action, what came of it, the reason and the group of a verdict.

A text that is refused is not stored and not logged: the refusal tells a place and a better wording. The words that are meant go
with it to the screen of who typed them, and into no message.
"""

import re
import unicodedata

from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import reading
from coalition.edits.record import EditRefused
from coalition.guard import FOUND, INSTEAD, Finding, findings, unnamed_in
from coalition.models import Area, Contact, Organization, OrganizationAlias, Person, ServiceType

LONGEST = 160
"""Characters of a promise or of what came of it: one line that a room can read."""

_PILED = 5
"""Marks in a row on one letter that no script writes: Thai has two (a vowel and a tone), Burmese up to four."""

_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")  # nothing is seen of them, whatever class they have
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # show a text in another order than it is
_PILE = re.compile(f"m{{{_PILED},}}")


def _is_hidden(letter: str) -> bool:
    return letter in _BLANK_LETTERS or (unicodedata.category(letter) == "Cf" and letter not in _TURNING)


class TextRefused(EditRefused):
    """A free text cannot be kept.

    Attributes:
        field: which text it is, so that a form can say it beside the field.
        advice: how to write it instead, a source string; empty where the message says it.
        words: of the text that are meant, to be quoted beside its field and nowhere else: the message has their place.
    """

    def __init__(self, message: str, *, field: str, advice: str = "", words: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.args = (" ".join(filter(None, (str(self), advice))),)
        self.field, self.advice, self.words = field, advice, words


def screened(text: str, field: str = "what", *, longest: int = LONGEST, about: Engine | None = None) -> str:
    """A line as it may be kept: trimmed, without signs that nobody sees (text pasted from elsewhere is full of them).

    Args:
        text: as typed.
        field: which text it is, for the refusal.
        longest: so many characters are kept.
        about: the database of a line about somebody who is helped: a village and a name without a title are refused too, unless
            they are of the directory or the list of areas.

    Raises:
        TextRefused: it is empty or too long, holds a line break, a sign that turns the order, a pile of marks, or something
            that tells who somebody is (`coalition.guard`). The message holds nothing of the text.
    """
    kept = [place for place, letter in enumerate(text) if not _is_hidden(letter)]
    seen = "".join(text[place] for place in kept)
    line = seen.strip()
    if not line:
        nothing = (
            "Enter in one line what will be done."
            if field == "what"
            else "There is no text here that can be read. Write one plain line."
        )
        raise TextRefused(nothing, field=field)
    if len(line) > longest:
        message = "This is too long: {length} characters. One line of {most} is enough."
        raise TextRefused(message, field=field, length=len(line), most=longest)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or letter in _TURNING for letter in line):
        raise TextRefused("This contains a line break or a hidden character. Write it as one plain line.", field=field)
    if _PILE.search("".join("m" if unicodedata.category(letter) in {"Mn", "Me"} else "." for letter in line)):
        raise TextRefused("One letter carries too many accents or marks. Remove the extra ones.", field=field)
    kept = kept[len(seen) - len(seen.lstrip()) :]
    for found in [*findings(line), *(_unknown(about, line) if about is not None else [])]:
        where = Finding(found.kind, kept[found.start], kept[found.end - 1] + 1).where  # in the text as typed
        words = line[found.start : found.end].strip()
        raise TextRefused(FOUND[found.kind], field=field, advice=INSTEAD[found.kind], words=words, where=where)
    return line


def _unknown(engine: Engine, line: str) -> list[Finding]:
    """Villages and names of people without a title that nobody has stored."""
    if not unnamed_in(line):
        return []
    kinds = (col(ServiceType.name), col(ServiceType.name_local))
    names = (
        col(Organization.name),
        col(OrganizationAlias.alias),
        col(Person.name),
        col(Contact.name),
        col(Area.name),
        col(Area.name_local),
        *kinds,
    )
    with reading(engine) as session:
        known = {name for column in names for name in session.scalars(select(column)) if name}
    return unnamed_in(line, known)
