"""Parts of the directory page: the table of organizations, focal points, memberships, the history of statements."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.calling_words import people_words
from coalition.edits import directory as edits
from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.printed import on_paper
from coalition.shell.save import edit
from coalition.shell.words import (
    date_text,
    email_link,
    hours_text,
    label_of,
    languages_text,
    md,
    name_of,
    phone_link,
    t,
    tn,
    voice,
)
from coalition.views.matrix.model import short_name
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import Sector

_FIRST, _LAST = date(1990, 1, 1), date(2100, 1, 1)  # a year typed wrong is refused in the cell


def list_table(page: Page, rows: pd.DataFrame) -> None:
    """The organizations; a chosen row opens one."""
    shown: list[dict[str, Cell]] = [
        {
            t("Organization"): row["name"],
            t("Last confirmed"): (confirmed_text(page, row["assured_on"]), row["assured_on"])
            if row["services"]
            else ("–", None),
            t("Services"): row["services"],
            t("Sector"): label_of(Sector(row["sector"])) if row["sector"] else "?",
            t("Member"): "✓" if row["is_member"] else "–",
        }
        for row in records(rows)
    ]
    draw_rows(shown, rows["id"].tolist(), alt=t("Organizations by name"), key="organizations", opens="organization")


def sentence(rows: pd.DataFrame, old: int, days: int) -> str:
    """How many we are, and how many must be asked again."""
    count, members = len(rows), int(rows["is_member"].sum())
    named = tn(count, "**1 organization**", "**{n} organizations**")
    told = t("{first}, {second}", first=named, second=tn(members, "1 of them is a member.", "{n} of them are members."))
    if members == count > 1:
        told = t("All **{n}** organizations are members.", n=count)
    offering = int((rows["services"] > 0).sum())
    if old:
        more = tn(
            old,
            "1 of {offering} providers must be confirmed again (not confirmed in the last {days} days).",
            "{old} of {offering} providers must be confirmed again (not confirmed in the last {days} days).",
            old=old,
            offering=offering,
            days=days,
        )
    elif offering:
        more = tn(
            offering,
            "The only provider was confirmed in the last {days} days.",
            "All {offering} providers were confirmed in the last {days} days.",
            offering=offering,
            days=days,
        )
    else:
        return told
    return f"{told} {more}"


def confirmed_text(page: Page, day: date) -> str:
    """When something was confirmed, and whether that is too long ago to count."""
    if day < page.today - timedelta(days=page.settings.fresh_days):
        return t("{date}, ask again", date=date_text(day))
    return date_text(day)


def call_lines(page: Page, organization_id: int) -> None:
    """Whom to call, with numbers and addresses that open on a phone."""
    contacts = records(ask(page, queries.contacts_frame, organization_id=organization_id))
    if not contacts:
        st.markdown(t("Focal point: **not given yet.**"))
    for contact in contacts:
        parts = [f"**{md(contact['name'])}**", md(contact["role"] or "")]
        parts += [phone_link(contact["phone"]), email_link(contact["email"])]
        st.markdown(":material/call: " + " · ".join(filter(None, parts)))


def who_came(page: Page, organization_id: int) -> None:
    """Who stood for the organization at meetings, the latest first; one click makes somebody its focal point."""
    people = records(ask(page, queries.recent_people_frame, on=page.today, organization_ids=[organization_id], last=10))
    if not people:
        return
    contacts = ask(page, queries.contacts_frame, organization_id=organization_id)
    named = set(contacts["name"])
    with st.expander(t("Who attended for this organization"), icon=":material/groups:", expanded=contacts.empty):
        for person in people:
            times = tn(person["times"], "attended once", "attended {n} times")
            last = t("last on {day}", day=date_text(person["last_on"]))
            told = [person["name"], person["role"], person["phone"], person["email"], f"{times}, {last}"]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(md(" · ".join(part for part in told if part)))
                if person["name"] in named:
                    st.caption(t("is the focal point"), width="content")
                elif st.button(t("Make focal point"), key=f"focal {person['person_id']}", type="tertiary"):
                    told_id = {"organization_id": organization_id, "person_id": person["person_id"]}
                    edit(page, t("Focal point added."), edits.make_focal_point, **told_id)


def contacts_editor(page: Page, organization_id: int) -> None:
    """Focal points: corrected and removed in the table, added with a form; each saved as one edit."""
    key = f"contacts {organization_id}"
    stored = ask(page, queries.contacts_frame, organization_id=organization_id)
    form = form_of(page, key, key, stored.assign(languages=stored["languages"].map(languages_text, na_action="ignore")))
    if len(stored):
        st.caption(t("Edit in the table. Select rows to remove."))
        edited = st.data_editor(
            form.shown,
            key=form.key(key),
            hide_index=True,
            num_rows="delete",
            placeholder="–",
            column_config={"id": None} | {key: st.column_config.TextColumn(label) for key, label in _contact_labels().items()},
        )
        if st.button(t("Save the focal points"), key="save contacts"):
            edit(form, t("Focal points saved."), edits.save_contacts, organization_id, edited_rows(edited))
    with st.expander(t("Add a focal point"), icon=":material/person_add:", expanded=stored.empty):
        new = form_of(page, f"add contact {organization_id}", "add contact name", None)
        with st.form("add contact", border=False):
            columns = st.columns(2)
            added = {
                key: columns[place % 2].text_input(label, key=new.key(f"add contact {key}"))
                for place, (key, label) in enumerate(_contact_labels().items())
            }
            pressed = st.form_submit_button(t("Add the focal point"), type="primary")
        if pressed:
            rows = [*edited_rows(stored), {"id": None, **added, "name": added["name"] or " "}]
            edit(page, t("Focal point added."), edits.save_contacts, organization_id, rows)


def _contact_labels() -> dict[str, str]:
    return {
        "name": t("Name"),
        "role": t("Role"),
        "phone": t("Telephone"),
        "email": t("Email"),
        "languages": t("Languages, such as Thai, Burmese"),
    }


def memberships_editor(page: Page, organization_id: int) -> None:
    """From when to when the organization is a member, edited in place."""
    key = f"memberships {organization_id}"
    form = form_of(page, key, key, ask(page, queries.memberships_of_frame, organization_id=organization_id))
    st.markdown(f"**{t('Membership')}**")
    st.caption(t('Leave "Last day" empty for current members.'))
    days = "YYYY-MM-DD"  # as in every field for a day
    edited = st.data_editor(
        form.shown,
        key=form.key(key),
        hide_index=True,
        num_rows="dynamic",
        placeholder="–",
        column_config={
            "id": None,
            "from_on": st.column_config.DateColumn(t("First day"), format=days, min_value=_FIRST, max_value=_LAST),
            "to_on": st.column_config.DateColumn(t("Last day"), format=days, min_value=_FIRST, max_value=_LAST),
            "is_voting": st.column_config.CheckboxColumn(t("May vote"), default=False),
        },
    )
    if st.button(t("Save the membership"), key="save memberships"):
        edit(form, t("Membership saved."), edits.save_memberships, organization_id, edited_rows(edited))


def edited_rows(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of an editor as plain values: None where a cell is empty, `date` for days."""
    rows: list[dict[str, Any]] = []
    for row in edited.astype(object).to_dict("records"):
        plain: dict[str, Any] = {str(key): None if pd.isna(value) else value for key, value in row.items()}
        rows.append({key: value.date() if isinstance(value, pd.Timestamp) else value for key, value in plain.items()})
    return rows


def history(page: Page, organization_id: int) -> None:
    """Every statement about a service, newest first: nothing is ever overwritten."""
    rows = records(ask(page, queries.statements_frame, organization_id=organization_id))
    if not rows:
        st.caption(t("No services recorded."))
        return
    shown = [
        {
            t("Confirmed on"): date_text(row["assured_on"]),
            t("Service type"): f"{row['code']} {short_name(row['code'], row['service_type'], row['service_type_local'])}",
            t("Area"): name_of(row["area"], row["area_local"]),
            t("Status"): t("offered") if row["is_offered"] else t("ended"),
            t("Places in all"): row["capacity"],
            t("Free places"): row["capacity_available"],
            t("Only these people"): people_words(row, voice()),
            t("Hours"): hours_text(row["hours"]) or None,
            t("Confirmed by"): row["assured_by"] or "?",
            t("From"): source_text(row),
        }
        for row in rows
    ]
    table = pd.DataFrame(shown).astype({t("Places in all"): "Int64", t("Free places"): "Int64"})
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(rows) <= 30 else 600,
        placeholder="?",
        alt=t("All records of its services"),
    )
    on_paper(table)


def source_text(row: dict[str, Any]) -> str:
    """Where a row comes from: a file and its row number, or a hand."""
    if not row["file"]:
        return t("by hand")
    return str(row["file"]) if row["line"] is None else t("{file}, row {line}", file=row["file"], line=row["line"])
