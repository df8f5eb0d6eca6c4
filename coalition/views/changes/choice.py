"""Between which two days is compared: of two meetings, or any others; and at which level of areas."""

from datetime import date, timedelta

import streamlit as st

from coalition.answers.coverage import coverage_picture
from coalition.shell import Page, ask, pick, side_by_side, t
from coalition.shell.address import sane_day, say_day_not_shown, switch
from coalition.shell.forms import day_chosen, day_field
from coalition.views.changes.lists import day_options


def choose(page: Page, meetings: dict[date, str | None]) -> tuple[date, date, int]:
    """The filters of the page, kept in the address: the two days, and the level of areas (1 provinces, 2 districts)."""
    held = list(meetings)
    last = held[0] if len(held) > 1 else page.today
    before = held[1] if len(held) > 1 else held[0] if held and held[0] < page.today else page.today - timedelta(days=30)
    asked = [before, *(sane_day(st.query_params.get(name), latest=page.today) for name in ("from", "to"))]
    days = day_options(meetings, page.today, asked)
    filters = side_by_side(2, 300)
    for name, usual in (("from", before), ("to", last)):
        say_day_not_shown(name, usual, latest=page.today)
    with filters[0]:
        start = pick("from", t("Changes from"), days, before.isoformat())
    with filters[1]:
        end = pick("to", t("Changes up to"), days, last.isoformat())
    levels = ask(page, coverage_picture, settings=page.settings, on=page.today, level=1).levels
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        names = {"1": t("Provinces"), "2": t("Districts")}
        level = int(switch("level", t("Areas"), names, "1" if 1 in levels or not levels else "2"))
        another = st.popover(t("Another day"))
    with another:
        for name, label in (("from", t("Changes from")), ("to", t("Changes up to"))):
            key = f"another {name}"
            day_field(st.container(), label, key, latest=page.today, on_change=_take, args=(name,))
    return date.fromisoformat(start), date.fromisoformat(end), level


def _take(name: str) -> None:
    if chosen := day_chosen(st.session_state[f"another {name}"]):
        st.query_params[name] = chosen.isoformat()
