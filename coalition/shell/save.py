"""Making an edit from a page: the sentence when it is refused, and the way back when it was a slip."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition import clock
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.shell.context import Page
from coalition.shell.words import day_words, md, t

_KEY = "last edit"
_IN_SIGHT = """<style>
.st-key-last-edit { position: fixed; bottom: 0.8rem; left: 50%; transform: translateX(-50%); z-index: 99; width: max-content;
  max-width: calc(100vw - 2rem); padding: 0.5rem 0.9rem; border-radius: 0.5rem; background: var(--st-background-color, #fff);
  border: 1px solid currentColor; box-shadow: 0 2px 10px rgba(0, 0, 0, 0.25); }
[role="dialog"] .st-key-last-edit { position: static; transform: none; box-shadow: none; }
</style>"""  # over the page, wherever it is scrolled to
_PASSING = """<style>
@keyframes passes { to { visibility: hidden; opacity: 0; } }
.st-key-last-edit:not(:focus-within, :hover) { animation: passes 0.3s 12s forwards; }
</style>"""


def edit(page: Page, done: str | Callable[[Any], str], verb: Callable[..., Any], *arguments: Any, **values: Any) -> None:
    """Run one verb of `coalition.edits` and draw the page again with what was done and a way back; or say why not.

    Args:
        page: from `open_page`.
        done: what was done, translated, e.g. "Saved."; or what makes it from the result of the verb.
        verb: takes the engine first and `at`; False as its result: nothing changed.
        arguments, values: passed on to the verb.
    """
    edit_text({}, page, done, verb, *arguments, **values)


def edit_text(
    beside: Mapping[str, DeltaGenerator],
    page: Page,
    done: str | Callable[[Any], str],
    verb: Callable[..., Any],
    *arguments: Any,
    **values: Any,
) -> None:
    """`edit` of a form with free text: a text that is refused is told under its own field.

    Args:
        beside: {text, as `TextRefused.field` names it: the place under its field}.
        page, done, verb, arguments, values: as for `edit`.
    """
    at = clock.now()
    try:
        result = verb(page.engine, *arguments, at=at, **values)
    except EditRefused as refused:
        place = beside.get(refused.field) if isinstance(refused, TextRefused) else None
        (st if place is None else place).error(refusal(refused))
        return
    is_undo, done = verb is undo_edit, done(result) if callable(done) else done
    st.session_state[_KEY] = (None, t("Nothing was changed.")) if result is False else (None if is_undo else at, done)
    st.rerun()


def refusal(refused: EditRefused) -> str:
    """Why an edit is refused, in the language of the session, ready for a markdown context."""
    why = t(refused.message, **{name: md(day_words(str(value))) for name, value in refused.values.items()})
    advice = t(refused.advice) if isinstance(refused, TextRefused) and refused.advice else ""
    return f"{why} {advice}" if advice else why


def forget_last_edit() -> None:
    """Say no more of what was done last."""
    st.session_state.pop(_KEY, None)


def show_last_edit(page: Page, *, passes: bool = False) -> None:
    """What was done last in this session, with a button that takes it back; stays in sight at the foot of the window.

    Args:
        page: from `open_page`.
        passes: it goes away by itself: before an audience nobody tidies up.
    """
    if _KEY not in st.session_state:
        return
    at, done = st.session_state[_KEY]
    st.html(_IN_SIGHT)  # the button that made the edit may be far below the top of the page
    if passes:
        st.html(_PASSING.replace("passes", f"passes-{abs(hash((at, done)))}"))  # under the same name a second would not run
    with st.container(horizontal=True, vertical_alignment="center", key="last-edit"):
        st.success(done, icon=":material/check:")
        if at is not None and st.button(t("Undo"), icon=":material/undo:", key="undo-last-edit"):
            del st.session_state[_KEY]
            edit(page, t("Taken back."), undo_edit, at)
        if st.button(t("Close"), key="close-last-edit", type="tertiary"):
            del st.session_state[_KEY]
            st.rerun()
