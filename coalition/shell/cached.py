"""Answers kept until something is written: the key is the question, its arguments and the version of the data."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import reading
from coalition.settings import Settings
from coalition.shell.context import Page

T = TypeVar("T")


def ask(page: Page, function: Callable[..., T], **arguments: Any) -> T:
    """Result of `function(session, **arguments)`, kept for every session until the data changes.

    Args:
        page: from `open_page`; its version is part of the key.
        function: a function of a module (no closure), whose first argument is a reading session; its result is copied.
        arguments: values that say everything the result depends on: texts, numbers, dates, settings. Never a frame.
    """

    def answer() -> T:
        with reading(page.engine) as session:
            return function(session, **arguments)

    return _keep(page.engine, page.version, function, arguments, answer)


def ask_in(session: Session, engine: Engine, version: int, function: Callable[..., T]) -> T:
    """As `ask`, before there is a page: by a session that has read the version, so that what is kept is of that version."""
    return _keep(engine, version, function, {}, partial(function, session))


def made(page: Page, function: Callable[..., T], **arguments: Any) -> T:
    """Result of `function(page, **arguments)`, kept as an answer is, in the language of the page: what is drawn of answers.

    Args:
        page: from `open_page`.
        function: a function of a module (no closure) that asks, says it in words, and draws nothing. Of the page it takes what
            the data and the language decide, and nothing of this visit.
        arguments: as for `ask`.
    """
    return _keep(page.engine, page.version, function, {**arguments, " in": page.language}, partial(function, page, **arguments))


def _keep(engine: Engine, version: int, function: Callable[..., T], told: dict[str, Any], answer: Callable[[], T]) -> T:
    found: T = _keeper()((str(engine.url), version, function.__module__, function.__qualname__, told), answer)
    return found


@cache
def _keeper() -> Callable[..., Any]:
    """What keeps the answers; made with the first question. Before the server runs, Streamlit complains that it does not."""
    keep = st.cache_data(max_entries=500, show_spinner=False, hash_funcs={Settings: repr})  # one text, not each of its values
    return keep(_answered)


def _answered(key: tuple[Any, ...], _answer: Callable[[], Any]) -> Any:  # noqa: ARG001
    return _answer()
