"""The hand-over sheet of one case for one receiver: only what that receiver needs, and only with consent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from coalition.answers.readiness import CaseReadiness, case_readiness, measure
from coalition.frames import records
from coalition.queries.calling import call_contacts_frame
from coalition.queries.consent import consent_of
from coalition.queries.handover import NeedRead, last_sent, need_read
from coalition.queries.members import members_on
from coalition.referring.consent import refusal
from coalition.vocabulary import AgeBand, Exploitation, ItemAges, ItemKnowledge, Urgency, WithheldField

NOBODY = 0
"""Stands for a holder that is not told: no organization has this number, so consent is asked."""


@dataclass(frozen=True)
class Party:
    """The sender or the receiver: its name (None: not told), its focal points as rows of frames.CALL_CONTACTS."""

    name: str | None
    contacts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet.

    Attributes:
        code: of the case.
        on: the day of printing.
        kind: code and names of the service type that is asked for.
        urgency: by when an answer is asked for.
        fields: {field: its value; None: withheld}, in the order of `WithheldField` without the district.
        place: (English, local name) of where help is needed: the district with its province, or only the province.
        place_is_whole: False: the district is withheld.
        sender, receiver: who hands over to whom: who sent the last referral there; before one, the holder of the case.
        needed: the lists of the receiver, with what is known, missing or withheld of each item.
    """

    code: str
    on: date
    kind: tuple[str, str, str | None]
    urgency: Urgency
    fields: dict[WithheldField, StrEnum | None]
    place: tuple[str, str | None]
    place_is_whole: bool
    sender: Party
    receiver: Party
    needed: CaseReadiness


def handover_sheet(
    session: Session, *, need_id: int, organization_id: int, receiver: str, on: date, urgency: Urgency | None = None
) -> Sheet | str | None:
    """The sheet of one need for one receiver; a sentence where it must not be shared; None: there is no such need.

    Which items are asked depends on age and type of exploitation. Where these are withheld, the paper asks what is asked about
    anybody, so that the list itself gives nothing away.

    Args:
        session: reads.
        need_id: of the case.
        organization_id, receiver: who receives it, and its name.
        on: the day.
        urgency: as chosen; None: that of the last referral there, else routine.
    """
    need = need_read(session, need_id=need_id)
    if need is None:
        return None
    consent = consent_of(session, need.case_id)
    sender = need.holder_id or NOBODY
    told: dict[str, Any] = {"age_band": need.age_band, "members": members_on(session, on=on)}
    if refused := refusal(consent, referring=sender, referred=organization_id, **told):
        return refused
    withheld = frozenset[WithheldField]() if consent is None or sender == organization_id else consent.withheld
    needed = case_readiness(
        session,
        case_id=need.case_id,
        on=on,
        service_type_code=need.kind,
        organization_id=organization_id,
        as_told=(
            AgeBand.UNKNOWN if WithheldField.AGE_BAND in withheld else need.age_band,
            Exploitation.UNKNOWN if WithheldField.EXPLOITATION in withheld else need.exploitation,
        ),
    )
    if needed is None:
        return None
    sent = last_sent(session, need_id=need_id, organization_id=organization_id, on=on)
    from_id, from_name = (sent.sender_id, sent.sender) if sent and sent.sender_id else (need.holder_id, need.holder)
    contacts = records(call_contacts_frame(session, on=on, organization_ids=[from_id or NOBODY, organization_id]))
    return Sheet(
        code=need.code,
        on=on,
        kind=(need.kind, need.kind_name, need.kind_name_local),
        urgency=urgency or (sent.urgency if sent else Urgency.ROUTINE),
        fields=_fields(need, withheld),
        place=_place(need, withheld),
        place_is_whole=WithheldField.DISTRICT not in withheld or not need.is_district,
        sender=Party(from_name, _focal(contacts, from_id)),
        receiver=Party(receiver, _focal(contacts, organization_id)),
        needed=_ages_hidden(needed) if WithheldField.AGE_BAND in withheld else needed,
    )


def _ages_hidden(needed: CaseReadiness) -> CaseReadiness:
    """What is asked about adults or about children only is withheld: that it is known would tell the age."""
    rows = [row for one in needed.lists for row in one.items]
    states = {row["key"]: ItemKnowledge(row["state"]) for row in rows}
    states |= {row["key"]: ItemKnowledge.WITHHELD for row in rows if row["ages"] != ItemAges.EVERYBODY}
    return measure(rows, [one.head["code"] for one in needed.lists], states, AgeBand.UNKNOWN, is_open=needed.is_open)


def _fields(need: NeedRead, withheld: frozenset[WithheldField]) -> dict[WithheldField, StrEnum | None]:
    coded = {
        WithheldField.SEX: need.sex,
        WithheldField.AGE_BAND: need.age_band,
        WithheldField.EXPLOITATION: need.exploitation,
        WithheldField.TRAFFICKING_STATUS: need.trafficking_status,
    }
    return {name: None if name in withheld else value for name, value in coded.items()}


def _place(need: NeedRead, withheld: frozenset[WithheldField]) -> tuple[str, str | None]:
    if not need.is_district:
        return need.place, need.place_local
    if WithheldField.DISTRICT in withheld:
        return need.province or "", need.province_local
    local = f"{need.place_local or need.place}, {need.province_local or need.province}" if need.province else need.place_local
    return ", ".join(filter(None, [need.place, need.province])), local


def _focal(contacts: list[dict[str, Any]], organization_id: int | None) -> tuple[dict[str, Any], ...]:
    """Focal points that are named in the directory; who only came to a meeting is none."""
    return tuple(row for row in contacts if row["organization_id"] == organization_id and row["came_on"] is None)
