"""Whole runs in random orders: the tests that failed are told by their names, whatever stands in them."""

from benchmarks.order import failed


def test_a_test_that_failed_is_known_by_its_name_and_case() -> None:
    told = "FAILED tests/a.py::test_b[x - y] - AssertionError: [1] - [2]\nERROR tests/c.py::test_d\n3 passed, 1 failed\n"
    assert failed(told) == {"tests/a.py::test_b[x - y]", "tests/c.py::test_d"}
