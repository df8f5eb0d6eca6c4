"""The page that says what can be read."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.imports.formats.form import Product
from coalition.imports.formats.registry import every_format
from tests.support.filled import lists_text

Dashboard = Callable[..., AppTest]


def test_every_format_that_is_read_is_listed_and_opens_its_sample(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    told = lists_text(dashboard("formats"))
    assert [form.name for form in every_format() if form.name not in told or form.title not in told] == []
    form = next(form for form in every_format() if form.sample)
    at = dashboard("formats", format=form.name)
    assert [button.key for button in at.get("download_button") if str(button.key).startswith("sample ")] == [
        f"sample {form.name}"
    ]


@pytest.mark.parametrize("form", every_format(), ids=lambda form: form.name)
def test_every_format_is_described_in_thai_too(form: Product) -> None:
    known = locale.catalogue("th")
    assert form.title in known
    assert form.how in known
