"""What is asked about: the day, the level of areas, and who is left out."""

from datetime import date

import streamlit as st

from coalition.answers.single_providers import SingleProviders, single_providers
from coalition.shell import Page, ask, page_link, pick, pick_date, side_by_side, t
from coalition.shell.address import pick_several


def choose(page: Page) -> SingleProviders:
    """What rests on whom on a day at a level, by filters that are kept in the address; ends the page where nothing can."""
    left, right = side_by_side(2)
    with right:
        on = pick_date("on", t("As of"), page.today, latest=page.today)
    first = _found(page, on, 1, [])
    with left:
        usual = 1 if 1 in first.levels or not first.levels else 2
        level = pick("level", t("Areas"), {1: t("Provinces"), 2: t("Districts")}, usual)
    found = first if level == 1 else _found(page, on, level, [])
    if not found.cells or not found.organizations:
        st.info(t("No services yet, or no area chosen."))
        page_link("pages/import_data.py", t("Import services"))
        page_link("pages/settings.py", t("Choose the areas"))
        st.stop()
    return found


def leave_out(page: Page, everybody: SingleProviders) -> SingleProviders:
    """The same without those who are chosen to be left out; nobody chosen: as it is."""
    label, none = t("Simulate without"), t("Choose organizations to leave out")
    without = pick_several("without", label, everybody.organizations, none=none)
    return _found(page, everybody.on, everybody.level, without) if without else everybody


def _found(page: Page, on: date, level: int, without: list[int]) -> SingleProviders:
    asked = {"settings": page.settings, "on": on, "level": level, "without": tuple(without)}
    found: SingleProviders = ask(page, single_providers, **asked)
    return found
