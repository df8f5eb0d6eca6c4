"""`match`: why does this name go there? A verdict for each typed name, against a list of known ones or what is stored."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from coalition.cli.common import Trouble, file_bytes, open_database
from coalition.imports.cells.encodings import decode
from coalition.imports.cells.reader import DELIMITERS, FileRefused, Grid, read_grid
from coalition.imports.cells.text import norm_text
from coalition.imports.matching.keys import organization_key, table
from coalition.imports.matching.likeness import Known, match_names
from coalition.imports.workbook import is_workbook, read_workbook

_HEADERS = frozenset(table("headers")["names"])
"""What a first row may say to name the column; no organization is called so."""
_BLANK_BEFORE_QUOTE = re.compile(r"""(?m)(?:^|[,;\t|])[ ]+\"""")


def print_matches(typed: Path, known: Path | None) -> None:
    """Print one JSON object per typed name, in the order of the file, repeats too.

    Args:
        typed, known: files of which the first column is read; without `known` the stored organizations are known, by name,
            acronym and confirmed spelling.

    Raises:
        Trouble: a file cannot be read, or has no name in its first column; or the database cannot be opened.
    """
    names = first_column(typed)
    for match in match_names(names, _listed(known) if known else _stored()):
        print(json.dumps(asdict(match), ensure_ascii=False))


def first_column(path: Path) -> list[str]:
    """The texts of the first column as written, without empty ones and without a first row that only names the column.

    A first cell is such a header where the whole of it is one of a closed list of words ("Name", "Organization", "หน่วยงาน"):
    no organization is called so, and none is lost. In a list of one column a delimiter belongs to the name: `Story, The` needs
    no quotation marks.

    Raises:
        Trouble: the file cannot be read, or no name is left.
    """
    data = file_bytes(path)
    try:
        cells = _of_workbook(data) if is_workbook(data) else _of_text(data)
    except FileRefused as problem:
        raise Trouble(f"{path.name}: {problem.issue.why} {problem.issue.suggestion}".rstrip()) from problem
    found = [cell for cell in cells if norm_text(cell)]
    if found and _is_header(found[0]):
        del found[0]
    if not found:
        raise Trouble(f"{path.name}: there is no name in the first column.")
    return found


def _is_header(cell: str) -> bool:
    return " ".join(norm_text(cell).strip(" :").casefold().split()) in _HEADERS


def _of_workbook(data: bytes) -> list[str]:
    sheets = read_workbook(data)
    return [row[0] for row in sheets[0].grid.rows if row] if sheets else []


def _of_text(data: bytes) -> list[str]:
    grid = read_grid(data, header_score=lambda cells: float(_is_header(cells[0])) if cells else 0.0)
    rows = _as_written(data, grid)
    widths = Counter(len(row) for row in rows if any(row))
    if widths and widths.most_common(1)[0][0] == 1:
        return [DELIMITERS[grid.delimiter].join(row) for row in rows]
    return [row[0] for row in rows if row]


def _as_written(data: bytes, grid: Grid) -> list[list[str]]:
    """The rows of the grid before the cells were cleaned: a script knows its name again by every blank of it."""
    text = decode(data, grid.encoding).text.rstrip("\x1a\x00")
    loose = _BLANK_BEFORE_QUOTE.search(text) is not None  # then the blank belongs to the file; else it may belong to a name
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[grid.delimiter], skipinitialspace=loose))
    cleaned = list(grid.rows)
    if len(rows) != len(cleaned):
        return [list(row) for row in cleaned]
    return [written for written, row in zip(rows, cleaned, strict=True) if row or not written]  # without Excel's own first line


def _listed(path: Path) -> list[Known]:
    """The known names of a file; of several that are written alike the first."""
    by_key: dict[str, str] = {}
    for name in first_column(path):
        by_key.setdefault(organization_key(name), name)
    return [Known(name, name) for key, name in by_key.items() if key]


def _stored() -> list[Known]:
    from coalition.database import reading  # imported here: a list of known names needs no database
    from coalition.imports.organizations import stored_names

    with reading(open_database()) as session:
        return [known for _, known in stored_names(session)]
