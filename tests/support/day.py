"""The day on which every test takes place, in this process and in those it starts, whatever the clock of the computer says."""

import os
import time
from datetime import date

TODAY = date(2026, 11, 25)


def begin() -> None:
    """It is noon of that day, and time runs on from here; all processes of one run agree on it."""
    os.environ["COALITION_TODAY"] = TODAY.isoformat()
    os.environ.setdefault("COALITION_TODAY_SINCE", str(time.time()))
