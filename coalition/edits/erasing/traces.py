"""What tells of one person in a text: the names in every spelling, addresses and numbers; and the text without them. Pure."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coalition.imports.matching.keys import person_key
from coalition.models import ERASED

_APART, _MAYBE_APART = r"[\W_]+", r"[\W_]*"
_LATIN = re.compile(r"[A-Za-z]")
_LATIN_BEFORE, _LATIN_AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_SHORTEST = 4
"""Characters that an address or a number has at least; what is shorter is no contact."""


@dataclass(frozen=True)
class Traces:
    """What is looked for.

    Attributes:
        names: the names, each as its words; names of one word are taken out only where nothing else stands (`whole`).
        whole: texts that go where they are all that stands, keys of names among them.
        parts: addresses and numbers, which go wherever they stand.
    """

    names: tuple[tuple[str, ...], ...]
    whole: frozenset[str]
    parts: tuple[str, ...]

    def needles(self) -> list[str]:
        """What every text that holds a trace holds, as either engine lowers its letters and as JSON writes it: to ask for."""
        words = [max(name, key=len) for name in self.names]
        plain = {lower(text) for text in (*words, *self.whole, *self.parts) for lower in (str.lower, _ascii_lower)}
        return sorted(plain | {_ascii_lower(json.dumps(text)[1:-1]) for text in (*words, *self.whole, *self.parts)})

    def without(self, text: str) -> str:
        """The text without any trace of the person; the same text where there is none."""
        if text.strip().casefold() in self.whole:
            return ERASED
        for pattern in self._patterns():
            text = pattern.sub(ERASED, text)
        return text

    def in_json(self, value: Any) -> Any:
        """A JSON value without any trace of the person, in its keys too."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.in_json(one) for one in value]
        if isinstance(value, dict):
            return {self.without(key): self.in_json(one) for key, one in value.items()}
        return value

    def has_all_words(self, text: str) -> bool:
        """Whether a row of a file holds every word of one of the names, in whatever cells: then it is about this person."""
        words = {*person_key(text).split(), *text.split()}
        return any(set(name) <= words for name in self.names) or self.without(text) != text

    def _patterns(self) -> list[re.Pattern[str]]:
        found = []
        for name in self.names:
            apart = _APART if _LATIN.search("".join(name)) else _MAYBE_APART  # Thai is often written without the space
            for words in {name, name[::-1], (*name[1:], name[0])} if len(name) > 1 else ():
                found.append(_pattern(apart.join(re.escape(word) for word in words)))
        return [_pattern(re.escape(part)) for part in self.parts] + found


def _ascii_lower(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(f"{_LATIN_BEFORE}{text}{_LATIN_AFTER}", re.IGNORECASE)


def traces_of(names: Iterable[str | None], contacts: Iterable[str | None]) -> Traces:
    """What to look for.

    Args:
        names: the person's names in every spelling that is stored; None and empty ones are left out.
        contacts: addresses and numbers.
    """
    told = {" ".join(name.split()) for name in names if name and name.strip()}
    keys = {person_key(name) for name in told} - {""}
    parts = {text.strip() for text in contacts if text and len(text.strip()) >= _SHORTEST}
    words = {tuple(name.split()) for name in told | keys}
    whole = frozenset(text.casefold() for text in told | keys)
    return Traces(tuple(sorted(words, key=len, reverse=True)), whole, tuple(sorted(parts, key=len, reverse=True)))
