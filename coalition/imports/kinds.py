"""What an issue is: what it is about, its sentence, what to do."""

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
