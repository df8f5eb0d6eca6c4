"""The open questions of all files as a conversation: one at a time, each distinct one once, one click (or one key) each."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from coalition import clock
from coalition.imports.issues import ASKS_A_DAY, NEW_OR_KNOWN, WITHOUT_SAFE_ANSWER
from coalition.imports.plan import Option, Question
from coalition.imports.reading import row_number
from coalition.shell.forms import day_field
from coalition.shell.words import counted, md, name_of, t, t_filled, tn, worded
from coalition.views.import_data.asked import Asked, asked_again
from coalition.views.import_data.uploads import Upload
from coalition.vocabulary import LATEST, BatchKind

SHOWN = 8
ANSWERED = 40
BUTTONS = 9
"""Options that get a button, and a key of their own."""
SAMPLES = 2
FILES = 3
_CELLS, _LETTERS = 8, 40  # of a row shown as an example


def draw_questions(asked: Sequence[Asked], *, named: bool, answered: int) -> None:
    """The first open question, the files it concerns, and one answer for all that are left.

    Args:
        asked: all open questions of the visit.
        named: whether the files are named: there are several.
        answered: how many were answered: an answer may raise another question.
    """
    if not asked:
        return
    with st.container(border=True, key="open questions"):
        _draw_first(asked, named=named, answered=answered)
        _draw_left(asked)


def _draw_first(asked: Sequence[Asked], *, named: bool, answered: int) -> None:
    first = asked[0]
    question = first.question
    done = t("Answered: {n}", n=answered) if answered else ""
    left = tn(len(asked), "1 question left", "{n} questions left") if answered or len(asked) > 1 else ""
    where = _files(first.uploads) if named else ""
    if told := " · ".join(filter(None, [done, left, where])):
        st.caption(told)
    st.markdown(f"## {md(_text(question))}")
    _draw_rows_of(first)
    if question.code in ASKS_A_DAY:
        _ask_date(first.uploads[0])
        return
    buttons, listed = _parted(question)
    with st.container(horizontal=True):
        for number, option in enumerate(buttons, 1):
            key = f"answer {option.value} {first.key()}"
            if st.button(md(option_text(option)), key=key, shortcut=str(number), wrap=True):
                first.answer(option.value)
                st.rerun()
    if listed:
        _draw_list(first, listed)
    if question.code not in WITHOUT_SAFE_ANSWER:
        st.caption(t("If unsure: {answer}.", answer=md(option_text(question.options[0]))))


def _files(uploads: Sequence[Upload]) -> str:
    """`In may.csv, june.csv and 22 more`, safe for markdown."""
    names = ", ".join(upload.name for upload in uploads[:FILES])
    if len(uploads) > FILES:
        return t("In {names} and {n} more files", names=md(names), n=len(uploads) - FILES)
    return t("In {names}", names=md(names))


def _draw_rows_of(asked: Asked) -> None:
    """How many rows wait for it or are about it, and one or two of them as they stand in the first file."""
    lines = asked.question.lines
    count = sum(len(set(question.lines)) for question in asked.in_each())
    if not count:
        return
    written = asked.uploads[0].as_written(lines[:SAMPLES])
    if asked.question.holds_rows:
        st.caption(tn(count, "1 row affected", "{n} rows affected", n=f"{count:,}"))
    elif count > len(written):
        st.caption(tn(count, "1 row", "{n} rows", n=f"{count:,}"))
    if written:  # as plain text: markdown makes a link of an address, and so a stop for the keyboard
        st.text("\n".join(f"{t('Row')} {row_number(line)}: {row_text(cells)}" for line, cells in written.items()))


def _text(question: Question) -> str:
    """A question in the language of the reader, with the names that areas and service types have in it."""
    return t_filled(name_of(question.text, question.text_local))


def option_text(option: Option) -> str:
    """An answer in the language of the reader, and so with the name that areas and service types have in it."""
    return t_filled(name_of(option.label, option.label_local))


def row_text(cells: tuple[str, ...], cells_shown: int = _CELLS, letters: int = _LETTERS) -> str:
    """A row in one line: its cells with bars between, those at the end that are empty left out, long ones cut."""
    said = [" ".join(cell.split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    cut = [cell if len(cell) <= letters else f"{cell[: letters - 1]}…" for cell in said[:cells_shown]]
    return " | ".join(cut) + (" | …" if len(said) > cells_shown else "")


def _ask_date(upload: Upload) -> None:
    key = upload.key(f"question date {upload.choices.date}")
    of_services = upload.plan is not None and upload.plan.kind is BatchKind.SERVICES
    label, latest = (t("Confirmed on"), clock.today()) if of_services else (t("Meeting date"), LATEST)
    chosen = day_field(st.container(), label, key, told=upload.choices.date, latest=latest)
    st.caption(t("You will not be asked for the date of this file again."))
    if chosen and chosen != upload.choices.date:
        upload.choose(date=chosen)
        st.rerun()


def _parted(question: Question) -> tuple[list[Option], list[Option]]:
    """The answers that get a button, and all others."""
    first = [option for option in question.options if not option.is_other]
    return first[:BUTTONS], [*first[BUTTONS:], *(option for option in question.options if option.is_other)]


def _draw_list(asked: Asked, listed: Sequence[Option]) -> None:
    """More answers than buttons: the rest in a list, searched by words and their parts."""
    labels = {option.value: option_text(option) for option in listed}
    chosen = st.selectbox(
        t("Another answer"),
        list(labels),
        index=None,
        format_func=lambda value: labels[value],
        placeholder=t("Choose an option"),
        filter_mode="contains",
        key=worded(f"more {asked.key()}"),
    )
    if chosen is not None:
        asked.answer(chosen)
        st.rerun()


# --- one answer for all that are left -------------------------------------------------------------------------------


def _draw_left(asked: Sequence[Asked]) -> None:
    """One answer for all that are left, with one meaning wherever it stands; what it leads to is listed before."""
    names = [one for one in asked if one.question.code in NEW_OR_KNOWN and one.new() and one.suggested()]
    orders = [one for one in asked if one.question.code == "ambiguous_date_order"]
    if asked[0] in names and len(names) > 1:
        _draw_names_left(names)
    elif asked[0] in orders and len(orders) > 1:
        _draw_orders_left(orders)


def _draw_names_left(names: Sequence[Asked]) -> None:
    n = len(names)
    st.markdown(t("First suggestion for the {n} names left:", n=n))
    lines = [f"- {_name(one.question)} → **{md(option_text(option))}**" for one in names if (option := one.suggested())]
    with st.container(height=240 if len(lines) > SHOWN else "content", border=False):
        st.markdown("\n".join(lines))
    with st.container(horizontal=True):
        if st.button(t("Use the first suggestion for all {n} names", n=n), key="all suggested", wrap=True):
            _answer_all([(one, one.suggested()) for one in names])
        if st.button(t("All {n}: new", n=n), key="all new", wrap=True):
            _answer_all([(one, one.new()) for one in names])


def _draw_orders_left(orders: Sequence[Asked]) -> None:
    labels = {"DMY": t("Day/month/year"), "MDY": t("Month/day/year"), "YMD": t("Year/month/day")}
    common = set.intersection(*({option.value for option in one.question.options} for one in orders))
    st.markdown(t("Or give the same answer for all {n} files that are left:", n=len(orders)))
    with st.container(horizontal=True):
        for order in [order for order in labels if order in common]:
            if st.button(labels[order], key=f"all orders {order}", wrap=True):
                _answer_all([(one, Option(order, "")) for one in orders])


def _name(question: Question) -> str:
    """What a question is about, in few words: the name as written, else what its text has between quotation marks."""
    if question.about:
        return md(question.about[0])
    text = _text(question)
    parts = text.split("'")
    return md(parts[1]) if len(parts) >= 3 and parts[1] else md(text)


def _answer_all(chosen: Sequence[tuple[Asked, Option | None]]) -> None:
    for asked, option in chosen:
        if option is not None:
            asked.answer(option.value)
    st.rerun()


# --- those answered -------------------------------------------------------------------------------------------------


def draw_answered(upload: Upload) -> None:
    """The questions of a file that were answered, to change an answer."""
    answered = [q for q in (upload.plan.questions if upload.plan else []) if upload.answer_of(q) is not None]
    if answered:
        with st.expander(t("Answered: {n}", n=len(answered))):
            for question in answered[:ANSWERED]:
                _draw_answered(upload, question)


def _draw_answered(upload: Upload, question: Question) -> None:
    about = counted({"rows": len(set(question.lines))}) if question.lines else ""
    st.markdown(md(_text(question)) + (f" :small[:gray[{about}]]" if about else ""))
    now, is_long = upload.answer_of(question), len(question.options) > BUTTONS
    labels = {option.value: option_text(option) if is_long else md(option_text(option)) for option in question.options}
    ask = (
        partial(st.selectbox, index=[*labels, now].index(now), filter_mode="contains")
        if is_long
        else partial(st.pills, default=now)
    )
    chosen = ask(
        t("Answer"),
        list(labels),
        format_func=lambda value: labels[value],
        key=worded(upload.key(f"question {now} {question.key}")),
        label_visibility="collapsed",
    )
    if chosen is not None and chosen != now:
        asked_again(question, upload).answer(chosen)
        st.rerun()
