"""A form that is open: what it showed when it was first drawn, until it is saved or given up.

Whatever a widget holds came from the stored values of the run in which it was first drawn. Later runs keep what was typed, so
they must not give it newer values, nor say that those were seen. Only a table into which nothing was written is drawn anew.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from coalition.locale import LANGUAGES
from coalition.queries.seen import Seen
from coalition.shell.context import Page


@dataclass(frozen=True)
class Form:
    """A form that is open in this session.

    Attributes:
        page: the page of now.
        name: which one.
        seen: how far the data had come when it was first drawn.
        shown: what was stored then: draw the form from this.
        is_closed: it was saved or given up, and is not drawn again yet.
        number: how often it was saved, given up or left before: its widgets are all born together.
    """

    page: Page
    name: str
    seen: Seen | None
    shown: Any
    number: int = 0
    is_closed: bool = False

    def key(self, field: str) -> str:
        """The key of one of its widgets: another one once the form was saved, so that it shows what is stored then."""
        return f"{field} again {self.number}" if self.number else field


def form_of(page: Page, name: str, field: str, stored: Any) -> Form:
    """The form as it was first drawn, as long as its widgets live; else a new one with what is stored now.

    Args:
        page: from `open_page`.
        name: of the form, unlike that of any other.
        field: key of one of its widgets (before `Form.key` and `worded`), which is there whenever the form is.
        stored: what it would show now.
    """
    last: Form | None = st.session_state.get(_KEY + name)
    if last is None or not _holds_something(last.key(field)):  # drawn first; or anew, after another page or a closed dialog
        number = 0 if last is None else last.number + (not last.is_closed and not _same(last.shown, stored))
        last = Form(page, name, page.seen, stored, number)
        st.session_state[_KEY + name] = last
    return replace(last, page=page)


def _holds_something(key: str) -> bool:
    """Whether a widget lives, under its key in any language, and a table has been written into: a form does not tell that
    before it is sent."""
    held = [st.session_state[one] for one in (key, *(f"{key} {language}" for language in LANGUAGES)) if one in st.session_state]
    return any(not isinstance(one, dict) or any(one.values()) for one in held)


def _same(one: Any, other: Any) -> bool:
    return bool(one.equals(other)) if isinstance(one, pd.DataFrame) else bool(one == other)


def close_form(form: Form | None) -> None:
    """The form was saved or given up: its next widgets are new, and show what is stored then."""
    if form is not None:
        st.session_state[_KEY + form.name] = replace(form, number=form.number + 1, is_closed=True)


_KEY = "form "
