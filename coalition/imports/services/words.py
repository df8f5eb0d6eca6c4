"""The words of a list of services (`words.toml`), folded as they are compared."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_ACCENTS = re.compile("[\u0300-\u036f]")
_BRACKETS = re.compile(r"\([^)]*\)?")
_BETWEEN = re.compile(r"[\s_\-*:/'’]+")


@cache
def tables() -> dict[str, Any]:
    """The tables of `words.toml` as they stand there."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def all_of(languages: dict[str, list[str]]) -> list[str]:
    """The words of an entry in every language, in the order of the file."""
    return [word for words in languages.values() for word in words]


def plain(text: str) -> str:
    """Small letters without accents on Latin letters, composed."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold())))


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """A header folded for comparison: plain, words separated by one blank, nothing in brackets."""
    return _BETWEEN.sub(" ", _BRACKETS.sub(" ", plain(text))).strip()


@cache
def meanings(table: str) -> dict[str, str]:
    """{word: the entry of a table it stands in}, e.g. {"women": "female"} of "sexes"."""
    return {word: name for name, languages in tables()[table].items() for word in all_of(languages)}


@cache
def values(name: str) -> frozenset[str]:
    """The words of one entry of the table of values."""
    return frozenset(all_of(tables()["values"][name]))
