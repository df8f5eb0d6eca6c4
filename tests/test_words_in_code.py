"""No word of a natural language stands in the Python that reads files: words are data (`coalition/imports/lexicon`)."""

import ast
import re
from pathlib import Path

from coalition.database import ROOT

IMPORTS = ROOT / "coalition" / "imports"
LEFT = Path(__file__).with_name("words_in_code.txt")
"""Modules whose words are still to be moved: the list only becomes shorter."""
TECHNICAL = {
    "cells/dates.py": "UTC and GMT",
    "cells/encodings.py": "letters of broken encodings, and HTML",
    "cells/not_people.py": "endings of addresses",
    "cells/reader.py": "signs as HTML writes them",
}
"""Modules whose "words" are no language's."""
FOREIGN = re.compile(r"[^\W\d_]")
ALTERNATIVES = re.compile(r"(?:^|[|(:])[A-Za-z][A-Za-z '\-]{2,}\|[A-Za-z ?'\-]{3,}")
"""Two words beside each other in a regular expression: "total|sum"."""


def docstrings(tree: ast.Module) -> set[int]:
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {id(text) for text in texts if isinstance(text, ast.Constant)}


def holds_words(path: Path) -> bool:
    """Letters of other languages anywhere, or words one beside the other in a pattern or a list."""
    text = path.read_text(encoding="utf-8")
    if any(FOREIGN.match(letter) and not letter.isascii() for letter in set(text)):
        return True
    tree = ast.parse(text)
    said = docstrings(tree)
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if any(ALTERNATIVES.search(str(node.value)) for node in texts if id(node) not in said):
        return True
    return any(is_list_of_phrases(node) for node in ast.walk(tree))


def is_list_of_phrases(node: ast.AST) -> bool:
    """Whether it is a list of several texts, one of which has several words."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set) or len(node.elts) < 3:
        return False
    told = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return len(told) == len(node.elts) and any(" " in text.strip() for text in told)


def test_words_are_data_and_no_code() -> None:
    left = set(LEFT.read_text(encoding="utf-8").split())
    found = {path.relative_to(IMPORTS).as_posix() for path in IMPORTS.rglob("*.py") if holds_words(path)}
    assert found - left - set(TECHNICAL) == set(), "words of people belong into coalition/imports/lexicon"
