"""The part of the page about the minutes: read, corrected, closed as a version, printed."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from coalition.answers.agenda import AgendaFacts, facts_before
from coalition.answers.minutes import Closed, Record, minutes
from coalition.answers.paper_day import PaperDay
from coalition.edits import minutes as edits
from coalition.minutes import Minutes, as_stored
from coalition.papers.minutes import minutes_data, minutes_pdf, with_agenda_in
from coalition.settings import Settings
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.save import edit, edit_text
from coalition.shell.words import date_text, instant_day, instant_day_text, label_of, md, t
from coalition.views.meeting_kit.pdfs import draw_pdfs
from coalition.views.meetings.progress import draw_in_progress

_NAMES = """<style>[class*="st-key-names-of-minutes"] ul { columns: 16rem; list-style: none; margin: 0 0 0.6em; padding: 0; }
[class*="st-key-names-of-minutes"] li { break-inside: avoid; margin: 0 0 0.1em; padding: 0; }</style>"""


def draw_minutes(page: Page, day: PaperDay) -> str:
    """The minutes of the chosen meeting. Returns how far they are, in words."""
    st.subheader(t("Minutes"))
    draw_in_progress(page)
    found: Record | None = None
    if day.meeting:
        found = ask(page, minutes, settings=page.settings, meeting_id=day.meeting["id"])
    if day.meeting is None or found is None:
        st.info(t("No meeting has been held yet."))
        page_link("pages/record_meeting.py", t("Record a meeting"))
        return ""
    meeting_id = day.meeting["id"]
    newest = found.versions[0] if found.versions else None
    st.markdown(_state(newest, is_closed=found.is_closed))
    number = newest.number + 1 if newest else 1
    if not found.is_closed and st.button(t("Finalize as version {n}", n=number), key="close minutes", icon=":material/lock:"):
        done = t("The minutes are final (version {n}).", n=number)
        edit(page, done, edits.close_minutes, meeting_id, number=number, said=as_stored(found.minutes))
    closed = newest if found.is_closed else None
    before: AgendaFacts | None = None
    if any(one.agenda for one in (found.minutes, *(closed.minutes for closed in found.versions))):  # it costs as a picture does
        before = ask(page, facts_before, settings=page.settings, held_on=day.meeting["held_on"])
    paper = partial(_paper, page.settings, before)
    draw_pdfs(paper(found.minutes, closed), f"minutes-{found.minutes.held_on}")
    _draw_said(page, with_agenda_in(found.minutes, before, page.language))
    _draw_notes(page, meeting_id, found)
    earlier = [one for one in found.versions if one != closed]
    if earlier:
        with st.expander(t("Earlier versions"), icon=":material/history:"):
            for one in earlier:
                name = f"minutes-{found.minutes.held_on}-{one.number}"
                draw_pdfs(paper(one.minutes, one), name, label=_version(one))
    told = date_text(day.meeting["held_on"])
    if closed:
        return t("Minutes of {day}: final (version {n}).", day=told, n=closed.number)
    return t("Minutes of {day}: not final yet.", day=told)


def _paper(settings: Settings, before: AgendaFacts | None, said: Minutes, closed: Closed | None) -> Callable[[str], bytes]:
    """The paper in a language, by its code; the day on which it was closed is the one that the page shows."""
    return partial(_pdf, settings, before, said, (closed.number, instant_day(closed.at)) if closed else (None, None))


def _pdf(
    settings: Settings, before: AgendaFacts | None, said: Minutes, closed: tuple[int, date] | tuple[None, None], code: str
) -> bytes:
    return minutes_pdf(with_agenda_in(said, before, code), settings, code, version=closed[0], closed_on=closed[1])


def _version(one: Closed) -> str:
    return t("Version {n}, final since {day}.", n=one.number, day=instant_day_text(one.at)).rstrip(".")


def _state(newest: Closed | None, *, is_closed: bool) -> str:
    if newest is None:
        return t("Draft: not final yet.")
    return _version(newest) if is_closed else t("Corrected after version {n}.", n=newest.number)


def _draw_said(page: Page, said: Minutes) -> None:
    """What the minutes say, as on paper."""
    data = minutes_data(said, page.settings, page.language)
    st.markdown(f"{md(data['next_title'])}: **{md(data['next'])}**")
    st.html(_NAMES)
    for number, group in enumerate(data["people"]):
        head = f"**{md(group['title'])}**" + (f": {md(group['said'])}" if group["said"] else "")
        rows = [(f"**{md(row['organization'])}**", md(row["people"])) for row in group["rows"]]
        if not rows:
            st.markdown(head)
            continue
        with st.expander(head), st.container(key=f"names of minutes {number}"):
            st.markdown("\n".join("- " + ": ".join(filter(None, row)) for row in rows))
    told = []
    for part in (data["agenda"], data["decisions"], data["learned"]):
        if part["lines"]:
            told += [f"**{md(part['title'])}**\n", *(f"- {md(line)}" for line in part["lines"]), ""]
    for part in (data["actions"], data["kept"]):
        if part["rows"]:
            lines = (f"- {md(what)} · {md(who)} · {part['heads'][-1]}: {due}" for what, who, due in part["rows"])
            told += [f"**{md(part['title'])}**\n", *lines, ""]
    st.markdown("\n".join(told))


def _draw_notes(page: Page, meeting_id: int, found: Record) -> None:
    """The lines of the meeting, a text for each kind; who was there and the actions are corrected on their pages."""
    with st.expander(t("Change the decisions and what was learned"), icon=":material/edit:"):
        name = f"minutes {meeting_id}"
        form = form_of(page, name, f"{name} {edits.NOTED[0].value}", found.notes)
        texts, places = {}, {}
        for kind in edits.NOTED:
            lines = "\n".join(line for _, line in form.shown[kind])
            texts[kind] = st.text_area(label_of(kind), lines, key=form.key(f"{name} {kind.value}"), help=t("One line each."))
            places[kind.value] = st.container()
        if st.button(t("Save"), key=f"save {name}", type="primary"):
            edit_text(places, form, t("Minutes saved."), edits.save_notes, meeting_id, texts, shown=form.shown)
        page_link("pages/meetings.py", t("Change who attended"), meeting=str(meeting_id))
        page_link("pages/actions.py", t("Change the actions"), meeting=str(meeting_id))
