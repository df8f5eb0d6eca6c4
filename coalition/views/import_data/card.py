"""One uploaded file in a line, and opened: what we read, what it would do, its rows; once confirmed, what it brought."""

from typing import cast

import streamlit as st

from coalition.access.templates import cases_template, services_template
from coalition.imports.commit import Committed
from coalition.imports.plan import Fate, Plan, Seen
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import brought, counted, date_text, md, t, t_filled, tn
from coalition.views.import_data.notices import draw_notices
from coalition.views.import_data.questions import draw_answered
from coalition.views.import_data.reading_form import draw_reading, kind_label
from coalition.views.import_data.receipt import draw_next
from coalition.views.import_data.rejected_rows import draw_lost
from coalition.views.import_data.rows import draw_gone, draw_rows
from coalition.views.import_data.undoing import draw_undo, undo_button
from coalition.views.import_data.uploads import Upload


def draw_upload(page: Page, upload: Upload, *, is_told: bool = False) -> None:
    """One file, from what we read to what it would do; of one that was confirmed, what it brought, and the way back.

    is_told: what it brought stands elsewhere in sight.
    """
    with st.container(border=True):
        if upload.done is not None:
            _draw_done(page, upload, upload.done, is_told=is_told)
            return
        if upload.trouble is not None:
            st.error(upload.trouble, icon=":material/error:")
            return
        plan = cast("Plan", upload.plan)
        if plan.refused:
            _draw_refused(page, upload, plan)
            return
        with st.container(gap="xsmall"):
            st.markdown(f"**{t('Read from the file')}**: {kind_label(plan, upload.read)}")
            draw_reading(page, upload)
        draw_answered(upload)
        draw_gone(upload, plan)
        draw_notices(plan)
        if said := in_a_sentence(plan):
            st.markdown(f"## {md(said)}")
        _draw_totals(upload, plan)
        draw_rows(upload, plan)


def draw_line(upload: Upload, *, is_open: bool) -> bool:
    """One of several files in one line: how far it is and what it says. Returns whether it was clicked."""
    state = _state(upload)
    label = f"**{md(upload.name)}** · {_state_text(upload, state)}"
    with st.container(key=upload.key("line")):
        return st.button(
            label,
            key=upload.key("open"),
            icon=_STATE_ICONS[state],
            type="secondary" if is_open else "tertiary",
            width="stretch",
            wrap=True,
        )


_STATE_ICONS = {
    "done": ":material/check_circle:",
    "failed": ":material/error:",
    "refused": ":material/block:",
    "asks": ":material/help:",
    "known": ":material/done_all:",
    "look": ":material/visibility:",
    "ready": ":material/radio_button_unchecked:",
}


def _state(upload: Upload) -> str:
    if upload.done is not None:
        return "done"
    if upload.trouble is not None or upload.plan is None:
        return "failed"
    if upload.plan.refused:
        return "refused"
    if upload.open_questions():
        return "asks"
    if not upload.plan.changes_anything():
        return "known"
    return "look" if upload.wants_a_look() else "ready"


def _state_text(upload: Upload, state: str) -> str:
    """What the line of a file says, safe for markdown."""
    plan = upload.plan
    if upload.done is not None:
        return md(brought(upload.done.totals) if upload.done.batch_id is not None else t("nothing new"))
    if plan is None or state == "failed":
        return upload.trouble or ""
    if state == "refused":
        return md(t_filled(plan.refused or ""))
    if state == "asks":
        return tn(len(upload.open_questions()), "1 question", "{n} questions")
    said = t("nothing new") if state == "known" else in_a_sentence(plan)
    return md(f"{said} · {t('Please check')}" if state == "look" else said)


def _draw_refused(page: Page, upload: Upload, plan: Plan) -> None:
    st.error(md(t_filled(plan.refused or "")), icon=":material/block:")
    for issue in plan.issues:
        if issue.suggestion:
            st.markdown(md(t_filled(issue.suggestion)))
            break
    if plan.questions:  # somebody said that these people are helped: the answer can be changed, and nobody of them is shown
        draw_answered(upload)
        return
    can_be_read = upload.read is not None and bool(upload.read.how.others)
    if can_be_read:
        draw_reading(page, upload)
    _draw_templates(upload)
    if not can_be_read:
        draw_reading(page, upload)


def _draw_templates(upload: Upload) -> None:
    """For a directory of services or a list of cases in columns that are not ours: what to write it into."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("If this is a list of services or of cases, copy it into the template:"), width="content")
        download(t("List of services"), services_template(), "services template.csv", key=upload.key("services template"))
        download(
            t("Shared cases (coded fields only)"), cases_template(), "cases template.csv", key=upload.key("cases template")
        )


# --- what it would do ------------------------------------------------------------------------------------------------


def in_a_sentence(plan: Plan) -> str:
    """`1 meeting on 14 May 2026, 23 people attended for 11 organizations; 2 rows not imported`, in the session's language."""
    counts = plan.counts()
    seen = plan.seen()
    said = _seen_text(seen) if seen else brought(plan.totals())
    waits, skipped = ("1 row awaiting an answer", "{n} rows awaiting an answer"), ("1 row skipped", "{n} rows skipped")
    left_out = {
        Fate.REFUSED: ("1 row not imported", "{n} rows not imported"),
        Fate.WAITING: waits if plan.open else skipped,
        Fate.NOT_A_PERSON: ("1 row is not a person", "{n} rows are not people"),
    }
    parts = [said] if said else []
    for fate, (one, many) in left_out.items():
        if n := counts.get(fate.value, 0):
            parts.append(tn(n, one, many, n=f"{n:,}"))
    if seen and (n := counts.get(Fate.GONE.value, 0) - plan.totals().get("attendances removed", 0)):
        stay = tn(n, "1 row that is not in this list stays", "{n} rows that are not in this list stay", n=f"{n:,}")
        parts.append(stay)
    return "; ".join(parts)


def _seen_text(seen: Seen) -> str:
    if not seen.meetings or seen.first is None or seen.last is None:
        return ""
    meetings = counted({"meetings": seen.meetings})
    if seen.first == seen.last:
        when = t("{meetings} on {date}", meetings=meetings, date=date_text(seen.first))
    else:
        when = t("{meetings}, {first} to {last}", meetings=meetings, first=date_text(seen.first), last=date_text(seen.last))
    people, organizations = counted({"people": seen.people}), counted({"organizations": seen.organizations})
    if seen.people and seen.organizations:
        came = t("{people} attended for {organizations}", people=people, organizations=organizations)
    else:
        came = t("{who} attended", who=people if seen.people else organizations)
    return t("{first}, {second}", first=when, second=came)


def _draw_totals(upload: Upload, plan: Plan) -> None:
    if plan.changes_anything():
        st.markdown(f"**{t('What this file would change')}**: {md(brought(plan.totals()))}")
        _draw_difference(plan.counts())
    elif upload.open_questions():
        return  # the heading counts the rows that wait, and the bar says what to do
    elif plan.counts().get(Fate.GONE.value):
        st.info(t("No new data. Tick what to remove."))
    elif plan.counts().get(Fate.UNCHANGED.value):
        st.success(t("No new data. Everything is already saved."), icon=":material/done_all:")
    else:
        st.info(t("Nothing in this file can be imported. See the rows below."))


def _draw_difference(counts: dict[str, int]) -> None:
    """Of a list that is stored in part: how much of it was stored before."""
    if known := counts.get(Fate.UNCHANGED.value, 0):
        st.caption(
            tn(
                known,
                "1 row is already stored and stays.",
                "{n} rows are already stored and stay.",
                n=f"{known:,}",
            )
        )


# --- done -------------------------------------------------------------------------------------------------------------


def _draw_done(page: Page, upload: Upload, done: Committed, *, is_told: bool) -> None:
    if done.batch_id is None:
        st.success(t("No new data. Everything is already saved."), icon=":material/done_all:")
        return
    if not is_told:
        st.success(t("Imported: {what}", what=md(brought(done.totals))), icon=":material/check_circle:")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_next([upload], most=2)
        undo_button([done.batch_id], key=upload.key("undo"))
    _draw_undo(page, upload, done.batch_id)
    draw_lost(upload, key=upload.key("lost"))


def _draw_undo(page: Page, upload: Upload, batch_id: int) -> None:
    if draw_undo(page, [batch_id], upload.name, key=upload.key("undo")):
        upload.done = None
        st.rerun()
