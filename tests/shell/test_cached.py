"""What is kept until something is written: answers, and what pages make of them."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import ROOT, data_version, reading, writing
from coalition.models import Setting
from coalition.queries import ledger
from coalition.settings import Settings
from coalition.shell.cached import ask, ask_in, made
from coalition.shell.context import Page
from tests.support.small_world import north, store

CALLS: list[str] = []


@pytest.fixture
def page(sqlite_engine: Engine) -> Page:
    st.cache_data.clear()
    CALLS.clear()
    return Page(sqlite_engine, Settings(), date(2026, 11, 25), version=1, language="en", is_demo=False)


def counted(_session: Session, *, settings: Settings) -> str:
    CALLS.append("asked")
    return settings.coalition_name


def words(page: Page, *, kind: str) -> list[str]:
    CALLS.append(f"made {page.language} {kind}")
    return [ask(page, counted, settings=page.settings), kind]


def test_what_is_made_is_kept_for_its_arguments_its_language_and_its_version(page: Page) -> None:
    for _ in range(2):
        assert made(page, words, kind="A1") == ["", "A1"]
    assert CALLS == ["made en A1", "asked"]
    made(page, words, kind="P1")
    made(replace(page, language="th"), words, kind="A1")
    assert CALLS[2:] == ["made en P1", "made th A1"], "and the answer in it was known"
    made(replace(page, version=2), words, kind="A1")
    assert CALLS[4:] == ["made en A1", "asked"]


def test_who_gets_what_is_kept_may_change_it(page: Page) -> None:
    made(page, words, kind="A1").append("more")
    assert made(page, words, kind="A1") == ["", "A1"]


def test_what_a_page_begins_with_is_read_again_after_every_write(sqlite_engine: Engine) -> None:
    def stand() -> ledger.Stand:
        with reading(sqlite_engine) as session:
            return ask_in(session, sqlite_engine, data_version(session), ledger.stand)

    st.cache_data.clear()
    assert stand().state is ledger.FillState.FRESH
    with writing(sqlite_engine) as session:
        session.add(Setting(key="coalition_name", value="North"))
    found = stand()
    assert (found.state, found.settings.coalition_name) == (ledger.FillState.STARTED, "North")
    with writing(sqlite_engine) as session:
        store(session, north().serves("Blue", "A1", "TH57"))
    assert stand().state is ledger.FillState.FILLED


def test_the_first_start_says_nothing_of_a_server_that_does_not_run_yet() -> None:
    """Streamlit complains where something to be kept is declared before it runs, which reads like a fault."""
    done = subprocess.run([sys.executable, "-c", "import dashboard"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "No runtime found" not in done.stderr
