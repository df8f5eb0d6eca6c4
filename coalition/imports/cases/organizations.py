"""The organizations a list of shared cases names: stored ones, and those that are added once a person has said so.

The text of a cell that is refused is neither kept nor repeated, and what is no organization may be somebody's name: the
question tells the rows and how many, not the names. What could tell who somebody is becomes no organization.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coalition.guard import refused
from coalition.imports.cases.sharing import Decided, Sent
from coalition.imports.issues import issue
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Option, Question
from coalition.imports.record import Record

KEY, ADD, REFUSE = "new_organizations", "add", "refuse"
_LONGEST = 200  # characters


@dataclass
class Named:
    """Who may be named.

    Attributes:
        stored: {key: id}.
        adds: whether organizations that are not stored are to be added.
        new: {key: (number that stands for it until it has an id, name as first written)}; the numbers are below zero.
        unknown: keys that are not stored and could be organizations; they are not shown.
    """

    stored: Mapping[str, int]
    adds: bool = False
    new: dict[str, tuple[int, str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def known(self, text: str) -> int | None:
        """The stored organization of that name; None: there is none."""
        return self.stored.get(organization_key(text))

    def find(self, text: str) -> int | None:
        """The organization of that name, where it is added the number that stands for it; None: neither."""
        key = organization_key(text)
        if (stored := self.stored.get(key)) is not None:
            return stored
        name = " ".join(text.split())
        if not key or len(name) > _LONGEST or refused(name):
            return None
        self.unknown.add(key)
        return self.new.setdefault(key, (-1 - len(self.new), name))[0] if self.adds else None

    def question(self, lines: Sequence[int]) -> Question:
        """Whether those that are not stored are to be added; nothing is added unasked."""
        told = issue("new_case_organizations", count=f"{len(self.unknown):,}")
        options = (Option(REFUSE, "Leave their rows out"), Option(ADD, "Add them as they are written"))
        return Question(KEY, told.code, told.why, options, tuple(lines))


def used_by(told: Mapping[str, Any], sent: Sequence[Sent], decided: Decided | None) -> set[int]:
    """The numbers below zero in what is told of a case."""
    found = {told.get("holder_organization_id"), *(n for one in sent for n in (one.referring, one.referred))}
    found |= decided.organization_ids if decided else set()
    return {number for number in found if number is not None and number < 0}


def add_organizations(record: Record, new: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Add organizations; {number that stood for it: id}."""
    names = [name for _, name in new]
    ids = record.add_numbered("organization", {"name": names, "name_key": list(map(organization_key, names))})
    return {number: row_id for row_id, (number, _) in zip(ids, new, strict=True)}


def with_ids(told: Mapping[str, Any], ids: Mapping[int, int]) -> dict[str, Any]:
    """What is told of a case, with the id of its holder."""
    holder: int | None = told.get("holder_organization_id")
    return {**told, "holder_organization_id": ids[holder]} if holder is not None and holder in ids else dict(told)


def sent_with_ids(one: Sent, ids: Mapping[int, int]) -> Sent:
    """A referral with the ids of its organizations."""
    referring = one.referring if one.referring is None else ids.get(one.referring, one.referring)
    return replace(one, referring=referring, referred=ids.get(one.referred, one.referred))


def decided_with_ids(one: Decided | None, ids: Mapping[int, int]) -> Decided | None:
    """What was decided about sharing, with the ids of the organizations it names."""
    return one and replace(one, organization_ids=frozenset(ids.get(n, n) for n in one.organization_ids))
