"""A typed name -> the key under which it is stored and looked up, and the sector a cell names.

Names are folded with the words of `data/lexicon/organizations.toml`. The same key is the same organization. What else may be
the same, and what is only proposed, is beside it in this package.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from coalition.imports.cells.text import THAI_DIGITS, has_thai, norm_text
from coalition.vocabulary import Sector

# --- words in names of organizations ---------------------------------------------------------------------------------------


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


# --- keys ------------------------------------------------------------------------------------------------------------------


_LONGEST_KEY = 300

_GLUE = {".", "'", "’", "\u2018", "`", "\u0e2f"}  # "D.S.I." is "DSI", "O'Neill" is "ONeill"


class _Marks(dict[int, int | str | None]):
    """What becomes of a sign, by its code; asked when one is met: looking at all there are takes its time."""

    def __missing__(self, code: int) -> int | str | None:
        sign = chr(code)
        kind = unicodedata.category(sign)
        left_out = sign in _GLUE or kind == "Cf"
        told = self[code] = None if left_out else " " if kind in {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"} else code
        return told


_MARKS = _Marks()
_POINT = re.compile(r"(?<=\d)\.(?=\d)")  # "Area 1.5" is not "Area 15"
BESIDE_THAI = re.compile(r"(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")


def person_key(name: str) -> str:
    """The name in one spelling: composed, without case, punctuation as blanks, blanks single, nothing invisible."""
    if name.isascii() and name.replace(" ", "").isalnum():  # nothing to compose or to leave out
        bare = name.lower()
    else:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        folded = _POINT.sub(" ", folded)
        # A mark left out may have parted a letter from its accent.
        bare = unicodedata.normalize("NFC", folded.translate(_MARKS))
    key = " ".join(bare.split())
    if len(key) <= _LONGEST_KEY:
        return key
    # A key fits into an index of either engine: a cell with a whole page of text is told apart by its hash.
    return f"{key[: _LONGEST_KEY - 17]} {sha256(key.encode()).hexdigest()[:16]}"


def organization_key(name: str) -> str:
    """As `person_key`, and blanks beside Thai letters, which carry no meaning, are left out. Never drops a word."""
    return BESIDE_THAI.sub("", person_key(name))


def text_key(text: str | None) -> str | None:
    """Titles and places of meetings for comparison; None where there is nothing to compare."""
    return organization_key(text) or None if text else None


# --- sector ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def sector_of(text: str | None) -> Sector | None:
    """The sector a cell or group heading names; None: not recognised, so not told."""
    if not text:
        return None
    key = f" {plain(person_key(text))} "
    if any(word in key for word in table("in_sectors")["nongovernmental"]):
        return Sector.NGO
    return next((Sector(name) for name, told in table("sectors").items() if any(_names(word, key) for word in told)), None)


def _names(word: str, key: str) -> bool:
    if word in table("in_sectors")["alone"]:
        return key.strip() == word
    return word in key if word[0] >= "\u0e00" else f" {word} " in key


# --- words of a name -------------------------------------------------------------------------------------------------------


_SAME, _SHORTENED, _PLURAL = table("same"), table("shortened"), table("plural")
_SPELLINGS: dict[str, str] = _SAME["spellings"]
_LATIN, _THAI, _THAI_KINDS = rules(_SAME["latin"]), rules(_SAME["thai"]), rules(_SHORTENED["thai"])
_ANY_LATIN = pattern("|".join(f"(?:{written.pattern})" for written, _ in _LATIN))  # one look instead of one for each
_LETTERS, _ARTICLES = str.maketrans(_SAME["letters"]), words("same", "articles")

_AREA_WORDS: dict[str, str] = _SAME["area_words"]
_AREA_SHORT = pattern(rf"{{alone}}([\u0e00-\u0e7f]*)([{''.join(_AREA_WORDS)}])\.{{next}}")
_NO_AREA_AFTER, _TOWN = tuple(_SAME["no_area_after"].split()), rules(_SAME["town"])
_VOWEL = re.compile("[\u0e30-\u0e3a\u0e40-\u0e45]")
_SHORTEST_WORD = 6  # Thai letters of a word behind which a short form of "province" stands

SMALL = words("little", "small")  # words whose letter an acronym leaves out
LEGAL = words("little", "legal")
GENERIC = words("little", "generic")
WORLDWIDE = words("little", "worldwide")  # behind the name of the whole of a network, where its sections name a country
KINDS = words("little", "kinds")  # kinds of organizations that stand behind their name
_LEGAL_THAI, _GENERIC_THAI = pattern(table("little")["legal_thai"]), pattern(table("little")["generic_thai"])

_SHORT: dict[str, str] = _SHORTENED["words"]
_IN_COMPANY: dict[str, str] = _SHORTENED["in_company"]
_OF_OFFICES = {*_SHORT, *_SHORT.values(), *_IN_COMPANY, *_IN_COMPANY.values(), *words("offices", "besides")}
_OF_OFFICES -= words("offices", "never")
_IRREGULAR: dict[str, str] = _PLURAL["irregular"]
_NO_PLURAL, _WITH_E = tuple(_PLURAL["none"].split()), tuple(_PLURAL["with_e"].split())
_LEAST = 4  # letters of a plural
_ACCENT = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """Latin letters without their marks, and ligatures apart; those of other scripts as they are."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS))))


def _area_word(found: re.Match[str]) -> str:
    """The short form of a province is one only where a word ends before it: the letters of an acronym are none."""
    before = found[1]
    is_word = len(before) >= _SHORTEST_WORD and _VOWEL.search(before) is not None and not before.endswith(_NO_AREA_AFTER)
    return f"{before}{_AREA_WORDS[found[2]]}" if is_word or not before else found[0]


def _spelled_out(name: str) -> str:
    """The name with digits, ampersand and official abbreviations written out; nothing that tells it apart is lost."""
    text = norm_text(name).translate(THAI_DIGITS).replace("&", " and ")
    if not text.isascii() and has_thai(text):
        text = applied(_AREA_SHORT.sub(_area_word, applied(text, _THAI)), _TOWN)
    return applied(text, _LATIN) if _ANY_LATIN.search(text) else text


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The name in one way of writing: as `keys.organization_key`, without accents, with spellings and abbreviations of one word
    folded and a leading article left out. Two names of one fold differ in nothing that could make them two organizations.
    """
    told = person_key(plain(_spelled_out(name))).split()
    found = list(map(_SPELLINGS.get, told, told))
    folded = " ".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)
    for written, meant in _SAME["phrases"]:
        if written in folded:
            folded = f" {folded} ".replace(f" {written} ", f" {meant} ").strip()
    return folded if folded.isascii() else BESIDE_THAI.sub("", folded)


def in_full(name: str) -> str:
    """The fold of a name of several words with short words in full that may mean something else: for likeness only."""
    folded = fold(applied(name, _THAI_KINDS) if has_thai(name) else name)
    found = folded.split()
    if len(found) < 2 or not any(word in _SHORT or word in _IN_COMPANY for word in found):
        return folded
    return " ".join(_in_full(found, at) for at in range(len(found)))


def _in_full(found: list[str], at: int) -> str:
    word = found[at]
    if word in _IN_COMPANY:
        beside = found[max(at - 1, 0) : at] + found[at + 1 : at + 2]
        return _IN_COMPANY[word] if any(other in _OF_OFFICES for other in beside) else word
    return _SHORT.get(word, word)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """An English plural as the singular; other words as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _LEAST or not word.isascii() or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _LEAST:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_WITH_E) else word[:-1]


def without_legal(folded: str) -> str:
    """What is left of a fold without legal forms and small words; the fold where that would be nothing."""
    told = [word for word in folded.split() if word not in LEGAL and word not in SMALL]
    left = " ".join(told)
    return (left if left.isascii() else BESIDE_THAI.sub("", _LEGAL_THAI.sub(" ", left)).strip()) or folded


def without_worldwide(loose: str) -> str:
    """The name of a network without the word that it is the whole of it: "Mercy Corps" of "Mercy Corps International"."""
    before, _, last = loose.rpartition(" ")
    return before if before and last in WORLDWIDE else loose


def core(loose: str) -> str:
    """What is left without words that many organizations share; empty where nothing is."""
    left = " ".join(word for word in loose.split() if word not in GENERIC and word not in LEGAL and word not in SMALL)
    return left if left.isascii() else " ".join(_GENERIC_THAI.sub(" ", left).split())
