"""The card of one uploaded file: what we read, its questions, what it would do, confirm, its rows; done."""

from typing import cast

import streamlit as st

from coalition import clock
from coalition.database import data_version, reading
from coalition.imports import pool
from coalition.imports.commit import Committed, PlanOutdated, commit
from coalition.imports.jobs import commit_job
from coalition.imports.plan import Fate, Plan, SaysWhoCame, Seen
from coalition.shell.context import Page
from coalition.shell.words import brought, counted, date_text, md, t, t_filled, tn
from coalition.views.import_data.confirm_bar import confirm_bar
from coalition.views.import_data.duplicate_notice import apart_text, draw_apart
from coalition.views.import_data.notices import draw_notices
from coalition.views.import_data.questions import draw_questions
from coalition.views.import_data.reading_form import draw_reading, kind_label
from coalition.views.import_data.receipt import draw_next, note_confirmed
from coalition.views.import_data.rejected_rows import draw_lost
from coalition.views.import_data.rows import draw_gone, draw_rows
from coalition.views.import_data.undoing import draw_undo, undo_button
from coalition.views.import_data.uploads import Upload, make_plan


def draw_upload(page: Page, upload: Upload, *, keys: bool = True, named: bool = False) -> None:
    """One file, from what we read to done.

    Args:
        keys: whether its questions and its button to confirm answer to keys; only one file of a page may.
        named: whether the bar at the foot names the file: it is one of several.
    """
    with st.container(border=True):
        st.subheader(md(upload.name), anchor=False)
        if upload.done is not None:
            _draw_done(page, upload, upload.done)
            return
        make_plan(page, upload, version_now(page))
        if upload.trouble is not None:
            st.error(upload.trouble, icon=":material/error:")
            return
        plan = cast("Plan", upload.plan)
        if plan.refused:
            _draw_refused(upload, plan)
            return
        with st.container(gap="xsmall"):
            st.markdown(f"**{t('What we read')}**: {kind_label(plan, upload.read)}")
            draw_reading(upload)
        draw_questions(upload, keys=keys)
        draw_gone(upload, plan)
        draw_notices(plan)
        waits = plan.changes_anything() or bool(upload.blocking())
        if not waits and (said := in_a_sentence(plan)):  # else the bar says it
            st.markdown(f"##### {md(said)}")
        _draw_totals(upload, plan)
        draw_rows(upload, plan)
        if waits:
            _draw_confirm(page, upload, plan, keys=keys, named=named)


def draw_line(page: Page, upload: Upload, *, opened: bool) -> bool:
    """One of several files in one line: what it is and how far it is. Returns whether it is to be opened."""
    batch_id = upload.done.batch_id if upload.done is not None else None
    with st.container(horizontal=True, vertical_alignment="center", key=upload.key("line")):
        st.markdown(f"{_STATE_ICONS[_state(upload)]} **{md(upload.name)}** · {_state_text(upload)}", width="stretch")
        if upload.done is not None and (lost := _refused_count(upload)):
            with st.popover(t("Refused rows: {n}", n=f"{lost:,}")):
                draw_lost(upload, key=upload.key("lost"))
        if batch_id is not None:
            undo_button(batch_id, key=upload.key("undo"))
        asked = upload.done is None and not opened and st.button(t("Look at it"), key=upload.key("open"))
    if batch_id is not None:
        _draw_undo(page, upload, batch_id)
        draw_apart(page, upload)
    return asked


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


def _state_text(upload: Upload) -> str:
    """What the line of a file says, safe for markdown."""
    state, plan = _state(upload), upload.plan
    if upload.done is not None:
        return md(brought(upload.done.totals) if upload.done.batch_id is not None else t("nothing new"))
    if plan is None or state == "failed":
        return upload.trouble or ""
    if state == "refused":
        return md(t_filled(plan.refused or ""))
    if state == "asks":
        n = len(upload.open_questions())
        return tn(n, "1 question", "{n} questions")
    said = t("nothing new") if state == "known" else in_a_sentence(plan)
    return md(f"{said} · {t('Worth a look')}" if state == "look" else said)


def _refused_count(upload: Upload) -> int:
    return upload.plan.counts().get(Fate.REFUSED.value, 0) if upload.plan is not None else 0


def version_now(page: Page) -> int:
    """The version of the data at this moment: it moves while this page commits."""
    with reading(page.engine) as session:
        return data_version(session)


def _draw_refused(upload: Upload, plan: Plan) -> None:
    st.error(md(t_filled(plan.refused or "")), icon=":material/block:")
    for issue in plan.issues:
        if issue.suggestion:
            st.markdown(md(t_filled(issue.suggestion)))
            break
    if plan.questions:  # somebody said that these people are helped: the answer can be changed, and nobody of them is shown
        draw_questions(upload, keys=False)
        return
    draw_reading(upload)


# --- what it would do ------------------------------------------------------------------------------------------------


def in_a_sentence(plan: Plan) -> str:
    """`1 meeting on 14 May 2026, 23 people of 11 organizations; 2 rows refused`, in the language of the session."""
    counts = plan.counts()
    said = _seen_text(plan.seen()) if isinstance(plan, SaysWhoCame) else brought(plan.totals())
    left_out = {
        Fate.REFUSED: ("1 row refused", "{n} rows refused"),
        Fate.WAITING: ("1 row waits for an answer", "{n} rows wait for an answer"),
        Fate.NOT_A_PERSON: ("1 row is nobody", "{n} rows are nobody"),
    }
    parts = [said] if said else []
    for fate, (one, many) in left_out.items():
        if n := counts.get(fate.value, 0):
            parts.append(tn(n, one, many, n=f"{n:,}"))
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
    if not seen.people:
        return f"{when}, {organizations}"
    if not seen.organizations:
        return f"{when}, {people}"
    return f"{when}, {t('{people} of {organizations}', people=people, organizations=organizations)}"


def _draw_totals(upload: Upload, plan: Plan) -> None:
    if plan.changes_anything():
        st.markdown(f"**{t('What it would do')}**: {md(brought(plan.totals()))}")
        if apart := apart_text(upload):
            st.markdown(apart)
        _draw_difference(plan.counts())
    elif upload.open_questions():
        st.info(t("Nothing can be kept yet: its rows wait for an answer."))
    elif plan.counts().get(Fate.GONE.value):
        st.info(t("Nothing in this list is new. What is no longer in it goes only when it is ticked."))
    elif plan.counts().get(Fate.UNCHANGED.value):
        st.success(t("Nothing in this file is new: everything in it is stored already."), icon=":material/done_all:")
    else:
        st.info(t("There is nothing in this file to keep: see below what becomes of each row."))


def _draw_difference(counts: dict[str, int]) -> None:
    """Of a list that is stored in part: how much of it was stored before."""
    if known := counts.get(Fate.UNCHANGED.value, 0):
        st.caption(
            tn(
                known,
                "1 row is stored already and stays as it is.",
                "{n} rows are stored already and stay as they are.",
                n=f"{known:,}",
            )
        )


# --- confirm and done ----------------------------------------------------------------------------------------------


def _draw_confirm(page: Page, upload: Upload, plan: Plan, *, keys: bool, named: bool) -> None:
    said = ": ".join(filter(None, [upload.name if named else "", in_a_sentence(plan)]))
    pressed, bar = confirm_bar(upload, said, changes=plan.changes_anything(), keys=keys)
    if pressed:
        try:
            if upload.is_unseen:
                raise PlanOutdated
            confirm(page, upload)
        except PlanOutdated:
            bar.warning(t("Something was saved meanwhile; look at the plan again."))
            return
        except pool.WorkFailed:
            bar.error(t("It could not be written; nothing of it is stored. Try once more."))
            return
        note_confirmed(upload)
        st.rerun()


def confirm(page: Page, upload: Upload) -> None:
    """Commit the plan that is shown.

    Raises:
        PlanOutdated: something was saved since; nothing is written.
    """
    plan = cast("Plan", upload.plan)
    now = clock.now()
    if len(upload.data) < pool.LONG_FILE:
        upload.done = commit(page.engine, plan, now=now)
        return
    url = page.engine.url.render_as_string(hide_password=False)
    with st.status(t("Writing {file}", file=md(upload.name))):
        upload.done = pool.run(commit_job, pool.COMMIT_SECONDS, None, url=url, plan=plan, by=None, now=now)


def _draw_done(page: Page, upload: Upload, done: Committed) -> None:
    if done.batch_id is None:
        st.success(t("Nothing in this file is new: everything in it is stored already."), icon=":material/done_all:")
        return
    st.success(t("Imported: {what}", what=md(brought(done.totals))), icon=":material/check_circle:")
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_next(upload, most=2)
        undo_button(done.batch_id, key=upload.key("undo"))
    _draw_undo(page, upload, done.batch_id)
    draw_lost(upload, key=upload.key("lost"))
    draw_apart(page, upload)


def _draw_undo(page: Page, upload: Upload, batch_id: int) -> None:
    if draw_undo(page, batch_id, upload.name, key=upload.key("undo")):
        upload.done = None
        st.rerun()
