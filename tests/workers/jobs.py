"""What a worker is asked to do in the tests of the pool. It needs nothing of the program, so that a worker starts at once."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

Tell = Callable[[str], object]


def number(_tell: Tell) -> int:
    return os.getpid()


def for_ever(_tell: Tell) -> None:
    re.fullmatch("(a+)+b", "a" * 60)  # never lets go, not even for a signal's handler


def all_memory(_tell: Tell) -> int:
    return len([bytearray(50_000_000) for _ in range(100)])


def raising(_tell: Tell, what: Exception) -> None:
    raise what


def folder(_tell: Tell) -> str:
    return str(Path.cwd())


def falling(_tell: Tell) -> None:
    os._exit(3)


def slow(tell: Tell, seconds: float) -> str:
    tell("Reading")
    time.sleep(seconds)
    return "done"


def streams(_tell: Tell) -> list[str]:
    folder = Path("/proc/self/fd")
    return sorted(str(link.readlink()) for link in folder.iterdir() if link.exists() and "socket" in str(link.readlink()))
