"""Quotation marks that open no quotation: a ditto mark typed alone, a mark forgotten at the end of a name.

A file written by hand or joined from texts holds them as they were typed. Read as quotations they draw the following rows into
one cell, and people are lost without a word. A mark is taken for a sign like any other where the quotation could not be one.

What csv reads well stays whole: a quotation whose marks stand at the edges of its cell, in a record as wide as the others. Two
readings remain where both are possible: a mark alone in its cell is a ditto mark, and whole rows between two marks are rows.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from coalition.imports.cells.encodings import Decoded

_SAMPLE = 2_000
"""Lines that tell how many cells a row has."""
_AHEAD = 1_000
"""Lines a quotation may run over; one that is longer is none."""
_TWO = 2
"""In lists of two columns every line of a text with one comma is as wide as a row."""
_ROWS, _ROWS_OF_TWO = 3, 5
"""So many lines inside that are rows of the list in every respect are rows, though the quotation could be one."""
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
    """Cells of most rows, of the widest where two widths are as common; 1: no row has two.

    Lines are counted one by one, as no stray mark misleads them, unless records agree better: most lines of a list with long
    notes are lines of notes.
    """
    read = (_read(line, delimiter) for line in islice(lines, _SAMPLE))
    by_line = _commonest(Counter(line.width for line in read if line.opens is None and line.width > 1))
    by_record = _commonest(Counter(width for width in _record_widths(lines, delimiter) if width > 1))
    return by_record[1] if by_record[0] > by_line[0] else by_line[1]


def _record_widths(lines: list[str], delimiter: str) -> Iterator[int]:
    """Cells of each record of the sample as csv reads it, up to what it cannot read."""
    try:
        yield from map(len, csv.reader(lines[:_SAMPLE], delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return


def _commonest(widths: "Counter[int]") -> tuple[float, int]:
    """(share of the whole, width)."""
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return times / max(1, widths.total()), width


def _is_spaced(lines: list[str], delimiter: str) -> bool:
    """Whether the list itself has a blank behind its delimiters, as sentences and addresses have."""
    plain = [line for line in islice(lines, _SAMPLE) if delimiter in line and '"' not in line]
    return 2 * sum(delimiter + " " in line for line in plain) > len(plain)


def _read(line: str, delimiter: str, literal: frozenset[int] = frozenset(), begin: int = 0) -> _Line:
    """Split a line from `begin` on as csv does; the marks at `literal` open nothing."""
    if '"' not in line:
        return _Line(line.count(delimiter) + 1, None, ())
    text, width, at = line.rstrip("\r\n"), 1, begin
    if begin:  # behind the end of a quotation: what follows in its cell opens none
        at = text.find(delimiter, begin) + 1
        if not at:
            return _Line(width, None, ())
        width += 1
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


def _without_lone(line: str, at: int, delimiter: str) -> str | None:
    """The line without the mark at the beginning or end of a cell; None: the cell holds other marks, or nothing else."""
    begin, end = line.rfind(delimiter, 0, at) + 1, line.find(delimiter, at)
    cell = line[begin:] if end < 0 else line[begin:end]
    return None if cell.count('"') > 1 or cell.strip(" \r\n") == '"' else line[:at] + line[at + 1 :]


def _quoted(line: str, at: int, delimiter: str) -> str:
    """The line with the cell that begins with a mark written as csv writes a mark."""
    body = line.rstrip("\r\n")
    end = body.find(delimiter, at)
    cell = body[at:] if end < 0 else body[at:end]
    return line[:at] + '"' + cell.replace('"', '""') + '"' + line[at + len(cell) :]


@dataclass
class _Quotation:
    """What stands between a mark and the next that may end it.

    Attributes:
        before: cells of its record in front of it.
        alone: its opening mark is all of its cell. ends_line: nothing of the line is behind it.
        fits: the line that opens it is as wide as a row, if the mark is a sign.
        rows, others: lines behind that one, with the one that ends it, that are as wide as rows, or not and are not empty.
        plain: of `rows`, those before the last that have blanks behind delimiters only as the list has.
        spoken: there is one of `rows` that has others, as a sentence has.
    """

    before: int
    alone: bool
    ends_line: bool
    fits: bool
    rows: int = 0
    others: int = 0
    plain: int = 0
    spoken: bool = False

    @property
    def listed(self) -> bool:
        """Whether all its lines are as wide as rows of the list."""
        return self.fits and self.rows > 0 and not self.others


class _Pass:
    """One way through the lines; those that hold a stray mark are changed in place."""

    def __init__(self, lines: list[str], delimiter: str, usual: int) -> None:
        self.lines, self.delimiter, self.usual = lines, delimiter, usual
        self.spaced = _is_spaced(lines, delimiter)
        self.mended = self.dittos = False
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
            if not before.endswith(self.delimiter) or read.width >= self.usual:
                continue
            if _read(text, self.delimiter, frozenset({opening, closing})).width == self.usual and (
                follows or read.opens is None or self._joined_width(at, read.width - 1) < self.usual
            ):
                self._take_as_sign(at, closing, told=follows)
                self._take_as_sign(at, opening, told=follows)
                self.doubtful += [text] * follows

    def _joined_width(self, at: int, before: int) -> int:
        """Cells of the record if the quotation this line leaves open ends with the next mark; 0: it does not.

        Args:
            before: cells in front of that quotation.
        """
        for number in range(at + 1, min(len(self.lines), at + 1 + _AHEAD)):
            line = self.lines[number]
            if '"' in line and (end := _closing(line.rstrip("\r\n"), 0)) >= 0:
                rest = _read(line, self.delimiter, begin=end + 1)
                whole = before + rest.width
                return 0 if not _is_alone(line, end, self.delimiter) else whole if rest.opens is None else self.usual
        return 0

    def _mend_open(self, at: int) -> int:
        """Judge the quotations this line opens, and those behind the end of each; the last line they reach."""
        begin = cells = 0  # of the record in the lines above
        while (read := _read(self.lines[at], self.delimiter, begin=begin)).opens is not None:
            opening, text = read.opens, self.lines[at]
            alone = _is_alone(text, opening, self.delimiter)
            fits = cells + _read(text, self.delimiter, frozenset({opening}), begin).width == self.usual > 1
            ends_line = not text[opening + 1 :].strip(" \r\n")
            quotation = _Quotation(cells + read.width - 1, alone, ends_line, fits)
            if end := self._end_of_quotation(at, quotation):
                at, begin, cells = end[0], end[1] + 1, quotation.before
                continue
            if alone:
                self.dittos = True
            else:
                self.doubtful.append(text)
            self._take_as_sign(at, opening, told=not alone)
        return at

    def _take_as_sign(self, at: int, mark: int, *, told: bool) -> None:
        """Write the cell so that csv reads the mark as a sign; one that was forgotten in a name, and is told, is left out."""
        bare = _without_lone(self.lines[at], mark, self.delimiter) if told else None
        self.lines[at] = _quoted(self.lines[at], mark, self.delimiter) if bare is None else bare
        self.mended = True

    def _end_of_quotation(self, at: int, quotation: _Quotation) -> tuple[int, int] | None:
        """The line and the place where a quotation ends; None: it is none."""
        for number in range(at + 1, min(len(self.lines), at + 1 + _AHEAD)):
            line = self.lines[number]
            is_row = self._is_row(self._on_its_own(line))
            as_list = self.spaced or self.delimiter + " " not in line
            quotation.rows += is_row
            quotation.others += not is_row and bool(line.strip())
            quotation.spoken |= is_row and not as_list
            if '"' in line and (end := _closing(line.rstrip("\r\n"), 0)) >= 0:
                if not self._is_stray(quotation, line, end):
                    return number, end
                if not quotation.alone and _is_alone(line, end, self.delimiter):
                    self.lines[number] = _without_lone(line, end, self.delimiter) or line
                return None
            quotation.plain += is_row and as_list
        return None

    def _is_stray(self, quotation: _Quotation, line: str, mark: int) -> bool:
        """Whether a mark that would end a quotation does not: text follows it, or rows would be inside, or both are alone."""
        if not _is_alone(line, mark, self.delimiter):
            return True
        rest = _read(line, self.delimiter, begin=mark + 1)
        width = quotation.before + rest.width
        sound = width == self.usual if rest.opens is None else width <= self.usual
        ends_alone = line[:mark].rstrip(" ").endswith(self.delimiter)
        if quotation.alone and (ends_alone or not (sound and quotation.ends_line)):
            return ends_alone or quotation.listed
        if not sound:
            return quotation.listed and not quotation.spoken and (ends_alone or self.usual > _TWO)
        if ends_alone and self.dittos:
            return quotation.listed and not quotation.spoken
        is_last_row = self._is_row(self._on_its_own(line))
        return quotation.fits and is_last_row and quotation.plain >= (_ROWS if self.usual > _TWO else _ROWS_OF_TWO)

    def _on_its_own(self, line: str) -> _Line:
        read = _read(line, self.delimiter)
        return read if read.opens is None else _read(line, self.delimiter, frozenset({read.opens}))

    def _is_row(self, line: _Line) -> bool:
        return line.width == self.usual > 1


# --- lines that a spreadsheet has wrapped ----------------------------------------------------------------------------------
# `"Ann Lee,""5/14/26, 9:55 AM"",1h"` is one quoted cell; the row it was is inside. Only the lines that held a quotation mark or
# the other delimiter are wrapped then, the rest stand as they were.


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
