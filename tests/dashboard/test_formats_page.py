"""The page that says what can be read."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.imports.formats.form import Described
from coalition.imports.formats.registry import every_format

Dashboard = Callable[..., AppTest]


def test_every_format_that_is_read_has_a_sample_to_download(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("formats")
    offered = {button.key for button in at.get("download_button")}
    assert {f"sample {form.name}" for form in every_format() if form.sample} <= offered
    told = [part.value for part in at.markdown]
    assert all(f"**{form.title}**" in told for form in every_format())


@pytest.mark.parametrize("form", every_format(), ids=lambda form: form.name)
def test_every_format_is_described_in_thai_too(form: Described) -> None:
    known = locale.catalogue("th")
    assert form.title in known
    assert form.how in known
