"""The questions of one file, as a conversation: one at a time, one click (or one key) each, alike ones all at once."""

import datetime

import streamlit as st

from coalition.imports.plan import Option, Question
from coalition.shell.words import counted, md, name_of, t, t_filled, tn, worded
from coalition.views.import_data.uploads import Upload

SHOWN = 8
ANSWERED = 40
BUTTONS = 9
"""Options that get a button, and a key of their own."""
SAMPLES = 2
_CELLS, _LETTERS = 8, 40  # of a row shown as an example
_SEPARATE = "separate"


def draw_questions(upload: Upload, *, keys: bool) -> None:
    """The first open question, what all alike ones would be answered with, and those answered (to change an answer).

    Args:
        keys: whether the keys 1 to 9 answer it; only one file of a page may have them.
    """
    waiting = upload.open_questions()
    if waiting:
        with st.container(border=True, key=upload.key("question")):
            _draw_first(upload, waiting, keys=keys)
            _draw_together(upload, waiting)
    answered = [q for q in (upload.plan.questions if upload.plan else []) if upload.answer_of(q) is not None]
    if answered:
        with st.expander(t("Answered: {n}", n=len(answered))):
            for question in answered[:ANSWERED]:
                _draw_answered(upload, question)


def _draw_first(upload: Upload, waiting: list[Question], *, keys: bool) -> None:
    question = waiting[0]
    if len(waiting) > 1:
        st.caption(t("Question 1 of {n}", n=len(waiting)))
    st.markdown(f"##### {md(t_filled(question.text))}")
    _draw_rows_of(upload, question)
    if question.code == "no_date":
        _ask_date(upload)
        return
    with st.container(horizontal=True):
        for number, option in enumerate(question.options[:BUTTONS], 1):
            if st.button(
                md(option_text(option)),
                key=upload.key(f"answer {question.key} {option.value}"),
                shortcut=str(number) if keys else None,
                wrap=True,
            ):
                upload.answer(question, option.value)
                st.rerun()
    if len(question.options) > BUTTONS:
        _draw_list(upload, question)
    if question in upload.with_safe_answer():
        safe = md(option_text(question.options[0]))
        st.caption(
            t(
                "Without an answer: {answer}." if upload.may_stay_open(question) else "If you are not sure: {answer}.",
                answer=safe,
            )
        )


def _draw_rows_of(upload: Upload, question: Question) -> None:
    """How many rows wait for it or are about it, and one or two of them as they stand in the file."""
    count = len(set(question.lines))
    if not count:
        return
    written = upload.as_written(question.lines[:SAMPLES])
    if question.holds_rows:
        st.caption(tn(count, "1 row waits for the answer.", "{n} rows wait for the answer.", n=f"{count:,}"))
    elif count > len(written):
        st.caption(tn(count, "It is about 1 row.", "It is about {n} rows.", n=f"{count:,}"))
    if written:  # as plain text: markdown makes a link of an address, and so a stop for the keyboard
        st.text("\n".join(f"{t('Row')} {line}: {row_text(cells)}" for line, cells in written.items()))


def option_text(option: Option) -> str:
    """An answer in the language of the reader, and so with the name that areas and kinds of help have in it."""
    return t_filled(name_of(option.label, option.label_local))


def row_text(cells: tuple[str, ...], cells_shown: int = _CELLS, letters: int = _LETTERS) -> str:
    """A row in one line: its cells with bars between, those at the end that are empty left out, long ones cut."""
    said = [" ".join(cell.split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    cut = [cell if len(cell) <= letters else f"{cell[: letters - 1]}…" for cell in said[:cells_shown]]
    return " | ".join(cut) + (" | …" if len(said) > cells_shown else "")


def _ask_date(upload: Upload) -> None:
    chosen = st.date_input(
        t("Meeting date"),
        value=upload.choices.date,
        format="YYYY-MM-DD",
        key=upload.key(f"question date {upload.choices.date}"),
        width=240,
    )
    st.caption(t("The same file is not asked for its date again."))
    if isinstance(chosen, datetime.date) and chosen != upload.choices.date:
        upload.choose(date=chosen)
        st.rerun()


def _draw_list(upload: Upload, question: Question) -> None:
    """More answers than buttons: the rest in a list."""
    labels = {option.value: option_text(option) for option in question.options[BUTTONS:]}
    chosen = st.selectbox(
        t("Another answer"),
        list(labels),
        index=None,
        format_func=lambda value: labels[value],
        placeholder=t("Choose an option"),
        key=worded(upload.key(f"more {question.key}")),
    )
    if chosen is not None:
        upload.answer(question, chosen)
        st.rerun()


# --- alike ones at once ---------------------------------------------------------------------------------------------


def _draw_together(upload: Upload, waiting: list[Question]) -> None:
    """Answer all alike questions at once; what each would be answered with is shown before."""
    safe = upload.with_safe_answer()
    alike = [question for question in safe if question.code == waiting[0].code]
    if len(alike) >= 2 and all(question.options[0].value == _SEPARATE for question in alike):
        _draw_names_together(upload, alike)
    elif len(safe) >= 2:
        st.markdown(t("Or all {n} at once. The first answer of each would be:", n=len(safe)))
        _draw_answers(safe, [0] * len(safe))
        if st.button(t("Take the first answer of each"), key=upload.key("safe answers")):
            _answer(upload, safe, [0] * len(safe))


def _draw_names_together(upload: Upload, alike: list[Question]) -> None:
    n = len(alike)
    st.markdown(t("Or all {n} alike at once. The first suggestion for each is:", n=n))
    _draw_answers(alike, [1] * n)
    with st.container(horizontal=True):
        if st.button(t("All {n} are other organizations", n=n), key=upload.key("all separate"), wrap=True):
            _answer(upload, alike, [0] * n)
        if st.button(t("Take the first suggestion for all {n}", n=n), key=upload.key("all suggested"), wrap=True):
            _answer(upload, alike, [1] * n)


def _draw_answers(questions: list[Question], picked: list[int]) -> None:
    chosen = [
        f"- {_name(question)} → **{md(option_text(question.options[at]))}**"
        for question, at in zip(questions, picked, strict=True)
    ]
    with st.container(height=240 if len(chosen) > SHOWN else "content", border=False):
        st.markdown("\n".join(chosen))


def _name(question: Question) -> str:
    """What a question is about, in few words: the name as written, else what its text has between quotation marks."""
    if question.about:
        return md(question.about[0])
    text = t_filled(question.text)
    parts = text.split("'")
    return md(parts[1]) if len(parts) >= 3 and parts[1] else md(text)


def _answer(upload: Upload, questions: list[Question], picked: list[int]) -> None:
    for question, at in zip(questions, picked, strict=True):
        upload.answer(question, question.options[at].value)
    st.rerun()


# --- those answered -------------------------------------------------------------------------------------------------


def _draw_answered(upload: Upload, question: Question) -> None:
    about = counted({"rows": len(set(question.lines))}) if question.lines else ""
    st.markdown(md(t_filled(question.text)) + (f" :small[:gray[{about}]]" if about else ""))
    labels = {option.value: md(option_text(option)) for option in question.options}
    now = upload.answer_of(question)
    chosen = st.pills(
        t("Answer"),
        list(labels),
        default=now,
        format_func=lambda value: labels[value],
        key=worded(upload.key(f"question {now} {question.key}")),
        label_visibility="collapsed",
    )
    if chosen is not None and chosen != now:
        upload.answer(question, chosen)
        st.rerun()
