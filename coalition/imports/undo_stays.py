"""What an undo leaves in place, as facts: why, of which table, how many, and the first names. The words are made elsewhere."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Table, select
from sqlmodel import Session

NAMED = 5
"""Rows named one by one before the rest is counted."""

NOUNS = {
    "action_item": "promises",
    "area": "areas",
    "area_shape": "boundaries of areas",
    "attendance": "marks of attendance or absence",
    "case_consent": "answers about consent",
    "case_item_state": "facts known of cases",
    "case_need": "needs",
    "change": "lines of history",
    "checklist": "checklists",
    "checklist_item": "items of checklists",
    "consent_organization": "consents that name it",
    "contact": "focal points",
    "coverage_check": "confirmations that there is nobody",
    "draft_attendance": "marks of a meeting in progress",
    "draft_meeting": "meetings in progress",
    "draft_note": "notes of a meeting in progress",
    "forgotten_decision": "answers taken back",
    "import_batch": "files",
    "import_issue": "remarks on files",
    "meeting": "meetings",
    "meeting_note": "notes of meetings",
    "membership": "memberships",
    "organization": "organizations",
    "organization_alias": "other spellings",
    "person": "people",
    "person_alias": "other names",
    "protocol_answer": "settled questions",
    "publication": "publications",
    "published_count": "published counts",
    "referral": "referrals",
    "referral_step": "steps of referrals",
    "service": "services",
    "service_type": "kinds of help",
    "setting": "settings",
    "shared_case": "shared cases",
    "verdict": "verdicts",
}
"""What the rows of each table are called, in the plural: all tables but the summaries, which nobody wrote."""

_NAME_COLUMNS = ("name", "code", "title", "held_on", "name_as_written", "alias")


class Reason(StrEnum):
    """Why something is not as it was before the file."""

    CORRECTED = "corrected"  # somebody changed what the file had brought
    LISTED = "listed"  # a later file in force says the same
    REFERRED_TO = "referred to"
    CHANGED = "changed"  # a value the file wrote was written over since
    HOMELESS = "homeless"  # the file removed it, and what it belonged to is gone


SENTENCES = {
    Reason.CORRECTED: (
        "{what} stays, because somebody has corrected it since.",
        "{what} stay, because somebody has corrected them since.",
    ),
    Reason.LISTED: (
        "{what} stays, because a later file lists it too.",
        "{what} stay, because a later file lists them too.",
    ),
    Reason.REFERRED_TO: (
        "{what} stays, because another entry refers to it.",
        "{what} stay, because other entries refer to them.",
    ),
    Reason.CHANGED: (
        "{what} stays as it is, because it was changed again since.",
        "{what} stay as they are, because they were changed again since.",
    ),
    Reason.HOMELESS: (
        "{what} does not come back, because what it belonged to is gone.",
        "{what} do not come back, because what they belonged to is gone.",
    ),
}
"""For one, and for several; `what` is how many of what, with their names: '2 organizations (Alpha, Beta)'."""


@dataclass(frozen=True)
class Stays:
    """Rows of one table that stay (or do not come back) for one reason.

    Attributes:
        names: of the first `NAMED` of them, as stored; empty where such rows have no name.
    """

    why: Reason
    table: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """What they are called, in the plural."""
        return NOUNS[self.table]

    @property
    def pattern(self) -> str:
        """The English sentence with its place for `what`."""
        return SENTENCES[self.why][self.count != 1]

    def sentence(self) -> str:
        """In English, as it is kept with the undone import."""
        noun = _one(self.noun) if self.count == 1 else self.noun
        more = self.count - len(self.names)
        names = ", ".join(self.names) + (f" and {more:,} more" if more else "")
        return self.pattern.format(what=f"{self.count:,} {noun}" + (f" ({names})" if self.names else ""))


def _one(plural: str) -> str:
    """'kind of help' from 'kinds of help'."""
    return re.sub(r"\bpeople\b|s\b", lambda found: "person" if found[0] == "people" else "", plural, count=1)


def stays(session: Session, table: Table, why: Reason, row_ids: Collection[int]) -> Stays:
    """The rows as a person knows them: by their name, their title, their day, or only by their number."""
    columns = [table.c[name] for name in _NAME_COLUMNS if name in table.c]
    if not columns:
        return Stays(why, table.name, len(row_ids))
    rows = session.execute(select(*columns).where(table.c.id.in_(sorted(row_ids)[:NAMED])).order_by(table.c.id))
    names = tuple(next((str(value) for value in row if value is not None), "?") for row in rows)
    return Stays(why, table.name, len(row_ids), names)
