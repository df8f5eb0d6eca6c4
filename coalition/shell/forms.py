"""A form that is open: what it showed when it was first drawn, until it is saved or given up; and its fields.

No form presets a fact: `choose` and `choose_day` are empty until somebody chooses, and `save_button` says what is missing.
Whatever a widget holds came from the stored values of the run in which it was first drawn. Later runs keep what was typed, so
they must not give it newer values, nor say that those were seen. Only a table into which nothing was written is drawn anew.
"""

from calendar import monthrange
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.locale import LANGUAGES, language_of
from coalition.queries.seen import Seen
from coalition.shell.context import Page
from coalition.shell.words import date_text, language, t, worded
from coalition.vocabulary import EARLIEST, LATEST

V = TypeVar("V", bound=Hashable)


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
        """The key of one of its widgets: another one once the form was saved, so that it shows what is stored then.

        A field that another form has under this name, that of another record, is another field: what was typed there is not
        shown here.
        """
        owners: dict[str, str] = st.session_state.setdefault(_KEY + "fields", {})
        own = field if owners.setdefault(field, self.name) == self.name else f"{field} of {self.name}"
        return f"{own} again {self.number}" if self.number else own


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


# --- fields without a preset -------------------------------------------------------------------------------------------


def choose(
    place: DeltaGenerator,
    label: str,
    options: Mapping[V, str],
    key: str,
    *,
    told: V | None = None,
    hint: str | None = None,
    persist: bool = False,
    is_open: bool = False,
) -> V | None:
    """One of a list; None: nothing is chosen, and nothing is until somebody does.

    Args:
        place: where it is drawn.
        label: what is asked, translated.
        options: {value: what is read}.
        key: of the widget, before `worded`.
        told: what is stored already, or what the visitor chose on the way here; never a guess.
        hint: what stands in the empty field: what nothing means, else "Choose".
        persist: what was chosen stays while the field is out of sight.
        is_open: what is in no list can be typed.
    """
    listed = list(options)
    chosen: Any = place.selectbox(
        label,
        listed,
        index=listed.index(told) if told is not None and told in options else None,
        format_func=lambda value: options.get(value, str(value)),
        key=worded(key),
        placeholder=hint or t("Choose"),
        filter_mode="contains",  # in the order of the list: by likeness "Mae S" would be another province's
        persist_state="page" if persist else None,
        accept_new_options=is_open,
    )
    found: V | None = chosen
    return found


def choose_several(
    place: DeltaGenerator,
    label: str,
    options: Mapping[V, str],
    key: str,
    *,
    told: Sequence[V] | None = None,
    hint: str,
    is_open: bool = False,
) -> list[V]:
    """Several of a list, each chosen by itself: Enter takes the one that is marked, and never all that are shown.

    Args:
        place: where it is drawn.
        label: what is asked, translated.
        options: {value: what is read}.
        key: of the widget, before `worded`.
        told: what is stored already, or what the visitor chose on the way here; what is in no list is left out.
        hint: what stands in the empty field: what nothing means.
        is_open: what is in no list can be typed.
    """
    chosen: list[Any] = place.multiselect(
        label,
        list(options),
        None if told is None else [one for one in told if one in options],
        format_func=lambda value: options.get(value, str(value)),
        key=worded(key),
        placeholder=hint,
        filter_mode="contains",
        accept_new_options=is_open,
        select_all=False,  # its row stands first, where Enter would take it
    )
    return chosen


def choose_day(
    place: DeltaGenerator,
    label: str,
    key: str,
    days: Mapping[str, date],
    *,
    earliest: date = EARLIEST,
    latest: date = LATEST,
) -> date | None:
    """A day: one of those at hand with a click, or another from the calendar; None: nothing is chosen yet.

    Args:
        place: where it is drawn.
        label: what is asked, translated.
        key: of the widget, before `worded`.
        days: {what is read: the day}, such as today.
        earliest, latest: what the calendar offers.
    """
    offered = {day.isoformat(): name for name, day in days.items()} | {_OTHER_DAY: t("Another day")}
    with place:
        chosen = st.segmented_control(
            label, list(offered), format_func=lambda day: offered[day], key=worded(key), persist_state="page"
        )
        if chosen != _OTHER_DAY:
            return date.fromisoformat(chosen) if chosen else None
        return day_field(st.container(), label, f"{key} other", earliest=earliest, latest=latest, has_label=False, persist=True)


_OTHER_DAY = "another"


def day_field(
    place: DeltaGenerator,
    label: str,
    key: str,
    *,
    told: date | None = None,
    earliest: date = EARLIEST,
    latest: date = LATEST,
    has_label: bool = True,
    persist: bool = False,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> date | None:
    """The one field for a day: typed as 2026-11-28 or taken from its calendar, beside it as every text has it (28 Nov 2026).

    Where years are counted from another day, as in Thai, 2569-11-28 is the same day. Enter takes what was typed (page.js).

    Not inside `st.form`, where what stands beside it would be that of the day before. None: no day is told.

    Args:
        place: where it is drawn.
        label: what is asked, translated.
        key: of the widget.
        told: what is stored already, or stands in a filter; what the session has under `key` goes before.
        earliest, latest: what is taken.
        has_label: whether the label is seen; else it is read to who cannot see.
        persist: what was chosen stays while the field is out of sight.
        on_change, args: called before the page runs again.
    """
    era = language_of(language()).era
    with place, st.container(key=f"day {key}", horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        chosen = st.date_input(
            label,
            told,
            key=key,
            format="YYYY-MM-DD",
            min_value=earliest,
            max_value=min(date.max, latest + timedelta(days=era * _DAYS_OF_A_YEAR)),
            label_visibility="visible" if has_label else "collapsed",
            persist_state="page" if persist else None,
            on_change=on_change,
            args=args,
            width=_DAY_PX,
        )
        day = day_chosen(chosen)
        if day is not None:
            st.caption(date_text(day) if day <= latest else t("No day after {day}.", day=date_text(latest)), width="content")
        return day if day is None or day <= latest else None


def day_chosen(value: object) -> date | None:
    """The day that the field of `day_field` holds; a year of the calendar in use here, such as 2569, is told as ours."""
    if not isinstance(value, date):
        return None
    year = value.year - language_of(language()).era if value > LATEST else value.year
    return value.replace(year=year, day=min(value.day, monthrange(year, value.month)[1]))


_DAY_PX, _DAYS_OF_A_YEAR = 186, 366


def required_text(place: DeltaGenerator, label: str, key: str, *, longest: int, value: str = "", hint: str = "") -> str:
    """A line that must be written; it is told while it is typed, so that the button is ready at once."""
    told = place.text_input(label, value, key=key, max_chars=longest, live=True, placeholder=hint or None, persist_state="page")
    return (told or "").strip()


def save_button(
    label: str,
    key: str,
    *,
    choose: Mapping[str, object] | None = None,
    tick: Mapping[str, object] | None = None,
    write: Mapping[str, object] | None = None,
    icon: str | None = None,
    is_primary: bool = True,
) -> bool:
    """The button that stores a form; while something is missing it cannot be pressed and says what.

    Args:
        label: what it does, translated.
        key: of the button.
        choose: {what is to be chosen, with its article ("a service type"): what was}; None, "" and empty lists are missing.
        tick: the same for what is to be ticked ("that you looked into it").
        write: the same for what is to be written ("who confirmed it"); asked for once everything is chosen.
        icon: of the button.
        is_primary: whether it is the main one of its form.
    """
    unchosen = [name for name, value in (choose or {}).items() if not value]
    unticked = [name for name, value in (tick or {}).items() if not value]
    unwritten = [name for name, value in (write or {}).items() if not value]
    if unchosen:
        label = t("Choose {what}", what=_listed(unchosen))
    elif unticked:
        label = t("Tick {what}", what=_listed(unticked))
    elif unwritten:
        label = t("Enter {what}", what=_listed(unwritten))
    is_ready = not (unchosen or unticked or unwritten)
    kind: Any = "primary" if is_primary else "secondary"
    return st.button(label, key=key, type=kind, icon=icon if is_ready else ":material/edit:", disabled=not is_ready)


def _listed(names: list[str]) -> str:
    *first, last = names
    return t("{first} and {last}", first=", ".join(first), last=last) if first else last
