"""The files of a visit: their questions, a line for each, one button for all. And the templates to fill in."""

from datetime import datetime
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition import clock
from coalition.access.templates import cases_template, htcds_template, kinds_list, services_template
from coalition.imports.cases.columns import ALLOWED, COLUMNS, HTCDS
from coalition.imports.commit import Committed, PlanOutdated, commit, commit_several_job, kept_after_all, shown
from coalition.imports.plan import Plan
from coalition.queries import ledger
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.file_work import in_words
from coalition.shell.widgets import download
from coalition.shell.words import md, t
from coalition.views.import_data.asked import all_asked, how_many_answered
from coalition.views.import_data.card import draw_line, draw_upload
from coalition.views.import_data.confirm_bar import confirm_bar
from coalition.views.import_data.half_answered import HALF_ANSWERED
from coalition.views.import_data.newcomers import draw_newcomers
from coalition.views.import_data.plans import make_plans
from coalition.views.import_data.questions import draw_questions
from coalition.views.import_data.receipt import draw_receipt, just_confirmed, note_confirmed
from coalition.views.import_data.uploads import Upload, chosen_twice, lost_by_the_uploader, named, take_out
from coalition.workers import pool

_OPENED = "file that is open"  # in the session: its digest

# Where a mouse clicks, the lines stand closer than a finger needs.
_CLOSE = """<style>
.st-key-file-lines [class*="st-key-open-"] button, .st-key-file-lines [class*="st-key-open-"] button * {
  justify-content: flex-start; text-align: left; }
.st-key-file-lines [class*="st-key-open-"] button:hover { background: var(--chosen); }
.st-key-file-lines [class*="st-key-open-"] button::after { content: "▾" / ""; margin-left: auto; padding-left: 0.8rem; }
.st-key-file-lines [class*="st-key-open-"] button[kind="secondary"]::after { content: "▴" / ""; }
@media (min-width: 769px) {
  .st-key-file-lines [class*="st-key-open-"] button { min-height: 2rem; padding-block: 0.1rem; }
}</style>"""


def draw_templates() -> None:
    """Lists to fill in; attendance needs none."""
    with st.expander(t("Templates to fill in"), icon=":material/description:"):
        st.caption(t("Attendance: any list with a name column works."))
        download(t("List of services"), services_template(), "services template.csv")
        st.markdown("\n".join(f"- **{column}**: {told}" for column, told in _services_columns().items()))
        download(t("Codes of the service types"), kinds_list(), "service types.csv")
        download(t("Shared cases (coded fields only)"), cases_template(), "cases template.csv")
        st.markdown("\n".join(f"- **{column}**: {told}" for column, told in _cases_columns().items()))
        download(t("Shared cases with referrals and consent (HTCDS)"), htcds_template(), "cases HTCDS template.csv")
        more = {name: t(ALLOWED[name]) for name in HTCDS if name not in COLUMNS}
        st.markdown("\n".join(f"- **{md(column)}**: {told}" for column, told in more.items()))


def _services_columns() -> dict[str, str]:
    """{columns of the list of services: what they hold}."""
    return {
        "organization, sector": t("who offers it, and its sector (such as government, NGO, police); the sector may stay empty"),
        "service_type": t("code or name of the service type, such as A2"),
        "area, province": t(
            "a province or a district, by name or area code (P-code); write the province "
            "beside a district, and you will not be asked which district is meant"
        ),
        "starts_on, ends_on": t("from when to when it is offered, such as 2026-01-15; may stay empty"),
        "capacity, capacity_available": t("places in all, and those free now; empty: not known, 0: none"),
        "reported_on, reported_by": t("the day on which somebody confirmed it, and who"),
        "eligibility, languages": t("who may use it; languages as codes, such as th;my;en"),
        "minimum_age, maximum_age, serves_sex": t(
            "youngest and oldest age served, and female or male where only they are served"
        ),
        "hours": t("day and night, office hours, or other hours in up to 40 characters"),
        "contact, telephone, email": t("whom to call: a person at work or a desk; may stay empty"),
        "status": t("active or ended; if no organization is named: nobody (asked, no provider) or not known"),
    }


def _cases_columns() -> dict[str, str]:
    """{columns of the list of shared cases: what may stand in them}."""
    told = {name: t(ALLOWED[name]) for name in COLUMNS if name in ALLOWED}
    return {"case": t("the same number or word in every row of one case, such as 1 for the first case; never a name"), **told}


def draw_files(page: Page, found: list[Upload]) -> None:
    """The open questions of all files, a line for each file (one alone is open), and what would be stored."""
    _draw_lost()
    for name, other in chosen_twice().items():
        st.caption(md(t("{file} is the same file as {other}: it is imported once.", file=name, other=other)))
    _take_back_undone(page, found)
    done = just_confirmed(found)
    make_plans(page, found)
    pending = [upload for upload in found if upload.done is None]
    if done:
        draw_receipt(page, done, left=len(pending))
    asked = all_asked(found)
    if not done:
        draw_questions(asked, named=len(found) > 1, answered=how_many_answered(pending))
    if not done:
        draw_newcomers(pending)
    if len(found) == 1:
        st.subheader(md(found[0].name), anchor=False)
        draw_upload(page, found[0], is_told=bool(done))
    else:
        _draw_lines(page, found)
    if not done and any(upload.is_ready() or upload.open_questions() for upload in pending):
        pressed, bar = confirm_bar(pending, len(asked))
        if pressed:
            _confirm(page, [upload for upload in pending if upload.is_ready()], bar)
    for upload in found:
        upload.is_unseen = False  # now it stands on the screen


def _take_back_undone(page: Page, found: list[Upload]) -> None:
    """A file is confirmed while the database holds it: its import may be undone here, elsewhere or with the whole database."""
    stored = ask(page, ledger.stored_files)
    for upload in found:
        if upload.done is not None and (upload.done.batch_id, upload.digest) not in stored:
            upload.done = None


def _draw_lost() -> None:
    """Name the files that the uploader does not show any more, and let them go."""
    if lost := lost_by_the_uploader():
        with st.container(horizontal=True, vertical_alignment="center", key="lost files"):
            st.markdown(md(t("Not confirmed yet: {files}", files=", ".join(one.name for one in lost))), width="content")
            if st.button(t("Remove"), key="take out", icon=":material/close:"):
                take_out(lost)
                st.rerun()


def _draw_lines(page: Page, found: list[Upload]) -> None:
    """A line per file; the one that was clicked is open below its line, and a second click closes it."""
    st.html(_CLOSE)
    opened = st.session_state.get(_OPENED)
    with st.container(border=True, gap="xxsmall", key="file lines"):
        for upload in found:
            is_open = upload.digest == opened
            if draw_line(upload, is_open=is_open):
                st.session_state[_OPENED] = None if is_open else upload.digest
                st.rerun()
            if is_open:
                draw_upload(page, upload, is_told=True)


def _confirm(page: Page, ready: list[Upload], bar: DeltaGenerator) -> None:
    """Store what is shown of these files, all of it or nothing, and say what became of it."""
    if any(upload.is_unseen for upload in ready):
        bar.warning(t("Data changed. Check the preview again."))
        return
    try:
        done = confirm(page, ready)
    except PlanOutdated:
        bar.warning(t("Data changed. Check the preview again."))
        return
    except pool.WorkFailed:
        bar.error(t("Could not save. Try again."))
        return
    for upload, one in zip(ready, done, strict=True):
        upload.done = one
        HALF_ANSWERED.forget(upload.digest)
    note_confirmed(ready)
    st.session_state[_OPENED] = None
    st.rerun()


def confirm(page: Page, ready: list[Upload]) -> list[Committed]:
    """Commit the plans that are shown. A process that ended without an answer may have stored them: what is stored counts.

    Raises:
        PlanOutdated: something was saved since; nothing is written.
        WorkFailed: it was not done; nothing is written.
    """
    now = clock.now()
    try:
        return _committed(page, ready, now)
    except pool.WorkFailed:
        kept = kept_after_all(page.engine, [upload.digest for upload in ready], now)
        if len(kept) < len(ready):
            raise
        return [kept[upload.digest] for upload in ready]


def _committed(page: Page, ready: list[Upload], now: datetime) -> list[Committed]:
    plans = [cast("Plan", upload.plan) for upload in ready]
    if len(ready) == 1 and len(ready[0].data) < pool.LONG_FILE:
        return [commit(page.engine, plans[0], now=now)]
    url = page.engine.url.render_as_string(hide_password=False)
    with in_words(t("Saving {file}", file=md(named(ready)))) as told:
        files = [upload.as_file() for upload in ready]
        shown_plans = [shown(plan) for plan in plans]
        return pool.run(
            commit_several_job,
            pool.COMMIT_SECONDS,
            told,
            url=url,
            files=files,
            shown_plans=shown_plans,
            today=page.today,
            now=now,
        )
