"""The list of meetings, and the form that adds one."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.answers.participation import meeting_list
from coalition.edits import meetings as edits
from coalition.edits.meetings import may_be_one
from coalition.frames import records
from coalition.queries import meetings as queries
from coalition.shell import Page, ask, date_text, page_link, pick, t
from coalition.shell.save import edit
from coalition.views.meetings.meetings import list_table, meeting_day, meeting_fields, people_words, same_warning
from coalition.views.meetings.progress import draw_in_progress
from coalition.views.participation.words import excused_sentence, year_text

NEWEST = 24


def draw_list(page: Page, answer: DeltaGenerator, place: DeltaGenerator) -> None:
    """The meetings of the last time or of one year; a row opens the meeting."""
    with answer:
        if st.button(t("Record a meeting"), type="primary", icon=":material/add:", key="start a meeting"):
            st.switch_page("pages/record_meeting.py")
        draw_in_progress(page)
    found = ask(page, queries.years)
    with place:
        years = {0: t("Last {count} meetings", count=NEWEST), **{y: year_text(y) for y in found}}
        year = pick("year", t("Year"), years, 0)
    if not year:
        rows = ask(page, meeting_list, on=date.max, last=NEWEST)
    else:
        rows = ask(page, meeting_list, on=date(year, 12, 31), since=date(year, 1, 1))
    held = [row for row in records(rows) if row["held_on"] <= page.today]
    if held and held[0]["expected"] is None:
        day = date_text(held[0]["held_on"])
        answer.markdown(f"## {t('Last meeting {day}: attendance not recorded.', day=day)}")
        with answer:
            page_link("pages/meetings.py", t("Open the meeting of {day}", day=day), meeting=str(held[0]["id"]))
    if held and held[0]["expected"]:
        newest = held[0]
        told = t(
            "Last meeting {day}: **{present} of {expected}** members, {people}.",
            day=date_text(newest["held_on"]),
            present=newest["present"],
            expected=newest["expected"],
            people=people_words(newest),
        )
        answer.markdown("## " + " ".join(filter(None, [told, excused_sentence(newest)])))
    if rows.empty:
        st.info(t("No meetings yet. Record one or import attendance."))
        page_link("pages/import_data.py", t("Import attendance"))
    else:
        with answer:
            _ask_whether_one(records(rows))
        list_table(rows)
    with st.expander(t("Record an earlier meeting"), icon=":material/add:", expanded="same meetings" in st.session_state):
        draw_add(page)


def _ask_whether_one(rows: list[dict[str, Any]]) -> None:
    """Days with two meetings of which nothing says that they are two: the page of the first can merge them."""
    seen: dict[date, tuple[str | None, str | None, str | None]] = {}
    for row in rows:
        told = (row["title"], row["place"], row["start"])
        if row["held_on"] in seen and may_be_one(seen[row["held_on"]], told):
            text = t("{day}: two meetings. Is it one?", day=date_text(row["held_on"]))
            page_link("pages/meetings.py", text, meeting=str(row["id"]))
        seen[row["held_on"]] = told


def draw_add(page: Page) -> None:
    """A form; a meeting that is stored already is shown before a second one is made."""
    held_on = meeting_day("new", held_on=page.today)
    with st.form("add meeting", border=False):
        values = meeting_fields("new", held_on=held_on)
        added = st.form_submit_button(t("Record the meeting"), type="primary")
    known = same_warning(page, values, pressed=added)
    if (added and not known) or (known and st.button(t("Record anyway"), key="add same")):
        st.session_state.pop("same meetings", None)
        edit(page.naming(date_text(held_on)), t("Meeting recorded."), edits.add_meeting, **values)
