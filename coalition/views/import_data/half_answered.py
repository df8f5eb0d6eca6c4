"""What was answered about files that are not confirmed yet: a page that is reloaded, or a connection lost, does not ask again.

Kept in the memory of the server by the content of the file (SHA-256): only who has the file finds its answers. Gone with the
confirmation, at the latest after half a day, or when the server ends. Why so: docs/decisions/0029-files-planned-together.md.
"""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from coalition.imports.plan import Answers
from coalition.imports.reading import Choices

LONGEST = 12 * 3600.0
"""Seconds after the last answer."""
_MOST = 500  # files


@dataclass
class HalfAnswered:
    """{SHA-256 of a file: (how it is read, its answers)}."""

    _kept: dict[str, tuple[Choices, Answers, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, digest: str, choices: Choices, answers: Answers) -> None:
        """Remember them in place of what was remembered of the file."""
        with self._lock:
            self._kept.pop(digest, None)
            self._kept[digest] = (choices, answers, monotonic())
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

    def find(self, digest: str) -> tuple[Choices, Answers] | None:
        """What was answered about a file; None: nothing, or too long ago."""
        with self._lock:
            oldest = monotonic() - LONGEST
            for other in [other for other, (_, _, at) in self._kept.items() if at < oldest]:
                del self._kept[other]
            found = self._kept.get(digest)
        return found[:2] if found else None

    def forget(self, digest: str) -> None:
        """It was confirmed, or nothing of it may be kept."""
        with self._lock:
            self._kept.pop(digest, None)


HALF_ANSWERED = HalfAnswered()
"""Of this server."""
