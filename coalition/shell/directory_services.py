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
from coalition.shell.directory import confirmed_text
from coalition.shell.edited import edit
from coalition.shell.order import area_names, by_code, kind_names
from coalition.shell.words import date_text, name_of, t, worded


def services_editor(page: Page, organization_id: int) -> None:
    """Services in force; every button stores a new statement of today and keeps the old ones."""
    rows = by_code(records(ask(page, queries.services_in_force_frame, organization_id=organization_id, on=page.today)))
    if not rows:
        st.info(t("No service is stated for this organization."))
        return
    st.caption(t("Tick what you have asked about. Places: ? (empty) means not reported, 0 means none."))
    table = pd.DataFrame([_row(page, row) for row in rows]).astype({"capacity": "Int64", "free": "Int64"})
    edited = st.data_editor(
        table,
        key=f"services {organization_id} {page.version}",
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
            "confirmed": t("Confirmed on"),
            "by": t("Confirmed by"),
            "until": t("Until"),
        },
    )
    told_by = st.text_input(t("Who confirmed it? (may stay empty)"), key="assured by", max_chars=120)
    ticked = [row["id"] for row, asked in zip(rows, edited["asked"], strict=True) if asked]
    changed = _changed(rows, edited)
    _buttons(page, ticked, changed, told_by)


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
    }


def _changed(rows: list[dict[str, Any]], edited: pd.DataFrame) -> dict[int, dict[str, int | None]]:
    """{statement: its places as now written}, where they differ from the stored ones."""
    changed = {}
    for row, capacity, free in zip(rows, edited["capacity"], edited["free"], strict=True):
        now = {
            "capacity": None if pd.isna(capacity) else int(capacity),
            "capacity_available": None if pd.isna(free) else int(free),
        }
        if any(row[key] != value for key, value in now.items()):
            changed[row["id"]] = now
    return changed


def _buttons(page: Page, ticked: list[int], changed: dict[int, dict[str, int | None]], told_by: str) -> None:
    as_stated: dict[int, dict[str, int | None]] = {key: {} for key in ticked}
    told: dict[str, Any] = {"on": page.today, "assured_by": told_by}
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
        edit(page, t("Confirmed as of today."), edits.restate_services, places, **told)
    if end:
        edit(page, t("Noted as no longer offered."), edits.restate_services, as_stated, is_offered=False, **told)


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
        left, middle, right = st.columns(3)
        hint = t("empty: not reported")
        capacity = left.number_input(t("Places"), value=None, step=1, placeholder=hint, key="add service places")
        free = middle.number_input(t("Free now"), value=None, step=1, placeholder=hint, key="add service free")
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
                capacity=capacity,
                capacity_available=free,
            )
