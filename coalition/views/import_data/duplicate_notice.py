"""New organizations that look like known ones though nobody said whether they are: told before they are kept, and after."""

import streamlit as st

from coalition.imports.organizations import KeptApart, kept_apart, stored_ids
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import md, t, tn
from coalition.views.import_data.uploads import Upload

NAMES = 3
LINKS = 5


def _apart(upload: Upload) -> list[KeptApart]:
    plan = upload.plan
    if plan is None or plan.refused:
        return []
    return kept_apart(plan, {q.key for q in plan.questions if upload.answer_of(q) is not None})


def apart_text(upload: Upload) -> str:
    """What confirming now would keep apart, in one line, safe for markdown; empty: nothing that looks like a known one."""
    return _line(_apart(upload))


def _line(apart: list[KeptApart]) -> str:
    if not apart:
        return ""
    names = ", ".join(t("{name} (like {known})", name=md(one.name), known=md(one.known)) for one in apart[:NAMES])
    if len(apart) > NAMES:
        names = t("{names} and {n} more", names=names, n=f"{len(apart) - NAMES:,}")
    return tn(
        len(apart),
        "1 new organization looks like a known one: {names}.",
        "{n} new organizations look like known ones: {names}.",
        n=f"{len(apart):,}",
        names=names,
    )


def draw_apart(page: Page, upload: Upload) -> None:
    """Of a file that was kept: those that are still apart, each with the way to where two are made one."""
    apart = _apart(upload) if upload.done is not None and upload.done.batch_id is not None else []
    ids = ask(page, stored_ids, keys=[one.key for one in apart]) if apart else {}
    left = [one for one in apart if one.key in ids]
    if not left:
        return
    with st.container(border=True, gap="xsmall", key=upload.key("apart")):
        st.markdown(f":material/help: {_line(left)}")
        st.markdown(t("If it is the same, make the two one: open it, then 'Membership and names'."))
        for one in left[:LINKS]:
            label = t("Open {name}", name=md(one.name))
            page_link("pages/directory.py", label, organization=str(ids[one.key]))
