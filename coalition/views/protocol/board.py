"""The board of what is settled before a case breaks: each question with its answer, a form to settle it, its history.

Address of the page: ?area=TH57 what counts there; without it, what counts everywhere.
"""

from typing import Any

import streamlit as st

from coalition.answers.protocol import Board, Question
from coalition.edits import protocol as edits
from coalition.edits.screen import LONGEST
from coalition.queries.actions import recent_meetings_frame
from coalition.schema import records
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, form_of
from coalition.shell.order import organization_names
from coalition.shell.save import edit, edit_text
from coalition.shell.words import date_text, md, name_of, t

MEETINGS_LISTED = 12


def board_sentence(board: Board) -> str:
    """How many questions are settled and open."""
    settled, count = board.settled, len(board.questions)
    if settled == count:
        return t("All **{n}** answers agreed.", n=count)
    if not settled:
        return t("None of the **{n}** answers has been agreed yet.", n=count)
    return t("**{settled}** of {n} answers agreed, **{open}** open.", settled=settled, n=count, open=count - settled)


def draw_board(page: Page, board: Board, area: str | None) -> None:
    """Every question, open or settled."""
    organizations = organization_names(page)
    meetings = records(ask(page, recent_meetings_frame, on=page.today, last=MEETINGS_LISTED))
    listed = {row["id"]: " · ".join(filter(None, [date_text(row["held_on"]), row["title"]])) for row in meetings}
    for number, question in enumerate(board.questions, start=1):
        with st.container(border=True, gap="small"):
            _draw_question(number, question)
            with st.popover(_label(question), icon=":material/edit:", width="content"):
                _form(page, question, area, organizations, listed)
                if question.history:
                    st.markdown(f"**{t('Earlier answers')}**")
                    st.markdown("\n".join(f"- {_said(row)}" for row in question.history))


def _label(question: Question) -> str:
    return t("Change it, or see its history") if question.history else t("Record what was agreed")


def _draw_question(number: int, question: Question) -> None:
    text = name_of(question.row["question"], question.row["question_local"])
    if question.is_settled and question.said:
        st.markdown(f"**{number}. {md(text)}** :green-badge[:material/check_circle: {t('Agreed')}]")
        st.markdown(_said(question.said))
        if question.said["organization_id"]:
            name = t("{name} in the directory", name=md(question.said["organization"]))
            page_link("pages/directory.py", name, organization=str(question.said["organization_id"]))
    else:
        st.markdown(f"**{number}. {md(text)}** :orange-badge[:material/help: {t('Not agreed yet')}]")
    for row in question.elsewhere:
        st.markdown(f":material/location_on: {_said(row)}")


def _said(row: dict[str, Any]) -> str:
    """One answer with where it holds, whom to call and when it was agreed; ready for markdown."""
    where = name_of(row["area_name"], row["area_name_local"]) if row["area"] else t("Everywhere")
    what = row["answer"] or t("Opened again")
    call = t("call {name}", name=row["organization"]) if row["organization"] and row["organization"] != row["answer"] else ""
    when = t("meeting of {day}", day=date_text(row["held_on"])) if row["held_on"] else date_text(row["settled_on"])
    told = " · ".join(md(part) for part in filter(None, [call, where, when]))
    return f"**{md(what)}** · {told}"


def _form(page: Page, question: Question, area: str | None, organizations: dict[int, str], meetings: dict[int, str]) -> None:
    key = question.row["key"]
    own = f"{key} {area}"
    form = form_of(page, f"settle {own}", f"answer {own}", question.said)
    with st.form(f"settle {own}", border=False):
        text = st.text_input(
            t("What was agreed, in one line"),
            max_chars=LONGEST,
            key=form.key(f"answer {own}"),
            placeholder=t("For example: the hotline"),
        )
        under = st.empty()
        left, right = st.columns(2)
        who = choose(left, t("Organization to call"), organizations, form.key(f"call {own}"), hint=t("Not given"))
        meeting = choose(right, t("Agreed at"), meetings, form.key(f"meeting {own}"), hint=t("Today, outside a meeting"))
        done = st.form_submit_button(t("Record agreement"), type="primary")
    if done:
        told = {"answer": text, "organization_id": who, "meeting_id": meeting, "area": area, "today": page.today}
        edit_text({"answer": under}, form, t("Agreement recorded."), edits.settle, key, **told)
    if question.is_settled and st.button(t("Reopen"), key=f"reopen {own}", icon=":material/help:"):
        edit(page, t("The question is open again."), edits.reopen, key, area=area, today=page.today)
