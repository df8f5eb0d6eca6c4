"""Words in names of organizations, read once from `coalition/data/lexicon/organizations.toml`: none stands in Python."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"

_NEXT = r"\s*(?=[\u0e01-\u0e2e\u0e40-\u0e44\ue001\ue002])"  # a Thai word (or the mark of a place) follows, blanks or not
_ALONE = r"(?<![\u0e00-\u0e7f])"

Rules = list[tuple[re.Pattern[str], str]]


@cache
def table(name: str) -> Mapping[str, Any]:
    """One table of the lexicon."""
    found: Mapping[str, Any] = _read()[name]
    return found


@cache
def _read() -> dict[str, Any]:
    with (DATA / "lexicon" / "organizations.toml").open("rb") as file:
        return tomllib.load(file)


def words(name: str, key: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(table(name)[key].split())


def rules(rows: Iterable[tuple[str, str]]) -> Rules:
    """(pattern, what it means), in order; case does not matter."""
    return [(pattern(written), meant) for written, meant in rows]


def pattern(written: str) -> re.Pattern[str]:
    """A pattern of the lexicon, its `{next}` and `{alone}` filled in."""
    return re.compile(written.replace("{next}", _NEXT).replace("{alone}", _ALONE), re.IGNORECASE)


def applied(text: str, told: Rules) -> str:
    """The text after each rule in turn."""
    for written, meant in told:
        text = written.sub(meant, text)
    return text
