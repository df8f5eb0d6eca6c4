"""The one table of steps a referral may take (docs/glossary.md, Referrals; states and clock as in Primero)."""

from datetime import datetime, timedelta

from coalition.vocabulary import ReferralReason as Why
from coalition.vocabulary import ReferralState as State
from coalition.vocabulary import Urgency

NEXT: dict[State, tuple[State, ...]] = {
    State.SENT: (State.ACKNOWLEDGED, State.REVOKED),
    State.ACKNOWLEDGED: (State.ACCEPTED, State.DECLINED, State.REVOKED),
    State.ACCEPTED: (State.IN_PROGRESS, State.CLOSED_WITHOUT_SERVICE, State.REVOKED),
    State.IN_PROGRESS: (State.DONE, State.CLOSED_WITHOUT_SERVICE, State.REVOKED),
    State.DECLINED: (),
    State.DONE: (),
    State.CLOSED_WITHOUT_SERVICE: (),
    State.REVOKED: (),
}
"""State -> the states it may come to next. Everything else is refused."""

RUNNING = tuple(state for state, after in NEXT.items() if after)
"""States in which somebody still has something to do."""

BY_SENDER = frozenset({State.SENT, State.REVOKED})
"""Steps of the referring side; all others are the receiver's."""

REASONS: dict[State, tuple[Why, ...]] = {
    State.DECLINED: (
        *(Why.NO_CAPACITY, Why.OUTSIDE_SCOPE, Why.NOT_ELIGIBLE, Why.AREA_NOT_SERVED),
        *(Why.INFORMATION_MISSING, Why.NO_CONSENT, Why.UNSAFE, Why.OTHER),
    ),
    State.CLOSED_WITHOUT_SERVICE: (
        *(Why.PERSON_DECLINED, Why.LOST_CONTACT, Why.MOVED_AWAY, Why.HELPED_ELSEWHERE),
        *(Why.NO_LONGER_NEEDED, Why.NO_CAPACITY, Why.UNSAFE, Why.OTHER),
    ),
    State.REVOKED: (
        *(Why.MISTAKE, Why.NO_ANSWER, Why.HELPED_ELSEWHERE, Why.NO_LONGER_NEEDED),
        *(Why.NO_CONSENT, Why.PERSON_DECLINED, Why.LOST_CONTACT, Why.OTHER),
    ),
}
"""State that ends a referral without service -> the reasons one of which must be told."""

ANSWER_WITHIN = {
    Urgency.IMMEDIATE: timedelta(hours=1),
    Urgency.URGENT: timedelta(hours=3),
    Urgency.SOON: timedelta(days=1),
    Urgency.ROUTINE: timedelta(days=3),
}
"""Urgency -> time to the first answer. Source: Primero."""


def path(now: State, to: State) -> tuple[State, ...]:
    """The steps from one state to another, the last included: who accepts has also acknowledged, at the same instant.

    Returns:
        The shortest way over states that need no reason, or () where there is none.
    """
    if to in NEXT[now]:
        return (to,)
    for between in NEXT[now]:
        if between not in REASONS and (rest := path(between, to)):
            return (between, *rest)
    return ()


def due_at(sent_at: datetime, urgency: Urgency) -> datetime:
    """When the first answer is due."""
    return sent_at + ANSWER_WITHIN[urgency]
