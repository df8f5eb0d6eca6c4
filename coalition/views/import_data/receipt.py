"""What was imported, at the foot of the window, where Confirm was: no other file can be confirmed there before one moves on."""

from collections.abc import Sequence

import streamlit as st

from coalition.imports.plan import Fate, Plan, SaysWhoCame
from coalition.shell.address import page_link
from coalition.shell.words import brought, md, t, tn
from coalition.views.import_data.foot import foot
from coalition.views.import_data.rejected_rows import draw_lost
from coalition.views.import_data.undoing import is_asked
from coalition.views.import_data.uploads import Upload

_CONFIRMED = "file just confirmed"  # in the session: its digest
_FILES = "files that are here"  # in the session: digests
_NEXT = {
    "attendance": (("pages/meetings.py", "See the meetings"), ("pages/participation.py", "See who comes")),
    "services": (("pages/coverage.py", "See where help is missing"), ("pages/directory.py", "See the directory")),
    "cases": (("pages/cases.py", "See the cases"), ("pages/coverage.py", "See where help is missing")),
}


def note_confirmed(upload: Upload) -> None:
    """Show the receipt of this file from now on, until `move_on`."""
    st.session_state[_CONFIRMED] = upload.digest


def move_on() -> None:
    """The person has seen what was stored, or has chosen another file."""
    st.session_state.pop(_CONFIRMED, None)


def just_confirmed(found: Sequence[Upload]) -> Upload | None:
    """The file whose receipt is shown; None: there is none, or other files were taken since."""
    here = {upload.digest for upload in found}
    if st.session_state.get(_FILES) != here:
        st.session_state[_FILES] = here
        move_on()
    wanted = st.session_state.get(_CONFIRMED)
    return next((u for u in found if u.digest == wanted and u.done is not None and u.done.batch_id is not None), None)


def draw_receipt(upload: Upload, *, named: bool, left: int) -> None:
    """Draw it at the foot of the window, unless the question is open there whether the file is to be undone.

    Args:
        named: whether it names the file: it is one of several.
        left: how many of the files of this visit are not confirmed yet.
    """
    if upload.done is None or (upload.done.batch_id is not None and is_asked(upload.done.batch_id)):
        return
    said = t("Imported: {what}", what=brought(upload.done.totals))
    lost = upload.plan.counts().get(Fate.REFUSED.value, 0) if upload.plan is not None else 0
    refused = tn(lost, "1 row was refused and is not stored.", "{n} rows were refused and are not stored.")
    with foot():
        head = f"{upload.name} · {said}" if named else said
        st.markdown(f":material/check_circle: **{md(head)}**" + (f"  \n:small[{refused}]" if lost else ""))
        with st.container(horizontal=True, vertical_alignment="center", key=upload.key("receipt")):
            if left:
                st.button(t("Look at the next file"), key=upload.key("next"), icon=":material/arrow_forward:", on_click=move_on)
            draw_next(upload, most=1)
            if lost:
                with st.popover(t("Refused rows: {n}", n=f"{lost:,}")):
                    draw_lost(upload, key=upload.key("bar lost"))


def draw_next(upload: Upload, *, most: int) -> None:
    """Links to where what was imported is seen: of meetings, those of the year of the first one."""
    plan = upload.plan
    for path, label in _NEXT.get(plan.kind.value if plan else "", ())[:most]:
        page_link(path, t(label), **(_year(plan) if plan and path == "pages/meetings.py" else {}))


def _year(plan: Plan) -> dict[str, str]:
    first = plan.seen().first if isinstance(plan, SaysWhoCame) else None
    return {"year": str(first.year)} if first else {}
