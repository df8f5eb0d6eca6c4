"""Texts told by their words alone: labels of counts ("Number of participants"), nobody's names, kinds of organizations.

The words are data: a label that is missed is added as its words, not as another pattern. One word that is not among
them makes the text a name again: "Sum of Us", "Total Access". They stand apart from the rules about names, which make each
name that holds one of their words be looked at closely (`text.QuietWords`).
"""

import re
import unicodedata
from functools import lru_cache

from coalition.imports.lexicon import any_of, pattern, words

_TELLS = frozenset(words("counting.tells"))
"""Words that say by themselves that something is counted."""
_TELLS_WITH = frozenset(words("counting.tells_with"))
"""Words that say it beside one that is counted."""
_COUNTED = frozenset(words("counting.counted"))
_BETWEEN = frozenset(words("counting.between"))
_OF = re.compile(
    rf"{any_of('counting.number_of')}\.?\s*(?:{any_of('counting.of')}|(?={any_of('counting.before')}))|{any_of('counting.how_many')}"
)
"""A number of something: "No. of people", "sum of present". Alone these words are names: Sum Many, No."""
TELLING: dict[str, object] = {"words": _TELLS | _TELLS_WITH, "of": _OF}
"""The rules without one of which nothing is counted."""
_LONGEST = 80  # characters
_WORD = re.compile(r"[^\W\d_]+|[%#]|n[\u00ba\u00b0]")
_THAI_RUN = re.compile("[\u0e01-\u0e5b]+")
_THAI_WORD = re.compile(
    "|".join(sorted((w for w in _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN if _THAI_RUN.match(w)), key=len, reverse=True))
)
_SIGNS = re.compile(r"[\w\u0e31-\u0e4e%#\u00ba\u00b0\s:：=().,/&+\-–—?*]*")


@lru_cache(maxsize=8192)
def counts_alone(text: str) -> bool:
    """Whether a text is made of words of counting, and says that something is counted: "Total attendees", "No. of people"."""
    said = _words(text)
    return bool(said & _TELLS) or (bool(said & _TELLS_WITH) and bool(said & _COUNTED))


@lru_cache(maxsize=8192)
def may_count(text: str) -> bool:
    """Whether a text is made of words of counting: "Present", "Members there". Numbers beside it are how many."""
    return bool(_words(text) & (_TELLS | _TELLS_WITH | _COUNTED))


def _words(text: str) -> frozenset[str]:
    """The words of a text, Thai ones parted; none where one of them is no word of counting."""
    if len(text) > _LONGEST or not _SIGNS.fullmatch(text):
        return frozenset()
    low = _OF.sub(" total ", text.lower())
    found = set(_WORD.findall(_THAI_RUN.sub(" ", low)))
    for run in _THAI_RUN.findall(low):
        found.update(_thai_words(run))
    return frozenset(found) if found <= _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN else frozenset()


def _thai_words(run: str) -> list[str]:
    """Words of counting of Thai letters without blanks, longest first; the rest, if they are not all, as one word."""
    found, at = [], 0
    while at < len(run) and (word := _THAI_WORD.match(run, at)):
        found.append(word[0])
        at = word.end()
    return [*found, run[at:]] if at < len(run) else found


# --- names that are nobody's -----------------------------------------------------------------------------------------------
# Compared whole and never in part: Ana Gast, Guest beside a first name and Somchai Headman are people.


_MARK = re.compile("[\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[\s\-_]+")
_NUMBER = re.compile(r"\s*[(#]?\s*\d{1,4}\)?$")


def plain_words(text: str) -> str:
    """A text in small letters without accents, hyphens and the number behind it: "Zoom-Benutzer (2)" -> "zoom benutzer"."""
    low = text.casefold().replace("\u0131", "i")
    if not low.isascii():
        low = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))
    return _NUMBER.sub("", _BETWEEN_WORDS.sub(" ", low)).strip(" .")


NOBODY = frozenset(map(plain_words, words("nobody.shown")))
"""What stands for a name that nobody gave."""
OFFICES = frozenset(map(plain_words, words("nobody.offices")))
"""Offices without who holds them."""
OWNED_DEVICE = re.compile(
    rf"{any_of('devices.owned', whole=False)}\s+{any_of('devices.of', whole=False)}\s+\S.*|{any_of('devices.elided')}[’']\S.*"
)
"""A device with whose it is, as of `plain_words`: "galaxy de lurdes", "handy von ulla"."""

_SEX = rf"{any_of('heads.sexes', whole=False)}\s*[:=]?\s*\d{{1,4}}"
_NUMBERED = re.compile(
    rf"{_SEX}(?:\s*[,/;&+\-]?\s*(?:{any_of('heads.and')}\s+)?{_SEX})*|\d{{1,4}}\s*{any_of('heads.young', whole=False)}",
    re.IGNORECASE,
)


def counts_heads(text: str) -> bool:
    """Whether a text with a digit counts people by sex or age: "Male 9 / Female 10", "4 children"."""
    return _NUMBERED.fullmatch(text) is not None


# --- organizations told by the kind behind theirs --------------------------------------------------------------------------
# These words are no rule for names that stand alone: "Gregory House" is somebody.


_ORDINARY = r"[\w.&'’\-]+"
_KIND = re.compile(
    rf"[^\W\d_][\w.&'’\-]*(?:( {_ORDINARY})* {any_of('organizations.kinds', whole=False)}"
    rf"|( {_ORDINARY})+ {any_of('organizations.kinds_of_many', whole=False)})"
    r"\.?(?:\s*,.*)?",
    re.IGNORECASE,
)
"""A name and a kind behind it, or its abbreviation; groups: words between the two."""
_KIND_BEFORE = re.compile(rf"{any_of('organizations.kinds_before')}\s*[\u0e01-\u0e2e\u0e40-\u0e44].*")
_WHERE = pattern("organizations.where")


def says_its_kind(text: str, *, between: bool = False) -> bool:
    """Whether a text is called as an organization is; a nickname, a family, or where somebody sits ("from home") is not.

    Args:
        between: with two words or more before the kind, so that it is nobody's first name and surname.
    """
    if _KIND_BEFORE.fullmatch(text):
        return True
    found = _KIND.fullmatch(text)
    if found is None or not text[0].isupper() or _WHERE.search(text):
        return False
    return not between or bool(found[1] or found[2])
