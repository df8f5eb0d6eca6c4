"""Long imports in a process of their own: the pages of other visitors stay quick meanwhile (docs/performance.md).

The child is a plain `python -m coalition.imports.worker`: it knows no Streamlit, gets its work on standard input and answers
with pickles on standard output. Both ends are this program; nothing from outside is ever unpickled.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from coalition.database import ROOT

LONG_ROWS = 20_000
"""Files with more lines are read, compared and committed apart."""


class WorkFailed(Exception):
    """The child ended without an answer; the log of the server says why."""


def is_long(data: bytes) -> bool:
    """Whether a file is worth a process of its own (which takes about two seconds to start)."""
    return data.count(b"\n") > LONG_ROWS or (data[:2] == b"PK" and len(data) > 1_000_000)


def run(job: str, *, tell: Callable[[str], object], **arguments: Any) -> Any:
    """Result of one job of `coalition.imports.worker`; an exception it raises is raised here.

    Args:
        job: "plan" or "commit".
        tell: called with the English name of each stage as it begins.
        arguments: what the job takes; must be picklable.

    Raises:
        WorkFailed: the child died.
    """
    command = [sys.executable, "-m", "coalition.imports.worker"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as child:
        assert child.stdin is not None  # both are pipes
        assert child.stdout is not None
        try:
            pickle.dump((job, arguments), child.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            child.stdin.close()
        except BrokenPipeError as ended:
            raise WorkFailed from ended
        while True:
            try:
                kind, value = pickle.load(child.stdout)
            except EOFError as ended:
                raise WorkFailed from ended
            if kind == "result":
                return value
            if kind == "raised":
                raise value
            tell(value)
