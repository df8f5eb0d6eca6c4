"""Lines a spreadsheet has wrapped: a list opened with the wrong delimiter stands in one column, saved as one cell a line.

`"Ann Lee,""5/14/26, 9:55 AM"",1h"` is one quoted cell; the row it was is inside. Only the lines that held a quotation mark or
the other delimiter are wrapped then, the rest stand as they were.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from coalition.imports.cells.encodings import Decoded

_WRAPPED = re.compile(r'[ \t]*"((?:[^"]|"")+)"[,;\t ]*')
_FIRST_LINES = 60
_LEAST = 3
"""Cells of a row inside a wrapped line: fewer are a title with commas in it."""
_DELIMITERS = "\t;,"


def unwrapped(decoded: Decoded) -> Decoded:
    """The text with its wrapped lines opened, each line where it was; as it came where none is wrapped."""
    if b'"' not in decoded.data:
        return decoded
    found = _delimiter([line for line in _lines(decoded, _FIRST_LINES) if line.strip()])
    if found is None:
        return decoded
    text = "".join(_opened(line, *found) for line in _lines(decoded))
    decoded.data = text.encode(decoded.codec, errors="replace")
    return decoded


def _lines(decoded: Decoded, count: int | None = None) -> Iterator[str]:
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=decoded.codec, errors="replace", newline="")
    return islice(stream, count)


def _delimiter(sample: list[str]) -> tuple[str, int] | None:
    """The delimiter inside the wrapped lines, and the fewest cells of one; None: these are no wrapped lines.

    The rows inside must be as wide as the lines beside them, or as each other where most are wrapped. A title with commas
    in it is one quoted cell too, but holds no quotation mark and stands alone.
    """
    inside = [text for line in sample if (text := _inside(line))]
    for delimiter in _DELIMITERS if inside else "":
        widths = [_width(text, delimiter) for text in inside]
        beside = [_width(line, delimiter) for line in sample if not _inside(line)]
        wide = [width for width in widths + beside if width >= _LEAST]
        usual, times = max(Counter(wide).items(), key=_times, default=(0, 0))
        most = 2 * sum(width > 1 for width in widths) > len(sample)
        if not any(width > 1 for width in beside) and most and len(wide) > 1:
            return delimiter, 2
        if times > 1 and any(width == usual and (most or '"' in text) for width, text in zip(widths, inside, strict=True)):
            return delimiter, 2 if most else _LEAST
    return None


def _times(counted: tuple[int, int]) -> int:
    return counted[1]


def _inside(line: str) -> str:
    """What a line that is one quoted cell holds; empty: it is none."""
    found = _WRAPPED.fullmatch(line.rstrip("\r\n"))
    return found[1].replace('""', '"') if found else ""


def _width(text: str, delimiter: str) -> int:
    return len(next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter, skipinitialspace=True), []))


def _opened(line: str, delimiter: str, least: int) -> str:
    end = line[len(line.rstrip("\r\n")) :]
    text = _inside(line)
    if text and _width(text, delimiter) >= least:
        return text + end
    return line if text else line.rstrip("\r\n" + _DELIMITERS.replace(delimiter, "")) + end  # empty cells of the outer list
