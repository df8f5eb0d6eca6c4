"""May a case be shared with another organization? Consent first; without it the case stays a count.

Source: Thai PDPA s.26 (the exception for non-profit organizations does not cover telling others); GBVIMS sample protocol.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from coalition.vocabulary import AgeBand, ConsentAnswer, ConsentDecider, ConsentScope, WithheldField

CHILDREN = frozenset({AgeBand.A0_11, AgeBand.A12_14, AgeBand.A15_17})
"""Age bands below 18 years."""

NOT_ASKED = "No consent recorded. Record it first. Until then, the case is counted, but its details are not shared."
REFUSED = "Consent refused. The case is only counted."
WITHDRAWN = "Consent withdrawn. The case is only counted."
NOT_NAMED = "Consent does not cover this organization."
NOT_A_MEMBER = (
    "This organization is not a member, and the consent is for members only. "
    "Ask the person again, and record consent that names this organization."
)
NOT_A_CHILD = (
    "Another person may decide only for a child. Record the consent of the person whom the case is about, or correct the age."
)
CHILD_UNTOLD = "Say who decided for the child, and why."


@dataclass(frozen=True)
class Consent:
    """What was decided last about sharing one case.

    Attributes:
        answer: given, refused, withdrawn, or decided for a child.
        decided_on: the day.
        scope: with all members, or with named organizations.
        organization_ids: the named ones.
        decided_by, reason: who decided for a child, and why.
        withheld: what is not told to any receiver.
    """

    answer: ConsentAnswer
    decided_on: date
    scope: ConsentScope = ConsentScope.ALL_MEMBERS
    organization_ids: frozenset[int] = frozenset()
    decided_by: ConsentDecider | None = None
    reason: str | None = None
    withheld: frozenset[WithheldField] = field(default_factory=frozenset)


def refusal(
    consent: Consent | None, *, referring: int | None, referred: int, age_band: AgeBand, members: Collection[int]
) -> str | None:
    """Why a case may not be shared, as a sentence; None: it may.

    Args:
        consent: what was decided last; None: nobody asked.
        referring: the organization that holds or sends the case; inside one organization nothing is shared.
        referred: the organization that would receive it.
        age_band: of the person.
        members: the organizations that are members on the day: "for all members" covers no other.
    """
    if referring == referred:
        return None
    if consent is None:
        return NOT_ASKED
    if consent.answer in (ConsentAnswer.REFUSED, ConsentAnswer.WITHDRAWN):
        return REFUSED if consent.answer is ConsentAnswer.REFUSED else WITHDRAWN
    if consent.answer is ConsentAnswer.FOR_CHILD and (problem := child_problem(consent, age_band)):
        return problem
    if consent.scope is ConsentScope.NAMED and referred not in consent.organization_ids:
        return NOT_NAMED
    if consent.scope is ConsentScope.ALL_MEMBERS and referred not in members:
        return NOT_A_MEMBER
    return None


def child_problem(consent: Consent, age_band: AgeBand) -> str | None:
    """What is wrong with a decision for a child, as a sentence; None: nothing."""
    if age_band not in CHILDREN:
        return NOT_A_CHILD
    return None if consent.decided_by is not None and (consent.reason or "").strip() else CHILD_UNTOLD


def told(fields: Collection[WithheldField], consent: Consent | None) -> list[WithheldField]:
    """Which of some fields the receiver is told."""
    return [one for one in fields if consent is None or one not in consent.withheld]
