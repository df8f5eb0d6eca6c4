"""The house style that a machine can see: lengths, docstrings, what a page may do. The arrows are in pyproject.toml."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from coalition.database import ROOT

GENERATED = "migrations/versions"
LIBRARY = [p for p in sorted((ROOT / "coalition").rglob("*.py")) if GENERATED not in p.as_posix()]
PAGES = sorted((ROOT / "pages").glob("*.py"))
ALL = [ROOT / "dashboard.py", *LIBRARY, *PAGES, *sorted((ROOT / "tools").glob("*.py"))]
TESTS = [p for p in sorted((ROOT / "tests").rglob("*.py")) if p != Path(__file__)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    has_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    text = (first.end_lineno or first.lineno) - first.lineno + 1 if has_text else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - text


def test_a_module_fits_in_a_readers_head() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    long = {name(path): count for path, count in lines.items() if count > (120 if path in PAGES else 400)}
    assert long == {}


def test_a_function_fits_on_a_screen() -> None:
    assert {f"{name(path)}: {f.name}": code_lines(f) for path in ALL for f in functions(path) if code_lines(f) > 40} == {}


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HACK)\b")
    assert [name(path) for path in [*ALL, *TESTS] if marks.search(path.read_text(encoding="utf-8"))] == []


def without_docstring(module: ast.Module) -> Iterator[str]:
    """Names of the public things of a module that say nothing about themselves."""
    public = [n for n in module.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    methods = [
        method
        for node in public
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
    ]
    yield from (node.name for node in [*public, *methods] if not ast.get_docstring(node))
    if not ast.get_docstring(module):
        yield "the module"


def test_everything_public_says_what_it_is() -> None:
    assert [f"{name(path)}: {bare}" for path in ALL for bare in without_docstring(tree(path))] == []


def test_a_page_asks_and_draws_and_computes_nothing() -> None:
    for path in PAGES:
        module = tree(path)
        imported = {n.module or "" for n in ast.walk(module) if isinstance(n, ast.ImportFrom)}
        imported |= {alias.name for n in ast.walk(module) if isinstance(n, ast.Import) for alias in n.names}
        assert [w for w in imported if w.startswith(("sqlalchemy", "sqlmodel", "plotly", "coalition.models"))] == [], path
        used = {n.attr for n in ast.walk(module) if isinstance(n, ast.Attribute)}
        assert used & {"groupby", "pivot_table", "merge", "Figure", "read_sql"} == set(), path


def test_every_page_goes_through_the_door() -> None:
    for path in PAGES:
        calls = [n.func.id for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        assert "open_page" in calls, path


def test_no_file_names_a_place_of_one_computer() -> None:
    shipped = [*ALL, *TESTS, ROOT / "README.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md")]
    places = re.compile(r"(?<![\w./])/(?:work|root|home|Users)/")
    assert [name(path) for path in shipped if places.search(path.read_text(encoding="utf-8"))] == []


def test_the_switch_that_keeps_pages_behind_the_router_still_exists() -> None:
    from streamlit.runtime.pages_manager import PagesManager

    assert hasattr(PagesManager, "uses_pages_directory"), "see docs/decisions/0004-one-file-router-on-loopback.md"
