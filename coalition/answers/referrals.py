"""Referrals. The board of the coalition or of one member, one referral with its time line, the words.

The sentences are made here once, as a text and its values, for whatever shows them to translate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from coalition.frames import records
from coalition.locale import plural
from coalition.queries import referral_boards as queries
from coalition.queries.referral_boards import NO_FEEDBACK_AFTER as NO_FEEDBACK_AFTER
from coalition.queries.referral_boards import Standing as Standing
from coalition.referring.steps import ANSWER_WITHIN, BY_SENDER, NEXT, path
from coalition.vocabulary import ReferralState, Urgency

GROUPS = (
    (Standing.OVERDUE_HERE, Standing.OVERDUE),
    (Standing.TO_ANSWER,),
    (Standing.WAITING,),
    (Standing.NO_FEEDBACK,),
)
"""What somebody must do something about, in the order of the board."""

RUNS = (*(standing for group in GROUPS for standing in group), Standing.UNDER_WAY)
"""Every way in which a referral that runs can stand."""


@dataclass(frozen=True)
class ReferralBoard:
    """The referrals of the coalition, or of one member, at an instant.

    Attributes:
        now: the instant.
        organization_id: whose; None: of all.
        rows: that run, rows of frames.REFERRALS as plain values, the most urgent of each standing, what is due first first.
        counts: {standing: how many there are [referrals]}; all that run are there, with 0.
        ended: that ended lately, the same, the newest first.
    """

    now: datetime
    organization_id: int | None
    rows: list[dict[str, Any]]
    counts: dict[Standing, int]
    ended: list[dict[str, Any]]

    @property
    def overdue(self) -> int:
        """Not answered in time, by whomever [referrals]."""
        return self.counts[Standing.OVERDUE] + self.counts[Standing.OVERDUE_HERE]

    @property
    def to_answer(self) -> int:
        """What the member must answer, in time still or not [referrals]."""
        return self.counts[Standing.TO_ANSWER] + self.counts[Standing.OVERDUE_HERE]

    @property
    def on_others(self) -> int:
        """What others must answer: of the coalition, everything that waits [referrals]."""
        return self.counts[Standing.WAITING] + self.counts[Standing.OVERDUE]


def referral_board(
    session: Session, *, now: datetime, on: date, organization_id: int | None = None, most: int = queries.SHOWN
) -> ReferralBoard:
    """The board of an instant.

    Args:
        session: reads.
        now: the instant, with time zone.
        on: its day, as the people there count it.
        organization_id: only what this member sent or received; None: all of the coalition.
        most: rows of each standing.
    """
    rows, told = queries.running_referrals(session, now=now, on=on, organization_id=organization_id, most=most)
    counts: dict[Standing, int] = {standing: told.get(standing.value, 0) for standing in RUNS}
    ended = queries.ended_referrals(session, on=on, organization_id=organization_id, most=most)
    return ReferralBoard(now, organization_id, rows, counts, ended)


@dataclass(frozen=True)
class OneReferral:
    """One referral: a row of frames.REFERRALS, and its steps as rows of frames.REFERRAL_STEPS, oldest first."""

    row: dict[str, Any]
    steps: list[dict[str, Any]]


def one_referral(session: Session, *, now: datetime, on: date, referral_id: int) -> OneReferral | None:
    """One referral with its time line; None: it is not there (any more)."""
    rows = records(queries.referrals_frame(session, now=now, on=on, referral_id=referral_id))
    if not rows:
        return None
    return OneReferral(rows[0], records(queries.steps_frame(session, referral_id=referral_id)))


FORWARD = (ReferralState.ACCEPTED, ReferralState.ACKNOWLEDGED, ReferralState.IN_PROGRESS, ReferralState.DONE)
"""Steps that need no reason, what is wanted most first."""

ENDINGS = (ReferralState.DECLINED, ReferralState.CLOSED_WITHOUT_SERVICE, ReferralState.REVOKED)
"""Steps that need one."""

_FAR = {
    (now, to)
    for now in (ReferralState.SENT, ReferralState.ACKNOWLEDGED)
    for to in (ReferralState.IN_PROGRESS, ReferralState.DONE, ReferralState.CLOSED_WITHOUT_SERVICE)
}
"""Ways that are open and not offered: first it is said whether one helps."""


def next_steps(state: str) -> list[ReferralState]:
    """The steps offered from a state: those without a reason first."""
    now = ReferralState(state)
    return [to for to in (*FORWARD, *ENDINGS) if path(now, to) and (now, to) not in _FAR] if NEXT[now] else []


def side_of(row: dict[str, Any], to: ReferralState) -> str:
    """Name of the organization that takes a step; empty: the sender is not told."""
    return str((row["referring"] if to in BY_SENDER else row["referred"]) or "")


# --- sentences ------------------------------------------------------------------------------------------------------

SENTENCES = (
    "due in {n} minutes",
    "due in 1 hour",
    "due in {n} hours",
    "due in {n} days",
    "due now",
    "{n} minutes late",
    "1 hour late",
    "{n} hours late",
    "{n} days late",
    "no update for {n} days",
    "updated today",
    "updated 1 day ago",
    "updated {n} days ago",
    "done on {day}",
    "declined on {day}",
    "closed without service on {day}",
    "withdrawn on {day}",
    "Waiting for {who}",
)
"""Every text that the functions below use; each has its translation."""

_ENDED = {
    ReferralState.DONE: "done on {day}",
    ReferralState.DECLINED: "declined on {day}",
    ReferralState.CLOSED_WITHOUT_SERVICE: "closed without service on {day}",
    ReferralState.REVOKED: "withdrawn on {day}",
}

Tell = Callable[..., str]
"""Gives a text of SENTENCES in the reader's language, filled with values: `t(text, **values)`."""


def due_of(row: dict[str, Any]) -> datetime:
    """When the first answer is due; where only the day of sending is told, at the end (UTC) of the day on which it is."""
    if row["due_at"] is not None:
        return row["due_at"]  # type: ignore[no-any-return]
    last_day = row["sent_on"] + timedelta(days=queries.days_to_answer(ANSWER_WITHIN[Urgency(row["urgency"])]))
    return datetime.combine(last_day + timedelta(days=1), time(), UTC)


def due_words(row: dict[str, Any], now: datetime, tell: Tell, day_text: Callable[[date], str]) -> str:
    """How a referral stands in time: `due in 2 hours`, `3 days late`, `no word for 20 days`, `declined on 12 Nov 2026`.

    Args:
        row: of frames.REFERRALS.
        now: the instant.
        tell: translates a text and fills it.
        day_text: writes a day.
    """
    if row["standing"] == Standing.ENDED:
        day = day_text(row["closed_on"]) if row["closed_on"] else "?"
        return tell(_ENDED[ReferralState(row["state"])], day=day)
    if row["standing"] in (Standing.NO_FEEDBACK, Standing.UNDER_WAY):
        return _last_words(row, now, tell)
    return _clock_words(int((due_of(row) - now).total_seconds() // 60), tell)


def _last_words(row: dict[str, Any], now: datetime, tell: Tell) -> str:
    days = (
        (now - row["last_at"]).days
        if row["last_at"] is not None
        else (now.date() - (row["accepted_on"] or row["sent_on"])).days
    )
    if row["standing"] == Standing.NO_FEEDBACK:
        return tell("no update for {n} days", n=days)
    if days < 1:
        return tell("updated today")
    return tell(plural(days, "updated 1 day ago", "updated {n} days ago"), n=days)


def _clock_words(minutes: int, tell: Tell) -> str:
    """Minutes until it is due (below zero: late), in the unit that people would use."""
    late, size = minutes < 0, abs(minutes)
    if size < 60:
        if not size:
            return tell("due now")
        return tell("{n} minutes late" if late else "due in {n} minutes", n=size)
    hours, days = size // 60, size // (24 * 60)
    if hours < 48:  # "1 day late" above "33 hours late" reads as if it were less
        if hours == 1:
            return tell("1 hour late" if late else "due in 1 hour")
        return tell("{n} hours late" if late else "due in {n} hours", n=hours)
    return tell("{n} days late" if late else "due in {n} days", n=days)


# --- for scripts ----------------------------------------------------------------------------------------------------


def board_json(board: ReferralBoard) -> dict[str, Any]:
    """The board as plain values: days and instants as ISO text, null where something is not told."""
    names = (
        *("standing", "id", "case_code", "code", "pcode", "referring", "referred", "state", "reason", "urgency"),
        *("sent_on", "sent_at", "due_at", "accepted_on", "closed_on", "last_at"),
    )
    return {
        "now": board.now.isoformat(),
        "counts": {standing.value: count for standing, count in board.counts.items()},
        "referrals": [
            {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in names}
            for row in [*board.rows, *board.ended]
        ],
    }
