"""What is asked on the page that says whom to call: the service type and the area, and of whom, as far as that is known.

Address of the page, for links from elsewhere (`page_link("pages/whom_to_call.py", ...)`):
    ?type=A1&area=TH57     the service type, by its code, and where: P-code of a province or district
    ?age=12-14&sex=female&language=my&urgency=urgent     of the person who needs help; each may be left out
"""

from html import escape
from typing import Any

import streamlit as st

from coalition.coverage import OTHER_PILLAR, pillar_order
from coalition.defaults import explained
from coalition.frames import records
from coalition.queries.coverage import service_types_frame
from coalition.queries.directory import all_areas_frame
from coalition.shell.address import page_link, pick, switch
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import area_names, by_code, kind_names, tongues_asked
from coalition.shell.words import label_of, md, name_of, t, worded
from coalition.views.matrix.model import pillar_name, short_name
from coalition.vocabulary import AgeBand, Sex

AT_HAND = 60
"""So many areas are offered with one click each; of more, their provinces only."""


def questions(page: Page) -> dict[str, Any]:
    """The filters, kept in the address: arguments of `answers.calling.whom_to_call`; area or kind may be empty.

    On a telephone what and where are folded once there is an answer, which stands above them; for whom stays open.
    """
    with st.container(key="asked", gap="small"):
        if st.query_params.get("type") and st.query_params.get("area"):
            st.html(f"<details><summary>{escape(t('Change the search'))}</summary></details>")
        with st.container(key="asked-fields", gap="small"):
            wanted = _what_and_where(page)
        return wanted | _for_whom()


def _what_and_where(page: Page) -> dict[str, Any]:
    kinds, areas = dict(kind_names(page).values()), dict(area_names(page).values())
    tongues = {"": t("Any language")} | tongues_asked(page)
    row = st.grid(4, min_column_width=220)
    with row.cell(column_span=2):  # names of service types are long
        kind = pick("type", t("Service type"), {"": t("Choose")} | kinds, "")
    with row.cell():
        area = pick("area", t("Area"), {"": t("Choose")} | areas, "")
    with row.cell():
        language = pick("language", t("Language"), tongues, "")
    explain(kind, kinds)
    if not (kind and area):
        _draw_at_hand(page, "area" if kind else "type")
    return {"area": area, "service_type": kind, "language": language or None}


def _for_whom() -> dict[str, Any]:
    ages = {"": t("Any age")} | {band.value: label_of(band) for band in AgeBand if band is not AgeBand.UNKNOWN}
    sexes = {"": t("Any sex")} | {sex.value: label_of(sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        age = switch("age", t("Age"), ages, "")
        sex = switch("sex", t("Sex"), sexes, "")
        urgency = switch("urgency", t("How urgent"), {"": t("Not urgent"), "urgent": t("Urgent")}, "")
    return {"age": AgeBand(age) if age else None, "sex": Sex(sex) if sex else None, "is_urgent": bool(urgency)}


def explain(code: str, names: dict[str, str]) -> None:
    """What the chosen service type is, where another is easily taken for it, with a click to that one.

    Args:
        code: of the kind; empty: none is chosen.
        names: {code: code and name} of the kinds in use.
    """
    told = explained(code, names.get(code, ""))
    if told is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="explained"):
        st.markdown(md(name_of(told.text, told.text_local)), width="content")
        if told.other in names:
            asked = {
                name: st.query_params[name]
                for name in ("area", "age", "sex", "language", "urgency", "case")
                if name in st.query_params
            }
            page_link(
                "pages/whom_to_call.py", t("Look for {kind} instead", kind=md(names[told.other])), **asked, type=told.other
            )


def _draw_at_hand(page: Page, name: str) -> None:
    """What is still to be chosen, one click each: the service types ("type") under their pillars, or the areas ("area")."""
    for title, options in _kinds_at_hand(page) if name == "type" else _areas_at_hand(page):
        key = worded(f"at hand {next(iter(options))}")
        st.pills(title, list(options), format_func=options.__getitem__, key=key, on_change=_take, args=(name, key))


def _take(name: str, key: str) -> None:
    if chosen := st.session_state[key]:
        st.query_params[name] = chosen


def _kinds_at_hand(page: Page) -> list[tuple[str, dict[str, str]]]:
    """(pillar, {code: code and short name}) of the kinds in use."""
    found: dict[str, dict[str, str]] = {}
    for row in by_code(records(ask(page, service_types_frame))):
        short = short_name(row["code"], row["name"], row["name_local"])
        found.setdefault(row["pillar"] or OTHER_PILLAR, {})[row["code"]] = md(f"{row['code']} {short}")
    return [(pillar_name(pillar), found[pillar]) for pillar in pillar_order(page.settings.pillar_order) if pillar in found]


def _areas_at_hand(page: Page) -> list[tuple[str, dict[str, str]]]:
    """(province, {P-code: name}) with its districts; where these are too many, all provinces in one; empty: too many too."""
    rows, scope = records(ask(page, all_areas_frame)), set(page.settings.scope)
    names = {row["id"]: md(name_of(row["name"], row["name_local"])) for row in rows}
    provinces = [row for row in rows if row["parent_id"] is None and (not scope or row["pcode"] in scope)]
    found = []
    for province in provinces:
        districts = {row["pcode"]: names[row["id"]] for row in rows if row["parent_id"] == province["id"]}
        found.append((names[province["id"]], {province["pcode"]: t("The whole province")} | districts))
    if sum(len(options) for _, options in found) <= AT_HAND:
        return found
    return [(t("Area"), {row["pcode"]: names[row["id"]] for row in provinces})] if len(provinces) <= AT_HAND else []
