"""What is stored about cases that a file names by their code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.cases.planned import needs_of
from coalition.imports.cases.read import NeedKey
from coalition.imports.cases.sharing import Decided
from coalition.models import CaseConsent, ConsentOrganization, Referral, SharedCase
from coalition.vocabulary import ConsentAnswer, ReferralState, WithheldField


@dataclass
class Stored:
    """One case as stored.

    Attributes:
        columns: of the case.
        needs: {need: (id, closed on)}.
        sent: {(need, who sent it to whom and when): states, the first stored first}.
        decided: all that was ever decided about sharing, as a file would tell it.
    """

    columns: dict[str, Any]
    needs: dict[NeedKey, tuple[int, date | None]] = field(default_factory=dict)
    sent: dict[tuple[NeedKey, tuple[int | None, int, date]], list[ReferralState]] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)

    @property
    def holder(self) -> int | None:
        """Who holds it; sends where nobody else is told."""
        return self.columns["holder_organization_id"]  # type: ignore[no-any-return]


def stored_cases(session: Session, codes: Sequence[str]) -> dict[str, Stored]:
    """{code: what is stored}; a code that is not is left out."""
    found: dict[str, Stored] = {}
    by_id: dict[int, Stored] = {}
    table = SharedCase.__table__  # type: ignore[attr-defined]
    for part in chunks(codes):
        for row in session.execute(select(table).where(table.c.code.in_(part))).mappings():
            found[row["code"]] = by_id[row["id"]] = Stored(dict(row))
    for part in chunks(list(by_id)):
        needs: dict[int, tuple[Stored, NeedKey]] = {}
        for need_id, case_id, code, pcode, opened_on, closed_on in session.execute(needs_of(part)):
            key = (code, pcode, opened_on)
            by_id[case_id].needs[key] = (need_id, closed_on)
            needs[need_id] = (by_id[case_id], key)
        _add_sent(session, needs)
        _add_decided(session, part, by_id)
    return found


def _add_sent(session: Session, needs: dict[int, tuple[Stored, NeedKey]]) -> None:
    names = ("need_id", "referring_organization_id", "referred_organization_id", "sent_on", "state")
    for part in chunks(list(needs)):
        query = select(*(col(getattr(Referral, name)) for name in names)).where(col(Referral.need_id).in_(part))
        for need_id, referring, referred, sent_on, state in session.execute(query.order_by(col(Referral.id))):
            stored, key = needs[need_id]
            sender = referring if referring is not None else stored.holder  # as a file without a sender is read
            stored.sent.setdefault((key, (sender, referred, sent_on)), []).append(state)


def _add_decided(session: Session, case_ids: Sequence[int], by_id: dict[int, Stored]) -> None:
    names = ("case_id", "id", "answer", "decided_on", "scope", "withheld", "decided_by")
    query = (
        select(*(col(getattr(CaseConsent, name)) for name in names), col(ConsentOrganization.organization_id))
        .outerjoin(ConsentOrganization, col(ConsentOrganization.consent_id) == col(CaseConsent.id))
        .where(col(CaseConsent.case_id).in_(case_ids))
        .order_by(col(CaseConsent.id))
    )
    rows: dict[int, tuple[Any, set[int]]] = {}
    for row in session.execute(query):
        named = rows.setdefault(row.id, (row, set()))[1]
        named |= {row.organization_id} - {None}
    for row, named in rows.values():
        by = row.decided_by if row.answer is ConsentAnswer.FOR_CHILD else None
        withheld = frozenset(map(WithheldField, row.withheld))
        one = Decided(row.answer, row.decided_on, row.scope, frozenset(named), withheld, by)
        by_id[row.case_id].decided.append(one)
