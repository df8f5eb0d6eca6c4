"""Whose actions are looked at, those on the table of which meeting, and whether ended ones are shown."""

from dataclasses import dataclass

import streamlit as st

from coalition.shell import Page, pick, side_by_side, t
from coalition.shell.address import asked_number
from coalition.shell.order import organization_names
from coalition.views.actions.form import meeting_names


@dataclass(frozen=True)
class Choice:
    """What is looked at; 0: all.

    Attributes:
        organization, meeting: their numbers.
        whose: the name of the organization, else of the meeting; empty: all.
        all_closed: those that ended long ago too.
    """

    organization: int
    meeting: int
    whose: str
    all_closed: bool


def choose(page: Page) -> Choice:
    """The filters of the page, kept in the address."""
    members = organization_names(page)
    with st.container(key="action filters"):
        filters = side_by_side(3)
    with filters[0]:
        organization = pick("organization", t("Organization"), {0: t("All organizations"), **members}, 0)
    with filters[1]:
        meetings = meeting_names(page, asked_number("meeting"))
        meeting = pick("meeting", t("Meeting"), {0: t("All meetings"), **meetings}, 0)
    with filters[2]:
        shown = {"": t("Open, and recently ended"), "all": t("All, whenever they ended")}
        which = pick("show", t("Actions shown"), shown, "")
    return Choice(organization, meeting, members.get(organization, "") or meetings.get(meeting, ""), which == "all")
