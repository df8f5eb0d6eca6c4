"""The parts of the settings page but its first: service types and areas."""

from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

from coalition.edits import kinds
from coalition.edits.area_files import AreasBrought, areas_job
from coalition.edits.area_lists import areas_template
from coalition.edits.record import EditRefused
from coalition.geometry.geojson import BoundariesRefused
from coalition.imports.cells.reader import FileRefused
from coalition.queries import ledger
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.file_work import trouble_of
from coalition.shell.forms import choose, form_of, required_text, save_button
from coalition.shell.save import edit, make, refusal
from coalition.shell.widgets import download, side_by_side
from coalition.shell.words import label_of, md, name_of, t, t_filled
from coalition.vocabulary import Pillar
from coalition.workers import pool

SAVED = "saved"
_BROUGHT = "areas brought"


def saved(result: Any, _at: datetime) -> None:
    """Keep that it was saved; `result`: of the verb, nothing where nothing was changed."""
    st.session_state[SAVED] = bool(result)


def tell_saved() -> None:
    """The word that the last change was kept, once; in a place of its own, so that what is open below stays open."""
    with st.container():
        if st.session_state.pop(SAVED, False):
            st.success(t("Saved"), icon=":material/check_circle:")


# --- service types ---------------------------------------------------------------------------------------------------


def draw_kinds(page: Page) -> None:
    """Which service types are in use, pillar by pillar, each tick stored at once; and a new one."""
    stored: list[ledger.HelpKind] = ask(page, ledger.help_kinds)
    names = {kind.id: f"{kind.code} {name_of(kind.name, kind.name_local)}" for kind in stored}
    if (pressed := st.session_state.pop(_PRESSED, None)) and pressed[0] in names:
        number, is_used = pressed
        done = t("In use.") if is_used else t("No longer in use. What is recorded about it stays.")
        edit(page.naming(names[number]), done, kinds.set_active, {number: is_used})
    st.caption(t("Tick what you use. Each tick is saved at once."))
    for pillar in [*Pillar, None]:
        listed = [kind for kind in stored if kind.pillar is pillar]
        if not listed:
            continue
        st.markdown(f"**{label_of(pillar) if pillar else t('Other')}**")
        with st.grid(2, min_column_width=320, gap="xxsmall"):  # no name is cut
            for kind in listed:
                key = f"kind {kind.id}"
                st.session_state[key] = kind.is_active  # as stored, also after an undo; the box keeps its place and focus
                st.checkbox(md(names[kind.id]), key=key, on_change=_press, args=(kind.id,), wrap=True)
    _draw_new_kind(page)


_PRESSED = "kind pressed"


def _press(number: int) -> None:
    st.session_state[_PRESSED] = (number, st.session_state[f"kind {number}"])


def _draw_new_kind(page: Page) -> None:
    """The form of a new one."""
    pillars: dict[str, str] = {pillar.value: label_of(pillar) for pillar in Pillar} | {_OTHER: t("Other")}
    with st.expander(t("Add a service type"), icon=":material/add:"):
        form = form_of(page, "new kind", "new local", None)
        with st.grid(4, min_column_width=180, vertical_alignment="bottom"):
            code = required_text(st.container(), t("Code"), form.key("new code"), longest=20)
            name = required_text(st.container(), t("Name in English"), form.key("new name"), longest=120)
            local = st.text_input(t("Name in the local language"), max_chars=120, key=form.key("new local"))
            pillar = choose(st.container(), t("Pillar"), pillars, form.key("new pillar"))
        written = {t("a code"): code, t("its name"): name}
        if save_button(t("Add"), "add kind", choose={t("a pillar"): pillar}, write=written, is_primary=False):
            told = {"code": code, "name": name, "name_local": local, "pillar": _pillar(pillar)}
            try:
                make(form, saved, kinds.add_kind, **told)
            except EditRefused as refused:
                st.error(refusal(refused))


_OTHER = "other"


def _pillar(chosen: str | None) -> Pillar | None:
    return None if chosen in (None, _OTHER) else Pillar(chosen)


# --- areas --------------------------------------------------------------------------------------------------


def draw_areas(page: Page) -> None:
    """Add the list of areas of another country, and the boundaries that draw them on the map."""
    st.markdown(t("Provinces and districts stored: {n}.", n=f"{ask(page, ledger.area_count):,}"))
    _tell_brought()
    st.caption(
        t(
            "Another country: drop the published file of its areas here (COD-AB as "
            "CSV, XLSX or GeoJSON), or fill in the template."
        )
    )
    download(t("Download the template"), areas_template(), "areas template.csv")
    files = st.file_uploader(
        t("Lists of areas and boundaries"), type=["csv", "txt", "xlsx", "xls", "ods", "geojson", "json"],
        accept_multiple_files=True, key="areas file",
    )  # fmt: skip
    if not files:
        return
    left, right = side_by_side(2, 260)
    country = left.text_input(
        t("Country code of the area list (two letters)"), ask(page, ledger.told_country), max_chars=2, key="areas country",
        help=t("This becomes the country of the coalition."),
        placeholder=t("As the list says"),
    )  # fmt: skip
    source = right.text_input(
        t("Source and license of the boundaries, shown below the map"), max_chars=200, key="shapes source"
    )
    if st.button(t("Add these areas"), type="primary", key="add areas"):
        _add_areas(page, [(file.name, file.getvalue()) for file in files], country, source)


def _add_areas(page: Page, files: list[tuple[str, bytes]], country: str, source: str) -> None:
    try:
        url = page.engine.url.render_as_string(hide_password=False)
        with st.spinner(t("Reading the files")):
            names, contents = zip(*files, strict=True)
            job = partial(areas_job, names=names, country=country, attribution=source, seen=page.on_screen)
            done = pool.run(job, pool.MOST_SECONDS, None, url, *contents)
    except pool.WorkFailed as problem:
        st.error(trouble_of(problem))
        return
    except FileRefused as refused:
        st.error(md(t_filled(refused.issue.why)))
        return
    except (EditRefused, BoundariesRefused) as refused:
        told = {name: t_filled(str(value)) if name == "reason" else value for name, value in refused.values.items()}
        st.error(md(t(refused.message, **told)))
        return
    st.session_state[_BROUGHT] = done
    st.rerun()  # the lists of areas above are of the time before


def _tell_brought() -> None:
    """What came of the files, once."""
    done: AreasBrought | None = st.session_state.pop(_BROUGHT, None)
    if done is None:
        return
    st.success(t("{added} added, {changed} changed.", **done.counts))
    for one in done.boundaries:
        before, after = one.points
        told = t(
            "{n} boundaries were read. {after} of {before} points were kept.", n=len(one.outlines), after=after, before=before
        )
        st.success(told)
    for problem in done.problems[:20]:
        st.warning(md(t_filled(problem)))
