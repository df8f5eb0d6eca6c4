"""One cell of the coverage matrix, opened over the page: who is behind it, who waits, and what to do about it."""

from datetime import date
from typing import Any

import streamlit as st

from coalition.answers.calling_words import around_words, full_words, unasked_words
from coalition.answers.cell import CellDetail, CellPast, cell_detail, cell_history
from coalition.answers.helping import only_words
from coalition.edits import coverage as edits
from coalition.queries.meetings import decided_about
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.printed import on_paper
from coalition.shell.save import edit, show_last_edit
from coalition.shell.trouble import in_sentences
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, full, label_of, md, name_of, t, tn, voice
from coalition.views.coverage.cell_history import draw_history
from coalition.views.coverage.verdicts import choose_verdict, draw_verdict
from coalition.views.coverage.words import area_of, call_text, services_table, type_of
from coalition.views.resources.beside import draw_beside
from coalition.vocabulary import CellState

_DECISIONS = 8


def open_cell(page: Page, *, on: date, area: str, service_type: str) -> bool:
    """Draw the cell as a dialog; closing it takes the cell out of the address. False: there is no such cell."""
    detail: CellDetail | None = ask(page, cell_detail, settings=page.settings, on=on, area=area, service_type=service_type)
    if detail is None:
        close_cell()
        return False
    past: CellPast = ask(page, cell_history, settings=page.settings, on=on, cell=detail.cell)
    title = f"{md(type_of(detail.cell))} · {md(area_of(detail.cell))}"
    st.dialog(title, width="large", on_dismiss=close_cell)(in_sentences()(_draw))(page, detail, past, on)
    return True


def close_cell() -> None:
    """Take the cell out of the address."""
    for name in ("area", "type"):
        if name in st.query_params:
            del st.query_params[name]


def _draw(page: Page, detail: CellDetail, past: CellPast, on: date) -> None:
    cell = detail.cell
    show_last_edit(page)
    state = label_of(CellState(cell["state"]))
    rule = t(detail.rule, days=page.settings.fresh_days)
    st.markdown(f"**{full(md(state))}** {md(rule)} " + t("As of {day}.", day=date_text(on)))
    if detail.nobody_around:
        unasked = unasked_words(area_of(cell), voice()) if _is_unasked(detail) else ""
        st.markdown(md(f"{around_words(detail.nobody_around, voice())} {unasked}"))
    draw_verdict(page, cell, past)
    numbers = side_by_side(4, 110)
    numbers[0].metric(t("Confirmed recently"), cell["fresh_organizations"])
    numbers[1].metric(t("Out of date"), cell["organizations"] - cell["fresh_organizations"])
    numbers[2].metric(t("Free places"), "?" if cell["capacity_available"] is None else cell["capacity_available"])
    numbers[3].metric(t("People waiting"), "?" if cell["unmet_need"] is None else cell["unmet_need"])
    with st.container(horizontal=True):
        page_link("pages/whom_to_call.py", t("Find this service"), area=cell["pcode"], type=cell["code"])
        page_link("pages/actions.py", t("Add an action for this"), area=cell["pcode"], type=cell["code"])
    choose_verdict(page, cell, past)
    draw_beside(page, [cell["code"]], cell["pcode"])
    st.subheader(t("Who helps"))
    _draw_services(detail)
    st.subheader(t("Who needs it"))
    st.markdown(_needs_words(detail.needs))
    if detail.checks or not detail.services:
        st.subheader(t("Who was asked"))
        _draw_checks(page, detail)
    _draw_decisions(page, cell, on)
    draw_history(past, cell, on)
    with st.container(horizontal=True):
        page_link("pages/directory.py", t("Correct it in the directory"))
        page_link("pages/import_data.py", t("Import services"))


def _draw_services(detail: CellDetail) -> None:
    """The organizations, and where a confirmed one is corrected: nobody records that there is none while it stands."""
    if not detail.services:
        st.markdown(t("No known provider."))
        return
    st.markdown("\n".join(f"- {_who(detail, row)}: {md(call_text(row))}" for row in _once_each(detail.services)))
    if detail.full:
        st.markdown(md(full_words(detail.full, voice())))
    services = services_table(detail.services)
    st.dataframe(services, hide_index=True, placeholder="–")
    on_paper(services, missing="–")
    fresh = [row for row in detail.services if row["is_fresh"] and not row["is_wide"]]
    with st.container(horizontal=True, vertical_alignment="center"):
        if fresh:
            st.caption(t("No longer offered? Update it in the directory:"), width="content")
        for row in _once_each(fresh):
            page_link("pages/directory.py", md(row["organization"]), organization=str(row["organization_id"]))


def _is_unasked(detail: CellDetail) -> bool:
    """Whether nobody has asked about this area or a part of it."""
    return all(check["is_wide"] for check in detail.checks)


def _once_each(services: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first row of each organization."""
    return list({row["organization_id"]: row for row in reversed(services)}.values())[::-1]


def _who(detail: CellDetail, row: dict[str, Any]) -> str:
    """The organization of a row, and which part of the area it serves where it is not the whole; ready for markdown."""
    own = [one for one in detail.services if one["organization_id"] == row["organization_id"] and not one["is_wide"]]
    own = [one for one in own if one["is_fresh"]] or own
    areas = {(one["area"], one["area_local"]) for one in own}
    is_part = (detail.cell["area"], detail.cell["area_local"]) not in areas
    only = only_words(sorted(areas, key=str), t, name_of) if is_part else ""
    return ", ".join(filter(None, [f"**{md(row['organization'])}**", md(only)]))


def _needs_words(needs: dict[str, Any] | None) -> str:
    if needs is None:
        return t("Not known, because no cases have been shared yet.")
    if not needs["caseload"]:
        return t("No open needs here.")
    people, unmet, referred = needs["caseload"], needs["unmet_need"], needs["referred"]
    told = " ".join(
        [
            tn(people, "1 person needs this service.", "{n} people need this service."),
            tn(unmet, "1 person has no accepted referral.", "{n} people have no accepted referral."),
            tn(referred, "1 referral awaiting an answer.", "{n} referrals awaiting an answer."),
        ]
    )
    since = t("Longest wait: since {day}.", day=date_text(needs["oldest_on"])) if needs["oldest_on"] else ""
    return f"{told} {since} _{t('Exact counts. Do not show on a shared screen.')}_"


def _draw_decisions(page: Page, cell: dict[str, Any], on: date) -> None:
    """What meetings decided about the cell, each with the meeting; nothing where none did."""
    about = {"area_id": cell["area_id"], "service_type_id": cell["service_type_id"]}
    decided = ask(page, decided_about, **about, on=on)
    if decided:
        st.subheader(t("What was decided"))
    for meeting_id, held_on, what in decided[:_DECISIONS]:
        page_link("pages/meetings.py", f"{date_text(held_on)}: {md(what)}", meeting=str(meeting_id))
    if len(decided) > _DECISIONS:
        st.caption(t("and {n} more", n=len(decided) - _DECISIONS))


def _draw_checks(page: Page, detail: CellDetail) -> None:
    if _is_unasked(detail) and not detail.nobody_around:
        st.markdown(t("Not asked in this area yet."))
    for check in detail.checks[:8]:
        by = f" ({md(check['confirmed_by'])})" if check["confirmed_by"] else ""
        stale = "" if check["confirmed_on"] >= detail.fresh_from else " · " + t("out of date")
        line = t("{area}: no provider on {day}", area=md(area_of(check)), day=date_text(check["confirmed_on"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{line}{by}{stale}")
            if st.button(t("Undo"), key=f"withdraw {check['id']}", type="tertiary"):
                edit(page, t("The change was undone."), edits.withdraw_nobody, check["id"])
