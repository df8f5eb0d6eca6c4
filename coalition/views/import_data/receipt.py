"""What was imported, at the foot of the window, where Confirm was: a second tap there stores nothing unseen."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from coalition.imports.plan import Plan
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.words import brought, counted, md, t, tn
from coalition.views.import_data.foot import foot
from coalition.views.import_data.rejected_rows import draw_lost
from coalition.views.import_data.undoing import draw_undo, is_asked, undo_button
from coalition.views.import_data.uploads import Upload

_CONFIRMED = "files just confirmed"  # in the session: their digests
_FILES = "files that are here"  # in the session: digests
_NEXT = {
    "attendance": (("pages/meetings.py", "See the meetings"), ("pages/participation.py", "See attendance")),
    "services": (("pages/coverage.py", "See service gaps"), ("pages/directory.py", "See the directory")),
    "cases": (("pages/cases.py", "See the cases"), ("pages/coverage.py", "See service gaps")),
}


def note_confirmed(uploads: Sequence[Upload]) -> None:
    """Show the receipt of these files from now on, until `move_on`."""
    st.session_state[_CONFIRMED] = {upload.digest for upload in uploads}


def move_on() -> None:
    """The person has seen what was stored, or has chosen another file."""
    st.session_state.pop(_CONFIRMED, None)


def just_confirmed(found: Sequence[Upload]) -> list[Upload]:
    """The files whose receipt is shown; empty: there are none, or other files were taken since."""
    here = {upload.digest for upload in found}
    if st.session_state.get(_FILES) != here:
        st.session_state[_FILES] = here
        move_on()
    wanted = st.session_state.get(_CONFIRMED, ())
    return [u for u in found if u.digest in wanted and u.done is not None and u.done.batch_id is not None]


def draw_receipt(page: Page, done: Sequence[Upload], *, left: int) -> None:
    """Draw it at the foot of the window, unless the question is open there whether something is to be undone.

    Args:
        page: of this run.
        done: the files that were confirmed together.
        left: how many of the files of this visit are not confirmed yet.
    """
    batches = [upload.done.batch_id for upload in done if upload.done is not None and upload.done.batch_id is not None]
    if draw_undo(page, batches, counted({"files": len(batches)}), key="undo together"):
        for upload in done:
            upload.done = None
        move_on()
        st.rerun()
    if is_asked():
        return
    lost = sum(upload.refused_rows() for upload in done)
    with foot():
        st.markdown(f":material/check_circle: **{_said(done)}**" + (f"  \n:small[{told}]" if (told := _left_out(done)) else ""))
        with st.container(horizontal=True, vertical_alignment="center", key="receipt files"):
            if left:
                again = tn(left, "Continue with 1 file", "Continue with {n} files")
                st.button(again, key="go on", icon=":material/arrow_forward:", on_click=move_on)
            draw_next(done, most=1)
            if lost:
                with st.popover(t("Rows not imported: {n}", n=f"{lost:,}")):
                    for upload in done:
                        draw_lost(upload, key=upload.key("bar lost"), named=len(done) > 1)
            if len(batches) > 1:
                undo_button(batches, key="undo together", label=t("Undo import of all {n} files", n=len(batches)))


def _left_out(done: Sequence[Upload]) -> str:
    """How many rows are not stored, and why; empty: all are."""
    lost, skipped = sum(upload.refused_rows() for upload in done), sum(upload.skipped_rows() for upload in done)
    told = [tn(lost, "1 row was not imported.", "{n} rows were not imported.", n=f"{lost:,}")] if lost else []
    if skipped:
        told.append(
            tn(
                skipped,
                "1 row was skipped: upload its file again to answer its question.",
                "{n} rows were skipped: upload their files again to answer the questions.",
                n=f"{skipped:,}",
            )
        )
    return " ".join(told)


def _said(done: Sequence[Upload]) -> str:
    totals: Counter[str] = Counter()
    for upload in done:
        totals.update(upload.done.totals if upload.done is not None else {})
    files = f"{counted({'files': len(done)})}: " if done[1:] else ""
    return md(t("Imported: {what}", what=f"{files}{brought(dict(totals))}"))


def draw_next(done: Sequence[Upload], *, most: int) -> None:
    """Links to where what was imported is seen: of meetings, those of the year of the first one."""
    plan = done[0].plan
    for path, label in _NEXT.get(plan.kind.value if plan else "", ())[:most]:
        page_link(path, t(label), **(_year(plan) if plan and path == "pages/meetings.py" else {}))


def _year(plan: Plan) -> dict[str, str]:
    seen = plan.seen()
    return {"year": str(seen.first.year)} if seen and seen.first else {}
