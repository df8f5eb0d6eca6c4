"""Where is help missing? The matrix of kinds of help and areas, the gaps, and what stands behind a cell."""

from functools import partial
from typing import Any

import streamlit as st

from coalition import coverage
from coalition.access.hxl import hxl_file
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.frames import records
from coalition.queries.coverage import province_count
from coalition.shell import ask, csv_bytes, download, md, name_of, open_page, page_link, pick, pick_date, side_by_side, t
from coalition.shell.order import by_code
from coalition.shell.save import show_last_edit
from coalition.shell.words import worded
from coalition.views.coverage import words as parts
from coalition.views.coverage.cell import open_cell
from coalition.views.coverage.drawings import draw as draw_views

TOP = 10

page = open_page("Where is help missing?")


def _picture(level: int, within: str = "", pillar: str = "") -> CoveragePicture:
    found: CoveragePicture = ask(
        page, coverage_picture, settings=page.settings, on=on, level=level, within=within or None, pillar=pillar or None
    )
    return found


def _open(area: str, code: str) -> None:
    st.query_params["area"], st.query_params["type"] = area, code


def _clicked(key: str) -> None:
    cell = parts.clicked_cell(st.session_state.get(key))
    if cell:
        _open(*cell)


def _draw_gap(row: dict[str, Any], number: str = "") -> None:
    """A gap that opens its cell here, as a square of the matrix does; what is known of it stands below."""
    pcode, code = str(row["pcode"]), str(row["code"])
    with st.container(gap=None):
        label = f"{number}{parts.place_of(row)}"
        st.button(label, key=f"gap {pcode} {code}", type="tertiary", on_click=_open, args=(pcode, code))
        st.caption(md(parts.cell_words(row)))


levels = {1: t("Provinces"), 2: t("Districts")}
answer, filters = st.container(), side_by_side(4)
with filters[3]:
    on = pick_date("on", t("On"), page.today, latest=page.today)
first = _picture(1)
with filters[0]:
    level = pick("level", t("Areas"), levels, 1 if 1 in first.levels or not first.levels else 2)
with filters[1]:
    provinces = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(first.provinces)}
    within = pick("within", t("Within"), {"": t("All your areas"), **provinces}, "")
with filters[2]:
    pillars = {"": t("All kinds"), **{value: parts.pillar_name(value) for value in coverage.PILLAR_ORDER}}
    pillar = pick("pillar", t("Kind of help"), pillars, "")

picture = _picture(level, within, pillar)
if picture.cells.empty:
    if picture.types.empty:
        st.info(t("No kind of help is in the list for this choice. Choose another one, or add it on the page Settings."))
    else:
        st.info(t("No area fits this choice. Choose the areas on the page Settings, or upload a list of services."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Upload a list of services"))
    st.stop()

answer.markdown(f"##### {parts.sentence(picture)}")
with answer:
    page_link("pages/present.py", t("To project: the view for the room, without exact counts"))
if not page.settings.scope and (others := ask(page, province_count) - len(first.provinces)) > 0:
    with answer:
        page_link("pages/settings.py", parts.others_words(others))
area, code = st.query_params.get("area"), st.query_params.get("type")
if not (area and code and open_cell(page, on=on, area=area, service_type=code)):
    show_last_edit(page)

draw_views(page, picture, _clicked)
names = {row["pcode"]: name_of(row["name"], row["name_local"]) for row in records(picture.areas)}
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = {row["code"]: name_of(row["name"], row["name_local"]) for row in by_code(records(picture.types))}
    wanted_kind = st.selectbox(t("Kind of help"), list(kinds), format_func=lambda c: f"{c} {kinds[c]}", key=worded("open kind"))
    wanted_area = st.selectbox(t("Area"), list(names), format_func=lambda p: names[p], key=worded("open area"))
    st.button(t("Show who helps there"), key="open cell", on_click=lambda: _open(wanted_area, wanted_kind))
with st.expander(t("The same as a table")):
    table = parts.matrix_table(picture)
    st.dataframe(table, alt=t("The same as a table"))
    download(t("Save the table"), csv_bytes(table), "coverage.csv")
    download(t("Save as 3W list (HXL)"), partial(hxl_file, page.engine), "coverage-3w.csv")
    st.caption(parts.left_out_words(picture.decided))

st.header(t("The biggest gaps"))
if not picture.has_needs:
    st.markdown(t("No case has been shared yet, so need is not known: gaps are ranked by their state alone."))
if picture.gaps.empty:
    st.markdown(t("No known gap: everything that was asked about is covered."))
for number, row in enumerate(records(picture.gaps.drop(picture.alone.index).head(TOP)), start=1):
    _draw_gap(row, f"{number}. ")
st.caption(
    t("Score = people without an accepted referral × weight of the state: {weights}.", weights=md(parts.weights_line()))
    + (" " + t("Exact counts: do not show them on the projector.") if picture.has_needs else "")
)
if not picture.gaps.empty:
    count = len(picture.gaps)
    with st.expander(t("The 1 gap, with its score" if count == 1 else "All {n} gaps, with their scores", n=count)):
        st.dataframe(parts.gaps_table(picture.gaps), placeholder="?")
parts.draw_alone(picture, TOP // 2, _draw_gap)
if not picture.unknown.empty:
    st.header(t("Nobody asked"))
    st.markdown(parts.unknown_sentence(picture))
    for row in records(picture.unknown.head(TOP // 2)):
        _draw_gap(row)
