"""The foot of the window while files are open: what confirming would store, what is missing, and the button that stores it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.imports.plan import Fate
from coalition.shell.words import brought, counted, md, t, tn
from coalition.views.import_data.card import in_a_sentence
from coalition.views.import_data.foot import foot
from coalition.views.import_data.uploads import Upload


def confirm_bar(pending: Sequence[Upload], questions: int) -> tuple[bool, DeltaGenerator]:
    """Draw it. Returns whether the files that are ready are to be stored, and the bar, for what is to be said of it.

    Args:
        pending: the files that are not confirmed.
        questions: how many distinct questions are open in them.
    """
    ready = [upload for upload in pending if upload.is_ready()]
    bar = foot().container(horizontal=True, wrap=False, vertical_alignment="center", key="bar files")
    with bar:
        st.markdown(
            f"**{_said(pending, ready)}**" + (f"  \n:small[{told}]" if (told := _beside(pending)) else ""),
            width="stretch",
        )
        if not questions:
            label = t("Confirm") if len(pending) == 1 else tn(len(ready), "Confirm 1 file", "Confirm all {n} files")
            return _button(label, is_ready=bool(ready)), bar
        _button(tn(questions, "Answer 1 question first", "Answer {n} questions first"), is_ready=False)
        rest = tn(len(ready), "Confirm the 1 file without questions", "Confirm the {n} files without questions")
        return bool(ready) and st.button(rest, key="confirm rest"), bar


def _button(label: str, *, is_ready: bool) -> bool:
    return st.button(
        label,
        type="primary",
        key="confirm",
        icon=":material/check:",
        disabled=not is_ready,
        shortcut="Mod+Enter" if is_ready else None,
    )


def totals_of(uploads: Sequence[Upload]) -> dict[str, int]:
    """{what: how many the files add or change together}: each is planned with what those before it store."""
    found: Counter[str] = Counter()
    for upload in uploads:
        found.update(upload.plan.totals() if upload.plan is not None else {})
    return dict(found)


def _said(pending: Sequence[Upload], ready: Sequence[Upload]) -> str:
    """What would be stored, safe for markdown; where nothing would, what the file says."""
    if ready:
        stored = brought(totals_of(ready))
        files = f"{counted({'files': len(ready)})}: " if len(pending) > 1 else ""
        return md(f"{files}{stored}")
    if len(pending) == 1 and pending[0].plan is not None:
        return md(in_a_sentence(pending[0].plan))
    return t("Nothing can be stored yet.")


def _beside(pending: Sequence[Upload]) -> str:
    """What is left out of it, safe for markdown; empty: nothing."""
    told = []
    if refused := sum(upload.refused_rows() for upload in pending if upload.is_ready()):
        told.append(tn(refused, "1 row not imported", "{n} rows not imported", n=f"{refused:,}"))
    if skipped := sum(upload.skipped_rows() for upload in pending if upload.is_ready()):
        told.append(tn(skipped, "1 row skipped", "{n} rows skipped", n=f"{skipped:,}"))
    nobody = sum(
        upload.plan.counts().get(Fate.NOT_A_PERSON.value, 0) for upload in pending if upload.is_ready() and upload.plan
    )
    if nobody:
        told.append(tn(nobody, "1 row is not a person", "{n} rows are not people", n=f"{nobody:,}"))
    if len(pending) > 1:
        sound = [upload for upload in pending if upload.trouble is None and upload.plan is not None and not upload.plan.refused]
        if unread := len(pending) - len(sound):
            told.append(tn(unread, "1 file cannot be read", "{n} files cannot be read"))
        if known := sum(not u.is_ready() and not u.open_questions() for u in sound):
            told.append(tn(known, "1 file has nothing new", "{n} files have nothing new"))
    return " · ".join(told)
