"Directory"

import streamlit as st

from coalition.shell import open_page, pick, side_by_side, t
from coalition.shell.address import asked_number
from coalition.shell.order import organization_names
from coalition.shell.save import show_last_edit
from coalition.views.directory.list import draw_list
from coalition.views.directory.one import draw_one

page = open_page("Directory", empty_ok=True)
show_last_edit(page)
answer = st.container()
known = organization_names(page)
linked = asked_number("organization")
if linked and linked not in known:
    known[linked] = t("Organization {number}", number=linked)
with side_by_side(2, least=300)[0]:
    chosen = pick("organization", t("Organization"), {0: t("All organizations"), **known}, 0)
if not chosen:
    draw_list(page, answer)
else:
    draw_one(page, chosen)
