"""make quick: the tests nearest to a change come first, few cases of each, and none begins too late."""

import pytest

from tools import quick


def test_the_tests_of_a_module_come_before_those_of_what_uses_it() -> None:
    found = quick.near(["coalition/coverage.py"])
    assert found[0] == "tests/test_coverage.py"
    assert "tests/answers/test_present.py" in found
    assert "tests/imports/test_dates.py" not in found


def test_a_page_is_tested_by_what_opens_it_and_a_test_by_itself() -> None:
    assert "tests/dashboard/test_members.py" in quick.near(["pages/directory.py"])
    assert quick.near(["tests/imports/test_dates.py"])[0] == "tests/imports/test_dates.py"
    assert quick.near(["coalition/locale/th.csv", "README.md"]) == ["tests/test_docs.py", "tests/test_locale.py"]


def test_no_browser_is_opened_for_it() -> None:
    assert not [path for path in quick.near(["coalition/clock.py"]) if path.startswith("tests/browser")]


def test_of_many_cases_the_first_the_middle_and_the_last_are_run() -> None:
    names = [f"a.py::test_sweep[{number}]" for number in range(9)] + [
        "a.py::test_one",
        "b.py::test_two[x]",
        "b.py::test_two[y]",
    ]
    kept = ["a.py::test_sweep[0]", "a.py::test_sweep[4]", "a.py::test_sweep[8]", "a.py::test_one", *names[-2:]]
    assert list(quick.few(names)) == kept


def test_no_test_begins_after_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick.time, "monotonic", lambda: 100.0)
    assert quick.Quick(until=101).pytest_runtest_protocol() is None
    late = quick.Quick(until=99)
    assert late.pytest_runtest_protocol() is True
    assert late.late == 1
