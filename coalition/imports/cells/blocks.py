"""Whole lines without a quotation mark, a piece of the file at a time.

They split at their delimiters, which is many times faster than reading sign by sign. The first piece that needs more ends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

_BLOCK = 1 << 20
"""Bytes split at a time: enough to be fast, little beside the whole file."""
_PLAIN_CODECS = frozenset({"utf-8", "cp874", "cp1252", "mac-roman"})
"""In these the bytes of line ends, quotation marks and delimiters are nothing else."""


@dataclass(frozen=True)
class Block:
    """Some lines of a file.

    Attributes:
        end: position in the bytes after them. count: how many lines.
        width: cells in each line, if all have as many, which then stand in `cells`; 0: see `rows`.
    """

    end: int
    count: int
    width: int
    cells: list[str]
    rows: list[list[str]]


def plain_blocks(data: bytes, codec: str, delimiter: str, most_columns: int) -> Iterator[Block]:
    """The lines of the file up to the first that holds a quotation mark or a lone CR, or is too wide.

    Args:
        data: text that splits into lines at ASCII CR and LF. codec: what it is in.
        most_columns: a line with more cells is not split here.
    """
    begin = 0
    while codec in _PLAIN_CODECS and begin < len(data):
        end = len(data) if len(data) - begin <= _BLOCK else data.rfind(b"\n", begin, begin + _BLOCK) + 1
        block = data[begin:end]
        if not block or b'"' in block or block.count(b"\r") != block.count(b"\r\n"):
            return
        text = block.decode(codec, "replace")
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        text = text.removesuffix("\n")
        lines = text.split("\n")
        counts = set(map(str.count, lines, repeat(delimiter)))
        if max(counts) >= most_columns:
            return
        if len(counts) == 1 and "" not in lines:
            yield Block(end, len(lines), counts.pop() + 1, text.replace("\n", delimiter).split(delimiter), [])
        else:
            yield Block(end, len(lines), 0, [], [line.split(delimiter) if line else [] for line in lines])
        begin = end
