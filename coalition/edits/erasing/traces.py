"""What tells of one person in a text: the names in every spelling, addresses and numbers; and the text without them. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from coalition.guard.fold import fold
from coalition.imports.matching.keys import person_key
from coalition.models import ERASED

_APART, _MAYBE_APART = r"[\W_]+", r"[\W_]*"
_LATIN = re.compile(r"[A-Za-z]")
_LATIN_BEFORE, _LATIN_AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_BEARS_ACCENTS = re.compile("[aeiouycnsz]", re.IGNORECASE)
ESCAPE = "|"
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_SHORTEST = 4
"""Characters that an address or a number has at least; what is shorter is no contact."""


@dataclass(frozen=True)
class Traces:
    """What is looked for, without accents: who is stored as José is Jose as well (`guard.fold`).

    Attributes:
        names: the names, each as its words; names of one word are taken out only where nothing else stands (`whole`).
        whole: texts that go where they are all that stands, keys of names among them.
        parts: addresses and numbers, which go wherever they stand.
        written: all of these as they are stored, each as its words: to ask the database for.
    """

    names: tuple[tuple[str, ...], ...]
    whole: frozenset[str]
    parts: tuple[str, ...]
    written: tuple[tuple[str, ...], ...]

    def needles(self) -> list[tuple[str, ...]]:
        """Patterns of LIKE (escaped by `ESCAPE`): every text that holds a trace fits all of one group, in small letters.

        Either engine lowers its letters in its way, and JSON writes an accent in six signs.
        """
        found = set()
        for words in self.written:
            for lower in (str.lower, _ascii_lower):
                low = [lower(word) for word in words]
                found |= {tuple(_like(word, "_", as_json=as_json) for word in low) for as_json in (False, True)}
                found.add(tuple(_like(quote(word).lower(), "_", as_json=False) for word in low))  # as an address writes it
                for latin in ("%\\u00%", "%\\u01%") if any(map(_BEARS_ACCENTS.search, map(_base, low))) else ():
                    found.add((*(_like(word, "%", as_json=True) for word in low), latin))
        return sorted(found)

    def without(self, text: str, put: str = ERASED) -> str:
        """The text with `put` for each trace; the same text where there is none. An address is read as it is meant."""
        if _ESCAPED.search(text):
            meant = unquote(text)
            if (bare := self.without(meant, put)) != meant:
                return bare
        folded = fold(text)
        if folded.text.strip().casefold() in self.whole:
            return put
        for pattern in self._patterns():
            spans = [folded.span(*found.span()) for found in pattern.finditer(folded.text)]
            for start, end in reversed(spans):
                while end < len(text) and unicodedata.combining(text[end]):  # an accent written behind its letter
                    end += 1
                text = f"{text[:start]}{put}{text[end:]}"
            folded = fold(text) if spans else folded
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
        words = {word for one in (person_key(text), text) for word in fold(one).text.split()}
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


def _base(text: str) -> str:
    """The text with Latin letters for those with a mark on them, letter by letter; those of other scripts as they are."""
    decomposed = (unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", text))
    return "".join(parts[0] if parts[0].isascii() else unicodedata.normalize("NFC", parts) for parts in decomposed)


def _like(word: str, any_sign: str, *, as_json: bool) -> str:
    """A word as a pattern of LIKE: any sign, or any signs, for a letter that may bear an accent."""
    told = []
    for letter in _base(word):
        if _BEARS_ACCENTS.fullmatch(letter):
            told.append(any_sign)
        else:
            sign = _ascii_lower(json.dumps(letter)[1:-1]) if as_json else letter
            told.append(re.sub(f"[%_{ESCAPE}]", rf"{ESCAPE}\g<0>", sign))
    return f"%{''.join(told)}%"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(f"{_LATIN_BEFORE}{text}{_LATIN_AFTER}", re.IGNORECASE)


def traces_of(names: Iterable[str | None], contacts: Iterable[str | None]) -> Traces:
    """What to look for.

    Args:
        names: the person's names in every spelling that is stored; None and empty ones are left out.
        contacts: addresses and numbers.
    """
    told = {" ".join(name.split()) for name in names if name and name.strip()}
    told |= {person_key(name) for name in told} - {""}
    parts = {text.strip() for text in contacts if text and len(text.strip()) >= _SHORTEST}
    words = {tuple(fold(name).text.split()) for name in told}
    whole = frozenset(fold(text).text.casefold() for text in told)
    written = {tuple(name.split()) for name in told} | {(part,) for part in parts}
    found = sorted({fold(part).text for part in parts}, key=len, reverse=True)
    return Traces(tuple(sorted(words, key=len, reverse=True)), whole, tuple(found), tuple(sorted(written)))


def traces_of_words(words: str) -> Traces:
    """What to look for when words are to go wherever they stand: several as the words of a name, a single one as an address."""
    told = tuple(fold(words).text.casefold().split())  # small letters: a row of a file is asked for those (`has_all_words`)
    is_one = len(told) == 1
    return Traces(() if is_one else (told,), frozenset({" ".join(told)}), told if is_one else (), (tuple(words.split()),))
