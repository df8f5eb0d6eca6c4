"""Bytes of a file -> cells of text with the row numbers its spreadsheet shows. Nothing is known here about what they mean.

Every row of the file is in the grid, empty ones too, ragged as written. No cell is turned into a number, a date or "missing":
telephone numbers keep their zero, and people are called Null and Na.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, islice

from coalition.formula_cells import without_apostrophe
from coalition.imports.cells.encodings import Decoded, decode, not_text
from coalition.imports.cells.text import BadCell, BadCells, bounded, norm_text, rows_of
from coalition.imports.issues import RowIssue, issue

MAX_COLUMNS = 500
"""More is no list of people: Zoom's widest report has about 60."""
MAX_LINE = 1_000_000
"""Bytes of one physical line; a longer one is refused before it is parsed."""
SAMPLE_LINES = 60
_SAMPLE_BYTES = 200_000
_MEMO = 200_000  # distinct cells remembered at a time
csv.field_size_limit(MAX_LINE)  # a whole line; what is too long for a cell is told of its row
_END = "\uf8ffend of file\uf8ff"
_LINE_END = re.compile(r"\r\n|\r|\n")

DELIMITERS = {",": ",", ";": ";", "tab": "\t", "|": "|"}
"""Name as reported -> character."""

Score = Callable[[list[str]], float]
"""How much a row looks like the header the caller hopes for: 0 not at all."""


class FileRefused(Exception):
    """The file as a whole cannot be read; `issue` says why, for the person who sent it."""

    def __init__(self, why: RowIssue) -> None:
        super().__init__(why.why)
        self.issue = why

    def __reduce__(self) -> tuple[type["FileRefused"], tuple[RowIssue]]:
        """It goes from one process to another whole."""
        return FileRefused, (self.issue,)


@dataclass
class Grid:
    """All rows of a file.

    Attributes:
        rows: cleaned cells, row by row, of any length; an empty line is an empty row.
        lines: the physical line each row starts at, first line 1; ascending.
        encoding, delimiter: as reported, e.g. "utf-8+bom" and "tab".
        flags: codes of notices about the text: "garbled_text", "repaired_text".
        broken: {cell: its lines} of the cells that were written in several lines.
        bad: the rows that are refused whatever the rules make of them, one of their cells being cut or damaged.
        bad_texts: those cells, as they stand in the rows.
    """

    rows: Sequence[list[str]]
    lines: list[int]
    encoding: str
    delimiter: str
    flags: list[str] = field(default_factory=list)
    broken: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bad: BadCells = field(default_factory=dict)
    bad_texts: Collection[str] = ()


def read_grid(data: bytes, *, encoding: str | None = None, delimiter: str | None = None, header_score: Score) -> Grid:
    """All rows of the file.

    Args:
        data: the bytes of the file.
        encoding, delimiter: as reported by an earlier reading and corrected by a person; None: decided here.
        header_score: how much a row looks like the expected header; the delimiter with the best row is taken.

    Raises:
        FileRefused: the file is empty, no text, damaged, or no table of a size that people fill in.
    """
    decoded = _decoded(data, encoding)
    start, told = _separator_line(decoded)
    name = delimiter if delimiter in DELIMITERS else told or choose_delimiter(decoded, start, header_score)
    cells = _Cells()
    rows, lines = _parse(decoded, start, DELIMITERS[name], cells)
    flags = list(dict.fromkeys([*decoded.flags, *(["garbled_text"] if cells.is_garbled else [])]))
    bad = rows_of(cells.bad, decoded.others, rows, lines)
    return Grid(rows, lines, decoded.encoding, name, flags, cells.broken, bad, cells.bad.keys())


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    """The text of the file, its gates passed: there is some, it is text, and no line is endless."""
    if what := not_text(data):
        raise FileRefused(issue("not_text", what=what))
    try:
        decoded = decode(data, encoding)
    except LookupError:
        decoded = decode(data)
    decoded.data = decoded.data.rstrip(b"\x1a\x00")  # end marks of old programs
    if not decoded.data.strip():
        raise FileRefused(issue("empty_file"))
    if (nul := decoded.data.find(0)) >= 0 and decoded.data.count(0) * 10 > len(decoded.data):  # a file of another kind
        raise FileRefused(issue("nul_bytes", row=len((decoded.data[:nul] + b"x").splitlines())))
    for row, line in enumerate(decoded.data.splitlines(), 1):
        if len(line) > MAX_LINE:
            raise FileRefused(issue("line_too_long", row=row, size=f"{len(line) / 1e6:.1f} MB"))
    return decoded


def _physical_lines(decoded: Decoded, start: int = 0) -> Iterator[str]:
    """Lines with their ends, split at CRLF, LF and CR only, decoded as they are needed."""
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=decoded.codec, errors="replace", newline="")
    return islice(stream, start, None) if start else iter(stream)


def _separator_line(decoded: Decoded) -> tuple[int, str | None]:
    """(lines to skip, delimiter name) from Excel's own first line `sep=;`; (0, None) without one."""
    first = next(_physical_lines(decoded))
    found = re.fullmatch(r'"?sep=(\\t|[^"])"?[,;\t|]*', first.strip("\r\n \ufeff"), re.IGNORECASE)
    if found is None:
        return 0, None
    mark = "\t" if found[1] == "\\t" else found[1]
    # A file saved again with another delimiter may still carry the line: it is believed only if the next lines agree.
    believed = any(mark in line for line in islice(_physical_lines(decoded, 1), SAMPLE_LINES))
    return 1, next((name for name, character in DELIMITERS.items() if character == mark and believed), None)


def choose_delimiter(decoded: Decoded, start: int, header_score: Score) -> str:
    """The delimiter under which some early row looks most like a header; then the one with the steadiest width.

    Counting characters misleads: times hold commas in files with tabs, addresses hold commas in files with semicolons.
    """
    sample, size = [], 0
    for line in islice(_physical_lines(decoded, start), SAMPLE_LINES):
        sample.append(line[:_SAMPLE_BYTES])
        size += len(line)
        if size > _SAMPLE_BYTES:
            break
    best, choice, names = (0.0, 0.0, 0.0), "", ["tab", ";", ",", "|"]
    absent = [name for name in names if not any(DELIMITERS[name] in line for line in sample)]
    if any("|" in line and "--" in line and set(line) <= set("|:- \r\n") for line in sample):  # below a header of Markdown
        return "|"
    parting = [name for name in ("tab", ";") if _parts_each_line(sample, DELIMITERS[name])]
    for name in parting[:1] or names:
        if name in absent[1:]:
            continue  # all leave the same single column
        rows = _sample_rows(sample, DELIMITERS[name])
        widths = Counter(len(row) for row in rows if any(row))
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        steady = times / max(1, widths.total()) if width > 1 else 0.0
        found = (round(max(map(header_score, rows), default=0.0), 3), steady, float(width if width > 1 else 0))
        if found > best:
            best, choice = found, name
    if not best[0] and sum("\t" in line for line in sample) > 1:  # a tab hardly stands anywhere else
        return "tab"
    return choice or ","


_SAME_WIDTH = 0.8


def _parts_each_line(sample: list[str], delimiter: str) -> bool:
    """Whether a delimiter stands equally often in nearly all lines, the first among them: "Name, Vorname;5.3.2026;x"."""
    counts = [line.count(delimiter) for line in sample if line.strip()]
    return len(counts) > 1 and counts[0] > 0 and counts.count(counts[0]) >= _SAME_WIDTH * len(counts)


def _sample_rows(sample: list[str], delimiter: str) -> list[list[str]]:
    rows = []
    with suppress(csv.Error):  # a quotation mark never closed: what came before it is enough to judge by
        for row in csv.reader(sample, delimiter=delimiter, skipinitialspace=True):
            rows.append([bounded_cell(cell)[0] for cell in row[:MAX_COLUMNS]])
    return rows


class _Cells(dict[str, str]):
    """Cell as written -> cleaned. Each distinct text is cleaned once; equal cells share one string."""

    def __init__(self) -> None:
        super().__init__()
        self.is_garbled = False
        self.broken: dict[str, tuple[str, ...]] = {}
        self.bad: dict[str, BadCell] = {}

    def __missing__(self, written: str) -> str:
        if len(self) >= _MEMO:
            self.clear()
        cleaned, bad = bounded_cell(written)
        self[written] = cleaned
        if bad is not None:
            self.bad[cleaned] = bad
            return cleaned
        if "\n" in written or "\r" in written:
            self.broken[cleaned] = tuple(line for line in map(norm_text, _LINE_END.split(written)) if line)
        if "\ufffd" in cleaned or ("?" in cleaned and _QUESTION_MARKS.search(cleaned)) or _LINES_FOR_LETTERS.fullmatch(cleaned):
            self.is_garbled = True
        return cleaned


_QUESTION_MARKS = re.compile(r"\?{4,}|\?{3,} \?{3,}")  # what an old export makes of Thai words
_LINES_FOR_LETTERS = re.compile(r"_{3,}(?: _{3,})+")
_ENTITY = re.compile(r"&(?:amp|quot|apos|nbsp|lt|gt|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
"""What web applications write for signs."""
_FORMULA = re.compile(r'="+(.*?)"+', re.DOTALL)


def bounded_cell(written: str) -> tuple[str, BadCell | None]:
    """The cell as a person reads it, and what is wrong with it (`bounded`).

    Excel's `="..."` and the apostrophe before a number or formula are wrappings.
    """
    text, bad = bounded(norm_text(unescape(written) if "&" in written and _ENTITY.search(written) else written))
    if text.startswith('="') and (formula := _FORMULA.fullmatch(text)):
        return norm_text(formula[1].replace('""', '"')), bad
    return without_apostrophe(text), bad


def _parse(decoded: Decoded, start: int, delimiter: str, cells: _Cells) -> tuple[list[list[str]], list[int]]:
    """All rows, and the line each starts at.

    An end mark shows that the last quotation was closed: it stands alone in the last line.
    """
    reader = csv.reader(chain(_physical_lines(decoded, start), [_END]), delimiter=delimiter, skipinitialspace=True)
    rows, lines, row, clean = list[list[str]](), [start + 1], list[str](), cells.__getitem__
    broken: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                raise FileRefused(issue("too_wide", row=lines[-1], count=len(row)))
            rows.append([*map(clean, row)])
            lines.append(start + 1 + reader.line_num)
            if lines[-1] - lines[-2] > 1:
                broken.append((lines[-2], row))
    except csv.Error as problem:  # a cell beyond the limit of a line
        if start + reader.line_num > lines[-1]:
            raise FileRefused(issue("unclosed_quote", row=lines[-1])) from problem
        size = "more than 1,000,000 characters in one cell,"
        raise FileRefused(issue("line_too_long", row=lines[-1], size=size)) from problem
    if row != [_END] or lines[-1] - lines[-2] > 1:
        raise FileRefused(issue("unclosed_quote", row=lines[-2]))
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    if swallowing := next((line for line, row in broken if usual > 1 and _holds_rows(row, delimiter, usual)), None):
        raise FileRefused(issue("unclosed_quote", row=swallowing))
    return rows[:-1], lines[:-2]


def _holds_rows(row: Sequence[str], delimiter: str, usual: int) -> bool:
    """Whether a quotation over several lines holds rows: people would be lost in it without a word.

    A mark typed alone, as a ditto mark, or forgotten behind a name opens one that the next mark closes: its first line then
    ends a row of the usual width, and its last begins one, or one between is whole. Behind the commas of an address a blank
    stands, or the line ends.
    """
    for at, cell in enumerate(row):
        lines = _LINE_END.split(cell)
        counts = [-1 if delimiter + " " in line else line.count(delimiter) for line in lines]
        ends = at + counts[0] + 1 == usual and not lines[0].endswith(delimiter)
        begins = counts[-1] + len(row) - at == usual
        if len(lines) > 1 and max(counts) > 0 and ends and (begins or usual - 1 in counts[1:-1]):
            return True
    return False
