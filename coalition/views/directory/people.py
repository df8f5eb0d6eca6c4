"""Somebody who acts for an organization: corrected by hand, or erased on request."""

from datetime import datetime
from typing import Any

import streamlit as st

from coalition.edits.people import Erasure, change_person, erase_person, erasure_preview, erasures
from coalition.edits.record import EditRefused
from coalition.queries.meetings import Somebody, somebody
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, form_of
from coalition.shell.order import organization_names
from coalition.shell.save import edit, forget_last_edit, make, refusal
from coalition.shell.words import counted, date_text, md, t, tn
from coalition.vocabulary.nouns import NOUNS

_TOLD = "erased told"


def draw_person(page: Page, person_id: int) -> None:
    """The form of one person, and the way to erase them."""
    found = ask(page, somebody, person_id=person_id)
    if found is None or found.is_erased:
        st.info(t("All data about this person was erased on request."))
        return
    _draw_form(page, person_id, found)
    draw_erasing(page, person_id)


def _draw_form(page: Page, person_id: int, found: Somebody) -> None:
    form = form_of(page, f"person {person_id}", f"person {person_id} name", found)
    shown: Somebody = form.shown
    organizations = organization_names(page)
    with st.form(f"person form {person_id}", border=False):
        left, right = st.columns(2)
        values: dict[str, Any] = {
            "name": left.text_input(t("Name"), shown.name, key=form.key(f"person {person_id} name"), max_chars=120),
            "role": right.text_input(t("Role"), shown.role, key=form.key(f"person {person_id} role"), max_chars=120),
            "email": left.text_input(t("Email"), shown.email, key=form.key(f"person {person_id} email"), max_chars=120),
            "phone": right.text_input(t("Telephone"), shown.phone, key=form.key(f"person {person_id} phone"), max_chars=60),
        }
        label, key = t("Organization"), form.key(f"person {person_id} organization")
        values["organization_id"] = choose(left, label, organizations, key, told=shown.organization_id, hint=t("not given"))
        saved = st.form_submit_button(t("Save"))
    if saved:
        edit(form, t("Saved."), change_person, person_id, **values)


def draw_erasing(page: Page, entry_id: int, *, is_contact: bool = False) -> None:
    """What erasing a person, or a focal point, will do; and the button, once somebody has ticked that it is wanted."""
    with st.expander(t("Erase this person's data on request"), icon=":material/person_remove:", expanded=is_contact):
        key = f"contact {entry_id}" if is_contact else f"{entry_id}"
        if not st.toggle(t("Show what would be erased"), key=f"erase look {key}"):
            return
        try:
            seen = erasure_preview(page.engine, entry_id, is_contact=is_contact)
        except EditRefused as refused:
            st.error(refusal(refused))
            return
        st.markdown("\n".join(f"- {line}" for line in erasure_lines(seen)))
        st.warning(t("This cannot be undone. Older backups still contain the name, so delete them."))
        asked = t("{name} has asked to have their data erased", name=md(seen.name))
        is_wanted = st.checkbox(asked, key=f"erase wanted {key}")
        if st.button(t("Erase permanently"), type="primary", disabled=not is_wanted, key=f"erase {key}"):
            make(page, _erased, erase_person, entry_id, is_contact=is_contact)


def erasure_lines(seen: Erasure) -> list[str]:
    """What an erasure does, a line each, ready for markdown."""
    rows = counted({NOUNS[name]: n for name, n in seen.rows.items()})
    told = [
        t("Deletes name, role, email, telephone and other names."),
        tn(
            seen.meetings,
            "The number of people at 1 meeting stays the same, without the name.",
            "The number of people at {n} meetings stays the same, without the name.",
        ),
    ]
    if seen.contacts:
        told.append(tn(seen.contacts, "1 focal point will be removed.", "{n} focal points will be removed."))
    if rows:
        told.append(t("The name will be removed from: {rows}.", rows=rows))
    if seen.namesakes:
        told.append(t("Somebody else has the same name, so texts that contain it will not be changed."))
    if seen.copies:
        told.append(
            t(
                "Copies in the folder of the database still contain the name: {files}. Delete them.",
                files=md(", ".join(seen.copies)),
            )
        )
    return told


def _erased(done: Erasure, _at: datetime) -> None:
    """Nothing that was kept for quick answers may hold the name either."""
    st.cache_data.clear()
    forget_last_edit()  # its way back would look like one from the erasure
    st.session_state[_TOLD] = done


def tell_erased(page: Page) -> None:
    """What was erased just now, once; and when it was done before."""
    done: Erasure | None = st.session_state.pop(_TOLD, None)
    if done is not None:
        st.success(t("The data about this person has been erased."), icon=":material/check:")
        if not done.is_compact:
            st.warning(
                t(
                    "The data file is in use, so it could not be made smaller. (For the "
                    "technician: run `python -m coalition compact` later.)"
                )
            )
    days = [date_text(at.date()) for at, _ in ask(page, erasures)]
    if days:
        st.caption(t("Erased on request: {days}.", days=", ".join(days[:12])))
