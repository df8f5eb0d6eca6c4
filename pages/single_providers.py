"""What rests on one organization? Whether it still comes, and what falls without it."""

import streamlit as st

from coalition.answers.single_providers import SingleProviders, single_providers
from coalition.shell import ask, open_page, page_link, pick, pick_date, side_by_side, t
from coalition.shell.address import pick_several
from coalition.views.single_providers import lists as parts

page = open_page("What rests on one organization?")


def _found(level: int, without: list[int]) -> SingleProviders:
    found: SingleProviders = ask(page, single_providers, settings=page.settings, on=on, level=level, without=tuple(without))
    return found


answer, (left, right) = st.container(), side_by_side(2)
with right:
    on = pick_date("on", t("On"), page.today, latest=page.today)
first = _found(1, [])
with left:
    usual = 1 if 1 in first.levels or not first.levels else 2
    level = pick("level", t("Areas"), {1: t("Provinces"), 2: t("Districts")}, usual)
everybody = first if level == 1 else _found(level, [])
if not everybody.cells or not everybody.organizations:
    st.info(t("Nothing rests on anybody here yet: no service is stored, or no area is chosen."))
    page_link("pages/import_data.py", t("Upload a list of services"))
    page_link("pages/settings.py", t("Choose the areas"))
    st.stop()

answer.markdown(f"##### {parts.sentence(everybody)}")
without = pick_several(
    "without", t("What if these were not there?"), everybody.organizations, none=t("Choose organizations to leave out")
)
found = _found(level, without) if without else everybody
if found.without:
    parts.draw_falls(found)
if not found.resting.empty:
    parts.draw_resting(found)
