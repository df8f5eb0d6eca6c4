"""Reads files by the reader of some tree: python child.py ROOT < PICKLE > JSON, in a process of its own.

The pickle is a list of (name, bytes); the JSON a list of what was read of each, in their order. It needs of the tree only what
the reader of any commit has had.
"""

import importlib
import json
import pickle
import signal
import sys
from datetime import date
from typing import Any

_SECONDS = 20.0
_TODAY = date(2026, 11, 25)


class _TooSlow(BaseException):
    """Rung by the clock; no `except Exception` of a reader keeps it."""


def _ring(_signal: int, _frame: object) -> None:
    raise _TooSlow


def read_one(name: str, data: bytes) -> dict[str, Any]:
    """What is read of a file: people with their days, what is told of its rows, and the flags; or how it failed."""
    reader = importlib.import_module("coalition.imports.read.attendance_file")
    choices = importlib.import_module("coalition.imports.reading").Choices()
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        return _told(reader.read_attendance(data, name, choices=choices, today=_TODAY))
    except _TooSlow:
        return {"crash": "too slow"}
    except Exception as problem:
        return {"crash": f"{type(problem).__name__}: {problem}"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _told(reading: Any) -> dict[str, Any]:
    entries = reading.entries
    days = [one.on.isoformat() if one.on else None for one in reading.meetings]
    columns = zip(entries.meeting, entries.name, entries.organization, entries.state, entries.lines, strict=True)
    people = [
        {"meeting": at, "day": days[at], "name": name, "organization": house, "state": state, "lines": list(lines)}
        for at, name, house, state, lines in columns
    ]
    told = sorted({(one.line, one.code) for one in reading.issues if one.line is not None})
    return {"refused": reading.refused, "flags": sorted(set(reading.flags)), "people": people, "told": told}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    signal.signal(signal.SIGALRM, _ring)
    json.dump([read_one(name, data) for name, data in pickle.load(sys.stdin.buffer)], sys.stdout)
