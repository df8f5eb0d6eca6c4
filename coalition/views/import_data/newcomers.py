"""Who becomes a member because a list names them: said by name before anything is stored, and declined with one tick."""

from collections.abc import Sequence

import streamlit as st

from coalition.locale import in_a_row
from coalition.shell.words import md, t, tn
from coalition.views.import_data.uploads import Upload

_SHOWN = 10
_KEY = "nobody becomes a member"


def draw_newcomers(pending: Sequence[Upload]) -> None:
    """Their names, the first few open; and whether they are members at all, the same for all files that are not confirmed."""
    lists = [upload for upload in pending if upload.is_ready() and upload.plan is not None]
    names = list(dict.fromkeys(name for upload in lists if upload.plan for name in upload.plan.new_members()))
    if not names:
        return
    are_guests = any(upload.answers.no_members for upload in pending)
    with st.container(border=True, key="newcomers", gap="xsmall"):
        if are_guests:
            said = tn(len(names), "1 organization does not become a member", "{n} organizations do not become members")
        else:
            said = tn(len(names), "1 organization becomes a member", "{n} organizations become members")
        st.markdown(f"**{said}**: {md(in_a_row(names[:_SHOWN]))}")
        if more := names[_SHOWN:]:
            with st.expander(t("and {n} more", n=f"{len(more):,}")):
                st.markdown(md(in_a_row(more)))
        st.session_state[_KEY] = are_guests
        st.checkbox(t("Do not make them members: they are guests"), key=_KEY, on_change=_press, args=(list(pending),))
    if any(upload.answers.no_members != are_guests for upload in pending):  # a file that came after the tick
        _tell(pending, are_guests)
        st.rerun()


def _press(pending: Sequence[Upload]) -> None:
    _tell(pending, bool(st.session_state[_KEY]))


def _tell(pending: Sequence[Upload], are_guests: bool) -> None:
    for upload in pending:
        upload.make_guests(are_guests)
