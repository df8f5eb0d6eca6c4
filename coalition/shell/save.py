"""Making an edit from a page: the sentence when it is refused, and the way back when it was a slip."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from coalition import clock
from coalition.edits.conflicts import Conflict, EditConflict, as_seen
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.queries.seen import Seen
from coalition.shell.context import Page
from coalition.shell.forms import Form, close_form
from coalition.shell.words import day_words, md, t

_KEY, _SHOWN = "last edit", "last edit shown"
_RECORDS = ("organization", "meeting", "case")  # in the address: what is open on a page
_IN_SIGHT = """<style>
.st-key-last-edit { position: fixed; bottom: 0.8rem; left: 50%; transform: translateX(-50%); z-index: 99; width: max-content;
  max-width: calc(100vw - 2rem); padding: 0.5rem 0.9rem; border-radius: 0.5rem; background: light-dark(#FFFFFF, #070B0D);
  border: 1px solid currentColor; box-shadow: 0 2px 10px rgba(0, 0, 0, 0.25); }
.stMainBlockContainer:has(.st-key-last-edit) { padding-bottom: 7rem; }
.stMainBlockContainer [data-testid="stLayoutWrapper"]:has(> .st-key-last-edit) { position: absolute; } /* it stays still */
[role="dialog"] .st-key-last-edit { position: static; transform: none; box-shadow: none; }
@media (max-width: 640px) { /* no higher than its words and its buttons: on a telephone it lies over what is read next */
  .st-key-last-edit { bottom: 0.4rem; padding: 0.3rem 0.7rem; row-gap: 0.1rem; }
  .st-key-last-edit [data-testid="stAlertContainer"] { padding: 0; background: none; } }
</style>"""  # over the page, wherever it is scrolled to
_PASSING = """<style>
@keyframes passes { to { visibility: hidden; opacity: 0; position: absolute; } }
.st-key-last-editWHAT { animation: passes 0.3s 6s forwards; }
.st-key-last-edit:has(:focus-visible)WHAT { animation-play-state: paused; }
@media (hover: hover) { .st-key-last-edit:hoverWHAT { animation-play-state: paused; } }
[role="dialog"] :is(.st-key-last-edit, .st-key-last-edit *) { animation: none !important; }
</style>"""
_WORDS = " > :has(.stAlert)"


@dataclass(frozen=True)
class Attempt:
    """An edit that a visitor makes, with what he saw of it.

    Attributes:
        verb: of `coalition.edits`: takes the engine first and `at`.
        arguments, values: passed on to the verb.
        done: keeps in the session what the page will tell; takes the result of the verb and the instant of the edit.
        seen: how far the data had come when it was shown; None: nothing was.
        form: the form it was made in; None: a button.
        conflicts: what somebody else has changed since, once that was found out.
    """

    verb: Callable[..., Any]
    arguments: tuple[Any, ...]
    values: Mapping[str, Any]
    done: Callable[[Any, datetime], None]
    seen: Seen | None
    form: Form | None = None
    conflicts: tuple[Conflict, ...] = ()


def edit(
    of: Page | Form,
    done: str | Callable[[Any], str],
    verb: Callable[..., Any],
    *arguments: Any,
    then: Any = None,
    **values: Any,
) -> None:
    """Run one verb of `coalition.edits` and draw the page again with what was done and a way back; or say why not.

    Args:
        of: the form that was saved (`shell.forms`); or the page, from `open_page`: then what stood on the screen counts.
        done: what was done, translated, e.g. "Saved."; or what makes it from the result of the verb.
        verb: takes the engine first and `at`; False as its result: nothing changed.
        then: what else the session keeps or forgets once it is stored, as that a dialog is closed; a function of the result
            of the verb, which may run twice. No verb does that itself: another click may come between, and what is stored
            would not be told.
        arguments, values: passed on to the verb.
    """
    edit_text({}, of, done, verb, *arguments, then=then, **values)


def edit_text(
    beside: Mapping[str, DeltaGenerator],
    of: Page | Form,
    done: str | Callable[[Any], str],
    verb: Callable[..., Any],
    *arguments: Any,
    then: Any = None,
    **values: Any,
) -> None:
    """`edit` of a form with free text: a text that is refused is told under its own field.

    Args:
        beside: {text, as `TextRefused.field` names it: the place under its field}.
        of, done, verb, then, arguments, values: as for `edit`.
    """

    def told(result: Any, at: datetime) -> None:
        page, is_undo = of.page if isinstance(of, Form) else of, verb is undo_edit
        if then is not None:
            then(result)
        what = t("No changes.") if result is False else done(result) if callable(done) else done
        said = " · ".join(filter(None, [md(page.about), what]))
        st.session_state[_KEY] = (None if result is False or is_undo else at, said)

    try:
        make(of, told, verb, *arguments, **values)
    except EditRefused as refused:
        place = beside.get(refused.field) if isinstance(refused, TextRefused) else None
        (st if place is None else place).error(refusal(refused))


def make(
    of: Page | Form, done: Callable[[Any, datetime], None], verb: Callable[..., Any], *arguments: Any, **values: Any
) -> None:
    """Make an edit from what the visitor saw. Where somebody else was faster, the page asks whose values stay.

    Args:
        of, verb, arguments, values: as for `edit`.
        done: keeps in the session what the page will tell, and may run twice; takes the result of the verb and the instant of
            the edit. The page is drawn again after it.

    Raises:
        EditRefused: the edit cannot be made.
    """
    page, form, seen = (of.page, of, of.seen) if isinstance(of, Form) else (of, None, _on_screen(of))
    since_then = verb is undo_edit  # it looks at all that came after the edit that it takes back
    decide(page, Attempt(verb, arguments, values, done, None if since_then else seen, form))


def decide(page: Page, attempt: Attempt, *, is_mine: bool = False) -> None:
    """Make an edit; of the conflicts that were shown, the visitor's values are written, or what is stored stays."""
    at = clock.now()
    own = own_edits()
    try:
        with as_seen(attempt.seen, own=own, decided=attempt.conflicts, is_mine=is_mine):
            result = attempt.verb(page.engine, *attempt.arguments, at=at, **attempt.values)
    except EditConflict as conflict:
        st.session_state[HELD] = replace(attempt, conflicts=conflict.conflicts)
        st.rerun()
    own.append(at)

    def tell() -> None:
        st.session_state.pop(HELD, None)
        close_form(attempt.form)
        attempt.done(result, at)

    try:
        tell()
    except RerunException:  # of another click, which comes wherever the session is asked: the form would be saved twice
        tell()
        if _on_fragment():
            st.rerun()  # the click was in a dialog, which goes
        raise
    st.rerun()


def own_edits() -> list[datetime]:
    """Instants of the edits of this session, to be added to: they are no surprise to whoever made them."""
    own: list[datetime] = st.session_state.setdefault(_OWN, [])
    return own


def keep_stored(page: Page, attempt: Attempt) -> None:
    """What somebody else has written stays; what of the edit has nothing to do with it is written."""
    if all(conflict.is_apart for conflict in attempt.conflicts):
        with suppress(EditRefused):  # nothing of it makes sense without what is gone
            decide(page, attempt)
    st.session_state.pop(HELD, None)
    close_form(attempt.form)
    st.session_state[_KEY] = (None, t("The stored version was kept."))
    st.rerun()


HELD = "edit held"
"""Key of the session: the `Attempt` of which the visitor is to decide whose values stay."""

_OWN = "own edits"


def _on_screen(page: Page) -> Seen | None:
    """What stood on the screen when the button was pressed.

    A dialog is drawn again by itself, with the page as it was when it was opened; else the whole page has run again since, and
    has read what nobody has seen yet.
    """
    return page.seen if _on_fragment() else page.on_screen


def _on_fragment() -> bool:
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


_QUOTED = 60
"""Letters of a refused text that are quoted on the screen of who typed it."""


def refusal(refused: EditRefused) -> str:
    """Why an edit is refused, in the language of the session, ready for a markdown context."""
    values = {name: md(day_words(str(value))) for name, value in refused.values.items()}
    if isinstance(refused, TextRefused) and refused.words:
        words = refused.words if len(refused.words) <= _QUOTED else f"{refused.words[:_QUOTED]}…"
        values["where"] = f"“{md(words)}”"
    why = t(refused.message, **values)
    advice = t(refused.advice) if isinstance(refused, TextRefused) and refused.advice else ""
    return f"{why} {advice}" if advice else why


def forget_last_edit() -> None:
    """Say no more of what was done last."""
    st.session_state.pop(_KEY, None)


def show_last_edit(page: Page, *, passes: bool = False) -> None:
    """What was done last in this session, with a button that takes it back; at the foot of the window till another page opens.

    After a while its words fold away, and the way back stays in sight, small, till the next edit: it must not lie over the
    button that is pressed next. What must be read stands on the page. Without a way back all of it goes.

    Args:
        page: from `open_page`.
        passes: it goes away whole: before an audience nobody tidies up.
    """
    if _KEY not in st.session_state:
        return
    said, opened = st.session_state[_KEY], tuple(st.query_params.get(name, "") for name in _RECORDS)
    shown, there = st.session_state.get(_SHOWN, (None, ()))
    is_elsewhere = page.is_entered or (any(opened) and opened != there)
    if shown == said and is_elsewhere:  # read on another page, or over another record; here it would lie over the list
        forget_last_edit()
        return
    st.session_state[_SHOWN] = (said, opened)
    at, done = said
    st.html(_IN_SIGHT)  # the button that made the edit may be far below the top of the page
    name = f"passes-{abs(hash((at, done)))}"  # under the same name a second would not run
    st.html(_PASSING.replace("passes", name).replace("WHAT", "" if passes or at is None else _WORDS))
    with st.container(horizontal=True, vertical_alignment="center", key="last-edit"):
        st.success(done, icon=":material/check:")
        if at is not None and st.button(t("Undo"), icon=":material/undo:", key="undo-last-edit", help=done):
            del st.session_state[_KEY]
            edit(page, t("The change was undone."), undo_edit, at)
        if st.button(t("Close"), key="close-last-edit", type="tertiary"):
            del st.session_state[_KEY]
            st.rerun()
