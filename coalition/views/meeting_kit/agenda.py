"""The part of the page about the agenda: a draft that a person edits, keeps and prints."""

from datetime import date
from functools import partial

import streamlit as st

from coalition.answers.agenda import AgendaFacts, agenda_day, agenda_facts
from coalition.answers.overview import overdue
from coalition.edits.agenda import save_agenda
from coalition.edits.lines import lines_of
from coalition.edits.screen import TextRefused
from coalition.papers.agenda import AgendaDay, agenda_pdf, drafted, told_in
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose_day, close_form, form_of, save_button
from coalition.shell.page import moment
from coalition.shell.save import edit_text, refusal
from coalition.shell.trouble import in_sentences
from coalition.shell.words import date_text, language, t, tn, worded
from coalition.views.meeting_kit.pdfs import draw_pdfs


def draw_agenda(page: Page) -> str:
    """The agenda of the next meeting. Returns whether it is ready, in words."""
    st.subheader(t("Agenda of the next meeting"))
    held_on = _day(page)
    facts: AgendaFacts = ask(page, agenda_facts, settings=page.settings, today=page.today, held_on=held_on)
    form = _form(page, facts)
    kept, draft = form.shown
    if facts.held_on:
        st.markdown(t("Agenda of {day}", day=date_text(facts.held_on)))
    if not kept:
        st.caption(t("Draft from open actions, gaps and attendance. Nothing is saved yet.") + " " + _as_of(page, facts))
    shown = [line for _, line in kept] or draft
    label = t("One item per line. Reorder, remove or add.")
    text = st.text_area(label, "\n".join(shown), key=worded(form.key(form.name)), height="content")
    place = st.container()
    buttons = st.container(horizontal=True, vertical_alignment="center")
    with buttons:
        if save_button(t("Save the agenda"), f"save {form.name}", choose={t("the day of the meeting"): facts.held_on}):
            edit_text({"agenda": place}, form, t("Agenda saved."), save_agenda, facts.held_on, text, shown=kept)
    try:
        lines = lines_of(text, "agenda", about=page.engine)
    except TextRefused as refused:
        place.error(refusal(refused))
    else:
        if buttons.button(t("Make the PDF"), key="print agenda", icon=":material/print:"):
            title = t("Agenda of {day}", day=date_text(facts.held_on)) if facts.held_on else t("Agenda")
            st.dialog(title)(in_sentences()(_draw_papers))(lines, facts)
    st.caption(t("When you record the meeting of that day, it will begin with these items."))
    _draw_overdue_referrals(page)
    return (
        t("Agenda of {day}: saved.", day=date_text(facts.held_on)) if kept and facts.held_on else t("Next agenda: not saved.")
    )


def _as_of(page: Page, facts: AgendaFacts) -> str:
    if facts.held_on:
        return ""
    return t(
        "As of {day}, with all open actions. Once you choose the day of the meeting, those due after it stand in one line.",
        day=date_text(page.today),
    )


def _form(page: Page, facts: AgendaFacts) -> Form:
    """The open form: of a day with an agenda its own; else of a draft, which stays as it was typed when a day is chosen."""
    name, draft = f"agenda {facts.held_on}" if facts.kept else "agenda draft", drafted(facts, language())
    form = form_of(page, name, worded(name), (facts.kept, draft))
    untouched = st.session_state.get(worded(form.key(name))) == "\n".join(form.shown[1])
    if untouched and not facts.kept and form.shown[1] != draft:  # another day: other actions are due by then
        close_form(form)
        form = form_of(page, name, worded(name), (facts.kept, draft))
    return form


def _draw_papers(lines: list[str], facts: AgendaFacts) -> None:
    """The papers of what the field held when the button was pressed: a button to save beside it misses the last words."""
    st.caption(tn(len(lines), "1 agenda item, as on this page.", "{n} agenda items, as on this page."))
    left, right = st.columns([1, 2])
    start = left.text_input(t("Start time"), facts.start, key=f"agenda start {facts.held_on}", placeholder="13:30")
    place = right.text_input(t("Place"), facts.place, key=f"agenda place {facts.held_on}")
    draw_pdfs(partial(_pdf, lines, facts, AgendaDay(facts.held_on, start, place)), f"agenda-{facts.held_on or facts.today}")


def _pdf(lines: list[str], facts: AgendaFacts, when: AgendaDay, code: str) -> bytes:
    return agenda_pdf(told_in(lines, facts, code), facts.settings, code, when, on=facts.today)


def _day(page: Page) -> date | None:
    """The day of the meeting: the next one that is known, until another is chosen; None: none is."""
    coming = ask(page, agenda_day, today=page.today)
    known = {date_text(coming): coming} if coming and coming != page.today else {}
    chosen = choose_day(st.container(), t("Day of the meeting"), "agenda day", {t("Today"): page.today, **known})
    return chosen or coming


def _draw_overdue_referrals(page: Page) -> None:
    """How many are overdue: for whoever prepares the meeting, and in no paper."""
    with_now = {"now": moment(), "on": page.today, "since": None}
    late = ask(page, overdue, **with_now).referrals
    if late:
        page_link(
            "pages/referrals.py",
            tn(
                late,
                "1 referral is overdue: do not show this on a shared screen.",
                "{n} referrals are overdue: do not show this on a shared screen.",
            ),
        )
