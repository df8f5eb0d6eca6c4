"""The questions of one file, open ones first: one click each answers all rows alike."""

import datetime

import streamlit as st

from coalition.imports.plan import Question
from coalition.shell.uploads import Upload
from coalition.shell.words import md, t, t_filled

SHOWN = 8
FEW = 3


def draw_questions(upload: Upload) -> None:
    """The open questions, a few at a time, then those answered (to change an answer)."""
    waiting = upload.open_questions()
    questions = upload.plan.questions if upload.plan else []
    answered = [q for q in questions if upload.answer_of(q) is not None]
    if waiting:
        with st.container(border=True):
            title = t("One question first") if len(waiting) == 1 else t("{n} questions first", n=len(waiting))
            st.markdown(f"**{title}**")
            for question in waiting[:SHOWN]:
                _draw_question(upload, question)
            if len(waiting) > SHOWN:
                st.caption(t("{n} more questions follow.", n=len(waiting) - SHOWN))
            if len(waiting) > 1 and st.button(t("Take the first answer of each"), key=upload.key("safe answers")):
                for question in waiting:
                    if question.key != "no_date":
                        upload.answer(question, question.options[0].value)
                st.rerun()
    if answered:
        with st.expander(t("Answered: {n}", n=len(answered))):
            for question in answered[: SHOWN * 5]:
                _draw_question(upload, question)


def _draw_question(upload: Upload, question: Question) -> None:
    st.markdown(md(t_filled(question.text)) + _rows_text(question))
    if question.key == "no_date":
        _ask_date(upload)
        return
    labels = {option.value: t_filled(option.label) for option in question.options}
    now = upload.answer_of(question)
    key = upload.key(f"question {now} {question.key}")
    if len(labels) <= FEW:
        chosen = st.pills(
            t("Answer"), list(labels), default=now, format_func=lambda v: md(labels[v]), key=key, label_visibility="collapsed"
        )
    else:
        chosen = st.selectbox(
            t("Answer"),
            list(labels),
            index=list(labels).index(now) if now in labels else None,
            format_func=lambda v: labels[v],
            placeholder=t("Choose an option"),
            key=key,
            label_visibility="collapsed",
        )
    if chosen is not None and chosen != now:
        upload.answer(question, chosen)
        st.rerun()


def _ask_date(upload: Upload) -> None:
    chosen = st.date_input(
        t("Meeting date"),
        value=upload.choices.date,
        format="YYYY-MM-DD",
        key=upload.key(f"question date {upload.choices.date}"),
        width=240,
    )
    if isinstance(chosen, datetime.date) and chosen != upload.choices.date:
        upload.choose(date=chosen)
        st.rerun()


def _rows_text(question: Question) -> str:
    if not question.lines:
        return ""
    shown = ", ".join(map(str, question.lines[:6])) + (" …" if len(question.lines) > 6 else "")
    name = t("Row") if len(question.lines) == 1 else t("Rows")
    return f" :small[:gray[{name} {shown}]]"
