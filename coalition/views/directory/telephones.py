"""Telephones that are missing, in one list with one field each; saved together, undone together."""

import pandas as pd
import streamlit as st

from coalition.edits.telephones import Number, add_telephones
from coalition.queries.telephones import Unreachable, without_telephone
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.save import edit
from coalition.shell.widgets import THREE_LINES
from coalition.shell.words import t, tn, worded
from coalition.views.directory.organizations import edited_rows


def draw_missing_telephones(page: Page) -> None:
    """The members and providers that nobody can ring, folded; nothing where each has a telephone."""
    key = "missing telephones"
    form = form_of(page, key, key, ask(page, without_telephone, on=page.today))
    rows: list[Unreachable] = form.shown
    if not rows:
        return
    asked = tn(
        len(rows), "1 organization without a focal point's telephone", "{n} organizations without a focal point's telephone"
    )
    with st.expander(asked, icon=":material/call:", key="telephones"):
        st.caption(t("Write or paste numbers, then save. Those you leave empty stay in this list."))
        labels, column = _labels(), st.column_config
        edited = st.data_editor(
            pd.DataFrame([_row(row) for row in rows]).rename(columns=labels),
            key=worded(form.key(key)),
            hide_index=True,
            height="content" if len(rows) <= 6 else 480,
            row_height=THREE_LINES,  # a name that is long is not to be cut
            disabled=[labels[name] for name in ("organization", "services", "came")],
            placeholder="–",
            column_config={
                labels["organization"]: column.TextColumn(pinned=True, width=150),
                labels["phone"]: column.TextColumn(max_chars=100, width=150),
                labels["name"]: column.TextColumn(max_chars=120, width=190),
                labels["services"]: column.NumberColumn(width=90),
                labels["came"]: column.TextColumn() if any(row.came for row in rows) else None,
            },
        ).rename(columns={label: name for name, label in labels.items()})
        numbers = [
            Number(row.organization_id, told["phone"] or "", row.contact_id, told["name"] or "")
            for row, told in zip(rows, edited_rows(edited), strict=True)
            if (told["phone"] or "").strip()
        ]
        saved = tn(len(numbers), "Save 1 telephone", "Save {n} telephones") if numbers else t("Save the telephones")
        if st.button(saved, key="save telephones", type="primary", disabled=not numbers):
            edit(form, _done, add_telephones, numbers)


def _done(count: int) -> str:
    return tn(count, "1 telephone saved.", "{n} telephones saved.")


def _labels() -> dict[str, str]:
    return {
        "organization": t("Organization"),
        "phone": t("Telephone"),
        "name": t("Who answers (if known)"),
        "services": t("Services"),
        "came": t("From attendance lists"),
    }


def _row(row: Unreachable) -> dict[str, str | int | None]:
    return {
        "organization": row.organization,
        "phone": None,
        "name": row.contact,
        "services": row.services,
        "came": row.came or None,
    }
