"""Small parts that several pages use."""

from collections.abc import Callable

import streamlit as st

_LESS_AIR = """<style>
.stMainBlockContainer { padding-top: 3rem; padding-bottom: 3rem; }
@media (max-width: 768px) { .stMainBlockContainer { padding: 4.5rem 1rem 3rem; } }
</style>"""


def tighten() -> None:
    """Less empty space above and beside every page than Streamlit leaves; once, on every page."""
    st.html(_LESS_AIR)


def download(label: str, data: bytes | Callable[[], bytes], file_name: str, mime: str = "text/csv") -> None:
    """A button that saves a file. A callable is run only when pressed, without the session: bind its values beforehand."""
    st.download_button(
        label, data, file_name=file_name, mime=mime, on_click="ignore", key=f"download {file_name}", icon=":material/download:"
    )
