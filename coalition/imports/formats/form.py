"""What a format is: how it is told from others, how it is read, and a sample to try it with.

`NAME.toml` says how the export of one program is told and what only it means, `NAME.sample.csv` shows one.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from re import Pattern
from typing import Any

from coalition.imports.cells.headers import fold
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import FIELDS, ColumnRead, Reading, preview

TOP_ROWS = 60  # a format is told from so many first rows


Row = list[str]
Top = Sequence[Row]  # the first rows of a file, cells cleaned


@dataclass(frozen=True)
class Sample:
    """A small invented file of the format, to download and to try: it reads into one meeting without a question."""

    file: str  # its name as the program writes it
    path: Path  # its content, in UTF-8
    encoding: str = "utf-8-sig"  # the codec the program writes, with its byte order mark
    people: int = 2  # that it says were there

    @property
    def text(self) -> str:
        """The content, with the line ends the program writes."""
        return self.path.read_bytes().decode("utf-8")

    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.encoding)


def refuse(reading: Reading, why: RowIssue) -> Reading:
    """The reading, refused as a whole for this reason."""
    reading.refused = why.why
    reading.issues.append(why)
    reading.flags.append(why.code)
    return reading


def refuse_bare(grid: Grid, file: str, why: str, header: int | None = None, columns: Sequence[ColumnRead] = ()) -> Reading:
    """The file refused as no attendance, with nothing of its rows but its column names, and what they were taken for."""
    bare = Reading(file, encoding=grid.encoding, delimiter=grid.delimiter, columns=list(columns), flags=list(grid.flags))
    bare.header_line, bare.preview = None if header is None else grid.lines[header], preview(grid)
    return refuse(bare, issue("not_attendance", why=why))


# --- words beside a format -------------------------------------------------------------------------------------------------


FOLDER = Path(__file__).parent


@cache
def _words(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / f"{name}.words.toml").read_text(encoding="utf-8"))


def words_of(name: str, key: str) -> tuple[str, ...]:
    """Words of a module of this folder, as written."""
    return tuple(_words(name)["words"][key])


def pattern_of(name: str, key: str) -> Pattern[str]:
    """One of the regular expressions of a module, in any case."""
    return re.compile("|".join(_words(name)["patterns"][key]), re.IGNORECASE)


# --- a format as data ------------------------------------------------------------------------------------------------------
# Every key is one of the fields below; an unknown one is an error when the program starts, and so in every test.


_LAID_OUT = {"wide_matrix", "transposed_matrix", "long_records", "signin_sheet", "people_under_headings", "meeting_rows"}
_WAYS = frozenset({"", "list", "check_ins", "form", "registrations", "refused"})
Words = frozenset[str]  # folded words: small letters, without blanks and punctuation


@dataclass(frozen=True)
class Heads:
    """One way the header of a program looks: a row is it where all of this holds of its words."""

    any: tuple[Words, ...] = ()  # of each of these it has a word
    of: Words = frozenset()  # of these it has `least`
    least: int = 0
    none: Words = frozenset()  # it has none of these
    width: int = 2  # it has so many words

    def may_fit(self, heads: Words) -> bool:
        """Whether the folded words of some rows hold those of this header."""
        return not any(map(heads.isdisjoint, self.any)) and len(heads & self.of) >= self.least

    def fits(self, heads: Words) -> bool:
        """Whether the folded words of a row are this header."""
        return len(heads) >= self.width and self.may_fit(heads) and heads.isdisjoint(self.none)


@dataclass(frozen=True)
class Cells:
    """What the cells of one field mean, where the machinery would take them for something else."""

    empty: Words = frozenset()  # folded, that say nothing
    counted: bool = False  # a number says how often, so that 0 is no
    utc: bool | str = False  # times are UTC; "named": where the header says so
    markers: Pattern[str] | None = None  # in brackets behind a name, no part of it
    organization_first: bool = False  # an account may show its organization, and who sat there behind in brackets


@dataclass(frozen=True)
class Nobody:
    """Rows of nobody who was there: a cell under a header with one of these words is one of these; `code` tells them."""

    heads: Words = frozenset()
    cells: tuple[str, ...] = ()
    code: str = "note"


@dataclass(frozen=True)
class Product:
    """One format: what every one tells of itself, and how a program's is told from others and read."""

    name: str  # of its files; stable, printed by `read`
    title: str  # the program and the export, as a coordinator would say it
    how: str  # one sentence: where the file comes from
    place: int  # among all on the page
    sample: Sample | None = None
    sure: float = 8.0  # of two formats whose headers are in one file the higher one goes first
    # "": the machinery does; "list", "form" (people signed in), "check_ins" (registered or came), "registrations", "refused"
    reads: str = ""
    header: tuple[Heads, ...] = ()  # the ways it looks; none: it is told by code
    why: str = ""  # of a refusal
    # {field or "ignore": folded headers, the first that is there}
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: bool = False  # columns that are not named are left unread
    group: str = ""  # regular expression of what stands before the words of a header
    # {"title" or "date": headers} of a row over the values of one meeting; below the list it opens the next
    summary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, Cells] = field(default_factory=dict)
    nobody: tuple[Nobody, ...] = ()
    unnamed: str = ""  # code of rows without a name
    foot: tuple[str, ...] = ()  # folded begin of the first row below the list
    # folded: an invitation, if every cell under a header of the last set of `header` is one of these
    answers: Words = frozenset()
    called: tuple[str, ...] = ()  # folded: what is in every cell of the columns that say who had to come
    like: str = ""  # the cells of this other format mean the same here

    @property
    def is_program(self) -> bool:
        """Whether a program exports it; else it is a kind of list that people lay out themselves, told by its layout."""
        return self.name not in _LAID_OUT


class UnknownKey(ValueError):
    """A file of a format says something that nobody reads."""


def _folded(words: Sequence[str]) -> Words:
    return frozenset(map(fold, words))


def _made(kind: type[Product | Heads | Cells | Nobody], told: Mapping[str, Any], where: str) -> Any:
    """A part of a format; raises `UnknownKey` for a key it has not."""
    types = {one.name: str(one.type) for one in fields(kind)}
    if told.keys() - types.keys():
        raise UnknownKey(f"{where}: nobody reads {sorted(told.keys() - types.keys())}")
    return kind(**{key: _value(types[key], key, value, where) for key, value in told.items()})


def _value(kind: str, key: str, value: Any, where: str) -> Any:
    if key == "markers":
        one = "|".join(value)
        return re.compile(rf"\s*[(\[（](?:{one})(?:\s*,\s*(?:{one}))*[)\]）]", re.IGNORECASE)
    if key in ("header", "nobody"):
        return tuple(_made(Heads if key == "header" else Nobody, one, where) for one in value)
    if isinstance(value, dict):
        return {name: _made(Cells, one, where) if key == "cells" else tuple(map(fold, one)) for name, one in value.items()}
    if key == "any":
        return tuple(map(_folded, value))
    if kind.startswith("frozenset"):
        return _folded(value)
    return tuple(map(fold, value)) if kind.startswith("tuple[str") else value


def load(path: Path) -> Product:
    """The format of one file; raises `UnknownKey` for what nobody reads."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    name = path.stem
    if "sample" in told:
        about = {key: told.pop(key) for key in ("encoding", "people") if key in told}
        told["sample"] = Sample(told["sample"], path.with_suffix(".sample.csv"), **about)
    for part in ("columns", "summary", "cells"):
        if unknown := told.get(part, {}).keys() - {*FIELDS, "ignore"}:
            raise UnknownKey(f"{name}: no fields in [{part}]: {sorted(unknown)}")
    if told.get("reads", "") not in _WAYS:
        raise UnknownKey(f"{name}: reads = {told['reads']!r}")
    product: Product = _made(Product, told | {"name": name}, name)
    return product


@lru_cache(maxsize=1)
def products() -> Mapping[str, Product]:
    """{name: format} of every file in the folder, in their places."""
    files = (path for path in sorted(FOLDER.glob("*.toml")) if not path.stem.endswith(".words"))
    found = {path.stem: load(path) for path in files}
    whole = (replace(one, cells={**found[one.like].cells, **one.cells}) if one.like else one for one in found.values())
    return {one.name: one for one in sorted(whole, key=lambda one: one.place)}
