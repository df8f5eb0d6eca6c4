"""What one organization offers: confirm it as still right, change its places, end it, add to it."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition.edits import directory as edits
from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, form_of
from coalition.shell.order import area_names, by_code, kind_names
from coalition.shell.save import edit
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, label_of, name_of, t, worded
from coalition.views.directory.organizations import confirmed_text
from coalition.vocabulary import Sex


def services_editor(page: Page, organization_id: int) -> None:
    """Services in force; every button stores a new statement of today and keeps the old ones."""
    key = f"services {organization_id}"
    stored = records(ask(page, queries.services_in_force_frame, organization_id=organization_id, on=page.today))
    form = form_of(page, key, key, by_code(stored))
    rows = form.shown
    if not rows:
        st.info(t("No service is stated for this organization."))
        return
    st.caption(t("Tick what you have asked about. Places: ? (empty) means not reported, 0 means none."))
    sexes = only_sexes()
    table = pd.DataFrame([_row(page, row) for row in rows]).astype(dict.fromkeys(_NUMBERS, "Int64"))
    edited = st.data_editor(
        table,
        key=form.key(key),
        hide_index=True,
        height="content" if len(rows) <= 30 else 600,
        disabled=["type", "area", "confirmed", "by", "until"],
        placeholder="?",
        column_config={
            "asked": st.column_config.CheckboxColumn(t("Asked"), pinned=True),
            "type": t("Kind of help"),
            "area": t("Area"),
            "capacity": st.column_config.NumberColumn(t("Places"), step=1),
            "free": st.column_config.NumberColumn(t("Free now"), step=1),
            "youngest": st.column_config.NumberColumn(t("Age from"), step=1),
            "oldest": st.column_config.NumberColumn(t("Age to"), step=1),
            "sex": st.column_config.SelectboxColumn(t("Only this sex"), options=list(sexes.values())),
            "confirmed": t("Confirmed on"),
            "by": t("Confirmed by"),
            "until": t("Until"),
        },
    )
    told_by = st.text_input(t("Who confirmed it? (may stay empty)"), key="assured by", max_chars=120)
    ticked = [row["id"] for row, asked in zip(rows, edited["asked"], strict=True) if asked]
    changed = _changed(rows, edited)
    _buttons(form, ticked, changed, told_by)


def _row(page: Page, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "asked": False,
        "type": f"{row['code']} {name_of(row['service_type'], row['service_type_local'])}",
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
    return {"": t("Everybody, or not told")} | {sex.value: label_of(sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)}


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
    with st.container(horizontal=True):
        confirm = st.button(
            t("Confirm as still right today ({count})", count=len({*ticked, *changed})),
            key="confirm services",
            type="primary",
            disabled=not (ticked or changed),
            help=t("Changed numbers are saved with it."),
        )
        end = st.button(t("No longer offered ({count})", count=len(ticked)), key="end services", disabled=not ticked)
    if confirm:
        places = as_stated | changed
        edit(form, t("Confirmed as of today."), edits.restate_services, places, **told)
    if end:
        edit(form, t("Noted as no longer offered."), edits.restate_services, as_stated, is_offered=False, **told)


def add_service_form(page: Page, organization_id: int) -> None:
    """A kind of help in an area, stated today."""
    kinds = {key: name for key, (_, name) in kind_names(page).items()}
    areas = {key: name for key, (_, name) in area_names(page).items()}
    if not kinds or not areas:
        st.info(t("The lists of areas and kinds of help are empty."))
        page_link("pages/settings.py", t("Load or fill them on the settings page"))
        return
    with st.form("add service", border=False):
        left, right = st.columns(2)
        kind = left.selectbox(
            t("Kind of help"), list(kinds), format_func=lambda key: kinds[key], key=worded("add service type")
        )
        area = right.selectbox(t("Area"), list(areas), format_func=lambda key: areas[key], key=worded("add service area"))
        told = _new_numbers()
        left, middle, right = st.columns(3)
        sexes = only_sexes()
        sex = left.selectbox(
            t("Only this sex"), list(sexes), format_func=lambda value: sexes[value], key=worded("add service sex")
        )
        languages = middle.text_input(t("Languages"), key="add service languages", placeholder="th;my", max_chars=60)
        told_by = right.text_input(t("Who confirmed it? (may stay empty)"), key="add service by", max_chars=120)
        if st.form_submit_button(t("Add the service"), type="primary"):
            edit(
                page,
                t("The service is added."),
                edits.state_service,
                organization_id=organization_id,
                service_type_id=kind,
                area_id=area,
                assured_on=page.today,
                assured_by=told_by,
                serves_sex=Sex(sex) if sex else None,
                languages=languages,
                **told,
            )


def _new_numbers() -> dict[str, int | None]:
    """Places and ages of a new service, as columns of the statement."""
    labels = {
        "capacity": t("Places"),
        "capacity_available": t("Free now"),
        "minimum_age": t("Age from"),
        "maximum_age": t("Age to"),
    }
    keys = dict(zip(_NUMBERS.values(), ("places", "free", "youngest", "oldest"), strict=True))
    hints = {name: t("empty: not told") if name.endswith("_age") else t("empty: not reported") for name in labels}
    return {
        name: place.number_input(label, value=None, step=1, placeholder=hints[name], key=f"add service {keys[name]}")
        for place, (name, label) in zip(side_by_side(4), labels.items(), strict=True)
    }
