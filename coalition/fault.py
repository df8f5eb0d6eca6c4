"""A fault in the log of the server: which kind and where in the program, never what it was about.

The message of an error, and what a traceback prints, may hold the cell of a file or what somebody typed.
"""

import traceback
from pathlib import Path

_DEEPEST = 12
"""Places that are told, the innermost ones: enough to find the line."""


def told(problem: BaseException) -> str:
    """Kinds and places of an error and of what led to it, in one line: `ValueError at read.py:12 in take`."""
    parts = []
    seen: set[int] = set()
    at: BaseException | None = problem
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        frames = traceback.extract_tb(at.__traceback__)[-_DEEPEST:]
        places = " < ".join(f"{Path(f.filename).name}:{f.lineno} in {f.name}" for f in reversed(frames))
        parts.append(f"{type(at).__name__} at {places}" if places else type(at).__name__)
        at = at.__cause__ or at.__context__
    return "; after ".join(parts)
