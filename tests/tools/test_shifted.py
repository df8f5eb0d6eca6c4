"""COALITION_TEST_CLOCK: the tests at another time, and how a run at any time is repeated."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tools import shifted
from tools.environment import CannotInstall

REAL = datetime(2026, 11, 28, 9, 4, 30, tzinfo=UTC)
LIBRARY = Path("/usr/lib/somewhere/libfaketimeMT.so.1")


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("+45d", datetime(2027, 1, 12, 9, 4, 30, tzinfo=UTC)),
        ("-3h", datetime(2026, 11, 28, 6, 4, 30, tzinfo=UTC)),
        ("+1y", datetime(2027, 11, 28, 9, 4, 30, tzinfo=UTC)),
        ("2028-02-29", datetime(2028, 2, 29, 12, tzinfo=UTC)),
        ("2026-12-31T23:50", datetime(2026, 12, 31, 23, 50, tzinfo=UTC)),
    ],
)
def test_a_moment_is_written_as_a_distance_a_day_or_a_minute(told: str, at: datetime) -> None:
    assert shifted.moment(told, REAL) == at


def test_a_moment_that_is_none_is_told_in_a_sentence() -> None:
    with pytest.raises(CannotInstall, match=r"'tomorrow'\. Write \+45d"):
        shifted.moment("tomorrow", REAL)


def test_runs_at_any_time_come_to_every_day_of_four_years_and_to_every_zone() -> None:
    minutes = [REAL + timedelta(minutes=n) for n in range(4 * 1461)]
    ahead = {(shifted.any_moment(real).date() - real.date()).days for real in minutes}
    assert ahead >= set(range(2, 1461))
    assert date(2028, 2, 29) in {shifted.any_moment(real).date() for real in minutes}
    assert {shifted.any_zone(real) for real in minutes[:4]} == set(shifted._ZONES)
    assert shifted.any_moment(REAL) == shifted.any_moment(REAL + timedelta(seconds=20))


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shifted, "_installed", lambda: LIBRARY)
    return LIBRARY


def test_how_a_run_at_any_time_is_repeated_is_printed(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setenv("COALITION_TEST_CLOCK", "any")
    first = shifted.variables()
    told = dict(word.split("=") for word in capsys.readouterr().out.split("repeat: ")[1].split() if "=" in word)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    again = shifted.variables()
    assert again["TZ"] == first["TZ"]
    assert abs(int(again["FAKETIME"][:-1]) - int(first["FAKETIME"][:-1])) < 120


def test_without_libfaketime_any_time_is_that_of_the_computer_and_a_named_one_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shifted, "_installed", lambda: None)
    monkeypatch.setattr(shifted.shutil, "which", lambda _name: None)
    monkeypatch.setenv("COALITION_TEST_CLOCK", "any")
    assert shifted.variables() == {}
    assert "that of this computer. There is no libfaketime here" in capsys.readouterr().out
    monkeypatch.setenv("COALITION_TEST_CLOCK", "+45d")
    with pytest.raises(CannotInstall, match="apt-get install libfaketime"):
        shifted.variables()


def test_without_a_wish_nothing_is_shifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COALITION_TEST_CLOCK", raising=False)
    assert shifted.variables() == {}


def test_where_libfaketime_is_a_process_and_its_children_are_at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LD_PRELOAD", "FAKETIME"):  # of a run that is at another time itself
        monkeypatch.delenv(name, raising=False)
    installed = shifted._installed()
    apart = timedelta(days=500) if installed else timedelta()
    real, ahead = (days(shifted.faked(installed, by) if installed else {}) for by in (timedelta(), apart))
    assert all(timedelta() <= there - here - apart <= timedelta(days=1) for here, there in zip(real, ahead, strict=True))


def days(variables: dict[str, str]) -> list[date]:
    """The day of a process with these variables, and the day of a process that it starts."""
    asked = "import datetime as d, subprocess; print(d.datetime.now(d.UTC).date()); subprocess.run(['date', '-u', '+%F'])"
    command = [sys.executable, "-u", "-c", asked]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=True)
    return [date.fromisoformat(line) for line in done.stdout.split()]
