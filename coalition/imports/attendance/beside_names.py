"""A known organization in brackets behind a name whose row tells none, "Ploy (Wang River Friends)": asked about, never guessed.

What reads as an organization by itself is taken off the name where the file is read (`cells.names`). This is for the others:
only what is stored tells that "Wang River Friends" is no nickname. Without an answer it stays in the name, as it was before the
organization was known, so that the same file changes nothing.
"""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import compress
from operator import not_

from sqlmodel import Session

from coalition.imports.issues import issue
from coalition.imports.matching.keys import organization_key
from coalition.imports.matching.likeness import Likely, Likeness
from coalition.imports.organizations import stored_names
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.reading import Entries
from coalition.imports.saved_answers import offered

PART_OF_NAME, ORGANIZATION = "name", "organization"
_QUESTION = "organization:beside "  # and a hash: answers are kept, and somebody's name is nothing to keep among them
_BEHIND = re.compile(r"([^()\[\]（）]*[^()\[\]（）\s])\s*[(\[（]\s*([^()\[\]（）]{4,80}?)\s*[)\]）]")
_NEAR = 0.86  # score from which what stands behind a name is asked about: the same but for a common word
_LONGEST_NICKNAME = 7  # Thai letters, which have no blanks between words


@dataclass
class Beside:
    """The entries with what was answered, the questions, and {key of a question: what holds}."""

    entries: Entries
    questions: list[Question] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)


def organizations_beside_names(session: Session, entries: Entries, answers: Answers) -> Beside:
    """Ask about the names of rows without an organization that have a known one in brackets behind them."""
    parted: dict[str, tuple[str, str]] = {}
    bracketed = {name for name in set(entries.name) if name and name[-1] in ")]）"}
    for name in compress(entries.name, map(not_, entries.organization)) if bracketed else ():
        if name in bracketed and (parts := _parts(name)):
            parted[name] = parts
    beside = Beside(entries)
    if not parted:
        return beside
    likeness = Likeness()
    for _, known in stored_names(session):
        likeness.add(known)
    taken = set()
    for (name, (_, behind)), likely in zip(parted.items(), likeness.best([one for _, one in parted.values()]), strict=True):
        key = f"{_QUESTION}{sha256(organization_key(name).encode()).hexdigest()[:16]}"
        given = answers.by_question.get(key)
        if likely and likely[0].score >= _NEAR:
            beside.questions.append(offered(_question(key, name, behind, likely[0], entries), answers))
        elif given is None:
            continue
        beside.answered[key] = given if given == ORGANIZATION else PART_OF_NAME
        taken |= {name} if given == ORGANIZATION else set()
    if taken:
        beside.entries = _with_organizations(entries, {name: parted[name] for name in taken})
    return beside


def _parts(name: str) -> tuple[str, str] | None:
    """(name, what is in brackets), where that is longer than a nickname and not the name once more."""
    found = _BEHIND.fullmatch(name)
    if found is None or found[1].split()[0].casefold() == found[2].split()[0].casefold():
        return None
    is_long = " " in found[2] if found[2].isascii() else len(found[2]) > _LONGEST_NICKNAME
    return (found[1], found[2]) if is_long else None


def _question(key: str, name: str, behind: str, likely: Likely, entries: Entries) -> Question:
    told = issue("organization_beside_name", value=name, behind=behind, known=likely.known.name)
    options = (Option(PART_OF_NAME, "It is part of the name"), Option(ORGANIZATION, "It is the organization"))
    lines = [
        line
        for written, organization, own in zip(entries.name, entries.organization, entries.lines, strict=True)
        if written == name and not organization
        for line in own
    ]
    return Question(key, "organization_beside_name", f"{told.why} {told.suggestion}", options, tuple(lines))


def _with_organizations(entries: Entries, parted: dict[str, tuple[str, str]]) -> Entries:
    names, organizations = list(entries.name), list(entries.organization)
    for at, (name, organization) in enumerate(zip(entries.name, entries.organization, strict=True)):
        if not organization and name in parted:
            names[at], organizations[at] = parted[name]
    return replace(entries, name=names, organization=organizations)
