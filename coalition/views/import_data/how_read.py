"""How a file was read, with what speaks for it and against it, and the other ways in which it could be read: one click each."""

import streamlit as st

from coalition.edits.aliases import forget_correction
from coalition.imports.plan import Recalled
from coalition.imports.reading import OtherWay, Reading
from coalition.shell.context import Page
from coalition.shell.save import edit
from coalition.shell.words import counted, date_text, instant_day_text, md, t, t_filled
from coalition.views.import_data.uploads import Upload


def draw_told(page: Page, upload: Upload, read: Reading) -> None:
    """The reading in a sentence or two; of one that a person chose, now or for a file like it, the way back."""
    if read.how.told:
        st.markdown(md(t_filled(read.how.told)))
    recalled = upload.plan.recalled if upload.plan is not None else None
    if recalled is not None:
        _draw_recalled(page, upload, recalled)
    elif read.how.chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("It is read as you chose."), width="content")
            if st.button(
                t("Go back to how it was read at first"), key=upload.key("layout back"), icon=":material/undo:", type="tertiary"
            ):
                upload.choose(layout="")
                st.rerun()


def _draw_recalled(page: Page, upload: Upload, recalled: Recalled) -> None:
    """That it is read as a file like it was corrected: left, taken again, or forgotten by one click."""
    told = {"date": instant_day_text(recalled.at), "file": md(recalled.file)}
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=upload.key("recalled")):
        if recalled.used:
            st.markdown(
                t("Read in the same way as a similar file that you corrected on {date} ({file}).", **told), width="content"
            )
            if st.button(
                t("Read it without the correction"), key=upload.key("recalled off"), icon=":material/undo:", type="tertiary"
            ):
                upload.choose(layout="")
                st.rerun()
        else:
            st.markdown(t("You corrected a file like this on {date} ({file}).", **told), width="content")
            if st.button(t("Read it this way"), key=upload.key("recalled on"), icon=":material/check:", type="tertiary"):
                upload.choose(layout=None)
                st.rerun()
        if st.button(t("Remove"), key=upload.key("recalled forget"), icon=":material/delete:", type="tertiary"):
            edit(page, t("The correction is removed."), forget_correction, recalled.key)


def draw_reasons(read: Reading) -> None:
    """The strongest evidence: what speaks for this reading, then what speaks against it."""
    parts = {
        t("Why read it this way"): [reason.text for reason in read.how.reasons if reason.weight > 0],
        t("Why this way may be wrong"): [reason.text for reason in read.how.reasons if reason.weight < 0],
    }
    listed = {head: texts for head, texts in parts.items() if texts}
    if not listed:
        return
    with st.grid(len(listed), min_column_width=280):
        for head, texts in listed.items():
            st.markdown("\n".join([f"**{head}**", "", *(f"- {md(t_filled(text))}" for text in texts)]))


def draw_others(upload: Upload, read: Reading) -> None:
    """Ways that would give other people or other days, each in a line with its first people."""
    if not read.how.others:
        return
    with st.expander(t("Read it another way"), expanded=bool(read.refused), icon=":material/difference:"):
        for number, way in enumerate(read.how.others, 1):
            if st.button(md(t_filled(way.told)), key=upload.key(f"layout {number} {way.key}"), wrap=True):
                upload.choose(layout=way.key)
                st.rerun()
            st.caption(md(_gives(way)))


def _gives(way: OtherWay) -> str:
    """`57 people, 1 meeting on 25 Jul 2020: Ann Lee, Bo Chan, …`"""
    counts = {"people": way.people, "meetings": way.meetings}
    parts = [counted({what: count for what, count in counts.items() if count})]
    if way.first is not None and way.last is not None and way.first != way.last:
        parts.append(t("{first} to {last}", first=date_text(way.first), last=date_text(way.last)))
    elif way.first is not None:
        parts.append(date_text(way.first))
    elif way.last is None:
        parts.append(t("date not known"))
    names = ", ".join(way.names) + ("…" if way.people is None or way.people > len(way.names) else "")
    return f"{', '.join(filter(None, parts))}: {names}"
