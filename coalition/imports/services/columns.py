"""Which column of a list of services holds what: our template, HXL tags, HAPI operational presence, any 3W list."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, reduce
from pathlib import Path
from typing import Any

from coalition.imports.matching.keys import plain

# --- words of a list of services -------------------------------------------------------------------------------------------


_BRACKETS = re.compile(r"\([^)]*\)?")
_BETWEEN = re.compile(r"[\s_\-*:/'’]+")


@cache
def tables() -> dict[str, Any]:
    """The tables of `words.toml` as they stand there."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def all_of(languages: dict[str, list[str]]) -> list[str]:
    """The words of an entry in every language, in the order of the file."""
    return [word for words in languages.values() for word in words]


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """A header folded for comparison: small plain letters, words separated by one blank, nothing in brackets."""
    return _BETWEEN.sub(" ", _BRACKETS.sub(" ", plain(text.casefold()))).strip()


@cache
def meanings(table: str) -> dict[str, str]:
    """{word: the entry of a table it stands in}, e.g. {"women": "female"} of "sexes"."""
    return {word: name for name, languages in tables()[table].items() for word in all_of(languages)}


@cache
def values(name: str) -> frozenset[str]:
    """The words of one entry of the table of values."""
    return frozenset(all_of(tables()["values"][name]))


# --- columns ---------------------------------------------------------------------------------------------------------------


TEMPLATE = tuple(tables()["template"])  # the columns of our template, in order

HXL_COLUMNS: tuple[tuple[str, str], ...] = tuple(tables()["hxl_columns"].items())
"""Header and tag of every column of a 3W list as we write it, in order."""

FIELDS: dict[str, str] = tables()["fields"]  # {what a person may choose for a column: English label}

WHO = ("organization", "acronym")
WHAT = ("service_type", "service_type_code")
WHERE = ("area", "province", "area1_name", "area1_code", "area2_name", "area2_code")
_NEEDED = {"the organizations": WHO, "the service types": WHAT, "the provinces or districts": WHERE}

REASON = "reason"  # the last column of the file of refused rows, which comes back corrected

REASONS = tuple(all_of(tables()["known_by"]["reason"]))  # in each language of a screen: the file is in that of its reader

_SEEN_ROWS = 30  # a header stands in the first rows, or nowhere
_SEEN_CELLS = 50  # of a column, where its header says nothing
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)
_PCODE = re.compile(r"[A-Z]{2,3}\d{2,8}", re.IGNORECASE)
_OF_PROVINCES = 2  # digits of a P-code
_NO_ATTRIBUTES = {"en", "fr", "es", "i_en", "i_fr", "i_es", "v_pcode", "v_pcodes", "list", "provider"}


@dataclass(frozen=True)
class Layout:
    """How a list of services is laid out."""

    format: str  # "services_template", "hxl", "hsds", "hapi" or "3w_list"
    header: int  # index of its row in the grid (the row above the tags for HXL)
    first: int  # index of the first row of data
    columns: dict[str, int]  # {field: column index}
    headers: tuple[str, ...]  # as written

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of who, what and where no column tells, in words."""
        return tuple(what for what, fields in _NEEDED.items() if not self.columns.keys() & set(fields))

    def header_of(self, name: str) -> str | None:
        """The header of the column a field is read from, as written; None: there is no such column."""
        index = self.columns.get(name)
        return self.headers[index] if index is not None and index < len(self.headers) else None

    def with_chosen(self, chosen: Mapping[int, str]) -> "Layout":
        """With the columns a person has chosen: {column index: one of FIELDS}."""
        columns = {name: at for name, at in self.columns.items() if at not in chosen and name not in chosen.values()}
        columns |= {name: at for at, name in chosen.items() if name != "ignore"}
        return replace(self, columns=columns)


def column_letter(index: int) -> str:
    """What the spreadsheet writes above a column: 0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def column_index(letters: str) -> int:
    """The reverse of `column_letter`, in any case."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters.upper(), 0) - 1


def looks_like_code(text: str) -> bool:
    """Whether a text has the form of a P-code, such as TH5701."""
    return bool(_PCODE.fullmatch(text.strip()))


def nearest_layout(rows: Sequence[list[str]]) -> Layout | None:
    """The layout of a grid, from its first rows; None: it is no list of services, or none surely and not all is found."""
    every = [found for index in range(min(len(rows), _SEEN_ROWS)) for found in _at(rows, index)]
    sure = (found for found in every if len(found.missing) == 1 and _is_surely(rows, found))
    return next((found for found in every if not found.missing), max(sure, key=lambda found: len(found.columns), default=None))


def layout_at(rows: Sequence[list[str]], index: int) -> Layout:
    """The layout under a header row that a person has chosen, whatever it lacks."""
    return max(_at(rows, index), key=lambda found: len(found.columns))


def header_score(row: list[str]) -> float:
    """How much a row looks like the header of a list of services: 0 (not at all) to 1."""
    filled = [cell for cell in row if cell.strip()]
    known = sum(is_tag(cell) or any(_fields(cell, name) for name in _NAMED) for cell in filled)
    return known / len(filled) if filled else 0.0


def is_tag(cell: str) -> bool:
    """Whether a cell is an HXL tag such as `#adm1 +name`."""
    return bool(_TAG.fullmatch(cell.strip()))


def is_subsector(cell: str) -> bool:
    """Whether an HXL tag tells the kind of help itself, and not the sector it belongs to."""
    return _folded_tag(cell).startswith("#subsector")


# --- every layout there could be --------------------------------------------------------------------------------------

_NAMED = ("hapi", "template", "3w_list")  # tables of headers; of those that name equally many columns the first


def _at(rows: Sequence[list[str]], index: int) -> list[Layout]:
    """The layouts with this header row, the likeliest first; the tags under it say more than the words."""
    tagged = [found for at in (index, index + 1) if at < len(rows) and (found := _hxl(rows, at))]
    named = {name: _assigned(rows[index], name) for name in _NAMED}
    if not _is_told(rows[index], named["3w_list"]):
        del named["3w_list"]
    by_words = [_layout(name, rows, index, index + 1, columns) for name, columns in named.items()]
    return [*tagged, *sorted(by_words, key=lambda one: -len(one.columns))]


def _layout(name: str, rows: Sequence[list[str]], header: int, first: int, columns: dict[str, int]) -> Layout:
    if not columns.keys().isdisjoint({"starts_on", "ends_on"}):  # days of its own say more than a month
        columns = {field: at for field, at in columns.items() if field not in ("month", "year")}
    if name in ("hxl", "3w_list"):
        columns = _with_codes(rows[first : first + _SEEN_CELLS], len(rows[header]), columns)
    kind = "services_template" if name == "template" else name
    return Layout(kind, header, first, columns, tuple(rows[header]))


def _is_told(row: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Whether its headers can only mean services: a cluster, or what stands beside a sector in no list of people."""
    known = tables()["known_by"]
    if not {key for cell in row for key in _keys(cell)}.isdisjoint(all_of(known["people"])):
        return False
    what = set(_keys(row[columns["service_type"]])) if "service_type" in columns else set()
    return not what.isdisjoint(known["help"]) or bool({"acronym", "area1_code", "area2_code"} & columns.keys())


def _is_surely(rows: Sequence[list[str]], layout: Layout) -> bool:
    """Whether a list that lacks something is one of services: its kinds of help are told, and it is tagged or says so."""
    is_listed = layout.format == "3w_list" and bool(layout.columns.keys() & set(WHAT))
    return (is_listed or layout.format == "hxl") and any(map(any, rows[layout.first : layout.first + _SEEN_CELLS]))


# --- columns by their headers -----------------------------------------------------------------------------------------


def _keys(cell: str) -> list[str]:
    """The whole header, and what stands before its first bracket: a question on a form explains itself behind it."""
    return [key for key in dict.fromkeys((header_key(cell), header_key(cell.split("(")[0]))) if key]


@cache
def _ranks(table: str) -> dict[str, dict[str, int]]:
    """{word: {field: its place among the words of the field}}."""
    found: dict[str, dict[str, int]] = {}
    for name, languages in tables()[table].items():
        for rank, word in enumerate(all_of(languages)):
            found.setdefault(word, {}).setdefault(name, rank)
    return found


@lru_cache(maxsize=4096)
def _fields(cell: str, table: str) -> dict[str, int]:
    """{field that a header may mean: how far behind its word stands}."""
    ranks = _ranks(table)
    keys = _keys(cell)
    return next((ranks[key] for key in (*keys, *(key.removesuffix("s") for key in keys)) if key in ranks), {})


def _assigned(row: Sequence[str], table: str) -> dict[str, int]:
    """{field: column}: each field, in the order of the table, takes the free column whose word stands first."""
    may_be = {at: found for at, cell in enumerate(row) if (found := _fields(cell, table))}
    columns: dict[str, int] = {}
    for name in tables()[table]:
        fit = [(ranks[name], at) for at, ranks in may_be.items() if name in ranks and at not in columns.values()]
        if fit:
            columns[name] = min(fit)[1]
    return columns


def _with_codes(rows: Sequence[list[str]], width: int, columns: dict[str, int]) -> dict[str, int]:
    """With a column that holds nothing but P-codes, whatever its header says."""
    for at in range(width):
        cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
        if at in columns.values() or not cells or not all(map(looks_like_code, cells)):
            continue
        digits = max(sum(sign.isdigit() for sign in cell) for cell in cells)
        columns.setdefault("area1_code" if digits <= _OF_PROVINCES else "area2_code", at)
    return columns


# --- columns by their tags --------------------------------------------------------------------------------------------


def _hxl(rows: Sequence[list[str]], index: int) -> Layout | None:
    """The row of tags, which stands right under the header (or alone in the first row)."""
    cells = [cell for cell in rows[index] if cell.strip() not in ("", *REASONS)]
    if len(cells) < 3 or not all(is_tag(cell) for cell in cells):
        return None
    tags = [_folded_tag(cell) for cell in rows[index]]
    names = _tags("hxl")
    if any(tag.startswith("#subsector") for tag in tags if tag in _tags("hxl_subsector")):  # the finer word is the kind of help
        names = {tag: name for tag, name in names.items() if not name.startswith("service_type")} | _tags("hxl_subsector")
    columns: dict[str, int] = {}
    for at, tag in enumerate(tags):
        if tag in names:
            columns.setdefault(names[tag], at)
    header = index - 1 if index else index
    if index:
        untagged = ["" if tags[at] else cell for at, cell in enumerate(rows[header][: len(tags)])]
        columns = {**_assigned(untagged, "3w_list"), **columns}
    return _layout("hxl", rows, header, index + 1, columns)


@cache
def _tags(table: str) -> dict[str, str]:
    return {tag: name for name, tags in tables()[table].items() for tag in tags}


def _folded_tag(cell: str) -> str:
    """A tag in small letters, its attributes in order: `#Org + Name` -> `#org+name`; language attributes are left out."""
    name, *attributes = re.sub(r"\s", "", cell).lower().split("+")
    return "+".join([name, *sorted(set(attributes) - _NO_ATTRIBUTES)])
