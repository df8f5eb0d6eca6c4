"""The words that code of a format looks for: `NAME.words.toml` beside it, in any language."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from coalition.imports.cells.headers import fold

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class CodeWords:
    """The words of one module.

    Attributes:
        patterns: {key: regular expressions, one of which is looked for, in any case}.
        words: {key: words as written}.
    """

    patterns: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def pattern(self, key: str) -> re.Pattern[str]:
        """One of the regular expressions of a key, in any case."""
        return re.compile("|".join(self.patterns[key]), re.IGNORECASE)

    def folded(self, key: str) -> frozenset[str]:
        """The words of a key for comparison with folded headers and cells."""
        return frozenset(map(fold, self.words[key]))


@cache
def words_of(name: str) -> CodeWords:
    """The words of a module of this folder, read once; TypeError: its file has a table that nobody reads."""
    return CodeWords(**tomllib.loads((FOLDER / f"{name}.words.toml").read_text(encoding="utf-8")))
