"""How long referrals take until they are answered: what is told of a wait, and by when the half and nine in ten were (pure).

Source of the method: Kaplan and Meier 1958. Words: docs/glossary.md, Referrals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HOUR, DAY = 60, 24 * 60
"""[minutes]"""

MINUTES_UP_TO, HOURS_UP_TO = 2 * HOUR, 2 * DAY
"""A wait is told in minutes up to the first, in whole hours up to the second, in whole days beyond it [minutes]."""

MEDIAN, NINE_TENTHS = 0.5, 0.9

FEW = 4
"""Of more than so many referrals the half and nine in ten are told; of these each time."""

_ROUNDING = 1e-9
"""What multiplying many shares may be wrong by."""


@dataclass(frozen=True)
class Reached:
    """By when a share of the referrals came to a step.

    Attributes:
        minutes: so long after sending, as it is told (`within`).
        is_more: the share has not come to the step yet: it takes longer than `minutes`, the longest time seen.
    """

    minutes: int
    is_more: bool = False


@dataclass(frozen=True)
class Waits:
    """The time to one step of a group of referrals.

    Attributes:
        median, ninth: by when half of them, and nine in ten, came to it; None: no time is known of any of them.
        taken: how many came to it in a known time [referrals].
        running: how many still wait for it [referrals].
        few: where only FEW or fewer came to it, the time of each, the shortest first: of so few no share is told [minutes].
    """

    median: Reached | None = None
    ninth: Reached | None = None
    taken: int = 0
    running: int = 0
    few: tuple[int, ...] = ()


def within(minutes: int) -> int:
    """The time that is told of a step that was taken: rounded up, so that "within 3 days" is never said of four."""
    return _grain(minutes, up=True)


def at_least(minutes: int) -> int:
    """The time that is told of a wait that goes on: rounded down, so that nobody is said to wait longer than is known."""
    return _grain(minutes, up=False)


def _grain(minutes: int, *, up: bool) -> int:
    unit = 1 if minutes <= MINUTES_UP_TO else HOUR if minutes <= HOURS_UP_TO else DAY
    return (minutes + (unit - 1 if up else 0)) // unit * unit


def waits(taken: Mapping[int, int], running: Mapping[int, int]) -> Waits:
    """Median and ninth tenth of the time to a step.

    Args:
        taken: {time it took [minutes]: referrals that came to the step then}.
        running: {time waited until now [minutes]: referrals that still wait}; they count as waiting at least so long. One that
            waits exactly as long as another took still waited when that one was answered.
    """
    total = {"taken": sum(taken.values()), "running": sum(running.values())}
    at_risk = sum(total.values())
    if not at_risk:
        return Waits()
    waiting = 1.0
    reached: dict[float, Reached | None] = {MEDIAN: None, NINE_TENTHS: None}
    for minutes in sorted(taken.keys() | running.keys()):
        waiting *= 1 - taken.get(minutes, 0) / at_risk
        at_risk -= taken.get(minutes, 0) + running.get(minutes, 0)
        for share, known in reached.items():
            if known is None and waiting <= 1 - share + _ROUNDING:
                reached[share] = Reached(minutes)
    longest = max(taken.keys() | running.keys())
    beyond = Reached(longest, is_more=True)
    few = tuple(minutes for minutes in sorted(taken) for _ in range(taken[minutes])) if total["taken"] <= FEW else ()
    return Waits(reached[MEDIAN] or beyond, reached[NINE_TENTHS] or beyond, **total, few=few)


def waits_by_group(rows: Iterable[tuple[int, int, int]]) -> dict[int, Waits]:
    """{group: its waits} of rows (group, wait, referrals), where a wait below zero is one that goes on (`running_code`)."""
    taken: dict[int, dict[int, int]] = {}
    running: dict[int, dict[int, int]] = {}
    for group, wait, count in rows:
        side, minutes = (taken, wait) if wait >= 0 else (running, running_code(wait))
        of_group = side.setdefault(group, {})
        of_group[minutes] = of_group.get(minutes, 0) + count
    nothing: dict[int, int] = {}
    return {
        group: waits(taken.get(group, nothing), running.get(group, nothing)) for group in sorted(taken.keys() | running.keys())
    }


def running_code(minutes: int) -> int:
    """A wait that goes on as one number beside those that ended: -1 for 0 minutes, -61 for 60; and back."""
    return -1 - minutes
