"""The one clock: the day where the computer stands, a fixed day for tests and pictures, and instants that never go back."""

import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from coalition import clock
from coalition.cli.common import Trouble, today


def test_without_a_fixed_day_it_is_the_time_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COALITION_TODAY")
    assert abs(clock.now() - datetime.fromtimestamp(time.time(), UTC)) < timedelta(seconds=5)
    assert abs(clock.today() - clock.now().date()) <= timedelta(days=1)


def test_of_a_fixed_day_instants_run_on_from_its_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_TODAY", "2028-02-29")
    monkeypatch.setenv("COALITION_TODAY_SINCE", str(time.time() - 60))
    first, second = clock.now(), clock.now()
    assert clock.today() == date(2028, 2, 29)
    assert datetime(2028, 2, 29, 12, 1, tzinfo=UTC) <= first <= second < datetime(2028, 2, 29, 12, 2, tzinfo=UTC)


def test_two_processes_of_one_run_tell_the_same_time() -> None:
    command = [sys.executable, "-c", "from coalition import clock; print(clock.now().isoformat())"]
    before = clock.now()
    other = datetime.fromisoformat(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    assert before < other < clock.now()


def test_a_fixed_day_that_is_none_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_TODAY", "tomorrow")
    with pytest.raises(Trouble, match="'tomorrow', which is not a date like 2026-11-25"):
        today()


@pytest.mark.both_engines
@pytest.mark.postgres
def test_a_run_at_another_time_takes_postgresql_with_it(postgres_admin: Engine) -> None:
    with postgres_admin.connect() as connection:
        there = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    assert abs(there - datetime.now(UTC)) < timedelta(minutes=5)
