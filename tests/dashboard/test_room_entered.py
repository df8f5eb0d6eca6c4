"""What was done on the coordinator's own pages is not told to the room."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from tests.dashboard.test_present_page import sent

DONE = (datetime(2026, 11, 25, 9, 0, tzinfo=UTC), "'Ann Lee' has been merged into 'Ann Li'.")


@pytest.mark.parametrize("address", [{}, {"step": "gaps"}, {"new": "1"}])
def test_an_edit_of_another_page_is_not_told_to_the_room(
    address: dict[str, str], demo_engine: Engine, dashboard: Callable[..., AppTest]
) -> None:
    at = dashboard("directory")
    at.session_state["last edit"] = DONE
    assert "Ann Li" in sent(at.run())
    at.switch_page("pages/present.py")
    for name, value in address.items():
        at.query_params[name] = value
    told = sent(at.run())
    assert "room-bar" in told or "room back" in told
    assert "Ann L" not in told


def test_an_edit_made_in_the_room_is_told_there(demo_engine: Engine, dashboard: Callable[..., AppTest]) -> None:
    at = dashboard("present")
    at.session_state["last edit"] = DONE
    assert "Ann Li" in sent(at.run())
