"""Parts of the actions page: the board, one promise opened over it, the form for a new one, what is saved as a file.

Address of the page, for links from elsewhere (`page_link("pages/actions.py", ...)`):
    ?area=TH56&type=A1     the gap it answers: P-code and code of the kind of help; opens the form for a new action
    ?what=...              the line to start from;  ?referral=K7M3-9QX2-R-2  the referral it follows up;  ?new=1  an empty form
    ?organization=3        shows what this organization promised, and is who does it in the form
    ?meeting=7             shows what was on the table of this meeting, and is where the new one was promised
    ?action=5              opens this one
"""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from coalition import clock
from coalition.answers import actions as answers
from coalition.answers.actions import STATUS_NAMES, ActionBoard, ActionStatus, what_words
from coalition.answers.calendar import Day, calendar, uid_of
from coalition.edits import actions as edits
from coalition.frames import records
from coalition.queries.actions import actions_frame
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.save import edit
from coalition.shell.widgets import csv_bytes, download
from coalition.shell.words import date_text, md, name_of, t, tn, with_erased
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell

_PRESSED = "action pressed"
_SHARES = (23, 18, 22, 20)  # of the columns, so that those of all groups stand below each other [percent]

GROUPS = (
    (ActionStatus.OVERDUE,),
    (ActionStatus.DUE,),
    (ActionStatus.LATER,),
    (ActionStatus.DONE, ActionStatus.DROPPED),
)


def answer_sentence(board: ActionBoard, whose: str = "") -> str:
    """How many are open, overdue and done, ready for a markdown context; `whose`: what the list is filtered by."""
    n, late, done = board.open, board.counts[ActionStatus.OVERDUE], board.counts[ActionStatus.DONE]
    told = [
        (t("**No** action is open for {whose}.", whose=md(whose)) if whose else t("**No** action is open."))
        if not n
        else tn(n, "**1** action is open,", "**{n}** actions are open,")
    ]
    if n:
        told.append(t("none is overdue.") if not late else t("**{n} overdue**.", n=late))
    if done and board.since is not None:
        told.append(t("Done since the meeting of {day}: **{n}**.", day=date_text(board.since), n=done))
    elif done:
        told.append(t("Done: **{n}**.", n=done))
    return " ".join(told)


def draw_others(page: Page, board: ActionBoard) -> None:
    """How many are open in all, where a filter shows some of them, with the way to all."""
    every: ActionBoard = ask(page, answers.action_board, settings=page.settings, on=page.today)
    if every.open == board.open:
        return
    label = tn(every.open, "1 action is open in total: show it", "{n} actions are open in total: show them")
    st.button(label, key="all actions", type="tertiary", icon=":material/filter_alt_off:", on_click=_unfilter)


def _unfilter() -> None:
    for name in ("organization", "meeting"):
        if name in st.query_params:
            del st.query_params[name]


def draw_board(board: ActionBoard) -> None:
    """The promises in groups, each with its buttons."""
    rows = records(board.items)
    for group in GROUPS:
        own = [row for row in rows if row["status"] in group]
        if not own:
            continue
        with st.container(gap="small"):
            st.subheader(f"{_group_name(group)} ({len(own)})")
            _draw_rows(own, str(group[0]))


def _group_name(group: tuple[ActionStatus, ...]) -> str:
    if group == (ActionStatus.DUE,):
        return t("Due within {n} days", n=answers.DUE_WITHIN)
    return t("Done or canceled") if len(group) > 1 else t(STATUS_NAMES[group[0]])


def _draw_rows(rows: list[dict[str, Any]], key: str) -> None:
    """A list of promises; a row opens one over the page, its button marks it as done."""
    shown: list[dict[str, Cell]] = [
        {
            t("What"): what_words(row, t, name_of),
            t("Who"): owner_text(row),
            t("By when"): (when_text(row), row["due_on"]),
            t("About"): gap_text(row),
            t("Outcome"): row["note"] or "",
        }
        for row in rows
    ]
    for name in (t("About"), t("Outcome")):
        if not any(row[name] for row in shown):
            shown = [{told: value for told, value in row.items() if told != name} for row in shown]
    ids, open_ones = [row["id"] for row in rows], [row["id"] for row in rows if row["status"] in answers.OPEN]
    done = t("Done") if open_ones else ""
    alt, key = t("Action items"), f"actions {key}"
    draw_rows(shown, ids, alt=alt, key=key, opens="action", shares=_SHARES, act=done, acts=open_ones, on_act=_press)


def when_text(row: dict[str, Any]) -> str:
    """How it stands in time, and since how many meetings it is carried over."""
    day = date_text(row["due_on"]) if row["due_on"] and row["status"] in answers.OPEN else ""
    return ", ".join(filter(None, [answers.due_words(row, t, date_text), day, answers.carried_words(row, t)]))


def _press(action_id: str) -> None:
    st.session_state[_PRESSED] = int(action_id)


def finish_pressed(page: Page) -> None:
    """Mark as done what was pressed, also when somebody else has just done so and the button is gone; then it is said."""
    action_id = st.session_state.pop(_PRESSED, None)
    if action_id is not None:
        found = records(ask(page, actions_frame, on=page.today, action_id=action_id))
        named = page.naming(found[0]["what"]) if found else page
        edit(named, t("Marked as done."), edits.finish_action, action_id, done_on=page.today, today=page.today)


def owner_text(row: dict[str, Any]) -> str:
    """Who keeps the promise: organization and person."""
    return with_erased(", ".join(filter(None, [row["organization"], row["person"]]))) or t("Not given")


def gap_text(row: dict[str, Any]) -> str:
    """What became of the gap, or where it is; empty: the promise is free."""
    kind = name_of(row["service_type"], row["service_type_local"]) if row["code"] else ""
    area = name_of(row["area"], row["area_local"]) if row["pcode"] else ""
    told = answers.gap_words(row, t, date_text, kind=kind, area=area)
    return told or ", ".join(filter(None, [kind, area]))


# --- files ----------------------------------------------------------------------------------------------------------


def draw_downloads(page: Page, board: ActionBoard) -> None:
    """The list as CSV, and the days of what is open as a calendar."""
    rows = records(board.items)
    days = [row for row in rows if row["status"] in answers.OPEN and row["due_on"]]
    st.caption(t("As of {day}.", day=date_text(board.on)))
    with st.container(horizontal=True):
        download(t("Download as CSV"), csv_bytes(list_table(rows), index=False), f"actions {page.today}.csv")
        if days:
            name = " · ".join(filter(None, [page.settings.coalition_name, t("Action items")]))
            download(
                t("Due dates for a calendar"),
                partial(_calendar, calendar_days(page, days), name),
                "actions.ics",
                "text/calendar",
            )


def list_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The board as a table with a day in every cell that has one."""
    return pd.DataFrame(
        {
            t("Status"): [t(STATUS_NAMES[ActionStatus(row["status"])]) for row in rows],
            t("What"): [what_words(row, t, name_of) for row in rows],
            t("Organization"): [row["organization"] for row in rows],
            t("Person"): [with_erased(row["person"] or "") or None for row in rows],
            t("By when"): [row["due_on"] for row in rows],
            t("Date agreed"): [row["opened_on"] for row in rows],
            t("Carried over (number of meetings)"): [row["carried"] for row in rows],
            t("Ended on"): [row["closed_on"] for row in rows],
            t("Outcome"): [row["note"] for row in rows],
            t("About"): [gap_text(row) for row in rows],
        }
    )


def calendar_days(page: Page, rows: list[dict[str, Any]]) -> list[Day]:
    """The days on which open promises are due."""
    return [
        Day(
            uid=uid_of("action", row["id"], page.settings.coalition_name),
            on=row["due_on"],
            summary=f"{row['what']} ({owner_text(row)})",
            description=gap_text(row),
        )
        for row in rows
    ]


def _calendar(days: list[Day], name: str) -> bytes:
    return calendar(days, name=name, written_at=clock.now())
