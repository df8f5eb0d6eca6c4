"""What the program is written as, for tests that look at it: each file is read and parsed once in a process."""

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """The module that a file holds."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every part of the module, those of one depth beside each other."""
    return tuple(ast.walk(tree(path)))
