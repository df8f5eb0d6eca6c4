"""What a format is: how it is told from others, how it is read, and a sample to try it with."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from coalition.imports.cells.headers import fold
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import Choices, Reading
from coalition.imports.recount import preview

TOP_ROWS = 60
"""A format is told from so many first rows."""


Row = list[str]
Top = Sequence[Row]
"""The first rows of a file, cells cleaned."""


@dataclass(frozen=True)
class Sample:
    """A small invented file of the format, to download and to try: it reads into one meeting without a question.

    Attributes:
        file: its name as the program writes it.
        path: its content, in UTF-8. encoding: Python codec the program writes, with its byte order mark where it writes one.
        people: how many people it says were there.
    """

    file: str
    path: Path
    encoding: str = "utf-8-sig"
    people: int = 2

    @property
    def text(self) -> str:
        """The content, with the line ends the program writes."""
        return self.path.read_bytes().decode("utf-8")

    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.encoding)


@dataclass(frozen=True)
class Described:
    """What every format tells of itself.

    Attributes:
        name: stable, printed by `read`.
        title: the program and the export, as a coordinator would say it.
        how: one sentence: where the file comes from.
        sample: None only for a format that is read but has no file of its own to show.
    """

    name: str
    title: str
    how: str
    sample: Sample | None


@dataclass(frozen=True)
class Format(Described):
    """The export of one program.

    Attributes:
        score: 0 not at all, `SURE` and above believed; on content, never on the name of the file or the order of columns.
        read: grid, file name, choices, today -> the reading, or None: it is not this format after all, try the next. Where
            there is no `read`, the machinery reads the format right, and only its name comes from here.
    """

    score: Callable[[Top], float]
    read: Callable[[Grid, str, Choices, date], Reading | None] | None


@dataclass(frozen=True)
class SheetKind(Described):
    """A way people lay out a list themselves: all are read by the same machinery, and told apart by their layout."""


def refuse(reading: Reading, why: RowIssue) -> Reading:
    """The reading, refused as a whole for this reason."""
    reading.refused = why.why
    reading.issues.append(why)
    reading.flags.append(why.code)
    return reading


def refuse_bare(grid: Grid, file: str, why: str, header: int | None = None) -> Reading:
    """The file refused as no attendance before anything of its rows is read.

    Args:
        header: its row of column names, where there is one.
    """
    bare = Reading(file, encoding=grid.encoding, delimiter=grid.delimiter, flags=list(grid.flags), preview=preview(grid))
    bare.header_line = None if header is None else grid.lines[header]
    return refuse(bare, issue("not_attendance", why=why))


# --- words beside a format -------------------------------------------------------------------------------------------------


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
