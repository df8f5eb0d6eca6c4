"""Parts of the cases page: the table, the form of coded fields, the needs of one case."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.edits import cases as edits
from coalition.frames import records
from coalition.queries import cases as queries
from coalition.queries.consent import consents_of
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose, choose_day, choose_several, form_of, save_button
from coalition.shell.order import area_names, by_code, kind_names, organization_names
from coalition.shell.save import edit
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, label_of, md, name_of, t
from coalition.views.cases.consent import sharing_text
from coalition.views.rows.draw import Cell
from coalition.vocabulary import AgeBand, Exploitation, Sex, StatusDecider, TraffickingStatus

CODED: dict[str, tuple[str, Any]] = {
    "sex": ("Sex", Sex),
    "age_band": ("Age", AgeBand),
    "exploitation": ("Type of exploitation", Exploitation),
    "trafficking_status": ("Victim status", TraffickingStatus),
    "status_decided_by": ("Status decided by", StatusDecider),
}
"""Column of a case -> (label, closed list)."""

_ADDED = "case added"


def table_of(page: Page, rows: list[dict[str, Any]]) -> list[dict[str, Cell]]:
    """The list as people read it: code, what it waits for, where, since when, state, whether it may be referred."""
    needs: dict[int, list[str]] = {}
    for need in by_code(records(ask(page, queries.case_needs_frame, case_ids=[row["id"] for row in rows]))):
        if need["closed_on"] is None or need["closed_on"] > page.today:
            needs.setdefault(need["case_id"], []).append(
                f"{need['code']}\u00a0{name_of(need['service_type'], need['service_type_local'])}"
            )
    consents = ask(page, consents_of, case_ids=[row["id"] for row in rows])
    shown: list[dict[str, Cell]] = [
        {
            t("Code"): (row["code"], row["code"]),
            t("Needs"): ", ".join(needs.get(row["id"], [])),
            t("Area"): name_of(row["area_name"], row["area_name_local"]) if row["area"] else "?",
            t("Since"): (date_text(row["opened_on"]), row["opened_on"]),
            t("Status"): state_text(page, row),
            t("Consent"): sharing_text(consents.get(row["id"]), row),
        }
        for row in rows
    ]
    return shown


def state_text(page: Page, row: dict[str, Any]) -> str:
    """Open or closed, and since when."""
    closed = row["closed_on"]
    if closed is None or closed > page.today:
        return t("Open")
    return t("Closed on {day}", day=date_text(closed))


def add_form(page: Page) -> None:
    """A new case: every field is a list or a date; there is no field to write in.

    What was asked for on the way here is filled in: ?new=1&type=I5&area=TH5709&age=15-17&sex=female&urgency=urgent
    """
    areas, kinds = area_names(page), kind_names(page)
    holders = organization_names(page)
    form = form_of(page, "add case", "case needs", _asked_for(areas, kinds) if is_asked_for() else {})
    known: dict[str, Any] = form.shown
    left, middle, right = side_by_side(3, 240)
    today = {t("Today"): page.today}
    opened = choose_day(left, t("Shared since"), form.key("case opened"), today, latest=page.today)
    names = {key: name for key, (_, name) in areas.items()}
    area = _may_be_unknown(middle, t("Area"), names, form.key("case area"), known.get("area_id"))
    holder = _may_be_unknown(right, t("Case holder"), holders, form.key("case holder"))
    values = _coded_fields(form, known)
    helps = {key: name for key, (_, name) in kinds.items()}
    told_needs, none = known.get("needs"), t("None yet")
    needs = choose_several(st.container(), t("Services needed"), helps, form.key("case needs"), told=told_needs, hint=none)
    wanted = {t("the day it was shared"): opened} | ({t("the area where help is needed"): area} if needs else {})
    if save_button(t("Add the case"), "add case", choose=wanted):
        told = {"opened_on": opened, "area_id": area, "holder_organization_id": holder, "needs": needs, **values}
        edit(form, _added, edits.add_case, then=_open_next, today=page.today, **told)


def _added(code: str) -> str:
    return t("Case {code} is added.", code=md(code))


def _open_next(code: str) -> None:
    """Its code is all a new case is known by, so the page opens it next: to note consent, and to refer it."""
    st.session_state[_ADDED] = code


def open_added() -> None:
    """Put the case that was just added into the address; whoever came to refer it is shown what consent is noted first."""
    if code := st.session_state.pop(_ADDED, None):
        if is_asked_for():
            st.query_params["part"] = "consent"
            for name in ("new", "type", "area", "age", "sex"):
                st.query_params.pop(name, None)
        st.query_params["case"] = code


def is_asked_for() -> bool:
    """Whether somebody came here to add the case that they want to refer."""
    return "new" in st.query_params


def _asked_for(areas: dict[int, tuple[str, str]], kinds: dict[int, tuple[str, str]]) -> dict[str, Any]:
    """{field of a new case: what the address asks for}; what it does not know is left out."""
    asked = st.query_params
    place = next((key for key, (pcode, _) in areas.items() if pcode == asked.get("area")), None)
    told = {
        "area_id": place,
        "needs": [key for key, (code, _) in kinds.items() if code == asked.get("type")],
        "age_band": next((band for band in AgeBand if band == asked.get("age")), None),
        "sex": next((sex for sex in Sex if sex == asked.get("sex")), None),
    }
    return {name: value for name, value in told.items() if value}


def coded_text(case: dict[str, Any]) -> str:
    """What is coded of a case, a line each; a status that was decided says when it is not known by whom."""
    lines = [f"- {t(label)}: {label_of(kind(case[name]))}" for name, (label, kind) in CODED.items()]
    decided = (TraffickingStatus.IDENTIFIED, TraffickingStatus.NOT_TRAFFICKED)
    if case["trafficking_status"] in decided and case["status_decided_by"] == StatusDecider.UNKNOWN:
        lines[-1] = f"- {t('It is not known who decided the status. Ask the case holder.')}"
    return "\n".join(lines)


def change_form(page: Page, case: dict[str, Any]) -> None:
    """What is coded of a case, to be corrected."""
    form = form_of(page, f"change case {case['id']}", f"change sex {case['id']}", case)
    case = form.shown
    areas = {key: name for key, (_, name) in area_names(page).items()}
    holders = organization_names(page)
    if case["holder_id"]:
        holders.setdefault(case["holder_id"], case["holder"])
    with (
        st.expander(t("Correct the case"), icon=":material/edit:"),
        st.form(f"change case {case['id']}", border=False),
    ):
        left, right = side_by_side(2, 240)
        area = _may_be_unknown(left, t("Area"), areas, form.key(f"change area {case['id']}"), case["area_id"])
        holder = _may_be_unknown(right, t("Case holder"), holders, form.key(f"change holder {case['id']}"), case["holder_id"])
        values = _coded_fields(form, case, case["id"])
        changed = st.form_submit_button(t("Save the correction"), type="primary")
    if changed:
        told = {"area_id": area, "holder_organization_id": holder, **values}
        edit(form, t("The case is corrected."), edits.change_case, case["id"], **told)


def _may_be_unknown(
    place: DeltaGenerator, label: str, options: dict[int, str], key: str, value: int | None = None
) -> int | None:
    return choose(place, label, options, key, told=value, hint=t("Not known"))


def _coded_fields(form: Form, known: dict[str, Any], case_id: int | None = None) -> dict[str, Any]:
    """One list for each coded field, side by side, with what is known; nothing chosen is not known. No case_id: a new one."""
    values: dict[str, Any] = {}
    for column, (name, (label, kind)) in zip(side_by_side(len(CODED), 210), CODED.items(), strict=True):
        members = {member: label_of(member) for member in kind if case_id or member != "unknown"}
        key = form.key(f"change {name} {case_id}" if case_id else f"case {name}")
        told = kind(known[name]) if name in known else None
        values[name] = choose(column, t(label), members, key, told=told, hint=t("Not known")) or kind("unknown")
    return values


def needs_editor(page: Page, case: dict[str, Any]) -> None:
    """What a case needs, with a button for each; and a form for a further need while the case is open."""
    is_open = case["closed_on"] is None or case["closed_on"] > page.today
    st.markdown(f"**{t('What is needed')}**")
    rows = records(ask(page, queries.case_needs_frame, case_ids=[case["id"]]))
    if not rows:
        st.caption(t("No needs recorded."))
    for need in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            what = f"{need['code']} {name_of(need['service_type'], need['service_type_local'])}"
            where = name_of(need["area_name"], need["area_name_local"])
            since = t("since {day}", day=date_text(need["opened_on"]))
            if need["closed_on"] is None:
                st.markdown(md(f"{what}, {where}, {since}"))
                if is_open and st.button(t("No longer needed"), key=f"close need {need['id']}"):
                    edit(page, t("Saved."), edits.close_need, need["id"], closed_on=page.today, today=page.today)
            else:
                until = t("until {day}", day=date_text(need["closed_on"]))
                st.markdown(md(f"{what}, {where}, {since}, {until}"))
                if is_open and st.button(t("Needed again"), key=f"reopen need {need['id']}"):
                    edit(page, t("Saved."), edits.reopen_need, need["id"])
    if is_open:
        _need_form(page, case)


def _need_form(page: Page, case: dict[str, Any]) -> None:
    areas, kinds = area_names(page), kind_names(page)
    own = next((i for i, (pcode, _) in areas.items() if pcode == case["area"]), None)  # where the case is, as stored
    with st.expander(t("Add a need"), icon=":material/add:"):
        form = form_of(page, f"add need {case['id']}", "need kind", None)
        left, middle, right = side_by_side(3, 240)
        kind = choose(left, t("Service type"), {i: name for i, (_, name) in kinds.items()}, form.key("need kind"))
        area = choose(middle, t("Area"), {i: name for i, (_, name) in areas.items()}, form.key("need area"), told=own)
        since = choose_day(right, t("Since"), form.key("need opened"), {t("Today"): page.today}, latest=page.today)
        wanted = {t("a service type"): kind, t("an area"): area, t("since when it is needed"): since}
        if save_button(t("Add the need"), "add need", choose=wanted):
            told = {"service_type_id": kind, "area_id": area, "opened_on": since, "today": page.today}
            edit(form, t("Need added."), edits.add_need, case["id"], **told)
