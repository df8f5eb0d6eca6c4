"""The form of a shared resource: added, or corrected. Nothing stands in it that nobody said."""

from collections.abc import Callable
from datetime import date
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from coalition.edits import resources as edits
from coalition.edits.resources import LONGEST_LINK, Told
from coalition.edits.screen import LONGEST
from coalition.queries.directory import spoken_tongues
from coalition.queries.resources import Shared
from coalition.shared_files import LARGEST
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose, choose_day, choose_several, day_field, form_of, required_text, save_button
from coalition.shell.order import area_names, kind_names, organization_names
from coalition.shell.save import edit_text
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, label_of, t, tongue_names, worded
from coalition.views.actions.form import meeting_names
from coalition.vocabulary import FileType, ResourceKind
from coalition.vocabulary.tongues import tongue_codes

Keyed = Callable[[str], str]
"""The name of a field -> the key of its widget in this form."""

_LINK, _FILE = "link", "file"
_TABLES = (".csv", ".tsv")
_ENDINGS = [kind.value for kind in FileType] + ["jpeg", "tsv"]


def add_form(page: Page) -> None:
    """An empty form; what was added opens."""
    form = form_of(page, "new resource", "resource title", None)
    under, told, missing = _draw(page, form, None)
    if save_button(t("Share it"), "share resource", icon=":material/add:", **missing):
        edit_text(under, form, t("Shared."), edits.add_resource, told, today=page.today)


def change_form(page: Page, shared: Shared) -> None:
    """The form with what is stored."""
    form = form_of(page, f"resource {shared.id}", f"{shared.id} resource title", shared)
    under, told, missing = _draw(page, form, form.shown)
    if save_button(t("Save"), "change resource", **missing):
        edit_text(under, form, t("Saved."), edits.change_resource, shared.id, told, today=page.today)


def _draw(page: Page, form: Form, stored: Shared | None) -> tuple[dict[str, DeltaGenerator], Told, dict[str, Any]]:
    """The fields; returns the places under them, what is told in them, and what is missing."""
    lead = f"{stored.id} " if stored else ""

    def key(field: str) -> str:
        return form.key(f"{lead}resource {field}")

    left, right = side_by_side(2, 280)
    title = required_text(left, t("Title"), key("title"), longest=LONGEST, value=stored.title if stored else "")
    local = right.text_input(
        t("Title in the local language"),
        (stored.title_local if stored else None) or "",
        max_chars=LONGEST,
        key=key("local"),
        placeholder=t("Not given"),
    )
    under = {"title": left.container(), "title_local": right.container()}
    kinds = {one: label_of(one) for one in ResourceKind}
    kind = choose(left, t("Kind of resource"), kinds, key("kind"), told=stored.kind if stored else None)
    note = right.text_input(
        t("What it is for, in one line"),
        (stored.note if stored else None) or "",
        max_chars=LONGEST,
        key=key("note"),
        placeholder=t("Not given"),
    )
    under |= {"note": right.container()}
    source, beside, lacking = _draw_source(key, stored)
    about = _draw_about(page, key, stored)
    where = _draw_where(page, key, stored)
    told = Told(title, kind or ResourceKind.OTHER, local, note=note, **source, **about, **where)
    day = where["shared_on"] or where["meeting_id"]
    missing = {
        "choose": {t("its kind"): kind, **lacking.get("choose", {}), t("the day"): day},
        "tick": lacking.get("tick"),
        "write": {t("its title"): title},
    }
    return under | beside, told, missing


def _draw_source(
    key: Keyed, stored: Shared | None
) -> tuple[dict[str, Any], dict[str, DeltaGenerator], dict[str, dict[str, object]]]:
    """A link or a file: what is told, the places under the fields, what is missing."""
    options = {_LINK: t("Link"), _FILE: t("File")}
    before = None if stored is None else _LINK if stored.link else _FILE
    left, right = side_by_side(2, 280)
    chosen = choose(left, t("Link or file"), options, key("source"), told=before)
    if chosen == _LINK:
        link = required_text(
            right,
            t("Address"),
            key("link"),
            longest=LONGEST_LINK,
            value=(stored.link if stored else None) or "",
            hint="https://example.org/page",
        )
        return {"link": link}, {"link": right.container()}, {"choose": {t("a web address"): link}}
    if chosen is None:
        return {}, {}, {"choose": {t("a link or a file"): None}}
    file = right.container(key="shared file").file_uploader(
        t("File"), type=_ENDINGS, key=key("file"), max_upload_size=LARGEST // 1_000_000, label_visibility="collapsed"
    )
    under = {"file": right.container()}
    if file is None:
        kept = stored.file_hash if stored else None
        if kept:
            right.caption(t("The stored file is kept unless you choose another."))
        return {}, under, {} if kept else {"choose": {t("a file"): None}}
    own = worded(key(f"clean {file.file_id}"))  # of this file: of another one it is asked anew
    is_clean = right.checkbox(t("I checked: nothing in this file shows who a survivor is."), key=own)
    told = {"data": file.getvalue(), "is_table": file.name.casefold().endswith(_TABLES)}
    return told, under, {"tick": {t("that you checked the file"): is_clean}}


def _draw_about(page: Page, key: Keyed, stored: Shared | None) -> dict[str, Any]:
    """Kinds of help, areas and languages."""
    kinds = {number: name for number, (_, name) in kind_names(page).items()}
    areas = {number: name for number, (_, name) in area_names(page).items()}
    for about, names in ((stored.kinds, kinds), (stored.areas, areas)) if stored else ():
        names.update({one.id: one.name for one in about if one.id not in names})  # one that is not in use any more stays
    first, second, third = side_by_side(3, 240)
    told = [one.id for one in stored.kinds] if stored else []
    types = choose_several(first, t("Service types"), kinds, key("types"), told=told, hint=t("None in particular"))
    told = [one.id for one in stored.areas] if stored else []
    places = choose_several(second, t("Areas"), areas, key("areas"), told=told, hint=t("Everywhere"))
    spoken = stored.languages.split(";") if stored and stored.languages else []
    tongues = tongue_names((*spoken, *ask(page, spoken_tongues)))
    written = choose_several(third, t("Languages"), tongues, key("languages"), told=spoken, hint=t("Not given"), is_open=True)
    codes = dict.fromkeys(code for one in written for code in tongue_codes(one))
    return {"service_types": tuple(types), "areas": tuple(places), "languages": ";".join(codes) or None}


def _draw_where(page: Page, key: Keyed, stored: Shared | None) -> dict[str, Any]:
    """Who shared it, at which meeting, on which day."""
    members = organization_names(page)
    meetings = meeting_names(page, stored.meeting_id if stored else None)
    first, second, third = side_by_side(3, 240)
    who = choose(
        first, t("Shared by"), members, key("by"), told=stored.organization_id if stored else None, hint=t("Not given")
    )
    told_meeting = stored.meeting_id if stored else None
    meeting = choose(second, t("At the meeting"), meetings, key("meeting"), told=told_meeting, hint=t("Outside a meeting"))
    day: date | None = None
    if meeting is None and stored is not None:
        day = day_field(third, t("Shared on"), key("day"), told=stored.shared_on, latest=page.today)
    elif meeting is None:
        days = {t("Today, {day}", day=date_text(page.today)): page.today}
        day = choose_day(third, t("Shared on"), key("day"), days, latest=page.today)
    return {"organization_id": who, "meeting_id": meeting, "shared_on": day}
