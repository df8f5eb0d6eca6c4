"""A page, or a dialog on it, whose data cannot be read or written: one sentence, in place of what was to be drawn."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from coalition.database import DatabaseUnreachable, damage, database_url, open_engine
from coalition.shell.words import md, t_filled


@contextmanager
def in_sentences() -> Iterator[None]:
    """Around the drawing of a page; as a decorator, around that of a dialog, which Streamlit runs again without the page.

    A full disk, a protected or damaged file, a server that is away: nothing is half done. An error of any other kind goes
    on, unless the file is damaged: what was read from it may be anything.
    """
    try:
        yield
    except DatabaseUnreachable as problem:
        tell(problem)
    except Exception:
        found = _damage()
        if found is None:
            raise
        tell(found)


def tell(problem: DatabaseUnreachable) -> None:
    """The sentence, in the language of the session."""
    st.error(md(t_filled(str(problem))), icon=":material/error:")


def _damage() -> DatabaseUnreachable | None:
    try:
        return damage(open_engine(database_url()))
    except DatabaseUnreachable as found:
        return found
