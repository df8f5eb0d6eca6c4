"""When the database fails, a page says so in a sentence."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition.database import ROOT, data_version, reading
from tests.dashboard.conftest import Dashboard


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


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def deleted(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [emptied, cut, deleted])
def test_a_file_that_is_damaged_while_a_page_is_open_is_told_with_the_way_back(
    sqlite_engine: Engine, spoil: Callable[[Path], None]
) -> None:
    with reading(sqlite_engine) as session:
        assert data_version(session) == 0
    sqlite_engine.dispose()
    spoil(Path(str(sqlite_engine.url.database)))
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run()
    assert not page.exception
    (told,) = page.error
    assert "python -m coalition restore FILE" in told.value.replace("\\", "")
    assert "SELECT" not in told.value


def test_every_page_says_that_the_file_is_damaged_and_none_breaks(demo_engine: Engine, dashboard: Dashboard) -> None:
    demo_engine.dispose()
    cut(Path(str(demo_engine.url.database)))
    for page in sorted(path.stem for path in (ROOT / "pages").glob("*.py")):
        told = [error.value for error in dashboard(page).error]
        assert len(told) == 1, (page, told)
        assert told[0].startswith("The data file is damaged"), page


def test_settings_tell_what_other_accounts_can_get_at(
    demo_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(str(demo_engine.url.database)).chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda _path, _rights: None)  # a disk that keeps no rights
    told = [warning.value for warning in dashboard("settings").warning]
    assert any(sentence.startswith("Other accounts on this computer can read the file") for sentence in told), told


def dialog() -> None:
    import streamlit as st

    from coalition.database import DiskFull
    from coalition.shell.trouble import in_sentences

    @in_sentences()
    def draw() -> None:
        save, fail = st.button("Save"), st.button("Err")
        if save:
            raise DiskFull("Disk full. Free some space and try again.")
        if fail:
            raise ValueError("a fault of ours")

    st.dialog("An action")(draw)()


def test_a_dialog_that_cannot_save_says_so_itself_and_hides_no_fault_of_ours(sqlite_engine: Engine) -> None:
    page = AppTest.from_function(dialog).run()
    page.button[0].click().run()
    assert [told.value for told in page.error] == ["Disk full. Free some space and try again."]
    assert not page.exception
    page.button[1].click().run()
    assert len(page.exception) == 1
