"""The dashboard without a browser: `dashboard(page)` opens one page on the database of the test."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit import error_util
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.util import calc_hash

from tests.support.demo import demo_file
from tests.support.fresh import open_migrated

ROOT = Path(__file__).parents[2]
Dashboard = Callable[..., AppTest]


_as_streamlit_makes_it = PagesManager.__init__


def _behind_the_entry(manager: PagesManager, *arguments: Any, **named: Any) -> None:
    """As the server does it: no page of the folder pages/ without dashboard.py, which AppTest would serve by itself."""
    PagesManager.uses_pages_directory = False
    _as_streamlit_makes_it(manager, *arguments, **named)


def _wait_until_drawn(runner: LocalScriptRunner, timeout: float) -> None:
    """As Streamlit does it, which looks a thousand times a second whether the page is drawn and holds it up by that."""
    drawing = runner._script_thread
    assert drawing is not None
    drawing.join(timeout)
    if drawing.is_alive():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the page was not drawn within {timeout} seconds")


@pytest.fixture(scope="session", autouse=True)
def _what_a_server_does_once_is_done_once() -> Iterator[None]:
    """Streamlit reads what is told of every installed package for each page opened in a test; nothing is installed meanwhile.

    In a server it does so once, at the start. It took more than half of the time of a page. Likewise it reads and compiles
    each script once; an AppTest is a server of its own.
    """
    scripts: dict[str, Any] = {}
    begin = ScriptCache.__init__

    def begin_with_all(cache_of_one: ScriptCache) -> None:
        begin(cache_of_one)
        cache_of_one._cache = scripts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptCache, "__init__", begin_with_all)
        patch.setattr(context, "_get_client_context", lambda: None)  # a browser without cookies; else a mock for every look
        patch.setattr(local_script_runner, "require_widgets_deltas", _wait_until_drawn)
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def dashboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dashboard]:
    """`dashboard("coverage", type="A1")`: the page run once, as at that address, on the day of the test.

    The database is the one of the test (`engine`, `sqlite_engine`, `demo_engine`), else a fresh empty one. A page that
    breaks, now or after a click, fails the test at once, with its own error.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(PagesManager, "__init__", _behind_the_entry)
    fail_with_the_error_of_the_page(monkeypatch)

    def open_at(page: str, **address: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in address.items():
            at.query_params[name] = value
        at._page_hash = calc_hash(page.replace("_", "-"))  # as a browser that asks for this address: nothing else is drawn
        at.run()
        assert at._finished_page_script_hash == at._page_hash, f"there is no page {page}"
        return at

    yield open_at
    st.cache_data.clear()


def fail_with_the_error_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run of an AppTest raises what its page did not catch: what the page shows of it instead is without its reason."""
    broken: list[BaseException] = []
    run = AppTest._run

    def checked(at: AppTest, *arguments: Any, **options: Any) -> AppTest:
        broken.clear()
        found = run(at, *arguments, **options)
        if broken:
            raise AssertionError(f"the page broke: {broken[0]!r}") from broken[0]
        return found

    monkeypatch.setattr(error_util, "_log_uncaught_app_exception", broken.append)
    monkeypatch.setattr(AppTest, "_run", checked)


@pytest.fixture
def demo_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A fresh copy of the demo coalition, also named by COALITION_DATABASE_URL."""
    path = tmp_path / "demo.db"
    shutil.copyfile(demo_file(), path)
    url = f"sqlite:///{path.as_posix()}"
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    return open_migrated(url)
