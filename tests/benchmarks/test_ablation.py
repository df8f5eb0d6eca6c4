"""The ablation holds one condition of a function at a time, and tells which outcomes it had."""

import ast
from typing import Any

from benchmarks.ablation import HOOK, WATCH, Conditions

SOURCE = """
def first_of(rows, at):
    if rows and rows[0] != "total":
        return [row for row in rows if row][at]
    return "" if at else None
"""


def watched() -> dict[str, Any]:
    module: dict[str, Any] = {HOOK: WATCH}
    WATCH.conditions.clear()
    WATCH.seen.clear()
    tree = ast.parse(SOURCE)
    Conditions("rows.py", SOURCE).visit(tree)
    exec(compile(ast.fix_missing_locations(tree), "rows.py", "exec"), module)
    return module


def test_a_chain_is_watched_in_its_parts() -> None:
    watched()
    assert [(one.line, one.text) for one in WATCH.conditions] == [
        (3, "rows"),
        (3, 'rows[0] != "total"'),
        (4, "row"),
        (5, "at"),
    ]


def test_the_outcomes_of_a_condition_are_told_by_file() -> None:
    first_of = watched()["first_of"]
    for WATCH.case, rows in (("a", ["Ann"]), ("b", ["total"]), ("", ["Bo"])):
        first_of(rows, 0)
    assert WATCH.seen[1] == {True: {"a"}, False: {"b"}}


def test_a_condition_that_is_held_has_one_outcome() -> None:
    first_of = watched()["first_of"]
    assert first_of(["total"], 0) is None
    WATCH.held = 1, True
    try:
        assert first_of(["total"], 0) == "total"
    finally:
        WATCH.held = None
