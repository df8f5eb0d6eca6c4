"""What of the coverage is looked at: the day, the level, the province, the pillar; and what to say where nothing fits."""

from datetime import date
from typing import Any

import streamlit as st

from coalition import coverage
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.frames import records
from coalition.shell import Page, ask, name_of, page_link, pick, pick_date, side_by_side, t
from coalition.views.coverage.words import pillar_name


def choose_picture(page: Page) -> tuple[CoveragePicture, date]:
    """The filters of the page, kept in the address; the picture they ask for, and its day."""
    filters = side_by_side(4)
    with filters[3]:
        on = pick_date("on", t("On"), page.today, latest=page.today)
    first = _picture(page, on, level=1, within=None, pillar=None)
    with filters[0]:
        levels = {1: t("Provinces"), 2: t("Districts")}
        level = pick("level", t("Areas"), levels, 1 if 1 in first.levels or not first.levels else 2)
    with filters[1]:
        provinces = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(first.provinces)}
        within = pick("within", t("Within"), {"": t("All your areas"), **provinces}, "")
    with filters[2]:
        pillars = {"": t("All kinds"), **{value: pillar_name(value) for value in coverage.PILLAR_ORDER}}
        pillar = pick("pillar", t("Kind of help"), pillars, "")
    return _picture(page, on, level=level, within=within or None, pillar=pillar or None), on


def _picture(page: Page, on: date, **asked: Any) -> CoveragePicture:
    found: CoveragePicture = ask(page, coverage_picture, settings=page.settings, on=on, **asked)
    return found


def draw_nothing(picture: CoveragePicture) -> None:
    """There is no cell: what to choose or to upload."""
    if picture.types.empty:
        st.info(t("No kind of help is in the list for this choice. Choose another one, or add it on the page Settings."))
    else:
        st.info(t("No area fits this choice. Choose the areas on the page Settings, or upload a list of services."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Upload a list of services"))
