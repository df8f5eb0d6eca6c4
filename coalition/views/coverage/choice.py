"""What of the coverage is looked at: the drawing, the day, the level, the area, the pillar; what to say where nothing fits."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition import coverage
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.frames import records
from coalition.shell import Page, ask, date_text, md, name_of, page_link, pick, pick_date, t
from coalition.shell.address import switch
from coalition.shell.cached import made
from coalition.views.coverage.words import sentence
from coalition.views.matrix.model import AREAS_PER_SCREEN, pillar_name


@dataclass(frozen=True)
class Looked:
    """What is looked at.

    Attributes:
        asked: the arguments of `picture_of`: what is made of the picture is kept under these.
        facts: what the page says of the picture.
        view: how it is drawn: `matrix`, or on the tab of the map (`?view=map`) `map` or `squares`.
    """

    asked: dict[str, Any]
    facts: "Facts"
    view: str


@dataclass(frozen=True)
class Facts:
    """What the page says of a picture, in words: plain values, for the frames take as long to bring as the page to draw.

    Attributes:
        sentence: the answer of the page, ready for a markdown context.
        levels: the levels that have an area in scope.
        provinces: {P-code: name} that the view can be narrowed to.
        screens: {its first P-code: (its name, its P-codes)} of areas whose columns fit beside each other.
        has_types: whether any service type is shown.
    """

    sentence: str
    levels: list[int]
    provinces: dict[str, str]
    screens: dict[str, tuple[str, list[str]]]
    has_types: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell."""
        return not (self.screens and self.has_types)


def choose_picture(page: Page, place: DeltaGenerator) -> Looked:
    """The filters, kept in the address, and what they ask for.

    Args:
        page: from `open_page`.
        place: of the filters.
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
        usually: dict[str, Any] = {"on": on, "level": 1, "within": None, "pillar": None}
        first = made(page, facts_of, **usually)
        levels = {1: t("Provinces"), 2: t("Districts")}
        usual = 1 if 1 in first.levels or not first.levels else 2
        level = pick("level", t("Areas"), levels, usual)
        within = pick("within", t("Within"), {"": t("All your areas"), **first.provinces}, "")
        ordered = coverage.pillar_order(page.settings.pillar_order)
        pillars = {"": t("All service types")} | {value: pillar_name(value) for value in ordered}
        pillar = pick("pillar", t("Service type"), pillars, "")
    told = [levels[level]] if level != usual else []
    told += [first.provinces[within]] if within else []
    told += [pillars[pillar]] if pillar else []
    told += [date_text(on)] if on != page.today else []
    if told:
        narrowed.markdown(md(" · ".join(told)))
    asked = {"on": on, "level": level, "within": within or None, "pillar": pillar or None}
    return Looked(asked, first if asked == usually else made(page, facts_of, **asked), view)


def picture_of(page: Page, **asked: Any) -> CoveragePicture:
    """The picture of a day, a level, an area and a pillar."""
    found: CoveragePicture = ask(page, coverage_picture, settings=page.settings, **asked)
    return found


def facts_of(page: Page, **asked: Any) -> Facts:
    """What the page says of the picture of a day, a level, an area and a pillar."""
    picture = picture_of(page, **asked)
    provinces, names = (
        {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(areas)}
        for areas in (picture.provinces, picture.areas)
    )
    parts = coverage.pages_of(list(names), AREAS_PER_SCREEN) if names else []
    screens = {part[0]: (f"{names[part[0]]} – {names[part[-1]]}", part) for part in parts}
    return Facts(sentence(picture), picture.levels, provinces, screens, not picture.types.empty)


def draw_nothing(facts: Facts) -> None:
    """There is no cell: what to choose or to upload."""
    if not facts.has_types:
        st.info(t("No matching service type. Choose another, or add it under Settings."))
    else:
        st.info(t("No matching area. Choose areas under Settings, or import services."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Import services"))
