"""What can be read, format by format, each with a sample to download."""

from collections.abc import Iterable, Sequence

import streamlit as st

from coalition.imports.formats.form import Described, Format, Sample
from coalition.shell.widgets import download
from coalition.shell.words import md, t

_MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain"}

_OWN = {"transposed_matrix"}
"""Read like the export of a program, and yet a list people lay out themselves."""


def draw_formats(formats: Iterable[Described]) -> None:
    """Programs first, then lists people lay out themselves; each says where its file comes from."""
    known = list(formats)
    programs = [form for form in known if isinstance(form, Format) and form.name not in _OWN]
    own = [form for form in known if form not in programs]
    st.subheader(t("Lists you type yourselves"), divider=False)
    _draw_cards(own)
    st.subheader(t("Exports of programs"), divider=False)
    st.markdown(md(" · ".join(dict.fromkeys(_program(form) for form in programs))))
    _draw_cards(programs)


def _program(form: Described) -> str:
    """`Zoom` of the title `Zoom: participants of a meeting`."""
    return t(form.title).partition(":")[0].partition(" (")[0]


def _draw_cards(formats: Sequence[Described]) -> None:
    with st.grid(2, min_column_width=320, gap="small"):
        for form in formats:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{md(t(form.title))}**")
                st.markdown(md(t(form.how)))
                if form.sample:
                    _draw_sample(form.name, form.sample)


def _draw_sample(name: str, sample: Sample) -> None:
    with st.expander(t("See a sample")):
        st.code(sample.text.replace("\t", "    "), language=None)
        st.caption(t("{n} people were there.", n=sample.people))
        ending = sample.file.rpartition(".")[2].lower()
        mime = _MEDIA.get(ending, "application/octet-stream")
        download(t("Download this sample"), sample.data(), sample.file, mime, key=f"sample {name}")


def draw_other_lists(services: bytes, cases: bytes) -> None:
    """The lists that are no attendance: their templates."""
    st.subheader(t("Services and shared cases"), divider=False)
    st.markdown(t("Other lists come in the columns of these templates; published 3W lists with HXL tags are read as they are."))
    with st.container(horizontal=True):
        download(t("Template for services"), services, "services template.csv")
        download(t("Template for shared cases"), cases, "shared cases template.csv")
