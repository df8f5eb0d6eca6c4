"""Draws the meeting that is being recorded: the data for `assets/field.js`, and the look for what others have noted."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from coalition.answers.participation import missed_before
from coalition.database import data_version, reading
from coalition.edits import recording as edits
from coalition.locale import language_of
from coalition.participation import quorum_needed
from coalition.queries import recording
from coalition.queries.actions import day_offered, next_meeting_on
from coalition.queries.recording import Draft, Expected, Known, Mark, Recorded
from coalition.queries.resources import resource_names
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.order import area_names, kind_names, owner_names
from coalition.shell.save import edit
from coalition.shell.words import date_text, language, name_of, t, tn
from coalition.views.component import Mount, component
from coalition.views.meetings.meetings import cell_text, meeting_day, meeting_fields
from coalition.views.record.steps import Told, person_json, seen_json, take, told_of

_ASSETS = Path(__file__).parent / "assets"
_LATER = (timedelta(weeks=1), timedelta(weeks=2), timedelta(weeks=4))
"""What is offered beside the next meeting as the day of a promise."""

_LOOK_EVERY = 4
"""Seconds after which what somebody else has noted is shown."""


def draw_recording(page: Page, meeting: Recorded) -> None:
    """The field, the list of members, what is noted beside it. Each step is stored before the page runs again."""
    key = f"recording {meeting.draft.id}"
    told = told_of(meeting.draft.id)
    result = _mount()(
        key=key,
        data=_data(page, meeting, told),
        on_steps_change=lambda: take(page, meeting.draft.id, st.session_state[key]["steps"]),
        on_go_change=_nothing,
    )
    if (result or {}).get("go") == "finish":
        st.query_params["step"] = "finish"
        st.rerun()
    draw_correction(page, meeting.draft)
    _look_for_others(page)


def draw_correction(page: Page, draft: Draft) -> None:
    """Title, day, place and start, as on the page of a finished meeting; open while its day has not come."""
    is_early = draft.held_on > page.today
    with st.expander(t("Change the date, title, place or start time"), icon=":material/edit:", expanded=is_early):
        form = form_of(page, f"draft {draft.id}", f"draft {draft.id} title", draft)
        held_on = meeting_day(f"draft {draft.id}", form.key, held_on=form.shown.held_on)
        with st.form("change draft", border=False):
            known = {"title": form.shown.title or "", "place": form.shown.place or "", "start": form.shown.start or ""}
            values = meeting_fields(f"draft {draft.id}", form.key, held_on=held_on, **known)
            saved = st.form_submit_button(t("Save"))
        if saved:
            edit(form, t("Saved."), edits.change_draft, draft.id, **values)


def _nothing() -> None:
    """A trigger is told of by running the page."""


@cache
def _mount() -> Mount:
    return component("recording", _ASSETS, script="field.js", css=(_ASSETS / "field.css").read_text(encoding="utf-8"))


@st.fragment(run_every=_LOOK_EVERY)
def _look_for_others(page: Page) -> None:
    """Run the page again where somebody else has saved something; by itself it asks for one number."""
    with reading(page.engine) as session:
        now = data_version(session)
    if now != page.version:
        st.rerun()


def _data(page: Page, meeting: Recorded, told: Told) -> dict[str, Any]:
    draft = meeting.draft
    also = ask(page, recording.spellings)
    overdue = ask(page, recording.overdue_actions, on=draft.held_on)
    due = ask(page, day_offered, on=draft.held_on)
    return {
        "draft": draft.id,
        "lang": language(),
        "seen": seen_json(page.seen),
        "title": " · ".join(filter(None, [draft.title or t("Meeting"), date_text(draft.held_on)])),
        **_organizations(page, meeting, also),
        "people": [person_json(one) for one in ask(page, recording.known_people)],
        "contacts": [person_json(one) for one in ask(page, recording.focal_points, on=draft.held_on)],
        "owners": [{"id": who, "name": name, "also": _also(who, also)} for who, name in owner_names(page).items()],
        "marks": [_mark(one) for one in meeting.marks],
        "lines": [
            {"key": x.key, "kind": x.kind.value, "what": x.what, "who": x.who, "due": _iso(x.due_on), "action": x.action_id}
            | {"shown": name_of(x.shown, x.shown_local) if x.shown else cell_text(x.about) if x.about else None}
            for x in meeting.lines
        ],
        "overdue": [
            {"id": row_id, "what": what, "who": who, "late": _late((draft.held_on - due_on).days)}
            for row_id, what, who, due_on in overdue
        ],
        "resources": [
            {"id": number, "name": name_of(title, local), "also": [title, *([local] if local else [])]}
            for number, title, local in _resources(page)
        ],
        "types": _coded(kind_names(page)),
        "areas": _coded(area_names(page)),
        "quorum": _quorum(page, meeting),
        "offer": _offer(page, draft, due),
        "days": [day.isoformat() for day in dict.fromkeys([due, *(draft.held_on + later for later in _LATER)])],
        "day": _writing(),
        "acked": told.taken,
        "refused": told.refused,
        "undo": told.undo,
        "words": _words(),
    }


def _organizations(page: Page, meeting: Recorded, also: dict[int, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """Those that are expected, and all others that are known."""
    ids = {one.id for one in meeting.expected}
    others = [one for one in ask(page, recording.known_organizations) if one.id not in ids]
    return {"members": _named(meeting.expected, also), "others": _named(others, also)}


def _named(ones: Sequence[Expected | Known], also: dict[int, list[str]]) -> list[dict[str, Any]]:
    return [{"id": one.id, "name": one.name, "also": also.get(one.id, [])} for one in ones]


def _also(who: str, spellings: dict[int, list[str]]) -> list[str]:
    return spellings.get(int(who[1:]), []) if who.startswith("o") else []


def _coded(names: dict[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """What a decision can be about: those the coalition works with first, found by name or code."""
    return [{"id": number, "name": name, "also": [code]} for number, (code, name) in list(names.items())[:_CHOICES]]


def _resources(page: Page) -> list[tuple[int, str, str | None]]:
    """What can be attached to what was learned: a page of resources, the newest first."""
    return ask(page, resource_names)[:_CHOICES]


_CHOICES = 300


def _writing() -> dict[str, Any]:
    """How a day is written in the language of the session, for the script."""
    spoken = language_of(language())
    return {"date": spoken.date, "months": spoken.months, "era": spoken.era}


def _mark(one: Mark) -> dict[str, Any]:
    state = {"key": one.key, "name": one.name, "state": one.state.value, "remote": one.is_remote}
    return {**state, "org": one.organization_id, "person": one.person_id, "said": one.said}


def _offer(page: Page, draft: Draft, due: date) -> dict[str, str]:
    """The day that one press beside the empty field takes: the next meeting, or in two weeks where none is known."""
    is_meeting = ask(page, next_meeting_on, after=draft.held_on) is not None
    day = date_text(due)
    return {"day": due.isoformat(), "text": t("Next meeting, {day}", day=day) if is_meeting else day}


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _late(days: int) -> str:
    return tn(days, "1 day late", "{n} days late")


def _quorum(page: Page, meeting: Recorded) -> dict[str, Any] | None:
    """Who counts, and how many of so many active ones must be there (`participation.quorum`); None: nobody is expected.

    `missed`: expected meetings missed in a row before this one; `lapsed_after` of them, and a member counts only if it comes.
    """
    voters = [one.id for one in meeting.expected if one.is_voting] or [one.id for one in meeting.expected]
    missed = ask(page, missed_before, settings=page.settings, on=meeting.draft.held_on)
    rule = partial(quorum_needed, page.settings.quorum, page.settings.quorum_number)
    return (
        {
            "needed": [rule(n) for n in range(len(voters) + 1)],
            "missed": [[one, missed.get(one, 0)] for one in voters],
            "lapsed_after": page.settings.lapsed_after,
        }
        if voters
        else None
    )


def _words() -> dict[str, str]:
    return {
        "who_is_here": t("Who is here?"),
        "find_hint": t("A name, or: name, organization"),
        "here": t("here"),
        "excused": t("excused"),
        "excuse": t("Excused"),
        "mark_remote": t("Online"),
        "not_here": t("not here"),
        "remote": t("online"),
        "to_list": t("list"),
        "change": t("recorded already, choose to change"),
        "of_here": t("of {n} here"),
        "rest": t("{excused} excused · {missing} not recorded"),
        "quorum": t("Quorum met"),
        "short": t("{n} more needed for quorum"),
        "guest": t("guest"),
        "guests": t("Guests"),
        "guests_n": t("Guests: {n}"),
        "guest_help": t("A name that is not in the list is added as a guest."),
        "person": t("known, no organization given"),
        "choose": t("Choose with ↑ ↓, then Enter"),
        "did_you_mean": t("Did you mean {name}? Enter: yes"),
        "said_of": t("{organization}: not in the directory"),
        "new_person": t("Add “{name}” as a guest (person)"),
        "new_of_member": t("Add “{name}” (person)"),
        "new_organization": t("Add “{name}” as a guest (organization)"),
        **_words_of_lines(),
    }


def _words_of_lines() -> dict[str, str]:
    return {
        "agenda": t("Agenda"),
        "agenda_hint": t("What is on the agenda? Press Enter to add it"),
        "decisions": t("Decisions"),
        "decision_hint": t("What was decided? Press Enter to add it"),
        "cell_hint": t("About which service and area? (may stay empty)"),
        "which_cell": t("Choose the service type and the area from the list, or leave it empty."),
        "lessons": t("What we learned"),
        "lesson_hint": t("What did we learn? Press Enter to add it"),
        "shown_hint": t("Using which resource? (may stay empty)"),
        "which_resource": t("Choose the resource from the list, or leave it empty."),
        "actions": t("New actions"),
        "action_hint": t("What will be done?"),
        "who_hint": t("Who does it?"),
        "by_hint": t("By when?"),
        "write_a_day": t("Write the date like this: {example}", example=f"28/11/{2026 + language_of(language()).era}"),
        "who_does_it": t("Choose who does it."),
        "by_when": t("Choose {what}", what=t("by when")),
        "by_day": t("by {day}"),
        "overdue": t("Earlier actions, now overdue"),
        "done": t("Done"),
        "not_done": t("Not done"),
        "take_out": t("Remove"),
        "add": t("Add"),
        "undo": t("Undo"),
        "undo_what": t("Undo: {what}"),
        "finish": t("Finish"),
        "saved": t("Saved {time}"),
        "saving": t("Saving …"),
        "waiting": t("Not saved yet: waiting for the connection"),
    }
