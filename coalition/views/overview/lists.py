"""Beside the matrix of the overview: who came, the worst gaps with one thing to do about each, what changed."""

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from coalition.answers.overview import Overview, overview
from coalition.answers.present import gap_lines
from coalition.frames import records
from coalition.locale import in_a_row, language_of
from coalition.shell.address import plain_link
from coalition.shell.cached import ask, made
from coalition.shell.context import Page
from coalition.shell.words import label_of, language, md, t, tn
from coalition.views.coverage.words import area_of
from coalition.views.matrix.model import short_name
from coalition.views.overview.words import short_day
from coalition.views.participation.words import year_text
from coalition.vocabulary import STATES, CellState

GAPS_SHOWN = 5
CHANGES_SHOWN = 7
_TALL_PX = 68  # of a bar that fills its place
_NUMBER_PX = 20  # that a number takes


def draw_came(found: Overview, today: date) -> None:
    """The last meetings as bars, the expected dotted above; a meeting without a list has no bar, and says so."""
    meetings = records(found.meetings)[::-1]
    if not meetings:
        st.html(f'<div class="side"><h2>{escape(t("Who attended"))}</h2></div>')
        plain_link("pages/record_meeting.py", t("Record the first meeting"))
        plain_link("pages/import_data.py", t("Import attendance"))
        return
    tallest = max([row["expected"] or 0 for row in meetings] + [row["present"] or 0 for row in meetings] + [1])
    bars = "".join(
        _bar(row, tallest, below, today, is_last=row is meetings[-1])
        for row, below in zip(meetings, _below([row["held_on"] for row in meetings]), strict=True)
    )
    title = escape(t("Who attended (dotted: expected)"))
    st.html(f'<div class="side"><h2>{title}</h2><ul class="bars" lang="{language()}">{bars}</ul></div>')


def _below(days: list[date]) -> list[str]:
    """What stands below each bar: its month; of the first meeting of another year than the one before, the year.

    Of two years beside each other, which would run together, the last two digits.
    """
    begins = [place > 0 and day.year != days[place - 1].year for place, day in enumerate(days)]
    told = []
    for place, (day, is_first) in enumerate(zip(days, begins, strict=True)):
        year = year_text(day.year)
        is_close = any(begins[max(place - 1, 0) : place] + begins[place + 1 : place + 2])
        word = (f"’{year[-2:]}" if is_close else year) if is_first else language_of(language()).months[day.month - 1]
        told.append(f'<span class="month{" year" if is_first else ""}" aria-hidden="true">{escape(word)}</span>')
    return told


def _bar(row: dict[str, Any], tallest: int, below: str, today: date, *, is_last: bool) -> str:
    day = short_day(row["held_on"], today)
    if row["expected"] is None:
        told, inside = t("{day}: not recorded", day=day), "<b>?</b>"
    elif not row["expected"]:
        told, inside = t("{day}: no member had to attend", day=day), "<b>–</b>"
    else:
        told = t("{day}: {present} of {expected} attended", day=day, present=row["present"], expected=row["expected"])
        came, of = (round(_TALL_PX * (row[what] or 0) / tallest) for what in ("present", "expected"))
        above = came if of - came >= _NUMBER_PX else of + 3  # over a low bar, and over its dots where they would cross it
        place = f'style="bottom:{came - 19}px"' if came > _NUMBER_PX else f'class="above" style="bottom:{above}px"'
        inside = f'<u style="bottom:{of}px"></u><i style="height:{came}px"></i><b {place}>{row["present"]}</b>'
    looks = " ".join(filter(None, ["last" if is_last else "", "" if row["expected"] else "none"]))
    shown = f'<span class="bar" aria-hidden="true">{inside}</span>{below}'
    return f'<li class="{looks}" title="{escape(told)}">{shown}<span class="hidden">{escape(told)}</span></li>'


def draw_worst(page: Page, found: Overview) -> None:
    """The service types that are missing most, as the meeting view ranks them, each a link to a square, with one thing to do
    about it; nothing while no service is stored."""
    if not found.has_services or found.coverage.cells.empty:
        return
    level = {"level": "2"} if found.coverage.level == 2 else {}
    title, shown = made(page, _worst, on=page.today)
    with st.container(key="gaps"):
        st.html(f'<div class="side"><h2>{escape(title)}</h2></div>')
        for number, (row, others) in enumerate(shown):
            with st.container(key=f"gap-{number}", horizontal=True, vertical_alignment="center"):
                state, place = CellState(row["state"]), {"area": row["pcode"], "type": row["code"]}
                st.html(_square(state, STATES[state].sign_of(row["fresh_organizations"])), width="content")
                plain_link("pages/coverage.py", _gap_words(row, state, others), **place, **level)
                if state in {CellState.NONE, CellState.UNKNOWN}:
                    plain_link("pages/actions.py", t("Add an action"), **place)
                else:
                    plain_link("pages/whom_to_call.py", t("Find a service"), **place)


def _worst(page: Page, *, on: date) -> tuple[str, list[tuple[dict[str, Any], int]]]:
    """The title, and the squares with the number of other areas of which the same is true."""
    found: Overview = ask(page, overview, settings=page.settings, on=on)
    picture = found.coverage
    if picture.gaps.empty:
        return t("Ask about these first"), [(row, 0) for row in records(picture.unknown.head(GAPS_SHOWN))]
    firsts = [(line, line.cells[0]) for line in gap_lines(picture.gaps)[:GAPS_SHOWN]]
    return t("Act here first"), [(row, line.counts[CellState(row["state"])] - 1) for line, row in firsts]


def _gap_words(row: dict[str, Any], state: CellState, others: int) -> str:
    """A square in words; others: areas of which the same is true."""
    name = short_name(row["code"], row["service_type"], row["service_type_local"])
    area = t("{area}, and {n} more", area=area_of(row), n=others) if others else area_of(row)
    return f"**{md(name)}** {md(area)} *· {label_of(state)}*"  # the eye sees the square instead of the state


def _square(state: CellState, sign: str = "") -> str:
    tiny = "" if sign else " tiny"
    return f'<i class="sq {state.value}{tiny}" aria-hidden="true">{escape(sign)}</i>'


def draw_news(found: Overview, today: date) -> None:
    """What is different since the last meeting."""
    with st.container(key="news"):
        if found.since is None:
            st.html(f"<h2>{escape(t('What changed'))}</h2>")
            st.html(f'<div class="news">{escape(t("There is no earlier meeting to compare with."))}</div>')
            return
        st.html(f"<h2>{escape(t('Since {since}', since=short_day(found.since, today)))}</h2>")
        changes = records(found.cells)
        shown = changes if len(changes) <= CHANGES_SHOWN else changes[: CHANGES_SHOWN - 1]
        lines = [_change(row) for row in shown]
        lines += [
            _who(t("Attending again"), found.returned),
            _who(t("Lapsed"), found.lapsed),
            _who(t("Services"), _services(found)),
        ]
        told = "".join(lines) or f"<li>{escape(_nothing(found))}</li>"
        st.html(f'<ul class="news">{told}</ul>')
        if more := len(changes) - len(shown):
            plain_link("pages/changes.py", tn(more, "1 more change", "{n} more changes"))


def _nothing(found: Overview) -> str:
    """That nothing changed, as far as anything is known of it."""
    if not found.has_services:
        return t("No member lapsed or came back.")
    same = t("No cell changed status, no service started or ended, and no member lapsed or came back.")
    return f"{same} {t('What was entered since then with an earlier date is not listed.')}"


def _change(row: dict[str, Any]) -> str:
    before, after = CellState(row["before"]), CellState(row["after"])
    kind = short_name(row["code"], row["service_type"], row["service_type_local"])
    told = f"{kind}, {area_of(row)}"
    both = t("{place}: {before}, now {after}", place=told, before=label_of(before), after=label_of(after))
    shown = f'{_square(before)}<span aria-hidden="true">→</span>{_square(after)}<span aria-hidden="true">{escape(told)}</span>'
    return f'<li title="{escape(both)}">{shown}<span class="hidden">{escape(both)}</span></li>'


def _who(word: str, names: list[str]) -> str:
    return f"<li class=who><b>{escape(word)}</b> {escape(in_a_row(names))}</li>" if names else ""


def _services(found: Overview) -> list[str]:
    told = [t("{n} added", n=len(found.started)) if len(found.started) else ""]
    told.append(t("{n} ended", n=len(found.ended)) if len(found.ended) else "")
    return [part for part in told if part]
