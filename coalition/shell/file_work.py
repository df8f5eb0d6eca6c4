"""A file that is worked on in a process of its own (`workers.pool`): what the page shows meanwhile, and tells if it fails."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from coalition.shell.words import t
from coalition.workers import pool

FAILED = "Could not read this file. Save it as CSV (UTF-8) and try again."
"""What is told of a file at which the program failed, which no file should make it do."""

STOPPED = "Reading was interrupted. Remove the file and upload it again."
"""What is told where the process that reads a file ended by itself: of the computer, not of the file."""

TOO_LONG = "Not read within {n} seconds. Is it the right file? Split a long list into several files."
TOO_MUCH = "This file needs too much memory. Split it into several files."
"""What is told of a file that would take the time, or the memory, of everybody else."""


def trouble_of(problem: Exception) -> str:
    """What is told of a file that was not read, in the language of the session."""
    match problem:
        case pool.TookTooLong():
            return t(TOO_LONG, n=f"{pool.MOST_SECONDS:.0f}")
        case pool.TookTooMuch():
            return t(TOO_MUCH)
        case pool.WorkFailed():
            return t(STOPPED)
    return t(FAILED)


@contextmanager
def in_words(title: str) -> Iterator[pool.Progress]:
    """What to call while a file is worked on: it shows a title, the stage and the seconds, and goes away at the end.

    A file that is done at once shows nothing; a click on anything else meanwhile stops the work.
    """
    place = st.empty()
    shown: list[StatusContainer] = []

    def tell(stage: str, seconds: float) -> None:
        if not shown:
            shown.append(place.status(title))
        shown[0].update(label=t("{title}, {n} s", title=f"{title}: {t(stage)}" if stage else title, n=f"{seconds:.0f}"))

    try:
        yield tell
    finally:
        place.empty()
