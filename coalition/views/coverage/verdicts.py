"""What the members say about a cell: the verdict in force, what speaks against it, and the small form for a new one, or for
having asked everyone without finding a provider."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from coalition.answers.cell import CellPast
from coalition.edits import verdicts as edits
from coalition.edits.coverage import record_nobody
from coalition.frames import records
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.forms import choose_day, choose_several, form_of, required_text, save_button
from coalition.shell.save import edit, edit_text
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, full, label_of, md, t
from coalition.views.coverage.cell_history import what_happened
from coalition.views.coverage.words import group_words, verdict_text
from coalition.vocabulary import CellState, Group, Judgement

_CHOSEN, _NOBODY = "verdict chosen", "nobody"
_ICONS = {Judgement.MET: "check_circle", Judgement.BARRIER: "block", Judgement.GAP: "help_center"}
_FACTS_NAMED = 3
NOBODY_MEANS = "Asked: no provider."
MEANINGS = {
    Judgement.MET: "Need is met.",
    Judgement.BARRIER: "Exists, but hard to reach.",
    Judgement.GAP: "This is a gap.",
}
"""What each verdict says, in words that fit under a button on a projector too."""


def draw_verdict(page: Page, cell: dict[str, Any], past: CellPast) -> None:
    """The verdict in force and its taking back; where newer facts contradict it, both. Nothing where there is none."""
    if not cell["judgement"]:
        return
    told = verdict_text(cell)
    if past.against:
        newer = "; ".join(f"{what_happened(fact, cell)} ({date_text(fact['on'])})" for fact in past.against[:_FACTS_NAMED])
        st.warning(
            f"{md(told)}\n\n**{t('Newer facts that contradict the decision')}:** {full(md(newer))}",
            icon=":material/difference:",
        )
    else:
        st.info(md(told), icon=":material/groups:")
    for row in _in_force(cell, past):
        with st.container(horizontal=True, vertical_alignment="center"):
            _take_back(page, row, t("Undo decision"))
            _link_to_meeting(row)
    if cell["judgement"] == Judgement.MET:
        st.caption(t('The decision "Need met" does not change the status.'))


def choose_verdict(page: Page, cell: dict[str, Any], past: CellPast) -> None:
    """A button for each verdict, one more where no help is confirmed, and, after one of them, a small form; below it the
    earlier verdicts, to be taken back."""
    st.subheader(t("Member decision"))
    chosen = st.session_state.get(_CHOSEN)
    here = (cell["pcode"], cell["code"])
    offered = {str(one): (label_of(one), _ICONS[one], MEANINGS[one]) for one in Judgement}
    if not cell["fresh_organizations"]:
        offered[_NOBODY] = (label_of(CellState.NONE), "person_off", NOBODY_MEANS)
    with st.container(horizontal=True):
        for name, (label, icon, meaning) in offered.items():
            is_on = chosen == (*here, name)
            st.button(
                label,
                key=f"verdict {name}",
                icon=f":material/{icon}:",
                type="primary" if is_on else "secondary",
                on_click=_choose,
                args=(None if is_on else (*here, name),),
                help=t(meaning),
            )
    if chosen and chosen[:2] == here and chosen[2] in offered:
        form_of_nobody(page, cell, then=_close) if chosen[2] == _NOBODY else _form(page, cell, Judgement(chosen[2]))
    _past(page, cell, past)


def ask_who_found_nobody(area: str, code: str) -> None:
    """Let the cell open with the form that asks who looked for a provider and found none."""
    _choose((area, code, _NOBODY))


def _choose(chosen: tuple[str, str, str] | None) -> None:
    st.session_state[_CHOSEN] = chosen


def form_of_nobody(page: Page, cell: dict[str, Any], *, done: str = "", then: Callable[[Any], object]) -> None:
    """That everyone was asked and nobody helps: whoever says so is asked, and never preset.

    Args:
        cell: a row of the cells. done: what is told, translated; empty: that it is recorded. then: as for `edit`.
    """
    form = form_of(page, f"nobody {cell['pcode']} {cell['code']}", "nobody told by", None)
    with st.container(border=True):
        st.markdown(t("Asked everyone and found no provider? Record it (valid {days} days).", days=page.settings.fresh_days))
        told_by = required_text(st.container(), t("Confirmed by"), form.key("nobody told by"), longest=120)
        if save_button(t("Record: no provider"), "we asked nobody", write={t("who confirmed it"): told_by}):
            where = {"area": cell["pcode"], "service_type": cell["code"]}
            edit(form, done or t("Recorded: no provider."), record_nobody, then=then, **where, on=page.today, by=told_by)


def _form(page: Page, cell: dict[str, Any], judgement: Judgement) -> None:
    names = {group: label_of(group) for group in Group}
    form = form_of(page, f"verdict {cell['pcode']} {cell['code']} {judgement}", "verdict reason", None)
    with st.container(border=True):
        st.markdown(f"**{md(t(MEANINGS[judgement]))}**")
        left, right = side_by_side(2, 240)
        groups = choose_several(left, t("For whom?"), names, form.key("verdict groups"), hint=t("Everybody, if left empty"))
        words = right.text_input(
            t("Another group, in a few words"), max_chars=edits.LONGEST_GROUP, key=form.key("verdict words")
        )
        under = {"group": right.empty()}
        asked = t("Why? In one line, without names of people")
        reason = left.text_input(asked, max_chars=160, key=form.key("verdict reason"))
        under["reason"] = left.empty()
        today = {t("Today"): page.today}
        on = choose_day(right, t("Date agreed"), form.key("verdict day"), today, latest=page.today)
        label = t("Record: {verdict}", verdict=label_of(judgement))
        wanted = {t("the day it was agreed"): on}
        if save_button(label, f"note verdict {judgement}", choose=wanted, icon=":material/gavel:"):
            told = {"groups": groups, "group_words": words, "reason": reason, "decided_on": on, "today": page.today}
            where = {"area": cell["pcode"], "service_type": cell["code"], "judgement": judgement}
            done = t("Recorded: {verdict}.", verdict=label_of(judgement))
            edit_text(under, form, done, edits.record_verdict, then=_close, **where, **told)


def _close(_result: object) -> None:
    st.session_state.pop(_CHOSEN, None)


def _in_force(cell: dict[str, Any], past: CellPast) -> list[dict[str, Any]]:
    """The row of the verdict in force, the newest; none where there is no verdict, or it is too old to count."""
    return records(past.verdicts)[:1] if cell["judgement"] else []


def _past(page: Page, cell: dict[str, Any], past: CellPast) -> None:
    rows = records(past.verdicts)[len(_in_force(cell, past)) :]  # the one in force stands above
    if past.verdicts.empty:
        st.caption(t("The members have not decided on this cell yet."))
    if not rows:
        return
    with st.expander(t("Earlier decisions: {n}", n=len(rows))):
        for row in rows:
            whom = f" ({group_words(row['group'])})" if row["group"] else ""
            why = f": {row['reason']}" if row["reason"] else ""
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(md(f"{date_text(row['decided_on'])} · {label_of(Judgement(row['judgement']))}{whom}{why}"))
                _link_to_meeting(row)
                _take_back(page, row, t("Undo"))


def _link_to_meeting(row: dict[str, Any]) -> None:
    if row["meeting_id"] is not None:
        page_link("pages/meetings.py", md(row["meeting"] or t("Meeting")), meeting=str(row["meeting_id"]))


def _take_back(page: Page, row: dict[str, Any], label: str) -> None:
    if st.button(label, key=f"withdraw verdict {row['id']}", type="tertiary", icon=":material/undo:"):
        edit(
            page,
            t("Decision undone: {verdict}.", verdict=label_of(Judgement(row["judgement"]))),
            edits.withdraw_verdict,
            row["id"],
        )
