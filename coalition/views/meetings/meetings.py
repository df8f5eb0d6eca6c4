"""Parts of the meetings page: the table, the form, the attendance list."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.answers.participation import who_came
from coalition.database import reading
from coalition.edits import meetings as edits
from coalition.edits.record import EditRefused
from coalition.frames import records
from coalition.locale import in_a_row
from coalition.queries import meetings
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, day_field, form_of
from coalition.shell.order import organization_names
from coalition.shell.save import edit, refusal
from coalition.shell.words import date_text, label_of, md, name_of, t, tn, with_erased, worded
from coalition.views.directory.organizations import source_text
from coalition.views.participation.words import came_words, percent
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import ActionState, AttendanceState, Judgement, NoteKind

_NAMED = 5
"""Members of a list that stand by name where the rest are counted."""


def list_table(rows: pd.DataFrame) -> None:
    """The meetings with their numbers; a chosen row opens the meeting."""
    shown: list[dict[str, Cell]] = [
        {
            t("Date"): (date_text(row["held_on"]), row["held_on"]),
            t("Members (organizations)"): "?" if row["expected"] == 0 else came_words(row, "present"),
            t("Attendance rate"): percent(row["rate"]),
            t("People"): _people_cell(row),
            t("Guests (organizations)"): row["guests"],
            t("Title"): row["title"] or "",
            t("Place"): row["place"] or "",
            t("Start time"): row["start"] or "",
        }
        for row in records(rows)
    ]
    draw_rows(shown, rows["id"].tolist(), alt=t("Meetings, newest first"), key="meetings", opens="meeting")


def people_words(row: dict[str, Any]) -> str:
    """How many people came, of a row of `meeting_list` with a list; a member ticked without a name is no person."""
    people = row["people"] or 0
    if not row["unnamed"]:
        return tn(people, "1 person in all", "{n} people in all")
    return tn(people, "1 name recorded", "{n} names recorded") if people else t("names not recorded")


def _people_cell(row: dict[str, Any]) -> Cell:
    return (people_words(row), row["people"]) if row["unnamed"] else row["people"]


def meeting_day(name: str, keyed: Callable[[str], str] = str, *, held_on: date) -> date:
    """The field for the day of a meeting, above the form of `meeting_fields`; emptied, the day that it showed stays."""
    return day_field(st.container(), t("Date"), keyed(f"{name} date"), told=held_on) or held_on


def meeting_fields(
    name: str, keyed: Callable[[str], str] = str, *, held_on: date, title: str = "", place: str = "", start: str = ""
) -> dict[str, Any]:
    """The other fields of a meeting; returns what the verbs of `edits.meetings` take. `keyed`: `Form.key` of an open form."""
    start_key, title_key, place_key = (keyed(f"{name} {field}") for field in ("start", "title", "place"))
    left, middle, right = st.columns([1, 3, 3])
    return {
        "held_on": held_on,
        "start": left.text_input(t("Start time"), start, key=start_key, placeholder="13:30"),
        "title": middle.text_input(t("Title"), title, key=title_key),
        "place": right.text_input(t("Place"), place, key=place_key),
    }


def same_warning(page: Page, values: dict[str, Any], *, pressed: bool) -> list[int]:
    """Meetings that the new one may be, named with a link; asked again on the next run until the answer is given."""
    if not pressed and st.session_state.get("same meetings") != values:
        st.session_state.pop("same meetings", None)
        return []
    try:
        told = {**values, "start": edits.read_start(values["start"])}
    except EditRefused as refused:
        st.error(refusal(refused))
        st.stop()
    with reading(page.engine) as session:
        known = edits.same_meetings(session, **told)
    if known:
        st.session_state["same meetings"] = values
        st.warning(t("A meeting on this day already exists."))
        for meeting_id in known:
            page_link(
                "pages/meetings.py", t("Open the meeting of {day}", day=date_text(values["held_on"])), meeting=str(meeting_id)
            )
    return known


def cell_text(about: meetings.CellNames) -> str:
    """The cell that was decided about, as plain text: `Shelter, Chiang Rai`."""
    return ", ".join(name_of(*names) for names in about)


def noted_words(*, decisions: int, actions: int) -> str:
    """Decisions and actions of a meeting or a day, counted apart; those that there are none of are not named."""
    told = {
        tn(decisions, "1 decision", "{n} decisions"): decisions,
        tn(actions, "1 new action", "{n} new actions"): actions,
    }
    return " · ".join(words for words, n in told.items() if n)


def decisions(page: Page, meeting_id: int) -> None:
    """What was agreed, found out and promised at the meeting, where anything is noted; its agenda apart, folded."""
    found = records(ask(page, meetings.decisions_frame, meeting_id=meeting_id))
    noted = ask(page, meetings.notes, meeting_id=meeting_id)
    planned = [line for line in noted if line.kind is NoteKind.AGENDA]
    decided = [line for line in noted if line.kind is not NoteKind.AGENDA]
    if found or decided:
        promised = sum(row["kind"] == "action" for row in found)
        agreed = len(found) - promised + sum(line.kind is NoteKind.DECISION for line in decided)
        counted = noted_words(decisions=agreed, actions=promised)
        st.markdown(" · ".join(filter(None, [f"**{t('What was decided')}**", counted])))
    for line in decided:
        st.markdown(f"- {label_of(line.kind)}: {md(line.what)}" + (f" ({md(cell_text(line.about))})" if line.about else ""))
    for row in found:
        about = [name_of(row[key], row[f"{key}_local"]) for key in ("service_type", "area") if row[key]]
        if row["kind"] == "verdict":
            said = label_of(Judgement(row["said"]))
        elif row["kind"] == "check":
            said = t("Asked: no provider")
        else:
            by = row["due_on"] and t("by {day}", day=date_text(row["due_on"]))
            told = filter(None, [row["who"] and md(row["who"]), by, label_of(ActionState(row["state"]))])
            said = f"{t('Action')}: {md(row['said'])} ({', '.join(told)})"
        st.markdown("- " + ": ".join(filter(None, [md(", ".join(about)), said])))
    page_link("pages/actions.py", t("Actions on its agenda"), meeting=str(meeting_id))
    if planned:
        with st.expander(f"{t('Agenda')} ({len(planned)})", icon=":material/list:"):
            st.markdown("\n".join(f"- {md(line.what)}" for line in planned))


def correct_list(page: Page, meeting_id: int) -> bool:
    """The attendance list; state and removal are edited in place and saved together. Returns whether there is one."""
    key = f"list {meeting_id}"
    form = form_of(page, key, key, records(ask(page, meetings.attendance_list_frame, meeting_id=meeting_id)))
    rows = form.shown
    if not rows:
        st.info(t("No attendance recorded, so nobody counts as absent."))
        page_link("pages/import_data.py", t("Import attendance"))
        return False
    guests = _who_came(page, meeting_id, rows)
    labels = {label_of(state): state for state in AttendanceState}
    table = pd.DataFrame([_list_row(row, guests) for row in rows]).astype({"minutes": "Int64"})
    edited = st.data_editor(
        table,
        key=worded(form.key(key)),
        hide_index=True,
        height="content" if len(rows) <= 30 else 600,
        disabled=["name", "organization", "online", "minutes", "written", "source"],
        placeholder="?",
        column_config={
            "name": st.column_config.TextColumn(t("Name"), pinned=True),
            "organization": t("Organization"),
            "state": st.column_config.SelectboxColumn(t("Status"), options=list(labels), required=True),
            "online": t("Online") if table["online"].any() else None,  # None: not shown
            "remove": st.column_config.CheckboxColumn(t("Remove")),
            "minutes": t("Time present (minutes)") if table["minutes"].notna().any() else None,
            "written": t("Name as written") if table["written"].any() else None,
            "source": t("From"),
        },
    )
    states = {
        row["id"]: labels[said]
        for row, said, before in zip(rows, edited["state"], table["state"], strict=True)
        if said != before
    }
    removed = [row["id"] for row, gone in zip(rows, edited["remove"], strict=True) if gone]
    if st.button(t("Save the corrections"), key="save list", disabled=not (states or removed)):
        edit(form, t("List corrected."), edits.correct_list, states, removed)
    return True


def guests_words(n: int) -> str:
    """How many came that are of no member: people, and organizations of which nobody is named."""
    return tn(n, "1 guest (person)", "{n} guests (people)")


def _who_came(page: Page, meeting_id: int, rows: list[dict[str, Any]]) -> set[str | None]:
    """How many members and guests came, as the list of meetings counts; which members were excused or not here.

    Returns:
        The organizations that are guests; None among them: whoever comes without one. Empty: no member was expected.
    """
    came = ask(page, who_came, meeting_id=meeting_id)
    there = [row for row in rows if row["state"] == AttendanceState.PRESENT]
    guests = {None, *came.guests} if came.expected else set()
    if came.expected:
        told = t("{present} of {expected} members", present=came.present, expected=came.expected)
        people = sum(row["organization"] in guests for row in there)
        told += ", " + guests_words(people) if people else ""
    else:
        told = t("{present} of the {listed} people on the list attended", present=len(there), listed=len(rows))
    st.markdown(f"**{t('Who attended')}**: {told}")
    for title, names in ((t("Excused"), came.excused), (t("Not here"), came.absent)):
        if names:
            st.markdown(f"{title} ({len(names)}): {md(in_a_row(names))}")
    if n := len(came.unlisted):
        one = "1 member is not on this list. It names who was absent, so that member was not expected"
        why = tn(n, one, "{n} members are not on this list. It names who was absent, so they were not expected")
        more = f" {t('and {n} more', n=n - _NAMED)}" if n > _NAMED else ""
        st.caption(f"{why}: {md(in_a_row(came.unlisted[:_NAMED]))}{more}")
    return guests


def _list_row(row: dict[str, Any], guests: set[str | None]) -> dict[str, Any]:
    written = [
        row[f"{key}_as_written"]
        for key in ("name", "organization")
        if row[f"{key}_as_written"] and row[f"{key}_as_written"] != row[key]
    ]
    return {
        "name": with_erased(row["name"] or "") or t("(no name)"),
        "state": label_of(AttendanceState(row["state"])),
        "organization": (row["organization"] or "?") + (f" ({t('guest')})" if row["organization"] in guests else ""),
        "online": "✓" if row["is_remote"] else "",
        "minutes": row["minutes"],
        "remove": False,
        "written": ", ".join(written),
        "source": source_text(row),
    }


def add_person_form(page: Page, meeting_id: int) -> None:
    """Somebody known or new, with an organization known or new."""
    people = {
        row["id"]: " · ".join(filter(None, [row["name"], row["organization"]]))
        for row in records(ask(page, meetings.people_frame))
    }
    organizations = organization_names(page)
    form = form_of(page, f"add person {meeting_id}", "add person name", None)
    with st.form("add person", border=False, clear_on_submit=True):
        left, middle, right = st.columns([2, 2, 1])
        person = _known_or_new(
            left, t("Person (choose, or type a new name)"), people, form.key("add person name"), hint=t("Name")
        )
        organization = _known_or_new(
            middle,
            t("Organization that day (choose, or type a new one)"),
            organizations,
            form.key("add person organization"),
            hint=t("from the person's record"),
        )
        state = choose(right, t("Status"), {one: label_of(one) for one in AttendanceState}, form.key("add person state"))
        added = st.form_submit_button(t("Add to the list"), type="primary")
    if added and state is None:
        st.error(t("Choose whether the person was present, absent or excused."))
    elif added:
        edit(
            page,
            t("Added to the list."),
            edits.add_person,
            meeting_id,
            **_who(person, organization),
            state=state,
        )


def _who(person: int | str | None, organization: int | str | None) -> dict[str, Any]:
    """Ids of what was chosen, names of what was typed."""
    return {
        "person_id": person if isinstance(person, int) else None,
        "name": person if isinstance(person, str) else "",
        "organization_id": organization if isinstance(organization, int) else None,
        "organization": organization if isinstance(organization, str) else "",
    }


def _known_or_new(place: DeltaGenerator, label: str, known: dict[int, str], key: str, *, hint: str) -> int | str | None:
    """One of a list, by its id, or what is typed; what is typed is not taken for one that is only a little alike."""
    chosen: int | str | None = place.selectbox(
        label,
        list(known),
        index=None,
        format_func=lambda value: known.get(value, str(value)),
        accept_new_options=True,
        filter_mode="contains",
        placeholder=hint,
        key=worded(key),
    )
    return chosen
