"""When the database fails, a page says so in a sentence."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coalition.database import ROOT


def test_a_file_that_is_no_database_is_told_in_a_sentence_and_not_as_an_error_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "holiday.db"
    path.write_bytes(b"this is a picture of a holiday" * 99)
    monkeypatch.setenv("COALITION_DATABASE_URL", f"sqlite:///{path.as_posix()}")
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run()
    assert not page.exception
    assert len(page.error) == 1
    assert "not a database" in page.error[0].value
