"""How much a promise is held against: in `make test` a part, in `make test-all`, which has the time, eight times as much."""

import os
from collections.abc import Sequence
from typing import TypeVar

_ALL = bool(os.environ.get("COALITION_ALL_TESTS"))
T = TypeVar("T")


def examples(usual: int) -> int:
    """Of so many random examples half in `make test`, and four times as many in `make test-all`."""
    return usual * 4 if _ALL else max(usual // 2, 1)


def spread(everything: Sequence[T]) -> Sequence[T]:
    """All of a long row in `make test-all`; in `make test` every fourth, so that each stretch of it is looked at."""
    return everything if _ALL else everything[::4]
