"""What time it is. The only module that reads the clock of the computer, so that "today" enters at one place.

COALITION_TODAY=YYYY-MM-DD fixes the day, for tests and pictures of pages: it is that day, and instants run on from its noon
(UTC), so that they still come one after the other. They run from the start of the process, or from COALITION_TODAY_SINCE
(seconds of the computer's clock since 1970), which gives several processes on one database the same instants.
"""

import os
import time
from datetime import UTC, date, datetime, timedelta

_STARTED = time.time()
_NOON = 12


def now() -> datetime:
    """This instant, UTC.

    Raises:
        ValueError: COALITION_TODAY is no day.
    """
    fixed, real = _fixed(), datetime.now(UTC)
    if fixed is None:
        return real
    since = float(os.environ.get("COALITION_TODAY_SINCE") or _STARTED)
    return datetime(fixed.year, fixed.month, fixed.day, _NOON, tzinfo=UTC) + timedelta(seconds=real.timestamp() - since)


def today() -> date:
    """This day, where this computer stands.

    Raises:
        ValueError: COALITION_TODAY is no day.
    """
    return _fixed() or date.today()


def _fixed() -> date | None:
    told = os.environ.get("COALITION_TODAY", "").strip()
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as problem:
        raise ValueError(f"COALITION_TODAY is '{told}', which is not a date like 2026-11-25.") from problem
