"""Several files at once: confirm all that need no answer. And the templates to fill in."""

import streamlit as st

from coalition.imports import pool
from coalition.imports.cases.columns import ALLOWED, COLUMNS, HTCDS
from coalition.imports.commit import PlanOutdated
from coalition.imports.templates import cases_template, htcds_template, kinds_list, services_template
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import md, t, tn
from coalition.views.import_data.card import confirm, draw_line, draw_upload, version_now
from coalition.views.import_data.receipt import draw_receipt, just_confirmed, move_on
from coalition.views.import_data.uploads import Upload, make_plan

_OPENED = "file that is open"  # in the session: its digest
_TOGETHER = "confirmed together"  # in the session: digests of the files of the last press of the button


def draw_templates() -> None:
    """Lists to fill in; attendance needs none."""
    with st.expander(t("Templates to fill in"), icon=":material/description:"):
        st.caption(t("Attendance needs no template: any list with a column of names will do."))
        download(t("List of services"), services_template(), "services template.csv")
        st.markdown("\n".join(f"- **{column}**: {told}" for column, told in _services_columns().items()))
        download(t("Codes of the kinds of help"), kinds_list(), "kinds of help.csv")
        download(t("Shared cases (coded fields only)"), cases_template(), "cases template.csv")
        st.markdown("\n".join(f"- **{column}**: {told}" for column, told in _cases_columns().items()))
        download(t("Shared cases with referrals and consent (HTCDS)"), htcds_template(), "cases HTCDS template.csv")
        more = {name: t(ALLOWED[name]) for name in HTCDS if name not in COLUMNS}
        st.markdown("\n".join(f"- **{md(column)}**: {told}" for column, told in more.items()))


def _services_columns() -> dict[str, str]:
    """{columns of the list of services: what they hold}."""
    return {
        "organization, sector": t("who offers it, and its sector (such as government, NGO, police); the sector may stay empty"),
        "service_type": t("code or name of the kind of help, such as A2"),
        "area, province": t("a province or a district, by name or P-code; the province beside a district avoids questions"),
        "starts_on, ends_on": t("from when to when it is offered, such as 2026-01-15; may stay empty"),
        "capacity, capacity_available": t("places in all, and those free now; empty: not known, 0: none"),
        "reported_on, reported_by": t("the day on which somebody confirmed it, and who"),
        "eligibility, languages": t("who may use it; languages as codes, such as th;my;en"),
        "minimum_age, maximum_age, serves_sex": t(
            "youngest and oldest age helped, and female or male where only they are helped"
        ),
        "status": t("active or ended; without an organization: nobody (asked, there is none) or not known"),
    }


def _cases_columns() -> dict[str, str]:
    """{columns of the list of shared cases: what may stand in them}."""
    told = {name: t(ALLOWED[name]) for name in COLUMNS if name in ALLOWED}
    return {"case": t("the same word in every row of one case, such as 1, 2, 3; not a name"), **told}


def draw_files(page: Page, found: list[Upload]) -> None:
    """One file as its card; several as a line each, those that ask something first, and the card of the one that is open."""
    _draw_files(page, found)
    for upload in found:
        upload.is_unseen = False  # now it stands on the screen


def _draw_files(page: Page, found: list[Upload]) -> None:
    told = just_confirmed(found)
    if told is not None:
        draw_receipt(told, named=len(found) > 1, left=sum(upload.done is None for upload in found))
    if len(found) == 1:
        draw_upload(page, found[0])
        return
    _draw_confirm_all(page, found)
    listed = _in_order(found)
    opened = _opened(listed) if told is None else None
    with st.container(border=True, gap="xsmall"):
        for upload in listed:
            if draw_line(page, upload, opened=upload is opened):
                st.session_state[_OPENED] = upload.digest
                move_on()
                st.rerun()
    if opened is not None:
        draw_upload(page, opened, named=True)


def _opened(listed: list[Upload]) -> Upload | None:
    """The file that is open: the one that was chosen, else the first that needs somebody."""
    pending = [upload for upload in listed if upload.done is None]
    chosen = [upload for upload in pending if upload.digest == st.session_state.get(_OPENED)]
    return next(iter([*chosen, *pending]), None)


def _draw_confirm_all(page: Page, found: list[Upload]) -> None:
    """Plan the files one after the other; one button for all that are ready.

    Each is planned against what is stored now, so what an earlier one of them brought and what was answered for it counts.
    """
    pending = [upload for upload in found if upload.done is None]
    _plan_all(page, pending)
    _tell_confirmed(found)
    free = [upload for upload in pending if upload.is_ready()]
    ready = [upload for upload in free if not upload.wants_a_look()]
    count = len(ready)
    label = tn(count, "Confirm the 1 file that needs no answer", "Confirm all {n} files that need no answer")
    if ready and st.button(label, type="primary", key="confirm all"):
        if any(upload.is_unseen for upload in ready):
            st.warning(t("Something was saved meanwhile; look at the plan again."))
            return
        _confirm_all(page, ready)
        st.session_state[_TOGETHER] = [upload.digest for upload in ready]
        st.rerun()
    if looks := len(free) - count:
        one, many = "1 file is worth a look before it is confirmed.", "{n} files are worth a look before they are confirmed."
        st.caption(tn(looks, one, many))


def _plan_all(page: Page, pending: list[Upload]) -> None:
    version = version_now(page)
    if all(upload.plan is not None or upload.trouble for upload in pending):
        for upload in pending:
            make_plan(page, upload, version)
        return
    place = st.empty()
    for number, upload in enumerate(pending):
        told = t("Reading {file}, {n} of {all}", file=md(upload.name), n=number + 1, all=len(pending))
        place.progress(number / len(pending), text=told)
        make_plan(page, upload, version)
    place.empty()


def _in_order(found: list[Upload]) -> list[Upload]:
    """Files with open questions first, then what else waits for a person, finished ones last."""
    return sorted(found, key=lambda u: (u.done is not None, not u.open_questions(), u.is_ready() and not u.wants_a_look()))


def _tell_confirmed(found: list[Upload]) -> None:
    """What became of the files that were confirmed together: those that stayed open are named."""
    together = set(st.session_state.get(_TOGETHER, ()))
    files = [upload for upload in found if upload.digest in together]
    imported = sum(upload.done is not None for upload in files)
    asking = [upload.name for upload in files if upload.done is None and upload.open_questions()]
    others = [upload.name for upload in files if upload.done is None and not upload.open_questions()]
    if not files:
        return
    told = [tn(imported, "**1 file imported.**", "**{n} files imported.**")]
    if asking:
        names = md(", ".join(asking))
        told.append(
            tn(
                len(asking),
                "1 now has a question, because of what the others brought: {names}.",
                "{n} now have a question, because of what the others brought: {names}.",
                names=names,
            )
        )
    if others:
        told.append(t("Not imported, look at it below: {names}.", names=md(", ".join(others))))
    (st.warning if asking or others else st.success)(" ".join(told))


def _confirm_all(page: Page, ready: list[Upload]) -> None:
    """Confirm one after the other. One that fails, or asks something new, stays open and stops no other."""
    bar = st.progress(0.0)
    for index, upload in enumerate(ready):
        bar.progress(index / len(ready), text=md(upload.name))
        make_plan(page, upload, version_now(page))
        if upload.is_ready() and not upload.wants_a_look():
            try:
                confirm(page, upload)
            except (PlanOutdated, pool.WorkFailed):
                continue  # it is shown again, with its new plan
