"""What changed between two meetings? Cells that opened, closed, became fragile, went silent, with the facts behind."""

from datetime import date, timedelta

import streamlit as st

from coalition.answers.changes import Changes, changes, meeting_days
from coalition.answers.coverage import coverage_picture
from coalition.shell import ask, csv_bytes, download, open_page, page_link, pick, side_by_side, t
from coalition.shell.address import sane_day, say_day_not_shown
from coalition.views.changes import lists as parts

page = open_page("What changed between two meetings?")
meetings = ask(page, meeting_days, on=page.today)


def _take(name: str) -> None:
    chosen = st.session_state[f"another {name}"]
    if isinstance(chosen, date):
        st.query_params[name] = chosen.isoformat()


held = list(meetings)
last = held[0] if len(held) > 1 else page.today
before = held[1] if len(held) > 1 else held[0] if held and held[0] < page.today else page.today - timedelta(days=30)
asked = [before, *(sane_day(st.query_params.get(name), latest=page.today) for name in ("from", "to"))]
days = parts.day_options(meetings, page.today, asked)
answer, filters = st.container(), side_by_side(4, 215)
for name, usual in (("from", before), ("to", last)):
    say_day_not_shown(name, usual, latest=page.today)
with filters[0]:
    start = pick("from", t("From the day of"), days, before.isoformat())
with filters[1]:
    end = pick("to", t("To the day of"), days, last.isoformat())
levels = ask(page, coverage_picture, settings=page.settings, on=page.today, level=1).levels
with filters[2]:
    level = pick("level", t("Areas"), {1: t("Provinces"), 2: t("Districts")}, 1 if 1 in levels or not levels else 2)
with filters[3], st.popover(t("Another day")):
    for name, label in (("from", t("From the day of")), ("to", t("To the day of"))):
        st.date_input(
            label, None, key=f"another {name}", max_value=page.today, format="YYYY-MM-DD", on_change=_take, args=(name,)
        )

found: Changes = ask(
    page, changes, settings=page.settings, start=date.fromisoformat(start), end=date.fromisoformat(end), level=level
)
if not found.compared:
    st.info(t("No area or no kind of help is chosen yet, so there is nothing to compare."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Upload a list of services"))
    st.stop()
answer.markdown(f"##### {parts.sentence(found)}")
if found.start == found.end:
    st.info(t("It is the same day twice. Choose an earlier one beside it."))
if not meetings:
    st.caption(t("No meeting is stored yet, so days are compared."))
parts.draw_groups(found)
if not found.cells.empty:
    with st.expander(t("All of it as a table")):
        table = parts.table(found)
        st.dataframe(table, hide_index=True, alt=t("All of it as a table"))
        download(t("Save the table"), csv_bytes(table, index=False), "changes.csv")
