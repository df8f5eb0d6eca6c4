"""The numbers at the top of the overview, each with its day and what it was before, and each a way to its page."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from coalition.answers.overview import Overdue, Overview
from coalition.frames import records
from coalition.shell.address import plain_link
from coalition.shell.words import label_of, t, tn
from coalition.views.overview.words import short_day
from coalition.vocabulary import CellState

_STATES: tuple[tuple[CellState, str, dict[str, str], bool], ...] = (
    (CellState.NONE, "coverage", {"state": "none"}, True),
    (CellState.FRAGILE, "single_providers", {}, False),
    (CellState.UNKNOWN, "coverage", {"state": "unknown"}, True),
)
"""State, its page and what the address says there, whether more of it is worse. More that rest on one may be good: most of it
was not known before."""


def draw_tiles(found: Overview, late: Overdue | None, today: date) -> None:
    """The tiles. late: what is overdue; None: this audience is not told."""
    with st.container(key="tiles"):
        for state, page, address, is_bad in _STATES:
            with st.container(key=f"tile-{state.value}"):
                plain_link(f"pages/{page}.py", label_of(state), **address)
                st.html(_of_state(found, state, today, is_bad=is_bad))
        with st.container(key="tile-came"):
            _draw_came(found, today)
        if late is not None:
            with st.container(key="tile-overdue"):
                _draw_overdue(late, found.since, today)


def _of_state(found: Overview, state: CellState, today: date, *, is_bad: bool) -> str:
    if not found.has_services or found.coverage.cells.empty:
        return _number("?", _told(t("No services yet") if not found.has_services else t("No area is chosen yet")))
    now = found.coverage.counts[state]
    if found.before is None or found.since is None:
        return _number(str(now), _told(t("on {day}", day=short_day(today, today))))
    then = found.before[state]
    since = t("since {day}", day=short_day(found.since, today))
    return _number(str(now), _change(now, then, since, is_worse=is_bad and now > then))


def _draw_came(found: Overview, today: date) -> None:
    meetings: list[dict[str, Any]] = records(found.meetings)
    if not meetings:
        plain_link("pages/meetings.py", t("Who attended"))
        st.html(_number("?", _told(t("No meetings yet"))))
        return
    last, *earlier = meetings
    plain_link("pages/participation.py", t("Attended on {day}", day=short_day(last["held_on"], today)))
    if last["expected"] is None:
        st.html(_number("?", _told(t("Who attended is not recorded"))))
        return
    if not last["expected"]:
        st.html(_number("?", _told(t("No member had to attend"))))
        return
    before = next((row for row in earlier if row["expected"]), None)
    change = ""
    if before:
        then, words = before["present"], "since {day}" if before["present"] == last["present"] else "than on {day}"
        than = t(words, day=short_day(before["held_on"], today))
        change = _change(last["present"], then, than, is_worse=last["present"] < then)
    st.html(_number(str(last["present"]), change, of=t("of {n}", n=last["expected"])))


def _draw_overdue(late: Overdue, since: date | None, today: date) -> None:
    total = late.referrals + late.actions
    change = _told(t("on {day}", day=short_day(today, today)))
    if late.before is not None and since is not None:
        then = sum(late.before)
        change = _change(total, then, t("since {day}", day=short_day(since, today)), is_worse=total > then)
    with st.container(key="late-title", horizontal=True, gap=None):
        st.html(f"<h2>{escape(t('Overdue'))}</h2>", width="content")
        plain_link("pages/referrals.py", tn(late.referrals, "1 referral", "{n} referrals"))
        plain_link("pages/actions.py", tn(late.actions, "1 action", "{n} actions"))
    st.html(_number(str(total), change, is_worse=total > 0, is_whole=False))


def _number(number: str, change: str, *, of: str = "", is_worse: bool = False, is_whole: bool = True) -> str:
    """A number with what is said of it, as safe HTML. is_whole: the tile is one link."""
    beside = f'<span class="of">{escape(of)}</span>' if of else ""
    looks = " ".join(filter(None, ["n", "worse" if is_worse else ""]))
    return f'<div class="tile{" whole" if is_whole else ""}"><span class="{looks}">{number}</span>{beside}{change}</div>'


def _change(now: int, then: int, since: str, *, is_worse: bool) -> str:
    n = abs(now - then)
    if not n:
        told = escape(t("No change"))
    else:
        sign, words = ("▲", t("{n} more", n=n)) if now > then else ("▼", t("{n} fewer", n=n))
        told = f'<span aria-hidden="true">{sign}</span> {escape(words)}'
    return f'<span class="d"><b{" class=worse" if is_worse else ""}>{told}</b>{escape(since)}</span>'


def _told(text: str) -> str:
    return f'<span class="d">{escape(text)}</span>'
