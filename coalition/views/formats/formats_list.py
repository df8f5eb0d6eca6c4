"""What can be read, format by format, each with a sample to download."""

from collections.abc import Iterable, Sequence

import streamlit as st

from coalition.imports.formats.form import Product
from coalition.shell.widgets import download
from coalition.shell.words import md, t
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell

_MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain"}


def draw_formats(formats: Iterable[Product]) -> None:
    """Programs first, then lists people lay out themselves; each says where its file comes from."""
    known = list(formats)
    programs = [form for form in known if form.is_program]
    own = [form for form in known if form not in programs]
    st.subheader(t("Lists you type yourself"), divider=False)
    _draw_list(own, "own formats")
    st.subheader(t("Files from other programs"), divider=False)
    _draw_list(programs, "programs")


def _draw_list(formats: Sequence[Product], key: str) -> None:
    """A row for each format; one with a sample opens it over the page."""
    rows: list[dict[str, Cell]] = [
        {
            t("List or program"): t(form.title),
            t("Where the file comes from"): t(form.how),
        }
        for form in formats
    ]
    draw_rows(rows, [form.name for form in formats], alt=t("File formats"), key=key, opens="format")


def open_sample(formats: Iterable[Product]) -> None:
    """Draw the sample over the page that the address asks for as ?format=zoom_participants; closing it takes it out."""
    asked = st.query_params.get("format")
    form = next((form for form in formats if form.name == asked), None)
    if form is not None:
        st.dialog(md(t(form.title)), width="large", on_dismiss=_close)(_draw_sample)(form)


def _close() -> None:
    if "format" in st.query_params:
        del st.query_params["format"]


def _draw_sample(form: Product) -> None:
    st.markdown(md(t(form.how)))
    sample = form.sample
    if not sample:
        st.caption(t("There is no sample of this format."))
        return
    st.code(sample.text.replace("\t", "    "), language=None)
    st.caption(t("{n} people attended.", n=sample.people))
    ending = sample.file.rpartition(".")[2].lower()
    mime = _MEDIA.get(ending, "application/octet-stream")
    download(t("Download this sample"), sample.data(), sample.file, mime, key=f"sample {form.name}")


def draw_other_lists(services: bytes, cases: bytes) -> None:
    """The lists that are no attendance: their templates."""
    st.subheader(t("Services and shared cases"), divider=False)
    st.markdown(
        t(
            "For other lists, use these templates. 3W lists with HXL tags and service directories "
            "(HSDS or Ohana, as a zip file) can be uploaded without changes."
        )
    )
    with st.container(horizontal=True):
        download(t("Template for services"), services, "services template.csv")
        download(t("Template for shared cases"), cases, "shared cases template.csv")
