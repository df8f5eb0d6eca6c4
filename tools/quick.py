"""`make quick`: style, and the tests of what a change touches, the nearest first, for less than a minute.

On SQLite alone, without a browser, and of a test with many cases the first, the middle and the last. A test is near what it
imports, and the page that it names. What was not run is told: `make test` runs it.
"""

import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.environment import ROOT

SECONDS = 45
"""After these no further test begins [s]."""

CASES = 3
"""So many cases of one test."""

_ALWAYS = ("tests/test_house.py",)
_NOT_HERE = "not postgres and not browser"
_BESIDE = {
    ".md": "tests/test_docs.py",
    "coalition/locale/th.csv": "tests/test_locale.py",
    "pyproject.toml": "tests/test_configuration.py",
}


def main(arguments: list[str]) -> int:
    """Check style, then run the nearest tests; returns the exit status.

    Args:
        arguments: files to take as changed; none: what Git says.
    """
    began = time.monotonic()
    paths = arguments or changed()
    print(f"make quick: {len(paths)} changed {'file' if len(paths) == 1 else 'files'}", flush=True)
    for words in (["check", "--quiet", "."], ["format", "--quiet", "--check", "."]):
        if subprocess.call([sys.executable, "-m", "ruff", *words], cwd=ROOT):
            print("Style: `make fix` mends most of it.", file=sys.stderr)
            return 1
    files = [*_ALWAYS, *(name for name in near(paths) if name not in _ALWAYS)]
    options = ["-q", "-p", "no:cacheprovider", "-m", _NOT_HERE]
    return int(pytest.main([*options, *files], plugins=[Quick(began + SECONDS)]))


class Quick:
    """The plugin of pytest: few cases of each test, and none after a moment.

    Args:
        until: after this no further test begins, as time.monotonic tells it.
    """

    def __init__(self, until: float) -> None:
        self.until = until
        self.cases = self.late = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep the first, the middle and the last case of each test."""
        kept = set(few(item.nodeid for item in items))
        left_out = [item for item in items if item.nodeid not in kept]
        self.cases = len(left_out)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item.nodeid in kept]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """Begin no test too late."""
        if time.monotonic() < self.until:
            return None
        self.late += 1
        return True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what was left out."""
        terminalreporter.write_line(
            f"not run: {self.cases} further cases of tests, {self.late} tests after {SECONDS} s, PostgreSQL, a browser; "
            "`make test` runs them"
        )


def few(names: Iterable[str]) -> Iterator[str]:
    """Of the cases of each test (`path::test[case]`) the first, the middle and the last."""
    tests: dict[str, list[str]] = defaultdict(list)
    for name in names:
        tests[name.partition("[")[0]].append(name)
    for cases in tests.values():
        yield from (cases if len(cases) <= CASES else (cases[0], cases[len(cases) // 2], cases[-1]))


# --- what is near -----------------------------------------------------------------------------------------------------


def changed() -> list[str]:
    """Files that differ from the last commit, new ones too; where there are none, those of the last commit."""
    found = {*_git("diff", "--name-only", "HEAD"), *_git("ls-files", "--others", "--exclude-standard")}
    return sorted(found or _git("diff", "--name-only", "HEAD~1"))


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout.splitlines()


def near(paths: Iterable[str]) -> list[str]:
    """The files of tests that a change touches: itself, those of its name, those that import it, those that import these.

    Args:
        paths: of changed files, from the root, with `/`.
    """
    users = _users()
    distance = dict.fromkeys((path for path in paths if path in users), 0)
    names = {f"test_{Path(path).stem}" for path in distance} | {f"test_{Path(path).parent.name}" for path in distance}
    ring = list(distance)
    while ring:
        further = {user for path in ring for user in users[path] if user not in distance}
        distance |= dict.fromkeys(further, distance[ring[0]] + 1)
        ring = sorted(further)
    tests = [path for path in distance if Path(path).name.startswith("test_") and not path.startswith("tests/browser")]
    beside = [test for end, test in _BESIDE.items() if any(path.endswith(end) for path in paths)]
    return [
        *beside,
        *sorted(tests, key=lambda path: (distance[path] > 0 and Path(path).stem not in names, distance[path], path)),
    ]


@cache
def _users() -> dict[str, set[str]]:
    """{file: the files that import it, or that name it where it is a page}."""
    files = [path for folder in ("coalition", "pages", "tests", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]
    named = {_module(path): path.relative_to(ROOT).as_posix() for path in files}
    pages = {path.stem: path.relative_to(ROOT).as_posix() for path in files if path.parent.name == "pages"}
    users: dict[str, set[str]] = {name: set() for name in named.values()}
    for path in files:
        user = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        for module in _imported(source):
            if module in named:
                users[named[module]].add(user)
        for page in set(re.findall(r'"(\w+)"', source)) & set(pages) if user.startswith("tests/dashboard") else ():
            users[pages[page]].add(user)
    return users


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


_IMPORT = re.compile(r"^[ \t]*(?:from ([\w.]+) )?import (?:\(([^)]*)\)|([^\n(]*))", re.MULTILINE)


def _imported(source: str) -> Iterator[str]:
    """Modules that a module imports, or may: `from a import b` names `a` and perhaps the module `a.b`.

    Read line by line: to parse the whole tree takes seconds.
    """
    for module, in_brackets, in_line in _IMPORT.findall(source):
        names = re.findall(r"(?:^|,)\s*([\w.]+)", re.sub("#.*", "", in_brackets or in_line))
        yield from [module, *(f"{module}.{name}" for name in names)] if module else names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
