"""Quotation marks that open no quotation: a ditto mark typed alone, a mark forgotten at the end of a name.

A file written by hand or joined from texts holds them as they were typed. Read as quotations they draw the following rows into
one cell, and people are lost without a word. A mark is taken for a sign like any other where the quotation could not be one.
"""

import io
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice

from coalition.imports.cells.encodings import Decoded

_SAMPLE = 2_000
"""Lines that tell how many cells a row has."""
_AHEAD = 1_000
"""Lines a quotation may run over; one that is longer is none."""
_TWO = 2
"""In lists of two columns every line of a text with one comma is as wide as a row."""
_ROWS = 3
"""So many rows of the usual width inside are rows of the list, whatever closes the quotation behind them."""
_BYTES = "latin-1"  # every byte is one sign: what is not touched stays as it is, in any encoding
_CODED_IN_ASCII = frozenset(["utf-8", "cp874", "cp1252", "mac-roman"])


@dataclass(frozen=True)
class _Line:
    """How one line reads on its own.

    Attributes:
        width: cells. opens: where the quotation begins that the line does not end; None: there is none.
        doubted: (opening, closing) of quotations inside it whose opening mark is all of its cell, or that text follows.
    """

    width: int
    opens: int | None
    doubted: tuple[tuple[int, int], ...]


@dataclass
class Mended:
    """The text with its stray marks quoted as signs. `doubtful`: the lines, first line 1, where that is not plain."""

    decoded: Decoded
    doubtful: list[str] = field(default_factory=list)


def may_stray(data: bytes, delimiter: str) -> bool:
    """Whether a mark seems to be all of a cell. Also true of some quotations that begin or end with a delimiter."""
    if b'"' not in data:
        return False
    sign = delimiter.encode()
    ends = (b'",', b'" ,', b'"\n', b'"\r')
    behind = [sign + blank + end.replace(b",", sign) for blank in (b"", b" ") for end in ends]
    return data.startswith(b'"' + sign) or data.endswith(sign + b'"') or any(map(data.__contains__, [*behind, b'\n"' + sign]))


def without_stray_marks(decoded: Decoded, delimiter: str) -> Mended | None:
    """The text in which no stray mark opens a quotation; None: there is no such mark. Takes one pass over the lines.

    Args:
        decoded: lines that end at ASCII CR and LF; their number stays as it is.
    """
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=_BYTES, newline="")
    lines = list(stream)
    pass_ = _Pass(lines, delimiter, _usual_width(lines, delimiter))
    pass_.run()
    if not pass_.mended:
        return None
    codec = decoded.codec if decoded.codec in _CODED_IN_ASCII else "utf-8"
    doubtful = [line.encode(_BYTES).decode(codec, "replace").strip() for line in pass_.doubtful]
    return Mended(replace(decoded, data="".join(lines).encode(_BYTES)), doubtful)


def _usual_width(lines: list[str], delimiter: str) -> int:
    """Cells of most rows, of the widest where two widths are as common; 1: no row has two."""
    read = (_read(line, delimiter) for line in islice(lines, _SAMPLE))
    widths = Counter(line.width for line in read if line.opens is None and line.width > 1)
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))[0]


def _read(line: str, delimiter: str, literal: frozenset[int] = frozenset(), begin: int = 0) -> _Line:
    """Split a line from `begin` on as csv does; the marks at `literal` open nothing."""
    if '"' not in line:
        return _Line(line.count(delimiter) + 1, None, ())
    text, width, at = line.rstrip("\r\n"), 1, begin
    if begin:  # behind the end of a quotation: what follows in its cell opens none
        at = text.find(delimiter, begin) + 1
        if not at:
            return _Line(width, None, ())
    doubted: list[tuple[int, int]] = []
    while True:
        while text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] == '"' and at not in literal:
            end = _closing(text, at + 1)
            if end < 0:
                return _Line(width, at, tuple(doubted))
            if _is_alone(text, at, delimiter) or not _is_alone(text, end, delimiter):
                doubted.append((at, end))
            at = end + 1
        at = text.find(delimiter, at) + 1
        if not at:
            return _Line(width, None, tuple(doubted))
        width += 1


def _closing(text: str, start: int) -> int:
    """Where the quotation ends whose text begins at `start`; -1: not in this line."""
    while (end := text.find('"', start)) >= 0 and text[end + 1 : end + 2] == '"':
        start = end + 2
    return end


def _is_alone(text: str, at: int, delimiter: str) -> bool:
    """Whether the mark is all of its cell, if it opens nothing."""
    behind = text[at + 1 :].strip(" \r\n")
    return not behind or behind[0] == delimiter or (delimiter == "\t" and text[at + 1 :].lstrip(" ")[:1] == "\t")


def _quoted(line: str, at: int, delimiter: str) -> str:
    """The line with the cell that begins with a mark written as csv writes a mark."""
    body = line.rstrip("\r\n")
    end = body.find(delimiter, at)
    cell = body[at:] if end < 0 else body[at:end]
    return line[:at] + '"' + cell.replace('"', '""') + '"' + line[at + len(cell) :]


class _Pass:
    """One way through the lines; those that hold a stray mark are changed in place."""

    def __init__(self, lines: list[str], delimiter: str, usual: int) -> None:
        self.lines, self.delimiter, self.usual = lines, delimiter, usual
        self.mended = False
        self.doubtful: list[str] = []

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            if '"' in self.lines[at]:
                self._mend_inside(at)
                at = self._mend_open(at)
            at += 1

    def _mend_inside(self, at: int) -> None:
        """Two stray marks in one line make a quotation of what stands between them; the row is then too short."""
        read = _read(self.lines[at], self.delimiter)
        for opening, closing in reversed(read.doubted):
            text = self.lines[at]
            follows = not _is_alone(text, closing, self.delimiter)
            before = text[opening + 1 : closing].rstrip(" ")
            marks = frozenset({opening, closing})
            if before.endswith(self.delimiter) and read.width < self.usual == _read(text, self.delimiter, marks).width:
                self._take_as_sign(at, closing)
                self._take_as_sign(at, opening)
                self.doubtful += [text] * follows

    def _mend_open(self, at: int) -> int:
        """Judge the quotations this line opens, and those behind the end of each; the last line they reach."""
        begin = 0
        while (opening := _read(self.lines[at], self.delimiter, begin=begin).opens) is not None:
            alone = _is_alone(self.lines[at], opening, self.delimiter)
            if end := self._end_of_quotation(at, opening, alone=alone):
                at, begin = end[0], end[1] + 1
                continue
            if not alone:
                self.doubtful.append(self.lines[at])
            self._take_as_sign(at, opening)
        return at

    def _take_as_sign(self, at: int, mark: int) -> None:
        self.lines[at] = _quoted(self.lines[at], mark, self.delimiter)
        self.mended = True

    def _end_of_quotation(self, at: int, opening: int, *, alone: bool) -> tuple[int, int] | None:
        """The line and the place where a quotation ends; None: it is none."""
        fits = self._is_row(_read(self.lines[at], self.delimiter, frozenset({opening})))
        rows = others = 0
        for number, line in enumerate(islice(self.lines, at + 1, at + 1 + _AHEAD), at + 1):
            if self._is_row(self._on_its_own(line)):
                rows += 1
            elif line.strip():
                others += 1
            listed = fits and rows > 0 and not others
            if listed and rows >= _ROWS:
                return None
            if '"' in line and (end := _closing(line.rstrip("\r\n"), 0)) >= 0:
                return None if self._is_stray(line, end, alone=alone, listed=listed) else (number, end)
        return None

    def _is_stray(self, line: str, mark: int, *, alone: bool, listed: bool) -> bool:
        """Whether a mark that would end a quotation does not: text follows it, or it is itself alone, or rows would be inside.

        Args:
            alone: the mark that would open the quotation is all of its cell.
            listed: all lines inside are as wide as rows of the list.
        """
        if not _is_alone(line, mark, self.delimiter):
            return True
        if line[:mark].rstrip(" ").endswith(self.delimiter) and (alone or listed):
            return True
        return listed and (alone or self.usual > _TWO)

    def _on_its_own(self, line: str) -> _Line:
        read = _read(line, self.delimiter)
        return read if read.opens is None else _read(line, self.delimiter, frozenset({read.opens}))

    def _is_row(self, line: _Line) -> bool:
        return line.width == self.usual > 1
