"""The size of the importer, words of languages in its modules, and what a sheet of seven rows walks through."""

import ast
import multiprocessing
import re
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.helpers.reading_quality.cases import ROOT
from benchmarks.helpers.reading_quality.verdicts import Reader, reader_named
from coalition.imports.reading import Choices

LIBRARY = ROOT / "coalition"
SEVEN_ROWS = (
    b"Coalition meeting,,\r\nDate: 14 May 2026,,\r\nName,Organization,Signature\r\n"
    b"Ann Lee,Hope House,signed\r\nBo Chan,River House,signed\r\nCy Dee,Hill Light,\r\nDi Eng,Hope House,signed\r\n"
)
"""A sign-in sheet with a title, a date, a header and four people."""
_FOREIGN = frozenset(
    (
        *("anwesend", "anwesenheit", "anwesenheitsliste", "abwesend", "entschuldigt", "teilnehmer", "vorname", "nachname"),
        *("unterschrift", "datum", "asistencia", "asistente", "asistentes", "ausente", "ausentes", "nombre", "apellido"),
        *("apellidos", "fecha", "firma", "correo", "asunto", "reunion", "presente", "presentes", "presenze", "assente"),
        *("assenti", "nome", "cognome", "nombres", "organizacion", "nom", "prenom", "personnes", "organisme", "hadir"),
        *("nama", "tanggal", "jabatan", "instansi"),
    )
)
"""Frequent words of attendance lists that are written without accents and are no English ones."""
_WORD_IN_PATTERN = re.compile(r"(?<![\\a-zA-Z])[a-zA-Z]{4,}")
_ASKED = re.compile(r"\b(?:_?any(?:_of)?|pattern|words|replace)$")
_SECTION = re.compile(r"[a-z_]+\.[a-z_]*")
"""The name of a section of the lexicon, as functions of a module hand it on."""
_OF_MARKUP = frozenset(
    ("doctype", "html", "https", "http", "table", "head", "body", "nbsp", "quot", "apos", "xml", "worksheets", "video")
)  # fmt: skip
_CLASS_OR_NAME = re.compile(r"\[[^\]]*\]|\(\?P?[<=]\w+[>)]?|\\N\{[^}]*\}|\\[pP]\{[^}]*\}")


@dataclass(frozen=True)
class Walk:
    """What one reading calls in `coalition`, and how often the bytes are parsed or decoded.

    `moves`: calls from one module into another. `parsers`: how many CSV readers were made. `decoders`: calls of `bytes.decode`.
    """

    calls: int
    functions: int
    modules: int
    depth: int
    moves: int
    parsers: int
    decoders: int


def walk(reader: Reader, data: bytes = SEVEN_ROWS, today: date = date(2026, 11, 25)) -> Walk:
    """Read a sheet under a profile, what is imported meanwhile left out. Cold figures: in a process that has read nothing."""
    places: list[str] = []
    seen: set[tuple[str, str, int]] = set()
    counts = {"calls": 0, "depth": 0, "moves": 0, "csv": 0, "decode": 0}

    def told(frame: FrameType, event: str, argument: Any) -> None:
        file, code = frame.f_code.co_filename, frame.f_code
        if event == "c_call":
            kind = f"{getattr(argument, '__module__', '')}.{getattr(argument, '__qualname__', '')}"
            counts["csv"] += kind == "_csv.reader"
            counts["decode"] += kind.endswith("bytes.decode")
        elif file.startswith(str(LIBRARY)) and code.co_name != "<module>":
            if event == "call":
                counts["calls"] += 1
                counts["moves"] += bool(places) and places[-1] != file
                places.append(file)
                seen.add((file, code.co_qualname, code.co_firstlineno))
                counts["depth"] = max(counts["depth"], len(places))
            elif event == "return" and places:
                places.pop()

    sys.setprofile(told)
    try:
        reader(data, "sheet.csv", choices=Choices(), today=today)
    finally:
        sys.setprofile(None)
    modules = {file for file, _, _ in seen}
    return Walk(counts["calls"], len(seen), len(modules), counts["depth"], counts["moves"], counts["csv"], counts["decode"])


@dataclass(frozen=True)
class Size:
    """Lines and modules of a folder, and its modules that hold words: see `words_in`."""

    lines: int
    modules: int
    thai: int
    foreign: int
    patterns: int


def size(folder: Path) -> Size | None:
    """Of all modules below a folder; None: it is not there."""
    if not folder.is_dir():
        return None
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]
    words = [words_in(source) for source in sources]
    return Size(sum(source.count("\n") for source in sources), len(sources), *(sum(k in w for w in words) for k in KINDS))


KINDS = ("thai", "foreign", "pattern")


def words_in(source: str) -> set[str]:
    """Which words of natural languages a module holds: of KINDS.

    thai: a Thai letter anywhere; foreign: in a text that is no docstring, a word with a letter that English has not, or
    a frequent word of attendance lists in another language; pattern: a regular expression with a word of four letters
    in it, of whatever language: what it asks the lexicon for by name is none, nor are words of HTML and of addresses.
    """
    found = {"thai"} if re.search("[\u0e01-\u0e5b]", source) else set()
    tree = ast.parse(source)
    docstrings = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value
            runs = re.findall(r"[^\W\d_]{2,}", _CLASS_OR_NAME.sub(" ", text))  # a letter alone, or a range of them, is no word
            if any(_is_foreign(letter) for run in runs for letter in run) or _FOREIGN.intersection(
                re.findall("[a-z]+", text.lower())
            ):
                found.add("foreign")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"re.compile", "compile"}:
            texts = (text for text in _texts_in(node) if not _SECTION.fullmatch(text))
            if any({*_WORD_IN_PATTERN.findall(_CLASS_OR_NAME.sub(" ", text))} - _OF_MARKUP for text in texts):
                found.add("pattern")
    return found


def _texts_in(node: ast.AST) -> Iterator[str]:
    """All texts of an expression, but for what it asks the lexicon for by its name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Subscript):
        yield from _texts_in(node.value)
    elif not (isinstance(node, ast.Call) and _ASKED.search(ast.unparse(node.func))):
        for child in ast.iter_child_nodes(node):
            yield from _texts_in(child)


def _is_foreign(letter: str) -> bool:
    """A letter of neither English nor Thai."""
    return ord(letter) > 127 and letter.isalpha() and not unicodedata.name(letter, "").startswith("THAI")


def _docstrings(tree: ast.AST) -> Iterator[int]:
    """Identities of texts that stand alone: docstrings of modules, classes, functions, and of names."""
    yield from (
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def cold_walk(reader: str) -> Walk:
    """The same in a new process, nothing kept from any file."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_walk_named, reader).result()


def _walk_named(reader: str) -> Walk:
    return walk(reader_named(reader))


def figures(reader: str) -> Iterator[str]:
    """Two or three lines: how large the importer is, and what a sheet of seven rows walks through."""
    for name in ("imports", "imports/read"):
        if found := size(LIBRARY / name):
            yield (
                f"coalition/{name}: {found.lines:,} lines, {found.modules} modules; with Thai {found.thai}, with words of "
                f"other languages {found.foreign}, with words in patterns {found.patterns}"
            )
    one = cold_walk(reader)
    yield (
        f"a sheet of 7 rows: {one.calls:,} calls, {one.functions} functions, {one.modules} modules, depth {one.depth}, "
        f"{one.moves:,} changes of module, {one.parsers} CSV readers, {one.decoders} times bytes decoded"
    )
