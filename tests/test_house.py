"""The house style that a machine can see: lengths, docstrings, what a page may do. The arrows are in pyproject.toml."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlmodel import AutoString, SQLModel

from coalition.database import ROOT
from tests.support.sources import nodes, tree

GENERATED = "migrations/versions"
LIBRARY = [p for p in sorted((ROOT / "coalition").rglob("*.py")) if GENERATED not in p.as_posix()]
PAGES = sorted((ROOT / "pages").glob("*.py"))
ALL = [ROOT / "dashboard.py", *LIBRARY, *PAGES, *sorted((ROOT / "tools").glob("*.py"))]
TESTS = [p for p in sorted((ROOT / "tests").rglob("*.py")) if p != Path(__file__)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    has_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    text = (first.end_lineno or first.lineno) - first.lineno + 1 if has_text else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - text


def test_a_module_fits_in_a_readers_head() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    long = {name(path): count for path, count in lines.items() if count > (40 if path in PAGES else 400)}
    assert long == {}


def test_the_platform_of_the_pages_stays_small() -> None:
    assert len(list((ROOT / "coalition" / "shell").glob("*.py"))) <= 20, "what belongs to one page lives in its views"


def test_a_function_fits_on_a_screen() -> None:
    assert {f"{name(path)}: {f.name}": code_lines(f) for path in ALL for f in functions(path) if code_lines(f) > 40} == {}


SPEAKING = ("views/", "shell/", "answers/", "calling/", "cli/", "edits/", "access/")
"""Rooms of the library that write sentences; the readers of files part texts by counts of other things too."""


def chooses_by_one(node: ast.AST) -> bool:
    """Whether two texts stand behind `== 1 else`. A level is no count: there are provinces and districts."""
    if not isinstance(node, ast.IfExp) or not isinstance(node.test, ast.Compare) or "level" in ast.unparse(node.test.left):
        return False
    other, sign = node.test.comparators[0], node.test.ops[0]
    by_one = isinstance(other, ast.Constant) and other.value == 1 and isinstance(sign, ast.Eq | ast.NotEq)
    return by_one and all(is_text(branch) for branch in (node.body, node.orelse))


def is_text(node: ast.expr) -> bool:
    shown = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"t", "tell"}
    return shown or isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_a_text_for_one_and_a_text_for_several_are_told_apart_by_one_function() -> None:
    speaking = [path for path in ALL if path in PAGES or name(path).removeprefix("coalition/").startswith(SPEAKING)]
    assert [f"{name(path)}: {n.lineno}" for path in speaking for n in nodes(path) if chooses_by_one(n)] == []


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
        imported = {n.module or "" for n in nodes(path) if isinstance(n, ast.ImportFrom)}
        imported |= {alias.name for n in nodes(path) if isinstance(n, ast.Import) for alias in n.names}
        assert [w for w in imported if w.startswith(("sqlalchemy", "sqlmodel", "plotly", "coalition.models"))] == [], path
        used = {n.attr for n in nodes(path) if isinstance(n, ast.Attribute)}
        assert used & {"groupby", "pivot_table", "merge", "Figure", "read_sql"} == set(), path


def test_files_leave_by_one_door() -> None:
    asking = [name(p) for p in ALL if "download_button" in p.read_text(encoding="utf-8")]
    assert asking == ["coalition/shell/widgets.py"], "use coalition.shell.download"


def test_every_page_goes_through_the_door() -> None:
    for path in PAGES:
        calls = [n.func.id for n in nodes(path) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        assert "open_page" in calls, path


def test_no_file_names_a_place_of_one_computer() -> None:
    shipped = [*ALL, *TESTS, ROOT / "README.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md")]
    places = re.compile(r"(?<![\w./])/(?:work|root|home|Users)/")
    assert [name(path) for path in shipped if places.search(path.read_text(encoding="utf-8"))] == []


# --- no form presets a fact --------------------------------------------------------------------------------------------

EMPTY_UNLESS_TOLD = {
    "selectbox": "index", "radio": "index", "date_input": "value", "time_input": "value", "number_input": "value",
    "datetime_input": "value", "slider": "value", "select_slider": "value", "feedback": "default",
}  # fmt: skip
"""Widget -> its argument that must be None: left out, it is the first of the list, today or the least."""

EMPTY_BY_ITSELF = {
    "segmented_control": "default",
    "pills": "default",
    "multiselect": "default",
    "checkbox": "value",
    "toggle": "value",
}
"""Widget -> its argument that must be left out or None or False."""

ALLOWED_PRESETS = {
    "shell/address.py: pick": "a filter, kept in the address",
    "shell/address.py: pick_number": "a filter, kept in the address",
    "shell/forms.py: day_field": "shows what is stored or stands in a filter; `told` says which",
    "shell/forms.py: choose": "shows what is stored or was chosen on the way; `told` says which",
    "views/checklists/lists.py: draw_versions": "a filter: which version is read",
    "views/checklists/lists.py: draw_editor": "how a list asks, not what is so; it stands in the new row to be seen",
    "views/directory/organizations.py: memberships_editor": "a new row is a member without a vote until it is ticked",
    "views/directory/names.py: name_form": "shows the stored sector",
    "views/present/counts.py: draw_published_cases": "a filter: by what is counted",
    "views/readiness/handover.py: _draw": "which need and language are shown; the button saves what is on the screen",
    "views/settings/general.py: _numbers": "shows the stored number",
}
"""Function that draws a widget with a value in it -> why that states nothing that nobody said."""


ALLOWED_ROOMS = {
    "views/import_data/": "shows what a file says, to be confirmed",
    "views/meetings/": "corrects the list of a meeting that was held",
}
"""Folder whose widgets show what was told elsewhere -> where."""


def presets(node: ast.Call) -> bool:
    """Whether a call draws a widget that holds a value before anybody chose one."""
    widget = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    told = {keyword.arg: keyword.value for keyword in node.keywords}
    if widget.endswith("Column"):
        return "default" in told
    if widget in EMPTY_UNLESS_TOLD:
        given = told.get(EMPTY_UNLESS_TOLD[widget], node.args[1] if len(node.args) > 1 and "input" in widget else None)
        return not (isinstance(given, ast.Constant) and given.value is None)
    if widget in EMPTY_BY_ITSELF:
        given = told.get(
            EMPTY_BY_ITSELF[widget], node.args[1] if len(node.args) > 1 and widget in {"checkbox", "toggle"} else None
        )
        return not (given is None or (isinstance(given, ast.Constant) and given.value in (None, False)))
    return False


def preset_places() -> set[str]:
    drawn = [path for path in ALL if path in PAGES or name(path).startswith(("coalition/views", "coalition/shell"))]
    return {
        f"{name(path).removeprefix('coalition/')}: {function.name}"
        for path in drawn
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and presets(node)
    }


def test_no_form_states_anything_before_somebody_chooses_it() -> None:
    found = {place for place in preset_places() if not place.startswith(tuple(ALLOWED_ROOMS))}
    assert found - set(ALLOWED_PRESETS) == set(), "draw it with coalition.shell.forms.choose, or say here why it states nothing"
    assert set(ALLOWED_PRESETS) - found == set(), "nothing is preset there any more: take it out of the list"


@pytest.mark.parametrize(
    ("drawn", "is_preset"),
    [
        ('left.selectbox("Area", areas)', True),
        ('left.selectbox("Area", areas, index=None)', False),
        ('st.date_input("Since", today)', True),
        ('st.date_input("Since", None)', False),
        ('st.number_input("Places", value=None)', False),
        ('st.number_input("Places")', True),
        ('st.checkbox("A member", True)', True),
        ('st.checkbox("A member")', False),
        ('st.pills("Groups", groups, default=groups)', True),
        ('st.column_config.CheckboxColumn("Vote", default=True)', True),
    ],
)
def test_a_field_with_something_in_it_is_told_from_an_empty_one(drawn: str, is_preset: bool) -> None:
    call = ast.parse(drawn, mode="eval").body
    assert isinstance(call, ast.Call)
    assert presets(call) is is_preset


@pytest.mark.parametrize("field", ["date_input(", "multiselect("])
def test_there_is_one_field_for_a_day_and_one_for_several_of_a_list(field: str) -> None:
    drawn = [path for path in ALL if path in PAGES or name(path).startswith(("coalition/views", "coalition/shell"))]
    assert [name(path) for path in drawn if field in path.read_text("utf-8")] == ["coalition/shell/forms.py"]


# --- text of others stays text -----------------------------------------------------------------------------------------

DRAWN_AS_MARKDOWN = {
    *("markdown", "caption", "title", "header", "subheader", "info", "warning", "error", "success", "toast", "status"),
    *("button", "form_submit_button", "download", "page_link", "checkbox", "radio", "expander", "popover", "tabs", "metric"),
    *("dialog", "segmented_control", "pills"),
}
MADE_SAFE = {"md", "escape"}
NEVER = {"write", "latex", "unsafe_allow_html", "LinkColumn", "ImageColumn", "MarkdownColumn"}


def typed_columns() -> set[str]:
    """Names of columns, and of those that queries make of them, with text that somebody typed."""
    columns = {c.name for table in SQLModel.metadata.tables.values() for c in table.columns if isinstance(c.type, AutoString)}
    made = {"case_code", "organization", "referred", "referring", "holder", "service_type", "area_name", "acronym"}
    return columns | made - {"key", "format"}


def called_by(call: ast.Call) -> str:
    """The last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def bare_data(node: ast.AST, typed: set[str]) -> Iterator[str]:
    """What is typed by somebody and stands in an expression without being made safe."""
    parts: list[ast.AST]
    if isinstance(node, ast.Call):
        called = (
            node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        )
        inside = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        parts = [] if called in MADE_SAFE else [*inside, *node.args, *(k.value for k in node.keywords)]
    elif isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.Attribute | ast.Subscript):
        last = node.attr if isinstance(node, ast.Attribute) else getattr(node.slice, "value", None)
        if last in typed:
            yield ast.unparse(node)
        return
    else:
        parts = [] if isinstance(node, ast.Compare | ast.Lambda) else list(ast.iter_child_nodes(node))
    for part in parts:
        yield from bare_data(part, typed)


def test_what_somebody_typed_is_made_safe_where_it_is_drawn_as_markdown() -> None:
    """As far as looking can judge: tests/dashboard/test_text_that_acts.py holds what went through a variable."""
    typed, found = typed_columns(), []
    for path in (p for p in ALL if {"pages", "shell", "views"} & set(p.relative_to(ROOT).parts)):
        for node in (n for n in nodes(path) if isinstance(n, ast.Call)):
            called, drawn = called_by(node), [k.value for k in node.keywords if k.arg in {"label", "help", "body", "delta"}]
            if called in DRAWN_AS_MARKDOWN:
                drawn += node.args[: 2 if called == "page_link" else 1]
                found += [f"{name(path)}:{node.lineno} {bare}" for part in drawn for bare in bare_data(part, typed)]
            if ast.unparse(node.func) == "st.table" and ".map(" not in ast.unparse(node.args[0]):
                found.append(f"{name(path)}:{node.lineno} a table draws its cells as markdown: .map(md)")
            used = {called, *(k.arg for k in node.keywords)} if ast.unparse(node.func).startswith("st.") else set()
            found += [f"{name(path)}:{node.lineno} {never}" for never in used & NEVER]
    assert found == []


# --- one clock --------------------------------------------------------------------------------------------------------

CLOCKS = {ROOT / "coalition" / "clock.py", ROOT / "tools" / "shifted.py"}  # the clock, and what sets it ahead for the tests
_OF_DAYS = ("datetime.datetime", "datetime.date", "pandas.Timestamp", "pandas.Period")
READS_THE_CLOCK = {f"{kind}.{verb}" for kind in _OF_DAYS for verb in ("now", "today", "utcnow")} | {
    *(f"time.{verb}" for verb in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime", "clock_gettime")),
    *(f"sqlalchemy.func.{verb}" for verb in ("now", "current_date", "current_time", "current_timestamp", "localtime")),
    *("sqlalchemy.sql.functions.now", "sqlmodel.func.now", "uuid.uuid1"),
}
TAKES_NOW = ("to_datetime", "Timestamp", "datetime64", "date", "datetime", "strftime", "unixepoch", "julianday")
IN_SQL = re.compile(r"(?i:\bCURRENT_(DATE|TIME|TIMESTAMP)\b)|\b(now|clock_timestamp|statement_timestamp)\(\)")


def _texts_of(module: Sequence[ast.AST]) -> set[ast.AST]:
    """The docstrings of a module: they may speak of anything."""
    bodies = [n.body for n in module if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def looks_at_the_clock(module: Sequence[ast.AST]) -> Iterator[str]:
    """What a module, given by all its nodes, reads the clock of the computer with, by whatever name it imported it."""
    names: dict[str, str] = {}
    for node in module:
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    texts = _texts_of(module)
    asked = {verb.rpartition(".")[2] for verb in READS_THE_CLOCK}
    for node in module:
        if isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and node.attr in asked):
            first, _, rest = ast.unparse(node).partition(".")
            if f"{names.get(first, first)}{'.' if rest else ''}{rest}" in READS_THE_CLOCK:
                yield ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in TAKES_NOW:
            yield from (ast.unparse(node) for a in node.args if isinstance(a, ast.Constant) and a.value in ("now", "today"))
        if isinstance(node, ast.Constant) and node not in texts and isinstance(node.value, str) and IN_SQL.search(node.value):
            yield node.value


def test_today_enters_at_one_place() -> None:
    migrations = sorted((ROOT / "coalition" / GENERATED).glob("*.py"))
    found = {name(path): [*looks_at_the_clock(nodes(path))] for path in [*ALL, *migrations] if path not in CLOCKS}
    assert {path: reads for path, reads in found.items() if reads} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime\nat = datetime.now(UTC)",
        "import datetime as dt\non = dt.date.today()",
        "import pandas as pd\non = pd.Timestamp.now()",
        "from time import time\nat = time()",
        "from sqlalchemy import func\nnow = func.now()",
        "from datetime import datetime\nfield(default_factory=datetime.utcnow)",
        "text('SELECT current_timestamp')",
        "pd.to_datetime('now')",
    ],
)
def test_every_way_to_read_the_clock_is_seen(line: str) -> None:
    assert [*looks_at_the_clock([*ast.walk(ast.parse(line))])]


def test_measuring_how_long_something_takes_is_no_reading_of_the_clock() -> None:
    innocent = "import time\nfrom coalition import clock\nstarted = time.monotonic()\non, at = page.today, clock.now()"
    assert not [*looks_at_the_clock([*ast.walk(ast.parse(innocent))])]
