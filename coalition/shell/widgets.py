"""Small parts that several pages use."""

from collections.abc import Callable

import streamlit as st


def download(label: str, data: bytes | Callable[[], bytes], file_name: str, mime: str = "text/csv") -> None:
    """A button that saves a file. A callable is run only when pressed, without the session: bind its values beforehand."""
    st.download_button(
        label, data, file_name=file_name, mime=mime, on_click="ignore", key=f"download {file_name}", icon=":material/download:"
    )
