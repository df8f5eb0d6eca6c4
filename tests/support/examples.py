"""How much a promise is held against: in `make test` a part, in `make test-all`, which has the time, four times as much."""

import os
from collections.abc import Sequence
from typing import TypeVar

_TIMES = 4 if os.environ.get("COALITION_ALL_TESTS") else 1
T = TypeVar("T")


def examples(daily: int) -> int:
    """Of so many random examples in `make test`, those of this run."""
    return daily * _TIMES


def spread(everything: Sequence[T]) -> Sequence[T]:
    """All of a long row in `make test-all`; in `make test` every fourth, so that each stretch of it is looked at."""
    return everything[:: 4 // _TIMES]
