"""How many random examples a promise is held against: more in `make test-all`, which has the time."""

import os

_TIMES = 4 if os.environ.get("COALITION_ALL_TESTS") else 1


def examples(daily: int) -> int:
    """Of so many in `make test`, those of this run."""
    return daily * _TIMES
