"""Bytes of a file -> cells of text with the row numbers its spreadsheet shows. Nothing is known here about what they mean.

Every row of the file is in the grid, empty ones too, ragged as written. No cell is turned into a number, a date or "missing":
telephone numbers keep their zero, and people are called Null and Na.
"""

import csv
import io
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import chain, islice, pairwise

from coalition.formula_cells import without_apostrophe
from coalition.imports.cells.encodings import Decoded, decode, hidden_encoding, not_text, parted_by_blanks
from coalition.imports.cells.not_people import STRUCK
from coalition.imports.cells.text import BadCell, BadCells, bounded, lines_in, norm_text, rows_of
from coalition.imports.issues import RowIssue, issue

MAX_COLUMNS = 500  # more is no list of people: Zoom's widest report has about 60
MAX_LINE = 1_000_000  # letters of one physical line; a longer one is refused before it is parsed
SAMPLE_LINES = 60
_SAMPLE_LETTERS = 200_000
_MEMO = 200_000  # distinct cells remembered at a time
csv.field_size_limit(MAX_LINE)  # a whole line; what is too long for a cell is told of its row
_ROWS_INSIDE = 3  # so many lines of a quotation that look like rows are rows
_END = "\uf8ffend of file\uf8ff"

DELIMITERS = {",": ",", ";": ";", "tab": "\t", "|": "|"}  # name as reported -> character

Score = Callable[[list[str]], float]  # how much a row looks like the header the caller hopes for: 0 not at all


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
    """All rows of a file."""

    rows: Sequence[list[str]]  # cleaned cells, of any length; an empty line is an empty row
    lines: list[int]  # the physical line each row starts at, first line 1; ascending
    encoding: str  # as reported: "utf-8+bom"
    delimiter: str  # as reported: "tab"
    flags: list[str] = field(default_factory=list)  # codes of notices about the text
    broken: dict[str, tuple[str, ...]] = field(default_factory=dict)  # {cell: its lines} of those written in several lines
    # rows that are refused whatever the rules make of them: a cell is cut or damaged
    bad: BadCells = field(default_factory=dict)
    bad_texts: Collection[str] = ()  # those cells

    def row_at(self, line: int | None) -> Sequence[str]:
        """The row that starts at a line; empty: none does."""
        at = bisect_left(self.lines, line or 0)
        return self.rows[at] if self.lines[at : at + 1] == [line] else ()


def read_grid(data: bytes, *, encoding: str | None = None, delimiter: str | None = None, header_score: Score) -> Grid:
    """All rows of the file. FileRefused: it is empty, no text, damaged, or no table of a size that people fill in.

    `encoding`, `delimiter`: as reported by an earlier reading and corrected by a person; None: decided here.
    `header_score`: how much a row looks like the expected header; the delimiter with the best row is taken.
    """
    decoded = _decoded(data, encoding)
    name = delimiter if delimiter in DELIMITERS else choose_delimiter(decoded.text, header_score)
    cells = Cells()
    rows, lines = _parse(decoded.text, DELIMITERS[name], cells)
    _refuse_swallowed(decoded.text, DELIMITERS[name], rows, lines)
    rows = opened(rows, cells.__getitem__)
    flags = list(dict.fromkeys([*decoded.flags, *(["garbled_text"] if cells.is_garbled else [])]))
    bad = rows_of(cells.bad, decoded.others, rows, lines)
    return Grid(rows, lines[:-1], decoded.encoding, name, flags, cells.broken, bad, cells.bad.keys())


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    """The text of the file, its gates passed: there is some, it is text, and no line is endless."""
    if what := not_text(data):
        raise FileRefused(issue("not_text", what=what))
    if name := hidden_encoding(data):
        raise FileRefused(issue("hidden_encoding", value=name))
    try:
        decoded = decode(data, encoding)
    except LookupError:
        decoded = decode(data)
    text = decoded.text.rstrip("\x1a\x00")  # end marks of old programs
    if not text or text.isspace():
        raise FileRefused(issue("empty_file"))
    if (nul := text.find("\0")) >= 0 and text.count("\0") * 10 > len(text):  # a file of another kind
        raise FileRefused(issue("nul_bytes", row=len([*_physical_lines(text[: nul + 1])])))
    _refuse_endless_line(text)
    text = text.partition(",")[2] if text.startswith("data:text/") else text  # the address from which a page saved it
    text = _TAGS_AROUND.sub(r"\1\2", _STRUCK_OUT.sub(rf"{STRUCK}\2{STRUCK}", text)) if "<" in text else text
    return replace(decoded, text=parted_by_blanks(_SEPARATOR.sub("", text)))


def _refuse_endless_line(text: str) -> None:
    half = MAX_LINE // 2
    if all(text.find("\n", at, at + half) >= 0 for at in range(0, len(text) - half + 1, half)):
        return  # no line is longer than two halves
    for number, line in enumerate(_physical_lines(text), 1):
        if len(line) > MAX_LINE:
            raise FileRefused(issue("line_too_long", row=number, size=f"{len(line) / 1e6:.1f} MB"))


_TAG = r"</?(?:p|br|b|em|strong|span|div|[uo]l|li|h[1-6])(?: [^<>\n]*)?/?>"
_TAGS_AROUND = re.compile(rf"^(?:{_TAG})*+([^<\n]*)(?:{_TAG})*+(\r?)$", re.IGNORECASE | re.MULTILINE)
"""A line of a page whose tags stand around its text: what they part between its words may be of two lines."""
_STRUCK_OUT = re.compile(r"<(s|del|strike)>([^<\n]*)</\1>", re.IGNORECASE)
_SEPARATOR = re.compile(r'\A"?sep=(?:\\t|[^"])"?[,;\t|]*(?=[\r\n])', re.IGNORECASE)  # Excel's own first line


def _physical_lines(text: str) -> Iterator[str]:
    """Lines with their ends, split at CRLF, LF and CR only."""
    return iter(io.StringIO(text, newline=""))


# --- rows of one cell that hold a whole row: wrapped by a program, "Ann Lee,""Hope House, Inc."",x", or pasted so -------------
_LEAST = 3  # cells of such a row: fewer are a title with commas in it


def opened(rows: list[list[str]], clean: Callable[[str], str]) -> list[list[str]]:
    """The rows, such cells parted where most rows are equally wide then; a title with commas holds no quotation mark."""
    sample = [row for row in rows[:SAMPLE_LINES] if any(row)]
    alone = [row for row in sample if _is_alone(row)]
    wrapped = 2 * len(alone) > len(sample) or any('"' in cell for row in alone for cell in row)
    for delimiter in ",;|" if wrapped else "":
        usual, times = Counter(len(_inside(row, delimiter)) for row in sample).most_common(1)[0]
        if usual >= _LEAST and 2 * times > len(sample) and any(len(_inside(row, delimiter)) == usual for row in alone):
            return [list(map(clean, told)) if len(told := _inside(row, delimiter)) == usual else row for row in rows]
    return rows


def _is_alone(row: list[str]) -> bool:
    """Whether one cell is filled."""
    return len(row) - row.count("") == 1


def _inside(row: list[str], delimiter: str) -> list[str]:
    """The cells inside the only one of a row; the row as it is where it has more."""
    return next(csv.reader(["".join(row)], delimiter=delimiter, skipinitialspace=True), []) if _is_alone(row) else row


def choose_delimiter(text: str, header_score: Score) -> str:
    """The delimiter under which some early row looks most like a header; then the one with the steadiest width.

    Counting characters misleads: times hold commas in files with tabs, addresses hold commas in files with semicolons.
    """
    sample = list(islice(_physical_lines(text[:_SAMPLE_LETTERS]), SAMPLE_LINES))
    text = "".join(sample)
    if any(_is_ruled(over, line) for over, line in pairwise(sample)):
        return "|"
    even = [name for name in ("tab", ";", ",", "|") if _parts_each_line(sample, DELIMITERS[name])]
    if even and even[0] in ("tab", ";"):
        return even[0]
    best, choice = (0.0, 0.0, 0.0), ","
    bars = even != [","]  # "Ann Lee | Hope House,P,A"
    for name in ("tab", ";", ",", *(["|"] if bars else [])):
        rows = _sample_rows(sample, DELIMITERS[name]) if DELIMITERS[name] in text else []
        widths = Counter(len(row) for row in rows if any(row))
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        steady = times / max(1, widths.total()) if width > 1 else 0.0
        found = (round(max(map(header_score, rows), default=0.0), 3), steady, float(width if width > 1 else 0))
        if found > best:
            best, choice = found, name
    quoted = best[1] == 1 and '"' in text  # whatever else parts what stands inside
    return choice if best[0] or quoted else _without_header(sample, choice, bars=bars)


_MOST_LINES, _SAME_WIDTH = 0.5, 0.8


def _is_ruled(header: str, line: str) -> bool:
    """Whether a line is the rule below the header of a table in Markdown: "|---|:---:|"."""
    bars = line.count("|")
    return bars > 0 and bars == header.count("|") and line.count("-") > bars and not line.strip().strip("|-: \t")


def _parts_each_line(sample: list[str], delimiter: str) -> bool:
    """Whether a delimiter stands equally often in nearly all lines, the first among them: "Name, Vorname;5.3.2026;x"."""
    counts = [line.count(delimiter) for line in sample if line.strip()]
    return len(counts) > 1 and counts[0] > 0 and counts.count(counts[0]) >= _SAME_WIDTH * len(counts)


def _without_header(sample: list[str], choice: str, *, bars: bool) -> str:
    """The delimiter where no header tells it: commas stand inside names and numbers, a tab or a bar hardly anywhere.

    A semicolon stands between people in one line too; it is believed where most lines have it, and equally often.
    """
    lines = [line for line in sample if line.strip()]
    commas = any("," in line for line in lines)
    for name in ("tab", "|", ";") if bars else ("tab", ";"):
        counts = Counter(number for line in lines if (number := line.count(DELIMITERS[name])))
        if name == ";":
            most, found = max(_MOST_LINES * len(lines), _SAME_WIDTH * counts.total()), max(counts.values(), default=0)
        else:
            most, found = (_MOST_LINES * len(lines) if name == "|" else 2) if commas else 1, counts.total()
        if counts and found >= most:
            return name
    return choice


def _sample_rows(sample: list[str], delimiter: str) -> list[list[str]]:
    rows = []
    with suppress(csv.Error):  # a quotation mark never closed: what came before it is enough to judge by
        for row in csv.reader(sample, delimiter=delimiter, skipinitialspace=True):
            rows.append([bounded_cell(cell)[0] for cell in row[:MAX_COLUMNS]])
    return rows


class Cells(dict[str, str]):
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
        if lines := lines_in(written):
            self.broken[cleaned] = lines
        self.is_garbled = self.is_garbled or _LOST.search(cleaned) is not None
        return cleaned


_LOST = re.compile(r"\ufffd|\?{4,}|\?{3,} \?{3,}|^_{3,}(?: _{3,})+$")  # what an old export makes of Thai words
_ENTITY = re.compile(r"&(?:amp|quot|apos|nbsp|lt|gt|#\d{2,5}|#x[0-9a-fA-F]{2,4});")  # what web applications write for signs
_ESCAPED = re.compile(r"\\([\[\]()_])")  # as Markdown writes signs that are none of its own
_FORMULA = re.compile(r'="+(.*?)"+', re.DOTALL)


def bounded_cell(written: str) -> tuple[str, BadCell | None]:
    """The cell as a person reads it, and what is wrong with it (`bounded`).

    Excel's `="..."` and the apostrophe before a number or formula are wrappings.
    """
    told = unescape(written) if "&" in written and _ENTITY.search(written) else written
    text, bad = bounded(norm_text(_ESCAPED.sub(r"\1", told) if "\\" in told else told))
    if text.startswith('="') and (formula := _FORMULA.fullmatch(text)):
        return norm_text(formula[1].replace('""', '"')), bad
    return without_apostrophe(text), bad


def _parse(text: str, delimiter: str, cells: Cells) -> tuple[list[list[str]], list[int]]:
    """All rows, and the line each starts at, with the line after the last.

    An end mark shows that the last quotation was closed: it stands alone in the last line.
    """
    if '"' not in text:
        return _parse_lines(text, delimiter, cells)
    reader = csv.reader(chain(_physical_lines(text), [_END]), delimiter=delimiter, skipinitialspace=True)
    rows, lines, row, clean = list[list[str]](), [1], list[str](), cells.__getitem__
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                raise FileRefused(issue("too_wide", row=lines[-1], count=len(row)))
            rows.append([*map(clean, row)])
            lines.append(1 + reader.line_num)
    except csv.Error as problem:  # a cell beyond the limit of a line, which is that of several
        raise FileRefused(issue("unclosed_quote", row=lines[-1])) from problem
    if row != [_END] or lines[-1] - lines[-2] > 1:
        raise FileRefused(issue("unclosed_quote", row=lines[-2]))
    return rows[:-1], lines[:-1]


def _parse_lines(text: str, delimiter: str, cells: Cells) -> tuple[list[list[str]], list[int]]:
    """As `_parse`, where there is no quotation mark: each line is a row."""
    written, clean = text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), cells.__getitem__
    if not written[-1]:
        written.pop()  # behind the end of the last line
    rows = [[*map(clean, line.split(delimiter, MAX_COLUMNS))] if line else [] for line in written]
    if max(map(len, rows)) > MAX_COLUMNS:
        line, wide = next((at, text) for at, text in enumerate(written, 1) if text.count(delimiter) >= MAX_COLUMNS)
        raise FileRefused(issue("too_wide", row=line, count=wide.count(delimiter) + 1))
    return rows, [*range(1, len(rows) + 2)]


def _refuse_swallowed(text: str, delimiter: str, rows: Sequence[list[str]], lines: Sequence[int]) -> None:
    """Refuse a quotation over several lines that holds rows: people would be lost in it without a word.

    A mark typed alone, as a ditto mark, or forgotten at the end of a name opens one that the next mark closes.
    """
    if lines[-1] - lines[0] == len(rows):
        return  # each row is one line
    source, at, usual = _physical_lines(text), 1, Counter(map(len, rows)).most_common(1)[0][0]
    for row, (first, after) in zip(rows, pairwise(lines), strict=True):
        if after - first > 1:
            record = list(islice(source, first - at, after - at))
            at = after
            if _is_unsound(record, delimiter) or _holds_rows(record, delimiter, usual, is_short=len(row) < usual):
                raise FileRefused(issue("unclosed_quote", row=first))


def _is_unsound(text: list[str], delimiter: str) -> bool:
    """Whether text follows the end of a quotation: the mark that closed it was to open another."""
    try:
        list(csv.reader(text, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return True
    return False


def _holds_rows(text: list[str], delimiter: str, usual: int, *, is_short: bool) -> bool:
    """Whether lines of a record, which the first of them opens, are rows: that one is, without its mark, and others are.

    One other is enough where the record has fewer cells than is usual, or its quotation is a ditto mark, or begins with the
    first words of its row: it was forgotten behind a name. Blanks behind delimiters are those of sentences and addresses.
    """
    *before, opened = next(csv.reader(text[:1], delimiter=delimiter, skipinitialspace=True))
    if is_short and before and delimiter in text[-1].partition('"')[0]:
        return True
    if usual < 2 or len(before) + 1 + opened.count(delimiter) != usual:
        return False
    leads = usual > 2 and not any(map(str.isalpha, "".join(before))) and delimiter + " " not in opened
    found = sum(line.count(delimiter) >= usual - 1 and delimiter + " " not in line for line in text[1:])
    return found >= (1 if is_short or leads or opened.strip().startswith(delimiter) else _ROWS_INSIDE)
