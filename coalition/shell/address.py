"""Filters that live in the address: a view can be sent as a link, and the link shows the same view."""

import re
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from coalition.codes import canonical_code
from coalition.database import ROOT
from coalition.frames import records
from coalition.queries.cases import cases_frame
from coalition.queries.referral_boards import referral_of_case
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose_several, day_field
from coalition.shell.words import date_text, md, t, worded
from coalition.vocabulary import EARLIEST, LATEST

_LONGEST = 40  # characters of a value of the address that are repeated on the page
V = TypeVar("V", bound=Hashable)
_NUMBER = re.compile("[1-9][0-9]{0,17}")  # what a database holds; str.isdigit takes "²" too, \d the digits of other scripts


def whole_number(text: str | None) -> int | None:
    """The number of a row as an address has it; None: it is none (nothing, letters, 0, thirty digits, "²")."""
    return int(text) if text and _NUMBER.fullmatch(text) else None


def asked_number(name: str) -> int | None:
    """The number of a row that the address asks for as ?name=12; None: for none."""
    return whole_number(st.query_params.get(name))


def asked_case(page: Page) -> dict[str, Any] | None:
    """The shared case that the address asks for by its code (?case=K7M3-9QX2-R), a row of frames.CASES; None: for none.

    Its number in the table is no address: numbers in a row could be tried one after the other, and tell how many there are.
    """
    code = canonical_code(st.query_params.get("case", ""))
    if code is None:
        return None
    if st.query_params["case"] != code:
        st.query_params["case"] = code
    return next(iter(records(ask(page, cases_frame, on=page.today, code=code))), None)


def referral_address(row: dict[str, Any]) -> str:
    """How an address names a row of frames.REFERRALS: the code of its case, and which of its referrals (K7M3-9QX2-R-2)."""
    return f"{row['case_code']}-{row['in_case']}"


def asked_referral(page: Page) -> int | None:
    """The referral that the address asks for as ?referral=K7M3-9QX2-R-2; 0: there is none such; None: for none."""
    text = st.query_params.get("referral")
    if not text:
        return None
    code, _, number = text.rpartition("-")
    told = {"code": canonical_code(code), "in_case": whole_number(number)}
    return (ask(page, referral_of_case, **told) or 0) if all(told.values()) else 0


def say_old_address_of_case() -> None:
    """Where the address has the number of a case, as links did before: what to do."""
    if whole_number(st.query_params.get("case")):
        st.info(t("This link is old: links to a case now use the code of the case. Choose the case by its code."))
        del st.query_params["case"]


def sane_day(text: str | None, *, latest: date = LATEST) -> date | None:
    """A day as an address has it (YYYY-MM-DD), from EARLIEST to `latest`; None: it is none of these."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and EARLIEST <= found <= latest else None


def say_day_not_shown(name: str, shown: date, *, latest: date = LATEST) -> None:
    """One calm sentence where the address asks for a day that cannot be shown, and what is shown instead."""
    if st.query_params.get(name) and sane_day(st.query_params.get(name), latest=latest) is None:
        st.caption(t("The day in the link cannot be shown. Showing {day} instead.", day=date_text(shown)))


def pick(name: str, label: str, options: dict[V, str], default: V) -> V:
    """A list to choose from, kept in the address as ?name=value; one option alone is no choice, and nothing is drawn.

    Args:
        name: name of the parameter; unique on the page.
        label: what is asked, translated.
        options: {value: label}; not empty. No value is None, which a list shows as a choice that is still to be made: use ""
            or 0 for "all".
        default: the value that is left out of the address; must be one of the options.
    """
    key, values = worded(f"pick {name}"), list(options)
    by_text = {str(value): value for value in values}
    unknown = _not_understood(name, key, by_text)
    _follow_address(name, key, by_text.get(st.query_params.get(name, str(default)), default))
    if st.session_state[key] not in options:
        st.session_state[key] = default
    if len(options) == 1:
        _say_not_in_list(unknown, options[default])
        _write_address(name, str(default), is_default=True)
        return default
    _rename(key, options[st.session_state[key]])
    chosen: V = st.selectbox(
        label, values, key=key, format_func=lambda value: options.get(value, str(value)), filter_mode="contains"
    )
    st.session_state[f"{key} said"] = options.get(chosen, str(chosen))
    _say_not_in_list(unknown, options.get(chosen, str(chosen)))
    _write_address(name, str(chosen), chosen == default)
    return chosen


def _say_not_in_list(unknown: str, shown: str) -> None:
    """That an address asks for what is not there, ready for a markdown context; empty: it does not."""
    if unknown:
        st.caption(t("{value} in the link is not in this list. Showing {shown} instead.", value=unknown, shown=md(shown)))


def switch(name: str, label: str, options: dict[str, str], default: str) -> str:
    """As `pick`, for a few options side by side, one of which is always pressed."""
    key = worded(f"pick {name}")
    wanted = st.query_params.get(name, default)
    _follow_address(name, key, wanted if wanted in options else default)
    if st.session_state[key] not in options:
        st.session_state[key] = default
    chosen = st.segmented_control(
        label, list(options), key=key, format_func=lambda value: options[value], required=True, label_visibility="collapsed"
    )
    found = str(chosen or default)
    _write_address(name, found, found == default)
    return found


def pick_several(name: str, label: str, options: dict[int, str], *, none: str) -> list[int]:
    """Several of a list, kept in the address as ?name=3,7; none at first. `none`: what stands in the empty field."""
    key = worded(f"pick {name}")
    asked = [found for part in st.query_params.get(name, "").split(",") if (found := whole_number(part))]
    _follow_address(name, key, asked)
    st.session_state[key] = [value for value in st.session_state[key] if value in options]
    chosen = choose_several(st.container(), label, options, f"pick {name}", hint=none)
    _write_address(name, ",".join(str(value) for value in chosen), not chosen)
    return list(chosen)


def pick_number(name: str, label: str, between: tuple[int, int], default: int) -> int:
    """A number on a slider, kept in the address as ?name=6; outside of the two ends, which differ, it is the default."""
    key = f"pick {name}"
    asked = whole_number(st.query_params.get(name))
    _follow_address(name, key, asked if asked is not None and between[0] <= asked <= between[1] else default)
    if not between[0] <= st.session_state[key] <= between[1]:
        st.session_state[key] = default
    found = int(st.slider(label, *between, key=key))
    _write_address(name, str(found), found == default)
    return found


def pick_date(name: str, label: str, default: date, *, latest: date | None = None) -> date:
    """A date to choose, kept in the address as ?name=YYYY-MM-DD; no date after `latest` where given."""
    key = f"pick {name}"
    last = latest or LATEST
    _follow_address(name, key, sane_day(st.query_params.get(name), latest=last) or default)
    on = day_field(st.container(), label, key, latest=last) or default
    say_day_not_shown(name, on, latest=last)
    _write_address(name, on.isoformat(), on == default)
    return on


def page_link(path: str, label: str, **params: str) -> None:
    """A link to another page with its filters, e.g. page_link("pages/coverage.py", "A1", type="A1")."""
    if (ROOT / path).exists():
        st.page_link(path, label=label, query_params=params or None, icon=":material/arrow_forward:")
    else:
        st.markdown(label)


def plain_link(path: str, label: str, **params: str) -> None:
    """As `page_link`, without its arrow: for what looks like a link, a button or a tile by its place."""
    st.page_link(path, label=label, query_params=params or None)


def _not_understood(name: str, key: str, known: Mapping[str, object]) -> str:
    """What the address asks for and is not there, the first time it is seen, for a markdown context; empty: nothing."""
    asked = st.query_params.get(name)
    is_new = key not in st.session_state or asked != st.session_state.get(f"address {name}")
    return md(asked[:_LONGEST]) if asked and is_new and asked not in known else ""


def _follow_address(name: str, key: str, value: object) -> None:
    """Take the value of the address when it is new to this session: a first visit, or a link followed on the same page."""
    seen, now = st.session_state.get(f"address {name}"), st.query_params.get(name)
    if key not in st.session_state or now != seen:
        st.session_state[key] = value
        st.session_state[f"address {name}"] = now


def _rename(key: str, label: str) -> None:
    """Tell the browser the new label of what is chosen: it knows a choice by its label, and would send one nobody has."""
    if st.session_state.get(f"{key} said", label) != label:
        st.session_state[key] = st.session_state[key]


def _write_address(name: str, text: str, is_default: bool) -> None:
    if is_default:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
    st.session_state[f"address {name}"] = st.query_params.get(name)
