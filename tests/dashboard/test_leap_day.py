"""The dashboard on a day on which dates go wrong: the demo, made for that day, and pages that count in months and years."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.demo import load_demo
from tests.dashboard.conftest import Dashboard


def test_the_demo_is_made_and_drawn_on_the_29th_of_february(
    sqlite_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COALITION_TODAY", "2028-02-29")
    load_demo(sqlite_engine, date(2028, 2, 29))
    for page in ("overview", "participation", "referral_flow"):
        at = dashboard(page, lang="th")
        assert at.title
        assert not at.error
