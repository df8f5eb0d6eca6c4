"""Small faults put into the code, one at a time: how many of them the tests notice.

    python -m benchmarks.mutants [MUTANTS] [SEED] [FILE ...]       20 and 1 unless told

A fault is a turned comparison, `and` for `or`, a number one higher, a truth turned, or a return of nothing. Which are tried
is drawn with the seed from all there are in the files, so that the same are tried again after the tests have changed. Each
runs in a copy of the repository, on SQLite, with the tests of its file, which are first seen to be green without one; a fault
that no test notices is printed.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = {
    "coverage.py": ("test_coverage.py", "test_coverage_oracle.py", "test_changes.py", "test_history.py", "answers"),
    "referring": ("test_referring.py", "test_referral_times.py", "edits", "answers"),
    "disclosure": ("disclosure", "attacks", "edits/test_publishing.py"),
    "imports/attendance/plan.py": ("imports/test_attendance.py", "imports/test_the_same_again.py", "imports/test_history.py"),
    "edits/undo.py": ("edits", "imports/test_undo.py", "imports/test_undo_any_order.py"),
}
"""File or folder of coalition/ -> the tests that are to notice a fault in it."""
MOST_SECONDS = 1800
"""Tests without a fault that take longer are told of: on a machine with much else to do they are slow, not red."""
_NOT_ENDED = "not ended"
_LEAST_SECONDS, _TIMES_AS_LONG = 60, 5
"""A fault that makes the tests run so many times as long is one that is noticed."""

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def faults(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, what is done, the whole source with it) of every small fault of a module."""
    places = [node for node in ast.walk(ast.parse(source)) if _changed(node) is not None]
    for number, node in enumerate(places):
        tree = ast.parse(source)
        again = [found for found in ast.walk(tree) if _changed(found) is not None][number]
        what = _changed(again)
        _apply(again)
        yield getattr(node, "lineno", 0), what or "", ast.unparse(ast.fix_missing_locations(tree))


def _changed(node: ast.AST) -> str | None:
    """What would be done to a node; None: nothing."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            return f"{type(op).__name__} becomes {_TURNED[type(op)].__name__}"
        case ast.BoolOp(op=op):
            return "and becomes or" if isinstance(op, ast.And) else "or becomes and"
        case ast.Constant(value=bool() as value):
            return f"{value} becomes {not value}"
        case ast.Constant(value=int() as value):
            return f"{value} becomes {value + 1}"
        case ast.Return(value=value) if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            return "returns None"
    return None


def _apply(node: ast.AST) -> None:
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [_TURNED[type(op)]()]
        case ast.BoolOp(op=op):
            node.op = ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Return():
            node.value = ast.Constant(None)


def _files(copy: Path, name: str) -> list[Path]:
    path = Path("coalition") / name
    return [path] if path.suffix else sorted(p.relative_to(copy) for p in (copy / path).rglob("*.py"))


def drawn(copy: Path, count: int, seed: int, names: list[str]) -> list[tuple[str, Path, int, str, str]]:
    """So many faults: (key of TESTS, file, line, what is done, the source with it), of each key as many."""
    chance, chosen = random.Random(seed), []
    for number, name in enumerate(names):
        every = [
            (name, path, *fault) for path in _files(copy, name) for fault in faults((copy / path).read_text(encoding="utf-8"))
        ]
        share = count // len(names) + (number < count % len(names))
        chosen += chance.sample(every, min(share, len(every)))
    return chosen


def _left_behind(folder: str, names: list[str]) -> set[str]:
    """What is no part of the program; of the folders called data only the one in which a coalition keeps its own."""
    found = set(shutil.ignore_patterns(".git", ".venv", ".hypothesis", "__pycache__", "*.pyc")(folder, names))
    return found | ({"data"} & set(names) if Path(folder) == ROOT else set())


def complaint(copy: Path, name: str, most: float = MOST_SECONDS) -> str | None:
    """What the tests of the file say against this copy, or that they did not end; None: nothing."""
    paths = [f"tests/{test}" for test in TESTS[name] if (copy / "tests" / test).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not postgres and not browser"]
    variables = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, "--hypothesis-seed=1", *paths],  # the same random examples with and without a fault
            cwd=copy,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=most,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{_NOT_ENDED} after {most:.0f} s"
    return "\n".join(done.stdout.splitlines()[-30:]) or f"status {done.returncode}" if done.returncode else None


def green(copy: Path, names: list[str]) -> dict[str, float]:
    """The files whose tests are green without any fault, and the seconds they take; why the others are not is printed."""
    found = {}
    for name in names:
        begun = time.monotonic()
        if why := complaint(copy, name):
            how = "are too slow here" if why.startswith(_NOT_ENDED) else "fail without any fault"
            print(f"The tests of {name} {how}: nothing can be told of it.\n{why}", file=sys.stderr)
        else:
            found[name] = time.monotonic() - begun
    return found


def main(arguments: list[str]) -> int:
    count, seed = (int(a) for a in [*arguments[:2], "20", "1"][:2]) if len(arguments) != 1 else (int(arguments[0]), 1)
    names, noticed, start = arguments[2:] or list(TESTS), 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=_left_behind)
        seconds = green(copy, names)
        tried = [fault for fault in drawn(copy, count, seed, names) if fault[0] in seconds]
        for name, path, line, what, source in tried:
            right = (copy / path).read_text(encoding="utf-8")
            (copy / path).write_text(source, encoding="utf-8")
            why = complaint(copy, name, max(_LEAST_SECONDS, _TIMES_AS_LONG * seconds[name]))
            (copy / path).write_text(right, encoding="utf-8")
            noticed += why is not None
            print(f"{'noticed ' if why else 'NOT SEEN'} {path}:{line}: {what}", flush=True)
    print(f"{noticed} of {len(tried)} noticed, seed {seed}, {time.monotonic() - start:.0f} s")
    return 0 if len(seconds) == len(names) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
