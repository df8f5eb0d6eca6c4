"""Whose values stay: asked in place of the page where somebody else has changed what an edit would change.

The page itself is not drawn meanwhile: over it another dialog may be open already, and what was pressed may be far below.
"""

from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import Enum

from coalition.bulk import table_of
from coalition.database import reading
from coalition.edits.conflicts import Conflict
from coalition.edits.record import EditRefused
from coalition.queries.row_names import row_name
from coalition.shell.context import Page
from coalition.shell.save import HELD, Attempt, decide, keep_stored, refusal
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, day_words, instant_text, label_of, md, name_of, t


def ask_which_stays(page: Page) -> None:
    """Ask the visitor whose edit somebody else was faster with, and end the page; return where there is none."""
    attempt: Attempt | None = st.session_state.get(HELD)
    if attempt is None:
        return
    conflicts = attempt.conflicts
    st.subheader(t("Changed by somebody else"))
    st.markdown(t("This was changed after you opened it. Your changes are not saved yet. Choose which version to keep."))
    for conflict in conflicts:
        _draw(page, conflict, attempt)
    is_apart = all(conflict.is_apart for conflict in conflicts)
    if is_apart:
        st.caption(t("Your other changes are saved either way."))
    with st.container(horizontal=True):
        is_gone = all(conflict.stored is None for conflict in conflicts)
        keep = st.button(t("Close") if is_gone else t("Keep what is stored"), key="keep what is stored")
        mine = not is_gone and st.button(t("Replace it with mine"), key="write mine", type="primary")
    if keep or mine:
        try:
            decide(page, attempt, is_mine=True) if mine else keep_stored(page, attempt)
        except EditRefused as refused:
            st.error(refusal(refused))
    st.stop()


def _draw(page: Page, conflict: Conflict, attempt: Attempt) -> None:
    """One row: as it was shown, as it is, as the visitor wants it."""
    with st.container(border=True):
        about = [_value(page, conflict.table, name, value) for name, value in list(conflict.about.items())[:3]]
        st.markdown(f"**{t(_TABLES[conflict.table])}**" + (f": {' · '.join(about)}" if about else ""))
        shown, stored, wanted = side_by_side(3, 220)
        with shown:
            st.caption(t("When you opened it"))
            st.markdown(_lines(page, conflict, conflict.shown) if conflict.shown else t("It was not there yet."))
        with stored:
            when = instant_text(conflict.at) if conflict.at else ""
            by = t("by {name}", name=md(conflict.by)) if conflict.by else ""
            st.caption(" · ".join(filter(None, [t("Stored now"), when, by])))
            st.markdown(t("It no longer exists.") if conflict.stored is None else _lines(page, conflict, conflict.stored))
        with wanted:
            st.caption(t("Yours"))
            st.markdown(_wanted(page, conflict, attempt))


def _wanted(page: Page, conflict: Conflict, attempt: Attempt) -> str:
    if conflict.wanted:
        return _lines(page, conflict, conflict.wanted)
    if conflict.stored is not None:
        return t("It will be removed.")
    typed = {name: text for name, text in attempt.values.items() if isinstance(text, str) and text.strip() and name in _COLUMNS}
    return _lines(page, conflict, typed) if typed else "–"


def _lines(page: Page, conflict: Conflict, values: dict[str, Any]) -> str:
    """A line for each column that a person knows, where the three differ."""
    sides = [side for side in (conflict.shown, conflict.stored, conflict.wanted) if side]
    names = [name for name in values if name in _COLUMNS]
    differing = [name for name in names if any(side.get(name) != values[name] for side in sides)] or names
    return "  \n".join(f"{t(_COLUMNS[name])}: {_value(page, conflict.table, name, values[name])}" for name in differing) or "–"


def _value(page: Page, table: str, name: str, value: Any) -> str:
    """A stored value as people say it, ready for markdown."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, list):
        return "; ".join(md(str(one)) for one in value)
    column = table_of(table).c.get(name)
    if column is None:
        return md(str(value))
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        kind: Any = column.type.enum_class
        return label_of(kind(value))
    for key in column.foreign_keys:
        return _name(page, key.column.table.name, int(value))
    return md(day_words(str(value)))


def _name(page: Page, table: str, row_id: int) -> str:
    with reading(page.engine) as session:
        found = row_name(session, table=table, row_id=row_id)
    if isinstance(found, date):
        return date_text(found)
    return md(name_of(*found)) if found else t("number {n}", n=row_id)


_TABLES = {
    "action_item": "Action",
    "agenda_item": "Agenda",
    "area": "Area",
    "area_shape": "Boundary of an area",
    "attendance": "Attendance list",
    "case_consent": "Decision about sharing",
    "case_item_state": "What is known of a case",
    "case_need": "Need",
    "checklist": "Checklist",
    "checklist_item": "Checklist",
    "consent_organization": "Decision about sharing",
    "contact": "Focal point",
    "coverage_check": "Record: no provider",
    "draft_attendance": "Attendance list",
    "draft_meeting": "Meeting",
    "draft_note": "Meeting",
    "forgotten_decision": "Name as written",
    "meeting": "Meeting",
    "meeting_note": "Meeting",
    "membership": "Membership",
    "minutes_version": "Minutes",
    "organization": "Organization",
    "organization_alias": "Name as written",
    "person": "Person",
    "person_alias": "Name as written",
    "protocol_answer": "Question of the protocol",
    "referral": "Referral",
    "referral_step": "Referral",
    "resource": "Resource",
    "resource_area": "Resource",
    "resource_service_type": "Resource",
    "service": "Service",
    "service_type": "Service type",
    "setting": "Settings",
    "shared_case": "Case",
    "verdict": "Member decision",
}
"""Table -> what one of its rows is called."""

_COLUMNS = {
    "action_id": "Action",
    "draft_id": "Meeting",
    "is_organization": "Organization",
    "is_remote": "Online",
    "kind": "Kind",
    "started_at": "Start time",
    "accepted_on": "Accepted on",
    "age_band": "Age",
    "alias": "Name as written",
    "answer": "Answer",
    "area_id": "Area",
    "assured_by": "Confirmed by",
    "assured_on": "Confirmed on",
    "at_risk_after": "“Missing meetings” after (meetings missed in a row)",
    "capacity": "Places in all",
    "capacity_available": "Free places",
    "closed_on": "Closed on",
    "coalition_name": "Name of the coalition",
    "confirmed_on": "Confirmed on",
    "count_base": "Round published counts down to multiples of",
    "country": "Country",
    "decided_by": "Decided by",
    "decided_on": "Decided on",
    "done_on": "Done or canceled on",
    "due_on": "Due on",
    "email": "Email",
    "exploitation": "Type of exploitation",
    "file_type": "File",
    "fresh_days": "Confirmations and decisions valid for (days)",
    "from_on": "First day",
    "group": "For whom",
    "held_on": "Date",
    "holder_organization_id": "Case holder",
    "is_active": "In use",
    "is_offered": "Offered",
    "is_voting": "May vote",
    "items": "Items",
    "judgement": "Verdict",
    "kinds": "Service types",
    "languages": "Languages",
    "lapsed_after": "“Lapsed” after (meetings missed in a row)",
    "level": "Level",
    "link": "Link",
    "hours": "Hours",
    "level_names": "Your words for provinces and districts",
    "pillar_names": "Your words for the pillars",
    "pillar_order": "Order of the pillars",
    "maximum_age": "Age to",
    "meeting_id": "Meeting",
    "minimum_age": "Age from",
    "minutes": "Time present (minutes)",
    "name": "Name",
    "name_local": "Name in the local language",
    "note": "Note",
    "opened_on": "Since",
    "organization_id": "Organization",
    "parent_id": "Province",
    "person_id": "Person",
    "phone": "Telephone",
    "place": "Place",
    "quorum": "Quorum, counted from the members who may vote",
    "quorum_number": "Number of members, if the quorum is a fixed number",
    "purpose": "Reason for the referral",
    "reason": "Reason",
    "recent_meetings": "Latest meetings counted in the attendance rate",
    "referred_organization_id": "Sent to",
    "referring_organization_id": "Sent by",
    "required_sectors": "Required sectors",
    "resource_id": "Resource",
    "retired_on": "Not used since",
    "role": "Role",
    "scope": "Scope",
    "sector": "Sector",
    "sent_on": "Date sent",
    "serves_sex": "Only this sex",
    "service_type_id": "Service type",
    "settled_on": "Day of agreement",
    "sex": "Sex",
    "shared_on": "Shared on",
    "source": "Source",
    "start": "Start time",
    "state": "Status",
    "stated_on": "Stated on",
    "status_decided_by": "Status decided by",
    "tile_column": "Column in the tile map",
    "tile_row": "Row in the tile map",
    "title": "Title",
    "title_local": "Title in the local language",
    "to_on": "Last day",
    "trafficking_status": "Victim status",
    "urgency": "Answer needed",
    "what": "What will be done",
    "withheld": "Withheld",
}
"""Column, or setting -> how it is called; what is not here says nothing to a person."""
