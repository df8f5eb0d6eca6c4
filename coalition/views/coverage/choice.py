"""What of the coverage is looked at: the drawing, the day, the level, the area, the pillar; what to say where nothing fits."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition import coverage
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.frames import records
from coalition.shell import Page, ask, date_text, md, name_of, page_link, pick, pick_date, t
from coalition.shell.address import switch
from coalition.views.matrix.model import pillar_name


def choose_picture(page: Page, place: DeltaGenerator) -> tuple[CoveragePicture, date, str]:
    """The filters, kept in the address, and what they ask for.

    Args:
        page: from `open_page`.
        place: of the filters.

    Returns:
        The picture, its day, and how it is drawn: `matrix`, or on the tab of the map (`?view=map`) `map` or `squares`.
    """
    view = st.query_params.get("view", "matrix")
    if view == "squares":  # they had an address of their own, and stand on the tab of the map
        st.query_params.update({"view": "map", "as": "squares"})
        st.rerun()
    if view == "map":
        view = switch("as", t("View"), {"map": t("Map"), "squares": t("Tile map")}, view)
    narrowed = st.container()
    with place:
        on = pick_date("on", t("As of"), page.today, latest=page.today)
        first = _picture(page, on, level=1, within=None, pillar=None)
        levels = {1: t("Provinces"), 2: t("Districts")}
        usual = 1 if 1 in first.levels or not first.levels else 2
        level = pick("level", t("Areas"), levels, usual)
        provinces = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(first.provinces)}
        within = pick("within", t("Within"), {"": t("All your areas"), **provinces}, "")
        ordered = coverage.pillar_order(page.settings.pillar_order)
        pillars = {"": t("All service types")} | {value: pillar_name(value) for value in ordered}
        pillar = pick("pillar", t("Service type"), pillars, "")
    told = [levels[level]] if level != usual else []
    told += [provinces[within]] if within else []
    told += [pillars[pillar]] if pillar else []
    told += [date_text(on)] if on != page.today else []
    if told:
        narrowed.markdown(md(" · ".join(told)))
    if (level, within, pillar) == (1, "", ""):
        return first, on, view
    return _picture(page, on, level=level, within=within or None, pillar=pillar or None), on, view


def _picture(page: Page, on: date, **asked: Any) -> CoveragePicture:
    found: CoveragePicture = ask(page, coverage_picture, settings=page.settings, on=on, **asked)
    return found


def draw_nothing(picture: CoveragePicture) -> None:
    """There is no cell: what to choose or to upload."""
    if picture.types.empty:
        st.info(t("No matching service type. Choose another, or add it under Settings."))
    else:
        st.info(t("No matching area. Choose areas under Settings, or import services."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Import services"))
