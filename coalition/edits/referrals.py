"""A need sent to a member, and what becomes of it: one verb each, undone by `edits.undo`.

Every verb takes `at`, the instant of the edit (with time zone), and `by`, who makes it (None: not told). Which step may follow
which is decided by `referring.steps` alone; a step that does not is refused, so of two people who answer at once the second is
told what the first has done.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.database import reserve_ids, writing
from coalition.edits.record import EditRefused, create_row, create_rows, stored_row, update_row
from coalition.edits.screen import TextRefused, screened
from coalition.models import Area, CaseNeed, Change, Organization, Referral, ReferralStep, ServiceType, SharedCase
from coalition.queries.consent import consent_of
from coalition.queries.members import members_on
from coalition.referring import consent, steps
from coalition.vocabulary import ReferralPurpose, ReferralReason, Urgency
from coalition.vocabulary import ReferralState as State

STANDS = {
    State.SENT: "Sent. Waiting for an answer.",
    State.ACKNOWLEDGED: "Acknowledged. Waiting for a decision.",
    State.ACCEPTED: "Accepted. Not started yet.",
    State.IN_PROGRESS: "In progress.",
    State.DECLINED: "Declined on {day}. You can refer again.",
    State.DONE: "Done on {day}.",
    State.CLOSED_WITHOUT_SERVICE: ("Closed without service on {day}. You can refer again."),
    State.REVOKED: "Withdrawn on {day}. You can refer again.",
}
"""State -> where a referral stands and what can come next: said where another step was asked for."""

WHY = {
    State.DECLINED: "Choose why it is declined.",
    State.CLOSED_WITHOUT_SERVICE: "Choose why it is closed without service.",
    State.REVOKED: "Choose why it is withdrawn.",
}
"""State -> what is said where its reason is missing."""

REASON_UNFIT = "This reason does not fit this step. Choose another."
CLOCK_BACK = "Your computer clock is wrong (last step: {day}). Correct it and try again."


def send_referral(
    engine: Engine,
    *,
    need_id: int,
    referred_organization_id: int,
    referring_organization_id: int | None = None,
    urgency: Urgency,
    purpose: ReferralPurpose,
    note: str | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int:
    """Send a need to a member; returns the id of the referral.

    Args:
        engine: the database.
        need_id: what is sent.
        referred_organization_id: who receives it.
        referring_organization_id: who sends it; None: the holder of the case.
        urgency: how soon an answer is wanted.
        purpose: why it is sent.
        note: to the receiver, in one line; None: none.
        today: the day, as the people there count it.
        by: who sends it.
        at: the instant of the edit.

    Raises:
        EditRefused: the need, its case or the receiver is closed or gone, the same need runs to the same member already,
            consent does not allow it, or the note is refused.
    """
    line = _line(engine, note)
    with writing(engine) as session:
        need = stored_row(session, CaseNeed, need_id)
        told = _Terms(urgency, purpose, line, today, by, at.astimezone(UTC))
        return _send(session, need, referred_organization_id, referring_organization_id, told)


def refer_case(
    engine: Engine,
    *,
    case_id: int,
    service_type_id: int,
    area_id: int,
    referred_organization_id: int,
    referring_organization_id: int | None = None,
    urgency: Urgency,
    purpose: ReferralPurpose,
    note: str | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int:
    """As `send_referral`, for a service type in an area: a need that is not noted yet is noted in the same edit.

    Raises:
        EditRefused: as for `send_referral`.
    """
    line = _line(engine, note)
    at = at.astimezone(UTC)
    with writing(engine) as session:
        _refuse_closed_case(stored_row(session, SharedCase, case_id), today)
        values = {"case_id": case_id, "service_type_id": service_type_id, "area_id": area_id}
        same = [getattr(CaseNeed, name) == value for name, value in values.items()]
        open_one = select(col(CaseNeed.id)).where(*same, col(CaseNeed.closed_on).is_(None)).order_by(col(CaseNeed.id))
        need_id = session.scalar(open_one.limit(1))
        if need_id is None:
            stored_row(session, ServiceType, service_type_id)
            stored_row(session, Area, area_id)
            if session.scalar(select(col(CaseNeed.id)).where(*same, col(CaseNeed.opened_on) == today)) is not None:
                raise EditRefused("This need was closed today. Reopen it in the case.")
            need_id = create_row(session, CaseNeed, by=by, at=at, opened_on=today, **values)
        need = stored_row(session, CaseNeed, need_id)
        told = _Terms(urgency, purpose, line, today, by, at)
        return _send(session, need, referred_organization_id, referring_organization_id, told)


def move_referral(
    engine: Engine,
    referral_id: int,
    to: State,
    *,
    reason: ReferralReason | None = None,
    note: str | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> None:
    """Take a referral on to a state, with all steps between at the same instant: who accepts has also acknowledged.

    Args:
        engine: the database.
        referral_id: which one.
        to: where it comes to.
        reason: why it ends without service; told for those states alone.
        note: to the other side, in one line; None: none.
        today: the day, as the people there count it.
        by: who notes it.
        at: the instant of the edit.

    Raises:
        EditRefused: the step does not follow, the reason is missing or does not fit, the note is refused, the clock lies before
            the last step, consent does not cover it any more (to accept it), or the referral is gone.
    """
    line = _line(engine, note)
    at = at.astimezone(UTC)
    with writing(engine) as session:
        stored = stored_row(session, Referral, referral_id)
        way = steps.path(State(stored["state"]), to)
        if not way:
            raise EditRefused(STANDS[State(stored["state"])], day=_day(stored["closed_on"]))
        _refuse_reason(to, reason)
        _refuse_clock(session, stored, today, at)
        if State.ACCEPTED in way:
            _refuse_withdrawn(session, stored, today)
        update_row(session, Referral, referral_id, by=by, at=at, **_after(stored, way, reason, today, at))
        rows = []
        for state in way:
            side = "referring_organization_id" if state in steps.BY_SENDER else "referred_organization_id"
            told = {"reason": reason, "note": line} if state is to else {}
            rows.append({"state": state, "organization_id": stored[side], **told})
        _add_steps(session, referral_id, rows, today, by, at)


def note_referral(
    engine: Engine,
    referral_id: int,
    *,
    note: str,
    organization_id: int | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int:
    """Write a line to the other side; returns the id of the step that holds it. The state stays.

    Args:
        engine: the database.
        referral_id: about which referral.
        note: one line.
        organization_id: which side writes; None: not told.
        today: the day, as the people there count it.
        by: who writes.
        at: the instant of the edit.

    Raises:
        EditRefused: the note is empty or refused, the organization is no side of the referral, the clock lies before the last
            step, or the referral is gone.
    """
    line = _line(engine, note)
    if line is None:
        raise TextRefused("Enter in one line what the other organization should know.", field="note")
    at = at.astimezone(UTC)
    with writing(engine) as session:
        stored = stored_row(session, Referral, referral_id)
        if organization_id not in (None, stored["referring_organization_id"], stored["referred_organization_id"]):
            raise EditRefused("This organization neither sent nor received this referral.")
        _refuse_clock(session, stored, today, at)
        return _add_steps(session, referral_id, [{"organization_id": organization_id, "note": line}], today, by, at)


class _Terms:
    """What a referral is sent with."""

    def __init__(
        self, urgency: Urgency, purpose: ReferralPurpose, note: str | None, today: date, by: str | None, at: datetime
    ) -> None:
        self.urgency, self.purpose, self.note, self.today, self.by, self.at = urgency, purpose, note, today, by, at


def _send(session: Session, need: dict[str, Any], referred: int, referring: int | None, told: _Terms) -> int:
    case = stored_row(session, SharedCase, need["case_id"])
    _refuse_closed_case(case, told.today)
    if _is_over(need["closed_on"], told.today):
        raise EditRefused("This need is closed. Reopen it first.")
    if need["opened_on"] > told.today:
        raise EditRefused("This need begins on {day}. It cannot be sent before that day.", day=need["opened_on"].isoformat())
    sender = case["holder_organization_id"] if referring is None else referring
    for organization in {referred, sender} - {None}:
        _refuse_gone(session, organization)
    if refused := _consent_refusal(session, case, referred, told.today):
        raise EditRefused(refused)
    _refuse_running(session, need["id"], referred)
    referral_id = create_row(
        session,
        Referral,
        by=told.by,
        at=told.at,
        need_id=need["id"],
        referring_organization_id=sender,
        referred_organization_id=referred,
        urgency=told.urgency,
        purpose=told.purpose,
        sent_on=told.today,
        sent_at=told.at,
        due_at=steps.due_at(told.at, told.urgency),
    )
    step = {"state": State.SENT, "organization_id": sender, "note": told.note}
    _add_steps(session, referral_id, [step], told.today, told.by, told.at)
    return referral_id


def _add_steps(
    session: Session, referral_id: int, rows: list[dict[str, Any]], today: date, by: str | None, at: datetime
) -> int:
    """Add rows to the time line, all of this instant; returns the id of the first."""
    first = reserve_ids(session, "referral_step", len(rows))
    blank = {"state": None, "organization_id": None, "reason": None, "note": None}
    same = {"referral_id": referral_id, "at": at, "happened_on": today, "by": by}
    numbered = [{"id": first + place, **blank, **same, **row} for place, row in enumerate(rows)]
    create_rows(session, ReferralStep, numbered, by=by, at=at)
    return first


def _after(
    stored: dict[str, Any], way: tuple[State, ...], reason: ReferralReason | None, today: date, at: datetime
) -> dict[str, Any]:
    """The columns of a referral once these steps are taken."""
    values: dict[str, Any] = {"state": way[-1]}
    minutes = _minutes(stored, today, at)
    if State.ACKNOWLEDGED in way:
        values |= {"acknowledged_on": today, "acknowledged_minutes": minutes}
    if State.ACCEPTED in way:
        values |= {"accepted_on": today, "accepted_minutes": minutes}
    if not steps.NEXT[way[-1]]:
        values |= {"closed_on": today, "reason": reason}
    return values


def _minutes(stored: dict[str, Any], today: date, at: datetime) -> int:
    """From sending until now [minutes]; whole days where only the day of sending is told."""
    if stored["sent_at"] is None:
        return int((today - stored["sent_on"]).days) * 24 * 60
    return int((at - stored["sent_at"]).total_seconds() // 60)


# --- what is refused ------------------------------------------------------------------------------------------------


def _line(engine: Engine, note: str | None) -> str | None:
    return screened(note, "note", about=engine) if note and note.strip() else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else "?"


def _is_over(closed_on: date | None, today: date) -> bool:
    return closed_on is not None and closed_on <= today


def _refuse_closed_case(case: dict[str, Any], today: date) -> None:
    if _is_over(case["closed_on"], today):
        raise EditRefused("This case is closed. Reopen it first.")


def _consent_refusal(session: Session, case: dict[str, Any], referred: int, today: date) -> str | None:
    """Why a case may not go there. To the organization that holds it nothing is shared, whoever sends it there."""
    holder, age_band = case["holder_organization_id"], case["age_band"]
    told, members = consent_of(session, case["id"]), members_on(session, on=today)
    return consent.refusal(told, referring=holder, referred=referred, age_band=age_band, members=members)


def _refuse_withdrawn(session: Session, stored: dict[str, Any], today: date) -> None:
    """Nobody takes on a case that consent does not cover any more; what a file brought without an answer is let through."""
    case = stored_row(session, SharedCase, stored_row(session, CaseNeed, stored["need_id"])["case_id"])
    refused = _consent_refusal(session, case, stored["referred_organization_id"], today)
    if refused and (stored["sent_at"] is not None or refused not in (consent.NOT_ASKED, consent.CHILD_UNTOLD)):
        raise EditRefused(refused)


def _refuse_gone(session: Session, organization_id: int) -> None:
    if session.scalar(select(col(Organization.id)).where(col(Organization.id) == organization_id)) is None:
        raise EditRefused("This organization no longer exists. Choose another.")


def _refuse_running(session: Session, need_id: int, referred: int) -> None:
    same = (col(Referral.need_id) == need_id, col(Referral.referred_organization_id) == referred)
    running = select(col(Referral.sent_on)).where(*same, col(Referral.state).in_(steps.RUNNING))
    sent_on = session.scalar(running.limit(1))
    if sent_on is not None:
        name = stored_row(session, Organization, referred)["name"]
        message = "Already sent to {organization} on {day}, and still open."
        raise EditRefused(message, organization=name, day=sent_on.isoformat())


def revived(changes: Iterable[Change]) -> set[int]:
    """Referrals that run again once these changes are taken back: their end goes with them, or they were removed."""
    own = [change for change in changes if change.table_name == "referral"]
    ends = {state.value for state, after in steps.NEXT.items() if not after}
    return {change.row_id for change in own if change.after is None or change.after.get("state") in ends}


def refuse_running_twice(session: Session, referral_ids: Collection[int]) -> None:
    """After an edit was taken back: none of these referrals may run beside another of its need to the same member.

    Raises:
        EditRefused: one does; the need was sent again since.
    """
    other = aliased(Referral)
    twice = (
        select(col(Organization.name))
        .join(Referral, col(Referral.referred_organization_id) == col(Organization.id))
        .join(other, col(other.need_id) == col(Referral.need_id))
        .where(
            col(Referral.id).in_(referral_ids),
            col(Referral.state).in_(steps.RUNNING),
            col(other.id) != col(Referral.id),
            col(other.referred_organization_id) == col(Referral.referred_organization_id),
            col(other.state).in_(steps.RUNNING),
        )
    )
    name = session.scalar(twice.limit(1))
    if name is not None:
        raise EditRefused("Cannot undo: the need has been referred to {organization} again in the meantime.", organization=name)


def _refuse_reason(to: State, reason: ReferralReason | None) -> None:
    fitting = steps.REASONS.get(to, ())
    if fitting and reason is None:
        raise EditRefused(WHY[to])
    if reason is not None and reason not in fitting:
        raise EditRefused(REASON_UNFIT)


def _refuse_clock(session: Session, stored: dict[str, Any], today: date, at: datetime) -> None:
    """Times only go on: a step noted before the last one would make a wait shorter than nothing."""
    own = col(ReferralStep.referral_id) == stored["id"]
    newest = (col(ReferralStep.at).desc(), col(ReferralStep.id).desc())
    last = session.execute(
        select(col(ReferralStep.at), col(ReferralStep.happened_on)).where(own).order_by(*newest).limit(1)
    ).first()
    last_at, last_on = last if last else (stored["sent_at"], stored["sent_on"])
    days = (stored["acknowledged_on"], stored["accepted_on"])  # a file tells these without a step
    last_on = max([last_on, *(day for day in days if day is not None)])
    if (last_at is not None and at < last_at) or today < last_on:
        raise EditRefused(CLOCK_BACK, day=last_on.isoformat())
