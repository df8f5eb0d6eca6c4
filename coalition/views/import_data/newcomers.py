"""Who becomes a member because a list names them: said by name before anything is stored, and declined for all or for some."""

from collections.abc import Sequence

import streamlit as st

from coalition.locale import in_a_row
from coalition.shell.forms import choose_several
from coalition.shell.words import date_text, md, t, tn
from coalition.views.import_data.uploads import Upload

_SHOWN = 10
_KEY = "nobody becomes a member"


def draw_newcomers(pending: Sequence[Upload]) -> None:
    """Their names, the first few open; and who of them are no members, the same for all files that are not confirmed."""
    lists = [upload for upload in pending if upload.is_ready() and upload.plan is not None]
    until = {name: day for upload in lists if upload.plan for name, day in upload.plan.new_members.items()}
    names = list(until)
    if not names:
        return
    told = any(upload.answers.no_members for upload in pending)
    some = frozenset[str]().union(*(upload.answers.guests for upload in pending))
    everybody = told or set(names) <= some
    with st.container(border=True, key="newcomers", gap="xsmall"):
        ends = {name: f"{name} ({t('until {day}', day=date_text(day))})" for name, day in until.items() if day}
        shown = [ends.get(name, name) for name in names if everybody or name not in some]
        _draw_names(shown, everybody=everybody)
        st.session_state[_KEY] = everybody
        label = t("Do not make them members: they are guests")
        st.checkbox(label, key=_KEY, on_change=_press, args=(list(pending), some if told else some - set(names)))
        if not everybody and len(names) > 1:
            label, options, before = (
                t("Or treat only these as guests"),
                {name: name for name in names},
                sorted(some & set(names)),
            )
            chosen = choose_several(st.container(), label, options, "some become no members", told=before, hint=t("Choose"))
            some = (some - set(names)) | frozenset(chosen)
    if any((upload.answers.no_members, upload.answers.guests) != (told, some) for upload in pending):
        _tell(pending, told, some)  # some were chosen, or a file came after the choice
        st.rerun()


def _draw_names(names: Sequence[str], *, everybody: bool) -> None:
    if everybody:
        said = tn(len(names), "1 organization does not become a member", "{n} organizations do not become members")
    else:
        said = tn(len(names), "1 organization becomes a member", "{n} organizations become members")
    st.markdown(f"**{said}**" + (f": {md(in_a_row(names[:_SHOWN]))}" if names else ""))
    if more := names[_SHOWN:]:
        with st.expander(t("and {count} more", count=f"{len(more):,}")):
            st.markdown(md(in_a_row(more)))


def _press(pending: Sequence[Upload], some: frozenset[str]) -> None:
    _tell(pending, bool(st.session_state[_KEY]), some)


def _tell(pending: Sequence[Upload], everybody: bool, some: frozenset[str]) -> None:
    for upload in pending:
        upload.make_guests(everybody, some)
