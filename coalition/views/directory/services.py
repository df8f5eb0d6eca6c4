"""What one organization offers: confirm it as still right, change its places, end it, add to it."""

from typing import Any

import pandas as pd
import streamlit as st

from coalition.defaults import explained
from coalition.edits import directory as edits
from coalition.edits.screen import LONGEST
from coalition.frames import records
from coalition.imports.services.values import MOST_HOURS
from coalition.queries import directory as queries
from coalition.queries.places import accepted_since
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose, choose_several, form_of, required_text, save_button
from coalition.shell.order import area_names, by_code, kind_names, tongues_asked
from coalition.shell.save import edit
from coalition.shell.widgets import THREE_LINES, side_by_side
from coalition.shell.words import hours_text, label_of, md, name_of, t
from coalition.views.directory.organizations import confirmed_text
from coalition.views.matrix.model import short_name
from coalition.vocabulary import EARLIEST, LATEST, Hours, Sex
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
    tongues = tongues_asked(page)
    since = ask(page, accepted_since, on=page.today, service_ids=[row["id"] for row in rows])
    told = [_row(page, row, tongues) | {"since": since.get(row["id"], _none_since(row))} for row in rows]
    table = pd.DataFrame(told).astype(dict.fromkeys((*_NUMBERS, "since"), "Int64"))
    edited = st.data_editor(
        table,
        key=form.key(key),
        hide_index=True,
        height="content" if len(rows) <= 8 else 600,
        row_height=THREE_LINES,  # what has no short name is not to be cut
        disabled=["type", "area", "confirmed", "since", "by"],
        placeholder="?",
        column_config=_columns(list(tongues.values())) | ({} if since else {"since": None}),
    )
    told_by = required_text(st.container(), t("Confirmed by"), form.key("assured by"), longest=120)
    ticked = [row["id"] for row, asked in zip(rows, edited["asked"], strict=True) if asked]
    changed = _changed(rows, table, edited, tongues)
    _buttons(form, ticked, changed, told_by)


def _columns(tongues: list[str]) -> dict[str, Any]:
    column, sexes = st.column_config, list(only_sexes().values())
    days: dict[str, Any] = {"format": "YYYY-MM-DD", "min_value": EARLIEST, "max_value": LATEST, "width": 120}
    return {
        "asked": column.CheckboxColumn(t("Asked"), pinned=True, width=122),
        "type": column.TextColumn(t("Service type"), width=161),
        "area": column.TextColumn(t("Area"), width=112),
        "confirmed": column.TextColumn(t("Confirmed on"), width=132),
        "capacity": column.NumberColumn(t("Places in all"), step=1, width=128),
        "free": column.NumberColumn(t("Free places"), step=1, width=124),
        "since": column.NumberColumn(t("Accepted since"), help=_since_help(), width=132),
        "languages": column.MultiselectColumn(t("Languages"), options=tongues, accept_new_options=True, width=160),
        "hours": column.TextColumn(t("Hours"), help=_hours_help(), max_chars=MOST_HOURS, width=144),
        "youngest": column.NumberColumn(t("Age from"), step=1, width=108),
        "oldest": column.NumberColumn(t("Age to"), step=1, width=88),
        "sex": column.SelectboxColumn(t("Only this sex"), options=sexes, width=200),
        "eligibility": column.TextColumn(t("Who may use it"), max_chars=LONGEST, width=200),
        "from": column.DateColumn(t("First day"), **days),
        "until": column.DateColumn(t("Last day"), **days),
        "by": column.TextColumn(t("Confirmed by"), width=120),
    }


def _none_since(row: dict[str, Any]) -> int | None:
    """None accepted since free places were told; nothing to count from where they never were."""
    return None if row["capacity_available"] is None else 0


def _since_help() -> str:
    return t("Referrals accepted after these free places were told. Ask how many are free now.")


def _hours_help() -> str:
    return t("Day and night, Office hours, or other hours, such as Mon-Fri 9:00-17:00")


def _row(page: Page, row: dict[str, Any], tongues: dict[str, str]) -> dict[str, Any]:
    return {
        "asked": False,
        "type": f"{row['code']} {short_name(row['code'], row['service_type'], row['service_type_local'])}",
        "area": name_of(row["area"], row["area_local"]),
        "confirmed": confirmed_text(page, row["assured_on"]),
        "capacity": row["capacity"],
        "free": row["capacity_available"],
        "since": None,
        "languages": [tongues.get(code, code) for code in tongue_codes(row["languages"])] or None,
        "hours": hours_text(row["hours"]) or None,
        "youngest": row["minimum_age"],
        "oldest": row["maximum_age"],
        "sex": only_sexes().get(row["serves_sex"] or ""),
        "eligibility": row["eligibility"],
        "from": pd.to_datetime(row["starts_on"]),
        "until": pd.to_datetime(row["ends_on"]),
        "by": row["assured_by"] or "?",
    }


def only_sexes() -> dict[str, str]:
    """{stored value: label} of the sexes a service may be kept for; empty: not told, or everybody is helped."""
    return {"": t("Everybody, or not given")} | {sex.value: name for sex, name in _named_sexes().items()}


def _known_hours() -> dict[str, str]:
    return {one.value: label_of(one) for one in Hours}


def _named_sexes() -> dict[Sex, str]:
    return {sex: label_of(sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)}


_NUMBERS = {
    "capacity": "capacity",
    "free": "capacity_available",
    "youngest": "minimum_age",
    "oldest": "maximum_age",
}
"""Column of the table that holds a number -> column of the statement."""

_TOLD = {"languages": "languages", "hours": "hours", "sex": "serves_sex", "eligibility": "eligibility"} | _NUMBERS
_TOLD |= {"from": "starts_on", "until": "ends_on"}
"""Column of the table that can be written into -> column of the statement."""


def _changed(
    rows: list[dict[str, Any]], shown: pd.DataFrame, edited: pd.DataFrame, tongues: dict[str, str]
) -> dict[int, dict[str, Any]]:
    """{statement: what of it is now written otherwise than it was shown, as columns of the statement}."""
    values: dict[str, dict[Any, str | None]] = {
        "sex": {label: value or None for value, label in only_sexes().items()},
        "hours": {label: value for value, label in _known_hours().items()},
    }
    changed: dict[int, dict[str, Any]] = {}
    befores, nows = (table[list(_TOLD)].astype(object).to_dict("records") for table in (shown, edited))
    for row, before, now in zip(rows, befores, nows, strict=True):
        for name, stored in _TOLD.items():
            value = _plain(now[name])
            if value == _plain(before[name]):
                continue
            if name == "languages":
                value = _spoken(value or [], tongues)
            changed.setdefault(row["id"], {})[stored] = values.get(name, {}).get(value, value)
    return changed


def _plain(value: Any) -> Any:
    """A cell as a plain value; None: it is empty."""
    if not isinstance(value, str) and hasattr(value, "__len__"):
        return list(value) or None
    if pd.isna(value) or value == "":
        return None
    return value.date() if hasattr(value, "date") else value if isinstance(value, str) else int(value)


def _spoken(written: list[str], tongues: dict[str, str]) -> str | None:
    """Codes of languages told by their names on the screen; one that has none here stays as written."""
    codes = {name: code for code, name in tongues.items()}
    told = [code for one in written for code in ([codes[one]] if one in codes else tongue_codes(one))]
    return ";".join(dict.fromkeys(told)) or None


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
    stored = records(ask(page, queries.services_in_force_frame, organization_id=organization_id, on=page.today))
    if (kind, area) in {(row["service_type_id"], row["area_id"]) for row in stored}:
        st.info(t("This organization already has this service. Edit it in the list below: nothing of it is lost then."))
        return
    code, name = kind_names(page).get(kind or 0, ("", ""))
    if about := explained(code, name):
        st.markdown(md(name_of(about.text, about.text_local)))
    told: dict[str, Any] = _new_numbers(form)
    first, second, third, last = side_by_side(4)
    sexes = {sex.value: name for sex, name in _named_sexes().items()}
    sex = choose(first, t("Only this sex"), sexes, form.key("add service sex"), hint=t("Everybody, or not given"))
    tongues = tongues_asked(page)
    key = form.key("add service languages")
    spoken = choose_several(second, t("Languages"), tongues, key, hint=t("Not given"), is_open=True)
    told["languages"] = ";".join(code for written in spoken for code in tongue_codes(written))
    told["hours"] = (
        choose(third, t("Hours"), _known_hours(), form.key("add service hours"), hint=t("Not given"), is_open=True) or ""
    )
    told_by = required_text(last, t("Confirmed by"), form.key("add service by"), longest=120)
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
