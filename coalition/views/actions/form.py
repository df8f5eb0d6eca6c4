"""A new action, and one action opened over the page: changed, done with a note, dropped, opened again."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.answers import actions as answers
from coalition.answers.actions import ActionBoard
from coalition.database import reading
from coalition.edits import actions as edits
from coalition.frames import records
from coalition.queries.actions import DUE_AFTER, actions_frame, recent_meetings_frame
from coalition.shell.address import asked_referral, page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, choose_day, day_field, form_of, required_text, save_button
from coalition.shell.order import area_names, kind_names, owner_ids, owner_names
from coalition.shell.save import edit, edit_text
from coalition.shell.trouble import in_sentences
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, md, name_of, t
from coalition.views.actions.board import gap_text, owner_text, when_text

PREFILLED = ("area", "type", "what", "referral", "new")
"""What the address may say of a new action, besides `organization` and `meeting`; `board` has the rules."""

MEETINGS_LISTED = 12

Coded = dict[int, tuple[str, str]]
"""{id: code and name}."""


def meeting_names(page: Page, also: int | None = None) -> dict[int, str]:
    """{id: day and title} of the last meetings, newest first; and of the one called `also`."""
    rows = records(ask(page, recent_meetings_frame, on=page.today, last=MEETINGS_LISTED, also=also))
    return {row["id"]: " · ".join(filter(None, [date_text(row["held_on"]), row["title"]])) for row in rows}


def new_action_form(page: Page, board: ActionBoard, *, organization_id: int, meeting_id: int, in_room: bool = False) -> None:
    """The form for a new action: what, who, by when; where it was promised and the gap it answers, where there are such.

    Args:
        page: from `open_page`.
        board: what is shown, for the day on which it is due.
        organization_id, meeting_id: chosen in the address; 0: none.
        in_room: before an audience. No people are offered beside organizations, for it would be sent all their names; what is
            typed is kept when the dialog is closed; and what is noted was promised today, whichever meeting it hangs on.
    """
    told = {name: st.query_params[name] for name in PREFILLED if name in st.query_params}
    number = st.session_state.get("actions added", 0)  # another form after each that was saved, so that it starts empty
    key = f"action {number} {sorted(told.items())} {organization_id} {meeting_id} "
    kinds, areas = kind_names(page), area_names(page)
    kind, area = _coded(kinds, told.get("type")), _coded(areas, told.get("area"))
    suggested = told.get("what") or _suggested(kinds.get(kind or 0), areas.get(area or 0))
    what = required_text(st.container(), t("What will be done?"), f"{key}what", longest=edits.LONGEST, value=suggested)
    under = {"what": st.empty()}
    first, second, third = side_by_side(3, 240)
    who = _who(first, page, f"{key}who", f"o{organization_id}", not in_room)
    due = _due(second, page, board.next_meeting_on, f"{key}due")
    at_meeting = _meeting(third, page, f"{key}meeting", meeting_id, in_room=in_room)
    if not (in_room and kind and area):  # else they stand above the form
        kind, area = _gap(kinds, areas, key, kind, area)
    wanted = {t("who does it"): who, t("by when"): due}
    sign = ":material/add_task:"
    if save_button(t("Save action"), "note action", choose=wanted, write={t("what will be done"): what}, icon=sign):
        edit_text(
            under,
            page if in_room else page.naming(what),
            t("Action saved."),
            edits.open_action,
            then=lambda number: _clear(page, number, at_meeting),
            what=what,
            **owner_ids(who),
            due_on=due,
            opened_on=page.today if in_room else _day_of(page, at_meeting),
            today=page.today,
            meeting_id=at_meeting,
            area_id=area,
            service_type_id=kind,
            referral_id=asked_referral(page) or None,
        )


def _due(place: DeltaGenerator, page: Page, next_meeting_on: date | None, key: str) -> date | None:
    """By when: the next meeting, or in two weeks where none is known; or another day."""
    if next_meeting_on:
        days = {t("Next meeting, {day}", day=date_text(next_meeting_on)): next_meeting_on}
    else:
        later = page.today + DUE_AFTER
        days = {date_text(later): later}
    return choose_day(place, t("By when?"), key, days, earliest=page.today)


def _coded(listed: Coded, code: str | None) -> int | None:
    return next((i for i, (own, _) in listed.items() if own == code), None)


def _gap(kinds: Coded, areas: Coded, key: str, kind: int | None, area: int | None) -> tuple[int | None, int | None]:
    """Ids of the service type and the area that a promise is about, those of the address first."""
    left, right = side_by_side(2, 240)
    unsaid = t("Not given")
    named = {i: name for i, (_, name) in kinds.items()}
    kind = choose(left, t("Service type"), named, f"{key}kind", told=kind, hint=unsaid, persist=True)
    named = {i: name for i, (_, name) in areas.items()}
    area = choose(right, t("Area"), named, f"{key}area", told=area, hint=unsaid, persist=True)
    return kind, area


def _clear(page: Page, number: int, meeting_id: int | None) -> None:
    """The form is empty again and the new action in sight."""
    st.session_state["actions added"] = st.session_state.get("actions added", 0) + 1
    for name in (*PREFILLED, *_hiding(page, number, meeting_id)):
        if name in st.query_params:
            del st.query_params[name]


def _hiding(page: Page, number: int, meeting_id: int | None) -> list[str]:
    """The filters of the address that would keep the new action out of the list: it is for another organization or meeting."""
    with reading(page.engine) as session:
        row = records(actions_frame(session, on=page.today, action_id=number))[0]
    own = {"organization": row["organization_id"], "meeting": meeting_id}
    return [name for name, mine in own.items() if st.query_params.get(name) not in {None, str(mine)}]


def _suggested(kind: tuple[str, str] | None, area: tuple[str, str] | None) -> str:
    """A first line for a gap; empty: there is none in the address."""
    if kind is None or area is None:
        return ""
    return t(answers.SUGGESTED, kind=kind[1].removeprefix(f"{kind[0]} "), area=area[1])[: edits.LONGEST]


def _who(place: DeltaGenerator, page: Page, key: str, chosen: str, names_people: bool = True) -> str | None:
    """An organization (`o3`) or somebody who acts for one (`p7`); without `names_people` no person is even looked up."""
    names = owner_names(page, with_people=names_people)
    hint = t("Organization or person") if names_people else t("Organization")
    return choose(place, t("Who does it?"), names, key, told=chosen, hint=hint, persist=True)


def _meeting(place: DeltaGenerator, page: Page, key: str, chosen: int, *, in_room: bool) -> int | None:
    """Where it was promised: the meeting of the address, in a room the one that is held today; None: today, at none."""
    names = meeting_names(page, chosen or None)
    if in_room and not chosen:
        chosen = next((i for i, day in _days(page, None).items() if day == page.today), 0)
    return choose(place, t("Agreed at"), names, key, told=chosen, hint=t("Today, outside a meeting"), persist=True)


def _day_of(page: Page, meeting_id: int | None) -> date:
    """The day of a promise: that of its meeting, else today."""
    return page.today if meeting_id is None else _days(page, meeting_id).get(meeting_id, page.today)


def _days(page: Page, also: int | None) -> dict[int, date]:
    """{id: day} of the meetings of `meeting_names`, in their order."""
    rows = records(ask(page, recent_meetings_frame, on=page.today, last=MEETINGS_LISTED, also=also))
    return {row["id"]: row["held_on"] for row in rows}


# --- one action -----------------------------------------------------------------------------------------------------


def open_action_dialog(page: Page, action_id: int) -> None:
    """Draw one action over the page; closing it takes it out of the address."""
    row = ask(page, answers.one_action, settings=page.settings, on=page.today, action_id=action_id)
    if row is None:
        close_action_dialog()
        st.warning(t("This action no longer exists."))
        return
    what = answers.what_words(row, t, name_of)
    st.dialog(md(what), width="medium", on_dismiss=close_action_dialog)(in_sentences()(_draw_one))(page.naming(what), row)


def close_action_dialog(_result: object = None) -> None:
    """Take the action out of the address."""
    if "action" in st.query_params:
        del st.query_params["action"]


def _draw_one(page: Page, row: dict[str, Any]) -> None:
    st.markdown(md(f"{owner_text(row)} · {when_text(row)}"))
    gap = gap_text(row)
    if gap:
        st.markdown(md(gap))
    if row["pcode"] and row["code"]:
        page_link("pages/coverage.py", t("See this gap"), area=row["pcode"], type=row["code"])
    if row["opened_on"]:
        st.caption(t("Agreed on {day}.", day=date_text(row["opened_on"])))
    if row["status"] in answers.OPEN:
        _end_form(page, row)
        with st.expander(t("Change what, who or when"), icon=":material/edit:"):
            _change_form(page, row)
        _removal(page, row)
        return
    if row["note"]:
        st.markdown(f"> {md(row['note'])}")
    if st.button(t("Reopen"), key="reopen action", icon=":material/undo:"):
        edit(page, t("The action is open again."), edits.reopen_action, row["id"], then=close_action_dialog)
    _removal(page, row)


def _end_form(page: Page, row: dict[str, Any]) -> None:
    """How it ended, with a line; Enter is "done"."""
    on = day_field(st.container(), t("Day it ended (empty: today)"), f"ended {row['id']}", latest=page.today)
    with st.form("end action", border=False):
        note = st.text_input(t("Outcome (needed to cancel)"), key=f"note {row['id']}", max_chars=edits.LONGEST)
        under = {"note": st.empty()}
        with st.container(horizontal=True):
            done = st.form_submit_button(t("Done"), type="primary", icon=":material/check:")
            dropped = st.form_submit_button(t("Cancel action"), icon=":material/close:")
    day = {"today": page.today, ("done_on" if done else "dropped_on"): on or page.today}
    if done:
        edit_text(under, page, t("Marked as done."), edits.finish_action, row["id"], then=close_action_dialog, note=note, **day)
    elif dropped:
        edit_text(under, page, t("Canceled."), edits.drop_action, row["id"], then=close_action_dialog, reason=note, **day)


def _removal(page: Page, row: dict[str, Any]) -> None:
    if st.button(t("Recorded by mistake"), key="remove action", type="tertiary", icon=":material/delete:"):
        edit(page, t("Removed. It is no longer counted."), edits.remove_action, row["id"], then=close_action_dialog)


def _change_form(page: Page, row: dict[str, Any]) -> None:
    form = form_of(page, f"change action {row['id']}", f"what {row['id']}", row)
    row = form.shown
    day = day_field(st.container(), t("By when?"), form.key(f"due {row['id']}"), told=row["due_on"])
    with st.form("change action", border=False):
        what = st.text_input(t("What will be done?"), row["what"], key=form.key(f"what {row['id']}"), max_chars=edits.LONGEST)
        under = {"what": st.empty()}
        own = f"p{row['person_id']}" if row["person_id"] else f"o{row['organization_id']}"
        who = _who(st.container(), page, form.key(f"who {row['id']}"), own)
        saved = st.form_submit_button(t("Save"))
    due = day or row["due_on"]
    if saved and not due:
        st.warning(t("Choose {what}", what=t("by when")))
    elif saved:
        kept = {"organization_id": row["organization_id"], "person_id": row["person_id"]}
        owner = kept if who in (own, None) else owner_ids(who)  # somebody who stood for another organization stays with it
        edit_text(
            under, form, t("Saved."), edits.change_action, row["id"], then=close_action_dialog, what=what, **owner, due_on=due
        )
