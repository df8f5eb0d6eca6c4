"""The questions of one file, open ones first: one click each answers all rows alike."""

import datetime

import streamlit as st

from coalition.imports.plan import Question
from coalition.shell.uploads import Upload
from coalition.shell.words import md, t, t_filled, worded

SHOWN = 8
FEW = 4


def draw_questions(upload: Upload) -> None:
    """The open questions, a few at a time, then those answered (to change an answer)."""
    waiting = upload.open_questions()
    questions = upload.plan.questions if upload.plan else []
    answered = [q for q in questions if upload.answer_of(q) is not None]
    if waiting:
        with st.container(border=True):
            st.markdown(f"**{_title(len(waiting), must=bool(upload.blocking()))}**")
            for question in waiting[:SHOWN]:
                _draw_question(upload, question)
            if len(waiting) > SHOWN:
                more = len(waiting) - SHOWN
                st.caption(t("1 more question follows." if more == 1 else "{n} more questions follow.", n=more))
            _draw_first_answers(upload, [question for question in waiting if question.key != "no_date"])
    if answered:
        with st.expander(t("Answered: {n}", n=len(answered))):
            for question in answered[: SHOWN * 5]:
                _draw_question(upload, question)


def _title(count: int, *, must: bool) -> str:
    if must:
        return t("One question first" if count == 1 else "{n} questions first", n=count)
    return t("One question" if count == 1 else "{n} questions", n=count)


def _draw_first_answers(upload: Upload, waiting: list[Question]) -> None:
    """One button for all, with what it would choose in words before it is pressed."""
    if len(waiting) < 2:
        return
    chosen = [f"- {md(t_filled(q.text))} → **{md(t_filled(q.options[0].label))}**" for q in waiting]
    more = len(chosen) - SHOWN * 2
    st.markdown(t("The first answer of each would be:"))
    with st.container(height=220 if len(chosen) > SHOWN else "content", border=False):
        st.markdown("\n".join(chosen[: SHOWN * 2]))
        if more > 0:
            st.caption(t("and 1 more like these" if more == 1 else "and {n} more like these", n=more))
    if st.button(t("Take the first answer of each"), key=upload.key("safe answers")):
        for question in waiting:
            upload.answer(question, question.options[0].value)
        st.rerun()


def _draw_question(upload: Upload, question: Question) -> None:
    st.markdown(md(t_filled(question.text)) + _rows_text(question))
    if question.code == "similar_organization" and upload.answer_of(question) is None:
        st.caption(t("Without an answer it is kept as another organization."))
    if question.key == "no_date":
        _ask_date(upload)
        return
    labels = {option.value: t_filled(option.label) for option in question.options}
    now = upload.answer_of(question)
    key = upload.key(f"question {now} {question.key}")
    if len(labels) <= FEW:
        chosen = st.pills(
            t("Answer"),
            list(labels),
            default=now,
            format_func=lambda v: md(labels[v]),
            key=worded(key),
            label_visibility="collapsed",
        )
    else:
        chosen = st.selectbox(
            t("Answer"),
            list(labels),
            index=list(labels).index(now) if now in labels else None,
            format_func=lambda v: labels[v],
            placeholder=t("Choose an option"),
            key=worded(key),
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
