"""The end of a meeting that was recorded: who was there and who was missing, before it counts."""

import streamlit as st

from coalition.database import reading
from coalition.edits import recording as edits
from coalition.edits.likely import organizations_like
from coalition.imports.matching.keys import organization_key
from coalition.locale import in_a_row
from coalition.queries.recording import Mark, Recorded, known_organizations
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose
from coalition.shell.save import edit
from coalition.shell.words import date_text, md, t, tn
from coalition.views.meetings.meetings import guests_words
from coalition.views.record.draw import draw_correction
from coalition.views.record.start import draw_stored_already
from coalition.vocabulary import COUNTS_FIRST, AttendanceState, NoteKind

PRESENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.EXCUSED


def draw_finish(page: Page, meeting: Recorded) -> None:
    """The summary, and the button that makes the meeting count."""
    st.markdown(f"## {md(meeting.draft.title or t('Meeting'))} · {date_text(meeting.draft.held_on)}")
    draw_summary(meeting)
    ask_organizations(page, meeting)
    draw_stored_already(page, meeting.draft.held_on)  # a file may have brought it since the start
    with st.container(horizontal=True):
        if st.button(t("Finish the meeting"), type="primary", key="finish meeting"):
            done = t("The meeting is finished. It is included in the figures from now on.")
            opened = lambda meeting_id: _leave(meeting=str(meeting_id))  # noqa: E731
            edit(page, done, edits.finish_meeting, meeting.draft.id, then=opened, today=page.today)
        if st.button(t("Back to recording"), key="go on"):
            del st.query_params["step"]
            st.rerun()
    draw_correction(page, meeting.draft)
    with st.expander(t("Delete the meeting being recorded"), icon=":material/delete:"):
        st.markdown(t("This deletes all that was recorded. You can undo this."))
        if st.button(t("Delete it"), key="give up"):
            done = t("The meeting that was being recorded has been deleted.")
            edit(page, done, edits.give_up, meeting.draft.id, then=lambda _result: _leave())


def ask_organizations(page: Page, meeting: Recorded) -> None:
    """Which organization guests come from, each that was said and is not known once; unanswered it stays as it was told."""
    asked: dict[str, list[Mark]] = {}
    for mark in meeting.marks:
        if mark.organization_id is None and (key := organization_key(mark.said or "")):
            asked.setdefault(key, []).append(mark)
    if not asked:
        return
    known = {one.id: one.name for one in ask(page, known_organizations)}
    for key, marks in asked.items():
        said = marks[0].said or ""
        with reading(page.engine) as session:
            likely = {one.id: one.name for one in organizations_like(session, names=[said])}
        options = {_NEW: t("A new organization: {name}", name=said)} | likely | known
        who = in_a_row([mark.name for mark in marks])
        label = t("Which organization is “{said}” ({who})?", said=md(said), who=md(who))
        hint = t("Not known: leave the name as written")
        found = choose(st.container(), label, options, f"said {meeting.draft.id} {key}", hint=hint)
        if found is not None:
            told = {"said": said, "organization_id": None if found == _NEW else found}
            edit(page, t("Saved."), edits.name_organization, meeting.draft.id, **told)


_NEW = 0
"""Value of the list of organizations: none of them."""


def draw_summary(meeting: Recorded) -> None:
    """Who was here, excused, not here; guests; decisions and actions."""
    state = member_states(meeting)
    ids = {one.id for one in meeting.expected}
    guests = [mark for mark in meeting.marks if mark.organization_id not in ids]
    here = sum(found is PRESENT for found in state.values())
    if meeting.expected:
        st.markdown(f"## {t('{here} of {n} members here', here=here, n=len(meeting.expected))}")
    if not meeting.marks:
        st.info(t("No attendance recorded, so nobody will count as absent."))
    else:
        if state and not any(state.values()):  # guests alone: more likely nobody has ticked the members yet
            one = "No member's attendance is recorded: the one member expected will count as absent."
            st.warning(
                tn(len(state), one, "No member's attendance is recorded: all {n} members expected will count as absent.")
            )
        names = {one.id: one.name for one in meeting.expected}
        _names(t("Excused"), [names[i] for i, found in state.items() if found is EXCUSED])
        _names(t("Not here"), [names[i] for i, found in state.items() if found not in (PRESENT, EXCUSED)])
        _draw_guests(guests)
    counts = {kind: [line for line in meeting.lines if line.kind is kind] for kind in NoteKind}
    told = [
        tn(len(counts[NoteKind.DECISION]), "1 decision", "{n} decisions"),
        tn(len(counts[NoteKind.LEARNED]), "1 thing learned", "{n} things learned"),
        tn(len(counts[NoteKind.ACTION]), "1 new action", "{n} new actions"),
        tn(len(counts[NoteKind.KEPT]), "1 earlier action done", "{n} earlier actions done"),
    ]
    st.markdown(" · ".join(told))


def member_states(meeting: Recorded) -> dict[int, AttendanceState | None]:
    """{expected member: how it is noted; None: nowhere}; of several people of one the strongest counts."""
    found: dict[int, AttendanceState | None] = {one.id: None for one in meeting.expected}
    for mark in sorted(meeting.marks, key=lambda mark: COUNTS_FIRST.index(mark.state), reverse=True):
        if mark.organization_id in found:
            found[mark.organization_id] = mark.state
    return found


def _draw_guests(guests: list[Mark]) -> None:
    """Those who came, counted as the list of the meeting will count them; and who of them was excused."""
    named = {mark.organization_id for mark in guests if mark.state is PRESENT and not mark.is_organization}
    came = [
        one for one in guests if one.state is PRESENT and not (one.is_organization and one.organization_id in named - {None})
    ]
    if came:
        st.markdown(f"**{guests_words(len(came))}**: {md(in_a_row([mark.name for mark in came]))}")
    _names(t("Guests excused"), [mark.name for mark in guests if mark.state is EXCUSED])


def _names(title: str, names: list[str]) -> None:
    if names:
        st.markdown(f"**{title} ({len(names)})**: {md(in_a_row(names))}")


def _leave(**asked: str) -> None:
    """To the list of meetings, or to the finished one, with the next run."""
    st.session_state[LEAVE] = asked


LEAVE = "recording left"
"""Key of the session: where to go after a meeting was finished or thrown away; absent: nowhere."""
