"""Answers kept until something is written: the key is the question, its arguments and the version of the data."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Engine

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
    name = f"{function.__module__}.{function.__qualname__}"
    result: T = _kept(str(page.engine.url), page.version, name, arguments, page.engine, function)
    return result


@st.cache_data(max_entries=500, show_spinner=False, hash_funcs={Settings: repr})  # one text, not each of its values
def _kept(
    url: str,  # noqa: ARG001 (these three are the key)
    version: int,  # noqa: ARG001
    name: str,  # noqa: ARG001
    arguments: dict[str, Any],
    _engine: Engine,
    _function: Callable[..., Any],
) -> Any:
    with reading(_engine) as session:
        return _function(session, **arguments)
