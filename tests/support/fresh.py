"""Databases that a test was just given: copied from a migrated file, or emptied."""

import pytest
from sqlalchemy import Engine

from coalition import database


def open_migrated(url: str) -> Engine:
    """`open_engine` for such a database: nobody need look whether its schema is the newest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "migrate", lambda _url: "up to date")
        return database.open_engine(url)
