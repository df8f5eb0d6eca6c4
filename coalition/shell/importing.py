"""The card of one uploaded file: what we read, the questions, what it would do row by row, confirm, done."""

from datetime import UTC, datetime
from typing import cast

import pandas as pd
import streamlit as st

from coalition.database import data_version, reading
from coalition.imports.commit import Committed, PlanOutdated, commit
from coalition.imports.plan import Fate, Plan, PlanRow
from coalition.imports.refused import refused_csv
from coalition.shell import long_work
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.import_questions import draw_questions
from coalition.shell.reading_form import draw_reading, kind_label
from coalition.shell.undoing import draw_undo, undo_button
from coalition.shell.uploads import Upload, make_plan
from coalition.shell.widgets import download
from coalition.shell.words import counted, md, t, t_filled, worded

ROWS_SHOWN = 100
TICKS_SHOWN = 100

FATES = {
    Fate.NEW: "New",
    Fate.CHANGED: "Changes something",
    Fate.MERGED: "Merged with another row",
    Fate.UNCHANGED: "Unchanged",
    Fate.GONE: "No longer there",
    Fate.NOT_A_PERSON: "Not a person",
    Fate.REFUSED: "Refused",
    Fate.WAITING: "Waits for an answer",
    Fate.BLANK: "Blank",
}
"""English label of each fate."""


def draw_upload(page: Page, upload: Upload, *, alone: bool) -> None:
    """One file, from what we read to done; when it is not alone, a finished one takes one line."""
    with st.container(border=True):
        if upload.done is not None and not alone:
            _draw_done_line(page, upload, upload.done)
            return
        if upload.done is not None:
            st.subheader(md(upload.name), anchor=False)
            _draw_done(page, upload, upload.done)
            return
        make_plan(page, upload, version_now(page))
        plan = cast("Plan", upload.plan)
        st.subheader(md(upload.name), anchor=False)
        if plan.refused:
            _draw_refused(upload, plan)
            return
        st.markdown(f"**{t('What we read')}**: {kind_label(plan, upload.read)}")
        draw_reading(upload)
        draw_questions(upload)
        _draw_totals(upload, plan)
        _draw_rows(upload, plan)
        _draw_gone(upload, plan)
        _draw_confirm(page, upload, plan)


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
    draw_reading(upload)


# --- what it would do ------------------------------------------------------------------------------------------------


def _draw_totals(upload: Upload, plan: Plan) -> None:
    if plan.changes_anything():
        st.markdown(f"**{t('What it would do')}**: {md(counted(plan.totals()))}")
    elif upload.open_questions():
        st.info(t("Nothing can be kept yet: its rows wait for an answer."))
    else:
        st.success(t("Nothing in this file is new: everything in it is stored already."), icon=":material/done_all:")


def _draw_rows(upload: Upload, plan: Plan) -> None:
    counts = plan.counts()
    if not counts:
        return
    fates = [fate for fate in Fate if counts.get(fate.value)]
    chosen = st.pills(
        t("Rows"),
        fates,
        format_func=lambda fate: f"{t(FATES[fate])} {counts[fate.value]:,}",
        key=worded(upload.key("fate")),
    )
    total = counts[chosen.value] if chosen else sum(counts.values())
    pages = max(1, -(-total // ROWS_SHOWN))
    number = st.pagination(pages, key=upload.key("rows page")) if pages > 1 else 1
    start = (min(number, pages) - 1) * ROWS_SHOWN
    if chosen:
        rows = [row for row in plan.rows() if row.fate is chosen][start : start + ROWS_SHOWN]
    else:
        rows = plan.rows(start, start + ROWS_SHOWN)
    st.dataframe(
        _rows_frame(rows),
        hide_index=True,
        height="content" if len(rows) < 10 else 380,
        key=upload.key("rows"),
        alt=t("What becomes of each row"),
        column_config={
            t("Row"): st.column_config.TextColumn(width=50),
            t("What becomes of it"): st.column_config.TextColumn(width=140),
            t("What it is"): st.column_config.TextColumn(width=460),
            t("Why"): st.column_config.TextColumn(width=260),
        },
    )
    if counts.get(Fate.REFUSED.value):
        stem = upload.name.rsplit(".", 1)[0]
        download(t("Download the refused rows with their reasons"), refused_csv(plan), f"{stem} refused.csv")


def _rows_frame(rows: list[PlanRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("Row"): [", ".join(map(str, row.lines)) for row in rows],
            t("What becomes of it"): [t(FATES[row.fate]) for row in rows],
            t("What it is"): [t_filled(row.what) for row in rows],
            t("Why"): [t_filled(row.why) for row in rows],
        },
        dtype="string",
    )


def _draw_gone(upload: Upload, plan: Plan) -> None:
    if not plan.counts().get(Fate.GONE.value):
        return
    gone = [row for row in plan.rows() if row.fate is Fate.GONE and row.key]
    keys = [row.key for row in gone]
    st.markdown(f"**{t('No longer in this list')}**")
    st.caption(t("In an earlier version of this list and missing from this one. Ticked rows are removed; the others stay."))
    every = set(keys) <= upload.answers.remove
    if len(keys) > 1 and st.button(t("Untick all") if every else t("Tick all"), key=upload.key("tick all")):
        upload.remove(keys, not every)
        st.rerun()
    with st.container(height=240 if len(keys) > 6 else "content", border=False):
        for row in gone[:TICKS_SHOWN]:
            now = row.key in upload.answers.remove
            ticked = st.checkbox(md(t_filled(row.what)), value=now, key=upload.key(f"gone {now} {row.key}"))
            if ticked != now:
                upload.remove([row.key], ticked)
                st.rerun()
    if len(gone) > TICKS_SHOWN:
        more = len(gone) - TICKS_SHOWN
        st.caption(
            t(
                "1 more is not shown; 'Tick all' takes it too."
                if more == 1
                else "{n} more are not shown; 'Tick all' takes them too.",
                n=more,
            )
        )


# --- confirm and done ----------------------------------------------------------------------------------------------


def _draw_confirm(page: Page, upload: Upload, plan: Plan) -> None:
    if not plan.changes_anything():
        return
    first = len(upload.blocking())
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            t("Confirm"), type="primary", key=upload.key("confirm"), icon=":material/check:", disabled=bool(first)
        )
        if first:
            told = t("1 question first: its answer changes what is kept." if first == 1 else "{n} questions first.", n=first)
            st.caption(told, width="content")
    if pressed:
        try:
            confirm(page, upload)
        except PlanOutdated:
            st.warning(t("Something was saved meanwhile; look at the plan again."))
            return
        st.rerun()


def confirm(page: Page, upload: Upload) -> None:
    """Commit the plan that is shown.

    Raises:
        PlanOutdated: something was saved since; nothing is written.
    """
    plan = cast("Plan", upload.plan)
    now = datetime.now(UTC)
    if not long_work.is_long(upload.data):
        upload.done = commit(page.engine, plan, now=now)
        return
    url = page.engine.url.render_as_string(hide_password=False)
    with st.status(t("Writing {file}", file=md(upload.name))) as status:
        done = long_work.run("commit", tell=lambda stage: status.update(label=t(stage)), url=url, plan=plan, by=None, now=now)
        upload.done = cast("Committed", done)


def _draw_done(page: Page, upload: Upload, done: Committed) -> None:
    if done.batch_id is None:
        st.success(t("Nothing in this file is new: everything in it is stored already."), icon=":material/done_all:")
        return
    st.success(t("Imported: {what}", what=md(counted(done.totals))), icon=":material/check_circle:")
    with st.container(horizontal=True, vertical_alignment="center"):
        for path, label in _NEXT.get(upload.plan.kind.value if upload.plan else "", ()):
            page_link(path, t(label))
        undo_button(done.batch_id, key=upload.key("undo"))
    if draw_undo(page, done.batch_id, key=upload.key("undo")):
        upload.done = None
        st.rerun()


def _draw_done_line(page: Page, upload: Upload, done: Committed) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        what = counted(done.totals) if done.batch_id is not None else t("nothing new")
        st.markdown(f":material/check_circle: **{md(upload.name)}** · {md(what)}", width="stretch")
        if done.batch_id is not None:
            undo_button(done.batch_id, key=upload.key("undo"))
    if done.batch_id is not None and draw_undo(page, done.batch_id, key=upload.key("undo")):
        upload.done = None
        st.rerun()


_NEXT = {
    "attendance": (("pages/meetings.py", "See the meetings"), ("pages/participation.py", "See who comes")),
    "services": (("pages/coverage.py", "See where help is missing"), ("pages/directory.py", "See the directory")),
    "cases": (("pages/cases.py", "See the cases"), ("pages/coverage.py", "See where help is missing")),
}
