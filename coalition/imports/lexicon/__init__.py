"""The words files are written with: one TOML a language, with the same sections in each. A new file is a new language.

A section is named by its table and key: `headers.date`. English and Thai come first, then the other languages by their
code. Where words are looked for inside a text, they are written as phrases, in the notation of speech grammars (JSGF):

    apolog(y|ies)   one of two ends          [grand ]total   what may be left out
    nieobecn*       any further letters      no(-| )show     a hyphen or a blank
    <number> <word> <sign> <text>            digits, what stands without blanks, one sign or none, anything
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_FIRST = ("en", "th")
_NOTATION = {"(": "(?:", "[": "(?:", "]": ")?", ")": ")", "|": "|", "*": r"\w*", " ": " "}
_ANYTHING = {"<number>": r"\d+", "<word>": r"\S+", "<sign>": r"\W?", "<text>": ".*"}
_PART = re.compile("|".join([*_ANYTHING, "."]))
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff]")
"""Letters of languages that put no blank between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean."""

LETTERS = "\u0e01-\u0e59"  # Thai letters and their marks, as a class of a pattern holds them


@cache
def _languages() -> dict[str, dict[str, dict[str, Any]]]:
    """{code of a language: its sections}, each file read once."""
    files = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
    order = [*(code for code in _FIRST if code in files), *(code for code in files if code not in _FIRST)]
    return {code: tomllib.loads(files[code].read_text(encoding="utf-8")) for code in order}


@cache
def by_language(section: str) -> dict[str, tuple[Any, ...]]:
    """{code of a language: what a section holds}, as the file orders it, without languages that have none.

    Words; of months and weekdays a list of the names of each, from the first on.
    """
    table, key = section.split(".")
    told = ((code, sections.get(table, {}).get(key)) for code, sections in _languages().items())
    return {code: tuple(found) for code, found in told if found}


@cache
def words(section: str) -> tuple[str, ...]:
    """The words of a section in all languages. KeyError: no language has it."""
    found = tuple(word for told in by_language(section).values() for word in told)
    if not found:
        raise KeyError(section)
    return found


def table(name: str) -> dict[str, tuple[str, ...]]:
    """{key: words in all languages} of all sections of a table."""
    keys = dict.fromkeys(key for sections in _languages().values() for key in sections.get(name, {}))
    return {key: words(f"{name}.{key}") for key in keys}


def numbered(section: str) -> dict[str, int]:
    """{name of a month or weekday: its number, from 1} of a section of lists, in all languages."""
    return {name: number for units in by_language(section).values() for number, names in enumerate(units, 1) for name in names}


@cache
def any_of(*sections: str, whole: bool = True) -> str:
    """A pattern of all phrases of sections, to be built into others: it is one group, which captures nothing.

    `whole`: a word of a language that puts blanks between words must begin and end there.
    """
    return expression([phrase for section in sections for phrase in words(section)], whole=whole)


def expression(phrases: Iterable[str], *, whole: bool = True) -> str:
    """The pattern of phrases, as `any_of` of those of sections."""
    if not whole:
        return f"(?:{'|'.join(map(_read, phrases))})"
    groups: dict[tuple[str, str], list[str]] = {}
    for phrase in phrases:
        groups.setdefault(_bounds(phrase), []).append(_read(phrase))
    return "(?:" + "|".join(f"{start}(?:{'|'.join(of_it)}){end}" for (start, end), of_it in groups.items()) + ")"


@cache
def pattern(*sections: str, whole: bool = True) -> re.Pattern[str]:
    """The pattern of `any_of` alone, to be used on texts in any case."""
    return re.compile(any_of(*sections, whole=whole), re.IGNORECASE)


def is_unspaced(word: str) -> bool:
    """Whether a word is of a language that puts no blanks between words."""
    return _UNSPACED.match(word) is not None


def is_long(word: str) -> bool:
    """Whether a word is more than a sign: of three letters, or of two where no blanks stand between words."""
    return len(word) > (1 if is_unspaced(word) else 2)


def _bounds(phrase: str) -> tuple[str, str]:
    """Patterns of the beginning and the end of a phrase: of a word, where it begins or ends with a letter that needs it."""
    parts = [part for part in _PART.findall(phrase) if part not in _NOTATION or part in " *"]
    ends = (parts[0], parts[-1])
    start, end = ("" if _UNSPACED.match(part) or not (part.isalnum() or part == "_") else r"\b" for part in ends)
    return (r"\b" if parts[0] == "*" else start), end  # a star alone would be tried from each letter of a word


@cache
def _read(phrase: str) -> str:
    return "".join(_NOTATION.get(part) or _ANYTHING.get(part) or re.escape(part) for part in _PART.findall(phrase))
