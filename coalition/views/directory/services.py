"""What one organization offers: confirm it as still right, change its places, end it, add to it."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition.defaults import explained
from coalition.edits import directory as edits
from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose, choose_several, form_of, required_text, save_button
from coalition.shell.order import area_names, by_code, kind_names
from coalition.shell.save import edit
from coalition.shell.widgets import THREE_LINES, side_by_side
from coalition.shell.words import date_text, label_of, md, name_of, t, tongue_names
from coalition.views.directory.organizations import confirmed_text
from coalition.views.matrix.model import short_name
from coalition.vocabulary import Sex
from coalition.vocabulary.tongues import tongue_codes


def services_editor(page: Page, organization_id: int) -> None:
    """Services in force; every button stores a new statement of today and keeps the old ones."""
    key = f"services {organization_id}"
    stored = records(ask(page, queries.services_in_force_frame, organization_id=organization_id, on=page.today))
    form = form_of(page, key, key, by_code(stored))
    rows = form.shown
    if not rows:
        st.info(t("No services are recorded for this organization."))
        return
    st.caption(t("Tick what you confirmed. Empty = not reported, 0 = none."))
    sexes = only_sexes()
    table = pd.DataFrame([_row(page, row) for row in rows]).astype(dict.fromkeys(_NUMBERS, "Int64"))
    edited = st.data_editor(
        table,
        key=form.key(key),
        hide_index=True,
        height="content" if len(rows) <= 8 else 600,
        row_height=THREE_LINES,  # what has no short name is not to be cut
        disabled=["type", "area", "confirmed", "by", "until"],
        placeholder="?",
        column_config={
            "asked": st.column_config.CheckboxColumn(t("Asked"), pinned=True, width=122),
            "type": st.column_config.TextColumn(t("Service type"), width=161),
            "area": st.column_config.TextColumn(t("Area"), width=112),
            "capacity": st.column_config.NumberColumn(t("Places in all"), step=1, width=128),
            "free": st.column_config.NumberColumn(t("Free places"), step=1, width=112),
            "youngest": st.column_config.NumberColumn(t("Age from"), step=1, width=108),
            "oldest": st.column_config.NumberColumn(t("Age to"), step=1, width=88),
            "sex": st.column_config.SelectboxColumn(t("Only this sex"), options=list(sexes.values()), width=142),
            "confirmed": st.column_config.TextColumn(t("Confirmed on"), width=132),
            "by": st.column_config.TextColumn(t("Confirmed by"), width=100),
            "until": t("Until") if table["until"].any() else None,  # None: not shown
        },
    )
    told_by = required_text(st.container(), t("Confirmed by"), form.key("assured by"), longest=120)
    ticked = [row["id"] for row, asked in zip(rows, edited["asked"], strict=True) if asked]
    changed = _changed(rows, edited)
    _buttons(form, ticked, changed, told_by)


def _row(page: Page, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "asked": False,
        "type": f"{row['code']} {short_name(row['code'], row['service_type'], row['service_type_local'])}",
        "area": name_of(row["area"], row["area_local"]),
        "capacity": row["capacity"],
        "free": row["capacity_available"],
        "confirmed": confirmed_text(page, row["assured_on"]),
        "by": row["assured_by"] or "?",
        "until": date_text(row["ends_on"]) if row["ends_on"] else "",
        "youngest": row["minimum_age"],
        "oldest": row["maximum_age"],
        "sex": only_sexes().get(row["serves_sex"] or ""),
    }


def only_sexes() -> dict[str, str]:
    """{stored value: label} of the sexes a service may be kept for; empty: not told, or everybody is helped."""
    return {"": t("Everybody, or not given")} | {sex.value: name for sex, name in _named_sexes().items()}


def _named_sexes() -> dict[Sex, str]:
    return {sex: label_of(sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)}


_NUMBERS = {
    "capacity": "capacity",
    "free": "capacity_available",
    "youngest": "minimum_age",
    "oldest": "maximum_age",
}
"""Column of the table that holds a number -> column of the statement."""


def _changed(rows: list[dict[str, Any]], edited: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """{statement: its places, ages and sex as now written}, where they differ from the stored ones."""
    values = {label: value or None for value, label in only_sexes().items()}
    changed = {}
    for row, now in zip(rows, edited.astype(object).to_dict("records"), strict=True):
        told: dict[str, Any] = {stored: None if pd.isna(now[shown]) else int(now[shown]) for shown, stored in _NUMBERS.items()}
        told["serves_sex"] = values.get(str(now["sex"]))
        if any(row[key] != value for key, value in told.items()):
            changed[row["id"]] = told
    return changed


def _buttons(form: Form, ticked: list[int], changed: dict[int, dict[str, Any]], told_by: str) -> None:
    as_stated: dict[int, dict[str, Any]] = {key: {} for key in ticked}
    told: dict[str, Any] = {"on": form.page.today, "assured_by": told_by}
    who = {t("who confirmed it"): told_by}
    with st.container(horizontal=True):
        sure = t("Confirm that this is still correct today ({count})", count=len({*ticked, *changed}))
        confirm = save_button(sure, "confirm services", choose={t("the services asked about"): ticked or changed}, write=who)
        gone = t("No longer offered ({count})", count=len(ticked))
        end = bool(ticked and told_by) and st.button(gone, key="end services")
    if confirm:
        places = as_stated | changed
        edit(form, t("Confirmed today."), edits.restate_services, places, **told)
    if end:
        edit(form, t("Recorded as no longer offered."), edits.restate_services, as_stated, is_offered=False, **told)


_WHOLE_COUNTRY = -1
"""In place of the row of an area."""


def add_service_form(page: Page, organization_id: int) -> None:
    """A service type in an area, stated today."""
    kinds = {key: name for key, (_, name) in kind_names(page).items()}
    known = {key: name for key, (_, name) in area_names(page).items()}
    areas = {_WHOLE_COUNTRY: t("The whole country (national)")} | known if known else known
    if not kinds or not areas:
        st.info(t("The lists of areas and service types are empty."))
        page_link("pages/settings.py", t("Load them or fill them in on the settings page"))
        return
    form = form_of(page, f"add service {organization_id}", "add service languages", None)
    left, right = st.columns(2)
    kind = choose(left, t("Service type"), kinds, form.key("add service type"))
    area = choose(right, t("Area"), areas, form.key("add service area"))
    code, name = kind_names(page).get(kind or 0, ("", ""))
    if about := explained(code, name):
        st.markdown(md(name_of(about.text, about.text_local)))
    told: dict[str, Any] = _new_numbers(form)
    left, middle, right = st.columns(3)
    sexes = {sex.value: name for sex, name in _named_sexes().items()}
    sex = choose(left, t("Only this sex"), sexes, form.key("add service sex"), hint=t("Everybody, or not given"))
    tongues = tongue_names(ask(page, queries.spoken_tongues))
    key = form.key("add service languages")
    spoken = choose_several(middle, t("Languages"), tongues, key, hint=t("Not given"), is_open=True)
    told["languages"] = ";".join(code for written in spoken for code in tongue_codes(written))
    told_by = required_text(right, t("Confirmed by"), form.key("add service by"), longest=120)
    wanted = {t("a service type"): kind, t("an area"): area}
    if save_button(t("Add the service, confirmed today"), "add service", choose=wanted, write={t("who confirmed it"): told_by}):
        told |= {"assured_on": page.today, "assured_by": told_by, "serves_sex": Sex(sex) if sex else None}
        where = {
            "organization_id": organization_id,
            "service_type_id": kind,
            "area_id": None if area == _WHOLE_COUNTRY else area,
        }
        edit(form, t("Service added."), edits.state_service, **where, **told)


def _new_numbers(form: Form) -> dict[str, int | None]:
    """Places and ages of a new service, as columns of the statement."""
    labels = {
        "capacity": t("Places in all"),
        "capacity_available": t("Free places"),
        "minimum_age": t("Age from"),
        "maximum_age": t("Age to"),
    }
    keys = dict(zip(_NUMBERS.values(), ("places", "free", "youngest", "oldest"), strict=True))
    hints = {name: t("empty = not given") if name.endswith("_age") else t("empty = not reported") for name in labels}
    return {
        name: place.number_input(label, value=None, step=1, placeholder=hints[name], key=form.key(f"add service {keys[name]}"))
        for place, (name, label) in zip(side_by_side(4), labels.items(), strict=True)
    }
