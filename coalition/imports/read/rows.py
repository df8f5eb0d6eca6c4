"""What a row is that is no person: a total, a note, a section, an organization alone, a placeholder."""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.read.model import Block, Interpretation
from coalition.imports.read.people import Who, cell
from coalition.imports.read.sheet import Row
from coalition.imports.read.values import is_nobody, kind
from coalition.imports.read.words import TOTALS, is_word, plain, says

_LONGEST_NAME = 110
_LONG_NOTE = 40
_WORDS_OF_A_NAME = 4


def is_total(text: str) -> bool:
    """Whether a cell heads a row of totals."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return plain(text) in TOTALS or is_word(text.split(":")[0], "total") or plain(first) in TOTALS


def not_a_person(way: Interpretation, block: Block, row: Row, texts: Sequence[str], who: Who, *, wide: bool) -> str | None:
    """The code of what a row is that is no person; "blank", "nameless": nobody is named; None: it may be a person.

    Args:
        texts: of its filled cells.
        who: whom it names.
        wide: the table has several columns, so that a name alone in its row is a heading.
    """
    name = who.name
    if any(is_total(text) for text in (name or texts[0], texts[0])):
        return "total"
    alone = len(texts) == 1
    if not name:
        return nameless(texts, who.organization, way.sheet.today)
    if all(is_word(part, "test") for part in name.split()):
        return "placeholder"
    label, colon, rest = name.partition(":")
    if alone and colon and (len(name) > 60 or says(label, "note") or not any(map(str.isalpha, rest))):
        return "note"
    if alone and name.endswith(".") and len(name.split()) > _WORDS_OF_A_NAME:
        return "note"
    heads = wide and (bool(block.slots) or len(way.columns) > 2)
    if alone and heads and way.sign != "heading":
        return "section"
    if len(name) > _LONGEST_NAME or name.casefold().startswith("http"):
        return "note"
    if is_nobody(name):
        return "placeholder"
    return "waiting_room" if cell(way, row, "waiting").casefold() == "yes" else who.code


def nameless(texts: Sequence[str], organization: str | None, today: date) -> str:
    """The code of a row in which nobody is named."""
    alone = len(texts) == 1
    kinds = [kind(text, today) for text in texts]
    if alone and re.fullmatch(r"[\d.]+", texts[0]):
        return "blank"
    if alone or all(one in {"number", "mark"} for one in kinds):
        return "note" if says(texts[0], "note") or len(texts[0]) > _LONG_NOTE else "section"
    if all(one in {"number", "mark", "weekday"} or plain(text) in TOTALS for one, text in zip(kinds, texts, strict=True)):
        return "section"
    return "organization_only" if organization else "no_name"
