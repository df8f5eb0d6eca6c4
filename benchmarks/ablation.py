"""Conditions of the reader that decide nothing: each is held constant while the files in which it mattered are read again.

    python -m benchmarks.ablation [--set traps,wild] [--only PATTERN] [--most 4] [--all]

A condition is what stands in `if`, between `and` or `or`, or behind the `if` of a comprehension. It is listed where the rarer
of its two outcomes is seen in at most --most files, with what became of them: "never" where no file has it, "no effect" where
all files read the same without it; with --all also those that decide something, and for which files. What is listed is a
question, not a verdict: a condition may keep away a crash, or a silent fault, that no file of the sets has. Needs `fork`.
"""

import argparse
import ast
import fnmatch
import importlib.abc
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib.machinery import ModuleSpec
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

from benchmarks.helpers.reading_quality.cases import ROOT, SETS, TRAPS, Case, cases_of

TODAY = date(2026, 11, 25)
READER = ("coalition.imports.read", "coalition.imports.cells", "coalition.imports.formats", "coalition.imports.reading")
"""Packages and modules whose conditions are held."""
HOOK = "_condition"


@dataclass(frozen=True)
class Condition:
    """One condition: where it stands in the code, and its text."""

    file: str
    line: int
    text: str


class Watch:
    """What each condition came to in each file; or one condition held constant.

    Attributes:
        seen: {condition: {outcome: names of the files}}.
        case: the file that is being read; "": none, and nothing is noted.
        held: the condition that is held, and its outcome.
        cases, plain: the files, and what is read of each with nothing held.
    """

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.seen: dict[int, dict[bool, set[str]]] = defaultdict(lambda: {True: set(), False: set()})
        self.case = ""
        self.held: tuple[int, bool] | None = None
        self.cases: dict[str, Case] = {}
        self.plain: dict[str, str] = {}

    def __call__(self, number: int, value: object) -> object:
        """The value of a condition as it is, or as it is held."""
        if self.held is not None:
            return self.held[1] if self.held[0] == number else value
        if self.case:
            self.seen[number][bool(value)].add(self.case)
        return value


WATCH = Watch()


class Conditions(ast.NodeTransformer):
    """Puts a call of the watch around each condition of a module."""

    def __init__(self, file: str, source: str) -> None:
        self._file, self._source = file, source

    def visit(self, node: ast.AST) -> ast.AST:
        """The node with its conditions, and those of what it holds, watched."""
        match node:
            case ast.If() | ast.IfExp():
                node.test = self._watched(node.test)
            case ast.comprehension():
                node.ifs = list(map(self._watched, node.ifs))
            case ast.BoolOp():
                node.values = list(map(self._watched, node.values))
        return self.generic_visit(node)

    def _watched(self, test: ast.expr) -> ast.expr:
        """A condition in a call of the watch; a chain of `and` and `or` is watched in its parts."""
        if isinstance(test, ast.BoolOp):
            return test
        number, text = len(WATCH.conditions), ast.get_source_segment(self._source, test) or ""
        WATCH.conditions.append(Condition(self._file, test.lineno, " ".join(text.split())))
        return ast.copy_location(ast.Call(ast.Name(HOOK, ast.Load()), [ast.Constant(number), test], []), test)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the modules of the reader with their conditions watched."""

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        if not any(name == one or name.startswith(f"{one}.") for one in READER):
            return None
        file = ROOT.joinpath(*name.split("."))
        inside = [str(file)] if file.is_dir() else None
        file = file / "__init__.py" if inside else file.with_suffix(".py")
        return importlib.util.spec_from_file_location(name, file, loader=self, submodule_search_locations=inside)

    def create_module(self, _spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        file = Path(str(module.__file__))
        source = file.read_text(encoding="utf-8")
        watched = ast.parse(source)
        Conditions(file.relative_to(ROOT).as_posix(), source).visit(watched)
        vars(module)[HOOK] = WATCH
        exec(compile(ast.fix_missing_locations(watched), file, "exec"), vars(module))


def read(case: Case) -> str:
    """What is read of a file, as text; of a crash its name. What was kept of files before is forgotten first."""
    from coalition.imports.read.attendance_file import read_attendance
    from coalition.imports.reading import Choices, as_json

    for name, module in list(sys.modules.items()):
        if name.startswith(READER):
            for kept in vars(module).values():
                getattr(kept, "cache_clear", int)()
    WATCH.case = f"{case.of}:{case.name}"
    try:
        return json.dumps(as_json(read_attendance(case.data, case.upload_name, choices=Choices(), today=TODAY)), default=str)
    except Exception as problem:  # a condition that is held may break anything
        return type(problem).__name__
    finally:
        WATCH.case = ""


def without(number: int) -> list[str]:
    """The files that read otherwise when a condition has its more frequent outcome always."""
    outcomes = WATCH.seen[number]
    rarer = min(outcomes, key=lambda outcome: len(outcomes[outcome]))
    WATCH.held = number, not rarer
    try:
        return sorted(name for name in outcomes[rarer] if read(WATCH.cases[name]) != WATCH.plain[name])
    finally:
        WATCH.held = None


def rare(only: str, most: int) -> list[int]:
    """The conditions that were asked, and whose rarer outcome at most so many files have."""
    return [
        number
        for number, condition in enumerate(WATCH.conditions)
        if fnmatch.fnmatch(condition.file, f"*{only}*")
        and WATCH.seen[number] != {True: set(), False: set()}
        and min(map(len, WATCH.seen[number].values())) <= most
    ]


def told(number: int, differ: list[str]) -> str:
    """One line: where, what, and what it decides."""
    condition, seen = WATCH.conditions[number], min(WATCH.seen[number].values(), key=len)
    effect = ", ".join(differ) or (f"no effect in {len(seen)}" if seen else "never")
    return f"{condition.file}:{condition.line}: {condition.text[:100]}: {effect}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default=",".join(SETS), help="which sets of files are read")
    parser.add_argument("--only", default="", help="part of the path of the modules")
    parser.add_argument("--most", type=int, default=4, help="the rarer outcome is in at most so many files")
    parser.add_argument("--all", action="store_true", help="also the conditions that decide something")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder of the files")
    chosen = parser.parse_args()
    sys.meta_path.insert(0, _Finder())
    files = [case for of in chosen.set.split(",") for case in cases_of(of, chosen.data, TRAPS)]
    WATCH.cases = {f"{case.of}:{case.name}": case for case in files}
    WATCH.plain = {name: read(case) for name, case in WATCH.cases.items()}
    numbers = rare(chosen.only, chosen.most)
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:  # each a copy of this process, with all it has seen
        for number, differ in zip(numbers, pool.map(without, numbers, chunksize=8), strict=True):
            if chosen.all or not differ:
                print(told(number, differ))
    print(f"{len(WATCH.conditions):,} conditions, {len(numbers):,} of them rare, in {len(files):,} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
