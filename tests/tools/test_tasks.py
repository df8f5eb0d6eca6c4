"""make run, make test: what they do before anything is installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium, commands, environment, tasks


def test_the_dashboard_runs_on_python_3_11_to_3_13() -> None:
    assert [version for version in ((3, 9), (3, 10), (3, 11), (3, 12), (3, 13), (3, 14)) if tasks.suits(version)] == [
        (3, 11),
        (3, 12),
        (3, 13),
    ]


def test_without_a_fitting_python_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tasks, "suits", lambda _version: False)
    monkeypatch.setattr(tasks, "find_python", lambda: None)
    assert tasks.main(["run"]) == 1
    assert "needs Python 3.11, 3.12 or 3.13" in capsys.readouterr().err


def test_an_old_python_can_read_the_file_that_looks_for_a_new_one() -> None:
    source = Path(tasks.__file__).read_text(encoding="utf-8")
    assert "match " not in source
    assert ":=" not in source
    assert 'f"' not in source


def test_an_unknown_task_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["fly"]) == 2
    assert "run, test, test-all, quick, fix, check, migration, lock, docs, bench" in capsys.readouterr().err


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A .venv that is not there, locks of two lines, and every command that would be run."""
    done: list[list[str]] = []
    lock, test_lock = tmp_path / "requirements.txt", tmp_path / "tests" / "requirements.txt"
    test_lock.parent.mkdir()
    lock.write_text("a==1")
    test_lock.write_text("a==1\nb==2")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "_STAMP", tmp_path / ".venv" / "installed.json")
    monkeypatch.setattr(environment, "LOCK", lock)
    monkeypatch.setattr(environment, "TEST_LOCK", test_lock)

    def call(command: list[str], **_options: object) -> int:
        done.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return done


def installs(calls: list[list[str]]) -> int:
    return sum("--require-hashes" in call for call in calls)


def test_the_packages_are_installed_once_until_the_lock_changes(calls: list[list[str]]) -> None:
    environment.ready()
    environment.ready()
    assert installs(calls) == 1
    environment.LOCK.write_text("a==2")
    environment.ready()
    assert installs(calls) == 2


def test_after_the_tests_have_installed_their_packages_the_dashboard_needs_no_more(calls: list[list[str]]) -> None:
    environment.ready(tests=True)
    environment.ready()
    environment.ready(tests=True)
    assert installs(calls) == 1
    assert set(json.loads((environment.VENV / "installed.json").read_text())) == {"run", "tests"}


def test_a_failed_installation_is_told_in_a_sentence_and_tried_again(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda command, **_: int("pip" in command))
    with pytest.raises(environment.CannotInstall, match="online"):
        environment.ready()
    assert not (environment.VENV / "installed.json").exists()


def test_a_named_chromium_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_CHROMIUM", "/somewhere/chrome")
    assert chromium.find() == "/somewhere/chrome"


def test_the_windows_twins_do_the_same_as_make() -> None:
    root = Path(commands.__file__).parent.parent
    for twin, task in (("start.cmd", "run"), ("test.cmd", "test"), ("test-all.cmd", "test-all")):
        raw = (root / twin).read_bytes()
        assert f"tools\\tasks.py {task} %*".encode() in raw
        assert raw.count(b"\r\n") == raw.count(b"\n"), "cmd needs Windows line ends"


def test_make_knows_every_task() -> None:
    makefile = (Path(commands.__file__).parent.parent / "Makefile").read_text(encoding="utf-8")
    assert f"{' '.join(commands.TASKS)}:" in makefile


def test_the_tests_use_every_core_keep_what_is_compiled_and_a_wish_of_ones_own_comes_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[tuple[object, ...], dict[str, str]]] = []

    def call(*command: object, **variables: str) -> int:
        asked.append((command, {name: value for name, value in variables.items() if name != "COALITION_CHROMIUM"}))
        return 0

    monkeypatch.delenv("COALITION_TEST_CLOCK", raising=False)  # which the run of this very test may be at
    monkeypatch.setattr(environment, "ready", lambda **_wanted: Path(sys.executable))
    monkeypatch.setattr(commands, "_call", call)
    assert commands.main(["test", "-n", "0"]) == commands.main(["test-all", "-n", "0"]) == 0
    for command, _variables in asked:
        assert [word for word in command if word in {"-n", "auto", "0"}] == ["-n", "auto", "-n", "0"]
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    assert [variables for _, variables in asked] == [
        {"COALITION_NO_TEST_MISSING": "1"} | kept,
        {"COALITION_ALL_TESTS": "1"} | kept,
    ]
