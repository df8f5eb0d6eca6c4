"""Shared cases. By code and coded fields only: there is no field to write in."""

import streamlit as st

from coalition.frames import records
from coalition.queries import cases as queries
from coalition.shell import ask, open_page, pick, side_by_side, t
from coalition.shell.address import asked_case, say_old_address_of_case
from coalition.shell.save import show_last_edit
from coalition.views.cases.list import draw_list
from coalition.views.cases.one import draw_one
from coalition.views.cases.table import open_added

page = open_page("Shared cases", empty_ok=True)
open_added()
show_last_edit(page)
answer, filters = st.container(), side_by_side(4)
every = records(ask(page, queries.cases_frame, on=page.today))
say_old_address_of_case()
asked_case(page)
cases = {row["code"]: row for row in every}
with filters[3]:
    chosen = pick("case", t("Case"), {"": t("All cases"), **{code: code for code in cases}}, "")
if not chosen:
    draw_list(page, answer, filters)
else:
    draw_one(page, answer, cases[chosen])
