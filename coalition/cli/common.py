"""What every command shares: exit statuses, the day, the database, and how a list is written in a sentence.

Nothing heavy is imported before it is used: `read` must answer at once.
"""

import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coalition import clock
from coalition.imports.reading import row_number
from coalition.locale import plural
from coalition.vocabulary import EARLIEST, LATEST
from coalition.workers.pool import MOST_SECONDS

if TYPE_CHECKING:
    from sqlalchemy import Engine

DONE, LEFT, REFUSED = 0, 1, 2
"""Exit statuses: done; rows were refused or a question kept some out; a file was refused whole (or nothing could be done)."""


class Trouble(Exception):
    """Something a person must hear as one sentence; ends the command with status 2."""


class _Late(BaseException):
    """Passes every handler of errors on its way."""


_A_SECOND = 1_000_000
"""Bytes of a file that give it a second more: a long honest list is brought in here."""


@contextmanager
def within_time(data: bytes) -> Iterator[None]:
    """The deadline of reading one file, in this process (docs/decisions/0020); none on Windows, where Ctrl+C is left.

    Raises:
        Trouble: it was not read by then.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = MOST_SECONDS + len(data) / _A_SECOND
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late:
        raise Trouble(f"Not read within {seconds:.0f} seconds, so it was left alone. Is it the right file?") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: object) -> None:
    raise _Late


def today() -> date:
    """The day of the command.

    Raises:
        Trouble: COALITION_TODAY is no day that is reckoned with.
    """
    try:
        return day(clock.today().isoformat())
    except ValueError as problem:
        raise Trouble(str(problem)) from problem


def day(text: str) -> date:
    """A date typed as YYYY-MM-DD.

    Raises:
        Trouble: it is none, or lies before or after every day that is reckoned with.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError as problem:
        raise Trouble(f"'{text}' is not a date like 2026-11-25.") from problem
    if not EARLIEST <= found <= LATEST:
        raise Trouble(f"{text} is too far away. Write a day from {EARLIEST} to {LATEST}.")
    return found


def open_database() -> "Engine":
    """The database of COALITION_DATABASE_URL (or data/coalition.db), migrated.

    Raises:
        Trouble: it cannot be opened.
    """
    from coalition.database import DatabaseUnreachable, database_url, open_engine

    try:
        return open_engine(database_url())
    except DatabaseUnreachable as problem:
        raise Trouble(str(problem)) from problem


def file_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        Trouble: there is no such file, or it cannot be read.
    """
    if path.is_dir():
        raise Trouble(f"{path} is a folder; name the files in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise Trouble(f"There is no file {path}.") from problem
    except OSError as problem:
        raise Trouble(f"{path} cannot be read: {problem.strerror}.") from problem


def say(*parts: object) -> None:
    """A line for the person at the terminal."""
    print(*parts, flush=True)


def complain(sentence: str) -> None:
    """A sentence on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def amounts(counts: Mapping[str, int]) -> str:
    """'12 new, 1 meeting' from {what, in the plural: how many}."""
    return ", ".join(f"{number:,} {plural(number, _one(what), what)}" for what, number in counts.items() if number) or "nothing"


def _one(what: str) -> str:
    """'meeting changed' from 'meetings changed'."""
    noun, space, rest = what.partition(" ")
    return {"people": "person"}.get(noun, noun.removesuffix("s")) + space + rest


def row_numbers(lines: Iterable[int], most: int = 12) -> str:
    """'row 4' or 'rows 4, 7, 9 and 120 more'."""
    listed = list(dict.fromkeys(lines))  # a row of a matrix is asked about once for each of its meetings
    shown = ", ".join(map(row_number, listed[:most]))
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return f"{plural(len(listed), 'row', 'rows')} {shown}{more}"


def table(header: list[str], rows: list[list[str]]) -> str:
    """A plain table: columns as wide as their widest cell, numbers to the right."""
    cells = [header, *rows]
    widths = [max(len(row[index]) for row in cells) for index in range(len(header))]
    numeric = [all(_is_number(row[index]) for row in rows) and bool(rows) for index in range(len(header))]
    lines = []
    for row in cells:
        padded = [text.rjust(w) if right else text.ljust(w) for text, w, right in zip(row, widths, numeric, strict=True)]
        lines.append("  ".join(padded).rstrip())
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _is_number(text: str) -> bool:
    return text in {"", "?"} or text.rstrip("%").replace(",", "").replace(".", "", 1).isdigit()
